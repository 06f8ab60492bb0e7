"""What ``score_linework.py`` measures, by the same rules but without walking over the whole picture for each shape, so
that whole sheets are scored in seconds; ``tests/linework/test_scoring.py`` holds the two against each other."""

import numpy as np
from rasterio.features import rasterize
from scipy import ndimage

TOLERANCE = 4  # pixels
SMALLEST = 100  # square pixels; smaller shapes are not counted


def drawn(lines, shape):
    """(h, w) bool: the pixels under ``lines``."""
    if not len(lines):
        return np.zeros(shape, bool)
    return rasterize(((line, 1) for line in lines), shape, dtype="uint8") > 0


def line_f1(lines, truth, inside, tolerance=TOLERANCE):
    """The harmonic mean of the shares of ``lines`` near the ``truth`` (h, w) and of the truth near the lines."""
    traced, truth = drawn(lines, truth.shape) & inside, truth & inside
    precision = (traced & within(truth, tolerance)).sum() / max(traced.sum(), 1)
    recall = (truth & within(traced, tolerance)).sum() / max(truth.sum(), 1)
    return 2 * precision * recall / max(precision + recall, 1e-12)


def within(mask, tolerance):
    """Where a pixel of ``mask`` is no farther than ``tolerance``."""
    near = np.pad(mask, tolerance)
    wide = near.copy()
    steps = range(-tolerance, tolerance + 1)
    for down, right in ((d, r) for d in steps for r in steps if 0 < d * d + r * r <= tolerance**2):
        wide |= np.roll(near, (down, right), (0, 1))
    return wide[tolerance:-tolerance, tolerance:-tolerance]


def panoptic_quality(shapes, truth, inside):
    """The panoptic quality (0 to 100) of closed ``shapes`` against the areas between the lines of ``truth`` (h, w)."""
    wanted = ndimage.label(inside & ~truth)[0]
    found = _painted(shapes, truth.shape)
    found[~inside] = 0
    wanted_area, found_area = np.bincount(wanted.ravel()), np.bincount(found.ravel())
    pair, shared = np.unique(wanted.ravel() * np.int64(len(found_area)) + found.ravel(), return_counts=True)
    one, two = np.divmod(pair, len(found_area))
    counts = (one > 0) & (two > 0) & (wanted_area[one] >= SMALLEST) & (found_area[two] >= SMALLEST)
    likeness = shared / (wanted_area[one] + found_area[two] - shared)
    hits = likeness[counts & (likeness > 0.5)]
    missed, false = ((area[1:] >= SMALLEST).sum() - len(hits) for area in (wanted_area, found_area))
    return 100 * hits.sum() / max(len(hits) + (missed + false) / 2, 1e-12)


def _painted(shapes, size):
    """(h, w) int32: the number of the smallest of ``shapes`` (GeoSeries) over each pixel, 0 where there is none."""
    if not len(shapes):
        return np.zeros(size, np.int32)
    largest_first = shapes.iloc[np.argsort(-shapes.area.to_numpy(), kind="stable")]
    return rasterize(((shape, n) for n, shape in enumerate(largest_first, 1)), size, dtype="int32")
