"""The town to practise with: a hub, a work copy, a scan, photos and a terrain model in one folder of the person's own,
made on request, marked as practice wherever it shows, and put into the recycle bin with one button.
"""

import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path

from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import QDir, QFile, QStandardPaths, QStorageInfo, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFrame, QVBoxLayout

from shimonita_gis import settings
from shimonita_gis.errors import OutputError, writing
from shimonita_gis.gui.dialogs import asked
from shimonita_gis.gui.widgets import button, wrapped
from shimonita_gis.practicetown import MARKER
from shimonita_gis.resources import resource
from shimonita_gis.translation import tr

FOLDER, HUB, WORK_COPY = "下仁田GIS 練習用の町", "共通基盤（練習用）", "町の地図（練習用）.gpkg"
SHEETS, PHOTOS, TERRAIN = "紙の地図（練習用）", "写真（練習用）", "標高（練習用）.tif"
_KEPT = f"{settings.GROUP}/before_practice"  # the settings to come back to
_STAND_OUT = "#practice_card { background: #ffd54d } #practice_card > QLabel { color: #1a1a1a }"  # in any theme
_EXPLAINED = (  # translatable
    "Everything in this folder belongs to a made-up town to practise with. Nothing in it is real.\n"
    "'End practice' in the panel of Shimonita GIS puts the whole folder into the recycle bin."
)


def practice_folder():
    """Where the practice town is or will be made: in the person's documents."""
    kept = _kept()
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(kept["folder"]) if kept else Path(documents or QDir.homePath(), FOLDER)


def is_on():
    """Whether this PC's settings are those of the practice town; reads the settings only."""
    kept = _kept()
    return bool(kept) and settings.load().hub == str(Path(kept["folder"], HUB))


def make(folder, editor, cancelled):
    """Makes the practice town in the new folder ``folder``; nothing of it stays when that fails or is cancelled.
    Returns the Settings of a PC that works with it.

    Raises OutputError where the folder is in use or cannot be written, CancelledError.
    """
    from shimonita_gis.hub import child

    folder = Path(folder)
    if folder.exists():
        raise OutputError("{folder} is there already. Move it away or delete it, then try again.", folder=folder)
    with writing(folder):
        folder.mkdir(parents=True)
    try:
        with writing(folder):
            _copy_files(folder)
        place = {"folder": str(folder / HUB), "work_copy": str(folder / WORK_COPY)}
        child.call("practice.make_hub", cancelled, editor=editor, **place)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return settings.Settings(
        hub=place["folder"],
        work_copy=place["work_copy"],
        terrain=str(folder / TERRAIN),
        photos=str(folder / PHOTOS),
        editor=editor,
    )


def _copy_files(folder):
    (folder / MARKER).write_text(tr(_EXPLAINED) + "\n", encoding="utf-8-sig")  # Notepad wants the mark
    shutil.copyfile(resource("practice", "terrain.tif"), folder / TERRAIN)
    for name, source in ((SHEETS, "sheets"), (PHOTOS, "photos")):
        shutil.copytree(resource("practice", source), folder / name, copy_function=shutil.copyfile)


def switch_to(made):
    """From now on this PC works with the practice town ``made``; what it worked with is kept for :func:`end`."""
    before = settings.load()
    folder = str(Path(made.hub).parent)
    QgsSettings().setValue(_KEPT, json.dumps({"folder": folder, "settings": asdict(before)}))
    settings.save(replace(made, department=before.department, parameters=before.parameters))


def end(iface):
    """Closes the practice town's layers, gives this PC its settings back and puts the folder into the recycle bin.

    Returns a sentence on what became of the folder, or on what must be done before.
    """
    kept = _kept()
    folder = Path(kept["folder"])
    if any(layer.isEditable() and layer.isModified() for layer in _layers(folder, inside=False)):
        return tr("Save your edits in QGIS first, then end the practice.")
    _leave(iface, folder)
    settings.save(settings.Settings(**kept["settings"]))
    QgsSettings().remove(_KEPT)
    return _thrown_away(iface, folder)


def _kept():
    try:
        return json.loads(QgsSettings().value(_KEPT, "", type=str))
    except ValueError:
        return None


def _layers(folder, inside):
    """The project's vector and raster layers that lie in ``folder``, or those that do not."""
    layers = QgsProject.instance().mapLayers().values()
    return [layer for layer in layers if (folder in Path(layer.source()).parents) == inside]


def _leave(iface, folder):
    """Takes what lies in ``folder`` out of the project, which is closed where it lies there itself."""
    project = QgsProject.instance()
    if project.fileName() and folder in Path(project.fileName()).parents:
        iface.newProject(False)
    else:
        project.removeMapLayers([layer.id() for layer in _layers(folder, inside=True)])


def _thrown_away(iface, folder):
    if not (folder / MARKER).is_file():  # it is not the folder that was made here
        return tr("The folder {folder} was left as it is.", folder=folder)
    if QStorageInfo(str(folder)).isValid():
        data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
        Path(data).mkdir(parents=True, exist_ok=True)  # without it Qt on Linux takes the working folder for the bin
        QFile.moveToTrash(str(folder))  # what it returns differs between bindings
        if not folder.exists():
            return tr("The practice town is in the recycle bin.")
    question = tr("This drive has no recycle bin. Delete the folder {folder} for good?", folder=folder)
    if asked(iface.mainWindow(), question, tr("&Delete")):
        shutil.rmtree(folder, ignore_errors=True)
    if not folder.exists():
        return tr("The practice town is deleted.")
    return tr("The folder {folder} is still there. Delete it by hand when you no longer need it.", folder=folder)


class PracticeCard(QFrame):
    """Says at the top of the dock, for as long as it is so, that nothing here is real, and ends it."""

    end_wanted = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setObjectName("practice_card")
        self.setStyleSheet(_STAND_OUT)
        column = QVBoxLayout(self)
        column.addWidget(wrapped(tr("Practice: this town is made up. Try everything; nothing here is real.")))
        column.addWidget(button("practice_files", tr("Show the scan and photos to practise with"), _show_folder))
        column.addWidget(button("end_practice", tr("End practice and throw it away"), self.end_wanted.emit))

    def refresh(self):
        self.setVisible(is_on())


def _show_folder():
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(practice_folder())))
