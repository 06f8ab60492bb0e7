"""The printed map in an applicant's package: one sheet of A4 or A3 with scale bar, north, legend, credit and date."""

from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsLayerTree,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsSimpleLineSymbolLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from shimonita_gis.cartography.layoutitems import (
    DARK,
    FAINT,
    Frame,
    export_pdf,
    label,
    letters,
    north_arrow,
    scale_bar,
    scale_for,
)
from shimonita_gis.cartography.styles import apply_saved_style, apply_style
from shimonita_gis.datum import TOWN_EPSG
from shimonita_gis.translation import tr

PAPERS = ("A4", "A3")
_MARGIN, _GAP, _HEAD, _FOOT, _LEGEND = 10.0, 3.0, 12.0, 16.0, 58.0  # mm


@dataclass(frozen=True)
class MapText:
    """What is written on the map: ``title`` above it, ``credit`` and ``date`` below."""

    title: str
    credit: str
    date: str


def draw_provision_map(geopackage, entries, area, text, path, paper="A4", styles=None):
    """Draws the layers of ``entries`` (the catalogue's) in ``geopackage`` to the PDF ``path``; returns its scale's
    denominator.

    ``area`` is a shapely polygon in EPSG:6677, ``paper`` of PAPERS, ``styles`` table -> style (QML) that an
    administrator saved. Must run in QGIS's main thread. Raises OutputError where the PDF cannot be written.
    """
    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem.fromEpsgId(TOWN_EPSG))
    layers = [printed_layer(geopackage, entry, (styles or {}).get(entry.table, "")) for entry in entries]
    layers = [*sorted(layers, key=_height), _outline(area)]
    project.addMapLayers(layers, False)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    bounds = QgsRectangle(*area.bounds)
    frame = _page(layout, paper, bounds)
    map_item = _map(layout, layers, bounds, frame)
    _legend(layout, map_item, layers[:-1], Frame(frame.x + frame.width + _GAP, frame.y, _LEGEND, frame.height))
    _write_texts(layout, map_item, text, frame)
    export_pdf(layout, path)
    return round(map_item.scale())


# --- layers


def printed_layer(geopackage, entry, qml=""):
    """The layer of ``entry`` (the catalogue's) as it is printed: in its style, or in that of ``qml``."""
    layer = QgsVectorLayer(f"{geopackage}|layername={entry.table}", entry.title, "ogr")
    apply_style(layer, entry.style)
    if qml:
        apply_saved_style(layer, qml)
    layer.setScaleBasedVisibility(False)  # a layer that was asked for is shown at every scale
    return layer


def _height(layer):
    return (Qgis.GeometryType.Point, Qgis.GeometryType.Line, Qgis.GeometryType.Polygon).index(layer.geometryType())


def _outline(area):
    """The edge of the area as a layer of its own."""
    layer = QgsVectorLayer(f"MultiPolygon?crs=EPSG:{TOWN_EPSG}", "", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt(area.wkt))
    layer.dataProvider().addFeature(feature)
    line = QgsSimpleLineSymbolLayer(QColor(DARK), 0.5, Qt.PenStyle.DashDotLine)
    layer.renderer().setSymbol(QgsFillSymbol([line]))
    return layer


# --- the sheet


def _page(layout, paper, bounds):
    """Lays the paper the way round that gives the larger scale; returns the map's frame on it."""
    page, orientation = layout.pageCollection().page(0), QgsLayoutItemPage.Orientation
    frames = {}
    for each in (orientation.Landscape, orientation.Portrait):
        page.setPageSize(paper, each)
        width = page.pageSize().width() - 2 * _MARGIN - _LEGEND - _GAP
        frames[each] = Frame(_MARGIN, _MARGIN + _HEAD, width, page.pageSize().height() - 2 * _MARGIN - _HEAD - _FOOT)
    best = min(
        frames, key=lambda each: scale_for(bounds.width(), bounds.height(), frames[each].width, frames[each].height)
    )
    page.setPageSize(paper, best)
    return frames[best]


def _map(layout, layers, bounds, frame):
    item = QgsLayoutItemMap(layout)
    layout.addLayoutItem(item)
    frame.place(item)
    item.setLayers(layers[-1:] + layers[:-1])
    item.setKeepLayerSet(True)
    item.setFrameEnabled(True)
    item.zoomToExtent(bounds)
    item.setScale(scale_for(bounds.width(), bounds.height(), frame.width, frame.height))
    return item


def _legend(layout, map_item, layers, frame):
    legend = QgsLayoutItemLegend(layout)
    layout.addLayoutItem(legend)
    tree = QgsLayerTree()
    for layer in layers:
        tree.addLayer(layer)
    legend.setAutoUpdateModel(False)
    legend.setLinkedMap(map_item)
    legend.model().setRootGroup(tree)
    legend._tree = tree  # the model does not own it
    legend.setLegendFilterByMapEnabled(True)
    legend.setTitle(tr("Legend"))
    for share in _LEGEND_SIZES:  # a legend of many layers is set smaller, since what does not fit would be left out
        _set_letters(legend, share)
        size = QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize()
        if size.height() <= frame.height and size.width() <= frame.width:
            break
    legend.setResizeToContents(False)
    frame.place(legend)


def _set_letters(legend, share):
    """The legend's letters, signs and gaps, in a share of their usual size."""
    for part, size, bold in _LEGEND_LETTERS:
        style = legend.style(part)
        style.setTextFormat(letters(size * share, bold))
        if part != QgsLegendStyle.Style.Title:
            style.setMargin(QgsLegendStyle.Side.Top, _LEGEND_GAP * share)
        legend.setStyle(part, style)
    legend.setSymbolWidth(6 * share)
    legend.setSymbolHeight(4 * share)


_LEGEND_SIZES, _LEGEND_GAP = (1.0, 0.85, 0.7, 0.6, 0.5), 2.5  # share, mm
_LEGEND_LETTERS = (
    (QgsLegendStyle.Style.Title, 11, True),
    (QgsLegendStyle.Style.Subgroup, 9, True),
    (QgsLegendStyle.Style.SymbolLabel, 8, False),
)


def _write_texts(layout, map_item, text, frame):
    right, below = frame.x + frame.width + _GAP + _LEGEND, frame.y + frame.height + 2
    label(layout, text.title, 15, Frame(_MARGIN, _MARGIN - 1, right - _MARGIN, _HEAD - 1), bold=True)
    scale_bar(layout, map_item, Frame(_MARGIN, below, 70, 10))
    scale = tr("Scale 1:{scale} ({paper})", scale=f"{map_item.scale():,.0f}", paper=tr("printed at full size"))
    label(layout, scale, 8, Frame(_MARGIN, below + 10, 80, 5))
    north_arrow(layout, Frame(right - 9, below, 9, 13))
    said = f"{text.date}  " + tr("It does not prove any boundary of land or any right.") + f"\n{text.credit}"
    label(layout, said, 7, Frame(_MARGIN + 82, below, right - _MARGIN - 82 - 12, _FOOT), color=FAINT)
