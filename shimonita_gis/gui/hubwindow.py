"""What the windows on the hub have in common: they ask it beside the person's work and say what they wait for."""

from datetime import datetime

from qgis.core import Qgis
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QProgressBar, QWidget

from shimonita_gis import settings
from shimonita_gis.gui.hubtask import HubTask
from shimonita_gis.gui.sharedmap import bring_up_to_date, place_of
from shimonita_gis.gui.sync import Sync
from shimonita_gis.gui.widgets import line, wrapped
from shimonita_gis.translation import tr


class HubWindow(QDialog):
    """``content`` is greyed while the hub answers; ``text`` says what is awaited, or what went wrong."""

    def __init__(self, iface, title):
        super().__init__(iface.mainWindow())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.iface, self.known = iface, settings.load()
        self._task = self._sync = None
        self.content = QWidget()
        self.text = wrapped()
        self.reason = line("reason", tr("Why (kept in the history)"))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setMaximumHeight(self.em // 3)
        self.bar.setTextVisible(False)
        self.bar.hide()

    @property
    def em(self):
        return self.fontMetrics().height()

    def ask(self, text, work, done):
        """Runs ``work(call)`` in a thread, then ``done(its result)`` here. ``call(name, **what)`` asks
        hub.answers of this PC's hub. Nothing happens while an earlier question waits."""
        if self._task is not None:
            return
        self.say(text)
        self._wait(True)

        def answered(answer):
            self._wait(False)
            done(answer)

        def failed(sentence):
            self._wait(False)
            self.say(sentence)

        self._task = self.start(text, work, answered, failed)

    def start(self, text, work, done, failed):
        """The HubTask that runs ``work(call)``; nothing is greyed."""
        hub = self.known.hub

        def asked(cancelled):
            from shimonita_gis.hub import child

            def call(question, /, **what):
                return child.call(f"answers.{question}", cancelled, hub_folder=hub, **what)

            return work(call)

        return HubTask(text, asked, done, failed).start()

    def _wait(self, waiting):
        if not waiting:
            self._task = None
        self.content.setEnabled(not waiting)
        self.bar.setVisible(waiting)

    def say(self, sentence):
        self.text.setText(sentence)

    def saved(self, number, then):
        """Tells of the new version; this PC's work copy and the open map follow, then ``then()`` is called."""
        self.reason.clear()
        text = tr("Saved as version {number}.", number=number)
        self.iface.messageBar().pushMessage("Shimonita GIS", text, Qgis.MessageLevel.Success)
        if self.known.work_copy:
            self._sync = Sync(self.iface, "", then)
            if self._sync.start():
                return
        if self.place:
            self._sync = bring_up_to_date(self.place, then)
        else:
            then()

    @property
    def place(self):
        """Where the layers of the open map lie: this PC's work copy, or the hub on a server; '' for neither."""
        return place_of(self.known)

    @property
    def editor(self):
        import getpass

        return self.known.editor or getpass.getuser()

    def reject(self):
        """However it is closed: an answer that comes later is not waited for."""
        if self._task is not None:
            self._task.forget()
            self._task = None
        super().reject()


def who(editor, time):
    """A name and the local time."""
    return f"{editor or '–'}  {when(time)}" if time else editor or "–"


def when(time):
    """An ISO time on this PC's clock, to the minute."""
    return f"{datetime.fromisoformat(time).astimezone():%Y-%m-%d %H:%M}"
