"""What a person needs to know of the hub and the own work copy at a glance. Everything is only read."""

import sqlite3
from pathlib import Path

from . import workcopy
from .changes import changed_keys
from .conflicts import waiting
from .geopackage import layers, opened
from .store import Hub


def glance(hub_folder, work_copy=""):
    """A dictionary of JSON types on the hub in ``hub_folder``: ``version`` (number of the newest), ``time``, ``editor``
    and ``conflicts`` (how many wait for a decision); on the work copy, where there is one: ``new`` (versions that it
    lacks) and ``unsent`` (features changed here; None while that is not known without a sync).

    Raises HubError where either cannot be read. Runs in a child process (child.py).
    """
    hub = Hub.open(hub_folder)
    head = hub.head()
    seen = {"version": head.number, "time": head.time, "editor": head.editor, "conflicts": len(waiting(hub))}
    if work_copy:
        path = Path(work_copy)
        noted = workcopy.about(path)
        seen |= {"new": max(0, head.number - int(noted["version"])), "unsent": _unsent(path, noted)}
    return seen


def _unsent(path, noted):
    """The number of features that differ from the private base; None without a base of the same version. It is never
    made here: a sync may be making it at this moment."""
    base = workcopy.base_path(path)
    if not base.exists():
        return None
    with opened(path) as connection:
        connection.execute("ATTACH ? AS base", (str(base),))
        try:
            of = dict(connection.execute(f"SELECT key, value FROM base.{workcopy._ABOUT}"))  # noqa: S608
        except sqlite3.OperationalError:  # it is being made
            return None
        if (of.get("id"), of.get("version")) != (noted["id"], noted["version"]):
            return None
        shared = set(layers(connection, "base")) & set(layers(connection))
        return sum(len(_changed(connection, table)) for table in shared)


def _changed(connection, table):
    here = changed_keys(connection, table, "base")
    return {*here, *changed_keys(connection, table, "base", turned=True)}
