"""The address of a hub on a server, asked for part by part, so that nobody has to write it.

User and password are chosen by the name that they have in QGIS's authentication store: none is typed here.
"""

from qgis.core import QgsProviderRegistry
from qgis.gui import QgsAuthConfigSelect
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QGroupBox,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
)

from shimonita_gis.cartography.serverlogin import address_of
from shimonita_gis.errors import InputError
from shimonita_gis.gui.dialogs import confirming
from shimonita_gis.gui.widgets import wrapped
from shimonita_gis.hub.postgis.address import DEFAULT_PORT, DEFAULT_SCHEMA, Address, is_address, parse
from shimonita_gis.translation import explain, tr


def asked_for_address(parent, present=""):
    """The address that a person gives, ``present`` at first; '' where they cancel."""
    dialog = ServerAddress(parent, present)
    return str(dialog.address()) if dialog.exec() == QDialog.DialogCode.Accepted else ""


class ServerAddress(QDialog):
    def __init__(self, parent=None, present=""):
        super().__init__(parent)
        self.setWindowTitle(tr("The hub on a server"))
        self._sslmode = self._certificate = self._user = ""
        self._host, self._database, self._schema = QLineEdit(), QLineEdit(), QLineEdit(DEFAULT_SCHEMA)
        self._host.setPlaceholderText("db.town.lg.jp")
        self._host.textEdited.connect(self._forget_mode)
        self._port = QSpinBox()
        self._port.setRange(1, 65535)
        self._port.setValue(DEFAULT_PORT)
        self._login = QgsAuthConfigSelect(self, "postgres")
        for name, widget in (("host", self._host), ("database", self._database), ("schema", self._schema),
                             ("port", self._port), ("login", self._login)):  # fmt: skip
            widget.setObjectName(name)
        self._said = wrapped()
        column = QVBoxLayout(self)
        column.addLayout(self._connections())
        column.addLayout(self._parts())
        column.addWidget(self._login_box())
        column.addWidget(self._said)
        edits = [line.textChanged for line in (self._host, self._database, self._schema)]
        column.addWidget(confirming(self, tr("&Use this hub"), self._complete, *edits))
        self.resize(30 * self.fontMetrics().height(), self.sizeHint().height())
        self._show(present)

    def address(self):
        """The Address as it is entered. Raises InputError for what cannot be one."""
        return Address(
            self._host.text().strip(), self._database.text().strip(), self._port.value(), self._user,
            self._schema.text().strip(), self._sslmode, self._login.configId(), self._certificate,
        )  # fmt: skip

    # --- parts

    def _connections(self):
        form = QFormLayout()
        self._known = QComboBox()
        self._known.setObjectName("connection")
        self._known.addItem(tr("(fill in below)"))
        self._known.addItems(sorted(QgsProviderRegistry.instance().providerMetadata("postgres").connections(False)))
        self._known.setVisible(self._known.count() > 1)
        self._known.activated.connect(self._take_connection)
        if self._known.count() > 1:
            form.addRow(tr("Like QGIS's &connection"), self._known)
        return form

    def _parts(self):
        form = QFormLayout()
        form.addRow(tr("S&erver (name or number)"), self._host)
        form.addRow(tr("&Port"), self._port)
        form.addRow(tr("&Database"), self._database)
        form.addRow(tr("&Schema of the hub"), self._schema)
        return form

    def _login_box(self):
        box = QGroupBox(tr("User and password, from QGIS's authentication store"))
        column = QVBoxLayout(box)
        column.addWidget(wrapped(tr("Choose them by their name, or add them with +. They are kept there, encrypted.")))
        column.addWidget(self._login)
        return box

    def _complete(self):
        """Whether an address is entered; else says why not, as soon as all parts are there."""
        if not all(line.text().strip() for line in (self._host, self._database, self._schema)):
            self._said.setText("")
            return False
        try:
            parse(str(self.address()))
        except InputError as error:
            self._said.setText(explain(error))
            return False
        self._said.setText("")
        return True

    def _take_connection(self):
        if self._known.currentIndex() == 0:
            return
        try:
            self._show(address_of(self._known.currentText(), self._schema.text().strip() or DEFAULT_SCHEMA))
        except InputError as error:
            self._said.setText(explain(error))

    def _forget_mode(self):
        """How the connection to another server was encrypted says nothing of this one."""
        self._sslmode = self._certificate = ""

    def _show(self, address):
        try:
            address = parse(address) if is_address(address) else address
        except InputError:  # what cannot be read is entered anew
            return
        if not isinstance(address, Address):
            return
        self._sslmode, self._certificate, self._user = address.sslmode, address.sslrootcert, address.user
        self._port.setValue(address.port)
        self._login.setConfigId(address.authcfg)
        for line, text in ((self._host, address.host), (self._database, address.database),
                           (self._schema, address.schema)):  # fmt: skip
            line.setText(text)
