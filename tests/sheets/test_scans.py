"""Whatever a scanner's program wrote is read, or refused in one sentence; nothing half-written stays."""

import shutil

import numpy as np
import pytest
import rasterio
from hub.disks import Disk, with_own_mounts
from PIL import Image, ImageDraw
from rasterio.transform import from_origin

import sample_town
from shimonita_gis.datum import Datum
from shimonita_gis.errors import OutputError, SheetError
from shimonita_gis.sheets.neatline import find_neatline
from shimonita_gis.sheets.placement import place
from shimonita_gis.sheets.scan import NOT_GEOREFERENCED_ANEW, read_scan
from shimonita_gis.sheets.sheetcode import parse_code
from shimonita_gis.sheets.sheetfolder import place_folder
from shimonita_gis.sheets.task import SheetTask, place_sheet

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
DPI = 120, 120


@pytest.fixture(scope="module")
def small(town):
    """The sheet of the town office, scanned coarsely."""
    return sample_town.draw_sheet(town, code="09JB164C", dpi=120, datum=Datum.TOKYO, harm=sample_town.Harm(), seed=3)


@pytest.fixture(scope="module")
def picture(small):
    return Image.fromarray(small.image)


def bands(image):
    return np.moveaxis(np.atleast_3d(np.asarray(image)), -1, 0)


def tiff(path, pixels, **profile):
    count, height, width = pixels.shape
    shape = {"width": width, "height": height, "count": count, "dtype": pixels.dtype}
    with rasterio.open(path, "w", driver="GTiff", compress="LZW", **shape, **profile) as output:
        output.write(pixels)
        output.update_tags(TIFFTAG_XRESOLUTION="120", TIFFTAG_YRESOLUTION="120", TIFFTAG_RESOLUTIONUNIT="2")


KINDS = {
    "colour-mapped.tif": lambda image, path: image.quantize(48).save(path, dpi=DPI, compression="tiff_lzw"),
    "colour-mapped.png": lambda image, path: image.quantize(48).save(path, dpi=DPI, compress_level=1),
    "grey.tif": lambda image, path: image.convert("L").save(path, dpi=DPI, compression="tiff_lzw"),
    "black-and-white.tif": lambda image, path: image.convert("L").point(lambda v: 255 * (v > 150)).convert("1").save(
        path, dpi=DPI, compression="group4"),
    "grey-16-bit.tif": lambda image, path: tiff(path, bands(image.convert("L")).astype("uint16") * 90 + 4000),
    "colour-16-bit.tif": lambda image, path: tiff(path, bands(image).astype("uint16") * 257, photometric="RGB"),
    "cmyk.jpg": lambda image, path: image.convert("CMYK").save(path, dpi=DPI, quality=90),
    "cmyk.tif": lambda image, path: image.convert("CMYK").save(path, dpi=DPI, compression="tiff_lzw"),
    "transparent.png": lambda image, path: image.convert("RGBA").save(path, dpi=DPI, compress_level=1),
    "grey-and-alpha.png": lambda image, path: image.convert("LA").save(path, dpi=DPI, compress_level=1),
    "scan.pdf": lambda image, path: image.save(path, resolution=120, quality=90),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_neatline_is_found_in_every_kind_of_file(picture, small, tmp_path, kind):
    KINDS[kind](picture, tmp_path / kind)
    scan = read_scan(tmp_path / kind)
    assert scan.pixels.dtype == np.uint8
    assert len(scan.pixels) in (1, 3)
    assert scan.dpi == pytest.approx(120, abs=1) or kind == "scan.pdf"
    corners = find_neatline(scan.grey, scan.dpi).corners * small.image.shape[1] / scan.size[0]
    assert np.abs(corners - small.corners).max() < 1.5


def test_without_a_resolution_the_frame_inside_is_the_neatline():
    """The paper has shrunk by half a percent in height, so that the outer frame has more nearly the paper's shape."""
    page = Image.new("L", (3600, 2800), 245)
    draw = ImageDraw.Draw(page)
    neatline = (200, 200, 200 + 3200, 200 + 2388)
    draw.rectangle(neatline, outline=40, width=1)
    draw.rectangle((164, 164, 200 + 3236, 200 + 2424), outline=40, width=4)
    left, top, right, bottom = (side + 0.5 for side in neatline)
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    assert np.abs(find_neatline(np.asarray(page)).corners - corners).max() < 0.5


def test_a_georeference_of_its_own_is_not_believed(picture, small, tmp_path):
    wrong = {"crs": "EPSG:4326", "transform": from_origin(138, 36, 1e-5, 1e-5)}
    tiff(tmp_path / "scan.tif", bands(picture), photometric="RGB", **wrong)
    placement = place(read_scan(tmp_path / "scan.tif"), parse_code("09JB164C"), Datum.TOKYO)
    assert (NOT_GEOREFERENCED_ANEW, {}) in placement.assumptions
    assert np.abs(np.array([p.pixel for p in placement.points[:4]]) - small.corners).max() < 1


def test_a_page_of_several_is_asked_for(picture, tmp_path):
    blank = Image.new("RGB", picture.size, "white")
    blank.save(tmp_path / "scan.pdf", save_all=True, append_images=[picture], resolution=120)
    with pytest.raises(SheetError, match="holds 2 pages"):
        read_scan(tmp_path / "scan.pdf")
    with pytest.raises(SheetError, match="has no page 3"):
        read_scan(tmp_path / "scan.pdf", page=3)
    assert read_scan(tmp_path / "scan.pdf", page=1).grey.min() > 250
    assert read_scan(tmp_path / "scan.pdf", page=2).grey.min() < 100


@pytest.mark.parametrize(
    ("name", "size", "reason"), [("dot.png", (1, 1), "too few"), ("strip.tif", (9000, 40), "too few")]
)
def test_what_is_no_sheet_is_refused(tmp_path, name, size, reason):
    Image.new("L", size).save(tmp_path / name)
    with pytest.raises(SheetError, match=reason):
        read_scan(tmp_path / name)


@pytest.mark.parametrize("name", ["cut.jpg", "cut.tif", "cut.png", "cut.pdf"])
@pytest.mark.parametrize("part", [0.02, 0.5, 0.95])
def test_a_truncated_file_is_refused_and_not_half_read(picture, tmp_path, name, part):
    picture.resize((1600, 1300)).save(tmp_path / name, dpi=DPI)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(SheetError, match=r"damaged|not an image"):
        read_scan(tmp_path / name)


def test_a_full_disk_leaves_nothing_half_written(scan_file, tmp_path):
    with_own_mounts(fill_a_disk, scan_file, tmp_path / "disk")


def fill_a_disk(scan_file, path):
    Disk(path, megabytes=3)
    task = SheetTask(scan_file, "09JB164C", Datum.TOKYO, path / "placed.tif", report=path / "report.html")
    with pytest.raises(OutputError, match=r"full|written completely|free space"):
        place_sheet(task)
    assert [each.name for each in path.iterdir()] == []


def test_a_folder_run_on_a_full_disk_stops_with_one_sentence_and_goes_on_where_it_was(scan_file, tmp_path):
    (tmp_path / "scans").mkdir()
    shutil.copy2(scan_file, tmp_path / "scans")
    with_own_mounts(run_on_a_full_disk, tmp_path / "scans", tmp_path / "disk", tmp_path / "larger disk")


def run_on_a_full_disk(scans, path, elsewhere):
    Disk(path, megabytes=3)
    try:
        records = place_folder(scans, path, Datum.TOKYO)
    except OutputError as error:
        assert "full" in str(error)
    else:
        assert records[0].status == "refused"
        assert "full" in records[0].reason or "disk" in records[0].reason
    assert not list(path.glob("*.tif"))
    assert not list(path.glob(".*"))
    shutil.copytree(path, elsewhere)
    (record,) = place_folder(scans, elsewhere, Datum.TOKYO)
    assert record.raster, "the next run tries again"
