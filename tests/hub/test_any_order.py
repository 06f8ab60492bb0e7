"""Whatever three people and the administrator do in whatever order: all maps are what a simple model says."""

import shutil
import tempfile
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from shimonita_gis.errors import HubError, InputError
from shimonita_gis.hub import administration, geopackage
from shimonita_gis.hub.store import Hub
from shimonita_gis.hub.version import hub_digest

from .conftest import ORIGIN, Desk, assert_whole

PEOPLE = st.integers(0, 2)
HOUSE = st.sampled_from("abcdef")  # e and f are drawn by whoever is first to think of them
FIELD = st.sampled_from(["name", "note", '階 "数"'])
PLACES = [
    shapely.to_wkb(shapely.MultiPolygon([shapely.box(x, ORIGIN[1], x + 9, ORIGIN[1] + 9)]))
    for x in (ORIGIN[0], ORIGIN[0] + 50, ORIGIN[0] + 100)
]  # fmt: skip
EDITS = (
    st.tuples(st.just("set"), PEOPLE, HOUSE, FIELD, st.sampled_from(["x", "y", None])),
    st.tuples(st.just("move"), PEOPLE, HOUSE, st.sampled_from(PLACES)),
    st.tuples(st.just("draw"), PEOPLE, HOUSE),
    st.tuples(st.just("delete"), PEOPLE, HOUSE),
    st.tuples(st.just("sync"), PEOPLE),
    st.tuples(st.just("sync"), PEOPLE),
)
SETTINGS = (
    st.tuples(st.just("add_field"), FIELD),
    st.tuples(st.just("rename_field"), FIELD, FIELD),
    st.tuples(st.just("remove_field"), FIELD),
    st.tuples(st.just("rename_layer"), st.sampled_from(["家屋", "建物"])),
)
ACTIONS = st.one_of(*EDITS, *EDITS, *SETTINGS)


class Side:
    """One map: ``fields`` gives each name a number that stays when it is renamed; ``houses`` maps a house's letter to
    {number: value}, and is None where the layer is gone."""

    def __init__(self, fields, houses):
        self.fields, self.houses = dict(fields), None if houses is None else {h: dict(r) for h, r in houses.items()}

    def copy(self):
        return Side(self.fields, self.houses)

    def state(self):
        """What a person sees: house -> {field: value}."""
        if self.houses is None:
            return None
        return {h: {name: row.get(number) for name, number in self.fields.items()} for h, row in self.houses.items()}


class Model:
    """The rules of a sync and of the administrator's changes in their simplest form."""

    def __init__(self, state):
        self.fields_ever = 3
        fields = {"name": 0, "note": 1, "geom": 2}
        houses = {h: {fields[name]: value for name, value in row.items()} for h, row in state.items()}
        self.hub, self.title = Side(fields, houses), "houses"
        self.copies = [self.hub.copy() for _ in range(3)]
        self.bases = [self.hub.copy() for _ in range(3)]

    # --- people

    def set(self, who, house, field, value):
        copy = self.copies[who]
        if copy.houses and house in copy.houses and field in copy.fields:
            copy.houses[house][copy.fields[field]] = value

    def move(self, who, house, place):
        self.set(who, house, "geom", place)

    def draw(self, who, house):
        copy = self.copies[who]
        if copy.houses is not None and house not in copy.houses:
            copy.houses[house] = {**dict.fromkeys(copy.fields.values()), copy.fields["geom"]: PLACES[0]}

    def delete(self, who, house):
        if self.copies[who].houses:
            self.copies[who].houses.pop(house, None)

    def sync(self, who):
        """Returns the number of conflicts."""
        conflicts = 0
        if self.copies[who].houses is not None:
            conflicts = self._merge(self.bases[who].houses, self.copies[who].houses)
        self.copies[who], self.bases[who] = self.hub.copy(), self.hub.copy()
        return conflicts

    def _merge(self, base, mine):
        conflicts = 0
        for house in {*base, *mine, *(self.hub.houses or ())}:
            before, here = base.get(house), mine.get(house)
            conflicts += self._without_a_place(before, here)
            before, here = self._known(before), self._known(here)
            if here == before:
                continue
            if self.hub.houses is None:
                conflicts += 1
            else:
                conflicts += self._merge_house(house, before, here)
        return conflicts

    def _without_a_place(self, before, here):
        """How many values were written into fields that are gone."""
        gone = (here or {}).keys() - set(self.hub.fields.values())
        return sum(here[number] is not None and here[number] != (before or {}).get(number) for number in gone)

    def _known(self, row):
        """A row in the fields that the hub has now; what was added since is empty in it."""
        return row and {number: row.get(number) for number in self.hub.fields.values()}

    def _merge_house(self, house, before, here):
        there = self._known(self.hub.houses.get(house))
        if there == before:
            self._put(house, here)
            return 0
        if here is None or there is None:
            return here != there
        drawn = self._known(dict.fromkeys(here, "nothing yet"))
        cells = {number: _cell((before or drawn)[number], here[number], there[number]) for number in there}
        self._put(house, {number: value for number, (value, _) in cells.items()})
        return sum(clash for _, clash in cells.values())

    def _put(self, house, row):
        if row is None:
            del self.hub.houses[house]
        else:
            self.hub.houses[house] = row

    # --- the administrator: each returns whether the change can be

    def add_field(self, name):
        return self._has_layer and self._take_name(name, self._new_number)

    def rename_field(self, name, new):
        if not self._has_layer or name not in self.hub.fields:
            return False
        if new == name:
            return True
        return self._take_name(new, lambda: self.hub.fields.pop(name))

    def remove_field(self, name):
        number = self.hub.fields.pop(name, None) if self._has_layer else None
        for row in (self.hub.houses or {}).values() if number is not None else ():
            row.pop(number, None)
        return number is not None

    def rename_layer(self, title):
        self.title = title
        return self._has_layer

    def remove_layer(self):
        was, self.hub.houses = self._has_layer, None
        return was

    @property
    def _has_layer(self):
        return self.hub.houses is not None

    def _take_name(self, name, number):
        free = name not in self.hub.fields
        if free:
            self.hub.fields[name] = number()
        return free

    def _new_number(self):
        self.fields_ever += 1
        return self.fields_ever


def _cell(before, here, there):
    if here in (before, there):
        return there, False
    return (here, False) if there == before else (there, True)


class Town:
    """The same actions on a real hub and real work copies. A house's uuid is its letter."""

    def __init__(self, hub, folder):
        self.hub = hub
        self.desks = [Desk(hub, folder / f"{i}.gpkg", f"person {i}") for i in range(3)]

    def set(self, who, house, field, value):
        if field in self._fields(who):
            self._edit(who, f"UPDATE houses SET {geopackage.quoted(field)} = ? WHERE uuid = ?", value, house)

    def move(self, who, house, place):
        self.set(who, house, "geom", _blob(place))

    def draw(self, who, house):
        if house not in (self.state(self.desks[who].path) or ()):
            self._edit(who, "INSERT INTO houses (geom, uuid) VALUES (?, ?)", _blob(PLACES[0]), house)

    def delete(self, who, house):
        self._edit(who, "DELETE FROM houses WHERE uuid = ?", house)

    def sync(self, who):
        return len(self.desks[who].sync().conflicts)

    def _edit(self, who, statement, *values):
        if self._fields(who):
            self.desks[who].edit(statement, *values)

    def _fields(self, who):
        with geopackage.opened(self.desks[who].path, readonly=True) as connection:
            return geopackage.columns(connection, "houses")

    def administer(self, change, *what):
        """Whether the change can be."""
        how = {"add_field": ("TEXT",)}.get(change, ())
        try:
            getattr(administration, change)(self.hub, "houses", *what, *how, "model")
        except (HubError, InputError):
            return False
        return True

    @staticmethod
    def state(path):
        with geopackage.opened(path, readonly=True) as connection:
            names = [name for name in geopackage.columns(connection, "houses") if name not in ("uuid", "floors")]
            if not names:
                return None
            listed = ", ".join(map(geopackage.quoted, names))
            rows = connection.execute(f"SELECT uuid, {listed} FROM houses").fetchall()
        return {
            house: {name: geopackage.geometry_body(value) for name, value in zip(names, values, strict=True)}
            for house, *values in rows
        }


def _blob(body):
    return b"GP\x00\x01" + (6677).to_bytes(4, "little") + body


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """A hub with the houses a, b, c, d, copied for each example."""
    return lettered_hub(tmp_path_factory.mktemp("start") / "hub")


def lettered_hub(folder):
    """A new hub with houses whose uuids are their letters."""
    from shimonita_gis.hub.catalogue import LayerEntry
    from shimonita_gis.hub.layers import prepared
    from shimonita_gis.hub.operations import add_layer

    from .conftest import houses

    hub = Hub.create(folder, "model")
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


@settings(max_examples=25, deadline=None)
@given(
    actions=st.lists(ACTIONS, min_size=4, max_size=16),
    removal=st.none() | st.integers(0, 16),  # of the whole layer, in one history of two
)
def test_any_order_of_edits_and_settings_gives_what_the_model_says(start, actions, removal):
    if removal is not None:
        actions = [*actions[:removal], ("remove_layer",), *actions[removal:]]
    with tempfile.TemporaryDirectory(prefix="any-order-") as name:
        folder = Path(name)
        shutil.copytree(start.folder, folder / "hub")
        hub = Hub.open(folder / "hub")
        town, model = Town(hub, folder), Model(Town.state(hub.geopackage()))
        for action, *what in [*actions, *[("sync", who) for who in (0, 1, 2, 0, 1, 2)]]:
            if hasattr(town, action):
                assert getattr(town, action)(*what) == getattr(model, action)(*what)
                assert Town.state(town.desks[what[0]].path) == model.copies[what[0]].state()
            else:
                assert town.administer(action, *what) == getattr(model, action)(*what)
            assert Town.state(hub.geopackage()) == model.hub.state()
        assert [entry.title for entry in hub.catalogue()] == ([model.title] if model.hub.houses is not None else [])
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
