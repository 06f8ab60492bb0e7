"""A picture that is zoomed by the wheel and moved by the hand; what is drawn is up to who makes one of it."""

from qgis.PyQt.QtCore import QPointF, QSizeF, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from shimonita_gis.gui.keys import OwnKeys

CLICK = 4  # pixels of the screen that a hand may tremble while it clicks
_STEP = 1.25
_LARGEST = 16.0  # pixels of the screen for one of the picture


class ZoomView(OwnKeys, QWidget):
    """Coordinates are the picture's own pixels, whichever size it is shown at."""

    hovered = pyqtSignal(float, float)
    left = pyqtSignal()
    clicked = pyqtSignal(float, float, object)
    moved = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(self.fontMetrics().averageCharWidth() * 30, self.fontMetrics().height() * 12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._size = QSizeF(1, 1)
        self._zoom, self._corner = None, QPointF()  # zoom None fits the picture into the window
        self._pressed = self._from = None

    @property
    def has_picture(self):
        """Whether there is anything that could be clicked."""
        raise NotImplementedError

    # -- where it is shown

    @property
    def _fitting(self):
        return min(self.width() / self._size.width(), self.height() / self._size.height())

    @property
    def scale(self):
        """Pixels of the screen for one of the picture."""
        return self._fitting if self._zoom is None else self._zoom

    @property
    def corner(self):
        """Where the picture's upper left corner lies in the widget."""
        if self._zoom is not None:
            return self._corner
        shown = self._size * self.scale
        return QPointF((self.width() - shown.width()) / 2, (self.height() - shown.height()) / 2)

    def to_picture(self, point):
        """The picture's pixel at a point of the widget."""
        return (QPointF(point) - self.corner) / self.scale

    def to_widget(self, u, v):
        return self.corner + QPointF(u, v) * self.scale

    def zoom(self, factor, around=None):
        """Zooms about a point of the widget, its middle where none is given; never smaller than the whole picture."""
        around = QPointF(around if around is not None else self.rect().center())
        fixed, before = self.to_picture(around), self.scale
        self._zoom = min(before * factor, _LARGEST)
        if self._zoom <= self._fitting:
            self._zoom = None
        else:
            self._corner = around - fixed * self._zoom
            self._keep_in_sight()
        self._changed()

    def fit(self):
        """The whole picture again."""
        self._zoom = None
        self._changed()

    def centre_on(self, u, v, scale=None):
        """Shows the pixel in the middle, at ``scale`` or as large as it is."""
        self._zoom = float(scale or self.scale)  # compared, a numpy number gives a bool that PyQt refuses
        self._corner = QPointF(self.rect().center()) - QPointF(u, v) * self._zoom
        self._keep_in_sight()
        self._changed()

    def _keep_in_sight(self):
        shown = self._size * self._zoom
        for get, put, room, extent in (
            (self._corner.x, self._corner.setX, self.width(), shown.width()),
            (self._corner.y, self._corner.setY, self.height(), shown.height()),
        ):
            put((room - extent) / 2 if extent <= room else min(0.0, max(room - extent, get())))

    def _changed(self):
        self.update()
        self.moved.emit()

    # -- hand and keyboard

    def wheelEvent(self, event):  # noqa: N802
        self.zoom(_STEP ** (event.angleDelta().y() / 120), event.position())

    def mousePressEvent(self, event):  # noqa: N802
        self.setFocus()
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pressed, self._from = event.pos(), QPointF(self.corner)

    def mouseMoveEvent(self, event):  # noqa: N802
        if self._pressed is not None and (event.pos() - self._pressed).manhattanLength() > CLICK:
            self._drag(event.pos())
        place = self.to_picture(event.pos())
        if self._is_inside(place):
            self.hovered.emit(place.x(), place.y())
        else:
            self.left.emit()

    def _drag(self, to):
        if self._zoom is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._corner = self._from + QPointF(to - self._pressed)
            self._keep_in_sight()
            self._changed()

    def mouseReleaseEvent(self, event):  # noqa: N802
        self.unsetCursor()
        pressed, self._pressed = self._pressed, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        place = self.to_picture(pressed)
        if (event.pos() - pressed).manhattanLength() <= CLICK and self._is_inside(place):
            self.clicked.emit(place.x(), place.y(), event.modifiers())

    def leaveEvent(self, event):  # noqa: N802
        self.left.emit()

    def resizeEvent(self, event):  # noqa: N802
        if self._zoom is not None:
            self._keep_in_sight()

    def _is_inside(self, place):
        inside = 0 <= place.x() <= self._size.width() and 0 <= place.y() <= self._size.height()
        return self.has_picture and inside
