"""The folder with the map for residents: what is in it, what never is, and how it takes the old one's place."""

import json
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from html import escape
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import pytest
import shapely
from PIL import Image
from qgis.core import QgsProcessingException

from shimonita_gis.errors import ExportError, InputError
from shimonita_gis.opendata import cap, rfc7946
from shimonita_gis.opendata.disastermap import publish_disaster_map
from shimonita_gis.opendata.disastermap_items import Source, digits_for, read_items
from shimonita_gis.opendata.disastermap_photos import MISSING, NO_PHOTO, OUTSIDE, cleaned

from .conftest import HOSTILE, OFFICE, damage_frame, photo

# in a process of its own: QGIS brings an XML library that does not go with lxml's
_VALIDATE = """
import sys
from lxml import etree
rules = etree.RelaxNG(etree.parse(sys.argv[1]))
rules.validate(etree.parse(sys.argv[2]))
print(*rules.error_log, sep="\\n", end="")
"""
CAP_NAMES = {"c": cap.CAP}


def against_the_schema(feed):
    """What the feed breaks of the schema of Atom."""
    rules = Path(__file__).with_name("atom.rng")
    done = subprocess.run([sys.executable, "-c", _VALIDATE, rules, feed], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def alert_of(folder):
    return ET.parse(folder / "alert.xml").getroot()


def said(alert, name):
    return alert.findtext(f"c:{name}", namespaces=CAP_NAMES)


def snapshot(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_only_what_is_confirmed_is_in_the_folder(wanted, statement, tmp_path):
    done = publish_disaster_map(wanted, statement, tmp_path / "map")
    assert done.counts == {"closure": 2, "damage": 3, "shelter": 2}
    assert done.held == {"unconfirmed": 1}
    written = b"".join(snapshot(tmp_path / "map").values()).decode()
    assert "被害2" not in written
    assert "職員の覚え書き" not in written
    for group, count in done.counts.items():
        assert rfc7946.check(tmp_path / "map" / f"{group}.geojson") == []
        features = json.loads((tmp_path / "map" / f"{group}.geojson").read_text())["features"]
        assert len(features) == count
    assert {f["properties"]["地区"] for f in features} == {"下仁田", "西牧"}


def test_the_feeds_are_valid(wanted, statement, tmp_path):
    publish_disaster_map(wanted, statement, tmp_path / "map")
    assert against_the_schema(tmp_path / "map" / "feed.atom") == []
    feed = ET.parse(tmp_path / "map" / "feed.atom").getroot()
    assert len(feed.findall("{*}entry")) == 5
    latitude, longitude = map(float, feed.find("{*}entry/{*}line").text.split()[:2])
    assert shapely.Point(longitude, latitude).distance(shapely.Point(138.7892, 36.2125)) < 1e-3
    assert cap.findings(tmp_path / "map" / "alert.xml") == []


def test_a_feed_that_breaks_the_rules_is_seen(wanted, statement, tmp_path):
    publish_disaster_map(wanted, statement, tmp_path / "map")
    feed = ET.parse(tmp_path / "map" / "feed.atom")
    feed.find("{*}entry/{*}updated").text = "yesterday"
    feed.write(tmp_path / "broken.atom")
    assert "yesterday" in " ".join(against_the_schema(tmp_path / "broken.atom"))


@pytest.mark.parametrize(
    ("element", "text", "finding"),
    [("sent", "2026-11-24T00:00:00Z", "form"), ("identifier", "a b", "form"), ("status", "Real", "values"),
     ("info/c:area/c:circle", "36.2", "form"), ("info/c:urgency", "soon", "values")],
)  # fmt: skip
def test_an_alert_that_breaks_the_standard_is_seen(wanted, statement, tmp_path, element, text, finding):
    publish_disaster_map(wanted, statement, tmp_path / "map")
    alert = alert_of(tmp_path / "map")
    alert.find(f"c:{element}", CAP_NAMES).text = text
    ET.ElementTree(alert).write(tmp_path / "alert.xml")
    assert [finding in found for found in cap.findings(tmp_path / "alert.xml")] == [True]


def test_missing_and_misplaced_elements_of_an_alert_are_seen(wanted, statement, tmp_path):
    publish_disaster_map(wanted, statement, tmp_path / "map")
    alert = alert_of(tmp_path / "map")
    identifier = alert[0]
    alert.remove(identifier)
    alert.append(identifier)
    alert.remove(alert.find("c:scope", CAP_NAMES))
    ET.ElementTree(alert).write(tmp_path / "alert.xml")
    assert cap.findings(tmp_path / "alert.xml") == [
        "alert: its elements are not in the order of the standard", "alert: scope is missing"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [({}, "Actual", None), ({"approver": " "}, "Draft", "下書き"), ({"exercise": True}, "Exercise", "訓練 訓練 訓練"),
     ({"exercise": True, "approver": ""}, "Exercise", "下書き")],
)  # fmt: skip
def test_what_is_no_real_warning_says_so(wanted, statement, tmp_path, changes, status, words):
    done = publish_disaster_map(wanted, replace(statement, **changes), tmp_path / "map")
    text = (tmp_path / "map" / "index.html").read_text()
    assert (done.status, said(alert_of(tmp_path / "map"), "status")) == (status, status)
    assert ('class="banner"' in text) == (words is not None)
    assert words is None or words in text.split('class="banner"', 1)[1].split("<h1>")[0]


def test_an_update_refers_to_the_alert_before_and_the_older_map_stays(wanted, statement, tmp_path):
    target = tmp_path / "map"
    publish_disaster_map(wanted, statement, target)
    first = snapshot(target)
    later = replace(statement, time=statement.time + timedelta(hours=2))
    done = publish_disaster_map(wanted, later, target)
    assert done.earlier == ("2026-11-24T0900",)
    older = snapshot(target / "earlier" / "2026-11-24T0900")
    assert b'<p class="banner old">' in older.pop("index.html") and "これは前の情報です".encode() in first["index.html"]
    assert older == {name: content for name, content in first.items() if name != "index.html"}
    assert '<p class="banner old" hidden>' in (target / "index.html").read_text()
    alert = alert_of(target)
    assert said(alert, "msgType") == "Update"
    assert said(alert, "references").split(",")[1] == json.loads(first["about.json"])["alert"]
    assert cap.findings(target / "alert.xml") == []
    done = publish_disaster_map(replace(wanted, kept=2), later, target)
    assert done.earlier == ("2026-11-24T1100", "2026-11-24T0900")
    done = publish_disaster_map(replace(wanted, kept=2), later, target)
    assert done.earlier == ("2026-11-24T1100-2", "2026-11-24T1100")
    publish_disaster_map(replace(wanted, kept=0), later, target)
    assert not (target / "earlier").exists()


def test_a_failed_publication_leaves_the_old_map(wanted, statement, tmp_path, monkeypatch):
    from shimonita_gis.opendata import disastermap

    target = tmp_path / "map"
    publish_disaster_map(wanted, statement, target)
    before = snapshot(target)
    monkeypatch.setattr(disastermap.cap, "findings", lambda path: ["something is wrong"])
    with pytest.raises(ExportError, match="something is wrong"):
        publish_disaster_map(wanted, statement, target)
    assert snapshot(target) == before
    assert sorted(p.name for p in tmp_path.glob(".*")) == []


def test_a_reader_never_sees_half_a_page(wanted, statement, tmp_path):
    target, halves, done = tmp_path / "map", [], threading.Event()
    publish_disaster_map(wanted, statement, target)

    def read():
        while not done.is_set():
            try:
                text = (target / "index.html").read_text()
            except FileNotFoundError:  # between two renames
                continue
            if not text.rstrip().endswith("</html>"):
                halves.append(text[-100:])

    reader = threading.Thread(target=read)
    reader.start()
    for minute in range(10):
        now = replace(statement, time=statement.time + timedelta(minutes=minute))
        publish_disaster_map(replace(wanted, kept=1), now, target)
    done.set()
    reader.join()
    assert halves == []


def test_hostile_text_stays_text(statement, tmp_path, wanted):
    frame = damage_frame()
    for column in ("件名", "災害種別", "被害状況", "note"):
        frame[column] = HOSTILE
    frame["地区"] = HOSTILE
    frame.to_file(tmp_path / "hostile.gpkg")
    wanted = replace(wanted, layers={"damage": Source(str(tmp_path / "hostile.gpkg"))}, districts=None, remarks=True)
    done = publish_disaster_map(wanted, replace(statement, contact=HOSTILE), tmp_path / "map")
    assert done.counts["damage"] == 3
    text = (tmp_path / "map" / "index.html").read_text()
    assert text.count("<script") == 4  # the data, the library, what such pages share, the page's own
    assert escape(HOSTILE) in text
    assert HOSTILE not in text
    assert against_the_schema(tmp_path / "map" / "feed.atom") == []
    assert cap.findings(tmp_path / "map" / "alert.xml") == []
    assert {p.name for p in tmp_path.iterdir() if p.is_dir()} == {"map"}


def test_what_looks_personal_stops_the_map(wanted, statement, tmp_path):
    frame = damage_frame()
    frame["被害状況"] = "連絡は 090-1234-5678"
    frame.to_file(tmp_path / "personal.gpkg")
    wanted = replace(wanted, layers={"damage": Source(str(tmp_path / "personal.gpkg"))})
    with pytest.raises(ExportError, match="personal"):
        publish_disaster_map(wanted, statement, tmp_path / "map")
    assert not (tmp_path / "map").exists()


@pytest.fixture
def photos(tmp_path):
    folder = tmp_path / "photos"
    folder.mkdir()
    photo(folder / "1.jpg")
    photo(tmp_path / "outside.jpg")
    (folder / "no.jpg").write_bytes(b"<html><script>window.hacked=1</script>")
    (folder / "svg.jpg").write_text('<svg xmlns="http://www.w3.org/2000/svg" onload="window.hacked=1"/>')
    (folder / "link.jpg").symlink_to(tmp_path / "outside.jpg")
    return folder


@pytest.mark.parametrize(
    ("name", "why"),
    [("../outside.jpg", OUTSIDE), ("link.jpg", OUTSIDE), ("no.jpg", NO_PHOTO), ("svg.jpg", NO_PHOTO),
     ("not there.jpg", MISSING), ("..\\..\\outside.jpg", OUTSIDE), ("/etc/passwd", OUTSIDE)],
)  # fmt: skip
def test_what_is_no_photo_of_the_folder_is_refused(photos, name, why):
    assert cleaned(photos, name) == (None, None, why)


def test_a_photo_for_residents_has_nothing_but_its_picture(photos):
    data, size, _ = cleaned(photos, "1.jpg")
    assert size == (683, 1024)  # turned upright
    assert b"Secret" not in data
    markers, at = [], 2
    while data[at + 1] != 0xDA:
        markers.append(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    assert set(markers) <= {0xE0, 0xDB, 0xC0, 0xC4}  # JFIF, tables, frame


def test_only_released_photos_of_an_approved_map_are_shown(photos, wanted, statement, tmp_path):
    frame = damage_frame()
    frame["静止画"] = ["1.jpg", "1.jpg", "1.jpg", "no.jpg"]
    frame["写真公開"] = [True, False, True, True]
    frame.to_file(tmp_path / "with_photos.gpkg")
    wanted = replace(wanted, layers={"damage": Source(str(tmp_path / "with_photos.gpkg"))}, photos=str(photos))
    done = publish_disaster_map(wanted, statement, tmp_path / "map")
    assert [p.name for p in (tmp_path / "map" / "photos").iterdir()] == ["0001.jpg"]
    assert Image.open(tmp_path / "map" / "photos" / "0001.jpg").getexif() == {}
    assert done.refused == [("no.jpg", NO_PHOTO)]
    publish_disaster_map(wanted, replace(statement, approver=""), tmp_path / "draft")
    assert not (tmp_path / "draft" / "photos").exists()


def test_photos_of_one_incident_are_one_place(tmp_path):
    frame = damage_frame()
    frame["status"], frame["incident"], frame["best"] = "確認済", ["A", "A", "", "A"], [False, True, False, False]
    frame.to_file(tmp_path / "incidents.gpkg")
    found = read_items(Source(str(tmp_path / "incidents.gpkg")), "damage")
    assert [(item.name, item.photos) for item in found.items] == [("被害1", 3), ("被害2", 1)]
    assert found.held == {"same incident": 2}


@pytest.mark.parametrize(("accuracy", "digits"), [(0, 5), (0.7, 6), (1.75, 5), (20, 4), (500, 3)])
def test_places_are_as_exact_as_the_catalogue_says(accuracy, digits):
    from shimonita_gis.hub.catalogue import LayerEntry

    assert digits_for(LayerEntry("t", "t", accuracy=accuracy)) == digits


def test_places_are_rounded_in_every_file(wanted, statement, tmp_path):
    publish_disaster_map(wanted, statement, tmp_path / "map")
    features = json.loads((tmp_path / "map" / "damage.geojson").read_text())["features"]
    assert all(round(v, 5) == v for f in features for v in f["geometry"]["coordinates"])
    assert str(features[0]["geometry"]["coordinates"][0]) in (tmp_path / "map" / "index.html").read_text()


def test_a_folder_of_something_else_is_left_alone(wanted, statement, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "important.txt").write_text("x")
    link = tmp_path / "link"
    link.symlink_to(other)
    for target in (other, link, other / "important.txt"):
        with pytest.raises(InputError):
            publish_disaster_map(wanted, statement, target)
    publish_disaster_map(wanted, statement, tmp_path / "map")
    (tmp_path / "map" / "diary.txt").write_text("x")
    with pytest.raises(InputError, match=r"diary\.txt"):
        publish_disaster_map(wanted, statement, tmp_path / "map")
    assert [p.name for p in other.iterdir()] == ["important.txt"]


def test_links_in_the_old_folder_are_not_followed(wanted, statement, tmp_path):
    target, secret = tmp_path / "map", tmp_path / "secret"
    publish_disaster_map(wanted, statement, target)
    secret.mkdir()
    (secret / "about.json").write_text("{}")
    (target / "photos").symlink_to(secret)
    (target / "earlier").symlink_to(tmp_path)
    publish_disaster_map(wanted, replace(statement, time=statement.time + timedelta(hours=1)), target)
    assert not any(path.is_symlink() for path in target.rglob("*"))
    assert [p.name for p in (target / "earlier").iterdir()] == ["2026-11-24T0900"]
    assert (secret / "about.json").read_text() == "{}"


def test_relief_and_lines_are_a_picture_and_lists_in_the_page(wanted, statement, tmp_path, terrain):
    publish_disaster_map(replace(wanted, terrain=str(terrain), ground=(wanted.districts,)), statement, tmp_path / "map")
    text = (tmp_path / "map" / "index.html").read_text()
    data = json.loads(text.split('id="data">', 1)[1].split("</script>", 1)[0])
    (south, west), (north, east) = data["relief"]["bounds"]
    assert south < 36.2125 < north
    assert west < 138.7892 < east
    assert data["ground"]["edge"]
    assert len(text) < 800_000


def test_the_relief_is_lit_from_the_north_west():
    import numpy as np

    from shimonita_gis.opendata.disastermap_ground import _shaded

    row, column = np.mgrid[0:41, 0:41]
    cone = 200.0 - 5 * np.hypot(row - 20, column - 20)
    grey = _shaded(cone, 10.0)
    assert grey[10, 10] > grey[20, 5] > grey[30, 30]
    assert grey[10, 30] == pytest.approx(grey[30, 10], abs=2)


def test_terrain_on_the_tokyo_datum_is_refused(wanted, statement, tmp_path, terrain):
    import rasterio

    with rasterio.open(terrain, "r+") as file:
        file.crs = "EPSG:30169"
    with pytest.raises(InputError, match="Tokyo"):
        publish_disaster_map(replace(wanted, terrain=str(terrain)), statement, tmp_path / "map")


def test_nothing_to_show_and_no_places(wanted, statement, tmp_path):
    with pytest.raises(InputError, match="at least one"):
        publish_disaster_map(replace(wanted, layers={}), statement, tmp_path / "map")
    frame = damage_frame()
    frame.geometry = [None] * len(frame)
    frame.to_file(tmp_path / "placeless.gpkg", geometry_type="Point")
    wanted = replace(wanted, layers={"damage": Source(str(tmp_path / "placeless.gpkg"))})
    assert publish_disaster_map(wanted, statement, tmp_path / "map").counts["damage"] == 3
    assert "地図上の位置がありません" in (tmp_path / "map" / "index.html").read_text()


def test_the_algorithm_makes_the_folder(provider, damage, closures, shelters, districts, terrain, tmp_path):
    from qgis import processing

    done = processing.run("shimonita:publishdisastermap", {
        "DAMAGE": str(damage), "CLOSURES": str(closures), "SHELTERS": str(shelters), "DISTRICTS": str(districts),
        "BACKGROUND": [str(districts)], "DEM": str(terrain), "CONTACT": "総務課", "APPROVER": "",
        "DATA_TIME": "2026-11-24T09:00:00", "OUTPUT_FOLDER": str(tmp_path / "map"),
    })  # fmt: skip
    assert (done["COUNT"], done["STATUS"]) == (7, "Draft")
    assert "2026年11月24日 9時00分" in (tmp_path / "map" / "index.html").read_text()
    with pytest.raises(QgsProcessingException, match="layer"):
        processing.run("shimonita:publishdisastermap", {"OUTPUT_FOLDER": str(tmp_path / "none")})


def test_the_hub_says_who_may_approve_and_keeps_who_did(provider, damage, tmp_path):
    from qgis import processing

    from shimonita_gis.hub.administration import set_people
    from shimonita_gis.hub.approval import approvals
    from shimonita_gis.hub.catalogue import ADMINISTRATOR, APPROVER, Person
    from shimonita_gis.hub.template import create_hub

    hub = create_hub(tmp_path / "hub", "係")
    set_people(hub, (Person("係", roles=(ADMINISTRATOR,)), Person("総務課長", roles=(APPROVER,))), "係")
    asked = {"DAMAGE": str(damage), "HUB": str(hub.folder), "OUTPUT_FOLDER": str(tmp_path / "map")}
    with pytest.raises(QgsProcessingException, match="may not approve"):
        processing.run("shimonita:publishdisastermap", {**asked, "APPROVER": "係"})
    assert not (tmp_path / "map").exists() and approvals(hub) == []
    processing.run("shimonita:publishdisastermap", {**asked, "APPROVER": "総務課長"})
    (approval,) = approvals(hub, "disaster map")
    assert approval.editor == "総務課長"


def test_a_layer_of_the_hub_keeps_its_personal_fields(provider, tmp_path, wanted, statement):
    """The catalogue's word counts wherever the layer goes: a field marked personal is not read at all."""
    from qgis import processing

    processing.run("shimonita:createhub", {"HUB": str(tmp_path / "hub"), "EDITOR": "係"})
    frame = gpd.GeoDataFrame({"件名": ["落石"], "被害状況": ["秘密の話"], "status": ["確認済"]},
                             geometry=[shapely.Point(OFFICE)], crs=6677)  # fmt: skip
    frame.to_file(tmp_path / "in.gpkg")
    processing.run("shimonita:addlayertohub", {"INPUT": str(tmp_path / "in.gpkg"), "HUB": str(tmp_path / "hub"),
                   "TITLE": "現場", "PERSONAL": "被害状況", "EDITOR": "係"})  # fmt: skip
    from shimonita_gis.hub.store import Hub

    hub = Hub.open(tmp_path / "hub")
    source = Source(str(hub.geopackage()), hub.catalogue().entry("現場").table)
    publish_disaster_map(replace(wanted, layers={"damage": source}, districts=None), statement, tmp_path / "map")
    text = (tmp_path / "map" / "index.html").read_text()
    assert "落石" in text
    assert "秘密の話" not in text
