"""Whatever three people do in whatever order: the hub and every work copy are what a simple model says."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shimonita_gis.hub import geopackage
from shimonita_gis.hub.store import Hub, hub_digest

from .conftest import Desk, assert_whole

COLUMNS = ("name", "note")
PEOPLE = st.integers(0, 2)
HOUSE = st.sampled_from("abcdef")  # e and f are drawn by whoever is first to think of them
ACTIONS = st.one_of(
    st.tuples(st.just("set"), PEOPLE, HOUSE, st.sampled_from(COLUMNS), st.sampled_from(["x", "y", None])),
    st.tuples(st.just("draw"), PEOPLE, HOUSE),
    st.tuples(st.just("delete"), PEOPLE, HOUSE),
    st.tuples(st.just("sync"), PEOPLE),
    st.tuples(st.just("sync"), PEOPLE),
)


class Model:
    """The rules of a sync in their simplest form: whole maps as dictionaries, house -> {column: value}."""

    def __init__(self, houses):
        self.hub = houses
        self.copies = [dict(houses) for _ in range(3)]
        self.bases = [dict(houses) for _ in range(3)]

    def set(self, who, house, column, value):
        if house in self.copies[who]:
            self.copies[who] = {**self.copies[who], house: {**self.copies[who][house], column: value}}

    def draw(self, who, house):
        if house not in self.copies[who]:
            self.copies[who] = {**self.copies[who], house: dict.fromkeys(COLUMNS)}

    def delete(self, who, house):
        self.copies[who] = {h: row for h, row in self.copies[who].items() if h != house}

    def sync(self, who):
        """Returns the number of conflicts."""
        base, mine, theirs, conflicts = self.bases[who], self.copies[who], self.hub, 0
        result = dict(theirs)
        for house in {*base, *mine, *theirs}:
            before, here, there = base.get(house), mine.get(house), theirs.get(house)
            if here == before:
                continue
            if there == before:
                result[house] = here
            elif here is None or there is None:
                conflicts += here != there
            else:
                started = before or dict.fromkeys(COLUMNS, "nothing yet")
                cells = {c: _cell(started[c], here[c], there[c]) for c in COLUMNS}
                result[house] = {c: value for c, (value, _) in cells.items()}
                conflicts += sum(clash for _, clash in cells.values())
        self.hub = {house: row for house, row in result.items() if row is not None}
        self.copies[who] = self.bases[who] = dict(self.hub)
        return conflicts


def _cell(before, here, there):
    if here in (before, there):
        return there, False
    return (here, False) if there == before else (there, True)


class Town:
    """The same actions on a real hub and real work copies. A house's uuid is its letter."""

    def __init__(self, hub, folder):
        self.hub = hub
        self.desks = [Desk(hub, folder / f"{i}.gpkg", f"person {i}") for i in range(3)]

    def set(self, who, house, column, value):
        self.desks[who].edit(f"UPDATE houses SET {column} = ? WHERE uuid = ?", value, house)

    def draw(self, who, house):
        if house not in self.state(self.desks[who].path):
            self.desks[who].draw(None, uuid=house)

    def delete(self, who, house):
        self.desks[who].edit("DELETE FROM houses WHERE uuid = ?", house)

    def sync(self, who):
        return len(self.desks[who].sync().conflicts)

    @staticmethod
    def state(path):
        with geopackage.opened(path, readonly=True) as connection:
            rows = connection.execute(f"SELECT uuid, {', '.join(COLUMNS)} FROM houses").fetchall()
        return {house: dict(zip(COLUMNS, values, strict=True)) for house, *values in rows}


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """A hub with the houses a, b, c, d, copied for each example."""
    from shimonita_gis.hub.catalogue import LayerEntry
    from shimonita_gis.hub.layers import prepared
    from shimonita_gis.hub.operations import add_layer

    from .conftest import houses

    hub = Hub.create(tmp_path_factory.mktemp("start") / "hub", "model")
    frame = houses(4, name=list("abcd"), note=["1", "2", "3", "4"], floors=[1, 1, 1, 1])
    add_layer(hub, prepared(frame, "model"), LayerEntry(table="", title="houses"), "model")

    def name(draft):
        from shimonita_gis.hub.changes import INSERT, RowChange, present_row

        rows = draft.connection.execute("SELECT uuid, name FROM houses").fetchall()
        for uuid, letter in rows:
            row = present_row(draft.connection, "houses", uuid)
            draft.apply([RowChange("houses", uuid, "delete", before=row)])
            draft.apply([RowChange("houses", letter, INSERT, after={**row, "uuid": letter})])

    hub.publish(name, "model", "letters for uuids")
    return hub


@settings(max_examples=20, deadline=None)
@given(actions=st.lists(ACTIONS, min_size=4, max_size=14))
def test_any_order_of_edits_gives_what_the_model_says(start, actions):
    with tempfile.TemporaryDirectory(prefix="any-order-") as name:
        folder = Path(name)
        shutil.copytree(start.folder, folder / "hub")
        hub = Hub.open(folder / "hub")
        town, model = Town(hub, folder), Model(Town.state(hub.geopackage()))
        for action, who, *rest in [*actions, *[("sync", who) for who in (0, 1, 2, 0, 1, 2)]]:
            assert getattr(town, action)(who, *rest) == getattr(model, action)(who, *rest)
            assert Town.state(town.desks[who].path) == model.copies[who]
            assert Town.state(hub.geopackage()) == model.hub
        assert_whole(hub)
        _assert_replays(hub, folder)


def _assert_replays(hub, folder):
    for version in hub.versions():
        path = hub.path(version.number) / "town.gpkg"
        if version.number > 1 and not version.snapshot and path.exists():
            path.unlink()
    for version in hub.versions():
        path = hub.replay(version.number, folder / "replayed.gpkg")
        with geopackage.opened(path) as connection:
            layers = {t: {"digest": geopackage.table_digest(connection, t)} for t in geopackage.layers(connection)}
        assert hub_digest(layers) == version.after
