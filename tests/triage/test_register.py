"""What the photos of an incident say together, what is counted, and where a place is in words."""

import csv
from datetime import UTC, datetime

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from triage.disaster import graded

from shimonita_gis.photos.closures import closures_of
from shimonita_gis.photos.disastermodels import incident_field, models, tables
from shimonita_gis.photos.judgement import Entry, state_of
from shimonita_gis.photos.landmarks import Landmarks
from shimonita_gis.photos.register import NOWHERE, UNDAMAGED, UNGRADED, Statement, counts, quantities, register
from shimonita_gis.photos.register_page import page, rekeying
from shimonita_gis.photos.register_words import Words, dms

NOW = datetime(2024, 10, 13, 9, 5, tzinfo=UTC)
HOSTILE = '<script>alert(1)</script>"&[% 1+1 %]'


@pytest.fixture(scope="module")
def disaster(town):
    return graded(town)


@pytest.fixture
def photos(disaster):
    """Three photos of one landslide, the second the best."""
    damage = disaster[0].iloc[[0, 0, 0]].reset_index(drop=True)
    damage["photo"] = ["a.JPG", "b.JPG", "c.JPG"]
    damage["incident"], damage["best"], damage["timeline"] = "20241013-ABCD", [False, True, False], ""
    return damage.assign(災害種別="土砂崩れ", 被害程度="小", status="未確認", distance=[50.0, 80.0, 30.0])


def test_photos_of_an_incident_say_one_thing_together(photos):
    photos["被害程度"] = ["小", "大", "未確認"]
    photos["死者数"] = pd.array([1, 2, None], "Int64")
    photos["通行支障有無"] = ["無", "有", ""]
    photos["被害状況"] = ["幅10mの崩れ", "幅10mの崩れ", "電柱が傾いている"]
    (found,) = register(photos).incidents
    assert (found.name, found.kind, found.grade, found.state) == ("20241013-ABCD", "土砂崩れ", "大", "未確認")
    assert found.values["死者数"] == 2  # counted from two photos, they are the same two people
    assert found.is_obstructed
    assert found.text("被害状況") == "幅10mの崩れ\n電柱が傾いている"
    assert [photo.file for photo in found.photos] == ["b.JPG", "a.JPG", "c.JPG"]


def test_last_look_counts_and_the_first_time_of_the_disaster(photos):
    photos["確認日時"] = pd.to_datetime(["2024-10-13T01:00Z", "2024-10-13T03:00Z", None])
    photos["災害発生日時"] = pd.to_datetime(["2024-10-12T12:30Z", "2024-10-12T12:00Z", None])
    (found,) = register(photos).incidents
    assert found.text("確認日時") == "2024-10-13 12:00"  # in Japan
    assert incident_field(found, "災害発生日時") == "2024-10-12 21:00"


def test_what_is_not_listed_is_counted(photos):
    photos["incident"] = ""
    photos[["災害種別", "被害程度"]] = [["", "未確認"], ["", "異常なし"], ["浸水", "中"]]
    found = register(photos)
    assert [each.kind for each in found.incidents] == ["浸水"]
    assert found.left == {UNGRADED: 1, UNDAMAGED: 1}
    assert len(register(photos, ungraded=True).incidents) == 2
    photos.loc[2, "geometry"] = shapely.Point()
    assert register(photos).left[NOWHERE] == 1
    assert sum(register(photos).left.values()) == len(photos)


def test_ungraded_photo_of_a_graded_incident_belongs_to_it(photos):
    photos["被害程度"] = ["大", "未確認", "未確認"]
    photos["災害種別"] = ["土砂崩れ", "", ""]
    found = register(photos)
    assert len(found.incidents[0].photos) == 3
    assert not found.left


def test_worst_comes_first_and_every_count_adds_up(disaster):
    found = register(*disaster)
    grades = [each.grade for each in found.incidents]
    assert grades == sorted(grades, key="大中小".index)
    assert [each.number for each in found.incidents] == list(range(1, len(grades) + 1))
    for of in (lambda each: each.kind, lambda each: each.district, lambda each: each.state):
        table = counts(found.incidents, of)
        assert table.sums[-1] == len(found.incidents) == sum(table.sums[:-1])


def test_quantities_are_sums_over_incidents(disaster):
    found = register(*disaster)
    ((name, total),) = quantities(found.incidents)
    assert name == "住家被害（一部破損）"
    assert total == 2 * sum(each.values.get(name, 0) > 0 for each in found.incidents)


def test_incident_lies_at_the_damage(disaster):
    damage = disaster[0]
    for each in register(*disaster).incidents:
        aims = damage[damage["incident"] == each.name]
        assert aims.distance(shapely.Point(each.x, each.y)).min() < 30


@pytest.mark.parametrize(
    ("entries", "states", "state"),
    [
        ((), (), "未確認"),
        ((), ("確認済", "未確認"), "確認済"),
        ((Entry("1", "復旧済"),), ("確認済", "確認済"), "確認済"),
        ((Entry("1", "確認済"), Entry("2", "応急対応中")), ("未確認", "復旧済"), "応急対応中"),
    ],
)
def test_state_of_an_incident(entries, states, state):
    assert state_of(entries, states) == state


def test_landmark_says_how_far_and_which_way():
    school = gpd.GeoDataFrame({"name": ["小学校", None]}, geometry=shapely.points([[0, 0], [90, 0]]), crs=6677)
    near = Landmarks([school]).near(100, 100)
    assert (near.name, near.direction, near.distance) == ("小学校", 1, pytest.approx(141.42, abs=0.01))
    assert Landmarks([school]).near(5, 5).direction is None
    assert Landmarks([school]).near(9000, 0) is None
    assert Landmarks([]).near(0, 0) is None


def test_place_in_words(photos):
    school = gpd.GeoDataFrame({"name": ["小学校"]}, geometry=[photos.geometry[0]], crs=6677).translate(-300, 0)
    marks = Landmarks([gpd.GeoDataFrame({"name": ["小学校"]}, geometry=school, crs=6677)])
    (found,) = register(photos, near_of=marks.near).incidents
    assert Words("ja").near(found) == "小学校の東 約300m"
    assert Words("en").near(found) == "about 300 m east of 小学校"
    assert dms(36.99999999) == "37°00′00.0″"


def test_only_closures_in_force_are_told():
    hours = pd.to_datetime(["2024-10-13T08:00Z", "2024-10-13T10:00Z", "2024-10-12T00:00Z", None])
    until = pd.to_datetime([None, None, "2024-10-13T00:00Z", None])
    said = {"road": list("あいうえ"), "kind": "全面通行止", "closed_from": hours, "closed_until": until}
    roads = gpd.GeoDataFrame(said, geometry=[shapely.LineString([(0, 0), (3, 4)])] * 4, crs=6677)
    assert [each.road for each in closures_of(roads, NOW)] == ["あ", "え"]
    assert closures_of(None, NOW) == ()


def test_models_have_the_fields_of_the_standard(pytestconfig):
    path = pytestconfig.rootpath.parent / "shared" / "standards" / "gif_disaster_fields.csv"
    if not path.is_file():
        pytest.skip("the standard's list of fields is not here")
    with path.open(encoding="utf-8-sig") as file:
        rows = [(row["class"], row["field"]) for row in csv.DictReader(file)]
    for model in models().values():
        assert [field for name, field in rows if name == model["model"]] == model["fields"]


def test_tables_hold_each_incident_in_the_models_of_its_kind(disaster):
    found = register(*disaster)
    by_file = {file: (header, rows) for file, header, rows in tables(found, ())}
    assert len(by_file["災害発生場所.csv"][1]) == len(found.incidents)
    header, rows = by_file["河川氾濫発生箇所.csv"]
    assert len(rows) == sum(each.kind in ("浸水", "河川氾濫") for each in found.incidents)
    first = next(each for each in found.incidents if each.kind in ("浸水", "河川氾濫"))
    assert dict(zip(header, rows[0], strict=True))["緯度"] == f"{first.latitude:.7f}"


def test_page_shows_texts_of_layers_as_texts(photos):
    photos = photos.assign(被害状況=HOSTILE, district=HOSTILE, photo=HOSTILE, 件名=HOSTILE, timeline=HOSTILE)
    found, words = register(photos), Words("ja")
    for html in (page(found, (), Statement(NOW, HOSTILE, True), words, {}), rekeying(found, (), Statement(NOW), words)):
        assert "<script" not in html
        assert "&lt;script&gt;" in html
    assert "2024年10月13日 18時05分 現在" in page(found, (), Statement(NOW), words, {})


@pytest.mark.parametrize("language", ["ja", "en"])
def test_register_of_nothing_says_so(photos, language):
    found = register(photos.iloc[:0])
    assert found.incidents == ()
    assert Words(language)["none"] in page(found, (), Statement(NOW), Words(language), {})


def test_layer_with_few_fields_is_enough():
    bare = gpd.GeoDataFrame({"photo": ["a.JPG"], "kind": ["浸水"], "grade": ["大"]},
                            geometry=[shapely.Point(-94000, 24000)], crs=6677)  # fmt: skip
    (found,) = register(bare).incidents
    assert (found.kind, found.grade, found.state, found.name) == ("浸水", "大", "未確認", "")
    assert np.isnan(found.radius)
