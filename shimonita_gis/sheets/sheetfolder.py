"""A folder of scans in one go: what was done stays done, and one bad scan never stops the others.

Beside each placed sheet lies its record; a second run does only what is new or changed. The index layer and the
summary page are made from the records. A person's decision, made in the workbench or by setting ``status`` in the
index layer, is kept until the scan, the datum or the parameter files change.
"""

import json
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote

from shimonita_gis.datum import TOWN_EPSG, Datum
from shimonita_gis.errors import (
    CancelledError,
    InputError,
    OutputError,
    ShimonitaGisError,
    existing_folder,
    writing,
)
from shimonita_gis.files import written_beside
from shimonita_gis.progress import never, unheard
from shimonita_gis.resources import resource

from .accuracy import Verdict
from .record import RULES, Decision, Record, of_placement, plain, read_record, records_in, write_record
from .report import write_decision
from .scan import read_scan
from .sheetcode import AmbiguousCode, parse_code
from .sheetindex import neatline_of
from .task import SheetTask, place_again, place_sheet

SCAN_ENDINGS = ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".pdf"
_AT_ONCE = 2  # two scans in memory and both cores busy
_LAYER = "sheets"
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
SAME_SHEET = "Other files were placed as this sheet, too: {files}. Find out which one is right."
# translatable
UNEXPECTED = "The scan could not be placed: {reason}. Open it in a viewer and save it as TIFF."

IN_THE_INDEX = "-"  # the editor of a decision that was made in the index layer, which does not say whose it is


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
    _take_over_decisions(index, output_folder)
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


def in_order(records):
    """The records to look at first, first; two that claim the same sheet do not pass."""
    order = [Verdict.REFUSED.value, Verdict.UNCONFIRMED.value, Verdict.PASSED.value]
    return sorted(_same_sheet_twice(records), key=lambda record: (order.index(record.status), record.scan))


def _take_over_decisions(index, output_folder):
    """A ``status`` that differs from ``proposed``, what was written last, was set by a person; unconfirmed takes a
    decision back."""
    import pyogrio
    from pyogrio.errors import DataSourceError

    if not index or not Path(index).is_file():
        return
    try:
        rows = pyogrio.read_dataframe(index, columns=["scan", "status", "proposed"], read_geometry=False)
        changed = {row.scan: row.status for row in rows.itertuples() if row.status != row.proposed}
    except (DataSourceError, ValueError, AttributeError):
        return  # another layer: it is written anew below
    for path, record in records_in(output_folder):
        status = changed.get(record.scan)
        if status == Verdict.UNCONFIRMED.value:
            decision = None
        elif status == Verdict.REFUSED.value or (status == Verdict.PASSED.value and record.raster):
            decision = Decision(status, IN_THE_INDEX, datetime.now().isoformat(timespec="seconds"))
        else:
            continue
        write_record(replace(record, decision=decision), path)
        if record.report:
            write_decision(Path(output_folder) / record.report, decision and decision.remark)


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


def _same_sheet_twice(records):
    placed = {}
    for record in records:
        if record.raster and record.status != Verdict.REFUSED.value:
            placed.setdefault((record.code, record.scale, record.datum), []).append(record)
    answered = []
    for record in records:
        rivals = placed.get((record.code, record.scale, record.datum), [])
        accepted = [rival.scan for rival in rivals if rival.decision]
        if record in rivals and len(rivals) > 1 and accepted != [record.scan]:
            remark = SAME_SHEET, {"files": ", ".join(sorted(rival.scan for rival in rivals if rival is not record))}
            record = replace(record, judged=Verdict.UNCONFIRMED.value, decision=None, remarks=(remark, *record.remarks))
        answered.append(record)
    return answered


def write_index(records, output_folder, path, parameters=()):
    """Writes the index layer (GeoPackage, EPSG:6677): one row a scan, its neatline where the code is known.

    ``proposed`` repeats ``status``, so that the next run sees what a person has set since.
    """
    import geopandas as gpd
    from shapely import Polygon

    output_folder = Path(output_folder).resolve()
    rows = [
        {
            "scan": record.scan, "code": record.code, "scale": record.scale, "datum": Datum(record.datum).title,
            "status": record.status, "proposed": record.status, "decided_by": _decided_by(record),
            "rmse": record.rmse, "max_residual": record.largest, "model": record.model,
            "points": record.points_used, "raster": str(output_folder / record.raster) if record.raster else None,
            "report": str(output_folder / record.report) if record.report else None,
            "reason": record.reason, "reason_ja": record.reason_ja,
        }
        for record in records
    ]  # fmt: skip
    shapes = [_neatline_shape(record, parameters) for record in records]
    frame = gpd.GeoDataFrame(rows, geometry=[shape and Polygon(shape) for shape in shapes], crs=TOWN_EPSG)
    frame[["rmse", "max_residual"]] = frame[["rmse", "max_residual"]].astype(float)
    with written_beside(path) as beside:
        frame.to_file(beside, layer=_LAYER, driver="GPKG", engine="pyogrio", geometry_type="Polygon")
    _remember(output_folder, index=path)


def _decided_by(record):
    return record.decision.editor if record.decision else None


def _neatline_shape(record, parameters):
    if not record.code:
        return None
    sheet = parse_code(record.code, record.scale)
    return neatline_of(sheet, Datum(record.datum), parameters=parameters).tolist()


_MEMORY = "folder.memory"  # where the index layer and the summary page of an output folder lie


def _remember(output_folder, **paths):
    known = _remembered(output_folder) | {key: str(Path(path).resolve()) for key, path in paths.items()}
    with written_beside(Path(output_folder) / _MEMORY) as beside:
        beside.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")


def _remembered(output_folder):
    try:
        return json.loads((Path(output_folder) / _MEMORY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def write_back(output_folder):
    """Brings the index layer and the summary page of an earlier run up to date with the records; returns the index's
    path, or None where there is none any more. The layer is changed in place, as QGIS may show it."""
    records = in_order([record for _, record in records_in(output_folder)])
    known = _remembered(output_folder)
    if "report" in known and Path(known["report"]).parent.is_dir():
        write_summary(records, output_folder, known["report"])
    index = Path(known.get("index", ""))
    if not index.is_file():
        return None
    with writing(index):
        _update_index(records, index, Path(output_folder).resolve())
    return index


def _update_index(records, index, output_folder):
    from osgeo import gdal, ogr

    by_scan = {record.scan: record for record in records}
    with gdal.ExceptionMgr(useExceptions=True), ogr.ExceptionMgr(useExceptions=True):
        try:
            with gdal.OpenEx(str(index), gdal.OF_VECTOR | gdal.OF_UPDATE) as dataset:
                layer = dataset.GetLayerByName(_LAYER)
                dataset.StartTransaction()
                for feature in list(layer):
                    if feature["scan"] in by_scan:
                        layer.SetFeature(_as_recorded(feature, by_scan[feature["scan"]], output_folder))
                dataset.CommitTransaction()
        except (RuntimeError, AttributeError) as error:
            raise OSError(None, str(error)) from error


def _as_recorded(feature, record, output_folder):
    from osgeo import ogr
    from shapely import Polygon

    values = {
        "code": record.code, "scale": record.scale, "status": record.status, "proposed": record.status,
        "decided_by": _decided_by(record), "rmse": record.rmse, "max_residual": record.largest,
        "model": record.model, "points": record.points_used, "reason": record.reason, "reason_ja": record.reason_ja,
        "raster": str(output_folder / record.raster) if record.raster else None,
        "report": str(output_folder / record.report) if record.report else None,
    }  # fmt: skip
    if record.code != feature["code"]:
        shape = _neatline_shape(record, record.parameter_files())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(Polygon(shape).wkt))
    for name, value in values.items():
        feature[name] = value
    return feature


_TITLES = "スキャン Scan", "図郭番号 Code", "判定 Verdict", "誤差 RMSE (m)", "最大 Largest (m)", "備考 Remarks"
_STATUS = {"passed": "合格 passed", "unconfirmed": "未確認 unconfirmed", "refused": "不合格 refused"}


def write_summary(records, output_folder, path):
    """Writes the page that lists every scan, those to look at first, with links to their reports."""
    counts = {status: sum(record.status == status for record in records) for status in _STATUS}
    head = "　".join(f"{_STATUS[status]}: {count}" for status, count in counts.items())
    rows = "".join(_summary_row(record, Path(output_folder), Path(path).parent) for record in records)
    titles = "".join(f"<th>{escape(title)}</th>" for title in _TITLES)
    table = f"<table><thead><tr>{titles}</tr></thead>{rows}</table>"
    body = f"<h1>スキャン図面の位置合わせ</h1><p>{escape(head)}</p>{table}"
    template = Template(resource("sheets", "report.html").read_text(encoding="utf-8"))
    with written_beside(path) as beside:
        beside.write_text(template.substitute(title="スキャン図面の位置合わせ", body=body), encoding="utf-8")
    _remember(output_folder, report=path)


def _summary_row(record, output_folder, page_folder):
    name = escape(record.scan)
    if record.report:
        name = f'<a href="{escape(_link(output_folder / record.report, page_folder))}">{name}</a>'
    numbers = "".join(f'<td class="n">{"" if n is None else f"{n:.3f}"}</td>' for n in (record.rmse, record.largest))
    mark = f'<span class="verdict {record.status}">{escape(_STATUS[record.status])}</span>'
    remarks = f'{escape(record.reason_ja)} <span class="en">{escape(record.reason)}</span>'
    return f"<tr><td>{name}</td><td>{escape(record.code)}</td><td>{mark}</td>{numbers}<td>{remarks}</td></tr>"


def _link(target, page_folder):
    try:
        return quote(target.resolve().relative_to(page_folder.resolve()).as_posix())
    except ValueError:
        return target.resolve().as_uri()
