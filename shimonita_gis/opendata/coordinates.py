"""Coordinates to the text of GeoJSON, a whole batch at once.

Decimals are written from whole numbers, so that a coordinate has one spelling on every machine.
"""

from itertools import pairwise

import numpy as np
import shapely

HEIGHT_DIGITS = 3

# shapely's type id -> GeoJSON's type, how many lists hold its positions, and what stands between its parts
_TYPES = {
    0: ("Point", 0, b""), 1: ("LineString", 1, b""), 3: ("Polygon", 2, b""), 4: ("MultiPoint", 1, b","),
    5: ("MultiLineString", 2, b"],["), 6: ("MultiPolygon", 3, b"]],[["),
}  # fmt: skip
_HEADS = {kind: b'{"type":"%b","coordinates":%b' % (name.encode(), b"[" * n) for kind, (name, n, _) in _TYPES.items()}
_TAILS = {kind: b"]" * n + b"}" for kind, (_, n, _) in _TYPES.items()}
_BETWEEN_PARTS, _BETWEEN_RINGS = {kind: between for kind, (_, _, between) in _TYPES.items()}, b"],["
_FOURS = np.frombuffer(b"".join(b"%04d" % i for i in range(10_000)), np.uint32)
_POLYGON, _COLLECTION = 3, 7


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
    keep (n, w), None where it is all of them.

    >>> characters, keep = decimals(np.array([-15, 1200]), 2)
    >>> [bytes(c[k]).decode() for c, k in zip(characters, keep)]
    ['-0.15', '12.00']
    """
    rest, negative = np.abs(numbers), numbers < 0
    most = int(rest.max(initial=0))
    least = int(rest.min(initial=most))
    if most < 2**32:  # division is three times as fast
        rest = rest.astype(np.uint32)
    whole = max(1, len(str(most)) - digits)
    figures = _figures(rest, whole + digits)
    point = np.broadcast_to(np.uint8(ord(".")), (len(numbers), 1))
    characters = np.hstack([figures[:, :whole], point, figures[:, whole:]])
    if not negative.any() and len(str(least)) == whole + digits:
        return characters, None
    keep = np.ones(characters.shape, bool)
    for column in range(whole - 1):
        keep[:, column] = rest >= 10 ** (digits + whole - column - 1)
    minus = np.broadcast_to(np.uint8(ord("-")), (len(numbers), 1))
    return np.hstack([minus, characters]), np.hstack([negative[:, None], keep])


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
    """Texts of shapes that are not collections: all coordinates as one text, of which every ring is a piece."""
    if kinds.max() <= _POLYGON and not shapely.get_num_interior_rings(shapes).any():
        pieces = _pieces(shapes, digits, heights)
    else:
        parts, shape_of_part = shapely.get_parts(shapes, return_index=True)
        rings, part_of_ring = _rings(parts)
        pieces = _gathered(_pieces(rings, digits, heights), shape_of_part[part_of_ring], part_of_ring, kinds)
    return [_HEADS[kind] + piece + _TAILS[kind] for kind, piece in zip(kinds.tolist(), pieces, strict=True)]


def _pieces(rings, digits, heights):
    """The coordinates of each of ``rings`` (r,), which may be points, lines and polygons of one ring too."""
    text, ends = _laid_out(shapely.get_coordinates(rings, include_z=heights), digits)
    stops = ends[np.cumsum(shapely.get_num_coordinates(rings)) - 1].tolist()
    return [text[start : stop - 1] for start, stop in pairwise([0, *stops])]


def _gathered(pieces, shape_of_ring, part_of_ring, kinds):
    """The rings of each shape joined as the lists that they are: ``pieces`` (r,) -> (n,)."""
    joined = []
    same_part = np.concatenate([[False], part_of_ring[1:] == part_of_ring[:-1]])
    ends = np.cumsum(np.bincount(shape_of_ring, minlength=len(kinds))).tolist()
    for kind, (start, end) in zip(kinds.tolist(), pairwise([0, *ends]), strict=True):
        piece = pieces[start]
        for ring in range(start + 1, end):
            piece += (_BETWEEN_RINGS if same_part[ring] else _BETWEEN_PARTS[kind]) + pieces[ring]
        joined.append(piece)
    return joined


def _laid_out(coordinates, digits):
    """All coordinates as lists with a comma behind each: the text, and where in it each one ends (p,)."""
    numbers = [decimals(np.rint(coordinates[:, axis] * 10.0**digits).astype(np.int64), digits) for axis in (0, 1)]
    if coordinates.shape[1] == 3:
        height = np.where(np.isfinite(coordinates[:, 2]), coordinates[:, 2], 0)
        numbers.append(decimals(np.rint(height * 10.0**HEIGHT_DIGITS).astype(np.int64), HEIGHT_DIGITS))
    blocks = [_sign("[", len(coordinates))]
    for number in numbers:
        blocks += [number, _sign(",", len(coordinates))]
    blocks[-1:] = [_sign("],", len(coordinates))]
    characters = np.hstack([block for block, _ in blocks])
    if all(keep is None for _, keep in numbers):  # all of one width
        return characters.tobytes(), np.arange(1, len(characters) + 1) * characters.shape[1]
    keep = np.hstack([np.ones(block.shape, bool) if keep is None else keep for block, keep in blocks])
    return characters[keep].tobytes(), np.cumsum(keep.sum(axis=1))


def _sign(text, n):
    return np.broadcast_to(np.frombuffer(text.encode(), np.uint8), (n, len(text))), None


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
