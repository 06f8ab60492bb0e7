"""A person's way through the desktop, from the first steps on, in the made-up town that comes with the plugin."""

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
import shapely
from browser import findings, is_ready, load, offline_browser, picture
from plugin.desktop import Desktop, install, run_desktop

from sample_town import make_town

pytestmark = pytest.mark.desktop
HERE = Path(__file__).parent
SCREENSHOTS = HERE.parents[1] / ".build" / "screenshots"
JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


@pytest.fixture(scope="module")
def year(plugin_zip, tmp_path_factory):
    town = tmp_path_factory.mktemp("year")
    folder, beside = town / "sato", town / "suzuki"
    for each, theme in ((folder, "default"), (beside, "Night Mapping")):
        install(plugin_zip, each, theme)
        for script in ("hands.py", "eyes.py"):
            shutil.copy(HERE / script, each)
    with Desktop(beside, HERE / "in_desktop_colleague.py", beside) as second:
        report = run_desktop(folder, HERE / "in_desktop_year.py", folder, timeout=430)
        keep_pictures(town)
        assert "failure" not in report, (report["failure"], second.log[-3000:])
        report["colleague"] = second.report(timeout=60)
    keep_pictures(town)
    assert "failure" not in report["colleague"], report["colleague"]["failure"]
    return folder, report


def keep_pictures(town):
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for screenshot in town.glob("*/*.png"):
        shutil.copy(screenshot, SCREENSHOTS)


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


def test_two_people_edit_and_sync_at_once_and_both_get_what_was_decided(year):
    """Both changed the width of one road; whoever came second has his value wait. Each changed another road, too."""
    _, report = year
    colleague = report["colleague"]
    assert colleague["map_opened"]
    assert report["after_both"]["waiting_conflicts"] == "決めていない食い違い：1 件"
    _, _, stood, waited, _ = report["decided"][1]
    assert sorted([stood, waited]) == ["3.0", "4.5"]
    assert report["holds"] == [float(waited), "未舗装", "舗装"]
    assert colleague["holds"] == report["holds"]


def test_a_road_is_traced_on_the_placed_sheet_and_sent(year):
    _, report = year
    edge, traced = shapely.from_wkt(report["edge"]), shapely.from_wkt(report["traced"][0])
    assert traced.length == pytest.approx(edge.length, rel=0.05)
    assert shapely.hausdorff_distance(shapely.segmentize(traced, 1), shapely.segmentize(edge, 1)) < 1
    assert any("1 件の変更を送り" in text for text in report["traced_sent"])


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


def test_a_click_in_the_photo_puts_the_damage_point_on_the_damage(year):
    _, report = year
    assert report["map_follows"], "the map was elsewhere when the photo came up"
    before, after = (shapely.Point(report[name]) for name in ("aimed_at", "clicked_at"))
    assert 3 < before.distance(after) < 60
    assert after.distance(make_town(1).damage.geometry.iloc[0]) < 10
    assert f"{after.x:.1f}" in report["click_told"].replace(",", "")


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


def test_every_page_can_be_read_by_everybody(year, tmp_path):
    """axe-core finds nothing serious, contrast included, in what was written in the year."""
    pytest.importorskip("selenium.webdriver")
    folder = year[0]
    with zipfile.ZipFile(folder / "提供.zip") as package:
        package.extractall(tmp_path)
    places = ("公開/*.html", "災害地図/index.html", "被害/*.html", "利用状況/*.html", "図面の報告.html")
    pages = [page for place in places for page in sorted(folder.glob(place))] + sorted(tmp_path.rglob("*.html"))
    assert len(pages) > 8
    with offline_browser("desktop") as browser:
        found = {str(page): findings(load(browser, page)) for page in pages}
    assert {name: what for name, what in found.items() if what} == {}


def test_practice_ends_with_one_button_and_the_real_settings_come_back(year):
    folder, report = year
    assert report["after_practice"] == report["town"]
    assert not Path(report["practice"]["hub"]).parent.exists()
    in_the_bin = list(folder.glob(".local/share/Trash/files/下仁田GIS*/共通基盤（練習用）/hub.json"))
    assert in_the_bin or "完全に削除しますか" in report["asked"]
    assert report["layers_after"] == 0 and not report["card_after"]


def test_nothing_is_cut_off_and_everything_is_japanese(year):
    folder, report = year
    assert report["cut_off"] == []
    assert sorted(report["qt_buttons"]) == ["はい(&Y)", "キャンセル"]
    foreign = {"Sato", "GIS", "09JB164C.jpg", "◀", "▶", str(folder.parent)}
    assert [t for t in set(report["texts"]) if not JAPANESE.search(t) and not any(f in t for f in foreign)] == []
