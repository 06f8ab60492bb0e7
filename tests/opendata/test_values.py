"""Values as JSON and back: what the export wrote is what the source says, and no other value passes for it."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shimonita_gis.opendata.arrow import Column
from shimonita_gis.opendata.attributes import JAPAN, tokens
from shimonita_gis.opendata.values import differing

INTEGERS = {"c": np.int8, "C": np.uint8, "s": np.int16, "S": np.uint16, "i": np.int32, "I": np.uint32, "l": np.int64,
            "L": np.uint64}  # fmt: skip
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
# milliseconds of the years 1 to 9999, which is what RFC 3339 can say
MOMENTS = st.integers(-62_135_596_800_000, 253_402_300_799_999)


def read(column, zone=JAPAN):
    """The column's values as a reader of the GeoJSON finds them."""
    return json.loads(b"[%b]" % b",".join(tokens(column, zone)))


def columns():
    """Columns of every kind, nulls among them."""
    kinds = [
        st.lists(TEXTS.map(str.encode), min_size=1).map(lambda v: ("u", v)),
        st.lists(st.booleans(), min_size=1).map(lambda v: ("b", np.array(v))),
        st.lists(st.floats(width=64), min_size=1).map(lambda v: ("g", np.array(v, np.float64))),
        st.lists(st.floats(width=32), min_size=1).map(lambda v: ("f", np.array(v, np.float32))),
        st.lists(MOMENTS, min_size=1).map(lambda v: ("tsm:", np.array(v, np.int64))),
        st.lists(MOMENTS, min_size=1).map(lambda v: ("tsm:UTC", np.array(v, np.int64))),
        st.lists(st.integers(-719_162, 2_932_896), min_size=1).map(lambda v: ("tdD", np.array(v, np.int32))),
        st.lists(st.integers(0, 86_399_999), min_size=1).map(lambda v: ("ttm", np.array(v, np.int32))),
        *(
            st.lists(st.integers(np.iinfo(kind).min, np.iinfo(kind).max), min_size=1)
            .map(lambda v, format=format, kind=kind: (format, np.array(v, kind)))
            for format, kind in INTEGERS.items()
        ),
    ]  # fmt: skip
    return st.one_of(kinds).flatmap(
        lambda pair: st.one_of(
            st.none(), st.lists(st.booleans(), min_size=len(pair[1]), max_size=len(pair[1])).map(np.array)
        ).map(lambda valid: Column("値", *pair, valid))
    )


@given(columns(), ZONES)
def test_what_was_written_is_found_the_same(column, zone):
    assert differing(column, read(column, zone), zone).tolist() == []


@given(columns(), st.data())
def test_another_value_in_its_place_is_found(column, data):
    found = read(column)
    at = data.draw(st.integers(0, len(found) - 1))
    other = data.draw(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TEXTS, st.just([]))
    )
    assume(not _says(column, other, found[at]))
    found[at] = other
    assert at in differing(column, found, JAPAN)


def _says(column, other, right):
    """Whether ``other`` is ``right`` as JSON has it: a real number may be spelled as a whole one."""
    if column.format not in ("f", "g") or isinstance(other, bool) or not isinstance(other, int | float):
        return type(other) is type(right) and other == right
    return right is not None and column.values.dtype.type(other) == column.values.dtype.type(right)


@given(columns(), st.data())
def test_two_values_that_changed_places_are_found(column, data):
    found = read(column)
    first, second = (data.draw(st.integers(0, len(found) - 1)) for _ in range(2))
    assume(found[first] != found[second])
    found[first], found[second] = found[second], found[first]
    assert {first, second} <= set(differing(column, found, JAPAN).tolist())


@given(st.lists(TEXTS, min_size=2, max_size=5), st.data())
def test_texts_that_moved_across_their_border_are_found(texts, data):
    """A sign that ends one text must not pass as the first of the next, whatever sign it is."""
    together = "".join(texts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(together)), min_size=len(texts) - 1, max_size=len(texts) - 1)))
    moved = [together[a:b] for a, b in zip([0, *cuts], [*cuts, len(together)], strict=True)]
    assume(moved != texts)
    assert len(differing(Column("文", "u", [text.encode() for text in texts]), moved, JAPAN))


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)), ZONES)
def test_a_time_says_its_zone_and_is_read_as_the_same_moment(moment, zone):
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    number = np.array([moment - datetime(1970, 1, 1)], "timedelta64[ms]").astype(np.int64)
    (local,) = read(Column("時", "tsm:", number), zone)
    assert datetime.fromisoformat(local) == moment.replace(tzinfo=zone)
    (known,) = read(Column("時", "tsm:UTC", number), zone)
    assert known.endswith("Z")
    assert datetime.fromisoformat(known) == moment.replace(tzinfo=UTC)


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_a_day_is_a_day(day):
    (text,) = read(Column("日", "tdD", np.array([(day - date(1970, 1, 1)).days], np.int32)))
    assert text == day.isoformat()


@pytest.mark.parametrize("format", ["f", "g"])
def test_what_json_cannot_say_is_null(format):
    kind = np.float32 if format == "f" else np.float64
    column = Column("数", format, np.array([np.nan, np.inf, -np.inf, -0.0, 1], kind))
    assert read(column) == [None, None, None, 0, 1]
    assert differing(column, [0, None, None, 0, 1], JAPAN).tolist() == [0]


@pytest.mark.parametrize(
    ("format", "value", "wrong"),
    [
        ("l", 1, "1"), ("l", 1, True), ("l", 1, 1.0), ("l", 2**53 + 1, 2**53), ("g", 1.0, "1.0"), ("g", 0.0, False),
        ("g", 0.1, 0.10000000000000002), ("b", True, 1), ("u", b"1", 1), ("u", b"", None),
        ("tdD", 0, "1970-01-01T00:00:00"),
        ("tdD", 0, "1970-1-1"), ("tsm:", 0, "1970-01-01T00:00:00"), ("tsm:", 0, "1970-01-01T00:00:00Z"),
        ("tsm:UTC", 0, "1970-01-01T00:00:00+09:00"), ("tsm:", 0, "1970-01-01 00:00:00+09:00"), ("ttm", 0, "24:00:00"),
    ],
)  # fmt: skip
def test_what_only_looks_the_same_is_another(format, value, wrong):
    values = [value] if format == "u" else np.array([value], {"b": bool, "g": float}.get(format, np.int64))
    assert differing(Column("値", format, values), [wrong], JAPAN).tolist() == [0]
