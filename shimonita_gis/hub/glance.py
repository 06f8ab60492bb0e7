"""What a person needs to know of the hub and the own work copy at a glance. Everything is only read."""

from . import workcopy
from .conflicts import waiting
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
        new = max(0, head.number - int(workcopy.about(work_copy)["version"]))
        seen |= {"new": new, "unsent": workcopy.unsent(work_copy)}
    return seen
