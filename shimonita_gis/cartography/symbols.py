"""Symbols as data: a style's colour, shape, glyph, dash and hatch become the marker, line or fill that QGIS draws.

The keys of a style are those that :mod:`.styles` lists.
"""

import base64

from qgis.core import (
    Qgis,
    QgsEllipseSymbolLayer,
    QgsExpression,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerLineSymbolLayer,
    QgsMarkerSymbol,
    QgsProperty,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSvgMarkerSymbolLayer,
    QgsSymbolLayer,
)
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QColor

from shimonita_gis.resources import resource

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
_HATCH_GAP = 2.0  # mm
_BLANK = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
_STRAIGHT_DOWN = -85  # degrees; the yaw then only turns the picture
_ELLIPSE = (8, 5)  # m, half axes in the legend


def symbol(kind, style):
    """The symbol of ``style`` for a layer of the geometry ``kind`` (Qgis.GeometryType)."""
    return _MAKERS[kind](style)


def _marker(style):
    shape, size = style.get("shape", "circle"), number(style, "size", 3.0)
    layers = [_badge(style, shape, size)]
    glyph = glyphs().get(style.get("glyph"))
    if glyph is not None:
        layers.append(_sign(style, glyph, shape, size))
    if field_of(part(style, "arrow")):
        layers.insert(0, _arrow(style, size))
    return QgsMarkerSymbol(layers)


def _badge(style, shape, size):
    badge = QgsSimpleMarkerSymbolLayer(SHAPES.get(shape, Qgis.MarkerShape.Circle), size)
    badge.setColor(color(style))
    badge.setStrokeColor(color(style, "outline", "#ffffff"))
    badge.setStrokeWidth(number(style, "width", 0.3))
    return badge


def _sign(style, glyph, shape, size):
    sign = QgsSvgMarkerSymbolLayer(embedded(glyph), size * _GLYPH_PART.get(shape, 0.68))
    sign.setFillColor(color(style, "ink", "#ffffff"))
    sign.setOffset(QPointF(0, size * _GLYPH_SINK.get(shape, 0)))
    return sign


def _arrow(style, size):
    """A beak on the badge's edge that points where the camera looks; none where that is not known, or straight down."""
    beak = _badge(style, "triangle", size * 1.15)
    beak.setOffset(QPointF(0, -0.8 * size))
    yaw, pitch = (QgsExpression.quotedColumnRef(name) for name in (field_of(style["arrow"]), _pitch_of(style["arrow"])))
    beak.setDataDefinedProperty(QgsSymbolLayer.Property.Angle, QgsProperty.fromExpression(yaw))
    shown = f"{yaw} IS NOT NULL AND coalesce({pitch}, 0) > {_STRAIGHT_DOWN}"
    beak.setDataDefinedProperty(QgsSymbolLayer.Property.LayerEnabled, QgsProperty.fromExpression(shown))
    return beak


def _pitch_of(arrow):
    return field_of(part(arrow, "pitch")) or "pitch"


def field_of(described):
    """The field that a part of a style (``{"field": name}``) names, '' for none."""
    return str(described.get("field") or "")


def ellipse(style):
    """The error ellipse of a point, from the fields of its half axes in metres and the long one's azimuth."""
    told = color(style, default="#333333")
    edge, dashes = QgsEllipseSymbolLayer(), QgsEllipseSymbolLayer()
    edge.setStrokeColor(QColor("#ffffff"))
    edge.setStrokeWidth(0.3 + _CASING)
    edge.setColor(QColor("#14000000"))
    dashes.setStrokeColor(told)
    dashes.setStrokeWidth(0.3)
    dashes.setStrokeStyle(Qt.PenStyle.DashLine)
    dashes.setColor(QColor(Qt.GlobalColor.transparent))
    for layer in (edge, dashes):
        _size_ellipse(layer, *(field_of(part(style, name)) for name in ("major", "minor", "azimuth")))
    return QgsMarkerSymbol([edge, dashes])


def _size_ellipse(layer, *names):
    major, minor, azimuth = map(QgsExpression.quotedColumnRef, names)
    layer.setSymbolWidthUnit(Qgis.RenderUnit.MetersInMapUnits)
    layer.setSymbolHeightUnit(Qgis.RenderUnit.MetersInMapUnits)
    layer.setSymbolHeight(2 * _ELLIPSE[0])
    layer.setSymbolWidth(2 * _ELLIPSE[1])
    for which, expression in (("Height", f"2 * {major}"), ("Width", f"2 * {minor}"), ("Angle", azimuth)):
        layer.setDataDefinedProperty(getattr(QgsSymbolLayer.Property, which), QgsProperty.fromExpression(expression))


def _line(style):
    width = number(style, "width", 0.4)
    line = _stroke(color(style), width, style.get("dash", ""))
    line.setRenderingPass(1)
    layers = [line]
    if style.get("casing"):
        layers.insert(0, _stroke(color(style, "casing"), width + _CASING))
    if style.get("crosses"):
        layers.append(_crosses(color(style), width))
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
        color(style, "fill", "#00000000"),
        Qt.BrushStyle.SolidPattern,
        color(style),
        pen,
        number(style, "width", 0.26),
    )
    area.setPenJoinStyle(Qt.PenJoinStyle.MiterJoin)
    layers = [area]
    if style.get("casing"):
        layers.insert(0, QgsSimpleLineSymbolLayer(color(style, "casing"), number(style, "width", 0.26) + _CASING))
    if "hatch" in style:
        layers.append(_hatch(style))
    return QgsFillSymbol(layers)


def _hatch(style):
    hatch = QgsLinePatternFillSymbolLayer()
    hatch.setLineAngle(number(style, "hatch", 45))
    hatch.setDistance(_HATCH_GAP)
    hatch.setSubSymbol(QgsLineSymbol([QgsSimpleLineSymbolLayer(color(style), 0.25)]))
    return hatch


_MAKERS = {
    Qgis.GeometryType.Point: _marker,
    Qgis.GeometryType.Line: _line,
    Qgis.GeometryType.Polygon: _fill,
}


def color(style, name="color", default="#555555"):
    """What ``style`` says under ``name`` as a QColor, ``default`` where that is no colour."""
    said = QColor(style.get(name, default))
    return said if said.isValid() else QColor(default)


def part(style, name):
    """The part of ``style`` under ``name``, {} where that is no dictionary."""
    said = style.get(name)
    return said if isinstance(said, dict) else {}


def number(style, name, default):
    """What ``style`` says under ``name`` as a float, ``default`` where that is no number."""
    value = style.get(name, default)
    return float(value) if isinstance(value, int | float) else default


def glyphs():
    """The drawings that a style can name: name -> path."""
    return {path.stem: path for path in resource("styles", "glyphs").glob("*.svg")}


def embedded(path):
    """The drawing itself in place of its path: a project made on one PC is opened on another. Nothing for None."""
    return "base64:" + base64.b64encode(path.read_bytes() if path else _BLANK).decode()
