"""Several people, one map: what each of them sees after a sync, and what the hub holds."""

import multiprocessing
import os
import signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyogrio
import pytest
import shapely

from shimonita_gis.errors import HubError, InputError
from shimonita_gis.hub import geopackage, merge, operations, store, workcopy
from shimonita_gis.hub.catalogue import Person
from shimonita_gis.hub.check import back_up
from shimonita_gis.hub.geopackage import geometry_body
from shimonita_gis.hub.postgis import store as postgis_store
from shimonita_gis.hub.store import Hub
from shimonita_gis.hub.template import create_hub
from shimonita_gis.hub.workcopy import FAULT_POINTS

from .conftest import Desk, add, assert_whole, bow_tie, houses, names_in


def test_edits_of_two_people_reach_each_other(small_hub, desks):
    yamada, suzuki = desks
    yamada.rename("a", "役場")
    yamada.draw("駅")
    suzuki.delete("b")
    suzuki.edit("UPDATE houses SET floors = 9 WHERE name = 'a'")  # another column of the row that 山田 renames
    assert (yamada.sync().sent, yamada.sync().sent) == (2, 0)
    result = suzuki.sync()
    assert (result.sent, result.received, result.conflicts) == (2, 2, ())
    yamada.sync()
    assert yamada.rows() == suzuki.rows() == [("c", 3), ("d", 4), ("役場", 9), ("駅", 1)]
    assert names_in(small_hub) == ["c", "d", "役場", "駅"]
    assert_whole(small_hub)


def test_both_draw_at_once_and_both_houses_live(small_hub, desks):
    yamada, suzuki = desks
    yamada.draw("駅", 200)
    suzuki.draw("橋", 300)  # the same fid
    for desk in (yamada, suzuki, yamada):
        desk.sync()
    assert yamada.names() == suzuki.names() == ["a", "b", "c", "d", "橋", "駅"]
    assert len({row[0] for row in yamada.rows("uuid")}) == 6
    assert sorted(yamada.rows("uuid, name")) == sorted(suzuki.rows("uuid, name"))
    assert_whole(small_hub)


CONFLICTS = [
    ("same field", lambda d: d.rename("a", "A1"), lambda d: d.rename("a", "A2"), merge.FIELD, ["A1", "b", "c", "d"]),
    ("delete and update", lambda d: d.delete("a"), lambda d: d.rename("a", "A2"), merge.UPDATE_DELETE, ["b", "c", "d"]),
    ("update and delete", lambda d: d.rename("a", "A1"), lambda d: d.delete("a"), merge.DELETE_UPDATE,
     ["A1", "b", "c", "d"]),
    ("shapes", lambda d: d.edit("UPDATE houses SET geom = (SELECT geom FROM houses WHERE name = 'b') WHERE name = 'a'"),
     lambda d: d.edit("UPDATE houses SET geom = (SELECT geom FROM houses WHERE name = 'c') WHERE name = 'a'"),
     merge.GEOMETRY, ["a", "b", "c", "d"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "kind", "names"), [c[1:] for c in CONFLICTS], ids=[c[0] for c in CONFLICTS]
)
def test_a_real_conflict_is_listed_with_both_values_and_kept(small_hub, desks, first, second, kind, names):
    yamada, suzuki = desks
    first(yamada)
    second(suzuki)
    assert yamada.sync().conflicts == ()
    (conflict,) = suzuki.sync().conflicts
    assert (conflict["kind"], conflict["theirs_by"]) == (kind, "山田")
    assert conflict["mine"] != conflict["theirs"]
    assert small_hub.conflicts(small_hub.head().number)[0]["mine"] == conflict["mine"]
    yamada.sync()
    assert yamada.names() == suzuki.names() == names
    assert sorted(yamada.rows("uuid, geom")) == sorted(suzuki.rows("uuid, geom"))
    assert suzuki.sync().conflicts == ()
    assert_whole(small_hub)


@pytest.mark.parametrize("edit", [lambda d: d.rename("a", "A"), lambda d: d.delete("a")])
def test_the_same_edit_on_both_sides_is_no_conflict(small_hub, desks, edit):
    for desk in desks:
        edit(desk)
    assert [desk.sync().conflicts for desk in desks] == [(), ()]
    assert desks[0].rows() == desks[1].rows()


def test_a_split_or_pasted_feature_is_a_new_feature(small_hub, desks):
    yamada, suzuki = desks
    yamada.edit("INSERT INTO houses (geom, uuid, name, floors) SELECT geom, uuid, 'a2', 1 FROM houses WHERE name = 'a'")
    assert yamada.sync().sent == 1
    suzuki.sync()
    assert suzuki.names() == ["a", "a2", "b", "c", "d"]
    assert len({row[0] for row in suzuki.rows("uuid")}) == 5


def test_fids_that_a_program_numbered_anew_change_nothing(small_hub, desks):
    yamada, _ = desks
    yamada.edit("UPDATE houses SET fid = fid + 1000")
    head = small_hub.head()
    assert yamada.sync().sent == 0
    assert small_hub.head() == head


def test_edits_saved_in_wal_mode_by_an_open_qgis_are_seen(small_hub, desks):
    yamada, suzuki = desks
    with geopackage.opened(yamada.path) as qgis:
        assert qgis.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
        qgis.execute("UPDATE houses SET name = 'A' WHERE name = 'a'")
        suzuki.rename("b", "B")
        suzuki.sync()
        assert (yamada.sync().sent, yamada.sync().received) == (1, 0)
        assert [row[0] for row in qgis.execute("SELECT name FROM houses ORDER BY name")] == ["A", "B", "c", "d"]


def test_edits_saved_while_a_sync_runs_are_not_lost(small_hub, desks):
    yamada, suzuki = desks
    suzuki.rename("b", "B")
    suzuki.sync()
    yamada.rename("a", "A")
    saved = []

    def edits_meanwhile(step):
        if step == "published" and not saved:
            saved.append(step)
            yamada.rename("c", "C")
            yamada.rename("A", "AA")

    result = yamada.sync(fault=edits_meanwhile)
    assert (result.sent, result.conflicts) == (3, ())
    suzuki.sync()
    assert yamada.names() == suzuki.names() == names_in(small_hub) == ["AA", "B", "C", "d"]


@pytest.mark.parametrize("step", FAULT_POINTS)
def test_a_sync_killed_at_any_step_is_completed_by_the_next(small_hub, desks, step):
    yamada, suzuki = desks
    suzuki.rename("b", "B")
    suzuki.rename("d", "D-suzuki")
    suzuki.sync()
    yamada.rename("a", "A")
    yamada.rename("d", "D-yamada")
    yamada.draw("駅")

    def kill(reached):
        if reached == step:
            os.kill(os.getpid(), signal.SIGKILL)

    process = multiprocessing.get_context("fork").Process(target=lambda: yamada.sync(fault=kill))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert_whole(small_hub)
    suzuki.sync()
    suzuki.rename("c", "C")
    suzuki.rename("A", "A-suzuki")  # he may have seen it already
    suzuki.sync()
    yamada.rename("駅", "新駅")
    yamada.sync()
    suzuki.sync()
    assert yamada.rows("uuid, name, floors, geom") == suzuki.rows("uuid, name, floors, geom")
    assert "新駅" in yamada.names()
    assert len(yamada.names()) == 5
    listed = [c for v in small_hub.versions() for c in small_hub.conflicts(v.number)]
    assert "D-yamada" in [c["mine"] for c in listed]  # 鈴木 was first: 山田's value is kept there
    assert "D-suzuki" in yamada.names()
    assert_whole(small_hub)


def test_a_lost_base_is_made_again(small_hub, desks):
    yamada, suzuki = desks
    suzuki.rename("b", "B")
    suzuki.sync()
    yamada.sync()
    workcopy.base_path(yamada.path).unlink()
    yamada.rename("a", "A")
    suzuki.draw("駅")
    suzuki.sync()
    assert (yamada.sync().sent, yamada.names()) == (1, ["A", "B", "c", "d", "駅"])
    workcopy.base_path(suzuki.path).write_bytes(b"nonsense")
    assert suzuki.sync().received == 1


FIELD_CHANGES = [
    ({"op": "add_field", "table": "houses", "name": "屋根 \"色\"", "type": "TEXT"}, "A"),
    ({"op": "rename_field", "table": "houses", "name": "name", "new": "名称"}, "A"),
    ({"op": "remove_field", "table": "houses", "name": "floors"}, "A"),
]  # fmt: skip


@pytest.mark.parametrize(("operation", "name"), FIELD_CHANGES, ids=[c[0]["op"] for c in FIELD_CHANGES])
def test_field_changes_reach_a_work_copy_with_pending_edits(small_hub, desks, operation, name):
    yamada, _ = desks
    yamada.rename("a", "A")
    yamada.edit("UPDATE houses SET floors = 77 WHERE name = 'b'")
    yamada.draw("駅")
    small_hub.publish(lambda draft: operations.change_layer(draft, operation), "山田", "fields")
    result = yamada.sync()
    frame = pyogrio.read_dataframe(small_hub.geopackage(), layer="houses")
    assert sorted(frame.get("名称", frame.get("name"))) == ["A", "b", "c", "d", "駅"]
    assert set(frame.columns) - {"geometry"} == set(
        geopackage.columns(geopackage.connect(yamada.path, readonly=True), "houses")
    ) - {"geom"}
    if operation["op"] == "remove_field":
        assert {(c["kind"], c["mine"]) for c in result.conflicts} == {
            (merge.REMOVED_FIELD, 77),
            (merge.REMOVED_FIELD, 1),
        }
    else:
        assert 77 in list(frame["floors"])
        assert result.conflicts == ()
    assert_whole(small_hub)


def test_layers_that_come_and_go_reach_the_work_copy(small_hub, desks):
    yamada, _ = desks
    add(small_hub, houses(2), '道路 "新"')
    yamada.sync()
    (table,) = {e.table for e in small_hub.catalogue()} - {"houses"}
    assert len(yamada.rows("uuid", f'"{table}"')) == 2
    assert pyogrio.read_info(yamada.path, layer=table)["features"] == 2
    yamada.edit(f'UPDATE "{table}" SET floors = 5 WHERE name = ?', "家0")
    assert yamada.sync().sent == 1
    yamada.rename("a", "A")
    small_hub.publish(
        lambda draft: operations.change_layer(draft, {"op": "remove_layer", "table": "houses"}), "山田", ""
    )
    (conflict,) = yamada.sync().conflicts
    assert (conflict["kind"], conflict["mine"]) == (merge.REMOVED_LAYER, {"name": "A"})
    assert [name for name, _ in pyogrio.list_layers(yamada.path)] == [table]


def test_only_chosen_layers(small_hub, tmp_path):
    add(small_hub, houses(2), "roads")
    desk = Desk(small_hub, tmp_path / "one.gpkg", "田中", ["houses"])
    assert [name for name, _ in pyogrio.list_layers(desk.path)] == ["houses"]
    desk.rename("a", "A")
    assert (desk.sync().sent, len(pyogrio.read_dataframe(small_hub.geopackage(), layer="roads"))) == (1, 2)


def test_who_may_not_edit_is_told_and_nothing_is_lost(small_hub, desks):
    def people(draft):
        draft.catalogue = replace(
            draft.catalogue, people=(*draft.catalogue.people, Person("鈴木", roles=("viewer",)), Person("佐藤"))
        )

    small_hub.publish(people, "山田", "roles")
    yamada, suzuki = desks
    suzuki.rename("a", "A")
    suzuki.draw("駅")
    result = suzuki.sync()
    assert (result.sent, [c["kind"] for c in result.conflicts]) == (0, [merge.NOT_ALLOWED] * 2)
    assert suzuki.names() == names_in(small_hub) == ["a", "b", "c", "d"]
    yamada.rename("a", "A")
    assert yamada.sync().sent == 1


def test_what_a_person_changed_in_the_form_of_the_work_copy_is_told(small_hub, desks):
    yamada, suzuki = desks
    yamada.edit("ALTER TABLE houses ADD COLUMN colour TEXT")
    yamada.edit("UPDATE houses SET colour = 'red', name = 'A' WHERE name = 'a'")
    result = yamada.sync()
    assert result.sent == 1
    assert result.notes[0][1] == "colour"
    with geopackage.opened(suzuki.path) as connection, geopackage.transaction(connection):
        geopackage.drop_layer(connection, "houses")
    assert "missing in the work copy" in suzuki.sync().notes[0][0]
    assert len(names_in(small_hub)) == 4  # a missing layer is no deletion of all its features


def test_work_copies_that_do_not_fit_are_refused(small_hub, desks, tmp_path):
    yamada, _ = desks
    other = create_hub(tmp_path / "other", "山田")
    with pytest.raises(HubError, match="of another hub"):
        yamada.sync(hub_folder=other.folder)
    houses().to_file(tmp_path / "a.gpkg")
    with pytest.raises(HubError, match="is not a work copy"):
        workcopy.sync(tmp_path / "a.gpkg")
    with pytest.raises(InputError, match="exists already"):
        workcopy.check_out(small_hub, yamada.path)
    yamada.edit("UPDATE gpkg_shimonita SET value = '99' WHERE key = 'version'")
    with pytest.raises(HubError, match="was restored from a backup"):
        yamada.sync()


def test_a_restored_hub_is_not_taken_for_the_one_that_was_left(small_hub, desks, tmp_path):
    """Others have gone on with it: it has a version of the same number again, and nobody would miss what it lacks."""
    yamada, suzuki = desks
    (tmp_path / "backups").mkdir()
    restored = back_up(small_hub, tmp_path / "backups")
    yamada.rename("a", "A")
    left = yamada.sync().version
    suzuki.rename("b", "B")
    assert suzuki.sync(hub_folder=restored).version == left
    with pytest.raises(HubError, match="was restored from a backup"):
        yamada.sync(hub_folder=restored)
    assert yamada.names() == ["A", "b", "c", "d"]
    assert names_in(Hub.open(restored)) == ["B", "a", "c", "d"]
    suzuki.rename("c", "C")
    assert suzuki.sync().sent == 1  # who was on what the backup holds goes on


def test_a_layer_that_lost_its_key_or_identity_is_told_and_nothing_is_sent(small_hub, desks):
    yamada, suzuki = desks
    yamada.edit("UPDATE houses SET name = 'A' WHERE name = 'a'")
    for statement in ("CREATE TABLE saved AS SELECT * FROM houses", "DROP TABLE houses",
                      "ALTER TABLE saved RENAME TO houses"):  # fmt: skip
        yamada.edit(statement)
    with pytest.raises(HubError, match="houses has no primary key"):
        yamada.sync()
    suzuki.edit("DROP INDEX houses_uuid")
    suzuki.edit("ALTER TABLE houses DROP COLUMN uuid")
    with pytest.raises(HubError, match="lost its field uuid"):
        suzuki.sync()
    assert small_hub.head().number == 2
    assert ("A",) in yamada.rows("name")


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_an_hour_wrong_is_told_and_loses_nothing(small_hub, desks, monkeypatch, hours):
    yamada, suzuki = desks
    wrong = datetime.now(UTC) + timedelta(hours=hours)
    yamada.rename("a", "A")
    with monkeypatch.context() as patch:
        for module in (store, postgis_store):
            patch.setattr(module, "now", wrong.isoformat)
        yamada.sync()
    suzuki.rename("b", "B")
    told = [text for text, _ in suzuki.sync().notes]
    assert [text for text in told if "The clock of this PC" in text] == told
    assert len(told) == (1 if hours > 0 else 0)
    yamada.sync()
    assert yamada.names() == suzuki.names() == names_in(small_hub) == ["A", "B", "c", "d"]
    assert [v.editor for v in small_hub.versions()] == ["山田", "山田", "山田", "鈴木"]  # by number, not by time
    assert_whole(small_hub)


def test_a_broken_shape_drawn_by_hand_is_sent_as_it_is(small_hub, desks):
    """Mending is for layers that come in; what a person draws is never changed behind the back."""
    yamada, suzuki = desks
    blob = b"GP\x00\x01" + (6677).to_bytes(4, "little") + shapely.to_wkb(shapely.MultiPolygon([bow_tie()]))
    yamada.edit("UPDATE houses SET geom = ? WHERE name = 'a'", blob)
    yamada.sync()
    suzuki.sync()
    assert geometry_body(blob) in [geometry_body(row[0]) for row in suzuki.rows("geom")]


@pytest.mark.files_only
def test_a_share_that_goes_away_leaves_the_edits_where_they_are(small_hub, desks):
    yamada, _ = desks
    yamada.rename("a", "A")
    small_hub.folder.rename(small_hub.folder.with_name("gone"))
    with pytest.raises(HubError, match="is not there"):
        yamada.sync()
    small_hub.folder.with_name("gone").rename(small_hub.folder)
    assert yamada.sync().sent == 1
    assert Hub.open(small_hub.folder).head().number == 3
