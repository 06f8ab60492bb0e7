"""What was: told, brought back, proved and backed up; and conflicts that people decide."""

import os
import shutil
import time
from datetime import datetime

import pyogrio
import pytest

from shimonita_gis.errors import HubError, InputError
from shimonita_gis.hub import administration, conflicts, geopackage, operations
from shimonita_gis.hub.check import back_up, check
from shimonita_gis.hub.history import events
from shimonita_gis.hub.restore import restore
from shimonita_gis.hub.store import Hub

from .conftest import Desk, add, assert_whole, houses, names_in


def uuid_of(desk, name):
    return next(row[0] for row in desk.rows("uuid, name") if row[1] == name)


@pytest.fixture
def eventful(small_hub, desks):
    """Version 3: 山田 renames a and draws 駅; version 4: 鈴木 deletes b."""
    yamada, suzuki = desks
    yamada.rename("a", "役場")
    yamada.draw("駅")
    yamada.sync()
    suzuki.delete("b")
    suzuki.sync()
    return small_hub


def test_who_changed_what_when_and_why(eventful, desks):
    told = [(e.version, e.editor, e.kind, e.column, e.before, e.after) for e in events(eventful, first=3)]
    assert sorted(told) == [
        (3, "山田", "insert", "", None, "駅"),
        (3, "山田", "update", "name", "a", "役場"),
        (4, "鈴木", "delete", "", "b", None),
    ]
    assert {e.message for e in events(eventful, first=3)} == {"test"}
    feature = uuid_of(desks[0], "役場")
    assert [e.after for e in events(eventful, "houses", feature)] == ["役場"]
    assert list(events(eventful, "no such layer")) == []
    third, fourth = (datetime.fromisoformat(eventful.version(n).time) for n in (3, 4))
    assert {e.version for e in events(eventful, start=third, end=fourth)} == {3}
    assert {e.version for e in events(eventful, start=fourth)} == {4}
    assert {e.version for e in events(eventful, end=third)} == {2}


def test_a_deleted_feature_comes_back_and_reaches_everybody(eventful, desks, tmp_path):
    with geopackage.opened(eventful.replay(2, tmp_path / "two.gpkg")) as connection:
        (feature,) = connection.execute("SELECT uuid FROM houses WHERE name = 'b'").fetchone()
    version = restore(eventful, 2, tmp_path, "山田", "houses", feature)
    assert version.changed == {"houses": {"insert": 1, "update": 0, "delete": 0}}
    for desk in desks:
        desk.sync()
    assert desks[0].names() == desks[1].names() == ["b", "c", "d", "役場", "駅"]
    assert_whole(eventful)


def test_a_layer_comes_back_as_it_was_fields_included(eventful, desks, tmp_path):
    removal = {"op": "remove_field", "table": "houses", "name": "floors"}
    eventful.publish(lambda draft: operations.change_layer(draft, removal), "山田", "")
    restore(eventful, 2, tmp_path, "山田", "houses")
    frame = pyogrio.read_dataframe(eventful.geopackage(), layer="houses").sort_values("name")
    assert list(frame["name"]) == ["a", "b", "c", "d"]
    assert list(frame["floors"]) == [1, 2, 3, 4]
    desks[0].sync()
    assert desks[0].rows() == [("a", 1), ("b", 2), ("c", 3), ("d", 4)]
    assert_whole(eventful)


def test_the_whole_hub_comes_back_as_it_was(eventful, tmp_path):
    add(eventful, houses(2), "roads")
    restore(eventful, 4, tmp_path, "山田")
    assert [entry.title for entry in eventful.catalogue()] == ["houses"]
    (tmp_path / "old.gpkg").unlink()
    restore(eventful, 5, tmp_path, "山田")
    assert [entry.title for entry in eventful.catalogue()] == ["houses", "roads"]
    assert len(pyogrio.read_dataframe(eventful.geopackage(), layer="roads")) == 2
    assert eventful.head().number == 7
    assert_whole(eventful)


def test_there_is_no_way_back_to_what_never_was(eventful, tmp_path):
    with pytest.raises(InputError, match="no version 9"):
        restore(eventful, 9, tmp_path, "山田")


@pytest.mark.parametrize(
    ("choice", "names"),
    [(conflicts.MINE, ["A-suzuki", "b-kept", "d"]), (conflicts.THEIRS, ["A-yamada", "c-kept", "d"])],
)
def test_a_decision_is_a_version_with_a_name_on_it(small_hub, desks, choice, names):
    yamada, suzuki = desks
    for desk, deleted, kept in ((yamada, "b", "c"), (suzuki, "c", "b")):
        desk.rename("a", f"A-{'yamada' if desk is yamada else 'suzuki'}")
        desk.delete(deleted)
        desk.rename(kept, f"{kept}-kept")
        desk.sync()
    waiting = conflicts.waiting(small_hub)
    assert len(waiting) == 3
    version = conflicts.decide(small_hub, {c["id"]: choice for c in waiting}, "課長", "現地を見た")
    assert (version.editor, version.kind, len(version.decides)) == ("課長", "decision", 3)
    assert conflicts.waiting(small_hub) == []
    for desk in desks:
        desk.sync()
    assert names_in(small_hub) == yamada.names() == suzuki.names() == names
    with pytest.raises(HubError, match="settled already"):
        conflicts.decide(small_hub, {waiting[0]["id"]: choice}, "課長")
    assert_whole(small_hub)


def overwrite(path, content):
    path.chmod(0o644)
    path.write_bytes(content)


def test_a_whole_hub_is_whole(eventful):
    assert check(eventful) == []


def harm_rows(path):
    path.chmod(0o644)
    with geopackage.opened(path) as connection:
        connection.execute("UPDATE houses SET name = 'forged' WHERE name = 'd'")


def harm_index(path):
    path.chmod(0o644)
    with geopackage.opened(path) as connection:
        connection.execute('DELETE FROM "rtree_houses_geom" WHERE id = 4')


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (harm_rows, "not what was published"),
        (harm_index, "index of the layer houses"),
        (lambda path: overwrite(path, b"nonsense"), "damaged"),
        (lambda path: overwrite(path, path.read_bytes()[:30000]), "damaged"),
    ],
)
@pytest.mark.files_only
def test_a_harmed_geopackage_is_found_and_made_again(eventful, harm, told):
    harm(eventful.geopackage())
    (finding,) = check(eventful)
    assert told in str(finding)
    assert finding.mended
    assert check(eventful) == []
    assert_whole(eventful)


@pytest.mark.files_only
def test_what_cannot_be_mended_is_told(eventful):
    harm_rows(eventful.path(2) / "town.gpkg")
    (finding,) = check(eventful)
    assert (finding.version, finding.mended) == (2, False)
    overwrite(eventful.path(3) / "changes.gz", b"nonsense")
    (finding,) = check(eventful)
    assert "Version 3 cannot be read" in str(finding)


@pytest.mark.files_only
def test_a_journal_beside_the_hubs_own_file_is_told(eventful):
    (eventful.path(4) / "town.gpkg-wal").touch()
    (finding,) = check(eventful)
    assert "Use work copies only" in str(finding)


@pytest.mark.parametrize("number", [2, 4])
@pytest.mark.files_only
def test_a_lost_geopackage_is_found_and_made_again_where_that_is_possible(eventful, number):
    (eventful.path(number) / "town.gpkg").unlink()
    (finding,) = check(eventful)
    assert finding.mended is (number == 4)  # version 2 brought the layer in: it is in no older one
    assert "cannot be opened" in str(finding)
    assert check(eventful) == ([] if number == 4 else [finding])


@pytest.mark.parametrize("name", ["version.json", "catalogue.json", "changes.gz"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"nonsense"])
@pytest.mark.files_only
def test_a_version_that_cannot_be_read_is_told(eventful, name, content):
    (eventful.path(4) / name).unlink()
    if content is not None:
        (eventful.path(4) / name).write_bytes(content)
    (finding,) = check(eventful)
    assert "Version 4 cannot be read" in str(finding)


@pytest.mark.files_only
def test_what_interrupted_publishers_left_goes_after_a_day(eventful):
    left = [eventful.versions_folder / ".draft-1-elsewhere-x", eventful.folder / "lease.x.stale",
            eventful.folder / f".{'0' * 32}", eventful.file(f"{'0' * 32}.qml")]  # fmt: skip
    for path in left:
        path.mkdir(parents=True) if ".draft" in path.name else (path.parent.mkdir(exist_ok=True), path.touch())
    assert check(eventful) == []
    for path in left:
        os.utime(path, (time.time() - 25 * 3600,) * 2)
    findings = check(eventful)
    assert [finding.mended for finding in findings] == [True] * 4
    assert "left behind" in str(findings[0])
    assert not any(path.exists() for path in left)
    assert check(eventful) == []


@pytest.mark.files_only
def test_a_lost_or_forged_style_is_told(eventful, tmp_path):
    administration.set_style(eventful, "houses", "<qgis/>", "山田")
    (tmp_path / "backups").mkdir()
    copy = Hub.open(back_up(eventful, tmp_path / "backups"))
    assert administration.style_of(copy, copy.catalogue().entry("houses")) == "<qgis/>"
    eventful.file(eventful.catalogue().entry("houses").qml).write_text("<forged/>")
    (finding,) = check(eventful)
    assert "style of the layer houses" in str(finding)


@pytest.mark.files_only
def test_a_backup_is_a_hub_and_the_oldest_go(eventful, desks, tmp_path, monkeypatch):
    folder = tmp_path / "backups"
    folder.mkdir()
    for stamp in range(9):
        (folder / f"hub-2020010{stamp}-000000" / "versions").mkdir(parents=True)
    copy = back_up(eventful, folder, kept=3)
    assert sorted(p.name for p in folder.iterdir())[:2] == ["hub-20200107-000000", "hub-20200108-000000"]
    assert len(list(folder.iterdir())) == 3
    for path in eventful.folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    shutil.rmtree(eventful.folder)
    shutil.copytree(copy, eventful.folder)  # the share is lost; the backup is laid in its place
    desks[0].rename("c", "C")
    desks[0].sync()
    assert names_in(Hub.open(eventful.folder)) == ["C", "d", "役場", "駅"]
    assert_whole(Hub.open(eventful.folder))


@pytest.mark.files_only
def test_a_backup_is_all_that_another_pc_needs(eventful, tmp_path):
    """Copied from a stick to a new share: a work copy, a sync, the history and the way back work from it alone."""
    administration.set_style(eventful, "houses", "<qgis/>", "山田")
    (tmp_path / "stick").mkdir()
    copy = back_up(eventful, tmp_path / "stick")
    shutil.copytree(copy, tmp_path / "新しい 共有" / "hub")
    for path in (eventful.folder, tmp_path / "stick"):
        path.rename(path.with_name(f"lost {path.name}"))
    hub = Hub.open(tmp_path / "新しい 共有" / "hub")
    desk = Desk(hub, tmp_path / "new.gpkg", "新人")
    desk.rename("c", "C")
    assert desk.sync().sent == 1
    assert [e.editor for e in events(hub, "houses", first=3)] == ["山田", "山田", "鈴木", "山田", "新人"]
    restore(hub, 2, tmp_path, "山田", "houses")
    assert names_in(hub) == ["a", "b", "c", "d"]
    assert administration.style_of(hub, hub.catalogue().entry("houses")) == "<qgis/>"
    assert check(hub) == []


@pytest.mark.files_only
def test_a_backup_of_a_harmed_hub_is_refused(eventful, tmp_path):
    harm_rows(eventful.geopackage())
    (tmp_path / "backups").mkdir()
    with pytest.raises(HubError, match="is not whole"):
        back_up(eventful, tmp_path / "backups")


def test_a_viewer_restores_nothing(eventful, tmp_path):
    from dataclasses import replace

    from shimonita_gis.hub.catalogue import Person

    def people(draft):
        draft.catalogue = replace(draft.catalogue, people=(*draft.catalogue.people, Person("鈴木", roles=("viewer",))))

    eventful.publish(people, "山田", "")
    with pytest.raises(HubError, match="may not change"):
        restore(eventful, 2, tmp_path, "鈴木", "houses")


def test_a_new_desk_sees_the_present(eventful, tmp_path):
    assert Desk(eventful, tmp_path / "new.gpkg", "新人").names() == ["c", "d", "役場", "駅"]
