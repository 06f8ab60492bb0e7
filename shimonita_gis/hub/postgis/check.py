"""Proving a hub on a server whole: its history, taken back version by version, must fit what the tables hold."""

import tempfile
from pathlib import Path

from shimonita_gis.errors import HubError
from shimonita_gis.progress import steps

from .. import geopackage
from ..changes import DELETE, UPDATE, present_row, same
from ..check import _GAP, _OTHER_CHANGES, _OTHER_STYLE, _SAME_UUID, _UNREADABLE, Finding
from .mirror import step_back, write_newest
from .store import newest, read_catalogue, read_changes, read_conflicts, read_versions


def check(hub, progress, cancelled):
    """The list of check.Findings on ``hub``. Layers that this account may not see are left out."""
    with hub.cursor(consistent=True) as cursor, tempfile.TemporaryDirectory(prefix="shimonita-") as name:
        head = newest(cursor)
        findings = list(_gaps(cursor, head))
        if findings:
            return findings
        path = Path(name) / "town.gpkg"
        write_newest(cursor, path)
        with geopackage.opened(path) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            findings += _uuids(connection, head)
            for number in steps(range(head, 0, -1), progress, cancelled):
                finding = _fits(cursor, connection, number)
                if finding:
                    return [*findings, *_styles(hub, cursor, head), finding]
        return findings + _styles(hub, cursor, head)


def _gaps(cursor, head):
    there = {version.number for version in read_versions(cursor, 1, head)}
    for number in range(1, head + 1):
        if number not in there:
            yield _finding(number, _GAP)


def _uuids(connection, head):
    for layer in geopackage.layers(connection):
        (double,) = connection.execute(
            f"SELECT count(*) - count(DISTINCT uuid) FROM {geopackage.quoted(layer)}"  # noqa: S608 - quoted
        ).fetchone()
        if double:
            yield _finding(head, _SAME_UUID, table=layer)


def _fits(cursor, connection, number):
    """The Finding on a version whose rows are not those that the next state begins with; takes it back else."""
    try:
        read_conflicts(cursor, number)
        read_catalogue(cursor, number)
        there = geopackage.layers(connection)
        for change in read_changes(cursor, number).values():
            if change.table in there and not _is_there(present_row(connection, change.table, change.uuid), change):
                return _finding(number, _OTHER_CHANGES)
        with geopackage.transaction(connection):
            if number > 1:
                for _ in step_back(cursor, connection, number):
                    pass
    except (HubError, ValueError, KeyError, TypeError) as error:
        return _finding(number, _UNREADABLE, reason=str(error))
    return None


def _is_there(row, change):
    if change.kind == DELETE:
        return not row
    wanted = change.after if change.kind == UPDATE else {**dict.fromkeys(row), **change.after}
    return bool(row) and all(same(row.get(name), value) for name, value in wanted.items())


def _styles(hub, cursor, head):
    return [
        _finding(head, _OTHER_STYLE, layer=entry.title, file=entry.qml)
        for entry in read_catalogue(cursor, head) if entry.qml and not hub.holds(entry.qml)
    ]  # fmt: skip


def _finding(number, text, **values):
    return Finding(number, text, {"number": number, **values})
