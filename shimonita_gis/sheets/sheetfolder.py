"""A folder of scans in one go: what was done stays done, and one bad scan never stops the others.

Beside each placed sheet lies its record; a second run does only what is new or changed. A person's decision, made in
the workbench or by setting ``status`` in the index layer, is kept until the scan, the datum or the parameter files
change.
"""

import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path

from shimonita_gis.datum import Datum
from shimonita_gis.errors import (
    CancelledError,
    InputError,
    OutputError,
    ShimonitaGisError,
    existing_folder,
    writing,
)
from shimonita_gis.progress import never, unheard

from .folderindex import in_order, take_over_decisions
from .record import RULES, Record, of_placement, plain, read_record, write_record
from .scan import read_scan
from .sheetcode import AmbiguousCode, parse_code
from .task import SheetTask, place_again, place_sheet

SCAN_ENDINGS = ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".pdf"
_AT_ONCE = 2  # two scans in memory and both cores busy
_CODE = re.compile(r"(?<![0-9A-Z])[0-9]{2}[\s_-]?[A-T][A-H](?:[\s_-]?[0-9]{2}(?:[\s_-]?[0-9][0-9A-E]?)?)?(?![0-9A-Z])")
_SCALE = re.compile(r"(?<![0-9])[0-9]{3,5}(?![0-9]|\s*DPI)")

# translatable
NO_CODE = "The file name holds no sheet code. Put the code into the name, such as 09JB164C.tif."
# translatable
TWO_CODES = "The file name holds several sheet codes: {codes}. Leave only the sheet's own."
# translatable
NO_SCALE = (
    "{code} can be a sheet 1:{first} or a sheet 1:{second}. Look at the scale printed on the paper and put it into the "
    "file name, such as {code}_{first}.tif."
)
# translatable
UNEXPECTED = "The scan could not be placed: {reason}. Open it in a viewer and save it as TIFF."


def place_folder(
    folder, output_folder, datum, progress=unheard, cancelled=never, said=lambda record: None, parameters=(), index=None
):
    """Places every scan in ``folder``; returns the records (list of Record), those to look at first.

    ``said`` hears of each record as it is done; ``parameters`` are the town's own files (ParameterFile); decisions that
    a person made in the layer ``index`` of an earlier run are taken over. Raises InputError where there are no scans,
    OutputError where nothing can be written, CancelledError; what was done before stays.
    """
    scans = scans_in(folder)
    output_folder = Path(output_folder)
    with writing(output_folder):
        output_folder.mkdir(parents=True, exist_ok=True)
    take_over_decisions(index, output_folder)
    records = []
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        work = [
            threads.submit(_placed, scan, names, output_folder, datum, parameters, cancelled) for scan, names in scans
        ]
        try:
            for done, future in enumerate(as_completed(work), 1):
                records.append(future.result())
                said(records[-1])
                progress(done, len(work))
        except BaseException:
            threads.shutdown(cancel_futures=True)
            raise
    return in_order(records)


def scans_in(folder):
    """(path, output name) of each scan; scans whose names differ by the ending only get the ending into the name."""
    folder = existing_folder(folder)
    scans = sorted(path for path in folder.iterdir() if path.suffix.lower() in SCAN_ENDINGS and path.is_file())
    if not scans:
        raise InputError("{folder} holds no scans (TIFF, JPEG, PNG, PDF). Choose the folder that does.", folder=folder)
    stems = [path.stem.lower() for path in scans]
    return [
        (path, path.stem if stems.count(path.stem.lower()) == 1 else f"{path.stem}_{path.suffix[1:]}") for path in scans
    ]


def code_in(name):
    """The sheet code in a file name; (code, None) or (None, remark)."""
    plain = unicodedata.normalize("NFKC", name).upper()
    codes = sorted({re.sub(r"[\s_-]", "", match) for match in _CODE.findall(plain)})
    if not codes:
        return None, (NO_CODE, {})
    if len(codes) > 1:
        return None, (TWO_CODES, {"codes": ", ".join(codes)})
    try:
        parse_code(codes[0])
    except AmbiguousCode as question:
        return _with_scale(codes[0], _CODE.sub(" ", plain), [sheet.scale for sheet in question.sheets])
    return codes[0], None


def _with_scale(code, beside, scales):
    """As :func:`code_in` for a code that means sheets of two ``scales``; ``beside`` is what else the name says."""
    stated = {int(scale) for scale in _SCALE.findall(beside)} & set(scales)
    if len(stated) == 1:
        return f"{code}/{stated.pop()}", None
    return None, (NO_SCALE, {"code": code, "first": scales[0], "second": scales[1]})


def stamp_of(scan):
    """Size and time of a file: what tells that it was changed."""
    stat = Path(scan).stat()
    return stat.st_size, stat.st_mtime_ns


def _placed(scan, name, output_folder, datum, parameters, cancelled):
    if cancelled():
        raise CancelledError("Cancelled. The sheets placed so far stay; run it again for the rest.")
    path = output_folder / f"{name}.json"
    files = tuple((file.digest, str(file.path.resolve())) for file in parameters)
    new = Record(scan.name, stamp_of(scan), int(datum), int(datum), str(scan.resolve()), files)
    old = _known(path, new)
    if old and (old.decision or old.rules == RULES) and (not old.raster or (output_folder / old.raster).exists()):
        record = replace(old, source=new.source)
    else:
        record = _tried(new, old, scan, name, output_folder, parameters, cancelled)
    if record != old:
        write_record(record, path)
    return record


def _known(path, new):
    """The record of an earlier run, where scan and settings are the same."""
    old = read_record(path)
    same = old and all(getattr(old, key) == getattr(new, key) for key in ("scan", "stamp", "stated", "digests"))
    return old if same else None


def task_of(scan, name, output_folder, code, datum, parameters=()):
    """The :class:`SheetTask` of one scan of a folder."""
    return SheetTask(
        scan,
        code,
        datum,
        output_folder / f"{name}.tif",
        points=output_folder / f"{name}.points",
        report=output_folder / f"{name}.html",
        parameters=parameters,
    )


def _tried(record, old, scan, name, output_folder, parameters, cancelled):
    code, remark = code_in(scan.stem)
    if remark and not (old and old.decision):
        return replace(record, remarks=(remark,))
    task = task_of(scan, name, output_folder, code, Datum(record.datum), parameters)
    try:
        if old and old.decision and old.control:  # the raster was lost, not the decision
            task = replace(task, datum=Datum(old.datum))
            place_again(task, read_scan(scan), old, cancelled=cancelled)
            return replace(old, source=record.source)
        sheet = parse_code(code)
        record = replace(record, code=sheet.code, scale=sheet.scale)
        placement = place_sheet(task, cancelled=cancelled)
    except CancelledError:
        raise
    except ShimonitaGisError as error:
        _drop(task.output, task.points)
        refused = _refused(record, task, error)
        # a full disk or a file that is open elsewhere is not the scan's fault: the next run tries again
        return replace(refused, rules=0) if isinstance(error, OutputError) else refused
    except (ArithmeticError, LookupError, MemoryError, TypeError, ValueError) as error:
        # a scan that nobody thought of must not take the others with it
        _drop(task.output, task.points)
        return replace(record, remarks=((UNEXPECTED, {"reason": f"{type(error).__name__} {error}"}),))
    return of_placement(record, placement, task.output.name, task.report.name)


def _refused(record, task, error):
    corners = getattr(error, "corners", None)
    return replace(
        record,
        report=_name_if_there(task.report),
        corners=None if corners is None else tuple(tuple(float(n) for n in corner) for corner in corners),
        remarks=((error.text, plain(error.values)),),
    )


def _drop(*paths):
    """An older result must not stand for a scan that is refused now."""
    for path in paths:
        path.unlink(missing_ok=True)


def _name_if_there(path):
    return path.name if path.exists() else ""
