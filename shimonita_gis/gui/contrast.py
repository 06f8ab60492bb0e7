"""Colours of our own beside those of the theme: told apart on its light and on its dark ground.

Measured as WCAG 2.2 does (relative luminance; 1.4.3 for text, 1.4.11 for signs).
"""

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

TEXT, SIGN = 4.5, 3.0  # least ratios
_STEPS = 20
_BRIGHTER = {"Night Mapping": "#eeeeee"}  # theme of QGIS -> what its buttons and fields must be written in
_WORDS = """QPushButton:enabled, QToolButton:enabled, QComboBox:enabled, QLineEdit:enabled {{ color: {colour} }}
QAbstractItemView::item:selected {{ color: {colour} }}"""


def ratio(one, other):
    """The contrast of two opaque QColors, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(colour, ground, least=TEXT):
    """``colour``, taken towards black or white by as much as it needs to be read on ``ground``."""
    end = max(QColor("black"), QColor("white"), key=lambda each: ratio(each, ground))
    mixed = (_mixed(colour, end, step / _STEPS) for step in range(_STEPS + 1))
    return next((each for each in mixed if ratio(each, ground) >= least), end)


def keep_readable(window):
    """QGIS's dark theme writes on buttons with a contrast of 3.2 and on chosen rows with 2.8; ``window`` does not."""
    if colour := _BRIGHTER.get(QgsApplication.themeName()):
        window.setStyleSheet(_WORDS.format(colour=colour))


def swatch(colour, side, edge, is_round=False):
    """A small square or disc of ``side`` pixels; ``edge``, the colour of the text beside it, is seen on any ground."""
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, is_round)
    painter.setBrush(QColor(colour))
    painter.setPen(QPen(edge, 1))
    box = QRectF(0.5, 0.5, side - 1, side - 1)
    (painter.drawEllipse if is_round else painter.drawRect)(box)
    painter.end()
    return QIcon(picture)


def _luminance(colour):
    linear = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in colour.getRgbF()[:3])
    return sum(weight * v for weight, v in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _mixed(one, other, part):
    return QColor.fromRgbF(*(a + (b - a) * part for a, b in zip(one.getRgbF()[:3], other.getRgbF()[:3], strict=True)))
