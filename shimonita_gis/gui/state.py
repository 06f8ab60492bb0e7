"""The state of this computer, for support: versions, packages, grids, rights. No secrets.

The home folder is told as ~, since its path names a person's account; what reads like a password is left out.
"""

import platform
import re
import shutil
import sys
import tempfile
from configparser import ConfigParser
from pathlib import Path

from qgis.core import Qgis, QgsApplication, QgsTask
from qgis.PyQt.QtCore import QT_VERSION_STR
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QPlainTextEdit,
    QVBoxLayout,
)

from shimonita_gis import dependencies, settings, wheels
from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.gui.hubtask import HubTask
from shimonita_gis.gui.widgets import wrapped
from shimonita_gis.hub.postgis.address import is_address, name_of
from shimonita_gis.resources import resource
from shimonita_gis.translation import explain, tr

_NOTE = (  # translatable
    "When you ask for support, copy these lines into your message. They hold no passwords and not the name of your "
    "account."
)
_SECRET = re.compile(r"(?i)\b(password|passwd|pwd|authcfg)=('[^']*'|\S+)|(?<=://)[^/@\s]+@")


def without_secrets(text):
    """``text`` as it may be sent to support.

    >>> without_secrets("dbname=town password='x y' host=db")
    'dbname=town *** host=db'
    """
    for home in {str(Path.home()), Path.home().as_posix()}:
        text = text.replace(home, "~")
    return _SECRET.sub("***", text)


def state_of_computer():
    """(title, value) lines of this PC alone; a value never holds the content of a file."""
    from osgeo import gdal, osr

    yield "Shimonita GIS", plugin_version()
    yield "QGIS", Qgis.QGIS_VERSION
    yield "Qt", QT_VERSION_STR
    yield "Python", sys.version.split()[0]
    yield "GDAL", gdal.__version__
    yield "PROJ", ".".join(str(getattr(osr, f"GetPROJVersion{part}")()) for part in ("Major", "Minor", "Micro"))
    yield tr("System"), platform.platform()
    yield tr("Language"), QgsApplication.instance().translation() or QgsApplication.locale()
    for package in dependencies.PACKAGES:
        yield package.distribution, _package_state(package)
    yield tr("Grid of the Tokyo datum"), _presence(grid_path())
    yield tr("Folder for added packages"), _folder_state(packages_folder())


def state_of_share(known):
    """(title, value) lines of what lies on the share; each may take as long as the network does."""
    yield tr("Hub"), _server_state(known.hub) if is_address(known.hub) else _folder_state(known.hub)
    for title, path in (
        (tr("Work copy"), known.work_copy),
        (tr("Terrain model"), known.terrain),
        (tr("Drone photos"), known.photos),
        (tr("Parameter file of GSI"), known.parameters),
    ):
        yield title, _presence(path)


def plugin_version():
    metadata = ConfigParser(interpolation=None)
    metadata.read(resource("icon.svg").parents[1] / "metadata.txt", encoding="utf-8")
    return metadata.get("general", "version", fallback="")


def grid_path():
    """Where QGIS looks for the grid of the Tokyo datum."""
    return Path(QgsApplication.qgisSettingsDirPath(), "proj", "tky2jgd.gsb")


def _package_state(package):
    if package.is_there:
        return package.version or tr("there")
    return tr("missing: {purpose}", purpose=tr(package.needed_for))


def _presence(path):
    if not path:
        return tr("not chosen")
    return str(path) if Path(path).exists() else tr("{path} is not there", path=path)


def _folder_state(path):
    """A folder and what this person may do in it, which only trying tells on a share."""
    if not path or not Path(path).is_dir():
        return _presence(path)
    try:
        with tempfile.TemporaryFile(dir=path, prefix=".rights-"):
            free = shutil.disk_usage(path).free / 1e9
    except OSError:
        return tr("{path} (can only be read)", path=path)
    return tr("{path} (can be written, {free} GB free)", path=path, free=f"{free:.1f}")


def _server_state(place):
    """What a hub's server is, and that this PC may use it, which only trying tells."""
    from shimonita_gis.hub.store import Hub

    try:
        found = Hub.open(place).server_state()
    except ShimonitaGisError as error:
        return f"{name_of(place)}: {explain(error)}"
    encrypted = tr("encrypted") if found.pop("encrypted") else tr("not encrypted, within this computer")
    return tr("{place}, version {version}; PostgreSQL {server}, PostGIS {postgis}, {encrypted}",
              place=name_of(place), encrypted=encrypted, **found)  # fmt: skip


def packages_folder():
    """The folder of the QGIS profile that is on Python's path and that a person may write to."""
    return Path(QgsApplication.qgisSettingsDirPath(), "python")


class InstallTask(QgsTask):
    """Lays the missing wheels from ``folder`` into the profile; ``done(sentence)`` is called in the window's thread."""

    def __init__(self, folder, done):
        super().__init__(tr("Adding packages"), QgsTask.Flag.CanCancel)
        self._folder, self._done, self._sentence = folder, done, ""

    def run(self):
        try:
            laid = wheels.install(self._folder, packages_folder(), cancelled=self.isCanceled)
            self._sentence = tr("Added: {packages}. Start QGIS again.", packages=", ".join(laid))
        except ShimonitaGisError as error:
            self._sentence = explain(error)
        return True

    def finished(self, successful):
        self._done(self._sentence)


class StateDialog(QDialog):
    """The lines of :func:`state_of_computer` with a button that copies them, and where a package is missing one that
    adds it from the installation media."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setWindowTitle(tr("State of this computer"))
        note = wrapped(tr(_NOTE))
        self._task = None
        self.result = wrapped()
        self.result.hide()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("C&lose"), QDialogButtonBox.ButtonRole.RejectRole)
        copy = buttons.addButton(tr("&Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self.text.toPlainText()))
        self.add = buttons.addButton(tr("&Add missing packages…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.add.setToolTip(tr("From the folder 'wheels' of the installation media, without a connection."))
        self.add.clicked.connect(self._choose_wheels)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (note, self.text, self.result, buttons):
            column.addWidget(widget)
        em = self.fontMetrics().height()
        self.resize(36 * em, 30 * em)
        self.refresh()

    def refresh(self):
        """Shows the state as it is now, and that of the share when it has answered."""
        known, here = settings.load(), list(state_of_computer())
        self._show([*here, (tr("Hub"), tr("looking…"))])
        self.add.setVisible(bool(wheels.needed_wheels()))
        self._look = HubTask(
            tr("Looking at the share"),
            lambda cancelled: list(state_of_share(known)),
            lambda share: self._looked(here + share),
            lambda sentence: self._looked([*here, (tr("Hub"), sentence)]),
            hidden=True,
        ).start()

    def _looked(self, lines):
        self._look = None
        self._show(lines)

    def _show(self, lines):
        self.text.setPlainText(without_secrets("\n".join(f"{title}: {value}" for title, value in lines)))

    def done(self, result):
        if self._look is not None:
            self._look.forget()
        super().done(result)

    def add_packages(self, folder):
        """Adds what is missing from ``folder``, in a task."""
        self.add.setEnabled(False)
        self._task = InstallTask(folder, self._added)
        QgsApplication.taskManager().addTask(self._task)

    def _choose_wheels(self):
        folder = QFileDialog.getExistingDirectory(self, tr("The folder 'wheels' of the installation media"))
        if folder:
            self.add_packages(folder)

    def _added(self, sentence):
        self.result.setText(sentence)
        self.result.show()
        self.add.setEnabled(True)
        self.refresh()
