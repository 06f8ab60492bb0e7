"""The area that an applicant asks for: a polygon, or the name of a place that a layer of the hub knows."""

import re
from dataclasses import dataclass

import geopandas
import numpy as np
import pyogrio
import shapely

from shimonita_gis.datum import TOWN_EPSG, reference_system, transformer
from shimonita_gis.errors import DatumError, InputError

from .applications import plain
from .source import open_layer

# tables whose features people call by name, and the fields that make the name: a place is called by the last of them
# alone or by all that are filled
PLACES = (("sheet_index", ("code",)), ("administrative_areas", ("name",)), ("parcels", ("oaza", "aza", "number")))
_CRS = re.compile(r"^(?:SRID=(?P<before>\d+);)?(?P<text>.*?)(?:\[EPSG:(?P<after>\d+)\])?$", re.S | re.I)
_WKT = re.compile(r"^(MULTI)?POLYGON\b", re.I)
_EXTENT = re.compile(r"^{0}\s*,\s*{0}\s*,\s*{0}\s*,\s*{0}$".format(r"(-?\d+(?:\.\d+)?)"))
_OF_ADDRESSES = (("大字", ""), ("字", ""), ("番地の", "-"), ("番地", "-"), ("番", "-"), ("号", ""), ("の", "-"))
_MOST_NAMED = 8
_NO_SIZE = "The area has no size. Draw a polygon."  # translatable


@dataclass(frozen=True)
class Area:
    """``shape`` a valid polygon or multipolygon in ``crs`` (a pyproj.CRS), ``name`` what people call it."""

    shape: object
    crs: object
    name: str = ""

    def on(self, crs):
        """The shape in the reference system ``crs``."""
        there = transformer(self.crs, crs)
        return shapely.transform(self.shape, lambda xy: np.column_stack(there.transform(xy[:, 0], xy[:, 1])))


def find_area(text, file, catalogue):
    """The :class:`Area` that ``text`` means in the hub's GeoPackage ``file`` with its ``catalogue``.

    It may be a polygon as WKT, an extent as QGIS writes it (west, east, south, north), both in EPSG:6677 unless they
    say another ("[EPSG:4326]"), a sheet code, the name of a district, or a parcel number. Raises InputError where it
    means nothing or more than one place.
    """
    text = plain(text)
    if not text:
        raise InputError("Say the area: draw it, or give a sheet code, a district or a parcel number.")
    return _drawn(text) or _named(text, file, catalogue)


def area_of(shape, crs, name=""):
    """The Area of ``shape``; InputError where it is no area."""
    if shape is None or not np.isfinite(shapely.get_coordinates(shape)).all():
        raise InputError(_NO_SIZE)
    whole = shapely.union_all([p for p in shapely.get_parts(shapely.make_valid(shape)) if p.area])
    if whole.is_empty:
        raise InputError(_NO_SIZE)
    return Area(whole, reference_system(crs), name)


def _drawn(text):
    """The Area of a WKT or an extent; None where ``text`` is neither."""
    found = _CRS.match(text)
    body = found["text"].strip()
    shape = _shape(body)
    if shape is None:
        return None
    code = found["before"] or found["after"] or TOWN_EPSG
    try:
        return area_of(shape, int(code))
    except DatumError as error:
        raise InputError("EPSG:{code} is no reference system. Give one such as EPSG:6677.", code=code) from error


def _shape(body):
    if _WKT.match(body):
        try:
            return shapely.from_wkt(body)
        except shapely.errors.ShapelyError as error:
            raise InputError("The polygon cannot be read ({reason}). Draw it again.", reason=error) from error
    numbers = _EXTENT.match(body)
    if numbers:
        west, east, south, north = map(float, numbers.groups())
        return shapely.box(west, south, east, north)
    return None


def _named(text, file, catalogue):
    found = [place for table, fields in PLACES if catalogue.has(table) for place in _places(text, file, table, fields)]
    if not found:
        raise InputError(
            "No sheet, district or parcel is called {name}. Look it up on the map, or draw the area.", name=text
        )
    tables = {table for table, *_ in found}
    names = list(dict.fromkeys(name for _, name, _ in found))
    if len(tables) > 1 or len(names) > 1:
        raise InputError(
            "{name} means {count} places: {places}. Give the name in full, or draw the area.",
            name=text, count=len(names), places="、".join(names[:_MOST_NAMED]),
        )  # fmt: skip
    table = tables.pop()
    layer = open_layer(file, table)
    fids = [fid for _, _, fid in found]
    shapes = geopandas.GeoSeries(pyogrio.read_dataframe(file, layer=table, columns=[], fids=fids).geometry.values)
    return area_of(shapely.union_all(shapes.values), layer.crs, names[0])


def _places(text, file, table, fields):
    """(table, name, feature number) of the features of ``table`` that ``text`` may mean."""
    rows = pyogrio.read_dataframe(file, layer=table, columns=list(fields), read_geometry=False, fid_as_index=True)
    if not set(fields) <= set(rows.columns):
        return
    wanted = _key(text)
    for fid, *values in rows[list(fields)].fillna("").astype(str).itertuples():
        if not values[-1]:
            continue
        full = "".join(values)
        if wanted in (_key(full), _key(values[-1]), _key(values[0] + values[-1])):
            yield table, full, int(fid)


def _key(text):
    """A name in the one spelling in which names are compared.

    >>> _key("大字下仁田 字上町 12番地の3") == _key("下仁田上町12-3")
    True
    """
    text = re.sub(r"\s", "", plain(text)).casefold()
    for written, meant in _OF_ADDRESSES:
        text = re.sub(rf"(?<=\d){written}" if meant else written, meant, text)
    return re.sub(r"[-‐−–ー]+(?=\d|$)", "-", text).rstrip("-")
