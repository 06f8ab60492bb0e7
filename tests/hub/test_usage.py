"""The review of the map's use: what two departments did in a period, against the one before, naming nobody."""

import csv
from datetime import date, timedelta

import pytest
import rasterio
from qgis.core import QgsProcessingException

from shimonita_gis.errors import InputError
from shimonita_gis.hub.approval import approve
from shimonita_gis.hub.usage import Period, Provided, by_layer, usage
from shimonita_gis.hub.usage_page import page
from shimonita_gis.opendata.applications import Application
from shimonita_gis.opendata.ledger import Ledger

from .conftest import Desk

TODAY = date.today()
THIS_WEEK = Period(TODAY - timedelta(days=3), TODAY + timedelta(days=3))
NEXT_WEEK = Period(TODAY + timedelta(days=4), TODAY + timedelta(days=10))


@pytest.fixture
def used(hub_with_houses, tmp_path):
    """佐藤 renames two houses in two syncs, 鈴木 deletes one; a release is approved; one application is answered."""
    hub = hub_with_houses
    sato, suzuki = (Desk(hub, tmp_path / f"{name}.gpkg", name, ["Houses"]) for name in ("佐藤", "鈴木"))
    for old, new in (("家0", "役場"), ("家1", "公民館")):
        sato.rename(old, new)
        sato.sync()
    suzuki.delete("家4")
    suzuki.sync()
    approve(hub, "山田", "release")
    ledger = Ledger(hub.place)
    for number in ("R8-1", "R8-2"):
        ledger.receive(Application(number, "調査", applicant={"氏名": "高橋"}), "山田")
    ledger.answer("R8-1", "山田", ["Houses"], ["pdf"], "", "a.zip", "00")
    ledger.refuse("R8-2", "山田", "範囲が広すぎます")
    return hub


def test_what_happened_is_counted_by_layer(used):
    now, before = usage(used, THIS_WEEK, [Provided(TODAY, ("Houses",)), Provided(TODAY, refused=True)])
    assert dict(now.totals) == {"sessions": 3, "people": 3, "syncs": 3, "edits": 3, "conflicts": 0, "releases": 1,
                                "provisions": 1, "refusals": 1}  # fmt: skip
    assert sum(before.totals.values()) == 0
    line = next(line for line in by_layer(used.catalogue(), now, before) if line.title == "Houses")
    assert (line.edits, line.edits_before, line.syncs, line.provisions) == (3, 0, 3, 1)


def test_the_period_before_is_the_same_number_of_days(used):
    assert NEXT_WEEK.before == THIS_WEEK
    now, before = usage(used, NEXT_WEEK)
    assert (now.totals["edits"], before.totals["edits"]) == (0, 3)
    with pytest.raises(InputError, match="ends"):
        Period(TODAY, TODAY - timedelta(days=1))


def test_the_report_is_page_table_and_pdf_and_names_nobody(provider, used, tmp_path):
    from qgis import processing

    asked = {"HUB": used.place, "START": f"{THIS_WEEK.start}T00:00:00", "END": f"{THIS_WEEK.end}T00:00:00"}
    done = processing.run("shimonita:usagereport", {**asked, "OUTPUT": str(tmp_path / "report")})
    assert (done["EDITS"], done["PROVISIONS"]) == (3, 1)
    names = {path.name for path in (tmp_path / "report").iterdir()}
    assert names == {"index.html", "usage.csv", "usage.pdf"}
    everything = "".join((tmp_path / "report" / name).read_text("utf-8-sig") for name in ("index.html", "usage.csv"))
    assert not any(name in everything for name in ("佐藤", "鈴木", "山田", "高橋"))
    with (tmp_path / "report" / "usage.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row[1]: row[2:] for row in csv.reader(file)}
    assert rows["Houses"] == ["3", "0", "3", "1", "0"]
    with rasterio.open(tmp_path / "report" / "usage.pdf", DPI="50") as pdf:
        assert pdf.read().std() > 5
    processing.run("shimonita:usagereport", {**asked, "OUTPUT": str(tmp_path / "report")})  # takes the last one's place


def test_a_folder_with_other_files_is_left_alone(provider, used, tmp_path):
    from qgis import processing

    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("x")
    with pytest.raises(QgsProcessingException, match="holds other files"):
        processing.run("shimonita:usagereport", {
            "HUB": used.place, "START": "2026-04-01T00:00:00", "END": "2026-07-31T00:00:00",
            "OUTPUT": str(tmp_path / "other")})  # fmt: skip
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["letter.txt"]


def test_hostile_titles_stay_text():
    from shimonita_gis.hub.usage import LayerUse, Use

    line = LayerUse("<b>総務", "<script>alert(1)</script>", 1, 0, 1, 0, 0)
    html = page((Use(THIS_WEEK), Use(THIS_WEEK.before)), [line])
    assert "<script" not in html and "&lt;script&gt;" in html and "<b>" not in html
