"""Areas filled with close strokes or solid ink: hatched buildings, water lines, blackened walls."""

from scipy import ndimage


def hatched(ink, spacing, width):
    """Where strokes lie closer than ``spacing`` pixels over an area wider than ``width`` pixels: (h, w) bool.

    A closing fills the gaps between the strokes, an opening takes away what stays as narrow as a line; both with
    discs, by distance transforms, so that the time does not grow with the sizes.
    """
    return _opened(_closed(ink, spacing / 2), width / 2)


def outline(area):
    """The outermost pixels of ``area``: (h, w) bool."""
    return area & ~ndimage.binary_erosion(area, border_value=1)


def _closed(mask, radius):
    grown = ndimage.distance_transform_edt(~mask) <= radius
    return ndimage.distance_transform_edt(grown) > radius


def _opened(mask, radius):
    if not mask.any():
        return mask
    core = ndimage.distance_transform_edt(mask) > radius
    return (ndimage.distance_transform_edt(~core) <= radius) & mask if core.any() else core
