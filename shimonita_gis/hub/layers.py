"""Bringing any vector layer into the hub's form: one reference system, sound shapes, an identity for every feature."""

import re
import unicodedata
import uuid
from dataclasses import dataclass
from pathlib import Path

import geopandas
import numpy as np
import pandas
import pyogrio
import pyogrio.errors
import shapely

from shimonita_gis.clock import JAPAN
from shimonita_gis.datum import TOWN_EPSG, transformer
from shimonita_gis.errors import InputError

from .geopackage import GEOMETRY, UUID, quoted

_RESERVED = ("fid", GEOMETRY)
_DIMENSIONS = {0: "Point", 1: "LineString", 2: "Polygon"}
_SAMPLE_BYTES = 4_000_000

_MENDED = "Mended the shape of {count} feature(s): row {rows}."  # translatable
_UNUSABLE = "{count} feature(s) had no usable shape and are kept without one: row {rows}."  # translatable
_NO_SHAPE = "{count} feature(s) have no shape: row {rows}."  # translatable
_NO_ZONE = "The times of {name} carry no time zone; they are taken as Japan's."  # translatable
_RENAMED = "The field {name} is called {new} in the hub."  # translatable
_REPEATED = "{count} feature(s) repeated the uuid of another and got a new one: row {rows}."  # translatable


@dataclass(frozen=True)
class Note:
    """Something that was repaired or is worth knowing; ``text`` is a template that ``values`` fill."""

    text: str
    values: dict

    def __str__(self):
        return self.text.format(**self.values)


@dataclass(frozen=True)
class Features:
    """A layer ready for the hub. ``frame`` has the column ``uuid`` and, unless it is a mere table, the geometry
    column ``geom`` in EPSG:6677; ``geometry_type`` is GDAL's name for it ('' for a table)."""

    frame: pandas.DataFrame
    geometry_type: str
    source: str
    source_crs: str
    notes: tuple = ()


def read_layer(path, crs=None, wanted=()):
    """The :class:`Features` of a vector layer, given as a path or as QGIS writes it (``path|layername=name``).

    ``crs`` (WKT or EPSG) overrules what the file says; ``wanted`` names the fields to take, all when empty.
    Raises InputError for what cannot be opened, has no reference system, mixes points, lines and areas, or lacks
    a wanted field; DatumError where a place cannot be brought to EPSG:6677.
    """
    file, layer = _file_and_layer(path)
    frame = _read(file, layer)
    for name in wanted:
        if name not in frame.columns:
            raise InputError(
                "{file} has no field {name}. Its fields are: {fields}.",
                file=file, name=name, fields=", ".join(c for c in frame.columns if c != "geometry"),
            )  # fmt: skip
    if wanted:
        frame = frame[[*wanted, *(["geometry"] if "geometry" in frame.columns else [])]]
    return prepared(frame, str(path), crs)


def prepared(frame, source, crs=None):
    """The :class:`Features` of a GeoDataFrame or DataFrame; see :func:`read_layer`."""
    notes = []
    frame = _in_utc(frame, notes)
    if not isinstance(frame, geopandas.GeoDataFrame) or frame.geometry.isna().all():
        table = pandas.DataFrame(frame.drop(columns="geometry", errors="ignore"))
        return Features(_with_uuids(_with_safe_names(table, notes), notes), "", source, "", tuple(notes))
    crs = crs or frame.crs
    if not crs:
        raise InputError(
            "{file} does not say its reference system. Find out on which one it was made (for maps before April 2002 "
            "usually the Tokyo datum), set it in QGIS under 'Layer CRS', then add the layer again.", file=source,
        )  # fmt: skip
    shapes = frame.geometry.to_numpy()
    dimension = _dimension(shapes, source)
    shapes = _mended(_placed(shapes, crs), dimension, notes)
    shapes, geometry_type = _uniform(shapes, dimension)
    table = _with_uuids(_with_safe_names(pandas.DataFrame(frame.drop(columns=frame.geometry.name)), notes), notes)
    table[GEOMETRY] = shapes
    result = geopandas.GeoDataFrame(table, geometry=GEOMETRY, crs=TOWN_EPSG)
    return Features(result, geometry_type, source, str(getattr(crs, "name", crs)), tuple(notes))


def table_name(title, taken):
    """A table name that people recognise: the title without what other programs stumble over.

    >>> table_name('Roads "2024"', {"roads_2024"})
    'roads_2024_2'
    """
    name = re.sub(r"\W+", "_", unicodedata.normalize("NFKC", title)).strip("_").lower()[:48] or "layer"
    if name[0].isdigit() or name.startswith(("gpkg", "rtree", "sqlite")):
        name = f"layer_{name}"
    return _free_name(name, {t.lower() for t in taken})


def write_geopackage(features, path, table):
    """Writes ``features`` as the layer ``table`` of a new GeoPackage. Columns of datetime.date are its dates."""
    how = {"layer": table, "driver": "GPKG", "SPATIAL_INDEX": "YES"}
    if features.geometry_type:
        how |= {"geometry_type": features.geometry_type, "geometry_name": GEOMETRY, "promote_to_multi": False}
    frame = features.frame
    days = [name for name in frame.columns if name != GEOMETRY and _holds_days(frame[name])]
    pyogrio.write_dataframe(frame.assign(**{name: pandas.to_datetime(frame[name]) for name in days}), path, **how)
    if days:
        _make_days(path, table, days)


def _holds_days(column):
    return column.dtype == object and pandas.api.types.infer_dtype(column, skipna=True) == "date"


def _make_days(path, table, names):
    """pyogrio knows times alone: this makes the columns ``names`` what they were, days."""
    from osgeo import gdal, ogr

    with gdal.ExceptionMgr(), gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE) as file:
        layer = file.GetLayerByName(table)
        for name in names:
            index = layer.GetLayerDefn().GetFieldIndex(name)
            layer.AlterFieldDefn(index, ogr.FieldDefn(name, ogr.OFTDate), ogr.ALTER_TYPE_FLAG)
            column = quoted(name)
            file.ExecuteSQL(f"UPDATE {quoted(table)} SET {column} = substr({column}, 1, 10)")  # noqa: S608 - quoted


# --- reading


def _file_and_layer(path):
    file, *options = str(path).split("|")
    layer = next((o.split("=", 1)[1] for o in options if o.startswith("layername=")), None)
    if not Path(file).exists() and not file.startswith("/vsi"):
        raise InputError("There is no file {file}. Check the name, or whether the drive is connected.", file=file)
    return file, layer


def _read(file, layer):
    try:
        names = [name for name, _ in pyogrio.list_layers(file)]
        if layer is None and len(names) > 1:
            raise InputError(
                "{file} holds several layers ({layers}). Choose one of them: add '|layername=NAME' to the path.",
                file=file, layers=", ".join(names),
            )  # fmt: skip
        encoding = dbf_encoding(file) if file.lower().endswith(".shp") else None
        layer = layer or (names[0] if names else None)
        info = pyogrio.read_info(file, layer=layer, encoding=encoding)
        return _as_in_the_file(pyogrio.read_dataframe(file, layer=layer, encoding=encoding), info)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, UnicodeDecodeError) as error:
        raise InputError(
            "{file} cannot be read as a vector layer ({reason}). Open it in QGIS and save it as a GeoPackage.",
            file=file, reason=error,
        ) from error  # fmt: skip


def dbf_encoding(shapefile):
    """The encoding of a shapefile's attributes: what its .cpg says unless the bytes speak against it.

    'Shift_JIS' is read as CP932, its superset, which is what Windows programs write under that name.
    """
    dbf = next((p for p in _beside(shapefile, ".dbf")), None)
    if dbf is None:
        return None
    content = dbf.read_bytes()[:_SAMPLE_BYTES]
    records = content[int.from_bytes(content[8:10], "little") :]
    stated = [text for p in _beside(shapefile, ".cpg") if (text := _python_encoding(p.read_text("ascii", "ignore")))]
    return min([*stated, "UTF-8", "CP932"], key=lambda name: records.decode(name, "replace").count("�"))


def _beside(shapefile, suffix):
    path = Path(shapefile)
    return [p for p in (path.with_suffix(suffix), path.with_suffix(suffix.upper())) if p.exists()]


def _python_encoding(stated):
    name = stated.strip().upper().replace("-", "_")
    if name in ("SHIFT_JIS", "SJIS", "932", "CP932", "MS932", "WINDOWS_31J", "ANSI 932", "ANSI_932"):
        return "CP932"
    try:
        "".encode(name)
    except LookupError:
        return None
    return stated.strip()


def _as_in_the_file(frame, info):
    """pandas turns whole numbers with a gap among them into decimals, and days into times; this turns them back."""
    for name, kind in zip(info["fields"], info["dtypes"], strict=True):
        if name not in frame.columns:
            continue
        if str(kind).startswith(("int", "uint")) and frame[name].dtype.kind == "f":
            frame[name] = frame[name].astype("Int64")
        elif str(kind) == "datetime64[D]":
            frame[name] = frame[name].dt.date.astype(object).where(frame[name].notna(), None)
    return frame


def _in_utc(frame, notes):
    """Times in UTC, as GeoPackage wants them: QGIS's forms drop another zone, and with it the hours."""
    times = {name: frame[name] for name in frame.columns if pandas.api.types.is_datetime64_any_dtype(frame[name])}
    for name, column in times.items():
        if column.dt.tz is None:
            notes.append(Note(_NO_ZONE, {"name": name}))
            times[name] = column.dt.tz_localize(JAPAN)
    return frame.assign(**{name: column.dt.tz_convert("UTC") for name, column in times.items()})


# --- shapes


def _dimension(shapes, source):
    """0 points, 1 lines, 2 areas. Raises InputError for a mixture."""
    present = shapes[~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)]
    kinds = {int(d) for d in np.unique(shapely.get_dimensions(present))}
    if len(kinds) > 1 or (shapely.get_type_id(present) == 7).any():
        raise InputError(
            "{file} mixes points, lines and areas in one layer. Split it by kind first "
            "('Split vector layer by geometry type' in QGIS), then add each part.", file=source,
        )  # fmt: skip
    return kinds.pop() if kinds else 2


def _placed(shapes, crs):
    """``shapes`` in EPSG:6677; heights stay as they are."""
    change = transformer(crs, TOWN_EPSG)

    def moved(points):
        x, y = change.transform(points[:, 0], points[:, 1])[:2]
        return np.column_stack([x, y, points[:, 2:]])

    return shapely.transform(shapely.force_2d(shapes) if not shapely.has_z(shapes).any() else shapely.force_3d(shapes),
                             moved, include_z=bool(shapely.has_z(shapes).any()))  # fmt: skip


def _mended(shapes, dimension, notes):
    """Sound shapes of one dimension; what cannot be saved loses its shape, not its row, and is told."""
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    broken = ~empty & ~shapely.is_valid(shapes)
    result = shapes.copy()
    result[empty] = None
    for index in np.flatnonzero(broken):
        result[index] = _of_dimension(shapely.make_valid(shapes[index], method="structure"), dimension)
    lost = broken & shapely.is_missing(result)
    if (broken & ~lost).any():
        notes.append(_note(_MENDED, broken & ~lost))
    if lost.any():
        notes.append(_note(_UNUSABLE, lost))
    if empty.any():
        notes.append(_note(_NO_SHAPE, empty))
    return result


def _of_dimension(shape, dimension):
    parts = [p for p in shapely.get_parts(shape) if shapely.get_dimensions(p) == dimension and not p.is_empty]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def _uniform(shapes, dimension):
    """All shapes as multi shapes (points only where one is), and GDAL's name for their type."""
    present = ~shapely.is_missing(shapes)
    multi = dimension > 0 or (shapely.get_type_id(shapes[present]) == 4).any()
    if multi:
        single = present & (shapely.get_type_id(shapes) < 4)
        make = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)[dimension]
        shapes = shapes.copy()
        if single.any():
            shapes[single] = make(shapes[single], indices=np.arange(single.sum()))
    height = " Z" if shapely.has_z(shapes).any() else ""
    return shapes, ("Multi" if multi else "") + _DIMENSIONS[dimension] + height


def _note(text, mask, shown=10):
    rows = [str(i + 1) for i in np.flatnonzero(mask)]
    listed = ", ".join(rows[:shown]) + (" …" if len(rows) > shown else "")
    return Note(text, {"count": len(rows), "rows": listed})


# --- fields


def _with_safe_names(table, notes):
    """Columns under names that SQLite tells apart and that the hub does not use itself."""
    taken, names = set(_RESERVED), []
    for name in map(str, table.columns):
        is_uuid = name.lower() == UUID and _are_uuids(table[name])
        free = UUID if is_uuid else _free_name(name, taken | {UUID}, numbered_from=2)
        if free != name:
            notes.append(Note(_RENAMED, {"name": name, "new": free}))
        taken.add(free.lower())
        names.append(free)
    return table.set_axis(names, axis=1)


def _free_name(name, taken, numbered_from=2):
    if name.lower() not in taken:
        return name
    number = numbered_from
    while f"{name}_{number}".lower() in taken:
        number += 1
    return f"{name}_{number}"


def _are_uuids(values):
    """Whether every value that is there is a uuid: only then is the column an identity and not something else."""
    present = values.dropna()
    try:
        return len(present) > 0 and all(uuid.UUID(str(value)) for value in present)
    except ValueError:
        return False


def _with_uuids(table, notes):
    """``table`` with a filled and unique column ``uuid`` in front; what is there already is kept."""
    given = table[UUID].astype(object) if UUID in table.columns else pandas.Series([None] * len(table), dtype=object)
    repeated = given.duplicated() & given.notna()
    if repeated.any():
        notes.append(_note(_REPEATED, repeated))
    values = [
        str(uuid.uuid4()) if new else str(old) for old, new in zip(given, given.isna() | repeated, strict=True)
    ]  # fmt: skip
    rest = table.drop(columns=UUID, errors="ignore").reset_index(drop=True)
    rest.insert(0, UUID, values)
    return rest
