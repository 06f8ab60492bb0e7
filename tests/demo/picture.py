"""Draws the outcome with QGIS itself: the placed sheet under its linework, damage points with direction, footprints."""

from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsProperty,
    QgsRasterLayer,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsSymbolLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

LINES = {"color": "#0057b8", "width": "0.35"}
POLYGONS = {"color": "255,193,7,50", "outline_style": "no"}
FOOTPRINTS = {"color": "0,150,136,28", "outline_color": "#00796b", "outline_width": "0.3"}
DAMAGE = {"name": "circle", "color": "#d32f2f", "outline_color": "white", "size": "4.6"}
CAMERAS = {"name": "filled_arrowhead", "color": "#263238", "outline_color": "white", "size": "4.2"}


def draw(path, placed_sheet, layers, extent_of=None, size=(1600, 1200)):
    """Writes a PNG. ``layers`` are (file, kind) with kind one of lines, polygons, footprints, damage, cameras;
    ``extent_of`` names the layer file whose extent is shown, else the sheet's."""
    opened = [_styled(file, kind) for file, kind in layers]
    if placed_sheet:
        opened.append(QgsRasterLayer(str(placed_sheet), "sheet"))
    settings = QgsMapSettings()
    settings.setLayers(opened)
    settings.setDestinationCrs(_common_crs(opened, placed_sheet))
    settings.setOutputSize(QSize(*size))
    settings.setOutputDpi(144)
    settings.setBackgroundColor(QColor("white"))
    settings.setExtent(_extent(opened, extent_of))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(str(path))
    return path


def _styled(file, kind):
    layer = QgsVectorLayer(str(file), kind, "ogr")
    if not layer.isValid():
        raise ValueError(f"QGIS cannot open {file}")
    symbol = {
        "lines": lambda: QgsLineSymbol.createSimple(LINES),
        "polygons": lambda: QgsFillSymbol.createSimple(POLYGONS),
        "footprints": lambda: QgsFillSymbol.createSimple(FOOTPRINTS),
        "damage": lambda: QgsMarkerSymbol.createSimple(DAMAGE),
        "cameras": lambda: QgsMarkerSymbol.createSimple(CAMERAS),
    }[kind]()
    if kind == "cameras":
        turn = QgsProperty.fromExpression('coalesce("yaw", 0)')
        symbol.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.Property.PropertyAngle, turn)
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    return layer


def _common_crs(layers, placed_sheet):
    return layers[-1].crs() if placed_sheet or layers[0].crs().isValid() else QgsCoordinateReferenceSystem()


def _extent(layers, extent_of):
    shown = next((layer for layer in layers if extent_of and str(extent_of) in layer.source()), layers[-1])
    extent = QgsRectangle(shown.extent())
    extent.scale(1.08)
    return extent


def start_qgis():
    """QGIS without a window, for drawing; keep what is returned until the end."""
    gdal.SetErrorHandler("CPLQuietErrorHandler")  # a scan without a place is no error here
    application = QgsApplication([], False)
    application.initQgis()
    return application
