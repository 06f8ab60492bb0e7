"""What the catalogue says of one layer, as a form; and the dialog that asks for a new layer."""

from qgis.PyQt.QtCore import QLocale, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from shimonita_gis.cartography.words import CYCLES_SAID, SHARING_SAID
from shimonita_gis.gui.dialogs import confirming
from shimonita_gis.gui.widgets import wrapped
from shimonita_gis.hub.catalogue import LICENCES
from shimonita_gis.translation import tr

_GEOMETRIES = ("Point", "MultiLineString", "MultiPolygon", "")
_HELD = ("Points", "Lines", "Areas", "A list without places")  # translatable
_BETWEEN = "; "  # reference systems that a layer went through


class EntryForm(QWidget):
    """``edited`` is emitted at every change by the person; :meth:`changes` tells what differs from the entry shown."""

    edited = pyqtSignal()

    def __init__(self):
        super().__init__()
        self._shown, self._showing = {}, False  # values as the widgets show them: some round
        self._widgets = {
            "title": _Line(),
            "title_en": _Line(),
            "department": _Department(),
            "sharing": _Choice([(key, tr(text)) for key, text in SHARING_SAID.items()]),
            "licence": _Choice([("", tr("Not known")), *((licence, licence) for licence in LICENCES)]),
            "update_cycle": _Choice([(key, tr(text)) for key, text in CYCLES_SAID.items()]),
            "source": _Line(),
            "source_sheet": _Line(),
            "scale": _Number(QSpinBox(), 1_000_000, prefix="1:"),
            "accuracy": _Number(QDoubleSpinBox(), 1000, suffix=" m"),
            "datum_history": _History(),
            "approval": _Line(),
        }
        self._lay_out()
        for widget in self._widgets.values():
            widget.changed(self._edited)

    def _lay_out(self):
        labels = {
            "title": tr("&Title"),
            "title_en": tr("Title in &English"),
            "department": tr("&Department"),
            "sharing": tr("Who may see it"),
            "licence": tr("Licence of the open data"),
            "update_cycle": tr("Update cycle"),
            "source": tr("Source"),
            "source_sheet": tr("Map sheet it was drawn from"),
            "scale": tr("Map level"),
            "accuracy": tr("Accuracy (m)"),
            "datum_history": tr("Datum history"),
            "approval": tr("Approval number (survey law)"),
        }
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for name, label in labels.items():
            form.addRow(label, self._widgets[name].widget)
            self._widgets[name].widget.setObjectName(name)
        self._widgets["datum_history"].widget.setToolTip(
            tr("Reference systems that the layer went through, oldest first, with a semicolon between.")
        )
        self._widgets["accuracy"].widget.setToolTip(
            tr("How far a place may be off: the horizontal standard deviation in metres, 1.75 for the norm of 1:2500.")
        )

    def show_entry(self, entry, departments):
        """Shows ``entry``, a dictionary of the catalogue; ``departments`` are offered to choose from."""
        self._showing = True
        self._widgets["department"].offer(departments)
        for name, widget in self._widgets.items():
            widget.set(entry[name])
        self._showing, self._shown = False, self._values()

    def changes(self):
        """Name in the catalogue -> new value, for what the person changed."""
        return {name: value for name, value in self._values().items() if value != self._shown.get(name)}

    def _values(self):
        return {name: widget.get() for name, widget in self._widgets.items()}

    def _edited(self):
        if not self._showing:
            self.edited.emit()


class NewLayer(QDialog):
    """Asks for a new, empty layer; :attr:`stated` then describes it like a file of the template."""

    def __init__(self, parent, departments, department):
        super().__init__(parent)
        self.setWindowTitle(tr("Add an empty layer"))
        self._title, self._title_en, self._geometry = (
            _Line(),
            _Line(),
            _Choice([(kind, tr(text)) for kind, text in zip(_GEOMETRIES, _HELD, strict=True)]),
        )
        self._title.widget.setObjectName("new_title")
        self._department = _Department()
        self._department.offer(departments)
        self._department.set(department)
        form = QFormLayout()
        form.addRow(tr("&Title"), self._title.widget)
        form.addRow(tr("Title in &English"), self._title_en.widget)
        form.addRow(tr("&Department"), self._department.widget)
        form.addRow(tr("What it &holds"), self._geometry.widget)
        note = wrapped(tr("It starts with one field for the name; add the others afterwards. To bring in a layer that "
                          "you have as a file, use 'Add layer to hub' instead."))  # fmt: skip
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(note)
        column.addWidget(confirming(self, tr("Add"), lambda: self._title.get() != "", self._title.widget.textChanged))
        self.setMinimumWidth(28 * self.fontMetrics().height())

    @property
    def stated(self):
        return {
            "title": self._title.get(),
            "title_en": self._title_en.get(),
            "department": self._department.get(),
            "geometry": self._geometry.get(),
            "fields": [{"name": "name", "type": "TEXT", "ja": "名称", "en": "Name"}],
        }


# --- one kind of value each: a widget, its value as the catalogue has it, and who is told when it changes


class _Line:
    def __init__(self):
        self.widget = QLineEdit()

    def get(self):
        return self.widget.text().strip()

    def set(self, value):
        self.widget.setText(value)
        self.widget.setCursorPosition(0)

    def changed(self, told):
        self.widget.textChanged.connect(lambda _: told())


class _History(_Line):
    def get(self):
        return [each.strip() for each in self.widget.text().replace("；", ";").split(";") if each.strip()]

    def set(self, value):
        super().set(_BETWEEN.join(value))


class _Choice:
    def __init__(self, choices):
        self.widget = QComboBox()
        for key, text in choices:
            self.widget.addItem(text, key)

    def get(self):
        return self.widget.currentData()

    def set(self, value):
        """A value that this program does not offer is kept and shown as it is."""
        if self.widget.findData(value) < 0:
            self.widget.addItem(value, value)
        self.widget.setCurrentIndex(self.widget.findData(value))

    def changed(self, told):
        self.widget.currentIndexChanged.connect(lambda _: told())


class _Department:
    def __init__(self):
        self.widget = QComboBox()
        self.widget.setEditable(True)

    def offer(self, names):
        self.widget.clear()
        self.widget.addItems(names)

    def get(self):
        return self.widget.currentText().strip()

    def set(self, value):
        self.widget.setCurrentText(value)

    def changed(self, told):
        self.widget.currentTextChanged.connect(lambda _: told())


class _Number:
    """0 is shown as not known."""

    def __init__(self, spin, most, prefix="", suffix=""):
        self.widget = spin
        spin.setLocale(QLocale.c())  # digits as in the catalogue
        spin.setMaximum(most)
        spin.setPrefix(prefix)
        spin.setSuffix(suffix)
        spin.setSpecialValueText(tr("Not known"))

    def get(self):
        return self.widget.value()

    def set(self, value):
        self.widget.setValue(value)

    def changed(self, told):
        self.widget.valueChanged.connect(lambda _: told())
