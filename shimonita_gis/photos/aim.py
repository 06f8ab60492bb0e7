"""Aim points, their error ellipses, and footprints."""

from dataclasses import dataclass, fields, replace

import numpy as np
import shapely

from .camera import Cameras, border_pixels
from .terrain import Answer

FARTHEST = 3000.0  # metres to which a view is followed
OPEN_REACH = 1000.0  # metres to which a footprint is drawn where the view is open
_SPREAD = np.sqrt(3.0)  # standard deviations at which a pose is shaken; exact for cubic functions of a normal error
_CHI_SQUARE_95 = 5.991  # of two degrees of freedom
_PER_EDGE = 8


@dataclass(frozen=True)
class PoseErrors:
    """One standard deviation for each camera (n,): ``place`` (east and north alike) and ``z`` in metres, angles in
    degrees."""

    place: np.ndarray
    z: np.ndarray
    yaw: np.ndarray
    pitch: np.ndarray
    roll: np.ndarray

    def __getitem__(self, which):
        return PoseErrors(*(getattr(self, field.name)[which] for field in fields(self)))


@dataclass(frozen=True)
class Aims:
    """Where the cameras' axes meet the ground: ``points`` (n, 3) and ``answer`` (n,) as of Terrain.hits; the 95 %
    ellipse around them as ``major`` and ``minor`` half axes in metres and ``azimuth`` of the major one in degrees."""

    points: np.ndarray
    answer: np.ndarray
    major: np.ndarray
    minor: np.ndarray
    azimuth: np.ndarray


def aims(cameras, ground, errors=None, u=None, v=None):
    """The :class:`Aims` of ``cameras`` on ``ground`` (Terrain or FlatGround), in the pictures' middle or at pixel u, v.

    The ellipse is the spread of the ground point when each part of the pose is shaken by its error, one after the
    other, both ways (central differences at the square root of 3 standard deviations).
    """
    u, v = (cameras.width / 2 if u is None else u), (cameras.height / 2 if v is None else v)
    origins, directions = cameras.places, cameras.rays(u[:, None], v[:, None])[:, 0]
    hits = ground.hits(origins, directions, FARTHEST)
    if errors is None:
        unknown = np.full(len(cameras), np.nan)
        return Aims(hits.points, hits.answer, unknown, unknown, unknown)
    shaken = list(_shaken(cameras.yaw, origins, directions, errors))
    rays = [np.concatenate(each) for each in zip(*shaken, strict=True)]
    met = _for_each(ground, np.tile, len(shaken)).hits(*rays, FARTHEST).points[:, :2]
    moves = met.reshape(len(shaken) // 2, 2, -1, 2) - hits.points[:, :2]
    moves = np.where(np.isnan(moves), moves[:, ::-1], moves)  # where one side has no ground the other counts for both
    spread = np.einsum("pqni,pqnj->nij", moves, moves) / (2 * _SPREAD**2)
    return Aims(hits.points, hits.answer, *_ellipse(spread))


def _shaken(yaw, origins, directions, errors):
    """(origins, directions) for each part of the pose, moved by its error to one side and then to the other.

    A gimbal turns about the vertical (yaw), then about its level forward axis (roll), then about its level right axis
    (pitch): straight down, a roll error moves the aim sideways.
    """
    sin, cos, zero, one = np.sin(np.radians(yaw)), np.cos(np.radians(yaw)), np.zeros_like(yaw), np.ones_like(yaw)
    for axis, error in enumerate((errors.place, errors.place, errors.z)):
        step = np.outer(_SPREAD * error, np.eye(3)[axis])
        yield from ((origins + step, directions), (origins - step, directions))
    axes = (errors.yaw, (zero, zero, -one)), (errors.pitch, (cos, -sin, zero)), (errors.roll, (sin, cos, zero))
    for error, axis in axes:
        angle = np.radians(_SPREAD * error)
        yield from ((origins, _turned(directions, np.column_stack(axis), each)) for each in (angle, -angle))


def moved(cameras, shifts, turns):
    """``cameras`` shifted by metres (n, 3) and turned by degrees (n, 3) of yaw, pitch and roll as a gimbal turns.

    What is left of the roll about the camera's own axis is not changed: the picture's middle is exact.
    """
    sin, cos, zero = np.sin(np.radians(cameras.yaw)), np.cos(np.radians(cameras.yaw)), np.zeros(len(cameras))
    ahead = _turned(cameras.axes()[:, 2], np.column_stack([cos, -sin, zero]), np.radians(turns[:, 1]))
    ahead = _turned(ahead, np.column_stack([sin, cos, zero]), np.radians(turns[:, 2]))
    ahead = _turned(ahead, np.column_stack([zero, zero, zero - 1]), np.radians(turns[:, 0]))
    return replace(
        cameras, x=cameras.x + shifts[:, 0], y=cameras.y + shifts[:, 1], z=cameras.z + shifts[:, 2],
        yaw=np.degrees(np.arctan2(ahead[:, 0], ahead[:, 1])), pitch=np.degrees(np.arcsin(np.clip(ahead[:, 2], -1, 1))),
    )  # fmt: skip


def _turned(directions, axis, angle):
    """Directions (n, 3) turned about unit axes (n, 3) by angles (n,) in radians (Rodrigues)."""
    sin, cos = np.sin(angle)[:, None], np.cos(angle)[:, None]
    along = (axis * directions).sum(1, keepdims=True) * axis
    return along + (directions - along) * cos + np.cross(axis, directions) * sin


def _ellipse(spread):
    """Half axes and azimuth of the 95 % ellipses of covariances (n, 2, 2)."""
    known = np.isfinite(spread).all((1, 2))
    values, vectors = np.linalg.eigh(np.where(known[:, None, None], spread, 0))
    axes = np.sqrt(np.maximum(values, 0) * _CHI_SQUARE_95)
    azimuth = np.degrees(np.arctan2(vectors[:, 0, 1], vectors[:, 1, 1])) % 180
    return (np.where(known, each, np.nan) for each in (axes[:, 1], axes[:, 0], azimuth))


def inside_ellipse(aims, points):
    """Whether the points (n, 2 or 3) lie in the ellipses of ``aims`` (n,)."""
    east, north = (points[:, :2] - aims.points[:, :2]).T
    azimuth = np.radians(aims.azimuth)
    along, across = east * np.sin(azimuth) + north * np.cos(azimuth), east * np.cos(azimuth) - north * np.sin(azimuth)
    return (along / aims.major) ** 2 + (across / aims.minor) ** 2 <= 1


def footprints(cameras, ground, per_edge=_PER_EDGE):
    """What each picture shows of the ground, as shapely polygons (n,), None where it shows none, and whether the view
    is open (n,): there the polygon ends ``OPEN_REACH`` metres away or at the edge of the terrain model."""
    if not len(cameras):
        return np.empty(0, object), np.empty(0, bool)
    u, v = border_pixels(cameras.width, cameras.height, per_edge)
    directions = cameras.rays(u, v)
    origins = np.repeat(cameras.places, u.shape[1], 0)
    hits = _for_each(ground, np.repeat, u.shape[1]).hits(origins, directions.reshape(-1, 3), FARTHEST)
    border = _border(origins, directions.reshape(-1, 3), hits).reshape(*u.shape, 2)
    answer = hits.answer.reshape(u.shape)
    seen = (answer == Answer.GROUND).sum(1) >= 3
    seen &= np.isfinite(border).all((1, 2)) & (answer != Answer.UNDERGROUND).all(1)
    polygons = np.full(len(cameras), None, object)
    polygons[seen] = shapely.polygons(border[seen])
    return _tidy(polygons), (answer != Answer.GROUND).any(1) & seen


def _for_each(ground, repeat, times):
    """Flat ground of a height per camera, for several rays of each, which ``repeat`` (np.repeat, np.tile) lines up."""
    return replace(ground, height=repeat(ground.height, times)) if hasattr(ground, "height") else ground


def _border(origins, directions, hits):
    flat = directions[:, :2] / np.maximum(np.linalg.norm(directions[:, :2], axis=1), 1e-9)[:, None]
    horizon = origins[:, :2] + flat * OPEN_REACH
    near = np.linalg.norm(hits.last[:, :2] - origins[:, :2], axis=1) <= OPEN_REACH
    place = np.where(((hits.answer != Answer.HORIZON) & near)[:, None], hits.last[:, :2], horizon)
    return place


def _tidy(polygons):
    """Polygons whose border crosses itself, where a ridge hides the ground behind it, as their largest valid part."""
    broken = np.flatnonzero(~shapely.is_missing(polygons) & ~shapely.is_valid(polygons))
    for index in broken:
        parts = shapely.get_parts(shapely.make_valid(polygons[index]))
        parts = [part for part in shapely.get_parts(parts) if part.geom_type == "Polygon"]
        polygons[index] = max(parts, key=shapely.area) if parts else None
    return polygons


def cameras_of(frame):
    """The :class:`Cameras` of a table with their columns (those of the output CAMERAS, z in its column)."""
    columns = [np.asarray(frame[field.name], float) for field in fields(Cameras) if field.name != "distortion"]
    return Cameras(*columns, distortion_of(frame["distortion"]) if "distortion" in frame else None)


def distortion_of(texts):
    """Brown's five coefficients (n, 5) from texts like "0.1,0,0,0,0", zeros where empty; None where all are."""
    if not any(isinstance(text, str) and text for text in texts):
        return None
    rows = [[float(part) for part in text.split(",")] if isinstance(text, str) and text else [] for text in texts]
    return np.array([row if len(row) == 5 else [0.0] * 5 for row in rows])
