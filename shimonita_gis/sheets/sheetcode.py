"""Sheet codes of the national base map: what ground a code covers, and which codes cover a ground.

Rules: shared facts, part 1 (国土基本図の図郭). Coordinates are metres in the plane rectangular zone of the code,
x east and y north, on whatever datum the sheet was drawn.
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from string import ascii_uppercase, digits

import numpy as np

from shimonita_gis.errors import SheetError

PAPER_WIDTH, PAPER_HEIGHT = 0.8, 0.6  # metres; every level is drawn on the same paper
ZONES = range(1, 20)
_ZONE_WEST, _ZONE_NORTH = -160_000, 300_000
_DASHES = re.compile(r"[\s\-‐‑‒–—―−ー_]+")


@dataclass(frozen=True)
class Level:
    """One scale of the sheet system. ``cells`` gives each ending its (row, column) inside the parent sheet."""

    scale: int
    parent: int | None
    cells: dict

    @property
    def width(self):
        """Metres on the ground, west to east."""
        return PAPER_WIDTH * self.scale

    @property
    def height(self):
        """Metres on the ground, north to south."""
        return PAPER_HEIGHT * self.scale


def _grid(rows, columns):
    return {r + c: (row, column) for row, r in enumerate(rows) for column, c in enumerate(columns)}


_QUARTERS = {"1": (0, 0), "2": (0, 1), "3": (1, 0), "4": (1, 1)}

LEVELS = {
    level.scale: level
    for level in (
        Level(50000, None, _grid(ascii_uppercase[:20], ascii_uppercase[:8])),
        Level(5000, 50000, _grid(digits, digits)),
        Level(2500, 5000, _QUARTERS),
        Level(1250, 2500, _QUARTERS),  # no longer made, but such paper is still in the drawers
        Level(1000, 5000, _grid("01234", "ABCDE")),
        Level(500, 5000, _grid(digits, digits)),
    )
}


class AmbiguousCode(SheetError):  # noqa: N818 - it is a question, not a failure
    """The code means sheets of two levels; ``sheets`` has them all."""

    def __init__(self, text, sheets, **values):
        super().__init__(text, **values)
        self.sheets = sheets


@dataclass(frozen=True)
class Sheet:
    """The ground of one map sheet: ``west``, ``north`` in metres of ``zone``, ``scale`` the denominator."""

    code: str
    zone: int
    scale: int
    west: float
    north: float

    @property
    def level(self):
        return LEVELS[self.scale]

    @property
    def east(self):
        return self.west + self.level.width

    @property
    def south(self):
        return self.north - self.level.height

    @property
    def corners(self):
        """(4, 2) east, north of the neatline's corners NW, NE, SE, SW."""
        return np.array(
            [(self.west, self.north), (self.east, self.north), (self.east, self.south), (self.west, self.south)]
        )

    @property
    def hyphenated(self):
        """The code as it is printed on paper: 09-LD-35-2."""
        parts = (self.code[:2], self.code[2:4], self.code[4:6], self.code[6:])
        return "-".join(part for part in parts if part)


def parse_code(text, scale=None):
    """The :class:`Sheet` that ``text`` names.

    Hyphens, spaces, lower-case and full-width letters do not matter. ``scale`` (a denominator) or an ending
    like ``/500`` settles a code that means two sheets. Raises SheetError, and AmbiguousCode with both sheets.

    >>> parse_code("０９-ld-35-2").corners[0].tolist()
    [-18000.0, -39000.0]
    >>> parse_code("09LD3542/500").scale
    500
    """
    plain, scale = _plain(text, scale)
    sheets = [sheet for sheet in _readings(plain) if scale in (None, sheet.scale)]
    if not sheets:
        raise SheetError(
            "{code} is not a sheet code. A code looks like 09JB164 (1:2500), 09JB164C or 09JB16-1A (1:1000), "
            "09JB1695 (1:500).",
            code=text,
        )
    if len(sheets) > 1:
        first, second = (sheet.scale for sheet in sheets)
        raise AmbiguousCode(
            "{code} can be a sheet 1:{first} or a sheet 1:{second}. Look at the scale printed on the paper and "
            "write {code}/{first} or {code}/{second}.",
            sheets,
            code=plain,
            first=first,
            second=second,
        )
    return sheets[0]


def sheet_at(x, y, scale, zone=9):
    """The :class:`Sheet` of level ``scale`` at the point (x east, y north, metres of ``zone``).

    A point on a neatline belongs to the sheet east or south of it.
    """
    chain = _chain(scale)
    code, west, north = f"{zone:02d}", _ZONE_WEST, _ZONE_NORTH
    for level in chain:
        column = math.floor((x - west) / level.width)
        row = math.floor((north - y) / level.height)
        ending = next((key for key, cell in level.cells.items() if cell == (row, column)), None)
        if ending is None:
            raise SheetError("The point {x}, {y} lies outside zone {zone}'s map sheets.", x=x, y=y, zone=zone)
        code, west, north = code + ending, west + column * level.width, north - row * level.height
    return Sheet(code, zone, scale, float(west), float(north))


def sheets_over(bounds, scale, zone=9):
    """Yields the sheets of level ``scale`` that touch ``bounds`` (west, south, east, north), row by row from NW."""
    west, south, east, north = bounds
    level = LEVELS[scale]
    columns = _cells(west - _ZONE_WEST, east - _ZONE_WEST, level.width)
    rows = _cells(_ZONE_NORTH - north, _ZONE_NORTH - south, level.height)
    for row in rows:
        for column in columns:
            x = _ZONE_WEST + (column + 0.5) * level.width
            y = _ZONE_NORTH - (row + 0.5) * level.height
            yield sheet_at(x, y, scale, zone)


def _cells(start, end, size):
    return range(math.floor(start / size), max(math.ceil(end / size), math.floor(start / size) + 1))


def _plain(text, scale):
    plain = unicodedata.normalize("NFKC", str(text)).upper()
    plain, _, ending = plain.partition("/")
    if ending.strip().isdecimal():
        scale = int(ending)
    return _DASHES.sub("", plain), scale


def _readings(plain):
    zone = plain[:2]
    if re.fullmatch("[0-9]{2}", zone) and int(zone) in ZONES:
        yield from _inside(Sheet(zone, int(zone), 0, float(_ZONE_WEST), float(_ZONE_NORTH)), None, plain[2:])


def _inside(parent, parent_scale, rest):
    for level in LEVELS.values():
        for ending, (row, column) in level.cells.items() if level.parent == parent_scale else ():
            if rest.startswith(ending):
                sheet = Sheet(
                    parent.code + ending,
                    parent.zone,
                    level.scale,
                    parent.west + column * level.width,
                    parent.north - row * level.height,
                )
                if rest == ending:
                    yield sheet
                else:
                    yield from _inside(sheet, level.scale, rest[len(ending) :])


def _chain(scale):
    chain = []
    while scale is not None:
        if scale not in LEVELS:
            raise SheetError("There are no sheets at 1:{scale}.", scale=scale)
        chain.append(LEVELS[scale])
        scale = LEVELS[scale].parent
    return chain[::-1]
