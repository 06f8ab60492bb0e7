"""Who may change what, and what stays personal."""

from dataclasses import replace

import pytest

from shimonita_gis.errors import HubError
from shimonita_gis.hub.catalogue import Catalogue, LayerEntry, Person
from shimonita_gis.hub.operations import change_layer
from shimonita_gis.hub.roles import may_administer, may_edit

from .conftest import add, houses

LAYERS = (LayerEntry("roads", "道路", department="建設"), LayerEntry("notes", "メモ"))
PEOPLE = (
    Person("山田", roles=("administrator",)),
    Person("鈴木", "建設", ("editor",)),
    Person("佐藤", "税務", ("editor",)),
    Person("田中", "建設", ("viewer",)),
)


@pytest.mark.parametrize(
    ("editor", "table", "allowed"),
    [
        ("山田", "roads", True), ("鈴木", "roads", True), ("佐藤", "roads", False), ("佐藤", "notes", True),
        ("田中", "roads", False), ("誰か", "notes", False),
    ],
)  # fmt: skip
def test_departments_change_their_own_layers(editor, table, allowed):
    assert may_edit(Catalogue(LAYERS, PEOPLE), editor, table) is allowed


def test_as_long_as_nobody_was_given_a_role_everybody_may():
    assert may_edit(Catalogue(LAYERS, PEOPLE[:1]), "誰か", "roads")
    assert not may_administer(Catalogue(LAYERS, PEOPLE[:1]), "誰か")


def test_a_layer_of_another_department_is_refused(hub):
    hub.publish(lambda draft: setattr(draft, "catalogue", replace(draft.catalogue, people=PEOPLE)), "山田", "roles")
    with pytest.raises(HubError, match="佐藤 may not add a layer of the department 建設"):
        add(hub, houses(), "家屋", editor="佐藤", department="建設")
    add(hub, houses(), "家屋", editor="佐藤", department="税務")


@pytest.mark.parametrize(
    ("operation", "personal"),
    [({"op": "rename_field", "new": "所有者"}, ("所有者",)), ({"op": "remove_field"}, ())],
)
def test_a_personal_field_stays_personal_under_its_new_name(hub, operation, personal):
    add(hub, houses(), "家屋", personal_fields=("name",))
    operation = {**operation, "table": "家屋", "name": "name"}
    hub.publish(lambda draft: change_layer(draft, operation), "山田", "")
    assert hub.catalogue().entry("家屋").personal_fields == personal
