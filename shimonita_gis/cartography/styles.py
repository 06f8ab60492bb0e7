"""Styles as data: what the catalogue says of a layer's looks becomes a QGIS renderer and labels.

A style is a dictionary with ``color`` (of a line, an outline or a marker), ``width`` (mm), ``fill`` (#AARRGGBB),
``dash`` (of DASHES), ``casing`` (colour of a line's edge), ``crosses`` (along a line), ``hatch`` (degrees), ``shape``
(of SHAPES), ``size`` (mm), ``outline`` (its edge's colour), ``glyph`` (a file of resources/styles/glyphs) and ``ink``
(the glyph's colour). ``by`` names the field that ``symbols`` (value -> what is different there) tells apart.

For points: ``signs`` puts the glyph of a second field's value (``by``, ``glyphs``) on the marker, ``faded`` lets those
with certain ``values`` of a third fade, ``ellipse`` draws ``major`` and ``minor`` half axes in metres and ``azimuth``,
and ``arrow`` points along a yaw, unless its ``pitch`` is straight down; each names its fields as {"field": …}.

``time`` names the fields ``start`` and ``end`` that QGIS's temporal controller goes by. ``from`` is the scale's
denominator from which on the layer is drawn, ``label`` says ``field``, ``from``, ``size`` (points) and ``color`` of its
lettering. What a style does not say or what this program does not know takes a plain default: a catalogue may come
from a newer one.
"""

from qgis.core import (
    Qgis,
    QgsMapLayer,
    QgsPalLayerSettings,
    QgsReadWriteContext,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtXml import QDomDocument

from shimonita_gis.cartography.renderers import renderer
from shimonita_gis.cartography.symbols import color, field_of, number, part
from shimonita_gis.errors import InputError

_HALO = 0.8  # mm of white around lettering
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
    layer.setRenderer(renderer(layer, style))
    label = part(style, "label")
    if layer.fields().indexFromName(label.get("field", "")) >= 0:
        layer.setLabeling(QgsVectorLayerSimpleLabeling(_label_settings(layer, label, style)))
        layer.setLabelsEnabled(True)
    layer.setMinimumScale(number(style, "from", 0))
    layer.setScaleBasedVisibility(layer.minimumScale() > 0)
    _set_time(layer, part(style, "time"))


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


# --- time


def _set_time(layer, told):
    """Lets QGIS's temporal controller show the features by the fields that ``told`` names."""
    start, end = (field_of(part(told, name)) for name in ("start", "end"))
    if layer.fields().indexFromName(start) < 0:
        return
    time = layer.temporalProperties()
    time.setStartField(start)
    if layer.fields().indexFromName(end) >= 0:
        time.setEndField(end)
        time.setMode(Qgis.VectorTemporalMode.FeatureDateTimeStartAndEndFromFields)
    else:
        time.setMode(Qgis.VectorTemporalMode.FeatureDateTimeInstantFromField)
        time.setAccumulateFeatures(True)  # what has been seen stays on the map as the hours go on
    time.setIsActive(True)


# --- lettering


def _label_settings(layer, label, style):
    settings = QgsPalLayerSettings()
    settings.fieldName = label["field"]
    settings.setFormat(_text_format(label))
    settings.placement = _PLACEMENTS[layer.geometryType()]
    settings.offsetType = Qgis.LabelOffsetType.FromSymbolBounds
    settings.dist = 0.8
    if style.get("ellipse"):  # of whose bounds a point's name would stay out, far from its badge
        settings.offsetType = Qgis.LabelOffsetType.FromPoint
        settings.dist = 0.8 * number(style, "size", 3.0)
    settings.scaleVisibility = True
    settings.minimumScale = number(label, "from", 10000)
    settings.maximumScale = 0
    lines = settings.lineSettings()
    lines.setMergeLines(True)
    settings.setLineSettings(lines)
    return settings


def _text_format(label):
    text = QgsTextFormat()
    text.setFamilies(FAMILIES)
    text.setSize(number(label, "size", 9))
    text.setSizeUnit(Qgis.RenderUnit.Points)
    text.setColor(color(label, default="#222222"))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(_HALO)
    halo.setColor(QColor("white"))
    text.setBuffer(halo)
    return text
