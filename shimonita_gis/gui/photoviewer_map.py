"""The viewer on the map: footprint and camera of the shown photo, the spot under the hand, a click that asks for the
photos of a place."""

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
)
from qgis.gui import QgsMapToolEmitPoint, QgsRubberBand, QgsVertexMarker
from qgis.PyQt.QtCore import QObject, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor

_COLOUR, _HALO = QColor("#ffd400"), QColor(0, 0, 0, 180)
_WELL_IN_VIEW = 0.8  # of the map's width and height
_EVERY = 30  # milliseconds between two answers to the pointer


class MapSide(QObject):
    """``pointed(x, y)`` follows the pointer over the map, ``asked(x, y)`` is a click for the photos of a place; both in
    the photos' reference system, as all places given to it."""

    pointed = pyqtSignal(float, float)
    asked = pyqtSignal(float, float)

    def __init__(self, canvas, parent=None):
        super().__init__(parent)
        self._canvas, self._crs, self._last = canvas, QgsCoordinateReferenceSystem(), None
        self._footprint = QgsRubberBand(canvas, Qgis.GeometryType.Polygon)
        self._footprint.setStrokeColor(_COLOUR)
        self._footprint.setSecondaryStrokeColor(_HALO)
        self._footprint.setFillColor(QColor(255, 212, 0, 28))
        self._footprint.setWidth(2)
        self._line = QgsRubberBand(canvas, Qgis.GeometryType.Line)
        self._line.setStrokeColor(_COLOUR)
        self._line.setSecondaryStrokeColor(_HALO)
        self._line.setWidth(2)
        self._spot = _marker(canvas, QgsVertexMarker.IconType.ICON_CROSS, 18, 3)
        self._camera = _marker(canvas, QgsVertexMarker.IconType.ICON_CIRCLE, 12, 3)
        self._tool = QgsMapToolEmitPoint(canvas)
        self._tool.canvasClicked.connect(self._clicked)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._tell)
        canvas.xyCoordinates.connect(self._moved)
        canvas.setPreviewJobsEnabled(False)  # eight maps around the map: to begin them holds the window at each photo

    @property
    def crs(self):
        """The QgsCoordinateReferenceSystem of all places."""
        return self._crs

    def set_crs(self, crs):
        self._crs = crs

    def show_photo(self, footprint, x, y):
        """Draws the polygon (shapely) and the place of the camera; None and NaN draw nothing."""
        self.show_footprint(footprint)
        self._place(self._camera, None if x != x else (x, y))

    def show_footprint(self, footprint):
        """Draws the polygon (shapely), nothing where it is None."""
        self._footprint.reset(Qgis.GeometryType.Polygon)
        if footprint is not None:
            shape = QgsGeometry()
            shape.fromWkb(footprint.wkb)
            self._footprint.setToGeometry(shape, self._crs)

    def show_spot(self, place):
        """Marks the place (x, y), nothing where it is None."""
        self._place(self._spot, place)

    def show_line(self, points, closed=False):
        """Draws the measured line through places ((x, y), …)."""
        self._line.reset(Qgis.GeometryType.Line)
        places = [QgsPointXY(*point[:2]) for point in points]
        if len(places) > 1:
            self._line.setToGeometry(QgsGeometry.fromPolylineXY(places + places[:1] * closed), self._crs)

    def ask_for_place(self, wanted=True):
        """The next click on the map asks for the photos of that place."""
        if wanted:
            self._canvas.setMapTool(self._tool)
        else:
            self._canvas.unsetMapTool(self._tool)

    @property
    def tool(self):
        return self._tool

    def go_to(self, x, y):
        """Moves the map so that the place is in its middle, where it is not well in view."""
        point, view = self._to_map().transform(x, y), self._canvas.extent()
        view.scale(_WELL_IN_VIEW)
        if self._crs.isValid() and not view.contains(point):
            self._canvas.setCenter(point)
            self._canvas.refresh()

    def close(self):
        """Takes everything off the map, which is QGIS's own again."""
        self._timer.stop()
        self._canvas.setPreviewJobsEnabled(True)
        self._canvas.xyCoordinates.disconnect(self._moved)
        self._canvas.unsetMapTool(self._tool)
        for item in (self._footprint, self._line, self._spot, self._camera):
            self._canvas.scene().removeItem(item)

    def _to_map(self):
        return QgsCoordinateTransform(self._crs, self._canvas.mapSettings().destinationCrs(), QgsProject.instance())

    def _from_map(self, point):
        return self._to_map().transform(point, Qgis.TransformDirection.Reverse)

    def _place(self, marker, place):
        marker.setVisible(place is not None and self._crs.isValid())
        if place is not None and self._crs.isValid():
            marker.setCenter(self._to_map().transform(*place[:2]))

    def _moved(self, point):
        self._last = point
        if not self._timer.isActive():
            self._timer.start()

    def _tell(self):
        if self._crs.isValid() and self._last is not None:
            place = self._from_map(self._last)
            self.pointed.emit(place.x(), place.y())

    def _clicked(self, point, button):
        if button == Qt.MouseButton.LeftButton and self._crs.isValid():
            place = self._from_map(point)
            self.asked.emit(place.x(), place.y())


def _marker(canvas, kind, size, width):
    marker = QgsVertexMarker(canvas)
    marker.setIconType(kind)
    marker.setColor(_COLOUR)
    marker.setIconSize(size)
    marker.setPenWidth(width)
    marker.setVisible(False)
    return marker
