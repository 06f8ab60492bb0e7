"""Taking back what an administrator changed: fields, layers, entries of the catalogue, people; as a new version on top.

What was changed again since, or holds values since, is not touched: the sentence says what stands in the way.
"""

# ruff: noqa: S608 - every name in SQL goes through quoted(), every value is a parameter
from dataclasses import fields, replace

from shimonita_gis.errors import HubError

from .administration import KIND
from .catalogue import LayerEntry
from .changes import UPDATE, RowChange
from .geopackage import UUID, columns, layers, quoted
from .history import version_at
from .operations import change_layer
from .restore import SOURCE, restore_field, restore_layer

_CHANGED_AGAIN = "{name} was changed again after version {number}. Take the later change back first."  # translatable
_IN_USE = "{name} holds values by now. Take it away by hand if it is really to go."  # translatable


def take_back(hub, number, folder, editor, message=""):
    """Makes a version without what the administration's version ``number`` changed; returns it.

    ``folder`` is a private folder for the replay. Raises HubError where ``number`` is no such version, where its change
    was itself changed since, and where ``editor`` may not.
    """
    version = version_at(hub, number)
    if version.kind != KIND:
        raise HubError(
            "Version {number} changed features, not what an administrator sets. Bring the layer back instead.",
            number=number,
        )  # fmt: skip
    old = hub.replay(number - 1, folder / "old.gpkg")
    before, after = hub.catalogue(number - 1), hub.catalogue(number)

    def work(draft):
        for operation in reversed(version.operations):
            _BACK[operation["op"]](hub, draft, before, number, operation)
        draft.catalogue = _entries_back(draft.catalogue, before, after, number)
        if before.people != after.people:
            draft.catalogue = _people_back(draft.catalogue, before, after, number)

    return hub.publish(work, editor, message, kind=KIND, attach=old)


# --- operations


def _added_field(hub, draft, before, number, operation):
    table, name = operation["table"], operation["name"]
    _require_field(draft, table, name, number)
    if any(value is not None for (value,) in draft.read(table, [name])):
        raise HubError(_IN_USE, name=name)
    change_layer(draft, {"op": "remove_field", "table": table, "name": name})


def _renamed_field(hub, draft, before, number, operation):
    table, name, new = operation["table"], operation["name"], operation["new"]
    _require_field(draft, table, new, number)
    if name != new and name.lower() in {c.lower() for c in columns(draft.connection, table)} - {new.lower()}:
        raise HubError(_CHANGED_AGAIN, name=name, number=number)
    change_layer(draft, {"op": "rename_field", "table": table, "name": new, "new": name})


def _removed_field(hub, draft, before, number, operation):
    """The values come back to the features that are still there."""
    table, name = operation["table"], operation["name"]
    if table not in layers(draft.connection) or name in columns(draft.connection, table):
        raise HubError(_CHANGED_AGAIN, name=name, number=number)
    restore_field(draft, before, table, name, columns(draft.connection, table, SOURCE)[name])
    column, place = quoted(name), f"{SOURCE}.{quoted(table)}"
    values = draft.connection.execute(f"SELECT {UUID}, {column} FROM {place} WHERE {column} IS NOT NULL").fetchall()
    draft.apply(RowChange(table, uuid, UPDATE, {name: None}, {name: value}) for uuid, value in values)


def _renamed_layer(hub, draft, before, number, operation):
    table, name, new = operation["table"], operation["name"], operation["new"]
    taken = any(entry.table != table for entry in draft.catalogue.named(name))
    if not draft.catalogue.has(table) or draft.catalogue.entry(table).title != new or taken:
        raise HubError(_CHANGED_AGAIN, name=new, number=number)
    change_layer(draft, {"op": "rename_layer", "table": table, "name": new, "new": name})


def _removed_layer(hub, draft, before, number, operation):
    table = operation["table"]
    if table in layers(draft.connection) or draft.catalogue.has(before.entry(table).title):
        raise HubError(_CHANGED_AGAIN, name=before.entry(table).title, number=number)
    restore_layer(hub, draft, before, table)


def _added_layer(hub, draft, before, number, operation):
    table = operation["table"]
    if table not in layers(draft.connection):
        raise HubError(_CHANGED_AGAIN, name=table, number=number)
    if draft.count(table):
        raise HubError(_IN_USE, name=draft.catalogue.entry(table).title)
    change_layer(draft, {"op": "remove_layer", "table": table})


_BACK = {
    "add_field": _added_field,
    "rename_field": _renamed_field,
    "remove_field": _removed_field,
    "rename_layer": _renamed_layer,
    "remove_layer": _removed_layer,
    "add_layer": _added_layer,
}


def _require_field(draft, table, name, number):
    if name not in columns(draft.connection, table):  # {} where the layer is gone
        raise HubError(_CHANGED_AGAIN, name=name, number=number)


# --- the catalogue


def _people_back(catalogue, before, after, number):
    if catalogue.people not in (before.people, after.people):
        raise HubError(_CHANGED_AGAIN, name=", ".join(person.name for person in after.people), number=number)
    return replace(catalogue, people=before.people)


def _entries_back(catalogue, before, after, number):
    """``catalogue`` whose entries say again what those of ``before`` say, as far as ``after`` says something else."""
    for entry in after:
        if before.has(entry.table) and catalogue.has(entry.table):
            was, present = before.entry(entry.table), catalogue.entry(entry.table)
            try:
                back = {f.name: _back(*(getattr(e, f.name) for e in (present, was, entry))) for f in fields(LayerEntry)}
            except _ChangedAgainError as error:
                raise HubError(_CHANGED_AGAIN, name=entry.title, number=number) from error
            catalogue = catalogue.with_entry(replace(present, **back))
    return catalogue


class _ChangedAgainError(ValueError):
    pass


def _back(present, before, after):
    """``present`` without the step from ``before`` to ``after``; dictionaries key by key."""
    if before == after:
        return present
    if isinstance(before, dict) and isinstance(after, dict):
        back = {key: _back(*(each.get(key) for each in (present, before, after))) for key in {**before, **after}}
        return {key: value for key, value in {**present, **back}.items() if value is not None}
    if present not in (before, after):
        raise _ChangedAgainError
    return before
