"""Styles as data: what the catalogue says of a layer's looks becomes a QGIS renderer and labels.

A style is a dictionary with ``color`` (of a line, an outline or a marker), ``width`` (mm), ``fill`` (#AARRGGBB),
``dash`` (of DASHES), ``casing`` (colour of a line's edge), ``crosses`` (along a line), ``hatch`` (degrees), ``shape``
(of SHAPES), ``size`` (mm) and ``glyph`` (a file of resources/styles/glyphs). ``by`` names the field that ``symbols``
(value -> what is different there) tells apart. ``from`` is the scale's denominator from which on the layer is drawn,
``label`` says ``field``, ``from``, ``size`` (points) and ``color`` of its lettering. What a style does not say or what
this program does not know takes a plain default: a catalogue may come from a newer one.
"""

import base64

from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMapLayer,
    QgsMarkerLineSymbolLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsReadWriteContext,
    QgsRendererCategory,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSvgMarkerSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtXml import QDomDocument

from shimonita_gis.errors import InputError
from shimonita_gis.resources import resource
from shimonita_gis.translation import tr

DASHES = {
    "": Qt.PenStyle.SolidLine,
    "dash": Qt.PenStyle.DashLine,
    "dot": Qt.PenStyle.DotLine,
    "dashdot": Qt.PenStyle.DashDotLine,
}
SHAPES = {
    "circle": Qgis.MarkerShape.Circle,
    "square": Qgis.MarkerShape.Square,
    "diamond": Qgis.MarkerShape.Diamond,
    "triangle": Qgis.MarkerShape.Triangle,
    "pentagon": Qgis.MarkerShape.Pentagon,
    "octagon": Qgis.MarkerShape.Octagon,
}
_GLYPH_PART = {"triangle": 0.42, "diamond": 0.5}  # of the marker's size; 0.68 fits into the others
_GLYPH_SINK = {"triangle": 0.14}
_CASING = 0.5  # mm on both sides together
_HALO = 0.8  # mm of white around lettering
_HATCH_GAP = 2.0  # mm
# what Windows, macOS and Linux have for Japanese; QGIS takes the first that is there
FAMILIES = ["Yu Gothic UI", "Meiryo UI", "Hiragino Sans", "Noto Sans CJK JP", "IPAPGothic"]
_PLACEMENTS = {
    Qgis.GeometryType.Point: Qgis.LabelPlacement.OrderedPositionsAroundPoint,
    Qgis.GeometryType.Line: Qgis.LabelPlacement.Curved,
    Qgis.GeometryType.Polygon: Qgis.LabelPlacement.Horizontal,
}
# a saved style holds looks only: forms and actions, which can run programs, are never taken from a file
_LOOKS = QgsMapLayer.StyleCategory.Symbology | QgsMapLayer.StyleCategory.Labeling | QgsMapLayer.StyleCategory.Rendering


def apply_style(layer, style):
    """Gives the vector ``layer`` the looks of the dictionary ``style``."""
    if layer.geometryType() not in _PLACEMENTS:  # a table
        return
    layer.setRenderer(_renderer(layer, style))
    label = style.get("label") or {}
    if layer.fields().indexFromName(label.get("field", "")) >= 0:
        layer.setLabeling(QgsVectorLayerSimpleLabeling(_label_settings(layer, label)))
        layer.setLabelsEnabled(True)
    layer.setMinimumScale(_number(style, "from", 0))
    layer.setScaleBasedVisibility(layer.minimumScale() > 0)


def saved_style(layer):
    """The looks of ``layer`` as QGIS writes them (QML), to be kept in the hub."""
    document = QDomDocument()
    problem = layer.exportNamedStyle(document, QgsReadWriteContext(), _LOOKS)
    if problem:
        raise InputError(
            "The style of {layer} cannot be saved ({reason}). Choose another style and save it again.",
            layer=layer.name(),
            reason=problem,
        )
    return document.toString()


def apply_saved_style(layer, qml):
    """Gives ``layer`` the looks that :func:`saved_style` wrote; False where it is not such a text."""
    document = QDomDocument()
    if not document.setContent(qml):
        return False
    done, _ = layer.importNamedStyle(document, _LOOKS)
    return done


# --- symbols


def _renderer(layer, style):
    make = _MAKERS[layer.geometryType()]
    field, different = style.get("by", ""), style.get("symbols") or {}
    if layer.fields().indexFromName(field) < 0 or not different:
        return QgsSingleSymbolRenderer(make(style))
    categories = [QgsRendererCategory(value, make({**style, **own}), value) for value, own in different.items()]
    categories.append(QgsRendererCategory("", make(style), tr("Other, or not stated")))
    renderer = QgsCategorizedSymbolRenderer(field, categories)
    renderer.setUsingSymbolLevels(bool(style.get("casing")))  # edges below all lines: crossings stay open
    return renderer


def _marker(style):
    shape, size = style.get("shape", "circle"), _number(style, "size", 3.0)
    badge = QgsSimpleMarkerSymbolLayer(SHAPES.get(shape, Qgis.MarkerShape.Circle), size)
    badge.setColor(_color(style))
    badge.setStrokeColor(QColor("white"))
    badge.setStrokeWidth(_number(style, "width", 0.3))
    glyph = _glyphs().get(style.get("glyph"))
    if glyph is None:
        return QgsMarkerSymbol([badge])
    sign = QgsSvgMarkerSymbolLayer(_embedded(glyph), size * _GLYPH_PART.get(shape, 0.68))
    sign.setFillColor(QColor("white"))
    sign.setOffset(QPointF(0, size * _GLYPH_SINK.get(shape, 0)))
    return QgsMarkerSymbol([badge, sign])


def _line(style):
    width = _number(style, "width", 0.4)
    line = _stroke(_color(style), width, style.get("dash", ""))
    line.setRenderingPass(1)
    layers = [line]
    if style.get("casing"):
        layers.insert(0, _stroke(_color(style, "casing"), width + _CASING))
    if style.get("crosses"):
        layers.append(_crosses(_color(style), width))
    return QgsLineSymbol(layers)


def _stroke(color, width, dash=""):
    stroke = QgsSimpleLineSymbolLayer(color, width, DASHES.get(dash, Qt.PenStyle.SolidLine))
    stroke.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    stroke.setPenCapStyle(Qt.PenCapStyle.FlatCap if dash else Qt.PenCapStyle.RoundCap)
    return stroke


def _crosses(color, width):
    cross = QgsSimpleMarkerSymbolLayer(Qgis.MarkerShape.Cross2, width * 2.2)
    cross.setStrokeColor(color)
    cross.setStrokeWidth(width * 0.5)
    along = QgsMarkerLineSymbolLayer(False, width * 6)
    along.setSubSymbol(QgsMarkerSymbol([cross]))
    along.setRenderingPass(2)
    return along


def _fill(style):
    pen = DASHES.get(style.get("dash", ""), Qt.PenStyle.SolidLine)
    area = QgsSimpleFillSymbolLayer(
        _color(style, "fill", "#00000000"),
        Qt.BrushStyle.SolidPattern,
        _color(style),
        pen,
        _number(style, "width", 0.26),
    )
    area.setPenJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if "hatch" not in style:
        return QgsFillSymbol([area])
    hatch = QgsLinePatternFillSymbolLayer()
    hatch.setLineAngle(_number(style, "hatch", 45))
    hatch.setDistance(_HATCH_GAP)
    hatch.setSubSymbol(QgsLineSymbol([QgsSimpleLineSymbolLayer(_color(style), 0.25)]))
    return QgsFillSymbol([area, hatch])


_MAKERS = {
    Qgis.GeometryType.Point: _marker,
    Qgis.GeometryType.Line: _line,
    Qgis.GeometryType.Polygon: _fill,
}


def _color(style, name="color", default="#555555"):
    color = QColor(style.get(name, default))
    return color if color.isValid() else QColor(default)


def _number(style, name, default):
    value = style.get(name, default)
    return float(value) if isinstance(value, int | float) else default


def _glyphs():
    return {path.stem: path for path in resource("styles", "glyphs").glob("*.svg")}


def _embedded(path):
    """The drawing itself in place of its path: a project made on one PC is opened on another."""
    return "base64:" + base64.b64encode(path.read_bytes()).decode()


# --- lettering


def _label_settings(layer, label):
    settings = QgsPalLayerSettings()
    settings.fieldName = label["field"]
    settings.setFormat(_text_format(label))
    settings.placement = _PLACEMENTS[layer.geometryType()]
    settings.offsetType = Qgis.LabelOffsetType.FromSymbolBounds
    settings.dist = 0.8
    settings.scaleVisibility = True
    settings.minimumScale = _number(label, "from", 10000)
    settings.maximumScale = 0
    lines = settings.lineSettings()
    lines.setMergeLines(True)
    settings.setLineSettings(lines)
    return settings


def _text_format(label):
    text = QgsTextFormat()
    text.setFamilies(FAMILIES)
    text.setSize(_number(label, "size", 9))
    text.setSizeUnit(Qgis.RenderUnit.Points)
    text.setColor(_color(label, default="#222222"))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(_HALO)
    halo.setColor(QColor("white"))
    text.setBuffer(halo)
    return text
