import geopandas as gpd
import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin
from shapely import box

from shimonita_gis.sheets.accuracy import ACCURACY_TAG, stated_accuracy

PIXEL = 0.2
SHEETS = {"09JB164C": (-94400, 24000, -93600, 24600), "09JB164D": (-93600, 24000, -92800, 24600)}


def drawn(bounds, path, pixel=PIXEL, shift=(0, 0), accuracy=None):
    """A placed sheet: white paper, its neatline, a road each 40 m that runs on into the next sheet, a margin of 5 m."""
    west, south, east, north = (value + by for value, by in zip(bounds, (-5, -5, 5, 5), strict=True))
    width, height = round((east - west) / pixel), round((north - south) / pixel)
    image = np.full((1, height, width), 255, np.uint8)
    x = west + (np.arange(width) + 0.5) * pixel - shift[0]
    y = north - (np.arange(height) + 0.5) * pixel - shift[1]
    image[0][:, (np.abs(x - bounds[0]) < 0.3) | (np.abs(x - bounds[2]) < 0.3)] = 0
    image[0][(np.abs(y - bounds[1]) < 0.3) | (np.abs(y - bounds[3]) < 0.3)] = 0
    image[0][np.abs((y + 7 * np.sin(np.round(y / 40))) % 40 - 20) < 0.6] = 60
    profile = {"driver": "GTiff", "count": 1, "dtype": "uint8", "width": width, "height": height, "crs": "EPSG:6677"}
    with rasterio.open(
        path, "w", transform=from_origin(west, north, pixel, pixel), compress="DEFLATE", **profile
    ) as out:
        out.write(image)
        if accuracy is not None:
            out.update_tags(**{ACCURACY_TAG: f"{accuracy}"})
    return path


@pytest.fixture
def index(tmp_path):
    def made(**changes):
        rows = []
        for code, bounds in SHEETS.items():
            raster = drawn(bounds, tmp_path / f"{code}.tif", **changes.get(code, {}))
            rows.append({"code": code, "scale": 1000, "status": "passed", "raster": str(raster)})
        rows.append({"code": "09JB164E", "scale": 1000, "status": "unconfirmed", "raster": None})
        shapes = [*(box(*bounds) for bounds in SHEETS.values()), None]
        gpd.GeoDataFrame(rows, geometry=shapes, crs=6677).to_file(tmp_path / "index.gpkg", layer="sheets")
        return tmp_path / "index.gpkg"

    return made


def build(index, folder):
    from qgis import processing

    parameters = {"INDEX": str(index), "OUTPUT": str(folder / "map.tif"), "MISMATCH": str(folder / "joins.gpkg")}
    return processing.run("shimonita:buildbasemap", parameters)


def test_seam_without_gap_or_margin(provider, index, tmp_path):
    result = build(index(), tmp_path)
    assert (result["SHEETS"], result["LEFT_OUT"]) == (2, 1)
    with rasterio.open(result["OUTPUT"]) as built:
        assert built.bounds == pytest.approx((-94400, 24000, -92800, 24600), abs=PIXEL)
        assert built.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert (built.dataset_mask()[1:-1, 1:-1] == 255).all()
        middle = built.read(1)[:, built.width // 2 - 30 : built.width // 2 + 30]
    assert (middle[:, 0] < 128).mean() == pytest.approx((middle[:, -1] < 128).mean(), abs=0.001)
    joins = gpd.read_file(result["MISMATCH"])
    assert len(joins) == 1
    assert abs(joins["across"][0]) < 0.02
    assert abs(joins["along"][0]) < 0.02


def test_mismatch_is_measured_in_both_directions(provider, index, tmp_path):
    result = build(index(**{"09JB164D": {"shift": (0.6, -0.4)}}), tmp_path)
    join = gpd.read_file(result["MISMATCH"]).iloc[0]
    assert join["across"] == pytest.approx(0.6, abs=0.6 * PIXEL)
    assert join["along"] == pytest.approx(0.4, abs=0.6 * PIXEL)
    assert join["pieces"] == 12


def test_sheets_of_two_resolutions_join(provider, index, tmp_path):
    result = build(index(**{"09JB164D": {"pixel": 0.32}}), tmp_path)
    with rasterio.open(result["OUTPUT"]) as built:
        assert (built.dataset_mask()[1:-1, 1:-1] == 255).all()
        assert built.res[0] == pytest.approx(PIXEL)
    assert result["LARGEST"] < 0.15


@pytest.mark.parametrize(("one", "other", "stated"), [(0.21, 0.35, 0.35), (0.21, None, np.nan)])
def test_the_map_is_as_accurate_as_its_worst_sheet(provider, index, tmp_path, one, other, stated):
    result = build(index(**{"09JB164C": {"accuracy": one}, "09JB164D": {"accuracy": other}}), tmp_path)
    with rasterio.open(result["OUTPUT"]) as built:
        assert stated_accuracy(built) == pytest.approx(stated, nan_ok=True)


def test_index_without_passed_sheets_is_refused(provider, tmp_path):
    from qgis.core import QgsProcessingException

    rows = [{"code": "09JB164E", "scale": 1000, "status": "unconfirmed", "raster": "x.tif"}]
    gpd.GeoDataFrame(rows, geometry=[box(0, 0, 1, 1)], crs=6677).to_file(tmp_path / "index.gpkg")
    with pytest.raises(QgsProcessingException, match="No sheet of"):
        build(tmp_path / "index.gpkg", tmp_path)


def test_as_a_user_runs_it(qgis_process, index, tmp_path):
    result = qgis_process("buildbasemap", INDEX=index(), OUTPUT=tmp_path / "map.tif")
    assert result["SHEETS"] == 2
