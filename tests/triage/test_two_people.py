"""Two people grade the photos of one disaster in turn, each in a work copy of the hub, and sync as they go: no
judgement is lost, and where both judged one photo differently a person decides."""

import geopandas as gpd
import pyogrio
import pytest
from triage.scene import photographed

from shimonita_gis.hub import workcopy
from shimonita_gis.hub.conflicts import open_conflicts
from shimonita_gis.hub.template import create_hub
from shimonita_gis.photos.judgement import Judgement
from shimonita_gis.photos.layers import DAMAGE, with_standard_fields

PHOTOS, TURN = 300, 25
KINDS, GRADES = ("土砂崩れ", "道路損壊", "浸水"), ("大", "中", "小")


@pytest.fixture
def hub(town, tmp_path):
    """A hub with the damage points of a disaster, none of them graded."""
    damage = with_standard_fields(photographed(town, count=PHOTOS)[0], DAMAGE)
    damage = damage.assign(被害程度="未確認", status="未確認")
    hub = create_hub(tmp_path / "共通基盤", "山田")
    path = workcopy.check_out(hub, tmp_path / "取込.gpkg", (), "山田")
    damage.to_file(path, layer="damage_points", mode="a", engine="pyogrio")
    workcopy.sync(path, "山田", "写真の取り込み")
    return hub


class Desk:
    """A person at a PC: the layer open in QGIS, graded by the viewer's own edits, synced by the algorithm."""

    def __init__(self, hub, path, name):
        from qgis.core import QgsProject, QgsVectorLayer

        from shimonita_gis.gui.photoviewer_edits import DamageEdits

        self.name, self.path = name, path
        workcopy.check_out(hub, path, ["被害箇所"], name)
        self.layer = QgsVectorLayer(f"{path}|layername=damage_points", name, "ogr")
        QgsProject.instance().addMapLayer(self.layer)
        self.edits = DamageEdits(self.layer, self.layer.crs())
        self.fids = {feature["photo"]: feature.id() for feature in self.layer.getFeatures()}

    def judge(self, photo, kind, grade):
        self.edits.judge(self.fids[photo], Judgement(kind, grade))

    def sync(self):
        from qgis import processing

        self.edits.save()
        given = {"WORKCOPY": str(self.path), "EDITOR": self.name, "MESSAGE": "判定", "CONFLICTS": "TEMPORARY_OUTPUT"}
        done = processing.run("shimonita:synchub", given)
        self.layer.reload()
        return done["CONFLICT_COUNT"]

    def close(self):
        from qgis.core import QgsProject

        self.edits.close()
        QgsProject.instance().removeMapLayer(self.layer.id())


@pytest.fixture
def desks(provider, hub, tmp_path):
    people = [Desk(hub, tmp_path / f"{name}.gpkg", name) for name in ("佐藤", "鈴木")]
    yield people
    for desk in people:
        desk.close()


def in_hub(hub):
    frame = pyogrio.read_dataframe(hub.geopackage(), layer="damage_points")
    return dict(zip(frame["photo"], zip(frame["災害種別"], frame["被害程度"], strict=True), strict=True))


def test_no_judgement_of_two_people_in_turn_is_lost(hub, desks):
    photos = sorted(desks[0].fids)
    given = {photo: (KINDS[i % 3], GRADES[i // 7 % 3]) for i, photo in enumerate(photos)}
    conflicts = 0
    for start in range(0, PHOTOS, TURN):
        for offset, desk in enumerate(desks):
            for photo in photos[start + offset : start + TURN : 2]:
                desk.judge(photo, *given[photo])
        conflicts += desks[start // TURN % 2].sync()
    conflicts += sum(desk.sync() for desk in (*desks, desks[0]))
    assert conflicts == 0
    assert in_hub(hub) == given
    for desk in desks:
        frame = gpd.read_file(desk.path, layer="damage_points")
        assert dict(zip(frame["photo"], zip(frame["災害種別"], frame["被害程度"], strict=True), strict=True)) == given


def test_photo_that_both_judged_differently_is_a_conflict_that_names_both_grades(hub, desks):
    first, second = desks
    photo = sorted(first.fids)[0]
    first.judge(photo, "土砂崩れ", "大")
    second.judge(photo, "土砂崩れ", "小")
    assert first.sync() == 0
    assert second.sync() > 0
    assert in_hub(hub)[photo] == ("土砂崩れ", "大")
    (grade,) = [each for each in open_conflicts(hub, "damage_points")[0] if each.column == "被害程度"]
    (told,) = grade.differences
    assert {told.mine, told.theirs} == {"大", "小"}


def test_what_both_saw_alike_is_no_conflict_of_grades(hub, desks):
    for desk in desks:
        desk.judge(sorted(desk.fids)[0], "浸水", "中")
    desks[0].sync()
    desks[1].sync()
    assert in_hub(hub)[sorted(desks[0].fids)[0]] == ("浸水", "中")
