"""Lines are judged by traits that know no scale, gaps get every bridge that is likely, weak borders give way."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from shapely import LineString

from shimonita_gis.sheets import gaps
from shimonita_gis.sheets import network as net
from shimonita_gis.sheets.boosting import Trees
from shimonita_gis.sheets.borders import regions
from shimonita_gis.sheets.centrelines import trace
from shimonita_gis.sheets.drawing import Drawing
from shimonita_gis.sheets.separation import Judges
from shimonita_gis.sheets.traits import TRAITS, Traits


def network(*coordinates, probability=None):
    lines = np.array([LineString(xy) for xy in coordinates], object)
    count = len(lines)
    likely = np.ones(count) if probability is None else np.array(probability, float)
    return net.Network(lines, np.full(count, 3.0), np.full(count, 90.0), likely, np.zeros(count, bool))


def test_trees_add_up_to_log_odds_and_survive_their_file(tmp_path):
    """One stump: 2 below or at 0.5 of the second feature, -1 above it."""
    stump = Trees(
        np.array([1, -1, -1], np.int16),
        np.array([0.5, 0, 0], np.float32),
        np.array([1, 0, 0], np.int32),
        np.array([2, 0, 0], np.int32),
        np.array([0, 2, -1], np.float32),
        np.array([0], np.int32),
        ("a", "b"),
        0.25,
    )
    table = np.array([[9, 0.5], [9, 0.6]], np.float32)
    expected = 1 / (1 + np.exp([-2.25, 0.75]))
    assert stump.probability(table) == pytest.approx(expected, rel=1e-6)
    stump.write(tmp_path / "stump.npz")
    read = Trees.read(tmp_path / "stump.npz")
    assert read.names == ("a", "b")
    assert read.probability(table) == pytest.approx(expected, rel=1e-6)


def test_the_plugins_trees_know_the_traits_that_are_measured():
    judges = Judges.trained()
    assert judges.lines.names == tuple(TRAITS)
    assert judges.gaps.names == tuple(gaps.GAP_TRAITS)


@pytest.fixture
def rooms():
    """Two rooms in a skeleton, and the same twice as large drawn with a pen twice as wide."""

    def drawn(scale):
        drawing = Drawing.blank((80 * scale, 120 * scale), 3.0 * scale)
        for row in (10, 70):
            drawing.skeleton[row * scale, 10 * scale : 110 * scale + 1] = True
        for column in (10, 60, 110):
            drawing.skeleton[10 * scale : 70 * scale + 1, column * scale] = True
        drawing.width[drawing.skeleton] = 30 * scale
        drawing.weight[drawing.skeleton] = 100
        graph = trace(drawing.skeleton)
        count = len(graph)
        lines = net.merged(net.of_graph(graph, np.full(count, 3.0 * scale), np.full(count, 100.0)))
        return Traits(lines, drawing)

    return drawn(1), drawn(2)


def test_traits_do_not_depend_on_the_resolution(rooms):
    fine, coarse = (traits.table[np.lexsort(traits.middle[0][1::3].T)] for traits in rooms)
    names = [name for name in TRAITS if not name.startswith(("texture", "ink", "stroke_ink", "stroke_texture"))]
    columns = [list(TRAITS).index(name) for name in names]
    assert fine.shape == (3, len(TRAITS))
    assert fine[:, columns] == pytest.approx(coarse[:, columns], rel=0.15, abs=0.15)


def test_a_broken_wall_is_offered_its_other_half_and_its_corner():
    wall = network([(0, 0), (40, 0)], [(50, 0), (90, 0)], [(96, 6), (96, 60)])
    ends = gaps.FreeEnds.of(wall, look_back=9)
    bridges = gaps.proposed(wall, ends, pen=3)
    offered = {shapely.to_wkt(line, trim=True, rounding_precision=1) for line in shapely.normalize(bridges.lines)}
    assert "LINESTRING (40 0, 50 0)" in offered
    assert "LINESTRING (90 0, 96 0, 96 6)" in offered


def test_a_likely_bridge_joins_the_wall_exactly():
    wall = network([(0, 0), (40, 0)], [(50, 0), (90, 0)])
    whole = net.noded(wall, shapely.linestrings([[(40, 0), (50, 0)]]), np.array([0.8]))
    assert len(whole) == 3
    assert list(shapely.normalize(whole.lines[whole.bridged])) == [shapely.LineString([(40, 0), (50, 0)])]
    assert whole.probability[whole.bridged] == pytest.approx(0.8)
    assert len(net.merged(whole)) == 1


def test_a_bridge_that_touches_nothing_stands_alone():
    wall = network([(0, 0), (40, 0)])
    whole = net.noded(wall, shapely.linestrings([[(60, 50), (70, 50)]]), np.array([0.8]))
    assert list(whole.bridged) == [False, True]
    assert len(net.noded(wall.keep(np.array([False])), shapely.linestrings([[(0, 0), (9, 0)]]), np.array([0.8]))) == 1


@pytest.mark.parametrize(("border", "kept"), [(False, [False, True, True]), (True, [True, False, True])])
def test_what_runs_twice_stays_once(border, kept):
    """The likelier one, but a border before what is none."""
    twice = network(
        [(0, 0), (40, 0), (50, 9)], [(50, 9), (40, 0), (0, 0)], [(0, 0), (50, 9)], probability=[0.7, 0.9, 0.8]
    )
    assert list(net.single(twice, np.array([border, False, False]))) == kept


@pytest.fixture
def three_rooms():
    """Rooms of 40 x 40 side by side; the wall between the first two is doubtful."""
    room = [[(x, 0), (x + 40, 0)] for x in (0, 40, 80)] + [[(x, 40), (x + 40, 40)] for x in (0, 40, 80)]
    walls = [[(x, 0), (x, 40)] for x in (0, 40, 80, 120)]
    return network(*room, *walls, probability=[0.9] * 7 + [0.2, 0.9, 0.9])


def test_rooms_grow_together_over_a_doubtful_wall(three_rooms):
    sides = regions(three_rooms, 0.5, 0)
    border = sides[:, 0] != sides[:, 1]
    assert list(np.flatnonzero(~border)) == [7]
    uninked = replace(three_rooms, bridged=np.arange(10) == 8)
    assert np.ptp(regions(uninked, 0.8, 0)[8]) == 0, "a border without ink is worth less"


def test_what_is_too_small_for_a_shape_gives_way(three_rooms):
    sides = regions(three_rooms, 0.1, 40 * 40 + 1)
    assert (sides[:, 0] != sides[:, 1]).sum() < 10
