"""A row of dashes is one line; lettering and lone strokes are not."""

import numpy as np
from shapely import LineString

from shimonita_gis.sheets import network as net
from shimonita_gis.sheets.dashes import dashed


def strokes(*coordinates):
    lines = np.array([LineString(xy) for xy in coordinates], object)
    count = len(lines)
    return net.Network(lines, np.full(count, 3.0), np.full(count, 90.0), np.full(count, 0.2), np.zeros(count, bool))


def row(count, turn=0.0):
    """Dashes of 12 pixels with gaps of 9 along a line that turns by ``turn`` radians at each."""
    place, way, found = np.zeros(2), 0.0, []
    for _ in range(count):
        step = np.array([np.cos(way), np.sin(way)])
        found.append([place, place + 12 * step])
        place, way = place + 21 * step, way + turn
    return found


def test_dashes_in_a_row_are_joined_also_round_a_bend():
    for turn in (0.0, 0.08):
        member, bridges = dashed(strokes(*row(6, turn)), pen=3)
        assert member.all()
        assert len(bridges) == 5


def test_three_strokes_or_strokes_side_by_side_are_no_dashed_line():
    assert not dashed(strokes(*row(3)), pen=3)[0].any()
    side_by_side = [[(x, 0), (x, 12)] for x in range(0, 60, 9)]
    assert not dashed(strokes(*side_by_side), pen=3)[0].any()


def test_dashes_do_not_reach_for_the_lines_beside_them():
    wall = [[(0, 6), (200, 6)]]
    member, bridges = dashed(strokes(*row(5), *wall), pen=3)
    assert list(member) == [True] * 5 + [False]
    assert len(bridges) == 4
