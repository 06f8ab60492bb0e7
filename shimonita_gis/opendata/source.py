"""The layer that is to leave the town hall, read in batches of columns."""

from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from osgeo import gdal, ogr

from shimonita_gis.datum import reference_system
from shimonita_gis.errors import InputError

from .arrow import Column, UnknownColumnError, batches

BATCH = 2_000  # larger ones wait longer for each other in the two threads of an export
_LINEAR_TYPES = range(1, 8)
_FILLS_BATCHES = 3_11_04_00  # GDAL's version


@dataclass(frozen=True)
class Layer:
    """A vector layer in a file: ``name`` in the file, ``crs`` a pyproj.CRS, ``fields`` in the layer's order.

    ``encoding`` is set only where the file itself says it wrongly.
    """

    path: str
    name: str
    crs: object
    fields: tuple
    count: int
    geometry_name: str
    fid_name: str
    encoding: str | None = None

    def read(self, fields, size=BATCH, zone=None):
        """Yields a :class:`Batch` for each ``size`` features, with the columns of ``fields`` only; times that carry a
        zone are brought to ``zone`` ('UTC') where one is given."""
        options = [f"MAX_FEATURES_IN_BATCH={size}", "INCLUDE_FID=YES", *([f"TIMEZONE={zone}"] if zone else [])]
        try:
            with _errors_raised(), _opened(self.path, self.encoding) as file, self._filled_batches(file):
                layer = file.GetLayerByName(self.name)
                layer.SetIgnoredFields([name for name in self.fields if name not in fields])
                capsule = layer.ExportArrowArrayStreamPyCapsule(options)
                with closing(batches(capsule)) as all_columns:
                    for columns in all_columns:
                        batch = _batch(
                            columns, fields, self.geometry_name or "wkb_geometry", self.fid_name or "OGC_FID"
                        )
                        if file.GetDriver().ShortName == "GPKG":
                            self._look_again(batch)
                        yield batch
        except RuntimeError as error:
            raise InputError(
                "{file} could not be read to its end ({reason}). Check that it is not damaged and not open elsewhere.",
                file=self.path, reason=error,
            ) from error  # fmt: skip
        except UnknownColumnError as error:
            raise InputError(
                "{file} has a field of a kind that cannot be exported ({kind}). Leave that field out.",
                file=self.path, kind=error,
            ) from error  # fmt: skip

    def _filled_batches(self, file):
        """Keeps GDAL before 3.11.4 from giving out batches of a GeoPackage before they are filled.

        It does so now and then where the layer's numbers have holes (https://github.com/OSGeo/gdal/issues/12934).
        """
        if file.GetDriver().ShortName != "GPKG" or int(gdal.VersionInfo("VERSION_NUM")) >= _FILLS_BATCHES:
            return nullcontext()
        fid, name = (text.replace('"', '""') for text in (self.fid_name, self.name))
        with file.ExecuteSQL(f'SELECT MAX("{fid}") FROM "{name}"') as found:  # noqa: S608
            last = found.GetNextFeature().GetField(0)
        return gdal.config_option("OGR_GPKG_STREAM_BASE_IMPL", "NO" if last in (None, self.count) else "YES")

    def _look_again(self, batch):
        """Reads feature by feature what came as 1970 or without geometry.

        GDAL's quick way through a GeoPackage gives 1970 for a time that is none, and null for a broken geometry. Raises
        InputError for such a time; marks such a geometry as unreadable.
        """
        times = [(column, _at_zero(column)) for column in batch.columns if column.format[:2] in ("td", "ts")]
        missing = np.flatnonzero(shapely.is_missing(batch.shapes) & ~batch.unreadable)
        if not len(missing) and not any(len(indices) for _, indices in times):
            return
        with _opened(self.path, self.encoding) as file:
            layer = file.GetLayerByName(self.name)
            for i in missing:
                batch.unreadable[i] = _read_or_none(layer, int(batch.fids[i])) is None
            for column, indices in times:
                for fid in batch.fids[indices].tolist():
                    feature = _read_or_none(layer, fid)
                    if feature is not None and not feature.IsFieldSetAndNotNull(column.name):
                        raise InputError(
                            "{file} holds something that is no date or time in the field {field} of feature {fid}. "
                            "Correct it in QGIS, or leave the field out.",
                            file=self.path, field=column.name, fid=fid,
                        )  # fmt: skip


@dataclass(frozen=True)
class Batch:
    """Features of one batch: ``fids`` int64 (n,), ``shapes`` shapely objects (n,) in the layer's reference system
    (None without geometry), ``unreadable`` bool (n,) where there is a geometry that nothing can read,
    ``columns`` one :class:`Column` a field."""

    fids: np.ndarray
    shapes: np.ndarray
    unreadable: np.ndarray
    columns: tuple[Column, ...]

    def __len__(self):
        return len(self.fids)


def open_layer(path, name=None):
    """The layer ``name`` (else the first) of the file ``path``; InputError where it cannot leave as a map."""
    encoding = _true_encoding(path)
    try:
        with _errors_raised(), _opened(path, encoding) as file:
            layer = file.GetLayerByName(name) if name else file.GetLayer(0)
            if layer is not None:
                return _described(path, layer, encoding)
    except RuntimeError as error:
        reason = error
    else:
        reason = None
    raise InputError(
        "{file} cannot be opened as a vector layer. Check that the file is there and is not damaged.", file=path
    ) from reason


@contextmanager
def _errors_raised():
    """GDAL's errors as RuntimeError, for a while: QGIS and other plugins go on as they were."""
    with gdal.ExceptionMgr(useExceptions=True), ogr.ExceptionMgr(useExceptions=True):
        yield


def _opened(path, encoding):
    """GDAL's dataset; RuntimeError where it is none."""
    options = [f"ENCODING={encoding}"] if encoding else []
    return gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY, open_options=options)


def _described(path, layer, encoding):
    if layer.GetGeomType() == ogr.wkbNone:
        raise InputError("{file} is a table without places, not a map layer. Choose a layer with geometry.", file=path)
    crs = layer.GetSpatialRef()
    if crs is None:
        raise InputError(
            "{file} does not say its reference system, so its places on the earth are unknown. "
            "Set the layer's reference system in QGIS (for older town data ask which datum it is on), save it, "
            "and export it again.",
            file=path,
        )
    definition = layer.GetLayerDefn()
    fields = tuple(definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount()))
    code = crs.GetAuthorityCode(None) if crs.GetAuthorityName(None) == "EPSG" else None
    return Layer(
        str(path), layer.GetName(), reference_system(int(code) if code else crs.ExportToWkt(["FORMAT=WKT2_2019"])),
        fields, layer.GetFeatureCount(), layer.GetGeometryColumn(), layer.GetFIDColumn(), encoding,
    )  # fmt: skip


def _true_encoding(path):
    """Shapefiles of Japanese offices say Shift_JIS or nothing and mean CP932."""
    path = Path(path)
    if path.suffix.lower() != ".shp":
        return None
    said = path.with_suffix(".cpg")
    name = said.read_text("ascii", "replace").strip().lower().replace("-", "_") if said.exists() else ""
    if name in ("shift_jis", "sjis", "shiftjis", "cp932", "932", "ansi 932", "ms932", "windows_31j"):
        return "CP932"
    return None if name or not _is_cp932(path.with_suffix(".dbf")) else "CP932"


def _is_cp932(table):
    """Whether a .dbf says no code page of its own and holds text that is Japanese in CP932 and nothing in UTF-8."""
    if not table.exists():
        return False
    with table.open("rb") as file:
        start = file.read(1_000_000)
    if len(start) < 32 or start[29] not in (0, 0x13, 0x57, 0x7B):
        return False
    return _decodes(start[32:], "cp932") and not _decodes(start[32:], "utf-8")


def _decodes(data, encoding):
    try:
        data[:-4].decode(encoding)
    except UnicodeDecodeError as error:
        return len(data) - error.start < 16
    return True


def _batch(columns, fields, geometry, fid):
    named = {column.name: column for column in columns}
    wkb = named[geometry]
    shapes, unreadable = _shapes(wkb.values)
    return Batch(np.asarray(named[fid].values), shapes, unreadable, tuple(named[field] for field in fields))


def _at_zero(column):
    """Where a column of times is 1970-01-01T00:00:00 (indices int)."""
    return np.flatnonzero((column.values == 0) & (True if column.valid is None else column.valid))


def _read_or_none(layer, fid):
    """The feature; None where GDAL cannot read it."""
    try:
        return layer.GetFeature(fid)
    except RuntimeError:
        return None


def _shapes(wkb):
    """Shapes of a list of WKB; curves become lines, a measure (M) is left out."""
    there = np.array([bool(value) for value in wkb])
    curved = {head for head in {value[:5] for value in wkb} if head and _kind(head) not in _LINEAR_TYPES}
    if curved:
        wkb = [_straightened(value) if value[:5] in curved else value for value in wkb]
    shapes = shapely.from_wkb(np.array([value or None for value in wkb], object), on_invalid="fix")
    unreadable = there & shapely.is_missing(shapes)
    shapes[shapely.is_empty(shapes)] = None
    return shapes, unreadable


def _kind(head):
    """The geometry type (1 point … 7 collection, above that curves and surfaces) that a WKB begins with; both dialects
    of Z and M."""
    if len(head) < 5:
        return 0
    return (int.from_bytes(head[1:5], "little" if head[0] else "big") & 0x0FFFFFFF) % 1000


def _straightened(wkb):
    try:
        shape = ogr.CreateGeometryFromWkb(wkb)
        if ogr.GT_Flatten(shape.GetGeometryType()) in (ogr.wkbPolyhedralSurface, ogr.wkbTIN, ogr.wkbTriangle):
            shape = ogr.ForceToMultiPolygon(shape)
        return bytes(shape.GetLinearGeometry().ExportToWkb())
    except (RuntimeError, AttributeError):
        return b"\x01"
