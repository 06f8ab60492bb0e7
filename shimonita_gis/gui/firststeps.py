"""The first steps on a PC: name, hub, work copy and terrain model, each kept as soon as it is given.

The window can be closed at any time; it shows what is done and what is left whenever it is opened again.
"""

from dataclasses import replace
from pathlib import Path

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QStandardPaths, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
)

from shimonita_gis import settings
from shimonita_gis.cartography.serverlogin import unlock
from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.gui import practice
from shimonita_gis.gui.hubtask import HubTask
from shimonita_gis.gui.serveraddress import asked_for_address
from shimonita_gis.gui.widgets import button, wrapped
from shimonita_gis.hub.postgis.address import is_address, name_of
from shimonita_gis.translation import explain, tr

DEPARTMENTS = ("総務", "企画", "税務", "保健", "教育", "建設", "観光")  # those of the standard layers
WORK_COPY = "町の地図.gpkg"


def open_window(iface):
    window = FirstSteps(iface)
    window.show()
    return window


class FirstSteps(QDialog):
    settings_changed = pyqtSignal()
    window_wanted = pyqtSignal(str)

    def __init__(self, iface):
        super().__init__(iface.mainWindow())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("First steps"))
        self._iface, self._task = iface, None
        self._column = QVBoxLayout(self)
        self._column.addWidget(wrapped(tr("You can close this window at any time. What you have done is kept.")))
        self._steps = {}
        self._add_name()
        self._add_hub()
        self._add_copy()
        self._add_terrain()
        self._said = wrapped()
        self._column.addWidget(self._said)
        self._column.addLayout(self._add_progress())
        self._column.addStretch()
        self._column.addWidget(self._add_buttons())
        self.resize(36 * self.fontMetrics().height(), self.sizeHint().height())
        self.refresh()

    def refresh(self):
        """Shows what the settings hold now."""
        known = settings.load()
        left = settings.steps_left(known)
        for setting, (box, words) in self._steps.items():
            box.setTitle(f"✔ {words}" if getattr(known, setting) else words)
        self._hub.setText((name_of if is_address(known.hub) else str)(known.hub) or tr("Not chosen yet."))
        self._copy.setText(known.work_copy or _why_a_copy(known.hub))
        self._new_hub.setEnabled(bool(known.editor))
        self._make_copy.setEnabled(bool(known.hub and not known.work_copy))
        self._open.setEnabled(not left)
        self._open.setDefault(not left)
        self._practice.setVisible(not practice.is_on())

    # --- the steps

    def _add_name(self):
        form = QFormLayout(self._step("editor", tr("1  Who you are")))
        self._name = QLineEdit(settings.load().editor)
        self._name.setObjectName("name")
        self._name.textEdited.connect(lambda text: self._keep(editor=text))
        self._department = QComboBox()
        self._department.setObjectName("department")
        self._department.setEditable(True)
        self._department.addItems(DEPARTMENTS)
        self._department.setCurrentText(settings.load().department)
        self._department.currentTextChanged.connect(lambda text: self._keep(department=text))
        form.addRow(tr("Your &name, as it is written into the history"), self._name)
        form.addRow(tr("Your &department"), self._department)

    def _add_hub(self):
        column = QVBoxLayout(self._step("hub", tr("2  The hub: the shared folder of the town's layers, or a server")))
        self._hub = wrapped()
        row = QHBoxLayout()
        row.addWidget(button("choose_hub", tr("&Choose the hub of the town…"), self._choose_hub))
        self._new_hub = button("make_hub", tr("&Make a new hub…"), self._make_hub)
        self._new_hub.setToolTip(tr("Its maker becomes its administrator: give your name first."))
        row.addWidget(button("hub_on_server", tr("Hub on a se&rver…"), self._choose_server))
        row.addWidget(self._new_hub)
        column.addWidget(self._hub)
        column.addLayout(row)

    def _add_copy(self):
        column = QVBoxLayout(self._step("work_copy", tr("3  Your work copy")))
        self._copy = wrapped()
        self._make_copy = button("make_copy", tr("Make the &work copy"), self.make_work_copy)
        column.addWidget(self._copy)
        column.addWidget(self._make_copy)

    def _add_terrain(self):
        column = QVBoxLayout(self._step("terrain", tr("4  Terrain model, for drone photos (can wait)")))
        self._terrain = QgsFileWidget()
        self._terrain.setFilePath(settings.load().terrain)
        self._terrain.fileChanged.connect(lambda path: self._keep(terrain=path))
        column.addWidget(self._terrain)

    def _add_progress(self):
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._cancel = button("cancel", tr("Cance&l"), lambda: self._task and self._task.cancel())
        row = QHBoxLayout()
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        self._working(False)
        return row

    def _add_buttons(self):
        box = QDialogButtonBox()
        self._practice = button("practice", tr("&Practise with a made-up town"), self.start_practice)
        self._open = button("open", tr("&Open the shared map"), self._open_map)
        box.addButton(self._practice, QDialogButtonBox.ButtonRole.ActionRole)
        box.addButton(self._open, QDialogButtonBox.ButtonRole.ActionRole)
        close = box.addButton(tr("C&lose"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.close)
        close.setAutoDefault(False)  # the Enter key ends an entry, not the window
        return box

    def _step(self, setting, words):
        box = QGroupBox()
        self._steps[setting] = box, words
        self._column.addWidget(box)
        return box

    # --- what the buttons do

    def _choose_hub(self):
        folder = QFileDialog.getExistingDirectory(self, tr("The hub of the town"), settings.load().hub)
        if folder:
            self.join_hub(folder)

    def _choose_server(self):
        address = asked_for_address(self, settings.load().hub)
        if address:
            self.join_hub(address)

    def join_hub(self, folder):
        """Takes the hub in ``folder``, or at that address, as this PC's, once it is known to be one."""
        try:
            unlock(folder)
        except ShimonitaGisError as error:
            self._said.setText(explain(error))
            return
        self._start(tr("Looking at the hub"), lambda cancelled: _hub_in(folder), lambda hub: self._keep(hub=hub))

    def _make_hub(self):
        folder = QFileDialog.getExistingDirectory(self, tr("An empty folder on the share for the new hub"))
        if folder:
            self.make_hub(folder)

    def make_hub(self, folder):
        """Makes a new hub in the empty ``folder``; the person becomes its administrator."""
        editor = settings.load().editor
        self._start(
            tr("Making the hub"),
            lambda cancelled: _call("answers.create", cancelled, hub_folder=folder, editor=editor),
            lambda hub: self._keep(hub=hub),
        )

    def make_work_copy(self, path=""):
        """Makes the work copy of all layers in the person's documents, under a name that is free."""
        known, path = settings.load(), path or str(_free_path())
        self._start(
            tr("Making the work copy"),
            lambda cancelled: _call(
                "answers.check_out", cancelled, hub_folder=known.hub, work_copy=path, editor=known.editor
            ),
            lambda made: self._keep(work_copy=made),
        )

    def start_practice(self):
        """Makes the practice town, or finds that it is there, and works with it from now on."""
        folder, editor = practice.practice_folder(), settings.load().editor or tr("Trainee")
        self._start(
            tr("Making the practice town"), lambda cancelled: practice.make(folder, editor, cancelled), self._practise
        )

    def _practise(self, made):
        practice.switch_to(made)
        self._name.setText(made.editor)
        self._terrain.setFilePath(made.terrain)
        self._changed(tr("The practice town is ready. Open the shared map."))

    def _open_map(self):
        self.window_wanted.emit("sharedmap")
        self.close()

    # --- keeping and telling

    def _keep(self, **values):
        if replace(settings.load(), **values) != settings.load():
            settings.save(replace(settings.load(), **values))
            self._changed()

    def _changed(self, sentence=""):
        self._said.setText(sentence)
        self.refresh()
        self.settings_changed.emit()

    def _start(self, title, work, done):
        if self._task is None:
            self._said.setText(f"{title}…")
            self._working(True)
            self._task = HubTask(title, work, lambda result: self._ended("", done, result), self._ended).start()

    def _ended(self, sentence, done=None, result=None):
        self._task = None
        self._working(False)
        self._said.setText(sentence)
        if done:
            done(result)

    def _working(self, working):
        self._bar.setVisible(working)
        self._cancel.setVisible(working)
        for box, _ in self._steps.values():
            box.setEnabled(not working)

    def closeEvent(self, event):  # noqa: N802
        if self._task is not None:
            self._task.forget()
        super().closeEvent(event)


def _hub_in(folder):
    from shimonita_gis.hub.store import Hub

    return Hub.open(folder).place


def _why_a_copy(hub):
    if is_address(hub):
        return tr("Not needed: you can edit straight on the server. With a copy you also work without the network.")
    return tr("A copy of all layers on this PC: you edit it, and sync sends it.")


def _call(name, cancelled, **arguments):
    from shimonita_gis.hub import child

    return child.call(name, cancelled, **arguments)


def _free_path():
    """A name for the work copy in the person's documents that no file has yet."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    first = folder / WORK_COPY
    numbered = (first.with_stem(f"{first.stem} {number}") for number in range(2, 1000))
    return next(path for path in (first, *numbered) if not path.exists())
