"""A work copy whose standard layers hold a feature for every kind that their style tells apart."""

import pytest
import shapely

from shimonita_gis.hub import geopackage, workcopy
from shimonita_gis.hub.template import create_hub, standard_layers

OFFICE = (-93882.0, 24082.0)  # EPSG:6677
_SHAPES = {
    "Point": lambda x, y: shapely.Point(x + 20, y),
    "Point Z": lambda x, y: shapely.Point(x + 20, y, 250),
    "MultiLineString": lambda x, y: shapely.MultiLineString([[(x, y - 10), (x + 20, y + 10), (x + 45, y)]]),
    "MultiPolygon": lambda x, y: shapely.MultiPolygon([shapely.box(x, y - 12, x + 40, y + 12)]),
}


@pytest.fixture
def hub(tmp_path):
    """A hub of its administrator 山田 with the standard layers."""
    return create_hub(tmp_path / "共通基盤", "山田")


@pytest.fixture
def work_copy(hub, tmp_path):
    """山田's work copy: all layers, no features, in a folder with a space in its name."""
    folder = tmp_path / "机 1"
    folder.mkdir()
    return workcopy.check_out(hub, folder / "町の地図.gpkg", (), "山田")


def fill(path, down=40.0, along=70.0):
    """Draws into the work copy ``path`` a row for each standard layer: one feature a kind, and one of no kind."""
    x, y = OFFICE
    with geopackage.opened(path) as connection:
        for row, layer in enumerate(standard_layers()):
            style = layer.entry.style
            for column, kind in enumerate([*style.get("symbols", {}), None]):
                shape = _SHAPES[layer.geometry](x + column * along, y - row * down)
                values = {"geom": blob(shape), style.get("by"): kind}
                for name in ("name", "number", "code", "school"):
                    values.setdefault(name, f"{layer.entry.title}{column + 1}" if name in layer.fields else None)
                insert(connection, layer.entry.table, {name: v for name, v in values.items() if v is not None})


def insert(connection, table, values):
    names, places = ", ".join(map(geopackage.quoted, values)), ", ".join("?" * len(values))
    statement = f"INSERT INTO {geopackage.quoted(table)} ({names}) VALUES ({places})"
    connection.execute(statement, list(values.values()))


def blob(shape):
    """``shape`` as GeoPackage keeps it, in EPSG:6677."""
    return b"GP\x00\x01" + (6677).to_bytes(4, "little") + shapely.to_wkb(shape)
