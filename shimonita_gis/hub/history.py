"""Who changed what, when and why."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from shimonita_gis.errors import CancelledError, InputError
from shimonita_gis.progress import never

from .changes import INSERT, UPDATE, composed
from .merge import followed

_BATCH = 50  # versions
ADMINISTRATION, ENTRY, PEOPLE = "administration", "entry", "people"


@dataclass(frozen=True)
class Event:
    """One column of one feature in one version; ``column`` is '' where the feature came or went. Where the kind is
    ENTRY it is an attribute of the layer's catalogue entry."""

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
        if not uuid:
            yield from _settings(hub, version, table)
        for change in _changes(hub, version, table):
            if not uuid or change.uuid == uuid:
                yield from _of_change(version, change)


def _operations(version, table, uuid):
    if uuid:
        return
    for operation in version.operations:
        if not table or operation["table"] == table:
            column, new = operation.get("name", ""), operation.get("new")
            yield _event(version, operation["table"], "", operation["op"], column, None, new)


def _settings(hub, version, table):
    """What an administrator said anew: of a layer, attribute by attribute, and of the people."""
    for name, about, before, after in said_anew(hub, version):
        if not table or table == name:
            yield _event(version, name, "", ENTRY if name else PEOPLE, about, before, after)


def said_anew(hub, version):
    """(table, attribute of its LayerEntry, before, after) for what the administration's ``version`` said anew in the
    catalogue; table '' for the people. Texts, or JSON where the attribute is no text."""
    if version.kind != ADMINISTRATION:
        return
    before, after = hub.catalogue(version.number - 1), hub.catalogue(version.number)
    if before.people != after.people:
        yield "", "people", *(_told([asdict(person) for person in each.people]) for each in (before, after))
    for entry in after:
        if before.has(entry.table):
            was, now = asdict(before.entry(entry.table)), asdict(entry)
            by_operations = _told_by_operations(version, entry.table)
            for name in now:
                if was[name] != now[name] and name not in by_operations:
                    yield entry.table, name, _told(was[name]), _told(now[name])


_OF_FIELDS = {"labels", "choices", "form", "personal_fields", "style"}


def _told_by_operations(version, table):
    """Attributes of the entry that followed operations of ``version``, which tell of themselves."""
    made = {operation["op"] for operation in version.operations if operation["table"] == table}
    of_title = {"title"} if "rename_layer" in made else set()
    return of_title | (_OF_FIELDS if made & {"add_field", "rename_field", "remove_field"} else set())


def _told(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


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


def found_versions(hub, table="", uuid="", start=None, end=None):
    """Yields the Versions that touched ``table`` or the feature ``uuid`` (all where '') in a period, newest first."""
    for version in _newest_first(hub):
        time = datetime.fromisoformat(version.time)
        if (start and time < start) or (end and time >= end):
            continue
        if uuid and not any(change.uuid == uuid for change in _changes(hub, version, table)):
            continue
        if not table or table in _touched(hub, version):
            yield version


def _newest_first(hub):
    """In batches: a hub on a server is asked once for each."""
    for last in range(hub.head().number, 0, -_BATCH):
        yield from reversed(list(hub.versions(max(1, last - _BATCH + 1), last)))


def _touched(hub, version):
    """The tables that ``version`` changed in any way."""
    return {*version.changed, *(o["table"] for o in version.operations), *(said[0] for said in said_anew(hub, version))}


def _changes(hub, version, table=""):
    """The RowChanges of ``version``, of one table where given; the file is read only where it can hold any."""
    if not version.changed or (table and table not in version.changed):
        return []
    return [c for c in hub.changes(version.number).values() if not table or c.table == table]


def told_changes(hub, number, table="", uuid="", limit=500):
    """(how many features version ``number`` changed, the first ``limit`` of them): dictionaries with "table", "uuid",
    "kind", "before", "after" (of the changed fields for an update) and "name", what people call the feature, or ''."""
    changes = [c for c in _changes(hub, hub.version(number), table) if not uuid or c.uuid == uuid]
    labels = {entry.table: (entry.style.get("label") or {}).get("field", "") for entry in hub.catalogue()}
    told, now = [], hub.rows_now({c.key for c in changes[:limit]})
    for c in changes[:limit]:
        row = {**now[c.key], **c.before, **c.after}
        name = row.get("name") or row.get(labels.get(c.table, "")) or ""
        said = {"table": c.table, "uuid": c.uuid, "kind": c.kind, "before": c.before, "after": c.after}
        told.append({**said, "name": str(name)})
    return len(changes), told


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
