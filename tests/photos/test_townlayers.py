"""What the town's layers say of a place to which a damage point is moved."""

import geopandas as gpd
import pytest
from shapely.geometry import LineString, box

from shimonita_gis.photos.townlayers import AREAS, FIELDS, ROADS, around


@pytest.fixture
def layers():
    areas = {"kind": ["市町村", "大字", "大字"], "name": ["下仁田町", "上町", "下町"], "code": ["103829", "", ""]}
    shapes = [box(0, 0, 200, 100), box(0, 0, 100, 100), box(100, 0, 200, 100)]
    roads = gpd.GeoDataFrame({"name": ["県道45号線"]}, geometry=[LineString([(0, 30), (200, 30)])])
    return {AREAS: gpd.GeoDataFrame(areas, geometry=shapes), ROADS: roads}


def test_district_town_and_road_are_those_of_the_place(layers):
    told = around(150, 50, 5.0, layers)
    assert (told["district"], told["市区町村名"], told["都道府県名"]) == ("下町", "下仁田町", "群馬県")
    assert (told["road"], told["road_distance"]) == ("県道45号線", 20.0)


def test_what_no_layer_knows_is_emptied(layers):
    told = around(500, 500, float("nan"), layers)
    assert set(told) == {name for names in FIELDS.values() for name in names}
    assert set(told.values()) == {None}


def test_place_without_any_layer_has_nothing():
    assert set(around(0, 0, 5.0, {}).values()) == {None}
