"""A scan at several sizes, so that any part of it is shown at once, however large the sheet is."""

import numpy as np

_SMALLEST = 1200  # pixels of the longer side; smaller than a screen needs no further level
_LARGEST = 1.4


class Pyramid:
    """Each level has half the sides of the one before it; the first is the scan itself."""

    def __init__(self, pixels):
        """``pixels`` are uint8 (bands 1 or 3, rows, columns); they are not copied."""
        self._pixels, self._halves = pixels, []
        bands = list(pixels)
        while max(bands[0].shape) > _SMALLEST:
            bands = [_halved(band) for band in bands]
            self._halves.append(_interleaved(bands))

    @property
    def size(self):
        """Width and height of the scan in pixels."""
        return self._pixels.shape[2], self._pixels.shape[1]

    def part(self, box, scale):
        """What lies in ``box`` (left, top, right, bottom in the scan's pixels), sharp enough to be shown at ``scale``
        pixels of the screen for one of the scan.

        Returns uint8 (rows, columns, bands) and the box that it covers: no less of the scan than was asked for.
        """
        level = self._level_of(scale)
        step = 2**level
        rows, columns = self._halves[level - 1].shape[:2] if level else self._pixels.shape[1:]
        left, right = _cells(box[0], box[2], step, columns)
        top, bottom = _cells(box[1], box[3], step, rows)
        if level:
            part = np.ascontiguousarray(self._halves[level - 1][top:bottom, left:right])
        else:
            part = _interleaved([np.ascontiguousarray(band[top:bottom, left:right]) for band in self._pixels])
        return part, (left * step, top * step, right * step, bottom * step)

    def _level_of(self, scale):
        """The coarsest level whose pixels are not shown larger than _LARGEST of the screen."""
        return int(np.clip(np.floor(np.log2(_LARGEST / max(scale, 1e-6))), 0, len(self._halves)))


def _cells(start, end, step, most):
    first = int(np.clip(np.floor(start / step), 0, most - 1))
    return first, int(np.clip(np.ceil(end / step), first + 1, most))


def _halved(band):
    """The mean of each 2 x 2 block; what is left over at an odd edge is averaged with itself."""
    from PIL import Image

    return np.asarray(Image.fromarray(np.ascontiguousarray(band)).reduce(2))


def _interleaved(bands):
    """(rows, columns, bands) by Pillow, many times faster than turning the axes."""
    from PIL import Image

    if len(bands) == 1:
        return bands[0][..., None]
    return np.asarray(Image.merge("RGB", [Image.fromarray(band) for band in bands]))
