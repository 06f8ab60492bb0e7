"""The fields of one layer as a table: labels, choices, what must be filled in, what is personal; and a new field."""

import re

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from shimonita_gis.gui.dialogs import confirming
from shimonita_gis.translation import tr

TYPES = (  # translatable
    ("TEXT", "Text"),
    ("INTEGER", "Whole number"),
    ("REAL", "Decimal number"),
    ("BOOLEAN", "Yes or no"),
    ("DATE", "Date"),
    ("DATETIME", "Date and time"),
)
HEADINGS = ("Field", "Kind", "Japanese", "English", "Choices", "Required", "Personal")  # translatable
NAME, KIND, JAPANESE, ENGLISH, CHOICES, REQUIRED, PERSONAL = range(len(HEADINGS))
_BETWEEN = "; "
HOW_CHOICES = "With a semicolon between. Left empty: anything may be written."  # translatable


class FieldsTable(QTableWidget):
    """``edited`` is emitted at every change by the person; :meth:`changes` tells what differs from the entry shown."""

    edited = pyqtSignal()

    def __init__(self):
        super().__init__(0, len(HEADINGS))
        self.setObjectName("fields")
        self.setHorizontalHeaderLabels([tr(heading) for heading in HEADINGS])
        self.horizontalHeaderItem(CHOICES).setToolTip(tr(HOW_CHOICES))
        self.horizontalHeaderItem(PERSONAL).setToolTip(tr("Never leaves the town hall, even where the layer is open."))
        self.verticalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.horizontalHeader().setSectionResizeMode(CHOICES, QHeaderView.ResizeMode.Stretch)
        self._entry, self._shown = {}, {}
        self.itemChanged.connect(lambda _: self._entry and self.edited.emit())

    def show_fields(self, entry, types):
        """Shows the fields ``types`` (name -> declared type) and what the catalogue's ``entry`` says of them."""
        self._entry = {}
        self.setRowCount(len(types))
        for row, (name, declared) in enumerate(types.items()):
            label = entry["labels"].get(name, {})
            texts = (name, said_type(declared), label.get("ja", ""), label.get("en", ""))
            texts = (*texts, _BETWEEN.join(map(str, entry["choices"].get(name, ()))))
            for column, text in enumerate(texts):
                self.setItem(row, column, _text(text, editable=column > KIND))
            self.setItem(row, REQUIRED, _tick(entry["form"].get(name, {}).get("required", False)))
            self.setItem(row, PERSONAL, _tick(name in entry["personal_fields"]))
        for column in (NAME, KIND, JAPANESE, ENGLISH, REQUIRED, PERSONAL):
            self.resizeColumnToContents(column)
        if types:
            self.selectRow(0)
        self._entry, self._shown = entry, self._texts()

    def field(self):
        """The name of the field that is selected, '' without one."""
        row = self.currentRow()
        return self.item(row, NAME).text() if row >= 0 else ""

    def changes(self):
        """Name in the catalogue -> new value, for what the person changed."""
        texts = self._texts()
        changed = {name for name, row in texts.items() if row != self._shown.get(name)}
        if not changed:
            return {}
        values = {about: dict(self._entry[about]) for about in ("labels", "choices", "form")}
        for name in changed:
            self._take(values, name, texts[name])
        personal = [name for name, row in texts.items() if row[PERSONAL]]
        kept = [name for name in self._entry["personal_fields"] if name not in texts or name in personal]
        values["personal_fields"] = [*kept, *(name for name in personal if name not in kept)]
        return {about: value for about, value in values.items() if value != self._entry[about]}

    def _take(self, values, name, row):
        values["labels"][name] = {"ja": row[JAPANESE] or name, "en": row[ENGLISH] or name}
        if row[CHOICES] != self._shown[name][CHOICES]:
            _put(values["choices"], name, split_choices(row[CHOICES]))
        form = {key: value for key, value in self._entry["form"].get(name, {}).items() if key != "required"}
        _put(values["form"], name, {**form, "required": True} if row[REQUIRED] else form)

    def _texts(self):
        """Field -> what stands in its row: texts, and booleans for the ticks."""
        return {self.item(row, NAME).text(): self._row(row) for row in range(self.rowCount())}

    def _row(self, row):
        items = [self.item(row, column) for column in range(len(HEADINGS))]
        ticked = Qt.CheckState.Checked
        return [i.checkState() == ticked if n >= REQUIRED else i.text().strip() for n, i in enumerate(items)]


class NewField(QDialog):
    """Asks for a new field; :attr:`stated` are then the arguments of administration.add_field."""

    def __init__(self, parent):
        super().__init__(parent)
        self.setWindowTitle(tr("Add a field"))
        self._name, self._ja, self._en, self._choices = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self._name.setObjectName("new_field")
        self._choices.setPlaceholderText(tr(HOW_CHOICES))
        self._type = QComboBox()
        for key, text in TYPES:
            self._type.addItem(tr(text), key)
        self._required = QCheckBox(tr("Must be &filled in"))
        self._personal = QCheckBox(tr("Holds &personal information: never leaves the town hall"))
        form = QFormLayout()
        form.addRow(tr("&Name of the field"), self._name)
        form.addRow(tr("&Kind"), self._type)
        form.addRow(tr("Label in &Japanese"), self._ja)
        form.addRow(tr("Label in &English"), self._en)
        form.addRow(tr("&Choices"), self._choices)
        form.addRow(self._required)
        form.addRow(self._personal)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(confirming(self, tr("Add"), lambda: self._name.text().strip() != "", self._name.textChanged))
        self.setMinimumWidth(36 * self.fontMetrics().height())

    @property
    def stated(self):
        name = self._name.text().strip()
        return {
            "name": name,
            "type": self._type.currentData(),
            "label": {"ja": self._ja.text().strip() or name, "en": self._en.text().strip() or name},
            "choices": split_choices(self._choices.text()),
            "form": {"required": True} if self._required.isChecked() else None,
            "personal": self._personal.isChecked(),
        }


def said_type(declared):
    """A declared SQL type in the words of the window."""
    kind = declared.split("(")[0].upper()
    kind = {"MEDIUMINT": "INTEGER", "INT": "INTEGER", "DOUBLE": "REAL", "FLOAT": "REAL"}.get(kind, kind)
    return tr(dict(TYPES)[kind]) if kind in dict(TYPES) else declared


def split_choices(text):
    return [each.strip() for each in re.split("[;；]", text) if each.strip()]


def _put(values, name, value):
    if value:
        values[name] = value
    else:
        values.pop(name, None)


def _text(text, editable):
    item = QTableWidgetItem(text)
    if not editable:
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
    return item


def _tick(on):
    item = QTableWidgetItem()
    item.setFlags((item.flags() | Qt.ItemFlag.ItemIsUserCheckable) & ~Qt.ItemFlag.ItemIsEditable)
    item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
    return item
