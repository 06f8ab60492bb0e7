"""Where a scanned sheet lies on the ground, how well that is known, and what it rests on."""

from dataclasses import dataclass, replace

import numpy as np

from shimonita_gis.datum import PARAMETERS_USED, TOWN_EPSG, Datum, transformer
from shimonita_gis.errors import SheetError

from .accuracy import Verdict, norm_of, on_paper
from .marginalia import code_doubts, datum_remarks, is_upside_down, read_code, reader, scale_doubts
from .model import MODELS, Fitted, best_of, fitted, judged, root_mean_square
from .neatline import MM_PER_INCH, PAPER_MM, NeatlineError, find_neatline, sides_of
from .piecing import bare_strips, find_jumps
from .points import CORNERS, ControlPoint
from .scan import turned, turned_points, unturned_points
from .sheetcode import Sheet
from .ticks import SPACING_MM, find_ticks, tick_grid

_OUTLIER_MM = 0.2  # on paper; a tick this far off its neighbours' model is a mistake or a tear
_OUTLIER_SIGMAS = 5
_MOST_OUTLIERS = 0.25
_TREMBLE = 10  # pixels that a person may click beside the picture
_SKEW_MM = 2.0  # the paper's four corners lie no farther off a parallelogram

# translatable
RESOLUTION_ASSUMED = "The file does not state its resolution; it was taken from the neatline's 800 x 600 mm."
# translatable
FEW_TICKS = "Only {found} of {count} ticks were found inside the neatline."
# translatable
BARE_UPRIGHT = (
    "Between {start:.0f} and {end:.0f} mm from the west edge of the neatline no tick was found: another line may have "
    "been taken for the neatline, or the paper is pieced together. Look at the corners and the linework there."
)
# translatable
BARE_LYING = (
    "Between {start:.0f} and {end:.0f} mm from the north edge of the neatline no tick was found: another line may have "
    "been taken for the neatline, or the paper is pieced together. Look at the corners and the linework there."
)
# translatable
PIECED_UPRIGHT = (
    "Between {start:.0f} and {end:.0f} mm from the west edge of the neatline the paper jumps by {millimetres:.1f} mm: "
    "it may be cut and pieced together, or the scanner has slipped. Look at the linework there."
)
# translatable
PIECED_LYING = (
    "Between {start:.0f} and {end:.0f} mm from the north edge of the neatline the paper jumps by {millimetres:.1f} mm: "
    "it may be cut and pieced together, or the scanner has slipped. Look at the linework there."
)
# translatable
POINTS_GIVEN = "Control points were given by a person; the neatline was not looked for."
# translatable
BEYOND_SCAN = "By the control points a corner of the neatline lies outside the scan. Check them, and the sheet code."
# translatable
TURNED = "The scan lies turned; it was turned clockwise by {degrees} degrees, as its lettering says."


@dataclass(frozen=True)
class Placement:
    """A sheet in its place.

    ``points`` are all control points and ``offsets`` (n, 2) their leave-one-out errors in metres east, north;
    ``model_errors`` the leave-one-out error in metres of every model tried; ``to_metres`` (2, 2) takes an offset in
    pixels to metres. Pixels are those of the scan as it lies in its file; turned clockwise by ``turn`` degrees its
    lettering is upright. ``doubts``, ``evidence`` (of the datum) and ``assumptions`` are (text, values) for the report;
    ``parameters`` the town's own files (ParameterFile) for the way from the sheet's datum.
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
    evidence: tuple = ()
    turn: int = 0
    parameters: tuple = ()

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


def place(scan, sheet, datum, points=None, model=None, parameters=()):
    """The :class:`Placement` of ``scan`` as ``sheet`` drawn on ``datum``.

    ``points`` (ControlPoint) replace the search for the neatline; ``model`` (a key of MODELS) the choice by
    leave-one-out error; ``parameters`` (ParameterFile) what PROJ has for the datum. Raises SheetError where it does not
    fit, NeatlineError with what was found for a picture.
    """
    found = _given(scan, sheet, datum, points) if points is not None else _found(scan, sheet, datum)
    points = _without_outliers(found.points, sheet, model)
    placement = fit_points(points, sheet, datum, scan.size, model)
    placement = replace(
        placement,
        doubts=found.doubts,
        evidence=found.evidence,
        assumptions=(
            *((text, {}) for text in scan.remarks),
            *found.assumptions,
            *assumed_on_the_way(datum, parameters),
        ),
        turn=found.turn,
        parameters=tuple(parameters),
    )
    refuse_misfit(placement)
    return placement


def refuse_misfit(placement):
    """Raises PlacementError where the norm for the map's level is not kept."""
    if placement.verdict is Verdict.REFUSED:
        raise PlacementError(
            "The control points disagree by {rmse:.2f} m (leave-one-out); a map 1:{scale} allows {norm} m. "
            "Check the sheet code, and whether the paper is torn or pieced together.",
            placement,
            rmse=placement.rmse,
            scale=placement.sheet.scale,
            norm=norm_of(placement.sheet.scale),
        )


def assumed_on_the_way(datum, parameters):
    """What a report must say of the way from ``datum`` to the town's reference system: (text, values)."""
    way = transformer(datum.plane_epsg, TOWN_EPSG, parameters)
    for file in way.parameters:
        values = {"source": file.source, "target": file.target, "file": file.path.name, "title": file.title}
        yield PARAMETERS_USED, values
    yield from ((text, {}) for text in way.assumptions)


def refuse_other_zone(sheet):
    """Raises SheetError for a sheet of another plane rectangular zone than the town's."""
    if sheet.zone != 9:
        raise SheetError(
            "Sheet {code} lies in plane rectangular zone {zone}; this plugin places sheets of zone 9 (IX).",
            code=sheet.code,
            zone=sheet.zone,
        )


@dataclass(frozen=True)
class _Finding:
    """Control points in the file's pixels, how far the scan must be turned to be upright, and remarks."""

    points: tuple
    turn: int
    doubts: tuple
    evidence: tuple
    assumptions: tuple


def _given(scan, sheet, datum, points):
    """A person's points say where the sheet lies; only its margin says that it is this sheet."""
    count = sum(point.used for point in points)
    if count < 3:
        raise SheetError("Three control points or more are needed to place a sheet; the file has {count}.", count=count)
    _refuse_other_image(points, scan)
    # three points leave nothing to judge an affine model by, but enough to find the margins
    rough = fitted("affine", *_coordinates([point for point in points if point.used]))(sheet.corners)
    turn = quarter_of(rough)
    grey, corners = turned(scan.grey, turn), turned_points(rough, turn, scan.size)
    if (corners < 0).any() or (corners > grey.shape[::-1]).any():
        return _Finding(tuple(points), turn, ((BEYOND_SCAN, {}), *code_doubts(None, sheet)), (), ((POINTS_GIVEN, {}),))
    dpi = _dpi_of(corners)
    reading = _reading(grey, corners, dpi)
    if is_upside_down(reading, sheet):
        raise SheetError("The control points put the sheet upside down: its lettering is the other way up. Check them.")
    doubts, evidence = _margin_remarks(grey, corners, dpi, sheet, datum, reading)
    return _Finding(tuple(points), turn, doubts, evidence, ((POINTS_GIVEN, {}),))


def _refuse_other_image(points, scan):
    """The Georeferencer writes coordinates instead of pixels for a file that has a georeference of its own."""
    pixels = np.array([point.pixel for point in points if point.used])
    if (pixels < -_TREMBLE).any() or (pixels > np.array(scan.size) + _TREMBLE).any():
        raise SheetError(
            "Control points lie outside the picture of {file}, which has {width} x {height} pixels. They were set in "
            "another file, or in one with a georeference of its own. Set them anew in this one.",
            file=scan.path.name,
            width=scan.size[0],
            height=scan.size[1],
        )


def quarter_of(corners):
    """The degrees by which a scan with its neatline at ``corners`` must be turned clockwise to be upright."""
    x, y = corners[1] - corners[0]
    return int(-np.round(np.degrees(np.arctan2(y, x)) / 90) * 90) % 360


def _dpi_of(corners):
    return float((sides_of(corners) / PAPER_MM).mean()) * MM_PER_INCH


def _found(scan, sheet, datum):
    """Corners and ticks as control points, and what speaks against trusting them."""
    width, height = scan.size
    turn = 90 if height > width else 0
    try:
        return _found_turned(scan, sheet, datum, turn)
    except NeatlineError as error:
        if error.corners is not None:
            error.corners = unturned_points(error.corners, turn, scan.size)
        raise


@dataclass(frozen=True)
class _View:
    """The scan turned clockwise by ``turn`` degrees: ``grey`` (rows, columns) and what was found in its pixels."""

    grey: np.ndarray
    dpi: float
    turn: int
    corners: np.ndarray
    ticks: tuple
    jumps: tuple

    def half_turned(self):
        size = self.grey.shape[::-1]
        return _View(
            self.grey[::-1, ::-1],
            self.dpi,
            self.turn + 180,
            size - self.corners[[2, 3, 0, 1]],
            tuple(tick.half_turned(size) for tick in self.ticks),
            tuple(jump.half_turned() for jump in self.jumps),
        )

    @property
    def margin(self):
        """What its margin is read by."""
        return self.grey, self.corners, self.dpi


def _viewed(scan, turn):
    grey = turned(scan.grey, turn)
    neatline = find_neatline(grey, scan.dpi)
    refuse_skew(neatline)
    dpi = scan.dpi or _dpi_of(neatline.corners)
    ticks = ticks_inside(grey, neatline.corners, dpi)
    jumps = find_jumps(ticks, neatline.edges, dpi / MM_PER_INCH)
    return _View(grey, dpi, turn, neatline.corners, tuple(ticks), tuple(jumps))


def _found_turned(scan, sheet, datum, turn):
    view = first = _viewed(scan, turn)
    reading = _reading(*view.margin)
    try:
        if reading is None and turn:
            raise SheetError(
                "{file} lies on its side, and its lettering could not be read. Turn it so that the lettering is "
                "upright and place it again.",
                file=scan.path.name,
            )
        if is_upside_down(reading, sheet):
            view = view.half_turned()
        doubts, evidence = _margin_remarks(*view.margin, sheet, datum, reading)
    except SheetError as error:
        raise NeatlineError(error.text, first.corners, **error.values) from error
    points = tuple(
        replace(point, pixel=unturned_points(point.pixel, view.turn, scan.size))
        for point in control_points(view.corners, view.ticks, sheet)
    )
    assumptions = () if scan.dpi else ((RESOLUTION_ASSUMED, {}),)
    assumptions += ((TURNED, {"degrees": view.turn}),) if view.turn else ()
    return _Finding(points, view.turn, _paper_doubts(view.ticks, view.jumps) + doubts, evidence, assumptions)


def _paper_doubts(ticks, jumps):
    """What the ticks say against the paper, as (text, values)."""
    return (*_missing_ticks(ticks), *(_piecing_doubt(jump) for jump in jumps[:1]))


def _missing_ticks(ticks):
    """Ticks lie all over a sheet: where a whole column or row of them is not in its place, the neatline may not be."""
    count = len(tick_grid())
    if len(ticks) < count / 3:
        return ((FEW_TICKS, {"found": len(ticks), "count": count}),)
    return tuple(
        (BARE_UPRIGHT if upright else BARE_LYING, {"start": start, "end": end})
        for upright, start, end in bare_strips(ticks)
    )


def _piecing_doubt(jump):
    text = PIECED_UPRIGHT if jump.upright else PIECED_LYING
    return text, {"start": jump.start, "end": jump.end, "millimetres": abs(jump.millimetres)}


def _reading(grey, corners, dpi):
    program = reader()
    return read_code(program, grey, corners, dpi) if program else None


def _margin_remarks(grey, corners, dpi, sheet, datum, reading):
    program = reader()
    of_code = code_doubts(reading, sheet) + scale_doubts(program, grey, corners, dpi, sheet)
    of_datum, evidence = datum_remarks(program, grey, corners, dpi, datum)
    return of_code + of_datum, evidence


def ticks_inside(grey, corners, dpi):
    """The ticks (list of Tick) found inside a neatline with these ``corners`` (4, 2) in ``grey``."""
    paper = PAPER_MM * np.array([(0, 0), (1, 0), (1, 1), (0, 1)])
    return find_ticks(grey, fitted("projective", paper, corners), dpi / MM_PER_INCH)


def control_points(corners, ticks, sheet):
    """The ControlPoints of the neatline's ``corners`` and of the ``ticks`` found inside, as those of ``sheet``."""
    named = zip(CORNERS, sheet.corners, corners, strict=True)
    return (
        *(ControlPoint(name, ground, pixel) for name, ground, pixel in named),
        *(tick_point(tick.column, tick.row, tick.pixel, sheet) for tick in ticks),
    )


def tick_point(column, row, pixel, sheet):
    """The ControlPoint of a tick of the 100 mm grid, seen at ``pixel``."""
    step = SPACING_MM / 1000 * sheet.scale
    ground = np.array([sheet.west + column * step, sheet.north - row * step])
    return ControlPoint(f"{column}-{row}", ground, pixel)


def refuse_skew(neatline):
    """Raises NeatlineError where the four corners are no rectangle any more."""
    nw, ne, se, sw = neatline.corners
    millimetres = np.linalg.norm(nw + se - ne - sw) * PAPER_MM[0] / neatline.sides[0]
    if millimetres > _SKEW_MM:
        raise NeatlineError(
            "The four corners found are {millimetres:.1f} mm off a rectangle. The paper may be torn or the frame "
            "covered; give the sheet's corners as control points.",
            neatline.corners,
            millimetres=millimetres,
        )


def fit_points(points, sheet, datum, size, model=None, quick=False):
    """The :class:`Placement` of a scan of ``size`` by control points alone: nothing is read, nothing refused for its
    error. ``model`` None chooses by leave-one-out error; ``quick`` judges the given ``model`` alone."""
    used = np.array([point.used for point in points])
    ground, pixels = _coordinates(points)
    errors = judged(ground[used], pixels[used], (model,) if quick else MODELS)
    key = model or best_of(errors)
    if key not in errors:
        raise SheetError(
            "The model {model} needs more than {given} control points: as many as that it meets exactly, and nothing "
            "tells how well it fits. Add control points or choose a simpler model.",
            model=MODELS[key].title,
            given=int(used.sum()),
        )
    to_metres = _metres_per_pixel(ground[used], pixels[used])
    full = fitted(key, ground[used], pixels[used])
    all_offsets = full(ground) - pixels
    all_offsets[used] = errors[key]
    return Placement(
        sheet,
        datum,
        tuple(points),
        full,
        all_offsets @ to_metres.T,
        {name: root_mean_square(offset @ to_metres.T) for name, offset in errors.items()},
        to_metres,
        size,
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
