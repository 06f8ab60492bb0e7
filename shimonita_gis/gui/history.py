"""The history of the shared map: who changed what, when and why, and the way back to how it was.

Above the versions, newest first; below what the chosen one changed, feature by feature. What is brought back is a new
version on top: nothing of the history goes.
"""

from datetime import datetime, timedelta

from qgis.core import QgsExpression, QgsFeatureRequest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from shimonita_gis.cartography.language import interface_language
from shimonita_gis.cartography.project import TABLE
from shimonita_gis.gui.dialogs import asked
from shimonita_gis.gui.hubwindow import HubWindow, when
from shimonita_gis.gui.sync import layers_of
from shimonita_gis.gui.widgets import button
from shimonita_gis.translation import tr

HEADINGS = ("Version", "When", "Who", "What was done", "Why")  # translatable
CHANGED = ("Layer and feature", "Before", "After")  # translatable
PERIODS = {  # translatable
    0: "Any time",
    7: "The last 7 days",
    30: "The last 30 days",
    365: "The last 365 days",
}
KINDS = {  # translatable
    "create": "The hub was made",
    "add layer": "A layer was brought in",
    "administration": "Set by the administrator",
    "restore": "Brought back",
    "decision": "Conflicts decided",
    "decision taken back": "A decision taken back",
    "approval": "Release approved",
}
OPERATIONS = {  # translatable
    "add_layer": "new layer {layer}",
    "remove_layer": "layer {layer} removed",
    "rename_layer": "layer {name} is now {new}",
    "add_field": "{layer}: new field {name}",
    "rename_field": "{layer}: field {name} is now {new}",
    "remove_field": "{layer}: field {name} removed",
}
COUNTS = {  # translatable
    "insert": "New: {count}",
    "update": "Changed: {count}",
    "delete": "Deleted: {count}",
}
ABOUT = {  # translatable
    "sharing": "Who may see it",
    "department": "Department",
    "labels": "Labels of fields",
    "choices": "Choices of fields",
    "form": "Form",
    "personal_fields": "Fields with personal information",
    "qml": "Style",
    "style": "Style",
}
DESCRIPTION = "Description of the layer"  # translatable
STATES = {"insert": "New", "update": "Changed", "delete": "Deleted"}  # translatable
_DATA = Qt.ItemDataRole.UserRole


def open_window(iface, layer=""):
    """Shows the history of the hub of this PC, of one ``layer`` (title) where given."""
    window = HistoryWindow(iface, layer)
    window.show()
    window.load()
    return window


class HistoryWindow(HubWindow):
    def __init__(self, iface, layer=""):
        super().__init__(iface, tr("History of the shared map"))
        self._entries, self._wanted, self._feature, self._details = {}, layer, ("", ""), None
        self._make_widgets()
        self._lay_out()
        self.resize(66 * self.em, 40 * self.em)

    # --- the versions

    def load(self):
        """Reads the versions of the layer, feature and period that are chosen."""
        if not self.known.hub:
            self.content.setEnabled(False)
            self.say(tr("Choose the hub in the settings first."))
            return
        layer = self._wanted or self._layer.currentData() or ""
        days = self._period.currentData()
        start = (datetime.now().astimezone() - timedelta(days=days)).isoformat() if days else ""
        how = {"layer": layer, "feature": self._feature[0], "start": start}
        self.ask(tr("Reading the history…"), lambda call: (call("catalogue"), call("history", **how)), self._loaded)

    def _loaded(self, answers):
        catalogue, found = answers
        self._entries = {entry["table"]: entry for entry in catalogue["layers"]}
        self._fill_layers()
        self._versions.blockSignals(True)
        self._versions.clear()
        for version in found["versions"]:
            item = QTreeWidgetItem(self._versions)
            texts = (str(version["number"]), when(version["time"]), version["editor"], self._what(version))
            for column, text in enumerate((*texts, _why(version))):
                item.setText(column, text)
                item.setToolTip(column, text)
            item.setToolTip(2, f"{version['editor']}  ({version['account']} / {version['pc']})")
            item.setData(0, _DATA, version)
        for column in range(4):
            self._versions.resizeColumnToContents(column)
        self._versions.setColumnWidth(3, min(self._versions.columnWidth(3), 26 * self.em))
        self._say_found(found)
        self._versions.setCurrentItem(self._versions.topLevelItem(0))
        self._versions.blockSignals(False)
        self._version_chosen()
        self._versions.setFocus()

    def _say_found(self, found):
        texts = [tr("{count} version(s).", count=len(found["versions"]))]
        if found["more"]:
            texts.append(tr("Older ones are not shown: choose a layer or a feature."))
        if self._feature[0]:
            texts.append(tr("Only those of the feature {name}.", name=self._feature[1]))
        self.say("  ".join(texts))

    def _fill_layers(self):
        chosen, self._wanted = self._wanted or self._layer.currentData() or "", ""
        self._layer.blockSignals(True)
        self._layer.clear()
        self._layer.addItem(tr("All layers"), "")
        for entry in self._entries.values():
            self._layer.addItem(entry["title"], entry["title"])
        self._layer.setCurrentIndex(max(0, self._layer.findData(chosen)))
        self._layer.blockSignals(False)

    def _what(self, version):
        """What a version did, in a few words."""
        said = [tr(KINDS[version["kind"]])] if version["kind"] in KINDS else []
        operations = version["operations"] if version["kind"] != "create" else ()
        said += [
            tr(OPERATIONS[o["op"]], layer=self._title(o["table"]), name=o.get("name", ""), new=o.get("new", ""))
            for o in operations
        ]
        for table, counts in version["changed"].items():
            told = [tr(COUNTS[kind], count=count) for kind, count in counts.items() if count]
            said.append(tr("{layer}: {what}", layer=self._title(table), what=", ".join(told)))
        said += self._said_anew(version["said"])
        if version["conflict_count"]:
            said.append(tr("{count} conflict(s)", count=version["conflict_count"]))
        return "; ".join(said)

    def _said_anew(self, pairs):
        """What catalogue entries say anew, a text for each layer and one for the people."""
        told = {}
        for table, about in pairs:
            told.setdefault(table, {})[tr(ABOUT.get(about, DESCRIPTION))] = None  # each once, in their order
        return [
            tr("{layer}: {what}", layer=self._title(table), what=", ".join(abouts)) if table else tr("People and roles")
            for table, abouts in told.items()
        ]

    def _title(self, table):
        return self._entries[table]["title"] if table in self._entries else table

    # --- what one of them changed

    def _version_chosen(self):
        """Reads what the chosen version changed; who goes through the list with the keys does not wait for each."""
        self._changes.clear()
        self._forget_details()
        version = self._version()
        self._refresh()
        if version is None or not version["changed"]:
            return
        how = {"number": version["number"], "layer": self._layer.currentData() or "", "feature": self._feature[0]}
        waiting = QTreeWidgetItem(self._changes)
        waiting.setText(0, tr("Reading…"))
        self._details = self.start(
            tr("Reading the history…"), lambda call: call("changes_of", **how), self._show_changes, self.say
        )

    def _forget_details(self):
        if self._details is not None:
            self._details.forget()
            self._details = None

    def _show_changes(self, answer):
        self._details = None
        self._changes.clear()
        for change in answer["changes"]:
            self._add_change(change)
        if answer["count"] > len(answer["changes"]):
            rest = QTreeWidgetItem(self._changes)
            rest.setText(0, tr("… and {count} more", count=answer["count"] - len(answer["changes"])))
        if answer["count"] <= 20:
            self._changes.expandAll()
        for column in range(2):
            self._changes.resizeColumnToContents(column)
        self._changes.setCurrentItem(self._changes.topLevelItem(0))
        self._refresh()

    def reject(self):
        self._forget_details()
        super().reject()

    def _add_change(self, change):
        item = QTreeWidgetItem(self._changes)
        name = change["name"] or change["uuid"][-6:]
        item.setText(0, tr("{layer}: {name}", layer=self._title(change["table"]), name=name))
        item.setText(1 if change["kind"] == "delete" else 2, tr(STATES[change["kind"]]))
        item.setData(0, _DATA, {**change, "name": name})
        for column in sorted({*change["before"], *change["after"]} - {"uuid"}):
            before, after = change["before"].get(column), change["after"].get(column)
            if before is None and after is None:
                continue
            field = QTreeWidgetItem(item)
            field.setText(0, self._label(change["table"], column))
            field.setText(1, _said(before) if change["kind"] != "insert" else "")
            field.setText(2, _said(after) if change["kind"] != "delete" else "")

    def _label(self, table, column):
        if column == "geom":
            return tr("Shape")
        labels = self._entries.get(table, {}).get("labels", {}).get(column, {})
        return labels.get(interface_language()) or column

    def _version(self):
        item = self._versions.currentItem()
        return item.data(0, _DATA) if item else None

    def _change(self):
        item = self._changes.currentItem()
        if item is not None and item.parent() is not None:
            item = item.parent()
        return item.data(0, _DATA) if item else None

    # --- the way back

    def _refresh(self):
        version = self._version()
        later = version is not None and version["number"] > 1
        self._feature_back.setEnabled(later and self._change() is not None)
        self._layer_back.setEnabled(later and self._table() != "")
        self._change_back.setEnabled(later and version["kind"] == "administration")

    def _table(self):
        """The table that is brought back as a whole: that of the chosen feature, the filter or the version."""
        if self._change():
            return self._change()["table"]
        title, version = self._layer.currentData(), self._version() or {"operations": (), "changed": {}}
        touched = {operation["table"] for operation in version["operations"]} | set(version["changed"])
        if title:
            return next((table for table, entry in self._entries.items() if entry["title"] == title), "")
        return next(iter(touched)) if len(touched) == 1 else ""

    def bring_feature_back(self):
        """The chosen feature as it was before the chosen version."""
        change, number = self._change(), self._version()["number"]
        texts = {"name": change["name"], "when": when(self._version()["time"])}
        question = (
            tr("{name} was drawn on {when}. Take it away again?", **texts) if change["kind"] == "insert"
            else tr("Bring {name} back as it was before {when}?", **texts)
        )  # fmt: skip
        if self._sure(question, tr("What was changed in it since is replaced; it stays in the history.")):
            self._bring_back(number - 1, change["table"], change["uuid"])

    def bring_layer_back(self):
        """The layer as it was before the chosen version."""
        version, table = self._version(), self._table()
        texts = {"layer": self._title(table), "when": when(version["time"])}
        question = tr("Bring the whole layer {layer} back as it was before {when}?", **texts)
        more = tr("Everything that anybody changed in this layer since is replaced; it stays in the history.")
        if self._sure(question, more):
            self._bring_back(version["number"] - 1, table)

    def _bring_back(self, number, table, uuid=""):
        how = {"number": number, "table": table, "uuid": uuid, "editor": self.editor, "message": self.reason.text()}
        self.ask(tr("Bringing it back…"), lambda call: call("bring_back", **how), self._done)

    def take_change_back(self):
        """What the administrator changed in the chosen version, and only that."""
        version = self._version()
        question = tr("Take back what {name} set on {when}?", name=version["editor"], when=when(version["time"]))
        if self._sure(question, self._what(version)):
            how = {"number": version["number"], "editor": self.editor, "message": self.reason.text()}
            self.ask(tr("Taking the change back…"), lambda call: call("take_back_change", **how), self._done)

    def _done(self, number):
        self.saved(number, self.load)

    def _sure(self, question, more):
        return asked(self, question, tr("Bring back"), more)

    # --- the map

    def take_selected(self):
        """Shows only the versions of the feature that is selected on the map."""
        for layer in layers_of(self.place) if self.place else ():
            for feature in layer.selectedFeatures():
                context = layer.createExpressionContext()
                context.setFeature(feature)
                name = str(QgsExpression(layer.displayExpression()).evaluate(context) or feature["uuid"])
                self._feature = str(feature["uuid"]), name
                self._all.setEnabled(True)
                self.load()
                return
        self.say(tr("Select a feature of the shared map first, then press this again."))

    def take_all(self):
        self._feature = "", ""
        self._all.setEnabled(False)
        self.load()

    def show_on_map(self):
        """Zooms to the chosen feature where the open map has it."""
        change = self._change()
        for layer in layers_of(self.place) if change and self.place else ():
            if layer.customProperty(TABLE) == change["table"] and layer.isSpatial():
                same = QgsExpression.createFieldEqualityExpression("uuid", change["uuid"])
                ids = [f.id() for f in layer.getFeatures(QgsFeatureRequest().setFilterExpression(same))]
                if ids:
                    self.iface.mapCanvas().zoomToFeatureIds(layer, ids)
                    self.iface.mapCanvas().flashFeatureIds(layer, ids)
                    return
        self.say(tr("The open map does not have this feature."))

    # --- widgets

    def _make_widgets(self):
        self._layer, self._period = QComboBox(), QComboBox()
        self._layer.setObjectName("layer")
        self._layer.addItem(tr("All layers"), "")
        for days, text in PERIODS.items():
            self._period.addItem(tr(text), days)
        for box in (self._layer, self._period):
            box.currentIndexChanged.connect(lambda _: self.load())
        self._selected = button("selected", tr("Only the feature &selected on the map"), self.take_selected)
        self._all = button("all", tr("&All features"), self.take_all)
        self._all.setEnabled(False)
        self._versions = _tree("versions", HEADINGS)
        self._versions.setRootIsDecorated(False)
        self._versions.currentItemChanged.connect(lambda *_: self._version_chosen())
        self._changes = _tree("changes", CHANGED)
        self._changes.currentItemChanged.connect(lambda *_: self._refresh())
        self._changes.itemDoubleClicked.connect(lambda *_: self.show_on_map())
        self._feature_back = button("feature_back", tr("Bring back this &feature…"), self.bring_feature_back)
        self._layer_back = button("layer_back", tr("Bring back the whole &layer…"), self.bring_layer_back)
        self._change_back = button("change_back", tr("&Take back what the administrator set…"), self.take_change_back)
        self._show = button("show", tr("Show on the &map"), self.show_on_map)

    def _lay_out(self):
        filters, backs = QHBoxLayout(), QHBoxLayout()
        for widget in (self._layer, self._period, self._selected, self._all):
            filters.addWidget(widget)
        filters.addStretch()
        for widget in (self._feature_back, self._layer_back, self._change_back, self._show):
            backs.addWidget(widget)
        backs.addStretch()
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.addWidget(self._versions)
        halves.addWidget(self._changes)
        inner = QVBoxLayout(self.content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(filters)
        inner.addWidget(halves, 1)
        inner.addWidget(self.reason)
        inner.addLayout(backs)
        column = QVBoxLayout(self)
        column.addWidget(self.content, 1)
        column.addWidget(self.bar)
        last = QHBoxLayout()
        last.addWidget(self.text, 1)
        last.addWidget(button("close", tr("&Close"), self.reject))
        column.addLayout(last)


def _why(version):
    """What the person wrote; the program's own notes are left out, the column before tells the same."""
    automatic = version["kind"] == "create" or version["message"].startswith(("= ", "+ "))
    return "" if automatic else version["message"]


def _tree(name, headings):
    tree = QTreeWidget()
    tree.setObjectName(name)
    tree.setHeaderLabels([tr(heading) for heading in headings])
    tree.setUniformRowHeights(True)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    return tree


def _said(value):
    if value is None:
        return tr("(empty)")
    return tr("(a shape)") if isinstance(value, dict) else str(value)
