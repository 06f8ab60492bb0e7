"""Roads that are closed, as the town's layer of closures says."""

from dataclasses import dataclass

import pandas as pd

from .register import texts


@dataclass(frozen=True)
class Closure:
    """``since`` and ``until`` are Timestamps or None, ``length`` metres."""

    road: str
    kind: str
    reason: str
    since: object
    until: object
    length: float


def closures_of(frame, time):
    """The :class:`Closure` of every row of ``frame`` (GeoDataFrame in metres) that is in force at ``time``."""
    if frame is None or not len(frame):
        return ()
    since, until = (_times(frame, name) for name in ("closed_from", "closed_until"))
    there = (since.isna() | (since <= time)) & (until.isna() | (until > time))
    rows = zip(*(texts(frame, name) for name in ("road", "kind", "reason")), since, until, frame.geometry, strict=True)
    return tuple(
        Closure(road, kind, reason, _or_none(start), _or_none(end), 0.0 if shape is None else float(shape.length))
        for (road, kind, reason, start, end, shape), is_there in zip(rows, there, strict=True)
        if is_there
    )


def _times(frame, name):
    column = frame[name] if name in frame else pd.Series(pd.NaT, frame.index)
    return pd.to_datetime(column, utc=True, errors="coerce")


def _or_none(time):
    return None if pd.isna(time) else time
