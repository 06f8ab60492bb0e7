"""Attribute columns to the text of JSON, with their types: numbers, truth, text, lists, times with a zone, null."""

import json
import re

import numpy as np

from shimonita_gis.clock import JAPAN

_NEEDS_ESCAPE = re.compile(rb'[\x00-\x1f"\\]')
_SECONDS = {"s": 1, "m": 10**3, "u": 10**6, "n": 10**9}
BINARY = ("z", "Z")


def tokens(column, zone=JAPAN):
    """The JSON text (list of bytes) of each value of ``column``; times that have no zone are in ``zone``.

    What JSON cannot say (not-a-number, infinity) becomes null. Binary columns have no text: leave them out.
    """
    texts = _texts(column, zone)
    if column.valid is not None:
        for i in np.flatnonzero(~column.valid).tolist():
            texts[i] = b"null"
    return texts


def _texts(column, zone):
    kind, values = column.format, column.values
    if kind in ("u", "U"):
        return _quoted(values)
    if kind == "b":
        return [b"true" if value else b"false" for value in values.tolist()]
    if kind in ("f", "g"):
        return _reals(values)
    if kind.startswith("td"):
        return _moments(_dates(column), b"")
    if kind.startswith("tt"):
        return _moments(_clock_times(column), b"")
    if kind.startswith("ts"):
        return _moments(*_instants(column, zone))
    if kind.startswith("+"):
        return [_json(value) for value in values]
    return [b"%d" % value for value in values.tolist()]


def _quoted(values):
    together = b" ".join(values)
    if not _NEEDS_ESCAPE.search(together) and _is_utf8(together):
        return [b'"%b"' % value for value in values]
    return [_json(value.decode("utf-8", "replace")) for value in values]


def garbled_rows(columns):
    """The rows (sorted list) of ``columns`` that hold text which is no UTF-8: :func:`tokens` writes � for it."""
    texts = [column.values for column in columns if column.format in ("u", "U")]
    broken = [values for values in texts if not _is_utf8(b"\0".join(values))]
    return sorted({row for values in broken for row, value in enumerate(values) if not _is_utf8(value)})


def _is_utf8(data):
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _reals(values):
    spelled = values.astype(str).tolist() if values.dtype == np.float32 else map(repr, values.tolist())
    finite = np.isfinite(values)
    texts = [text.encode() for text in spelled]
    for i in np.flatnonzero(~finite).tolist():
        texts[i] = b"null"
    return texts


def _moments(moments, suffix):
    return [b'"%b%b"' % (text.encode(), suffix) for text in moments]


def _dates(column):
    unit = "D" if column.format == "tdD" else "ms"
    return np.datetime_as_string(column.values.astype(f"datetime64[{unit}]"), unit="D").tolist()


def _clock_times(column):
    moments = (column.values.astype(np.int64) * (10**6 // _SECONDS[column.format[2]])).astype("datetime64[us]")
    return [_without_empty_fraction(text[11:]) for text in np.datetime_as_string(moments).tolist()]


def _instants(column, zone):
    """Times as text and the zone they are in: a known zone is shown as UTC, none as ``zone``."""
    moments = column.values.astype(f"datetime64[{'s' if column.format[2] == 's' else column.format[2] + 's'}]")
    texts = [_without_empty_fraction(text) for text in np.datetime_as_string(moments).tolist()]
    return texts, b"Z" if column.format[4:] else _offset(zone)


def _without_empty_fraction(text):
    return text.rstrip("0").rstrip(".") if "." in text else text


def _offset(zone):
    minutes = int(zone.utcoffset(None).total_seconds() // 60)
    if not minutes:
        return b"Z"
    return b"%c%02d:%02d" % (ord("+-"[minutes < 0]), abs(minutes) // 60, abs(minutes) % 60)
