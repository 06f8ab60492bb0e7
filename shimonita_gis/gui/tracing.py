"""The tracing tool: click, and the line follows the ink to the pointer; click again to fix it.

The search runs beside the window. Clicks are done one after the other in the order in which they came; of the
pointer's places only the last one counts.
"""

from collections import deque
from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointLocator,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
)
from qgis.gui import QgsAttributeEditorContext, QgsMapTool, QgsRubberBand, QgsSnapIndicator
from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtGui import QAction, QColor, QKeySequence

from shimonita_gis import dependencies
from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.gui.icons import icon
from shimonita_gis.gui.tracing_draft import TOO_SHORT, Draft, closing_corner, problem_of, squared
from shimonita_gis.gui.tracing_finder import Finder
from shimonita_gis.gui.tracing_panel import INK, SQUARE, STRAIGHT, TracingPanel
from shimonita_gis.translation import explain, tr

REACH = 12  # screen pixels around the pointer in which ink and the first point catch it
_KEYS = {
    Qt.Key.Key_I: INK,
    Qt.Key.Key_S: STRAIGHT,
    Qt.Key.Key_R: SQUARE,
    Qt.Key.Key_C: "close",
    Qt.Key.Key_Return: "finish",
    Qt.Key.Key_Enter: "finish",
    Qt.Key.Key_Backspace: "undo",
    Qt.Key.Key_Delete: "undo",
    Qt.Key.Key_Escape: "discard",
}
_COLOUR = QColor(220, 30, 120)

# translatable
NO_RASTER = "No placed sheet is shown under the pointer. Switch one on in the list of layers, or draw straight (S)."
# translatable
NO_WAY = "This place cannot be stated in the layer's reference system. Check the reference systems of layer and sheet."
# translatable
FAILED = "The line could not be followed here ({reason}). Draw straight (S)."
# translatable
CROSSES = "The outline crosses itself. Mend it with 'Check topology', or take it back with undo."
# translatable
HINTS = {
    "start": "Click on a line of the sheet to begin.",
    INK: "Click further along the line. Shift: straight for one stretch.",
    STRAIGHT: "Click the next point.",
    SQUARE: "Click the next corner: the line turns at right angles.",
    "wait": "Following the ink…",
}


class TracingAction(QAction):
    """The button that switches the tool on; the tool itself is made when it is first used. ``remove()`` undoes all."""

    def __init__(self, iface, parent):
        super().__init__(icon("tracing.svg"), tr("Trace lines of a placed sheet"), parent)
        self.setObjectName("ShimonitaGis_tracing")
        self.setCheckable(True)
        self._iface, self.tool = iface, None
        self.triggered.connect(self.start)

    def start(self):
        """Makes the tool the map's own."""
        if self.tool is None:
            self.tool = TracingTool(self._iface)
            self.tool.setAction(self)
        self._iface.mapCanvas().setMapTool(self.tool)

    def remove(self):
        """Takes the tool off the map and ends its thread."""
        if self.tool is not None:
            self._iface.mapCanvas().unsetMapTool(self.tool)
            self.tool.close()
            self.tool = None


@dataclass(frozen=True)
class _Place:
    """Where the person clicked or points: ``place`` on the map; ``exact`` the point of an existing feature, in the
    layer's reference system, or None; ``way`` how to go there; ``closes`` the shape."""

    place: QgsPointXY
    exact: object
    way: str
    closes: bool = False


class TracingTool(QgsMapTool):
    """``idle`` is sent when everything that was clicked has been done."""

    idle = pyqtSignal()

    def __init__(self, iface):
        super().__init__(iface.mapCanvas())
        self._iface = iface
        self.way, self.draft, self._thrown = INK, None, None
        self._waiting, self._fixing, self._pointer, self._searched = deque(), None, None, None
        self._finder = Finder(self)
        self._finder.found.connect(self._found)
        self._finder.failed.connect(self._failed)
        self._line, self._preview = self._band(Qt.PenStyle.SolidLine), self._band(Qt.PenStyle.DashLine)
        self._snap = QgsSnapIndicator(self.canvas())
        self.panel = TracingPanel(self.canvas())
        self.panel.wanted.connect(self.do)
        self.panel.hide()
        self.setCursor(Qt.CursorShape.CrossCursor)
        QgsProject.instance().layersWillBeRemoved.connect(self._layers_go)

    def flags(self):
        return QgsMapTool.Flag.EditTool

    def activate(self):
        super().activate()
        self.canvas().installEventFilter(self)
        self.panel.show()
        self.panel.raise_()
        self._show_state()
        problem = problem_of(self._iface.activeLayer())
        if problem:
            self._say(*problem)

    def deactivate(self):
        """What was drawn stays: the person may only want to move the map."""
        self.canvas().removeEventFilter(self)
        self.panel.hide()
        self._forget_pointer()
        super().deactivate()

    def close(self):
        """Ends the thread and takes everything off the map; the tool cannot be used afterwards."""
        QgsProject.instance().layersWillBeRemoved.disconnect(self._layers_go)
        self._finder.close()
        self._forget_pointer()
        for band in (self._line, self._preview):
            self.canvas().scene().removeItem(band)
        self.panel.deleteLater()

    # what the person does -------------------------------------------------------------------------------------------

    def canvasMoveEvent(self, event):  # noqa: N802 - QGIS calls these
        self._pointer = self._place(event)
        self._next()

    def canvasReleaseEvent(self, event):  # noqa: N802
        if event.button() == Qt.MouseButton.RightButton:
            self.do("finish")
        elif event.button() == Qt.MouseButton.LeftButton:
            self._click(event)

    def eventFilter(self, watched, event):  # noqa: N802
        """Over the map Ctrl+Z and the letters are the tool's; elsewhere they are QGIS's own shortcuts."""
        if event.type() == QEvent.Type.Resize:
            self.panel.go_to_corner()
        elif event.type() == QEvent.Type.ShortcutOverride and self._deed_of(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event):  # noqa: N802
        deed = self._deed_of(event)
        if deed is None:
            super().keyPressEvent(event)
            return
        event.ignore()  # QGIS's word for "done": a Delete that is accepted would delete the features selected
        self.do(deed)

    def _deed_of(self, event):
        """What a key stands for, or None; with nothing drawn Ctrl+Z is QGIS's own undo."""
        if event.matches(QKeySequence.StandardKey.Undo):
            return "undo" if self.draft else None
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return _KEYS.get(event.key()) if plain else None

    def do(self, deed):
        """Does what a key or a button of the panel stands for: a way of drawing, or a deed."""
        deeds = {"undo": self.undo, "discard": self.discard, "close": self.close_shape, "finish": self.finish}
        if deed in deeds:
            deeds[deed]()
        else:
            self.way = deed
            self._forget_pointer()
        self._show_state()

    def undo(self):
        """Takes the last stretch back; where nothing is drawn, what was discarded last comes again."""
        self._forget_pointer()
        if self._waiting or self._fixing:
            self._waiting.clear()
            self._fixing = None
            self._drop_empty()
        elif self.draft is None:
            self.draft, self._thrown = self._thrown, None
        else:
            self.draft.steps.pop()
            self.draft = self.draft if self.draft.steps else None
        self._redraw()

    def discard(self):
        """Throws the line away; Backspace brings it back."""
        self._thrown = self.draft or self._thrown
        self.draft, self._fixing = None, None
        self._waiting.clear()
        self._forget_pointer()
        self._redraw()

    def close_shape(self):
        """Draws back to the first point, in the way chosen, and finishes."""
        if self.draft and len(self.draft.points) > 1:
            first = self.draft.points[0]
            self._waiting.append(_Place(self._on_map(first), first, self.way, closes=True))
            self._next()

    def finish(self):
        """Makes a feature of what was drawn, once all clicks have been done."""
        if self.draft:
            self._waiting.append("finish")
            self._next()

    def _click(self, event):
        if self.draft is None and not self._waiting and not self._begin():
            return
        click = self._place(event)
        if len(self.draft.points) > 2 and self._is_near_first(click.place):
            self.close_shape()
            return
        self._waiting.append(click)
        self._next()

    def _begin(self):
        layer = self._iface.activeLayer()
        problem = problem_of(layer)
        if problem:
            self._say(*problem)
            return False
        self.draft, self._thrown = Draft(layer), None
        return True

    # one after the other --------------------------------------------------------------------------------------------

    def _next(self):
        """Does the clicks that wait, one by one; then looks for the way to the pointer."""
        while self._waiting and not self._fixing:
            click = self._waiting.popleft()
            if click == "finish":
                self._finish()
            elif click.way == INK:
                self._fixing = click if self._search(click, aloud=True) else None
            else:
                self._fix(click, self._straight_to(click))
        if not self._fixing:
            self._show_way()
        self._drop_empty()
        self._show_state()

    def _show_way(self):
        if self._pointer is None or not (self.draft and self.draft.steps):
            self._preview.reset(Qgis.GeometryType.Line)
            self.idle.emit()
        elif self._pointer.way == INK:
            if self._pointer is not self._searched and not self._search(self._pointer):
                self._draw(self._preview, [])
        else:
            self._draw(self._preview, [self.draft.points[-1], *self._straight_to(self._pointer)])
            self.idle.emit()

    def _search(self, click, aloud=False):
        """Starts the search for the ink up to ``click``; False where there is nothing to search in."""
        raster = self._raster(click.place)
        if raster is None:
            if aloud:
                self._say(NO_RASTER)
            return False
        try:
            end = self._carried(click.place, self._map_crs(), raster.crs())
            points = self.draft.points
            start = self._carried(points[-1], self.draft.layer.crs(), raster.crs()) if points else None
        except QgsCsException:
            self._say(NO_WAY)
            return False
        pixel = raster.rasterUnitsPerPixelX() or 1.0
        reach = 0 if click.exact else REACH * self._raster_units_per_screen_pixel(click.place, raster) / pixel
        self._searched = click
        self._finder.find(raster.source(), start and (start.x(), start.y()), (end.x(), end.y()), reach)
        return True

    def _found(self, line):
        click, self._searched = self._searched, None
        if self.draft is None:
            return
        raster = self._raster(click.place)
        points = [self._carried(QgsPointXY(*point), raster.crs(), self.draft.layer.crs()) for point in line]
        if self.draft.points:
            points[0] = self.draft.points[-1]
        if click.exact:
            points[-1] = click.exact
        if click is self._fixing:
            self._fixing = None
            self._fix(click, points[1:] if self.draft.points else points)
            self._next()
        else:
            self._draw(self._preview, points)
            self.idle.emit()

    def _failed(self, error):
        if isinstance(error, ModuleNotFoundError):
            error = dependencies.missing_package(error) or error
        click, self._searched = self._searched, None
        if click is self._fixing:  # a click says it, not each move
            self._fixing = None
            self._say(explain(error) if isinstance(error, ShimonitaGisError) else tr(FAILED, reason=error))
            self._next()
        else:
            self._draw(self._preview, [])

    def _fix(self, click, points):
        self.draft.steps.append(points)
        self._redraw()
        if click.closes:
            self._finish()

    def _finish(self):
        draft = self.draft
        if not draft.is_enough:
            self._say(TOO_SHORT)
            return
        self._forget_pointer()
        context = QgsAttributeEditorContext()
        context.setMapCanvas(self.canvas())
        if problem := problem_of(draft.layer):
            self._say(*problem)
        elif draft.save(self._iface.mainWindow(), context):
            self.draft = None
            self._redraw()
            if draft.is_area and not draft.geometry().isGeosValid():
                self._say(CROSSES)

    def _drop_empty(self):
        """A draft whose first click led to nothing is none."""
        if self.draft and not self.draft.steps and not self._fixing and not self._waiting:
            self.draft = None

    # places ---------------------------------------------------------------------------------------------------------

    def _place(self, event):
        """Where the event happened, caught by existing features as QGIS's snapping settings say."""
        match = self.canvas().snappingUtils().snapToMap(event.pos())
        self._snap.setMatch(match)
        straight = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        way = STRAIGHT if straight else self.way
        if not match.isValid():
            return _Place(self.toMapCoordinates(event.pos()), None, way)
        layer = self.draft.layer if self.draft else self._iface.activeLayer()
        return _Place(match.point(), self._exact(match, layer), way)

    def _exact(self, match, layer):
        """The point of a match; a corner of the layer itself to the last digit."""
        if match.hasVertex() and match.layer() == layer:
            return QgsPointXY(layer.getGeometry(match.featureId()).vertexAt(match.vertexIndex()))
        return self.toLayerCoordinates(layer, match.point()) if layer else None

    def _straight_to(self, click):
        """The points (list) of a stretch without ink."""
        points = [self._on_map(point) for point in self.draft.points[-2:]]
        end = click.exact or self.toLayerCoordinates(self.draft.layer, click.place)
        if click.way != SQUARE or len(points) < 2 or (click.exact and not click.closes):
            return [end]
        if click.closes:
            return [self._in_layer(closing_corner(*points, click.place)), end]
        return [self._in_layer(squared(*points, click.place))]

    def _is_near_first(self, place):
        first = self._on_map(self.draft.points[0])
        return first.distance(place) < REACH * self.canvas().mapUnitsPerPixel()

    def _raster(self, place):
        """The topmost raster from a file that is shown at ``place`` of the map, or None."""
        for layer in self.canvas().layers(True):
            if isinstance(layer, QgsRasterLayer) and layer.providerType() == "gdal":
                try:
                    if layer.extent().contains(self._carried(place, self._map_crs(), layer.crs())):
                        return layer
                except QgsCsException:
                    continue
        return None

    def _raster_units_per_screen_pixel(self, place, raster):
        beside = QgsPointXY(place.x() + self.canvas().mapUnitsPerPixel(), place.y())
        one, two = (self._carried(each, self._map_crs(), raster.crs()) for each in (place, beside))
        return one.distance(two)

    def _map_crs(self):
        return self.canvas().mapSettings().destinationCrs()

    def _carried(self, point, source, target):
        return QgsCoordinateTransform(source, target, QgsProject.instance()).transform(point)

    def _on_map(self, point):
        return self.toMapCoordinates(self.draft.layer, point)

    def _in_layer(self, xy):
        return self.toLayerCoordinates(self.draft.layer, QgsPointXY(*xy))

    # what is shown --------------------------------------------------------------------------------------------------

    def _band(self, style):
        band = QgsRubberBand(self.canvas(), Qgis.GeometryType.Line)
        band.setColor(_COLOUR)
        band.setSecondaryStrokeColor(QColor(255, 255, 255, 180))  # seen on dark and on light sheets
        band.setWidth(2)
        band.setLineStyle(style)
        return band

    def _draw(self, band, points):
        if len(points) == 1:
            points = points * 2
        band.setToGeometry(QgsGeometry.fromPolylineXY(points), self.draft.layer if self.draft else None)

    def _redraw(self):
        self._draw(self._line, self.draft.points if self.draft else [])

    def _forget_pointer(self):
        self._finder.cancel()
        self._pointer = self._searched = None
        self._preview.reset(Qgis.GeometryType.Line)
        self._snap.setMatch(QgsPointLocator.Match())

    def _show_state(self):
        drawn = bool(self.draft and self.draft.steps)
        hint = "wait" if self._fixing else self.way if drawn else "start"
        possible = {"undo", "discard"} if drawn else {"undo"} if self._thrown else set()
        if drawn and len(self.draft.points) > 1:
            possible |= {"close", "finish"}
        self.panel.show_state(self.way, tr(HINTS[hint]), possible)

    def _say(self, text, values=None):
        shown = tr(text, **values) if values else tr(text)
        self._iface.messageBar().pushMessage("Shimonita GIS", shown, Qgis.MessageLevel.Warning)

    def _layers_go(self, identifiers):
        """A draft of a layer that leaves the project leaves with it."""
        if self.draft and self.draft.layer.id() in identifiers:
            self.discard()
        if self._thrown and self._thrown.layer.id() in identifiers:
            self._thrown = None
