"""Proving a hub whole, mending what its versions can mend, and keeping backups."""

# ruff: noqa: S608 - every name in SQL goes through quoted(), every value is a parameter
import json
import shutil
from dataclasses import dataclass, replace
from datetime import datetime

from shimonita_gis.errors import HubError, ShimonitaGisError, existing_folder, writing
from shimonita_gis.files import folder_written_beside
from shimonita_gis.progress import never, steps, unheard

from . import geopackage
from .store import Hub, hub_digest, remove_folder

KEPT_BACKUPS = 7

_UNREADABLE = "Version {number} cannot be read ({reason})."  # translatable
_GAP = "Version {number} does not follow the one before it."  # translatable
_OTHER_LAYERS = "The GeoPackage of version {number} lacks a layer or has one too many."  # translatable
_OTHER_DIGEST = "The digest of version {number} is not that of its layers."  # translatable
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
    findings = _chain(hub)
    kept = [v for v in hub.versions() if (hub.path(v.number) / "town.gpkg").exists()] if not findings else []
    for version in steps(kept, progress, cancelled):
        finding = examine(hub.geopackage(version.number), version)
        if finding and repair:
            finding = _mend(hub, version, finding)
        if finding:
            findings.append(finding)
    return findings + _leftovers(hub)


def _chain(hub):
    findings, before = [], ""
    for number in range(1, hub.head().number + 1):
        try:
            version = hub.version(number)
            hub.catalogue(number)
            hub.changes(number)
        except (ShimonitaGisError, OSError, ValueError, EOFError) as error:
            findings.append(_finding(number, _UNREADABLE, reason=str(error)))
            before = ""
            continue
        if before and version.before != before:
            findings.append(_finding(number, _GAP))
        before = version.after
    return findings


def examine(path, version):
    """The first Finding on the GeoPackage ``path`` of ``version``, None where it is whole."""
    try:
        with geopackage.opened(path, readonly=True) as connection:
            (said,) = connection.execute("PRAGMA integrity_check").fetchone()
            if said != "ok":
                return _finding(
                    version.number, "The GeoPackage of version {number} is damaged ({reason}).", reason=said
                )
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


def _leftovers(hub):
    """Journals beside a GeoPackage: somebody opened the hub's own file for writing."""
    found = []
    for path in sorted(hub.versions_folder.glob("*/town.gpkg-*")):
        found.append(_finding(int(path.parent.name), _JOURNAL, file=str(path)))
    return found


def back_up(hub, folder, kept=KEPT_BACKUPS):
    """Copies the whole hub into a new folder under ``folder`` and removes the oldest beyond ``kept``.

    The copy is a hub: opened from any PC, or laid in the place of the lost one. Returns its path.
    """
    folder = existing_folder(folder)
    target = folder / f"{hub.folder.name}-{datetime.now():%Y%m%d-%H%M%S}"
    head = hub.head().number
    with folder_written_beside(target) as beside:
        for number in range(1, head + 1):
            shutil.copytree(hub.path(number), beside / "versions" / hub.path(number).name)
        (beside / "current.json").write_text(json.dumps({"version": head}), encoding="utf-8")
        shutil.copyfile(hub.folder / "hub.json", beside / "hub.json")
    copy = Hub.open(target)
    damaged = check(copy, repair=False)
    if damaged:
        raise HubError(
            "The backup {folder} is not whole: {finding} Keep the older ones and run 'Check hub' on the hub.",
            folder=target, finding=str(damaged[0]),
        )  # fmt: skip
    for old in sorted(folder.glob(f"{hub.folder.name}-????????-??????"))[:-kept]:
        for version in (old / "versions").iterdir():
            remove_folder(version)
        shutil.rmtree(old, ignore_errors=True)
    return target


def _finding(number, text, **values):
    return Finding(number, text, {"number": number, **values})
