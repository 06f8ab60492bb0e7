"""Brings the layers of a work copy into the project, under the titles that the hub's catalogue gives them."""

from pathlib import Path

from qgis.core import Qgis, QgsProject, QgsVectorLayer

from shimonita_gis.gui.sync import layers_of

_FROM_TOP = (Qgis.GeometryType.Point, Qgis.GeometryType.Line, Qgis.GeometryType.Polygon)


def add_to_project(path):
    """Adds every layer of the GeoPackage ``path`` in a group of its own, points above lines above areas; does nothing
    where the project has them already. Returns the layers added."""
    if layers_of(path):
        return []
    layers = [_layer(path, table, title) for table, title in _titles(path)]
    layers = sorted((each for each in layers if each.isValid()), key=_height)
    group = QgsProject.instance().layerTreeRoot().insertGroup(0, Path(path).stem)
    for layer in layers:
        QgsProject.instance().addMapLayer(layer, False)
        group.addLayer(layer).setExpanded(False)
    return layers


def _titles(path):
    """(table, title) of each layer; GeoPackage calls the title its identifier."""
    from osgeo import gdal

    source = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY)
    layers = [source.GetLayer(index) for index in range(source.GetLayerCount())] if source else []
    return [(each.GetName(), each.GetMetadataItem("IDENTIFIER") or each.GetName()) for each in layers]


def _layer(path, table, title):
    return QgsVectorLayer(f"{path}|layername={table}", title, "ogr")


def _height(layer):
    kind = layer.geometryType()
    return _FROM_TOP.index(kind) if kind in _FROM_TOP else len(_FROM_TOP)
