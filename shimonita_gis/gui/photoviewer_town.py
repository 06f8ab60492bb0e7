"""What the town's layers in the project say of a place: its district, the road and river nearby, hazard zones."""

from qgis.core import QgsFeatureRequest, QgsProject, QgsRectangle

from shimonita_gis.cartography.featureframe import feature_frame
from shimonita_gis.cartography.layersource import LayerSource

_READ = 500.0  # metres around the place


class TownLayers:
    """The layers as they are when this is made, in the window's thread; :meth:`around` may be asked in another."""

    def __init__(self, crs):
        """``crs`` (QgsCoordinateReferenceSystem, metres) is that of the places."""
        from shimonita_gis.cartography.project import TABLE
        from shimonita_gis.photos.townlayers import COLUMNS, TABLES

        self._crs, self._transforms, self._layers = crs, QgsProject.instance().transformContext(), {}
        for layer in QgsProject.instance().mapLayers().values():
            table = layer.customProperty(TABLE)
            if table in TABLES and layer.isValid():
                columns = [name for name in layer.fields().names() if name in COLUMNS]
                self._layers[table] = LayerSource(layer), columns

    def around(self, spot):
        """{field: value} for the Spot, as the import fills a damage point; None where nothing is known."""
        from shimonita_gis.photos.townlayers import around

        return around(spot.x, spot.y, spot.major, {table: self._read(table, spot) for table in self._layers})

    def _read(self, table, spot):
        source, columns = self._layers[table]
        near = QgsRectangle(spot.x - _READ, spot.y - _READ, spot.x + _READ, spot.y + _READ)
        request = QgsFeatureRequest().setDestinationCrs(self._crs, self._transforms).setFilterRect(near)
        return feature_frame(source.features(request), columns)
