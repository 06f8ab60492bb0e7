"""What a person needs to know of the hub and the own work copy at a glance. Everything is only read."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from . import geopackage, workcopy
from .approval import approvals
from .check import last_backup
from .conflicts import waiting
from .store import Hub

CYCLES = {"daily": timedelta(days=2), "monthly": timedelta(days=31), "yearly": timedelta(days=366)}
_DAMAGE, _GRADE, _NOT_YET = "damage_points", "被害程度", ("", "未確認")


def glance(hub_folder, work_copy=""):
    """A dictionary of JSON types on the hub in ``hub_folder``:

    - ``version`` (number of the newest), ``time``, ``editor``, ``backup`` (when the last one was made, '' for none;
      of a hub on a server when it was last written out as a folder);
    - what waits: ``conflicts`` (how many are undecided), ``overdue`` (titles of layers whose update cycle has passed),
      ``ungraded`` (damage points that nobody has graded), ``released`` (when the last release was approved, '' for
      none) and ``unreleased`` (titles of open layers that changed since);
    - on the work copy, where there is one: ``new`` (versions that it lacks), ``unsent`` (features changed here; None
      while that is not known without a sync) and ``restored`` (whether the hub has lost the version that it is on).

    Raises HubError where either cannot be read. Runs in a child process (child.py).
    """
    hub = Hub.open(hub_folder)
    with hub.session():
        return _seen(hub, work_copy)


def _seen(hub, work_copy):
    head, catalogue, versions = hub.head(), hub.catalogue(), list(hub.versions())
    seen = {"version": head.number, "time": head.time, "editor": head.editor, "backup": last_backup(hub)}
    seen |= {
        "conflicts": len(waiting(hub)),
        "overdue": _overdue(hub, catalogue, versions, datetime.now(UTC)),
        "ungraded": _ungraded_here(work_copy) if work_copy else hub.count_unsaid(_DAMAGE, _GRADE, _NOT_YET),
        **_release(hub, catalogue, versions),
    }
    if work_copy:
        noted = workcopy.about(work_copy)
        seen |= {
            "new": max(0, head.number - int(noted["version"])),
            "unsent": workcopy.unsent(work_copy),
            "restored": workcopy.was_restored(hub, noted),
        }
    return seen


def _overdue(hub, catalogue, versions, now):
    """Titles of the layers with features that nobody has touched for longer than their update cycle."""
    filled = hub.filled()
    touched = {table: version.time for version in versions for table in _tables(version)}
    return [
        entry.title for entry in catalogue
        if entry.update_cycle in CYCLES and entry.table in filled
        and now - datetime.fromisoformat(touched[entry.table]) > CYCLES[entry.update_cycle]
    ]  # fmt: skip


def _release(hub, catalogue, versions):
    approved = approvals(hub, "release")
    if not approved:
        return {"released": "", "unreleased": []}
    since = {table for version in versions[approved[0].number :] for table in _tables(version)}
    return {
        "released": approved[0].time,
        "unreleased": [entry.title for entry in catalogue if entry.open and entry.table in since],
    }


def _tables(version):
    """The tables whose rows or fields ``version`` changed."""
    return {*version.changed, *(operation["table"] for operation in version.operations)}


def _ungraded_here(work_copy):
    """How many damage points of the work copy nobody has graded."""
    with geopackage.opened(Path(work_copy), readonly=True) as connection:
        return geopackage.count_unsaid(connection, _DAMAGE, _GRADE, _NOT_YET)
