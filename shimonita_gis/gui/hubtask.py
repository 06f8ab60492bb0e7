"""Asks the hub, or changes it, beside the person's work."""

from qgis.core import QgsApplication, QgsTask
from qgis.PyQt import sip

from shimonita_gis import dependencies, settings
from shimonita_gis.cartography.serverlogin import unlock
from shimonita_gis.errors import CancelledError, ShimonitaGisError
from shimonita_gis.translation import explain


class HubTask(QgsTask):
    """Runs ``work(cancelled)`` in a thread; then ``done(its result)`` or ``failed(sentence)`` in the window's thread.

    Neither is called after :meth:`forget`: the window that asked is gone. ``work`` touches GeoPackages only through
    hub.child.
    """

    def __init__(self, title, work, done, failed, hidden=False):
        """A ``hidden`` one is not announced by QGIS: looking, not doing."""
        flags = QgsTask.Flag.CanCancel | QgsTask.Flag.Silent  # its window tells how it ended
        super().__init__(title, flags | QgsTask.Flag.Hidden if hidden else flags)
        self._work, self._done, self._failed = work, done, failed
        self._result, self._error = None, ""

    def start(self):
        """Begins; the password of a hub on a server is asked of QGIS here, in the window's thread."""
        try:
            unlock(settings.load().hub)
        except ShimonitaGisError as error:
            self._error = explain(error)
        QgsApplication.taskManager().addTask(self)
        return self

    def forget(self):
        """May be said twice: of a window that is closed twice, and of a task that QGIS has deleted since."""
        self._done = self._failed = lambda answer: None
        if not sip.isdeleted(self):
            self.cancel()

    def run(self):
        if self._error:
            return False
        try:
            self._result = self._work(self.isCanceled)
        except CancelledError:
            return False
        except ShimonitaGisError as error:
            self._error = explain(error)
        except ModuleNotFoundError as error:
            self._error = explain(dependencies.missing_package(error) or error)
        return not self._error

    def finished(self, successful):
        if successful:
            self._done(self._result)
        else:
            self._failed(self._error)
