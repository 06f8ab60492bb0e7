"""Conflicts: what a person sees of them, decides and takes back."""

import pytest
import shapely

from shimonita_gis.errors import HubError
from shimonita_gis.hub import administration, answers, child, conflicts, geopackage, merge
from shimonita_gis.hub.changes import unpacked

from .conftest import assert_whole, names_in

MOVED = "UPDATE houses SET geom = (SELECT geom FROM houses WHERE name = '{}') WHERE floors = 4"


@pytest.fixture
def disputed(small_hub, desks):
    """山田 was first with all of it: name and floors of a, the shape of d, b deleted, c renamed."""
    yamada, suzuki = desks
    yamada.edit("UPDATE houses SET name = 'A1', floors = 11 WHERE name = 'a'")
    yamada.edit(MOVED.format("b"))
    yamada.delete("b")
    yamada.rename("c", "C1")
    suzuki.edit("UPDATE houses SET name = 'A2', floors = 12 WHERE name = 'a'")
    suzuki.edit(MOVED.format("c"))
    suzuki.rename("b", "B2")
    suzuki.delete("c")
    yamada.sync()
    assert len(suzuki.sync().conflicts) == 5
    return small_hub


def listed(hub, **of):
    return conflicts.open_conflicts(hub, **of)[0]


def the(hub, kind, column=""):
    return next(c for c in listed(hub) if c.kind == kind and column in ("", c.column))


def test_each_field_is_told_with_all_its_values(disputed, desks):
    name = the(disputed, merge.FIELD, "name")
    (difference,) = name.differences
    assert (difference.before, difference.mine, difference.theirs, difference.now) == ("a", "A2", "A1", "A1")
    assert (name.editor, name.theirs_by, name.title, name.message) == ("鈴木", "山田", "houses", "test")
    assert name.theirs_time < name.time
    assert name.place == pytest.approx((-93877, 24087))
    deleted = the(disputed, merge.UPDATE_DELETE)
    assert (deleted.theirs_gone, deleted.mine_gone) == (True, False)
    assert {d.column: (d.before, d.mine, d.now) for d in deleted.differences}["name"] == ("b", "B2", None)
    kept = the(disputed, merge.DELETE_UPDATE)
    assert (kept.theirs_gone, kept.mine_gone) == (False, True)


def test_shapes_are_told_as_shapes_also_by_the_child(disputed, desks):
    told = child.call("answers.open_conflicts", hub_folder=disputed.place)
    (shape,) = (c for c in told["conflicts"] if c["kind"] == merge.GEOMETRY)
    wkb = [
        geopackage.geometry_body(unpacked(shape["differences"][0][side])) for side in ("before", "mine", "theirs")
    ]  # fmt: skip
    west = [shapely.from_wkb(body).bounds[0] - -93882 for body in wkb]
    assert west == pytest.approx([60, 40, 20])
    assert told["version"] == disputed.head().number


def test_only_those_of_a_layer_or_of_a_work_copy(disputed, desks):
    yamada, suzuki = desks
    assert len(listed(disputed, table="houses")) == 5
    assert listed(disputed, table="roads") == ()
    assert len(answers.open_conflicts(disputed.place, work_copy=str(suzuki.path))["conflicts"]) == 5
    assert answers.open_conflicts(disputed.place, work_copy=str(yamada.path))["conflicts"] == []


def test_field_by_field_and_taken_back(disputed, desks):
    yamada, suzuki = desks
    mine, theirs = the(disputed, merge.FIELD, "name").id, the(disputed, merge.FIELD, "floors").id
    back = the(disputed, merge.UPDATE_DELETE).id
    choices = {mine: conflicts.MINE, theirs: conflicts.THEIRS, back: conflicts.MINE}
    number = answers.decide(disputed.place, choices, "課長", "現地を見た")
    for desk in desks:
        desk.sync()
    assert [row for row in yamada.rows() if row[0] in ("A2", "B2")] == [("A2", 11), ("B2", 2)]
    assert len(listed(disputed)) == 2
    (decision,) = answers.decisions(disputed.place)
    assert (decision["number"], decision["editor"], decision["message"]) == (number, "課長", "現地を見た")
    answers.take_back(disputed.place, number, "課長")
    assert len(listed(disputed)) == 5
    assert answers.decisions(disputed.place) == []
    for desk in desks:
        desk.sync()
    assert yamada.names() == suzuki.names() == names_in(disputed) == ["A1", "C1", "d"]
    with pytest.raises(HubError, match="not a decision that can be taken back"):
        conflicts.take_back(disputed, number, "課長")
    conflicts.decide(disputed, {mine: conflicts.MINE}, "課長")  # and decided again
    assert len(listed(disputed)) == 4
    assert_whole(disputed)


def test_a_decision_on_what_changed_meanwhile_is_refused(disputed, desks):
    yamada, _ = desks
    seen = disputed.head().number
    name, floors = the(disputed, merge.FIELD, "name"), the(disputed, merge.FIELD, "floors")
    yamada.rename("A1", "A3")
    yamada.sync()
    with pytest.raises(HubError, match=r"山田 changed the feature .* meanwhile"):
        conflicts.decide(disputed, {name.id: conflicts.MINE}, "課長", seen=seen)
    conflicts.decide(disputed, {floors.id: conflicts.MINE}, "課長", seen=seen)  # another field of it
    assert the(disputed, merge.FIELD, "name").differences[0].now == "A3"
    decided = conflicts.decide(disputed, {name.id: conflicts.MINE}, "課長", seen=disputed.head().number)
    yamada.sync()
    yamada.rename("A2", "A4")
    yamada.sync()
    with pytest.raises(HubError, match="changed the same features after the decision"):
        conflicts.take_back(disputed, decided.number, "課長")


def test_a_conflict_follows_the_names_of_its_fields(disputed, desks):
    administration.rename_field(disputed, "houses", "name", '名 "新"', "山田")
    conflict = the(disputed, merge.FIELD, '名 "新"')
    assert conflict.differences[0].now == "A1"
    conflicts.decide(disputed, {conflict.id: conflicts.MINE, the(disputed, merge.UPDATE_DELETE).id: "mine"}, "課長")
    desks[0].sync()
    assert [row[0] for row in desks[0].rows(geopackage.quoted('名 "新"'))] == ["A2", "B2", "C1", "d"]
    assert_whole(disputed)


LOST = {
    "field": (lambda hub: administration.remove_field(hub, "houses", "name", "山田"), "The field name was removed"),
    "layer": (lambda hub: administration.remove_layer(hub, "houses", "山田"), "The layer houses was removed"),
}


@pytest.mark.parametrize("lost", LOST)
def test_a_value_whose_place_is_gone_is_not_silently_dropped(disputed, lost):
    remove, told = LOST[lost]
    conflict = the(disputed, merge.FIELD, "name")
    remove(disputed)
    with pytest.raises(HubError, match=told):
        conflicts.decide(disputed, {conflict.id: conflicts.MINE}, "課長")
    assert conflict.id in {c.id for c in listed(disputed)}
    conflicts.decide(disputed, {conflict.id: conflicts.THEIRS}, "課長")
    assert conflict.id not in {c.id for c in listed(disputed)}


def test_a_feature_that_was_deleted_meanwhile_is_told(disputed, desks):
    yamada, _ = desks
    yamada.delete("A1")
    yamada.sync()
    with pytest.raises(HubError, match="no longer there"):
        conflicts.decide(disputed, {the(disputed, merge.FIELD, "name").id: conflicts.MINE}, "課長")


def test_two_wishes_for_one_field_exclude_each_other(disputed, desks, tmp_path):
    yamada, suzuki = desks
    yamada.rename("A1", "A5")
    suzuki.rename("A1", "A6")
    yamada.sync()
    suzuki.sync()
    wishes = {c.id: conflicts.MINE for c in listed(disputed) if c.column == "name"}
    assert len(wishes) == 2
    with pytest.raises(HubError, match="Two values were chosen"):
        conflicts.decide(disputed, wishes, "課長")


def test_only_those_of_the_department_decide_and_everybody_gives_up_an_own_wish(disputed):
    people = [{"name": "山田", "roles": ["administrator"]}, {"name": "鈴木", "roles": ["viewer"]},
              {"name": "田中", "roles": ["viewer"]}]  # fmt: skip
    administration.set_people(disputed, people, "山田")
    conflict = the(disputed, merge.FIELD, "name")
    for choice in (conflicts.MINE, conflicts.THEIRS):
        with pytest.raises(HubError, match="may not change"):
            conflicts.decide(disputed, {conflict.id: choice}, "田中")
    with pytest.raises(HubError, match="may not change"):
        conflicts.decide(disputed, {conflict.id: conflicts.MINE}, "鈴木")
    conflicts.decide(disputed, {conflict.id: conflicts.THEIRS}, "鈴木")
    conflicts.decide(disputed, {the(disputed, merge.FIELD, "floors").id: conflicts.MINE}, "山田")


def test_an_edit_that_was_not_allowed_waits_for_those_who_may(small_hub, desks):
    _, suzuki = desks
    administration.set_people(
        small_hub, [{"name": "山田", "roles": ["administrator"]}, {"name": "鈴木", "roles": ["viewer"]}], "山田"
    )
    suzuki.rename("a", "A")
    suzuki.draw("駅")
    suzuki.delete("b")
    suzuki.sync()
    waiting = listed(small_hub)
    assert {(c.kind, c.mine_gone) for c in waiting} == {(merge.NOT_ALLOWED, False), (merge.NOT_ALLOWED, True)}
    conflicts.decide(small_hub, {c.id: conflicts.MINE for c in waiting}, "山田")
    suzuki.sync()
    assert suzuki.names() == names_in(small_hub) == ["A", "c", "d", "駅"]
    assert_whole(small_hub)
