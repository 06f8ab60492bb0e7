"""One scanned sheet from file to files: read, placed, written, reported."""

from dataclasses import dataclass, replace
from pathlib import Path

from shimonita_gis.datum import Datum
from shimonita_gis.errors import CancelledError, SheetError
from shimonita_gis.progress import never, part, unheard

from .placement import POINTS_GIVEN, assumed_on_the_way, fit_points, place, refuse_misfit, refuse_other_zone
from .points import read_points, write_points
from .raster import write_placed
from .report import write_refusal, write_report
from .scan import read_scan
from .sheetcode import parse_code


@dataclass(frozen=True)
class SheetTask:
    """What is to be done with one scan. Paths; '' or None for what is not wanted; ``model`` a key of MODELS or None;
    ``parameters`` the town's own files (ParameterFile); ``page`` counts from 1, None where there is one only."""

    scan: Path
    code: str
    datum: Datum
    output: Path
    gcps: Path | None = None
    model: str | None = None
    crs: object = 6677
    clip: bool = False
    points: Path | None = None
    report: Path | None = None
    parameters: tuple = ()
    page: int | None = None


def place_sheet(task, progress=unheard, cancelled=never):
    """Does ``task``; returns its Placement. A refusal (SheetError) is shown in the report, too, and raised."""
    sheet = parse_code(task.code)
    refuse_other_zone(sheet)
    scan = read_scan(task.scan, task.page)
    progress(0.2, 1)
    points = read_points(task.gcps, task.datum.plane_epsg, task.parameters) if task.gcps else None
    try:
        placement = place(scan, sheet, task.datum, points, task.model, task.parameters)
    except SheetError as refusal:
        if task.report:
            write_refusal(scan, sheet, task.datum, refusal, task.report)
        raise
    if cancelled():
        raise CancelledError("Cancelled; nothing was written.")
    progress(0.4, 1)
    write_all(task, scan, placement, part(progress, 0.4, 1), cancelled)
    return placement


def write_all(task, scan, placement, progress=unheard, cancelled=never):
    """Writes the raster, the control points and the report of ``placement`` where ``task`` wants them."""
    write_placed(scan, placement, task.output, task.crs, task.clip, part(progress, 0, 0.95), cancelled)
    if task.points:
        write_points(placement.points, placement.offsets_in_pixels, task.datum.plane_epsg, task.points)
    if task.report:
        write_report(scan, placement, task.report)
    progress(1, 1)


def place_again(task, scan, record, progress=unheard, cancelled=never):
    """Writes what a person placed by the control points of ``record`` (Record); returns its Placement."""
    sheet = parse_code(record.code, record.scale)
    placement = replace(
        fit_points(record.points, sheet, task.datum, scan.size, record.model),
        doubts=((POINTS_GIVEN, {}),),
        assumptions=tuple(assumed_on_the_way(task.datum, task.parameters)),
        turn=record.turn,
        parameters=task.parameters,
    )
    refuse_misfit(placement)
    write_all(task, scan, placement, progress, cancelled)
    return placement
