"""Who is who in the hub: a table of people, their department and roles."""

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from shimonita_gis.gui.widgets import button, wrapped
from shimonita_gis.hub.catalogue import ROLES
from shimonita_gis.translation import tr

HEADINGS = ("Name", "Department")  # translatable
ROLE_TITLES = {  # translatable
    "administrator": "Administrator",
    "editor": "Editor",
    "viewer": "Viewer",
    "approver": "Release approver",
}
RULES = (  # translatable
    "An administrator changes layers, fields, roles and every department's features. An editor changes the layers of "
    "the own department and those without one. A viewer changes nothing. A release approver says what is published. "
    "As long as nobody is editor or viewer, everybody may change features; once somebody is, whoever is not in this "
    "list may only look."
)


class PeopleTable(QWidget):
    """``edited`` is emitted at every change by the person; :meth:`people` is what the table says."""

    edited = pyqtSignal()

    def __init__(self):
        super().__init__()
        self._shown, self._showing = [], False
        self._table = QTableWidget(0, len(HEADINGS) + len(ROLES))
        self._table.setObjectName("people")
        self._table.setHorizontalHeaderLabels([tr(h) for h in (*HEADINGS, *(ROLE_TITLES[role] for role in ROLES))])
        self._table.verticalHeader().hide()
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.itemChanged.connect(lambda _: self._edited())
        self._buttons = [
            button("add_person", tr("&Add a person"), self.add),
            button("remove_person", tr("&Take out of the list"), self.remove),
        ]
        row = QHBoxLayout()
        for each in self._buttons:
            row.addWidget(each)
        row.addStretch()
        column = QVBoxLayout(self)
        column.addWidget(wrapped(tr(RULES)))
        column.addWidget(self._table, 1)
        column.addLayout(row)

    def show_people(self, people, may_change):
        """Shows the dictionaries ``people`` of the catalogue."""
        self._showing = True
        self._table.setRowCount(0)
        for person in people:
            self._append(person)
        self._table.resizeColumnsToContents()
        self._showing, self._shown = False, self.people()
        triggers = QAbstractItemView.EditTrigger
        self._table.setEditTriggers(triggers.AllEditTriggers if may_change else triggers.NoEditTriggers)
        self._table.setEnabled(may_change)
        for each in self._buttons:
            each.setEnabled(may_change)

    def people(self):
        """[{"name", "department", "roles"} …]; lines without a name are left out."""
        found = []
        for row in range(self._table.rowCount()):
            name, department = (self._table.item(row, column).text().strip() for column in (0, 1))
            roles = [role for column, role in enumerate(ROLES, 2) if self._ticked(row, column)]
            if name:
                found.append({"name": name, "department": department, "roles": roles})
        return found

    @property
    def changed(self):
        return self.people() != self._shown

    def add(self):
        self._showing = True
        self._append({"name": "", "department": "", "roles": []})
        self._showing = False
        row = self._table.rowCount() - 1
        self._table.setCurrentCell(row, 0)
        self._table.editItem(self._table.item(row, 0))

    def remove(self):
        self._table.removeRow(self._table.currentRow())
        self._edited()

    def _append(self, person):
        row = self._table.rowCount()
        self._table.insertRow(row)
        self._table.setItem(row, 0, QTableWidgetItem(person["name"]))
        self._table.setItem(row, 1, QTableWidgetItem(person["department"]))
        for column, role in enumerate(ROLES, 2):
            item = QTableWidgetItem()
            item.setFlags((item.flags() | Qt.ItemFlag.ItemIsUserCheckable) & ~Qt.ItemFlag.ItemIsEditable)
            item.setCheckState(Qt.CheckState.Checked if role in person["roles"] else Qt.CheckState.Unchecked)
            self._table.setItem(row, column, item)

    def _ticked(self, row, column):
        return self._table.item(row, column).checkState() == Qt.CheckState.Checked

    def _edited(self):
        if not self._showing:
            self.edited.emit()
