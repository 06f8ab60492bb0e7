"""Bringing back what was: a feature, a layer or the whole hub, as a new version on top; history stays.

Fields that were renamed since keep their present names. Of a layer, fields that were removed since come back with their
values and all that the catalogue said of them, above all whether they are personal; of a single feature they do not.
"""

from shimonita_gis.errors import HubError

from .geopackage import columns, layers
from .history import version_at
from .operations import change_layer, followed_catalogue, operate
from .roles import may_administer, may_edit

SOURCE = "source"  # as Hub.publish attaches the earlier GeoPackage


def restore(hub, number, folder, editor, table="", uuid="", message=""):
    """Makes a version in which ``table`` (all layers when '') or its feature ``uuid`` is as in version ``number``.

    ``folder`` is a private folder for the replay. Returns the Version (the head where nothing differs). Raises
    HubError where ``editor`` may not, or the feature was not there then.
    """
    version_at(hub, number)
    old = hub.replay(number, folder / "old.gpkg")

    def work(draft):
        then = followed_names(hub, draft, number)
        there = layers(draft.connection, SOURCE)
        tables = [table] if table else sorted(set(there) | set(layers(draft.connection)))
        for name in tables:
            if not may_edit(draft.catalogue, editor, name):
                raise HubError("You may not change the layer {name}. Ask its department.", name=name)
            if name in there:
                restore_layer(hub, draft, then, name, uuid)
            elif not table and may_administer(draft.catalogue, editor):
                change_layer(draft, {"op": "remove_layer", "table": name})
            else:
                raise HubError("Version {number} has no layer {name}.", number=number, name=name)

    said = message or f"= {number}"
    return hub.publish(work, editor, said, kind="restore", attach=old)


def followed_names(hub, draft, number):
    """Gives the fields of the attached version ``number`` their present names; returns its catalogue likewise."""
    catalogue = hub.catalogue(number)
    for later in range(number + 1, draft.head.number + 1):
        for operation in hub.version(later).operations:
            if operation["op"] == "rename_field" and operation["table"] in layers(draft.connection, SOURCE):
                operate(draft.connection, operation, SOURCE)
                if catalogue.has(operation["table"]):
                    catalogue = followed_catalogue(catalogue, operation)
    return catalogue


def restore_layer(hub, draft, then, table, uuid=""):
    """Brings ``table`` of the attached version, whose catalogue is ``then``, back into ``draft``."""
    if table not in layers(draft.connection):
        _copy_whole(hub, draft, then, table)
        return
    if not uuid:
        present = columns(draft.connection, table)
        for name, kind in columns(draft.connection, table, SOURCE).items():
            if name not in present:
                restore_field(draft, then, table, name, kind)
    back = [change.inverse() for change in draft.difference(table).values()]
    draft.apply([change for change in back if not uuid or change.uuid == uuid])


def restore_field(draft, then, table, name, declared):
    """Adds the field ``name`` again, empty, and says of it what the catalogue ``then`` said."""
    change_layer(draft, {"op": "add_field", "table": table, "name": name, "type": _field_type(declared)})
    if then.has(table):
        draft.catalogue = _with_said(draft.catalogue, then, table, name)


def _with_said(catalogue, then, table, name):
    return catalogue.with_entry(catalogue.entry(table).described(name, **then.entry(table).said_of(name)))


def _copy_whole(hub, draft, then, table):
    """The entry is the one that the layer had last: who may see it was perhaps narrowed since the version."""
    draft.bring_in(table)
    draft.operations.append({"op": "add_layer", "table": table})
    catalogues = (hub.catalogue(number) for number in range(draft.head.number, 0, -1))
    last = next((catalogue for catalogue in catalogues if catalogue.has(table)), then)
    draft.catalogue = draft.catalogue.with_entry(last.entry(table))
    for name in columns(draft.connection, table):
        if name not in last.entry(table).labels:  # it was removed before the layer was
            draft.catalogue = _with_said(draft.catalogue, then, table, name)
    draft.take_stock(table)


def _field_type(declared):
    kind = declared.split("(")[0].upper()
    return {"MEDIUMINT": "INTEGER", "INT": "INTEGER", "DOUBLE": "REAL", "FLOAT": "REAL"}.get(kind, kind)
