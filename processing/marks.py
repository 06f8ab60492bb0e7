"""What the catalogue says of a layer that Processing hands on as a copy: filtered, or from another program's file."""

from pathlib import Path

from qgis.core import QgsProviderRegistry


def marked_at_source(layer):
    """The personal fields of the file that a QGIS vector layer shows: field -> why; {} where it shows no file.

    Raises ExportError where that layer may not leave the town hall, HubError where nobody can tell.
    """
    from shimonita_gis.opendata.personal import marked_fields
    from shimonita_gis.opendata.source import open_layer

    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = parts.get("path") or parts.get("dbname")
    if not path or not Path(path).is_file():
        return {}
    return marked_fields(Path(path), parts.get("layerName") or parts.get("table") or open_layer(path).name)
