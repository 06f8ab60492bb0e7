"""Joins of sheets are looked at, and what can be mended without a person's judgement is."""

import geopandas as gpd
import hypothesis.strategies as st
import pytest
import shapely
from hypothesis import given, settings
from shapely import LineString, Point, Polygon, box

from shimonita_gis.sheets.mending import mend
from shimonita_gis.sheets.topology import Tolerance, check_topology

TOLERANCE = Tolerance()


def layer_of(*shapes, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs="EPSG:6677")


def found_in(layer):
    faults = check_topology(layer, TOLERANCE)
    return dict(zip(faults["kind"], faults.itertuples(index=False), strict=True))


def mended(layer, kind):
    """``layer`` after its fault of ``kind`` was mended; the change itself is given as well."""
    changes = mend(layer, found_in(layer)[kind], TOLERANCE)
    after = layer.copy()
    for label, shape in changes.items():
        if shape is None:
            after = after.drop(label)
        else:
            after.loc[[label], "geometry"] = shape
    return after, changes


@pytest.fixture
def road_over_two_sheets():
    """A road from sheet 09JB163 into 09JB164, drawn 0.8 m apart at the join x = 100; walls go round both sheets."""
    return layer_of(
        LineString([(0, 50), (60, 50), (99.9, 50)]),
        LineString([(100.1, 50.8), (200, 50)]),
        LineString([(0, 0), (100, 0)]),
        LineString([(100, 0), (200, 0), (200, 100), (100, 100)]),
        LineString([(100, 100), (0, 100), (0, 0)]),
        sheet=["09JB163", "09JB164", "09JB163", "09JB164", "09JB163"],
    )


def test_an_edge_that_misses_its_continuation_is_told_with_the_distance(road_over_two_sheets):
    faults = check_topology(road_over_two_sheets, TOLERANCE)
    assert list(faults["kind"]) == ["join"]
    assert faults["size"][0] == pytest.approx(0.8246, abs=1e-4)
    assert {faults["feature"][0], faults["other"][0]} == {0, 1}


def test_an_edge_without_a_continuation_is_told(road_over_two_sheets):
    alone = road_over_two_sheets.drop(1)
    faults = check_topology(alone, TOLERANCE)
    assert [(f.kind, f.feature) for f in faults.itertuples()] == [("unjoined", 0)]


def test_one_sheet_has_no_joins_and_neither_have_layers_without_sheets(road_over_two_sheets):
    assert check_topology(road_over_two_sheets.assign(sheet="09JB163"), TOLERANCE)["kind"].isin(["dangle"]).all()
    assert "join" not in set(check_topology(road_over_two_sheets.drop(columns="sheet"), TOLERANCE)["kind"])


def test_fields_that_miss_each_other_at_the_join_meet_in_the_middle():
    fields = layer_of(
        Polygon([(0, 0), (100, 0), (100, 20), (0, 20)]),
        Polygon([(0, 20), (100, 20), (100, 40), (0, 40)]),
        Polygon([(100, 0), (200, 0), (200, 21), (100, 21)]),
        Polygon([(100, 21), (200, 21), (200, 40), (100, 40)]),
        sheet=["A", "A", "B", "B"],
    )
    assert list(check_topology(fields, TOLERANCE)["kind"]) == ["join"]  # areas beside each other: one place, one fault
    after, _ = mended(fields, "join")
    assert check_topology(after, TOLERANCE).empty
    assert all(Point(100, 20.5).touches(shape) for shape in after.geometry)


def test_both_ends_at_a_join_move_to_the_middle(road_over_two_sheets):
    after, changes = mended(road_over_two_sheets, "join")
    assert set(changes) == {0, 1}
    assert after.geometry[0].coords[-1] == after.geometry[1].coords[0] == pytest.approx((100, 50.4))
    assert after.geometry[0].coords[1] == (60, 50)
    assert check_topology(after, TOLERANCE).empty


def test_a_free_end_is_moved_on_the_line_which_gets_a_corner():
    streets = layer_of(LineString([(0, 0, 7), (10, 0, 9)]), LineString([(5, 30, 3), (5, 0.4, 4)]))
    after, _ = mended(streets, "dangle")
    assert list(after.geometry[1].coords)[-1] == (5, 0, 4)
    assert list(after.geometry[0].coords) == [(0, 0, 7), (5, 0, 8), (10, 0, 9)]
    assert check_topology(after, TOLERANCE).empty


def test_a_narrow_overlap_is_given_back_and_a_wide_one_is_left_to_a_person():
    after, changes = mended(layer_of(box(0, 0, 10, 10), box(9.9, 0, 20, 10)), "overlap")
    assert set(changes) == {1}
    assert after.geometry[1].equals(box(10, 0, 20, 10))
    assert mended(layer_of(box(0, 0, 10, 10), box(8, 0, 20, 10)), "overlap")[1] == {}


def test_a_gap_goes_to_the_neighbour_with_the_longest_border():
    around = layer_of(box(0, 0, 10, 20), box(10.1, 0, 20, 20), box(10, -5, 10.1, 0.5), box(10, 19, 10.1, 25))
    after, changes = mended(around, "gap")
    assert set(changes) == {0}
    assert check_topology(after, TOLERANCE)["kind"].isin(["sliver"]).all()  # the two thin ones are left to a person


def test_a_bow_tie_becomes_the_two_areas_it_encloses():
    after, _ = mended(layer_of(Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])), "crossing")
    assert after.geometry[0].is_valid
    assert after.geometry[0].area == pytest.approx(50)


def test_a_double_goes_only_if_nothing_is_lost_with_it():
    twice = [box(0, 0, 1, 1), box(0, 0, 1, 1)]
    assert mended(layer_of(*twice, 名称=["畑", "畑"], uuid=["a", "b"]), "double")[1] == {1: None}
    assert mended(layer_of(*twice, 名称=["畑", "田"]), "double")[1] == {}


@pytest.mark.parametrize(
    ("kind", "shapes"),
    [("sliver", [box(0, 0, 50, 0.1)]), ("crossing", [LineString([(0, 0), (10, 10), (10, 0), (0, 10)])])],
)
def test_what_needs_a_person_stays_as_it_is(kind, shapes):
    assert mended(layer_of(*shapes), kind)[1] == {}


def test_a_fault_that_is_gone_changes_nothing():
    streets = layer_of(LineString([(0, 0), (10, 0)]), LineString([(5, 30), (5, 0.4)]))
    fault = found_in(streets)["dangle"]
    streets.loc[[1], "geometry"] = LineString([(5, 30), (5, 20)])
    assert mend(streets, fault, TOLERANCE) == {}
    assert mend(streets.drop(1), fault, TOLERANCE) == {}


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.integers(2, 30), st.floats(-0.9, 0.9), min_size=1, max_size=8),
    st.floats(0, 360),
)
def test_streets_that_end_short_of_a_main_road_all_meet_it_after_mending(streets, turn):
    """Whatever the direction of the town, and whether a street ends before the road or behind it."""
    road = LineString([(0, 0), (100, 0)])
    lines = [road, *(LineString([(3 * x, 40), (3 * x, short)]) for x, short in streets.items() if short)]
    town = layer_of(*lines)
    town = town.set_geometry(town.rotate(turn, origin=(0, 0)))
    for _ in range(len(lines)):
        dangles = [f for f in check_topology(town, TOLERANCE).itertuples(index=False) if f.kind == "dangle"]
        for fault in dangles[:1]:
            for label, shape in mend(town, fault, TOLERANCE).items():
                town.loc[[label], "geometry"] = shape
    assert not (check_topology(town, TOLERANCE)["kind"] == "dangle").any()
    assert shapely.is_valid(town.geometry.array).all()
