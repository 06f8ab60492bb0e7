"""The built zip in the real desktop, in Japanese, as on a town-hall PC."""

import re
import shutil
from pathlib import Path

import pytest
from plugin.desktop import install, run_desktop

from shimonita_gis.gui.help import page_of
from shimonita_gis.gui.windows import WINDOWS

pytestmark = pytest.mark.desktop
SCREENSHOTS = Path(__file__).parents[2] / ".build" / "screenshots"
JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
TRUE_PLACE = (-93881.979, 24082.032)  # of (-93590.5, 23726.9) on the Tokyo datum, by the national grid


@pytest.fixture(scope="module")
def report(plugin_zip, tmp_path_factory):
    folder = tmp_path_factory.mktemp("desktop")
    install(plugin_zip, folder)
    report = run_desktop(folder, Path(__file__).with_name("in_desktop.py"), folder)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for picture in folder.glob("*.png"):
        shutil.copy(picture, SCREENSHOTS)
    assert "failure" not in report, report["failure"]
    return report


def test_starts_with_provider_dock_menu_and_toolbar(report):
    started = report["started"]
    assert started["loaded"]
    assert started["dock"]
    assert "shimonita:georeferencesheet" in started["algorithms"]
    assert len(started["menu"]) == 1
    assert 2 <= len(started["toolbar"]) <= 6


def test_every_text_is_japanese_and_fits(report):
    assert [text for text in report["texts"] if not JAPANESE.search(text)] == []
    assert report["cut_off"] == []


def test_keyboard_reaches_every_button_from_top_to_bottom(report):
    reached = report["tab_order"]
    cards = ["firststeps", "practice_files", "end_practice", "message", "sync", "cancel_sync", "look", "change"]
    assert reached[: len(cards)] == cards
    assert reached[len(cards)] == "step_sheets"
    shown = [each.removeprefix("shimonita:") for each in report["started"]["algorithms"]]
    assert set(shown) <= set(reached)
    assert "more_hub" in reached


def test_button_opens_the_dialog_of_its_algorithm(report):
    assert any("紙の地図" in title for title in report["dialog"])


def test_qgis_itself_is_exact_on_the_tokyo_datum(report):
    assert report["tokyo_point"] == pytest.approx(TRUE_PLACE, abs=0.01)


def test_state_of_the_computer_names_packages_and_grid(report):
    assert "geopandas: " in report["state"]
    assert "tky2jgd.gsb" in report["state"]


def test_f1_opens_the_page_of_every_window(report):
    opened = report["help"]
    assert opened.pop("dock") == "start"
    assert opened == {name: page_of(name).key for name in ("firststeps", *(each.module for each in WINDOWS))}


def test_unload_leaves_nothing(report):
    assert report["unloaded"] == {
        "loaded": False,
        "algorithms": [],
        "dock": False,
        "menu": [],
        "toolbar": [],
        "modules": [],
    }


def test_a_start_touches_nothing_but_the_plugin_s_own_files(report):
    """Nor the hub, nor the network: both may be away, and QGIS waits for every start."""
    opened = {what for event, what in report["touched"] if event == "open" and not what.isdigit()}
    assert [
        each for each in report["touched"] if each[0].startswith(("socket", "subprocess", "os.system", "urllib"))
    ] == []
    assert [each for each in opened if "/shimonita_gis/" not in each and "/python3" not in each] == []


@pytest.mark.parametrize("time", ["again", "reloaded"])
def test_comes_back_whole(report, time):
    for part in ("loaded", "algorithms", "dock", "menu", "toolbar"):
        assert report[time][part] == report["started"][part]


def test_screenshots_are_kept(report):
    for name in ("desktop", "desktop_sheets", "dialog", "options", "state"):
        assert (SCREENSHOTS / f"{name}.png").stat().st_size > 10_000


def test_card_of_the_hub_and_its_large_button(report):
    assert report["card_before"]
    assert any("先に QGIS で編集を保存" in text for text in report["unsaved_is_refused"])
    assert report["synced"]
    assert any("1 件の変更を送り" in text for text in report["messages"])
    assert "版 2（佐藤）" in report["card_after"]
    assert any("避難場所を足した" in row for row in report["history"])


def test_layers_of_the_work_copy_come_into_the_project_with_their_titles(report):
    assert {"道路", "建物", "避難場所"} <= set(report["layers"])
