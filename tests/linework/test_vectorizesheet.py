"""A drawn sheet becomes layers; what is no drawn sheet is refused with one sentence."""

import numpy as np
import pytest
import rasterio
from qgis import processing
from qgis.core import QgsProcessingException
from rasterio.transform import from_origin

from shimonita_gis.errors import ShimonitaGisError


def paper(height=400, width=600):
    return np.full((height, width), 235, np.uint8)


def draw_box(page, left, top, right, bottom, pen=3):
    for rows, columns in (
        (slice(top, top + pen), slice(left, right)),
        (slice(bottom - pen, bottom), slice(left, right)),
        (slice(top, bottom), slice(left, left + pen)),
        (slice(top, bottom), slice(right - pen, right)),
    ):
        page[rows, columns] = 30


def write(path, page, **place):
    with rasterio.open(path, "w", driver="GTiff", height=page.shape[0], width=page.shape[1], count=1, dtype="uint8",
                       **place) as target:  # fmt: skip
        target.write(page, 1)
    return path


@pytest.fixture
def two_rooms(tmp_path):
    """Two rooms with a common wall, placed near the town office at 0.25 m a pixel."""
    page = paper()
    draw_box(page, 100, 100, 301, 300)
    draw_box(page, 298, 100, 500, 300)
    place = {"crs": "EPSG:6677", "transform": from_origin(-94000, 24100, 0.25, 0.25)}
    return write(tmp_path / "two_rooms.tif", page, **place)


def run(sheet, folder, **more):
    keys = ("OUTPUT_LINES", "OUTPUT_POLYGONS", "OUTPUT_LETTERING")
    wanted = {key: str(folder / f"{key.lower()}.gpkg") for key in keys}
    return processing.run("shimonita:vectorizesheet", {"INPUT": str(sheet), **wanted, **more})


def test_rooms_become_shapes_in_the_towns_reference_system(provider, two_rooms, tmp_path):
    import geopandas as gpd

    result = run(two_rooms, tmp_path)
    shapes, lines = gpd.read_file(result["OUTPUT_POLYGONS"]), gpd.read_file(result["OUTPUT_LINES"])
    assert shapes.crs.to_epsg() == lines.crs.to_epsg() == 6677
    assert len(shapes) == 2
    assert shapes.area.to_numpy() == pytest.approx([49.5 * 49.25] * 2, rel=0.01)
    assert set(shapes["sheet"]) == {"two_rooms"}
    wall = shapes.geometry[0].intersection(shapes.geometry[1])
    assert wall.length == pytest.approx(49.25, abs=0.5), "neighbours share their wall exactly"


def test_a_scan_without_a_place_stays_in_its_pixel_frame(provider, tmp_path):
    import geopandas as gpd

    page = paper()
    draw_box(page, 100, 50, 400, 250)
    result = run(write(tmp_path / "scan.tif", page), tmp_path)
    shape = gpd.read_file(result["OUTPUT_POLYGONS"]).geometry
    assert shape.total_bounds == pytest.approx([101.5, 51.5, 398.5, 248.5], abs=1)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (np.full((400, 400), 255, np.uint8), "no ink"),
        (np.zeros((400, 400), np.uint8), "no ink"),
        (np.zeros((1, 1), np.uint8), "pixels"),
    ],
)
def test_what_is_no_drawing_is_refused(provider, tmp_path, page, reason):
    with pytest.raises((QgsProcessingException, ShimonitaGisError), match=reason):
        run(write(tmp_path / "page.tif", page), tmp_path)
