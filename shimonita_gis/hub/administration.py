"""What the administrator changes: layers, fields, entries of the catalogue, people. Each is a version of its own.

All functions take the ``layer`` by its title or table and return the Version. They raise HubError where ``editor`` may
not (see roles.py) and InputError for what cannot be; the hub is then as it was. Work copies follow at their next sync.
"""

import tempfile
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

from shimonita_gis.errors import HubError, InputError

from .catalogue import ADMINISTRATOR, UPDATE_CYCLES, LayerEntry, Person
from .geopackage import GEOMETRY, UUID, columns
from .history import ADMINISTRATION
from .operations import change_layer

KIND = ADMINISTRATION
_RESERVED = ("fid", GEOMETRY, UUID)
_NOT_BY_HAND = ("table", "added", "qml")


def add_field(hub, layer, name, type, editor, label=None, choices=(), form=None, personal=False, message=""):
    """Adds an empty field of one of operations.FIELD_TYPES. ``label`` is {"ja": …, "en": …}, ``form`` what the form
    demands of it."""

    def work(draft):
        entry = draft.catalogue.entry(layer)
        _refuse_name(draft, entry, name)
        change_layer(draft, {"op": "add_field", "table": entry.table, "name": name, "type": type})
        described = entry.described(name, label or {"ja": name, "en": name}, choices, form, personal)
        draft.catalogue = draft.catalogue.with_entry(described)

    return hub.publish(work, editor, message, kind=KIND)


def rename_field(hub, layer, name, new, editor, message=""):
    """Renames a field; its label, choices and whether it is personal go with it."""

    def work(draft):
        entry = draft.catalogue.entry(layer)
        _refuse_unknown(draft, entry, name)
        _refuse_name(draft, entry, new, but=name)
        if new != name:
            change_layer(draft, {"op": "rename_field", "table": entry.table, "name": name, "new": new})

    return hub.publish(work, editor, message, kind=KIND)


def remove_field(hub, layer, name, editor, message=""):
    """Removes a field with its values; 'Restore' brings both back."""

    def work(draft):
        entry = draft.catalogue.entry(layer)
        _refuse_unknown(draft, entry, name)
        change_layer(draft, {"op": "remove_field", "table": entry.table, "name": name})

    return hub.publish(work, editor, message, kind=KIND)


def add_layer(hub, standard, editor, message=""):
    """Adds an empty layer, described by a template.StandardLayer. Its table must be free."""
    from .template import write_template  # it stands on layers, which a sync need not load

    entry = replace(standard.entry, added=datetime.now(UTC).date().isoformat())
    for name in standard.fields:
        _refuse_reserved(name)

    def work(draft):
        if draft.catalogue.has(entry.title) or draft.catalogue.has(entry.table):
            raise HubError("The hub has a layer {title} already. Choose another title.", title=entry.title)
        draft.bring_in(entry.table)
        draft.operations.append({"op": "add_layer", "table": entry.table})
        draft.catalogue = draft.catalogue.with_entry(entry)
        draft.take_stock(entry.table)

    with tempfile.TemporaryDirectory(prefix="shimonita-") as folder:
        path = Path(folder) / "layer.gpkg"
        write_template([replace(standard, entry=entry)], path)
        return hub.publish(work, editor, message, kind=KIND, attach=path)


def rename_layer(hub, layer, title, editor, message=""):
    """Gives a layer another title. Its table keeps its name, which projects and work copies refer to."""

    def work(draft):
        entry = draft.catalogue.entry(layer)
        _refuse_title(draft, entry, title)
        operation = {"op": "rename_layer", "table": entry.table, "name": entry.title, "new": title.strip()}
        if title.strip() != entry.title:
            change_layer(draft, operation)

    return hub.publish(work, editor, message, kind=KIND)


def remove_layer(hub, layer, editor, message=""):
    """Removes a layer with its features; 'Restore' brings both back."""

    def work(draft):
        table = draft.catalogue.entry(layer).table
        change_layer(draft, {"op": "remove_layer", "table": table})

    return hub.publish(work, editor, message, kind=KIND)


def change_entry(hub, layer, changes, editor, message=""):
    """Changes what the catalogue says of a layer: ``changes`` maps fields of LayerEntry to their new values. The owning
    department may, too, but it cannot give the layer to a department whose layers the ``editor`` may not change."""
    known = {f.name for f in fields(LayerEntry)} - set(_NOT_BY_HAND)
    for name in changes:
        if name not in known:
            raise InputError("The catalogue has nothing called {name} that can be changed.", name=name)
    if changes.get("update_cycle", "") not in UPDATE_CYCLES:
        raise InputError(
            "{cycle} is not an update cycle. Choose one of {cycles}.",
            cycle=changes["update_cycle"], cycles=", ".join(UPDATE_CYCLES[1:]),
        )  # fmt: skip

    def work(draft):
        entry = draft.catalogue.entry(layer)
        for name in changes.get("personal_fields", ()):
            _refuse_unknown(draft, entry, name)
        title = changes.get("title", entry.title)
        _refuse_title(draft, entry, title)
        if title.strip() != entry.title:
            change_layer(draft, {"op": "rename_layer", "table": entry.table, "name": entry.title, "new": title.strip()})
        draft.catalogue = draft.catalogue.with_entry(replace(entry, **{**changes, "title": title.strip()}))

    return hub.publish(work, editor, message, kind=KIND)


def set_style(hub, layer, qml, editor, message=""):
    """Gives a layer the style in the QML text ``qml`` ('' for the one of the template) on everybody's map."""
    name = hub.keep_file(qml.encode(), ".qml") if qml else ""

    def work(draft):
        draft.catalogue = draft.catalogue.with_entry(replace(draft.catalogue.entry(layer), qml=name))

    return hub.publish(work, editor, message, kind=KIND)


def style_of(hub, entry):
    """The QML text that an administrator gave the layer of the LayerEntry ``entry``; '' where nobody did."""
    with hub.reading():
        return hub.file(entry.qml).read_text(encoding="utf-8") if entry.qml else ""


def set_people(hub, people, editor, message=""):
    """Says who is who: ``people`` are all Persons of the hub (or dictionaries of them). One must be administrator."""
    people = tuple(person if isinstance(person, Person) else Person(**person) for person in people)
    names = [person.name for person in people]
    for name in names:
        if names.count(name) > 1:
            raise InputError("{name} is listed twice. Give each person one line with all roles.", name=name)
    if people and not any(ADMINISTRATOR in person.roles for person in people):
        raise InputError("Nobody would be administrator of the hub. Give one person that role.")

    def work(draft):
        draft.catalogue = replace(draft.catalogue, people=people)

    return hub.publish(work, editor, message, kind=KIND)


# --- what cannot be


def _refuse_name(draft, entry, name, but=""):
    _refuse_reserved(name)
    taken = {c.lower() for c in columns(draft.connection, entry.table) if c != but}
    if name.lower() in taken:
        raise InputError("The layer {layer} has a field {name} already. Choose another name.",
                         layer=entry.title, name=name)  # fmt: skip


def _refuse_reserved(name):
    if not name.strip() or name.lower() in _RESERVED or name.lower() == "rowid":
        raise InputError("{name} cannot be the name of a field here. Choose another name.", name=repr(name))


def _refuse_unknown(draft, entry, name):
    if name in _RESERVED:
        raise InputError("The hub itself needs the field {name}: it cannot be changed.", name=name)
    if name not in columns(draft.connection, entry.table):
        raise InputError("The layer {layer} has no field {name}. Look at the present list of its fields.",
                         layer=entry.title, name=name)  # fmt: skip


def _refuse_title(draft, entry, title):
    for other in draft.catalogue:
        if other.table != entry.table and title.strip() in (other.title, other.table):
            raise InputError("The hub has a layer {title} already. Choose another title.", title=title)
