"""Areas of solid ink: blackened walls and buildings, whose outline is the line and not their middle."""

import numpy as np
from scipy import ndimage

from .nearness import distance_to


def solid(depth, width, broad, reach):
    """Where ink covers an area wider than ``width`` pixels, not farther than ``reach`` pixels from where it is as wide
    as ``broad``: (h, w) bool.

    ``depth`` (h, w) is the distance of each ink pixel to the nearest paper, right up to half of ``broad`` at least.
    What lies farther away than the three together does not matter, so that tiles with that overlap agree.
    """
    core = depth > broad / 2
    if not core.any():
        return core
    return _near(core, _opened(depth, width / 2), reach)


def outline(area):
    """The outermost pixels of ``area``: (h, w) bool."""
    return area & ~ndimage.binary_erosion(area, border_value=1)


def _opened(depth, radius):
    """The ink where a disc of ``radius`` finds room in it."""
    return _near(depth > radius, depth > 0, radius)


def _near(target, where, reach):
    """The part of ``where`` not farther than ``reach`` from ``target``: (h, w) bool."""
    near = np.zeros(where.shape, bool)
    near[where] = distance_to(target, where, int(reach) + 1) <= reach
    return near
