"""A layer as one of the agreed datasets: CSV and GeoJSON, with every cell looked at."""

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

from . import cells
from .arrow import Column
from .datasets import CODES, IDS, LATITUDE, LONGITUDE, header_key
from .geojson import Wishes, export_geojson
from .importing import twins
from .mapping import labels_of, whole_mapping
from .personal import Watch, marked_fields
from .remarks import JGD2011, Remark
from .source import open_layer
from .table import UTF8_BOM, write_table

PLACE_DIGITS = 7
CODE, PREFECTURE, TOWN = "103829", "群馬県", "下仁田町"
# columns that say which municipality it is, and what they hold in this town's own data
OF_THE_TOWN = {
    "都道府県コード又は市区町村コード": CODE, "全国地方公共団体コード": CODE, "市区町村コード": CODE,
    "都道府県名": PREFECTURE, "市区町村名": TOWN, "地方公共団体名": PREFECTURE + TOWN,
}  # fmt: skip
# columns of the newer layout that are made of columns of the older one: column -> what is put together
_MADE_OF = {
    "全国地方公共団体コード": (("都道府県コード又は市区町村コード", "市区町村コード"),),
    "地方公共団体名": (("都道府県名", "所在地_都道府県"), ("市区町村名", "所在地_市区町村")),
    "所在地_全国地方公共団体コード": (
        ("都道府県コード又は市区町村コード", "全国地方公共団体コード", "市区町村コード"),
    ),
    "市区町村コード": (("全国地方公共団体コード", "都道府県コード又は市区町村コード"),),
}

# columns in which a facility's own contact is meant to be published
_CONTACT = re.compile("連絡先|電話番号|FAX番号")


@dataclass(frozen=True)
class Prepared:
    """``rows`` (lists of text) in the order of ``dataset.names``; ``places`` points in EPSG:6668 or None (n,);
    ``features`` the layer's feature numbers (n,); ``remarks`` with the feature's position, from 1, as row;
    ``mapping`` column -> field."""

    dataset: object
    rows: list
    places: np.ndarray
    features: tuple
    remarks: tuple
    mapping: dict


def prepare_dataset(path, dataset, mapping=None, layer_name=None, wishes=None, labels=None, marked=None):
    """The layer of ``path`` as rows of ``dataset``.

    ``mapping`` gives the field for a column; the other columns take the field that means the same, if there is one
    (``labels`` are what people call the fields, beyond what the file says), or are made of several; the town's own
    name and code stand in where a feature says nothing else; ``marked`` (field -> why) is personal beyond what the
    file's own catalogue marks. Raises InputError for a field that is not there, ExportError for personal information
    and for a layer that may not leave.
    """
    layer = open_layer(path, layer_name)
    frame = geopandas.read_file(layer.path, layer=layer.name, encoding=layer.encoding, fid_as_index=True)
    features = tuple(int(fid) for fid in frame.index)
    labels = {**labels_of(layer.path, layer.name), **(labels or {})}
    mapping = whole_mapping(mapping or {}, layer.fields, dataset.names, labels)
    marked = {**(marked or {}), **marked_fields(Path(path), layer.name)}
    _keep_personal_back(frame, mapping, marked, wishes or Wishes())
    places = _places(frame.geometry.values, layer.crs)
    texts = {column: _texts(frame[field], column, dataset) for column, field in mapping.items()}
    made = _made_of_others(dataset, mapping, {field: frame[field] for field in layer.fields})
    texts.update(made)
    remarks = [*_whole_layer(dataset, mapping, made, layer.fields)]
    _name_the_town(texts, dataset, len(frame))
    _fill_in_places(texts, places, dataset, len(frame))
    rows = [_row(i, dataset, texts, features, remarks) for i in range(len(frame))]
    remarks += twins(dataset.names, rows, range(1, len(rows) + 1), features)
    if dataset.has_places:
        remarks += [Remark(i + 1, LATITUDE, "", "no place", feature=features[i])
                    for i in np.flatnonzero(shapely.is_missing(places))]  # fmt: skip
    return Prepared(dataset, rows, places, features, tuple(remarks), mapping)


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


def _keep_personal_back(frame, mapping, marked, wishes):
    """A facility's phone and mail are meant to be published; persons' are not."""
    by_field = {field: column for column, field in mapping.items()}
    watched = tuple(f for f, column in by_field.items() if f in marked or not _CONTACT.search(column))
    watch = Watch(watched, marked, wishes.released, wishes.approver)
    watch.look_at(
        [Column(f, "u", [t.encode() for t in plain_texts(frame[f])]) for f in watched if frame[f].dtype == object]
    )


def _places(shapes, crs):
    points = np.array(shapely.point_on_surface(shapes), object)
    points[shapely.is_missing(points) | shapely.is_empty(points)] = None
    there = ~shapely.is_missing(points)
    x, y = transformer(crs, JGD2011).transform(shapely.get_x(points[there]), shapely.get_y(points[there]))
    points[there] = shapely.points(np.round(np.column_stack([x, y]), PLACE_DIGITS))
    return points


def _made_of_others(dataset, mapping, fields):
    """Columns that no field gives, put together of fields that the layer has: column -> texts."""
    by_key = {header_key(name): values for name, values in fields.items()}
    made = {}
    for column, parts in _MADE_OF.items():
        found = [next((by_key[header_key(n)] for n in names if header_key(n) in by_key), None) for names in parts]
        if column in dataset.names and column not in mapping and all(part is not None for part in found):
            made[column] = ["".join(pieces) for pieces in zip(*map(plain_texts, found), strict=True)]
    return made


def _whole_layer(dataset, mapping, made, fields):
    """Remarks about columns that nothing fills, columns that were made, and fields that go nowhere."""
    filled = {*mapping, *made, *OF_THE_TOWN, LATITUDE, LONGITUDE}
    for column in dataset.columns:
        if column.required and column.name not in filled:
            yield Remark(0, column.name, "", "missing")
        elif column.name in made:
            yield Remark(0, column.name, "", "derived")
    used = {*mapping.values(), *(field for field in fields if made and _is_part(field))}
    for field in fields:
        if field not in used:
            yield Remark(0, field, field, "unused")


def _is_part(field):
    parts = {header_key(name) for names in _MADE_OF.values() for part in names for name in part}
    return header_key(field) in parts


def _name_the_town(texts, dataset, count):
    """The town's name and code where a feature says nothing of its municipality, or nothing else than this town."""
    columns = [name for name in OF_THE_TOWN if name in dataset.names]
    given = {name: texts.get(name, [""] * count) for name in columns}
    ours = [all(given[name][i] in ("", OF_THE_TOWN[name]) for name in columns) for i in range(count)]
    for name in columns:
        texts[name] = [OF_THE_TOWN[name] if own else text for text, own in zip(given[name], ours, strict=True)]


def _fill_in_places(texts, places, dataset, count):
    """Latitude and longitude are those of the geometry."""
    for name, of in ((LATITUDE, shapely.get_y), (LONGITUDE, shapely.get_x)):
        if name in dataset.names:
            given = texts.get(name, [""] * count)
            texts[name] = [g if p is None else f"{of(p):.{PLACE_DIGITS}f}" for g, p in zip(given, places, strict=True)]


def _row(position, dataset, texts, features, remarks):
    row = []
    for column in dataset.columns:
        given = texts[column.name][position] if column.name in texts else ""
        text, what = cells.looked_at(given, column, CODES, IDS) if column.name in texts else ("", None)
        if what:
            said = text if text != given else ""
            remarks.append(Remark(position + 1, column.name, given, what, said, features[position]))
        row.append(text)
    return row


def _texts(values, column, dataset):
    """A field's values as a person would type them into ``column``."""
    choices = next((each.choices for each in dataset.columns if each.name == column), ())
    if choices == cells.FLAG:  # a truth value is the flag itself, no repair
        return [{True: "1", False: ""}[v] if isinstance(v, bool) else _text(v) for v in values.tolist()]
    return plain_texts(values)


def plain_texts(values):
    """A field's values (a pandas Series) as text, "" for what is not there."""
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
