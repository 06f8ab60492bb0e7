"""A small hub, and layers as departments have them on their drives."""

import geopandas
import pytest
import shapely
from shapely.geometry import box

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
    from shimonita_gis.hub.template import create_hub

    return create_hub(tmp_path / "共通基盤", "山田")


@pytest.fixture
def hub_with_houses(hub):
    """The hub with five houses in the table ``houses``."""
    add(hub, houses(), "Houses")
    return hub


def add(hub, frame, title, editor="山田", **about):
    from shimonita_gis.hub.catalogue import LayerEntry
    from shimonita_gis.hub.layers import prepared
    from shimonita_gis.hub.operations import add_layer

    return add_layer(hub, prepared(frame, "test"), LayerEntry(table="", title=title, **about), editor)


def bow_tie():
    x, y = ORIGIN
    return shapely.Polygon([(x, y), (x + 10, y + 10), (x + 10, y), (x, y + 10)])
