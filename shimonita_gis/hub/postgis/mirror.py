"""A hub on a server as a GeoPackage on this PC: what is open data, given to applicants or worked on in work copies.

The newest state is read from the tables. An older one is made from it by taking the versions since then back, one by
one; layers and fields that were removed on the way come from what the server kept of them.
"""

import contextlib
import gzip
import hashlib
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from shimonita_gis.errors import HubError
from shimonita_gis.files import written_beside

from .. import changes as rows
from .. import geopackage
from ..changes import DELETE
from ..operations import operate
from ..store import FORMAT, account, write_json
from .schema import Table
from .store import newest, read_changes, read_rows, read_versions

KEPT = 3
_BATCH = 2000
_HIDDEN = "The layer {layer} is only for its department. Ask the hub's administrator to do this."  # translatable


def own_folder(hub):
    """The private folder of this PC for copies of ``hub``; one hub may lie in two places: a backup is one, too."""
    name = f"{hub.id[:8]}-{_digest(replace(hub.address, user='', authcfg=''))}"
    folder = Path(tempfile.gettempdir()) / f"shimonita-gis-{account()}" / name
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def mirror(hub, number=None):
    """The path of the GeoPackage of version ``number`` (the newest by default); made when it is not there yet."""
    version = hub.version(number or hub.newest())
    number = version.number
    # a server that was brought back to an earlier moment has another version of that number
    path = own_folder(hub) / f"{number:06d}-{_digest(version.time, version.nonce)}" / "town.gpkg"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        write_json(own_folder(hub) / "hub.json", {"format": FORMAT, "id": hub.id, "server": hub.place})
        (path.parent / "catalogue.json").write_text(hub.catalogue(number).to_json(), encoding="utf-8")
        write_version(hub, number, path)
        path.chmod(0o444)
        _prune(path.parent)
    return path


def _digest(*values):
    return hashlib.blake2b(repr(values).encode(), digest_size=6).hexdigest()


def _prune(newest_folder):
    for folder in sorted(newest_folder.parent.glob("[0-9]" * 6 + "-*"), key=lambda f: f.stat().st_mtime)[:-KEPT]:
        if folder != newest_folder:
            shutil.rmtree(folder, ignore_errors=True)


def write_version(hub, number, target):
    """Writes the GeoPackage of version ``number`` of ``hub`` to ``target``, with the layers this account may see."""
    with hub.cursor(consistent=True) as cursor:
        head = newest(cursor)
        if not 1 <= number <= head:
            raise HubError("The hub {folder} has no version {number}.", folder=hub.told, number=number)
        with written_beside(target) as beside:
            write_newest(cursor, beside)
            with geopackage.opened(beside) as connection:
                _fast(connection)
                with geopackage.transaction(connection):
                    for n in range(head, number, -1):
                        for _ in step_back(cursor, connection, n):
                            pass
    return Path(target)


def write_newest(cursor, path):
    """Writes the hub as it is now to the new GeoPackage ``path``."""
    write_skeleton(cursor, path)
    with geopackage.opened(path) as connection:
        _fast(connection)
        with geopackage.transaction(connection):
            for layer in geopackage.layers(connection):
                if _visible(cursor, layer):
                    fill(cursor, connection, layer)
                else:
                    geopackage.drop_layer(connection, layer)


def write_skeleton(cursor, path):
    cursor.execute("SELECT skeleton FROM _hub")
    path.write_bytes(gzip.decompress(bytes(cursor.fetchone()[0])))


def require_all_layers(cursor):
    """Raises HubError where a layer is hidden from this account."""
    cursor.execute("SELECT layer FROM _layer WHERE NOT has_table_privilege(quote_ident(relation), 'SELECT')")
    for (layer,) in cursor.fetchall():
        raise HubError(_HIDDEN, layer=layer)


def _visible(cursor, layer):
    cursor.execute("SELECT has_table_privilege(quote_ident(relation), 'SELECT') FROM _layer WHERE layer = %s", (layer,))
    return cursor.fetchone()[0]


def fill(cursor, connection, layer):
    """Copies the features of ``layer`` from the server into the empty layer of a GeoPackage."""
    table = Table(connection, layer)
    names = [table.key, *sorted(table.types)]
    listed, places = ", ".join(map(geopackage.quoted, names)), ", ".join("?" * len(names))
    statement = f"INSERT INTO {geopackage.quoted(layer)} ({listed}) VALUES ({places})"  # noqa: S608 - quoted
    shape = names.index(table.geometry) if table.geometry else None
    found = read_rows(cursor, table)
    while batch := [row for row, _ in zip(found, range(_BATCH), strict=False)]:
        connection.executemany(statement, batch)
        if shape:
            geopackage.widen_extent(connection, layer, [row[shape] for row in batch])


def layer_as_file(cursor, layer, folder):
    """The newest published state of ``layer`` as a GeoPackage (bytes, gzip)."""
    path = folder / "layer.gpkg"
    write_skeleton(cursor, path)
    with geopackage.opened(path) as connection:
        _fast(connection)
        with geopackage.transaction(connection):
            for other in geopackage.layers(connection):
                if other != layer:
                    geopackage.drop_layer(connection, other)
            fill(cursor, connection, layer)
        connection.execute("VACUUM")
    return gzip.compress(path.read_bytes(), 1)


def step_back(cursor, connection, number):
    """Takes version ``number`` back in a GeoPackage. Yields (table, hash of a row gone or None, hash of one come or
    None) for each row, and (table, None, None) for a layer that is another now."""
    (version,) = read_versions(cursor, number, number)
    back = [change.inverse() for change in read_changes(cursor, number).values()]
    back.sort(key=lambda change: change.kind != DELETE)  # keys become free before they are taken again
    for change, gone, come in rows.apply(connection, back):
        yield change.table, gone, come
    restored = set()
    for operation in reversed(version.operations):
        layer = operation["table"]
        if layer in restored:
            continue
        if operation["op"] in ("remove_layer", "remove_field"):
            _bring_back(cursor, connection, number, layer)
            restored.add(layer)
        else:
            operate(connection, _REVERSED[operation["op"]](operation))
        yield layer, None, None


_REVERSED = {
    "add_layer": lambda o: {"op": "remove_layer", "table": o["table"]},
    "add_field": lambda o: {"op": "remove_field", "table": o["table"], "name": o["name"]},
    "rename_field": lambda o: {**o, "name": o["new"], "new": o["name"]},
    "rename_layer": lambda o: {**o, "name": o["new"], "new": o["name"]},
}


def _bring_back(cursor, connection, number, layer):
    cursor.execute("SELECT content FROM _removed WHERE version = %s AND layer = %s", (number, layer))
    found = cursor.fetchone()
    if not found:
        raise HubError("The GeoPackage of version {number} is lost. Take the hub from a backup.", number=number - 1)
    if layer in geopackage.layers(connection):
        geopackage.drop_layer(connection, layer)
    with tempfile.TemporaryDirectory(prefix="shimonita-") as name:
        path = Path(name) / "layer.gpkg"
        path.write_bytes(gzip.decompress(bytes(found[0])))
        with attached(connection, path) as schema:
            geopackage.copy_layer(connection, layer, schema)


@contextlib.contextmanager
def attached(connection, path):
    """The GeoPackage ``path`` beside the one of ``connection``, which is in a transaction; SQLite attaches only
    between two."""
    connection.execute("COMMIT")
    connection.execute("ATTACH ? AS removed", (str(path),))
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield "removed"
    finally:
        connection.execute("COMMIT")
        connection.execute("DETACH removed")
        connection.execute("BEGIN IMMEDIATE")


def _fast(connection):
    """For a file that nobody else sees before it is whole."""
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = MEMORY")
