"""What an administrator changed is taken back, and what was removed comes back with all that was said of it."""

import pyogrio
import pytest

from shimonita_gis.errors import HubError
from shimonita_gis.hub import administration, answers
from shimonita_gis.hub.check import check
from shimonita_gis.hub.restore import restore

from .conftest import add, assert_whole, houses

OWNER = {"label": {"ja": "所有者", "en": "Owner"}, "choices": ["町", "個人"], "form": {"required": True}}
BRIDGES = {"table": "bridges", "title": "橋", "geometry": "Point", "fields": [{"name": "name", "type": "TEXT"}]}

TOLD_ANEW = {"title": "家屋", "sharing": "open", "accuracy": 0.7, "labels": {}, "personal_fields": ()}


@pytest.fixture
def hub(small_hub):
    """The hub whose four houses have a personal field, filled in for house a; and a layer of roads."""
    administration.add_field(small_hub, "houses", "owner", "TEXT", "山田", personal=True, **OWNER)
    add(small_hub, houses(2), "roads", sharing="internal")
    return small_hub


@pytest.fixture
def owned(hub, desks):
    desks[0].sync()
    desks[0].edit("UPDATE houses SET owner = '町' WHERE name = 'a'")
    desks[0].sync()
    return hub


def owners(hub, field="owner"):
    return dict(pyogrio.read_dataframe(hub.geopackage(), layer="houses")[["name", field]].dropna().to_numpy())


def state(hub):
    """All that a person sees of the hub, the day a layer came in left out."""
    catalogue = answers.catalogue(hub.folder)
    return catalogue["people"], sorted((e["table"], str(e)) for e in catalogue["layers"]), answers.fields_of(hub.folder)


CHANGES = {
    "field added": lambda hub: administration.add_field(hub, "houses", "note", "TEXT", "山田"),
    "field renamed": lambda hub: administration.rename_field(hub, "houses", "owner", "持主", "山田"),
    "field removed": lambda hub: administration.remove_field(hub, "houses", "owner", "山田"),
    "layer added": lambda hub: answers.add_layer(hub.folder, BRIDGES, "山田"),
    "layer renamed": lambda hub: administration.rename_layer(hub, "houses", '家屋 "新"', "山田"),
    "layer removed": lambda hub: administration.remove_layer(hub, "roads", "山田"),
    "entry changed": lambda hub: administration.change_entry(hub, "houses", TOLD_ANEW, "山田"),
    "style saved": lambda hub: administration.set_style(hub, "houses", "<qgis/>", "山田"),
    "people named": lambda hub: administration.set_people(
        hub, [{"name": "山田", "roles": ["administrator"]}, {"name": "鈴木", "roles": ["editor"]}], "山田"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_taken_back(owned, desks, change):
    before = state(owned)
    CHANGES[change](owned)
    assert state(owned) != before
    number = answers.take_back_change(str(owned.folder), owned.head().number, "山田", "間違えた")
    assert state(owned) == before
    assert owners(owned) == {"a": "町"}
    assert (owned.version(number).kind, owned.version(number).message) == (administration.KIND, "間違えた")
    for desk in desks:
        desk.sync()
    assert_whole(owned)
    assert check(owned) == []


def test_the_taking_back_is_itself_taken_back(owned):
    CHANGES["field renamed"](owned)
    after = state(owned)
    answers.take_back_change(str(owned.folder), owned.head().number, "山田")
    assert state(owned) != after
    answers.take_back_change(str(owned.folder), owned.head().number, "山田")
    assert state(owned) == after


def test_what_was_changed_again_or_is_in_use_stays(owned):
    number = owned.head().number
    administration.rename_field(owned, "houses", "owner", "持主", "山田")
    administration.remove_field(owned, "houses", "持主", "山田")
    before = owned.head()
    with pytest.raises(HubError, match="changed again after version"):
        answers.take_back_change(str(owned.folder), number + 1, "山田")
    with pytest.raises(HubError, match="changed features"):
        answers.take_back_change(str(owned.folder), number, "山田")
    assert owned.head() == before
    answers.take_back_change(str(owned.folder), number + 2, "山田")
    with pytest.raises(HubError, match="owner was changed again"):
        answers.take_back_change(str(owned.folder), 3, "山田")  # its field has another name
    answers.take_back_change(str(owned.folder), number + 1, "山田")
    with pytest.raises(HubError, match="owner holds values"):
        answers.take_back_change(str(owned.folder), 3, "山田")


def test_other_changes_of_the_same_entry_stay(owned):
    CHANGES["field removed"](owned)
    number = owned.head().number
    labels = {**owned.catalogue().entry("houses").labels, "floors": {"ja": "階数", "en": "Floors"}}
    administration.change_entry(owned, "houses", {"labels": labels, "source": "台帳"}, "山田")
    answers.take_back_change(str(owned.folder), number, "山田")
    entry = owned.catalogue().entry("houses")
    assert (entry.labels["floors"]["ja"], entry.labels["owner"]["ja"], entry.source) == ("階数", "所有者", "台帳")


def test_a_personal_field_that_comes_back_is_still_personal(owned, tmp_path):
    before = owned.catalogue().entry("houses")
    number = owned.head().number
    administration.remove_field(owned, "houses", "owner", "山田")
    assert not owned.catalogue().entry("houses").personal
    restore(owned, number, tmp_path, "山田", "houses")
    assert owned.catalogue().entry("houses") == before
    assert owners(owned) == {"a": "町"}


def test_a_layer_that_was_closed_before_it_was_removed_comes_back_closed(owned, tmp_path):
    administration.change_entry(owned, "houses", {"sharing": "open"}, "山田")
    number = owned.head().number
    administration.change_entry(owned, "houses", {"sharing": "department"}, "山田")
    administration.rename_field(owned, "houses", "owner", "持主", "山田")
    administration.remove_layer(owned, "houses", "山田")
    restore(owned, number, tmp_path, "山田", "houses")
    entry = owned.catalogue().entry("houses")
    assert (entry.sharing, entry.personal_fields, entry.labels["持主"]["ja"]) == ("department", ("持主",), "所有者")
    assert owners(owned, "持主") == {"a": "町"}


def test_a_renamed_field_gets_its_earlier_values_under_its_present_name(owned, desks, tmp_path):
    number = owned.head().number
    administration.rename_field(owned, "houses", "owner", "持主", "山田")
    desks[1].sync()
    desks[1].edit("UPDATE houses SET 持主 = '個人', name = 'A' WHERE name = 'a'")
    desks[1].edit("UPDATE houses SET name = 'B' WHERE name = 'b'")
    desks[1].sync()
    ((house,),) = desks[1].rows("uuid", "houses WHERE name = 'A'")
    restore(owned, number, tmp_path, "山田", "houses", house)
    assert owners(owned, "持主") == {"a": "町"}
    assert set(pyogrio.read_dataframe(owned.geopackage(), layer="houses")["name"]) == {"a", "B", "c", "d"}
    (tmp_path / "old.gpkg").unlink()
    restore(owned, number, tmp_path, "山田", "houses")
    frame = pyogrio.read_dataframe(owned.geopackage(), layer="houses")
    assert set(frame.columns) == {"uuid", "name", "floors", "持主", "geometry"}
    assert set(frame["name"]) == {"a", "b", "c", "d"}
    assert_whole(owned)


def test_the_history_is_told_newest_first_by_layer_and_feature(owned, desks):
    folder = str(owned.folder)
    ((house,),) = desks[0].rows("uuid", "houses WHERE name = 'a'")
    CHANGES["field renamed"](owned)
    told = answers.history(folder, "houses")
    assert [v["kind"] for v in told["versions"]] == ["administration", "sync", "administration", "add layer"]
    assert [v["number"] for v in answers.history(folder, "roads")["versions"]] == [4]
    (sync,) = [v for v in answers.history(folder, feature=house)["versions"] if v["kind"] == "sync"]
    changes = answers.changes_of(folder, sync["number"], "houses")
    assert changes["count"] == 1
    (change,) = changes["changes"]
    assert (change["name"], change["before"], change["after"]) == ("a", {"owner": None}, {"owner": "町"})
    assert answers.history(folder, limit=2)["more"]
    CHANGES["entry changed"](owned)
    CHANGES["people named"](owned)
    newest = [version["said"] for version in answers.history(folder)["versions"][:2]]
    assert newest == [
        [("", "people")],
        [("houses", name) for name in ("sharing", "personal_fields", "accuracy", "labels")],
    ]
    assert answers.history(folder, start="2999-01-01T00:00:00+00:00")["versions"] == []
