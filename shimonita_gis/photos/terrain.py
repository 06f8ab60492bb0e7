"""The terrain model, and where rays meet it."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np

from shimonita_gis.datum import reference_system
from shimonita_gis.errors import InputError, existing_file

_MOST_CELLS = 60_000_000  # a larger window is read coarser, so that memory stays bounded
_CHUNK = 1 << 17
_NUDGE = 1e-6
_UNKNOWN, _HIGHEST = -32767.0, 9000.0


class Answer(IntEnum):
    """What became of a ray."""

    GROUND = 0
    HORIZON = 1  # it goes up, or farther than asked for
    NO_DATA = 2  # it leaves the terrain model or enters a hole in it
    UNDERGROUND = 3  # it starts below the terrain


@dataclass(frozen=True)
class Hits:
    """Where rays (n,) met the ground: ``points`` (n, 3) in the terrain's frame, NaN unless ``answer`` is GROUND;
    ``last`` (n, 3) is the farthest place that each ray was followed to."""

    points: np.ndarray
    answer: np.ndarray
    last: np.ndarray


@dataclass(frozen=True)
class FlatGround:
    """Ground at one height for each ray: what is assumed without a terrain model."""

    height: np.ndarray

    def hits(self, origins, directions, farthest=3000.0):
        """As :meth:`Terrain.hits`; ``height`` is broadcast over the rays."""
        origins, directions = np.asarray(origins, float), np.asarray(directions, float)
        with np.errstate(divide="ignore", invalid="ignore"):
            distance = (self.height - origins[:, 2]) / directions[:, 2]
        known, reached = np.isfinite(self.height + origins[:, 2]), distance <= farthest
        answer = np.select(
            [~known, origins[:, 2] < self.height, (directions[:, 2] < 0) & reached],
            [Answer.NO_DATA, Answer.UNDERGROUND, Answer.GROUND], Answer.HORIZON,
        )  # fmt: skip
        far = np.where(answer == Answer.GROUND, distance, farthest)[:, None]
        last = origins + directions * far
        return Hits(np.where((answer == Answer.GROUND)[:, None], last, np.nan), answer.astype(np.int8), last)


@dataclass(frozen=True)
class Terrain:
    """Heights in metres, float32 (rows, columns), NaN where unknown, at the centres of square-ish cells that go
    ``step_x`` east and ``step_y`` south from the centre ``west``, ``north`` of the first. ``crs`` is projected."""

    heights: np.ndarray
    west: float
    north: float
    step_x: float
    step_y: float
    crs: object = None

    def height_at(self, x, y):
        """Bilinear heights at x, y (n,); NaN outside and next to unknown cells."""
        column, row = (np.asarray(x) - self.west) / self.step_x, (self.north - np.asarray(y)) / self.step_y
        return _bilinear(self.heights, column, row)

    def make_ready(self):
        """Works out what :meth:`hits` needs, so that the first one need not."""
        return len(self._ceilings)

    @cached_property
    def _ceilings(self):
        """Highest ground in blocks of 1, 2, 4 … patches; a patch lies between four cell centres."""
        filled = np.where(np.isnan(self.heights), -np.inf, self.heights)
        level = np.maximum(filled[1:], filled[:-1])
        level = np.maximum(level[:, 1:], level[:, :-1])
        levels = [_over_holes(level, self._holes)]
        while max(levels[-1].shape) > 1:
            levels.append(_halved(levels[-1]))
        return levels

    @cached_property
    def _holes(self):
        unknown = np.isnan(self.heights)
        return unknown[1:, 1:] | unknown[1:, :-1] | unknown[:-1, 1:] | unknown[:-1, :-1]

    def hits(self, origins, directions, farthest=3000.0):
        """The first ground that rays (n, 3) from ``origins`` (n, 3) along unit ``directions`` meet within
        ``farthest`` metres, as :class:`Hits`.

        Empty space is crossed block by block under a pyramid of highest ground (maximum mipmaps, Tevs et al. 2008),
        so that no ridge is stepped over; the meeting is that with the bilinear surface.
        """
        origins, directions = np.asarray(origins, float), np.asarray(directions, float)
        points, last = np.full((len(origins), 3), np.nan), np.empty((len(origins), 3))
        answer = np.empty(len(origins), np.int8)
        for start in range(0, len(origins), _CHUNK):
            part = slice(start, start + _CHUNK)
            distance, answer[part] = self._march(origins[part], directions[part], farthest)
            last[part] = origins[part] + directions[part] * distance[:, None]
            ground = answer[part] == Answer.GROUND
            points[part][ground] = last[part][ground]
        return Hits(points, answer, last)

    def _in_cells(self, origins, directions):
        """Origins and directions with x and y counted in cells from the first cell's centre, rows down."""
        scale = np.array([1 / self.step_x, -1 / self.step_y, 1.0])
        return (origins - (self.west, self.north, 0)) * scale, directions * scale

    def _march(self, origins, directions, farthest):
        places, ways = self._in_cells(origins, directions)
        rows, columns = self.heights.shape
        start, end = _clipped(places, ways, (columns - 1, rows - 1), self._ceilings[-1].max(), farthest)
        distance = np.where(end > start, start, np.minimum(end, farthest))
        answer = self._unmet(places, ways, end)
        below = _bilinear(self.heights, places[:, 0], places[:, 1]) > places[:, 2]
        answer[below] = Answer.UNDERGROUND
        alive = np.flatnonzero((end > start) & ~below)
        state = _Rays(alive, places[alive], ways[alive], start[alive], end[alive], np.zeros(len(alive), np.int8))
        distance[alive] = end[alive]
        while len(state.index):
            state = self._advance(state, distance, answer)
        return distance, answer

    def _unmet(self, places, ways, end):
        """The answer for rays that meet nothing: up or too far is the horizon, out at the side is no data."""
        out = places + ways * end[:, None]
        rows, columns = self.heights.shape
        inside = (out[:, 0] > _NUDGE) & (out[:, 1] > _NUDGE)
        inside &= (out[:, 0] < columns - 1 - _NUDGE) & (out[:, 1] < rows - 1 - _NUDGE)
        horizon = inside | (ways[:, 2] >= 0)
        return np.where(horizon & ~np.isnan(places).any(1), Answer.HORIZON, Answer.NO_DATA).astype(np.int8)

    def _advance(self, rays, distance, answer):
        """One block further for every ray; those that arrive are written to ``distance`` and ``answer``."""
        at = rays.places + rays.ways * (rays.now + _NUDGE)[:, None]
        block, leave, above = _block(at, rays, 1 << rays.level.astype(np.int64))
        ceiling = self._ceiling(rays.level, block)
        leave = np.minimum(leave, rays.end)
        lowest = rays.places[:, 2] + rays.ways[:, 2] * np.where(rays.ways[:, 2] < 0, leave, rays.now)
        clear, finest = lowest > ceiling, rays.level == 0
        met, where = self._patch(rays, leave, np.flatnonzero(~clear & finest), block)
        arrived = where == where
        distance[rays.index[met]] = where[met]
        answer[rays.index[met]] = np.where(self._holes[block[met, 1], block[met, 0]], Answer.NO_DATA, Answer.GROUND)
        passed = clear | (finest & ~arrived)
        now = np.where(passed, leave + _NUDGE, rays.now)
        higher = np.minimum(rays.level + above, len(self._ceilings) - 1)
        level = np.where(passed, higher, rays.level - 1)
        on = ~arrived & (now < rays.end)
        return _Rays(rays.index[on], rays.places[on], rays.ways[on], now[on], rays.end[on], level[on].astype(np.int8))

    def _ceiling(self, level, block):
        highest = np.empty(len(level), np.float32)
        for each in np.unique(level):
            of = level == each
            grid = self._ceilings[each]
            highest[of] = grid[np.minimum(block[of, 1], grid.shape[0] - 1), np.minimum(block[of, 0], grid.shape[1] - 1)]
        return highest

    def _patch(self, rays, leave, which, block):
        """Which of the rays ``which`` meet the bilinear patch in ``block`` before they ``leave`` it, and where."""
        where = np.full(len(rays.index), np.nan)
        corner = block[which]
        hole = self._holes[corner[:, 1], corner[:, 0]]
        where[which[hole]] = rays.now[which[hole]]
        which, corner = which[~hole], corner[~hole]
        below = [self.heights[corner[:, 1] + i, corner[:, 0] + j] for i in (0, 1) for j in (0, 1)]
        where[which] = _meets_patch(rays.places[which], rays.ways[which], rays.now[which], leave[which], corner, below)
        return np.flatnonzero(where == where), where


@dataclass(frozen=True)
class _Rays:
    index: np.ndarray
    places: np.ndarray
    ways: np.ndarray
    now: np.ndarray
    end: np.ndarray
    level: np.ndarray


def _block(at, rays, size):
    """The block of ``size`` patches that each ray is in, the distance at which it leaves it, and whether it then leaves
    the block of twice that size, too: only there the next higher level can say more than this one."""
    block = np.floor(at[:, :2]).astype(np.int64) // size[:, None]
    forward = rays.ways[:, :2] > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        leaves = ((block + forward) * size[:, None] - rays.places[:, :2]) / rays.ways[:, :2]
    leaves[rays.ways[:, :2] == 0] = np.inf
    outwards = (block & 1) == forward
    by_column = leaves[:, 0] <= leaves[:, 1]
    leave = np.where(by_column, leaves[:, 0], leaves[:, 1])
    return block, np.maximum(leave, rays.now), np.where(by_column, outwards[:, 0], outwards[:, 1])


def _meets_patch(places, ways, now, leave, corner, below):
    """Distance at which rays cross the surface a + b s + c t + d s t, a quadratic in the distance; NaN for none.

    Source: Ramsey, Potter and Hansen 2004, "Ray bilinear patch intersections", for a height field.
    """
    h00, h01, h10, h11 = (height.astype(float) for height in below)
    b, c, d = h01 - h00, h10 - h00, h00 - h01 - h10 + h11
    s0, t0 = places[:, 0] - corner[:, 0], places[:, 1] - corner[:, 1]
    ds, dt, dz = ways.T
    # height above the surface = quadratic * x^2 + linear * x + constant
    constant = places[:, 2] - (h00 + b * s0 + c * t0 + d * s0 * t0)
    linear = dz - (b * ds + c * dt + d * (s0 * dt + t0 * ds))
    quadratic = -d * ds * dt
    with np.errstate(divide="ignore", invalid="ignore"):
        root = np.sqrt(linear**2 - 4 * quadratic * constant)
        stable = -0.5 * (linear + np.copysign(root, linear))
        roots = np.stack([stable / quadratic, constant / stable])
    slack = 2 * _NUDGE
    valid = (roots >= now - slack) & (roots <= leave + slack)
    nearest = np.where(valid, roots, np.inf).min(0)
    return np.where(np.isfinite(nearest), nearest, np.nan)


def _clipped(places, ways, size, highest, farthest):
    """The distances between which rays are over the grid (0 to ``size`` in cells) and not above all ground."""
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = -places[:, :2] / ways[:, :2], (np.array(size) - places[:, :2]) / ways[:, :2]
        top = (highest - places[:, 2]) / ways[:, 2]
    outside = (places[:, :2] < 0) | (places[:, :2] > np.array(size))
    still = ways[:, :2] == 0
    enter = np.where(still, np.where(outside, np.inf, -np.inf), np.minimum(one, other)).max(1)
    leave = np.where(still, np.inf, np.maximum(one, other)).min(1)
    over = places[:, 2] > highest
    start = np.where(over, np.where(ways[:, 2] < 0, top - 1e-3, np.inf), 0.0)
    end = np.where(~over & (ways[:, 2] > 0), top + 1e-3, farthest)
    start, end = np.maximum(np.maximum(enter, start), 0), np.minimum(np.minimum(leave, end), farthest)
    unknown = np.isnan(places).any(1) | np.isnan(ways).any(1) | ~np.isfinite(highest)
    return np.where(unknown, 0, start), np.where(unknown, 0, np.where(end > start, end, np.maximum(end, 0)))


def _bilinear(heights, column, row):
    rows, columns = heights.shape
    inside = (column >= 0) & (row >= 0) & (column <= columns - 1) & (row <= rows - 1)
    j = np.clip(np.where(inside, column, 0).astype(np.int64), 0, columns - 2)
    i = np.clip(np.where(inside, row, 0).astype(np.int64), 0, rows - 2)
    s, t = np.where(inside, column, 0) - j, np.where(inside, row, 0) - i
    top = heights[i, j] * (1 - s) + heights[i, j + 1] * s
    bottom = heights[i + 1, j] * (1 - s) + heights[i + 1, j + 1] * s
    return np.where(inside, top * (1 - t) + bottom * t, np.nan)


def _over_holes(level, holes):
    """A hole counts as high as the ground around it, so that a ray that may meet it there gets no answer."""
    if not holes.any():
        return level
    from scipy.ndimage import maximum_filter

    around = maximum_filter(level, size=17)
    return np.where(holes, np.where(np.isfinite(around), around, level[np.isfinite(level)].max(initial=-np.inf)), level)


def _halved(level):
    rows, columns = level.shape
    even = np.full((rows + rows % 2, columns + columns % 2), -np.inf, level.dtype)
    even[:rows, :columns] = level
    return even.reshape(even.shape[0] // 2, 2, even.shape[1] // 2, 2).max((1, 3))


def open_terrain(path, crs, bounds):
    """The :class:`Terrain` in the raster ``path`` within ``bounds`` (west, south, east, north), both in ``crs``,
    a projected system; a raster in another system is warped. None where the raster lies elsewhere.

    Raises InputError where it is no raster of heights or has no reference system.
    """
    import rasterio
    from rasterio.enums import Resampling
    from rasterio.errors import RasterioError
    from rasterio.vrt import WarpedVRT

    terrain_crs(path)
    try:
        with rasterio.open(existing_file(path)) as source:
            as_it_is = reference_system(source.crs.to_wkt()) == crs and _is_upright(source.transform)
            if as_it_is:
                return _window(path, source, crs, bounds)
            with WarpedVRT(source, crs=crs.to_wkt(), resampling=Resampling.bilinear, dtype="float32",
                           nodata=_UNKNOWN, src_nodata=source.nodata) as warped:  # fmt: skip
                return _window(path, warped, crs, bounds)
    except RasterioError as error:
        raise InputError("{file} cannot be read as a terrain model. Choose a GeoTIFF of heights.", file=path) from error


def terrain_crs(path):
    """The reference system of the raster ``path``."""
    import rasterio
    from rasterio.errors import RasterioError

    try:
        with rasterio.open(existing_file(path)) as source:
            crs = source.crs
    except RasterioError as error:
        raise InputError("{file} cannot be read as a terrain model. Choose a GeoTIFF of heights.", file=path) from error
    if crs is None:
        raise InputError(
            "The terrain model {file} has no reference system. Give it one first "
            "(Raster > Projections > Assign Projection).",
            file=path,
        )
    return reference_system(crs.to_wkt())


def _is_upright(transform):
    return transform.b == transform.d == 0 and transform.a > 0 > transform.e


def _window(path, source, crs, bounds):
    from rasterio.windows import Window, from_bounds

    left, bottom, right, top = source.bounds
    if bounds[0] >= right or bounds[2] <= left or bounds[1] >= top or bounds[3] <= bottom:
        return None
    asked = from_bounds(*bounds, source.transform).round_offsets().round_lengths()
    window = asked.intersection(Window(0, 0, source.width, source.height))
    coarser = max(1.0, np.sqrt(window.width * window.height / _MOST_CELLS))
    shape = max(2, round(window.height / coarser)), max(2, round(window.width / coarser))
    heights = source.read(1, window=window, out_shape=shape, masked=True).astype(np.float32).filled(np.nan)
    heights[~np.isfinite(heights) | (np.abs(heights) > _HIGHEST)] = np.nan
    if not np.isfinite(heights).any():
        return None
    step_x = source.transform.a * window.width / shape[1]
    step_y = -source.transform.e * window.height / shape[0]
    west, north = source.transform * (window.col_off, window.row_off)
    return Terrain(heights, west + step_x / 2, north - step_y / 2, step_x, step_y, crs)
