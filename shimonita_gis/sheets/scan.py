"""A scanned sheet as pixels: whatever the scanner's program wrote, here it is 8-bit grey or red, green, blue."""

import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from rasterio.enums import ColorInterp
from rasterio.errors import NotGeoreferencedWarning, RasterioError, RasterioIOError

from shimonita_gis.errors import SheetError, existing_file

SMALLEST_SIDE = 600  # pixels; a sheet of 800 x 600 mm at 25 dpi is no longer readable by anyone
LARGEST_PIXELS = 1_000_000_000
# scanning programs write these where they know nothing
_UNKNOWN_DPI = {1, 72, 96}
_CACHE_BYTES = 64 * 1024 * 1024  # every pixel is read once; GDAL's default would hold a twentieth of the memory


@dataclass(frozen=True)
class Scan:
    """``pixels`` uint8 (bands 1 or 3, rows, columns); ``dpi`` is None where the file does not say;
    ``remarks`` are sentences for the report."""

    path: Path
    pixels: np.ndarray
    dpi: float | None
    remarks: tuple = ()

    @property
    def grey(self):
        """uint8 (rows, columns): the green band, in which black, blue, red and brown ink are all dark."""
        return self.pixels[len(self.pixels) // 2]

    @property
    def size(self):
        """Width and height in pixels."""
        return self.pixels.shape[2], self.pixels.shape[1]


def read_scan(path, page=None):
    """The :class:`Scan` in the file ``path`` (TIFF, JPEG, PNG, PDF …); ``page`` counts from 1 and must be given where
    there are several.

    Raises InputError where there is no such file, SheetError where it holds no sheet that can be read.
    """
    path = existing_file(path)
    with _opened(path, page) as source:
        _check(source, path)
        pixels = _eight_bit(source, _read(source, path))
        remarks = _remarks(source)
        return Scan(path, pixels, resolution(source, path), remarks)


def scan_size(path):
    """Width and height in pixels of the scan ``path``, from its header alone."""
    with _opened(existing_file(path), None) as source:
        return source.width, source.height


# translatable
NOT_GEOREFERENCED_ANEW = "The file's own georeference was not used; the sheet was placed by its neatline."


def _remarks(source):
    has_own = source.crs is not None or source.gcps[0] or not source.transform.is_identity
    return (NOT_GEOREFERENCED_ANEW,) if has_own and source.driver != "PDF" else ()


@contextmanager
def _opened(path, page):
    with rasterio.Env(GDAL_CACHEMAX=_CACHE_BYTES, GDAL_PAM_ENABLED=False):
        with _open(path, path) as source:
            pages = source.subdatasets
            if len(pages) <= 1 and page in (None, 1):
                yield source
                return
        with _open(_chosen(pages, page, path), path) as source:
            yield source


def _open(name, path):
    try:
        with warnings.catch_warnings():
            # a scan has no georeference; that is why we are here
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            return rasterio.open(name)
    except RasterioIOError as error:
        raise SheetError(
            "{file} is not an image that can be read. Open it in a viewer: if it shows nothing, scan the sheet "
            "again or save it as TIFF.",
            file=path,
        ) from error


def _chosen(pages, page, path):
    count = max(len(pages), 1)
    if page is None:
        raise SheetError(
            "{file} holds {count} pages. Say on which page the sheet is, or save that page as a file of its own.",
            file=path,
            count=count,
        )
    if not 1 <= page <= count:
        raise SheetError("{file} has no page {page}; it holds {count}.", file=path, page=page, count=count)
    return pages[page - 1]


def _check(source, path):
    if source.count == 0 or min(source.shape) < SMALLEST_SIDE:
        raise SheetError(
            "{file} has {width} x {height} pixels, too few for a map sheet. Scan it with 200 dpi or more.",
            file=path,
            width=source.width,
            height=source.height,
        )
    if source.width * source.height > LARGEST_PIXELS:
        raise SheetError("{file} has more than 1,000 megapixels. Scan it with 400 dpi.", file=path)


def _read(source, path):
    bands = _colour_bands(source)
    try:
        if source.driver == "PNG":
            _check_png(path)
        return source.read(bands)
    except (RasterioError, OSError, SyntaxError) as error:
        raise SheetError("{file} is damaged or cut off. Copy it again or scan the sheet again.", file=path) from error


def _check_png(path):
    """GDAL shows what is missing of a PNG as white and says nothing; Pillow compares the check sums of all its parts.
    Raises OSError or SyntaxError."""
    from PIL import PngImagePlugin

    with PngImagePlugin.PngImageFile(path) as image:
        image.verify()


def _colour_bands(source):
    found = dict(zip(source.colorinterp, source.indexes, strict=True))
    colours = [found.get(colour) for colour in (ColorInterp.red, ColorInterp.green, ColorInterp.blue)]
    return colours if all(colours) else [1]


def _eight_bit(source, pixels):
    if source.colorinterp[0] == ColorInterp.palette:
        return _painted(pixels[0], source.colormap(1))
    if pixels.dtype != np.uint8:
        return _stretched(pixels)
    if pixels.max() <= 1:  # black and white
        return pixels * np.uint8(255)
    return pixels


def _painted(indices, colours):
    table = np.zeros((3, 65536 if indices.dtype != np.uint8 else 256), np.uint8)
    for index, colour in colours.items():
        table[:, index] = colour[:3]
    grey = (table[0] == table[1]).all() and (table[1] == table[2]).all()
    return np.stack([band[indices] for band in (table[:1] if grey else table)])


def _stretched(pixels):
    """Between the darkest and the brightest hundredth, in strips so that no float copy of a sheet is held."""
    dark, bright = np.percentile(pixels[:, ::16, ::16].astype(float), (0.5, 99.5))
    stretched = np.empty(pixels.shape, np.uint8)
    for start in range(0, pixels.shape[1], 256):
        strip = pixels[:, start : start + 256].astype(np.float32)
        stretched[:, start : start + 256] = np.clip((strip - dark) * (255 / max(bright - dark, 1)), 0, 255)
    return stretched


def resolution(source, path):
    """The dpi that the open raster ``source`` of ``path`` states, or None."""
    dpi = _stated_dpi(source, path)
    return None if dpi is None or round(dpi) in _UNKNOWN_DPI or not 20 < dpi < 5000 else float(dpi)


def _stated_dpi(source, path):
    tags = source.tags()
    if "TIFFTAG_XRESOLUTION" in tags:
        per_centimetre = tags.get("TIFFTAG_RESOLUTIONUNIT", "2").startswith("3")
        return float(tags["TIFFTAG_XRESOLUTION"]) * (2.54 if per_centimetre else 1)
    if "DPI" in tags:
        return float(tags["DPI"])
    return _header_dpi(source.driver, path)


def _header_dpi(driver, path):
    """GDAL does not tell the resolution of JPEG and PNG; Pillow reads it from the header alone."""
    from PIL import JpegImagePlugin, PngImagePlugin

    readers = {"JPEG": JpegImagePlugin.JpegImageFile, "PNG": PngImagePlugin.PngImageFile}
    if driver not in readers:
        return None
    with readers[driver](path) as image:  # not Image.open: it refuses large sheets as "decompression bombs"
        dpi = image.info.get("dpi")
    return dpi[0] if dpi else None


# turning --------------------------------------------------------------------------------------------------------


def turned(grey, degrees):
    """An image (rows, columns) turned clockwise by 0, 90, 180 or 270 ``degrees``."""
    return np.ascontiguousarray(np.rot90(grey, -degrees // 90)) if degrees else grey


def turned_points(points, degrees, size):
    """Pixels (…, 2) of a scan of ``size`` (width, height) to those of the scan turned clockwise."""
    x, y = np.moveaxis(np.asarray(points, float), -1, 0)
    width, height = size
    return np.stack({0: (x, y), 90: (height - y, x), 180: (width - x, height - y), 270: (y, width - x)}[degrees], -1)


def unturned_points(points, degrees, size):
    """The inverse of :func:`turned_points`; ``size`` is that of the scan as it lies in its file."""
    turned_size = size[::-1] if degrees % 180 else size
    return turned_points(points, -degrees % 360, turned_size)
