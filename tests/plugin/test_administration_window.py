"""The administrator's window and the history in the real desktop, in Japanese; and what reaches the next person."""

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
    folder = tmp_path_factory.mktemp("administration")
    install(plugin_zip, folder)
    shutil.copy(Path(__file__).with_name("hands.py"), folder)
    report = run_desktop(folder, Path(__file__).with_name("in_administration.py"), folder, timeout=600)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for picture in folder.glob("*.png"):
        shutil.copy(picture, SCREENSHOTS)
    assert "failure" not in report, report["failure"]
    return report


@pytest.mark.parametrize("window", ["", "new_field_", "history_"])
def test_every_text_is_japanese(report, window):
    assert [text for text in report[f"{window}texts"] if text and not JAPANESE.search(text)] == []


@pytest.mark.parametrize("window", ["", "fields_", "new_field_", "people_", "history_"])
def test_nothing_is_cut_off(report, window):
    assert report[f"{window}cut_off"] == []


def test_what_is_written_of_a_layer_is_in_the_catalogue(report):
    assert report["entry"] == ["防災計画 2025", 1.75, "入れる人数", ["100", "300", "500"], True]
    assert report["waits_for_saving"]


def test_a_new_field_and_a_new_label_are_on_the_open_map_after_the_sync(report):
    assert report["field_on_the_map"] == ["鍵"]
    assert report["label_on_the_map"].startswith("入れる人数")


def test_a_field_is_removed_after_a_question_and_taken_back(report):
    assert any("capacity" in text for text in report["removal_asked"])
    assert report["removed"]
    assert report["taken_back"]


def test_a_layer_comes_and_goes_on_the_open_map(report):
    assert report["layer_added"] == ["ごみ集積所"]
    assert report["layer_removed"]


def test_the_dialog_for_a_new_layer_is_filled_in(report):
    assert {"消火栓の台帳", "総務", "佐藤"} <= set(report["filled_in"])
    assert any("共通基盤" in text for text in report["filled_in"])


def test_the_style_of_the_administrator_reaches_the_next_person(report):
    assert report["style_kept"]
    assert report["style_of_others"] == "#ff00ff"
    assert any("まで" in name for name in report["styles_kept_aside"])


def test_roles_are_kept_and_heeded(report):
    assert report["people"] == [["佐藤", "", ["administrator"]], ["鈴木", "建設", ["editor"]]]
    assert not report["clerk_may_save"]
    assert "佐藤" in report["clerk_is_told"]


def test_the_history_tells_who_what_and_why(report):
    newest = report["history"][0]
    assert newest[2] == "鈴木"
    assert "道路" in newest[3]
    assert newest[4] == "まちがい"
    assert report["change"] == ["道路：国道", "名称", "町道1号", "国道"]


def test_a_feature_is_brought_back_by_a_clerk(report):
    assert report["brought_back"] == ["町道1号"]
    assert report["of_the_feature"] == 3
    assert "町道1号" in report["history_says"]
