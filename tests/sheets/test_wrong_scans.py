"""What looks like a good scan of the sheet and is none: it waits for a person or is refused, and never passes."""

from dataclasses import replace

import numpy as np
import pytest
from bench.wrong_scans import KINDS

from shimonita_gis.errors import SheetError
from shimonita_gis.sheets.accuracy import Verdict
from shimonita_gis.sheets.marginalia import scale_doubts, scales_in
from shimonita_gis.sheets.neatline import MM_PER_INCH, find_neatline
from shimonita_gis.sheets.piecing import find_jumps
from shimonita_gis.sheets.placement import place, ticks_inside
from shimonita_gis.sheets.scan import Scan
from shimonita_gis.sheets.sheetcode import parse_code


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


def jumps_of(scan):
    neatline = find_neatline(scan.grey, scan.dpi)
    return find_jumps(ticks_inside(scan.grey, neatline.corners, scan.dpi), neatline.edges, scan.dpi / MM_PER_INCH)


@pytest.mark.parametrize(
    ("kind", "upright", "millimetres", "sideways"),
    [
        ("cut and glued, 2 mm lost", True, -2, False),
        ("scanner slipped, 4 mm twice", False, 4, False),
        ("halves glued 3 mm apart", True, 3, True),
    ],
)
def test_a_jump_of_the_paper_is_measured_from_tick_to_tick(paper, kind, upright, millimetres, sideways):
    largest = jumps_of(scan_of(KINDS[kind](paper)))[0]
    assert (largest.upright, largest.sideways) == (upright, sideways)
    assert largest.millimetres == pytest.approx(millimetres, abs=0.7)


def test_a_jump_is_found_at_the_same_place_of_the_paper_when_the_scan_lies_upside_down(paper):
    wrong = KINDS["cut and glued, 2 mm lost"](paper)
    jump = jumps_of(scan_of(wrong))[0]
    turned = jumps_of(scan_of(replace(wrong, image=wrong.image[::-1, ::-1])))[0]
    assert turned.half_turned().start == jump.start


def test_paper_that_only_shrank_and_waved_has_no_jump(paper):
    assert jumps_of(Scan("good.jpg", np.ascontiguousarray(np.moveaxis(paper.image, 2, 0)), paper.dpi)) == []


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
