"""Conflicts on the map: the shape that the hub holds, the one that waits and the one before, each in its own line."""

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from shimonita_gis.datum import TOWN_EPSG

# told apart by people who see colours differently, and by their pattern
BEFORE, HUB, WAITING = QColor("#777777"), QColor("#0072b2"), QColor("#d55e00")
_PENS = {  # width (pixels) and pattern
    BEFORE.name(): (2, Qt.PenStyle.DotLine),
    HUB.name(): (5, Qt.PenStyle.SolidLine),
    WAITING.name(): (3, Qt.PenStyle.DashLine),
}
_CLOSEST = 60.0  # m: what the map shows at least around a conflict
_RING = 24  # pixels


class ConflictMap:
    """Draws conflicts over ``canvas`` and takes them away again."""

    def __init__(self, canvas):
        self._canvas = canvas
        self._bands = []

    def clear(self):
        for band in self._bands:
            self._canvas.scene().removeItem(band)
        self._bands = []

    def show_conflicts(self, conflicts, shape_on_map):
        """Draws the shapes of ``conflicts`` (as answers.open_conflicts gives them) and moves the map there. Where only
        values are in dispute the feature is marked: ``shape_on_map(conflict)`` is its QgsGeometry in the town's
        reference system, or None, where its middle gets a ring."""
        self.clear()
        shapes = [(color, shape) for each in conflicts for color, shape in _shapes(each)]
        for color, shape in shapes:
            self._draw(shape, color)
        if shapes:
            self._go_to([shape for _, shape in shapes])
            return
        marked = [shape_on_map(each) or _point(each["place"]) for each in conflicts if each["place"]]
        for shape in marked:
            self._mark(shape)
        self._go_to(marked)

    def _draw(self, shape, color):
        band = QgsRubberBand(self._canvas, shape.type())
        width, pen = _PENS[color.name()]
        band.setStrokeColor(color)
        band.setFillColor(QColor(color.red(), color.green(), color.blue(), 40))
        band.setWidth(width)
        band.setLineStyle(pen)
        if shape.type() == Qgis.GeometryType.Point:
            band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
            band.setIconSize(_RING // 2 + 2 * width)
        band.setToGeometry(shape, town_crs())
        self._bands.append(band)

    def _mark(self, shape):
        band = QgsRubberBand(self._canvas, shape.type())
        band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
        band.setIconSize(_RING)
        band.setStrokeColor(WAITING)
        band.setFillColor(QColor(0, 0, 0, 0))
        band.setWidth(3)
        band.setToGeometry(shape, town_crs())
        self._bands.append(band)

    def _go_to(self, shapes):
        box = QgsRectangle()
        for shape in shapes:
            box.combineExtentWith(shape.boundingBox())
        if box.isNull():
            return
        margin = max(_CLOSEST, box.width(), box.height()) / 2
        to_canvas = QgsCoordinateTransform(
            town_crs(), self._canvas.mapSettings().destinationCrs(), QgsProject.instance().transformContext()
        )
        self._canvas.setExtent(to_canvas.transformBoundingBox(box.buffered(margin)))
        self._canvas.refresh()


def town_crs():
    return QgsCoordinateReferenceSystem.fromEpsgId(TOWN_EPSG)


def _shapes(conflict):
    """(colour, QgsGeometry) of each side of a shape in dispute, the hub's below the one that waits."""
    for difference in conflict["differences"]:
        sides = ((BEFORE, "before"), (HUB, "now"), (WAITING, "mine"))
        for color, side in sides:
            shape = shape_of(difference[side])
            if shape is not None:
                yield color, shape


def shape_of(value):
    """The QgsGeometry of a packed shape ({"wkb": …}); None for any other value."""
    from shimonita_gis.hub.changes import unpacked
    from shimonita_gis.hub.geopackage import geometry_body

    blob = unpacked(value) if isinstance(value, dict) else None
    if not isinstance(blob, bytes):
        return None
    shape = QgsGeometry()
    shape.fromWkb(geometry_body(blob))
    return None if shape.isEmpty() else shape


def _point(place):
    return QgsGeometry.fromPointXY(QgsPointXY(*place))
