"""GeoPackages through plain SQLite: names always quoted, R-trees kept right, rows hashed.

GDAL writes new tables; rows are changed here, because only SQL can change a row in a transaction that we hold.
The R-tree's triggers call functions that GDAL brings along; :func:`connect` brings the same ones.
"""

# ruff: noqa: S608 - every name in SQL goes through quoted(), every value is a parameter
import hashlib
import re
import sqlite3
import struct
from contextlib import closing, contextmanager
from pathlib import Path

import shapely

from shimonita_gis.errors import HubError

UUID = "uuid"
GEOMETRY = "geom"
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
BUSY_SECONDS = 20


def quoted(name):
    """``name`` as an SQL identifier, whatever it contains.

    >>> quoted('道路 "旧"')
    '"道路 ""旧""\"'
    """
    return '"' + name.replace('"', '""') + '"'


def connect(path, readonly=False):
    """A connection to the GeoPackage ``path`` in autocommit mode, with the functions its triggers need."""
    mode = "mode=ro" if readonly else "mode=rw"
    connection = sqlite3.connect(uri(Path(path).absolute(), mode), uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    for index, name in enumerate(("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY")):
        connection.create_function(name, 1, lambda blob, i=index: bounds(blob)[i] if bounds(blob) else None)
    connection.create_function("ST_IsEmpty", 1, lambda blob: None if blob is None else bounds(blob) is None)
    return connection


def uri(path, options):
    r"""The absolute ``path`` as a URI for SQLite, which takes no host: a Windows share is a path with two slashes more.

    ``\\server\gis\a.gpkg`` becomes ``file:////server/gis/a.gpkg``.
    """
    plain = path.as_uri()
    if not plain.startswith("file:///"):
        plain = plain.replace("file://", "file:////", 1)
    return f"{plain}?{options}"


@contextmanager
def opened(path, readonly=False):
    """A connection that is closed at the end; what SQLite says is wrong with the file becomes a HubError."""
    try:
        with closing(connect(path, readonly)) as connection:
            yield connection
    except sqlite3.DatabaseError as error:
        raise database_error(error, path) from error


@contextmanager
def published(path):
    """A connection to a GeoPackage of the hub, which nobody changes any more: read without locks, so that a share needs
    to know nothing of SQLite's."""
    try:
        with closing(sqlite3.connect(uri(Path(path).absolute(), "mode=ro&immutable=1"), uri=True)) as connection:
            yield connection
    except sqlite3.DatabaseError as error:
        raise database_error(error, path) from error


def database_error(error, path):
    """What a person can do about an sqlite3.DatabaseError in ``path``."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return HubError("{file} is in use by another program. Save the edits there and try again.", file=path)
    if "full" in text:
        return HubError("The disk that holds {file} is full. Free some space, then try again.", file=path)
    if "readonly" in text:
        return HubError("{file} cannot be written: it is read-only. Check the rights on its folder.", file=path)
    if "unable to open" in text:
        return HubError("{file} cannot be opened. Check that it is there and that the drive is connected.", file=path)
    if "i/o" in text:
        return HubError(
            "{file} cannot be read or written any more ({reason}). Check the drive and the connection to it, then try "
            "again.", file=path, reason=text,
        )  # fmt: skip
    return HubError("{file} is not a sound GeoPackage ({reason}). Take it from a backup.", file=path, reason=text)


@contextmanager
def transaction(connection):
    """One immediate transaction: all of the block or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back when the disk is full
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


# --- what is in it


def layers(connection, schema="main"):
    """Table name -> geometry column ('' without geometry) of every layer."""
    rows = connection.execute(
        f"SELECT c.table_name, COALESCE(g.column_name, '') FROM {schema}.gpkg_contents c "
        f"LEFT JOIN {schema}.gpkg_geometry_columns g USING (table_name) "
        "WHERE c.data_type IN ('features', 'attributes') ORDER BY c.rowid"
    )
    return dict(rows.fetchall())


def columns(connection, table, schema="main"):
    """Column name -> declared type of ``table``, the primary key left out; {} where there is no such table."""
    rows = connection.execute(f"PRAGMA {schema}.table_info({quoted(table)})")
    return {name: kind for _, name, kind, _, _, key in rows if not key}


def fields(connection):
    """table -> {field: declared type} of every layer, key, identity and shape left out."""
    return {
        table: {name: kind for name, kind in columns(connection, table).items() if name not in (UUID, geometry)}
        for table, geometry in layers(connection).items()
    }


def primary_key(connection, table, schema="main"):
    """The integer primary key of ``table``. Raises HubError where it has none."""
    rows = connection.execute(f"PRAGMA {schema}.table_info({quoted(table)})").fetchall()
    keys = [(name, kind.upper()) for _, name, kind, _, _, key in rows if key]
    if len(keys) != 1 or keys[0][1] != "INTEGER":
        raise HubError(
            "The table {table} has no primary key that counts its features. "
            "Save it as a new GeoPackage layer in QGIS, then add it again.", table=table,
        )  # fmt: skip
    return keys[0][0]


def count(connection, table):
    return connection.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()[0]


def count_unsaid(connection, table, field, nothing=()):
    """How many features of ``table`` say nothing in ``field``: NULL or one of the values ``nothing``; 0 where there is
    no such layer or field."""
    if table not in layers(connection) or field not in columns(connection, table):
        return 0
    where = f"{quoted(field)} IS NULL OR {quoted(field)} IN ({', '.join('?' * len(nothing))})"
    return connection.execute(f"SELECT count(*) FROM {quoted(table)} WHERE {where}", nothing).fetchone()[0]


def geometry_body(blob):
    """The WKB inside a GeoPackage geometry; two programs write different headers for the same shape."""
    if not isinstance(blob, bytes) or blob[:2] != b"GP":
        return blob
    return blob[8 + _ENVELOPE_BYTES[min((blob[3] >> 1) & 7, 4)] :]


def bounds(blob):
    """(min x, max x, min y, max y) of a GeoPackage geometry, None for an empty or missing one."""
    if blob is None or blob[3] & 0x10:
        return None
    if (blob[3] >> 1) & 7:
        return struct.unpack_from(("<" if blob[3] & 1 else ">") + "4d", blob, 8)
    shape = shapely.from_wkb(geometry_body(blob))
    if shape.is_empty:
        return None
    west, south, east, north = shape.bounds
    return west, east, south, north


# --- hashing: the same rows give the same digest, in whatever order they lie

_SPACE = 1 << 128


def row_digest(row):
    """The hash of one row, given as a tuple of SQLite values in the order of the sorted column names."""
    return int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=16).digest(), "big")


def table_digest(connection, table):
    """The sum of the hashes of all rows modulo 2**128 (Bellare and Micciancio's AdHash), as hex digits.

    A sum can be carried forward from the changed rows alone. It guards against accidents, not against forgers.
    The key column is part of the row, so that a replayed history is the same to the bit.
    """
    total = 0
    for row in connection.execute(f"SELECT {row_columns(connection, table)} FROM {quoted(table)}"):
        total += row_digest(row)
    return f"{total % _SPACE:032x}"


def row_columns(connection, table, schema="main"):
    """All columns of ``table`` in the order that the digest takes them, as SQL."""
    names = sorted(columns(connection, table, schema))
    return ", ".join(quoted(name) for name in [primary_key(connection, table, schema), *names])


def carried(digest, gone, come):
    """The digest after the row hashes ``gone`` left and ``come`` came."""
    return f"{(int(digest, 16) - sum(gone) + sum(come)) % _SPACE:032x}"


# --- changing what is in it


def widen_extent(connection, table, blobs):
    """Lets the extent that GeoPackage records for ``table`` cover the geometries ``blobs``."""
    boxes = [box for box in map(bounds, blobs) if box]
    if not boxes:
        return
    west, east, south, north = zip(*boxes, strict=True)
    connection.execute(
        "UPDATE gpkg_contents SET min_x = min(COALESCE(min_x, ?1), ?1), max_x = max(COALESCE(max_x, ?2), ?2), "
        "min_y = min(COALESCE(min_y, ?3), ?3), max_y = max(COALESCE(max_y, ?4), ?4) WHERE table_name = ?5",
        (min(west), max(east), min(south), max(north), table),
    )


_TABLES_ABOUT_LAYERS = (
    "gpkg_contents", "gpkg_geometry_columns", "gpkg_extensions", "gpkg_ogr_contents", "gpkg_data_columns",
    "gpkg_metadata_reference",
)  # fmt: skip


def drop_layer(connection, table, schema="main"):
    """Removes a layer with its R-tree, triggers and registrations."""
    geometry = layers(connection, schema).get(table)
    if geometry:
        connection.execute(f"DROP TABLE IF EXISTS {schema}.{quoted(f'rtree_{table}_{geometry}')}")
    connection.execute(f"DROP TABLE IF EXISTS {schema}.{quoted(table)}")
    for about in _TABLES_ABOUT_LAYERS[::-1]:
        if _all_columns(connection, about, schema):
            connection.execute(f"DELETE FROM {schema}.{about} WHERE lower(table_name) = lower(?)", (table,))


def copy_layer(connection, table, source, schema="main"):
    """Copies a layer with rows, R-tree, triggers and registrations from the attached database ``source``."""
    _copy_registrations(connection, table, source, schema)
    geometry = layers(connection, source)[table]
    made = connection.execute(
        f"SELECT type, name, sql FROM {source}.sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL "
        "ORDER BY type = 'table' DESC, type = 'index' DESC", (table,)
    ).fetchall()  # fmt: skip
    for number, (kind, name, sql) in enumerate(made):
        connection.execute(_in_schema(kind, name, sql, schema))
        if number == 0:
            names = ", ".join(quoted(n) for n in _all_columns(connection, table, source))
            connection.execute(
                f"INSERT INTO {schema}.{quoted(table)} ({names}) SELECT {names} FROM {source}.{quoted(table)}"
            )
            if geometry:
                _copy_rtree(connection, f"rtree_{table}_{geometry}", source, schema)


def _in_schema(kind, name, sql, schema):
    """A CREATE statement from sqlite_master, for another attached database."""
    head = re.compile(rf"CREATE\s+(UNIQUE\s+)?{kind}\s+({re.escape(quoted(name))}|{re.escape(name)})", re.IGNORECASE)
    return head.sub(lambda m: f"CREATE {m[1] or ''}{kind.upper()} {schema}.{quoted(name)}", sql, count=1)


def _copy_rtree(connection, name, source, schema):
    """Copies an R-tree node by node, which is many times faster than building it again."""
    if not _all_columns(connection, name, source):
        return
    connection.execute(f"CREATE VIRTUAL TABLE {schema}.{quoted(name)} USING rtree(id, minx, maxx, miny, maxy)")
    for part in ("node", "parent", "rowid"):
        shadow = quoted(f"{name}_{part}")
        connection.execute(f"DELETE FROM {schema}.{shadow}")
        connection.execute(f"INSERT INTO {schema}.{shadow} SELECT * FROM {source}.{shadow}")


def _copy_registrations(connection, table, source, schema):
    connection.execute(
        f"INSERT OR IGNORE INTO {schema}.gpkg_spatial_ref_sys SELECT * FROM {source}.gpkg_spatial_ref_sys"
    )
    for about in _TABLES_ABOUT_LAYERS:
        there = _all_columns(connection, about, source)
        names = ", ".join(quoted(n) for n in _all_columns(connection, about, schema) if n in there)
        if names:
            connection.execute(
                f"INSERT INTO {schema}.{about} ({names}) SELECT {names} FROM {source}.{about} "
                "WHERE lower(table_name) = lower(?)", (table,)
            )  # fmt: skip


def _all_columns(connection, table, schema):
    return [row[1] for row in connection.execute(f"PRAGMA {schema}.table_info({quoted(table)})")]
