"""The line that is being traced, and how it becomes a feature of the layer being edited."""

from math import hypot

from qgis.core import (
    Qgis,
    QgsGeometry,
    QgsProject,
    QgsSettings,
    QgsVectorDataProvider,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)
from qgis.gui import QgsAttributeDialog, QgsAttributeEditorContext

from shimonita_gis.translation import tr

_FORM_OFF = "digitizing/disable-enter-attribute-values-dialog"  # QGIS's own option

# translatable
NO_LAYER = "Choose the layer to draw into in the list of layers."
# translatable
NOT_LINES = "{layer} holds no lines or areas. Choose a layer of lines or areas to draw into."
# translatable
READ_ONLY = "{layer} cannot be changed: it is read-only. Choose another layer to draw into."
# translatable
NOT_EDITED = "Switch on editing for {layer} (the pencil), then trace."
# translatable
TOO_SHORT = "A line needs two points, an area three. Go on drawing."


def problem_of(layer):
    """(text, values) that says why nothing can be traced into ``layer``, or None."""
    if not isinstance(layer, QgsVectorLayer):
        return NO_LAYER if layer is None else NOT_LINES, {"layer": layer.name()} if layer else {}
    name = {"layer": layer.name()}
    if layer.geometryType() not in (Qgis.GeometryType.Line, Qgis.GeometryType.Polygon):
        return NOT_LINES, name
    provider = layer.dataProvider()
    if layer.readOnly() or not provider.capabilities() & QgsVectorDataProvider.Capability.AddFeatures:
        return READ_ONLY, name
    return None if layer.isEditable() else (NOT_EDITED, name)


class Draft:
    """``steps`` are the stretches so far, each a list of QgsPointXY in the layer's reference system."""

    def __init__(self, layer):
        self.layer, self.steps = layer, []

    @property
    def points(self):
        return [point for step in self.steps for point in step]

    @property
    def is_area(self):
        return self.layer.geometryType() == Qgis.GeometryType.Polygon

    @property
    def is_enough(self):
        return len(_without_repeats(self.points)) >= (3 if self.is_area else 2)

    def geometry(self):
        """What was drawn in the layer's own kind of geometry (multi, Z, M), in its reference system; areas obey the
        project's rule on overlaps."""
        points = _without_repeats(self.points)
        drawn = QgsGeometry.fromPolygonXY([points]) if self.is_area else QgsGeometry.fromPolylineXY(points)
        if self.is_area:
            _avoid_overlaps(drawn, self.layer)
        fitting = drawn.coerceToType(self.layer.wkbType())
        return fitting[0] if fitting else drawn

    def save(self, parent, map_context):
        """Adds the feature through the edit buffer, with the layer's form where it shows one; False where the person
        closed the form without saving."""
        context = self.layer.createExpressionContext()
        feature = QgsVectorLayerUtils.createFeature(self.layer, self.geometry(), {}, context)
        if _form_is_wanted(self.layer):
            dialog = QgsAttributeDialog(self.layer, feature, False, parent, True, map_context)
            dialog.setMode(QgsAttributeEditorContext.Mode.AddFeatureMode)
            dialog.setEditCommandMessage(tr("Line traced"))
            if not dialog.exec():
                return False
        else:
            self.layer.beginEditCommand(tr("Line traced"))
            self.layer.addFeature(feature)
            self.layer.endEditCommand()
        if QgsProject.instance().topologicalEditing():
            self.layer.addTopologicalPoints(feature.geometry())
        self.layer.triggerRepaint()
        return True


def _without_repeats(points):
    return [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]


def _avoid_overlaps(geometry, layer):
    project = QgsProject.instance()
    mode = project.avoidIntersectionsMode()
    if mode == Qgis.AvoidIntersectionsMode.AvoidIntersectionsCurrentLayer:
        geometry.avoidIntersectionsV2([layer])
    elif mode == Qgis.AvoidIntersectionsMode.AvoidIntersectionsLayers:
        geometry.avoidIntersectionsV2(project.avoidIntersectionsLayers())


def _form_is_wanted(layer):
    suppress = layer.editFormConfig().suppress()
    if suppress == Qgis.AttributeFormSuppression.Default:
        return layer.fields().count() > 0 and not QgsSettings().value(_FORM_OFF, False, type=bool)
    return suppress == Qgis.AttributeFormSuppression.Off


# right angles -----------------------------------------------------------------------------------------------------


def squared(before, last, pointer):
    """``pointer`` (x, y) moved so that the way from ``last`` runs on from ``before`` or turns at a right angle."""
    along, across = _parts(before, last, pointer)
    direction = _direction(before, last)
    if abs(along) >= abs(across):
        return last[0] + along * direction[0], last[1] + along * direction[1]
    return last[0] - across * direction[1], last[1] + across * direction[0]


def closing_corner(before, last, first):
    """The corner (x, y) between ``last`` and ``first`` by which a shape of right angles closes."""
    across = _parts(before, last, first)[1]
    direction = _direction(before, last)
    return last[0] - across * direction[1], last[1] + across * direction[0]


def _direction(start, end):
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length


def _parts(before, last, point):
    """How far ``point`` lies from ``last`` along and across (to the left of) the way before."""
    x, y = _direction(before, last)
    dx, dy = point[0] - last[0], point[1] - last[1]
    return dx * x + dy * y, dy * x - dx * y
