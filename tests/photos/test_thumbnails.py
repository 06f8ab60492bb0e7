"""Thumbnails: as the picture is shown, kept by content, whole or not there, within their space."""

import os
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from shimonita_gis.errors import PhotoError
from shimonita_gis.photos.finding import identity_of
from shimonita_gis.photos.thumbnails import Thumbnails


@pytest.fixture
def picture(tmp_path):
    """``picture(name, orientation)``: 800 x 600, red at its upper left as stored, blue elsewhere."""

    def made(name, orientation=1, **how):
        pixels = np.zeros((600, 800, 3), np.uint8)
        pixels[..., 2] = 255
        pixels[:300, :400] = 255, 0, 0
        exif = Image.Exif()
        exif[0x0112] = orientation
        Image.fromarray(pixels).save(tmp_path / name, exif=exif, **how)
        return tmp_path / name

    return made


def red_corner(path):
    """(row, column) of the quarter that is red: 0 or 1 each."""
    pixels = np.asarray(Image.open(path).convert("RGB")).astype(int)
    rows, columns = np.nonzero(pixels[..., 0] > 200)
    return int(rows.mean() > pixels.shape[0] / 2), int(columns.mean() > pixels.shape[1] / 2)


@pytest.mark.parametrize("name", ["a.jpg", "a.tif"])
@pytest.mark.parametrize(
    "orientation, corner, size",
    [(1, (0, 0), (320, 240)), (3, (1, 1), (320, 240)), (6, (0, 1), (240, 320)), (8, (1, 0), (240, 320))],
)
def test_it_is_turned_as_the_picture_is_shown(picture, tmp_path, name, orientation, corner, size):
    made = Thumbnails(tmp_path / "cache").made(picture(name, orientation), "0" * 32)
    assert Image.open(made).size == size
    assert red_corner(made) == corner


def test_it_is_kept_by_content_whatever_the_file_is_called(picture, tmp_path):
    file, cache = picture("a.jpg"), Thumbnails(tmp_path / "cache")
    identity = identity_of(file)
    assert cache.cached(identity) is None
    made = cache.made(file, identity)
    file.unlink()
    assert cache.cached(identity) == cache.made(tmp_path / "renamed.jpg", identity) == made


def test_a_torn_one_is_made_again(picture, tmp_path):
    file, cache = picture("a.jpg"), Thumbnails(tmp_path / "cache")
    made = cache.made(file, "1" * 32)
    made.write_bytes(made.read_bytes()[:500])
    assert cache.cached("1" * 32) is None
    assert Image.open(cache.made(file, "1" * 32)).size == (320, 240)


def test_an_id_from_a_layer_is_no_path(picture, tmp_path):
    made = Thumbnails(tmp_path / "cache").made(picture("a.jpg"), "../../../geheim")
    assert made.is_relative_to(tmp_path / "cache") and ".." not in made.parts


def test_many_are_made_in_order_and_what_is_none_is_told(picture, tmp_path):
    (tmp_path / "kaputt.jpg").write_bytes(b"\xff\xd8 no picture")
    wanted = [(picture(f"{n}.jpg"), f"{n:032x}") for n in range(9)]
    wanted.insert(4, (tmp_path / "kaputt.jpg", "f" * 32))
    done = list(Thumbnails(tmp_path / "cache").make_all(wanted))
    assert [photo_id for photo_id, _ in done] == [photo_id for _, photo_id in wanted]
    assert [photo_id for photo_id, made in done if isinstance(made, PhotoError)] == ["f" * 32]
    assert len(list((tmp_path / "cache").rglob("*"))) == 1 + 1 + 9  # no half files: edge, first byte, pictures


def test_the_oldest_go_when_there_is_no_room(picture, tmp_path):
    cache = Thumbnails(tmp_path / "cache")
    made = [cache.made(picture(f"{n}.jpg"), f"{n:032x}") for n in range(4)]
    for age, path in enumerate(made):
        os.utime(path, (time.time() - 1000 * age,) * 2)
    cache.most_bytes = 2 * made[0].stat().st_size
    cache.trim()
    assert [path.exists() for path in made] == [True, True, False, False]


def test_pixels_of_more_than_a_byte_are_shown_between_dark_and_bright(tmp_path):
    Image.fromarray(np.linspace(20_000, 21_000, 120_000).reshape(300, 400).astype(np.uint16)).save(tmp_path / "t.tif")
    made = Thumbnails(tmp_path / "cache").made(tmp_path / "t.tif", "2" * 32)
    pixels = np.asarray(Image.open(made))
    assert pixels[5].mean() < 30 and pixels[-5].mean() > 225


def test_real_photos_all_get_one(shared_data, tmp_path):
    files = sorted((shared_data / "photos").rglob("*.[jJ][pP][gG]"))
    done = dict(Thumbnails(tmp_path).make_all([(file, identity_of(file)) for file in files]))
    assert all(isinstance(made, Path) for made in done.values()), done
