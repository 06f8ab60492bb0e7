"""The photos' pixels, as viewers show them."""

from collections import OrderedDict
from pathlib import Path

import numpy as np

from shimonita_gis.errors import PhotoError

MOST_BYTES = 600_000_000
_MOST_PIXELS = 400_000_000


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
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise PhotoError("The picture {file} is too large to be laid out.", file=Path(path).name)
            if widest:
                image.draft("RGB", (widest, widest))
            return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PhotoError("The picture {file} cannot be decoded: it is damaged.", file=Path(path).name) from error


def picture_path(row, beside=None):
    """Where the photo of a camera ``row`` (with photo and folder) is now: in the folder that it was imported from, or
    in the folder ``beside`` the layer, to which it may have moved. Raises PhotoError where it is in neither."""
    from .survey import photo_path

    for folder in (row.get("folder"), beside):
        if folder and (path := photo_path(folder, row["photo"])).is_file():
            return path
    raise PhotoError(
        "The photo {photo} is not in {folder} any more. Put the layer of cameras into the folder of the photos, "
        "or import them again.",
        photo=row["photo"], folder=row.get("folder"),
    )  # fmt: skip
