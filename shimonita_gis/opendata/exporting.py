"""A layer as one of the agreed datasets: CSV and GeoJSON, with every cell looked at."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas
import numpy as np
import pandas
import shapely

from shimonita_gis.datum import transformer
from shimonita_gis.errors import InputError

from . import cells
from .arrow import Column
from .datasets import CODES, IDS, LATITUDE, LONGITUDE, guessed_mapping
from .geojson import Wishes, export_geojson
from .importing import JGD2011, Remark
from .personal import Watch, marked_fields
from .source import open_layer
from .table import UTF8_BOM, write_table

PLACE_DIGITS = 7
CODE = "103829"  # 下仁田町
_CONSTANT = {
    "都道府県コード又は市区町村コード": CODE, "全国地方公共団体コード": CODE, "市区町村コード": CODE,
    "都道府県名": "群馬県", "市区町村名": "下仁田町", "地方公共団体名": "群馬県下仁田町",
}  # fmt: skip


# columns in which a facility's own contact is meant to be published
_CONTACT = re.compile("連絡先|電話番号|FAX番号")


@dataclass(frozen=True)
class Prepared:
    """``rows`` (lists of text) in the order of ``dataset.names``; ``places`` points in EPSG:6668 or None (n,);
    ``remarks`` with the feature's number, from 1, as row; ``mapping`` column -> field."""

    dataset: object
    rows: list
    places: np.ndarray
    remarks: tuple
    mapping: dict


def prepare_dataset(path, dataset, mapping=None, layer_name=None, wishes=None):
    """The layer of ``path`` as rows of ``dataset``.

    ``mapping`` gives the field for a column; the other columns take the field that means the same, if there is one,
    or for the town's own name and code the town's. Raises InputError for a field that is not there, ExportError for
    personal information.
    """
    layer = open_layer(path, layer_name)
    frame = geopandas.read_file(layer.path, layer=layer.name, encoding=layer.encoding)
    mapping = _whole_mapping(mapping or {}, layer.fields, dataset.names)
    _keep_personal_back(frame, mapping, marked_fields(Path(path), layer.name), wishes or Wishes())
    places = _places(frame.geometry.values, layer.crs)
    remarks = _unmapped(dataset, mapping)
    texts = {column: _texts(frame[field]) for column, field in mapping.items()}
    _fill_in_places(texts, places, dataset, len(frame))
    rows = [_row(number, dataset, texts, mapping, remarks) for number in range(1, len(frame) + 1)]
    _look_for_twins(rows, dataset, remarks)
    if dataset.has_places:
        remarks += [Remark(i + 1, LATITUDE, "", "no place") for i in np.flatnonzero(shapely.is_missing(places))]
    return Prepared(dataset, rows, places, tuple(remarks), mapping)


def write_csv(prepared, path, encoding=UTF8_BOM):
    """The dataset as CSV, its cells harmless to spreadsheets."""
    write_table(path, prepared.dataset.names, prepared.rows, encoding)


def write_geojson(prepared, path, wishes=None):
    """The dataset as GeoJSON by way of the same export and check as any layer; returns its report (Export)."""
    kinds = {column.name: column.kind for column in prepared.dataset.columns}
    values = {
        name: [_typed(row[i], kinds[name]) for row in prepared.rows] for i, name in enumerate(prepared.dataset.names)
    }
    numbers = [name for name, kind in kinds.items() if kind == "number"]
    frame = geopandas.GeoDataFrame(values, geometry=prepared.places, crs=JGD2011)
    frame[numbers] = frame[numbers].astype(float)
    texts = [name for name in kinds if name not in numbers]
    frame[texts] = frame[texts].astype(object).where(frame[texts].notna(), None)
    released = tuple(kinds) if wishes is None else (*wishes.released, *kinds)
    with TemporaryDirectory() as folder:
        between = Path(folder) / "dataset.gpkg"
        frame.to_file(between, layer=prepared.dataset.id, geometry_type="Point", promote_to_multi=False)
        wishes = wishes or Wishes()
        # what may leave was settled on the layer's own fields
        checked = Wishes(precision=wishes.precision, licence=wishes.licence, released=released, approver="-")
        return export_geojson(between, path, checked)


def read_mapping(text):
    """A mapping column -> field from JSON text; InputError where it is none."""
    if not (text or "").strip():
        return {}
    try:
        mapping = json.loads(text)
    except ValueError as error:
        raise InputError(
            'The mapping is not JSON ({reason}). Write it as {{"column": "field"}}.', reason=error
        ) from error
    if not isinstance(mapping, dict) or not all(isinstance(v, str) for v in mapping.values()):
        raise InputError('The mapping must give a field for each column: {{"column": "field"}}.', mapping=text)
    return mapping


def _whole_mapping(given, fields, columns):
    for column, field in given.items():
        if column not in columns or field not in fields:
            raise InputError(
                "The mapping names column {column} and field {field}. The fields are: {fields}. The columns are: "
                "{columns}.",
                column=column, field=field, fields=", ".join(fields), columns=", ".join(columns),
            )  # fmt: skip
    free = [field for field in fields if field not in given.values()]
    open_columns = [column for column in columns if column not in given]
    return {**guessed_mapping(free, open_columns), **given}


def _keep_personal_back(frame, mapping, marked, wishes):
    """A facility's phone and mail are meant to be published; persons' are not."""
    by_field = {field: column for column, field in mapping.items()}
    watched = tuple(f for f, column in by_field.items() if f in marked or not _CONTACT.search(column))
    watch = Watch(watched, marked, wishes.released, wishes.approver)
    watch.look_at(
        [Column(f, "u", [text.encode() for text in _texts(frame[f])]) for f in watched if frame[f].dtype == object]
    )


def _places(shapes, crs):
    points = np.array(shapely.point_on_surface(shapes), object)
    points[shapely.is_missing(points) | shapely.is_empty(points)] = None
    there = ~shapely.is_missing(points)
    x, y = transformer(crs, JGD2011).transform(shapely.get_x(points[there]), shapely.get_y(points[there]))
    points[there] = shapely.points(np.round(np.column_stack([x, y]), PLACE_DIGITS))
    return points


def _unmapped(dataset, mapping):
    made = {*mapping, *_CONSTANT, LATITUDE, LONGITUDE}
    return [Remark(0, column.name, "", "missing") for column in dataset.columns
            if column.required and column.name not in made]  # fmt: skip


def _fill_in_places(texts, places, dataset, count):
    """Latitude and longitude are those of the geometry; the town's name and code stand in where no field gives them."""
    for name, constant in _CONSTANT.items():
        if name in dataset.names:
            texts[name] = [text or constant for text in texts.get(name, [""] * count)]
    for name, of in ((LATITUDE, shapely.get_y), (LONGITUDE, shapely.get_x)):
        if name in dataset.names:
            given = texts.get(name, [""] * count)
            texts[name] = [g if p is None else f"{of(p):.{PLACE_DIGITS}f}" for g, p in zip(given, places, strict=True)]


def _row(number, dataset, texts, mapping, remarks):
    row = []
    for column in dataset.columns:
        if column.name not in texts:
            row.append("")
            continue
        given = texts[column.name][number - 1]
        text, what = cells.looked_at(given, column, CODES, IDS)
        if what:
            remarks.append(Remark(number, column.name, given, what, text if text != given else ""))
        row.append(text)
    return row


def _look_for_twins(rows, dataset, remarks):
    for position, name in enumerate(dataset.names):
        seen = set()
        for number, row in enumerate(rows, start=1):
            if name in IDS and row[position]:
                if row[position] in seen:
                    remarks.append(Remark(number, name, row[position], "twice"))
                seen.add(row[position])


def _texts(values):
    """A field's values as a person would type them."""
    return [_text(value) for value in values.tolist()]


def _text(value):
    if value is None or value is pandas.NaT or value != value:
        return ""
    if isinstance(value, bool):
        return "有" if value else "無"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime | pandas.Timestamp):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _typed(text, kind):
    if not text:
        return None
    if kind == "number":
        plain, what = cells.number(text)
        return None if what == "number" else float(plain)
    return text
