"""Which photos saw a place."""

import numpy as np
import pandas as pd

from . import aim
from .terrain import Answer

_HIDDEN_BY = 1.0  # metres that the terrain must reach into the line of sight before a place counts as hidden
_LONG_WAY = 1.0  # a picture seen straight down weighs as much as one seen flat from half as far


def photos_of_place(cameras, x, y, z=None, terrain=None):
    """The photos that saw the place x, y (in the cameras' reference system), best first, as a DataFrame.

    ``cameras`` is a table with the columns of the output CAMERAS. ``terrain`` gives the height where ``z`` is None,
    and tells which photos had a ridge in between; without it nothing hides. Columns: those of ``cameras`` and
    distance (m), steepness (degrees below the camera's horizon), u, v (pixel at which the place is seen) and
    metres_per_pixel across the line of sight. Nearest and steepest come first.
    """
    many = aim.cameras_of(cameras)
    height = _height(cameras, x, y, z, terrain)
    points = np.column_stack([np.full(len(many), x), np.full(len(many), y), height])
    u, v = (each[:, 0] for each in many.pixels(points[:, None]))
    inside = (u >= 0) & (v >= 0) & (u <= many.width) & (v <= many.height)
    offset = points - many.places
    distance = np.linalg.norm(offset, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        steepness = np.degrees(np.arcsin(-offset[:, 2] / distance))
    seen = np.flatnonzero(inside & (distance > 0) & (distance <= aim.FARTHEST))
    if terrain is not None:
        seen = seen[_in_sight(terrain, many.places[seen], offset[seen], distance[seen])]
    found = cameras.iloc[seen].assign(
        distance=distance[seen], steepness=steepness[seen], u=u[seen], v=v[seen],
        metres_per_pixel=distance[seen] / many.focal[seen],
    )  # fmt: skip
    weight = distance[seen] * (1 + _LONG_WAY * np.cos(np.radians(steepness[seen])))
    return found.iloc[np.argsort(weight, kind="stable")].reset_index(drop=True)


def _height(cameras, x, y, z, terrain):
    """The place's height for each camera; without terrain model it is that of the flat ground of its flight."""
    if z is not None:
        return np.full(len(cameras), float(z))
    if terrain is not None:
        known = terrain.height_at(np.array([x]), np.array([y]))[0]
        if np.isfinite(known):
            return np.full(len(cameras), known)
    ground = pd.to_numeric(cameras["takeoff"], errors="coerce")
    flat = pd.to_numeric(cameras["z"], errors="coerce") - pd.to_numeric(cameras["relative_altitude"], errors="coerce")
    return ground.fillna(flat).to_numpy(float)


def _in_sight(terrain, origins, offset, distance):
    """Whether no ground lies between; where the terrain is not known, it hides nothing."""
    hits = terrain.hits(origins, offset / distance[:, None], aim.FARTHEST)
    met = np.linalg.norm(hits.last - origins, axis=1)
    hidden = (hits.answer == Answer.GROUND) & (met < distance - _margin(offset, distance))
    return ~hidden & (hits.answer != Answer.UNDERGROUND)


def _margin(offset, distance):
    """How much short of the place a ray may end: grazing rays meet the ground well before for a small height error."""
    slope = np.maximum(np.abs(offset[:, 2]) / distance, 0.05)
    return _HIDDEN_BY / slope
