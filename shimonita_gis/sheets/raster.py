"""The placed sheet as a Cloud-Optimized GeoTIFF: datum and model in one resampling.

GDAL's warper knows either control points or a datum, not both. So the output is cut into tiles, small enough that a
polynomial through ties in the tile follows datum and model to a twentieth of a pixel, and the warper gets each
tile's polynomial. That is also many times faster than a thin-plate spline over the whole sheet.
"""

import warnings
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import numpy as np
import rasterio
import rasterio.features
import rasterio.shutil
from rasterio._err import CPLE_BaseError
from rasterio.control import GroundControlPoint
from rasterio.enums import ColorInterp
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.transform import from_origin
from rasterio.warp import Resampling, reproject
from rasterio.windows import Window

from shimonita_gis.datum import reference_system, transformer
from shimonita_gis.errors import OutputError
from shimonita_gis.files import written_beside
from shimonita_gis.progress import never, part, steps, unheard

from .accuracy import ACCURACY_TAG, DPI_TAG, NEATLINE_TAG
from .model import fitted

TIE_ERROR = 0.05  # pixels
_TILE_SIDES = 1024, 512, 256
_ORDER, _TIES = 2, 4  # the polynomial of a tile, and its ties across and down
_MARGIN = 3  # pixels of the scan around a tile's source, for the resampling
_THREADS = 2
_NOWHERE = 'ENGCRS["tile",EDATUM["tile"],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],LENGTHUNIT["metre",1]]'
_ORIGIN = 1000  # of a tile; GDAL takes a transform with origin 0 and pixel 1 for none at all
_LOSSY = {"compress": "JPEG", "quality": 92}  # a JPEG scan would grow tenfold if its noise were kept to the bit
_LOSSLESS = {"compress": "DEFLATE", "predictor": "YES", "level": 6}


def write_placed(scan, placement, path, crs=6677, clip=False, progress=unheard, cancelled=never):
    """Writes ``scan`` resampled into ``crs`` to the GeoTIFF ``path``; transparent outside the scan, with ``clip``
    outside the neatline. Raises OutputError, DatumError."""
    target = _Target(placement, reference_system(crs))
    with written_beside(path) as beside:
        raw = beside.with_name("warped.tif")
        try:
            _warp(scan, target, raw, part(progress, 0, 0.6), cancelled)
            _mask(target, clip, raw)
            _state(target, raw)
            _finish(scan, raw, beside)
        except RasterioError as error:
            raise OutputError(
                "{file} cannot be written ({reason}). Check the free space on the disk.", file=path, reason=error
            ) from error
    progress(1, 1)


class _Target:
    """The grid of the output and the way from it into the scan."""

    def __init__(self, placement, crs):
        self.placement, self.crs = placement, crs
        sheet_crs = placement.datum.plane_epsg
        self._to_sheet = transformer(crs, sheet_crs, placement.parameters)
        self._from_sheet = transformer(sheet_crs, crs, placement.parameters)
        outline = self.outline(clip=False)
        west, south = outline.min(axis=0)
        east, north = outline.max(axis=0)
        self.pixel = self._pixel_size()
        west, north = np.floor(west / self.pixel) * self.pixel, np.ceil(north / self.pixel) * self.pixel
        self.width = int(np.ceil((east - west) / self.pixel))
        self.height = int(np.ceil((north - south) / self.pixel))
        self.transform = from_origin(west, north, self.pixel, self.pixel)

    def to_scan(self, places):
        """(n, 2) of the target to (n, 2) pixels of the scan: through the datum, then the model."""
        x, y = self._to_sheet.transform(*places.T)
        return self.placement.fitted(np.column_stack([x, y]))

    def corners(self):
        """(4, 2) of the target: the neatline's corners NW, NE, SE, SW."""
        return np.column_stack(self._from_sheet.transform(*self.placement.sheet.corners.T))

    def outline(self, clip):
        """(n, 2) of the target around the scan, or around the neatline with ``clip``."""
        corners = self.placement.sheet.corners if clip else self._scan_corners()
        way = np.linspace(0, 1, 20, endpoint=False)[:, None]
        ring = np.concatenate([a + way * (b - a) for a, b in zip(corners, np.roll(corners, -1, 0), strict=True)])
        return np.column_stack(self._from_sheet.transform(*ring.T))

    def _scan_corners(self):
        width, height = self.placement.scan_size
        pixels = np.array([(0, 0), (width, 0), (width, height), (0, height)], float)
        ground = self.placement.sheet.corners
        affine = fitted("affine", self.placement.fitted(ground), ground)
        return affine(pixels)

    def _pixel_size(self):
        """The scan's own, as if the paper had not shrunk, so that sheets of one series share one grid of pixels and a
        mosaic of them needs no second resampling; in degrees where the target is not metric."""
        scale = self.placement.sheet.scale
        dpi = scale * 0.0254 / self.placement.pixel_size
        round_dpi = max(round(dpi / 50), 1) * 50
        metres = scale * 0.0254 / (round_dpi if abs(dpi / round_dpi - 1) < 0.012 else dpi)
        return metres if self.crs.is_projected else metres / 111_000

    def tile_side(self):
        """The largest side in pixels at which a tile's polynomial errs by TIE_ERROR at most."""
        for side in _TILE_SIDES:
            if max(self._error_in(window) for window in self._probes(side)) <= TIE_ERROR:
                break
        return side

    def _probes(self, side):
        """Windows spread over the output: every third in each direction."""
        corners = product(range(0, self.height, 3 * side), range(0, self.width, 3 * side))
        return [Window(column, row, side, side) for row, column in corners]

    def _error_in(self, window):
        ties, check = _spots(window, _TIES), _spots(window, 9)
        polynomial = fitted("polynomial", ties, self.to_scan(self.places(ties)))
        return np.abs(polynomial(check) - self.to_scan(self.places(check))).max()

    def places(self, pixels):
        """Pixels (n, 2) of the output to the target's coordinates."""
        return np.column_stack(self.transform * pixels.T)


def _spots(window, count):
    """(count * count, 2) pixels spread over a window, its rim included."""
    x = window.col_off + np.linspace(0, window.width, count)
    y = window.row_off + np.linspace(0, window.height, count)
    return np.column_stack([grid.ravel() for grid in np.meshgrid(x, y)])


def _warp(scan, target, path, progress, cancelled):
    side = target.tile_side()
    rows = range(0, target.height, side)
    with warnings.catch_warnings(), _created(path, scan, target) as output, ThreadPoolExecutor(_THREADS) as threads:
        warnings.simplefilter("ignore", NotGeoreferencedWarning)  # a tile's georeference is its ties
        for row in steps(rows, progress, cancelled):
            windows = [
                Window(column, row, min(side, target.width - column), min(side, target.height - row))
                for column in range(0, target.width, side)
            ]
            for window, tile in zip(windows, threads.map(lambda w: _tile(scan, target, w), windows), strict=True):
                output.write(tile, window=window)


def _tile(scan, target, window):
    """uint8 (bands, rows, columns) of one window of the output; white outside the scan."""
    tile = np.full((len(scan.pixels), window.height, window.width), 255, np.uint8)
    ties = _spots(window, _TIES)
    places = target.places(ties)
    pixels = target.to_scan(places)
    first, last = _source_box(pixels, scan.size)
    if (last <= first).any():
        return tile
    source = np.ascontiguousarray(scan.pixels[:, first[1] : last[1], first[0] : last[0]])
    # both sides relative to the window: metres with six digits before the point cost the polynomial its precision
    points = [
        GroundControlPoint(row=row, col=column, x=_ORIGIN + x, y=_ORIGIN - y)
        for (column, row), (x, y) in zip(pixels - first, ties - (window.col_off, window.row_off), strict=True)
    ]
    reproject(
        source,
        tile,
        gcps=points,
        src_crs=_NOWHERE,
        dst_crs=_NOWHERE,
        dst_transform=from_origin(_ORIGIN, _ORIGIN, 1, 1),
        resampling=Resampling.bilinear,
        METHOD="GCP_POLYNOMIAL",
        MAX_GCP_ORDER=_ORDER,
        INIT_DEST="255",
    )
    return tile


def _source_box(pixels, size):
    """First and last column, row of the scan that a tile needs."""
    first = np.floor(pixels.min(axis=0)).astype(int) - _MARGIN
    last = np.ceil(pixels.max(axis=0)).astype(int) + _MARGIN
    return np.clip(first, 0, size), np.clip(last, 0, size)


def _created(path, scan, target):
    colours = (ColorInterp.grey,) if len(scan.pixels) == 1 else (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
    output = rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=target.width,
        height=target.height,
        count=len(scan.pixels),
        dtype="uint8",
        crs=target.crs.to_wkt(),
        transform=target.transform,
        tiled=True,
        blockxsize=512,
        blockysize=512,
        interleave="pixel",
        bigtiff="IF_SAFER",
    )
    output.colorinterp = colours
    return output


def _mask(target, clip, raw):
    outline = target.outline(clip)
    shape = {"type": "Polygon", "coordinates": [np.vstack([outline, outline[:1]]).tolist()]}
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True), rasterio.open(raw, "r+") as output:
        inside = rasterio.features.rasterize([(shape, 255)], output.shape, transform=output.transform, dtype="uint8")
        output.write_mask(inside)


def _state(target, raw):
    """What is drawn on the sheet is no better placed than the sheet, nor finer than the scan, and its ticks stand where
    the neatline says: layers made from it read this."""
    placement = target.placement
    dpi = 0.0254 * placement.sheet.scale / placement.pixel_size
    corners = " ".join(f"{value:.9g}" for value in target.corners().ravel())
    with rasterio.open(raw, "r+") as output:
        output.update_tags(**{ACCURACY_TAG: f"{placement.rmse:.3f}", DPI_TAG: f"{dpi:.0f}", NEATLINE_TAG: corners})


def _finish(scan, raw, beside):
    kept = _LOSSY if scan.path.suffix.lower() in (".jpg", ".jpeg", ".pdf") else _LOSSLESS
    how = {"driver": "COG", "num_threads": 2, "overview_resampling": "AVERAGE", "bigtiff": "IF_SAFER"}
    try:
        rasterio.shutil.copy(raw, beside, **how, **kept)
    except (CPLE_BaseError, RasterioError) as error:  # rasterio.shutil lets GDAL's own errors through
        raise OutputError(
            "{file} could not be written completely and was removed. Is the disk full? "
            "Free some space, then run it again.",
            file=beside.name,
        ) from error
    raw.unlink()
