"""The sample town keeps its word: what it says of its pictures is what the pictures show."""

import json
import subprocess

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from PIL import Image
from pyproj import Geod, Transformer

from sample_town import Harm, draw_sheet, fly, make_town, sheet_frame
from sample_town.__main__ import write
from sample_town.frame import JGD2011, TOKYO, town_to_sheet

DPI = 100
INKED = 22  # grey levels; the scanner's noise stays under it


@pytest.fixture(scope="module")
def town():
    return make_town(seed=1)


@pytest.fixture(scope="module")
def sheet(town):
    return draw_sheet(town, dpi=DPI)


@pytest.fixture(scope="module", params=[("DJI", -90), ("Autel", -45), ("Parrot", -60), ("Skydio", -45)], ids=str)
def photo(town, request):
    maker, pitch = request.param
    return fly(town, maker, count=2, pitch=pitch)[1]


def ink(image, x, y):
    """How much darker than the paper around it the darkest of 3 x 3 pixels is, in grey levels."""
    grey = image.mean(axis=2)
    column, row = np.floor(x).astype(int), np.floor(y).astype(int)

    def near(reach):
        steps = range(-reach, reach + 1)
        return np.array([grey[row + i, column + j] for i in steps for j in steps])

    return np.median(near(6), axis=0) - near(1).min(axis=0)


def test_town_has_all_its_layers_in_japanese(town):
    assert town.terrain.heights.dtype == np.float32
    assert 200 < town.terrain.heights.min() < 300 < town.terrain.heights.max() < 700
    for name, layer in town.layers.items():
        assert layer.crs.to_epsg() == 6677 and layer.is_valid.all() and len(layer), name
    assert "𠮷" in "".join(town.parcels["所有者"])
    inside = gpd.sjoin(town.buildings, town.parcels, predicate="within")
    assert len(inside) == len(town.buildings)


@pytest.mark.parametrize(
    ("code", "west", "north", "width"),
    [
        ("09LD", -40000, -30000, 40000),
        ("09LD35", -20000, -39000, 4000),
        ("09-LD-35-2", -18000, -39000, 2000),
        ("09LD352C", -18400, -40200, 800),
        ("09LD3542", -19200, -40200, 400),
        ("09JB164C", -94400, 24600, 800),
    ],
)
def test_codes_mean_what_the_national_table_says(code, west, north, width):
    frame = sheet_frame(code)
    assert (frame.west, frame.north, frame.east - frame.west) == (west, north, width)


def test_tokyo_datum_is_that_of_the_national_grid():
    assert town_to_sheet(-93881.979, 24082.032, TOKYO) == (
        pytest.approx(-93590.5, abs=0.002),
        pytest.approx(23726.9, abs=0.002),
    )


@pytest.mark.parametrize(
    ("datum", "harm"),
    [(JGD2011, None), (TOKYO, Harm()), (JGD2011, Harm(rotation=181.5, shrink_x=0.005)), (TOKYO, Harm(rotation=-2))],
    ids=["undamaged", "Tokyo datum", "upside down", "askew"],
)
def test_neatline_is_drawn_where_the_truth_says(town, datum, harm):
    sheet = draw_sheet(town, dpi=80, datum=datum, harm=harm)
    for corner, x, y in zip(sheet.corners, (0, 1, 1, 0), (1, 1, 0, 0), strict=True):
        frame = sheet.frame
        place = sheet.frame_to_pixel(frame.west + x * (frame.east - frame.west), [frame.south, frame.north][y])
        assert np.allclose(place, corner)
    t = np.linspace(0, 1, 300)
    frame = sheet.frame
    for x, y in ((t, 0 * t), (t, 0 * t + 1), (0 * t, t), (0 * t + 1, t)):
        u, v = sheet.frame_to_pixel(frame.west + x * 800, frame.south + y * 600)
        assert np.mean(ink(sheet.image, u, v) > INKED) > 0.97


def test_scan_truth_has_an_inverse(sheet):
    paper = np.random.default_rng(0).uniform([0, 0], [884, 694], (500, 2))
    back = sheet.distortion.backward(sheet.distortion.forward(paper))
    assert np.abs(back - paper).max() < 0.001


def test_harm_is_as_large_as_asked(town):
    plain, harmed = (draw_sheet(town, dpi=60, harm=harm) for harm in (None, Harm(rotation=0, warp_mm=0.4)))
    shrink = 1 - np.ptp(harmed.corners, axis=0) / np.ptp(plain.corners, axis=0)
    assert shrink == pytest.approx([0.0025, 0.0012], abs=0.0012)


def test_linework_lies_on_ink(sheet):
    for kind in ("road", "building", "river", "neatline"):
        lines = sheet.lines[sheet.lines["kind"] == kind]
        points = shapely.get_coordinates(shapely.line_interpolate_point(lines.geometry, 0.5, normalized=True))
        assert np.mean(ink(sheet.image, *points.T) > INKED) > 0.95, kind


def test_tick_marks_lie_on_ink_and_are_no_linework(sheet):
    points = shapely.get_coordinates(shapely.line_interpolate_point(sheet.ticks, 0.3, normalized=True))
    assert len(points) == 2 * 7 * 5 + 2 * 9 + 2 * 7
    assert np.mean(ink(sheet.image, *points.T) > INKED) > 0.9
    assert "tick" not in set(sheet.lines["kind"])


def test_closed_shapes_fill_the_sheet_without_overlap(sheet):
    outline = shapely.Polygon(sheet.corners)
    assert shapely.area(sheet.polygons.geometry).sum() == pytest.approx(outline.area, rel=0.002)
    assert {"building", "parcel", "road", "river", "ground"} == set(sheet.polygons["kind"])


def test_lettering_mask_covers_the_sheet_code(sheet):
    assert sheet.lettering_mask.shape == sheet.image.shape[:2]
    code = next(letter for letter in sheet.lettering if letter.text == "09JB164C")
    x, y = sheet.distortion.forward(np.array([code.x - 15, code.y]))
    around = np.s_[int(y) - 20 : int(y) + 20, int(x) - 60 : int(x) + 60]
    printed = sheet.lettering_mask[around]
    assert 0.02 < printed.mean() < 0.5
    assert sheet.image[around][printed].mean() + 60 < sheet.image[around][~printed].mean()


def test_one_seed_makes_one_town(town):
    again = make_town(seed=1)
    assert np.array_equal(again.terrain.heights, town.terrain.heights)
    for name, layer in town.layers.items():
        assert layer.equals(again.layers[name]), name
    first, second = (draw_sheet(t, dpi=40).image for t in (town, again))
    assert np.array_equal(first, second)
    assert not np.array_equal(draw_sheet(town, dpi=40, seed=2).image, first)
    assert np.array_equal(fly(town, count=1)[0].image, fly(again, count=1)[0].image)
    assert not np.array_equal(make_town(seed=2).terrain.heights, town.terrain.heights)


@pytest.mark.parametrize("suffix", [".jpg", ".tif", ".png"])
def test_scan_is_written_with_its_dpi(sheet, tmp_path, suffix):
    with Image.open(sheet.write(tmp_path / f"scan{suffix}")) as image:
        assert image.size == sheet.image.shape[1::-1]
        assert image.info["dpi"] == pytest.approx((DPI, DPI), abs=0.1)


def test_ground_of_a_pixel_projects_back_to_it(photo):
    pose = photo.pose
    u, v = np.meshgrid(np.linspace(5, pose.width - 5, 9), np.linspace(5, pose.height - 5, 7))
    x, y, z = photo.ground(u, v)
    seen = np.isfinite(x)
    assert seen.mean() > 0.7
    assert np.allclose(pose.project(x[seen], y[seen], z[seen]), [u[seen], v[seen]], atol=1e-6)
    assert np.allclose(z[seen], photo.terrain.height_at(x[seen], y[seen]), atol=0.002)


def test_nothing_stands_between_camera_and_ground(photo):
    pose = photo.pose
    camera = np.array([pose.x, pose.y, pose.z])
    ground = np.stack(photo.ground(np.linspace(5, pose.width - 5, 40), np.linspace(5, pose.height - 5, 40)), axis=-1)
    ground = ground[np.isfinite(ground[:, 0])]
    for part in np.linspace(0.02, 0.99, 400):
        place = camera + part * (ground - camera)
        assert (place[:, 2] > photo.terrain.height_at(place[:, 0], place[:, 1]) - 0.001).all()


def test_photo_shows_the_landslide_where_the_truth_says(town, photo):
    pose = photo.pose
    u, v = np.meshgrid(np.arange(2, pose.width, 6) + 0.5, np.arange(2, pose.height, 6) + 0.5)
    x, y, _ = photo.ground(u, v)
    slide = town.damage.geometry.iloc[0]
    inside, outside = shapely.contains_xy(slide.buffer(-3), x, y), ~shapely.contains_xy(slide.buffer(3), x, y)
    colour = photo.image[v.astype(int), u.astype(int)].astype(float)
    brown = colour[..., 0] - colour[..., 2] > 40
    assert inside.sum() > 100
    assert brown[inside].mean() > 0.9 > 0.4 > brown[outside & np.isfinite(x)].mean()


def test_nadir_strip_overlaps_and_aims_below_itself(town):
    photo = fly(town, count=1)[0]
    assert photo.aim[:2] == pytest.approx((photo.pose.x, photo.pose.y), abs=1e-6)
    assert photo.relative_altitude == pytest.approx(80)


def exiftool(path):
    answer = subprocess.run(["exiftool", "-j", "-n", "-G1", "-struct", str(path)], capture_output=True, check=True)
    return json.loads(answer.stdout)[0]


def test_exiftool_reads_what_the_drone_wrote(photo, tmp_path):
    tags = exiftool(photo.write(tmp_path))
    to_town = Transformer.from_crs(6668, 6677, always_xy=True)
    x, y = to_town.transform(tags["Composite:GPSLongitude"], tags["Composite:GPSLatitude"])
    assert (x, y) == pytest.approx((photo.pose.x, photo.pose.y), abs=0.005)
    assert tags["GPS:GPSAltitude"] == pytest.approx(photo.absolute_altitude, abs=0.001)
    assert tags["ExifIFD:FocalLengthIn35mmFormat"] / 36 * photo.pose.width == pytest.approx(photo.pose.focal_px)
    yaw, pitch, relative = {
        "DJI": ("XMP-drone-dji:GimbalYawDegree", "XMP-drone-dji:GimbalPitchDegree", "XMP-drone-dji:RelativeAltitude"),
        "Autel": ("XMP-drone-dji:GimbalYawDegree", "XMP-drone-dji:GimbalPitchDegree", "XMP-drone-dji:RelativeAltitude"),
        "Parrot": ("XMP-Camera:Yaw", "XMP-Camera:Pitch", None),
        "Skydio": ("XMP-drone-skydio:CameraOrientationNED", None, "XMP-drone-skydio:RelativeAltitude"),
    }[photo.maker]
    angles = tags[yaw] if photo.maker == "Skydio" else {"Yaw": tags[yaw], "Pitch": tags[pitch]}
    ahead = float(angles["Yaw"]) % 360
    assert ahead == pytest.approx(true_bearing(photo), abs=0.02)
    from_nadir = 90 if photo.maker == "Parrot" else 0  # Pix4D's angles, which Parrot writes, count from straight down
    assert float(angles["Pitch"]) - from_nadir == pytest.approx(photo.pose.pitch)
    if relative:
        assert float(tags[relative]) == pytest.approx(photo.relative_altitude, abs=0.006)


def true_bearing(photo):
    """The camera's direction from true north: drones know nothing of zone IX, whose north is 0.6 degrees off here."""
    to_globe = Transformer.from_crs(6677, 6668, always_xy=True)
    yaw = np.radians(photo.pose.yaw)
    start = to_globe.transform(photo.pose.x, photo.pose.y)
    end = to_globe.transform(photo.pose.x + 100 * np.sin(yaw), photo.pose.y + 100 * np.cos(yaw))
    return Geod(ellps="GRS80").inv(*start, *end)[0] % 360


def test_takeoff_error_spoils_only_the_absolute_altitude(town):
    wrong, right = (fly(town, count=1, takeoff_error=error)[0] for error in (-24.0, 0.0))
    assert right.absolute_altitude - wrong.absolute_altitude == pytest.approx(24.0)
    assert wrong.pose == right.pose
    assert wrong.relative_altitude == right.relative_altitude


def test_command_writes_everything_for_the_demo(tmp_path):
    write(tmp_path, seed=3, dpi=50, size=(180, 120))
    with rasterio.open(tmp_path / "terrain.tif") as terrain:
        assert terrain.crs.to_epsg() == 6677 and terrain.res == (1, 1)
    assert "所有者" in gpd.read_file(tmp_path / "town.gpkg", layer="土地").columns
    cameras = gpd.read_file(tmp_path / "truth" / "photos.gpkg", layer="cameras")
    assert sorted(cameras["photo"]) == sorted(
        str(path.relative_to(tmp_path / "photos")) for path in tmp_path.glob("photos/*/*.JPG")
    )
    for scan in tmp_path.glob("scans/*/*.jpg"):
        known = json.loads((tmp_path / "truth" / f"{scan.parent.name}_{scan.stem}.json").read_text())
        assert known["code"] == scan.stem and len(known["check_points_x_y_u_v"]) == 36
