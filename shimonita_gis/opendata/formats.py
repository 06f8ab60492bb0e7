"""One layer in the formats that people ask for, each read back and compared with the layer before it counts as written.

GeoJSON and CSV carry longitude and latitude (WGS 84), the others the town's plane system (EPSG:6677).
"""

import glob
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import shapely
from osgeo import gdal, ogr, osr

from shimonita_gis.datum import TOWN_EPSG, reference_system, transformer
from shimonita_gis.errors import CancelledError, ExportError, InputError, OutputError
from shimonita_gis.progress import never, unheard

from .attributes import BINARY, tokens
from .geojson import IDENTITY, Wishes, export_geojson, features_of
from .personal import MARKED, Watch, marked_fields
from .source import open_layer
from .table import UTF8_BOM, write_table

GEOJSON, GEOPACKAGE, FLATGEOBUF, SHAPEFILE, CSV = "geojson", "gpkg", "fgb", "shp", "csv"
SHORT_NAMES = "_項目名.csv"  # what follows a shapefile's stem in the name of the table of shortened names
_NAME_BYTES, _TEXT_BYTES = 10, 254  # the most that dBASE holds
_NAMED = 5  # features that an error names
_TOLERANCE = 1e-6  # metres between what was written and what is read


@dataclass(frozen=True)
class Job:
    """One layer to write: ``path`` and ``table`` say where it is, ``wishes`` (geojson.Wishes) what may leave,
    ``folder`` and ``stem`` where it goes."""

    path: str
    table: str
    wishes: Wishes
    folder: Path
    stem: str
    progress: Callable = unheard
    cancelled: Callable = never
    marked: tuple = ()

    def file(self, extension):
        """The path of the file with ``extension``."""
        return self.folder / f"{self.stem}.{extension}"


def write_format(key, path, table, folder, stem, wishes=None, progress=unheard, cancelled=never, marked=()):
    """Writes the layer ``table`` of ``path`` as ``key`` of FORMATS into ``folder``, an existing folder that nobody else
    reads yet; returns the paths of its files. ``marked`` are personal fields beyond those that the catalogue marks.

    Raises InputError for an unknown format or a layer that cannot be opened, ExportError for personal information,
    for what the format cannot hold and where reading back finds a difference, OutputError for the disk.
    """
    if key not in FORMATS:
        raise InputError("{format} is not a format. Choose among {formats}.", format=key, formats=", ".join(FORMATS))
    job = Job(str(path), table, wishes or Wishes(), Path(folder), stem, progress, cancelled, marked)
    try:
        with gdal.ExceptionMgr(useExceptions=True), ogr.ExceptionMgr(useExceptions=True):
            return FORMATS[key](job)
    except RuntimeError as error:
        raise OutputError(
            "{file} cannot be written ({reason}). Choose another folder and run it again.",
            file=job.file(key), reason=error,
        ) from error  # fmt: skip


# --- longitude and latitude


def _write_geojson(job):
    target = job.file(GEOJSON)
    export_geojson(job.path, target, _without_identity(job), job.table, job.progress, job.cancelled, job.marked)
    return [target]


def _without_identity(job):
    """The wishes, the hub's uuid taken from the fields: it is the features' id already."""
    fields = open_layer(job.path, job.table).fields if job.wishes.fields is None else job.wishes.fields
    return replace(job.wishes, fields=tuple(name for name in fields if name != IDENTITY))


def _write_csv(job):
    with TemporaryDirectory(prefix="shimonita-") as private:
        between = Path(private) / "between.geojson"
        export = export_geojson(
            job.path, between, _without_identity(job), job.table, job.progress, job.cancelled, job.marked
        )
        write_places(job.file(CSV), export.fields, features_of(between))
    return [job.file(CSV)]


def write_places(path, fields, features):
    """GeoJSON ``features`` as a CSV for those who have no GIS: their ids, ``fields`` and a place on each of them."""
    rows = (
        [str(feature["id"]), *(_cell(feature["properties"][field]) for field in fields), *_place(feature["geometry"])]
        for feature in features
    )
    write_table(path, ["id", *fields, "緯度", "経度"], rows, UTF8_BOM)


def _cell(value):
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _place(geometry):
    if geometry is None:
        return ["", ""]
    point = shapely.from_geojson(json.dumps(geometry)).representative_point()
    return [f"{point.y:.7f}", f"{point.x:.7f}"]


# --- the town's plane system


def _write_geopackage(job):
    return _written_by_gdal(job, "GPKG", ["GEOMETRY_NAME=geom"])


def _write_flatgeobuf(job):
    return _written_by_gdal(job, "FlatGeobuf", [])


def _written_by_gdal(job, driver, options):
    layer, fields = _leaving(job)
    target = job.file(_EXTENSIONS[driver])
    with TemporaryDirectory(prefix="shimonita-") as private:
        source = _in_town_system(layer, fields, Path(private) / "between.gpkg")
        gdal.VectorTranslate(
            str(target), source, format=driver, layers=[layer.name], layerName=job.stem, selectFields=list(fields),
            layerCreationOptions=options,
        ).Close()  # fmt: skip
        _compare(open_layer(source, layer.name), open_layer(target), {name: name for name in fields}, target)
    return [target]


_EXTENSIONS = {"GPKG": GEOPACKAGE, "FlatGeobuf": FLATGEOBUF}


def _leaving(job):
    """The layer and the fields of it that leave, after a look at every value for personal information."""
    layer = open_layer(job.path, job.table)
    wanted = layer.fields if job.wishes.fields is None else job.wishes.fields
    fields = tuple(name for name in layer.fields if name in wanted)
    marked = {**dict.fromkeys(job.marked, MARKED), **marked_fields(Path(job.path), layer.name)}
    watch = Watch(fields, marked, job.wishes.released, job.wishes.approver)
    binary = set()
    for batch in layer.read(fields):
        watch.look_at([column for column in batch.columns if column.format not in BINARY])
        binary |= {column.name for column in batch.columns if column.format in BINARY}
    return layer, tuple(name for name in fields if name not in binary)


def _in_town_system(layer, fields, between):
    """The path of the layer in EPSG:6677: its own, or a copy by way of the grids that the old datums need."""
    if layer.crs == reference_system(TOWN_EPSG):
        return layer.path
    there = transformer(layer.crs, TOWN_EPSG)
    gdal.VectorTranslate(
        str(between), layer.path, format="GPKG", layers=[layer.name], layerName=layer.name, selectFields=list(fields),
        dstSRS=f"EPSG:{TOWN_EPSG}", reproject=False, geometryType="PROMOTE_TO_MULTI", preserveFID=True,
    ).Close()  # fmt: skip
    with gdal.OpenEx(str(between), gdal.OF_VECTOR | gdal.OF_UPDATE) as file:
        copy = file.GetLayerByName(layer.name)
        copy.StartTransaction()
        for batch in layer.read(()):
            moved = shapely.transform(
                batch.shapes, lambda xy: np.column_stack(there.transform(xy[:, 0], xy[:, 1])), include_z=False
            )
            for fid, shape in zip(batch.fids.tolist(), moved, strict=True):
                if shape is not None:
                    feature = copy.GetFeature(fid)
                    geometry = ogr.CreateGeometryFromWkb(shapely.to_wkb(shape, flavor="iso"))
                    feature.SetGeometry(ogr.ForceTo(geometry, copy.GetGeomType()))
                    copy.SetFeature(feature)
        copy.CommitTransaction()
    return str(between)


# --- shapefiles: a dBASE table in CP932, its names of ten bytes at most


def _write_shapefile(job):
    layer, fields = _leaving(job)
    names = short_names(fields)
    with TemporaryDirectory(prefix="shimonita-") as private:
        source = _in_town_system(layer, fields, Path(private) / "between.gpkg")
        layer = open_layer(source, layer.name)
        _fill_shapefile(job, layer, names)
        _compare(layer, open_layer(job.file("shp")), names, job.file("shp"))
    table = job.folder / f"{job.stem}{SHORT_NAMES}"
    write_table(table, ["shapefile", "field"], [[short, name] for name, short in names.items()], UTF8_BOM)
    return [*sorted(job.folder.glob(f"{glob.escape(job.stem)}.*")), table]


def short_names(fields):
    """field -> its name in a shapefile: at most ten bytes of CP932, none twice.

    >>> short_names(["closed_from", "closed_fromx", "避難所の名称"])
    {'closed_from': 'closed_fro', 'closed_fromx': 'closed_f_2', '避難所の名称': '避難所の名'}
    """
    names = {}
    for field in fields:
        taken = {name.casefold() for name in names.values()}
        name, number = _within(field, _NAME_BYTES), 2
        while name.casefold() in taken:
            ending = f"_{number}"
            name, number = _within(field, _NAME_BYTES - len(ending)) + ending, number + 1
        names[field] = name
    return names


def _within(text, size):
    """The longest start of ``text`` that has ``size`` bytes in CP932; what CP932 lacks becomes '_'."""
    data = "".join(c if _in_cp932(c) else "_" for c in text).encode("cp932")[:size]
    return data.decode("cp932", "ignore")


def _in_cp932(text):
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _fill_shapefile(job, layer, names):
    """Writes every feature by its own, so that what a shapefile cannot hold is told with its feature."""
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(TOWN_EPSG)
    problems, target = [], None
    with (
        gdal.config_option("SHAPE_ENCODING", "CP932"),  # QGIS sets it to '', and names would be written in UTF-8
        gdal.GetDriverByName("ESRI Shapefile").Create(str(job.file("shp")), 0, 0, 0, gdal.GDT_Unknown) as made,
    ):
        for batch in layer.read(list(names)):
            if target is None:
                target = made.CreateLayer(job.stem, crs, _shape_type(layer), ["ENCODING=CP932"])
                _define_fields(target, batch.columns, names)
            problems += _write_batch(target, batch)
            if job.cancelled() or len(problems) > _NAMED:
                break
    if job.cancelled():
        raise CancelledError("Cancelled; nothing was written.")
    if target is None:
        raise ExportError("{layer} has no features; a shapefile of it cannot be made.", layer=layer.name)
    if problems:
        raise ExportError(
            "A shapefile cannot hold some texts of {layer}: {problems}. Shorten or replace them, or choose "
            "GeoPackage, which holds them all.",
            layer=layer.name, problems="; ".join(problems[:_NAMED]),
        )  # fmt: skip


def _shape_type(layer):
    """Shapefiles have one kind of shape each: what the layer declares, or that of its first feature."""
    with gdal.OpenEx(layer.path, gdal.OF_VECTOR | gdal.OF_READONLY) as file:
        source = file.GetLayerByName(layer.name)
        if ogr.GT_Flatten(source.GetGeomType()) != ogr.wkbUnknown:
            return source.GetGeomType()
        shapes = (feature.GetGeometryRef() for feature in source)
        return next((shape.GetGeometryType() for shape in shapes if shape), ogr.wkbPoint)


# what of a column's Arrow format dBASE has a type for; everything else is text
_TYPES = {**dict.fromkeys("bcCsSiIlL", ogr.OFTInteger64), **dict.fromkeys("fg", ogr.OFTReal), "tdD": ogr.OFTDate}


def _define_fields(target, columns, names):
    for column in columns:
        made = ogr.FieldDefn(names[column.name], _TYPES.get(column.format, ogr.OFTString))
        if made.GetType() == ogr.OFTString:
            made.SetWidth(_TEXT_BYTES)
        target.CreateField(made)


def _write_batch(target, batch):
    """Adds the features of ``batch``; returns what is wrong with their texts."""
    problems = []
    values = [list(map(json.loads, tokens(column))) for column in batch.columns]
    for fid, shape, *row in zip(batch.fids.tolist(), shapely.to_wkb(batch.shapes, flavor="iso"), *values, strict=True):
        feature = ogr.Feature(target.GetLayerDefn())
        for index, (column, value) in enumerate(zip(batch.columns, row, strict=True)):
            if value is None:
                continue
            if column.format not in _TYPES:
                value = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                problems += [f"{column.name}, {fid}: {said}" for said in _not_held(value)]
            feature.SetField(index, int(value) if isinstance(value, bool) else value)
        if shape is not None:
            feature.SetGeometry(ogr.CreateGeometryFromWkb(shape))
        if not problems:
            target.CreateFeature(feature)
    return problems


def _not_held(text):
    lacking = "".join(dict.fromkeys(c for c in text if not _in_cp932(c)))
    if lacking:
        yield lacking
    elif len(text.encode("cp932")) > _TEXT_BYTES:
        yield f"{len(text.encode('cp932'))} > {_TEXT_BYTES} bytes"


# --- reading back


def _compare(source, written, names, target):
    """Raises ExportError where ``written`` does not hold what ``source`` holds. ``names`` maps fields of the source to
    those of the written file, which may have another order of features (FlatGeobuf sorts them by place)."""
    wanted, found = _rows(source, list(names)), _rows(written, list(names.values()))
    if wanted != found:
        lost, more = wanted - found, found - wanted
        raise ExportError(
            "{file} was not written: reading it back found {count} difference(s), the first: {first} "
            "Please report this with the layer.",
            file=target, count=max(lost.total(), more.total()), first=repr(next(iter(lost or more)))[:200],
        )  # fmt: skip


def _rows(layer, fields):
    """How often each feature occurs: its values as text and its shape in one spelling."""
    rows = Counter()
    for batch in layer.read(fields, zone="UTC"):
        columns = {column.name: column for column in batch.columns}
        texts = [[_spelled(text) for text in tokens(columns[name])] for name in fields]
        rows.update(zip(*texts, _shapes(batch.shapes), strict=True))
    return rows


def _spelled(text):
    """A value in the one spelling that all formats share: dBASE knows no truth values, no lists, no empty text
    and no blanks at the end of one, and writes fifteen digits."""
    if text in (b"null", b'""'):
        return b""
    text = {b"true": b"1", b"false": b"0"}.get(text, text)
    try:
        return float(f"{float(text):.12g}")
    except ValueError:
        return _ZONE.sub(b"", text)[:-1].rstrip() if text.endswith(b'"') else text


# all times are in UTC by then, but GDAL does not say so for every format
_ZONE = re.compile(rb'(?<=\d\d:\d\d)(Z|[+-]\d\d:\d\d)(?="$)')


def _shapes(shapes):
    """Each shape as WKB, its parts and rings in a fixed order, on a grid finer than any survey."""
    single = np.array([_single(shape) for shape in shapes], object)
    gridded = shapely.set_precision(single, _TOLERANCE, mode="pointwise")
    return [b"" if wkb is None else wkb for wkb in shapely.to_wkb(shapely.normalize(gridded), output_dimension=2)]


def _single(shape):
    """A multi-part shape of one part as that part: some formats know only the one, some only the other."""
    return (
        shape.geoms[0] if shape is not None and shape.geom_type.startswith("Multi") and len(shape.geoms) == 1 else shape
    )


FORMATS = {
    GEOJSON: _write_geojson,
    GEOPACKAGE: _write_geopackage,
    FLATGEOBUF: _write_flatgeobuf,
    SHAPEFILE: _write_shapefile,
    CSV: _write_csv,
}
