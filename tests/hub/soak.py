"""Several people at one hub, killed at any moment: ``python3 tests/hub/soak.py SECONDS [PEOPLE]``.

Each person is a process that edits a work copy, writes every edit it committed into a journal of its own, syncs, and
is killed with SIGKILL at a random moment and started again. Meanwhile the hub is proved whole again and again. At the
end everybody syncs in peace, and every edit of every journal must be in the hub's history or in a listed conflict.
"""

import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    import conftest  # noqa: F401 - it registers the package as the tests do

import geopandas
import shapely

from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.hub import geopackage, merge, workcopy
from shimonita_gis.hub.catalogue import LayerEntry
from shimonita_gis.hub.check import check, examine
from shimonita_gis.hub.layers import prepared
from shimonita_gis.hub.operations import add_layer
from shimonita_gis.hub.store import Hub

HOUSES = 40
COLUMNS = ("name", "note", "owner")


@dataclass
class Outcome:
    """What happened: counts, and the edits that are nowhere (which must be none)."""

    syncs: int
    kills: int
    proofs: int
    versions: int
    conflicts: int
    edits: int
    lost: list


# --- one person, in a process of its own


def person(path, journal, seed):
    """Edits and syncs for ever."""
    chance = random.Random(seed)
    complaints = os.open(journal.with_suffix(".err"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(complaints, sys.stderr.fileno())
    with journal.open("a", encoding="utf-8") as log:
        log.write("\n")  # after a line that a kill may have cut off
        while True:
            for _ in range(chance.randint(1, 4)):
                edit(path, chance, log)
            try:
                workcopy.sync(path, message="soak")
            except ShimonitaGisError as error:  # busy, or a share too slow: the edits wait for the next sync
                note(log, failed=str(error))
            else:
                note(log, synced=True)


def note(log, **entry):
    log.write(json.dumps(entry, ensure_ascii=False) + "\n")
    log.flush()


def edit(path, chance, log):
    """One edit: its intention is noted before, its commit after. Killed between the two, nothing is owed for it, but it
    may have overwritten an earlier one."""
    with geopackage.opened(path) as connection:
        ids = [row[0] for row in connection.execute("SELECT uuid FROM houses WHERE uuid IS NOT NULL")]
        kind = chance.choices(["update", "insert", "delete"], [8, 2, 1])[0] if ids else "insert"
        target = str(uuid.uuid4()) if kind == "insert" else chance.choice(ids)
        column, token = "name" if kind == "insert" else chance.choice(COLUMNS), uuid.uuid4().hex
        note(log, kind=kind, uuid=target, column=column, token=token)
        with geopackage.transaction(connection):
            if kind == "insert":
                values = shape(chance), target, token
                connection.execute("INSERT INTO houses (geom, uuid, name) VALUES (?, ?, ?)", values)
            elif kind == "update":
                connection.execute(f"UPDATE houses SET {column} = ? WHERE uuid = ?", (token, target))
            else:
                connection.execute("DELETE FROM houses WHERE uuid = ?", (target,))
    note(log, committed=token)


def shape(chance):
    x, y = chance.uniform(-94000, -93000), chance.uniform(24000, 25000)
    body = shapely.to_wkb(shapely.MultiPolygon([shapely.box(x, y, x + 9, y + 9)]))
    return b"GP\x00\x01" + (6677).to_bytes(4, "little") + body


# --- the whole


def soak(folder, seconds, people=4, seed=1):
    """Runs the soak in ``folder`` and returns its :class:`Outcome`."""
    chance = random.Random(seed)
    hub = _new_hub(folder)
    paths = [workcopy.check_out(hub, folder / f"{i}.gpkg", editor=f"person {i}") for i in range(people)]
    running = {path: _start(path, chance) for path in paths}
    kills = proofs = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(chance.choice([0.01, 0.1, 0.3]))
        path = chance.choice(paths)
        _kill(running[path])
        kills += 1
        running[path] = _start(path, chance)
        proofs += _prove(hub)
    for process in running.values():
        _kill(process)
    _settle(paths)
    assert check(hub) == []
    _assert_alike(hub, paths)
    return _outcome(hub, paths, kills, proofs)


def _new_hub(folder):
    hub = Hub.create(folder / "hub", "soak")
    frame = geopandas.GeoDataFrame(
        {name: [f"{name} {i}" for i in range(HOUSES)] for name in COLUMNS},
        geometry=[shapely.box(20 * i, 0, 20 * i + 10, 10) for i in range(HOUSES)], crs=6677,
    )  # fmt: skip
    add_layer(hub, prepared(frame, "soak"), LayerEntry(table="", title="houses"), "soak")
    return hub


def _start(path, chance):
    process = multiprocessing.get_context("fork").Process(target=person, args=(path, _journal(path), chance.random()))
    process.start()
    return process


def _journal(path):
    return path.with_suffix(".journal")


def _kill(process):
    process.kill()
    process.join()


def _prove(hub):
    """1 where the newest version was proved whole, 0 where it was pruned while we looked."""
    head = hub.head()
    if not (hub.path(head.number) / "town.gpkg").exists():
        return 0
    finding = examine(hub.path(head.number) / "town.gpkg", head)
    if finding and not (hub.path(head.number) / "town.gpkg").exists():
        return 0
    assert finding is None, str(finding)
    return 1


def _settle(paths):
    for _ in range(2):
        for path in paths:
            workcopy.sync(path, message="settled")


def _assert_alike(hub, paths):
    statement = "SELECT uuid, name, note, owner, geom FROM houses ORDER BY uuid"
    states = []
    for path in [hub.geopackage(), *paths]:
        with geopackage.opened(path, readonly=True) as connection:
            states.append(connection.execute(statement).fetchall())
    assert all(state == states[0] for state in states)


def _outcome(hub, paths, kills, proofs):
    tokens, gone, conflicts = _told(hub)
    lost, edits, syncs = [], 0, 0
    for path in paths:
        entries = _entries(_journal(path))
        syncs += sum("synced" in entry for entry in entries)
        edits += sum("committed" in entry for entry in entries)
        lost += [entry for entry in _owed(entries) if entry["token"] not in tokens and entry["uuid"] not in gone]
        complaint = _journal(path).with_suffix(".err").read_text()
        assert "Traceback" not in complaint, complaint
    return Outcome(syncs, kills, proofs, hub.head().number, conflicts, edits, lost)


def _entries(journal):
    entries = []
    for line in journal.read_text(encoding="utf-8").splitlines():
        try:
            entries.append(json.loads(line))
        except ValueError:  # empty, or cut off by a kill
            continue
    return entries


def _owed(entries):
    """The committed edits that must be somewhere: all but those that their author took back before they were sent."""
    committed = {entry["committed"] for entry in entries if "committed" in entry}
    for window in _windows(entries):
        later, drawn = set(), {entry["uuid"] for entry in window if entry["kind"] == "insert"}
        for entry in reversed(window):
            cell = entry["uuid"], entry["column"]
            undone = entry["kind"] == "delete" and entry["uuid"] in drawn
            if entry["token"] in committed and not undone and cell not in later and entry["uuid"] not in later:
                yield entry
            later.add(entry["uuid"] if entry["kind"] == "delete" else cell)


def _windows(entries):
    """The intended edits between one completed sync and the next, as lists."""
    window = []
    for entry in entries:
        if "kind" in entry:
            window.append(entry)
        elif "synced" in entry:
            yield window
            window = []
    yield window


def _told(hub):
    """Tokens that the history or a conflict holds, uuids whose deletion is told, and the number of conflicts."""
    tokens, gone, count = set(), set(), 0
    for version in hub.versions():
        for change in hub.changes(version.number).values():
            tokens |= {value for value in change.after.values() if isinstance(value, str)}
            if change.kind == "delete":
                gone.add(change.uuid)
        for conflict in hub.conflicts(version.number):
            count += 1
            wanted = conflict["mine"] if isinstance(conflict["mine"], dict) else {"": conflict["mine"]}
            tokens |= {value for value in wanted.values() if isinstance(value, str)}
            if conflict["kind"] == merge.DELETE_UPDATE:
                gone.add(conflict["uuid"])
    return tokens, gone, count


def main():
    seconds, people = float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 8
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        outcome = soak(Path(folder), seconds, people, seed=os.getpid())
    print(outcome)
    sys.exit(bool(outcome.lost))


if __name__ == "__main__":
    main()
