"""The scan in the placing window: the frame and its control points on it, each to be taken and moved by hand."""

from qgis.PyQt.QtCore import QPointF, QRectF, QSizeF, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from shimonita_gis.gui.zoomview import ZoomView
from shimonita_gis.translation import tr

_USED, _UNUSED, _CHOSEN, _MISSING = QColor("#0a58ca"), QColor("#d00000"), QColor("#d95f00"), QColor("#707070")
_HALO = QColor(255, 255, 255, 210)
_GRAB = 12  # pixels of the screen around a point that take it
_TREMBLE = 2
_ARROW = 60  # pixels of the screen for a millimetre on paper
_LONGEST = 3.0  # millimetres; a longer arrow would leave the window
_LENS = 220  # pixels of the screen
_LENS_SCALE = 2.0
_CLOSE = 1.0  # scale from which on no lens is needed


class SheetView(ZoomView):
    """``grabbed`` when the hand takes a point, ``dragged(number, x, y)`` while it moves it, ``dropped(number)`` at the
    end; ``chosen(number)`` for a click on a point, ``wanted(name)`` for one on a tick that is no control point yet."""

    grabbed = pyqtSignal(int)
    dragged = pyqtSignal(int, float, float)
    dropped = pyqtSignal(int)
    chosen = pyqtSignal(int)
    wanted = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._pyramid, self._draft, self._message = None, None, ""
        self._number, self._held, self._seen = None, None, None
        self.setAccessibleName(tr("The scan with its control points"))

    @property
    def has_picture(self):
        return self._pyramid is not None

    def show_scan(self, pyramid):
        """Shows a Pyramid, the whole of it."""
        self._pyramid, self._message, self._seen, self._zoom = pyramid, "", None, None
        self._size = QSizeF(*pyramid.size)
        self.update()

    def show_message(self, text):
        """Shows a sentence in the place of a scan."""
        self._pyramid, self._seen, self._message = None, None, text
        self.update()

    def show_draft(self, draft, number):
        """Draws the points of ``draft`` (or None); ``number`` is the chosen one, or None."""
        self._draft, self._number = draft, number
        self.update()

    # -- hand

    def mousePressEvent(self, event):  # noqa: N802
        number = self._point_at(event.pos()) if event.button() == Qt.MouseButton.LeftButton else None
        if number is None:
            super().mousePressEvent(event)
            return
        self.setFocus()
        self._held = number, QPointF(event.pos()), self.to_widget(*self._draft.points[number].pixel), False

    def mouseMoveEvent(self, event):  # noqa: N802
        if self._held is None:
            self.setCursor(self._cursor_over(event.pos()))
            super().mouseMoveEvent(event)
            return
        self._carry(event.pos())

    def _carry(self, to):
        """The held point follows the hand, once that has moved."""
        number, pressed, start, moving = self._held
        way = QPointF(to) - pressed
        if not moving and way.manhattanLength() > _TREMBLE:
            self._held = number, pressed, start, True
            self.grabbed.emit(number)
        if self._held[3]:
            place = self._inside(self.to_picture(start + way))
            self.dragged.emit(number, place.x(), place.y())

    def mouseReleaseEvent(self, event):  # noqa: N802
        if self._held is None:
            super().mouseReleaseEvent(event)
            tick = self._missing_at(event.pos())
            if tick and event.button() == Qt.MouseButton.LeftButton:
                self.wanted.emit(tick)
            return
        self._carry(event.pos())  # the last move may have been left out on a busy machine
        (number, *_, moving), self._held = self._held, None
        if moving:
            self.dropped.emit(number)
        else:
            self.chosen.emit(number)

    def _cursor_over(self, place):
        over = self._point_at(place) is not None or self._missing_at(place)
        return Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor

    def _inside(self, place):
        return QPointF(min(max(place.x(), 0), self._size.width()), min(max(place.y(), 0), self._size.height()))

    def _point_at(self, place):
        return self._nearest(place, self._draft.points) if self._draft and self.has_picture else None

    def _missing_at(self, place):
        missing = self._draft.missing if self._draft and self.has_picture else ()
        number = self._nearest(place, missing)
        return missing[number].name if number is not None else ""

    def _nearest(self, place, points):
        ways = [(self.to_widget(*point.pixel) - QPointF(place)).manhattanLength() for point in points]
        number = min(range(len(ways)), key=ways.__getitem__, default=None)
        return number if number is not None and ways[number] <= _GRAB else None

    # -- painting

    def paintEvent(self, event):  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#202020"))
        if self._pyramid is None:
            painter.setPen(QColor("#e8e8e8"))
            box = self.rect().adjusted(20, 20, -20, -20)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)
            return
        self._draw_scan(painter)
        if self._draft is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_frame(painter)
            self._draw_missing(painter)
            for number in range(len(self._draft.points)):
                self._draw_point(painter, number)
            self._draw_scale(painter)
            self._draw_lens(painter)

    def _draw_scan(self, painter):
        seen = QRectF(self.rect()).intersected(QRectF(self.corner, self._size * self.scale))
        first, last = self.to_picture(seen.topLeft()), self.to_picture(seen.bottomRight())
        wanted = first.x(), first.y(), last.x(), last.y(), self.scale
        if self._seen is None or self._seen[0] != wanted:  # while a point is dragged the scan stays as it is
            self._seen = wanted, *self._part(wanted[:4], self.scale * self.devicePixelRatioF())
        _, image, box = self._seen
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.scale < 4)
        painter.drawImage(QRectF(self.to_widget(*box[:2]), self.to_widget(*box[2:])), image)

    def _part(self, box, scale):
        part, covered = self._pyramid.part(box, scale)
        height, width, bands = part.shape
        kind = QImage.Format.Format_RGB888 if bands == 3 else QImage.Format.Format_Grayscale8
        return QImage(part.tobytes(), width, height, bands * width, kind).copy(), covered

    def _draw_frame(self, painter):
        ring = QPolygonF([self.to_widget(*corner) for corner in self._draft.corners])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(_HALO, 3), QPen(_USED, 1.2)):
            painter.setPen(pen)
            painter.drawPolygon(ring)

    def _draw_missing(self, painter):
        painter.setPen(QPen(_MISSING, 1.5, Qt.PenStyle.DotLine))
        for point in self._draft.missing:
            at = self.to_widget(*point.pixel)
            painter.drawRect(QRectF(at.x() - 7, at.y() - 7, 14, 14))

    def _draw_point(self, painter, number):
        point, offset = self._draft.points[number], QPointF(*self._draft.offsets[number])
        colour = _CHOSEN if number == self._number else _USED if point.used else _UNUSED
        at, length = self.to_widget(*point.pixel), self._draft.millimetres[number]
        size = 9 if point.is_corner else 6
        for pen in (QPen(_HALO, 4.5), QPen(colour, 2)):
            painter.setPen(pen)
            if point.used:
                painter.drawEllipse(at, size, size)
                if length > 0:
                    way = offset / max(_length(offset), 1e-9) * min(length, _LONGEST) * _ARROW
                    self._draw_arrow(painter, at, way)
            else:
                painter.drawLine(at - QPointF(size, size), at + QPointF(size, size))
                painter.drawLine(at - QPointF(size, -size), at + QPointF(size, -size))

    def _draw_arrow(self, painter, at, way):
        tip, length = at + way, _length(way)
        painter.drawLine(at, tip)
        if length > 8:
            along, across = way / length * 5, QPointF(-way.y(), way.x()) / length * 3
            painter.drawPolyline(QPolygonF([tip - along + across, tip, tip - along - across]))

    def _draw_scale(self, painter):
        text = tr("Error arrows: 1 mm on the paper")
        margin = self.fontMetrics().height()
        wide = max(self.fontMetrics().horizontalAdvance(text), _ARROW) + margin
        box = QRectF(margin / 2, self.height() - 3 * margin, wide, 2.5 * margin)
        painter.fillRect(box, _HALO)
        painter.setPen(QPen(QColor("#202020"), 1))
        painter.drawText(box.adjusted(margin / 2, 2, 0, 0), Qt.AlignmentFlag.AlignTop, text)
        painter.setPen(QPen(_USED, 2))
        self._draw_arrow(painter, QPointF(margin, self.height() - margin), QPointF(_ARROW, 0))

    def _draw_lens(self, painter):
        """The chosen point twice as large as in the scan, where the view itself shows it smaller."""
        if self._number is None or self.scale >= _CLOSE:
            return
        centre = QPointF(*self._draft.points[self._number].pixel)
        half = _LENS / _LENS_SCALE / 2
        part, box = self._part((centre.x() - half, centre.y() - half, centre.x() + half, centre.y() + half), 1.0)
        lens = QRectF(self._lens_left(centre), 8, _LENS, _LENS)
        painter.save()
        painter.setClipRect(lens)
        painter.fillRect(lens, QColor("#202020"))
        corner = lens.center() + (QPointF(*box[:2]) - centre) * _LENS_SCALE
        painter.drawImage(QRectF(corner, QSizeF(box[2] - box[0], box[3] - box[1]) * _LENS_SCALE), part)
        painter.setPen(QPen(_CHOSEN, 1))
        painter.drawLine(QPointF(lens.center().x(), lens.top()), QPointF(lens.center().x(), lens.bottom()))
        painter.drawLine(QPointF(lens.left(), lens.center().y()), QPointF(lens.right(), lens.center().y()))
        painter.restore()
        painter.setPen(QPen(_CHOSEN, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(lens)

    def _lens_left(self, centre):
        """On the side of the window away from the point."""
        return 8 if self.to_widget(centre.x(), 0).x() > self.width() / 2 else self.width() - _LENS - 8


def _length(way):
    return (way.x() ** 2 + way.y() ** 2) ** 0.5
