"""The same edits give the same map and the same history, whether the hub lies on a file share or on a server; and
nothing is lost when many edit at once."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from shimonita_gis.hub.changes import RowChange, unpacked
from shimonita_gis.hub.check import check
from shimonita_gis.hub.geopackage import geometry_body
from shimonita_gis.hub.store import Hub

from .conftest import moved
from .crowd import edited_by_a_crowd
from .test_any_order import EDITS, Town, start  # noqa: F401 - start is a fixture


def told(hub):
    """The history without what is another in each run: moments, ids of conflicts and of syncs."""
    return [
        (v.number, v.editor, v.message, v.kind, v.base, v.changed, v.operations, sorted(v.layers),
         _listed(hub, v.number),
         {key: (c.kind, _bare(c.before), _bare(c.after), c.fid) for key, c in hub.changes(v.number).items()},
         {key: (c.kind, _bare(c.before), _bare(c.after)) for key, c in hub.sent(v.number).items()}
         if v.kind == "sync" else {},
         hub.catalogue(v.number))
        for v in hub.versions()
    ]  # fmt: skip


def _bare(row):
    """Without the headers of shapes, which two programs write in two ways."""
    return {name: geometry_body(value) for name, value in row.items()}


def _listed(hub, number):
    return [
        {name: _bare_side(value) for name, value in conflict.items() if name not in ("id", "theirs_time")}
        for conflict in hub.conflicts(number)
    ]


def _bare_side(value):
    """A side of a conflict: a value, or a whole row."""
    value = unpacked(value)
    return _bare(value) if isinstance(value, dict) else geometry_body(value)


def play_on_both(hub, server, actions):
    """Does ``actions`` on a copy of ``hub`` on files and on one on the server; both must tell the same."""
    with tempfile.TemporaryDirectory(prefix="same-") as name:
        folder = Path(name)
        for each in ("files", "to move"):
            shutil.copytree(hub.folder, folder / each / "hub")
        hubs = Hub.open(folder / "files" / "hub"), moved(Hub.open(folder / "to move" / "hub"), server)
        towns = [Town(hub, folder / each) for hub, each in zip(hubs, ("files", "to move"), strict=True)]
        for action, who, *rest in [*actions, *[("sync", who) for who in (0, 1, 2, 0, 1, 2)]]:
            one, other = (getattr(town, action)(who, *rest) for town in towns)
            assert one == other
        assert told(hubs[0]) == told(hubs[1])
        assert Town.state(hubs[0].geopackage()) == Town.state(hubs[1].geopackage())
        assert check(hubs[1]) == []


@settings(max_examples=8, deadline=None)
@given(actions=st.lists(st.one_of(*EDITS), min_size=4, max_size=14))
def test_the_same_edits_give_the_same_history(start, server, actions):  # noqa: F811
    play_on_both(start, server, actions)


def test_one_list_of_changes_gives_the_same_keys_and_rows(small_hub, server, tmp_path):
    """Some statements make many changes at once on the server; what depends on the order must not show it."""
    files = Hub.open(shutil.copytree(small_hub.folder, tmp_path / "files"))
    found = {}

    def work(draft):
        uuid = dict(draft.read("houses", ["name", "uuid"]))
        row = draft.row("houses", uuid["a"])

        def change(kind, id, fid=None, **values):
            before = dict.fromkeys(values) if kind == "update" else draft.row("houses", id) if kind == "delete" else {}
            after = {**row, "uuid": id, **values} if kind == "insert" else values
            return RowChange("houses", id, kind, before, after, fid)

        made = draft.apply([
            change("update", uuid["a"], name="A"), change("update", uuid["b"], name="B"),
            change("update", uuid["b"], name="BB"), change("update", uuid["a"], floors=None),
            change("update", "nobody", name="x"), change("delete", uuid["c"]), change("delete", "nobody"),
            change("insert", "e", 3, name="e"), change("insert", "f", name="f"), change("insert", "g", 1, name="g"),
            change("delete", "f"), change("insert", "h", 100, name="h"), change("insert", "i", 101, name="i"),
            change("insert", uuid["a"], 102), change("insert", "j", 101, name="j"), change("update", "h", floors=7),
        ])  # fmt: skip
        found[len(found)] = (
            [(c.kind, c.uuid, c.fid) for c in made],
            sorted((uuid, floors, name) for uuid, floors, name in draft.read("houses", ["uuid", "floors", "name"])),
        )

    for hub in (files, moved(small_hub, server)):
        hub.publish(work, "山田", "test")
    assert found[0] == found[1]
    assert [uuid for _, uuid, _ in found[0][0]].count("nobody") == 0


def test_nothing_is_lost_when_many_edit_and_connections_are_cut(small_hub, server):
    hub = moved(small_hub, server)
    confirmed, lost, refused, cut = edited_by_a_crowd(server, hub, editors=6, edits=40, cuts=25)
    assert len(confirmed) == 240
    assert lost == []
    assert refused
    assert cut
    assert check(hub) == []
