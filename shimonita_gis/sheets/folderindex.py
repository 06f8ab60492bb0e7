"""The index layer and the summary page of a folder of placed sheets: written from the records, and what a person
decided in the layer is read back.
"""

import json
from dataclasses import replace
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote

from shimonita_gis.datum import TOWN_EPSG, Datum
from shimonita_gis.errors import writing
from shimonita_gis.files import written_beside
from shimonita_gis.resources import resource

from .accuracy import Verdict
from .record import IN_THE_INDEX, Decision, records_in, write_record
from .report import write_decision
from .sheetcode import parse_code
from .sheetindex import neatline_of

_LAYER = "sheets"

# translatable
SAME_SHEET = "Other files were placed as this sheet, too: {files}. Find out which one is right."


def in_order(records):
    """The records to look at first, first; two that claim the same sheet do not pass."""
    order = [Verdict.REFUSED.value, Verdict.UNCONFIRMED.value, Verdict.PASSED.value]
    return sorted(_same_sheet_twice(records), key=lambda record: (order.index(record.status), record.scan))


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


def take_over_decisions(index, output_folder):
    """Keeps in the records what a person decided in the layer ``index`` (path or None) of an earlier run: a ``status``
    that differs from ``proposed``, what was written last."""
    import pyogrio
    from pyogrio.errors import DataSourceError

    if not index or not Path(index).is_file():
        return
    try:
        rows = pyogrio.read_dataframe(index, columns=["scan", "status", "proposed"], read_geometry=False)
        changed = {row.scan: row.status for row in rows.itertuples() if row.status != row.proposed}
    except (DataSourceError, ValueError, AttributeError):
        return  # another layer: it is written anew
    for path, record in records_in(output_folder):
        status = changed.get(record.scan)
        if status not in _STATUS or (status == Verdict.PASSED.value and not record.raster):
            continue
        decision = Decision(status, IN_THE_INDEX, datetime.now().isoformat(timespec="seconds"))
        if status == record.judged == Verdict.UNCONFIRMED.value:
            decision = None  # taken back: nobody has decided, and the program has not either
        write_record(replace(record, decision=decision), path)
        if record.report:
            write_decision(Path(output_folder) / record.report, decision and decision.remark)


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
