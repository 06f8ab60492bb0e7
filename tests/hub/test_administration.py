"""What the administrator changes reaches everybody, and takes nobody's edits away."""

from dataclasses import replace

import pyogrio
import pytest

from shimonita_gis.errors import HubError, InputError
from shimonita_gis.hub import administration, answers, geopackage, merge, workcopy
from shimonita_gis.hub.approval import approvals, approve
from shimonita_gis.hub.catalogue import Person
from shimonita_gis.hub.check import check
from shimonita_gis.hub.roles import editable

from .conftest import add, assert_whole, houses, names_in

BRIDGES = {
    "table": "bridges", "title": "橋", "title_en": "Bridges", "department": "建設", "geometry": "Point",
    "fields": [{"name": "name", "type": "TEXT", "ja": "名称"}, {"name": "length", "type": "REAL", "min": 0}],
}  # fmt: skip
CHANGES = {
    "field added": lambda hub: administration.add_field(hub, "houses", '屋根 "色"', "TEXT", "山田"),
    "field renamed": lambda hub: administration.rename_field(hub, "houses", "name", "名称", "山田"),
    "field removed": lambda hub: administration.remove_field(hub, "houses", "note", "山田"),
    "layer added": lambda hub: answers.add_layer(hub.place, BRIDGES, "山田"),
    "layer renamed": lambda hub: administration.rename_layer(hub, "houses", '家屋 "新"', "山田"),
    "layer removed": lambda hub: administration.remove_layer(hub, "roads", "山田"),
}
PEOPLE = [
    {"name": "山田", "roles": ["administrator"]},
    {"name": "鈴木", "department": "建設", "roles": ["editor"]},
    {"name": "田中", "department": "建設", "roles": ["viewer"]},
    {"name": "課長", "roles": ["approver"]},
]


@pytest.fixture
def hub(small_hub):
    """The hub with four houses that have a note, and a layer of roads."""
    administration.add_field(small_hub, "houses", "note", "TEXT", "山田")
    add(small_hub, houses(2), "roads")
    return small_hub


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_reaches_work_copies_with_pending_edits_and_loses_none(hub, desks, change):
    yamada, suzuki = desks
    suzuki.rename("b", "B")
    suzuki.draw("駅")
    suzuki.delete("c")
    suzuki.edit("UPDATE houses SET floors = 77 WHERE name = 'd'")
    CHANGES[change](hub)
    yamada.sync()
    result = suzuki.sync()
    assert (result.sent, result.conflicts) == (4, ())
    head = hub.head()
    for path in (suzuki.path, hub.geopackage()):
        frame = pyogrio.read_dataframe(path, layer="houses")
        assert sorted(frame.get("名称", frame.get("name"))) == ["B", "a", "d", "駅"]
        assert 77 in list(frame["floors"])
        assert {name for name, _ in pyogrio.list_layers(path)} == set(head.layers)
        assert set(frame.columns) == set(pyogrio.read_dataframe(hub.geopackage(), layer="houses").columns)
    assert workcopy.catalogue_of(suzuki.path) == hub.catalogue()
    assert suzuki.sync().sent == 0
    assert_whole(hub)
    assert check(hub) == []


def test_values_in_a_field_or_layer_that_is_gone_are_listed(hub, desks):
    _, suzuki = desks
    for desk in desks:
        desk.sync()
    suzuki.edit("UPDATE houses SET note = '木造' WHERE name = 'a'")
    suzuki.edit("UPDATE roads SET name = '町道' WHERE name = '家0'")
    administration.remove_field(hub, "houses", "note", "山田")
    administration.remove_layer(hub, "roads", "山田")
    listed = {(c["kind"], str(c["mine"])) for c in suzuki.sync().conflicts}
    assert listed == {(merge.REMOVED_FIELD, "木造"), (merge.REMOVED_LAYER, "{'name': '町道'}")}
    assert len(answers.open_conflicts(hub.place)["conflicts"]) == 2


def test_a_field_that_a_person_added_before_becomes_the_new_one(hub, desks):
    _, suzuki = desks
    suzuki.edit("ALTER TABLE houses ADD COLUMN Colour TEXT")
    suzuki.edit("ALTER TABLE houses ADD COLUMN 名称 TEXT")
    suzuki.edit("UPDATE houses SET Colour = 'red', 名称 = 'own', name = 'A' WHERE name = 'a'")
    suzuki.edit("CREATE INDEX by_floors ON houses (floors)")
    administration.add_field(hub, "houses", "colour", "TEXT", "山田")
    administration.rename_field(hub, "houses", "name", "名称", "山田")
    administration.remove_field(hub, "houses", "floors", "山田")
    suzuki.sync()
    suzuki.sync()
    frame = pyogrio.read_dataframe(hub.geopackage(), layer="houses")
    assert list(frame[frame["名称"] == "A"]["colour"]) == ["red"]
    assert ("own",) in suzuki.rows("coalesce(名称_2, '')")  # it stays with its owner, who is told
    assert_whole(hub)


def test_an_entry_is_changed_and_its_field_names_are_followed(hub):
    label, form = {"ja": "所有者", "en": "Owner"}, {"required": True}
    administration.add_field(hub, "houses", "owner", "TEXT", "山田", label, ["町", "個人"], form, personal=True)
    style = {
        "color": "#fff",
        "by": "owner",
        "symbols": {"町": {"color": "#00f"}},
        "label": {"field": "owner", "size": 8},
    }
    changes = {"title": "家屋", "accuracy": 0.7, "update_cycle": "yearly", "sharing": "open", "style": style}
    administration.change_entry(hub, "houses", changes, "山田")
    administration.rename_field(hub, "家屋", "owner", "所有者", "山田")
    entry = hub.catalogue().entry("houses")
    assert (entry.title, entry.accuracy, entry.personal_fields) == ("家屋", 0.7, ("所有者",))
    assert (entry.labels["所有者"], entry.choices["所有者"], entry.form["所有者"]) == (label, ["町", "個人"], form)
    assert entry.style == {**style, "by": "所有者", "label": {"field": "所有者", "size": 8}}
    administration.remove_field(hub, "家屋", "所有者", "山田")
    assert hub.catalogue().entry("houses").style == {"color": "#fff", "label": {"size": 8}}


def test_a_style_from_the_administrator_is_everybodys(hub):
    administration.set_style(hub, "houses", "<qgis>青</qgis>", "山田")
    assert answers.style_of(hub.place, "houses") == "<qgis>青</qgis>"
    assert check(hub) == []
    administration.set_style(hub, "houses", "", "山田")
    assert answers.style_of(hub.place, "houses") == ""


IMPOSSIBLE = [
    ("add_field", {"layer": "houses", "name": "NAME", "type": "TEXT"}, "has a field NAME already"),
    ("add_field", {"layer": "houses", "name": "uuid", "type": "TEXT"}, "'uuid' cannot be the name"),
    ("add_field", {"layer": "houses", "name": " ", "type": "TEXT"}, "cannot be the name"),
    ("add_field", {"layer": "houses", "name": "x", "type": "TEXT; DROP"}, "not a type of field"),
    ("rename_field", {"layer": "houses", "name": "nose", "new": "x"}, "has no field nose"),
    ("rename_field", {"layer": "houses", "name": "geom", "new": "x"}, "The hub itself needs the field geom"),
    ("remove_field", {"layer": "houses", "name": "uuid"}, "The hub itself needs the field uuid"),
    ("rename_layer", {"layer": "houses", "title": "roads"}, "has a layer roads already"),
    ("remove_layer", {"layer": "nowhere"}, "has no layer nowhere"),
    ("change_entry", {"layer": "houses", "changes": {"table": "x"}}, "nothing called table"),
    ("change_entry", {"layer": "houses", "changes": {"update_cycle": "never"}}, "never is not an update cycle"),
    ("change_entry", {"layer": "houses", "changes": {"personal_fields": ["nose"]}}, "has no field nose"),
    ("change_entry", {"layer": "houses", "changes": {"sharing": "all"}}, "not a way to share"),
    ("set_people", {"people": [{"name": "鈴木", "roles": ["editor"]}]}, "Nobody would be administrator"),
    ("set_people", {"people": [*PEOPLE, PEOPLE[0]]}, "山田 is listed twice"),
    ("set_people", {"people": [{"name": "鈴木", "roles": ["king"]}]}, "king is not a role"),
    ("drop_everything", {}, "no change called drop_everything"),
]


@pytest.mark.parametrize(("change", "what", "told"), IMPOSSIBLE)
def test_what_cannot_be_is_told_and_changes_nothing(hub, change, what, told):
    before = hub.head()
    with pytest.raises((HubError, InputError), match=told):
        answers.administer(hub.place, change, "山田", **what)
    assert hub.head() == before


@pytest.fixture
def staffed(hub):
    """The hub whose roads belong to 建設, with one person of each role."""
    administration.change_entry(hub, "roads", {"department": "建設"}, "山田")
    administration.change_entry(hub, "houses", {"department": "税務"}, "山田")
    administration.set_people(hub, PEOPLE, "山田")
    return hub


REFUSED = {
    "an editor renames a field": ("鈴木", lambda hub: administration.rename_field(hub, "roads", "name", "x", "鈴木")),
    "an editor removes a layer": ("鈴木", lambda hub: administration.remove_layer(hub, "roads", "鈴木")),
    "an editor makes himself administrator": (
        "鈴木", lambda hub: administration.set_people(hub, [Person("鈴木", roles=("administrator",))], "鈴木")),
    "an editor describes another's layer": (
        "鈴木", lambda hub: administration.change_entry(hub, "houses", {"source": "x"}, "鈴木")),
    "an editor takes another's layer": (
        "鈴木", lambda hub: administration.change_entry(hub, "houses", {"department": "建設"}, "鈴木")),
    "an editor gives the layer away": (
        "鈴木", lambda hub: administration.change_entry(hub, "roads", {"department": "税務"}, "鈴木")),
    "a viewer adds a field": ("田中", lambda hub: administration.add_field(hub, "roads", "x", "TEXT", "田中")),
    "an approver adds a layer": ("課長", lambda hub: answers.add_layer(hub.place, BRIDGES, "課長")),
    "a stranger approves a release": ("誰か", lambda hub: approve(hub, "誰か", "release", ["roads"])),
    "the administrator approves beside the approver": ("山田", lambda hub: approve(hub, "山田", "release")),
}  # fmt: skip


@pytest.mark.parametrize("attempt", REFUSED)
def test_who_may_not_is_named_and_changes_nothing(staffed, attempt):
    name, work = REFUSED[attempt]
    before = staffed.head()
    with pytest.raises(HubError, match=name):
        work(staffed)
    assert staffed.head() == before


def test_the_owning_department_describes_and_extends_its_layers(staffed):
    administration.change_entry(staffed, "roads", {"source": "道路台帳"}, "鈴木")
    administration.add_field(staffed, "roads", "width", "REAL", "鈴木")
    version = answers.add_layer(staffed.place, BRIDGES, "鈴木")
    assert staffed.version(version).editor == "鈴木"
    assert editable(staffed.catalogue(), "鈴木") == ("roads", "bridges")
    assert editable(staffed.catalogue(), "田中") == ()
    assert staffed.catalogue().entry("橋").form == {"length": {"min": 0}}
    assert answers.fields_of(staffed.place)["bridges"] == {"name": "TEXT", "length": "REAL"}


def test_the_gate_is_at_the_hub_itself_whichever_way_a_change_comes(staffed):
    def forged(draft):
        draft.catalogue = replace(draft.catalogue, people=())

    with pytest.raises(HubError, match="鈴木 is not an administrator"):
        staffed.publish(forged, "鈴木", "")


def test_an_approval_tells_who_when_and_what(staffed):
    before = staffed.head().number
    version = approve(staffed, "課長", "release", ["roads"], "確認済み")
    assert version.approval == {"what": "release", "layers": ["roads"], "version": before}
    assert (version.editor, version.kind, version.message) == ("課長", "approval", "確認済み")
    assert approvals(staffed, "release") == [version]
    assert approvals(staffed, "other") == []
    with pytest.raises(InputError, match="name of a person"):
        approve(staffed, " ", "release")


def test_as_long_as_nobody_is_approver_the_administrator_approves(hub):
    assert approve(hub, "山田", "release").editor == "山田"
    with pytest.raises(HubError, match="誰か may not approve"):
        approve(hub, "誰か", "release")


@pytest.mark.files_only
def test_the_catalogue_is_known_without_the_hub(hub, desks):
    yamada, _ = desks
    yamada.sync()
    hub.folder.rename(hub.folder.with_name("away"))
    titles = [entry["title"] for entry in answers.catalogue(work_copy=str(yamada.path))["layers"]]
    assert titles == ["houses", "roads"]
    hub.folder.with_name("away").rename(hub.folder)
    assert answers.catalogue(hub_folder=hub.place) == answers.catalogue(work_copy=str(yamada.path))
    assert names_in(hub) == ["a", "b", "c", "d"]


def test_a_layer_added_with_a_name_that_nobody_can_type(hub, desks):
    _, suzuki = desks
    nasty = """橋 "旧"'; DROP TABLE houses; --"""
    answers.add_layer(hub.place, {**BRIDGES, "table": nasty, "title": nasty}, "山田")
    suzuki.sync()
    table, length = geopackage.quoted(nasty), geopackage.quoted('延長 "m"')
    suzuki.edit(f"INSERT INTO {table} (name, length) VALUES ('下仁田橋', 12.5)")
    assert suzuki.sync().sent == 1
    administration.rename_field(hub, nasty, "length", '延長 "m"', "山田")
    suzuki.sync()
    assert suzuki.rows(f"name, {length}", table) == [("下仁田橋", 12.5)]
    administration.remove_layer(hub, nasty, "山田")
    suzuki.sync()
    assert [name for name, _ in pyogrio.list_layers(suzuki.path)] == ["houses", "roads"]
    assert_whole(hub)
