import json
from dataclasses import replace

import numpy as np
import pytest

from shimonita_gis import datum
from shimonita_gis.datum import Datum
from shimonita_gis.resources import resource
from shimonita_gis.sheets import folderindex, marginalia, placement, record, scan, sheetfolder
from shimonita_gis.sheets.neatline import NeatlineError
from shimonita_gis.sheets.report import in_both_languages, write_decision, write_refusal, write_report
from shimonita_gis.sheets.sheetcode import parse_code

JAPANESE = json.loads(resource("sheets", "report_ja.json").read_text(encoding="utf-8"))


def remarks():
    for module in (folderindex, marginalia, placement, record, scan, sheetfolder):
        named = ((name, value) for name, value in vars(module).items() if name.isupper() and not name.startswith("_"))
        yield from (value for name, value in named if isinstance(value, str) and len(value) > 1)
    yield from (datum.NO_EARTHQUAKE_GRID, datum.PARAMETERS_USED)


@pytest.mark.parametrize("text", sorted(set(remarks())))
def test_every_remark_is_told_in_japanese(text):
    assert text in JAPANESE


@pytest.mark.parametrize("text", sorted(JAPANESE))
def test_both_languages_name_the_same_values(text):
    from string import Formatter

    assert {name for _, name, *_ in Formatter().parse(text)} >= {
        name for _, name, *_ in Formatter().parse(JAPANESE[text])
    }


def test_a_file_name_is_never_markup():
    japanese, english = in_both_languages(marginalia.READ_OTHERWISE, {"read": "<b>", "code": "09JB164"})
    assert "<b>" in japanese
    assert "<b>" in english  # escaped where it is written into the page: see the folder's test


@pytest.fixture(scope="module")
def placed(scan_file):
    return placement.place(scan.read_scan(scan_file), parse_code("09JB164C"), Datum.TOKYO)


def page_of(placed, scan_file, folder, **changes):
    write_report(scan.read_scan(scan_file), replace(placed, **changes), folder / "report.html")
    return (folder / "report.html").read_text(encoding="utf-8")


def test_the_page_tells_numbers_evidence_and_what_was_assumed(placed, scan_file, tmp_path):
    evidence = ((marginalia.DATUM_READ, {"words": "日本測地系", "datum": "Tokyo Datum"}),)
    page = page_of(placed, scan_file, tmp_path, evidence=evidence)
    for told in (
        "欄外に「日本測地系」と記載があり、旧日本測地系と一致します。",
        "The margin says 日本測地系, which fits Tokyo Datum.",
        JAPANESE[datum.NO_EARTHQUAKE_GRID],
        f"{placed.rmse:.3f} m（紙上 {placed.rmse:.2f} mm）",  # at 1:1000 a metre is a millimetre
        "0.700 m（紙上 0.70 mm）",
        f"{placed.rmse / 0.7:.0%}",
    ):
        assert told in page
    assert page.count("<figure>") == 4
    assert page.count("<tr class=") == len(placed.points) + len(placed.model_errors)
    assert "http:" not in page and "https:" not in page


def test_a_decision_stands_in_the_page_until_it_is_taken_back(placed, scan_file, tmp_path):
    before = page_of(placed, scan_file, tmp_path)
    write_decision(tmp_path / "report.html", record.Decision("refused", "<i>花子", "2026-04-01T10:00:00").remark)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "2026-04-01 に &lt;i&gt;花子 が不合格としました。" in page
    write_decision(tmp_path / "report.html", None)
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == before
    write_decision(tmp_path / "gone.html", None)


def test_a_refusal_shows_what_was_found(scan_file, tmp_path):
    corners = np.array([(400, 400), (6600, 400), (6600, 5100), (400, 5100)])
    torn = next(text for text in JAPANESE if text.startswith("{corner} of the neatline is torn off"))
    refusal = NeatlineError(torn, corners, corner="The south-west corner")
    sheet = parse_code("09JB164C")
    write_refusal(scan.read_scan(scan_file), sheet, Datum.TOKYO, refusal, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "内図郭線の南西の角が、破れているか" in page
    assert "The south-west corner of the neatline" in page
    assert '<polygon points="400.0,400.0 6600.0,400.0' in page
