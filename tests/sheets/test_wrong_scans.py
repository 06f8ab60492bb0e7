"""What looks like a good scan of the sheet and is none: it waits for a person or is refused, and never passes."""

import numpy as np
import pytest
from bench.wrong_scans import KINDS

from shimonita_gis.errors import SheetError
from shimonita_gis.sheets.accuracy import Verdict
from shimonita_gis.sheets.marginalia import scale_doubts, scales_in
from shimonita_gis.sheets.neatline import Edge
from shimonita_gis.sheets.piecing import Jump, bare_strips, find_jumps
from shimonita_gis.sheets.placement import place
from shimonita_gis.sheets.scan import Scan
from shimonita_gis.sheets.sheetcode import parse_code
from shimonita_gis.sheets.ticks import Tick, tick_grid


def scan_of(wrong):
    return Scan("wrong.jpg", np.ascontiguousarray(np.moveaxis(wrong.image, 2, 0)), wrong.dpi)


@pytest.mark.parametrize("kind", ["only neighbours' codes legible", "mirrored", "cut and glued, 2 mm lost"])
def test_does_not_pass(paper, kind):
    wrong = KINDS[kind](paper)
    try:
        verdict = place(scan_of(wrong), parse_code(wrong.code), wrong.datum).verdict
    except SheetError:
        verdict = Verdict.REFUSED
    assert verdict is not Verdict.PASSED


def edge_as_scanned(moved, start, end):
    x, y = 8 * np.array(moved(*np.linspace(start, end, 1000).T))
    upright = start[0] == end[0]
    along, across = (y, x) if upright else (x, y)
    return Edge(np.column_stack([x, y]), lambda at: np.interp(at, along, across), upright, 0, (1, 1))


def jumps_where(moved, without=()):
    """The jumps of a sheet scanned at 8 pixels a millimetre; ``moved`` takes places on the paper (millimetres) to where
    they came to lie, and the ticks of the columns and (negative) rows ``without`` were not found."""
    corners = np.array([(0, 0), (800, 0), (800, 600), (0, 600)])
    ticks = [Tick(column, row, 8 * np.array(moved(100.0 * column, 100.0 * row))) for column, row in tick_grid()]
    edges = [edge_as_scanned(moved, *corners[ends]) for ends in ([0, 1], [1, 2], [3, 2], [0, 3])]
    return find_jumps([tick for tick in ticks if {tick.column, -tick.row}.isdisjoint(without)], edges, 8)


def test_a_jump_of_the_paper_is_measured_from_tick_to_tick():
    lost = jumps_where(lambda x, y: (x - 2 * (x > 350), y))
    assert lost == [Jump(True, 300, 400, pytest.approx(-2))]
    assert jumps_where(lambda x, y: (x, y + 4 * (y > 480))) == [Jump(False, 400, 500, pytest.approx(4))]
    assert jumps_where(lambda x, y: (x, y + 3 * (x > 620))) == [Jump(True, 600, 700, pytest.approx(3), sideways=True)]
    at_the_edge = jumps_where(lambda x, y: (x - 2 * (x > 750), y))
    assert at_the_edge == [Jump(True, 700, 800, pytest.approx(-2))]
    assert at_the_edge[0].half_turned() == Jump(True, 0, 100, pytest.approx(-2))


def test_a_jump_is_seen_over_a_column_whose_ticks_were_lost_with_it():
    assert jumps_where(lambda x, y: (x - 4 * (x > 400), y), without={4}) == [Jump(True, 300, 500, pytest.approx(-4))]
    assert jumps_where(lambda x, y: (x, y + 4 * (y > 200)), without={-2}) == [Jump(False, 100, 300, pytest.approx(4))]


def test_a_line_taken_for_the_neatline_shows_in_ticks_that_are_not_in_their_place():
    """A cut that lost 5 mm made the outer frame fit the paper's size better than the neatline on one side."""
    ticks = [Tick(column, row, np.zeros(2)) for column, row in tick_grid()]
    assert list(bare_strips(ticks[::2])) == []
    assert list(bare_strips([tick for tick in ticks if tick.column < 4])) == [(True, 300, 800)]
    assert list(bare_strips([tick for tick in ticks if tick.row > 1])) == [(False, 0, 200)]


def test_paper_that_shrank_turned_and_waved_has_no_jump():
    def waved(x, y):
        return 0.995 * x - 0.02 * y + 0.3 * np.sin(x / 60), 0.998 * y + 0.02 * x + 0.3 * np.sin(x / 80 + y / 70)

    assert jumps_where(waved) == []
    assert jumps_where(lambda x, y: (x, y), without=range(1, 8)) == []


@pytest.mark.parametrize(
    ("text", "scales"),
    [
        ("1:500\n09JB1641", {500}),
        ("縮尺 1 , 2 5 0 分の1", {1250}),
        ("１：２，５００　昭和62年測量", {2500}),
        ("平成11年 1/1000", {1000}),
        ("X=24.600km\n1:300", set()),
    ],
)
def test_the_scale_on_the_paper_is_read(text, scales):
    assert set(scales_in(text)) == scales


def test_a_code_of_two_levels_needs_its_scale_read(paper):
    grey = paper.image[..., 1]
    unsure = scale_doubts(None, grey, paper.corners, paper.dpi, parse_code("09JB1641/500"))
    assert [values for _, values in unsure] == [{"code": "09JB1641", "scale": 500}]
    assert scale_doubts(None, grey, paper.corners, paper.dpi, parse_code("09JB164C")) == ()
