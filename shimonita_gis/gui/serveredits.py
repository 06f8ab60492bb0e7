"""Edits of the shared map that go straight to a hub on a server: what the server refused is told at once."""

from qgis.core import Qgis, QgsProject
from qgis.PyQt.QtCore import QObject, QTimer

from shimonita_gis.cartography.serverlayers import table_on_server
from shimonita_gis.gui.hubtask import HubTask
from shimonita_gis.translation import tr

_SOON = 300  # ms: QGIS saves layer by layer; one look is enough for all of them


class ServerEdits(QObject):
    """Looks, after each save in a layer of the hub at ``place``, whether something of it waits as a conflict. Lives as
    long as the project that is open now."""

    _now = None  # Python's side of an object that only Qt refers to would go, and its slots with it

    def __init__(self, iface, place, editor):
        super().__init__(iface.mainWindow())
        self._iface, self._place, self._editor, self._task = iface, place, editor, None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SOON)
        self._timer.timeout.connect(self._look)
        for layer in QgsProject.instance().mapLayers().values():
            if layer.type() == Qgis.LayerType.Vector and table_on_server(layer, place):
                layer.afterCommitChanges.connect(self._timer.start)
        QgsProject.instance().cleared.connect(self._leave)
        ServerEdits._now = self

    def _leave(self):
        if ServerEdits._now is self:
            ServerEdits._now = None
        self.deleteLater()

    def _look(self):
        self._task = HubTask(
            tr("Looking at the hub"), lambda cancelled: _seen(self._place, self._editor), self._tell, self._fail,
            hidden=True,
        ).start()  # fmt: skip

    def _tell(self, refused):
        if refused:
            self._say(
                tr("{count} of your changes met newer ones of somebody else. The hub kept the newer; yours wait under "
                   "'Settle conflicts'.", count=refused), Qgis.MessageLevel.Warning
            )  # fmt: skip

    def _fail(self, sentence):
        self._say(sentence, Qgis.MessageLevel.Critical)

    def _say(self, text, level):
        self._iface.messageBar().pushMessage("Shimonita GIS", text, level, 0)


def _seen(place, editor):
    """Notes that the person sees the newest version now; returns how many changes since the last look were refused."""
    from shimonita_gis.hub.store import Hub

    return Hub.open(place).look_again(editor)
