"""The features of a layer on their way from a GeoPackage into a table, in COPY's binary format.

One pass over the rows writes what is sent and notes what must come out again: the server is then asked for its rows in
the same format, and the two streams must be equal to the bit. The format: PostgreSQL's manual, "COPY", binary format.
"""

import hashlib
import struct
from datetime import date
from functools import lru_cache, partial

from .. import geopackage
from ..geopackage import quoted
from .connection import driver
from .schema import sql
from .values import to_server

_BATCH = 2000
_BUFFER = 1 << 20  # bytes that COPY asks for at once
_START = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
_NULL = b"\xff\xff\xff\xff"
_DAY_0 = date(2000, 1, 1).toordinal()
_length = struct.Struct(">i").pack
_SRID_FOLLOWS = 0x20000000  # in the type of PostGIS's extended WKB


def _number(form, size):
    return partial(struct.Struct(">i" + form).pack, size)


_integer = _number("i", 4)


def _counted(content):
    return _length(len(content)) + content


def _text(text):
    content = text.encode()
    return _length(len(content)) + content


def _day(day):
    return _integer(date.fromisoformat(day).toordinal() - _DAY_0)


# type on the server -> (type in SQLite of a value that travels unchanged, its cell)
_CELLS = {
    "bigint": (int, _number("q", 8)),
    "double precision": (float, _number("d", 8)),
    "boolean": (int, _number("?", 1)),
    "date": (str, _day),
    "text": (str, _text),
    "bytea": (bytes, _counted),
    "geometry": (bytes, _counted),
}
# type on the server -> whether values of SQLite's own type for it all fit; of other types each is looked at
_FIT = {
    **dict.fromkeys(("bigint", "double precision", "bytea"), lambda values: True),
    "text": lambda values: "\0" not in "".join(filter(None, values)),
}


class Passage:
    """The copy of one layer. Afterwards ``count`` rows have travelled, whose hash in the GeoPackage is ``digest``;
    ``extent`` is (west, east, south, north) of their shapes, None without any; ``exact`` says whether every value was
    of its field's own type, so that the server holds nothing but what the GeoPackage held."""

    def __init__(self, source, table):
        self._source, self._table = source, table
        self._sorted = sorted(table.types)
        self._plain = [name for name in self._sorted if name != table.geometry]
        self._hash = hashlib.blake2b()
        self.count, self._sum, self.extent, self.exact = 0, 0, None, True

    @property
    def digest(self):
        return f"{self._sum % (1 << 128):032x}"

    def load(self, cursor):
        """Copies the rows into the empty table."""
        fields = ["fid", *self._plain, *filter(None, [self._table.geometry])]
        columns = sql().SQL(", ").join(map(sql().Identifier, fields))
        statement = sql().SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(self._table.name, columns)
        copy(cursor, statement.as_string(cursor), self._sent())

    def arrived(self, cursor):
        """Whether the table holds to the bit what was sent."""
        shape = self._table.geometry
        columns = [sql().Identifier(name) for name in ["fid", *self._plain]]
        if shape:
            columns.append(sql().SQL("ST_AsBinary({}, 'NDR')").format(sql().Identifier(shape)))
        statement = sql().SQL("COPY (SELECT {} FROM {} ORDER BY fid) TO STDOUT (FORMAT binary)").format(
            sql().SQL(", ").join(columns), self._table.name
        )  # fmt: skip
        there = _Hashed()
        cursor.copy_expert(statement.as_string(cursor), there)
        return there.hash.digest() == self._hash.digest()

    def _sent(self):
        self._hash.update(_START)
        yield _START
        listed = geopackage.row_columns(self._source, self._table.layer)
        found = self._source.execute(
            f"SELECT {listed} FROM {quoted(self._table.layer)} ORDER BY {quoted(self._table.key)}"  # noqa: S608 - quoted
        )
        while batch := found.fetchmany(_BATCH):
            self.count += len(batch)
            self._sum += sum(map(geopackage.row_digest, batch))
            yield self._rows(batch)
        self._hash.update(_END)
        yield _END

    def _rows(self, batch):
        keys, *columns = zip(*batch, strict=True)
        columns = dict(zip(self._sorted, columns, strict=True))
        uuids = columns[geopackage.UUID]
        start = struct.pack(">h", 1 + len(columns))
        cells = [[start] * len(batch), map(_CELLS["bigint"][1], keys)]
        cells += [self._cells(name, columns[name], uuids) for name in self._plain]
        rows = list(map(b"".join, zip(*cells, strict=True)))
        if not self._table.geometry:
            content = b"".join(rows)
            self._hash.update(content)
            return content
        self._widen(columns[self._table.geometry])
        shapes = self._travelled(self._table.geometry, columns[self._table.geometry], uuids)
        self._hash.update(b"".join(row + _cell(shape) for row, shape in zip(rows, shapes, strict=True)))
        srid = self._table.srid
        return b"".join(row + _cell(_extended(shape, srid)) for row, shape in zip(rows, shapes, strict=True))

    def _cells(self, name, values, uuids):
        cell = _CELLS[self._table.types[name]][1]
        return [_NULL if value is None else cell(value) for value in self._travelled(name, values, uuids)]

    def _travelled(self, name, values, uuids):
        kind, layer = self._table.types[name], self._table.layer
        exact = set(map(type, values)) <= {_CELLS[kind][0], type(None)}
        self.exact &= exact
        if exact and kind in _FIT and _FIT[kind](values):
            return values
        return [to_server(value, kind, (layer, uuid, name)) for value, uuid in zip(values, uuids, strict=True)]

    def _widen(self, blobs):
        boxes = [box for box in map(geopackage.bounds, blobs) if box]
        if boxes:
            west, east, south, north = zip(*[*boxes, *([self.extent] if self.extent else [])], strict=True)
            self.extent = min(west), max(east), min(south), max(north)


def _cell(shape):
    return _NULL if shape is None else _counted(shape)


def _extended(body, srid):
    """WKB with its reference system, as PostGIS takes it."""
    return None if body is None else _extended_start(body[:5], srid) + body[5:]


@lru_cache
def _extended_start(start, srid):
    order = "little" if start[0] else "big"
    kind = int.from_bytes(start[1:], order) | _SRID_FOLLOWS
    return start[:1] + kind.to_bytes(4, order) + srid.to_bytes(4, order)


def copy(cursor, statement, parts):
    """Lets COPY read ``parts`` (bytes). Raises what they raise: the server would only say that the copy was cut off."""
    file = _Parts(parts)
    try:
        cursor.copy_expert(statement, file, _BUFFER)
    except driver().Error:
        if file.error:
            raise file.error from None
        raise


class _Parts:
    """Parts of bytes as the file that COPY reads; ``error`` is what kept the next one from coming."""

    def __init__(self, parts):
        self._parts, self._rest, self.error = iter(parts), b"", None

    def read(self, size):
        try:
            return self._read(size)
        except Exception as error:
            self.error = error
            raise

    def _read(self, size):
        found, length = [self._rest], len(self._rest)
        while length < size:
            part = next(self._parts, None)
            if part is None:
                break
            found.append(part)
            length += len(part)
        content = b"".join(found)
        self._rest = content[size:]
        return content[:size]


class _Hashed:
    """The file that COPY writes, of which only the hash is kept."""

    def __init__(self):
        self.hash = hashlib.blake2b()

    def write(self, content):
        self.hash.update(content)
        return len(content)
