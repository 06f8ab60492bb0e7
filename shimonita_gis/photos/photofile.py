"""A photo file's own parts: where its EXIF and XMP blocks lie, and how large the picture is.

Only the head of the file and the headers of its segments are read, never the pixels.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from shimonita_gis.errors import PhotoError

from .exif import read_tags
from .heif import exif_item, picture_size

_HEAD = 64 * 1024
_HASHED_HEAD, _HASHED_END = 8 * 1024, 4 * 1024
_DIGITS = 32  # of a SHA-256 in hexadecimal: 128 bits, and processors have instructions for it
_MOST_SEGMENTS = 300
_EXIF, _XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"
# start-of-frame markers carry the picture's size; C4, C8 and CC mean something else (ITU-T T.81)
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class Parts:
    """What a file says about itself: EXIF ``tags``, the ``xmp`` packet (bytes), the picture's size in pixels
    (0 where unknown), and an ``identity`` that stays the same when the file is renamed or moved."""

    tags: dict[str, Any]
    xmp: bytes
    width: int
    height: int
    identity: str


class Window:
    """Reads of the file at ``path`` at any offset. Its head and its end are read at once, in whatever thread makes the
    window; the file is opened again only for what lies between. Raises OSError."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - twice as fast as pathlib's
            self.head = file.read(_HEAD)
            self.size = len(self.head) if len(self.head) < _HEAD else file.seek(0, 2)
            self.end = b""
            if self.size > _HEAD:
                file.seek(max(self.size - _HASHED_END, _HEAD))
                self.end = file.read(_HASHED_END)

    def __call__(self, offset, length):
        if offset + length <= len(self.head) or len(self.head) == self.size:
            return self.head[offset : offset + length]
        with open(self.path, "rb", buffering=0) as file:  # noqa: PTH123
            file.seek(offset)
            return file.read(length)

    def inside(self, start, length):
        """Reads like those of this window that count from ``start`` and end ``length`` bytes after it."""
        block = self.head if start + length <= len(self.head) else None
        if block is None:
            block, start = self(start, length), 0
        end = start + length
        return lambda offset, many: block[start + offset : min(start + offset + many, end)]

    @cached_property
    def identity(self):
        """A hash of the file's size, its metadata and the end of its picture; no two photos share all three."""
        digest = hashlib.sha256(self.head[:_HASHED_HEAD])
        digest.update(self.end or self.head[_HASHED_HEAD:][-_HASHED_END:])
        digest.update(self.size.to_bytes(8, "big"))
        return digest.hexdigest()[:_DIGITS]


def parts(path):
    """The :class:`Parts` of the photo at ``path`` (JPEG, TIFF, DNG or HEIC), or of the :class:`Window` of one.

    Raises PhotoError with the reason where it is none of these, OSError where it cannot be read.
    """
    window = path if isinstance(path, Window) else Window(path)
    reader = _reader(window.head)
    tags, xmp, width, height = reader(window)
    return Parts(tags, xmp or tags.pop("XMP", b""), width, height, window.identity)


def _reader(head):
    if not head:
        raise PhotoError("The file is empty: the copy from the card was probably cut short. Copy it again.")
    if head[:2] == b"\xff\xd8":
        return _jpeg
    if head[:4] in (b"II*\0", b"MM\0*"):
        return _tiff
    if head[4:8] == b"ftyp":
        return _heic
    if not head.strip(b"\0"):
        raise PhotoError("The file holds nothing but zeros: the card or the copy is damaged. Copy it again.")
    raise PhotoError("The file is not a photo in JPEG, TIFF, DNG or HEIC format, whatever its name says.")


def content_hash(path):
    """A hash of all bytes of the file at ``path``; raises OSError where it cannot be read."""
    with open(path, "rb") as file:  # noqa: PTH123
        return hashlib.file_digest(file, "sha256").hexdigest()[:_DIGITS]


def _jpeg(window):
    tags, xmp, size = {}, b"", (0, 0)
    for marker, offset, length in _segments(window):
        if marker in _FRAMES:
            frame = window(offset, 5)
            size = int.from_bytes(frame[3:5], "big"), int.from_bytes(frame[1:3], "big")
            break
        if marker != 0xE1:
            continue
        beginning = window(offset, len(_XMP))
        if beginning.startswith(_EXIF) and not tags:
            tags = read_tags(window.inside(offset + len(_EXIF), length - len(_EXIF)))
        elif beginning == _XMP and not xmp:
            xmp = window(offset + len(_XMP), max(length - len(_XMP), 0))
    return tags, xmp, *size


def _segments(window):
    """Marker, offset and length of the content of each JPEG segment before the picture itself."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        header = window(at, 4)
        if len(header) < 4 or header[0] != 0xFF or header[1] == 0xDA:
            return
        if header[1] == 0xFF:  # a fill byte
            at += 1
            continue
        length = int.from_bytes(header[2:4], "big")
        if length < 2:
            return
        yield header[1], at + 4, length - 2
        at += 2 + length


def _tiff(window):
    tags = read_tags(window)
    return tags, b"", _first(tags.get("ImageWidth")), _first(tags.get("ImageLength"))


def _heic(window):
    offset = exif_item(window)
    tags = read_tags(lambda at, many: window(offset + at, many)) if offset is not None else {}
    tags.pop("Orientation", None)  # its pixels come turned already
    return tags, b"", *picture_size(window)


def _first(values):
    return int(values[0]) if values and values[0] == values[0] else 0
