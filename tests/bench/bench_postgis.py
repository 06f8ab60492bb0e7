"""The hub on a server: many editors, the move, the sync and the map, on a real PostgreSQL of this run's own."""

import contextlib
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hub.conftest import add, houses
from hub.crowd import edited_by_a_crowd
from hub.server import PASSWORD, SUPERUSER, Server
from hub.test_any_order import PLACES, lettered_hub
from hub.test_postgis_same import play_on_both
from row import Row, seconds

from shimonita_gis.hub import workcopy
from shimonita_gis.hub.changes import RowChange
from shimonita_gis.hub.check import check
from shimonita_gis.hub.postgis.move import move
from shimonita_gis.hub.store import Hub

sys.path.insert(0, str(Path(__file__).parent))
from bench_hub import edit, timed_sync

EDITORS, EDITS = 20, 10_000
FEATURES, VERSIONS = 300_000, 1_000
LARGE = 1_000_000
HISTORIES = 20


def rows():
    server = Server()
    try:
        server.make().start().database("town")
        with tempfile.TemporaryDirectory(prefix="bench-postgis-") as name:
            yield _crowd(server, Path(name) / "crowd")
            yield _same(server, Path(name) / "same")
            yield from _town(server, Path(name) / "town")
    finally:
        server.remove()


def _crowd(server, folder):
    folder.mkdir()
    hub = Hub.create(folder / "hub", "bench")
    add(hub, houses(50), "houses", "bench")
    hub, _ = move(hub, server.address("town", schema="crowd"))
    began = time.perf_counter()
    confirmed, lost, refused, cut = edited_by_a_crowd(server, hub, EDITORS, EDITS // EDITORS, cuts=300, pause=0.2)
    spent = time.perf_counter() - began
    sound = not check(hub)
    figure = f"{len(lost)} lost, {len(refused)} listed"
    return Row(f"{len(confirmed):,} edits, {EDITORS} editors, {cut} cuts, {spent:.0f} s", figure, "-", "0 lost",
               not lost and sound and len(confirmed) == EDITS)  # fmt: skip


def _same(server, folder):
    """Random histories of three people, played on a hub on files and on one on the server, told by both."""
    start, different = lettered_hub(folder), []
    for seed in range(HISTORIES):
        chance = random.Random(seed)
        try:
            play_on_both(start, server, [_action(chance) for _ in range(20)])
        except AssertionError:
            different.append(seed)
    figure = f"{HISTORIES - len(different)} of {HISTORIES} equal"
    return Row("random histories of three people, 26 steps each", figure, "hub on files", "all equal", not different)


def _action(chance):
    who, house = chance.randrange(3), chance.choice("abcdef")
    return chance.choice((
        ("set", who, house, chance.choice(("name", "note")), chance.choice(("x", "y", None))),
        ("move", who, house, chance.choice(PLACES)), ("draw", who, house), ("delete", who, house), ("sync", who),
    ))  # fmt: skip


def _town(server, folder):
    folder.mkdir()
    hub = _hub_with_history(folder)
    yield _moved(server, hub, folder)
    there = Hub.open(server.address("town", schema="town"))
    yield _synced(there, Hub.open(_copy_of(hub, folder)), folder)
    yield _seen(server, there)


def _hub_with_history(folder):
    """300,000 buildings, and a layer of 1,000 houses that was changed a hundred at a time in 1,000 versions."""
    hub = Hub.create(folder / "hub", "bench")
    _, entry = add(hub, houses(1000), "houses", "bench")
    with_uuids = []

    def note(draft):
        with_uuids.extend(draft.read(entry.table, ["uuid"]))

    hub.publish(note, "bench", "")
    for number in range(VERSIONS - 3):
        chosen = [with_uuids[(number * 100 + i) % 1000][0] for i in range(100)]

        def work(draft, chosen=chosen, number=number):
            draft.apply(
                RowChange("houses", uuid, "update", {"floors": draft.row("houses", uuid)["floors"]}, {"floors": number})
                for uuid in chosen
            )  # fmt: skip

        hub.publish(work, "bench", f"{number}")
    from bench_hub import buildings

    add(hub, buildings(FEATURES), "buildings", "bench")
    return hub


def _copy_of(hub, folder):
    """The file hub as it was before the move."""
    import json
    import shutil

    copy = shutil.copytree(hub.folder, folder / "files")
    about = json.loads((copy / "hub.json").read_text())
    about.pop("moved_to")
    (copy / "hub.json").write_text(json.dumps(about))
    return copy


def _moved(server, hub, folder):
    began = time.perf_counter()
    there, proofs = move(hub, server.address("town", schema="town"))
    spent = time.perf_counter() - began
    assert there.head().number >= VERSIONS - 2
    server.execute("CREATE SCHEMA plain", "town")
    target = f"PG:host=127.0.0.1 port={server.port} dbname=town user={SUPERUSER} password='{PASSWORD}' schemas=plain"
    command = ("ogr2ogr", "-f", "PostgreSQL", target, str(hub.geopackage()), "-lco", "SCHEMA=plain", "-overwrite")
    peer, _ = seconds(lambda: subprocess.run(command, check=True, capture_output=True), 2)
    times = spent / peer
    count = sum(proof.count for proof in proofs)
    what = f"move of {count:,} features, {there.head().number:,} versions, proved"
    figure, against = f"{spent:.1f} s, {times:.1f} times", f"ogr2ogr, layers alone: {peer:.1f} s"
    return Row(what, figure, against, "3 times", times <= 3)


def _synced(there, files, folder):
    took = {}
    for name, hub in (("server", there), ("files", files)):
        path = workcopy.check_out(hub, folder / f"{name}.gpkg", editor="bench")
        workcopy.sync(path)
        runs = []
        for turn in range(3):
            edit(path, 100, 10 + turn, "name")
            spent, result = timed_sync(path)
            assert result["sent"] == 100, result
            runs.append(spent)
        took[name] = min(runs)
    times = took["server"] / took["files"]
    return Row(f"sync of 100 edits, {FEATURES:,} features", f"{took['server']:.2f} s, {times:.1f} times",
               f"hub on files: {took['files']:.2f} s", "2 times", times <= 2)  # fmt: skip


def _seen(server, there):
    """The features in a map window of 1.6 by 1 km, as QGIS's provider asks for them, of a layer grown to a million."""
    schema = there.address.schema
    with contextlib.closing(server.connect("town")) as connection, connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # the guards need not see the filling
        cursor.execute(
            f'INSERT INTO "{schema}".buildings (uuid, geom, name, kind, height) '
            "SELECT gen_random_uuid()::text, ST_Translate(geom, 0, 9000 * n), name, kind, height "
            f'FROM "{schema}".buildings, generate_series(1, 3) n LIMIT {LARGE - FEATURES}'
        )
        cursor.execute(f'VACUUM ANALYZE "{schema}".buildings')
        window = "ST_MakeEnvelope(-94000, 22000, -92400, 23000, 6677)"
        asked = (
            f"SELECT ST_AsBinary(geom, 'NDR'), fid, name FROM \"{schema}\".buildings "
            f"WHERE geom && {window} AND ST_Intersects(geom, {window})"
        )
        cursor.execute(f'SELECT count(*) FROM "{schema}".buildings')
        (count,) = cursor.fetchone()

        def ask():
            cursor.execute(asked)
            return len(cursor.fetchall())

        spent, found = seconds(ask, 5)
    assert count == LARGE and found > 1000
    return Row(
        f"map window of {count:,} features, {found:,} in it", f"{spent * 1000:.0f} ms", "-", "100 ms", spent <= 0.1
    )
