"""Scans that must not pass, made of a sample sheet: other codes, turned, cut, glued, doubled, photographed.

Where a scan still shows the whole sheet and its own code, it may pass if it lies where it belongs.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from sample_town.sheet import FONTS
from shimonita_gis.datum import Datum

MM_PER_INCH = 25.4
BED = 206  # grey of the scanner's lid
NEIGHBOURS = {
    "09JB164": ("09JB163", "09JB162", "09JB174"), "09JB164C": ("09JB164D", "09JB164B", "09JB163C"),
    "09JB1695": ("09JB1696", "09JB1694", "09JB1685"), "09JB16": ("09JB17", "09JB15", "09JB06"),
    "09JB": ("09JC", "09JA", "09IB"),
}  # fmt: skip
OTHER_LEVELS = {
    "09JB164": "09JB164C", "09JB164C": "09JB164", "09JB1695": "09JB164C", "09JB16": "09JB164", "09JB": "09JB16"
}  # fmt: skip


@dataclass(frozen=True)
class WrongScan:
    """``image`` (rows, columns, 3) with a stated ``dpi`` (None: the file does not say) that is to be placed as ``code``
    on ``datum``. ``moved`` takes pixels (n, 2) of the sample sheet to where they lie here; None where nothing may
    pass."""

    image: np.ndarray
    dpi: float | None
    code: str
    datum: Datum
    moved: callable = None


def wrong_scans(sheet, names):
    """Yields (name, :class:`WrongScan`) of ``sheet`` for each of ``names``, keys of KINDS."""
    for name in names:
        yield name, KINDS[name](sheet)


def _scan(sheet, image=None, dpi=..., code=None, datum=None, moved=None):
    return WrongScan(
        sheet.image if image is None else image,
        sheet.dpi if dpi is ... else dpi,
        code or f"{sheet.code}/{sheet.frame.scale}",
        Datum(sheet.datum if datum is None else datum),
        moved,
    )


def _in_place(pixels):
    return pixels


def _mm(sheet, millimetres):
    return round(millimetres / MM_PER_INCH * sheet.dpi)


# of another sheet -----------------------------------------------------------------------------------------------------


def _other_datum(sheet):
    return _scan(sheet, datum=Datum.TOKYO if sheet.datum else Datum.JGD2011)


def _only_neighbours_named(sheet):
    """The sheet's own code is gone, the small ones of the neighbours in the index diagram are not; the file is named as
    one of these."""
    right, top = sheet.corners[1]
    page = Image.fromarray(sheet.image)
    draw = ImageDraw.Draw(page)
    left = int(right) - _mm(sheet, 170)
    paper = tuple(np.median(sheet.image[: _mm(sheet, 25), left : int(right) : 7], axis=(0, 1)).astype(int).tolist())
    draw.rectangle((left, _mm(sheet, 5), int(right) + _mm(sheet, 8), int(top) - _mm(sheet, 11)), fill=paper)
    font = ImageFont.truetype(next(path for path in FONTS if path), _mm(sheet, 4.5))
    for number, code in enumerate(NEIGHBOURS[sheet.code]):
        draw.text((left + _mm(sheet, 45 * number), int(top) - _mm(sheet, 22)), code, (40, 36, 38), font)
    return _scan(sheet, np.asarray(page), code=NEIGHBOURS[sheet.code][0])


# turned ---------------------------------------------------------------------------------------------------------------


def _turned(quarters):
    def scan(sheet):
        height, width = sheet.image.shape[:2]
        moved = {
            1: lambda xy: np.column_stack([xy[:, 1], width - xy[:, 0]]),
            2: lambda xy: (width, height) - xy,
            3: lambda xy: np.column_stack([height - xy[:, 1], xy[:, 0]]),
        }[quarters]
        return _scan(sheet, np.rot90(sheet.image, quarters), moved=moved)

    return scan


# cut and put together -------------------------------------------------------------------------------------------------


def _torn_corner(sheet):
    """As far as inside the neatline."""
    torn, side = sheet.image.copy(), round(4.5 * sheet.dpi)
    torn[:side, -side:][np.add.outer(np.arange(side)[::-1], np.arange(side)) > side] = BED
    return _scan(sheet, torn, moved=_in_place)


def _folded_corner(sheet):
    """The lower left corner folded over: the back of the paper hides it and as much of the map."""
    folded, side = sheet.image.copy(), 5 * sheet.dpi
    from_corner = np.add.outer(np.arange(side)[::-1], np.arange(side))
    part = folded[-side:, :side]
    part[from_corner < side // 2] = BED
    part[(from_corner >= side // 2) & (from_corner < side)] = (236, 230, 210)
    return _scan(sheet, folded, moved=_in_place)


def _strip_lost(millimetres, axis):
    """Cut through the middle and glued together again, or lost by a scanner that slipped. Negative: seen twice."""

    def scan(sheet):
        middle = round(0.45 * sheet.image.shape[axis])
        gone = _mm(sheet, millimetres)
        before, after = np.split(sheet.image, [middle], axis)[0], np.split(sheet.image, [middle + gone], axis)[1]

        def moved(xy):
            there = xy.copy()
            there[xy[:, 1 - axis] >= middle, 1 - axis] -= gone
            return there

        return _scan(sheet, np.concatenate([before, after], axis), moved=moved)

    return scan


def _shifted_half(millimetres):
    """Cut through the middle and glued together with the right half slipped down."""

    def scan(sheet):
        middle, down = round(0.55 * sheet.image.shape[1]), _mm(sheet, millimetres)
        slipped = sheet.image.copy()
        slipped[down:, middle:] = sheet.image[:-down, middle:]

        def moved(xy):
            return xy + np.where(xy[:, :1] >= middle, (0, down), (0, 0))

        return _scan(sheet, slipped, moved=moved)

    return scan


def _margins_cut_off(sheet):
    gap = _mm(sheet, 12)
    left, top = (int(n) - gap for n in sheet.corners.min(axis=0))
    right, bottom = (int(n) + gap for n in sheet.corners.max(axis=0))
    return _scan(sheet, sheet.image[top:bottom, left:right])


def _beside(axis):
    return lambda sheet: _scan(sheet, np.concatenate([sheet.image, sheet.image], axis))


def _half_covered(sheet):
    """Another sheet lies over it and hides its right half."""
    covered, half = sheet.image.copy(), round(0.55 * sheet.image.shape[1])
    covered[:, half:] = sheet.image[:, : covered.shape[1] - half]
    return _scan(sheet, covered)


# frames ---------------------------------------------------------------------------------------------------------------


def _frame_drawn(millimetres, neatline_kept=True):
    """Somebody has drawn another frame, so far inside (negative: outside) the neatline."""

    def scan(sheet):
        page = Image.fromarray(sheet.image)
        draw = ImageDraw.Draw(page)
        inwards = np.array([(1, 1), (-1, 1), (-1, -1), (1, -1)]) * _mm(sheet, abs(millimetres)) * np.sign(millimetres)
        ring = [tuple(corner) for corner in sheet.corners + inwards]
        if not neatline_kept:
            draw.line([*map(tuple, sheet.corners), tuple(sheet.corners[0])], (225, 220, 205), _mm(sheet, 1.6))
        draw.line([*ring, ring[0]], (38, 34, 36), max(_mm(sheet, 0.3), 2))
        return _scan(sheet, np.asarray(page), moved=_in_place)

    return scan


# photographed ---------------------------------------------------------------------------------------------------------


def _photographed(narrower, dpi=...):
    """Seen from below: the upper edge is shorter by the share ``narrower``, and the file states no resolution."""

    def scan(sheet):
        height, width = sheet.image.shape[:2]
        inset = narrower * width / 2
        here = np.array([(inset, 0), (width - inset, 0), (width, height), (0, height)], float)
        there = np.array([(0, 0), (width, 0), (width, height), (0, height)], float)
        back = _homography(here, there)
        way = Image.Transform.PERSPECTIVE, back[:8].tolist(), Image.Resampling.BILINEAR
        seen = Image.fromarray(sheet.image).transform((width, height), *way, fillcolor=(BED,) * 3)
        forth = _homography(there, here)
        return _scan(sheet, np.asarray(seen), dpi=dpi, moved=lambda xy: _through(forth, xy))

    return scan


def _homography(source, target):
    """The nine coefficients that take four points to four others."""
    (x, y), (u, v) = source.T, target.T
    one, nil = np.ones(4), np.zeros(4)
    design = np.vstack([
        np.column_stack([x, y, one, nil, nil, nil, -u * x, -u * y]),
        np.column_stack([nil, nil, nil, x, y, one, -v * x, -v * y]),
    ])  # fmt: skip
    return np.append(np.linalg.solve(design, np.concatenate([u, v])), 1.0)


def _through(h, xy):
    x, y, w = h.reshape(3, 3) @ np.vstack([xy.T, np.ones(len(xy))])
    return np.column_stack([x / w, y / w])


def _stated(factor):
    return lambda sheet: _scan(sheet, dpi=sheet.dpi * factor, moved=_in_place)


KINDS = {
    "the neighbour's code": lambda sheet: _scan(sheet, code=NEIGHBOURS[sheet.code][0]),
    "the code of the sheet below": lambda sheet: _scan(sheet, code=NEIGHBOURS[sheet.code][2]),
    "another level's code": lambda sheet: _scan(sheet, code=OTHER_LEVELS[sheet.code]),
    "another datum": _other_datum,
    "only neighbours' codes legible": _only_neighbours_named,
    "upside down": _turned(2),
    "turned left": _turned(1),
    "turned right": _turned(3),
    "mirrored": lambda sheet: _scan(sheet, sheet.image[:, ::-1]),
    "mirrored, upside down": lambda sheet: _scan(sheet, sheet.image[::-1]),
    "negative": lambda sheet: _scan(sheet, 255 - sheet.image),
    "left half": lambda sheet: _scan(sheet, sheet.image[:, : sheet.image.shape[1] // 2]),
    "upper half": lambda sheet: _scan(sheet, sheet.image[: sheet.image.shape[0] // 2]),
    "torn corner": _torn_corner,
    "folded corner": _folded_corner,
    "margins cut off": _margins_cut_off,
    "cut and glued, 5 mm lost": _strip_lost(5, 1),
    "cut and glued, 2 mm lost": _strip_lost(2, 1),
    "scanner slipped, 4 mm lost": _strip_lost(4, 0),
    "scanner slipped, 4 mm twice": _strip_lost(-4, 0),
    "halves glued 3 mm apart": _shifted_half(3),
    "two sheets beside": _beside(1),
    "two sheets one above another": _beside(0),
    "another sheet over half of it": _half_covered,
    "frame drawn 20 mm inside": _frame_drawn(20),
    "frame drawn 3 mm inside": _frame_drawn(3),
    "frame drawn 4 mm outside": _frame_drawn(-4),
    "frame drawn 4 mm outside, its own faded": _frame_drawn(-4, neatline_kept=False),
    "photographed askew": _photographed(0.05, None),
    "photographed almost level": _photographed(0.004),
    "resolution x 2": _stated(2),
    "resolution x 1.5": _stated(1.5),
    "resolution x 1.025": _stated(1.025),
    "resolution x 0.98": _stated(0.98),
}  # fmt: skip
