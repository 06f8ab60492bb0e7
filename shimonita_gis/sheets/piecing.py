"""Whether the paper was cut and pieced together, or the scanner slipped: the way from tick to tick tells.

Paper shrinks and waves by half a millimetre from one tick to the next; a strip that was lost, seen twice or glued on
askew shows in all ticks on either side of it. A bending model would follow it and look good.
"""

from dataclasses import dataclass, replace

import numpy as np

from .sheetcode import PAPER_HEIGHT, PAPER_WIDTH
from .ticks import SPACING_MM, tick_grid

_MOST_MM = 0.9  # by which one way from tick to tick may differ from the usual one, in the median of all beside it
_FEWEST = 3  # ticks in a row tell a jump of the paper from a tick that was drawn badly


@dataclass(frozen=True)
class Jump:
    """Between ``start`` and ``end`` (millimetres from the neatline's north edge, from its west edge where the cut is
    ``upright``) the paper is ``millimetres`` too long, too short where negative, or has slipped ``sideways`` by that.
    """

    upright: bool
    start: float
    end: float
    millimetres: float
    sideways: bool = False

    def half_turned(self):
        """The same in the scan turned by 180 degrees."""
        side = 1000 * (PAPER_WIDTH if self.upright else PAPER_HEIGHT)
        return replace(self, start=side - self.end, end=side - self.start)


def find_jumps(ticks, edges, pixels_per_mm):
    """Every :class:`Jump` of a scan, the largest first. ``ticks`` (Tick) and the neatline's ``edges`` (Edge) are in its
    pixels."""
    columns, rows = tick_grid().max(axis=0)
    places = np.full((rows, columns, 2), np.nan)
    for tick in ticks:
        places[tick.row - 1, tick.column - 1] = tick.pixel
    top, right, bottom, left = edges
    jumps = [
        *_jumps(places / pixels_per_mm, _edges_beside(places, left, right) / pixels_per_mm, upright=True),
        *_jumps(_turned(places) / pixels_per_mm, _edges_beside(_turned(places), top, bottom) / pixels_per_mm, False),
    ]
    return sorted(jumps, key=lambda jump: -abs(jump.millimetres))


def bare_strips(ticks):
    """(upright, start, end) in millimetres from the neatline's west or north edge, where columns (``upright``) or rows
    of the grid are without any of the ``ticks`` (Tick)."""
    lines = tick_grid().max(axis=0)
    for upright, count, seen in (
        (True, lines[0], {tick.column for tick in ticks}),
        (False, lines[1], {tick.row for tick in ticks}),
    ):
        bare = [line for line in range(1, count + 1) if line not in seen]
        if bare:
            yield upright, SPACING_MM * (bare[0] - 1), SPACING_MM * (bare[-1] + 1)


def _turned(places):
    return places.swapaxes(0, 1)[..., ::-1]


def _edges_beside(places, first, last):
    """Where the edges across lie beside each row of ``places`` (rows, columns, 2): (rows, 2), NaN where unknown."""
    return np.column_stack([first.curve(places[:, 0, 1]), last.curve(places[:, -1, 1])])


def _jumps(places, edges, upright):
    """``places`` (rows, columns, 2) have the direction that is looked along first; all in millimetres of the scan."""
    along = np.hstack([edges[:, :1], places[..., 0], edges[:, 1:]])
    across = np.pad(places[..., 1], [(0, 0), (1, 1)], constant_values=np.nan)  # an edge does not show that it slipped
    for sideways, values in ((False, along), (True, across)):
        known = np.flatnonzero(np.isfinite(values).sum(axis=0) >= _FEWEST)
        for first, last, off in _off_the_usual(values[:, known], known):
            if abs(off) > _MOST_MM * (last - first):
                yield Jump(upright, float(SPACING_MM * first), float(SPACING_MM * last), float(off), sideways)


def _off_the_usual(values, numbers):
    """(first, last, off) of each two columns of ``values`` (rows, columns) side by side, which have these ``numbers``
    in the grid: how much longer the way between them is than the usual one, in the median of all rows."""
    steps = np.diff(values, axis=1)
    beside = np.isfinite(steps).any(axis=0)
    steps, first, last = steps[:, beside], numbers[:-1][beside], numbers[1:][beside]
    if steps.shape[1]:
        usual = np.nanmedian(steps / (last - first))
        yield from zip(first, last, np.nanmedian(steps, axis=0) - usual * (last - first), strict=True)
