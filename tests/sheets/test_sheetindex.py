import geopandas as gpd
import pytest

OFFICE = "-93882,-93881,24082,24083 [EPSG:6677]"


@pytest.mark.parametrize(("level", "code"), [(2, "09JB164"), (3, "09JB164C"), (4, "09JB1695")])
def test_sheet_of_the_town_office(provider, tmp_path, level, code):
    from qgis import processing

    parameters = {"EXTENT": OFFICE, "LEVEL": level, "DATUM": 2, "OUTPUT": str(tmp_path / "sheets.gpkg")}
    processing.run("shimonita:sheetindex", parameters)
    sheets = gpd.read_file(tmp_path / "sheets.gpkg")
    assert sheets["code"].tolist() == [code]
    assert sheets.crs.to_epsg() == 6677
    assert sheets.geometry.iloc[0].bounds == pytest.approx(
        sheets[["west", "south", "east", "north"]].iloc[0].astype(float).tolist()
    )


def test_tokyo_datum_sheets_lie_where_the_grid_says(provider, tmp_path):
    from qgis import processing

    parameters = {"EXTENT": OFFICE, "LEVEL": 2, "DATUM": 0, "OUTPUT": str(tmp_path / "sheets.gpkg")}
    processing.run("shimonita:sheetindex", parameters)
    sheet = gpd.read_file(tmp_path / "sheets.gpkg").iloc[0]
    shift = sheet.geometry.centroid.x - (sheet.west + sheet.east) / 2
    rise = sheet.geometry.centroid.y - (sheet.south + sheet.north) / 2
    assert (shift, rise) == (pytest.approx(-291.5, abs=1), pytest.approx(355.1, abs=1))


def test_as_a_user_runs_it(qgis_process, tmp_path):
    output = tmp_path / "sheets.gpkg"
    qgis_process("sheetindex", EXTENT="-97000,-91000,21000,27000 [EPSG:6677]", LEVEL=2, DATUM=1, OUTPUT=output)
    sheets = gpd.read_file(tmp_path / "sheets.gpkg")
    assert len(sheets) == 4 * 4
    assert sheets.union_all().geom_type == "Polygon"
