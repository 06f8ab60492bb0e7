"""Who changed what, when and why."""

from dataclasses import dataclass
from datetime import datetime

from shimonita_gis.errors import CancelledError, InputError
from shimonita_gis.progress import never

from .changes import INSERT, UPDATE, composed
from .merge import followed


@dataclass(frozen=True)
class Event:
    """One column of one feature in one version; ``column`` is '' where the feature came or went."""

    version: int
    time: str
    editor: str
    pc: str
    message: str
    table: str
    uuid: str
    kind: str
    column: str = ""
    before: object = None
    after: object = None


def events(hub, table="", uuid="", start=None, end=None, first=1, last=None, cancelled=never):
    """Yields the Events of the hub, oldest first, of one ``table``, one feature and the period from ``start`` to before
    ``end`` (datetimes with a zone) where given. Layers that came in whole are one Event.

    Times are those of the PCs that published.
    """
    for version in hub.versions(first, last):
        if cancelled():
            raise CancelledError("Cancelled; nothing was written.")
        time = datetime.fromisoformat(version.time)
        if (start and time < start) or (end and time >= end):
            continue
        yield from _operations(version, table, uuid)
        if version.changed and (not table or table in version.changed):
            for change in hub.changes(version.number).values():
                if (not table or change.table == table) and (not uuid or change.uuid == uuid):
                    yield from _of_change(version, change)


def _operations(version, table, uuid):
    if uuid:
        return
    for operation in version.operations:
        if not table or operation["table"] == table:
            column, new = operation.get("name", ""), operation.get("new")
            yield _event(version, operation["table"], "", operation["op"], column, None, new)


def _of_change(version, change):
    if change.kind == UPDATE:
        for column, after in change.after.items():
            yield _event(version, change.table, change.uuid, UPDATE, column, change.before[column], after)
    else:
        row = change.after if change.kind == INSERT else change.before
        name = row.get("name") or next((v for v in row.values() if isinstance(v, str) and v != change.uuid), "")
        before, after = (None, name) if change.kind == INSERT else (name, None)
        yield _event(version, change.table, change.uuid, change.kind, "", before, after)


def _event(version, table, uuid, kind, column, before, after):
    who = version.number, version.time, version.editor, version.pc, version.message
    return Event(*who, table, uuid, kind, column, before, after)


def changes_between(hub, older, newer):
    """Row changes from version ``older`` to ``newer``, in the fields of the newer."""
    result = {}
    for number in range(older + 1, newer + 1):
        result, _ = followed(result, hub.version(number).operations)
        result = composed(result, hub.changes(number))
    return result


def version_at(hub, number):
    """``number`` as a version of ``hub``. Raises InputError where there is none."""
    head = hub.head().number
    if not 1 <= number <= head:
        raise InputError("There is no version {number}; the hub's versions are 1 to {head}.", number=number, head=head)
    return hub.version(number)
