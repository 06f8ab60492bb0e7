"""The line found lies on the ink that was drawn, whatever kind of raster shows it."""

import warnings

import numpy as np
import pytest
import rasterio
from PIL import Image, ImageDraw
from rasterio.enums import ColorInterp
from rasterio.transform import from_origin
from shapely import LineString, Point, hausdorff_distance

from shimonita_gis.errors import CancelledError, InputError
from shimonita_gis.sheets.inkpath import InkPaths

SIZE = 900, 700
WAVE = np.array([(x, 350 + 150 * np.sin(x / 90)) for x in range(60, 841, 2)])
SQUARE = [(100.0, 100.0), (600.0, 100.0), (600.0, 500.0)]


def drawn(*lines, width=3):
    """Grey paper with black lines and a little noise."""
    image = Image.new("L", SIZE, 215)
    for line in lines:
        ImageDraw.Draw(image).line([tuple(point) for point in line], fill=60, width=width, joint="curve")
    noise = np.random.default_rng(1).normal(0, 5, SIZE[::-1])
    return np.clip(np.array(image) + noise, 0, 255).astype(np.uint8)


@pytest.fixture
def paths(tmp_path):
    """paths(bands, ...) opens an InkPaths on a TIFF of these bands."""
    opened = []

    def make(*bands, interp=None, **profile):
        path = tmp_path / f"raster{len(opened)}.tif"
        shape = {"width": bands[0].shape[1], "height": bands[0].shape[0], "count": len(bands), "dtype": bands[0].dtype}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
            with rasterio.open(path, "w", driver="GTiff", **shape, **profile) as output:
                for number, band in enumerate(bands, 1):
                    output.write(band, number)
                if interp:
                    output.colorinterp = interp
            opened.append(InkPaths(path))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def test_a_curve_is_followed_in_the_middle_of_its_ink(paths):
    found = paths(drawn(WAVE)).follow(WAVE[0] + 0.5, WAVE[-1] + 0.5)
    assert hausdorff_distance(LineString(found), LineString(WAVE + 0.5)) < 1.5
    assert len(found) < 150


def test_a_corner_stays_a_corner(paths):
    found = paths(drawn(SQUARE)).follow(SQUARE[0], SQUARE[-1])
    assert LineString(found).distance(Point(600.5, 100.5)) < 0.7
    assert len(found) < 9


def test_dashes_are_joined_straight(paths):
    dashes = [((x, 300 + x / 5), (x + 14, 300 + (x + 14) / 5)) for x in range(50, 800, 24)]
    found = paths(drawn(*dashes)).follow((50.5, 310.5), (788.5, 457.5))
    assert hausdorff_distance(LineString(found), LineString([(50.5, 310.5), (788.5, 458)])) < 2


def test_the_clicked_line_is_kept_where_another_one_crosses(paths):
    found = paths(drawn([(60, 350), (840, 350)], [(450, 40), (450, 660)])).follow((60.5, 350.5), (840.5, 350.5))
    assert np.abs(found[:, 1] - 350.5).max() < 1.5


@pytest.mark.parametrize("value", [255, 0])
def test_a_page_without_ink_gives_a_straight_line(paths, value):
    found = paths(np.full((700, 900), value, np.uint8)).follow((20, 30), (700, 400))
    assert found.tolist() == [[20, 30], [700, 400]]


def test_a_click_beside_the_ink_is_taken_to_it_and_one_on_bare_paper_is_not(paths):
    raster = paths(drawn([(60, 350), (840, 350)]))
    assert raster.nearest_ink((200, 355), 10) == pytest.approx((200, 350.5), abs=2.5)
    assert raster.nearest_ink((200, 500), 10).tolist() == [200, 500]


def test_moving_on_finds_the_same_as_a_fresh_search(paths):
    moving, image = paths(drawn(WAVE)), drawn(WAVE)
    for end in range(100, len(WAVE), 40):
        last = moving.follow(WAVE[0], WAVE[end])
    assert hausdorff_distance(LineString(last), LineString(paths(image).follow(WAVE[0], WAVE[end]))) < 1.5


def test_long_paths_begin_at_a_coarser_level_and_end_on_the_pixel(paths):
    image = np.full((400, 8000), 230, np.uint8)
    rows = (200 + 90 * np.sin(np.arange(8000) / 300)).astype(int)
    for thick in range(3):
        image[rows + thick, np.arange(8000)] = 40
    found = paths(image).follow((100.5, rows[100] + 1.5), (7900.5, rows[7900] + 1.5))
    assert np.abs(np.interp(found[:, 0] - 0.5, np.arange(8000), rows + 1.5) - found[:, 1]).max() < 1.5


def test_every_kind_of_raster_shows_its_ink(paths):
    grey = drawn(WAVE)
    clear = np.where(np.arange(900) < 880, 255, 0).astype(np.uint8) * np.ones((700, 1), np.uint8)
    colours = ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.alpha
    blue_ink = np.full_like(grey, 215)
    kinds = [
        paths(grey.astype(np.uint16) * 200),
        paths(grey, grey, blue_ink, clear, interp=colours),
        paths((grey > 140).astype(np.uint8), nbits=1),
    ]
    for raster in kinds:
        found = raster.follow(WAVE[0], WAVE[-1])
        assert hausdorff_distance(LineString(found), LineString(WAVE + 0.5)) < 2.5


def test_a_scan_without_a_place_has_rows_that_run_down_as_in_qgis(paths):
    assert paths(drawn()).transform * (10, 20) == (10, -20)
    placed = paths(drawn(), transform=from_origin(-96000, 27000, 0.2, 0.2), crs="EPSG:6677")
    assert placed.transform * (10, 20) == (-95998, 26996)


def test_outside_the_raster_and_cancelled_and_not_a_raster(paths, tmp_path):
    raster = paths(drawn(WAVE))
    with pytest.raises(InputError, match="leaves the raster"):
        raster.follow((20, 20), (20, 900))
    with pytest.raises(CancelledError):
        raster.follow((20, 20), (500, 500), lambda: True)
    (tmp_path / "note.txt").write_text("no raster")
    with pytest.raises(InputError, match=r"note\.txt cannot be opened"):
        InkPaths(tmp_path / "note.txt")


def test_a_raster_of_one_pixel(paths):
    assert paths(np.zeros((1, 1), np.uint8)).follow((0.2, 0.2), (0.7, 0.7)).tolist() == [[0.2, 0.2], [0.7, 0.7]]
