"""The positions of many GeoJSON geometries of one type as arrays: from parsed lists, or straight from their text.

Reading the text at once takes a third of the time, but knows only the plain spelling: lists without spaces, decimals
with a point and without an exponent. Any other text is left to the json module.
"""

from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
import shapely

# how many levels of lists hold the positions
DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}

_NUMBER = b"-.0123456789"
_AS_ZEROS = bytes.maketrans(_NUMBER, b"0" * len(_NUMBER))
_WIDEST = 17  # characters of a decimal that is looked at
_TENS = np.array([float(10**i) for i in range(_WIDEST)])

# which sign may follow which between the lists of one geometry; p and q are positions of two and three numbers
_SIGNS = b"[],pq\n"
_FOLLOWERS = {"[": "[pq", "]": "],\n", ",": "[pq", "p": ",]\n", "q": ",]\n", "\n": "[pq"}
_MAY_FOLLOW = np.zeros((256, 256), bool)
for _before, _after in _FOLLOWERS.items():
    _MAY_FOLLOW[ord(_before), list(_after.encode())] = True


class NestingError(Exception):
    """Coordinates that are not the lists their type says; ``rule`` is the one of RFC 7946 that they break."""

    def __init__(self, rule):
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True)
class Positions:
    """Positions of ``count`` geometries of the type ``name``: ``xy`` float (p, 2).

    ``owners`` has for each level of lists, the outermost first, the list that holds each element: of polygons the
    polygon of each ring (r,), then the ring of each position (p,); of points nothing.
    """

    name: str
    count: int
    xy: np.ndarray
    owners: tuple

    @property
    def lines(self):
        """The line or ring of each position."""
        return self.owners[-1]

    def geometry_of_line(self):
        """The geometry of each line or ring."""
        return self._geometry_through(self.owners[:-1])

    def geometry_of_position(self):
        return self._geometry_through(self.owners)

    def _geometry_through(self, owners):
        where = None
        for owner in reversed(owners):
            where = owner if where is None else owner[where]
        return np.arange(self.count) if where is None else where

    def shapes(self):
        """Shapely objects of the geometries; None for all where GEOS cannot hold one of them."""
        if self.name == "Point":
            return shapely.points(self.xy)
        try:
            return self._built()
        except (shapely.errors.GEOSException, ValueError):
            return np.full(self.count, None, object)

    def _built(self):
        if self.name == "MultiPoint":
            return shapely.multipoints(shapely.points(self.xy), indices=self.lines)
        if self.name == "LineString":
            return shapely.linestrings(self.xy, indices=self.lines)
        if self.name == "MultiLineString":
            return shapely.multilinestrings(shapely.linestrings(self.xy, indices=self.lines), indices=self.owners[0])
        polygons = shapely.polygons(shapely.linearrings(self.xy, indices=self.lines), indices=self.owners[-2])
        return polygons if self.name == "Polygon" else shapely.multipolygons(polygons, indices=self.owners[0])


def from_lists(name, coordinates):
    """:class:`Positions` of parsed ``coordinates`` (one list a geometry); NestingError where one is not right."""
    levels, owners = coordinates, []
    for _ in range(DEPTH[name]):
        sizes = _sizes(levels, "depth")
        owners.append(np.repeat(np.arange(len(levels)), sizes))
        levels = list(chain.from_iterable(levels))
    sizes = _sizes(levels, "position")
    if not levels:
        raise NestingError("empty")
    if sizes.min() < 2 or sizes.max() > 3:
        raise NestingError("position")
    numbers = list(chain.from_iterable(levels))
    kinds = set(map(type, numbers))
    if kinds - {int, float}:
        raise NestingError("depth" if list in kinds else "position")
    return Positions(name, len(coordinates), _pairs(np.array(numbers, float), sizes), tuple(owners))


def _sizes(lists, rule):
    if set(map(type, lists)) - {list}:
        raise NestingError(rule)
    sizes = np.fromiter(map(len, lists), int, len(lists))
    if rule == "depth" and not sizes.all():
        raise NestingError("empty")
    return sizes


def _pairs(numbers, sizes):
    if len(numbers) == 2 * len(sizes):
        return numbers.reshape(-1, 2)
    starts = np.cumsum(sizes) - sizes
    return np.column_stack([numbers[starts], numbers[starts + 1]])


def from_texts(name, texts):
    """:class:`Positions` of the JSON ``texts`` (list of bytes) of coordinates; None where any is not plain and right.

    Nothing malformed passes: no number touches a list from outside, so that the numbers without brackets and the
    brackets without numbers can be looked at apart.
    """
    text = b"\n".join(texts)
    zeros = text.translate(_AS_ZEROS)
    if b"]0" in zeros or b"0[" in zeros:
        return None
    outline = b"\n%b\n" % text.translate(None, _NUMBER).replace(b"[,]", b"p").replace(b"[,,]", b"q")
    found = _nesting(np.frombuffer(outline, np.uint8), DEPTH[name])
    if found is None or outline.count(b"\n") != len(texts) + 1:
        return None
    sizes, owners = found
    numbers = _decimals(text.translate(None, b"[]").replace(b"\n", b","))
    if numbers is None or sizes.sum() != len(numbers):
        return None
    return Positions(name, len(texts), _pairs(numbers, sizes), owners)


def _nesting(signs, depth):
    """How many numbers each position has, and the owners of ``Positions``, from brackets, commas and positions."""
    if not _MAY_FOLLOW[signs[:-1], signs[1:]].all():
        return None
    opens, closes = signs == ord("["), signs == ord("]")
    level = np.cumsum(opens.astype(np.int8) - closes.astype(np.int8), dtype=np.int32)
    ends, commas = signs == ord("\n"), signs == ord(",")
    places = (signs == ord("p")) | (signs == ord("q"))
    if level[-1] or level[ends].any() or (level[places] != depth).any() or (level[commas] < 1).any():
        return None
    lists = [opens & (level == deep) for deep in range(1, depth + 1)]
    owners = tuple(np.cumsum(outer)[inner] - 1 for outer, inner in pairwise([*lists, places]))
    return np.where(signs[places] == ord("p"), 2, 3), owners


def _decimals(text):
    """The numbers (n,) of ``text``, decimals joined by commas; None where one is not spelled plainly.

    Whole numbers below 2**53 divided by a power of ten are rounded right (IEEE 754), as by any reader of decimals.
    """
    signs = np.frombuffer(text, np.uint8)
    commas, points = np.flatnonzero(signs == ord(",")), np.flatnonzero(signs == ord("."))
    starts, ends = np.concatenate([[0], commas + 1]), np.concatenate([commas, [len(signs)]])
    if len(points) != len(ends) or (points <= starts).any() or (points + 1 >= ends).any():
        return None
    minus = signs[starts] == ord("-")
    first = starts + minus
    leading_zero = (signs[first] == ord("0")) & (points != first + 1)
    if np.count_nonzero(signs == ord("-")) != minus.sum() or (points == first).any() or leading_zero.any():
        return None
    if (ends - starts).max() > _WIDEST:
        return None
    whole = np.fromstring(text.translate(None, b"."), np.int64, sep=",")
    return whole / _TENS[ends - points - 1] if np.abs(whole).max() < 2**53 else None
