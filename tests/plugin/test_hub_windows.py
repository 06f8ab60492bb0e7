"""Two people, two work copies, one place: the shared map and the conflict window in the real desktop, in Japanese."""

import re
import shutil
from pathlib import Path

import pytest
from plugin.desktop import install, run_desktop

pytestmark = pytest.mark.desktop
SCREENSHOTS = Path(__file__).parents[2] / ".build" / "screenshots"
JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


@pytest.fixture(scope="module")
def report(plugin_zip, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hub_windows")
    install(plugin_zip, folder)
    shutil.copy(Path(__file__).with_name("hands.py"), folder)
    report = run_desktop(folder, Path(__file__).with_name("in_hub_windows.py"), folder, timeout=600)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for picture in folder.glob("*.png"):
        shutil.copy(picture, SCREENSHOTS)
    assert "failure" not in report, report["failure"]
    return report


def test_the_shared_map_opens_where_the_towns_places_are(report):
    assert report["map_opened"]
    assert report["map_file"] == "町の地図.qgz"
    assert report["map_extent"]


def test_the_form_asks_in_the_words_of_the_field(report):
    assert {"名称", "想定収容人数", "洪水"} <= set(report["form"])
    assert "uuid" not in report["form"]


def test_a_map_that_is_there_already_is_opened_only_as_the_person_says(report):
    assert report["map_untouched"]
    assert any("すでにあります" in text for text in report["map_again"])
    assert report["map_again_cut_off"] == []


def test_a_sync_that_meets_conflicts_leads_to_the_window(report):
    assert any("食い違いが 2 件" in text for text in report["sync_says"])


def test_both_values_of_each_conflict_stand_side_by_side(report):
    assert report["conflict_count"] == 2
    assert report["rows"][1][:4] == ["想定収容人数", "100", "250", "300"]
    assert "鈴木" in report["feature"][2]
    assert "佐藤" in report["feature"][3]
    assert report["shapes_drawn"] == 3
    assert report["conflict_cut_off"] == []
    assert [text for text in report["conflict_texts"] if not JAPANESE.search(text)] == []


def test_keys_choose_and_a_choice_can_be_taken_back(report):
    assert list(report["after_key_2"].values()) == ["mine"]
    assert report["after_undo"] == {}
    assert report["choices"] == ["mine", "theirs"]


def test_after_the_decision_both_see_the_same_place(report):
    assert report["decided"]
    assert report["both_see"] == [[300, 30], [300, 30]]
    assert report["back"], "the decision can be taken back"
    assert report["bands_left"] == 0
