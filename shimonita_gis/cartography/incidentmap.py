"""Incidents as layers of a printed map: numbered places with their uncertainty, and from where the photos looked."""

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsLineSymbol,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsPointXY,
    QgsProperty,
    QgsRectangle,
    QgsRuleBasedRenderer,
    QgsSimpleMarkerSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QBuffer, QIODevice, QMetaType, QSize, Qt
from qgis.PyQt.QtGui import QColor

from shimonita_gis.cartography.layoutitems import letters
from shimonita_gis.photos.standard import grade_colours

_SIZES, _OTHER_SIZE = {"大": 4.6, "中": 4.0}, 3.4  # millimetres
_IS_SHOWN = "coalesce(@atlas_featureid, -1) = $id"
_SMALLEST = 600.0  # metres that a map of all incidents shows at least
_ROOM = 0.08  # of the map's side around the outermost incidents
_PICTURE = QSize(1100, 900)


def incident_layer(register, attributes):
    """A point layer with a feature for each incident: number, grade, radius and the texts of ``attributes``
    (number -> {name: text})."""
    names = list(next(iter(attributes.values()), {}))
    layer = _memory("Point", register.crs)
    whole, real, text = QMetaType.Type.Int, QMetaType.Type.Double, QMetaType.Type.QString
    fields = [QgsField("no", whole), QgsField("grade", text), QgsField("radius", real)]
    layer.dataProvider().addAttributes(fields + [QgsField(name, text) for name in names])
    layer.updateFields()
    features = []
    for each in register.incidents:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(each.x, each.y)))
        radius = each.radius if each.radius == each.radius else None
        feature.setAttributes([each.number, each.grade, radius, *(attributes[each.number][name] for name in names)])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.setRenderer(QgsSingleSymbolRenderer(_symbol()))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(_numbers()))
    layer.setLabelsEnabled(True)
    return layer


def sight_layer(register):
    """Lines from each camera to its incident, of which an atlas shows those of its own page."""
    layer = _memory("LineString", register.crs)
    layer.dataProvider().addAttributes([QgsField("no", QMetaType.Type.Int)])
    layer.updateFields()
    features = []
    for each in register.incidents:
        for photo in each.photos:
            if photo.camera is not None:
                feature = QgsFeature(layer.fields())
                ends = [QgsPointXY(*photo.camera), QgsPointXY(each.x, each.y)]
                feature.setGeometry(QgsGeometry.fromPolylineXY(ends))
                feature.setAttributes([each.number])
                features.append(feature)
    layer.dataProvider().addFeatures(features)
    line = QgsLineSymbol.createSimple({"color": "#0072b2", "width": "0.3", "line_style": "dash"})
    root = QgsRuleBasedRenderer.Rule(None)
    root.appendChild(QgsRuleBasedRenderer.Rule(line, filterExp="\"no\" = attribute(@atlas_feature, 'no')"))
    layer.setRenderer(QgsRuleBasedRenderer(root))
    return layer


def _memory(geometry, crs):
    layer = QgsVectorLayer(geometry, "", "memory")
    layer.setCrs(QgsCoordinateReferenceSystem.fromWkt(crs.to_wkt()))
    return layer


def _symbol():
    """A dot in the colour of its grade, larger where its page is shown, over the circle in which the place lies."""
    dot = QgsSimpleMarkerSymbolLayer(Qgis.MarkerShape.Circle, 4.0)
    dot.setStrokeColor(QColor("#000000"))
    dot.setStrokeWidth(0.3)
    properties = QgsSymbolLayer.Property
    colour = _by_grade(grade_colours(), "#ffffff")
    dot.setDataDefinedProperty(properties.FillColor, QgsProperty.fromExpression(colour))
    size = f"{_by_grade(_SIZES, _OTHER_SIZE)} * if({_IS_SHOWN}, 1.6, 1)"
    dot.setDataDefinedProperty(properties.Size, QgsProperty.fromExpression(size))
    circle = QgsSimpleMarkerSymbolLayer(Qgis.MarkerShape.Circle, 1.0)
    circle.setColor(QColor(0, 0, 0, 0))
    circle.setStrokeColor(QColor(grade_colours()["大"]))
    circle.setStrokeStyle(Qt.PenStyle.DotLine)
    circle.setSizeUnit(Qgis.RenderUnit.MetersInMapUnits)
    shown = QgsProperty.fromExpression(f'if({_IS_SHOWN}, coalesce("radius", 0) * 2, 0)')
    circle.setDataDefinedProperty(properties.Size, shown)
    return QgsMarkerSymbol([circle, dot])


def _by_grade(values, other):
    """The expression that gives a grade its value."""
    cases = " ".join(f"WHEN \"grade\" = '{grade}' THEN '{value}'" for grade, value in values.items())
    return f"(CASE {cases} ELSE '{other}' END)"


def _numbers():
    settings = QgsPalLayerSettings()
    settings.fieldName = "no"
    settings.placement = Qgis.LabelPlacement.OrderedPositionsAroundPoint
    settings.placementSettings().setOverlapHandling(Qgis.LabelOverlapHandling.AllowOverlapIfRequired)
    settings.dist = 0.5
    settings.offsetType = Qgis.LabelOffsetType.FromSymbolBounds
    text = letters(9, bold=True)
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.8)
    halo.setColor(QColor("#ffffff"))
    text.setBuffer(halo)
    settings.setFormat(text)
    return settings


def extent_of(register):
    """A rectangle around all incidents with some room; None where there are none."""
    if not register.incidents:
        return None
    x, y = ([getattr(each, name) for each in register.incidents] for name in ("x", "y"))
    bounds = QgsRectangle(min(x), min(y), max(x), max(y))
    room = max(bounds.width(), bounds.height(), _SMALLEST / (1 + 2 * _ROOM)) * _ROOM
    wide = max(_SMALLEST - bounds.width(), 0) / 2, max(_SMALLEST - bounds.height(), 0) / 2
    return QgsRectangle(bounds.xMinimum() - room - wide[0], bounds.yMinimum() - room - wide[1],
                        bounds.xMaximum() + room + wide[0], bounds.yMaximum() + room + wide[1])  # fmt: skip


def picture_of(register, layers):
    """The map of all incidents as PNG (bytes); b'' where there are none."""
    extent = extent_of(register)
    if extent is None:
        return b""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(layers[0].crs())
    settings.setExtent(extent)
    settings.setOutputSize(_PICTURE)
    settings.setOutputDpi(110)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    job.renderedImage().save(buffer, "PNG")
    return bytes(buffer.data())
