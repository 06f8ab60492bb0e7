"""The row of tools above the picture, and the keys that do the same."""

from dataclasses import dataclass

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from shimonita_gis.translation import tr

_DARKEST, _BRIGHTEST = -80, 80  # percent


@dataclass(frozen=True)
class Tool:
    """``stays`` tells that the button is switched on and off."""

    name: str
    text: str
    tip: str
    key: str = ""
    stays: bool = False


TOOLS = (  # translatable
    Tool("previous", "◀", "Previous photo (left arrow)"),
    Tool("next", "▶", "Next photo (right arrow)"),
    Tool("ungraded", "Next to grade", "To the next photo that is not graded (N)", "n"),
    Tool("undo", "Undo", "Takes the last judgement back (Ctrl+Z)"),
    Tool("fit", "Whole", "Shows the whole photo (0); the wheel zooms, the hand drags", "0"),
    Tool("place", "Photos of a place", "Click on the map: all photos that saw the place (V)", "v", stays=True),
    Tool("compare", "Before and after", "Earlier and later pictures of the same spot (C)", "c", stays=True),
    Tool("length", "Length", "Measures a line on the terrain: click in the photo (M)", stays=True),
    Tool("area", "Area", "Measures a shape on the terrain: click in the photo (M)", stays=True),
    Tool("register", "Register…", "Makes the papers for the headquarters from what is graded"),
)
_MOVES = {
    Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Space: 1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Down: 10, Qt.Key.Key_Up: -10,
}  # fmt: skip
_ZOOMS = {"+": 1.5, "-": 1 / 1.5}


class ToolRow(QWidget):
    """``pressed(name)`` for tools that act at once, ``switched(name, on)`` for those that stay."""

    pressed = pyqtSignal(str)
    switched = pyqtSignal(str, bool)

    def __init__(self, parent=None):
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.buttons = {}
        for tool in TOOLS:
            self.buttons[tool.name] = self._button(tool)
            row.addWidget(self.buttons[tool.name])
        row.addStretch(1)

    def _button(self, tool):
        button = QToolButton()
        button.setObjectName(f"tool_{tool.name}")
        button.setText(tr(tool.text))
        button.setToolTip(tr(tool.tip))
        button.setAccessibleName(tr(tool.tip))
        button.setCheckable(tool.stays)
        if tool.stays:
            button.toggled.connect(lambda on: self.switched.emit(tool.name, on))
        else:
            button.clicked.connect(lambda: self.pressed.emit(tool.name))
        return button

    def is_on(self, name):
        return self.buttons[name].isChecked()

    def switch(self, name, on):
        self.buttons[name].setChecked(on)

    def deed_of(self, sign):
        """What the key ``sign`` does, as a function; None where there is no such tool."""
        tool = next((each for each in TOOLS if each.key and each.key == sign.lower()), None)
        return tool and self.buttons[tool.name].click


def brightness_row(set_brightness, parent=None):
    """The slider for dark and bright pictures with its title."""
    widget = QWidget(parent)
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setObjectName("brightness")
    slider.setRange(_DARKEST, _BRIGHTEST)
    slider.setFixedWidth(widget.fontMetrics().averageCharWidth() * 16)
    slider.valueChanged.connect(set_brightness)
    row.addWidget(QLabel(tr("Brightness")))
    row.addWidget(slider)
    return widget


def move_of(key):
    """How many photos a key goes on; None for other keys."""
    return _MOVES.get(key)


def zoom_of(text):
    """By how much a key zooms; None for other keys."""
    return _ZOOMS.get(text)


def is_undo(event):
    return event.key() == Qt.Key.Key_Backspace or event.matches(QKeySequence.StandardKey.Undo)
