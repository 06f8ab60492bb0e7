"""How the threads of one Python share it.

Its search for objects that only know each other stops every thread while it looks at all objects there are: with QGIS,
pandas and their like in one process that takes longer than a window may stand still.
"""

import gc
import sys
from contextlib import contextmanager

_TURN = 0.0001  # seconds


@contextmanager
def short_turns():
    """A thread that wants the interpreter has it at once; else it would wait up to 5 ms for it, each time."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


@contextmanager
def no_garbage_collection():
    """For work that makes many objects and no cycles of them: the search would take longer than the work."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def spare_what_is_there():
    """The objects of this moment are not searched any more, until :func:`search_all_again`. Asked again, it does
    nothing: what came since is little, and may go."""
    if not gc.get_freeze_count():
        gc.freeze()


def search_all_again():
    gc.unfreeze()
