"""Beside the scan: what is said of a sheet, what a person may change about it, and how well it then fits."""

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from shimonita_gis.gui.contrast import readable
from shimonita_gis.processing.georeferencesheet import DATUMS, MODELS
from shimonita_gis.translation import tr

CORNERS = {  # translatable
    "NW": "North-west corner",
    "NE": "North-east corner",
    "SE": "South-east corner",
    "SW": "South-west corner",
}
_FITS = "background: #d8f0d8; color: #103810; padding: 4px;"
_FAILS = "background: #f8d8d4; color: #601010; padding: 4px;"
_BAD, _OUT = QColor("#c00000"), QColor("#808080")
_OUTLIER_MM = 0.2  # on paper; the accuracy that is wanted of a placed sheet


class SheetPanel(QWidget):
    """Signals say what a person wants; :meth:`show_item` and :meth:`show_draft` show what is."""

    code_given = pyqtSignal(str)
    datum_given = pyqtSignal(int)
    model_given = pyqtSignal(object)
    chosen = pyqtSignal(int)
    switched = pyqtSignal(int, bool)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._filling = False
        self.title, self.reasons = _text("title"), _text("reasons")
        self.verdict, self.numbers = _text("verdict"), _text("numbers")
        font = self.title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self.title.setFont(font)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self._scrolled_reasons())
        column.addLayout(self._form())
        column.addWidget(self.verdict)
        column.addWidget(self.numbers)
        column.addWidget(self._table(), 1)

    def _scrolled_reasons(self):
        area = QScrollArea()
        area.setWidget(self.reasons)
        area.setWidgetResizable(True)
        area.setFixedHeight(self.fontMetrics().height() * 8)
        self.reasons.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.reasons.setMargin(4)
        return area

    def _form(self):
        self.code = QLineEdit()
        self.code.setObjectName("code")
        self.code.editingFinished.connect(self._code_edited)
        self.datum = _choice([tr(title) for title in DATUMS])
        self.datum.activated.connect(lambda row: self.datum_given.emit(row))
        self.model = _choice([tr(title) for title in MODELS.values()])
        self.model.activated.connect(lambda row: self.model_given.emit(list(MODELS)[row]))
        form = QFormLayout()
        form.addRow(tr("Sheet &code"), self.code)
        form.addRow(tr("&Datum"), self.datum)
        form.addRow(tr("&Model"), self.model)
        return form

    def _table(self):
        self.points = QTableWidget(0, 2)
        self.points.setHorizontalHeaderLabels([tr("Control point"), tr("Error on paper (mm)")])
        self.points.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.points.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.points.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.points.verticalHeader().hide()
        self.points.setTabKeyNavigation(False)
        self.points.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.points.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.points.cellClicked.connect(lambda row, column: self.chosen.emit(row))
        self.points.itemChanged.connect(self._item_changed)
        return self.points

    # -- what a person does

    def _code_edited(self):
        if self.code.isModified() and self.code.text().strip():
            self.code.setModified(False)
            self.code_given.emit(self.code.text())

    def _item_changed(self, item):
        if not self._filling and item.column() == 0:
            self.switched.emit(item.row(), item.checkState() == Qt.CheckState.Checked)

    # -- what is

    def show_item(self, item):
        """What was said of the sheet when it was placed; None for no sheet."""
        self.setEnabled(item is not None)
        self.title.setText(item.record.scan if item else "")
        remarks = item.remarks if item else ()
        self.reasons.setText("\n".join(f"・{tr(text, **values)}" for text, values in remarks))
        self.code.setText(_code_of(item) if item else "")
        self.datum.setCurrentIndex(int(item.datum) if item else 0)

    def show_draft(self, draft, number, problem=""):
        """How ``draft`` fits with the chosen point ``number``; without one ``problem`` says why there is none."""
        for widget in (self.datum, self.model, self.points):
            widget.setEnabled(draft is not None)
        if draft is None:
            self._say(problem, fits=False)
            self.numbers.clear()
            self.points.setRowCount(0)
            return
        if not self.code.hasFocus():
            self.code.setText(f"{draft.sheet.hyphenated}/{draft.sheet.scale}")
        self.datum.setCurrentIndex(int(draft.datum))
        self.model.setCurrentIndex(list(MODELS).index(draft.model))
        self._say(*_verdict(draft))
        self.numbers.setText(_numbers(draft))
        self._fill(draft, number)

    def _say(self, text, fits):
        self.verdict.setText(text)
        self.verdict.setStyleSheet(_FITS if fits else _FAILS)
        self.verdict.setVisible(bool(text))

    def _fill(self, draft, number):
        self._filling = True
        self.points.setRowCount(len(draft.points))
        for row, (point, error) in enumerate(zip(draft.points, draft.millimetres, strict=True)):
            self._show_point(row, point, error)
        if number is None:
            self.points.clearSelection()
        elif number != self.points.currentRow() or not self.points.selectedItems():
            self.points.selectRow(number)
        self._filling = False

    def _show_point(self, row, point, error):
        name, value = self._cell(row, 0), self._cell(row, 1)
        name.setText(name_of(point))
        name.setCheckState(Qt.CheckState.Checked if point.used else Qt.CheckState.Unchecked)
        value.setText(f"{error:.2f}")
        value.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        text, ground = self.points.palette().text().color(), self.points.palette().base().color()
        colour = text if point.used else readable(_OUT, ground)
        name.setForeground(colour)
        value.setForeground(readable(_BAD, ground) if point.used and error > _OUTLIER_MM else colour)

    def _cell(self, row, column):
        item = self.points.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            self.points.setItem(row, column, item)
        return item


def name_of(point):
    """What a person calls a control point."""
    if point.is_corner:
        return tr(CORNERS[point.name])
    return tr("Tick {name}", name=point.name) if "-" in point.name else point.name


def _code_of(item):
    return f"{item.code}/{item.scale}" if item.scale else item.code


def _verdict(draft):
    """(sentence, whether it can be accepted)."""
    if draft.problem:
        text, values = draft.problem
        return tr(text, **values), False
    if draft.fits:
        return tr("Within the norm: it can be accepted when the code, the datum and the direction are right."), True
    return tr("Beyond the norm for 1:{scale}: it cannot be accepted like this.", scale=draft.sheet.scale), False


def _numbers(draft):
    if draft.placement is None:
        return ""
    return tr(
        "Error (each point left out in turn): {rmse} m = {rmse_mm} mm on paper, at most {largest} m. "
        "Allowed: {norm} m. Model: {model}.",
        rmse=f"{draft.rmse:.2f}",
        rmse_mm=f"{draft.rmse_mm:.2f}",
        largest=f"{draft.largest:.2f}",
        norm=f"{draft.norm:g}",
        model=MODELS[draft.model_key],
    )


def _text(name):
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _choice(titles):
    box = QComboBox()
    box.addItems(titles)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    return box
