"""Photos are found again when their folder went to another drive, and never mistaken for one of the same name."""

import shutil

import pytest

from shimonita_gis.errors import PhotoError
from shimonita_gis.photos.finding import PhotoFinder, identity_of, stored


@pytest.fixture
def photos(flown, tmp_path):
    """A photo root with two photos of one name, and the id of the first."""
    folder, _ = flown("DJI", -90)
    files = sorted(folder.glob("*.JPG"))
    for card, file in zip(("100MEDIA", "101MEDIA"), files, strict=False):
        (tmp_path / "写真" / card).mkdir(parents=True)
        shutil.copy(file, tmp_path / "写真" / card / "DJI_0001.JPG")
    return tmp_path / "写真", identity_of(files[0])


def test_paths_are_kept_relative_to_the_hub_or_the_photo_root(photos, tmp_path):
    root, _ = photos
    file = root / "100MEDIA" / "DJI_0001.JPG"
    assert stored(file, hub=tmp_path) == ("写真/100MEDIA/DJI_0001.JPG", "")
    assert stored(file, hub=tmp_path / "hub", root=root) == ("100MEDIA/DJI_0001.JPG", "")
    assert stored(file, hub=tmp_path / "hub", folder=root) == ("100MEDIA/DJI_0001.JPG", str(root))


def test_a_photo_is_found_after_its_folder_moved_to_another_drive(photos, tmp_path):
    root, identity = photos
    photo, folder = stored(root / "100MEDIA" / "DJI_0001.JPG", root=root)
    (tmp_path / "N").mkdir()
    moved = root.rename(tmp_path / "N" / "災害写真")
    assert PhotoFinder(root=moved).find(photo, identity, folder) == moved / "100MEDIA" / "DJI_0001.JPG"
    with pytest.raises(PhotoError, match="not in"):
        PhotoFinder(root=root).find(photo, identity, folder)


def test_a_renamed_photo_is_found_by_its_content(photos):
    root, identity = photos
    (root / "100MEDIA" / "DJI_0001.JPG").rename(root / "家の裏の崩れ.jpg")
    finder = PhotoFinder(root=root)
    assert finder.quick("100MEDIA/DJI_0001.JPG", identity) is None
    assert finder.find("100MEDIA/DJI_0001.JPG", identity) == root / "家の裏の崩れ.jpg"


def test_another_photo_of_that_name_is_not_taken(photos):
    root, identity = photos
    shutil.copy(root / "101MEDIA" / "DJI_0001.JPG", root / "100MEDIA" / "DJI_0001.JPG")
    with pytest.raises(PhotoError, match="not the photo that was imported"):
        PhotoFinder(root=root).find("100MEDIA/DJI_0001.JPG", identity)


@pytest.mark.parametrize(
    "bad", ["../geheim.jpg", "/etc/passwd", "C:\\Windows\\a.jpg", "..\\a.jpg", "\\\\pc\\a.jpg", ""]
)
def test_a_stored_path_cannot_lead_out_of_its_folder(tmp_path, bad):
    (tmp_path / "geheim.jpg").write_bytes(b"x")
    (tmp_path / "写真").mkdir()
    assert PhotoFinder(root=tmp_path / "写真").quick(bad, folder=str(tmp_path / "写真")) is None
