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

from .hatching import hatched, outline
from .ink import Ink, darkness, ink_mask

TILE = 2048
OVERLAP = 128  # wider than any window or radius below, so that a pixel is judged alike in every tile that holds it
_SMALLEST = 32
_MOST_INK = 0.5
_HATCH_SPACING = 2.5  # in pen widths; also what is told as one stroke by the eye
_HATCH_WIDTH = 4.0
_HATCH_BROAD = 8.0


@dataclass(frozen=True)
class Drawing:
    """What is drawn in a window of a sheet; all arrays (h, w).

    ``skeleton`` bool: centre lines of strokes and outlines of filled areas; ``width`` uint8: of the ink there, tenths
    of a pixel; ``weight`` uint8: blackness times width, in grey levels; ``filled`` bool: hatched or solid;
    ``pen`` the usual width of a line (pixels); ``column``, ``row`` the window's first pixel in the raster.
    """

    skeleton: np.ndarray
    width: np.ndarray
    weight: np.ndarray
    filled: np.ndarray
    pen: float
    column: int = 0
    row: int = 0


def read_drawing(path, bounds=None, ink=Ink.ALL, progress=unheard, cancelled=never):
    """The :class:`Drawing` in the raster ``path``, within pixel ``bounds`` (left, top, right, bottom) if given.

    Raises InputError or SheetError where there is nothing to be read or what is there is not a drawing.
    """
    path = existing_file(path)
    with _opened(path) as source:
        window = _window(source, bounds, path)
        bands = _colour_bands(source)
        pen = _pen_width(source, bands, window, ink, path)
        shape = int(window.height), int(window.width)
        drawing = Drawing(
            np.zeros(shape, bool),
            np.zeros(shape, np.uint8),
            np.zeros(shape, np.uint8),
            np.zeros(shape, bool),
            pen,
            int(window.col_off),
            int(window.row_off),
        )
        _fill(drawing, source, bands, ink, progress, cancelled)
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


def _pen_width(source, bands, window, ink, path):
    """The usual width of a line (pixels): the median over the skeleton of up to nine samples of the sheet."""
    side, widths, shares = 600, [], []
    for down, across in product((0.1, 0.5, 0.9), repeat=2):
        column = int(window.col_off + max(window.width - side, 0) * across)
        row = int(window.row_off + max(window.height - side, 0) * down)
        right = min(column + side, int(window.col_off + window.width))
        bottom = min(row + side, int(window.row_off + window.height))
        mask = ink_mask(_read(source, bands, column, row, right, bottom), ink)
        shares.append(mask.mean())
        widths.append(2 * ndimage.distance_transform_edt(mask)[skeletonize(mask)] - 1)
    if max(shares) == 0:
        raise SheetError("There is no ink on {file}. Check that it is the scan of a drawn sheet.", file=path)
    if np.median(shares) > _MOST_INK:
        raise SheetError("{file} looks like a photograph, not like a drawn sheet. Choose a scanned map.", file=path)
    return float(np.clip(np.median(np.concatenate(widths)), 1.5, 12))


def _fill(drawing, source, bands, ink, progress, cancelled):
    """Two tiles at a time; reading stays in this thread because a dataset may not be read from two."""
    tiles = list(_tiles(drawing))
    with ThreadPoolExecutor(2) as pool:
        waiting = []
        for done, tile in enumerate(tiles):
            if cancelled():
                raise CancelledError("Cancelled; nothing was written.")
            progress(done, len(tiles))
            waiting.append(pool.submit(_draw, drawing, _read_tile(source, bands, drawing, tile), tile, ink))
            if len(waiting) > 2:
                waiting.pop(0).result()
        for work in waiting:
            work.result()
    progress(len(tiles), len(tiles))


def _tiles(drawing):
    height, width = drawing.skeleton.shape
    for row, column in product(range(0, height, TILE), range(0, width, TILE)):
        yield row, column, min(row + TILE, height), min(column + TILE, width)


def _read_tile(source, bands, drawing, tile):
    top, left, bottom, right = _with_overlap(tile, drawing.skeleton.shape)
    x, y = drawing.column, drawing.row
    return _read(source, bands, x + left, y + top, x + right, y + bottom)


def _with_overlap(tile, shape):
    row, column, bottom, right = tile
    return (
        max(row - OVERLAP, 0),
        max(column - OVERLAP, 0),
        min(bottom + OVERLAP, shape[0]),
        min(right + OVERLAP, shape[1]),
    )


def _draw(drawing, image, tile, ink):
    mask = ink_mask(image, ink)
    filled = hatched(mask, *(size * drawing.pen for size in (_HATCH_SPACING, _HATCH_WIDTH, _HATCH_BROAD)))
    skeleton = skeletonize(skeletonize(mask & ~filled) | outline(filled))
    depth = ndimage.distance_transform_edt(mask)
    top, left, _, _ = _with_overlap(tile, drawing.skeleton.shape)
    row, column, bottom, right = tile
    inner = np.s_[row - top : bottom - top, column - left : right - left]
    core = np.s_[row:bottom, column:right]
    drawing.skeleton[core] = skeleton[inner]
    drawing.filled[core] = filled[inner]
    drawing.width[core] = np.clip(20 * depth - 10, 0, 255)[inner]
    drawing.weight[core] = np.clip(_weight(image, mask), 0, 255)[inner]


def _weight(image, mask):
    """Darkness above the paper around, blurred over a line's width: thin grey lines weigh little."""
    dark = darkness(image)
    paper = (~mask).astype(np.float32)
    around = ndimage.uniform_filter(dark * paper, 41) / np.maximum(ndimage.uniform_filter(paper, 41), 0.02)
    return ndimage.gaussian_filter(np.maximum(dark - around, 0), 1.5)
