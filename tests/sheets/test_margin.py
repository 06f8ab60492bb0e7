"""What the paper says of itself is read: which way is up, and on which datum it was drawn."""

from dataclasses import replace

import numpy as np
import pytest

from shimonita_gis.datum import Datum
from shimonita_gis.errors import SheetError
from shimonita_gis.sheets.accuracy import Verdict
from shimonita_gis.sheets.marginalia import DATUM_READ, datums_in, reader, reads_japanese
from shimonita_gis.sheets.placement import TURNED, place
from shimonita_gis.sheets.scan import read_scan, turned_points
from shimonita_gis.sheets.sheetcode import parse_code

reads = pytest.mark.skipif(not reader() or not reads_japanese(reader()), reason="needs Tesseract with Japanese")
SHEET = parse_code("09JB164C")


@pytest.fixture(scope="session")
def scan(scan_file):
    return read_scan(scan_file)


@reads
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_scan_is_put_upright_by_its_lettering(scan, paper, degrees):
    turned = replace(scan, pixels=np.ascontiguousarray(np.rot90(scan.pixels, -degrees // 90, axes=(1, 2))))
    placement = place(turned, SHEET, Datum.TOKYO)
    assert placement.turn == -degrees % 360
    assert (TURNED, {"degrees": placement.turn}) in placement.assumptions
    corners = np.array([point.pixel for point in placement.points[:4]])
    assert np.abs(corners - turned_points(paper.corners, degrees, scan.size)).max() < 1
    assert placement.verdict is Verdict.PASSED


@reads
def test_the_datum_in_the_margin_is_evidence_and_another_one_is_refused(scan):
    placement = place(scan, SHEET, Datum.TOKYO)
    assert [text for text, _ in placement.evidence] == [DATUM_READ]
    with pytest.raises(SheetError, match="margin says"):
        place(scan, SHEET, Datum.JGD2011)


@pytest.mark.parametrize(
    ("text", "datums"),
    [
        ("日本測地系　平面直角座標系第Ⅸ系", {Datum.TOKYO}),
        ("旧 日 本 測 地 系", {Datum.TOKYO}),
        ("世界測地系", {Datum.JGD2000, Datum.JGD2011}),
        ("日本測地系2000", {Datum.JGD2000}),
        ("日本測地系（2011）", {Datum.JGD2011}),
        ("測地成果２０１１", {Datum.JGD2011}),
        ("昭和62年測量", None),
    ],
)
def test_words_for_a_datum(text, datums):
    assert [found for _, found in datums_in(text)] == ([datums] if datums else [])
