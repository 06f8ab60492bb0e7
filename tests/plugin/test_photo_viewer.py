"""The photo viewer in the real desktop, in Japanese, over a small flight of the sample town."""

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
    folder = tmp_path_factory.mktemp("viewer")
    (folder / "photos").mkdir()
    town = sample_town.make_town(seed=1)
    town.write_terrain(folder / "dem.tif")
    for photo in sample_town.fly(town, maker="DJI", count=3, pitch=-45, seed=1):
        photo.write(folder / "photos")
    install(plugin_zip, folder)
    report = run_desktop(folder, Path(__file__).with_name("in_desktop_viewer.py"), folder)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for picture in folder.glob("*.png"):
        shutil.copy(picture, SCREENSHOTS)
    assert "failure" not in report, report["failure"]
    return report


def test_the_first_photo_is_shown_and_every_text_is_japanese(report):
    assert "DJI_0001.JPG" in report["shown"]
    assert [text for text in report["texts"] if not JAPANESE.search(text)] == []


def test_two_strokes_grade_a_photo_in_the_file_and_undo_takes_them_back(report):
    assert report["saved"]
    assert ["土砂崩れ", "大"] in report["graded"]
    assert report["taken_back"]
