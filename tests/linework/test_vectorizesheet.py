"""A drawn sheet becomes layers; what is no drawn sheet is refused with one sentence."""

from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from hub.disks import Disk, with_own_mounts
from PIL import Image, ImageDraw, ImageFont
from qgis import processing
from qgis.core import QgsProcessingException
from rasterio.transform import from_origin

from sample_town.sheet import FONTS
from shimonita_gis.errors import SheetError, ShimonitaGisError
from shimonita_gis.sheets.accuracy import ACCURACY_TAG, NEATLINE_TAG
from shimonita_gis.sheets.drawing import read_drawing
from shimonita_gis.sheets.lettering import can_read
from shimonita_gis.sheets.linework import vectorize

PHOTOS = Path(__file__).resolve().parents[3] / "shared" / "data" / "photos"
FONT = next(path for path in FONTS if Path(path).exists())


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


@pytest.mark.skipif(not PHOTOS.exists(), reason="needs the real photos")
@pytest.mark.parametrize(
    "photo", ["canon/IMG_9354.jpg", "dji_nadir/DJI_0028.JPG", "parrot/IMG_161122_163346_0013_RGB.JPG"]
)
def test_a_photograph_is_told_from_a_map(photo):
    with pytest.raises(SheetError, match="photograph"):
        read_drawing(PHOTOS / photo)


def test_what_alpha_leaves_open_is_paper(tmp_path):
    """Four bands: a black page of which alpha shows a white middle with one room."""
    page = paper()
    draw_box(page, 150, 120, 400, 300)
    bands = np.stack([page, page, page, np.full_like(page, 255)])
    bands[:, :, :100] = 0
    path = tmp_path / "alpha.tif"
    with rasterio.open(path, "w", driver="GTiff", height=400, width=600, count=4, dtype="uint8",
                       photometric="RGB", alpha="YES") as target:  # fmt: skip
        target.write(bands)
    assert len(vectorize(path).polygons) == 1


def test_each_line_knows_its_ink_and_how_sure_and_exact_it_is(tmp_path):
    page = np.stack([paper()] * 3, axis=2)
    for left, colour in ((60, (30, 30, 30)), (340, (40, 80, 200))):
        box = paper()
        draw_box(box, left, 100, left + 200, 300)
        page[box < 100] = colour
    path = tmp_path / "inks.tif"
    place = {"crs": "EPSG:6677", "transform": from_origin(-94000, 24100, 0.25, 0.25)}
    with rasterio.open(path, "w", driver="GTiff", height=400, width=600, count=3, dtype="uint8",
                       photometric="RGB", **place) as target:  # fmt: skip
        target.write(np.moveaxis(page, 2, 0))
        target.update_tags(**{ACCURACY_TAG: "0.42"})
    lines = vectorize(path).lines
    assert set(lines["ink"]) == {"black", "blue"}
    assert (lines["ink"] == "blue").equals(lines.geometry.centroid.x > -94000 + 75)
    assert set(lines["accuracy_m"]) == {0.42}
    assert lines["confidence"].between(0.5, 1).all()
    assert lines["width_px"].to_numpy() == pytest.approx(3, abs=0.5)


def test_of_a_placed_sheet_only_the_inside_of_its_neatline_is_taken(tmp_path):
    page = Image.fromarray(paper())
    draw = ImageDraw.Draw(page)
    for box in ((20, 20, 580, 380), (60, 60, 540, 340), (200, 150, 310, 260)):
        draw.rectangle(box, outline=30, width=3)
    for place in ((250, 28), (400, 200)):
        draw.text(place, "下仁田", 30, ImageFont.truetype(FONT, 24))
    place = {"crs": "EPSG:6677", "transform": from_origin(-94000, 24100, 0.25, 0.25)}
    path = write(tmp_path / "placed.tif", np.asarray(page), **place)
    everything = vectorize(path)
    corners = np.array([(61, 61), (539, 61), (539, 339), (61, 339)]) * (0.25, -0.25) + (-94000, 24100)
    with rasterio.open(path, "r+") as target:
        target.update_tags(**{NEATLINE_TAG: " ".join(map(str, corners.ravel()))})
    inside = vectorize(path)
    assert (len(everything.polygons), len(inside.polygons)) == (3, 2)
    assert (len(everything.lettering), len(inside.lettering)) == (2, 1)
    assert inside.lines.total_bounds == pytest.approx([*corners[3], *corners[1]], abs=0.5)


@pytest.mark.parametrize("strokes", [[], [(100, 104)], [(100, 104), (200, 206)]])
def test_a_page_with_hardly_a_stroke_gives_empty_layers(tmp_path, strokes):
    page = paper()
    page[50:56, 50:56] = 30
    for left, right in strokes:
        page[200:203, left:right] = 30
    found = vectorize(write(tmp_path / "page.tif", page))
    assert len(found.polygons) == 0
    assert found.lines.crs is None


@pytest.mark.parametrize(("dpi", "warned"), [(150, [150]), (300, [])])
def test_a_coarse_scan_is_vectorized_with_a_warning(tmp_path, dpi, warned):
    page = paper()
    draw_box(page, 100, 100, 300, 300)
    Image.fromarray(page).save(tmp_path / "scan.png", dpi=(dpi, dpi))
    found = vectorize(tmp_path / "scan.png")
    assert len(found.polygons) == 1
    assert [values["dpi"] for text, values in found.warnings if "300 dpi or more" in text] == warned


def test_a_dashed_line_becomes_one_line(tmp_path):
    page = paper()
    draw_box(page, 60, 60, 540, 340)
    for left in range(100, 480, 21):
        page[200:203, left : left + 13] = 30
    lines = vectorize(write(tmp_path / "dashed.tif", page)).lines
    inside = lines[lines.within(shapely.box(80, 80, 520, 320))]
    assert len(inside) == 1
    assert inside.length.iloc[0] == pytest.approx(390, abs=10)


@pytest.mark.skipif(not can_read(), reason="needs Tesseract with its Japanese")
def test_lettering_gets_its_text(tmp_path):
    page = Image.fromarray(paper())
    draw = ImageDraw.Draw(page)
    draw.rectangle((60, 60, 540, 340), outline=30, width=3)
    draw.text((200, 170), "大字下仁田", 30, ImageFont.truetype(FONT, 34))
    found = vectorize(write(tmp_path / "words.tif", np.asarray(page)), read=True)
    words = found.lettering
    assert len(found.polygons) == 1, "the last letter looks like four rooms and is none"
    assert list(words["text"]) == ["大字下仁田"]
    assert words["confidence"][0] > 50


def test_vectorizesheet_as_a_user_would_run_it(two_rooms, tmp_path):
    import subprocess

    import geopandas as gpd

    lines = tmp_path / "線画.gpkg"
    command = ["qgis_process", "run", "shimonita:vectorizesheet", "--", f"INPUT={two_rooms}", f"OUTPUT_LINES={lines}"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    assert gpd.read_file(lines).length.sum() == pytest.approx(3 * 49.25 + 4 * 49.5, rel=0.02)


def test_linework_that_does_not_fit_on_the_disk_is_told_and_removed(tmp_path):
    page = paper(1600, 1600)
    for edge in range(100, 1500, 40):
        page[edge : edge + 3, 100:1464] = page[100:1464, edge : edge + 3] = 30
    with_own_mounts(_onto_a_full_disk, write(tmp_path / "rooms.tif", page), tmp_path / "disk")


def _onto_a_full_disk(sheet, folder):
    import subprocess

    disk = Disk(folder, megabytes=1)
    (disk.path / "others").write_bytes(bytes(850_000))  # an empty layer has room, the linework has not
    lines = disk.path / "lines.gpkg"
    command = ["qgis_process", "run", "shimonita:vectorizesheet", "--", f"INPUT={sheet}", f"OUTPUT_LINES={lines}"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert ran.returncode
    assert "could not be written completely and was removed" in ran.stderr
    assert not lines.exists()


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
    hatched, empty = (shapes[shapes["hatched"] == yes].iloc[0] for yes in (True, False))
    assert hatched["hatch_angle"] == pytest.approx(45, abs=2)
    assert hatched["hatch_spacing_px"] == pytest.approx(14 / np.sqrt(2), abs=0.5)
    assert np.isnan(empty["hatch_spacing_px"])
