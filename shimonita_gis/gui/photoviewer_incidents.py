"""The incidents around the shown photo: people drag photos from one to another, join and split them, and note how the
response goes on."""

from itertools import islice

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from shimonita_gis import settings
from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.gui.widgets import line
from shimonita_gis.photos.judgement import STATES, state_of, timeline, with_entry
from shimonita_gis.translation import explain, tr

_NEAREST = 12  # incidents that are listed
_KEY = Qt.ItemDataRole.UserRole
_NO_INCIDENTS = "No incidents yet: run 'Group photos into incidents', or add the layer that it makes."
_NO_TIMELINE = "This layer has no field timeline, so that only the state is kept."


class IncidentPanel(QWidget):
    """``changed()`` after an edit, ``photo_wanted(key)`` when a person wants to see a photo of the list."""

    changed = pyqtSignal()
    photo_wanted = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._photos = self._edits = self._row = None
        self.title, self.hint = QLabel(), QLabel()
        for label in (self.title, self.hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.tree = _Tree()
        self.tree.setObjectName("incidents")
        self.tree.dropped.connect(self._dropped)
        self.tree.itemActivated.connect(self._activated)
        self.split = _button("split", tr("Photo alone"), tr("Makes the chosen photos an incident of their own"))
        self.join = _button("join", tr("Join"), tr("Makes the chosen incidents one"))
        self.split.clicked.connect(self._split)
        self.join.clicked.connect(self._join)
        self.state, self.note = QComboBox(), line("state_note", tr("What was seen or done"))
        self.state.setObjectName("state")
        self.state.addItems(STATES)
        self.add = _button("add_state", tr("Note it"), tr("Adds the state and the note to the incident's timeline"))
        self.add.clicked.connect(self._add_state)
        self.note.returnPressed.connect(self._add_state)
        self.entries = QListWidget()
        self.entries.setWordWrap(True)
        self.entries.setMaximumHeight(self.fontMetrics().height() * 7)
        self._lay_out()

    def _lay_out(self):
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.tree, 1)
        for parts in ((self.split, self.join), (self.state, self.add)):
            row = QHBoxLayout()
            for part in parts:
                row.addWidget(part)
            column.addLayout(row)
        for widget in (self.note, self.entries, self.hint):
            column.addWidget(widget)

    # -- showing

    def show_photos(self, photos, edits):
        """The table of photos and the DamageEdits of its layer; None for none."""
        self._photos, self._edits, self._row = photos, edits, None
        can = edits is not None and "incident" in edits.roles
        for widget in (self.tree, self.split, self.join, self.state, self.note, self.add):
            widget.setEnabled(can)
        hint = tr(_NO_INCIDENTS) if not can else tr(_NO_TIMELINE) if "timeline" not in edits.roles else ""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.tree.clear()
        self.entries.clear()
        self.title.clear()

    def show_photo(self, row):
        """The incidents nearest to the photo of a row, its own first."""
        self._row = row
        if self.isVisible():
            self._refresh()

    def showEvent(self, event):  # noqa: N802
        super().showEvent(event)
        self._refresh()

    @property
    def incident(self):
        """The number of the shown photo's incident, '' where it has none."""
        return self._photos.table.at[self._row, "incident"] if self._photos and self._row is not None else ""

    def _refresh(self):
        if self._photos is None or self._row is None or not self.tree.isEnabled():
            return
        table, own = self._photos.table, self.incident
        self.title.setText(tr("Incident {name}", name=own) if own else tr("The photo belongs to no incident."))
        self.tree.clear()
        columns = [table[name].to_numpy() for name in ("key", "photo", "grade", "kind")]
        for name, rows in _nearest(table, self._row, own).items():
            photos = [[column[row] for column in columns] for row in rows]
            self.tree.add(name, photos, opened=name == own)
        entries, states = self._response(own)
        self.state.setCurrentText(state_of(entries, states))
        self.entries.clear()
        for entry in reversed(entries):
            parts = (entry.time[:16].replace("T", " "), entry.state, entry.who, entry.note)
            self.entries.addItem("  ".join(filter(None, parts)))

    def _response(self, name):
        if not name:
            return [], ()
        from shimonita_gis.gui.photoviewer_layers import response_of

        timelines, states = response_of(self._edits, name)
        return timeline(timelines), states

    # -- changing

    def _dropped(self, keys, names, target):
        """Photos (by key) or whole incidents were dropped on the incident ``target``."""
        if names:
            self._merge([*names, target], target)
        else:
            self._assign(dict.fromkeys(self._fids(keys), target), tr("Move photos to an incident"))

    def _join(self):
        names = self.tree.chosen_incidents()
        if len(names) < 2:
            self.hint.setText(tr("Choose two or more incidents in the list first (Ctrl and click)."))
            self.hint.show()
            return
        self._merge(names)

    def _merge(self, names, target=None):
        from shimonita_gis.gui.photoviewer_layers import rows_of, texts
        from shimonita_gis.photos.incidents import merged

        rows = rows_of(self._edits, names)
        rows["incident"] = texts(rows, self._edits.roles["incident"])
        changes = merged(rows, names)
        if target is not None:  # dropped on: the person has said which one stays
            changes = dict.fromkeys(rows.index[rows["incident"] != target], target)
        self._assign(changes, tr("Join incidents"))

    def _split(self):
        from shimonita_gis.gui.photoviewer_layers import incidents_of, rows_of_points
        from shimonita_gis.photos.incidents import new_name

        fids = self._fids(self.tree.chosen_photos()) or self._fids([self._photos.table.at[self._row, "key"]])
        chosen = rows_of_points(self._edits, fids)
        if len(chosen):
            name = new_name(chosen, incidents_of(self._edits))
            self._assign(dict.fromkeys(chosen.index, name), tr("Split an incident"))

    def _assign(self, changes, title):
        """Writes {fid: incident} and the best photos that follow from it, as one action."""
        from shimonita_gis.gui.photoviewer_layers import rows_of, texts
        from shimonita_gis.photos.incidents import with_best

        if not changes:
            return
        table = self._photos.table
        before = set(table.loc[table["fid"].isin(list(changes)), "incident"]) | set(changes.values())
        rows = rows_of(self._edits, before - {""})
        rows["incident"] = texts(rows, self._edits.roles["incident"])
        for fid, name in changes.items():
            if fid in rows.index:
                rows.loc[fid, "incident"] = name
        best = with_best(rows)
        values = {fid: {"best": bool(best.at[fid, "best"]), "why_best": _said(best.at[fid, "why_best"])}
                  for fid in best.index}  # fmt: skip
        for fid, name in changes.items():
            values.setdefault(fid, {})["incident"] = name
        self._write(values, title)

    def _add_state(self):
        """The state goes to all photos of the incident, the line to the timeline of its first one."""
        from shimonita_gis.gui.photoviewer_layers import rows_of, texts

        if not self.incident:
            return
        rows = rows_of(self._edits, [self.incident])
        state = self.state.currentText()
        values = {fid: {"state": state} for fid in rows.index}
        first = min(rows.index)
        column = self._edits.roles.get("timeline")
        if column:
            before = texts(rows, column)[first]
            values[first]["timeline"] = with_entry(before, state, settings.load().editor, self.note.text())
        self._write(values, tr("Note the state of an incident"))
        self.note.clear()

    def _write(self, values, title):
        try:
            self._edits.write_many(values, title)
        except ShimonitaGisError as error:
            self.hint.setText(explain(error))
            self.hint.show()
        self._refresh()
        self.changed.emit()

    def _fids(self, keys):
        return [fid for key in keys for fid, _, _ in self._photos.points.get(key, [])]

    def _activated(self, item, column):
        key = item.data(0, _KEY)
        if item.parent() is not None and key:
            self.photo_wanted.emit(key)


class _Tree(QTreeWidget):
    """Incidents with their photos below; what is dropped on an incident or on its photos is for it."""

    dropped = pyqtSignal(list, list, str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)

    def add(self, name, photos, opened):
        """The incident ``name`` with its ``photos`` as (key, name, grade, kind)."""
        kinds = sorted({kind for *_, kind in photos} - {""})
        item = QTreeWidgetItem(["  ".join([name, *kinds, tr("{count} photo(s)", count=len(photos))])])
        item.setData(0, _KEY, name)
        self.addTopLevelItem(item)
        for key, photo, grade, _ in photos:
            child = QTreeWidgetItem(["  ".join(filter(None, (photo, grade)))])
            child.setData(0, _KEY, key)
            child.setFlags(child.flags() & ~Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemIsDragEnabled)
            item.addChild(child)
        item.setExpanded(opened)

    def chosen_photos(self):
        return [item.data(0, _KEY) for item in self.selectedItems() if item.parent() is not None]

    def chosen_incidents(self):
        return [item.data(0, _KEY) for item in self.selectedItems() if item.parent() is None]

    def dropEvent(self, event):  # noqa: N802
        place = event.position().toPoint() if hasattr(event, "position") else event.pos()
        item = self.itemAt(place)
        event.ignore()  # the list is made anew from the layer, never by Qt
        if item is not None:
            target = (item.parent() or item).data(0, _KEY)
            self.dropped.emit(self.chosen_photos(), [n for n in self.chosen_incidents() if n != target], target)


def _nearest(table, row, own):
    """{incident: the rows of its photos} of those nearest to the photo of ``row``, its own first."""
    import numpy as np

    names, x, y = (table[column].to_numpy() for column in ("incident", "x", "y"))
    known = np.flatnonzero(names != "")
    away = np.hypot(x[known] - x[row], y[known] - y[row])
    nearest = islice(dict.fromkeys(names[known[np.argsort(away, kind="stable")]]), _NEAREST)
    found = {name: [] for name in ([own] * bool(own) + list(nearest))}
    for number in known.tolist():
        if names[number] in found:
            found[names[number]].append(number)
    return found


def _said(remark):
    return "" if remark is None else tr(remark.text, **remark.values)


def _button(name, text, tip):
    button = QPushButton(text)
    button.setObjectName(name)
    button.setToolTip(tip)
    return button
