import pytest
from hypothesis import given
from hypothesis import strategies as st

from shimonita_gis.errors import SheetError
from shimonita_gis.sheets.sheetcode import LEVELS, AmbiguousCode, parse_code, sheet_at, sheets_over

TOWN_OFFICE = -93882, 24082


@pytest.mark.parametrize(
    ("code", "west", "south", "east", "north", "scale"),
    [
        ("09LD", -40000, -60000, 0, -30000, 50000),
        ("09LD35", -20000, -42000, -16000, -39000, 5000),
        ("09-LD-35-2", -18000, -40500, -16000, -39000, 2500),
        ("09LD352C", -18400, -40800, -17600, -40200, 1000),
        ("09LD3542/500", -19200, -40500, -18800, -40200, 500),
        ("09JB16", -96000, 24000, -92000, 27000, 5000),
        ("09JB1642/1250", -94000 + 1000, 24000 + 750, -92000, 24000 + 1500, 1250),
    ],
)
def test_code_covers_its_ground(code, west, south, east, north, scale):
    sheet = parse_code(code)
    assert (sheet.west, sheet.south, sheet.east, sheet.north, sheet.scale) == (west, south, east, north, scale)


def test_town_office_lies_on_its_sheets():
    assert [sheet_at(*TOWN_OFFICE, scale).code for scale in (2500, 1000, 500)] == ["09JB164", "09JB164C", "09JB1695"]


@pytest.mark.parametrize("text", ["09-jb-16-4c", "０９ＪＢ１６４Ｃ", "09 JB 16 4C", "09−JB−16−4C", "09ーJBー16ー4c"])
def test_ways_people_write_a_code(text):
    assert parse_code(text).code == "09JB164C"


def test_code_of_two_levels_is_asked_for():
    with pytest.raises(AmbiguousCode, match="write 09JB1642/1250 or 09JB1642/500") as question:
        parse_code("09JB1642")
    assert {sheet.scale for sheet in question.value.sheets} == {500, 1250}
    assert parse_code("09JB1642", scale=500).scale == 500


@pytest.mark.parametrize(
    "text", ["", "09", "20JB16", "09ZZ16", "09JB165", "09JB165F", "09JB164C1", "JB16", "09JB164/700"]
)
def test_what_is_no_code_is_refused(text):
    with pytest.raises(SheetError, match="is not a sheet code"):
        parse_code(text)


MILLIMETRES = 1000


@given(
    st.integers(-160_000 * MILLIMETRES, 160_000 * MILLIMETRES - 1),
    st.integers(-300_000 * MILLIMETRES + 1, 300_000 * MILLIMETRES),
    st.sampled_from(sorted(LEVELS)),
)
def test_code_and_ground_agree_both_ways(x, y, scale):
    x, y = x / MILLIMETRES, y / MILLIMETRES
    sheet = sheet_at(x, y, scale)
    assert sheet.west <= x < sheet.east
    assert sheet.south < y <= sheet.north
    assert parse_code(sheet.code, scale) == sheet


def test_sheets_over_an_area_leave_no_hole_and_come_once():
    sheets = list(sheets_over((-95_000, 23_500, -92_500, 25_600), 1000))
    assert len({sheet.code for sheet in sheets}) == len(sheets) == 16
    assert min(s.west for s in sheets) <= -95_000
    assert max(s.north for s in sheets) >= 25_600


def test_area_that_ends_on_a_neatline_takes_no_neighbour():
    sheet = parse_code("09JB164")
    bounds = sheet.west, sheet.south, sheet.east, sheet.north
    assert [s.code for s in sheets_over(bounds, 2500)] == ["09JB164"]
