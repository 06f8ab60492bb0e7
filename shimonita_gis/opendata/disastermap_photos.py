"""Photos that residents may see: drawn anew, small, without anything that the camera or a program wrote into them."""

import io
import warnings
from pathlib import Path

from PIL import Image, ImageOps

LONGEST, QUALITY = 1024, 78
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")
_MOST_PIXELS = 300_000_000

OUTSIDE, MISSING, NO_PHOTO = "outside", "missing", "no photo"
WHY = {  # translatable
    OUTSIDE: "The photo lies outside the folder of photos; it was left out.",
    MISSING: "The photo is not in the folder of photos; it was left out.",
    NO_PHOTO: "The file is not a photo that can be opened; it was left out.",
}


def cleaned(folder, name):
    """(JPEG bytes, (width, height), None) of the photo ``name`` in ``folder``, or (None, None, why).

    Only the picture's own colours are taken over, turned upright; no EXIF, XMP, IPTC, colour profile, comment or
    thumbnail can come along, since the file is written from bare pixels.
    """
    root = Path(folder).resolve()
    path = (root / name.replace("\\", "/")).resolve()
    if not path.is_relative_to(root):
        return None, None, OUTSIDE
    if not path.is_file():
        path = _by_name(root, path.name)
        if path is None:
            return None, None, MISSING
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = _upright(path)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None, None, NO_PHOTO
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())
    written = io.BytesIO()
    bare.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue(), bare.size, None


def _upright(path):
    with Image.open(path, formats=FORMATS) as picture:
        if picture.width * picture.height > _MOST_PIXELS:
            raise ValueError(path)
        picture.draft("RGB", (2 * LONGEST, 2 * LONGEST))  # a JPEG is read at the size that is needed
        picture = ImageOps.exif_transpose(picture).convert("RGB")
        picture.thumbnail((LONGEST, LONGEST))
        return picture


def _by_name(root, name):
    """The one file of that name below ``root``; the layer may give the path on another PC."""
    found = [path for path in root.rglob("*") if path.name == name and path.resolve().is_relative_to(root)]
    return found[0] if len(found) == 1 and found[0].is_file() else None
