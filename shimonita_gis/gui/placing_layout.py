"""How the placing window is laid out: the queue, the scan, and beside it the points, the remark and the buttons."""

from dataclasses import dataclass

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence, QShortcut
from qgis.PyQt.QtWidgets import (
    QDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
)

from shimonita_gis import settings
from shimonita_gis.gui.placing_panel import SheetPanel
from shimonita_gis.gui.placing_queue import SheetQueue
from shimonita_gis.gui.placing_view import SheetView
from shimonita_gis.gui.widgets import button, in_column, in_row, line, wrapped
from shimonita_gis.translation import tr


@dataclass(frozen=True)
class Button:
    """``key`` presses it, wherever the keyboard is in the window."""

    name: str
    text: str
    tip: str
    key: object = ""


_ABOUT_THE_SHEET = (  # translatable
    (
        Button("measure", "Measure anew (R)", "Finds frame and ticks near the corners as they lie now", "R"),
        Button("turn", "Turn (T)", "The lettering lies on its side: turns the corners by 90 degrees", "T"),
    ),
    (
        Button("report", "Report", "Opens the report page of this sheet"),
        Button("map", "On the map", "Adds the placed sheet to the map"),
        Button(
            "undo",
            "Undo",
            "Takes back the last change, or else the last decision (Ctrl+Z)",
            QKeySequence.StandardKey.Undo,
        ),
    ),
)
_DECISIONS = (  # translatable
    (
        Button("accept", "Accept (A)", "The sheet lies right: it counts as passed", "A"),
        Button("refuse", "Refuse (X)", "The sheet must not be used", "X"),
    ),
    (
        Button(
            "undecide",
            "Undecided again (U)",
            "Takes a decision back, of an earlier day, too: the program's own verdict counts again",
            "U",
        ),
        Button("next", "Next (N)", "The next sheet that nobody has decided", "N"),
    ),
)


class Layout(QDialog):
    """A window with all its parts and none of their meaning; ``buttons`` are its QPushButtons by name, and
    ``pressed(name)`` tells of one."""

    pressed = pyqtSignal(str)

    def __init__(self, parent):
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Check placed sheets"))
        self.queue, self.view, self.panel = SheetQueue(), SheetView(), SheetPanel()
        self.folder, self.state, self.said = QPushButton(tr("&Folder…")), QLabel(), wrapped()
        self.folder.setAutoDefault(False)
        self.editor = line("editor", tr("Your name"), settings.load().editor)
        self.note = line("note", tr("Remark (may stay empty)"))
        self.note.setAccessibleName(tr("Remark (may stay empty)"))
        self.buttons = {}
        self.bar = QProgressBar()
        self.bar.setVisible(False)
        self._lay_out()

    def _lay_out(self):
        line = self.fontMetrics().height()
        middle = QSplitter(Qt.Orientation.Horizontal)
        for part, width in ((in_column(self.folder, self.queue, self.state), 16), (self.view, 46), (self._right(), 22)):
            middle.addWidget(part)
            part.setMinimumWidth(min(width, 20) * line)
        middle.setSizes([17 * line, 44 * line, 23 * line])
        middle.setStretchFactor(1, 1)
        outer = QVBoxLayout(self)
        outer.addWidget(middle, 1)
        outer.addWidget(self.said)
        outer.addWidget(self.bar)
        self.resize(QSize(84 * line, 52 * line).boundedTo(0.95 * self.screen().availableGeometry().size()))

    def _right(self):
        about, decisions = map(self._row, _ABOUT_THE_SHEET), map(self._row, _DECISIONS)
        return in_column(self.panel, *about, self.editor, self.note, *decisions)

    def _row(self, specified):
        return in_row(*map(self._button, specified))

    def _button(self, specified):
        made = button(specified.name, tr(specified.text), lambda: self.pressed.emit(specified.name))
        made.setToolTip(tr(specified.tip))
        if specified.key:
            QShortcut(QKeySequence(specified.key), self).activated.connect(made.click)
        self.buttons[specified.name] = made
        return made
