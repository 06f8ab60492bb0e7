"""The photos' pixels, as viewers show them."""

import warnings
from collections import OrderedDict
from contextlib import contextmanager, nullcontext
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from shimonita_gis.errors import PhotoError

from .photofile import parts

MOST_BYTES = 600_000_000
_MOST_PIXELS = 400_000_000
_ORIENTATION = 0x0112


class Pictures:
    """Decoded pictures by path, the last ones used kept in memory up to ``MOST_BYTES``."""

    def __init__(self, most_bytes=MOST_BYTES):
        self._kept, self._most_bytes = OrderedDict(), most_bytes

    def __call__(self, path):
        """uint8 (height, width, 3), turned by the EXIF orientation; raises PhotoError where it cannot be decoded."""
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        picture = self._kept[path] = decoded(path)
        while len(self._kept) > 1 and sum(each.nbytes for each in self._kept.values()) > self._most_bytes:
            self._kept.popitem(last=False)
        return picture


def decoded(path, widest=None):
    """The picture at ``path`` as uint8 (height, width, 3); at most about ``widest`` pixels wide where that is given."""
    try:
        return np.asarray(_opened(path, widest or 0))
    except _UNREADABLE as error:
        raise _undecodable(path, error) from error


def small(path, edge, decode=None, whole=None):
    """The picture at ``path`` as a Pillow image of at most ``edge`` pixels on its long side, turned as it is shown.

    JPEG is decoded at an eighth, a quarter or half of its size; ``whole`` is a lock held while a picture of another
    kind is decoded. ``decode(path)`` is asked for an image where no library here can read it.
    Raises PhotoError where nothing can.
    """
    try:
        with nullcontext() if _is_jpeg(path) else whole or nullcontext():
            image = _opened(path, edge)
    except _UNREADABLE as error:
        image = decode(path) if decode else None
        if image is None:
            raise _undecodable(path, error) from error
    image = image.convert("RGB")
    image.thumbnail((edge, edge))
    return image


_UNREADABLE = (OSError, ValueError, SyntaxError, ArithmeticError, Image.DecompressionBombError)


def _undecodable(path, error):
    if isinstance(error, Image.DecompressionBombError):
        return _too_large(path)
    if Path(path).suffix.lower() in (".heic", ".heif"):
        return PhotoError("This PC has no decoder for the HEIC picture {file}; its position was read all the same. "
                          "Save it as JPEG to see it.", file=Path(path).name)  # fmt: skip
    return PhotoError("The picture {file} cannot be decoded: it is damaged.", file=Path(path).name)


def _too_large(path):
    return PhotoError("The picture {file} is too large to be laid out.", file=Path(path).name)


def _is_jpeg(path):
    with Path(path).open("rb") as file:
        return file.read(2) == b"\xff\xd8"


def _opened(path, edge):
    """The picture as a Pillow image in RGB, not much larger than ``edge`` where that is not 0.

    HEIC comes turned from its decoder; TIFF is read by GDAL, which knows its kinds of pixels.
    """
    with Path(path).open("rb") as file:
        head = file.read(12)
    if head[4:8] == b"ftyp":
        return _by_gdal(path, edge)
    if head[:4] in (b"II*\0", b"MM\0*"):
        return ImageOps.exif_transpose(_with_orientation(_by_gdal(path, edge), path))
    with Image.open(path) as image:
        if image.width * image.height > _MOST_PIXELS:
            raise _too_large(path)
        if edge:
            image.draft("RGB", _fitting(image.size, edge))
        return ImageOps.exif_transpose(image).convert("RGB")


def _fitting(size, edge):
    """``size`` reduced to ``edge`` pixels on its long side. A square instead would have the decoder deliver pictures of
    twice the width wanted, as it looks at the shorter side."""
    return tuple(max(1, side * edge // max(size)) for side in size)


def _with_orientation(image, path):
    image.getexif()[_ORIENTATION] = parts(path).tags.get("Orientation", (1,))[0]
    return image


def _by_gdal(path, edge):
    import rasterio

    try:
        with _without_a_place(), rasterio.open(path) as source:
            if not edge and source.width * source.height > _MOST_PIXELS:
                raise _too_large(path)
            share = min(1.0, 2 * edge / max(source.width, source.height)) if edge else 1.0
            shape = (max(1, round(source.height * share)), max(1, round(source.width * share)))
            bands = [1, 2, 3] if source.count >= 3 else [1, 1, 1]
            pixels = source.read(bands, out_shape=(3, *shape))
    except rasterio.errors.RasterioError as error:
        raise OSError(str(error)) from error
    return Image.fromarray(np.moveaxis(_as_bytes(pixels), 0, -1))


@contextmanager
def _without_a_place():
    """A photo has no place on the map, of which rasterio warns."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _as_bytes(pixels):
    """Brightness from 0 to 255; pixels of more than a byte (thermal, multispectral) between their 1 % and 99 %."""
    if pixels.dtype == np.uint8:
        return np.ascontiguousarray(pixels)
    low, high = np.nanpercentile(pixels, [1, 99])
    return np.clip((np.nan_to_num(pixels) - low) / max(high - low, 1e-9) * 255, 0, 255).astype(np.uint8)
