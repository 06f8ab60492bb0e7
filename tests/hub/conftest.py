"""A small hub, and layers as departments have them on their drives."""

import itertools
import struct

import geopandas
import pyogrio
import pytest
import shapely
from shapely.geometry import box

from shimonita_gis.hub import geopackage, workcopy
from shimonita_gis.hub.catalogue import LayerEntry
from shimonita_gis.hub.check import check
from shimonita_gis.hub.layers import prepared
from shimonita_gis.hub.operations import add_layer
from shimonita_gis.hub.store import Hub
from shimonita_gis.hub.template import create_hub
from shimonita_gis.hub.version import hub_digest

from .server import Server

ORIGIN = (-93882.0, 24082.0)  # the town office in EPSG:6677


def houses(count=5, crs=6677, **fields):
    """Square houses in a row, 20 m apart, from the town office to the east."""
    x, y = ORIGIN
    shapes = [box(x + 20 * i, y, x + 20 * i + 10, y + 10) for i in range(count)]
    fields = fields or {"name": [f"家{i}" for i in range(count)], "floors": [1 + i % 3 for i in range(count)]}
    frame = geopandas.GeoDataFrame(fields, geometry=shapes, crs=6677)
    return frame if crs == 6677 else frame.to_crs(crs)


ON_BOTH_STORES = ("test_sync", "test_conflicts", "test_administration", "test_history", "test_roles", "test_usage")


def pytest_generate_tests(metafunc):
    """Tests of the modules above run on a file share and on a server, unless they are about files."""
    if "store" in metafunc.fixturenames:
        both = metafunc.module.__name__.rpartition(".")[2] in ON_BOTH_STORES
        about_files = metafunc.definition.get_closest_marker("files_only")
        stores = ["files", "server"] if both and not about_files else ["files"]
        metafunc.parametrize("store", stores, indirect=True)


@pytest.fixture(scope="session")
def server():
    """PostgreSQL with PostGIS, started for these tests and stopped after them."""
    server = Server()
    try:
        server.make().start().database("town")
        yield server
    finally:
        server.remove()


@pytest.fixture
def store(request):
    return request.param


_schemas = itertools.count(1)


@pytest.fixture
def settled(store, request):
    """Brings a hub on files to where the test wants it."""
    if store == "files":
        return lambda hub: hub
    server = request.getfixturevalue("server")
    return lambda hub: moved(hub, server)


def moved(hub, server, **how):
    """``hub`` on the server, in a schema of its own."""
    from shimonita_gis.hub.postgis.move import move

    return move(hub, server.address("town", schema=f'共通 "基盤" {next(_schemas)}'), **how)[0]


@pytest.fixture
def hub(tmp_path, settled):
    """A hub of its administrator 山田 with the standard layers."""
    return settled(create_hub(tmp_path / "共通基盤", "山田"))


@pytest.fixture
def hub_with_houses(hub):
    """The hub with five houses in the table ``houses``."""
    add(hub, houses(), "Houses")
    return hub


def add(hub, frame, title, editor="山田", **about):
    return add_layer(hub, prepared(frame, "test"), LayerEntry(table="", title=title, **about), editor)


def bow_tie():
    x, y = ORIGIN
    return shapely.Polygon([(x, y), (x + 10, y + 10), (x + 10, y), (x, y + 10)])


class Desk:
    """A person with a work copy, editing it as QGIS does: by SQL on the GeoPackage."""

    def __init__(self, hub, path, name, titles=()):
        self.hub, self.name = hub, name
        self.path = workcopy.check_out(hub, path, titles, name)

    def edit(self, statement, *values):
        with geopackage.opened(self.path) as connection:
            connection.execute(statement, values)

    def draw(self, name, offset=200, uuid=None):
        """A new house, as QGIS writes it: without a uuid."""
        x, y = ORIGIN
        body = shapely.to_wkb(shapely.MultiPolygon([shapely.box(x + offset, y, x + offset + 9, y + 9)]))
        blob = struct.pack("<2sBBi4d", b"GP", 0, 3, 6677, x + offset, x + offset + 9, y, y + 9) + body
        self.edit("INSERT INTO houses (geom, name, floors, uuid) VALUES (?, ?, 1, ?)", blob, name, uuid)

    def rename(self, old, new):
        self.edit("UPDATE houses SET name = ? WHERE name = ?", new, old)

    def delete(self, name):
        self.edit("DELETE FROM houses WHERE name = ?", name)

    def sync(self, **how):
        return workcopy.sync(self.path, self.name, "test", **how)

    def rows(self, columns="name, floors", table="houses"):
        with geopackage.opened(self.path, readonly=True) as connection:
            return sorted(connection.execute(f"SELECT {columns} FROM {table}").fetchall())

    def names(self):
        return [row[0] for row in self.rows()]


def names_in(hub):
    return sorted(pyogrio.read_dataframe(hub.geopackage(), layer="houses")["name"])


def assert_whole(hub):
    """What the newest version says of its layers is what its GeoPackage holds, in all its parts."""
    if not isinstance(hub, Hub):
        assert check(hub) == []
        return
    head = hub.head()
    with geopackage.opened(hub.geopackage()) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for table, state in head.layers.items():
            assert geopackage.table_digest(connection, table) == state["digest"]
            assert geopackage.count(connection, table) == state["count"]
            (in_rtree,) = connection.execute(f'SELECT count(*) FROM "rtree_{table}_geom"').fetchone()
            (with_shape,) = connection.execute(f'SELECT count(*) FROM "{table}" WHERE geom IS NOT NULL').fetchone()
            assert in_rtree == with_shape
        assert hub_digest(head.layers) == head.after


@pytest.fixture
def small_hub(tmp_path, settled):
    """A hub with nothing but four houses: a, b, c, d."""
    hub = settled(create_hub(tmp_path / "hub", "山田", template=_no_layers(tmp_path)))
    add(hub, houses(4, name=["a", "b", "c", "d"], floors=[1, 2, 3, 4]), "houses")
    return hub


def _no_layers(tmp_path):
    (tmp_path / "template").mkdir()
    return tmp_path / "template"


@pytest.fixture
def desks(small_hub, tmp_path):
    """山田 and 鈴木 with a work copy each."""
    hub = small_hub
    return Desk(hub, tmp_path / "山田.gpkg", "山田"), Desk(hub, tmp_path / "鈴木.gpkg", "鈴木")


def pytest_collection_modifyitems(items):
    """The soak is the last of all tests: whoever waits for the others need not wait for it."""
    items.sort(key=lambda item: item.name == "test_soak")
