"""pyproj in QGIS's threads.

pyproj 3.7 keeps a pointer to its PROJ context with the operating system's thread and the context itself with Python's
state of that thread. QGIS's tasks share a pool of threads, and Python's state ends with each task: the next task on
the same thread finds a pointer to a context that is gone, and QGIS ends with it.
"""

import threading

_lock = threading.Lock()
_kept = []


class _Keeper:
    """Stands for pyproj's thread-local holder and lets no context go: there are never more than QGIS has threads."""

    def __init__(self):
        self._here = threading.local()

    @property
    def context_manager(self):
        return getattr(self._here, "manager", None)

    @context_manager.setter
    def context_manager(self, manager):
        self._here.manager = manager
        _kept.append(manager)


def keep_contexts():
    """Makes pyproj safe in every thread of this process; to be called before a task uses it. Does nothing the second
    time, nor where pyproj holds its contexts in another way."""
    import pyproj._context as context

    with _lock:
        holder = getattr(context, "_CONTEXT_MANAGER_LOCAL", None)
        if holder is None or isinstance(holder, _Keeper):
            return
        _kept.append(holder.context_manager)  # of the thread that is here now
        context._CONTEXT_MANAGER_LOCAL = _Keeper()
