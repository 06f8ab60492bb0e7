"""The neatline (内図郭線) of a scanned sheet: found coarsely, then measured edge by edge to a fraction of a pixel.

Pixel coordinates are x right, y down, the centre of the first pixel at (0.5, 0.5).

Coarse: the scan is reduced to about 0.25 mm a pixel, keeping the darkest, so that thin lines stay. Strips across the
sheet vote for long near-straight lines (a Hough transform over pieces instead of pixels); of all frames that four
such lines make, the one of the right paper size with ink along all its edges is taken.
Fine: at full resolution hundreds of short profiles across each edge give the ink's centre of mass; a robust polynomial
of low degree, since paper bends, runs through them, and the corners are where two such curves meet.
"""

from dataclasses import dataclass
from functools import reduce
from itertools import combinations

import numpy as np
from numpy.polynomial import Chebyshev

from shimonita_gis.errors import SheetError

from .sheetcode import PAPER_HEIGHT, PAPER_WIDTH

MM_PER_INCH = 25.4
PAPER_MM = np.array([PAPER_WIDTH * 1000, PAPER_HEIGHT * 1000])
SIZE_TOLERANCE = 0.012  # paper shrinks 0.5 %, scanners stretch as much; the outer frame is 2-4 % larger
RATIO_TOLERANCE = 0.0075  # width to height; where the resolution is unknown only this tells inner from outer frame

_REDUCED_MM = 0.25  # size of a reduced pixel
_STRIP = 64  # reduced pixels; within one strip a line tilted by 3 degrees drifts 3 of them
_STEEPEST = np.tan(np.radians(3.5))
_NEAR = 5  # reduced pixels that a bent line may lie off its straight chord
_LINES = 14  # of each direction are tried
_FRAME_AREA = 0.85  # of an outer frame is the neatline's area at least
_ROOM = 1.6  # times the neatline's sides; margins take a fifth, a second sheet all of them


@dataclass(frozen=True)
class Edge:
    """One measured edge: ``points`` (n, 2) pixels on the ink's centre, ``curve`` the polynomial that gives the
    coordinate across from the coordinate along; ``reach`` (2,) how much ink there is near either end, 0 to 1."""

    points: np.ndarray
    curve: Chebyshev
    upright: bool
    spread: float
    reach: tuple


@dataclass(frozen=True)
class Neatline:
    """``corners`` (4, 2) pixels NW, NE, SE, SW as the scan lies; ``edges`` top, right, bottom, left."""

    corners: np.ndarray
    edges: tuple

    @property
    def sides(self):
        """Mean width and height in pixels."""
        return sides_of(self.corners)


class NeatlineError(SheetError):
    """No neatline that can be trusted; ``corners`` (4, 2) or None is what was found, for the picture."""

    def __init__(self, text, corners=None, **values):
        super().__init__(text, **values)
        self.corners = corners


def find_neatline(grey, dpi=None):
    """The :class:`Neatline` in ``grey`` uint8 (rows, columns); ``dpi`` None when the file does not state it.

    Raises NeatlineError where no frame of the paper's size stands out.
    """
    pixels_per_mm = dpi / MM_PER_INCH if dpi else max(grey.shape[1], grey.shape[0]) / 900
    factor = max(1, round(_REDUCED_MM * pixels_per_mm))
    ink = _ink_of(_reduced(grey, factor))
    expected = PAPER_MM * pixels_per_mm / factor if dpi else None
    corners = _coarse_corners(ink, expected, factor, dpi)
    return measured(grey, corners, pixels_per_mm)


def sides_of(corners):
    """Mean width and height (2,) of a quadrangle NW, NE, SE, SW."""
    lengths = np.linalg.norm(np.roll(corners, -1, 0) - corners, axis=1)
    return np.array([(lengths[0] + lengths[2]) / 2, (lengths[1] + lengths[3]) / 2])


# coarse ---------------------------------------------------------------------------------------------------------


def _reduced(grey, factor):
    """The darkest of each ``factor`` x ``factor`` block."""
    rows, columns = (n // factor * factor for n in grey.shape)
    grey = grey[:rows, :columns]
    darkest = reduce(np.minimum, (grey[start::factor] for start in range(factor)))
    return reduce(np.minimum, (darkest[:, start::factor] for start in range(factor)))


def _ink_of(grey, block=16):
    """Where a reduced image is clearly darker than the paper around it; light and stains are uneven, ink is not."""
    from scipy.ndimage import median_filter

    rows, columns = (n // block for n in grey.shape)
    blocks = grey[: rows * block, : columns * block].reshape(rows, block, columns, block)
    paper = np.percentile(blocks[:, ::2, :, ::2], 85, axis=(1, 3))
    paper = median_filter(paper, 7, mode="nearest")
    paper = np.repeat(np.repeat(paper, block, 0), block, 1)
    paper = np.pad(paper, [(0, n - m) for n, m in zip(grey.shape, paper.shape, strict=True)], mode="edge")
    return grey < paper - np.maximum(24, 0.2 * paper)


def _coarse_corners(ink, expected, factor, dpi):
    lying = _long_lines(ink)
    upright = _long_lines(ink.T)
    frames = [
        _frame(ink, top, bottom, left, right)
        for top, bottom in combinations(sorted(lying, key=_middle_of(ink.shape[1])), 2)
        for left, right in combinations(sorted(upright, key=_middle_of(ink.shape[0])), 2)
    ]
    frames = [(corners, cover) for corners, cover in frames if cover > 0.8]
    if not frames:
        raise NeatlineError(
            "No neatline was found: four long straight lines that make a frame are missing. Check that the whole "
            "sheet with its frame is in the scan, or give its corners as control points."
        )
    fitting = [frame for frame in frames if _misfit(frame[0], expected) <= 1]
    if not fitting:
        _refuse_size(max(frames, key=lambda frame: _area(frame[0]))[0], factor, dpi)
    best = min(fitting, key=lambda frame: _misfit(frame[0], expected) + 10 * (1 - frame[1]))[0]
    _refuse_second_sheet(best, [frame[0] for frame in fitting], ink.shape, factor)
    return (best if dpi else _innermost(best, [frame[0] for frame in fitting])) * factor


def _innermost(best, frames):
    """Where no resolution tells the neatline from an outer frame, which may be nearer to the paper's shape once the
    paper has shrunk, it is the one that lies inside the other."""
    return min((corners for corners in frames if _area(corners) > _FRAME_AREA * _area(best)), key=_area)


def _refuse_second_sheet(best, frames, shape, factor):
    """A second frame is seen where it stands beside the first; where its lines run into the first one's or are too
    faint, the room for it gives it away."""
    sides = sides_of(best)
    apart = max(np.linalg.norm(corners.mean(axis=0) - best.mean(axis=0)) for corners in frames)
    if apart > 0.1 * sides[0] or shape[1] > _ROOM * sides[0] or shape[0] > _ROOM * sides[1]:
        raise NeatlineError(
            "The scan shows two sheets. Cut it into one file a sheet and place each by its own code.",
            best * factor,
        )


def _middle_of(length):
    return lambda line: np.polyval(line, length / 2)


def _area(corners):
    return np.prod(sides_of(corners))


def _misfit(corners, expected):
    """How far a frame is from the paper's shape, in tolerances."""
    sides = sides_of(corners)
    ratio = abs(sides[0] / sides[1] / (PAPER_MM[0] / PAPER_MM[1]) - 1) / RATIO_TOLERANCE
    if expected is None:
        return ratio
    return max(ratio, *(np.abs(sides / expected - 1) / SIZE_TOLERANCE))


def _refuse_size(corners, factor, dpi):
    corners = corners * factor
    sides = sides_of(corners)
    if not dpi:
        raise NeatlineError(
            "The largest frame in the scan is {ratio:.3f} times as wide as high; a sheet's neatline is 1.333 times. "
            "Part of the sheet may be missing, or only an outer frame is visible.",
            corners,
            ratio=sides[0] / sides[1],
        )
    width, height = sides / dpi * MM_PER_INCH
    raise NeatlineError(
        "The frame in the scan measures {width:.0f} x {height:.0f} mm at the file's {dpi:.0f} dpi; a sheet's neatline "
        "measures 800 x 600 mm. Part of the sheet may be missing, or the file states a wrong resolution.",
        corners,
        width=width,
        height=height,
        dpi=dpi,
    )


def _long_lines(ink):
    """Lines (slope, intercept) along the columns of ``ink``, in reduced pixels, with ink in half of all strips."""
    x, y = _pieces(ink)
    strips = ink.shape[1] // _STRIP
    slopes = np.arange(-_STEEPEST, _STEEPEST, 2 * _NEAR / ink.shape[1])
    lines = []
    while len(lines) < _LINES and len(x) >= strips * 0.3:
        line, votes = _most_voted(x, y, slopes)
        near = np.abs(y - np.polyval(line, x)) <= _NEAR
        if votes < strips * 0.3 or near.sum() < strips * 0.3:
            break
        line = np.polyfit(x[near], y[near], 1)
        near = np.abs(y - np.polyval(line, x)) <= _NEAR
        if len(np.unique(x[near])) >= strips * 0.3:
            lines.append(line)
        x, y = x[~near], y[~near]
    return lines


def _pieces(ink):
    """Centres (x, y) of pieces of lines: rows that are inked through a whole strip."""
    from scipy.ndimage import maximum_filter1d

    strips = ink.shape[1] // _STRIP
    thick = maximum_filter1d(ink.view(np.uint8), 5, axis=0)
    cover = thick[:, : strips * _STRIP].reshape(len(ink), strips, _STRIP).mean(2, dtype=np.float32)
    peaks = (cover >= 0.9) & (cover >= maximum_filter1d(cover, 2 * _NEAR + 1, axis=0))
    peaks &= ~np.roll(peaks, 1, axis=0)  # a plateau counts by its first row
    y, strip = np.nonzero(peaks)
    run = _run_lengths(cover, y, strip)
    return (strip + 0.5) * _STRIP, y + run / 2


def _run_lengths(cover, y, strip):
    top = cover[y, strip]
    run = np.ones(len(y))
    going = np.ones(len(y), bool)
    for step in range(1, 2 * _NEAR):
        below = np.minimum(y + step, len(cover) - 1)
        going &= cover[below, strip] >= top
        run += going
    return run


def _most_voted(x, y, slopes):
    best = (0, None)
    size = int(y.max() + _STEEPEST * x.max()) // _NEAR + 3
    for slope in slopes:
        intercept = y - slope * x + _STEEPEST * x.max()
        votes = np.bincount((intercept // _NEAR).astype(int), minlength=size)
        votes = votes[:-1] + votes[1:]
        peak = votes.argmax()
        if votes[peak] > best[0]:
            best = votes[peak], (slope, (peak + 1) * _NEAR - _STEEPEST * x.max())
    return best[1], best[0]


def _frame(ink, top, bottom, left, right):
    """Corners (4, 2) in reduced pixels, and the least share of ink along an edge."""
    corners = np.array([_crossing(*pair) for pair in ((top, left), (top, right), (bottom, right), (bottom, left))])
    sides = sides_of(corners)
    if not 1.15 < sides[0] / max(sides[1], 1) < 1.55 or sides[0] < 0.35 * ink.shape[1]:
        return corners, 0.0
    return corners, min(_cover(ink, corners[i], corners[(i + 1) % 4]) for i in range(4))


def _crossing(lying, upright):
    """y = a x + b meets x = c y + d."""
    a, b = lying
    c, d = upright
    y = (a * d + b) / (1 - a * c)
    return c * y + d, y


def _cover(ink, start, end):
    """Share of the way from ``start`` to ``end`` with ink within ``_NEAR``."""
    steps = int(np.linalg.norm(end - start)) // 2
    way = start + np.linspace(0, 1, max(steps, 2))[:, None] * (end - start)
    across = np.array([end[1] - start[1], start[0] - end[0]]) / np.linalg.norm(end - start)
    spots = way[:, None, :] + np.arange(-_NEAR, _NEAR + 1)[:, None] * across
    column, row = np.moveaxis(spots.astype(int), -1, 0)
    inside = (row >= 0) & (row < ink.shape[0]) & (column >= 0) & (column < ink.shape[1])
    hit = inside & ink[row.clip(0, ink.shape[0] - 1), column.clip(0, ink.shape[1] - 1)]
    return hit.any(axis=1).mean()


# fine -----------------------------------------------------------------------------------------------------------

_PROFILES = 500  # along one edge
_SEARCH_MM = 1.6
_TYPICAL_MM = 0.12  # how far a profile may lie off the curve
_DEGREE = 11  # old paper waves two or three times along an edge


def measured(grey, corners, pixels_per_mm):
    """The :class:`Neatline` near rough ``corners`` (4, 2), refined at full resolution."""
    edges = tuple(_edge(grey, corners[i], corners[(i + 1) % 4], pixels_per_mm, i % 2 == 1) for i in range(4))
    top, right, bottom, left = edges
    pairs = (top, left), (top, right), (bottom, right), (bottom, left)
    fine = np.array([_meet(lying, upright, corner) for (lying, upright), corner in zip(pairs, corners, strict=True)])
    _refuse_missing_ends(edges, fine)
    return Neatline(fine, edges)


def _edge(grey, start, end, pixels_per_mm, upright):
    if upright:
        grey, start, end = grey.T, start[::-1], end[::-1]
    if end[0] < start[0]:
        start, end = end, start
    reach = _SEARCH_MM * pixels_per_mm
    along, across, contrast = _centres(grey, start, end, reach, max(3, round(0.5 * pixels_per_mm)))
    curve, kept = _robust_curve(along, across, contrast, _TYPICAL_MM * pixels_per_mm)
    points = np.column_stack([along[kept], across[kept]])
    spread = float(np.median(np.abs(across[kept] - curve(along[kept])))) * 1.4826
    length = end[0] - start[0]
    ends = tuple(
        np.mean(kept[near]) if (near := np.abs(along - x) < 0.04 * length).any() else 0.0 for x in (start[0], end[0])
    )
    return Edge(points[:, ::-1] if upright else points, curve, upright, spread, ends)


def _centres(grey, start, end, reach, thickness):
    """Where the ink's centre lies across the edge, at many places along it.

    Returns along, across (n,) pixels and the contrast (n,) of each profile; ``thickness`` columns are averaged.
    """
    along = np.linspace(start[0], end[0], _PROFILES)[1:-1]
    guess = start[1] + (along - start[0]) * (end[1] - start[1]) / (end[0] - start[0])
    half = int(np.ceil(reach)) + 1
    columns = np.floor(along).astype(int)[:, None] + np.arange(thickness) - thickness // 2
    rows = np.floor(guess).astype(int)[:, None] + np.arange(-half, half + 1)
    inside = (columns[:, 0] >= 0) & (columns[:, -1] < grey.shape[1]) & (rows[:, 0] >= 0) & (rows[:, -1] < grey.shape[0])
    columns, rows = columns[inside], rows[inside]
    profile = grey[rows[:, :, None], columns[:, None, :]].mean(axis=2)
    return columns.mean(axis=1) + 0.5, *mass_centre(profile, rows[:, 0])


def mass_centre(profile, first_row):
    """Centre of the darkest line of each profile (n, m), in pixels, and its contrast."""
    darkness = np.percentile(profile, 80, axis=1)[:, None] - profile
    peak = darkness.argmax(axis=1)
    contrast = darkness[np.arange(len(peak)), peak]
    part = darkness - 0.35 * contrast[:, None]
    linked = _connected(part > 0, peak)
    weight = np.where(linked, part, 0)
    place = np.arange(profile.shape[1]) + 0.5
    return first_row + weight @ place / np.maximum(weight.sum(axis=1), 1e-9), contrast


def _connected(dark, peak):
    """``dark`` (n, m) only where it hangs together with column ``peak`` (n,)."""
    place = np.arange(dark.shape[1])
    light = ~dark
    before = np.where(light & (place < peak[:, None]), place, -1).max(axis=1)
    after = np.where(light & (place > peak[:, None]), place, dark.shape[1]).min(axis=1)
    return (place > before[:, None]) & (place < after[:, None])


def _robust_curve(along, across, contrast, typical):
    """A polynomial through most of the points, and which points it kept; degree rises as outliers fall away."""
    clear = contrast > max(0.4 * np.median(contrast), 12)
    kept = clear & (np.abs(across - _straight(along[clear], across[clear])(along)) < 8 * typical)
    curve = None
    for degree, width in ((1, 8), (2, 6), (4, 4), (7, 3), (_DEGREE, 2), (_DEGREE, 1), (_DEGREE, 1)):
        if kept.sum() < 6 * (degree + 1):
            break
        curve = Chebyshev.fit(along[kept], across[kept], degree, domain=[along.min(), along.max()])
        kept = clear & (np.abs(across - curve(along)) < width * typical)
    if curve is None or kept.mean() < 0.5:
        raise NeatlineError(
            "An edge of the neatline is broken or covered over more than half its length. "
            "Give the sheet's corners as control points."
        )
    return curve, kept


def _straight(along, across):
    """Theil-Sen over points far apart: half of the points may be wrong."""
    half = len(along) // 2
    if half < 10:
        raise NeatlineError("An edge of the neatline is too faint. Scan the sheet with more contrast.")
    slope = np.median((across[-half:] - across[:half]) / (along[-half:] - along[:half]))
    offset = np.median(across - slope * along)
    return lambda x: slope * x + offset


def _meet(lying, upright, guess):
    """Where y = lying(x) and x = upright(y) meet; the fixed point converges at once, the edges being near square."""
    x, y = guess
    for _ in range(20):
        y = lying.curve(x)
        x = upright.curve(y)
    return x, y


def _refuse_missing_ends(edges, corners):
    top, right, bottom, left = edges
    reach = (  # translatable
        ("The north-west corner", top.reach[0], left.reach[0]),
        ("The north-east corner", top.reach[1], right.reach[0]),
        ("The south-east corner", bottom.reach[1], right.reach[1]),
        ("The south-west corner", bottom.reach[0], left.reach[1]),
    )
    for corner, *found in reach:
        if min(found) < 0.35:
            raise NeatlineError(
                "{corner} of the neatline is torn off, covered or too faint. "
                "Give the sheet's corners as control points.",
                corners,
                corner=corner,
            )
