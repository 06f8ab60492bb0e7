"""A small hub, and layers as departments have them on their drives."""

import geopandas
import pyogrio
import pytest
import shapely
from shapely.geometry import box

from shimonita_gis.hub import geopackage, workcopy
from shimonita_gis.hub.catalogue import LayerEntry
from shimonita_gis.hub.layers import prepared
from shimonita_gis.hub.operations import add_layer
from shimonita_gis.hub.store import hub_digest
from shimonita_gis.hub.template import create_hub

ORIGIN = (-93882.0, 24082.0)  # the town office in EPSG:6677


def houses(count=5, crs=6677, **fields):
    """Square houses in a row, 20 m apart, from the town office to the east."""
    x, y = ORIGIN
    shapes = [box(x + 20 * i, y, x + 20 * i + 10, y + 10) for i in range(count)]
    fields = fields or {"name": [f"家{i}" for i in range(count)], "floors": [1 + i % 3 for i in range(count)]}
    frame = geopandas.GeoDataFrame(fields, geometry=shapes, crs=6677)
    return frame if crs == 6677 else frame.to_crs(crs)


@pytest.fixture
def hub(tmp_path):
    """A hub of its administrator 山田 with the standard layers."""
    return create_hub(tmp_path / "共通基盤", "山田")


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
        blob = b"GP\x00\x01" + (6677).to_bytes(4, "little") + body
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
def small_hub(tmp_path):
    """A hub with nothing but four houses: a, b, c, d."""
    hub = create_hub(tmp_path / "hub", "山田", template=_no_layers(tmp_path))
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
