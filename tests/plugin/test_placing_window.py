"""Doubtful sheets are looked at, put right and decided in the real desktop, in Japanese."""

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
import rasterio
from plugin.desktop import install, run_desktop

import sample_town
from shimonita_gis.datum import Datum
from shimonita_gis.sheets.folderindex import write_index, write_summary
from shimonita_gis.sheets.review import load_queue
from shimonita_gis.sheets.sheetfolder import place_folder

pytestmark = pytest.mark.desktop
SCREENSHOTS = Path(__file__).parents[2] / ".build" / "screenshots"
JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def drawer(folder):
    """Three scans: one named by its code, one without a code in its name, one torn; placed in one run."""
    (folder / "scans").mkdir()
    town = sample_town.make_town(seed=1)
    harm = sample_town.Harm()
    sheets = {
        code: sample_town.draw_sheet(town, code=code, dpi=200, datum=Datum.TOKYO, harm=harm, seed=seed)
        for seed, code in enumerate(("09JB164C", "09JB164D"), 3)
    }
    sheets["09JB164C"].write(folder / "scans" / "09JB164C.jpg")
    sheets["09JB164D"].write(folder / "scans" / "古い図面.jpg")
    torn = sheets["09JB164D"]
    torn.image[:700, -700:] = 230
    torn.write(folder / "scans" / "09JB164E.jpg")
    records = place_folder(folder / "scans", folder / "placed", Datum.TOKYO)
    write_index(records, folder / "placed", folder / "索引.gpkg")
    write_summary(records, folder / "placed", folder / "一覧.html")
    return {code: sheet.corners.tolist() for code, sheet in sheets.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("placing")


@pytest.fixture(scope="module")
def report(plugin_zip, folder):
    (folder / "corners.json").write_text(json.dumps(drawer(folder)))
    shutil.copy(Path(__file__).with_name("hands.py"), folder)
    install(plugin_zip, folder)
    report = run_desktop(folder, Path(__file__).with_name("in_desktop_placing.py"), folder, timeout=600)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for picture in folder.glob("*.png"):
        shutil.copy(picture, SCREENSHOTS)
    assert "failure" not in report, report["failure"]
    return report


def test_the_doubtful_come_first_each_with_state_and_reason(report):
    states = [line.split("\n")[2] for line in report["queue"]]
    assert states[-2:] == ["不合格（使えません）"] * 2 or states == ["不合格（使えません）"] * 2 + ["合格"]
    assert report["reasons"]
    assert all(JAPANESE.search(text) for text in report["reasons"])


def test_every_text_is_japanese_and_none_is_cut_off(report):
    assert [text for text in report["texts"] if not JAPANESE.search(text)] == []
    assert report["cut_off"] == []


def test_a_dragged_corner_changes_the_numbers_while_it_moves_and_undo_brings_it_back(report):
    assert report["while_dragged"] != report["before_drag"]
    assert report["error_while_dragged"] > 1
    assert report["after_undo"] == report["before_drag"]


def test_what_was_begun_is_found_again_after_looking_at_another_sheet(report):
    assert report["begun"] == "変更あり（未決定）"
    assert report["found_again"] == report["left"] != report["before_drag"]


def test_a_tick_left_out_comes_back_on_its_cross(report):
    assert report["ticks"] == [report["ticks"][0], report["ticks"][0] - 1, report["ticks"][0]]
    assert report["tick_error"] < 1.5


def test_keys_accept_and_go_on_and_the_window_stays_alive_meanwhile(report):
    assert report["accepted"] == "合格（下仁田花子）"
    assert report["went_on"]
    assert report["longest_silence"] < 2.0, "seconds in which the window answered to nothing, loaded machine"


def test_a_scan_without_a_code_is_placed_by_hand(report, folder):
    assert report["corner_error"] < 1
    item = next(item for item in load_queue(folder / "placed") if item.record.scan == "古い図面.jpg")
    assert (item.status, item.code, item.decision.editor) == ("passed", "09JB164D", "下仁田花子")
    with rasterio.open(item.raster) as placed:
        assert placed.crs.to_epsg() == 6677


def test_a_sheet_is_undecided_again_at_a_key(report):
    assert (report["refused"], report["undecided"]) == ("不合格（下仁田花子）", "不合格（使えません）")


def test_a_decision_is_taken_back_and_the_next_run_keeps_the_others(report, folder):
    assert report["taken_back"] in ("未確認", "合格"), "what the program judged; with Tesseract it reads code and datum"
    before = (folder / "placed" / "古い図面.tif").stat().st_mtime_ns
    records = place_folder(folder / "scans", folder / "placed", Datum.TOKYO)
    states = {record.scan: record.decision and record.decision.status for record in records}
    assert states == {"09JB164C.jpg": None, "09JB164E.jpg": "refused", "古い図面.jpg": "passed"}
    assert (folder / "placed" / "古い図面.tif").stat().st_mtime_ns == before


def test_what_is_drawn_is_where_the_scan_has_it(report):
    assert np.abs(np.array(report["drawn_corner"]) - report["true_corner"]).max() < 1.5
