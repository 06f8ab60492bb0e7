"""GeoPackages through plain SQLite: names, extents, and what GDAL and QGIS make of the result."""

import sqlite3
from pathlib import PureWindowsPath

import pyogrio
import pytest
import shapely

from shimonita_gis.errors import HubError
from shimonita_gis.hub import geopackage
from shimonita_gis.hub.geopackage import bounds, geometry_body, opened, quoted, transaction, uri
from shimonita_gis.hub.layers import prepared, read_layer, write_geopackage

from .conftest import houses

NASTY = """道路 "旧"'; DROP TABLE gpkg_contents; --"""


def blob(shape, header=b"\x01", envelope=b""):
    return b"GP\x00" + header + (6677).to_bytes(4, "little") + envelope + shapely.to_wkb(shape)


def test_names_cannot_become_sql(tmp_path):
    path = tmp_path / "a.gpkg"
    write_geopackage(prepared(houses(3), "test"), path, NASTY)
    with opened(path) as connection, transaction(connection):
        assert geopackage.count(connection, NASTY) == 3
        geopackage.table_digest(connection, NASTY)
        geopackage.drop_layer(connection, NASTY)
        assert geopackage.layers(connection) == {}


def test_a_layer_with_a_nasty_name_is_read_and_copied(tmp_path):
    write_geopackage(prepared(houses(3), "test"), tmp_path / "a.gpkg", NASTY)
    assert len(read_layer(tmp_path / "a.gpkg").frame) == 3
    write_geopackage(prepared(houses(1), "test"), tmp_path / "b.gpkg", "other")
    with opened(tmp_path / "b.gpkg") as connection:
        connection.execute("ATTACH ? AS source", (str(tmp_path / "a.gpkg"),))
        with transaction(connection):
            geopackage.copy_layer(connection, NASTY, "source")
        connection.execute(f"UPDATE {quoted(NASTY)} SET geom = (SELECT geom FROM other)")  # its triggers came along
        (indexed,) = connection.execute(f"SELECT count(*) FROM {quoted(f'rtree_{NASTY}_geom')}").fetchone()
    assert indexed == 3
    assert len(pyogrio.read_dataframe(tmp_path / "b.gpkg", layer=NASTY, bbox=(-93883, 24081, -93881, 24083))) == 3


def test_a_layer_from_a_geopackage_without_primary_key(tmp_path):
    path = tmp_path / "a.gpkg"
    write_geopackage(prepared(houses(3), "test"), path, "houses")
    with opened(path) as connection:
        connection.execute("CREATE TABLE plain AS SELECT geom, name FROM houses")
        with pytest.raises(HubError, match="no primary key"):
            geopackage.primary_key(connection, "plain")


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (shapely.Point(1, 2), (1, 1, 2, 2)),
        (shapely.box(1, 2, 3, 4), (1, 3, 2, 4)),
        (shapely.Polygon(), None),
    ],
)
def test_bounds_are_read_with_and_without_envelope(shape, expected):
    assert bounds(blob(shape)) == expected
    if expected:
        import struct

        envelope = struct.pack("<4d", *expected)
        assert bounds(blob(shape, b"\x03", envelope)) == expected
        assert geometry_body(blob(shape, b"\x03", envelope)) == shapely.to_wkb(shape)


def test_the_digest_does_not_depend_on_the_order_of_columns(tmp_path):
    digests = set()
    for number, definition in enumerate(("fid INTEGER PRIMARY KEY, a, b", "b, fid INTEGER PRIMARY KEY, a")):
        with sqlite3.connect(tmp_path / f"{number}.db") as connection:
            connection.execute(f"CREATE TABLE t ({definition})")
            connection.executemany("INSERT INTO t (a, b) VALUES (?, ?)", [(1, "x"), (None, 2.5)])
            digests.add(geopackage.table_digest(connection, "t"))
        connection.close()
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PureWindowsPath(r"\\server\共有\a b.gpkg"), "file:////server/%E5%85%B1%E6%9C%89/a%20b.gpkg?mode=ro"),
        (PureWindowsPath(r"C:\gis\a#?.gpkg"), "file:///C:/gis/a%23%3F.gpkg?mode=ro"),
    ],
)
def test_a_windows_share_is_a_path_for_sqlite(path, expected):
    assert uri(path, "mode=ro") == expected


def test_what_sqlite_says_is_told_in_one_sentence(tmp_path):
    (tmp_path / "a.gpkg").write_bytes(b"no database at all, but long enough to be looked at")
    with pytest.raises(HubError, match="not a sound GeoPackage"), opened(tmp_path / "a.gpkg") as connection:
        geopackage.layers(connection)
    with pytest.raises(HubError, match="cannot be opened"), opened(tmp_path / "missing.gpkg"):
        pass
