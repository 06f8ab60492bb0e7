"""The administrator's desk: the hub's layers with their catalogue entries, fields and styles, and who may do what.

What the person changes of one layer is saved in one step; adding, renaming and removing act at once. Each is a version
with a name and a reason, and the last one can be taken back here, every one in the history.
"""

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from shimonita_gis.cartography.project import TABLE
from shimonita_gis.cartography.styles import saved_style
from shimonita_gis.cartography.words import SHARING_SAID
from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.gui.administration_entry import EntryForm, NewLayer
from shimonita_gis.gui.administration_fields import FieldsTable, NewField
from shimonita_gis.gui.administration_people import PeopleTable
from shimonita_gis.gui.dialogs import asked, asked_for_line
from shimonita_gis.gui.hubwindow import HubWindow
from shimonita_gis.gui.sync import layers_of
from shimonita_gis.gui.widgets import button, wrapped
from shimonita_gis.gui.windows import open_window as open_other
from shimonita_gis.translation import explain, tr

HEADINGS = ("Layer", "Department", "Who may see it")  # translatable
_ENTRY = Qt.ItemDataRole.UserRole


def open_window(iface):
    """Shows the window for the hub of this PC and reads the hub."""
    window = AdministrationWindow(iface)
    window.show()
    window.load()
    return window


class AdministrationWindow(HubWindow):
    def __init__(self, iface):
        super().__init__(iface, tr("Look after the hub"))
        self._types, self._people, self._last = {}, [], 0
        self._make_widgets()
        self._lay_out()
        self.resize(74 * self.em, 42 * self.em)

    # --- what is shown

    def load(self):
        """Reads the hub anew; the same layer stays chosen."""
        if not self.known.hub:
            self.content.setEnabled(False)
            self.say(tr("Choose the hub in the settings first."))
            return
        self.ask(tr("Reading the hub…"), lambda call: (call("catalogue"), call("fields_of")), self._loaded)

    def _loaded(self, answers):
        catalogue, self._types = answers
        self._people = catalogue["people"]
        self._fill_layers(catalogue["layers"])
        self._people_table.show_people(self._people, self._administrator)
        self._layer_chosen()

    def _fill_layers(self, entries):
        chosen = self._entry()["table"] if self._entry() else ""
        self._layers.blockSignals(True)
        self._layers.setRowCount(len(entries))
        for row, entry in enumerate(entries):
            texts = (entry["title"], entry["department"], tr(SHARING_SAID[entry["sharing"]]))
            for column, text in enumerate(texts):
                self._layers.setItem(row, column, QTableWidgetItem(text))
            self._layers.item(row, 0).setData(_ENTRY, entry)
        tables = [entry["table"] for entry in entries]
        if entries:
            self._layers.selectRow(tables.index(chosen) if chosen in tables else 0)
        for column in (1, 2):
            self._layers.resizeColumnToContents(column)
        self._layers.blockSignals(False)

    def _entry(self):
        """The catalogue's entry of the layer that is chosen, None without one."""
        item = self._layers.item(self._layers.currentRow(), 0) if self._layers.currentRow() >= 0 else None
        return item.data(_ENTRY) if item else None

    def _layer_chosen(self):
        entry = self._entry()
        if entry is not None:
            departments = sorted({each["department"] for each in self._entries()} - {""})
            self._form.show_entry(entry, departments)
            self._fields.show_fields(entry, self._types.get(entry["table"], {}))
            self._style_text.setText(self._style_said(entry))
        self._parts.setVisible(entry is not None)
        self._refresh()

    def _entries(self):
        return [self._layers.item(row, 0).data(_ENTRY) for row in range(self._layers.rowCount())]

    def _style_said(self, entry):
        if entry["qml"]:
            return tr("An administrator saved a style of its own for this layer: everybody's map shows it.")
        return tr("This layer has the style that came with it.")

    def _refresh(self):
        """What can be pressed now, and the sentence below."""
        entry, dirty = self._entry(), self._dirty
        own, administrator = self._may_describe(entry), self._administrator
        for widget in (self._layers, *self._adders):
            widget.setEnabled(not dirty)
        for widget in self._describers:
            widget.setEnabled(own)
        for widget in self._changers:
            widget.setEnabled(administrator and not dirty and entry is not None)
        self._add_field_button.setEnabled(own and not dirty)
        self._take_style.setEnabled(own and not dirty and self._shown_layer() is not None)
        self._drop_style.setEnabled(own and not dirty and bool(entry and entry["qml"]))
        self._save.setEnabled(dirty)
        self._discard.setEnabled(dirty)
        self._back.setEnabled(bool(self._last) and not dirty)
        self.say(self._said(dirty, own, administrator))

    def _said(self, dirty, own, administrator):
        if dirty:
            return tr("Save or discard your changes; only then choose another layer.")
        if administrator:
            return tr("Whatever you change here reaches every work copy at its next sync; edits made there stay.")
        names = ", ".join(p["name"] for p in self._people if "administrator" in p["roles"])
        if own:
            return tr(
                "You may describe this layer of your department. Fields and layers are renamed and removed by the "
                "administrator: {names}.",
                names=names,
            )
        return tr("You may look, but not change this layer. The administrator is {names}.", names=names)

    @property
    def _dirty(self):
        return bool(self._changes()) or self._people_table.changed

    def _changes(self):
        return {**self._form.changes(), **self._fields.changes()} if self._entry() else {}

    @property
    def _administrator(self):
        from shimonita_gis.hub.roles import may_administer

        return may_administer(self._catalogue(), self.editor)

    def _may_describe(self, entry):
        from shimonita_gis.hub.roles import may_add

        return entry is not None and may_add(self._catalogue(), self.editor, entry["department"])

    def _catalogue(self):
        from shimonita_gis.hub.catalogue import Catalogue, Person

        return Catalogue(people=tuple(Person(**person) for person in self._people))

    # --- saving

    def save(self):
        """Saves what was changed of the layer, and the list of people: a version each."""
        entry, changes, message = self._entry(), self._changes(), self.reason.text()
        people = self._people_table.people() if self._people_table.changed else None

        def work(call):
            number = 0
            how = {"editor": self.editor, "message": message}
            if changes:
                number = call("administer", change="change_entry", layer=entry["table"], changes=changes, **how)
            if people is not None:
                number = call("administer", change="set_people", people=people, **how)
            return number

        self.ask(tr("Saving…"), work, self._changed)

    def discard(self):
        self._people_table.show_people(self._people, self._administrator)
        self._layer_chosen()

    def _administer(self, change, **what):
        """Makes one change of the hub at once, with the reason that is written below."""
        how = {"editor": self.editor, "message": self.reason.text(), **what}
        self.ask(tr("Saving…"), lambda call: call("administer", change=change, **how), self._changed)

    def _changed(self, number):
        self._last = number
        self.saved(number, self.load)

    def take_back(self):
        """Takes back the last change that was made in this window."""
        number, message = self._last, self.reason.text()
        self.ask(
            tr("Taking the change back…"),
            lambda call: call("take_back_change", number=number, editor=self.editor, message=message),
            self._changed,
        )

    # --- layers

    def add_layer(self):
        departments = sorted({each["department"] for each in self._entries()} - {""})
        dialog = NewLayer(self, departments, self.known.department)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            how = {"stated": dialog.stated, "editor": self.editor, "message": self.reason.text()}
            self.ask(tr("Saving…"), lambda call: call("add_layer", **how), self._changed)

    def remove_layer(self):
        entry = self._entry()
        if self._sure(
            tr("Remove the layer {layer} with all its features from everybody's map?", layer=entry["title"]),
            tr("It can be brought back from the history. What somebody changed in it and has not sent yet is listed "
               "among the conflicts."),
        ):  # fmt: skip
            self._administer("remove_layer", layer=entry["table"])

    # --- fields

    def add_field(self):
        dialog = NewField(self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._administer("add_field", layer=self._entry()["table"], **dialog.stated)

    def rename_field(self):
        name = self._fields.field()
        question = tr("New name of the field {name}:", name=name)
        new = asked_for_line(self, tr("Rename the field"), question, tr("Rename"), name)
        if new and new != name:
            self._administer("rename_field", layer=self._entry()["table"], name=name, new=new)

    def remove_field(self):
        name = self._fields.field()
        if self._sure(
            tr("Remove the field {name} with all its values from everybody's map?", name=name),
            tr("It can be brought back from the history."),
        ):
            self._administer("remove_field", layer=self._entry()["table"], name=name)

    # --- style

    def save_style(self):
        """Makes the looks that the layer has in the open map those of everybody's map."""
        entry, layer = self._entry(), self._shown_layer()
        if not self._sure(
            tr("Show the layer {layer} on everybody's map as your map shows it now?", layer=entry["title"]),
            tr("Symbols, labels and scales are taken, nothing else. Others get it when they next sync or open the map; "
               "what they had is kept among the styles of the layer."),
        ):  # fmt: skip
            return
        try:
            qml = saved_style(layer)
        except ShimonitaGisError as error:
            self.say(explain(error))
            return
        self._administer("set_style", layer=entry["table"], qml=qml)

    def drop_style(self):
        entry = self._entry()
        if self._sure(
            tr("Show the layer {layer} on everybody's map in the style that came with it?", layer=entry["title"]), ""
        ):
            self._administer("set_style", layer=entry["table"], qml="")

    def _shown_layer(self):
        """The chosen layer in the open map, None where that does not show it."""
        entry = self._entry()
        if not entry or not self.place:
            return None
        found = [layer for layer in layers_of(self.place) if layer.customProperty(TABLE) == entry["table"]]
        return found[0] if found else None

    # --- asking the person

    def _sure(self, question, more):
        return asked(self, question, tr("Yes, for everybody"), more)

    def reject(self):
        """Escape, the cross and the close button: what is not saved is not thrown away unasked."""
        if self._dirty and not asked(self, tr("Discard the changes that are not saved?"), tr("Discard")):
            return
        super().reject()

    def open_history(self):
        open_other("history", layer=self._entry()["title"] if self._entry() else "")

    # --- widgets

    def _make_widgets(self):
        self._layers = QTableWidget(0, len(HEADINGS))
        self._layers.setObjectName("layers")
        self._layers.setHorizontalHeaderLabels([tr(heading) for heading in HEADINGS])
        self._layers.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._layers.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._layers.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._layers.setTabKeyNavigation(False)
        self._layers.verticalHeader().hide()
        self._layers.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._layers.itemSelectionChanged.connect(self._layer_chosen)
        self._form, self._fields, self._people_table = EntryForm(), FieldsTable(), PeopleTable()
        for part in (self._form, self._fields, self._people_table):
            part.edited.connect(self._refresh)
        self._style_text = wrapped()
        self._adders = [button("add_layer", tr("&Add an empty layer…"), self.add_layer)]
        self._add_field_button = button("add_field", tr("Add a &field…"), self.add_field)
        self._describers = [self._form, self._fields]
        self._changers = [
            button("remove_layer", tr("&Remove the layer…"), self.remove_layer),
            button("rename_field", tr("Re&name the field…"), self.rename_field),
            button("remove_field", tr("Remove the field…"), self.remove_field),
        ]
        self._take_style = button("save_style", tr("Take the style of my &map for everybody…"), self.save_style)
        self._drop_style = button("drop_style", tr("Back to the style that came with it…"), self.drop_style)
        self._save = button("save", tr("&Save"), self.save)
        self._discard = button("discard", tr("&Discard changes"), self.discard)
        self._back = button("back", tr("Take &back the last change"), self.take_back)

    def _lay_out(self):
        self._parts = QTabWidget()
        self._parts.setObjectName("parts")
        form = QScrollArea()
        form.setWidget(self._form)
        form.setWidgetResizable(True)
        form.setFrameShape(QScrollArea.Shape.NoFrame)
        self._parts.addTab(form, tr("About the layer"))
        self._parts.addTab(_column(self._fields, _row(self._add_field_button, *self._changers[1:])), tr("Fields"))
        explained = wrapped(
            tr("Change the style in QGIS as usual, look at it on your map, then take it for everybody here.")
        )
        self._parts.addTab(_column(self._style_text, explained, _row(self._take_style, self._drop_style), None),
                           tr("Style"))  # fmt: skip
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(_column(self._layers, _row(*self._adders, self._changers[0])))
        halves.addWidget(self._parts)
        halves.setSizes([30 * self.em, 44 * self.em])
        tabs = QTabWidget()
        tabs.setObjectName("tabs")
        tabs.addTab(halves, tr("Layers"))
        tabs.addTab(self._people_table, tr("People and roles"))
        history = button("history", tr("&History…"), self.open_history)
        look, close = button("look", tr("&Look again"), self.load), button("close", tr("&Close"), self.reject)
        self._adders.append(look)
        inner = QVBoxLayout(self.content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(tabs, 1)
        inner.addWidget(self.reason)
        inner.addWidget(_row(self._save, self._discard, self._back, history, look))
        column = QVBoxLayout(self)
        column.addWidget(self.content, 1)
        column.addWidget(self.bar)
        last = QHBoxLayout()
        last.addWidget(self.text, 1)
        last.addWidget(close)
        column.addLayout(last)


def _row(*widgets):
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return whole


def _column(*widgets):
    """``widgets`` below each other; None is a space that grows."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    for widget in widgets:
        column.addStretch() if widget is None else column.addWidget(widget)
    return whole
