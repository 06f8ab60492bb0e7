"""User and password of a hub on a server: from QGIS's authentication store, told to this process only."""

from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsDataSourceUri, QgsProviderRegistry

from shimonita_gis.errors import InputError
from shimonita_gis.hub.postgis.address import DEFAULT_PORT, Address, is_address, parse, remember, secrets


def unlock(place):
    """Lets this process log in to the hub at ``place``, where that is an address; QGIS may ask for its master password.

    Raises InputError where QGIS's authentication store has no such entry.
    """
    if not is_address(place):
        return
    authcfg = parse(place).authcfg
    if not authcfg or authcfg in secrets():
        return
    stored = QgsAuthMethodConfig()
    found = QgsApplication.authManager().loadAuthenticationConfig(authcfg, stored, True)
    if not found or not stored.config("username"):
        raise InputError(
            "QGIS's authentication store has no user and password under {id}. Add them under Settings > Options > "
            "Authentication, then enter that id in the hub's address.", id=authcfg,
        )  # fmt: skip
    remember(authcfg, stored.config("username"), stored.config("password"))


def address_of(connection, schema):
    """The Address of ``schema`` behind QGIS's PostgreSQL connection of that name.

    Raises InputError where there is none, or it holds a password in plain text.
    """
    known = QgsProviderRegistry.instance().providerMetadata("postgres").connections(False)
    if connection not in known:
        raise InputError(
            "QGIS has no PostgreSQL connection {name}. Make one in the browser panel (PostgreSQL > New connection).",
            name=connection,
        )
    uri = QgsDataSourceUri(known[connection].uri())
    if uri.password():
        raise InputError(
            "The connection {name} holds its password in plain text. Edit it in the browser panel: under "
            "Authentication choose Configurations and convert it, then run this again.", name=connection,
        )  # fmt: skip
    modes = {QgsDataSourceUri.SslMode.SslRequire: "require", QgsDataSourceUri.SslMode.SslVerifyCa: "verify-ca",
             QgsDataSourceUri.SslMode.SslVerifyFull: "verify-full", QgsDataSourceUri.SslMode.SslDisable: "disable",
             QgsDataSourceUri.SslMode.SslAllow: "allow"}  # fmt: skip
    mode = modes.get(uri.sslMode(), "")  # 'prefer', QGIS's default, becomes what the place of the server asks for
    return Address(
        uri.host(), uri.database(), int(uri.port() or DEFAULT_PORT), uri.username(), schema, mode, uri.authConfigId()
    )  # fmt: skip
