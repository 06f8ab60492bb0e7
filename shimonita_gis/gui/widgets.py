"""The widgets that every window is full of."""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from shimonita_gis.gui.contrast import readable


def wrapped(text=""):
    """A label whose text is data, never markup, and goes on in the next line."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def line(name, hint, text=""):
    """A line to write in. ``hint`` stands in it while it is empty, in a colour that can be read, and names it for a
    screen reader."""
    made = QLineEdit(text)
    made.setObjectName(name)
    made.setPlaceholderText(hint)
    made.setAccessibleName(hint)
    palette = made.palette()
    ground, faint = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Mid)
    palette.setColor(QPalette.ColorRole.PlaceholderText, readable(faint, ground))
    made.setPalette(palette)
    return made


def button(name, text, pressed):
    """A button that Enter in a line of text does not press."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: pressed())
    return made


def in_column(*widgets):
    """One widget with these below each other."""
    return _laid_out(QVBoxLayout, widgets)


def in_row(*widgets):
    """One widget with these beside each other."""
    return _laid_out(QHBoxLayout, widgets)


def _laid_out(layout, widgets):
    whole = QWidget()
    box = layout(whole)
    box.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        box.addWidget(widget)
    return whole
