"""Moving a hub from a file share to a server, and writing one on a server out as a hub on a file share.

A move takes one layer after the other, each in a transaction of its own, then the history, and proves what arrived:
counts, hashes and extents of every layer. Only then the hub there is whole and the one on the share points to it.
Interrupted, it starts again where it was: a layer is there wholly or not at all.
"""

import gzip
import json
import shutil
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from shimonita_gis.errors import CancelledError, HubError
from shimonita_gis.files import folder_written_beside
from shimonita_gis.progress import never, steps, unheard

from .. import changes as rows
from .. import geopackage
from ..geopackage import geometry_body, quoted
from ..lease import lease
from ..store import FORMAT, KEEP_EVERY, KEEP_LATEST, Hub, write_json
from ..version import hub_digest
from . import schema
from .address import parse
from .connection import connected
from .mirror import require_all_layers, step_back, write_newest
from .passage import Passage, copy
from .rights import grant, require_making_roles
from .schema import Table, sql
from .store import (
    PostGISHub,
    about,
    about_of,
    empty,
    newest,
    read_catalogue,
    read_changes,
    read_conflicts,
    read_rows,
    read_versions,
)
from .values import row_to_history

_OTHER_HUB = (  # translatable
    "The schema {place} holds another hub already. Choose another schema; both hubs stay as they are."
)
_IN_USE = (  # translatable
    "The schema {place} holds other tables already ({name}). Choose a schema that does not exist yet."
)
_ARRIVED_OTHERWISE = (  # translatable
    "The layer {layer} arrived otherwise than it was sent: {what}. Nothing was lost; the hub on the share is as it "
    "was. Run it again."
)


@dataclass(frozen=True)
class Proof:
    """What was found equal on both sides for one layer: number of features, hash over all rows, and extent (west, east,
    south, north in EPSG:6677; None without shapes)."""

    layer: str
    count: int
    digest: str
    extent: tuple | None


def move(hub, place, editor="", progress=unheard, cancelled=never):
    """Moves the file ``hub`` to the address ``place``; returns (PostGISHub, list of Proof).

    Raises HubError where the server refuses or the schema is in use; the hub on the share is then as it was.
    """
    address = parse(place)
    with lease(hub.folder, editor, cancelled):
        with connected(address) as connection, connection.cursor() as cursor:
            done = _prepare(cursor, hub, address)
        if done:
            hub.point_to_server(address)
            return PostGISHub.open(str(address)), []
        path = hub.geopackage()
        with geopackage.opened(path, readonly=True) as source:
            layers = list(geopackage.layers(source))
            passages = {layer: _move_layer(address, source, layer) for layer in steps(layers, progress, cancelled)}
            _move_history(address, hub, cancelled)
            known = hub.head().layers
            proofs = [_proved(address, source, layer, known[layer], passages[layer]) for layer in layers]
            _finish(address, hub, source, layers)
        hub.point_to_server(address)
    return PostGISHub.open(str(address)), proofs


def _prepare(cursor, hub, address):
    """Makes the schema, or finds what an interrupted move left. Returns whether the move was done already."""
    known = about(cursor, address)
    if known and known["id"] != hub.id:
        raise HubError(_OTHER_HUB, place=address.told)
    if known and known["whole"]:
        return True
    if known and _moved_version(cursor) != hub.newest():  # somebody published since: what is there is of no use
        cursor.execute(sql().SQL("DROP SCHEMA {} CASCADE").format(sql().Identifier(address.schema)))
        known = None
    if not known:
        _refuse_used_schema(cursor, address)
        require_making_roles(cursor)
        schema.create(cursor, address)
        cursor.execute(
            "INSERT INTO _hub (id, format, created, whole, skeleton) VALUES (%s, %s, %s, false, %s)",
            (hub.id, FORMAT, str(hub.newest()), gzip.compress(_skeleton(hub), 6)),
        )
    return False


def _moved_version(cursor):
    cursor.execute("SELECT created FROM _hub")
    return int(cursor.fetchone()[0])


def _refuse_used_schema(cursor, address):
    cursor.execute(
        "SELECT c.relname FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid WHERE n.nspname = %s "
        "LIMIT 1",
        (address.schema,),
    )
    found = cursor.fetchone()
    if found:
        raise HubError(_IN_USE, place=address.told, name=found[0] or address.schema)


def _skeleton(hub):
    """The hub's GeoPackage without features, as bytes."""
    with tempfile.TemporaryDirectory(prefix="shimonita-") as name:
        path = Path(name) / "skeleton.gpkg"
        shutil.copyfile(hub.geopackage(), path)
        path.chmod(0o644)
        with geopackage.opened(path) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            with geopackage.transaction(connection):
                for layer, geometry in geopackage.layers(connection).items():
                    _empty_quickly(connection, layer, geometry)
            connection.execute("VACUUM")
        return path.read_bytes()


def _empty_quickly(connection, layer, geometry):
    """Takes all features out of a layer: its triggers, one call a feature, would take minutes for a large one."""
    made = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (layer,)
    ).fetchall()  # fmt: skip
    for name, _ in made:
        connection.execute(f"DROP TRIGGER {quoted(name)}")
    empty(connection, layer)
    if geometry:
        index = f"rtree_{layer}_{geometry}"
        (statement,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()
        connection.execute(f"DROP TABLE {quoted(index)}")
        connection.execute(statement)
    if geopackage.columns(connection, "gpkg_ogr_contents"):
        connection.execute("UPDATE gpkg_ogr_contents SET feature_count = 0 WHERE table_name = ?", (layer,))
    for _, statement in made:
        connection.execute(statement)


# --- layers


def _move_layer(address, source, layer):
    """The Passage of ``layer``; None where an earlier move has brought it there already."""
    with connected(address) as connection, connection.cursor() as cursor:
        schema.use(cursor, address)
        cursor.execute("SELECT 1 FROM _layer WHERE layer = %s", (layer,))
        return None if cursor.fetchone() else load_rows(cursor, source, layer)


def load_layer(cursor, source, layer):
    """Makes the table of ``layer`` with its guard and copies its features from the GeoPackage ``source``."""
    load_rows(cursor, source, layer)
    Table(source, layer).guard(cursor)


def load_rows(cursor, source, layer):
    """Makes the table of ``layer`` and copies its features; returns their Passage."""
    table = Table(source, layer)
    table.create(cursor)
    passage = Passage(source, table)
    passage.load(cursor)
    table.index(cursor)
    cursor.execute(sql().SQL("ANALYZE {}").format(table.name))
    return passage


def _proved(address, source, layer, known, passage):
    """The Proof of ``layer``; ``known`` is what the hub's newest version says of it. Raises HubError that names what
    differs."""
    if passage and passage.exact and (passage.count, passage.digest) == (known["count"], known["digest"]):
        with connected(address) as connection, connection.cursor() as cursor:
            schema.use(cursor, address)
            if passage.arrived(cursor):
                return Proof(layer, passage.count, passage.digest, passage.extent)
    return _compared(address, source, layer, known)


def _compared(address, source, layer, known):
    """The Proof of ``layer``; ``known`` is what the hub's newest version says of it. Raises HubError that names what
    differs."""
    with connected(address) as connection, connection.cursor("proof") as rows_there:
        with connection.cursor() as cursor:
            schema.use(cursor, address)
        table = Table(source, layer)
        there = _state(read_rows(rows_there, table), table)
    here = replace(there, count=known["count"], digest=known["digest"], extent=_extent(source, table))
    if here != there and here.extent == there.extent:  # shapes whose headers another program wrote in its own way
        here, there = _without_headers(address, source, table)
    for what, one, other in (("number of features", here.count, there.count), ("extent", here.extent, there.extent),
                             ("hash", here.digest, there.digest)):  # fmt: skip
        if one != other:
            raise HubError(_ARRIVED_OTHERWISE, layer=layer, what=f"{what}, {one} ≠ {other}")
    return there


def _without_headers(address, source, table):
    """The Proofs of both sides over the bare shapes."""

    def bare(found):
        shape = sorted(table.types).index(table.geometry) + 1 if table.geometry else None
        for row in found:
            yield (*row[:shape], geometry_body(row[shape]), *row[shape + 1 :]) if shape else row

    with connected(address) as connection, connection.cursor("proof") as rows_there:
        with connection.cursor() as cursor:
            schema.use(cursor, address)
        there = _digested(bare(read_rows(rows_there, table)))
    here = _digested(bare(_rows_here(source, table.layer)))
    extent = _extent(source, table)
    return Proof(table.layer, *here, extent), Proof(table.layer, *there, extent)


def _rows_here(source, layer):
    return source.execute(f"SELECT {geopackage.row_columns(source, layer)} FROM {quoted(layer)}")  # noqa: S608 - quoted


def _digested(found):
    """(number, hash) of rows."""
    count = total = 0
    for count, row in enumerate(found, 1):  # noqa: B007 - the last one is the number
        total += geopackage.row_digest(row)
    return count, f"{total % (1 << 128):032x}"


def _state(found, table):
    shape = sorted(table.types).index(table.geometry) + 1 if table.geometry else None
    extent = _Extent()
    return Proof(table.layer, *_digested(extent.seen(found, shape)), extent.box)


def _extent(source, table):
    """The extent of the shapes of a layer of a GeoPackage."""
    extent = _Extent()
    if table.geometry:
        found = source.execute(f"SELECT {quoted(table.geometry)} FROM {quoted(table.layer)}")  # noqa: S608 - quoted
        for _ in extent.seen(found, 0):
            pass
    return extent.box


class _Extent:
    """What rows cover while they pass by."""

    def __init__(self):
        self._boxes = []

    def seen(self, found, shape):
        for row in found:
            if shape is not None and row[shape] is not None:
                box = geopackage.bounds(row[shape])
                if box:
                    self._boxes.append(box)
            yield row

    @property
    def box(self):
        if not self._boxes:
            return None
        west, east, south, north = zip(*self._boxes, strict=True)
        return min(west), max(east), min(south), max(north)


# --- the history


def _move_history(address, hub, cancelled):
    with connected(address) as connection, connection.cursor() as cursor:
        schema.use(cursor, address)
        cursor.execute("SELECT count(*) FROM _version")
        if cursor.fetchone()[0]:
            return
        before = None
        for version in _versions(hub, cancelled):
            _move_version(cursor, hub, version)
            catalogue = hub.catalogue(version.number)
            if catalogue != before:
                cursor.execute("INSERT INTO _catalogue VALUES (%s, %s)", (version.number, catalogue.to_json()))
                before = catalogue
        # checked and built at once, below: many times faster
        cursor.execute("ALTER TABLE _change DROP CONSTRAINT _change_pkey, DROP CONSTRAINT _change_version_fkey")
        cursor.execute("DROP INDEX _change_of_feature")
        copy(
            cursor, "COPY _change (version, layer, uuid, kind, fid, before, after) FROM STDIN",
            _change_lines(hub, cancelled),
        )  # fmt: skip
        cursor.execute(
            "ALTER TABLE _change ADD PRIMARY KEY (version, layer, uuid), ADD FOREIGN KEY (version) REFERENCES _version"
        )
        cursor.execute("CREATE INDEX _change_of_feature ON _change (layer, uuid, version)")
        for path in (hub.folder / "ledger").glob("*/*.json"):
            name = path.relative_to(hub.folder / "ledger").as_posix()
            cursor.execute("INSERT INTO _ledger VALUES (%s, %s)", (name, path.read_text(encoding="utf-8")))
        for path in hub.file("").glob("*") if hub.file("").is_dir() else ():
            cursor.execute("INSERT INTO _file VALUES (%s, %s)", (path.name, path.read_bytes()))


def _versions(hub, cancelled):
    for version in hub.versions():
        if cancelled():
            raise CancelledError("Cancelled. Nothing is lost; run it again to complete it.")
        yield version


def _move_version(cursor, hub, version):
    told = {**about_of(version), "account": version.account}
    conflicts = hub.conflicts(version.number)
    sent = hub.path(version.number) / "sent.gz"
    cursor.execute(
        "INSERT INTO _version (number, about, tables, conflicts, sent) VALUES (%s, %s, %s, %s, %s)",
        (version.number, json.dumps(told, ensure_ascii=False), list(version.layers),
         json.dumps(conflicts, ensure_ascii=False), sent.read_bytes() if sent.exists() else None),
    )  # fmt: skip
    for operation in version.operations:
        if operation["op"] in ("remove_layer", "remove_field"):
            content = _before_removal(hub, version.number, operation["table"])
            cursor.execute(
                "INSERT INTO _removed VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                (version.number, operation["table"], content),
            )


def _before_removal(hub, number, layer):
    """The layer as it was before version ``number``, as a GeoPackage (bytes, gzip)."""
    with tempfile.TemporaryDirectory(prefix="shimonita-") as name:
        path = hub.replay(number - 1, Path(name) / "before.gpkg")
        with geopackage.opened(path) as connection:
            with geopackage.transaction(connection):
                for other in geopackage.layers(connection):
                    if other != layer:
                        geopackage.drop_layer(connection, other)
            connection.execute("VACUUM")
        return gzip.compress(path.read_bytes(), 1)


_json = json.JSONEncoder(ensure_ascii=False).encode
_NULL = "\\N"


def _escaped(text):
    """``text`` as a cell of COPY's text format."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _change_lines(hub, cancelled):
    for version in _versions(hub, cancelled):
        if version.changed:
            for table, uuid, kind, fid, before, after in {
                tuple(row[:2]): row for row in rows.rows_of(hub.path(version.number) / "changes.gz")
            }.values():
                told = "\t".join(map(_escaped, (table, uuid, kind)))
                key = _NULL if fid is None else fid
                line = f"{version.number}\t{told}\t{key}\t{_escaped(_row(before))}\t{_escaped(_row(after))}\n"
                yield line.encode()


def _row(packed):
    """A packed row of a changes.gz as JSON in the server's form."""
    if any(isinstance(value, dict) for value in packed.values()):
        packed = row_to_history(rows.unpacked(packed))
    return _json(packed)


def _finish(address, hub, source, layers):
    with connected(address) as connection, connection.cursor() as cursor:
        schema.use(cursor, address)
        for layer in layers:
            Table(source, layer).guard(cursor)
        cursor.execute("ANALYZE _change, _version")
        grant(cursor, address, read_catalogue(cursor, newest(cursor)))
        cursor.execute("UPDATE _hub SET whole = true, created = %s", (hub.created,))


# --- and back


def write_out(hub, target, progress=unheard, cancelled=never):
    """Writes the PostGISHub ``hub`` out as a hub on a file share, history included, into the new folder ``target``.

    Returns the Hub. Raises OutputError where the folder cannot be written, HubError where a layer is hidden.
    """
    with folder_written_beside(Path(target)) as beside, hub.cursor(consistent=True) as cursor:
        require_all_layers(cursor)
        head = newest(cursor)
        now = beside / "now.gpkg"
        write_newest(cursor, now)
        states, version = _States(cursor, now), None
        for number in steps(range(head, 0, -1), progress, cancelled):
            (earlier,) = read_versions(cursor, number, number)
            earlier = replace(earlier, layers=states.layers(), after=states.digest())
            if version:
                _write_version(beside, replace(version, before=earlier.after), cursor)
            if number > head - KEEP_LATEST or number % KEEP_EVERY == 0 or earlier.snapshot or number == 1:
                _folder(beside, number).mkdir(parents=True, exist_ok=True)
                shutil.copyfile(now, _folder(beside, number) / "town.gpkg")
            version = earlier
            if number > 1:
                states.step_back(number)
        _write_version(beside, version, cursor)
        now.unlink()
        _write_files(beside, cursor)
        write_json(beside / "current.json", {"version": head})
        write_json(beside / "hub.json", {"format": FORMAT, "id": hub.id, "created": _created(cursor), "editor": ""})
    return Hub.open(target)


class _States:
    """The digests of a GeoPackage that goes back in time, version by version."""

    def __init__(self, cursor, path):
        self._cursor, self._path = cursor, path
        with geopackage.opened(path) as connection:
            self._state = {layer: self._anew(connection, layer) for layer in geopackage.layers(connection)}

    def layers(self):
        return {layer: dict(state) for layer, state in self._state.items()}

    def digest(self):
        return hub_digest(self._state)

    def step_back(self, number):
        with geopackage.opened(self._path) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            others = set()
            with geopackage.transaction(connection):
                for layer, gone, come in step_back(self._cursor, connection, number):
                    if gone is None and come is None:
                        others.add(layer)
                        continue
                    state = self._state[layer]
                    state["digest"] = geopackage.carried(
                        state["digest"], [gone] if gone is not None else [], [come] if come is not None else []
                    )
                    state["count"] += (come is not None) - (gone is not None)
            there = geopackage.layers(connection)
            for layer in others:
                self._state.pop(layer, None)
                if layer in there:
                    self._state[layer] = self._anew(connection, layer)

    @staticmethod
    def _anew(connection, layer):
        return {
            "digest": geopackage.table_digest(connection, layer), "count": geopackage.count(connection, layer)
        }  # fmt: skip


def _folder(beside, number):
    return beside / "versions" / f"{number:06d}"


def _write_version(beside, version, cursor):
    folder = _folder(beside, version.number)
    folder.mkdir(parents=True, exist_ok=True)
    rows.write(read_changes(cursor, version.number).values(), folder / "changes.gz")
    conflicts = read_conflicts(cursor, version.number)
    if conflicts:
        write_json(folder / "conflicts.json", conflicts)
    cursor.execute("SELECT sent FROM _version WHERE number = %s", (version.number,))
    (sent,) = cursor.fetchone()
    if sent is not None:
        (folder / "sent.gz").write_bytes(bytes(sent))
    (folder / "catalogue.json").write_text(read_catalogue(cursor, version.number).to_json(), encoding="utf-8")
    write_json(folder / "version.json", asdict(version))
    for file in folder.iterdir():
        file.chmod(0o444)


def _write_files(beside, cursor):
    cursor.execute("SELECT name, content FROM _file")
    found = cursor.fetchall()
    if found:
        (beside / "files").mkdir()
    for name, content in found:
        (beside / "files" / Path(name).name).write_bytes(bytes(content))
    cursor.execute("SELECT name, content FROM _ledger")
    for name, content in cursor.fetchall():
        path = (beside / "ledger").joinpath(*name.split("/")[-2:])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def _created(cursor):
    cursor.execute("SELECT created FROM _hub")
    return cursor.fetchone()[0]
