"""The plugin's page in QGIS's own options dialog."""

from dataclasses import replace

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QLineEdit

from shimonita_gis import settings
from shimonita_gis.gui.icons import plugin_icon
from shimonita_gis.translation import tr

PAGE = "ShimonitaGisOptions"


class OptionsPage(QgsOptionsPageWidget):
    """Hub, name, department and terrain model of this PC; ``changed()`` is called after they were kept."""

    def __init__(self, parent, changed):
        super().__init__(parent)
        self.setObjectName(PAGE)
        self._changed = changed
        known = settings.load()
        form = QFormLayout(self)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._hub = _path(known.hub, QgsFileWidget.StorageMode.GetDirectory)
        self._work_copy = _path(known.work_copy, QgsFileWidget.StorageMode.GetFile)
        self._editor = QLineEdit(known.editor)
        self._department = QLineEdit(known.department)
        self._terrain = _path(known.terrain, QgsFileWidget.StorageMode.GetFile)
        self._photos = _path(known.photos, QgsFileWidget.StorageMode.GetDirectory)
        form.addRow(tr("&Hub (shared folder of the town's layers)"), self._hub)
        form.addRow(tr("&Work copy (made with 'Check out layers')"), self._work_copy)
        form.addRow(tr("Your &name, as it is written into the history"), self._editor)
        form.addRow(tr("Your &department"), self._department)
        form.addRow(tr("&Terrain model (for drone photos)"), self._terrain)
        self._parameters = _path(known.parameters, QgsFileWidget.StorageMode.GetFile)
        form.addRow(tr("&Parameter file of GSI (.par, for old map sheets)"), self._parameters)
        form.addRow(tr("Folder of all drone &photos"), self._photos)
        note = QLabel(tr("These values are kept on this PC only. Windows of this plugin are filled in with them."))
        note.setWordWrap(True)
        form.addRow(note)

    def apply(self):
        settings.save(
            replace(
                settings.load(),
                hub=self._hub.filePath(),
                work_copy=self._work_copy.filePath(),
                terrain=self._terrain.filePath(),
                photos=self._photos.filePath(),
                parameters=self._parameters.filePath(),
                department=self._department.text(),
                editor=self._editor.text(),
            )
        )
        self._changed()


class OptionsFactory(QgsOptionsWidgetFactory):
    def __init__(self, changed):
        super().__init__("Shimonita GIS", plugin_icon(), PAGE)
        self._changed = changed

    def createWidget(self, parent):  # noqa: N802
        return OptionsPage(parent, self._changed)


def _path(value, mode):
    widget = QgsFileWidget()
    widget.setStorageMode(mode)
    widget.setFilePath(value)
    return widget
