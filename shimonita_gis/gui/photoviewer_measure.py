"""A line or a shape that a person clicks together in the photo, corner by corner."""

from qgis.PyQt.QtCore import QObject, pyqtSignal

from shimonita_gis.gui.photoviewer_words import area_told, length_told

_MODES = ("", "length", "area")


class Measuring(QObject):
    """``changed()`` when corners or mode changed. ``mode`` is 'length', 'area' or '' where nothing is measured;
    ``corners`` are (u, v, Spot)."""

    changed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.mode, self.corners = "", []

    @property
    def next_mode(self):
        """What the key goes on to."""
        return _MODES[(_MODES.index(self.mode) + 1) % len(_MODES)]

    @property
    def is_closed(self):
        return self.mode == "area"

    def begin(self, mode):
        """Begins anew in ``mode``; '' ends."""
        self.mode, self.corners = mode, []
        self.changed.emit()

    def add(self, u, v, spot):
        self.corners.append((u, v, spot))
        self.changed.emit()

    def take_back(self):
        """Drops the last corner; returns whether there was one."""
        if not (self.mode and self.corners):
            return False
        self.corners.pop()
        self.changed.emit()
        return True

    @property
    def pixels(self):
        return tuple((u, v) for u, v, _ in self.corners)

    @property
    def places(self):
        return [(spot.x, spot.y) for _, _, spot in self.corners]

    def told(self, sight):
        """How long or large it is on the ground of the Sight; '' while corners are missing."""
        if len(self.corners) < (3 if self.is_closed else 2):
            return ""
        return (area_told if self.is_closed else length_told)(self.places, _heights(sight))


def _heights(sight):
    import numpy as np

    ground = sight.ground
    return ground.height_at if sight.is_on_terrain else lambda x, y: np.full(np.shape(x), ground.height[0])
