"""Who may change what. Names come from the PC's account or are typed in: this guides honest people and is recorded;
it does not keep out forgers, for whom the file share has its own rights."""

from shimonita_gis.errors import HubError

from .catalogue import ADMINISTRATOR, APPROVER, EDITOR, VIEWER


def may_edit(catalogue, editor, table):
    """Whether ``editor`` may change the features of ``table``.

    As long as nobody is an editor or a viewer, everybody may. Once somebody is, an administrator may change all
    layers, an editor those of the own department and those without one, a viewer and an unlisted person none.
    """
    owner = next((entry.department for entry in catalogue if entry.table == table), "")
    return may_add(catalogue, editor, owner)


def may_add(catalogue, editor, department):
    """Whether ``editor`` may add, and then change, layers of ``department``."""
    if not any(role in person.roles for person in catalogue.people for role in (EDITOR, VIEWER)):
        return True
    person = _person(catalogue, editor)
    if person is None or VIEWER in person.roles:
        return False
    return ADMINISTRATOR in person.roles or (EDITOR in person.roles and department in ("", person.department))


def may_administer(catalogue, editor):
    """Whether ``editor`` may rename and remove layers and fields, and say who may do what."""
    administrators = [person.name for person in catalogue.people if ADMINISTRATOR in person.roles]
    return not administrators or editor in administrators


def may_approve(catalogue, editor):
    """Whether ``editor`` may approve that data leaves the town hall: a release approver, or an administrator as long as
    there is none."""
    approvers = [person.name for person in catalogue.people if APPROVER in person.roles]
    return editor in approvers if approvers else may_administer(catalogue, editor)


def editable(catalogue, editor):
    """The tables whose features ``editor`` may change."""
    return tuple(entry.table for entry in catalogue if may_edit(catalogue, editor, entry.table))


def _person(catalogue, name):
    return next((person for person in catalogue.people if person.name == name), None)


# --- when publishing


def refuse_strangers(before, draft, editor):
    """Raises HubError where ``editor`` may not publish ``draft`` on the catalogue ``before``: the last gate, whichever
    way the changes came."""
    if draft.catalogue.people != before.people:
        _require(may_administer(before, editor), _ADMINISTRATORS, name=editor)
    if draft.about.get("approval"):
        _require(may_approve(before, editor), _APPROVERS, name=editor)
    for operation in draft.operations:
        if operation["op"] not in ("add_layer", "add_field"):
            _require(may_administer(before, editor), _ADMINISTRATORS, name=editor)
    touched = {change.table for change in draft.changes} | {o["table"] for o in draft.operations}
    for catalogue in (before, draft.catalogue):  # as it was, and in the hands of the department it is given to
        for entry in catalogue:
            if entry.table in touched | _described_anew(before, draft.catalogue):
                _require(may_add(before, editor, entry.department), _EDITORS, name=editor, layer=entry.title)


_ADMINISTRATORS = "{name} is not an administrator of the hub. Ask one of them to do this."  # translatable
_APPROVERS = "{name} may not approve a release. Ask the release approver."  # translatable
_EDITORS = "{name} may not change the layer {layer}. Ask its department or the hub's administrator."  # translatable


def _require(allowed, text, **values):
    if not allowed:
        raise HubError(text, **values)


def _described_anew(before, after):
    """Tables whose entries are not the same in both catalogues."""
    return {entry.table for entry in (*before, *after) if entry not in before.entries or entry not in after.entries}
