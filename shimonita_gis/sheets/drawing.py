"""A sheet's ink, read in tiles: where it runs, how wide and how heavy it is, and what is filled with it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product

import numpy as np
import rasterio
from rasterio.enums import ColorInterp
from rasterio.errors import RasterioError, RasterioIOError
from rasterio.windows import Window
from scipy import ndimage
from skimage.morphology import skeletonize

from shimonita_gis.errors import CancelledError, SheetError, existing_file
from shimonita_gis.progress import never, unheard

from .ink import Ink, colour_of, darkness, ink_mask, paper_tint
from .nearness import distance_to
from .solid import outline, solid

TILE = 2048
OVERLAP = 40  # pens, and
LEAST_OVERLAP = 64  # pixels: wider than any window or radius below, so that a pixel is judged alike in every tile
_AHEAD = 4  # tiles
_SMALLEST = 32
_MOST_INK = 0.5
_LEAST_CONTRAST = 5.0
_SPECK = 25  # pixels
_WIDEST = 25.5  # pixels; what the drawing's width can hold
_SOLID_WIDTH = 4.0  # pens, as the next
_SOLID_BROAD = 8.0
_SOLID_REACH = 20.0
SURROUNDINGS = ("ink", "xx", "xy", "yy")


@dataclass(frozen=True)
class Drawing:
    """What is drawn in a window of a sheet; all arrays (h, w).

    ``skeleton`` bool: centre lines of strokes and outlines of filled areas; ``width`` uint8: of the ink there, tenths
    of a pixel; ``weight`` uint8: blackness times width, in grey levels; ``colour`` uint8: the Ink of each pixel of
    the skeleton, elsewhere 0; ``surroundings`` float32 means over cells of ``cell`` pixels: ``ink`` (share), ``xx``,
    ``xy``, ``yy`` (products of the gradient of darkness). ``pen`` is the usual width of a line (pixels); ``column``,
    ``row`` the window's first pixel in the raster.
    """

    skeleton: np.ndarray
    width: np.ndarray
    weight: np.ndarray
    colour: np.ndarray
    surroundings: dict
    pen: float
    column: int = 0
    row: int = 0

    @classmethod
    def blank(cls, shape, pen, column=0, row=0):
        """Nothing drawn yet in ``shape`` (h, w) pixels."""
        cells = [-(-side // _cell(pen)) for side in shape]
        return cls(
            np.zeros(shape, bool),
            *(np.zeros(shape, np.uint8) for _ in range(3)),
            {name: np.zeros(cells, np.float32) for name in SURROUNDINGS},
            pen,
            column,
            row,
        )

    @property
    def cell(self):
        """The side of a cell of the surroundings (pixels)."""
        return _cell(self.pen)


def _cell(pen):
    return max(round(2 * pen), 2)


def read_drawing(path, bounds=None, ink=Ink.ALL, progress=unheard, cancelled=never):
    """The :class:`Drawing` in the raster ``path``, within pixel ``bounds`` (left, top, right, bottom) if given.

    Raises InputError or SheetError where there is nothing to be read or what is there is not a drawing.
    """
    path = existing_file(path)
    with _opened(path) as source:
        window = _window(source, bounds, path)
        bands = _colour_bands(source)
        pen, tint = _pen_and_tint(source, bands, window, ink, path)
        shape = int(window.height), int(window.width)
        drawing = Drawing.blank(shape, pen, int(window.col_off), int(window.row_off))
        _fill(drawing, source, bands, (ink, tint), progress, cancelled)
        return drawing


def _opened(path):
    try:
        return rasterio.open(path)
    except RasterioIOError as error:
        raise SheetError("{file} is not an image that can be read. Choose a scanned map.", file=path) from error


def _colour_bands(source):
    if source.count == 0 or source.dtypes[0] != "uint8":
        raise SheetError("{file} is not an 8-bit image. Save the scan as 8-bit grey or colour.", file=source.name)
    found = dict(zip(source.colorinterp, source.indexes, strict=True))
    colours = [found.get(colour) for colour in (ColorInterp.red, ColorInterp.green, ColorInterp.blue)]
    return colours if all(colours) else [1]


def _window(source, bounds, path):
    whole = Window(0, 0, source.width, source.height)
    if bounds is not None:
        left, top, right, bottom = bounds
        left, top = max(int(np.floor(left)), 0), max(int(np.floor(top)), 0)
        right, bottom = min(int(np.ceil(right)), source.width), min(int(np.ceil(bottom)), source.height)
        if right <= left or bottom <= top:
            raise SheetError("The extent lies outside {file}. Choose an extent on the sheet.", file=path)
        whole = Window(left, top, right - left, bottom - top)
    if min(whole.width, whole.height) < _SMALLEST:
        raise SheetError(
            "{file} has only {width} x {height} pixels there, too few for a drawing. Choose a larger extent.",
            file=path,
            width=int(whole.width),
            height=int(whole.height),
        )
    return whole


def _read(source, bands, column, row, right, bottom):
    """Colours (h, w) or (h, w, 3) uint8; what the sheet does not cover (alpha, mask) is white."""
    window = Window(column, row, right - column, bottom - row)
    try:
        image = source.read(bands, window=window)
        covered = source.dataset_mask(window=window) > 0
    except RasterioError as error:
        raise SheetError("{file} is damaged or cut off. Copy it again or scan it again.", file=source.name) from error
    if source.colorinterp[0] == ColorInterp.palette:
        table = np.zeros((256, 3), np.uint8)
        for index, colour in source.colormap(1).items():
            table[index] = colour[:3]
        image = np.moveaxis(table[image[0]], 2, 0)
    elif source.profile.get("nbits") == "1" or source.tags(1, ns="IMAGE_STRUCTURE").get("NBITS") == "1":
        image = image * np.uint8(255)
    image = np.where(covered, image, np.uint8(255))
    return image[0] if len(image) == 1 else np.moveaxis(image, 0, 2)


def _pen_and_tint(source, bands, window, ink, path):
    """The usual width of a line (pixels), ink by length of skeleton, and the paper's tint, from up to nine samples of
    the sheet."""
    images = list(_samples(source, bands, window))
    tint = np.median([paper_tint(image) for image in images], axis=0).astype(np.int16) if len(bands) == 3 else None
    with ThreadPoolExecutor(2) as pool:
        share, contrast, width = np.array(list(pool.map(lambda image: _measured(image, ink, tint), images))).T
    if share.max() == 0:
        raise SheetError("There is no ink on {file}. Check that it is the scan of a drawn sheet.", file=path)
    if np.median(share) > _MOST_INK or _median(contrast, np.inf) < _LEAST_CONTRAST:
        raise SheetError("{file} looks like a photograph, not like a drawn sheet. Choose a scanned map.", file=path)
    return float(np.clip(_median(width, 0), 1.5, 12)), tint


def _median(values, none):
    """Of what is known among ``values``; ``none`` where nothing is."""
    known = values[np.isfinite(values)]
    return np.median(known) if len(known) else none


def _measured(image, ink, tint):
    """The share of ink in a sample, its contrast, and the width of its lines (pixels); the latter two not a number
    where they cannot be told."""
    mask = _without_specks(ink_mask(image, ink, tint))
    if not mask.any():
        return 0, np.nan, np.nan
    return mask.mean(), _contrast(image, mask), mask.sum() / skeletonize(mask).sum()


def _contrast(image, mask):
    """How much darker ink is than paper, in standard deviations of the paper about its surroundings. 6 to 15 on scanned
    maps, 2 to 5 on photographs, whose ground is never even."""
    paper = ~ndimage.binary_dilation(mask, iterations=2)
    if not paper.any():
        return np.nan
    dark = darkness(image)
    unevenness = (dark - ndimage.uniform_filter(dark, 41))[paper].std()
    return (dark[mask].mean() - dark[paper].mean()) / (unevenness + 1)


def _without_specks(mask):
    pieces = ndimage.label(mask, np.ones((3, 3)))[0]
    large = np.bincount(pieces.ravel()) >= _SPECK
    large[0] = False
    return large[pieces]


def _samples(source, bands, window, side=600):
    for down, across in product((0.1, 0.5, 0.9), repeat=2):
        column = int(window.col_off + max(window.width - side, 0) * across)
        row = int(window.row_off + max(window.height - side, 0) * down)
        right = min(column + side, int(window.col_off + window.width))
        bottom = min(row + side, int(window.row_off + window.height))
        yield _read(source, bands, column, row, right, bottom)


def _fill(drawing, source, bands, colours, progress, cancelled):
    """Two tiles at a time; reading stays in this thread because a dataset may not be read from two, some tiles ahead
    because a scan in strips gives a row of tiles at once."""
    tiles = list(_tiles(drawing))
    with ThreadPoolExecutor(2) as pool:
        waiting = []
        for done, tile in enumerate(tiles):
            if cancelled():
                raise CancelledError("Cancelled; nothing was written.")
            progress(done, len(tiles))
            waiting.append(pool.submit(_draw, drawing, _read_tile(source, bands, drawing, tile), tile, *colours))
            if len(waiting) > _AHEAD:
                waiting.pop(0).result()
        for work in waiting:
            work.result()
    progress(len(tiles), len(tiles))


def _tiles(drawing):
    height, width = drawing.skeleton.shape
    side = TILE // drawing.cell * drawing.cell
    for row, column in product(range(0, height, side), range(0, width, side)):
        yield row, column, min(row + side, height), min(column + side, width)


def _read_tile(source, bands, drawing, tile):
    top, left, bottom, right = _with_overlap(tile, drawing)
    x, y = drawing.column, drawing.row
    return _read(source, bands, x + left, y + top, x + right, y + bottom)


def _with_overlap(tile, drawing):
    row, column, bottom, right = tile
    height, width = drawing.skeleton.shape
    more = max(LEAST_OVERLAP, round(OVERLAP * drawing.pen))
    return max(row - more, 0), max(column - more, 0), min(bottom + more, height), min(right + more, width)


def _draw(drawing, image, tile, ink, tint):
    mask = ink_mask(image, ink, tint)
    depth = _depth(mask, drawing.pen)
    skeleton = skeletonize(mask)
    blackened = solid(depth, *(size * drawing.pen for size in (_SOLID_WIDTH, _SOLID_BROAD, _SOLID_REACH)))
    if blackened.any():
        skeleton = skeletonize((skeleton & ~blackened) | outline(blackened))
    weight = _weight(image, mask)
    top, left, _, _ = _with_overlap(tile, drawing)
    row, column, bottom, right = tile
    inner = np.s_[row - top : bottom - top, column - left : right - left]
    core = np.s_[row:bottom, column:right]
    drawing.skeleton[core] = skeleton[inner]
    drawing.width[core] = np.clip(20 * depth[inner] - 10, 0, 255)
    drawing.weight[core] = np.clip(weight[inner], 0, 255)
    inked = skeleton[inner]
    drawing.colour[core][inked] = colour_of(image[inner][inked], tint) if image.ndim == 3 else Ink.BLACK
    down, across = (slope[inner] for slope in np.gradient(weight))
    layers = mask[inner], across * across, across * down, down * down
    cells = np.s_[row // drawing.cell : -(-bottom // drawing.cell), column // drawing.cell : -(-right // drawing.cell)]
    for name, layer in zip(SURROUNDINGS, layers, strict=True):
        drawing.surroundings[name][cells] = _cell_means(layer, drawing.cell)


def _depth(mask, pen):
    """(h, w) float32: how far each pixel of ink is from paper, up to what widths and filled areas are told by."""
    depth = np.zeros(mask.shape, np.float32)
    depth[mask] = distance_to(~mask, mask, int(max(_WIDEST, _SOLID_BROAD * pen) / 2) + 2)
    return depth


def _cell_means(layer, cell):
    """Means over squares of ``cell`` pixels; those at the right and lower edge may be cut off."""
    rows, columns = (np.arange(0, side, cell) for side in layer.shape)
    sums = np.add.reduceat(_row_sums(layer, cell), columns, axis=1)
    count = np.outer(np.diff(rows, append=layer.shape[0]), np.diff(columns, append=layer.shape[1]))
    return sums / count


def _row_sums(layer, cell):
    """Sums of each ``cell`` rows; numpy's reduceat down the columns takes ten times as long."""
    sums = layer[::cell].astype(np.float32)
    for row in range(1, cell):
        part = layer[row::cell]
        sums[: len(part)] += part
    return sums


def _weight(image, mask):
    """Darkness above the paper around, blurred over a line's width: thin grey lines weigh little."""
    dark = darkness(image)
    paper = (~mask).astype(np.float32)
    around = ndimage.uniform_filter(dark * paper, 41) / np.maximum(ndimage.uniform_filter(paper, 41), 0.02)
    return ndimage.gaussian_filter(np.maximum(dark - around, 0), 1.5)
