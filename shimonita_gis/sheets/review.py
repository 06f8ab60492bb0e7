"""What a person does with placed sheets: look at the doubtful ones first, move a control point, accept or refuse.

The placing workbench shows and asks; every rule is here. Pixels are those of the scan as it lies in its file.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

import numpy as np

from shimonita_gis.datum import Datum
from shimonita_gis.errors import InputError, SheetError, existing_folder
from shimonita_gis.progress import never, unheard

from .accuracy import Verdict, norm_of, on_paper
from .folderindex import write_back
from .neatline import MM_PER_INCH, PAPER_MM, measured, sides_of
from .placement import (
    Placement,
    control_points,
    fit_points,
    quarter_of,
    refuse_misfit,
    refuse_other_zone,
    refuse_skew,
    tick_point,
    ticks_inside,
)
from .points import CORNERS, ControlPoint
from .record import Decision, Record, of_placement, records_in, write_record
from .report import write_decision
from .scan import read_scan as read
from .scan import scan_size, turned, turned_points, unturned_points
from .sheetcode import Sheet, parse_code
from .sheetfolder import stamp_of, task_of
from .task import place_again, place_sheet
from .ticks import cross_near, tick_grid

_INSET = 0.08  # of the scan; there the corners wait to be dragged where none was found


@dataclass(frozen=True)
class Item:
    """One scan of a folder that was placed: ``record`` lies in ``folder`` under ``name``."""

    folder: Path
    name: str
    record: Record

    @property
    def scan(self):
        """Where the scan lay when it was placed."""
        return Path(self.record.source)

    @property
    def code(self):
        return self.record.code

    @property
    def scale(self):
        return self.record.scale

    @property
    def datum(self):
        return Datum(self.record.datum)

    @property
    def judged(self):
        return self.record.judged

    @property
    def status(self):
        return self.record.status

    @property
    def decision(self):
        return self.record.decision

    @property
    def decided(self):
        return self.record.decided

    @property
    def remarks(self):
        """(text, values), a person's decision first, then the doubts."""
        return self.record.told

    @property
    def rmse(self):
        """Metres, or None."""
        return self.record.rmse

    @property
    def largest(self):
        """Metres, or None."""
        return self.record.largest

    @property
    def raster(self):
        return self.folder / self.record.raster if self.record.raster else None

    @property
    def report(self):
        return self.folder / self.record.report if self.record.report else None


def load_queue(output_folder):
    """The items (list of Item) of a folder that was placed: undecided before decided ones, unconfirmed before refused
    before passed, the larger error on paper first. Raises InputError where there is none."""
    folder = existing_folder(output_folder)
    items = [Item(folder, path.stem, record) for path, record in records_in(folder)]
    if not items:
        raise InputError(
            "{folder} holds no placed sheets. Run 'Place a folder of scanned map sheets' first and choose the folder "
            "that it wrote to.",
            folder=folder,
        )
    return sorted(items, key=_certainty)


def _certainty(item):
    order = (Verdict.UNCONFIRMED.value, Verdict.REFUSED.value, Verdict.PASSED.value)
    error = on_paper(item.rmse, item.scale) if item.rmse is not None else 0
    seen = item.judged if item.decided else item.status
    return item.decided, order.index(seen), -error, item.name


@dataclass(frozen=True)
class Draft:
    """A sheet while a person looks at it. Each change gives a new draft.

    ``points`` are the control points; ``placement`` what they make, None while they make nothing, for the reason in
    ``problem`` (text, values). ``size`` is the scan's width and height; turned clockwise by ``turn`` degrees it is
    upright. ``model`` is the key that a person chose, None for the best.
    """

    item: Item
    sheet: Sheet
    datum: Datum
    size: tuple
    turn: int
    points: tuple
    model: str | None = None
    changed: bool = False
    placement: Placement | None = None
    problem: tuple | None = None

    def moved(self, number, pixel, quick=False):
        """With control point ``number`` at ``pixel``; ``quick`` keeps the model, for while it is being dragged."""
        points = list(self.points)
        points[number] = replace(points[number], pixel=np.asarray(pixel, float))
        return self._with(points=tuple(points), quick=quick)

    def switched(self, number, used):
        """With control point ``number`` taking part in the fit or not."""
        points = list(self.points)
        points[number] = replace(points[number], used=bool(used))
        return self._with(points=tuple(points))

    def added(self, point):
        """With the tick ``point`` (ControlPoint), one of :attr:`missing`, as a control point, too."""
        return self._with(points=(*self.points, point))

    def removed(self, number):
        """Without control point ``number``; a corner stays and only takes no part any more."""
        if self.points[number].is_corner:
            return self.switched(number, False)
        return self._with(points=self.points[:number] + self.points[number + 1 :])

    def restated(self, code=None, datum=None):
        """As another sheet, by ``code``, or on another ``datum``, with the same places on the paper.

        Raises SheetError, AmbiguousCode.
        """
        sheet = parse_code(code) if code else self.sheet
        refuse_other_zone(sheet)
        points = _on_sheet(self.points, self.sheet, sheet)
        return self._with(sheet=sheet, points=points, datum=self.datum if datum is None else Datum(datum))

    def modelled(self, key):
        """With the model ``key``, or the best by leave-one-out error for None."""
        return self._with(model=key)

    def rotated(self):
        """The corners one place further, for a scan that lies on its side; ticks are dropped."""
        corners = [point for point in self.points if point.is_corner]
        pixels = [corners[number - 1].pixel for number in range(4)]
        points = tuple(replace(p, pixel=pixel, used=True) for p, pixel in zip(corners, pixels, strict=True))
        return replace(self, turn=(self.turn - 90) % 360)._with(points=points)

    def _with(self, quick=False, **changes):
        return _fitted(replace(self, changed=True, **changes), quick)

    @property
    def corners(self):
        """(4, 2) pixels NW, NE, SE, SW."""
        by_name = {point.name: point.pixel for point in self.points}
        return np.array([by_name[name] for name in CORNERS])

    @cached_property
    def missing(self):
        """The ticks (tuple of ControlPoint) that are no control points, where they should be seen in the scan."""
        if self.placement is None:
            return ()
        known = {point.name for point in self.points}
        points = [tick_point(column, row, None, self.sheet) for column, row in tick_grid()]
        points = [point for point in points if point.name not in known]
        pixels = self.placement.fitted(np.array([point.ground for point in points]).reshape(-1, 2))
        return tuple(replace(point, pixel=pixel) for point, pixel in zip(points, pixels, strict=True))

    @cached_property
    def offsets(self):
        """(n, 2) leave-one-out error of each point in pixels, right and down."""
        return self.placement.offsets_in_pixels if self.placement else np.zeros((len(self.points), 2))

    @cached_property
    def millimetres(self):
        """(n,) leave-one-out error of each point on paper."""
        offsets = self.placement.offsets if self.placement else np.zeros((len(self.points), 2))
        return on_paper(np.linalg.norm(offsets, axis=1), self.sheet.scale)

    @property
    def rmse(self):
        """Metres; None without a placement."""
        return self.placement.rmse if self.placement else None

    @property
    def largest(self):
        """Metres; None without a placement."""
        return self.placement.largest if self.placement else None

    @property
    def rmse_mm(self):
        return on_paper(self.rmse, self.sheet.scale) if self.placement else None

    @property
    def largest_mm(self):
        return on_paper(self.largest, self.sheet.scale) if self.placement else None

    @property
    def norm(self):
        """Metres that the norm allows at the map's level."""
        return norm_of(self.sheet.scale)

    @property
    def fits(self):
        """Whether it could be accepted."""
        return self.placement is not None and self.placement.verdict is not Verdict.REFUSED

    @property
    def model_key(self):
        return self.placement.model.key if self.placement else ""

    @property
    def model_title(self):
        return self.placement.model.title if self.placement else ""

    @property
    def model_errors(self):
        """Leave-one-out error in metres of every model."""
        return self.placement.model_errors if self.placement else {}


def open_draft(item, code=None, datum=None):
    """The :class:`Draft` of ``item`` as it was placed; with ``code`` or ``datum`` as another sheet.

    Raises SheetError where no code is known or it cannot be one, AmbiguousCode, InputError where the scan is gone.
    """
    record = item.record
    sheet = parse_code(code or record.code, None if code else record.scale or None)
    refuse_other_zone(sheet)
    size = tuple(record.size or scan_size(item.scan))
    as_placed = (sheet.code, sheet.scale) == (record.code, record.scale)
    points = record.points if record.control else _corner_points(record, sheet, size)
    if record.control and not as_placed:
        points = _on_sheet(points, parse_code(record.code, record.scale), sheet)
    chosen = item.datum if datum is None else Datum(datum)
    corners = np.array([point.pixel for point in points if point.is_corner])
    turn = record.turn if record.control else quarter_of(corners)
    same = record.control and as_placed and chosen is item.datum
    return _fitted(Draft(item, sheet, chosen, size, turn, points, changed=not same))


def _corner_points(record, sheet, size):
    if record.corners:
        pixels = np.array(record.corners)
    else:
        turn = 90 if size[1] > size[0] else 0
        box = np.array([(0, 0), (1, 0), (1, 1), (0, 1)]) * (1 - 2 * _INSET) + _INSET
        pixels = unturned_points(box * (size[::-1] if turn else size), turn, size)
    return tuple(ControlPoint(*point) for point in zip(CORNERS, sheet.corners, pixels, strict=True))


def _on_sheet(points, old, new):
    """The same places on paper on another sheet's ground."""
    return tuple(
        replace(p, ground=new.corners[0] + (p.ground - old.corners[0]) * (new.scale / old.scale)) for p in points
    )


def _fitted(draft, quick=False):
    model = draft.model_key if quick and draft.model_key else draft.model
    try:
        placement = fit_points(
            draft.points, draft.sheet, draft.datum, draft.size, model, quick=quick and model is not None
        )
    except SheetError as error:
        return replace(draft, placement=None, problem=(error.text, error.values))
    return replace(draft, placement=replace(placement, turn=draft.turn), problem=None)


def refined(draft, scan):
    """The draft with its neatline measured anew near the corners as they lie, and with the ticks found inside.

    ``scan`` is its Scan. Takes a second or two; raises NeatlineError where there is no neatline near them.
    """
    turn = quarter_of(draft.corners)
    grey = turned(scan.grey, turn)
    rough = turned_points(draft.corners, turn, draft.size)
    dpi = float((sides_of(rough) / PAPER_MM).mean()) * MM_PER_INCH
    neatline = measured(grey, rough, dpi / MM_PER_INCH)
    refuse_skew(neatline)
    ticks = ticks_inside(grey, neatline.corners, dpi)
    points = control_points(neatline.corners, ticks, draft.sheet)
    points = tuple(replace(point, pixel=unturned_points(point.pixel, turn, draft.size)) for point in points)
    return replace(draft, turn=turn, model=None)._with(points=points)


def tick_near(draft, point, scan):
    """``point``, a missing tick of ``draft``, on the cross near it in ``scan``; None where none is clearly seen."""
    pixels_per_mm = draft.sheet.scale / 1000 / draft.placement.pixel_size
    pixel = cross_near(scan.grey, point.pixel, pixels_per_mm)
    return None if pixel is None else replace(point, pixel=pixel)


def accept(draft, editor, note="", progress=unheard, cancelled=never):
    """Keeps that ``editor`` accepts ``draft``; returns the :class:`Item` as it is now.

    An unchanged sheet needs its record written only; a changed one is resampled anew, which takes seconds.
    Raises SheetError where it does not fit, InputError, OutputError, CancelledError; then nothing has changed.
    """
    item, decision = draft.item, _decision(Verdict.PASSED, editor, note)
    if draft.placement is None:
        text, values = draft.problem
        raise SheetError(text, **values)
    refuse_misfit(draft.placement)
    if not draft.changed and item.raster and item.raster.is_file():
        return _kept(item, replace(item.record, decision=decision))
    if not item.scan.is_file() or stamp_of(item.scan) != item.record.stamp:
        raise InputError("{file} is gone or was changed since. Place the folder again first.", file=item.scan)
    record = replace(
        item.record, code=draft.sheet.code, scale=draft.sheet.scale, datum=int(draft.datum), turn=draft.turn
    )
    record = of_placement(record, draft.placement, f"{item.name}.tif", f"{item.name}.html")
    code = f"{record.code}/{record.scale}"
    task = task_of(item.scan, item.name, item.folder, code, draft.datum, record.parameter_files())
    placement = place_again(task, read(item.scan), record, progress, cancelled)
    return _kept(item, replace(of_placement(record, placement, record.raster, record.report), decision=decision))


def refuse(item, editor, note=""):
    """Keeps that ``editor`` refuses ``item``; the placed sheet stays on the disk but counts no longer."""
    return _kept(item, replace(item.record, decision=_decision(Verdict.REFUSED, editor, note)))


def undecide(item):
    """Takes a decision back: what the program judged counts again."""
    return _kept(item, replace(item.record, decision=None))


def take_back(now, before, progress=unheard, cancelled=never):
    """Brings a sheet back from ``now`` to ``before``, as it was when a person decided (both Item); returns it.

    Where it was placed anew meanwhile it is placed once more as before, which takes seconds. Raises what
    :func:`accept` raises; then nothing has changed.
    """
    placed = ("control", "code", "scale", "datum", "model", "raster")
    if any(getattr(now.record, key) != getattr(before.record, key) for key in placed):
        _place_as(before, progress, cancelled)
    return _kept(now, before.record)


def _place_as(item, progress, cancelled):
    record = item.record
    code = f"{record.code}/{record.scale}"
    task = task_of(item.scan, item.name, item.folder, code, item.datum, record.parameter_files())
    if not record.raster:  # it had not been placed at all
        task.output.unlink(missing_ok=True)
        task.points.unlink(missing_ok=True)
    elif record.decision:
        place_again(task, read(item.scan), record, progress, cancelled)
    else:
        place_sheet(task, progress, cancelled)


def _decision(verdict, editor, note):
    if not editor.strip():
        raise InputError("A decision needs a name. Enter yours in the plugin's options.")
    return Decision(verdict.value, editor.strip(), datetime.now().isoformat(timespec="seconds"), note.strip())


def _kept(item, record):
    write_record(record, item.folder / f"{item.name}.json")
    item = replace(item, record=record)
    if item.report:
        write_decision(item.report, record.decision and record.decision.remark)
    write_back(item.folder)
    return item
