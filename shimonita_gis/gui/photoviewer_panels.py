"""The parts beside the picture: filters, and the legend of the keys, whose buttons do what the keys do."""

from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from shimonita_gis.clock import JAPAN
from shimonita_gis.gui.contrast import swatch
from shimonita_gis.photos.judgement import Filter
from shimonita_gis.photos.standard import grade_colours
from shimonita_gis.translation import tr

_FORMAT = "yyyy-MM-dd HH:mm"
_KEY_STYLE = """
QPushButton { text-align: left; }
QPushButton:checked { background: palette(highlight); color: palette(highlighted-text); padding: 3px; }
"""  # QGIS's dark theme does not show by itself which button is down


class FilterRow(QWidget):
    """``changed()`` when the person wants other photos; ``wanted()`` says which."""

    changed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.ungraded = QCheckBox(tr("Not graded yet"))
        self.ungraded.setObjectName("ungraded")
        self.ungraded.toggled.connect(self.changed)
        self._choices = {name: _choice(name, self.changed) for name in ("kind", "district", "flight")}
        self.since, self.until = (_time(name, self.changed) for name in ("since", "until"))
        self._range = None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        first = [self.ungraded, *self._choices.values()]
        for column, widget in enumerate(first):
            grid.addWidget(widget, 0, column)
        grid.addWidget(QLabel(tr("Taken from")), 1, 0)
        grid.addWidget(self.since, 1, 1)
        grid.addWidget(QLabel(tr("until")), 1, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.until, 1, 3)

    def offer(self, photos):
        """Fills the choices from those of the Photos; what is chosen stays."""
        titles = {"kind": tr("All kinds"), "district": tr("All districts"), "flight": tr("All flights")}
        for name, box in self._choices.items():
            before = box.currentData()
            box.blockSignals(True)
            box.clear()
            box.addItem(titles[name], "")
            for value in photos.choices[name]:
                box.addItem(value, value)
            box.setCurrentIndex(max(0, box.findData(before)))
            box.setEnabled(box.count() > 1)
            box.blockSignals(False)
        self._offer_times(photos.span)

    def _offer_times(self, span):
        known = span is not None
        for edit, moment in zip((self.since, self.until), span or (None, None), strict=True):
            edit.setEnabled(known)
            if known and span != self._range:
                edit.blockSignals(True)
                edit.setDateTime(_on_the_town_clock(moment))
                edit.blockSignals(False)
        self._range = span

    def wanted(self, rows=None):
        """The Filter as it is set; ``rows`` are those of a place on the map."""
        import pandas as pd

        limits = {}
        for name, edit, whole in zip(("since", "until"), (self.since, self.until), self._range or (), strict=False):
            moment = pd.Timestamp(edit.dateTime().toString(Qt.DateFormat.ISODate)).tz_localize(JAPAN)
            if moment != whole:
                limits[name] = moment
        chosen = {name: box.currentData() or "" for name, box in self._choices.items()}
        return Filter(ungraded=self.ungraded.isChecked(), rows=rows, **chosen, **limits)


class KeyLegend(QWidget):
    """The kinds and grades with their keys. ``struck(key)`` when a button is pressed instead of the key."""

    struck = pyqtSignal(str)

    def __init__(self, strokes, parent=None):
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        kinds, grades = strokes.legend
        self._kinds = {kind: self._button(key, kind) for key, kind in kinds}
        self._grades = {grade: self._button(key, grade) for key, grade in grades}
        side = self.fontMetrics().height()
        for grade, colour in grade_colours().items():
            if grade in self._grades:
                self._grades[grade].setIcon(swatch(colour, side, self.palette().buttonText().color()))
        for title, buttons in ((tr("1. What is damaged"), self._kinds), (tr("2. How badly"), self._grades)):
            column.addWidget(_heading(title))
            column.addLayout(_in_two_columns(list(buttons.values())))
        column.addStretch(1)

    def show_state(self, waiting, kind, grade):
        """Marks the kind that was struck and waits for its grade, and what the photo has."""
        for name, button in (*self._kinds.items(), *self._grades.items()):
            button.setChecked(name in ((waiting,) if waiting else (kind, grade)))

    def _button(self, key, text):
        button = QPushButton(f"{key.upper()}  {text}")
        button.setObjectName(f"key_{key}")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setStyleSheet(_KEY_STYLE)
        button.clicked.connect(lambda: self.struck.emit(key))
        return button


def _in_two_columns(buttons):
    """Low enough for a small screen; the keys go on from the first column to the second."""
    grid = QGridLayout()
    grid.setSpacing(1)
    rows = -(-len(buttons) // 2)
    for place, button in enumerate(buttons):
        grid.addWidget(button, place % rows, place // rows)
    return grid


def _heading(text):
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def _on_the_town_clock(moment):
    """What the clock in the town showed, whatever zone this PC is set to."""
    local = moment.tz_convert(JAPAN)
    return QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))


def _choice(name, changed):
    box = QComboBox()
    box.setObjectName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    box.currentIndexChanged.connect(lambda index: changed.emit())
    return box


def _time(name, changed):
    edit = QDateTimeEdit()
    edit.setObjectName(name)
    edit.setDisplayFormat(_FORMAT)
    edit.setCalendarPopup(True)
    edit.setKeyboardTracking(False)
    edit.dateTimeChanged.connect(lambda moment: changed.emit())
    return edit
