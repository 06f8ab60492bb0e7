"""Photos in the shared hub: each once, by its content; what staff have made of them stays."""

import gzip
import re
import shutil
import threading
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
from PIL import Image
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, box

from shimonita_gis.hub import geopackage, workcopy
from shimonita_gis.hub.catalogue import LayerEntry, Person
from shimonita_gis.hub.check import check
from shimonita_gis.hub.layers import prepared
from shimonita_gis.hub.operations import add_layer
from shimonita_gis.hub.store import Hub
from shimonita_gis.hub.template import create_hub
from shimonita_gis.photos.finding import PhotoFinder

EDITOR = "山田"


@pytest.fixture
def hub(tmp_path):
    return create_hub(tmp_path / "共通基盤", EDITOR)


@pytest.fixture
def card(flown, tmp_path):
    """Four photos of a flight, on a drive of their own."""
    folder, _ = flown("DJI", -45)
    shutil.copytree(folder, tmp_path / "カード" / "100MEDIA")
    return tmp_path / "カード"


@pytest.fixture
def brought(provider, dem):
    """``brought(folder, hub, **parameters)``: the results of an import into the hub."""
    from qgis import processing

    def run(folder, hub, **parameters):
        place = str(hub.folder if isinstance(hub, Hub) else hub)
        given = {"FOLDER": str(folder), "DEM": str(dem), "HUB": place, "EDITOR": EDITOR}
        return processing.run("shimonita:importdronephotos", {**given, **parameters})

    return run


def rows(hub, table):
    return pyogrio.read_dataframe(hub.geopackage(), layer=table)


def test_cameras_and_damage_points_go_into_the_standard_layers_as_one_version(brought, hub, card, flown):
    _, truth = flown("DJI", -45)
    done = brought(card, hub)
    assert (done["NEW_COUNT"], done["KNOWN_COUNT"], done["VERSION"]) == (4, 0, 2)
    cameras, damage = rows(hub, "drone_cameras"), rows(hub, "damage_points")
    assert len(cameras) == len(damage) == 4
    assert damage.crs.to_epsg() == 6677
    for _, row in damage.iterrows():
        assert row.geometry.distance(Point(truth[Path(row["photo"]).name].aim[:2])) < 0.05
        assert (row["被害程度"], row["status"], row["災害種別"]) == ("未確認", "未確認", None)
    assert str(damage["撮影日時"].dtype).startswith("datetime")
    assert cameras["content"].str.fullmatch("[0-9a-f]{32}").all()
    version = hub.version(2)
    assert (version.editor, version.kind) == (EDITOR, "import")
    assert not check(hub)


def test_a_second_import_brings_nothing_whatever_the_files_are_called(brought, hub, card):
    brought(card, hub)
    for number, file in enumerate(sorted(card.rglob("*.JPG"))):
        file.rename(card / f"崩れ{number}.jpg")
    before = hub.head().number
    done = brought(card, hub)
    assert (done["NEW_COUNT"], done["KNOWN_COUNT"], done["VERSION"]) == (0, 4, before)


def test_only_what_is_new_on_the_card_is_added(brought, hub, card, flown):
    brought(card, hub)
    other, _ = flown("DJI", -90)
    shutil.copytree(other, card / "101MEDIA")
    done = brought(card, hub)
    assert (done["NEW_COUNT"], done["KNOWN_COUNT"]) == (4, 4)
    assert len(rows(hub, "damage_points")) == 8


def test_what_staff_entered_moved_and_deleted_stays(brought, hub, card, tmp_path):
    brought(card, hub)
    copy = workcopy.check_out(hub, tmp_path / "山田.gpkg", editor=EDITOR)
    with geopackage.opened(copy) as connection:
        ids = [row[0] for row in connection.execute("SELECT uuid FROM damage_points ORDER BY photo")]
        blob = b"GP\x00\x01" + (6677).to_bytes(4, "little") + Point(-93000, 24000, 300).wkb
        connection.execute(
            "UPDATE damage_points SET 災害種別 = '土砂崩れ', 被害程度 = '大', note = '通行止', geom = ? WHERE uuid = ?",
            (blob, ids[0]),
        )
        connection.execute("DELETE FROM damage_points WHERE uuid = ?", (ids[1],))
        connection.execute("DELETE FROM drone_cameras WHERE photo LIKE '%0004.JPG'")
        connection.execute("DELETE FROM damage_points WHERE uuid = ?", (ids[3],))
    workcopy.sync(copy, EDITOR)
    done = brought(card, hub)
    assert done["NEW_COUNT"] == 0
    damage = rows(hub, "damage_points").set_index("uuid")
    assert set(damage.index) == {ids[0], ids[2]}
    judged = damage.loc[ids[0]]
    assert (judged["災害種別"], judged["被害程度"], judged["note"]) == ("土砂崩れ", "大", "通行止")
    assert (judged.geometry.x, judged.geometry.y) == (-93000, 24000)
    assert len(rows(hub, "drone_cameras")) == 3


def test_an_import_that_was_taken_back_by_a_restore_can_be_made_again(brought, hub, card, tmp_path):
    from shimonita_gis.hub.restore import restore

    brought(card, hub)
    (tmp_path / "private").mkdir()
    restore(hub, 1, tmp_path / "private", EDITOR)
    assert len(rows(hub, "damage_points")) == 0
    assert brought(card, hub)["NEW_COUNT"] == 4
    assert len(rows(hub, "damage_points")) == 4


def test_a_photo_that_a_program_saved_is_another_one_and_is_flagged(brought, hub, card):
    brought(card, hub)
    original = sorted(card.rglob("*.JPG"))[0]
    exif = Image.open(original).info["exif"]
    xmp = Image.open(original).info["xmp"]
    saved = card / "100MEDIA" / "明るくした.JPG"
    Image.open(original).save(saved, exif=_with_software(exif), xmp=xmp)
    assert brought(card, hub)["NEW_COUNT"] == 1
    cameras = rows(hub, "drone_cameras").set_index("photo")
    flagged = next(row for photo, row in cameras.iterrows() if photo.endswith("明るくした.JPG"))
    assert flagged["edited"]
    assert "original seems to be" in flagged["note"] and original.name in flagged["note"]
    assert "元の写真" in flagged["note_ja"]


def _with_software(exif):
    tags = Image.Exif()
    tags.load(exif)
    tags[0x0131] = "Adobe Photoshop 25.0"
    return tags.tobytes()


def test_a_damaged_copy_of_a_photo_is_told_from_it(brought, hub, card, tmp_path):
    """Card errors leave holes in the middle of files; size, beginning and end are then the same."""
    original = sorted(card.rglob("*.JPG"))[0]
    data = bytearray(original.read_bytes() + bytes(90_000) + b"\xff\xd9")
    original.write_bytes(data)
    data[-80_000:-79_000] = b"\x55" * 1000
    (card / "101MEDIA").mkdir()
    (card / "101MEDIA" / original.name).write_bytes(data)
    assert brought(card, hub)["NEW_COUNT"] == 5
    notes = rows(hub, "drone_cameras")["note"].dropna()
    assert notes.str.contains("damaged copy").sum() == 1


def test_photo_paths_survive_that_folders_move(brought, hub, card, tmp_path):
    """Below the hub, below the photo root, and, with a warning, anywhere."""
    shutil.copytree(card, hub.folder / "写真" / "台風19号")
    brought(hub.folder / "写真" / "台風19号", hub)
    camera = rows(hub, "drone_cameras").iloc[0]
    assert camera["photo"].startswith("写真/台風19号/100MEDIA/") and not camera["folder"]
    assert rows(hub, "damage_points")["静止画"].str.startswith("写真/台風19号/").all()
    moved = hub.folder.rename(tmp_path / "Nドライブ")
    assert PhotoFinder(hub=moved).of(camera) == moved / camera["photo"]


def test_photo_paths_count_from_the_photo_root(brought, hub, card):
    brought(card / "100MEDIA", hub, PHOTO_ROOT=str(card))
    cameras = rows(hub, "drone_cameras")
    assert cameras["photo"].str.startswith("100MEDIA/").all()
    assert cameras["folder"].isna().all()


def test_a_work_copy_says_which_hub_is_meant_and_gets_the_photos_at_its_sync(brought, hub, card, tmp_path):
    copy = workcopy.check_out(hub, tmp_path / "山田.gpkg", editor=EDITOR)
    assert brought(card, copy)["NEW_COUNT"] == 4
    assert workcopy.sync(copy, EDITOR).received == 8
    assert len(pyogrio.read_dataframe(copy, layer="damage_points")) == 4


def test_two_imports_and_a_sync_at_once_bring_each_photo_once(brought, hub, card, flown, tmp_path, dem):
    """The core is called in threads: QGIS runs one algorithm at a time."""
    from shimonita_gis.photos.survey import survey
    from shimonita_gis.processing import photohub

    found = survey(card, dem, whole=True)
    copy = workcopy.check_out(hub, tmp_path / "鈴木.gpkg", editor="鈴木")
    with geopackage.opened(copy) as connection:
        connection.execute("INSERT INTO roads (name) VALUES ('県道')")
    errors = []

    def attempt(function, *arguments):
        try:
            function(*arguments)
        except Exception as error:
            errors.append(error)

    bring = (photohub.bring_in, Hub.open(hub.folder), found.cameras, found.damage)
    threads = [threading.Thread(target=attempt, args=(*bring, name, "")) for name in (EDITOR, "佐藤")]
    threads.append(threading.Thread(target=attempt, args=(workcopy.sync, copy, "鈴木")))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert len(rows(hub, "drone_cameras")) == len(rows(hub, "damage_points")) == 4
    assert rows(hub, "roads")["name"].tolist() == ["県道"]
    assert not check(hub)


def test_points_are_joined_to_the_towns_layers(brought, hub, card, flown):
    _, truth = flown("DJI", -45)
    x, y = next(iter(truth.values())).aim[:2]
    wide = MultiPolygon([box(x - 5000, y - 5000, x + 5000, y + 5000)])
    small = MultiPolygon([box(x - 1000, y - 1000, x + 1000, y + 1000)])
    line = MultiLineString([LineString([(x - 9000, y + 30), (x + 9000, y + 30)])])
    _fill(hub, "行政区域", [wide, small], name=["下仁田町", "大字下仁田"], code=["103829", ""], kind=["市町村", "大字"])
    _fill(hub, "道路", [line], name=[""], number=["254"], kind=["国道"])
    _fill(hub, "災害危険区域", [wide], kind=["土砂災害警戒区域"], phenomenon=["土石流"])
    brought(card, hub)
    point = rows(hub, "damage_points").set_index("静止画").loc["100MEDIA/" + next(iter(truth))]
    assert (point["district"], point["市区町村名"], point["都道府県名"]) == ("大字下仁田", "下仁田町", "群馬県")
    assert (point["地方公共団体コード"], point["hazard_zone"]) == ("103829", "土砂災害警戒区域（土石流）")
    assert (point["road"], point["road_distance"]) == ("254", pytest.approx(30, abs=0.2))
    assert point["河川名"] is None


def _fill(hub, title, shapes, **fields):
    frame = gpd.GeoDataFrame(fields, geometry=shapes, crs=6677)
    add_layer(hub, prepared(frame, "test"), LayerEntry(table="", title=title), EDITOR)


def test_a_hub_of_another_template_gets_the_layers_and_an_older_one_the_fields(brought, card, tmp_path):
    (tmp_path / "型").mkdir()
    (tmp_path / "型" / "01.json").write_text(
        '{"table": "damage_points", "title": "被害箇所", "geometry": "Point Z", '
        '"fields": [{"name": "災害種別", "type": "TEXT"}]}', encoding="utf-8",
    )  # fmt: skip
    hub = create_hub(tmp_path / "hub", EDITOR, template=tmp_path / "型")
    assert brought(card, hub)["NEW_COUNT"] == 4
    assert rows(hub, "damage_points")["被害程度"].tolist() == ["未確認"] * 4
    assert hub.catalogue().entry("damage_points").choices["被害程度"][0] == "大"
    assert len(rows(hub, "drone_cameras")) == 4
    assert not check(hub)


def test_who_may_not_edit_the_layers_is_refused_and_nothing_changes(brought, hub, card):
    from qgis.core import QgsProcessingException

    from shimonita_gis.hub.administration import set_people

    people = [Person(EDITOR, roles=("administrator",)), Person("見学", roles=("viewer",))]
    before = set_people(hub, people, EDITOR).number
    with pytest.raises(QgsProcessingException, match="may not change"):
        brought(card, hub, EDITOR="見学")
    assert hub.head().number == before


def test_photos_of_another_country_are_refused(brought, hub, shared_data):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="far from the town"):
        brought(shared_data / "photos" / "dji_nadir", hub, DEM=None)
    assert hub.head().number == 1


def test_a_mistyped_hub_is_said_before_the_work(brought, card, tmp_path):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="is not there"):
        brought(card, tmp_path / "無い")


def test_the_history_keeps_whole_rows(brought, hub, card):
    brought(card, hub)
    with gzip.open(hub.path(2) / "changes.gz", "rt", encoding="utf-8") as file:
        assert sum(1 for _ in file) == 8


def test_a_flight_is_corrected_in_the_hub_and_points_that_staff_moved_stay(brought, hub, card, flown, dem, tmp_path):
    """The drone's compass is 5 degrees off in all its photos; one point was moved by hand before."""
    from qgis import processing

    _, truth = flown("DJI", -45)
    for file in card.rglob("*.JPG"):
        _turn(file, 5)
    brought(card, hub)
    copy = workcopy.check_out(hub, tmp_path / "山田.gpkg", editor=EDITOR)
    with geopackage.opened(copy) as connection:
        (first,) = connection.execute("SELECT uuid FROM damage_points ORDER BY photo").fetchone()
        blob = b"GP\x00\x01" + (6677).to_bytes(4, "little") + Point(-93000, 24000, 300).wkb
        connection.execute("UPDATE damage_points SET geom = ? WHERE uuid = ?", (blob, first))
    workcopy.sync(copy, EDITOR)
    photo = sorted(truth)[1]
    places = [(u, v, truth[photo].ground(np.array([u]), np.array([v]))) for u, v in ((5.0, 5.0), (85.0, 55.0))]
    pairs = tmp_path / "対応点.gpkg"
    gpd.GeoDataFrame(
        {"photo": [photo] * 2, "u": [u for u, _, _ in places], "v": [v for _, v, _ in places]},
        geometry=gpd.points_from_xy(*zip(*[(g[0][0], g[1][0]) for _, _, g in places], strict=True)), crs=6677,
    ).to_file(pairs)  # fmt: skip
    given = {"CAMERAS": f"{copy}|layername=drone_cameras", "PAIRS": str(pairs), "DEM": str(dem), "HUB": str(copy),
             "EDITOR": EDITOR, "OUTPUT": "TEMPORARY_OUTPUT"}  # fmt: skip
    processing.run("shimonita:correctflight", given)
    damage = rows(hub, "damage_points")
    moved = damage.set_index("uuid").loc[first].geometry
    assert (moved.x, moved.y) == (-93000, 24000)
    for _, row in damage[damage["uuid"] != first].iterrows():
        assert row.geometry.distance(Point(truth[Path(row["photo"]).name].aim[:2])) < 0.5
    cameras = rows(hub, "drone_cameras")
    assert (cameras["yaw_before"] - cameras["yaw"]).to_numpy() == pytest.approx(5, abs=0.1)
    assert hub.version(hub.head().number).kind == "correction"
    assert not check(hub)
    workcopy.sync(copy, EDITOR)
    processing.run("shimonita:correctflight", {**given, "PAIRS": None})
    assert rows(hub, "drone_cameras")["yaw"].to_numpy() == pytest.approx(cameras["yaw_before"].to_numpy())


def _turn(file, degrees):
    """The photo with its gimbal's yaw changed in the file itself."""
    data = file.read_bytes()
    found = re.search(rb'GimbalYawDegree="([+-][0-9.]+)"', data)
    yaw = (float(found[1]) + degrees + 180) % 360 - 180
    text = f"{yaw:+0{len(found[1])}.2f}".encode()[: len(found[1])]
    file.write_bytes(data[: found.start(1)] + text + data[found.end(1) :])
