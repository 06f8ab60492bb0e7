"""The tracing tool in the real desktop, on a raster of four gigapixels, into layers of other reference systems."""

import shutil
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from PIL import Image, ImageDraw
from plugin.desktop import install, run_desktop
from rasterio.transform import from_origin
from rasterio.windows import Window

from shimonita_gis.datum import transformer

pytestmark = pytest.mark.desktop
HERE = Path(__file__).parent
SCREENSHOTS = HERE.parents[1] / ".build" / "screenshots"
PIXEL, SIDE, WEST, NORTH = 0.2, 65_536, -98_000.0, 28_000.0  # of the raster; metres
CURVE = np.array([(x, 24100 + 12 * np.sin(x / 25)) for x in np.arange(-93990.0, -93610, 0.5)])
BOX = np.array([(-93750, 24000), (-93650, 24000), (-93650, 24080), (-93750, 24080), (-93750, 24000)], float)


def sheet(path):
    """A sparse raster of 65,536 x 65,536 pixels with ink in one corner of it."""
    low = np.array([(-94050 - WEST) / PIXEL, (NORTH - 24250) / PIXEL]).astype(int)
    image = Image.new("L", (2600, 1700), 225)
    for line in (CURVE, BOX):
        pixels = np.column_stack([(line[:, 0] - WEST) / PIXEL, (NORTH - line[:, 1]) / PIXEL]) - low
        ImageDraw.Draw(image).line([tuple(point) for point in pixels], fill=50, width=4, joint="curve")
    grey = np.clip(np.array(image) + np.random.default_rng(1).normal(0, 6, (1700, 2600)), 0, 254).astype(np.uint8)
    profile = {"width": SIDE, "height": SIDE, "count": 1, "dtype": "uint8", "nodata": 255, "crs": "EPSG:6677"}
    layout = {"tiled": True, "blockxsize": 512, "blockysize": 512, "sparse_ok": True, "compress": "DEFLATE"}
    place = from_origin(WEST, NORTH, PIXEL, PIXEL)
    with rasterio.open(path, "w", driver="GTiff", transform=place, **profile, **layout) as output:
        output.write(grey, 1, window=Window(*low, 2600, 1700))


def layers(path):
    """Empty layers: lines on the Tokyo datum, areas in geographic coordinates, points."""
    for name, kind, crs in (("lines", "MultiLineString", 30169), ("areas", "Polygon", 6668), ("points", "Point", 6677)):
        frame = gpd.GeoDataFrame({"name": np.array([], str)}, geometry=[], crs=crs)
        frame.to_file(path, layer=name, geometry_type=kind, engine="pyogrio")


@pytest.fixture(scope="module")
def report(plugin_zip, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tracing")
    install(plugin_zip, folder)
    sheet(folder / "sheet.tif")
    shutil.copy(HERE / "hands.py", folder)
    layers(folder / "layers.gpkg")
    report = run_desktop(folder, HERE / "in_desktop_tracing.py", folder)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for picture in folder.glob("*.png"):
        shutil.copy(picture, SCREENSHOTS)
    assert "failure" not in report, report["failure"]
    return report


def in_town(wkt, crs):
    """A shape of a layer in EPSG:6677."""
    to_town = transformer(crs, 6677)
    return shapely.transform(shapely.from_wkt(wkt), lambda xy: np.column_stack(to_town.transform(*xy.T)))


def test_a_layer_that_cannot_be_drawn_into_is_told_in_one_sentence(report):
    assert any("線か面のレイヤ" in text for text in report["points"])
    assert any("線か面のレイヤ" in text for text in report["raster_as_target"])
    assert any("編集" in text and "lines" in text for text in report["not_edited"])


def test_the_line_follows_the_ink_into_a_layer_on_the_tokyo_datum(report):
    assert report["preview_vertices"] > 20
    line = in_town(report["lines"][0], 30169)
    curve = shapely.LineString(CURVE)
    start, end = (shapely.line_locate_point(curve, shapely.get_point(line.geoms[0], end)) for end in (0, -1))
    assert line.length == pytest.approx(end - start, rel=0.02)
    points = shapely.points(shapely.get_coordinates(shapely.segmentize(line, 0.5)))
    beside = shapely.distance(points, curve)
    assert np.quantile(beside, 0.95) < 2 * PIXEL
    assert beside.max() < 3 * PIXEL, "the ink is four pixels wide; a bend may be cut within it"


def test_undo_by_step_and_what_was_discarded_comes_back(report):
    assert (report["steps"], report["after_undo"], report["after_escape"], report["brought_back"]) == (3, 2, True, 2)
    assert report["backspace_says"] == []  # QGIS itself would delete the features selected


def test_form_is_asked_and_a_form_closed_without_saving_loses_nothing(report):
    assert len(report["forms"]) == 3
    assert report["kept_after_cancel"]
    assert report["names"] == ["沢"]
    assert report["saved"]


def test_snapped_to_an_end_to_the_last_digit_and_undone_by_qgis(report):
    assert report["snapped_start"][1] == report["end"]
    assert report["undone_in_qgis"] == 1


def test_right_angles_close_to_a_rectangle(report):
    shape = in_town(report["square"][0], 6668)
    assert len(shape.exterior.coords) == 5
    assert shape.area / shape.minimum_rotated_rectangle.area == pytest.approx(1, abs=0.01)
    assert shape.area == pytest.approx(40.1 * 30, rel=0.03)


def test_an_area_along_the_ink_in_geographic_coordinates(report):
    truth = shapely.Polygon(BOX)
    found = in_town(report["areas"][1], 6668)
    assert found.symmetric_difference(truth).area < 0.01 * truth.area


def test_without_a_raster_one_sentence_and_no_draft(report):
    assert any("図面" in text for text in report["no_raster"])
    assert report["no_draft"]


def test_the_tool_goes_without_a_trace(report):
    assert report["tool_gone"]
