"""Whether the paper was cut and pieced together, or the scanner slipped: the way from tick to tick tells.

Paper shrinks and waves by half a millimetre from one tick to the next; a strip that was lost, seen twice or glued on
askew shows in all ticks on either side of it. A bending model would follow it and look good.
"""

import warnings
from dataclasses import dataclass, replace

import numpy as np

from .sheetcode import PAPER_HEIGHT, PAPER_WIDTH
from .ticks import SPACING_MM, tick_grid

_MOST_MM = 0.9  # by which one way from tick to tick may differ from the usual one, in the median of all beside it
_FEWEST = 3  # ticks in a row tell a jump of the paper from a tick that was drawn badly


@dataclass(frozen=True)
class Jump:
    """In the 100 mm from ``start`` (millimetres from the neatline's north edge, from its west edge where the cut is
    ``upright``) the paper is ``millimetres`` too long, too short where negative, or has slipped ``sideways`` by that."""

    upright: bool
    start: float
    millimetres: float
    sideways: bool = False

    @property
    def end(self):
        return self.start + SPACING_MM

    def half_turned(self):
        """The same in the scan turned by 180 degrees."""
        side = 1000 * (PAPER_WIDTH if self.upright else PAPER_HEIGHT)
        return replace(self, start=side - self.end)


def find_jumps(ticks, edges, pixels_per_mm):
    """Every :class:`Jump` of a scan, the largest first. ``ticks`` (Tick) and the neatline's ``edges`` (Edge) are in its
    pixels."""
    columns, rows = tick_grid().max(axis=0)
    places = np.full((rows, columns, 2), np.nan)
    for tick in ticks:
        places[tick.row - 1, tick.column - 1] = tick.pixel
    top, right, bottom, left = edges
    jumps = [
        *_jumps(places, left, right, pixels_per_mm, upright=True),
        *_jumps(places.swapaxes(0, 1)[..., ::-1], top, bottom, pixels_per_mm, upright=False),
    ]
    return sorted(jumps, key=lambda jump: -abs(jump.millimetres))


def _jumps(places, first, last, pixels_per_mm, upright):
    """``places`` (rows, columns, 2) have the direction that is looked along first; ``first`` and ``last`` are the edges
    across it."""
    along, across = places[..., 0], places[..., 1]
    start, end = first.curve(across[:, :1]), last.curve(across[:, -1:])
    for sideways, values in ((False, np.hstack([start, along, end])), (True, across)):
        steps = np.diff(values, axis=1) / pixels_per_mm
        for number, off in enumerate(_off_the_usual(steps)):
            if abs(off) > _MOST_MM:
                yield Jump(upright, SPACING_MM * (number + sideways), float(off), sideways)


def _off_the_usual(steps):
    """Of each column of ``steps`` (rows, columns) the median, less that of all; 0 where too few are known."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # columns without a tick
        off = np.nanmedian(steps, axis=0) - np.nanmedian(steps)
    return np.where(np.isfinite(steps).sum(axis=0) >= _FEWEST, off, 0)
