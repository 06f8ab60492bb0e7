"""'Open shared map': the work copy as a QGIS project, made from the hub's catalogue, or the one that is there already.

The catalogue comes from the hub where the share answers, else from the work copy itself: the map opens offline too.
"""

from datetime import datetime
from pathlib import Path

from qgis.core import Qgis, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout

from shimonita_gis import settings
from shimonita_gis.cartography.language import interface_language
from shimonita_gis.cartography.project import TABLE, project_path, update_project, write_project
from shimonita_gis.errors import HubError, ShimonitaGisError
from shimonita_gis.gui.hubtask import HubTask
from shimonita_gis.gui.serveredits import ServerEdits
from shimonita_gis.gui.sync import layers_of
from shimonita_gis.gui.widgets import wrapped
from shimonita_gis.hub.postgis.address import is_address, name_of
from shimonita_gis.translation import explain, tr


def open_window(iface):
    """Opens the shared map of this PC's work copy; asks first where the person has a map of it already."""
    window = SharedMap(iface)
    window.show()
    window.begin()
    return window


class SharedMap(QDialog):
    def __init__(self, iface):
        super().__init__(iface.mainWindow())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Open shared map"))
        self._iface, self._known, self._task = iface, settings.load(), None
        self._place = place_of(self._known)
        self._text = wrapped()
        self._buttons = QDialogButtonBox()
        self._open = self._button("open", tr("&Open my map"), lambda: self._start(anew=False))
        self._anew = self._button("anew", tr("&Make a new one"), lambda: self._start(anew=True))
        close = self._buttons.addButton(tr("C&lose"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(self._text, 1)
        column.addWidget(self._buttons)
        self.resize(30 * self.fontMetrics().height(), 9 * self.fontMetrics().height())

    def begin(self):
        """Asks what to do, or does it at once where there is only one thing to do."""
        path = self._place
        if not path:
            self._stop(tr("There is no work copy on this PC yet. Make one with 'Check out layers', then open the map."))
        elif not project_path(path).exists():
            self._start(anew=False)
        else:
            self._text.setText(
                tr(
                    "You have a map of this work copy already: {name}. Open it as you left it, or make a new one with "
                    "the town's own styles; the one you have is then kept under another name.",
                    name=project_path(path).name,
                )
            )
            self._open.setDefault(True)

    def _start(self, anew):
        if any(layer.isEditable() and layer.isModified() for layer in _vector_layers()):
            self._stop(tr("Save your edits in QGIS first, then open the shared map."))
            return
        self._working(tr("Reading the catalogue…"))
        self._task = HubTask(
            self.windowTitle(), lambda cancelled: _catalogue(self._known, self._place, cancelled),
            lambda answer: self._open_map(answer, anew), self._stop,
        ).start()  # fmt: skip

    def _open_map(self, answer, anew):
        self._task = None
        catalogue, styles = answer
        path = project_path(self._place)
        how = {"editor": self._known.editor or _account(), "language": interface_language(), "styles": styles}
        try:
            if not self._leave_present_project():
                self.close()
                return
            if anew:
                _set_aside(path)
            if not path.exists():
                write_project(self._place, catalogue, **how)
            self._iface.addProject(str(path))
            added, removed = update_project(QgsProject.instance(), self._place, catalogue, **how)
        except (ShimonitaGisError, OSError) as error:
            self._stop(explain(error) if isinstance(error, ShimonitaGisError) else str(error))
            return
        if is_address(self._place):
            ServerEdits(self._iface, self._place, how["editor"])
        self._tell(added, removed)
        self.close()

    def _leave_present_project(self):
        """QGIS's own question whether to save what is open now; False where the person does not want to leave it."""
        present = QgsProject.instance()
        if present.isDirty():
            self._iface.newProject(True)
        return not present.isDirty()

    def _tell(self, added, removed):
        texts = [tr("The shared map is open: {name}", name=name_of(self._place))]
        if added:
            texts.append(tr("New layers: {layers}", layers=", ".join(added)))
        if removed:
            texts.append(tr("No longer in the work copy: {layers}", layers=", ".join(removed)))
        closed = [layer.name() for layer in layers_of(self._place) if layer.readOnly()]
        if closed:
            texts.append(tr("{count} layer(s) of other departments can be looked at only.", count=len(closed)))
        self._iface.messageBar().pushMessage("Shimonita GIS", "  ".join(texts), Qgis.MessageLevel.Success)

    def _working(self, text):
        self._text.setText(text)
        self._open.setVisible(False)
        self._anew.setVisible(False)

    def _stop(self, sentence):
        self._task = None
        self._working(sentence)

    def _button(self, name, text, pressed):
        button = self._buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        button.setObjectName(name)
        button.clicked.connect(lambda: pressed())
        return button

    def closeEvent(self, event):  # noqa: N802
        if self._task is not None:
            self._task.forget()
        super().closeEvent(event)


def place_of(known):
    """The work copy of this PC; without one, the hub on a server, whose layers are then edited there; else ''."""
    if known.work_copy and Path(known.work_copy).exists():
        return known.work_copy
    return known.hub if is_address(known.hub) else ""


def bring_up_to_date(place, done):
    """Lets the open map follow what an administrator changed in the hub, where it shows ``place``; then ``done()``.

    ``place`` is as :func:`place_of` says. Returns the task, None where there is nothing to follow.
    """
    if not any(layer.customProperty(TABLE) for layer in layers_of(place)):
        done()
        return None
    known = settings.load()
    how = {"editor": known.editor or _account(), "language": interface_language()}

    def follow(answer):
        catalogue, styles = answer
        try:
            update_project(QgsProject.instance(), place, catalogue, **how, styles=styles)
        except ShimonitaGisError:  # the work copy is gone since: whoever opens the map is told
            return
        finally:
            done()

    return HubTask(
        tr("Reading the catalogue…"),
        lambda cancelled: _catalogue(known, place, cancelled),
        follow,
        lambda sentence: done(),
    ).start()


def _catalogue(known, place, cancelled):
    """(Catalogue, {table: QML}) of the hub; without its share, the catalogue that the work copy carries, and no QML."""
    from shimonita_gis.hub import child
    from shimonita_gis.hub.administration import style_of
    from shimonita_gis.hub.catalogue import Catalogue, LayerEntry, Person
    from shimonita_gis.hub.store import Hub

    try:
        hub = Hub.open(known.hub)
        catalogue = hub.catalogue()
        if is_address(place):
            hub.open_desk(known.editor or _account())
        return catalogue, {entry.table: style_of(hub, entry) for entry in catalogue if entry.qml}
    except HubError:
        if is_address(place):
            raise
        told = child.call("answers.catalogue", cancelled, work_copy=known.work_copy)
        entries = tuple(LayerEntry(**entry) for entry in told["layers"])
        return Catalogue(entries, tuple(Person(**person) for person in told["people"])), {}


def _set_aside(path):
    """Gives the person's own map another name, with the moment in it; nothing is written over."""
    path.rename(path.with_name(f"{path.stem} {datetime.now():%Y-%m-%d %H%M%S}{path.suffix}"))


def _vector_layers():
    return [layer for layer in QgsProject.instance().mapLayers().values() if layer.type() == Qgis.LayerType.Vector]


def _account():
    from shimonita_gis.hub.store import account

    return account()
