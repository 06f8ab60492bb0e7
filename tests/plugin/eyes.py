"""What is looked for in a window: texts that are cut off or too faint to read.

How faint a text is is taken from the picture of the window: the most common colour where it stands is its ground, and
of the others the one that differs most is its ink (WCAG 2.2, 1.4.3).
"""

import numpy as np
from qgis.PyQt.QtCore import QPoint, QRect, QSize, Qt
from qgis.PyQt.QtGui import QIcon, QImage
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QTableView,
    QTextEdit,
    QTreeView,
)

LEAST = 4.5
_EDGE = 4  # pixels of a widget's own frame
_WORDS = (QLabel, QAbstractButton, QLineEdit, QComboBox, QTextEdit)


def shown(parent, *kinds):
    """The widgets of ``kinds`` in ``parent`` that a person sees."""
    found = [each for kind in kinds for each in parent.findChildren(kind)]
    return [each for each in found if each.isVisible() and not each.visibleRegion().isEmpty()]


def texts_of(parent):
    """Every label and button with a text, as (widget, text); signs alone are no text."""
    found = [(each, each.text()) for each in shown(parent, QLabel, QAbstractButton)]
    return [(each, text) for each, text in found if text not in ("", "…")]


def cut_off(parent):
    """The texts that do not fit where they stand."""
    return [text for each, text in texts_of(parent) if each.width() < each.minimumSizeHint().width()]


def faint(parent):
    """(text, contrast) of what is too faint in the window ``parent``. What is switched off may be faint, and so may the
    chosen row of a list, whose colours are the theme's own."""
    window = parent.window()
    buttons = [(each, each.icon()) for each in shown(parent, QAbstractButton) if not each.icon().isNull()]
    for button, _ in buttons:
        button.setIcon(QIcon())
    pixels = _pixels(window)
    for button, icon in buttons:
        button.setIcon(icon)
    places = [*_words(parent, window), *_rows(parent, window)]
    found = [(text, _contrast(pixels, place)) for text, place in places]
    return [(text, round(ratio, 2)) for text, ratio in found if ratio < LEAST]


def _words(parent, window):
    for widget in shown(parent, *_WORDS):
        text = _said(widget)
        if text.strip() and widget.isEnabled():
            seen = widget.visibleRegion().boundingRect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
            yield text, seen.translated(widget.mapTo(window, QPoint(0, 0)))


def _said(widget):
    if isinstance(widget, QTextEdit):
        return widget.toPlainText()[:40]
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLabel) and widget.pixmap() is not None and not widget.pixmap().isNull():
        return ""
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    return widget.text()


def _rows(parent, window):
    """The rows of lists, trees and tables that are not chosen, without their pictures and boxes."""
    for view in shown(parent, QListView, QTableView, QTreeView):
        if view.model() is None or not view.isEnabled():
            continue
        chosen = view.selectionModel().selectedIndexes() if view.selectionModel() else []
        corner = view.viewport().mapTo(window, QPoint(0, 0))
        for index in _indexes(view):
            rectangle = view.visualRect(index).intersected(view.viewport().rect())
            if rectangle.height() < 10 or rectangle.width() < 20 or index in chosen or not index.data():
                continue
            picture = index.data(Qt.ItemDataRole.DecorationRole) is not None
            box = index.data(Qt.ItemDataRole.CheckStateRole) is not None
            sides = (view.iconSize() if view.iconSize().width() > 0 else QSize(20, 20)).width() * (picture + box)
            yield str(index.data()), rectangle.adjusted(sides + 6, 2, -2, -2).translated(corner)


def _indexes(view, parent=None, most=200):
    from qgis.PyQt.QtCore import QModelIndex

    parent, model = parent or QModelIndex(), view.model()
    for row in range(min(model.rowCount(parent), most)):
        for column in range(1 if isinstance(view, QListView) else model.columnCount(parent)):
            index = model.index(row, column, parent)
            yield index
            if column == 0 and isinstance(view, QTreeView):
                yield from _indexes(view, index, most)


def _pixels(window):
    """The window's picture, (height, width, 3) in red, green, blue."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    memory = image.constBits()
    memory.setsize(image.sizeInBytes())
    rows = np.frombuffer(memory, np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def _contrast(pixels, place):
    """The contrast of the ink with its ground; 21 where nothing of it is seen."""
    place = place.intersected(QRect(0, 0, pixels.shape[1], pixels.shape[0]))
    part = pixels[place.top() : place.bottom() + 1, place.left() : place.right() + 1].reshape(-1, 3)
    if not len(part):
        return 21.0
    colours, counts = np.unique(part, axis=0, return_counts=True)
    if len(colours) == 1:
        return 21.0
    lights = _luminance(colours) + 0.05
    ground = lights[counts.argmax()]
    return float(np.max(np.maximum(lights, ground) / np.minimum(lights, ground)))


def _luminance(colours):
    """Of colours (N, 3) in 0…255, (N,) in 0…1."""
    parts = colours / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ (0.2126, 0.7152, 0.0722)
