"""Proving a hub whole, mending what its versions can mend, and keeping backups."""

# ruff: noqa: S608 - every name in SQL goes through quoted(), every value is a parameter
import contextlib
import glob
import json
import shutil
import socket
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from shimonita_gis.errors import HubError, OutputError, ShimonitaGisError, existing_folder, writing
from shimonita_gis.files import folder_written_beside, written_beside
from shimonita_gis.progress import never, steps, unheard

from . import geopackage
from .store import Hub, remove_folder
from .version import changed, hub_digest

KEPT_BACKUPS = 7
BACKUP_NOTE = "backup.json"
ORPHANED = 24 * 3600.0  # seconds: longer than any publisher works

_UNREADABLE = "Version {number} cannot be read ({reason})."  # translatable
_OTHER_CHANGES = "The changes or conflicts of version {number} are not those that were published."  # translatable
_GAP = "Version {number} does not follow the one before it."  # translatable
_OTHER_LAYERS = "The GeoPackage of version {number} lacks a layer or has one too many."  # translatable
_OTHER_DIGEST = "The digest of version {number} is not that of its layers."  # translatable
_ORPHAN = "{file} was left behind by a publisher that was interrupted."  # translatable
_OTHER_STYLE = "The style of the layer {layer} is lost or damaged ({file}). Save it again."  # translatable
_JOURNAL = "{file} was left by a program that opened the hub itself. Use work copies only."  # translatable
_DAMAGED = "The GeoPackage of version {number} is damaged ({reason})."  # translatable
_OTHER_ROWS = "The layer {table} of version {number} is not what was published."  # translatable
_OTHER_INDEX = "The index of the layer {table} in version {number} is wrong."  # translatable
_SAME_UUID = "The layer {table} of version {number} has one uuid twice."  # translatable


@dataclass(frozen=True)
class Finding:
    """What is wrong with one version; ``mended`` says that it is right again."""

    version: int
    text: str
    values: dict
    mended: bool = False

    def __str__(self):
        return self.text.format(**self.values)


def check(hub, progress=unheard, cancelled=never, repair=True):
    """The list of Findings on ``hub``: empty for a hub that is whole.

    Every version must be readable and start where the one before ended; every GeoPackage that is kept must be sound,
    hold exactly the rows that its version's digest says, one index entry a shape, one uuid a feature.
    A GeoPackage that is not is made again from an older one and the changes since.
    """
    if not isinstance(hub, Hub):
        from .postgis.check import check as check_server

        return check_server(hub, progress, cancelled)
    newest = hub.newest()
    findings = _chain(hub, newest)
    if findings:  # without a chain it is not known what should be there
        return findings + _journals(hub)
    for version in steps([v for v in hub.versions(1, newest) if _is_kept(hub, v, newest)], progress, cancelled):
        finding = examine(hub.path(version.number) / "town.gpkg", version)
        if finding and repair:
            finding = _mend(hub, version, finding)
        if finding:
            findings.append(finding)
    return findings + _styles(hub, newest) + _journals(hub) + _leftovers(hub, newest, repair)


def _is_kept(hub, version, newest):
    """Whether the GeoPackage of ``version`` is there, or must be: others may be pruned."""
    must_be = version.snapshot or version.number == newest
    return must_be or (hub.path(version.number) / "town.gpkg").exists()


def _chain(hub, newest):
    findings, before = [], ""
    for number in range(1, newest + 1):
        try:
            version = hub.version(number)
            hub.catalogue(number)
            told = changed(hub.changes(number).values()), len(hub.conflicts(number))
        except (ShimonitaGisError, OSError, ValueError, EOFError, TypeError) as error:
            findings.append(_finding(number, _UNREADABLE, reason=str(error)))
            before = ""
            continue
        if told != (version.changed, version.conflict_count):
            findings.append(_finding(number, _OTHER_CHANGES))
        if before and version.before != before:
            findings.append(_finding(number, _GAP))
        before = version.after
    return findings


def _styles(hub, newest):
    """Styles of the present catalogue that are lost or not what was kept under their name."""
    return [
        _finding(newest, _OTHER_STYLE, layer=entry.title, file=str(hub.file(entry.qml)))
        for entry in hub.catalogue(newest) if entry.qml and not hub.holds(entry.qml)
    ]  # fmt: skip


def examine(path, version):
    """The first Finding on the GeoPackage ``path`` of ``version``, None where it is whole."""
    try:
        with geopackage.opened(path, readonly=True) as connection:
            (said,) = connection.execute("PRAGMA integrity_check").fetchone()
            if said != "ok":
                return _finding(version.number, _DAMAGED, reason=said)
            return _layers(connection, version)
    except HubError as error:
        return _finding(version.number, _DAMAGED, reason=str(error))


def _layers(connection, version):
    if set(geopackage.layers(connection)) != set(version.layers):
        return _finding(version.number, _OTHER_LAYERS)
    for table, geometry in geopackage.layers(connection).items():
        for text, holds in _PROOFS:
            if not holds(connection, table, geometry, version.layers[table]):
                return _finding(version.number, text, table=table)
    if hub_digest(version.layers) != version.after:
        return _finding(version.number, _OTHER_DIGEST)
    return None


def _rows_are_those(connection, table, geometry, state):
    return geopackage.table_digest(connection, table) == state["digest"]


def _rtree_fits(connection, table, geometry, state):
    if not geometry:
        return True
    key, shape = geopackage.quoted(geopackage.primary_key(connection, table)), geopackage.quoted(geometry)
    rows = f"SELECT {key} FROM {geopackage.quoted(table)} WHERE {shape} IS NOT NULL AND NOT ST_IsEmpty({shape})"
    index = f"SELECT id FROM {geopackage.quoted(f'rtree_{table}_{geometry}')}"
    return not any(
        connection.execute(f"SELECT count(*) FROM ({one} EXCEPT {other})").fetchone()[0]
        for one, other in ((rows, index), (index, rows))
    )


def _uuids_differ(connection, table, geometry, state):
    (rows, different) = connection.execute(
        f"SELECT count(*), count(DISTINCT {geopackage.UUID}) FROM {geopackage.quoted(table)}"
    ).fetchone()
    return rows == different


_PROOFS = ((_OTHER_ROWS, _rows_are_those), (_OTHER_INDEX, _rtree_fits), (_SAME_UUID, _uuids_differ))


def _mend(hub, version, finding):
    """Makes the GeoPackage of ``version`` again from those before it, the nearest first."""
    path = hub.path(version.number) / "town.gpkg"
    try:
        beside = hub.replay(version.number, hub.path(version.number) / "mended.gpkg", older=True)
    except HubError:
        return finding
    try:
        if examine(beside, version):
            return finding
        with writing(path):
            if path.exists():
                path.chmod(0o644)
            beside.chmod(0o444)
            beside.replace(path)
        return replace(finding, mended=True)
    finally:
        beside.unlink(missing_ok=True)


def _journals(hub):
    """Journals beside a GeoPackage: somebody opened the hub's own file for writing."""
    return [
        _finding(int(path.parent.name), _JOURNAL, file=str(path))
        for path in sorted(hub.versions_folder.glob("[0-9]*/town.gpkg-*"))
    ]


def _leftovers(hub, newest, repair):
    """Drafts and notes of publishers that are no more, and files that no catalogue refers to: older by ORPHANED than
    the newest version. Both times are of the share's clock; that of this PC may be wrong."""
    known = {entry.qml for number in range(1, newest + 1) for entry in hub.catalogue(number)}
    candidates = [
        *hub.versions_folder.glob(".draft-*"),
        *hub.folder.glob("lease.*.*"),
        *hub.folder.glob(f".{'?' * 32}"),
        *(path for path in hub.file("").glob("*") if path.name not in known),
    ]
    now = _touched(hub.path(newest))
    left = [path for path in sorted(candidates) if now - _touched(path) > ORPHANED]
    return [_finding(newest, _ORPHAN, mended=repair and _remove(path), file=str(path)) for path in left]


def _touched(path):
    try:
        return path.stat().st_mtime
    except OSError:  # it is gone already
        return float("inf")


def _remove(path):
    with contextlib.suppress(OSError):
        if path.is_dir():
            remove_folder(path)
        else:
            path.unlink()
    return not path.exists()


def back_up(hub, folder, kept=KEPT_BACKUPS, progress=unheard, cancelled=never):
    """Copies the whole hub into a new folder under ``folder`` and removes the oldest beyond ``kept``. A hub on a server
    is written out as a folder.

    The copy is a hub: opened from any PC, or laid in the place of the lost one. Returns its path. Raises OutputError
    where the copy cannot be written, HubError where it is not whole: the older backups then stay.
    """
    folder = existing_folder(folder)
    name = hub.folder.name if isinstance(hub, Hub) else hub.id[:8]
    target = folder / f"{name}-{datetime.now():%Y%m%d-%H%M%S}"
    if isinstance(hub, Hub):
        _copy_hub(hub, target, progress, cancelled)
    else:
        from .postgis.move import write_out

        write_out(hub, target, progress, cancelled)
    _refuse_damaged(target)
    for old in sorted(folder.glob(f"{glob.escape(name)}-????????-??????"))[:-kept]:
        _remove_backup(old)
    _note_backup(hub)
    return target


def _copy_hub(hub, target, progress, cancelled):
    head = hub.head().number
    with folder_written_beside(target) as beside:
        for number in steps(range(1, head + 1), progress, cancelled):
            _copy_folder(hub.path(number), beside / "versions" / hub.path(number).name)
        if hub.file("").is_dir():
            _copy_folder(hub.file(""), beside / "files")
        if (hub.folder / "ledger").is_dir():  # of data given to applicants
            shutil.copytree(hub.folder / "ledger", beside / "ledger", ignore=shutil.ignore_patterns(".*"))
        (beside / "current.json").write_text(json.dumps({"version": head}), encoding="utf-8")
        shutil.copyfile(hub.folder / "hub.json", beside / "hub.json")


def last_backup(hub):
    """When the last backup of ``hub`` was made (ISO 8601, UTC); '' where none is known. The server's own backup is not
    known here: of a hub on a server it is when it was last written out as a folder."""
    if not isinstance(hub, Hub):
        return hub.written_out()
    try:
        return json.loads((hub.folder / BACKUP_NOTE).read_text(encoding="utf-8"))["time"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _note_backup(hub):
    """Tells everyone's panel of the backup. One that cannot be noted, from a PC that may only read, is one still."""
    note = {"time": datetime.now(UTC).isoformat(timespec="seconds"), "pc": socket.gethostname()}
    if not isinstance(hub, Hub):
        with contextlib.suppress(HubError):
            hub.note_written_out(note["time"])
        return
    with contextlib.suppress(OutputError), written_beside(hub.folder / BACKUP_NOTE) as beside:
        beside.write_text(json.dumps(note), encoding="utf-8")


def _copy_folder(source, target):
    """Copies the files of a folder without subfolders, one by one, so that an error names what was refused."""
    target.mkdir(parents=True)
    for path in source.iterdir():
        shutil.copy2(path, target / path.name)


def _refuse_damaged(copy):
    damaged = check(Hub.open(copy), repair=False)
    if damaged:
        raise HubError(
            "The backup {folder} is not whole: {finding} Keep the older ones and run 'Check hub' on the hub.",
            folder=copy, finding=str(damaged[0]),
        )  # fmt: skip


def _remove_backup(folder):
    for inner in (folder / "versions").iterdir() if (folder / "versions").is_dir() else ():
        remove_folder(inner)
    shutil.rmtree(folder, ignore_errors=True)


def _finding(number, text, mended=False, **values):
    return Finding(number, text, {"number": number, **values}, mended)
