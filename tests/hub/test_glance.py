"""What the panel shows of a hub: each number stands for something that a person really did."""

from datetime import UTC, datetime, timedelta

import pytest

from shimonita_gis.hub import administration, glance, workcopy
from shimonita_gis.hub.approval import approve
from shimonita_gis.hub.check import back_up, check, last_backup
from shimonita_gis.hub.store import Hub

from .conftest import Desk, moved


@pytest.fixture
def desk(hub, tmp_path):
    return Desk(hub, tmp_path / "町.gpkg", "山田")


def seen(desk):
    return glance.glance(desk.hub.folder, desk.path)


def damage(desk, *grades):
    for grade in grades:
        desk.edit("INSERT INTO damage_points (被害程度) VALUES (?)", grade)


def test_damage_points_without_a_grade_are_counted_in_the_own_work_copy(desk):
    damage(desk, None, "", "未確認", "大")
    assert seen(desk)["ungraded"] == 3
    assert glance.glance(desk.hub.folder)["ungraded"] == 0
    workcopy.sync(desk.path, "山田")
    assert glance.glance(desk.hub.folder)["ungraded"] == 3


def test_an_open_layer_that_changed_after_the_release_is_named(desk):
    assert (seen(desk)["released"], seen(desk)["unreleased"]) == ("", [])
    approve(desk.hub, "山田", "release", ["aed", "evacuation_sites"])
    assert seen(desk)["unreleased"] == []
    desk.edit("INSERT INTO aed (name) VALUES ('役場')")
    desk.edit("INSERT INTO roads (name) VALUES ('町道')")  # roads are not open
    workcopy.sync(desk.path, "山田")
    assert seen(desk)["released"]
    assert seen(desk)["unreleased"] == ["AED設置箇所"]


def test_a_hub_that_was_restored_is_told(desk, tmp_path):
    (tmp_path / "backups").mkdir()
    restored = back_up(desk.hub, tmp_path / "backups")
    desk.edit("INSERT INTO aed (name) VALUES ('役場')")
    workcopy.sync(desk.path, "山田")
    assert seen(desk)["restored"] is False
    assert glance.glance(restored, desk.path)["restored"] is True


def test_a_layer_is_overdue_when_its_cycle_has_passed_and_it_holds_anything(desk):
    desk.edit("INSERT INTO aed (name) VALUES ('役場')")
    workcopy.sync(desk.path, "山田")
    hub = desk.hub

    def overdue(days):
        now = datetime.now(UTC) + timedelta(days=days)
        return glance._overdue(hub, hub.catalogue(), list(hub.versions()), now)

    assert (overdue(0), overdue(360), overdue(370)) == ([], [], ["AED設置箇所"])
    administration.change_entry(hub, "aed", {"update_cycle": "monthly"}, "山田")
    assert overdue(40) == ["AED設置箇所"]


def test_the_last_backup_is_told_to_everyone(desk, tmp_path):
    assert seen(desk)["backup"] == ""
    (tmp_path / "控え").mkdir()
    back_up(desk.hub, tmp_path / "控え")
    assert datetime.now(UTC) - datetime.fromisoformat(seen(desk)["backup"]) < timedelta(minutes=5)


def test_a_hub_on_a_server_tells_the_same(desk, server, tmp_path):
    desk.edit("INSERT INTO aed (name) VALUES ('役場')")
    damage(desk, None, "", "未確認", "大")
    workcopy.sync(desk.path, "山田")
    administration.change_entry(desk.hub, "aed", {"update_cycle": "daily"}, "山田")
    files = glance.glance(desk.hub.folder)
    there = moved(desk.hub, server)
    assert there.filled() == desk.hub.filled()
    assert there.count_unsaid("damage_points", "無い") == there.count_unsaid("無い", "name") == 0
    assert glance.glance(there.place) == files


def test_of_a_server_the_day_is_told_when_it_was_written_out_as_a_folder(hub, server, tmp_path):
    there = moved(hub, server)
    assert last_backup(there) == ""
    assert check(Hub.open(back_up(there, tmp_path))) == []
    assert datetime.now(UTC) - datetime.fromisoformat(last_backup(there)) < timedelta(minutes=5)
