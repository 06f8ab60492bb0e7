"""Single keys that do something where the keyboard is, before QGIS's own shortcuts take them: where its snapping
toolbar is on, for instance, S would switch the snapping."""

from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QTreeWidget


class OwnKeys:
    """Before a QWidget: ``deed_of(event)`` says what a key does here, as a function; None leaves the key to others."""

    @staticmethod
    def deed_of(event):
        return None

    def event(self, event):
        if event.type() == QEvent.Type.ShortcutOverride and self.deed_of(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event):  # noqa: N802
        deed = self.deed_of(event)
        if deed is None:
            super().keyPressEvent(event)
        else:
            deed()


class KeyedTree(OwnKeys, QTreeWidget):
    """``keys`` {key as QKeySequence writes it: what it does} hold while the list has the focus."""

    def __init__(self, keys=None):
        super().__init__()
        self.keys = keys or {}

    def deed_of(self, event):
        return self.keys.get(_name_of(event))


def is_plain(event):
    """Whether a key stands for itself: Ctrl and Alt are held for shortcuts and menus."""
    others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    return not event.modifiers() & others


def _name_of(event):
    """``event``'s key; the number pad counts like the row of numbers."""
    name = QKeySequence(event.key()).toString()
    return f"Ctrl+{name}" if event.modifiers() & Qt.KeyboardModifier.ControlModifier else name
