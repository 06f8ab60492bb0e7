"""HEIC as phones write it: made by an encoder, described by exiftool, read by us."""

import shutil
import subprocess

import numpy as np
import pytest
from PIL import Image

from shimonita_gis.errors import PhotoError
from shimonita_gis.photos import pictures
from shimonita_gis.photos.photo import read_photo
from shimonita_gis.photos.survey import survey
from shimonita_gis.photos.thumbnails import Thumbnails

pytestmark = pytest.mark.skipif(
    not (shutil.which("heif-enc") and shutil.which("exiftool")), reason="needs libheif-examples and exiftool"
)
TAGS = ("-Make=Apple", "-Model=iPhone 12", "-GPSLatitude=36.2125", "-GPSLatitudeRef=N", "-GPSLongitude=138.7892",
        "-GPSLongitudeRef=E", "-GPSAltitude=254.5", "-GPSImgDirection=123.4", "-GPSImgDirectionRef=T",
        "-DateTimeOriginal=2024:10:12 10:15:04", "-OffsetTimeOriginal=+09:00",
        "-FocalLengthIn35mmFormat=26")  # fmt: skip


@pytest.fixture
def heic(tmp_path):
    """``heic(orientation)``: 400 x 300 as stored, red at its upper left, blue elsewhere."""

    def made(orientation=1):
        pixels = np.zeros((300, 400, 3), np.uint8)
        pixels[..., 2] = 255
        pixels[:150, :200] = 255, 0, 0
        exif = Image.Exif()
        exif[0x0112] = orientation
        Image.fromarray(pixels).save(tmp_path / "source.jpg", quality=95, exif=exif)
        folder = tmp_path / "携帯"
        folder.mkdir()
        file = folder / "IMG_0001.HEIC"
        subprocess.run(["heif-enc", tmp_path / "source.jpg", "-o", file, "-q", "60"], check=True, capture_output=True)
        subprocess.run(["exiftool", "-q", "-overwrite_original", *TAGS, file], check=True)
        return file

    return made


@pytest.mark.parametrize("orientation, size", [(1, (400, 300)), (6, (300, 400)), (3, (400, 300))])
def test_place_time_and_size_are_read_without_a_decoder(heic, orientation, size):
    photo = read_photo(heic(orientation))
    assert (photo.latitude, photo.longitude) == pytest.approx((36.2125, 138.7892))
    assert (photo.maker, photo.attitude.yaw, photo.altitude) == ("Apple", 123.4, 254.5)
    assert photo.clock.isoformat() == "2024-10-12T10:15:04+09:00"
    assert (photo.lens.width, photo.lens.height) == size
    assert photo.lens.focal == pytest.approx(26 / np.hypot(36, 24) * 500)


def test_it_is_on_the_map_with_the_others(heic):
    cameras = survey(heic().parent).cameras
    assert cameras["photo"].tolist() == ["IMG_0001.HEIC"]
    assert cameras["taken_local"].tolist() == ["2024-10-12 10:15:04+09:00"]


@pytest.mark.parametrize("orientation, corner", [(1, (0, 0)), (6, (0, 1)), (3, (1, 1))])
def test_its_thumbnail_is_turned_once(heic, tmp_path, orientation, corner):
    """The decoder turns it as its own box says; the orientation of EXIF must not turn it again."""
    made = Thumbnails(tmp_path / "cache").made(heic(orientation), "a" * 32)
    pixels = np.asarray(Image.open(made)).astype(int)
    rows, columns = np.nonzero(pixels[..., 0] > 150)
    assert (rows.mean() > pixels.shape[0] / 2, columns.mean() > pixels.shape[1] / 2) == corner


def test_without_a_decoder_that_is_said_and_another_one_is_asked(heic, tmp_path):
    """GDAL leaves HEIC alone here, as it does where it was built without libheif."""
    from osgeo import gdal

    file, driver = heic(), gdal.GetDriverByName("HEIF")
    driver.Deregister()
    try:
        with pytest.raises(PhotoError, match="no decoder"):
            pictures.small(file, 320)
        image = pictures.small(file, 320, decode=lambda path: Image.new("RGB", (640, 480)))
    finally:
        driver.Register()
    assert image.size == (320, 240)
    assert read_photo(file).has_position
