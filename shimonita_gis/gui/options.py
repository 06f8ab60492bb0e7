"""The plugin's page in QGIS's own options dialog."""

from dataclasses import replace

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
)

from shimonita_gis import settings
from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.gui.icons import plugin_icon
from shimonita_gis.gui.serveraddress import asked_for_address
from shimonita_gis.gui.widgets import button, wrapped
from shimonita_gis.translation import explain, tr

PAGE = "ShimonitaGisOptions"


class OptionsPage(QgsOptionsPageWidget):
    """What belongs to the person on this PC, and what all PCs of the hub share; ``changed()`` is called after it was
    kept. What the hub itself says of its layers and people is in the hub and not here."""

    def __init__(self, parent, changed):
        super().__init__(parent)
        self.setObjectName(PAGE)
        self._changed = changed
        file, folder = QgsFileWidget.StorageMode.GetFile, QgsFileWidget.StorageMode.GetDirectory
        self._fields = {
            "editor": QLineEdit(),
            "department": QLineEdit(),
            "work_copy": _path(file),
            "sheets": _path(folder),
            "hub": _path(folder),
            "terrain": _path(file),
            "photos": _path(folder),
            "parameters": _path(file),
        }
        column = QVBoxLayout(self)
        column.addWidget(self._own())
        column.addWidget(self._of_the_hub())
        self._said = wrapped()
        column.addWidget(self._said)
        column.addStretch()
        self.show_settings(settings.load())

    def _own(self):
        labels = {
            "editor": tr("Your &name, as it is written into the history"),
            "department": tr("Your &department"),
            "work_copy": tr("&Work copy (made with 'Check out layers')"),
            "sheets": tr("Folder of &placed sheets"),
        }
        return self._group(tr("You, on this PC"), labels)[0]

    def _of_the_hub(self):
        labels = {
            "hub": tr("&Hub (shared folder of the town's layers, or a server)"),
            "terrain": tr("&Terrain model (for drone photos)"),
            "photos": tr("Folder of all &drone photos"),
            "parameters": tr("Parameter file of &GSI (.par, for old map sheets)"),
        }
        group, form = self._group(tr("The same on every PC with this hub"), labels)
        server = button("server", tr("Hub on a &server…"), self._choose_server)
        form.insertRow(1, "", server)
        row = QHBoxLayout()
        row.addWidget(button("write", tr("Write to a &file…"), self._write))
        row.addWidget(button("read", tr("&Read from a file…"), self._read))
        form.addRow(row)
        form.addRow(wrapped(tr("The file carries these four lines to other PCs. It holds no names and no passwords.")))
        return group

    def _group(self, title, labels):
        group = QGroupBox(title)
        form = QFormLayout(group)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, label in labels.items():
            form.addRow(label, self._fields[name])
        return group, form

    def show_settings(self, known):
        for name, field in self._fields.items():
            (field.setText if isinstance(field, QLineEdit) else field.setFilePath)(getattr(known, name))

    def shown(self):
        """The settings as the page shows them now."""
        values = {
            name: field.text() if isinstance(field, QLineEdit) else field.filePath()
            for name, field in self._fields.items()
        }
        return replace(settings.load(), **values)

    def isValid(self):  # noqa: N802
        """Whether what is entered can be kept; QGIS asks before it applies any page. Else the page says why."""
        try:
            settings.refuse_no_address(self.shown().hub)
        except ShimonitaGisError as error:
            self._said.setText(explain(error))
            return False
        return True

    def apply(self):
        settings.save(self.shown())
        self._changed()

    def write_file(self, path):
        self._try(lambda: settings.write_file(self.shown(), path), tr("Written: {file}", file=path))

    def read_file(self, path):
        """Shows what the file says; it is kept with the dialog's own OK."""
        said = tr("These are the settings of {file}. OK keeps them.", file=path)
        self._try(lambda: self.show_settings(settings.read_file(path, self.shown())), said)

    def _try(self, work, said):
        try:
            work()
        except ShimonitaGisError as error:
            said = explain(error)
        self._said.setText(said)

    def _choose_server(self):
        address = asked_for_address(self, self.shown().hub)
        if address:
            self._fields["hub"].setFilePath(address)

    def _write(self):
        path, _ = QFileDialog.getSaveFileName(self, tr("Write the settings"), "shimonita_gis.json", "JSON (*.json)")
        if path:
            self.write_file(path)

    def _read(self):
        path, _ = QFileDialog.getOpenFileName(self, tr("Read the settings"), "", "JSON (*.json)")
        if path:
            self.read_file(path)


class OptionsFactory(QgsOptionsWidgetFactory):
    def __init__(self, changed):
        super().__init__("Shimonita GIS", plugin_icon(), PAGE)
        self._changed = changed

    def createWidget(self, parent):  # noqa: N802
        return OptionsPage(parent, self._changed)


def _path(mode):
    widget = QgsFileWidget()
    widget.setStorageMode(mode)
    return widget
