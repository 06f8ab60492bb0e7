"""Where a place is in words that everybody in the town knows: so far, in that direction, from that landmark."""

from dataclasses import dataclass

import numpy as np
import shapely

FARTHEST = 3000.0  # metres beyond which a landmark says nothing
_AT = 15.0  # metres within which a place is at the landmark
_NAMES = ("name", "名称", "施設名", "S_NAME")


@dataclass(frozen=True)
class Near:
    """``name`` of the landmark, ``distance`` from it in metres, ``direction`` from it as one of eight winds clockwise
    from north, None at the landmark itself."""

    name: str
    distance: float
    direction: int | None


class Landmarks:
    """Named features of the town: ``layers`` are GeoDataFrames in one reference system in metres."""

    def __init__(self, layers):
        found = [pair for layer in layers for pair in _named(layer)]
        self._names = [name for name, _ in found]
        self._tree = shapely.STRtree([shape for _, shape in found])

    def near(self, x, y):
        """The :class:`Near` of the nearest landmark; None where none is within ``FARTHEST``."""
        here = shapely.Point(x, y)
        index = self._tree.query_nearest(here, max_distance=FARTHEST, all_matches=False)
        if not len(index):
            return None
        shape = self._tree.geometries[index[0]]
        distance = float(shape.distance(here))
        return Near(self._names[index[0]], distance, None if distance < _AT else _wind(shape.centroid, here))


def _named(layer):
    column = next((name for name in _NAMES if name in layer), None)
    if column is None:
        return
    for name, shape in zip(layer[column], layer.geometry, strict=True):
        if isinstance(name, str) and name.strip() and shape is not None and not shape.is_empty:
            yield name.strip(), shape


def _wind(start, end):
    azimuth = np.degrees(np.arctan2(end.x - start.x, end.y - start.y))
    return round(azimuth / 45) % 8
