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


def test_vectorizesheet_as_a_user_would_run_it(two_rooms, tmp_path):
    import subprocess

    import geopandas as gpd

    lines = tmp_path / "線画.gpkg"
    command = ["qgis_process", "run", "shimonita:vectorizesheet", "--", f"INPUT={two_rooms}", f"OUTPUT_LINES={lines}"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    assert gpd.read_file(lines).length.sum() == pytest.approx(3 * 49.25 + 4 * 49.5, rel=0.02)


def test_hatching_is_told_from_walls_and_marks_its_room(provider, tmp_path):
    """A room with 45 degree strokes in a lighter pen is one hatched shape beside an empty one."""
    import geopandas as gpd

    page = paper()
    rows, columns = np.mgrid[:400, :600]
    room = (rows > 100) & (rows < 300) & (columns > 100) & (columns < 300)
    page[room & ((rows + columns) % 14 < 2)] = 120
    draw_box(page, 100, 100, 301, 300)
    draw_box(page, 298, 100, 500, 300)
    shapes = gpd.read_file(run(write(tmp_path / "hatched.tif", page), tmp_path)["OUTPUT_POLYGONS"])
    assert sorted(shapes["hatched"]) == [False, True]
