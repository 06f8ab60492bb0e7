"""How the middle rooms tell how far they are and ask whether to stop, without knowing who listens."""

from .errors import CancelledError


def unheard(done, total):
    """A ``progress(done, total)`` to which nobody listens."""


def never():
    """A ``cancelled()`` that nobody presses."""
    return False


def steps(items, progress=unheard, cancelled=never, total=None):
    """Yields ``items``; before each one reports progress and raises CancelledError when asked to stop."""
    total = len(items) if total is None else total
    for done, item in enumerate(items):
        if cancelled():
            raise CancelledError("Cancelled; nothing was written.")
        progress(done, total)
        yield item
    progress(total, total)


def part(progress, start, end):
    """A progress callable for a part of the whole work that goes from ``start`` to ``end`` (0 to 1)."""
    return lambda done, total: progress(start + (end - start) * done / max(total, 1), 1)
