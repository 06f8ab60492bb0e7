"""Draws the outcome with QGIS itself: the placed sheet under its linework, damage points with direction, footprints."""

from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsBilinearRasterResampler,
    QgsFillSymbol,
    QgsHillshadeRenderer,
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
CAMERAS = {"name": "arrow", "color": "#263238", "outline_color": "white", "size": "6"}


def draw(path, layers, sheet=None, terrain=None, size=(1600, 1200)):
    """Writes a PNG of all that the layers cover. ``layers`` are (file, kind), the uppermost first, with kind one of
    lines, polygons, footprints, damage, cameras; ``sheet`` is drawn below them, ``terrain`` as hills below that."""
    opened = [_styled(file, kind) for file, kind in layers]
    extent = _extent(opened)
    if sheet:
        opened.append(QgsRasterLayer(str(sheet), "sheet"))
    if terrain:
        opened.append(_hills(terrain))
    settings = QgsMapSettings()
    settings.setLayers(opened)
    settings.setDestinationCrs(opened[0].crs())
    settings.setOutputSize(QSize(*size))
    settings.setOutputDpi(144)
    settings.setBackgroundColor(QColor("white"))
    settings.setExtent(extent)
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


def _hills(terrain):
    layer = QgsRasterLayer(str(terrain), "terrain")
    hills = QgsHillshadeRenderer(layer.dataProvider(), 1, 315, 45)
    hills.setOpacity(0.55)
    layer.setRenderer(hills)
    layer.resampleFilter().setZoomedInResampler(QgsBilinearRasterResampler())
    layer.resampleFilter().setZoomedOutResampler(QgsBilinearRasterResampler())
    return layer


def _extent(layers):
    extent = QgsRectangle()
    for layer in layers:
        extent.combineExtentWith(layer.extent())
    extent.scale(1.04)
    return extent


def start_qgis():
    """QGIS without a window, for drawing; keep what is returned until the end."""
    gdal.SetErrorHandler("CPLQuietErrorHandler")  # a scan without a place is no error here
    application = QgsApplication([], False)
    application.initQgis()
    return application
