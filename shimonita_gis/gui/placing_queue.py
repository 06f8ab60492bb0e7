"""The sheets that wait for a person, the most doubtful first, each with its state and the reason in plain words."""

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QListWidget, QListWidgetItem

from shimonita_gis.gui.contrast import swatch
from shimonita_gis.translation import tr

STATES = {  # translatable
    "passed": "Passed",
    "unconfirmed": "Unconfirmed",
    "refused": "Refused (do not use)",
}
DECIDED = {  # translatable
    "passed": "Accepted by {editor}",
    "refused": "Refused by {editor}",
    "unconfirmed": "Set to unconfirmed by {editor}",
}
_COLOURS = {"passed": "#2e8b57", "unconfirmed": "#e09000", "refused": "#c03028"}
_IN_THE_INDEX = "-"  # as a record calls who set the status in the index layer


class SheetQueue(QListWidget):
    """``chosen(name)`` when a person goes to a sheet."""

    chosen = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._names, self._notes = [], {}
        self.setUniformItemSizes(False)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = round(self.fontMetrics().height() * 0.8)
        self.setIconSize(QSize(side, side))
        edge = self.palette().text().color()
        self._icons = {state: swatch(colour, side, edge, is_round=True) for state, colour in _COLOURS.items()}
        self.currentRowChanged.connect(lambda row: self.chosen.emit(self._names[row]) if row >= 0 else None)

    def show_items(self, items):
        """Fills the list with Items in their order; nothing is chosen."""
        self.blockSignals(True)
        self.clear()
        self._names, self._notes = [item.name for item in items], {}
        for item in items:
            self.addItem(QListWidgetItem())
            self.show_item(item)
        self.setCurrentRow(-1)
        self.blockSignals(False)

    def show_item(self, item, note=""):
        """Brings the line of ``item`` up to date; ``note`` says what is being done with it."""
        line = self.item(self._names.index(item.name))
        code = f"{item.code}　1:{item.scale:,}" if item.scale else item.code or tr("No sheet code")
        line.setIcon(self._icons[item.status])
        line.setText(f"{code}\n{item.record.scan}\n{note or state_of(item)}")
        line.setToolTip("\n".join(tr(text, **values) for text, values in item.remarks))

    def go_to(self, name):
        self.setCurrentRow(self._names.index(name))


def state_of(item):
    """The state of an Item in plain words."""
    decision = item.decision
    if decision is None:
        return tr(STATES[item.status])
    editor = tr("the index layer") if decision.editor == _IN_THE_INDEX else decision.editor
    return tr(DECIDED[decision.status], editor=editor)
