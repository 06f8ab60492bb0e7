"""Drawing an area on the map: click its corners, right click or Enter ends, Backspace takes a corner back."""

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsProject
from qgis.gui import QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

_LINE, _FILL = QColor("#0072b2"), QColor(0, 114, 178, 50)
_CORNERS = 3


def band_on(canvas):
    """An empty band in the colours of an area."""
    band = QgsRubberBand(canvas, Qgis.GeometryType.Polygon)
    band.setStrokeColor(_LINE)
    band.setFillColor(_FILL)
    band.setWidth(2)
    return band


class AreaTool(QgsMapTool):
    """Emits ``drawn`` with the polygon (QgsGeometry in the map's reference system), ``given_up`` without one."""

    drawn = pyqtSignal(QgsGeometry)
    given_up = pyqtSignal()

    def __init__(self, canvas):
        super().__init__(canvas)
        self._canvas, self._band, self._corners = canvas, band_on(canvas), []
        self.setCursor(Qt.CursorShape.CrossCursor)

    def canvasPressEvent(self, event):  # noqa: N802
        if event.button() == Qt.MouseButton.RightButton:
            self._end()
        else:
            self._corners.append(event.mapPoint())
            self._show(event.mapPoint())

    def canvasMoveEvent(self, event):  # noqa: N802
        if self._corners:
            self._show(event.mapPoint())

    def keyPressEvent(self, event):  # noqa: N802
        if event.key() == Qt.Key.Key_Backspace and self._corners:
            self._corners.pop()
            self._show()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            return
        event.accept()  # QGIS's canvas would act on the key as well

    def _end(self):
        """A polygon needs three corners: with less the drawing goes on."""
        if len(self._corners) >= _CORNERS:
            polygon = QgsGeometry.fromPolygonXY([self._corners])
            self._leave(polygon)

    def _leave(self, polygon=None):
        self._corners = []
        self._show()
        self._canvas.unsetMapTool(self)
        if polygon is None:
            self.given_up.emit()
        else:
            self.drawn.emit(polygon)

    def _show(self, pointer=None):
        self._band.reset(Qgis.GeometryType.Polygon)
        for point in (*self._corners, *([pointer] if pointer else [])):
            self._band.addPoint(point)

    def bands(self):
        """What this tool keeps on the map."""
        return (self._band,)

    def deactivate(self):
        self._corners = []
        self._show()
        super().deactivate()


def on_canvas(canvas, area):
    """The Area (opendata.area) as a QgsGeometry in the map's reference system."""
    from shimonita_gis.datum import TOWN_EPSG

    geometry = QgsGeometry.fromWkt(area.on(TOWN_EPSG).wkt)
    town = QgsCoordinateReferenceSystem.fromEpsgId(TOWN_EPSG)
    geometry.transform(QgsCoordinateTransform(town, canvas.mapSettings().destinationCrs(), QgsProject.instance()))
    return geometry
