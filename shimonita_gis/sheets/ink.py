"""Ink told from paper under uneven light: what is clearly darker than its surroundings."""

from enum import IntEnum
from functools import reduce

import numpy as np
from scipy import ndimage


class Ink(IntEnum):
    """Which ink to follow."""

    ALL = 0
    BLACK = 1
    RED = 2
    BLUE = 3
    GREEN = 4
    BROWN = 5


INK_NAMES = ("all", "black", "red", "blue", "green", "brown")

_WINDOW = 41
_SENSITIVITY = 0.2
_RANGE = 128.0
_COLOURED = 40  # difference between the channels from which on ink counts as coloured


def darkness(image):
    """How dark each pixel is in the channel that shows it best: (h, w) float32, 0 white to 255 black.

    ``image`` (h, w) or (h, w, bands) uint8; coloured ink is dark in at least one channel.
    """
    # pair by pair: numpy reduces so short an axis twenty times slower
    bands = [image] if image.ndim == 2 else np.moveaxis(image, -1, 0)
    darkest = reduce(np.minimum, bands)
    return 255.0 - darkest.astype(np.float32)


def ink_mask(image, ink=Ink.ALL, tint=None):
    """Where there is ``ink``: (h, w) bool; ``tint`` is the paper's (:func:`paper_tint`), by default this image's.

    Threshold after Sauvola & Pietikäinen 2000 (window 41, k 0.2, R 128): light and paper may change slowly over
    the sheet; a stain lowers mean and threshold together.
    """
    grey = 255.0 - darkness(image)
    mean = ndimage.uniform_filter(grey, _WINDOW)
    threshold = ndimage.uniform_filter(grey * grey, _WINDOW)
    threshold -= mean * mean  # in place from here on: tiles are large
    np.sqrt(np.maximum(threshold, 0, out=threshold), out=threshold)
    threshold *= _SENSITIVITY / _RANGE
    threshold += 1 - _SENSITIVITY
    threshold *= mean
    mask = grey < threshold
    if ink != Ink.ALL and image.ndim == 3:
        mask &= colour_of(image, paper_tint(image) if tint is None else tint) == ink
    return mask


def paper_tint(image):
    """How far the paper's colour, the median of ``image`` (h, w, 3), is off grey: (3,) int16."""
    tint = np.median(image[::16, ::16, :3].reshape(-1, 3), axis=0)
    return (tint - tint.mean()).astype(np.int16)


def colour_of(pixels, tint):
    """The :class:`Ink` that the colour of each of ``pixels`` (…, 3) uint8 stands for: (…) uint8, never ALL."""
    red, green, blue = np.moveaxis(pixels[..., :3].astype(np.int16) - tint, -1, 0)
    coloured = np.maximum(np.maximum(red, green), blue) - np.minimum(np.minimum(red, green), blue) > _COLOURED
    hue = np.select(
        [
            (blue >= red) & (blue >= green),
            (green >= red) & (green >= blue),
            (red > green) & (green - blue > (red - green) / 2),
        ],
        [Ink.BLUE, Ink.GREEN, Ink.BROWN],
        Ink.RED,
    )
    return np.where(coloured, hue, Ink.BLACK).astype(np.uint8)
