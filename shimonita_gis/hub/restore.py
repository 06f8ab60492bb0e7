"""Bringing back what was: a feature, a layer or the whole hub, as a new version on top; history stays."""

from shimonita_gis.errors import HubError

from .geopackage import columns, layers
from .history import version_at
from .operations import change_layer
from .roles import may_administer, may_edit


def restore(hub, number, folder, editor, table="", uuid="", message=""):
    """Makes a version in which ``table`` (all layers when '') or its feature ``uuid`` is as in version ``number``.

    ``folder`` is a private folder for the replay. Returns the Version (the head where nothing differs). Raises
    HubError where ``editor`` may not, or the feature was not there then.
    """
    version_at(hub, number)
    old = hub.replay(number, folder / "old.gpkg")

    def work(draft):
        there = layers(draft.connection, "source")
        tables = [table] if table else sorted(set(there) | set(layers(draft.connection)))
        for name in tables:
            if not may_edit(draft.catalogue, editor, name):
                raise HubError("You may not change the layer {name}. Ask its department.", name=name)
            if name in there:
                _restore_layer(draft, hub.catalogue(number), name, uuid)
            elif not table and may_administer(draft.catalogue, editor):
                change_layer(draft, {"op": "remove_layer", "table": name})
            else:
                raise HubError("Version {number} has no layer {name}.", number=number, name=name)

    said = message or f"= {number}"
    return hub.publish(work, editor, said, kind="restore", attach=old)


def _restore_layer(draft, catalogue, table, uuid):
    if table not in layers(draft.connection):
        draft.bring_in(table)
        draft.operations.append({"op": "add_layer", "table": table})
        draft.catalogue = draft.catalogue.with_entry(catalogue.entry(table))
        draft.take_stock(table)
        return
    present = columns(draft.connection, table)
    for name, kind in columns(draft.connection, table, "source").items():
        if name not in present:
            change_layer(draft, {"op": "add_field", "table": table, "name": name, "type": _field_type(kind)})
    back = [change.inverse() for change in draft.difference(table).values()]
    draft.apply([change for change in back if not uuid or change.uuid == uuid])


def _field_type(declared):
    kind = declared.split("(")[0].upper()
    return {"MEDIUMINT": "INTEGER", "INT": "INTEGER", "DOUBLE": "REAL", "FLOAT": "REAL"}.get(kind, kind)
