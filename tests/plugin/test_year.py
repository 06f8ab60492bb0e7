"""A person's way through the desktop, from the first steps on, in the made-up town that comes with the plugin."""

import json
import re
import shutil
from pathlib import Path

import pytest
from browser import is_ready, load, offline_browser, picture
from plugin.desktop import install, run_desktop

pytestmark = pytest.mark.desktop
SCREENSHOTS = Path(__file__).parents[2] / ".build" / "screenshots"
JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


@pytest.fixture(scope="module")
def year(plugin_zip, tmp_path_factory):
    folder = tmp_path_factory.mktemp("year")
    shutil.copy(Path(__file__).with_name("hands.py"), folder)
    install(plugin_zip, folder)
    report = run_desktop(folder, Path(__file__).with_name("in_desktop_year.py"), folder, timeout=300)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for screenshot in folder.glob("*.png"):
        shutil.copy(screenshot, SCREENSHOTS)
    assert "failure" not in report, report["failure"]
    return folder, report


def test_the_first_steps_are_kept_at_once_and_taken_up_again(year):
    _, report = year
    assert report["kept_at_once"] == ["Sato", "建設"]
    assert [title.startswith("✔") for title in report["taken_up_again"]] == [True, False, False, False]


def test_a_folder_that_is_no_hub_is_refused_and_a_new_hub_has_its_work_copy(year):
    folder, report = year
    assert str(folder) in report["not_a_hub"] and JAPANESE.search(report["not_a_hub"])
    assert report["town"]["hub"] == str(folder / "町の共通基盤")
    assert Path(report["town"]["work_copy"]) == folder / "Documents" / "町の地図.gpkg"
    assert Path(report["town"]["work_copy"]).is_file()


def test_the_practice_town_opens_as_a_map_and_says_that_it_is_for_practice(year):
    _, report = year
    assert report["practice_made"] and report["map_opened"]
    assert "練習用" in report["practice"]["hub"]
    assert any("架空の町" in text for text in report["texts"])


def test_the_dock_leads_from_a_sync_to_the_conflict_and_knows_when_it_is_settled(year):
    _, report = year
    said, state, waits = report["after_sync"]
    assert any("食い違いが 1 件あります" in text for text in said)
    assert "すべて送ってあります" in state and "バックアップの記録はありません" in state
    assert waits["waiting_conflicts"] == "決めていない食い違い：1 件"
    assert "waiting_conflicts" not in report["after_settling"]


def test_a_sheet_is_placed_a_corner_moved_and_taken_back_and_the_sheet_accepted(year):
    _, report = year
    assert report["corner_moved"] and report["corner_back"]
    assert report["sheet_decided"] == 1
    assert report["sheet_window_closes"]


def test_photos_wait_in_the_dock_until_they_are_graded(year):
    _, report = year
    assert report["after_import"]["waiting_ungraded"] == "まだ判定していない写真：4 枚"
    assert report["photo_shown"]
    assert report["after_grading"]["waiting_ungraded"] == "まだ判定していない写真：3 枚"


def test_what_leaves_says_that_it_is_for_practice(year):
    folder, report = year
    assert "waiting_unreleased" not in report["after_release"][0]
    released = json.loads((folder / "公開" / "避難場所.geojson").read_text(encoding="utf-8"))
    assert [f["properties"]["name"] for f in released["features"]] == ["小学校（練習用）", "公民館（練習用）"]
    assert (folder / "提供.zip").is_file()


def test_the_map_for_residents_opens_in_a_browser_without_a_network(year):
    pytest.importorskip("selenium.webdriver")
    with offline_browser("phone") as browser:
        load(browser, year[0] / "災害地図" / "index.html")
        assert is_ready(browser)
        shown = browser.find_elements("css selector", ".items > li")
        assert len(shown) == 3 and "練習用" in browser.page_source
        assert "訓練" in browser.find_element("tag name", "body").text
        picture(browser, "year_map")


def test_practice_ends_with_one_button_and_the_real_settings_come_back(year):
    folder, report = year
    assert report["after_practice"] == report["town"]
    assert not Path(report["practice"]["hub"]).parent.exists()
    in_the_bin = list(folder.glob(".local/share/Trash/files/下仁田GIS*/共通基盤（練習用）/hub.json"))
    assert in_the_bin or "完全に削除しますか" in report["asked"]
    assert report["layers_after"] == 0 and not report["card_after"]


def test_nothing_is_cut_off_and_everything_is_japanese(year):
    _, report = year
    assert report["cut_off"] == []
    assert sorted(report["qt_buttons"]) == ["はい(&Y)", "キャンセル"]
    foreign = {"Sato", "GIS", "09JB164C.jpg", "◀", "▶", str(year[0])}
    assert [t for t in set(report["texts"]) if not JAPANESE.search(t) and not any(f in t for f in foreign)] == []
