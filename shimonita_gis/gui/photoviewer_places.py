"""From the photo to the map and back: the spot under the hand, the damage point that a click puts, the line that is
measured."""

from qgis.PyQt.QtCore import QObject, Qt, QTimer, pyqtSignal

from shimonita_gis.gui.photoviewer_measure import Measuring
from shimonita_gis.gui.photoviewer_picture import Marks
from shimonita_gis.gui.photoviewer_words import place_told, why_not

_HOVER = 30  # milliseconds between two answers to the hand


class Places(QObject):
    """Joins the picture and the map for the photo that is Shown. ``placed(Spot, anew)`` when a person puts the damage
    point, a new one where ``anew``; ``hovered(Spot or None, sentence)`` for the spot under the hand; ``said(sentence)``
    for what was clicked."""

    placed = pyqtSignal(object, bool)
    hovered = pyqtSignal(object, str)
    said = pyqtSignal(str)

    def __init__(self, shown, picture, on_map, parent=None):
        super().__init__(parent)
        self._shown, self._picture, self._map = shown, picture, on_map
        self.measuring = Measuring(self)
        self._hover = _Throttle(self, self._hovered)
        picture.hovered.connect(self._hover.ask)
        picture.left.connect(lambda: on_map.show_spot(None))
        picture.clicked.connect(self._clicked)
        on_map.pointed.connect(self.mark)
        self.measuring.changed.connect(self._show_measured)

    def mark(self, x, y):
        """Marks in the photo where it shows the place of the map."""
        if self._shown.sight is not None:
            self._set_marks(spot=self._shown.sight.pixel(x, y))

    def show_points(self):
        """Marks the photo's damage points; nothing else is marked then."""
        sight, marked = self._shown.sight, []
        for fid, x, y in self._shown.points:
            pixel = sight.pixel(x, y, with_hiding=False) if x == x else None
            if pixel:
                marked.append((*pixel[:2], fid == self._shown.fid))
        self._set_marks(damage=tuple(marked), line=(), closed=False)

    def _hovered(self, u, v):
        if self._shown.sight is None:
            return
        spot, answer = self._shown.sight.spot(u, v)
        self._map.show_spot(None if spot is None else (spot.x, spot.y))
        self.hovered.emit(spot, place_told(spot) if spot else why_not(self._shown.sight, answer))

    def _clicked(self, u, v, modifiers):
        if self._shown.sight is None:
            return
        spot, answer = self._shown.sight.spot(u, v)
        if spot is None:
            self.said.emit(why_not(self._shown.sight, answer))
        elif self.measuring.mode:
            self.measuring.add(u, v, spot)
        else:
            self.placed.emit(spot, bool(modifiers & Qt.KeyboardModifier.ShiftModifier))

    def _show_measured(self):
        measured, sight = self.measuring, self._shown.sight
        self._set_marks(line=measured.pixels, closed=measured.is_closed)
        self._map.show_line(measured.places, measured.is_closed)
        if sight is not None and (told := measured.told(sight)):
            self.said.emit(told)

    def _set_marks(self, **changes):
        before = self._picture.marks
        values = {name: changes.get(name, getattr(before, name)) for name in ("spot", "damage", "line", "closed")}
        self._picture.set_marks(Marks(**values))


class _Throttle(QTimer):
    """Calls ``done`` with the last values asked for, at most every ``_HOVER`` milliseconds."""

    def __init__(self, parent, done):
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(_HOVER)
        self._last = ()
        self.timeout.connect(lambda: done(*self._last))

    def ask(self, *values):
        self._last = values
        if not self.isActive():
            self.start()
