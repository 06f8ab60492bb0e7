"""The big picture: zoom, pan, brightness, and marks that stay on their spot."""

from dataclasses import dataclass

from qgis.PyQt.QtCore import QPointF, QRectF, QSizeF, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from shimonita_gis.gui.zoomview import ZoomView

_LINE, _EDGE = QColor("#ffd400"), QColor("#000000")
_CURRENT = QColor("#ff6a00")
_SHADES = QPainter.CompositionMode


@dataclass(frozen=True)
class Marks:
    """What is drawn over the picture, in its pixels: the spot under the map's pointer (u, v, hidden) or None, damage
    points ((u, v, is_current), …), and the measured line ((u, v), …), closed where it is a shape."""

    spot: tuple | None = None
    damage: tuple = ()
    line: tuple = ()
    closed: bool = False


class PictureView(ZoomView):
    """Shows a QImage of any size as a picture of ``size`` pixels. ``coarse`` tells that it is shown larger than it was
    decoded."""

    coarse = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._image = QImage()
        self._marks, self._message, self._brightness = Marks(), "", 0

    # -- what is shown

    def show_picture(self, image, width, height, keep_place=False):
        """Shows ``image`` as a picture of ``width`` by ``height`` pixels; the place stays where it was if wanted."""
        self._image, self._message = image, ""
        self._size = QSizeF(width or image.width() or 1, height or image.height() or 1)
        if not keep_place:
            self._zoom = None
        self.update()
        self._tell_if_coarse()

    def show_message(self, text):
        """Shows a sentence in the place of a picture."""
        self._image, self._message, self._zoom = QImage(), text, None
        self.update()

    def set_marks(self, marks):
        if marks != self._marks:
            self._marks = marks
            self.update()

    @property
    def marks(self):
        return self._marks

    def set_brightness(self, percent):
        """From -100 (dark) over 0 (as it is) to 100."""
        self._brightness = percent
        self.update()

    @property
    def message(self):
        """The sentence that is shown in the place of a picture."""
        return self._message

    @property
    def has_picture(self):
        return not self._image.isNull()

    # -- where it is shown

    def _changed(self):
        super()._changed()
        self._tell_if_coarse()

    def _tell_if_coarse(self):
        ratio = self.devicePixelRatioF()
        if self.has_picture and self._size.width() * self.scale * ratio > 1.2 * self._image.width() and (
            self._image.width() < self._size.width()
        ):  # fmt: skip
            self.coarse.emit()

    # -- painting

    def paintEvent(self, event):  # noqa: N802
        painter = QPainter(self)
        self._paint(painter)
        painter.end()  # not whenever Python lets go of it

    def _paint(self, painter):
        painter.fillRect(self.rect(), QColor("#202020"))
        if self._image.isNull():
            painter.setPen(QColor("#e8e8e8"))
            box = self.rect().adjusted(20, 20, -20, -20)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)
            return
        shown = QRectF(self.corner, self._size * self.scale)
        seen = shown.intersected(QRectF(self.rect()))
        factor = self._image.width() / shown.width()
        part = QRectF((seen.topLeft() - shown.topLeft()) * factor, seen.size() * factor)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.scale < 4)
        painter.drawImage(seen, self._image, part)
        self._shade(painter, seen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_marks(painter)

    def _shade(self, painter, seen):
        """Dodging divides by what is left of white, so that shadows come out and white stays white."""
        if not self._brightness:
            return
        grey = round(2.2 * self._brightness) if self._brightness > 0 else round(255 + 2.2 * self._brightness)
        brighter = _SHADES.CompositionMode_ColorDodge if self._brightness > 0 else _SHADES.CompositionMode_Multiply
        painter.setCompositionMode(brighter)
        painter.fillRect(seen, QColor(grey, grey, grey))
        painter.setCompositionMode(_SHADES.CompositionMode_SourceOver)

    def _draw_marks(self, painter):
        size = self.fontMetrics().height() * 0.6
        for u, v, is_current in self._marks.damage:
            colour, times = (_CURRENT, 1.4) if is_current else (_LINE, 1.0)
            self._draw_point(painter, self.to_widget(u, v), size * times, colour)
        self._draw_line(painter)
        if self._marks.spot:
            u, v, hidden = self._marks.spot
            self._draw_cross(painter, self.to_widget(u, v), size * 1.6, hidden)

    def _draw_point(self, painter, at, size, colour):
        painter.setBrush(colour)
        painter.setPen(QPen(_EDGE, 2))
        triangle = [QPointF(0, 0), QPointF(-size * 0.7, -size * 1.5), QPointF(size * 0.7, -size * 1.5)]
        painter.drawPolygon(QPolygonF([at + each for each in triangle]))  # its lower tip is the place

    def _draw_cross(self, painter, at, size, hidden):
        for pen in (QPen(_EDGE, 4), QPen(_LINE, 2, Qt.PenStyle.DotLine if hidden else Qt.PenStyle.SolidLine)):
            painter.setPen(pen)
            painter.drawLine(at - QPointF(size, 0), at + QPointF(size, 0))
            painter.drawLine(at - QPointF(0, size), at + QPointF(0, size))

    def _draw_line(self, painter):
        points = QPolygonF([self.to_widget(u, v) for u, v in self._marks.line])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(_EDGE, 4), QPen(_LINE, 2)):
            painter.setPen(pen)
            (painter.drawPolygon if self._marks.closed else painter.drawPolyline)(points)
            for point in self._marks.line:
                painter.drawEllipse(self.to_widget(*point), 3, 3)

    def resizeEvent(self, event):  # noqa: N802
        super().resizeEvent(event)
        self._tell_if_coarse()
