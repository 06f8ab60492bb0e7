"""What one photo sees: from its pixels to the ground and back, with lengths and areas on the terrain."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from . import aim
from .survey import pose_errors
from .terrain import Answer, FlatGround

_HIDDEN_BY = 1.0  # metres that the terrain must reach into the line of sight before a place counts as hidden
_NO_GROUND = FlatGround(np.array([np.nan]))
_MOST_SAMPLES = 40_000
_NUMBERS = (
    "x", "y", "z", "yaw", "pitch", "roll", "focal", "width", "height", "centre_x", "centre_y", "takeoff",
    "relative_altitude", "position_error", "z_error", "yaw_error",
)  # fmt: skip
_TEXTS = ("distortion", "position_source")
COLUMNS = _NUMBERS + _TEXTS  # what is needed of a row of cameras

WHY_NOT = {  # translatable
    Answer.HORIZON: "This spot of the photo is sky, or farther away than 3 km.",
    Answer.NO_DATA: "The height of the ground is not known there.",
    Answer.UNDERGROUND: "By its altitude the camera would be below the ground.",
}
NO_POSE = "The photo does not say where the camera was or looked."  # translatable


@dataclass(frozen=True)
class Spot:
    """A place on the ground: x, y, z in metres, and the half axes (metres) and azimuth (degrees) of the ellipse in
    which it truly lies in 95 of 100 cases, NaN where the pose's errors are not known."""

    x: float
    y: float
    z: float
    major: float = np.nan
    minor: float = np.nan
    azimuth: float = np.nan
    distance: float = np.nan


@dataclass(frozen=True)
class Sight:
    """``camera`` is a Cameras of one, ``ground`` a Terrain or FlatGround, ``errors`` its PoseErrors or None."""

    camera: object
    ground: object
    errors: object = None

    @property
    def is_on_terrain(self):
        """Whether places come from a terrain model."""
        return not isinstance(self.ground, FlatGround)

    @property
    def can_place(self):
        """Whether camera, direction and lens are known."""
        values = [self.camera.places[0], *(getattr(self.camera, name) for name in ("yaw", "pitch", "roll", "focal"))]
        return bool(all(np.isfinite(each).all() for each in values))

    def spot(self, u, v):
        """(Spot, Answer): what the pixel u, v of the picture as shown sees; no Spot unless that is ground."""
        if not self.can_place:
            return None, Answer.NO_DATA
        found = aim.aims(self.camera, self.ground, self.errors, np.array([float(u)]), np.array([float(v)]))
        answer = Answer(int(found.answer[0]))
        if answer != Answer.GROUND:
            return None, answer
        place = found.points[0]
        return Spot(*map(float, place), *(float(each[0]) for each in (found.major, found.minor, found.azimuth)),
                    float(np.linalg.norm(place - self.camera.places[0]))), answer  # fmt: skip

    def pixel(self, x, y, z=None, with_hiding=True):
        """The pixel (u, v) at which the place is shown and whether the terrain hides it; None outside the picture.
        Hiding takes a ray into the terrain; without ``with_hiding`` nothing hides."""
        if not self.can_place:
            return None
        z = self.height(x, y) if z is None else z
        point = np.array([[float(x), float(y), float(z)]])
        if not np.isfinite(point).all() or not self.camera.show(point)[0, 0]:
            return None
        u, v = (float(each[0, 0]) for each in self.camera.pixels(point))
        return u, v, with_hiding and self._hides(point)

    def _hides(self, point):
        offset = point - self.camera.places
        distance = float(np.linalg.norm(offset))
        if not distance:
            return False
        met = self.ground.hits(self.camera.places, offset / distance, aim.FARTHEST)
        margin = _HIDDEN_BY / max(abs(offset[0, 2]) / distance, 0.05)
        reached = float(np.linalg.norm(met.last - self.camera.places))
        return met.answer[0] == Answer.GROUND and reached < distance - margin

    def height(self, x, y):
        """The ground's height at x, y; NaN where unknown."""
        if self.is_on_terrain:
            return float(self.ground.height_at(np.array([x]), np.array([y]))[0])
        return float(self.ground.height[0])

    def footprint(self):
        """What the picture shows of the ground as a polygon; None where it shows none."""
        return aim.footprints(self.camera, self.ground)[0][0] if self.can_place else None


class Sights:
    """``sights[number]`` is the :class:`Sight` of that row of a layer of cameras, a table with those of the ``COLUMNS``
    that are known, which is read once: on ``terrain`` where that reaches below the camera, else on flat ground at the
    height of the take-off, else on no ground at all."""

    def __init__(self, table, terrain=None):
        frame = pd.DataFrame({name: _numbers(table, name) for name in _NUMBERS}, range(len(table)))
        for name in _TEXTS:
            if name in table:
                frame[name] = table[name].to_numpy()
        self._terrain, self._cameras = terrain, aim.cameras_of(frame)
        self._errors = pose_errors(frame) if "position_source" in frame else None
        flat = frame["takeoff"].where(np.isfinite(frame["takeoff"]), frame["z"] - frame["relative_altitude"])
        self._flat = flat.to_numpy()

    def __getitem__(self, number):
        camera, errors = self._cameras[number], self._errors
        return Sight(camera, self._ground(number, camera), None if errors is None else errors[number : number + 1])

    def _ground(self, number, camera):
        if self._terrain is not None and np.isfinite(self._terrain.height_at(camera.x, camera.y)).all():
            return self._terrain
        return FlatGround(self._flat[number : number + 1]) if np.isfinite(self._flat[number]) else _NO_GROUND


def sight_of(row, terrain=None):
    """The :class:`Sight` of one row of the layer of cameras (a mapping with its columns)."""
    return Sights(pd.DataFrame({name: [row.get(name)] for name in COLUMNS if name in row}), terrain)[0]


def _numbers(table, name):
    """A column as float (n,), NaN for what is no number or not there."""
    if name not in table:
        return np.full(len(table), np.nan)
    return pd.to_numeric(table[name], errors="coerce").to_numpy(float, na_value=np.nan)


# -- lengths and areas


def lengths(points, height_at, step=1.0):
    """(level, along the ground) in metres of the line through ``points`` (n, 2 or 3); the ground's height is taken
    every ``step`` metres from ``height_at(x, y)`` (n,), and counts as level where it is not known."""
    line = shapely.LineString(np.asarray(points, float)[:, :2])
    step = max(step, line.length / _MOST_SAMPLES)
    places = shapely.get_coordinates(shapely.segmentize(line, step)) if line.length else np.empty((0, 2))
    if len(places) < 2:
        return 0.0, 0.0
    rise = np.nan_to_num(np.diff(height_at(*places.T)))
    return float(line.length), float(np.hypot(np.hypot(*np.diff(places, axis=0).T), rise).sum())


def areas(points, height_at, step=1.0):
    """(level, on the slope) in square metres of the shape with the corners ``points`` (n, 2 or 3): its area on a map,
    and that of the terrain in it, from the slopes at points ``step`` metres apart. NaN where its border crosses."""
    shape = shapely.Polygon(np.asarray(points, float)[:, :2]) if len(points) >= 3 else shapely.Polygon()
    if not shape.is_valid:
        return np.nan, np.nan
    if not shape.area:
        return 0.0, 0.0
    west, south, east, north = shape.bounds
    step = max(min(step, np.sqrt(shape.area) / 20), np.sqrt((east - west) * (north - south) / _MOST_SAMPLES))
    x, y = (each.ravel() for each in np.meshgrid(np.arange(west, east, step) + step / 2,
                                                 np.arange(south, north, step) + step / 2))  # fmt: skip
    inside = shapely.contains_xy(shape, x, y)
    x, y = x[inside], y[inside]
    to_east = np.nan_to_num((height_at(x + step / 2, y) - height_at(x - step / 2, y)) / step)
    to_north = np.nan_to_num((height_at(x, y + step / 2) - height_at(x, y - step / 2)) / step)
    steeper = np.sqrt(1 + to_east**2 + to_north**2).mean() if len(x) else 1.0
    return float(shape.area), float(shape.area * steeper)
