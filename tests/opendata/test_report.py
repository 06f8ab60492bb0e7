"""The page on an export: every text in Japanese with its English, and nothing of the data as markup."""

import json
import re

import pytest
import shapely
from qgis.core import QgsProcessingException

from shimonita_gis.opendata import lonlat, personal
from shimonita_gis.opendata.geojson import Wishes, export_geojson, written_report
from shimonita_gis.opendata.report import credit
from shimonita_gis.resources import resource

from .conftest import OFFICE, square

KINDS = (personal.MARKED, personal.MARKED_IN_HUB, personal.MARKED_HERE, personal.BIRTH, personal.MAIL,
         personal.MOBILE, personal.PERSON, personal.PHONE, personal.OWNER)  # fmt: skip


@pytest.fixture
def report(written, tmp_path):
    """The report of a layer in which something of everything happened."""
    x, y = OFFICE
    bow_tie = shapely.Polygon([(x, y), (x + 10, y + 10), (x + 10, y), (x, y + 10)])
    path = written([bow_tie, square(x, y), None], 氏名=["<b>山田</b>", "", ""], crs=2451)
    wishes = Wishes(licence="PDL1.0", released=("氏名",), approver="課長<i>")
    written_report(export_geojson(path, tmp_path / "<u>.geojson", wishes), tmp_path / "r.html")
    return (tmp_path / "r.html").read_text(encoding="utf-8")


def test_every_text_has_its_japanese_and_nothing_is_markup(report):
    said = re.findall(r'([^<>]*)<span lang="en">([^<]+)</span>', report)
    assert [english for japanese, english in said if not japanese.strip()] == []
    assert "形が自分自身と交わっている" in report and "課長&lt;i&gt;" in report
    assert "<u>" not in report and "<i>" not in report
    assert credit("PDL1.0", "<u>").replace("<u>", "&lt;u&gt;") in report


def test_all_that_can_happen_is_said_in_japanese():
    words = json.loads(resource("opendata", "report_ja.json").read_text(encoding="utf-8"))
    assert [text for text in (*lonlat.WHAT_HAPPENED.values(), *KINDS) if not words.get(text)] == []


def test_what_looks_personal_is_said_in_the_language_of_qgis(provider, written, tmp_path, monkeypatch):
    from qgis import processing

    from shimonita_gis import translation

    monkeypatch.setattr(translation.QCoreApplication, "translate", lambda _, text: f"«{text}»")
    path = written([shapely.Point(OFFICE)], 氏名=["山田 太郎"], 電話番号=["0274-82-2111"])
    with pytest.raises(QgsProcessingException, match="氏名: «names of persons»; 電話番号: «phone numbers»"):
        processing.run("shimonita:exportopengeojson", {"INPUT": str(path), "OUTPUT": str(tmp_path / "p.geojson")})
