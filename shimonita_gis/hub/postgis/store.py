"""The hub on a server, with the same methods as the one on a file share (hub/store.py).

A version is a transaction. Whatever changes a row, a sync or a person in QGIS, the triggers of postgis.sql write the
history and number the version; what a sync tells besides (who, why, conflicts) is added before the commit. Whole maps
as files (:meth:`PostGISHub.geopackage`) are made when somebody asks for one, and kept on this PC (mirror.py).
"""

import contextlib
import gzip
import json
import socket
import tempfile
import time
from dataclasses import asdict, fields
from pathlib import Path

from shimonita_gis.errors import CancelledError, HubError
from shimonita_gis.progress import never

from .. import changes as rows
from .. import geopackage
from ..catalogue import Catalogue
from ..changes import DELETE, INSERT, RowChange
from ..draft import Draft
from ..geopackage import UUID
from ..roles import refuse_strangers
from ..store import FORMAT, file_name
from ..version import Version, now
from . import schema
from .address import parse
from .connection import connect, connected, on_server
from .schema import Table, sql
from .values import blobs, row_from_history, to_server, value_from_history

WAIT = 120.0  # s that a publisher waits for the ones before
_POLL = 0.05
_BATCH = 500
_OF = "uuid of the row"  # beside any field of a layer in one list
_ABOUT_NOT = ("number", "layers", "changed", "conflict_count", "account", "before", "after")
_NO_HUB = (  # translatable
    "There is no hub in {place}. Check the schema in the address, or move a hub there with 'Move hub to PostGIS'."
)
_NOT_LISTED = (  # translatable
    "The account {account} may not use the hub {place}. Ask the hub's administrator to enter it among the people."
)
_SENT_BY_OTHERS = (  # translatable
    "What was sent in version {number} is only for who sent it. Sync with the account that sent it, or ask the hub's "
    "administrator."
)
_HALF = (  # translatable
    "The hub in {place} is being moved there, or its move was interrupted. Run 'Move hub to PostGIS' again; it goes on "
    "where it was."
)


class PostGISDraft(Draft):
    """The next version of a hub on a server. ``connection`` is a GeoPackage with all layers and no feature: it says
    which layers and fields there are, and :mod:`operations` change it as they change any other."""

    def __init__(self, head, catalogue, folder, connection, cursor):
        super().__init__(head, catalogue, folder, connection)
        self.cursor = cursor
        self.tables = {}
        self.removed = {}

    def table(self, layer):
        """The layer's Table on the server; None where there is none."""
        if layer not in self.tables:
            there = layer in geopackage.layers(self.connection)
            self.tables[layer] = Table(self.connection, layer) if there else None
        return self.tables[layer]

    def apply(self, changes):
        made = [change for run in _runs(changes) for change in self._made(run)]
        self.changes += made
        return made

    def _made(self, run):
        """Makes the changes ``run`` (see _runs) in one go; returns those that could be made, with their keys."""
        layer, kind = run[0].table, run[0].kind
        table = self.table(layer)
        if table is None:
            return []
        keys = self.row_keys(layer, [change.uuid for change in run])
        run = [change for change in run if (change.uuid in keys) != (kind == INSERT)]
        values = [
            {
                name: to_server(value, table.types[name], (layer, change.uuid, name))
                for name, value in change.after.items() if name in table.types
            }
            for change in run
        ]  # fmt: skip
        if run:
            keys |= _MAKERS[kind](self.cursor, table, run, values)
        return [rows.replace(change, fid=keys[change.uuid]) for change in run]

    def row_keys(self, layer, uuids):
        """uuid -> key of the features ``uuids`` that are there."""
        statement = sql().SQL("SELECT uuid, fid FROM {} WHERE uuid = ANY({})")
        self.cursor.execute(statement.format(self.table(layer).name, sql().Literal(uuids)))
        return dict(self.cursor.fetchall())

    def operate(self, operation):
        layer = operation["table"]
        table = self.table(layer)
        if operation["op"] in ("remove_layer", "remove_field") and table:
            self._keep_removed(layer)
        super().operate(operation)
        self.tables.pop(layer, None)
        if table:
            schema.operate(self.cursor, operation, self.table(layer) or table)

    def _keep_removed(self, layer):
        """Keeps a layer as it is before a part of it is removed, so that every older version can be shown again."""
        from .mirror import layer_as_file

        number = (self.head.number if self.head else 0) + 1
        self.cursor.execute("SELECT 1 FROM _removed WHERE version = %s AND layer = %s", (number, layer))
        if not self.cursor.fetchone():
            content = layer_as_file(self.cursor, layer, self.folder)
            self.cursor.execute("INSERT INTO _removed VALUES (%s, %s, %s)", (number, layer, content))

    def bring_in(self, layer):
        super().bring_in(layer)
        self.tables.pop(layer, None)
        from .move import load_layer

        load_layer(self.cursor, self.connection, layer)
        empty(self.connection, layer)

    def take_stock(self, table):
        self.layers[table] = {}

    def row(self, layer, uuid):
        table = self.table(layer)
        if table is None:
            return {}
        found = read_rows(self.cursor, table, sql().SQL("WHERE uuid = {}").format(sql().Literal(uuid)))
        return next((dict(zip(sorted(table.types), row[1:], strict=True)) for row in found), {})

    def read(self, layer, names):
        table = self.table(layer)
        picked = [1 + sorted(table.types).index(name) for name in names]
        return [tuple(row[i] for i in picked) for row in read_rows(self.cursor, table)]

    def count(self, layer):
        self.cursor.execute(sql().SQL("SELECT count(*) FROM {}").format(self.table(layer).name))
        return self.cursor.fetchone()[0]

    def difference(self, layer):
        from .mirror import fill

        fill(self.cursor, self.connection, layer)
        try:
            return super().difference(layer)
        finally:
            empty(self.connection, layer)


def _runs(changes):
    """Lists of the changes that one statement makes: of one layer and kind, with the same fields, each feature once."""
    run, alike, seen = [], None, set()
    for change in changes:
        kind = change.table, change.kind, tuple(change.after)
        if run and (kind != alike or change.uuid in seen or len(run) == _BATCH):
            yield run
            run, seen = [], set()
        run.append(change)
        seen.add(change.uuid)
        alike = kind
    if run:
        yield run


# Each makes a run of changes, whose values are given as {field: value}, and returns uuid -> key of what is new. Values
# are literals, not parameters: psycopg2 would take a per cent sign in the name of a field or layer for one.


def _insert(cursor, table, run, values):
    if not _may_have_their_keys(cursor, table, [change.fid for change in run]):
        return {change.uuid: _insert_one(cursor, table, change, row) for change, row in zip(run, values, strict=True)}
    full = [{**row, UUID: change.uuid, "fid": change.fid} for change, row in zip(run, values, strict=True)]
    statement = sql().SQL("INSERT INTO {} ({}) VALUES {}")
    cursor.execute(statement.format(table.name, _names(full[0]), _rows(table, full)))
    return {change.uuid: change.fid for change in run}


def _may_have_their_keys(cursor, table, keys):
    """Whether each of ``keys`` is free; who wants none, or one that is taken, gets the server's next."""
    if None in keys or len(set(keys)) < len(keys):
        return False
    statement = sql().SQL("SELECT FROM {} WHERE fid = ANY({}) LIMIT 1")
    cursor.execute(statement.format(table.name, sql().Literal(keys)))
    return cursor.rowcount == 0


def _insert_one(cursor, table, change, values):
    row = {**values, UUID: change.uuid}
    if change.fid is not None and _may_have_their_keys(cursor, table, [change.fid]):
        row["fid"] = change.fid
    statement = sql().SQL("INSERT INTO {} ({}) VALUES {} RETURNING fid")
    cursor.execute(statement.format(table.name, _names(row), _rows(table, [row])))
    return cursor.fetchone()[0]


def _update(cursor, table, run, values):
    if values[0]:
        full = [{**row, _OF: change.uuid} for change, row in zip(run, values, strict=True)]
        assigned = sql().SQL(", ").join(sql().SQL("{0} = new.{0}").format(sql().Identifier(n)) for n in values[0])
        statement = sql().SQL("UPDATE {} old SET {} FROM (VALUES {}) new ({}) WHERE old.uuid = new.{}")
        parts = (table.name, assigned, _rows(table, full), _names(full[0]), sql().Identifier(_OF))
        cursor.execute(statement.format(*parts))
    return {}


def _delete(cursor, table, run, values):
    uuids = sql().Literal([change.uuid for change in run])
    cursor.execute(sql().SQL("DELETE FROM {} WHERE uuid = ANY({})").format(table.name, uuids))
    return {}


_MAKERS = {INSERT: _insert, rows.UPDATE: _update, DELETE: _delete}


def _names(row):
    return sql().SQL(", ").join(map(sql().Identifier, row))


def _rows(table, full):
    """Rows ({field: value}, the fields in the same order) as they stand after VALUES."""
    listed = [[_place(table, name, value) for name, value in row.items()] for row in full]
    return sql().SQL(", ").join(sql().SQL("({})").format(sql().SQL(", ").join(row)) for row in listed)


def _place(table, name, value):
    """A value of the field ``name`` in SQL, with its type, which VALUES alone would guess."""
    kind = table.types.get(name, "bigint" if name == "fid" else "text")
    form = f"ST_GeomFromWKB({{}}, {table.srid})" if kind == "geometry" else f"{{}}::{kind}"
    return sql().SQL(form).format(sql().Literal(value))


def read_rows(cursor, table, where=None):
    """Yields (fid, *fields sorted by name) of a layer's table, as SQLite would give them."""
    statement = sql().SQL("SELECT {} FROM {} {}").format(table.select(), table.name, where or sql().SQL(""))
    cursor.execute(statement)
    shape = sorted(table.types).index(table.geometry) + 1 if table.geometry else None
    binary = [i for i, name in enumerate(sorted(table.types), 1) if table.types[name] == "bytea"]
    while batch := cursor.fetchmany(_BATCH * 10):
        batch = [list(row) for row in batch]
        if shape:
            for row, content in zip(batch, blobs([row[shape] for row in batch], table.srid), strict=True):
                row[shape] = content
        for row in batch:
            for i in binary:
                row[i] = row[i] if row[i] is None else bytes(row[i])
            yield tuple(row)


def empty(connection, layer):
    """Takes the features out of a layer of a skeleton."""
    connection.execute(f"DELETE FROM {geopackage.quoted(layer)}")  # noqa: S608 - quoted


class PostGISHub:
    """A hub in one schema of a database. Raises HubError wherever the server does not answer as a hub should."""

    folder = None  # drone photos are files; those of a hub on a server lie below the photo root of each PC

    def __init__(self, address, id):
        self.address = address
        self.id = id
        self._session = None

    @property
    def place(self):
        """The address, which :meth:`open` takes."""
        return str(self.address)

    @property
    def told(self):
        """How messages name it."""
        return self.address.told

    # --- opening

    @classmethod
    def open(cls, place):
        """The hub at the address ``place``."""
        address = parse(place)
        with connected(address) as connection, connection.cursor() as cursor:
            found = about(cursor, address)
        if not found:
            raise HubError(_NO_HUB, place=address.told)
        if not found["whole"]:
            raise HubError(_HALF, place=address.told)
        if found["format"] > FORMAT:
            raise HubError(
                "The hub {folder} was made by a newer Shimonita GIS. Update the plugin on this PC.", folder=address.told
            )
        return cls(address, found["id"])

    # --- reading

    @contextlib.contextmanager
    def session(self):
        """All that is read in the block goes over one connection: each costs a login, and the network its way there."""
        if self._session is not None:
            yield
            return
        with connected(self.address) as connection:
            with connection.cursor() as cursor:
                schema.use(cursor, self.address)
            connection.commit()
            self._session = connection
            try:
                yield
            finally:
                self._session = None

    @contextlib.contextmanager
    def cursor(self, consistent=False):
        """A cursor in a transaction of its own; ``consistent`` lets all it reads be of one moment."""
        if self._session is not None and not consistent:
            with on_server(self.address), self._session, self._session.cursor() as cursor:
                yield cursor
            return
        with connected(self.address) as connection, connection.cursor() as cursor:
            if consistent:
                connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
            schema.use(cursor, self.address)
            yield cursor

    def newest(self):
        with self.cursor() as cursor:
            return newest(cursor)

    def head(self):
        """The newest version."""
        with self.cursor() as cursor:
            return self._version(cursor, newest(cursor))

    def version(self, number):
        """Version ``number``. Raises HubError where there is none."""
        with self.cursor() as cursor:
            return self._version(cursor, number)

    def _version(self, cursor, number):
        found = read_versions(cursor, number, number)
        if not found:
            raise HubError("The hub {folder} has no version {number}.", folder=self.told, number=number)
        return found[0]

    def versions(self, first=1, last=None):
        """Yields the versions ``first`` … ``last`` (the newest by default), oldest first."""
        with self.cursor() as cursor:
            found = read_versions(cursor, first, last or newest(cursor))
        yield from found

    def changes(self, number):
        """(table, uuid) -> RowChange of version ``number``."""
        with self.cursor() as cursor:
            return read_changes(cursor, number)

    def sent(self, number):
        """What the work copy wanted in version ``number``, conflicts included, as (table, uuid) -> RowChange."""
        with self.cursor() as cursor:
            cursor.execute("SELECT _sent(%s)", (number,))
            (sent,) = cursor.fetchone()
        if sent is None:
            raise HubError(_SENT_BY_OTHERS, number=number)
        return rows.from_bytes(bytes(sent))

    def conflicts(self, number):
        """The conflicts that version ``number`` listed, as dictionaries (see merge.Conflict)."""
        with self.cursor() as cursor:
            return read_conflicts(cursor, number)

    def catalogue(self, number=None):
        """The catalogue of version ``number``, the newest by default."""
        with self.cursor() as cursor:
            return read_catalogue(cursor, number or newest(cursor))

    def geopackage(self, number=None):
        """The path of a GeoPackage of version ``number`` (the newest by default), made on this PC. Only read it."""
        from .mirror import mirror

        return mirror(self, number)

    def rows_now(self, keys):
        """(table, uuid) -> the feature as {column: value} ({} where it is not there), for each of ``keys``."""
        with self.reader() as draft:
            return {(layer, id): draft.row(layer, id) for layer, id in keys}

    def tables(self):
        """The schema.Table of every layer that this account may see."""
        with self.reader() as draft:
            seen = self._seen(draft.cursor)
            return [draft.table(layer) for layer in geopackage.layers(draft.connection) if layer in seen]

    def filled(self):
        """The layers (tables) that hold a feature, of those that this account may see."""
        found = set()
        with self.cursor() as cursor:
            for layer, relation in self._seen(cursor).items():
                cursor.execute(sql().SQL("SELECT EXISTS (SELECT FROM {})").format(sql().Identifier(relation)))
                if cursor.fetchone()[0]:
                    found.add(layer)
        return found

    def count_unsaid(self, table, field, nothing=()):
        """How many features of ``table`` say nothing in ``field`` (see geopackage.count_unsaid)."""
        with self.cursor() as cursor:
            relation = self._seen(cursor).get(table)
            cursor.execute(
                "SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass(quote_ident(%s)) AND attname = %s",
                (relation, field),
            )
            if not (relation and cursor.fetchone()):
                return 0
            names = {"table": sql().Identifier(relation), "field": sql().Identifier(field)}
            names["nothing"] = sql().Literal(list(nothing))
            counted = "SELECT count(*) FROM {table} WHERE {field} IS NULL OR {field} = ANY({nothing}::text[])"
            cursor.execute(sql().SQL(counted).format(**names))
            return cursor.fetchone()[0]

    @staticmethod
    def _seen(cursor):
        """layer -> name of its table here, of the layers that this account may see."""
        cursor.execute("SELECT layer, relation FROM _layer WHERE has_table_privilege(quote_ident(relation), 'SELECT')")
        return dict(cursor.fetchall())

    def server_state(self):
        """What the server is: {"version", "server", "postgis", "encrypted"}, the first of the hub."""
        with self.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('server_version'), extversion, "
                "(SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()) FROM pg_extension WHERE extname = 'postgis'"
            )
            server, postgis, encrypted = cursor.fetchone()
            number = newest(cursor)
        return {"version": number, "server": server.split()[0], "postgis": postgis, "encrypted": bool(encrypted)}

    def written_out(self):
        """When the hub was last written out as a folder (ISO 8601, UTC); '' for never."""
        with self.cursor() as cursor:
            cursor.execute("SELECT written_out FROM _hub")
            return cursor.fetchone()[0]

    def note_written_out(self, time):
        """Tells everybody that the hub was written out as a folder at ``time``; only its administrators may."""
        with self.cursor() as cursor:
            cursor.execute("UPDATE _hub SET written_out = %s", (time,))

    def open_desk(self, editor, why=""):
        """Notes that ``editor`` sees the newest version now and what is done next is for ``why``; returns its number.

        What this account changes in QGIS is then based on that version where a feature itself does not say.
        """
        with self.cursor() as cursor:
            cursor.execute("SELECT desk(%s, %s)", (editor, why))
            return cursor.fetchone()[0]

    def look_again(self, editor):
        """Notes, after ``editor`` has saved, that the newest version is seen now; returns how many changes of this
        account were refused since the last look."""
        with self.cursor() as cursor:
            cursor.execute(
                "SELECT coalesce(sum(jsonb_array_length(_conflicts(v.number))), 0) FROM _version v JOIN _desk d "
                "ON d.account = session_user WHERE v.number > d.seen AND v.about ->> 'account' = session_user "
                "AND v.about ->> 'kind' = 'direct edit'"
            )
            (refused,) = cursor.fetchone()
            cursor.execute("SELECT desk(%s, (SELECT why FROM _desk WHERE account = session_user))", (editor,))
        return int(refused)

    def ledger(self):
        """The files of the counter's ledger (opendata/ledger.py), which are rows of a table here."""
        from .ledger import ServerLedger

        return ServerLedger(self)

    def fields_now(self):
        """table -> {field: declared type} of every layer, what the hub itself needs left out."""
        with self.reader() as draft:
            return geopackage.fields(draft.connection)

    @contextlib.contextmanager
    def reader(self):
        """A PostGISDraft of the newest version that is only read from."""
        with (
            self.cursor(consistent=True) as cursor,
            _private_folder() as folder,
            _skeleton(cursor, folder, None) as (_, sqlite),
        ):
            yield PostGISDraft(None, Catalogue(), folder, sqlite, cursor)

    def replay(self, number, target, older=False):
        """Writes the GeoPackage of version ``number`` to ``target``."""
        from .mirror import write_version

        return write_version(self, number, target)

    @contextlib.contextmanager
    def reading(self):
        """What goes wrong is told by the methods themselves."""
        yield

    # --- publishing

    def publish(self, work, editor, message, kind="edit", cancelled=never, allow_empty=False, attach=None,
                fault=lambda step: None):  # fmt: skip
        """Lets ``work(draft)`` make the next version and commits it; returns it, or the head where nothing changed.

        The GeoPackage ``attach`` is there for its SQL under the name ``source``. ``fault`` is called with the name of
        each of store.FAULT_POINTS, for tests that end the process there.
        """
        with on_server(self.address), _private_folder() as folder, _closing(connect(self.address)) as connection:
            cursor = connection.cursor()
            schema.use(cursor, self.address)
            self._queue(cursor, cancelled)
            fault("leased")
            head = self._version(cursor, newest(cursor))
            with _skeleton(cursor, folder, attach) as (path, sqlite):
                fault("copied")
                draft = PostGISDraft(head, read_catalogue(cursor, head.number), folder, sqlite, cursor)
                before = draft.catalogue
                cursor.execute("SELECT set_config('shimonita.basis', %s, true)", (str(head.number),))
                with geopackage.transaction(sqlite):
                    work(draft)
            refuse_strangers(before, draft, editor)
            if draft.empty and before == draft.catalogue and not allow_empty:
                return head
            fault("edited")
            version = self._tell(cursor, draft, before, editor, message, kind, path)
            fault("prepared")
            connection.commit()
            fault("committed")
            fault("pointed")
            return version

    def _queue(self, cursor, cancelled):
        """Waits for the publishers before this one."""
        began = time.monotonic()
        while True:
            cursor.execute("SELECT pg_try_advisory_xact_lock(6677, '_hub'::regclass::oid::integer)")
            if cursor.fetchone()[0]:
                return
            if cancelled():
                raise CancelledError("Cancelled. Nothing is lost; run it again to complete it.")
            if time.monotonic() - began > WAIT:
                raise HubError(
                    "Too many others publish to the hub at this moment. Nothing was changed; try again in a minute."
                )
            time.sleep(_POLL)

    def _tell(self, cursor, draft, before, editor, message, kind, skeleton):
        version = Version(
            number=draft.head.number + 1, time=now(), editor=editor,
            account="", pc=socket.gethostname(), message=message, kind=kind, before="", after="", layers={},
            operations=tuple(draft.operations),
            snapshot=any(o["op"] == "add_layer" for o in draft.operations), **draft.about,
        )  # fmt: skip
        told = about_of(version)
        sent = rows.to_bytes(draft.sent.values()) if draft.sent else None
        cursor.execute(
            "SELECT _close_version(%s, %s, %s)",
            (json.dumps(told, ensure_ascii=False), json.dumps(draft.conflicts, ensure_ascii=False), sent),
        )
        number = cursor.fetchone()[0]
        if draft.operations:
            cursor.execute("UPDATE _version SET tables = %s WHERE number = %s", (list(draft.layers), number))
            cursor.execute("UPDATE _hub SET skeleton = %s", (gzip.compress(skeleton.read_bytes(), 6),))
        if draft.catalogue != before:
            cursor.execute("INSERT INTO _catalogue VALUES (%s, %s)", (number, draft.catalogue.to_json()))
            from .rights import grant

            grant(cursor, self.address, draft.catalogue)
        return self._version(cursor, number)

    # --- files that entries of the catalogue refer to

    def keep_file(self, content, suffix):
        """Keeps ``content`` (bytes) in the hub; returns the name by which the catalogue refers to it."""
        name = file_name(content, suffix)
        with self.cursor() as cursor:
            cursor.execute("INSERT INTO _file VALUES (%s, %s) ON CONFLICT DO NOTHING", (name, content))
        return name

    def file(self, name):
        """The path of a copy of the file ``name`` on this PC; only its last part counts, it never leads elsewhere."""
        from .mirror import own_folder

        name = Path(name).name
        path = own_folder(self) / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with self.cursor() as cursor:
            cursor.execute("SELECT content FROM _file WHERE name = %s", (name,))
            found = cursor.fetchone()
        if found:
            path.write_bytes(bytes(found[0]))
        return path

    def holds(self, name):
        """Whether the file ``name`` is there and is what was kept under this name."""
        path = self.file(name)
        return path.is_file() and file_name(path.read_bytes(), path.suffix) == name


# --- what is where, for whoever has a cursor


def about(cursor, address):
    """What the schema says of its hub, as a dictionary; None where there is none."""
    cursor.execute(
        "SELECT 1 FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid "
        "WHERE n.nspname = %s AND c.relname = '_hub'", (address.schema,)
    )  # fmt: skip
    if not cursor.fetchone():
        return None
    cursor.execute("SELECT has_schema_privilege(%s, 'USAGE'), current_user", (address.schema,))
    may, account = cursor.fetchone()
    if not may:
        raise HubError(_NOT_LISTED, account=account, place=address.told)
    schema.use(cursor, address)
    cursor.execute("SELECT id, format, whole FROM _hub")
    found = cursor.fetchone()
    return found and dict(zip(("id", "format", "whole"), found, strict=True))


def newest(cursor):
    cursor.execute("SELECT coalesce(max(number), 0) FROM _version")
    return cursor.fetchone()[0]


def read_versions(cursor, first, last):
    """The Versions ``first`` … ``last``, oldest first."""
    cursor.execute(
        "SELECT version, layer, kind, count(*) FROM _change WHERE version BETWEEN %s AND %s GROUP BY 1, 2, 3",
        (first, last),
    )
    changed = {}
    for number, layer, kind, count in cursor.fetchall():
        changed.setdefault(number, {}).setdefault(layer, {INSERT: 0, rows.UPDATE: 0, DELETE: 0})[kind] = count
    cursor.execute(
        "SELECT number, about, tables, jsonb_array_length(_conflicts(number)) FROM _version "
        "WHERE number BETWEEN %s AND %s ORDER BY number", (first, last),
    )  # fmt: skip
    known = {f.name for f in fields(Version)}
    return [
        Version(
            number=number, before="", after="", layers={table: {} for table in tables},
            changed=changed.get(number, {}), conflict_count=conflicts,
            **{name: value for name, value in told.items() if name in known},
        )
        for number, told, tables, conflicts in cursor.fetchall()
    ]  # fmt: skip


def read_changes(cursor, number):
    cursor.execute(
        "SELECT layer, uuid, kind, fid, before, after FROM _change WHERE version = %s ORDER BY layer, uuid", (number,)
    )
    return {
        (layer, id): RowChange(layer, id, kind, row_from_history(before), row_from_history(after), fid)
        for layer, id, kind, fid, before, after in cursor.fetchall()
    }


def read_conflicts(cursor, number):
    cursor.execute("SELECT _conflicts(%s)", (number,))
    return [_conflict(each) for each in cursor.fetchone()[0]]


def _conflict(told):
    """A conflict with its shapes as GeoPackage blobs, packed: the triggers know only WKB."""
    sides = {side: rows.packed(value_from_history(told[side], told["column"])) for side in ("before", "mine", "theirs")}
    return {**told, **sides}


def read_catalogue(cursor, number):
    cursor.execute("SELECT content FROM _catalogue WHERE version <= %s ORDER BY version DESC LIMIT 1", (number,))
    found = cursor.fetchone()
    return Catalogue.from_json(found[0]) if found else Catalogue()


def about_of(version):
    """What a version tells besides its rows, in JSON's types."""
    return {name: value for name, value in asdict(version).items() if name not in _ABOUT_NOT}


# --- private files


@contextlib.contextmanager
def _private_folder():
    with tempfile.TemporaryDirectory(prefix="shimonita-") as name:
        yield Path(name)


@contextlib.contextmanager
def _closing(connection):
    try:
        yield connection
    finally:
        connection.close()


@contextlib.contextmanager
def _skeleton(cursor, folder, attach):
    """(path, connection) of a GeoPackage with the layers of the hub and no feature."""
    path = folder / "skeleton.gpkg"
    cursor.execute("SELECT skeleton FROM _hub")
    path.write_bytes(gzip.decompress(bytes(cursor.fetchone()[0])))
    with geopackage.opened(path) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        if attach:
            connection.execute("ATTACH ? AS source", (str(attach),))
        yield path, connection
