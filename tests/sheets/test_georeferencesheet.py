import numpy as np
import pytest
import rasterio
import shapely

from shimonita_gis.sheets.linework import Place, vectorize
from shimonita_gis.sheets.neatline import NeatlineError, find_neatline
from shimonita_gis.sheets.points import read_points
from shimonita_gis.sheets.sheetcode import parse_code

MILLIMETRE = 1.0  # on the ground at 1:1000


def corners_in(path):
    """The neatline's corners of a placed sheet in EPSG:6677, measured in the file itself."""
    with rasterio.open(path) as placed:
        assert placed.crs.to_epsg() == 6677
        corners = find_neatline(placed.read(1)).corners
        return np.column_stack(placed.transform * corners.T)


def true_corners(paper):
    """Where the corners of a Tokyo-datum sheet are in EPSG:6677, by the sample town's own reckoning."""
    from sample_town.frame import town_to_sheet

    ground = parse_code(paper.code).corners
    town = ground.copy()
    for _ in range(5):
        town += ground - np.column_stack(town_to_sheet(*town.T, paper.datum))
    return town


def test_sheet_lies_where_the_town_lies(provider, paper, scan_file, tmp_path):
    from qgis import processing

    parameters = {
        "INPUT": str(scan_file),
        "SHEET_CODE": "09-jb-16-4c",
        "DATUM": 0,
        "OUTPUT": str(tmp_path / "placed.tif"),
        "POINTS": str(tmp_path / "placed.points"),
        "REPORT": str(tmp_path / "report.html"),
    }
    result = processing.run("shimonita:georeferencesheet", parameters)
    errors = np.linalg.norm(corners_in(result["OUTPUT"]) - true_corners(paper), axis=1)
    assert errors.max() < 0.2 * MILLIMETRE
    assert 0 < result["RMSE"] < 0.7
    assert result["RMSE"] <= result["MAX_RESIDUAL"]
    assert result["VERDICT"] in ("passed", "unconfirmed")
    with rasterio.open(result["OUTPUT"]) as placed:
        assert placed.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert placed.overviews(1)
        assert placed.dataset_mask()[0, 0] == 0
    points = read_points(tmp_path / "placed.points", 30169)
    assert len(points) == 39
    assert np.abs(points[0].pixel - paper.corners[0]).max() < 1
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "旧日本測地系" in page
    assert 'src="data:image/jpeg' in page
    assert sorted(p.name for p in tmp_path.iterdir()) == ["placed.points", "placed.tif", "report.html"]


def test_lines_of_a_placed_sheet_know_how_exactly_it_was_placed(provider, paper, scan_file, tmp_path):
    from qgis import processing

    parameters = {"INPUT": str(scan_file), "SHEET_CODE": "09JB164C", "DATUM": 0, "OUTPUT": str(tmp_path / "placed.tif")}
    result = processing.run("shimonita:georeferencesheet", parameters)
    with rasterio.open(result["OUTPUT"]) as placed:
        stated = float(placed.tags()["SHEET_RMSE_METRES"])
    assert stated == pytest.approx(result["RMSE"], abs=0.0006)
    east, north = true_corners(paper).mean(axis=0)
    place = Place.of(result["OUTPUT"])
    assert place.dpi == pytest.approx(200, abs=2)
    lines = vectorize(result["OUTPUT"], extent=(east - 60, north - 60, east + 60, north + 60)).lines
    assert len(lines) > 10
    assert set(lines["accuracy_m"]) == {stated}
    cross = shapely.MultiLineString([[(east - 5, north), (east + 5, north)], [(east, north - 5), (east, north + 5)]])
    assert lines.intersection(cross.buffer(0.5)).length.sum() < 2, "the neatline says where ticks stand, also in a part"


def test_points_of_the_georeferencer_place_the_sheet(provider, paper, scan_file, tmp_path):
    from qgis import processing

    rows = [f"{x},{y},{px},{-py},1,0,0,0" for (x, y), (px, py) in zip(true_corners(paper), paper.corners, strict=True)]
    gcps = tmp_path / "hand.points"
    gcps.write_text("#CRS: EPSG:6677\nmapX,mapY,sourceX,sourceY,enable,dX,dY,residual\n" + "\n".join(rows))
    parameters = {"INPUT": str(scan_file), "SHEET_CODE": "09JB164C", "DATUM": 0, "GCPS": str(gcps),
                  "OUTPUT": str(tmp_path / "placed.tif")}  # fmt: skip
    result = processing.run("shimonita:georeferencesheet", parameters)
    assert np.linalg.norm(corners_in(result["OUTPUT"]) - true_corners(paper), axis=1).max() < MILLIMETRE


def test_half_a_sheet_is_refused_and_the_report_shows_why(provider, paper, tmp_path):
    from PIL import Image
    from qgis import processing
    from qgis.core import QgsProcessingException

    half = tmp_path / "half.jpg"
    Image.fromarray(paper.image[:, : paper.image.shape[1] // 2]).save(half, dpi=(200, 200))
    parameters = {"INPUT": str(half), "SHEET_CODE": "09JB164C", "DATUM": 0, "OUTPUT": str(tmp_path / "placed.tif"),
                  "REPORT": str(tmp_path / "report.html")}  # fmt: skip
    with pytest.raises(QgsProcessingException, match="neatline"):
        processing.run("shimonita:georeferencesheet", parameters)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["half.jpg", "report.html"]
    assert "不合格" in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("axis", [0, 1])
def test_two_sheets_in_one_scan_are_refused(paper, axis):
    with pytest.raises(NeatlineError, match="two sheets"):
        find_neatline(np.concatenate([paper.image[..., 1]] * 2, axis=axis), paper.dpi)


@pytest.mark.parametrize(
    ("content", "code", "reason"),
    [
        (None, "09JB164C", "There is no file"),
        (b"not an image", "09JB164C", "is not an image"),
        (b"", "09JB164C", "is not an image"),
        (b"", "09XX", "is not a sheet code"),
        (b"", "09JB1642", "can be a sheet"),
        (b"", "08JB164C", "zone 8"),
    ],
)
def test_bad_input_gets_one_sentence(provider, tmp_path, content, code, reason):
    from qgis import processing
    from qgis.core import QgsProcessingException

    scan = tmp_path / "scan.tif"
    if content is not None:
        scan.write_bytes(content)
    parameters = {"INPUT": str(scan), "SHEET_CODE": code, "DATUM": 2, "OUTPUT": str(tmp_path / "placed.tif")}
    with pytest.raises(QgsProcessingException, match=reason):
        processing.run("shimonita:georeferencesheet", parameters)
    assert not (tmp_path / "placed.tif").exists()


def test_as_a_user_runs_it(qgis_process, scan_file, tmp_path):
    output = tmp_path / "placed.tif"
    results = qgis_process("georeferencesheet", INPUT=scan_file, SHEET_CODE="09JB164C", DATUM=0, OUTPUT=output)
    assert results["RMSE"] > 0
    assert results["VERDICT"] in ("passed", "unconfirmed")
    with rasterio.open(results["OUTPUT"]) as placed:
        assert placed.crs.to_epsg() == 6677
