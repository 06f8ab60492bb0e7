"""A folder of scans in one go: what was done stays done, and one bad scan never stops the others.

Beside each placed sheet lies a small record (JSON) of what it was made from and how it went; a second run does only
what is new or changed. The index layer and the summary page are made from the records.
"""

import json
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, replace
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote

from shimonita_gis.datum import TOWN_EPSG, Datum
from shimonita_gis.errors import CancelledError, InputError, ShimonitaGisError, existing_folder, writing
from shimonita_gis.files import written_beside
from shimonita_gis.progress import never, unheard
from shimonita_gis.resources import resource

from .accuracy import Verdict
from .report import in_both_languages
from .sheetcode import parse_code
from .sheetindex import neatline_of
from .task import SheetTask, place_sheet

SCAN_ENDINGS = ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".pdf"
_AT_ONCE = 2  # two scans in memory and both cores busy
_RULES = 1  # raised when sheets must be placed anew because the rules changed
_CODE = re.compile(r"(?<![0-9A-Z])[0-9]{2}[\s_-]?[A-T][A-H](?:[\s_-]?[0-9]{2}(?:[\s_-]?[0-9][0-9A-E]?)?)?(?![0-9A-Z])")

# translatable
NO_CODE = "The file name holds no sheet code. Put the code into the name, such as 09JB164C.tif."
TWO_CODES = "The file name holds several sheet codes: {codes}. Leave only the sheet's own."
SAME_SHEET = "Other files were placed as this sheet, too: {files}. Find out which one is right."
UNEXPECTED = "The scan could not be placed: {reason}. Open it in a viewer and save it as TIFF."


@dataclass(frozen=True)
class Record:
    """How one scan went. ``remarks`` are (text, values); paths are names inside the output folder."""

    scan: str
    stamp: list
    datum: int
    code: str = ""
    scale: int = 0
    status: str = Verdict.REFUSED.value
    rmse: float | None = None
    largest: float | None = None
    model: str = ""
    points: int = 0
    raster: str = ""
    report: str = ""
    remarks: tuple = ()
    rules: int = _RULES

    @property
    def reason(self):
        """The remarks in English, one sentence after the other."""
        return " ".join(in_both_languages(text, values)[1] for text, values in self.remarks)

    @property
    def reason_ja(self):
        return " ".join(in_both_languages(text, values)[0] for text, values in self.remarks)


def place_folder(folder, output_folder, datum, progress=unheard, cancelled=never, said=lambda record: None):
    """Places every scan in ``folder``; returns the records (list of Record), those to look at first.

    ``said`` hears of each record as it is done. Raises InputError where there are no scans, OutputError where
    nothing can be written, CancelledError; what was done before stays.
    """
    scans = scans_in(folder)
    output_folder = Path(output_folder)
    with writing(output_folder):
        output_folder.mkdir(parents=True, exist_ok=True)
    records = []
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        work = [threads.submit(_placed, scan, names, output_folder, datum, cancelled) for scan, names in scans]
        try:
            for done, future in enumerate(as_completed(work), 1):
                records.append(future.result())
                said(records[-1])
                progress(done, len(work))
        except BaseException:
            threads.shutdown(cancel_futures=True)
            raise
    return _in_order(_same_sheet_twice(records))


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
    return codes[0], None


def _placed(scan, name, output_folder, datum, cancelled):
    if cancelled():
        raise CancelledError("Cancelled. The sheets placed so far stay; run it again for the rest.")
    stat = scan.stat()
    stamp = [stat.st_size, stat.st_mtime_ns]
    known = _known(output_folder / f"{name}.json", scan, stamp, datum)
    if known:
        return known
    record = _tried(Record(scan.name, stamp, int(datum)), scan, name, output_folder, cancelled)
    with written_beside(output_folder / f"{name}.json") as beside:
        beside.write_text(json.dumps(asdict(record), ensure_ascii=False, indent=1, default=str), encoding="utf-8")
    return record


def _known(path, scan, stamp, datum):
    """The record of an earlier run, where scan, datum and rules are the same and its raster is still there."""
    try:
        record = Record(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    same = (record.scan, record.stamp, record.datum, record.rules) == (scan.name, stamp, int(datum), _RULES)
    there = not record.raster or (path.parent / record.raster).exists()
    return record if same and there else None


def _tried(record, scan, name, output_folder, cancelled):
    code, remark = code_in(scan.stem)
    if remark:
        return replace(record, remarks=(remark,))
    task = SheetTask(
        scan,
        code,
        Datum(record.datum),
        output_folder / f"{name}.tif",
        points=output_folder / f"{name}.points",
        report=output_folder / f"{name}.html",
    )
    try:
        sheet = parse_code(code)
        record = replace(record, code=sheet.code, scale=sheet.scale)
        placement = place_sheet(task, cancelled=cancelled)
    except CancelledError:
        raise
    except ShimonitaGisError as error:
        _drop(task.output, task.points)
        return replace(record, report=_name_if_there(task.report), remarks=((error.text, _plain(error.values)),))
    except (ArithmeticError, LookupError, MemoryError, TypeError, ValueError) as error:
        # a scan that nobody thought of must not take the others with it
        _drop(task.output, task.points)
        return replace(record, remarks=((UNEXPECTED, {"reason": f"{type(error).__name__} {error}"}),))
    return replace(
        record,
        status=placement.verdict.value,
        rmse=placement.rmse,
        largest=placement.largest,
        model=placement.model.key,
        points=int(placement.used.sum()),
        raster=task.output.name,
        report=task.report.name,
        remarks=tuple((text, _plain(values)) for text, values in placement.doubts + placement.assumptions),
    )


def _drop(*paths):
    """An older result must not stand for a scan that is refused now."""
    for path in paths:
        path.unlink(missing_ok=True)


def _name_if_there(path):
    return path.name if path.exists() else ""


def _plain(values):
    """Values that JSON holds and a format such as {x:.1f} still takes."""
    return {key: float(v) if hasattr(v, "dtype") else v if isinstance(v, int | float | str) else str(v)
            for key, v in values.items()}  # fmt: skip


def _same_sheet_twice(records):
    placed = {}
    for record in records:
        if record.raster:
            placed.setdefault((record.code, record.datum), []).append(record.scan)
    answered = []
    for record in records:
        others = sorted(set(placed.get((record.code, record.datum), ())) - {record.scan})
        if others and record.raster:
            remark = SAME_SHEET, {"files": ", ".join(others)}
            record = replace(record, status=Verdict.UNCONFIRMED.value, remarks=(remark, *record.remarks))
        answered.append(record)
    return answered


def _in_order(records):
    order = [Verdict.REFUSED.value, Verdict.UNCONFIRMED.value, Verdict.PASSED.value]
    return sorted(records, key=lambda record: (order.index(record.status), record.scan))


def write_index(records, output_folder, path):
    """Writes the index layer (GeoPackage, EPSG:6677): one row a scan, its neatline where the code is known."""
    import geopandas as gpd
    from shapely import Polygon

    output_folder = Path(output_folder).resolve()
    rows = [
        {
            "scan": record.scan, "code": record.code, "scale": record.scale, "datum": Datum(record.datum).title,
            "status": record.status, "rmse": record.rmse, "max_residual": record.largest, "model": record.model,
            "points": record.points, "raster": str(output_folder / record.raster) if record.raster else None,
            "report": str(output_folder / record.report) if record.report else None,
            "reason": record.reason, "reason_ja": record.reason_ja,
        }
        for record in records
    ]  # fmt: skip
    shapes = [
        Polygon(neatline_of(parse_code(record.code, record.scale), Datum(record.datum))) if record.code else None
        for record in records
    ]
    frame = gpd.GeoDataFrame(rows, geometry=shapes, crs=TOWN_EPSG)
    frame[["rmse", "max_residual"]] = frame[["rmse", "max_residual"]].astype(float)
    with written_beside(path) as beside:
        frame.to_file(beside, layer="sheets", driver="GPKG", engine="pyogrio", geometry_type="Polygon")


_TITLES = "スキャン Scan", "図郭番号 Code", "判定 Verdict", "誤差 RMSE (m)", "最大 Largest (m)", "備考 Remarks"
_STATUS = {"passed": "合格 passed", "unconfirmed": "未確認 unconfirmed", "refused": "不合格 refused"}


def write_summary(records, output_folder, path):
    """Writes the page that lists every scan, those to look at first, with links to their reports."""
    counts = {status: sum(record.status == status for record in records) for status in _STATUS}
    head = "　".join(f"{_STATUS[status]}: {count}" for status, count in counts.items())
    rows = "".join(_summary_row(record, Path(output_folder), Path(path).parent) for record in records)
    titles = "".join(f"<th>{escape(title)}</th>" for title in _TITLES)
    body = f"<h1>スキャン図面の位置合わせ</h1><p>{escape(head)}</p><table><tr>{titles}</tr>{rows}</table>"
    template = Template(resource("sheets", "report.html").read_text(encoding="utf-8"))
    with written_beside(path) as beside:
        beside.write_text(template.substitute(title="スキャン図面の位置合わせ", body=body), encoding="utf-8")


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
