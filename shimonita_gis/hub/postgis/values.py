"""Values on their way between a GeoPackage and a server: which type a field gets there, and how each value travels.

A GeoPackage takes any value in any field; a server does not. What does not fit is refused by name, never bent.
DATETIME becomes text: GeoPackages hold times with a zone, with another zone and without one, and only text keeps that.
"""

import base64
import math
import struct
from datetime import date

import numpy as np
import shapely

from shimonita_gis.datum import TOWN_EPSG
from shimonita_gis.errors import HubError

from ..geopackage import GEOMETRY, geometry_body

_INTEGERS = ("INTEGER", "INT", "MEDIUMINT", "SMALLINT", "TINYINT", "BIGINT")
_SERVER_TYPES = {
    **dict.fromkeys(_INTEGERS, "bigint"),
    **dict.fromkeys(("REAL", "DOUBLE", "FLOAT"), "double precision"),
    "BOOLEAN": "boolean",
    "DATE": "date",
    "BLOB": "bytea",
}
_HEADER = struct.Struct("<2sBBi")
_EMPTY, _NO_BOX, _BOX, _BOX_Z = 0x11, 0x01, 0x03, 0x05


def server_type(declared):
    """The PostgreSQL type for a GeoPackage field declared as ``declared``."""
    return _SERVER_TYPES.get(declared.split("(")[0].strip().upper(), "text")


def to_server(value, kind, where):
    """``value`` from SQLite for a field of PostgreSQL type ``kind``; ``where`` is (layer, feature, field).

    Raises HubError for a value that the field cannot hold.
    """
    if value is None:
        return None
    travelled = _TO_SERVER[kind](value)
    if travelled is None:
        layer, feature, field = where
        raise HubError(
            "The feature {feature} of {layer} holds {value} in the field {field}, which is not what that field is "
            "for. Correct it in a work copy, then try again.",
            feature=feature, layer=layer, field=field, value=value,
        )  # fmt: skip
    return travelled


def _whole(value):
    is_whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return int(value) if is_whole and -(2**63) <= value < 2**63 else None


def _decimal(value):
    return float(value) if isinstance(value, int | float) and not math.isnan(value) else None


def _yes_no(value):
    return bool(value) if value in (0, 1) else None


def _text(value):
    if isinstance(value, bytes):
        return None
    text = str(value)
    return None if "\0" in text else text


def _date(value):
    text = str(value)
    try:
        return text if date.fromisoformat(text).isoformat() == text else None
    except ValueError:
        return None


def _bytes(value):
    return value if isinstance(value, bytes) else None


def _body(value):
    return geometry_body(value) if isinstance(value, bytes) else None


_TO_SERVER = {
    "bigint": _whole, "double precision": _decimal, "boolean": _yes_no, "date": _date, "bytea": _bytes, "text": _text,
    "geometry": _body,
}  # fmt: skip


# --- shapes


def blobs(bodies, srid=TOWN_EPSG):
    """GeoPackage geometries for an iterable of WKB (or None), with the headers that GDAL writes."""
    bodies = [None if body is None else bytes(body) for body in bodies]
    boxed = [i for i, body in enumerate(bodies) if body is not None and _type(body) % 1000 != 1]
    shapes = shapely.from_wkb([bodies[i] for i in boxed])
    boxes = dict(zip(boxed, zip(shapely.bounds(shapes), shapes, strict=True), strict=True)) if boxed else {}
    return [_blob(body, boxes.get(i), srid) for i, body in enumerate(bodies)]


def blob(body, srid=TOWN_EPSG):
    """The GeoPackage geometry of one WKB."""
    return blobs([body], srid)[0]


def _blob(body, boxed, srid):
    if body is None:
        return None
    if boxed is None:
        return _header(_NO_BOX, srid) + body
    (west, south, east, north), shape = boxed
    if math.isnan(west):
        return _header(_EMPTY, srid) + body
    box = struct.pack("<4d", west, east, south, north)
    if _type(body) < 1000:
        return _header(_BOX, srid) + box + body
    heights = shapely.get_coordinates(shape, include_z=True)[:, 2]
    return _header(_BOX_Z, srid) + box + struct.pack("<2d", np.min(heights), np.max(heights)) + body


def _header(flags, srid):
    return _HEADER.pack(b"GP", 0, flags, srid)


def _type(body):
    return int.from_bytes(body[1:5], "little" if body[0] else "big")


# --- rows in the history: JSON, a shape as {"wkb": WKB in base64}


def row_to_history(row):
    """A row ({field: SQLite value}) in the JSON types that the server's history holds."""
    return {name: _json(value) for name, value in row.items()}


def _json(value):
    if isinstance(value, bytes):
        return {"wkb": base64.b64encode(geometry_body(value)).decode()}
    return value


def row_from_history(row):
    """The inverse of :func:`row_to_history`: shapes are GeoPackage blobs again."""
    return {name: value_from_history(value, name) for name, value in row.items()}


def value_from_history(value, name=""):
    """The value of the field ``name`` in the history, or a whole row; what is a blob already stays one."""
    if not isinstance(value, dict):
        return value
    if list(value) == ["wkb"] and isinstance(value["wkb"], str):
        content = base64.b64decode(value["wkb"])
        return blob(content) if name == GEOMETRY and content[:2] != b"GP" else content
    return row_from_history(value)
