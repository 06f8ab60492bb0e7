"""What the windows ask of the hub through child.call: JSON's types in, JSON's types out.

Values of features are packed as in changes.packed: a shape is ``{"wkb": …}``, which changes.unpacked turns into a
GeoPackage blob and geopackage.geometry_body into WKB.
"""

import json
import tempfile
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from pathlib import Path

from shimonita_gis.errors import InputError

from . import administration, conflicts, workcopy
from .changes import packed
from .history import found_versions, said_anew, told_changes
from .store import Hub


def open_conflicts(hub_folder, table="", work_copy=""):
    """{"version": …, "conflicts": [OpenConflict as a dictionary …]}; ``work_copy`` is the path of one, to see only what
    was sent from it."""
    id = workcopy.about(work_copy)["id"] if work_copy else ""
    found, seen = conflicts.open_conflicts(Hub.open(hub_folder), table, id)
    return {"version": seen, "conflicts": [_packed(conflict) for conflict in found]}


def _packed(conflict):
    differences = [packed(asdict(difference)) for difference in conflict.differences]
    return {**asdict(conflict), "differences": differences}


def decide(hub_folder, choices, editor, message="", seen=0):
    """The number of the version that settles the conflicts; see conflicts.decide."""
    return conflicts.decide(Hub.open(hub_folder), choices, editor, message, seen).number


def decisions(hub_folder):
    """The decisions that can be taken back, newest first: [{"number", "time", "editor", "message", "decides"} …]."""
    names = ("number", "time", "editor", "message", "decides")
    return [{name: getattr(v, name) for name in names} for v in conflicts.decisions(Hub.open(hub_folder))]


def take_back(hub_folder, number, editor, message=""):
    """The number of the version that takes a decision back; see conflicts.take_back."""
    return conflicts.take_back(Hub.open(hub_folder), number, editor, message).number


def catalogue(hub_folder="", work_copy=""):
    """The catalogue of the hub, or of the version that a work copy is on: {"layers": [...], "people": [...]}."""
    known = workcopy.catalogue_of(work_copy) if work_copy else Hub.open(hub_folder).catalogue()
    return json.loads(known.to_json())


def fields_of(hub_folder):
    """Table -> {field: declared type} of every layer of the hub, what the hub itself needs left out."""
    return Hub.open(hub_folder).fields_now()


def create(hub_folder, editor):
    """Makes a hub with the standard layers; returns its folder."""
    from .template import create_hub

    return str(create_hub(hub_folder, editor).folder)


def check_out(hub_folder, work_copy, editor):
    """Makes a work copy with all layers; returns its path."""
    return str(workcopy.check_out(Hub.open(hub_folder), work_copy, (), editor))


CHANGES = (
    "add_field", "rename_field", "remove_field", "rename_layer", "remove_layer", "change_entry", "set_style",
    "set_people",
)  # fmt: skip


def administer(hub_folder, change, editor, message="", **what):
    """Makes the ``change`` (one of CHANGES, a function of administration.py) with its arguments ``what``; returns the
    number of the new version."""
    if change not in CHANGES:
        raise InputError("There is no change called {name}.", name=change)
    return getattr(administration, change)(Hub.open(hub_folder), **what, editor=editor, message=message).number


def add_layer(hub_folder, stated, editor, message=""):
    """Adds an empty layer that ``stated`` describes like a file of the template; its ``table`` may be left to us.

    Returns the new version's number.
    """
    from .layers import table_name
    from .template import described

    hub = Hub.open(hub_folder)
    table = stated.get("table") or table_name(stated["title"], [entry.table for entry in hub.catalogue()])
    return administration.add_layer(hub, described({**stated, "table": table}), editor, message).number


def style_of(hub_folder, layer):
    """The QML text that an administrator gave ``layer``; '' where nobody did."""
    hub = Hub.open(hub_folder)
    return administration.style_of(hub, hub.catalogue().entry(layer))


def history(hub_folder, layer="", feature="", start="", end="", limit=200):
    """{"versions": [Version as a dictionary …], "more": whether older ones were left out}, newest first. "said" of a
    version are the (table, attribute) of catalogue entries that were said anew in it; table '' for the people.

    Of one ``layer``, one ``feature`` (uuid) and the period from ``start`` to before ``end`` (ISO times with a zone)
    where given.
    """
    hub = Hub.open(hub_folder)
    table = hub.catalogue().entry(layer).table if layer else ""
    period = [datetime.fromisoformat(moment) if moment else None for moment in (start, end)]
    found = found_versions(hub, table, feature, *period)
    listed = list(islice(found, limit + 1))
    told = [{**asdict(version), "said": [said[:2] for said in said_anew(hub, version)]} for version in listed[:limit]]
    return {"versions": told, "more": len(listed) > limit}


def changes_of(hub_folder, number, layer="", feature="", limit=500):
    """{"count": …, "changes": [{"table", "uuid", "kind", "name", "before", "after"} …]} of version ``number``."""
    hub = Hub.open(hub_folder)
    table = hub.catalogue().entry(layer).table if layer else ""
    count, changes = told_changes(hub, number, table, feature, limit)
    return {"count": count, "changes": [packed(change) for change in changes]}


def bring_back(hub_folder, number, editor, table="", uuid="", message=""):
    """The number of the version in which a feature, a layer or all is as in ``number``; see restore.restore."""
    from .restore import restore

    with tempfile.TemporaryDirectory(prefix="shimonita-") as folder:
        return restore(Hub.open(hub_folder), number, Path(folder), editor, table, uuid, message).number


def take_back_change(hub_folder, number, editor, message=""):
    """The number of the version without what the administration changed in ``number``; see takeback.take_back."""
    from .takeback import take_back as without

    with tempfile.TemporaryDirectory(prefix="shimonita-") as folder:
        return without(Hub.open(hub_folder), number, Path(folder), editor, message).number
