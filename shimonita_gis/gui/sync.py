"""The large button of the dock: runs ``shimonita:synchub`` as a task, with progress and cancel in QGIS's task list."""

from functools import partial
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
)
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QPushButton

from shimonita_gis import settings
from shimonita_gis.cartography.serverlayers import table_on_server
from shimonita_gis.gui.windows import open_window
from shimonita_gis.hub.postgis.address import is_address
from shimonita_gis.translation import tr

_CONFLICTS = "ShimonitaGisConflicts"


class Sync:
    """One sync of this PC's work copy. ``done()`` is called at its end, however it ended."""

    def __init__(self, iface, message, done, wanted=open_window):
        """``wanted(name)`` is told when the person wants the window of the conflicts."""
        self._iface, self._done, self._wanted = iface, done, wanted
        self.successful = False
        known = settings.load()
        self._path = known.work_copy
        self._context = QgsProcessingContext()
        self._context.setProject(QgsProject.instance())
        self._feedback = QgsProcessingFeedback()
        self._task = QgsProcessingAlgRunnerTask(
            QgsApplication.processingRegistry().algorithmById("shimonita:synchub"),
            {
                "WORKCOPY": known.work_copy,
                "MESSAGE": message,
                "EDITOR": known.editor,
                "CONFLICTS": "TEMPORARY_OUTPUT",
            },
            self._context,
            self._feedback,
        )
        self._task.executed.connect(self._executed)

    def start(self):
        """Starts the sync, or says what must be done before and returns False."""
        if unsaved(self._path):
            self._say(tr("Save your edits in QGIS first, then sync again."), Qgis.MessageLevel.Warning)
            return False
        QgsApplication.taskManager().addTask(self._task)
        return True

    def follow(self, bar):
        """Shows the progress in ``bar``; one of no known length runs to and fro."""
        self._feedback.progressChanged.connect(lambda percent: (bar.setRange(0, 100), bar.setValue(round(percent))))

    def cancel(self):
        """Ends the sync; nothing is lost."""
        self._feedback.cancel()
        self._task.cancel()

    def _executed(self, successful, results):
        self.successful = successful
        if not successful:
            self._say(_last_sentence(self._feedback), Qgis.MessageLevel.Critical)
            self._done()
            return
        self._reload()
        sent, received = int(results["SENT"]), int(results["RECEIVED"])
        self._say(tr("{sent} change(s) sent, {received} received.", sent=sent, received=received))
        if results["CONFLICT_COUNT"]:
            self._lead_to_conflicts(int(results["CONFLICT_COUNT"]))
        self._let_map_follow()

    def _reload(self):
        """What came in is shown; a layer whose table went by the sync is left for the map to drop."""
        from shimonita_gis.cartography.project import sublayers, table_of

        there = sublayers(self._path)
        for layer in layers_of(self._path):
            if table_of(layer, self._path) in there:
                layer.reload()
                layer.triggerRepaint()

    def _let_map_follow(self):
        """The open map gets the layers, forms and styles that an administrator changed."""
        from shimonita_gis.gui.sharedmap import bring_up_to_date

        self._task = bring_up_to_date(self._path, self._done)

    def _lead_to_conflicts(self, count):
        """A message that stays until the person has seen it, with a button to the window."""
        text = tr("{count} conflict(s): two people changed the same thing. Both values are kept.", count=count)
        message = self._iface.messageBar().createMessage("Shimonita GIS", text)
        message.setObjectName(_CONFLICTS)
        button = QPushButton(tr("Settle conflicts…"))
        button.setObjectName("settle")
        button.clicked.connect(lambda: self._wanted("conflicts"))
        message.layout().addWidget(button)
        self._iface.messageBar().pushWidget(message, Qgis.MessageLevel.Warning)

    def _say(self, text, level=Qgis.MessageLevel.Success):
        self._iface.messageBar().pushMessage("Shimonita GIS", text, level)


def forget_conflicts(iface):
    """Takes away what a sync said of conflicts: the person looks at them. Not before what runs now has ended: it may be
    the click on the message's own button."""
    for message in iface.messageBar().items():
        if message.objectName() == _CONFLICTS:
            QTimer.singleShot(0, partial(iface.messageBar().popWidget, message))


def layers_of(place):
    """The project's layers that lie in the GeoPackage ``place``, or in the hub on a server at that address."""
    layers = list(QgsProject.instance().mapLayers().values())
    if is_address(place):
        return [each for each in layers if each.type() == Qgis.LayerType.Vector and table_on_server(each, place)]
    return [layer for layer in layers if Path(layer.source().split("|")[0]) == Path(place)]


def unsaved(path):
    """Whether edits of the work copy are not saved in QGIS yet."""
    return any(layer.isEditable() and layer.isModified() for layer in layers_of(path))


def _last_sentence(feedback):
    lines = [line for line in feedback.textLog().splitlines() if line.strip()]
    return lines[-1] if lines else tr("The sync did not come to its end. Nothing is lost; sync again.")
