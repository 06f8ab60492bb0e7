"""Whether values read from JSON are those of a source's column. Times are parsed, not written as the export does."""

import re
from itertools import compress

import numpy as np

from .arrow import listed, picked

_DATE = re.compile(r"(\d{4}-\d\d-\d\d)()")
_TIME = re.compile(r"(\d\d:\d\d:\d\d(?:\.\d+)?)()")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)")
_UNITS = {"D": "D", "s": "s", "m": "ms", "u": "us", "n": "ns"}


def differing(column, found, zone):
    """Indices int (k,) of the values in the list ``found`` that are not those of ``column``.

    Times that carry no zone are in ``zone``; null stands for null and for what JSON cannot say (not-a-number).
    """
    known = column.valid if column.valid is not None else np.ones(len(found), bool)
    if column.format in ("f", "g"):
        known = known & np.isfinite(column.values)
    wrong = [i for i in np.flatnonzero(~known).tolist() if found[i] is not None]
    indices, texts = np.flatnonzero(known), list(compress(found, known.tolist()))
    if len(indices) and not _same(picked(column, indices), texts, zone):
        wrong += [i for i, text in zip(indices.tolist(), texts, strict=True)
                  if not _same(picked(column, np.array([i])), [text], zone)]  # fmt: skip
    return np.array(sorted(wrong), int)


def _same(column, found, zone):
    """Whether all of ``found`` are the values of ``column``, of which none is null."""
    kind, kinds = column.format, set(map(type, found))
    try:
        if kind in ("u", "U"):
            return kinds == {str} and _same_texts(column.values, found)
        if kind.startswith("+"):
            return found == listed(column)
        if kind[0] == "t":
            return kinds == {str} and _same_times(column, found, zone)
        allowed = {"b": {bool}, "f": {int, float}, "g": {int, float}}.get(kind, {int})
        return kinds <= allowed and bool((np.array(found, column.values.dtype) == column.values).all())
    except (ValueError, OverflowError):
        return False


def _same_texts(values, found):
    """Joined by a sign that none of them holds they are compared in one go; one alone needs no sign between."""
    together = b"\0".join(values)
    return "\0".join(found) == together.decode("utf-8", "replace") and (
        len(found) == 1 or together.count(0) == len(found) - 1
    )


def _same_times(column, found, zone):
    pattern, before = {"d": (_DATE, ""), "t": (_TIME, "1970-01-01T"), "s": (_MOMENT, "")}[column.format[1]]
    matches = [pattern.fullmatch(text) for text in found]
    if not all(matches):
        return False
    suffix = _suffix(zone, column.format) if pattern is _MOMENT else ""
    moments = np.array([before + match[1] for match in matches], f"datetime64[{_UNITS[column.format[2]]}]")
    return {match[2] for match in matches} == {suffix} and bool((moments.astype(np.int64) == column.values).all())


def _suffix(zone, kind):
    """How RFC 3339 ends a time: those of a known zone come in UTC, the others are in ``zone``."""
    minutes = 0 if kind[4:] else int(zone.utcoffset(None).total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}" if minutes else "Z"
