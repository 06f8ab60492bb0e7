"""Edits that QGIS makes straight on the server: history by triggers, and nothing of others is overwritten."""

import threading

import pytest

from shimonita_gis.hub import administration, conflicts, merge
from shimonita_gis.hub.catalogue import Person
from shimonita_gis.hub.check import check
from shimonita_gis.hub.history import events
from shimonita_gis.hub.postgis.address import parse

from .conftest import Desk, moved


class Map:
    """The shared map in somebody's QGIS: one transaction for each save, rows found by fid, only changed fields sent,
    and ``based_on`` filled in from what was on the screen."""

    def __init__(self, hub, server, account, why=""):
        self.schema = parse(hub.place).schema.replace('"', '""')
        self.server, self.account = server, account
        self.connection = server.connect("town", account)
        with self.connection.cursor() as cursor:
            cursor.execute(f'SET search_path = "{self.schema}", public')
            cursor.execute("SELECT desk(%s, %s)", (account, why))
        self.look()

    def look(self):
        """Loads the features anew: name -> (fid, version)."""
        self.seen = {
            name: (fid, version) for fid, name, version in self.ask("SELECT fid, name, row_version FROM houses")
        }

    def ask(self, statement, *values):
        with self.connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else None

    def change(self, house, **fields):
        fid, version = self.seen[house]
        assigned = ", ".join(f"{field} = %s" for field in fields)
        self.ask(f"UPDATE houses SET {assigned}, based_on = %s WHERE fid = %s", *fields.values(), version, fid)

    def delete(self, name):
        self.ask("DELETE FROM houses WHERE fid = %s", self.seen[name][0])

    def close(self):
        self.connection.close()


@pytest.fixture
def there(small_hub, server):
    return moved(small_hub, server)


@pytest.fixture
def maps(there, server):
    """山田 and 鈴木 with the map open, both with accounts of their own."""
    opened = []
    for name in ("山田", "鈴木"):
        server.account(name)
        schema = parse(there.place).schema.replace('"', '""')
        server.execute(f'GRANT "{schema}/viewers", "{schema}/administrators" TO "{name}"', "town")
        opened.append(Map(there, server, name, f"{name}が見た"))
    yield opened
    for each in opened:
        each.close()


def rows(there):
    with there.reader() as draft:
        draft.cursor.execute("SELECT name, floors FROM houses ORDER BY name")
        return draft.cursor.fetchall()


def test_an_edit_in_qgis_is_a_version_with_who_when_and_why(there, maps):
    before = there.head().number
    maps[0].change("a", name="役場")
    head = there.head()
    assert (head.number, head.editor, head.account, head.message) == (before + 1, "山田", "山田", "山田が見た")
    assert head.changed == {"houses": {"insert": 0, "update": 1, "delete": 0}}
    (event,) = events(there, first=head.number)
    assert (event.column, event.before, event.after) == ("name", "a", "役場")
    assert check(there) == []


def test_one_save_is_one_version_whatever_it_holds(there, maps):
    yamada, _ = maps
    before = there.head().number
    yamada.connection.autocommit = False
    yamada.change("a", name="A")
    yamada.change("a", floors=9)
    yamada.delete("b")
    yamada.ask("INSERT INTO houses (name) VALUES ('駅')")
    yamada.connection.commit()
    assert there.head().number == before + 1
    assert {(c.kind, tuple(sorted(c.after)[:2])) for c in there.changes(before + 1).values()} == {
        ("update", ("floors", "name")), ("delete", ()), ("insert", ("floors", "geom")),
    }  # fmt: skip
    assert check(there) == []


def test_a_stale_field_is_refused_and_listed_and_the_others_go_in(there, maps):
    yamada, suzuki = maps
    yamada.change("a", name="役場")
    suzuki.change("a", name="公民館", floors=9)
    assert ("役場", 9) in rows(there)
    (conflict,) = conflicts.waiting(there)
    told = {name: conflict[name] for name in ("kind", "column", "before", "mine", "theirs", "theirs_by", "editor")}
    assert told == {"kind": merge.FIELD, "column": "name", "before": "a", "mine": "公民館", "theirs": "役場",
                    "theirs_by": "山田", "editor": "鈴木"}  # fmt: skip
    assert conflict["place"]
    conflicts.decide(there, {conflict["id"]: conflicts.MINE}, "山田")
    assert ("公民館", 9) in rows(there)
    assert check(there) == []


def test_a_stale_delete_is_refused_and_listed(there, maps):
    yamada, suzuki = maps
    yamada.change("a", name="役場")
    suzuki.delete("a")
    assert ("役場", 1) in rows(there)
    (conflict,) = conflicts.waiting(there)
    assert (conflict["kind"], conflict["mine"], conflict["before"]["name"]) == (merge.DELETE_UPDATE, {}, "a")


def test_an_edit_of_a_deleted_feature_is_told_at_once(there, maps):
    yamada, suzuki = maps
    yamada.delete("a")
    with pytest.raises(Exception, match="was deleted by somebody else meanwhile"):
        suzuki.change("a", name="公民館")


def test_who_loads_the_map_again_may_change_what_the_other_did(there, maps):
    yamada, suzuki = maps
    yamada.change("a", name="役場")
    suzuki.look()
    suzuki.change("役場", name="公民館")
    assert ("公民館", 1) in rows(there)
    assert conflicts.waiting(there) == []


def test_a_layer_opened_past_the_shared_map_cannot_overwrite_others(there, maps, server):
    yamada, suzuki = maps
    yamada.change("a", name="役場")
    suzuki.ask("UPDATE houses SET name = '公民館' WHERE name = '役場'")
    assert ("役場", 1) in rows(there)
    assert len(conflicts.waiting(there)) == 1


def test_pasted_and_split_features_get_an_identity_of_their_own(there, maps):
    yamada, _ = maps
    yamada.ask("INSERT INTO houses (uuid, name, geom) SELECT uuid, 'a2', geom FROM houses WHERE name = 'a'")
    assert yamada.ask("SELECT count(DISTINCT uuid), count(*) FROM houses") == [(5, 5)]


def test_edits_in_qgis_and_in_work_copies_meet(there, maps, tmp_path):
    yamada, _ = maps
    desk = Desk(there, tmp_path / "copy.gpkg", "山田")
    desk.rename("a", "copy")
    desk.rename("b", "B")
    yamada.change("a", name="map")
    yamada.change("c", floors=7)
    (conflict,) = desk.sync().conflicts
    assert (conflict["mine"], conflict["theirs"]) == ("copy", "map")
    assert desk.rows() == [("B", 2), ("c", 7), ("d", 4), ("map", 1)]
    assert desk.rows() == sorted(rows(there))
    assert check(there) == []


def test_two_who_save_at_once_wait_for_each_other(there, maps):
    """Both change the same features in opposite order: without a queue each would wait for the other for ever."""
    both = threading.Barrier(2)

    def save(map, names):
        map.connection.autocommit = False
        both.wait()
        for name in names:
            map.change(name, floors=8 if map.account == "山田" else 9)
        map.connection.commit()

    threads = [
        threading.Thread(target=save, args=(map, names)) for map, names in zip(maps, ("abcd", "dcba"), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(conflicts.waiting(there)) == 4
    assert check(there) == []


def test_the_history_cannot_be_written_or_cut_by_those_who_edit(there, server):
    server.account("伊藤")
    people = [Person("山田", roles=("administrator",)), Person("伊藤", "建設", ("editor",))]
    administration.set_people(there, people, "山田")
    editor = Map(there, server, "伊藤", "")
    editor.change("a", name="役場")
    for statement in ("DELETE FROM _change", "UPDATE _version SET about = '{}'", "INSERT INTO _catalogue VALUES (9)",
                      "TRUNCATE houses", "ALTER TABLE houses DISABLE TRIGGER ALL", "DROP TABLE houses"):  # fmt: skip
        with pytest.raises(Exception, match=r"permission denied|must be owner"):
            editor.ask(statement)
    editor.close()
    assert there.head().account == "伊藤"
