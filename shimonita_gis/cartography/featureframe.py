"""Features of a QGIS layer as a GeoDataFrame whose index are their numbers."""

from qgis.core import NULL, QgsGeometry, QgsWkbTypes


def feature_frame(features, columns=()):
    """GeoDataFrame of ``features`` (iterable of QgsFeature): index the feature's number, the attributes ``columns``.

    Arcs become the straight lines that QGIS draws for them; NULL becomes None. The reference system stays with the
    layer: nothing here is transformed.
    """
    import geopandas as gpd
    import shapely

    features = list(features)
    shapes = shapely.from_wkb([_wkb(feature.geometry()) for feature in features])
    values = {name: [_plain(feature[name]) for feature in features] for name in columns}
    return gpd.GeoDataFrame(values, geometry=list(shapes), index=[feature.id() for feature in features])


def _wkb(geometry):
    if geometry.isNull():
        return None
    if QgsWkbTypes.isCurvedType(geometry.wkbType()):
        geometry = QgsGeometry(geometry.constGet().segmentize())
    return bytes(geometry.asWkb())


def _plain(value):
    return None if value == NULL else value
