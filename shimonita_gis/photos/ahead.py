"""Work done by threads a few steps ahead of whoever asks for it."""

from collections import deque
from itertools import islice


def ahead(pool, function, items, many):
    """Yields ``function(item)`` for each of ``items`` in their order; ``pool`` (an Executor) has at most ``many`` of
    them begun before they are asked for, so that memory stays bounded."""
    items = iter(items)
    waiting = deque(pool.submit(function, item) for item in islice(items, many))
    try:
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(pool.submit(function, item) for item in islice(items, 1))
            yield done
    finally:
        for each in waiting:
            each.cancel()
