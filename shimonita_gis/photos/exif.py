"""EXIF tags that say where a camera was and how it looked, by a walk that no file can make long.

Libraries read every tag of every directory. A crafted file whose directories point at each other keeps them busy
for minutes (``tests/photos/test_hostile.py`` has one), so only the tags named here are read, each directory once,
and no value beyond its first bytes.
"""

import struct
from functools import lru_cache

from shimonita_gis.errors import PhotoError

# TIFF 6.0 field types: number -> (bytes of one value, struct letter)
_TYPES = {
    1: (1, "B"), 2: (1, "s"), 3: (2, "H"), 4: (4, "I"), 5: (8, "II"), 6: (1, "b"), 7: (1, "s"), 8: (2, "h"),
    9: (4, "i"), 10: (8, "ii"), 11: (4, "f"), 12: (8, "d"),
}  # fmt: skip

_ENTRY = {order: struct.Struct(order + "HHI4s") for order in "<>"}
_BYTE_ORDER = {"<": "little", ">": "big"}
_WHOLE = {1: 1, 3: 2, 4: 4}  # bytes of the unsigned whole numbers, the usual case
_NAN = float("nan")

_EXIF_DIRECTORY, _GPS_DIRECTORY, _SUB_DIRECTORIES = 0x8769, 0x8825, 0x014A

IMAGE_TAGS = {
    0x0100: "ImageWidth", 0x0101: "ImageLength", 0x010F: "Make", 0x0110: "Model", 0x0112: "Orientation",
    0x0131: "Software", 0x0132: "DateTime", 0x02BC: "XMP", 0xC65A: "CalibrationIlluminant1",
    0xC62F: "CameraSerialNumber",
    _EXIF_DIRECTORY: "ExifDirectory", _GPS_DIRECTORY: "GPSDirectory", _SUB_DIRECTORIES: "SubDirectories",
}  # fmt: skip
EXIF_TAGS = {
    0x9003: "DateTimeOriginal", 0x9011: "OffsetTimeOriginal", 0x9291: "SubSecTimeOriginal", 0x920A: "FocalLength",
    0xA002: "PixelXDimension", 0xA003: "PixelYDimension", 0xA20E: "FocalPlaneXResolution",
    0xA210: "FocalPlaneResolutionUnit", 0xA404: "DigitalZoomRatio", 0xA405: "FocalLengthIn35mmFilm",
    0xA431: "BodySerialNumber",
}  # fmt: skip
GPS_TAGS = {
    0x01: "GPSLatitudeRef", 0x02: "GPSLatitude", 0x03: "GPSLongitudeRef", 0x04: "GPSLongitude",
    0x05: "GPSAltitudeRef", 0x06: "GPSAltitude", 0x07: "GPSTimeStamp", 0x0B: "GPSDOP", 0x10: "GPSImgDirectionRef",
    0x11: "GPSImgDirection", 0x1D: "GPSDateStamp", 0x1F: "GPSHPositioningError",
}  # fmt: skip

_MOST_ENTRIES = 512
_MOST_BYTES = 256
_MOST_XMP_BYTES = 1 << 20


def read_tags(read_at):
    """The named tags of a TIFF structure as a dict: text as str, numbers as a tuple of int or float.

    ``read_at(offset, length)`` returns up to ``length`` bytes. A rational with denominator 0 is NaN.
    Raises PhotoError where the structure has no TIFF header.
    """
    header = read_at(0, 8)
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(header[:4])
    if order is None or len(header) < 8:
        raise PhotoError("The EXIF block has no readable beginning.")
    tags = _directory(read_at, order, *struct.unpack(order + "I", header[4:8]), IMAGE_TAGS)
    for pointer, names in (("ExifDirectory", EXIF_TAGS), ("GPSDirectory", GPS_TAGS)):
        if tags.get(pointer):
            tags |= _directory(read_at, order, tags.pop(pointer)[0], names)
    return _with_largest_image(tags, read_at, order)


def _directory(read_at, order, offset, names):
    """One image file directory; entries that cannot be read are left out."""
    count = read_at(offset, 2)
    if len(count) < 2:
        return {}
    count = min(int.from_bytes(count, _BYTE_ORDER[order]), _MOST_ENTRIES)
    entries = read_at(offset + 2, 12 * count)
    tags = {}
    for tag, kind, number, inline in _ENTRY[order].iter_unpack(entries[: len(entries) // 12 * 12]):
        name = names.get(tag)
        if name is None or name in tags or kind not in _TYPES:
            continue
        if number == 1 and kind in _WHOLE:
            value = (int.from_bytes(inline[: _WHOLE[kind]], _BYTE_ORDER[order]),)
        else:
            value = _value(read_at, order, kind, number, inline, tag == 0x02BC)
        if value is not None:
            tags[name] = value
    return tags


def _value(read_at, order, kind, number, inline, is_xmp):
    size, letter = _TYPES[kind]
    if is_xmp:
        return read_at(_elsewhere(inline, order), min(number, _MOST_XMP_BYTES)) if number > 4 else b""
    length = min(number * size, _MOST_BYTES)
    data = inline[:length] if number * size <= 4 else read_at(_elsewhere(inline, order), length)
    if letter == "s":
        return plain_text(data)
    whole = len(data) // size
    if whole == 0:
        return None
    values = struct.unpack_from(order + letter * whole, data)
    if len(letter) == 1:
        return values
    return tuple(over / under if under else _NAN for over, under in zip(values[::2], values[1::2], strict=True))


def _elsewhere(inline, order):
    """The offset that stands in an entry whose value does not fit into it."""
    return int.from_bytes(inline, _BYTE_ORDER[order])


def _with_largest_image(tags, read_at, order):
    """A DNG's first directory is its thumbnail; the photo itself is in the largest sub-directory."""
    for offset in tags.pop("SubDirectories", ())[:8]:
        if not isinstance(offset, int):
            break
        below = _directory(read_at, order, offset, {0x0100: "ImageWidth", 0x0101: "ImageLength"})
        if below.get("ImageWidth", (0,))[0] > tags.get("ImageWidth", (0,))[0]:
            tags |= below
    return tags


@lru_cache(1024)  # all photos of a card say the same of their camera
def plain_text(data):
    """``data`` up to its first null as one line of plain text, at most 256 characters, undecodable bytes shown."""
    text = data.split(b"\0", 1)[0].decode("utf-8", "backslashreplace")[:256]
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else " " for letter in text)
    return text.strip()
