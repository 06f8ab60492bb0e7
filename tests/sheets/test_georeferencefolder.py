import geopandas as gpd
import pytest
from PIL import Image

from shimonita_gis.sheets.sheetfolder import code_in


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("09JB164C", "09JB164C"),
        ("図面_09-JB-16-4_昭和62年", "09JB164"),
        ("０９ＪＢ１６４ｃ", "09JB164C"),
        ("scan0001", None),
        ("09JB164 09JB163", None),
        ("09JB1641", None),
        ("09JB1641_500", "09JB1641/500"),
        ("09JB1641（1：1250）昭和48年", "09JB1641/1250"),
        ("09JB1641_500dpi", None),
        ("09JB1695_400dpi", "09JB1695"),
    ],
)
def test_code_from_the_file_name(name, code):
    assert code_in(name)[0] == code


@pytest.fixture(scope="session")
def drawer(paper, scan_file, tmp_path_factory):
    """A folder as an office has it: a sheet, the same one turned, a half, a letter, no code in the name."""
    folder = tmp_path_factory.mktemp("drawer")
    (folder / "09JB164C.jpg").write_bytes(scan_file.read_bytes())
    Image.fromarray(paper.image[: paper.image.shape[0] // 2]).save(folder / "09JB164D.jpg", dpi=(200, 200))
    (folder / "09JB1642.tif").write_bytes(b"")
    (folder / "手紙<script>.png").write_bytes(b"not an image")
    (folder / "readme.txt").write_text("no scan")
    return folder


def run_folder(qgis_process, folder, output):
    index = output.parent / "index.gpkg"
    report = output.parent / "summary.html"
    qgis_process("georeferencefolder", FOLDER=folder, DATUM=0, OUTPUT_FOLDER=output, INDEX=index, REPORT=report)
    return gpd.read_file(index).set_index("scan")


def test_a_drawer_of_scans_and_a_second_run_that_repeats_nothing(qgis_process, drawer, tmp_path):
    index = run_folder(qgis_process, drawer, tmp_path / "placed")
    assert index.crs.to_epsg() == 6677
    assert set(index.index) == {"09JB164C.jpg", "09JB164D.jpg", "09JB1642.tif", "手紙<script>.png"}
    assert index.loc["09JB164C.jpg", "status"] in ("passed", "unconfirmed")
    assert index.loc["09JB164C.jpg", "rmse"] > 0
    assert (index.drop("09JB164C.jpg")["status"] == "refused").all()
    assert "two" not in index.loc["09JB164D.jpg", "reason"]
    assert "1:1250" in index.loc["09JB1642.tif", "reason"]
    assert "no sheet code" in index.loc["手紙<script>.png", "reason"]
    page = (tmp_path / "summary.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    raster = tmp_path / "placed" / "09JB164C.tif"
    made = raster.stat().st_mtime_ns
    again = run_folder(qgis_process, drawer, tmp_path / "placed")
    assert raster.stat().st_mtime_ns == made
    assert again["status"].to_dict() == index["status"].to_dict()
