"""Corners that the pen and the skeleton have rounded off, drawn sharp again."""

import numpy as np
import shapely

_LEAST_TURN, _MOST_TURN = np.cos(np.radians(50)), np.cos(np.radians(130))


def sharpened(lines, short, long):
    """``lines`` (m,) with each chamfer not longer than ``short`` pixels, between two sides of at least ``long`` pixels
    that turn by 50 to 130 degrees, replaced by the corner where its sides meet. Ends stay where they are."""
    xy, owner = shapely.get_coordinates(lines, return_index=True)
    if len(xy) < 4:
        return lines
    step = np.diff(xy, axis=0)
    length = np.hypot(*step.T)
    same = owner[:-3] == owner[3:]
    before, chamfer, after = step[:-2], step[1:-1], step[2:]
    cosine = np.sum(before * after, axis=1) / np.maximum(length[:-2] * length[2:], 1e-9)
    turn = (cosine < _LEAST_TURN) & (cosine > _MOST_TURN)
    sides = np.minimum(length[:-2], length[2:]) >= long
    at = np.flatnonzero(same & turn & sides & (length[1:-1] <= short))
    cross = before[at, 0] * after[at, 1] - before[at, 1] * after[at, 0]
    on = (chamfer[at, 0] * after[at, 1] - chamfer[at, 1] * after[at, 0]) / cross
    corner = xy[at + 1] + on[:, None] * before[at]
    near = (on >= 0) & (np.hypot(*(corner - xy[at + 2]).T) <= short) & (np.hypot(*(corner - xy[at + 1]).T) <= short)
    at, corner = at[near], corner[near]
    xy[at + 1] = corner
    kept = np.ones(len(xy), bool)
    kept[at + 2] = False
    return shapely.linestrings(xy[kept], indices=owner[kept])
