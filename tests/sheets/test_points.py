"""Control points go to the QGIS Georeferencer and come from it."""

import csv

import numpy as np
import pytest

from shimonita_gis.datum import Datum
from shimonita_gis.errors import InputError, SheetError
from shimonita_gis.sheets.placement import place
from shimonita_gis.sheets.points import ControlPoint, read_points, write_points
from shimonita_gis.sheets.scan import read_scan
from shimonita_gis.sheets.sheetcode import parse_code

POINTS = (
    ControlPoint("NW", np.array([-94400.0, 24600.0]), np.array([393.25, 411.5])),
    ControlPoint("3-2", np.array([-94100.0, 24400.0]), np.array([2700.0, 2100.125]), used=False),
    ControlPoint("SE", np.array([-93600.0, 24000.0]), np.array([6648.5, 5172.0])),
)
# as QGIS 3.44 writes it: rows count upwards, so that y in the picture is negative
QGIS = """#CRS: EPSG:30169
mapX,mapY,sourceX,sourceY,enable,dX,dY,residual
-94400,24600,393.25,-411.5,1,0,0,0
-94100,24400,2700,-2100.125,0,0,0,0
-93600,24000,6648.5,-5172,1,0,0,0
"""


def same(points):
    assert [point.used for point in points] == [point.used for point in POINTS]
    for name in ("ground", "pixel"):
        found, wanted = (np.array([getattr(point, name) for point in each]) for each in (points, POINTS))
        assert np.abs(found - wanted).max() < 1e-5


def test_what_is_written_is_what_the_georeferencer_reads(tmp_path):
    write_points(POINTS, np.array([(0.3, -0.4), (3, 4), (0, 0)]), 30169, tmp_path / "sheet.points")
    crs, *lines = (tmp_path / "sheet.points").read_text(encoding="utf-8").splitlines()
    assert crs.startswith("#CRS: PROJCRS[")
    assert "\n" not in crs
    rows = list(csv.DictReader(lines))
    assert list(rows[0]) == ["mapX", "mapY", "sourceX", "sourceY", "enable", "dX", "dY", "residual"]
    assert [float(rows[0][name]) for name in ("sourceX", "sourceY", "dX", "dY", "residual")] == [
        393.25, -411.5, 0.3, 0.4, 0.5]  # fmt: skip
    assert [row["enable"] for row in rows] == ["1", "0", "1"]
    same(read_points(tmp_path / "sheet.points", 30169))


def test_qgis_knows_the_reference_system_that_is_written(provider, tmp_path):
    from qgis.core import QgsCoordinateReferenceSystem

    write_points(POINTS, np.zeros((3, 2)), 30169, tmp_path / "sheet.points")
    wkt = (tmp_path / "sheet.points").read_text(encoding="utf-8").splitlines()[0].removeprefix("#CRS: ")
    assert QgsCoordinateReferenceSystem.fromWkt(wkt).authid() == "EPSG:30169"


@pytest.mark.parametrize(
    "text",
    [
        QGIS,
        QGIS.replace("\n", "\r\n"),
        "\ufeff" + QGIS,
        QGIS.split("\n", 1)[1],
        QGIS.split("\n", 1)[1].replace("source", "pixel"),
    ],
    ids=["as it is", "Windows", "BOM", "no CRS", "before 3.26"],
)
def test_files_of_the_georeferencer_are_read(tmp_path, text):
    (tmp_path / "hand.points").write_text(text, encoding="utf-8", newline="")
    same(read_points(tmp_path / "hand.points", 30169))


def test_points_on_another_datum_are_taken_to_the_sheets_own(tmp_path):
    (tmp_path / "hand.points").write_text(QGIS.replace("30169", "6677"), encoding="utf-8")
    east, north = read_points(tmp_path / "hand.points", 30169)[0].ground - POINTS[0].ground
    assert (east, north) == (pytest.approx(-355, abs=1), pytest.approx(291, abs=1)) or np.hypot(east, north) > 450


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", QGIS.replace("24600", "north"), QGIS.replace("24600", "nan")])
def test_what_are_no_points_is_refused(tmp_path, text):
    (tmp_path / "hand.points").write_text(text, encoding="utf-8")
    if not text:
        assert read_points(tmp_path / "hand.points", 30169) == ()
        return
    with pytest.raises(InputError, match="not a file of control points"):
        read_points(tmp_path / "hand.points", 30169)


def test_points_set_in_coordinates_of_a_georeference_are_not_taken_for_pixels(scan_file):
    points = [ControlPoint(p.name, p.ground, p.ground * 1e-5 + [139.7, -36.2]) for p in POINTS]
    points.append(ControlPoint("SW", np.array([-94400.0, 24000.0]), np.array([138.8, -36.1])))
    with pytest.raises(SheetError, match="outside the picture"):
        place(read_scan(scan_file), parse_code("09JB164C"), Datum.TOKYO, points)
