"""Places along lines, found for all lines at once, are those that shapely finds one by one."""

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from shimonita_gis.sheets import network as net

POINT = st.tuples(st.integers(0, 50), st.integers(0, 50))
PATHS = st.lists(st.lists(POINT, min_size=2, max_size=9, unique=True), min_size=1, max_size=6)


@given(PATHS, st.lists(st.tuples(st.integers(0, 5), st.floats(0, 300)), max_size=20))
def test_places_are_those_of_shapely_to_the_last_bit(paths, asked):
    lines = np.array([shapely.LineString(path) for path in paths])
    owner = np.array([number % len(lines) for number, _ in asked], int)
    along = np.array([distance for _, distance in asked])
    expected = shapely.get_coordinates(shapely.line_interpolate_point(lines[owner], along))
    assert np.array_equal(net.places(lines, owner, along), expected)


def test_a_line_is_sampled_evenly_and_at_least_as_often_as_asked():
    owner, xy = net.samples(
        np.array([shapely.LineString([(0, 0), (10, 0)]), shapely.LineString([(0, 5), (1, 5)])]), 5, 1
    )
    assert owner.tolist() == [0, 0, 1]
    assert xy.tolist() == [[2.5, 0], [7.5, 0], [0.5, 5]]
