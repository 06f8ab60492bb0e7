"""A whole flight put right by one or two points that a person finds both in a photo and on the map.

What is wrong with a flight is mostly the same in all its photos: the receiver's offset and the compass's. Both are
found together, as the most probable ones given how large such errors usually are (least squares with priors), so that
one pair is enough and two pairs tell offset and yaw apart.
"""

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import numpy as np
import pandas as pd
import shapely

from shimonita_gis.datum import transformer
from shimonita_gis.errors import InputError

from . import aim
from .terrain import Answer, FlatGround

_CLICK = 1 / 1500  # of the picture's width, one standard deviation of a point that a person marks
_USUAL_OFFSET, _USUAL_TURN = 3.0, 5.0  # metres and degrees, where the photos do not say
_STARTS = (0.0, 90.0, 180.0, 270.0)  # degrees; pictures that a program has turned are among the flights
_STEPS = 30
_SMALL = np.array([0.01, 0.01, 0.001])
BEFORE = {"x": "x_before", "y": "y_before", "yaw": "yaw_before"}


@dataclass(frozen=True)
class Pair:
    """Pixel ``u``, ``v`` of the picture ``photo`` as it is shown, from its upper left corner, and the place ``x``,
    ``y`` in the cameras' reference system that it shows."""

    photo: str
    u: float
    v: float
    x: float
    y: float


@dataclass(frozen=True)
class Corrected:
    """One flight: metres east and north and degrees clockwise that its cameras were moved, and the pairs' error on the
    ground in metres (root mean square) before and after. NaN where a pair's pixel meets no ground."""

    flight: str
    east: float
    north: float
    turn: float
    before: float
    after: float
    pairs: int


def correct(cameras, pairs, terrain=None):
    """The table ``cameras`` (columns of the output CAMERAS) with the flights of the ``pairs`` corrected, and a
    :class:`Corrected` for each of them.

    x, y, longitude, latitude, yaw, true_yaw and the geometry change; x_before, y_before and yaw_before keep what the
    import said, also when a flight is corrected again. Raises InputError for a pair that cannot be used.
    """
    if not pairs:
        raise InputError("There are no pairs of points. Mark a point in a photo and the same point on the map.")
    numbers = [_row(cameras, pair) for pair in pairs]
    cameras, done = _with_originals(cameras), []
    for flight in dict.fromkeys(cameras["flight"].iloc[numbers]):
        some = [(number, pair) for number, pair in zip(numbers, pairs, strict=True)
                if cameras["flight"].iat[number] == flight]  # fmt: skip
        found = _of_flight(flight, cameras.iloc[[number for number, _ in some]], [pair for _, pair in some], terrain)
        cameras = _carried(cameras, (cameras["flight"] == flight).to_numpy(), found)
        done.append(found)
    return cameras, done


def restored(cameras):
    """The table as the import made it, every correction taken back, and how many photos that changed."""
    known = np.isfinite(_numbers(cameras, "x_before"))
    cameras = _with_originals(cameras)
    shifts = [np.where(known, _numbers(cameras, old) - _numbers(cameras, now), 0.0) for now, old in BEFORE.items()]
    cameras = _moved(cameras, *shifts)
    empty = {old: np.where(known, np.nan, _numbers(cameras, old)) for old in BEFORE.values()}
    return cameras.assign(**empty, corrected=np.where(known, "", cameras["corrected"])), int(known.sum())


def _row(cameras, pair):
    """The number of the pair's photo: by its path, its id, or its file's name where only one has it."""
    names = cameras["photo"].map(lambda photo: PurePosixPath(str(photo)).name)
    for column in (cameras["photo"], cameras.get("photo_id", names), names):
        found = np.flatnonzero((column == pair.photo).to_numpy())
        if len(found) == 1:
            return _checked(cameras, int(found[0]), pair)
        if len(found) > 1:
            raise InputError(
                "Several photos are called {photo}. Write its path as it stands in the layer of cameras.",
                photo=pair.photo,
            )
    raise InputError(
        "The layer of cameras has no photo {photo}. Write its path as it stands in that layer.", photo=pair.photo
    )


def _checked(cameras, number, pair):
    row = cameras.iloc[number]
    if not all(np.isfinite(float(row[name])) for name in ("x", "y", "z", "yaw", "pitch", "focal")):
        raise InputError(
            "The photo {photo} has no direction, height or focal length: no point can be found in it.",
            photo=pair.photo,
        )
    if not (0 <= pair.u <= row["width"] and 0 <= pair.v <= row["height"]):
        raise InputError(
            "The point {u}, {v} lies outside of the photo {photo}, which has {width} x {height} pixels.",
            u=pair.u, v=pair.v, photo=pair.photo, width=int(row["width"]), height=int(row["height"]),
        )  # fmt: skip
    return number


def _of_flight(flight, rows, pairs, terrain):
    cameras = aim.cameras_of(rows.assign(roll=_numbers(rows, "roll", 0.0)))
    pixels = np.array([(pair.u, pair.v) for pair in pairs])
    ground = terrain or FlatGround(_numbers(rows, "z") - _numbers(rows, "relative_altitude"))
    places = _places(pairs, terrain, ground)
    offset, turn = _usual(rows, "position_error", _USUAL_OFFSET), _usual(rows, "yaw_error", _USUAL_TURN)
    scale = np.array([offset, offset, turn])
    starts = _STARTS if len(pairs) > 1 else _STARTS[:1]
    found = [_fitted(cameras, pixels, places, scale, np.array([0.0, 0.0, start])) for start in starts]
    change, _ = min(found, key=lambda each: each[1])
    errors = [_ground_error(each, pixels, places, ground) for each in (cameras, _shifted(cameras, change))]
    return Corrected(flight, change[0], change[1], (change[2] + 180) % 360 - 180, *errors, len(pairs))


def _places(pairs, terrain, ground):
    x, y = (np.array([getattr(pair, name) for pair in pairs], float) for name in ("x", "y"))
    z = terrain.height_at(x, y) if terrain else ground.height
    for pair, height in zip(pairs, z, strict=True):
        if not np.isfinite(height):
            raise InputError(
                "The height of the ground is not known at the map point of {photo}. Choose a terrain model that "
                "reaches there.",
                photo=pair.photo,
            )
    return np.column_stack([x, y, z])


def _shifted(cameras, change):
    return replace(cameras, x=cameras.x + change[0], y=cameras.y + change[1], yaw=cameras.yaw + change[2])


def _residuals(cameras, pixels, places, scale, change):
    """How far the marked pixels are from where the places are seen, and the change itself, in standard deviations."""
    u, v = _shifted(cameras, change).pixels(places[:, None, :])
    off = np.column_stack([u[:, 0], v[:, 0]]) - pixels
    turn = (change[2] + 180) % 360 - 180
    click = _CLICK * cameras.width[:, None]
    return np.concatenate([(off / click).ravel(), np.array([change[0], change[1], turn]) / scale])


def _fitted(cameras, pixels, places, scale, change):
    """(change, cost) by Levenberg and Marquardt's steps from a starting value; an infinite cost where a place is behind
    the camera."""

    def cost_of(residuals):
        return float(residuals @ residuals) if np.isfinite(residuals).all() else np.inf

    residuals, damping = _residuals(cameras, pixels, places, scale, change), 1e-3
    for _ in range(_STEPS):
        if not np.isfinite(residuals).all():
            return change, np.inf
        slope = np.column_stack([
            (_residuals(cameras, pixels, places, scale, change + step) - residuals) / step.sum()
            for step in np.diag(_SMALL)
        ])  # fmt: skip
        if not np.isfinite(slope).all():
            return change, np.inf
        square = slope.T @ slope
        step = np.linalg.solve(square + damping * np.diag(np.diag(square)), -slope.T @ residuals)
        tried = _residuals(cameras, pixels, places, scale, change + step)
        if cost_of(tried) < cost_of(residuals):
            change, residuals, damping = change + step, tried, damping / 10
            if np.abs(step / scale).max() < 1e-8:
                break
        else:
            damping *= 10
    return change, cost_of(residuals)


def _ground_error(cameras, pixels, places, ground):
    """Metres between the places and what the marked pixels see, root mean square; NaN where one sees the sky."""
    directions = cameras.rays(pixels[:, :1], pixels[:, 1:])[:, 0]
    hits = ground.hits(cameras.places, directions, aim.FARTHEST)
    met = np.where((hits.answer == Answer.GROUND)[:, None], hits.points[:, :2], np.nan)
    return float(np.sqrt(((met - places[:, :2]) ** 2).sum(1).mean()))


# -- carried to the table


def _with_originals(cameras):
    """With x_before and so on wherever they are not kept yet."""
    kept = {old: _numbers(cameras, old) for old in BEFORE.values()}
    return cameras.assign(**kept, corrected=cameras.get("corrected", pd.Series("", cameras.index)).fillna(""))


def _carried(cameras, which, found):
    fresh = which & ~np.isfinite(_numbers(cameras, "x_before"))
    originals = {old: np.where(fresh, _numbers(cameras, now), _numbers(cameras, old)) for now, old in BEFORE.items()}
    said = (f"ΔE {found.east:+.2f} m, ΔN {found.north:+.2f} m, Δyaw {found.turn:+.2f}°; "
            f"{found.before:.2f} → {found.after:.2f} m ({found.pairs})")  # fmt: skip
    cameras = cameras.assign(**originals, corrected=np.where(which, said, cameras["corrected"]))
    return _moved(cameras, *(np.where(which, change, 0.0) for change in (found.east, found.north, found.turn)))


def _moved(cameras, east, north, turn):
    """The table with cameras shifted by metres and turned by degrees (n,); those that stay keep every digit."""
    which = (east != 0) | (north != 0) | (turn != 0)
    x, y = _numbers(cameras, "x") + east, _numbers(cameras, "y") + north
    longitude, latitude = transformer(cameras.crs, 4326).transform(x, y)
    angles = {name: np.where(which, (_numbers(cameras, name) + turn) % 360, _numbers(cameras, name))
              for name in ("yaw", "true_yaw")}  # fmt: skip
    moved = cameras.assign(
        x=x, y=y, **angles,
        longitude=np.where(which, longitude, _numbers(cameras, "longitude")),
        latitude=np.where(which, latitude, _numbers(cameras, "latitude")),
    )  # fmt: skip
    return moved.set_geometry(shapely.points(x, y, np.nan_to_num(_numbers(cameras, "z"))), crs=cameras.crs)


def _numbers(frame, name, otherwise=np.nan):
    if name not in frame:
        return np.full(len(frame), otherwise)
    return pd.to_numeric(frame[name], errors="coerce").fillna(otherwise).to_numpy(float)


def _usual(rows, name, otherwise):
    """The largest error that the photos themselves state, where they do."""
    stated = _numbers(rows, name)
    stated = stated[stated > 0]
    return float(stated.max()) if len(stated) else otherwise
