"""Each fault is found where it is, and a clean layer has none."""

import geopandas as gpd
import pytest
import shapely
from shapely import LineString, Point, Polygon, box

from shimonita_gis.errors import InputError
from shimonita_gis.sheets.topology import Tolerance, check_topology


def faults(*shapes, **tolerance):
    layer = gpd.GeoDataFrame(geometry=list(shapes), crs="EPSG:6677")
    return check_topology(layer, Tolerance(**tolerance))


def test_clean_layers_have_no_faults():
    assert faults(box(0, 0, 10, 10), box(10, 0, 20, 10)).empty
    assert faults(LineString([(0, 0), (10, 0)]), LineString([(10, 0), (10, 10)])).empty
    assert faults().empty


def test_an_end_short_of_a_line_is_a_dangle_and_a_far_end_is_meant():
    found = faults(LineString([(0, 0), (10, 0)]), LineString([(5, 0.4), (5, 30)]), dangle=1.0)
    assert list(found["kind"]) == ["dangle"]
    assert found.geometry[0].equals(Point(5, 0.4))
    assert found["size"][0] == pytest.approx(0.4)
    assert found["feature"][0] == 1


def test_areas_that_overlap_leave_a_gap_or_are_slivers():
    found = faults(box(0, 0, 10, 10), box(9, 0, 20, 10))
    assert list(found["kind"]) == ["overlap"]
    assert found["size"][0] == pytest.approx(10)
    assert {found["feature"][0], found["other"][0]} == {0, 1}
    around = shapely.difference(box(0, 0, 20, 10), box(10, 1, 10.1, 9))
    found = faults(around)
    assert list(found["kind"]) == ["gap"]
    assert found["size"][0] == pytest.approx(0.8)
    assert list(faults(box(0, 0, 50, 0.1))["kind"]) == ["sliver"]


def test_a_bow_tie_crosses_itself_at_its_waist():
    found = faults(Polygon([(0, 0), (10, 10), (10, 0), (0, 10)]))
    assert list(found["kind"]) == ["crossing"]
    assert found.geometry[0].equals(Point(5, 5))
    found = faults(LineString([(0, 0), (10, 10), (10, 0), (0, 10)]))
    assert found.geometry[0].equals(Point(5, 5))


def test_the_same_line_drawn_the_other_way_round_is_a_double():
    found = faults(LineString([(0, 0), (10, 0)]), LineString([(10, 0), (0, 0)]))
    assert list(found["kind"]) == ["double"]
    assert (found["feature"][0], found["other"][0]) == (1, 0)


def test_a_feature_without_shape_is_told_and_points_are_refused():
    assert list(faults(box(0, 0, 1, 1), None)["kind"]) == ["empty"]
    with pytest.raises(InputError, match="points"):
        faults(Point(0, 0))
