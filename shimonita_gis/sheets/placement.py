"""Where a scanned sheet lies on the ground, how well that is known, and what it rests on."""

from dataclasses import dataclass, replace

import numpy as np

from shimonita_gis.datum import Datum, transformer
from shimonita_gis.errors import SheetError

from .accuracy import Verdict, norm_of, on_paper
from .marginalia import doubts_about
from .model import Fitted, best_of, fitted, judged, root_mean_square
from .neatline import MM_PER_INCH, PAPER_MM, NeatlineError, find_neatline
from .points import CORNERS, ControlPoint
from .sheetcode import Sheet
from .ticks import SPACING_MM, find_ticks, tick_grid

_OUTLIER_MM = 0.2  # on paper; a tick this far off its neighbours' model is a mistake or a tear
_OUTLIER_SIGMAS = 5
_MOST_OUTLIERS = 0.25
_SKEW_MM = 2.0  # the paper's four corners lie no farther off a parallelogram

# translatable
RESOLUTION_ASSUMED = "The file does not state its resolution; it was taken from the neatline's 800 x 600 mm."
FEW_TICKS = "Only {found} of {count} ticks were found inside the neatline."
POINTS_GIVEN = "Control points were given by a person; the neatline was not looked for."


@dataclass(frozen=True)
class Placement:
    """A sheet in its place.

    ``points`` are all control points and ``offsets`` (n, 2) their leave-one-out errors in metres east, north;
    ``model_errors`` the leave-one-out error in metres of every model tried; ``to_metres`` (2, 2) takes an offset in
    pixels to metres; ``doubts`` and ``assumptions`` are (text, values) for the report.
    """

    sheet: Sheet
    datum: Datum
    points: tuple
    fitted: Fitted
    offsets: np.ndarray
    model_errors: dict
    to_metres: np.ndarray
    scan_size: tuple
    doubts: tuple = ()
    assumptions: tuple = ()

    @property
    def model(self):
        return self.fitted.model

    @property
    def used(self):
        return np.array([point.used for point in self.points])

    @property
    def offsets_in_pixels(self):
        """(n, 2) right, down."""
        return self.offsets @ np.linalg.inv(self.to_metres).T

    @property
    def pixel_size(self):
        """Metres on the ground."""
        return float(np.sqrt(abs(np.linalg.det(self.to_metres))))

    @property
    def rmse(self):
        """Leave-one-out error in metres."""
        return root_mean_square(self.offsets[self.used])

    @property
    def largest(self):
        """The largest leave-one-out error in metres."""
        return float(np.linalg.norm(self.offsets[self.used], axis=1).max())

    @property
    def verdict(self):
        if self.rmse > norm_of(self.sheet.scale):
            return Verdict.REFUSED
        return Verdict.UNCONFIRMED if self.doubts else Verdict.PASSED


class PlacementError(NeatlineError):
    """A placement that does not fit; ``placement`` is what was tried, for the picture."""

    def __init__(self, text, placement, **values):
        corners = np.array([point.pixel for point in placement.points[:4]])
        super().__init__(text, corners, **values)
        self.placement = placement


def place(scan, sheet, datum, points=None, model=None):
    """The :class:`Placement` of ``scan`` as ``sheet`` drawn on ``datum``.

    ``points`` (ControlPoint) replace the search for the neatline; ``model`` (a key of MODELS) the choice by
    leave-one-out error. Raises SheetError where it does not fit, NeatlineError with what was found for a picture.
    """
    assumptions = tuple((text, {}) for text in scan.remarks)
    if points is not None:
        found, doubts = _given(points), ()
        assumptions += ((POINTS_GIVEN, {}),)
    else:
        found, doubts = _found(scan, sheet)
        assumptions += () if scan.dpi else ((RESOLUTION_ASSUMED, {}),)
    placement = _fitted(found, sheet, datum, scan, model)
    assumptions += tuple((text, {}) for text in transformer(datum.plane_epsg, Datum.JGD2011.plane_epsg).assumptions)
    placement = replace(placement, doubts=doubts, assumptions=assumptions)
    if placement.verdict is Verdict.REFUSED:
        raise PlacementError(
            "The control points disagree by {rmse:.2f} m (leave-one-out); a map 1:{scale} allows {norm} m. "
            "Check the sheet code, and whether the paper is torn or pieced together.",
            placement,
            rmse=placement.rmse,
            scale=sheet.scale,
            norm=norm_of(sheet.scale),
        )
    return placement


def refuse_other_zone(sheet):
    """Raises SheetError for a sheet of another plane rectangular zone than the town's."""
    if sheet.zone != 9:
        raise SheetError(
            "Sheet {code} lies in plane rectangular zone {zone}; this plugin places sheets of zone 9 (IX).",
            code=sheet.code,
            zone=sheet.zone,
        )


def _given(points):
    if sum(point.used for point in points) < 3:
        raise SheetError("Three control points or more are needed to place a sheet; the file has {count}.",
                         count=sum(point.used for point in points))  # fmt: skip
    return tuple(points)


def _found(scan, sheet):
    """Corners and ticks as control points, and what speaks against trusting them."""
    neatline = find_neatline(scan.grey, scan.dpi)
    _refuse_skew(neatline)
    paper = PAPER_MM * np.array([(0, 0), (1, 0), (1, 1), (0, 1)])
    pixels_per_mm = scan.dpi / MM_PER_INCH if scan.dpi else float((neatline.sides / PAPER_MM).mean())
    predict = fitted("projective", paper, neatline.corners)
    ticks = find_ticks(scan.grey, predict, pixels_per_mm)
    corners = [
        ControlPoint(name, ground, pixel)
        for name, ground, pixel in zip(CORNERS, sheet.corners, neatline.corners, strict=True)
    ]
    doubts = ()
    if len(ticks) < len(tick_grid()) / 3:
        doubts = ((FEW_TICKS, {"found": len(ticks), "count": len(tick_grid())}),)
    doubts += _identity_doubts(scan, sheet, neatline, pixels_per_mm)
    return (*corners, *(_tick_point(tick, sheet) for tick in ticks)), doubts


def _identity_doubts(scan, sheet, neatline, pixels_per_mm):
    try:
        return doubts_about(scan, sheet, neatline.corners, pixels_per_mm * MM_PER_INCH)
    except SheetError as error:
        raise NeatlineError(error.text, neatline.corners, **error.values) from error


def _tick_point(tick, sheet):
    step = SPACING_MM / 1000 * sheet.scale
    ground = np.array([sheet.west + tick.column * step, sheet.north - tick.row * step])
    return ControlPoint(f"{tick.column}-{tick.row}", ground, tick.pixel)


def _refuse_skew(neatline):
    nw, ne, se, sw = neatline.corners
    millimetres = np.linalg.norm(nw + se - ne - sw) * PAPER_MM[0] / neatline.sides[0]
    if millimetres > _SKEW_MM:
        raise NeatlineError(
            "The four corners found are {millimetres:.1f} mm off a rectangle. The paper may be torn or the frame "
            "covered; give the sheet's corners as control points.",
            neatline.corners,
            millimetres=millimetres,
        )


def _fitted(points, sheet, datum, scan, model):
    points = _without_outliers(points, sheet, model)
    used = np.array([point.used for point in points])
    ground, pixels = _coordinates(points)
    errors = judged(ground[used], pixels[used])
    key = model or best_of(errors)
    to_metres = _metres_per_pixel(ground[used], pixels[used])
    full = fitted(key, ground[used], pixels[used])
    all_offsets = full(ground) - pixels
    all_offsets[used] = errors[key] if key in errors else all_offsets[used]
    return Placement(
        sheet,
        datum,
        points,
        full,
        all_offsets @ to_metres.T,
        {name: root_mean_square(offset @ to_metres.T) for name, offset in errors.items()},
        to_metres,
        scan.size,
    )


def _coordinates(points):
    return np.array([point.ground for point in points]), np.array([point.pixel for point in points])


def _metres_per_pixel(ground, pixels):
    """(2, 2): an offset in pixels to metres east, north."""
    design = np.column_stack([np.ones(len(pixels)), pixels])
    return np.linalg.lstsq(design, ground, rcond=None)[0][1:].T


def _without_outliers(points, sheet, model):
    """Marks ticks that their neighbours contradict as not used, the worst first."""
    ticks = sum(not point.is_corner for point in points)
    for _ in range(int(_MOST_OUTLIERS * ticks) + 1):
        ground, pixels = _coordinates([point for point in points if point.used])
        errors = judged(ground, pixels)
        offsets = errors[model if model in errors else best_of(errors)] @ _metres_per_pixel(ground, pixels).T
        size = np.linalg.norm(offsets, axis=1)
        names = [point.name for point in points if point.used]
        free = np.array([name not in CORNERS for name in names])
        limit = max(_OUTLIER_SIGMAS * np.median(size), _OUTLIER_MM / 1000 * sheet.scale)
        worst = np.argmax(np.where(free, size, 0)) if free.any() else None
        if worst is None or size[worst] <= limit:
            break
        points = tuple(replace(p, used=p.used and p.name != names[worst]) for p in points)
    return points


def millimetres(placement):
    """Leave-one-out error of each point in millimetres on paper (n,)."""
    return on_paper(np.linalg.norm(placement.offsets, axis=1), placement.sheet.scale)
