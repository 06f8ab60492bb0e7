"""Where a HEIC photo keeps its EXIF block, and how large it is.

Its structure is that of ISO/IEC 14496-12; only the ``meta`` box is walked.
"""

_MOST_BOXES = 256
_MOST_META_BYTES = 512 * 1024


def exif_item(read_at):
    """The offset of the TIFF header of the photo's EXIF block, or None where the photo has none."""
    meta = _meta(read_at)
    items, places = (next(_boxes(read_at, *meta, kind), None) for kind in (b"iinf", b"iloc"))
    if items is None or places is None:
        return None
    number = _exif_number(read_at(items[0], items[1] - items[0]))
    offset = _place(read_at(places[0], places[1] - places[0]), number) if number is not None else None
    if offset is None:
        return None
    return offset + 4 + int.from_bytes(read_at(offset, 4), "big")  # its first four bytes say how much to skip


def picture_size(read_at):
    """Width and height of the photo as decoders show it, (0, 0) where the file does not say.

    A photo is often a grid of tiles with a thumbnail: the largest of the sizes is its own. ``irot`` turns by quarters;
    decoders follow it and leave the EXIF orientation alone (ISO/IEC 23008-12, 6.5).
    """
    for properties in _boxes(read_at, *_meta(read_at), b"iprp"):
        for container in _boxes(read_at, *properties, b"ipco"):
            sizes = [read_at(start + 4, 8) for start, _ in _boxes(read_at, *container, b"ispe")]
            turns = [read_at(start, 1) for start, _ in _boxes(read_at, *container, b"irot")]
            pairs = [(int.from_bytes(size[:4], "big"), int.from_bytes(size[4:], "big")) for size in sizes]
            width, height = max(pairs, key=lambda pair: pair[0] * pair[1], default=(0, 0))
            return (height, width) if turns and turns[0] and turns[0][0] & 1 else (width, height)
    return 0, 0


def _meta(read_at):
    """Where the content of the ``meta`` box starts and ends."""
    start, end = next(_boxes(read_at, 0, None, b"meta"), (-4, 0))
    return start + 4, min(end, start + _MOST_META_BYTES)


def _boxes(read_at, at, end, kind):
    """Start and end of the content of each box ``kind`` among the boxes from ``at`` to ``end``."""
    for _ in range(_MOST_BOXES):
        header = read_at(at, 16)
        if len(header) < 8 or (end is not None and at >= end):
            return
        size, skip = int.from_bytes(header[:4], "big"), 8
        if size == 1:
            size, skip = int.from_bytes(header[8:16], "big"), 16
        if size < skip:
            return
        if header[4:8] == kind:
            yield at + skip, min(at + size, at + _MOST_META_BYTES)
        at += size


def _exif_number(items):
    """The number of the item of type ``Exif`` in an ``iinf`` box: entries are ``infe`` boxes of version 2 or 3."""
    at = items.find(b"Exif")
    if at < 0:
        return None
    entry = items.rfind(b"infe", 0, at)
    if entry < 0 or len(items) <= entry + 4:
        return None
    wide = items[entry + 4] == 3
    return int.from_bytes(items[entry + 8 : entry + (12 if wide else 10)], "big")


def _place(box, wanted):
    """The offset in the file of item ``wanted`` by an ``iloc`` box; None where it is not said plainly."""
    if len(box) < 8:
        return None
    version, sizes = box[0], (box[4] >> 4, box[4] & 15, box[5] >> 4, box[5] & 15 if box[0] else 0)
    wide = 4 if version == 2 else 2
    count, at = int.from_bytes(box[6 : 6 + wide], "big"), 6 + wide
    for _ in range(min(count, 4096)):
        number, at = _take(box, at, wide)
        method, at = _take(box, at, 2) if version else (0, at)
        _, at = _take(box, at, 2)
        base, at = _take(box, at, sizes[2])
        extents, at = _take(box, at, 2)
        if number == wanted:
            offset, _ = _take(box, at + sizes[3], sizes[0])
            return base + offset if extents and method & 15 == 0 else None
        at += min(extents, 4096) * (sizes[0] + sizes[1] + sizes[3])
    return None


def _take(box, at, size):
    return int.from_bytes(box[at : at + size], "big"), at + size
