"""Tick marks (トンボ) among the lines of a drawing: crosses in rows and columns at one distance, and the strokes with
which the same rows and columns leave the neatline."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial import cKDTree

from .sheetcode import PAPER_HEIGHT, PAPER_WIDTH
from .ticks import SPACING_MM

_SHORTEST_ARM, _LONGEST_ARM = 4.0, 60.0  # pens
_LEAST, _MOST = 4, 3000  # crosses that make a grid; more of them are symbols of the map
_APART = 6.0  # arms from cross to cross at least; 100 mm and arms of 5 mm are usual
_ALIKE = 0.85  # one arm is as long as another
_ALONG, _ACROSS = (np.cos(np.radians(degrees)) for degrees in (6, 84))
_TURN = np.radians(4 * 2)  # crosses of a grid differ by 2 degrees at most; four times it, as a quarter turn is none
_CENTRED = 0.15  # of an arm that the middles of the two strokes of a cross lie apart
_ROUGH, _FINE = 0.15, 0.02  # of a grid's spacing that a cross may lie off its place
_NEAR = 0.012  # of the spacing: paper bends
_ARM_MM = 5.0  # usually
_SQUARE = 0.03  # difference between the spacings, and cosine between rows and columns
_SHORTEST_MARK, _LONGEST_MARK = 0.25, 1.3  # arms
_MOST_OF = 0.75  # of the strokes of a cross
_TRIED = 5


@dataclass(frozen=True)
class Grid:
    """Places on a page at ``origin`` + i * ``steps[0]`` + j * ``steps[1]``; (2,) and (2, 2) pixels. ``arm`` (pixels) of
    the crosses there."""

    origin: np.ndarray
    steps: np.ndarray
    arm: float

    @property
    def spacing(self):
        return float(np.hypot(*self.steps.T).mean())

    @property
    def axes(self):
        """(2, 2) unit vectors along rows and columns."""
        return self.steps / np.hypot(*self.steps.T)[:, None]

    def cells(self, xy):
        """(n, 2) numbers i, j of the nearest place to each of ``xy`` (n, 2), and how far (n, 2) it lies off it."""
        cells = np.round((xy - self.origin) @ np.linalg.inv(self.steps))
        return cells.astype(int), xy - (self.origin + cells @ self.steps)


@dataclass(frozen=True)
class Strokes:
    """Lines that go on straight through junctions: ``middle`` and unit vector ``way`` (k, 2), ``half`` (k,) their
    length (pixels), whether they are ``straight`` (k,)."""

    middle: np.ndarray
    way: np.ndarray
    half: np.ndarray
    straight: np.ndarray

    @classmethod
    def of(cls, traits, stroke):
        """Of the lines that ``traits`` (Traits) know; ``stroke`` (m,) is the number of each line's stroke."""
        ends, count = traits.end_points, stroke.max(initial=-1) + 1
        chord = ends[:, 1] - ends[:, 0]
        twice = (chord[:, 0] + 1j * chord[:, 1]) ** 2
        angle = np.angle(np.bincount(stroke, twice.real, count) + 1j * np.bincount(stroke, twice.imag, count)) / 2
        way = np.column_stack([np.cos(angle), np.sin(angle)])
        across = np.column_stack([-way[:, 1], way[:, 0]])
        low, high = np.full((2, count, 2), [[[np.inf]], [[-np.inf]]])
        for end in (0, 1):
            spot = np.column_stack([np.sum(ends[:, end] * side[stroke], axis=1) for side in (way, across)])
            np.minimum.at(low, stroke, spot)
            np.maximum.at(high, stroke, spot)
        reach, bow = (high - low).T
        middle = (low + high)[:, :1] / 2 * way + (low + high)[:, 1:] / 2 * across
        length = np.bincount(stroke, traits.length, count)
        straight = (bow <= np.maximum(traits.pen, 0.05 * reach)) & (length <= 1.1 * reach + traits.pen)
        return cls(middle, way, reach / 2, straight)


def tick_marks(traits, neatline=None):
    """(m,) bool: which of the lines that ``traits`` (Traits) know are tick marks. Their grid is the one that crosses
    make, else what the corners of the ``neatline`` (4, 2) predict; without either there are none."""
    stroke = np.unique(traits.stroke, return_inverse=True)[1]
    strokes = Strokes.of(traits, stroke)
    found = crosses(strokes, traits.pen)
    grid = grid_of(*found)
    if grid is None and neatline is not None:
        grid = grid_in(neatline, *found[:2])
    if grid is None:
        return np.zeros(len(traits.length), bool)
    near = max(_NEAR * grid.spacing, 1.5 * traits.pen)
    long = strokes.straight & (strokes.half > _LONGEST_MARK * grid.arm)
    return _marks_from(traits, grid, near) | _arms(traits, grid, near, ~long[stroke])


def crosses(strokes, pen):
    """Centres (n, 2), arms (n,) and angles (n,) (radians, 0 to a quarter turn) of the crosses among ``strokes``: two
    that halve each other squarely and are of one length."""
    some = np.flatnonzero(strokes.straight & (strokes.half > _SHORTEST_ARM * pen) & (strokes.half < _LONGEST_ARM * pen))
    if len(some) < 2:
        return np.zeros((0, 2)), np.zeros(0), np.zeros(0)
    middle, way, half = strokes.middle[some], strokes.way[some], strokes.half[some]
    reach = np.maximum(_CENTRED * half, 1.5 * pen)
    one, two = cKDTree(middle).query_pairs(reach.max(), output_type="ndarray").T
    apart = np.hypot(*(middle[one] - middle[two]).T)
    square = np.abs(np.sum(way[one] * way[two], axis=1)) < _ACROSS
    alike = np.minimum(half[one], half[two]) > _ALIKE * np.maximum(half[one], half[two])
    found = square & alike & (apart < np.minimum(reach[one], reach[two]))
    one, two = one[found], two[found]
    angle = np.arctan2(way[one, 1], way[one, 0]) % (np.pi / 2)
    return (middle[one] + middle[two]) / 2, (half[one] + half[two]) / 2, angle


def grid_of(centres, arms, angles):
    """The :class:`Grid` on which most crosses of one size and direction lie, or None."""
    if not len(centres):
        return None
    kind = np.column_stack([np.log(arms) / -np.log(_ALIKE), np.cos(4 * angles) / _TURN, np.sin(4 * angles) / _TURN])
    alike = cKDTree(kind).query_ball_point(kind, 1.0)
    count = np.array([len(others) for others in alike])
    for seed in np.argsort(-count, kind="stable")[:_TRIED]:
        if _LEAST <= count[seed] <= _MOST:
            turned = np.exp(4j * angles[alike[seed]]).mean()
            grid = _fitted(centres[alike[seed]], np.angle(turned) / 4, float(np.median(arms[alike[seed]])))
            if grid is not None:
                return grid
    return None


def grid_in(neatline, centres, arms):
    """The :class:`Grid` inside a ``neatline`` (4, 2); its crosses are as large as those found there."""
    counts = np.round(np.array([PAPER_WIDTH, PAPER_HEIGHT]) * 1000 / SPACING_MM)
    north_west, north_east, south_east, south_west = neatline
    across, down = north_east - north_west + south_east - south_west, south_west - north_west + south_east - north_east
    grid = Grid(north_west, np.array([across, down]) / 2 / counts[:, None], 0)
    there = np.hypot(*grid.cells(centres)[1].T) < _NEAR * grid.spacing
    return replace(grid, arm=float(np.median(arms[there])) if there.any() else _ARM_MM / SPACING_MM * grid.spacing)


def _fitted(centres, angle, arm):
    axes = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    page = centres @ axes.T
    spacing = _spacing(page, _APART * arm)
    if spacing is None:
        return None
    phase = np.angle(np.exp(2j * np.pi * page / spacing).mean(axis=0)) / (2 * np.pi)
    grid = Grid(phase * spacing @ axes, spacing * axes, arm)
    for off in (_ROUGH, _FINE):
        cells, away = grid.cells(centres)
        good = np.hypot(*away.T) < off * spacing
        known = np.column_stack([np.ones(good.sum()), cells[good]])
        if good.sum() < max(_LEAST, len(centres) / 2) or np.linalg.matrix_rank(known) < 3:
            return None
        found = np.linalg.lstsq(known, centres[good], rcond=None)[0]
        grid = Grid(found[0], found[1:], arm)
    lengths = np.hypot(*grid.steps.T)
    square = abs(grid.axes[0] @ grid.axes[1]) < _SQUARE and abs(lengths[0] / lengths[1] - 1) < _SQUARE
    return grid if square else None


def _spacing(page, least):
    """The usual distance from one cross to the next in its row or column, or None."""
    apart = np.abs(page[:, None] - page)
    nearest = []
    for axis in (0, 1):
        in_line = (apart[..., 1 - axis] < 0.03 * apart[..., axis]) & (apart[..., axis] > least)
        nearest.append(np.where(in_line, apart[..., axis], np.inf).min(axis=1))
    nearest = np.concatenate(nearest)
    nearest = nearest[np.isfinite(nearest)]
    return float(np.median(nearest)) if len(nearest) >= _LEAST else None


def _marks_from(traits, grid, near):
    """(m,) bool: short lines with one free end that leave a place of the ``grid`` along it, where another one leaves
    square to them: arms of a cross, and marks out from the neatline."""
    free = traits.degree[traits.ends] == 1
    out = np.where(free[:, 0], 1, 0)  # the end at the grid's place
    line = np.arange(len(free))
    chord = np.hypot(*(traits.end_points[:, 1] - traits.end_points[:, 0]).T)
    mark = (free.sum(axis=1) == 1) & (chord > 0.85 * traits.length)
    mark &= (traits.length > _SHORTEST_MARK * grid.arm) & (traits.length < _LONGEST_MARK * grid.arm)
    mark &= np.hypot(*grid.cells(traits.end_points[line, out])[1].T) < near
    way = traits.end_points[line, 1 - out] - traits.end_points[line, out]
    # a corner's thickness shifts one end of so short a line
    along = np.abs(way @ grid.axes.T)[:, ::-1] < np.maximum(traits.pen, 0.1 * chord)[:, None]
    node = traits.ends.ravel()
    leaves = np.zeros((len(traits.points), 2), bool)
    np.logical_or.at(leaves, node, np.abs(traits.headings @ grid.axes.T) > _ALONG)
    return mark & (along & leaves[traits.ends[line, out]][:, ::-1]).any(axis=1)


def _arms(traits, grid, near, short):
    """(m,) bool: the lines along an arm of a cross of the ``grid``, whatever runs across it, where that arm ends freely
    as far out as arms do, or where ``short`` (m,) lines along both axes make most of a cross."""
    ends = traits.end_points
    cells, place = np.unique(grid.cells(ends.mean(axis=1))[0], axis=0, return_inverse=True)
    place = place.ravel()
    from_place = ends - (grid.origin + cells @ grid.steps)[place][:, None]
    chord = np.hypot(*(ends[:, 1] - ends[:, 0]).T)
    free = (traits.degree[traits.ends] == 1) & (chord > 0.85 * traits.length)[:, None]
    found, close = np.zeros(len(ends), bool), []
    for axis in (0, 1):
        along, across = from_place @ grid.axes[axis], from_place @ grid.axes[1 - axis]
        on_arm = (np.abs(along).max(axis=1) < grid.arm / _ALIKE) & (np.abs(across).max(axis=1) < near)
        on_arm &= np.abs(across[:, 1] - across[:, 0]) < np.maximum(traits.pen, 0.1 * chord)
        close.append(on_arm & short & (np.abs(across).max(axis=1) < near / 2))
        arm = 2 * place + (along.sum(axis=1) > 0)
        tip = on_arm & (free & (np.abs(along) > _ALIKE * grid.arm)).any(axis=1)
        spot = np.full(2 * len(cells), np.inf)  # across, of each arm that has a free tip
        spot[arm[tip]] = across[tip].mean(axis=1)
        found |= on_arm & (np.abs(across.mean(axis=1) - spot[arm]) < 1.5 * traits.pen)
    covered = [np.bincount(place, chord * along, len(cells)) for along in close]
    whole = np.min(covered, axis=0) > _MOST_OF * 2 * grid.arm
    return found | np.any(close, axis=0) & whole[place]
