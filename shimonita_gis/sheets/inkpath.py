"""A line that follows the ink: the path of least cost between two pixels, at the raster's own resolution.

A pixel costs little where it is darker than the paper around it ("live wire", Mortensen & Barrett 1995). The search
runs from coarse to fine so that its time grows with the path and not with the raster: first over cells of four by four
pixels that keep their darkest, then, piece by piece, over the pixels beside the path found. Long paths begin at the
raster's overviews. Only tiles near the path are read; they are kept for the next search.

Pixels are x right, y down, the first pixel's centre at (0.5, 0.5).
"""

from collections import OrderedDict
from itertools import pairwise
from pathlib import Path

import numpy as np
import rasterio
import shapely
from affine import Affine
from rasterio.enums import ColorInterp, Resampling
from rasterio.errors import RasterioError
from rasterio.windows import Window
from scipy import ndimage
from skimage.graph import MCP_Geometric

from shimonita_gis.errors import CancelledError, InputError
from shimonita_gis.progress import never

from .ink import darkness

_CELL = 4  # pixels that a cell is wide and high
_TILE = 256
_MARGIN = 32  # pixels read around a tile, so that the paper is judged alike on both sides of a seam
_TILES_KEPT = 600  # 40 MB
_BLOCK = 32  # pixels; the paper is what most of a block shows
_FAINT, _FULL = 8, 110  # grey levels darker than the paper: where ink begins, where it is beyond doubt
_PAPER = 0.04  # contrast of bare paper in the cost 1 / (_PAPER + contrast): crossing it costs 25 times following ink
_INKED = 0.15  # contrast from which a pixel counts as ink
_LONGEST = 1600  # pixels of one level; longer paths begin a level higher
_AROUND = 48, 0.3  # a path may leave the box of its ends by so many pixels and this share of the box
_PIECE = 24  # cells refined at a time
_AHEAD = 8  # cells looked at beyond a piece, so that its end is not forced
_BESIDE = 2  # cells on either side of the coarse path in which the fine one may run
_SIMPLE = 0.5  # pixels
_CUT, _LEG = 9.0, 12.0  # pixels; so short a bend between two such legs is a corner that the way over pixels rounded


class InkPaths:
    """Finds paths in one raster file. It keeps an open file and tiles: use it from one thread only, then close it."""

    def __init__(self, path):
        try:
            self._source = rasterio.open(path)
        except RasterioError as error:
            raise InputError(
                "{file} cannot be opened as an image. Check that it is there and is not damaged.", file=Path(path).name
            ) from error
        self.size = np.array([self._source.width, self._source.height])
        self._paint = _painter(self._source)
        self._bands = _bands(self._source)
        self._tiles = OrderedDict()
        self._start, self._ways, self._flood = None, {}, {}

    @property
    def transform(self):
        """Pixels to the raster's reference system. QGIS lets the rows of a scan without a place run downwards."""
        stated = self._source.transform
        return Affine(1, 0, 0, 0, -1, 0) if stated.is_identity else stated

    def close(self):
        self._source.close()
        self._tiles.clear()

    def holds(self, point):
        """Whether ``point`` (2,) pixels lies in the raster."""
        return bool((np.asarray(point) >= 0).all() and (np.asarray(point) < self.size).all())

    def nearest_ink(self, point, reach):
        """The middle (2,) of the clearest ink within ``reach`` pixels of ``point``; ``point`` itself where all is
        paper."""
        point, level = np.asarray(point, float), _level_of(reach, 4 * _CELL)
        step = _CELL**level
        radius = max(int(np.ceil(reach / step)), 1)
        centre = np.floor(point / step).astype(int)
        ink = self._ink(level, centre - radius, centre + radius + 1)
        y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
        near = ink - 0.3 * np.hypot(x, y) / radius
        near[(np.hypot(x, y) > radius) | (ink < _INKED)] = -np.inf
        if not np.isfinite(near).any():
            return point
        row, column = np.unravel_index(near.argmax(), near.shape)
        return (centre + (column - radius, row - radius) + 0.5) * step

    def follow(self, start, end, cancelled=never):
        """The line (n, 2) along the ink from ``start`` to ``end`` (2,), simplified within half a pixel.

        Raises InputError for points outside the raster, CancelledError.
        """
        start, end = np.asarray(start, float), np.asarray(end, float)
        if not (self.holds(start) and self.holds(end)):
            raise InputError("The line leaves the raster. Stay inside it, or draw straight there.")
        if self._start != tuple(start):
            # while only the pointer moves, what was found for its last place is used again
            self._start, self._ways, self._flood = tuple(start), {}, {}
        level = _level_of(np.abs(end - start).max(), _LONGEST)
        cells = self._coarse(level, start, end)
        for finer in range(level, -1, -1):
            cells = self._refined(finer, cells, start, end, cancelled)
        return self._drawn(cells, start, end)

    # the search -----------------------------------------------------------------------------------------------------

    def _coarse(self, level, start, end):
        """Cells (n, 2) of level ``level + 1`` along the ink: of each cell counts the darkest pixel."""
        size = _CELL ** (level + 1)
        first, last = (np.floor(point / size).astype(int) for point in (start, end))
        low, search = self._flood.get(level, (None, None))
        cells = _way_back(search, last - low) if search else None
        if cells is None:
            low, search = self._flood[level] = self._flooded(level, first, last)
            cells = _way_back(search, last - low)
        return cells + low

    def _flooded(self, level, first, last):
        """The corner (2,) of a box of cells and the finished search in it, from cell ``first`` to ``last`` and a little
        farther: the pointer's next moves are then answered already."""
        room = int(_AROUND[0] / _CELL + _AROUND[1] * np.abs(last - first).max())
        low = np.maximum(np.minimum(first, last) - room, 0)
        high = np.minimum(np.maximum(first, last) + room + 1, -(-self.size // _CELL ** (level + 1)))
        ink = self._ink(level, low * _CELL, high * _CELL)
        rows, columns = high[1] - low[1], high[0] - low[0]
        search = MCP_Geometric(_cost(ink.reshape(rows, _CELL, columns, _CELL).max(axis=(1, 3))))
        farther = np.clip(last + _FARTHER, low, high - 1) - low
        search.find_costs([tuple(first - low)[::-1]], [tuple(cell)[::-1] for cell in farther], find_all_ends=True)
        return low, search

    def _refined(self, level, cells, start, end, cancelled):
        """Pixels (n, 2) of ``level`` along ``cells`` (n, 2) of the level above."""
        here, goal = (np.floor(point / _CELL**level).astype(int) for point in (start, end))
        found = [here[None]]
        for at in range(0, len(cells), _PIECE):
            if cancelled():
                raise CancelledError("Cancelled; nothing was written.")
            is_last = at + _PIECE + _AHEAD >= len(cells)
            piece = cells[max(at - 1, 0) : len(cells) if is_last else at + _PIECE + _AHEAD]
            key = level, tuple(here), piece.tobytes(), is_last and tuple(goal)
            if key not in self._ways:
                way = self._beside(level, piece, here, goal if is_last else None)
                self._ways[key] = way if is_last else _up_to(way, cells[at + _PIECE])
            found.append(self._ways[key][1:])
            here = self._ways[key][-1]
            if is_last:
                break
        return np.concatenate(found)

    def _beside(self, level, cells, start, goal):
        """The cheapest way (n, 2) from ``start`` that stays beside ``cells``, to ``goal`` or the last cell's ink."""
        low = cells.min(axis=0) - _BESIDE - 1
        high = cells.max(axis=0) + _BESIDE + 2
        corridor = np.zeros((high - low)[::-1], bool)
        corridor[tuple((cells - low).T[::-1])] = True
        corridor = ndimage.binary_dilation(corridor, np.ones((2 * _BESIDE + 1, 2 * _BESIDE + 1)))
        ink = self._ink(level, low * _CELL, high * _CELL)
        if goal is None:
            goal = _darkest_in(ink, (cells[-1] - low) * _CELL) + low * _CELL
        open_to = corridor.repeat(_CELL, axis=0).repeat(_CELL, axis=1)
        cost = np.where(open_to, _cost(ink), -1)  # a negative cost is a wall
        return _cheapest(cost, start - low * _CELL, goal - low * _CELL) + low * _CELL

    # the line -------------------------------------------------------------------------------------------------------

    def _drawn(self, pixels, start, end):
        """Pixels of level 0 as a line: in the middle of the ink, straight over bare paper."""
        weight = np.concatenate([self._ink_around(part) for part in np.array_split(pixels, len(pixels) // 200 + 1)])
        middle = pixels + 0.5 + (weight[..., None] * _RING).sum(axis=1) / np.maximum(weight.sum(axis=1), 1e-6)[:, None]
        inked = weight[:, 4] >= _INKED
        line = _even(middle)
        line[0], line[-1] = start, end
        keep = inked | np.roll(inked, 1) | np.roll(inked, -1)
        keep[[0, -1]] = True
        line = line[keep] if keep.sum() > 1 else np.array([start, end])
        return _sharp(shapely.get_coordinates(shapely.simplify(shapely.linestrings(line), _SIMPLE)))

    def _ink_around(self, pixels):
        """Contrast (n, 9) of each pixel and its eight neighbours."""
        low, high = pixels.min(axis=0) - 1, pixels.max(axis=0) + 2
        columns, rows = np.moveaxis((pixels - low)[:, None] + _RING, 2, 0)
        return self._ink(0, low, high)[rows, columns]

    # the ink --------------------------------------------------------------------------------------------------------

    def _ink(self, level, low, high):
        """Contrast float32 (rows, columns), 0 to about 1, of the box ``low`` to ``high`` (2,) in pixels of ``level``;
        bare paper outside the raster."""
        ink = np.zeros((high[1] - low[1], high[0] - low[0]), np.float32)
        for row in range(low[1] // _TILE, -(-high[1] // _TILE)):
            for column in range(low[0] // _TILE, -(-high[0] // _TILE)):
                corner = np.array([column, row]) * _TILE
                first, last = np.maximum(low, corner), np.minimum(high, corner + _TILE)
                tile = self._tile(level, column, row)
                if tile is not None:
                    part = tile[first[1] - corner[1] : last[1] - corner[1], first[0] - corner[0] : last[0] - corner[0]]
                    ink[first[1] - low[1] : last[1] - low[1], first[0] - low[0] : last[0] - low[0]] = part
        return ink

    def _tile(self, level, column, row):
        """One tile of contrast, or None outside the raster."""
        key = level, column, row
        if key not in self._tiles:
            self._tiles[key] = self._read(level, column, row)
            while len(self._tiles) > _TILES_KEPT:
                self._tiles.popitem(last=False)
        self._tiles.move_to_end(key)
        return self._tiles[key]

    def _read(self, level, column, row):
        step = _CELL**level
        levels_size = -(-self.size // step)
        corner = np.array([column, row]) * _TILE
        low, high = np.maximum(corner - _MARGIN, 0), np.minimum(corner + _TILE + _MARGIN, levels_size)
        if (corner >= levels_size).any() or (corner + _TILE <= 0).any():
            return None
        whole = np.minimum(high * step, self.size) - low * step
        try:
            bands = self._source.read(
                self._bands,
                window=Window(*(low * step), *whole),
                out_shape=(len(self._bands), *(high - low)[::-1]),
                resampling=Resampling.average
                if self._source.colorinterp[0] != ColorInterp.palette
                else Resampling.mode,
            )
        except RasterioError as error:
            raise InputError(
                "A part of {file} cannot be read: the file is damaged or the drive is gone.",
                file=Path(self._source.name).name,
            ) from error
        contrast = _contrast(self._paint(bands))
        tile = np.zeros((_TILE, _TILE), np.float32)
        first, last = corner - low, np.minimum(corner + _TILE, high) - low
        tile[: last[1] - first[1], : last[0] - first[0]] = contrast[first[1] : last[1], first[0] : last[0]]
        return tile


_FARTHER = 12 * np.array([(0, 0), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)])
_RING = np.array([(x, y) for y in (-1, 0, 1) for x in (-1, 0, 1)])


def _level_of(length, longest):
    """The level, each a quarter of the one below, in which ``length`` pixels are ``longest`` at most."""
    level = 0
    while length > longest * _CELL**level:
        level += 1
    return level


def _cost(ink):
    return 1 / (_PAPER + ink.astype(np.float64))


def _way_back(search, end):
    """Cells (n, 2) column, row from where ``search`` began to ``end``, or None where it did not come so far."""
    if (end < 0).any():
        return None
    try:
        return np.array(search.traceback(tuple(end[::-1])))[:, ::-1]
    except ValueError:  # skimage's word for a cell outside its box or not reached
        return None


def _cheapest(cost, start, end):
    """Cells (n, 2) column, row of the way of least cost from ``start`` to ``end`` (column, row)."""
    search = MCP_Geometric(cost)
    search.find_costs([tuple(start[::-1])], [tuple(end[::-1])])
    return np.array(search.traceback(tuple(end[::-1])))[:, ::-1]


def _up_to(way, cell):
    """The part of ``way`` (n, 2) that comes before the middle of ``cell``."""
    return way[: np.abs(way - (cell + 0.5) * _CELL).sum(axis=1).argmin() + 1]


def _darkest_in(ink, corner):
    cell = ink[corner[1] : corner[1] + _CELL, corner[0] : corner[0] + _CELL]
    row, column = np.unravel_index(cell.argmax(), cell.shape)
    return corner + np.array([column, row])


def _even(line):
    """Each point the mean of itself and its two neighbours: a way over pixels goes in steps."""
    if len(line) < 3:
        return line.astype(float)
    return np.concatenate([line[:1], (line[:-2] + line[1:-1] + line[2:]) / 3, line[-1:]])


def _sharp(line):
    """The line (n, 2) with the short way between two straight legs taken back to the corner where the legs meet."""
    legs = np.flatnonzero(np.hypot(*np.diff(line, axis=0).T) >= _LEG)
    line, gone = line.copy(), np.zeros(len(line), bool)
    for first, second in pairwise(legs):
        corner = _corner(line[first : first + 2], line[second : second + 2]) if second > first + 1 else None
        if corner is not None:
            gone[first + 2 : second + 1] = True
            line[first + 1] = corner
    return line[~gone]


def _corner(one, two):
    """Where two legs (2, 2) meet, or None where that is far from their ends or they run alike."""
    along, onward, gap = one[1] - one[0], two[1] - two[0], two[0] - one[1]
    across = along[0] * onward[1] - along[1] * onward[0]
    if np.hypot(*gap) > _CUT or abs(across) < 0.5 * np.hypot(*along) * np.hypot(*onward):
        return None
    corner = one[1] + along * (gap[0] * onward[1] - gap[1] * onward[0]) / across
    return corner if max(np.hypot(*(corner - one[1])), np.hypot(*(corner - two[0]))) <= _CUT else None


def _contrast(dark):
    """How much darker than the paper around it each pixel is: float32, 0 paper to about 1; ``dark`` 0 to 255."""
    rows, columns = (-(-n // _BLOCK) for n in dark.shape)
    lack = [(0, n * _BLOCK - m) for n, m in zip((rows, columns), dark.shape, strict=True)]
    blocks = np.pad(dark, lack, mode="symmetric").reshape(rows, _BLOCK, columns, _BLOCK)[:, ::3, :, ::3]
    blocks = blocks.transpose(0, 2, 1, 3).reshape(rows, columns, -1)
    third = int(0.3 * blocks.shape[2])
    paper = np.partition(blocks, third, axis=2)[..., third]
    paper = ndimage.median_filter(paper, 3, mode="nearest")
    paper = ndimage.zoom(paper, _BLOCK, order=1, mode="nearest", grid_mode=True)[: dark.shape[0], : dark.shape[1]]
    even = ndimage.gaussian_filter(dark, 0.7, truncate=3)
    return np.clip((even - paper - _FAINT) / (_FULL - _FAINT), 0, 1.3)


def _bands(source):
    """Band numbers that show the ink: one grey or palette band, or red, green, blue; alpha last where there is one."""
    found = dict(zip(source.colorinterp, source.indexes, strict=True))
    colours = [found.get(colour) for colour in (ColorInterp.red, ColorInterp.green, ColorInterp.blue)]
    chosen = colours if all(colours) else [1]
    return [*chosen, found[ColorInterp.alpha]] if ColorInterp.alpha in found and source.count > 1 else chosen


def _painter(source):
    """The function that takes what was read (bands, rows, columns) to darkness float32 (rows, columns)."""
    has_alpha = ColorInterp.alpha in source.colorinterp and source.count > 1
    to_dark = _darkness_of(source)

    def paint(bands):
        shown = bands[:-1] if has_alpha else bands
        dark = to_dark(shown)
        gone = bands[-1] == 0 if has_alpha else _nodata(shown, source.nodata)
        return np.where(gone, 0, dark) if np.any(gone) else dark

    return paint


def _nodata(bands, value):
    return False if value is None else (bands == value).all(axis=0)


def _darkness_of(source):
    if source.colorinterp[0] == ColorInterp.palette:
        table = np.zeros(65536, np.float32)
        for index, colour in source.colormap(1).items():
            table[index] = 255 - min(colour[:3])
        return lambda bands: table[bands[0]]
    if source.dtypes[0] != "uint8" or source.tags(1, ns="IMAGE_STRUCTURE").get("NBITS") == "1":
        low, high = _extremes(source)
        return lambda bands: (255 * (high - bands.min(axis=0)) / (high - low)).clip(0, 255).astype(np.float32)
    return lambda bands: darkness(np.moveaxis(bands, 0, 2))


def _extremes(source):
    """The values taken for black and for white where pixels have more than 8 bits, or only one."""
    small = source.read(1, out_shape=tuple(min(n, 512) for n in source.shape)).astype(float)
    low, high = np.nanpercentile(small, (0.5, 99.5))
    return (low, high) if high > low else (low, low + 1)
