"""The sheets of an area, at all levels and on each datum."""

import geopandas as gpd
import numpy as np
import pytest

from sample_town.frame import TOKYO, sheet_frame, town_to_sheet
from shimonita_gis.errors import SheetError
from shimonita_gis.sheets.sheetcode import AmbiguousCode, parse_code

OFFICE = "-93882,-93881,24082,24083 [EPSG:6677]"
CODES = "09JB", "09JB16", "09JB164", "09JB164C", "09JB1695"  # of the town office, coarse to fine


def sheets_of(folder, **parameters):
    from qgis import processing

    parameters = {"EXTENT": OFFICE, "OUTPUT": str(folder / "sheets.gpkg")} | parameters
    result = processing.run("shimonita:sheetindex", parameters)
    sheets = gpd.read_file(folder / "sheets.gpkg")
    assert sheets.crs.to_epsg() == 6677
    assert result["COUNT"] == len(sheets)
    return sheets


@pytest.mark.parametrize(("level", "code"), list(enumerate(CODES)))
@pytest.mark.parametrize("datum", [1, 2])
def test_sheet_of_the_town_office(provider, tmp_path, level, code, datum):
    (sheet,) = sheets_of(tmp_path, LEVEL=level, DATUM=datum).itertuples()
    frame = sheet_frame(code)
    assert (sheet.code, sheet.scale) == (code, frame.scale)
    assert sheet.printed.replace("-", "") == code
    assert sheet.geometry.bounds == pytest.approx((frame.west, frame.south, frame.east, frame.north), abs=0.001)
    assert (sheet.west, sheet.south, sheet.east, sheet.north) == (frame.west, frame.south, frame.east, frame.north)


@pytest.mark.parametrize("level", [2, 3, 4])
def test_tokyo_datum_sheets_lie_where_the_town_says(provider, tmp_path, level):
    """Their corners, taken to the sheet's datum by the sample town's own reckoning, are the neatline's."""
    for sheet in sheets_of(tmp_path, LEVEL=level, DATUM=TOKYO).itertuples():
        ring = np.array(sheet.geometry.exterior.coords)[::10][:4]
        corners = np.column_stack(town_to_sheet(*ring.T, TOKYO))
        assert np.abs(corners - parse_code(sheet.code, sheet.scale).corners).max() < 0.01


@pytest.mark.parametrize("datum", [0, 2])
def test_sheets_of_an_area_leave_no_gap(provider, tmp_path, datum):
    area = "-96500,-91500,21500,26500 [EPSG:6677]"
    sheets = sheets_of(tmp_path, EXTENT=area, LEVEL=2, DATUM=datum)
    assert sheets["code"].is_unique
    whole = sheets.union_all().buffer(0.01)
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0
    assert whole.contains(gpd.points_from_xy([-96500, -91500, -96500], [21500, 26500, 26500])).all()


def test_too_large_an_area_is_refused(provider, tmp_path):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="smaller area"):
        sheets_of(tmp_path, EXTENT="-150000,150000,-300000,290000 [EPSG:6677]", LEVEL=4, DATUM=2)


def test_a_code_of_two_levels_is_asked_for():
    with pytest.raises(AmbiguousCode) as asked:
        parse_code("09JB1642")
    assert {sheet.scale for sheet in asked.value.sheets} == {500, 1250}
    assert "09JB1642/500" in str(asked.value)
    assert parse_code("09JB1642/500").scale == 500
    with pytest.raises(SheetError):
        parse_code("09JB1642/2500")


def test_as_a_user_runs_it(qgis_process, tmp_path):
    output = tmp_path / "sheets.gpkg"
    result = qgis_process("sheetindex", EXTENT="-97000,-91000,21000,27000 [EPSG:6677]", LEVEL=2, DATUM=1, OUTPUT=output)
    sheets = gpd.read_file(tmp_path / "sheets.gpkg")
    assert result["COUNT"] == len(sheets) == 4 * 4
    assert sheets.union_all().geom_type == "Polygon"
