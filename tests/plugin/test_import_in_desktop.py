"""A card of photos through the dialog of the real desktop, in Japanese, on a PC whose clock is Japan's."""

import re
import shutil
from pathlib import Path

import pytest
from plugin.desktop import install, run_desktop

import sample_town

pytestmark = pytest.mark.desktop
SCREENSHOTS = Path(__file__).parents[2] / ".build" / "screenshots"
JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


@pytest.fixture(scope="module")
def report(plugin_zip, tmp_path_factory):
    folder = tmp_path_factory.mktemp("import")
    card = folder / "カード" / "100MEDIA"
    card.mkdir(parents=True)
    town = sample_town.make_town(seed=1)
    town.write_terrain(folder / "標高.tif")
    for maker, count, pitch in (("DJI", 5, -45), ("Autel", 2, -6)):
        for photo in sample_town.fly(town, maker, count=count, pitch=pitch):
            photo.write(card)
    (card / "空.JPG").touch()
    (card / "動画.MP4").write_bytes(b"ftyp")
    install(plugin_zip, folder)
    shutil.copy(Path(__file__).with_name("hands.py"), folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Asia/Tokyo")
        report = run_desktop(folder, Path(__file__).with_name("in_desktop_import.py"), folder, timeout=400)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for picture in folder.glob("*.png"):
        shutil.copy(picture, SCREENSHOTS)
    assert "failure" not in report, report["failure"]
    return report


def test_the_layers_are_there_under_japanese_names_points_on_top(report):
    assert report["ran"]
    assert (report["results"]["PHOTO_COUNT"], report["results"]["REJECTED_COUNT"]) == ("7", "2")
    assert report["layers"] == ["被害箇所", "カメラの位置", "写っている範囲", "置けなかったファイル"]


def test_pointing_at_a_damage_tells_it_by_this_pcs_clock(report):
    assert report["saved"]
    assert "土砂崩れ" in report["tip"] and "2024-10-12 10:15" in report["tip"]


def test_the_form_shows_the_photo_above_tabs_of_fields(report):
    (photo,) = [text for text in report["form"] if "<img" in text]
    assert "DJI_0001.JPG" in photo and "2024-10-12 10:15" in photo
    assert len(report["tabs"]) == 6
    said = {*report["tabs"], *report["form"]} - {photo, ""}
    assert [text for text in said if not JAPANESE.search(text)] == []
