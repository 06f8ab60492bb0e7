"""The conflict window: what two people saw differently, beside the map, and which of both the hub shall hold.

Every conflict keeps both values until somebody decides; the decision is a version with that person's name, and can be
taken back. A column is a side everywhere: 1 is what the hub holds, 2 what was sent later and waits.
"""

from qgis.core import Qgis, QgsCoordinateTransform, QgsExpression, QgsFeatureRequest, QgsProject
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QBrush, QKeySequence
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from shimonita_gis import settings
from shimonita_gis.cartography.language import interface_language
from shimonita_gis.cartography.project import TABLE
from shimonita_gis.gui.conflictmap import BEFORE, HUB, WAITING, ConflictMap, town_crs
from shimonita_gis.gui.contrast import swatch
from shimonita_gis.gui.hubtask import HubTask
from shimonita_gis.gui.keys import KeyedTree
from shimonita_gis.gui.sync import Sync, forget_conflicts, layers_of
from shimonita_gis.gui.widgets import button, line, wrapped
from shimonita_gis.translation import tr

MINE, THEIRS = "mine", "theirs"  # as hub.conflicts calls the sides, whoever looks: what waits, what the hub holds
WHAT, BEFORE_COLUMN, HUB_COLUMN, WAITING_COLUMN, DECISION = range(5)
_SIDES = {THEIRS: HUB_COLUMN, MINE: WAITING_COLUMN}
_ID = Qt.ItemDataRole.UserRole
KINDS = {  # translatable
    "same field": "Both changed this field.",
    "same shape": "Both changed the shape.",
    "changed here, deleted there": "Deleted by the first, changed by the second.",
    "deleted here, changed there": "Changed by the first, deleted by the second.",
    "field was removed": "The field was removed meanwhile.",
    "layer was removed": "The layer was removed meanwhile.",
    "not allowed": "The sender may not change this layer.",
}


def open_window(iface):
    """Shows the window, below the map at first, and reads the hub's conflicts anew."""
    window = iface.mainWindow().findChild(ConflictWindow)
    if window is None:
        window = ConflictWindow(iface)
        iface.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, window)
    window.show()
    window.raise_()
    forget_conflicts(iface)
    window.load()
    return window


class ConflictWindow(QgsDockWidget):
    def __init__(self, iface):
        super().__init__(tr("Conflicts"), iface.mainWindow())
        self.setObjectName("ShimonitaGisConflicts")
        self._iface = iface
        self._map = ConflictMap(iface.mapCanvas())
        self._task = self._sync = None
        self._known = settings.load()
        self._seen, self._conflicts, self._names = 0, {}, {}
        self._choices, self._earlier = {}, []
        self._make_widgets()
        self.setWidget(self._laid_out())

    # --- what is shown

    def load(self):
        """Reads the conflicts that wait; choices that were not sent are kept where their conflict still waits."""
        self._known = settings.load()
        if not self._known.hub:
            self._say(tr("Choose the hub in the settings first."))
            return
        self._ask(tr("Looking for conflicts…"), self._read, self._loaded)

    def _read(self, cancelled):
        from shimonita_gis.hub import child

        hub = {"hub_folder": self._known.hub}
        names = ("open_conflicts", "catalogue", "fields_of", "decisions")
        return [child.call(f"answers.{name}", cancelled, **hub) for name in names]

    def _loaded(self, answers):
        found, catalogue, self._types, decisions = answers
        self._seen = found["version"]
        self._conflicts = {conflict["id"]: conflict for conflict in found["conflicts"]}
        self._names = {entry["table"]: entry["labels"] for entry in catalogue["layers"]}
        self._choices = {id: side for id, side in self._choices.items() if id in self._conflicts}
        self._earlier = []
        self._fill_tree()
        self._fill_back(decisions)
        self._refresh()

    def _fill_tree(self):
        self._tree.clear()
        features = {}
        for conflict in self._conflicts.values():
            key = conflict["table"], conflict["uuid"]
            if key not in features:
                features[key] = self._feature_item(conflict)
            self._add_conflict(features[key], conflict)
        self._tree.expandAll()
        for column in range(self._tree.columnCount()):
            self._tree.resizeColumnToContents(column)
            self._tree.setColumnWidth(column, min(self._tree.columnWidth(column), 24 * self._em))
        first = next(iter(self._items()), None)
        if first is not None:
            self._tree.setCurrentItem(first)
        else:
            self._map.clear()

    def _feature_item(self, conflict):
        item = QTreeWidgetItem(self._tree)
        item.setText(WHAT, tr("{layer}: {name}", layer=conflict["title"], name=self._name(conflict)))
        item.setText(HUB_COLUMN, _who(conflict["theirs_by"], conflict["theirs_time"]))
        item.setText(WAITING_COLUMN, _who(conflict["editor"], conflict["time"]))
        item.setToolTip(WAITING_COLUMN, conflict["message"])
        font = item.font(WHAT)
        font.setBold(True)
        for column in range(self._tree.columnCount()):
            item.setFont(column, font)
        return item

    def _add_conflict(self, feature, conflict):
        if conflict["column"] and conflict["differences"]:
            item = self._difference_item(feature, conflict, conflict["differences"][0])
        else:
            item = QTreeWidgetItem(feature)
            item.setText(WHAT, tr("The whole feature"))
            item.setText(HUB_COLUMN, tr("deleted") if conflict["theirs_gone"] else tr("kept"))
            item.setText(WAITING_COLUMN, tr("deleted") if conflict["mine_gone"] else tr("kept"))
            for difference in conflict["differences"]:
                if difference["column"] != "uuid":
                    self._difference_item(item, conflict, difference)
        item.setData(WHAT, _ID, conflict["id"])
        item.setToolTip(WHAT, tr(KINDS.get(conflict["kind"], conflict["kind"])))

    def _difference_item(self, parent, conflict, difference):
        item = QTreeWidgetItem(parent)
        item.setText(WHAT, self._label(conflict["table"], difference["column"]))
        values = {BEFORE_COLUMN: ("before", BEFORE), HUB_COLUMN: ("now", HUB), WAITING_COLUMN: ("mine", WAITING)}
        for column, (side, color) in values.items():
            value = difference[side]
            gone = (side == "mine" and conflict["mine_gone"]) or (side == "now" and conflict["theirs_gone"])
            item.setText(column, "–" if gone else self._said(conflict["table"], difference["column"], value))
            if isinstance(value, dict):
                item.setIcon(column, swatch(color, self._em, self._tree.palette().text().color()))
        return item

    def _on_map(self, conflict):
        """(layer, feature) of a conflict where the map has it, else (None, None)."""
        wanted = QgsFeatureRequest().setFilterExpression(
            QgsExpression.createFieldEqualityExpression("uuid", conflict["uuid"])
        )
        for layer in layers_of(self._known.work_copy) if self._known.work_copy else ():
            if layer.customProperty(TABLE) == conflict["table"]:
                for feature in layer.getFeatures(wanted):
                    return layer, feature
        return None, None

    def _name(self, conflict):
        """What the map calls the feature; the end of its uuid where the map does not have it."""
        layer, feature = self._on_map(conflict)
        if layer is None:
            return conflict["uuid"][-6:]
        context = layer.createExpressionContext()
        context.setFeature(feature)
        return str(QgsExpression(layer.displayExpression()).evaluate(context) or conflict["uuid"][-6:])

    def _shape_on_map(self, conflict):
        """The feature's QgsGeometry in the town's reference system where the map has it, else None."""
        layer, feature = self._on_map(conflict)
        if layer is None or feature.geometry().isEmpty():
            return None
        shape = feature.geometry()
        shape.transform(QgsCoordinateTransform(layer.crs(), town_crs(), QgsProject.instance()))
        return shape

    def _label(self, table, column):
        if column == "geom":
            return tr("Shape")
        labels = self._names.get(table, {}).get(column, {})
        return labels.get(interface_language()) or column

    def _said(self, table, column, value):
        if value is None:
            return tr("(empty)")
        if isinstance(value, dict):
            return tr("drawn on the map")
        if self._types.get(table, {}).get(column, "").upper() == "BOOLEAN":
            return tr("yes") if value else tr("no")
        return str(value)

    # --- choosing

    def choose(self, side):
        """Decides the selected conflicts for ``side`` and goes on to the next one; nothing is sent yet."""
        ids = [id for item in self._tree.selectedItems() for id in self._ids_of(item)]
        self._decide(dict.fromkeys(ids, side))
        self._go_on()

    def choose_all(self, side):
        self._decide(dict.fromkeys(self._conflicts, side))

    def undo(self):
        if self._earlier:
            self._choices = self._earlier.pop()
            self._refresh()

    def _decide(self, choices):
        if choices:
            self._earlier.append(dict(self._choices))
            self._choices.update(choices)
            self._refresh()

    def _ids_of(self, item):
        """The conflict of a row: its own, that of the row it belongs to, or all of a feature."""
        own = item.data(WHAT, _ID)
        if own:
            return [own]
        below = [item.child(i).data(WHAT, _ID) for i in range(item.childCount())]
        above = item.parent().data(WHAT, _ID) if item.parent() else None
        return [id for id in (*below, above) if id]

    def _go_on(self):
        items = list(self._items())
        current = self._tree.currentItem()
        start = next((i for i, item in enumerate(items) if item is current), -1) + 1
        for item in items[start:] + items[:start]:
            if item.data(WHAT, _ID) not in self._choices:
                self._tree.setCurrentItem(item)
                return

    def _items(self):
        """The rows that hold a conflict, from the top."""
        for i in range(self._tree.topLevelItemCount()):
            feature = self._tree.topLevelItem(i)
            yield from (feature.child(j) for j in range(feature.childCount()))

    def _refresh(self):
        for item in self._items():
            self._mark(item, self._choices.get(item.data(WHAT, _ID)))
        count, chosen = len(self._conflicts), len(self._choices)
        if count:
            self._say(tr("{count} conflict(s), {chosen} chosen. Nothing is lost until you choose.",
                         count=count, chosen=chosen))  # fmt: skip
        else:
            self._say(tr("There are no conflicts. Everything that was entered is in the shared map."))
        for widget in self._choosers:
            widget.setEnabled(bool(count))
        self._undo.setEnabled(bool(self._earlier))
        self._send.setEnabled(bool(chosen))
        self._send.setText(tr("&Save {count} decision(s)", count=chosen) if chosen else tr("&Save decisions"))

    def _mark(self, item, side):
        texts = {None: tr("undecided"), THEIRS: tr("1 stays"), MINE: tr("2 is taken")}
        item.setText(DECISION, texts[side])
        chosen = self._tree.palette().highlight().color()
        chosen.setAlphaF(0.25)
        rows = [item, *(item.child(i) for i in range(item.childCount()))]
        for row in rows:
            for each, column in _SIDES.items():
                row.setBackground(column, QBrush(chosen) if each == side else QBrush())

    # --- the map

    def _selected(self):
        item = self._tree.currentItem()
        ids = self._ids_of(item) if item is not None else []
        if ids:
            self._map.show_conflicts([self._conflicts[id] for id in ids], self._shape_on_map)

    # --- sending

    def send(self):
        """Makes the choices the hub's: one version with the person's name. Then this PC's work copy follows."""
        choices, message = dict(self._choices), self._message.text()
        self._ask(tr("Saving the decisions…"), lambda cancelled: self._sent(choices, message, cancelled), self._done)

    def _sent(self, choices, message, cancelled):
        from shimonita_gis.hub import child

        return child.call(
            "answers.decide", cancelled, hub_folder=self._known.hub, choices=choices, editor=_editor(self._known),
            message=message, seen=self._seen,
        )  # fmt: skip

    def take_back(self, number):
        """Lets the conflicts of the decision ``number`` wait again, as a version of its own."""
        from shimonita_gis.hub import child

        def work(cancelled):
            how = {"hub_folder": self._known.hub, "number": number, "editor": _editor(self._known)}
            return child.call("answers.take_back", cancelled, **how)

        self._ask(tr("Taking the decision back…"), work, self._done)

    def _done(self, version):
        self._choices, self._earlier = {}, []
        self._message.clear()
        text = tr("Saved as version {number}.", number=version)
        self._iface.messageBar().pushMessage("Shimonita GIS", text, Qgis.MessageLevel.Success)
        if self._known.work_copy:
            self._sync = Sync(self._iface, "", self.load)
            if self._sync.start():
                return
        self.load()

    def _fill_back(self, decisions):
        menu = QMenu(self._back)
        for each in decisions[:20]:
            said = _who(each["editor"], each["time"])
            text = tr("Version {number}: {who}, {count} decision(s)", number=each["number"], who=said,
                      count=len(each["decides"]))  # fmt: skip
            menu.addAction(text, lambda number=each["number"]: self.take_back(number))
        self._back.setMenu(menu)
        self._back.setEnabled(bool(decisions))

    # --- asking the hub

    def _ask(self, text, work, done):
        if self._task is not None:
            return
        self._say(text)
        self.widget().setEnabled(False)

        def answered(answer):
            self._task = None
            self.widget().setEnabled(True)
            done(answer)
            self._tree.setFocus()

        def failed(sentence):
            self._task = None
            self.widget().setEnabled(True)
            self._say(sentence)

        self._task = HubTask(text, work, answered, failed).start()

    def _say(self, text):
        self._text.setText(text)

    def closeEvent(self, event):  # noqa: N802
        if self._task is not None:
            self._task.forget()
            self._task = None
            self.widget().setEnabled(True)
        self._map.clear()
        super().closeEvent(event)

    # --- widgets

    @property
    def _em(self):
        return self.fontMetrics().height()

    def _make_widgets(self):
        self._text = wrapped()
        self._tree = KeyedTree()
        self._tree.setObjectName("conflicts")
        titles = ("What", "Before", "1  Shared map holds", "2  Sent later, waits", "Decision")  # translatable
        self._tree.setHeaderLabels([tr(title) for title in titles])
        self._tree.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self._tree.setUniformRowHeights(True)
        self._tree.setMinimumHeight(8 * self._em)
        self._tree.header().setSectionResizeMode(DECISION, QHeaderView.ResizeMode.ResizeToContents)
        self._tree.currentItemChanged.connect(lambda *_: self._selected())
        self._tree.keys = {
            "1": lambda: self.choose(THEIRS),
            "2": lambda: self.choose(MINE),
            QKeySequence(QKeySequence.StandardKey.Undo).toString(): self.undo,
        }
        self._message = line("reason", tr("Why (kept with the decision)"))
        self._undo = button("undo", tr("&Undo the last choice"), self.undo)
        self._send = button("send", tr("&Save decisions"), self.send)
        self._back = QToolButton()
        self._back.setObjectName("back")
        self._back.setText(tr("Take back a decision"))
        self._back.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._choosers = [
            button("hub", tr("&1 stays"), lambda: self.choose(THEIRS)),
            button("waiting", tr("&2 is taken"), lambda: self.choose(MINE)),
            button("all_hub", tr("1 stays everywhere"), lambda: self.choose_all(THEIRS)),
            button("all_waiting", tr("2 is taken everywhere"), lambda: self.choose_all(MINE)),
        ]

    def _laid_out(self):
        content = QWidget()
        column = QVBoxLayout(content)
        column.addWidget(self._text)
        column.addWidget(self._tree, 1)
        choosing, sending = QHBoxLayout(), QHBoxLayout()
        for widget in (*self._choosers, self._undo):
            choosing.addWidget(widget)
        choosing.addStretch()
        for widget in (self._message, self._send, self._back, button("look", tr("&Look again"), self.load)):
            sending.addWidget(widget)
        column.addLayout(choosing)
        column.addLayout(sending)
        return content


def _who(editor, time):
    """A name and the local time."""
    from datetime import datetime

    if not time:
        return editor or "–"
    return f"{editor or '–'}  {datetime.fromisoformat(time).astimezone():%Y-%m-%d %H:%M}"


def _editor(known):
    import getpass

    return known.editor or getpass.getuser()
