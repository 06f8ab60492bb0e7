"""Coordinates to the text of GeoJSON, a whole batch at once.

Decimals are written from whole numbers, so that a coordinate has one spelling on every machine.
"""

import numpy as np
import shapely

HEIGHT_DIGITS = 3

_NAMES = np.array(
    ["Point", "LineString", "LinearRing", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon",
     "GeometryCollection"]
)  # fmt: skip
_FOURS = np.frombuffer(b"".join(b"%04d" % i for i in range(10_000)), np.uint32)
_POINT, _POLYGON, _COLLECTION = 0, 3, 7
_MULTI = (4, 5, 6)
_POINTS = (0, 4)
_POLYGONS = (3, 6)


def geometry_texts(shapes, digits, heights=False):
    """GeoJSON geometries (list of bytes, ``null`` for None) of ``shapes`` in longitude and latitude.

    ``digits`` is the number of decimals of each shape (n,); ``heights`` adds z with three decimals.
    """
    texts = np.full(len(shapes), b"null", object)
    kinds = shapely.get_type_id(shapes)
    for count in np.unique(digits):
        chosen = np.flatnonzero((digits == count) & (kinds >= 0) & (kinds != _COLLECTION))
        if len(chosen):
            texts[chosen] = _simple_texts(shapes[chosen], kinds[chosen], int(count), heights)
    for i in np.flatnonzero(kinds == _COLLECTION):
        members = shapely.get_parts(shapes[i])
        inner = geometry_texts(members, np.full(len(members), digits[i]), heights)
        texts[i] = b'{"type":"GeometryCollection","geometries":[' + b",".join(inner) + b"]}"
    return texts.tolist()


def decimals(numbers, digits):
    """Whole ``numbers`` (n,) int64 as decimals with ``digits`` places (1 or more): characters uint8 (n, w) and which to
    keep.

    >>> characters, keep = decimals(np.array([-15, 1200]), 2)
    >>> [bytes(c[k]).decode() for c, k in zip(characters, keep)]
    ['-0.15', '12.00']
    """
    rest = np.abs(numbers)
    most = int(rest.max(initial=0))
    if most < 2**32:  # division is three times as fast
        rest = rest.astype(np.uint32)
    whole = max(1, len(str(most)) - digits)
    characters = np.empty((len(numbers), 1 + whole + 1 + digits), np.uint8)
    keep = np.ones(characters.shape, bool)
    characters[:, 0] = ord("-")
    keep[:, 0] = numbers < 0
    for column in range(1, whole):
        keep[:, column] = rest >= 10 ** (digits + whole - column)
    figures = _figures(rest, whole + digits)
    characters[:, 1 : 1 + whole] = figures[:, :whole]
    characters[:, 1 + whole] = ord(".")
    characters[:, 2 + whole :] = figures[:, whole:]
    return characters, keep


def _figures(numbers, width):
    """The last ``width`` figures of ``numbers`` (n,) as characters uint8 (n, width), four at a time from a table."""
    groups = -(-width // 4)
    fours = np.empty((len(numbers), groups), _FOURS.dtype)
    for group in reversed(range(groups)):
        higher = numbers // 10_000
        fours[:, group] = _FOURS[numbers - higher * 10_000]
        numbers = higher
    return fours.view(np.uint8).reshape(len(fours), -1)[:, groups * 4 - width :]


def _simple_texts(shapes, kinds, digits, heights):
    """Texts of shapes that are not collections, by laying all characters of a coordinate in one row of a matrix."""
    parts, shape_of_part = shapely.get_parts(shapes, return_index=True)
    rings, part_of_ring = _rings(parts)
    shape_of_ring = shape_of_part[part_of_ring]
    counts = shapely.get_num_coordinates(rings)
    ends = np.cumsum(counts)
    is_ring = ~np.isin(kinds, _POINTS)[shape_of_ring]
    is_part = np.isin(kinds, _POLYGONS)[shape_of_ring]
    is_multi = np.isin(kinds, _MULTI)[shape_of_ring]
    first_of_part, last_of_part = _edges(part_of_ring)
    first_of_shape, last_of_shape = _edges(shape_of_ring)
    opening = np.zeros(ends[-1], np.int8)
    closing = np.zeros(ends[-1], np.int8)
    opening[ends - counts] = is_ring * 1 + (is_part & first_of_part) + (is_multi & first_of_shape)
    closing[ends - 1] = is_ring * 1 + (is_part & last_of_part) + (is_multi & last_of_shape)
    ends_of_shapes = ends[last_of_shape] - 1
    text, lengths = _laid_out(shapely.get_coordinates(rings, include_z=heights), digits, opening, closing)
    stops = np.cumsum(lengths)[ends_of_shapes].tolist()
    starts = [0, *stops[:-1]]
    heads = [b'{"type":"%b","coordinates":' % name.encode() for name in _NAMES.tolist()]
    return [
        heads[kind] + text[start : stop - 1] + b"}"
        for kind, start, stop in zip(kinds.tolist(), starts, stops, strict=True)
    ]


def _laid_out(coordinates, digits, opening, closing):
    """All coordinates with their brackets and a comma behind each: the text, and the length of each one's."""
    numbers = [decimals(np.rint(coordinates[:, axis] * 10.0**digits).astype(np.int64), digits) for axis in (0, 1)]
    if coordinates.shape[1] == 3:
        height = np.where(np.isfinite(coordinates[:, 2]), coordinates[:, 2], 0)
        numbers.append(decimals(np.rint(height * 10.0**HEIGHT_DIGITS).astype(np.int64), HEIGHT_DIGITS))
    steps, n = np.arange(3), len(coordinates)
    opened = _same("[[[", n), opening[:, None] > steps
    closed = _same("]]]", n), closing[:, None] > steps
    comma, bracket, end = (_kept(sign, n) for sign in (",", "[", "]"))
    inner = [block for number in numbers for block in (number, comma)][:-1]
    blocks = [opened, bracket, *inner, end, closed, comma]
    characters, keep = (np.hstack(side) for side in zip(*blocks, strict=True))
    return characters[keep].tobytes(), keep.sum(axis=1)


def _same(text, n):
    return np.broadcast_to(np.frombuffer(text.encode(), np.uint8), (n, len(text)))


def _kept(text, n):
    return _same(text, n), np.ones((n, len(text)), bool)


def _rings(parts):
    """Rings of polygons, and lines and points as they are, each with the index of its part."""
    polygons = shapely.get_type_id(parts) == _POLYGON
    if not polygons.any():
        return parts, np.arange(len(parts))
    rings, index = shapely.get_rings(parts[polygons], return_index=True)
    others = np.flatnonzero(~polygons)
    part_of_ring = np.concatenate([np.flatnonzero(polygons)[index], others])
    order = np.argsort(part_of_ring, kind="stable")
    return np.concatenate([rings, parts[others]])[order], part_of_ring[order]


def _edges(groups):
    """Where in the sorted ``groups`` a group begins and where it ends (two bool arrays)."""
    change = groups[1:] != groups[:-1]
    return np.concatenate([[True], change]), np.concatenate([change, [True]])
