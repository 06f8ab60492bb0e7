"""Layers of a hub on a server, as QGIS's own PostgreSQL provider reads them: only what the map shows is loaded.

The project names server, database and the id in QGIS's authentication store, and holds no password.
"""

from qgis.core import Qgis, QgsDataSourceUri, QgsDefaultValue, QgsEditorWidgetSetup, QgsVectorLayer, QgsWkbTypes

from shimonita_gis.hub.postgis.address import parse

BASED_ON, ROW_VERSION = "based_on", "row_version"
_MODES = {
    "disable": QgsDataSourceUri.SslMode.SslDisable,
    "allow": QgsDataSourceUri.SslMode.SslAllow,
    "prefer": QgsDataSourceUri.SslMode.SslPrefer,
    "require": QgsDataSourceUri.SslMode.SslRequire,
    "verify-ca": QgsDataSourceUri.SslMode.SslVerifyCa,
    "verify-full": QgsDataSourceUri.SslMode.SslVerifyFull,
}


class ServerLayer:
    """One layer of the hub at an address; has what a QgsProviderSublayerDetails has."""

    def __init__(self, address, table):
        self._address, self._table = address, table

    def name(self):
        return self._table.layer

    def toLayer(self, options):  # noqa: N802
        return QgsVectorLayer(self._uri().uri(False), self.name(), "postgres")

    def _uri(self):
        at, table = self._address, self._table
        uri = QgsDataSourceUri()
        uri.setConnection(
            at.host, str(at.port), at.database, "" if at.authcfg else at.user, "", _MODES[at.sslmode], at.authcfg
        )
        uri.setDataSource(at.schema, table.relation, table.geometry or None, "", "fid")
        uri.setUseEstimatedMetadata(True)  # counts and extents from the statistics, not from reading every row
        if table.geometry:
            uri.setSrid(str(table.srid))
            uri.setWkbType(QgsWkbTypes.parseType(table.kind))
        else:
            uri.setWkbType(Qgis.WkbType.NoGeometry)
        return uri


def server_layers(place):
    """Table -> ServerLayer of each layer that this account may see, for the hub at the address ``place``.

    Raises HubError where the server does not answer.
    """
    from shimonita_gis.hub.postgis.store import PostGISHub

    hub = PostGISHub.open(place)
    return {table.layer: ServerLayer(hub.address, table) for table in hub.tables()}


def table_on_server(layer, place):
    """Whether the vector ``layer`` lies in the schema at the address ``place``."""
    if layer.providerType() != "postgres":
        return False
    uri, at = QgsDataSourceUri(layer.source()), parse(place)
    return (uri.host(), uri.port(), uri.database(), uri.schema()) == (at.host, str(at.port), at.database, at.schema)


def state_basis(layer):
    """Lets every edit of ``layer`` say on which state of the feature it is based: the server then refuses what would
    overwrite somebody else's newer work."""
    for name in (ROW_VERSION, BASED_ON):
        index = layer.fields().indexOf(name)
        layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("Hidden", {}))
        layer.setFieldAlias(index, "")
    layer.setDefaultValueDefinition(layer.fields().indexOf(BASED_ON), QgsDefaultValue(f'"{ROW_VERSION}"', True))
