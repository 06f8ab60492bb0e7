"""One seamless base map from placed sheets: each gives what lies inside its neatline, and every join is measured."""

from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import rasterio
import rasterio.features
import rasterio.shutil
from PIL import Image
from rasterio.enums import ColorInterp, Resampling
from rasterio.errors import RasterioError
from rasterio.transform import from_origin
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window, from_bounds

from shimonita_gis.errors import InputError, OutputError, existing_file
from shimonita_gis.files import written_beside
from shimonita_gis.progress import never, part, steps, unheard

from .accuracy import ACCURACY_TAG, DPI_TAG, Verdict, stated_accuracy
from .neatline import mass_centre

_BLOCK = 2048
_ALIGNED = 0.01  # pixels; nearer than this two grids are one
_LARGEST_PIXELS = 40_000_000_000
_PIECE_MM = 50.0  # on paper; so long is each stretch of a join that is compared
_INSIDE_MM = 0.7, 1.5  # where lines are compared, beside the neatline's own ink
_FARTHEST_MM = 1.5
_LIKE = 0.5  # correlation from which two stretches show the same lines


@dataclass(frozen=True)
class Piece:
    """A placed sheet: ``shape`` its neatline (shapely, in the raster's reference system), ``scale`` the denominator."""

    code: str
    scale: int
    raster: Path
    shape: object


@dataclass(frozen=True)
class Join:
    """Two sheets that share a neatline. ``across`` and ``along`` are medians in metres of the mismatch over the
    ``pieces`` where something could be compared, NaN where nothing could; ``largest`` the largest single one."""

    first: str
    second: str
    line: object
    across: float
    along: float
    largest: float
    pieces: int


def read_index(path):
    """The pieces (list of Piece) that passed in the index layer of georeferencefolder, how many did not, and the
    reference system. Raises InputError."""
    import geopandas as gpd
    from pyogrio.errors import DataSourceError

    try:
        index = gpd.read_file(existing_file(path), engine="pyogrio")
        passed = index[(index["status"] == Verdict.PASSED.value) & index["raster"].notna()]
        pieces = [
            Piece(code, int(scale), existing_file(raster), shape)
            for code, scale, raster, shape in passed[["code", "scale", "raster", "geometry"]].itertuples(index=False)
        ]
    except (DataSourceError, KeyError) as error:
        raise InputError(
            "{file} is not an index of placed sheets. Choose the one that 'Place a folder' has written.", file=path
        ) from error
    if not pieces:
        raise InputError(
            "No sheet of {file} has passed. Compare the unconfirmed sheets by eye and set their status to 'passed'.",
            file=path,
        )
    return pieces, len(index) - len(pieces), index.crs


def write_basemap(pieces, crs, path, progress=unheard, cancelled=never):
    """Writes the mosaic of ``pieces`` (list of Piece, neatlines in ``crs``) as a Cloud-Optimized GeoTIFF."""
    with written_beside(path) as beside:
        raw = beside.with_name("mosaic.tif")
        try:
            with _mosaic(raw, pieces, crs) as output:
                for piece in steps(pieces, part(progress, 0, 0.7), cancelled):
                    _lay(output, piece)
            lossy = _compression(pieces[0]) == "JPEG"
            kept = {"compress": "JPEG", "quality": 92} if lossy else {"compress": "DEFLATE", "predictor": "YES"}
            rasterio.shutil.copy(
                raw, beside, driver="COG", num_threads=2, overview_resampling="AVERAGE", bigtiff="IF_SAFER", **kept
            )
            raw.unlink()
        except RasterioError as error:
            raise OutputError(
                "{file} cannot be written ({reason}). Check the free space on the disk.", file=path, reason=error
            ) from error
    progress(1, 1)


def _compression(piece):
    with rasterio.open(piece.raster) as source:
        return source.profile.get("compress", "").upper().replace("YCBCR ", "")


def _mosaic(path, pieces, crs):
    with ExitStack() as stack:
        sources = [stack.enter_context(rasterio.open(piece.raster)) for piece in pieces]
        pixel = min(source.res[0] for source in sources)
        bands = max(source.count for source in sources)
        west, south, east, north = _bounds([piece.shape for piece in pieces])
        finest = next(source for source in sources if source.res[0] == pixel)
        # the grid of the finest sheets, so that they are copied pixel by pixel
        west = finest.transform.c + np.floor((west - finest.transform.c) / pixel) * pixel
        north = finest.transform.f + np.ceil((north - finest.transform.f) / pixel) * pixel
    width, height = int(np.ceil((east - west) / pixel)), int(np.ceil((north - south) / pixel))
    if width * height > _LARGEST_PIXELS:
        raise InputError("The sheets lie too far apart for one base map. Build it of fewer sheets, or of one level.")
    output = rasterio.open(
        path, "w+", driver="GTiff", width=width, height=height, count=bands + 1, dtype="uint8", crs=crs,
        transform=from_origin(west, north, pixel, pixel), tiled=True, blockxsize=512, blockysize=512,
        interleave="pixel", bigtiff="IF_SAFER", sparse_ok=True, compress="DEFLATE", zlevel=1,
    )  # fmt: skip
    colours = (ColorInterp.grey,) if bands == 1 else (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
    output.colorinterp = (*colours, ColorInterp.alpha)
    output.update_tags(**_stated(pieces))
    return output


def _stated(pieces):
    """What the mosaic can state of itself: accuracy and resolution of its worst sheets, where every sheet states its
    own."""
    accuracy, dpi = [], []
    for piece in pieces:
        with rasterio.open(piece.raster) as source:
            accuracy.append(stated_accuracy(source))
            dpi.append(float(source.tags().get(DPI_TAG, "nan")))
    worst = (ACCURACY_TAG, f"{max(accuracy):.3f}", accuracy), (DPI_TAG, f"{min(dpi):.0f}", dpi)
    return {tag: text for tag, text, known in worst if np.isfinite(known).all()}


def _bounds(shapes):
    bounds = np.array([shape.bounds for shape in shapes])
    return *bounds[:, :2].min(axis=0), *bounds[:, 2:].max(axis=0)


def _lay(output, piece):
    """Lays the inside of one neatline into the mosaic, block by block."""
    with rasterio.open(piece.raster) as source, _on_grid(source, output) as aligned:
        for window in _blocks(output, piece.shape.bounds):
            transform = output.window_transform(window)
            shape = int(window.height), int(window.width)
            inside = rasterio.features.geometry_mask([piece.shape], shape, transform, invert=True)
            if not inside.any():
                continue
            place = _same_place(aligned, transform, shape)
            beyond = {} if isinstance(aligned, WarpedVRT) else {"boundless": True, "fill_value": 255}
            pixels = aligned.read(window=place, **beyond)
            old = output.read(window=window)
            bands = [pixels[min(band, len(pixels) - 1)] for band in range(output.count - 1)]
            new = np.stack([*bands, np.full(shape, 255, np.uint8)])
            output.write(np.where(inside, new, old), window=window)


def _on_grid(source, output):
    """``source`` itself where its pixels lie on the mosaic's, else seen through a resampling."""
    shift = (~output.transform) * (source.transform.c, source.transform.f)
    off = max(abs(value - round(value)) for value in shift) + abs(source.res[0] / output.res[0] - 1) * source.width
    if off < _ALIGNED:
        return nullcontext(source)
    return WarpedVRT(
        source, crs=output.crs, transform=output.transform, width=output.width, height=output.height,
        resampling=Resampling.bilinear, nodata=None,
    )  # fmt: skip


def _blocks(output, bounds):
    whole = from_bounds(*bounds, output.transform)
    first_column, first_row = max(int(whole.col_off), 0), max(int(whole.row_off), 0)
    last_column = min(int(np.ceil(whole.col_off + whole.width)), output.width)
    last_row = min(int(np.ceil(whole.row_off + whole.height)), output.height)
    for row in range(first_row, last_row, _BLOCK):
        for column in range(first_column, last_column, _BLOCK):
            yield Window(column, row, min(_BLOCK, last_column - column), min(_BLOCK, last_row - row))


def _same_place(source, transform, shape):
    column, row = (~source.transform) * (transform.c, transform.f)
    return Window(round(column), round(row), shape[1], shape[0])


# joins ----------------------------------------------------------------------------------------------------------


def measure_joins(pieces, progress=unheard, cancelled=never):
    """The :class:`Join` of every two sheets that share a stretch of neatline, the worst first."""
    pairs = [(a, b, line) for a, b in combinations(pieces, 2) if (line := _shared(a, b)) is not None]
    joins = [_measured(*pair) for pair in steps(pairs, progress, cancelled)]
    return sorted(joins, key=lambda join: -np.nan_to_num(join.largest))


def _shared(first, second):
    """The line (2, 2) along which two sheets of one level meet, or None."""
    from shapely import LineString

    near = 0.0002 * first.scale
    if first.scale != second.scale or first.shape.distance(second.shape) > near:
        return None
    common = first.shape.boundary.intersection(second.shape.boundary.buffer(near))
    if common.is_empty or common.length < 0.1 * first.scale:
        return None
    west, south, east, north = common.bounds
    upright = north - south > east - west
    middle = (west + east) / 2, (south + north) / 2
    ends = [(middle[0], south), (middle[0], north)] if upright else [(west, middle[1]), (east, middle[1])]
    return LineString(ends)


def _measured(first, second, line):
    (x0, y0), (x1, y1) = line.coords
    upright = abs(x1 - x0) < abs(y1 - y0)
    mm = first.scale / 1000
    step = min(_resolution(piece) for piece in (first, second))
    before, after = (_strip(piece, (x0, y0, x1, y1), upright, 2.5 * mm, step) for piece in (first, second))
    # which of the two lies west or north of the join
    is_first = first.shape.centroid.x < x0 if upright else first.shape.centroid.y > y0
    if not is_first:
        before, after = after, before
    across, along = [], []
    length = max(int(_PIECE_MM * mm / step), 8)
    for start in range(0, len(before) - length + 1, length):
        pair = before[start : start + length], after[start : start + length]
        across.append(_across(*pair, step))
        along.append(_along(*pair, step, mm))
    return _summed(first, second, line, np.array(across), np.array(along))


def _summed(first, second, line, across, along):
    found = np.concatenate([across, along])
    found = found[np.isfinite(found)]
    pieces = int((np.isfinite(across) | np.isfinite(along)).sum())

    def median(values):
        values = values[np.isfinite(values)]
        return float(np.median(values)) if len(values) else float("nan")

    largest = float(np.abs(found).max()) if len(found) else float("nan")
    return Join(first.code, second.code, line, median(across), median(along), largest, pieces)


def _resolution(piece):
    with rasterio.open(piece.raster) as source:
        return source.res[0]


def _strip(piece, line, upright, half, step):
    """Grey (n along, m across) around a join, from west or north, a value each ``step`` metres."""
    x0, y0, x1, y1 = line
    count = round(2 * half / step)
    if upright:
        bounds, shape = (x0 - half, min(y0, y1), x0 + half, max(y0, y1)), (round(abs(y1 - y0) / step), count)
    else:
        bounds, shape = (min(x0, x1), y0 - half, max(x0, x1), y0 + half), (count, round(abs(x1 - x0) / step))
    with rasterio.open(piece.raster) as source:
        grey = _between_pixels(source, bounds, shape)
    return grey if upright else grey.T


def _between_pixels(source, bounds, shape):
    """Grey of ``shape`` within ``bounds``, interpolated between the pixels of ``source``, white beyond it.

    Whole pixels are read and then interpolated: rasterio 1.5 does both at once from rounded places, a part of a pixel
    off, where a window may reach beyond the raster."""
    asked = from_bounds(*bounds, source.transform)
    (top, bottom), (left, right) = ((int(start) - 2, int(stop) + 2) for start, stop in asked.toranges())
    around = Window(left, top, right - left, bottom - top)
    grey = source.read((source.count + 1) // 2, window=around, boundless=True, fill_value=255)
    west, north = asked.col_off - left, asked.row_off - top
    picture = Image.fromarray(grey.astype(np.float32))
    box = west, north, west + asked.width, north + asked.height
    return np.asarray(picture.resize(shape[::-1], Image.Resampling.BILINEAR, box), float)


def _across(before, after, step):
    """How much farther east (south) the second sheet draws the common neatline, in metres."""
    centres = [mass_centre(strip.mean(axis=0, keepdims=True), np.zeros(1)) for strip in (before, after)]
    if min(contrast[0] for _, contrast in centres) < 20:
        return np.nan
    return (centres[1][0][0] - centres[0][0][0]) * step


def _along(before, after, step, mm):
    """How much farther along the second sheet draws the lines that cross the join, in metres, by correlation."""
    middle = before.shape[1] / 2
    near, far = (round(distance * mm / step) for distance in _INSIDE_MM)
    left = 255 - before[:, round(middle) - far : round(middle) - near].mean(axis=1)
    right = 255 - after[:, round(middle) + near : round(middle) + far].mean(axis=1)
    left, right = left - left.mean(), right - right.mean()
    scale = np.sqrt((left**2).sum() * (right**2).sum())
    reach = round(_FARTHEST_MM * mm / step)
    if left.std() < 8 or right.std() < 8:
        return np.nan
    lags = np.correlate(right, left, "full")[len(left) - 1 - reach : len(left) + reach] / scale
    peak = int(lags.argmax())
    if lags[peak] < _LIKE or peak in (0, len(lags) - 1):
        return np.nan
    low, top, high = lags[peak - 1 : peak + 2]
    return (peak - reach + (low - high) / (2 * (low - 2 * top + high))) * step


def write_joins(joins, crs, path):
    """Writes the joins as lines (GeoPackage) with their mismatch in metres."""
    import geopandas as gpd

    columns = {
        "sheet_a": [join.first for join in joins],
        "sheet_b": [join.second for join in joins],
        "across": np.array([join.across for join in joins], float),
        "along": np.array([join.along for join in joins], float),
        "largest": np.array([join.largest for join in joins], float),
        "pieces": np.array([join.pieces for join in joins], int),
    }
    frame = gpd.GeoDataFrame(columns, geometry=[join.line for join in joins], crs=crs)
    with written_beside(path) as beside:
        frame.to_file(beside, layer="joins", driver="GPKG", engine="pyogrio", geometry_type="LineString")
