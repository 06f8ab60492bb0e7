"""Areas filled with close strokes or solid ink: hatched buildings, water lines, blackened walls."""

import numpy as np
from scipy import ndimage


def hatched(ink, spacing, width, broad):
    """Where strokes lie closer than ``spacing`` pixels over an area wider than ``width`` pixels, and somewhere as wide
    as ``broad``, which lettering and double lines are not: (h, w) bool.

    A closing fills the gaps between the strokes, an opening takes away what stays as narrow as a line; both with
    discs, by distance transforms, so that the time does not grow with the sizes. Lettering in an area leaves small
    holes in it; they belong to it.
    """
    closed = _closed(ink, spacing / 2)
    depth = ndimage.distance_transform_edt(closed)
    area = _opened(depth, width / 2)
    pieces, count = ndimage.label(area)
    if not count:
        return area
    deepest = ndimage.maximum(depth, pieces, np.arange(count + 1))
    area = (deepest >= broad / 2)[pieces] & area
    return _without_holes(area, broad)


def outline(area):
    """The outermost pixels of ``area``: (h, w) bool."""
    return area & ~ndimage.binary_erosion(area, border_value=1)


def _closed(mask, radius):
    grown = ndimage.distance_transform_edt(~mask) <= radius
    return ndimage.distance_transform_edt(grown) > radius


def _opened(depth, radius):
    core = depth > radius
    return (ndimage.distance_transform_edt(~core) <= radius) & (depth > 0) if core.any() else core


def _without_holes(area, size):
    """With the holes filled that are nowhere wider than ``size`` and smaller than its square."""
    holes, count = ndimage.label(~area)
    if count < 2:
        return area
    small = np.bincount(holes.ravel()) < size**2
    return area | (small[holes] & ~area)
