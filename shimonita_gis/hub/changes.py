"""What changed in the rows of a GeoPackage, as values that can be turned round, put in a row and replayed.

A feature is known by its uuid, never by its fid: two people who draw a feature at the same time get the same fid.
"""

# ruff: noqa: S608 - every name in SQL goes through quoted(), every value is a parameter
import base64
import gzip
import io
import json
from dataclasses import dataclass, field, replace

from .geopackage import (
    UUID,
    columns,
    geometry_body,
    layers,
    primary_key,
    quoted,
    row_columns,
    row_digest,
    widen_extent,
)

INSERT, UPDATE, DELETE = "insert", "update", "delete"


@dataclass(frozen=True)
class RowChange:
    """One feature's change. ``before`` and ``after`` map column names to SQLite values: all columns for what is
    missing on the other side (insert: after, delete: before), only the changed ones for an update.
    ``fid`` is the row's key in the hub, or the key it would like to have; it carries no identity."""

    table: str
    uuid: str
    kind: str
    before: dict = field(default_factory=dict)
    after: dict = field(default_factory=dict)
    fid: int | None = None

    @property
    def key(self):
        return self.table, self.uuid

    def inverse(self):
        """The change that takes this one back."""
        kind = {INSERT: DELETE, DELETE: INSERT, UPDATE: UPDATE}[self.kind]
        return replace(self, kind=kind, before=self.after, after=self.before)

    def then(self, later):
        """This change and ``later``, one after the other, as one change; None where they cancel out."""
        if self.kind == INSERT and later.kind == DELETE:
            return None
        if self.kind == INSERT:
            return replace(self, after={**self.after, **later.after})
        if later.kind == DELETE:
            return replace(later, before={**later.before, **self.before})
        return update(self.table, self.uuid, {**later.before, **self.before}, {**self.after, **later.after}, self.fid)


def update(table, uuid, before, after, fid=None):
    """The update from row ``before`` to row ``after``, both mapping columns to values; None where nothing differs."""
    differing = [name for name in after if not same(before.get(name), after[name])]
    if not differing:
        return None
    return RowChange(
        table, uuid, UPDATE, {n: before.get(n) for n in differing}, {n: after[n] for n in differing}, fid
    )  # fmt: skip


def same(one, other):
    """Whether two values mean the same; geometries are compared without their headers."""
    return one == other or geometry_body(one) == geometry_body(other)


def inverse(changes):
    return {key: change.inverse() for key, change in changes.items()}


def composed(first, later):
    """Two sets of changes, one after the other, as one. Each maps (table, uuid) to a RowChange."""
    result = dict(first)
    for key, change in later.items():
        before = result.pop(key, None)
        both = change if before is None else before.then(change)
        if both is not None:
            result[key] = both
    return result


# --- finding them


def difference(connection, table, base):
    """(table, uuid) -> RowChange for what ``table`` has become since the attached database ``base``.

    Rows are paired by their key first, which is fast, and what differs then by uuid, which is right.
    Columns that only one side has are left alone. Both sides' uuids must be filled and unique.
    """
    shared = [name for name in columns(connection, table, base) if name in columns(connection, table)]
    now = _rows(connection, table, "main", shared, changed_keys(connection, table, base))
    then = _rows(connection, table, base, shared, changed_keys(connection, table, base, turned=True))
    found = {}
    for uuid, (fid, row) in now.items():
        change = (
            update(table, uuid, then[uuid][1], row, fid)
            if uuid in then
            else RowChange(table, uuid, INSERT, after=row, fid=fid)
        )
        if change:
            found[change.key] = change
    for uuid in then.keys() - now.keys():
        fid, row = then[uuid]
        found[table, uuid] = RowChange(table, uuid, DELETE, before=row, fid=fid)
    return found


def changed_keys(connection, table, base, turned=False):
    """The keys of the rows in main that differ from the row of that key in ``base`` (``turned``: those in ``base``)."""
    key = quoted(primary_key(connection, table))
    shared = [quoted(n) for n in columns(connection, table, base) if n in columns(connection, table)]
    differs = " OR ".join(f"a.{name} IS NOT b.{name}" for name in shared)
    one, other = (base, "main") if turned else ("main", base)
    rows = connection.execute(
        f"SELECT a.{key} FROM {one}.{quoted(table)} a LEFT JOIN {other}.{quoted(table)} b ON b.{key} = a.{key} "
        f"WHERE b.{key} IS NULL OR {differs}"
    )
    return [fid for (fid,) in rows]


def _rows(connection, table, schema, names, fids):
    """uuid -> (fid, {column: value}) of the rows ``fids``."""
    key = quoted(primary_key(connection, table))
    listed = ", ".join(quoted(name) for name in names)
    statement = f"SELECT {key}, {listed} FROM {schema}.{quoted(table)} WHERE {key} = ?"
    found = {}
    for fid in fids:
        row = connection.execute(statement, (fid,)).fetchone()
        values = dict(zip(names, row[1:], strict=True))
        found[values[UUID]] = (fid, values)
    return found


# --- making them


def apply(connection, changes, schema="main"):
    """Makes ``changes`` (an iterable of RowChange) in the GeoPackage.

    Yields (change with the fid it got, hash of the row before or None, hash of the row after or None).
    An update or delete of a row that is not there, and an insert of one that is, change nothing and are not yielded.
    """
    tables = dict.fromkeys(layers(connection, schema))
    for change in changes:
        if change.table not in tables:
            continue
        table = tables[change.table] = tables[change.table] or _Table(connection, change.table, schema)
        before = table.row(change.uuid)
        if (before is None) != (change.kind == INSERT):
            continue
        table.make(change)
        after = table.row(change.uuid)
        yield replace(change, fid=(after or before)[0]), before and row_digest(before), after and row_digest(after)


class _Table:
    """A table whose rows are being changed; what it is made of is looked up once."""

    def __init__(self, connection, name, schema):
        self.connection, self.name = connection, name
        self.place = f"{schema}.{quoted(name)}"
        self.known = columns(connection, name, schema)
        self.key = primary_key(connection, name, schema)
        self.geometry = layers(connection, schema)[name] if schema == "main" else None
        self.select = f"SELECT {row_columns(connection, name, schema)} FROM {self.place} WHERE {UUID} = ?"
        self.makers = {INSERT: self._insert, UPDATE: self._update, DELETE: self._delete}

    def row(self, uuid):
        return self.connection.execute(self.select, (uuid,)).fetchone()

    def make(self, change):
        self.makers[change.kind](change, {name: value for name, value in change.after.items() if name in self.known})
        if self.geometry and change.after.get(self.geometry):
            widen_extent(self.connection, self.name, [change.after[self.geometry]])

    def _insert(self, change, values):
        values[UUID] = change.uuid
        taken = self.connection.execute(f"SELECT 1 FROM {self.place} WHERE {quoted(self.key)} = ?", (change.fid,))
        if change.fid is not None and not taken.fetchone():
            values[self.key] = change.fid
        names, places = ", ".join(map(quoted, values)), ", ".join("?" * len(values))
        self.connection.execute(f"INSERT INTO {self.place} ({names}) VALUES ({places})", list(values.values()))

    def _update(self, change, values):
        if values:
            assigned = ", ".join(f"{quoted(name)} = ?" for name in values)
            self.connection.execute(
                f"UPDATE {self.place} SET {assigned} WHERE {UUID} = ?", [*values.values(), change.uuid]
            )

    def _delete(self, change, values):
        self.connection.execute(f"DELETE FROM {self.place} WHERE {UUID} = ?", (change.uuid,))


def present_row(connection, table, uuid):
    """The feature ``uuid`` as {column: value}, {} where ``table`` or the feature is not there."""
    names = sorted(columns(connection, table))
    if not names:
        return {}
    listed = ", ".join(map(quoted, names))
    row = connection.execute(f"SELECT {listed} FROM {quoted(table)} WHERE {UUID} = ?", (uuid,)).fetchone()
    return dict(zip(names, row, strict=True)) if row else {}


# --- keeping them


def write(changes, path):
    """Writes an iterable of RowChange as lines of JSON, compressed. ``path`` may be an open binary file."""
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=3) as file:
        for c in changes:
            row = [c.table, c.uuid, c.kind, c.fid, packed(c.before), packed(c.after)]
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def read(path):
    """(table, uuid) -> RowChange from the file that :func:`write` wrote. Raises EOFError where it is cut off."""
    if not path.stat().st_size:  # gzip takes an empty file for one without rows
        raise EOFError(f"{path.name} is empty")
    return _read(path)


def _read(path):
    return {
        (table, uuid): RowChange(table, uuid, kind, unpacked(before), unpacked(after), fid)
        for table, uuid, kind, fid, before, after in rows_of(path)
    }


def rows_of(path):
    """Yields (table, uuid, kind, fid, before, after) as :func:`write` laid them down, their values still packed."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def to_bytes(changes):
    """What :func:`write` would write."""
    content = io.BytesIO()
    write(changes, content)
    return content.getvalue()


def from_bytes(content):
    """The inverse of :func:`to_bytes`, as :func:`read`."""
    return _read(io.BytesIO(content))


def packed(value):
    """An SQLite value, or a row of them, in JSON's types."""
    if isinstance(value, dict):
        return {name: packed(v) for name, v in value.items()}
    return {"wkb": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def unpacked(value):
    """The inverse of :func:`packed`."""
    if not isinstance(value, dict):
        return value
    if list(value) == ["wkb"] and isinstance(value["wkb"], str):
        return base64.b64decode(value["wkb"])
    return {name: unpacked(v) for name, v in value.items()}
