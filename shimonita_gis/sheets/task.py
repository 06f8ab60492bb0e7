"""One scanned sheet from file to files: read, placed, written, reported."""

from dataclasses import dataclass
from pathlib import Path

from shimonita_gis.datum import Datum
from shimonita_gis.errors import CancelledError, SheetError
from shimonita_gis.progress import never, part, unheard

from .placement import place, refuse_other_zone
from .points import read_points, write_points
from .raster import write_placed
from .report import write_refusal, write_report
from .scan import read_scan
from .sheetcode import parse_code


@dataclass(frozen=True)
class SheetTask:
    """What is to be done with one scan. Paths; '' or None for what is not wanted; ``model`` a key of MODELS or None."""

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


def place_sheet(task, progress=unheard, cancelled=never):
    """Does ``task``; returns its Placement. A refusal (SheetError) is shown in the report, too, and raised."""
    sheet = parse_code(task.code)
    refuse_other_zone(sheet)
    scan = read_scan(task.scan)
    progress(0.2, 1)
    points = read_points(task.gcps, task.datum.plane_epsg) if task.gcps else None
    try:
        placement = place(scan, sheet, task.datum, points, task.model)
    except SheetError as refusal:
        if task.report:
            write_refusal(scan, sheet, task.datum, refusal, task.report)
        raise
    if cancelled():
        raise CancelledError("Cancelled; nothing was written.")
    progress(0.4, 1)
    write_placed(scan, placement, task.output, task.crs, task.clip, part(progress, 0.4, 0.95), cancelled)
    if task.points:
        write_points(placement.points, placement.offsets_in_pixels, task.datum.plane_epsg, task.points)
    if task.report:
        write_report(scan, placement, task.report)
    progress(1, 1)
    return placement
