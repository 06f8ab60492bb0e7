"""What an algorithm refuses before any work, each in one sentence that names the file."""

import numpy as np
import pytest
import rasterio


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "09JB164C.tif"
    with rasterio.open(path, "w", driver="GTiff", width=50, height=40, count=1, dtype="uint8") as file:
        file.write(np.full((1, 40, 50), 255, "uint8"))
    return path


def refusal(name, **parameters):
    from qgis import processing
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException) as error:
        processing.run(f"shimonita:{name}", {key: str(value) for key, value in parameters.items()})
    return str(error.value)


def test_a_missing_layer_is_named(provider, tmp_path):
    said = refusal("exportopengeojson", INPUT=tmp_path / "道路.gpkg", OUTPUT=tmp_path / "roads.geojson")
    assert "There is no file" in said and "道路.gpkg" in said


def test_a_layer_that_is_none_is_named(provider, tmp_path):
    (tmp_path / "道路.shp").write_text("not a layer", encoding="utf-8")
    said = refusal("exportopengeojson", INPUT=tmp_path / "道路.shp", OUTPUT=tmp_path / "roads.geojson")
    assert "道路.shp cannot be opened as a vector layer" in said


def test_a_person_s_scan_is_never_written_over(provider, scan):
    before = scan.read_bytes()
    said = refusal("georeferencesheet", INPUT=scan, SHEET_CODE="09JB164C", DATUM=2, OUTPUT=scan)
    assert "both read and written" in said
    assert scan.read_bytes() == before


def test_a_link_to_the_scan_is_the_scan(provider, scan, tmp_path):
    (tmp_path / "other.tif").symlink_to(scan)
    said = refusal("georeferencesheet", INPUT=scan, SHEET_CODE="09JB164C", DATUM=2, OUTPUT=tmp_path / "other.tif")
    assert "both read and written" in said


def test_an_output_folder_that_is_not_there_is_said_before_the_work(provider, scan, tmp_path):
    said = refusal("georeferencesheet", INPUT=scan, SHEET_CODE="09JB164C", DATUM=2, OUTPUT=tmp_path / "無い" / "a.tif")
    assert "its folder does not exist" in said
