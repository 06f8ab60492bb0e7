"""Coordinates as text and back: what is written is right to half a unit, and the quick reader is as strict as JSON."""

import json
import re

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from shimonita_gis.datum import transformer
from shimonita_gis.opendata.coordinates import decimals, geometry_texts
from shimonita_gis.opendata.lonlat import LOST, NO_PLACE, OUT_OF_RANGE, placed
from shimonita_gis.opendata.positions import DEPTH, NestingError, from_lists, from_texts

LONGITUDES = st.floats(-180, 180, allow_subnormal=True)
LATITUDES = st.floats(-90, 90, allow_subnormal=True)
DIGITS = st.integers(3, 9)
PLAIN = re.compile(r"-?(0|[1-9]\d*)\.\d+")


def same(positions, others):
    return (
        np.array_equal(positions.xy, others.xy)
        and len(positions.owners) == len(others.owners)
        and all(map(np.array_equal, positions.owners, others.owners))
    )


def shapes_rounded(shapes, digits):
    """Shapes in longitude and latitude on their way out, at ``digits``."""
    return placed(np.array(shapes, object), transformer(4326, 4326), digits)


@given(st.lists(st.tuples(LONGITUDES, LATITUDES), min_size=1, max_size=8), DIGITS)
def test_rounding_moves_no_point_by_more_than_half_a_unit(points, digits):
    out = shapes_rounded(shapely.points(points), digits)
    assert not out.happened
    texts = geometry_texts(out.shapes, out.digits)
    written = np.array([json.loads(text)["coordinates"] for text in texts])
    assert (np.abs(written - points) <= 0.5 * 10.0**-digits * (1 + 1e-6)).all()


@given(st.lists(st.tuples(LONGITUDES, LATITUDES), min_size=1, max_size=8), DIGITS)
def test_a_number_has_one_plain_spelling(points, digits):
    out = shapes_rounded(shapely.points(points), digits)
    for text in geometry_texts(out.shapes, out.digits):
        for number in text.decode().split("[")[1].rstrip("]}").split(","):
            assert PLAIN.fullmatch(number)
            assert len(number.partition(".")[2]) == digits
            assert not (number.startswith("-") and float(number) == 0)


@given(st.lists(st.integers(-(2**53), 2**53), min_size=1), st.integers(1, 12))
def test_decimals_are_those_of_exact_arithmetic(numbers, digits):
    characters, keep = decimals(np.array(numbers), digits)
    keep = np.ones(characters.shape, bool) if keep is None else keep
    spelled = [c[k].tobytes().decode() for c, k in zip(characters, keep, strict=True)]
    for number, text in zip(numbers, spelled, strict=True):
        whole, _, fraction = text.partition(".")
        assert len(fraction) == digits
        assert int(whole + fraction) == number
        assert text.startswith("-") == (number < 0)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(-1e-4, 1e-4), st.floats(-1e-4, 1e-4)), min_size=3, max_size=9),
    st.sampled_from([(138.7892, 36.2125), (0.0, 0.0), (-179.9, -45.0), (179.9999, 89.9)]),
    DIGITS,
)
def test_rings_leave_closed_wound_and_valid_or_are_listed(corners, middle, digits):
    ring = np.array([*corners, corners[0]]) + middle
    out = shapes_rounded([shapely.Polygon(ring)], digits)
    shape = out.shapes[0]
    if shape is None:
        assert LOST in out.happened
        return
    for polygon in shapely.get_parts(shape):
        text = geometry_texts(np.array([polygon]), out.digits)[0]
        rings = json.loads(text)["coordinates"]
        assert all(r[0] == r[-1] and len(r) >= 4 for r in rings)
        assert [shapely.LinearRing(r).is_ccw for r in rings] == [True] + [False] * (len(rings) - 1)
        assert shapely.Polygon(rings[0], rings[1:]).is_valid
    assert digits <= out.digits[0] <= 10


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_what_is_no_number_leaves_without_geometry_and_is_listed(bad, axis):
    ends = np.array([[138.7, 36.2], [138.8, 36.3]])
    ends[1, axis] = bad
    out = shapes_rounded([shapely.LineString(ends), shapely.Point(138.7, 36.2)], 7)
    assert out.happened[NO_PLACE].tolist() == [0]
    assert out.shapes[0] is None
    assert out.shapes[1].x == 138.7


@pytest.mark.parametrize("place", [(138.7, 90.1), (138.7, -91), (541, 36)])
def test_what_lies_beyond_the_earth_leaves_without_geometry_and_is_listed(place):
    out = shapes_rounded([shapely.Point(place)], 7)
    assert out.happened[OUT_OF_RANGE].tolist() == [0]
    assert out.shapes[0] is None


# --- the quick reader beside the json module

PLACES = st.lists(st.integers(-(10**9), 10**9).map(lambda n: n / 10**6), min_size=2, max_size=3)


def nested(depth):
    return PLACES if depth == 0 else st.lists(nested(depth - 1), min_size=1, max_size=3)


def spelled(value):
    """As the export spells it: no spaces, decimals with a point."""
    if isinstance(value, list):
        return "[" + ",".join(map(spelled, value)) + "]"
    return f"{value:.6f}"


@given(st.data(), st.sampled_from(sorted(DEPTH)))
def test_the_quick_reader_reads_what_the_json_module_reads(data, name):
    geometries = data.draw(st.lists(nested(DEPTH[name]), min_size=1, max_size=4))
    texts = [spelled(geometry) for geometry in geometries]
    positions = from_texts(name, [text.encode() for text in texts])
    assert same(positions, from_lists(name, list(map(json.loads, texts))))


SIGNS = st.sampled_from(["[", "]", ",", ".", "-", "0", "7", "[[", "],[", "1.5", "-0.0", "", "e5", " ", "null", '"1.0"'])


@settings(max_examples=400)
@given(st.data(), st.sampled_from(sorted(DEPTH)))
def test_the_quick_reader_takes_nothing_that_is_wrong(data, name):
    """One or two places of a right text are spoilt: what it still reads is JSON, nested right, and the same."""
    text = spelled(data.draw(nested(DEPTH[name])))
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(SIGNS) + text[at + data.draw(st.integers(0, 3)) :]
    positions = from_texts(name, [text.encode()])
    if positions is not None:
        assert same(positions, from_lists(name, [json.loads(text)]))


@pytest.mark.parametrize(
    "text",
    ["[1.0,2.0]]", "[[1.0,2.0]", "[1.0,2.0][3.0,4.0]", "[1.0]", "[1.0,2.0,3.0,4.0]", "[01.0,2.0]", "[1.,2.0]",
     "[.5,2.0]", "[--1.0,2.0]", "[1.0-2.0,2.0]", "[1.0,2.0,]", "[,1.0,2.0]", "[1.0,,2.0]", "[1.0 ,2.0]", "[1e5,2.0]",
     "[NaN,2.0]",
     "[1.0,2.0]\n[1.0,2.0]", "", "[]", "1.0,2.0", "[1.0,2.0]0", "[1.0,[2.0]]", "[1.0.0,2.0]"],
)  # fmt: skip
def test_the_quick_reader_leaves_these_to_the_json_module(text):
    assert from_texts("Point", [text.encode()]) is None


@pytest.mark.parametrize(
    ("name", "coordinates", "rule"),
    [
        ("Point", [1], "position"), ("Point", [1, True], "position"), ("Point", [1, None], "position"),
        ("Point", [1, 2, 3, 4], "position"), ("Point", {"x": 1}, "position"), ("Point", "12", "position"),
        ("LineString", [], "empty"), ("LineString", [1, 2], "position"), ("LineString", [[[1, 2]]], "position"),
        ("Polygon", [[]], "empty"), ("Polygon", [[1, 2], [3, 4]], "position"), ("Polygon", 5, "depth"),
        ("MultiPolygon", [[[[1, 2], [[3, 4], 5]]]], "depth"),
    ],
)  # fmt: skip
def test_lists_that_are_not_those_of_their_type(name, coordinates, rule):
    with pytest.raises(NestingError) as refusal:
        from_lists(name, [coordinates])
    assert refusal.value.rule == rule
