"""Ticks (トンボ): the small crosses each 100 mm inside the neatline, found near where the corners predict them."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import uniform_filter1d

from .sheetcode import PAPER_HEIGHT, PAPER_WIDTH

SPACING_MM = 100.0
_SEARCH_MM = 2.5  # paper bends and shrinks less than this between corner and tick
_ARM_MM = 1.8  # of each arm that must be inked
_LINE_MM = 0.2
_RIVAL = 0.8  # a second cross nearly as clear makes the first one doubtful


@dataclass(frozen=True)
class Tick:
    """A cross at ``column``, ``row`` of the 100 mm grid from the north-west corner, its centre ``pixel`` (2,)."""

    column: int
    row: int
    pixel: np.ndarray

    def half_turned(self, size):
        """The same cross in the scan of ``size`` (width, height) turned by 180 degrees."""
        columns, rows = (round(side * 1000 / SPACING_MM) for side in (PAPER_WIDTH, PAPER_HEIGHT))
        return Tick(columns - self.column, rows - self.row, np.asarray(size) - self.pixel)


def tick_grid():
    """Columns and rows (n, 2) of the interior ticks."""
    columns = np.arange(1, round(PAPER_WIDTH * 1000 / SPACING_MM))
    rows = np.arange(1, round(PAPER_HEIGHT * 1000 / SPACING_MM))
    return np.array([(column, row) for row in rows for column in columns])


def find_ticks(grey, predict, pixels_per_mm):
    """The :class:`Tick` of each crossing of the grid where one clear cross is found.

    ``predict`` takes millimetres (n, 2) right and down from the north-west corner to pixels (n, 2).
    """
    grid = tick_grid()
    expected = predict(grid * SPACING_MM)
    found = ((cell, cross_near(grey, place, pixels_per_mm)) for cell, place in zip(grid, expected, strict=True))
    return [Tick(int(column), int(row), pixel) for (column, row), pixel in found if pixel is not None]


def cross_near(grey, place, pixels_per_mm):
    """Centre (2,) in pixels of the one clear cross near ``place`` (2,) in ``grey`` uint8 (rows, columns), or None."""
    half = int(np.ceil((_SEARCH_MM + 2 * _ARM_MM) * pixels_per_mm))
    column, row = np.floor(place).astype(int)
    window = grey[max(row - half, 0) : row + half + 1, max(column - half, 0) : column + half + 1]
    if window.shape != (2 * half + 1, 2 * half + 1):
        return None
    darkness = np.maximum(np.percentile(window, 75) - window.astype(np.float32), 0)
    arm, line = max(3, round(_ARM_MM * pixels_per_mm)), max(1, round(_LINE_MM * pixels_per_mm))
    score = _likeness(darkness, arm, line)
    reach = int(np.ceil(_SEARCH_MM * pixels_per_mm))
    best = _only_peak(score[half - reach : half + reach + 1, half - reach : half + reach + 1], arm)
    if best is None:
        return None
    centre = _fine_centre(darkness, best[1] + half - reach, best[0] + half - reach, arm, line)
    return None if centre is None else centre + np.array([column - half, row - half])


def _likeness(darkness, arm, line):
    """How dark the weakest of four arms is, less the ink in the corners between them."""
    along_x = uniform_filter1d(darkness, line, axis=0)
    along_y = uniform_filter1d(darkness, line, axis=1)
    left, right = _halves(along_x, arm, axis=1)
    above, below = _halves(along_y, arm, axis=0)
    weakest = np.minimum.reduce([left, right, above, below])
    between = uniform_filter1d(uniform_filter1d(darkness, 2 * arm + 1, axis=0), 2 * arm + 1, axis=1)
    return weakest - 1.5 * between


def _halves(image, arm, axis):
    mean = uniform_filter1d(image, arm, axis=axis)
    gap = arm // 2 + 2
    return np.roll(mean, gap, axis=axis), np.roll(mean, -gap, axis=axis)


def _only_peak(score, arm):
    """(row, column) of the highest score, or None where it is low or has a rival an arm's third away."""
    row, column = np.unravel_index(score.argmax(), score.shape)
    top = score[row, column]
    if top < 25:
        return None
    rest = score.copy()
    near = max(2, arm // 3)
    rest[max(row - near, 0) : row + near + 1, max(column - near, 0) : column + near + 1] = -np.inf
    return None if rest.max() > _RIVAL * top else (row, column)


def _fine_centre(darkness, column, row, arm, line):
    """Each coordinate is the ink's centre of mass across the two arms that run along the other one."""
    gap, side = line + 1, line + 2
    x = _across(_arms(darkness, row, column, arm, gap, side).mean(axis=0))
    y = _across(_arms(darkness.T, column, row, arm, gap, side).mean(axis=0))
    if x is None or y is None:
        return None
    return np.array([column - side + x, row - side + y])


def _arms(darkness, row, column, arm, gap, side):
    rows = np.r_[row - arm - gap : row - gap, row + gap + 1 : row + gap + arm + 1]
    rows = rows[(rows >= 0) & (rows < len(darkness))]
    return darkness[rows, max(column - side, 0) : column + side + 1]


def _across(profile):
    part = np.maximum(profile - 0.3 * profile.max(), 0)
    if part.sum() <= 0:
        return None
    return float(part @ (np.arange(len(part)) + 0.5) / part.sum())
