"""An officer at the counter: applications are read, shown on the map, answered and refused in the real desktop."""

import re
import shutil
import zipfile
from pathlib import Path

import geopandas
import pytest
import shapely
from plugin.desktop import install, run_desktop

from shimonita_gis.hub import workcopy
from shimonita_gis.hub.administration import change_entry
from shimonita_gis.hub.template import create_hub
from shimonita_gis.opendata.ledger import ANSWERED, REFUSED, Ledger

pytestmark = pytest.mark.desktop
SCREENSHOTS = Path(__file__).parents[2] / ".build" / "screenshots"
X, Y = -93881.979, 24082.032
FORM = (
    "申請番号,氏名,利用目的,対象範囲,希望データ,ファイル形式\r\n"
    "R8-012,佐藤 花子,庭の設計,本宿,道路、建物,地図／GeoJSON\r\n"
    "R8-013,鈴木 一郎,不明,どこか,道路,CSV\r\n"
)


def town_of(folder):
    """A hub with a district, two roads and some houses."""
    hub = create_hub(folder / "共通基盤", "山田")
    path = workcopy.check_out(hub, folder / "町の地図.gpkg", (), "山田")
    layers = {
        "administrative_areas": ([shapely.box(X, Y, X + 1000, Y + 800)], {"name": ["本宿"], "kind": ["大字"]}),
        "roads": (
            [shapely.LineString([(X - 300, Y + 100), (X + 1300, Y + 300)]),
             shapely.LineString([(X + 200, Y - 300), (X + 500, Y + 1200)])],
            {"name": ["町道1号線", "町道2号線"]},
        ),
        "buildings": ([shapely.box(X + 60 * i, Y + 40 * i, X + 60 * i + 20, Y + 40 * i + 15) for i in range(30)], {}),
    }  # fmt: skip
    for table, (shapes, fields) in layers.items():
        names = geopandas.read_file(path, layer=table, rows=0).columns.drop("geometry")
        frame = geopandas.GeoDataFrame(fields, geometry=shapes, crs=6677).reindex(columns=[*names, "geometry"])
        frame.to_file(path, layer=table, mode="a", promote_to_multi=True)
    workcopy.sync(path, "山田", "初めの図")
    for table in ("roads", "buildings"):
        change_entry(hub, table, {"sharing": "open"}, "山田")
    return hub


@pytest.fixture(scope="module")
def counter(plugin_zip, tmp_path_factory):
    folder = tmp_path_factory.mktemp("counter")
    town_of(folder)
    (folder / "申請.csv").write_text(FORM, encoding="cp932", newline="")
    shutil.copy(Path(__file__).with_name("hands.py"), folder)
    install(plugin_zip, folder)
    report = run_desktop(folder, Path(__file__).with_name("in_desktop_counter.py"), folder)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for picture in folder.glob("*.png"):
        shutil.copy(picture, SCREENSHOTS)
    assert "failure" not in report, report["failure"]
    return folder, report


def test_applications_are_read_and_shown_as_they_ask(counter):
    _, report = counter
    assert report["queue"] == ["R8-012", "R8-013"]
    assert "佐藤 花子" in report["asked"] and report["ticked"] == ["道路", "建物"]
    assert "地番" not in report["offered"]
    assert report["cut_off"] == []


def test_f1_opens_the_page_about_the_counter(counter):
    _, report = counter
    key, text = report["help"]
    assert key == "counter" and "台帳" in text and "「データの申請に回答する」" in text
    assert report["help_button"] == "opendata"


def test_the_area_is_shown_on_the_map(counter):
    _, report = counter
    assert report["shown"].startswith("本宿") and "80.00" in report["shown"]
    assert report["on_map"] == pytest.approx(1000, abs=1)


def test_an_answer_is_a_package_and_an_entry_in_the_ledger(counter):
    folder, report = counter
    with zipfile.ZipFile(folder / "R8-012.zip") as package:
        names = {name.partition("/")[2] for name in package.namelist()}
    assert names == {"地図.pdf", "お読みください.html", "道路.geojson", "建物.geojson"}
    assert report["waiting"] == ["R8-013"]
    states = {e.application.number: e.state for e in Ledger(folder / "共通基盤").entries()}
    assert states == {"R8-012": ANSWERED, "R8-013": REFUSED}


def test_an_area_is_drawn_with_a_corner_taken_back(counter):
    _, report = counter
    assert not report["while_drawing"] and report["back"]
    clicked = shapely.Polygon([(X, Y), (X + 400, Y), (X + 500, Y + 10), (X + 400, Y + 300)])
    assert shapely.from_wkt(report["drawn"]).hausdorff_distance(clicked) < 2 * report["pixel"]


def test_a_refusal_needs_its_reason(counter):
    _, report = counter
    assert re.search("理由", report["without_reason"])
    assert report["left"] == 0 and sorted(report["states"]) == ["回答済み", "断った"]
    assert report["bands_after"] == report["bands_before"]
