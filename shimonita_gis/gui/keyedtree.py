"""A list in which single keys do something, before QGIS's own shortcuts take them."""

from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QTreeWidget


class KeyedTree(QTreeWidget):
    """``keys`` {key as QKeySequence writes it: what it does} hold while the list has the focus."""

    def __init__(self, keys=None):
        super().__init__()
        self.keys = keys or {}

    def event(self, event):
        if event.type() == QEvent.Type.ShortcutOverride and _key(event) in self.keys:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event):  # noqa: N802
        work = self.keys.get(_key(event))
        if work is None:
            super().keyPressEvent(event)
        else:
            work()


def _key(event):
    """``event``'s key; the number pad counts like the row of numbers."""
    name = QKeySequence(event.key()).toString()
    return f"Ctrl+{name}" if event.modifiers() & Qt.KeyboardModifier.ControlModifier else name
