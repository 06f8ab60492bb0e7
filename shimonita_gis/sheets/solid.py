"""Areas of solid ink: blackened walls and buildings, whose outline is the line and not their middle."""

from scipy import ndimage


def solid(depth, width, broad, reach):
    """Where ink covers an area wider than ``width`` pixels, not farther than ``reach`` pixels from where it is as wide
    as ``broad``: (h, w) bool.

    ``depth`` (h, w) is the distance of each ink pixel to the nearest paper. Openings with discs, by distance
    transforms, so that the time does not grow with the sizes; what lies farther away than the three together does not
    matter, so that tiles with that overlap agree.
    """
    core = depth > broad / 2
    if not core.any():
        return core
    return _opened(depth, width / 2) & (ndimage.distance_transform_edt(~core) <= reach)


def outline(area):
    """The outermost pixels of ``area``: (h, w) bool."""
    return area & ~ndimage.binary_erosion(area, border_value=1)


def _opened(depth, radius):
    core = depth > radius
    return (ndimage.distance_transform_edt(~core) <= radius) & (depth > 0)
