"""Conflicts that wait for a decision, the decision, which is a version with a name on it, and its undoing."""

from dataclasses import dataclass

from shimonita_gis.errors import HubError

from . import geopackage
from .changes import DELETE, INSERT, UPDATE, RowChange, inverse, same, unpacked, update
from .merge import NOT_ALLOWED, REMOVED_LAYER, conflict_followed, followed
from .roles import may_edit

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Difference:
    """One field of a conflict: its value ``before``, what the work copy wanted (``mine``), what the hub had
    (``theirs``) and what the hub holds ``now``. Values are SQLite's; a shape is a GeoPackage blob."""

    column: str
    before: object
    mine: object
    theirs: object
    now: object


@dataclass(frozen=True)
class OpenConflict:
    """What two people saw differently, in the fields that its layer has now.

    ``kind`` is one of merge.py's. ``editor``, ``time`` and ``message`` are of the sync that wanted *mine* (version
    ``version``, from the work copy with the id ``work_copy``); ``theirs_by`` and ``theirs_time`` tell who was first.
    ``place`` is the feature's middle (x, y in EPSG:6677) or None. ``mine_gone`` and ``theirs_gone`` say that this side
    has no such feature. ``differences`` holds one Difference where one field is in dispute, else every field that
    differs.
    """

    id: str
    kind: str
    table: str
    title: str
    uuid: str
    column: str
    version: int
    editor: str
    time: str
    message: str
    work_copy: str
    theirs_by: str
    theirs_time: str
    place: tuple | None
    mine_gone: bool
    theirs_gone: bool
    differences: tuple


def waiting(hub):
    """The conflicts that nobody has decided yet, oldest first, as the versions tell them, each with its ``version``."""
    versions, decided = list(hub.versions()), set()
    for version in versions:
        decided = (decided | set(version.decides)) - set(version.reopens)
    return [
        {**conflict, "version": version.number, "editor": version.editor}
        for version in versions if version.conflict_count
        for conflict in hub.conflicts(version.number) if conflict["id"] not in decided
    ]  # fmt: skip


def open_conflicts(hub, table="", work_copy=""):
    """(:class:`OpenConflict` …, number of the version they were read at), oldest first; of one ``table`` and of one
    work copy (its id) where given."""
    head = hub.head()
    catalogue = hub.catalogue(head.number)
    told = _in_fields_of(hub, head.number)
    now = hub.rows_now({(conflict["table"], conflict["uuid"]) for conflict in told})
    found = [_opened(hub, now, catalogue, conflict) for conflict in told]
    return tuple(
        c for c in found if (not table or c.table == table) and (not work_copy or c.work_copy == work_copy)
    ), head.number  # fmt: skip


def _in_fields_of(hub, head):
    """The waiting conflicts with their values unpacked, in the fields of version ``head``."""
    found = []
    for conflict in waiting(hub):
        values = {name: unpacked(conflict[name]) for name in ("before", "mine", "theirs")}
        operations = [o for n in range(conflict["version"] + 1, head + 1) for o in hub.version(n).operations]
        found.append(conflict_followed({**conflict, **values}, operations))
    return found


def _opened(hub, now, catalogue, conflict):
    version = hub.version(conflict["version"])
    now = now[conflict["table"], conflict["uuid"]]
    title = next((e.title for e in catalogue if e.table == conflict["table"]), conflict["table"])
    whole = not conflict["column"]
    return OpenConflict(
        conflict["id"], conflict["kind"], conflict["table"], title, conflict["uuid"], conflict["column"],
        version.number, version.editor, version.time, version.message, version.work_copy,
        conflict.get("theirs_by", ""), conflict.get("theirs_time", ""),
        tuple(conflict["place"]) if conflict.get("place") else None,
        whole and not conflict["mine"], whole and not conflict["theirs"], _differences(conflict, now),
    )  # fmt: skip


def _differences(conflict, now):
    sides = [conflict[name] for name in ("before", "mine", "theirs")]
    if conflict["column"]:
        return (Difference(conflict["column"], *sides, now.get(conflict["column"])),)
    names = dict.fromkeys(name for side in sides for name in side)
    rows = [Difference(name, *(side.get(name) for side in sides), now.get(name)) for name in names]
    return tuple(d for d in rows if not (same(d.mine, d.theirs) and same(d.mine, d.before)))


# --- deciding


def decide(hub, choices, editor, message="", seen=0):
    """Makes the version that settles conflicts: ``choices`` maps their ids to MINE or THEIRS. Returns it.

    THEIRS leaves the hub as it is. MINE brings in what the work copy had wanted. ``seen`` is the version at which the
    person read the list: HubError where somebody changed one of the values since then, for an id that does not wait,
    where two choices exclude each other, and where ``editor`` may not change the layer.
    """

    def work(draft):
        known = {conflict["id"]: conflict for conflict in _in_fields_of(hub, draft.head.number)}
        chosen = [(_known(known, id), choice) for id, choice in choices.items()]
        _refuse_contradictions(chosen)
        for conflict, _ in chosen:
            _refuse_strangers(draft, conflict, editor)
            _refuse_overtaken(hub, conflict, seen or draft.head.number, draft.head.number)
        wanted = [_wanted(draft, conflict) for conflict, choice in chosen if choice == MINE]
        draft.apply([change for change in wanted if change])
        draft.about = {"decides": tuple(choices)}

    return hub.publish(work, editor, message, kind="decision")


def _known(known, id):
    if id not in known:
        raise HubError("The conflict {id} is settled already or not of this hub. Load the list again.", id=id)
    return known[id]


def _refuse_contradictions(chosen):
    cells = [(c["table"], c["uuid"], c["column"]) for c, choice in chosen if choice == MINE]
    for table, uuid, _ in {cell for cell in cells if cells.count(cell) > 1}:
        raise HubError(
            "Two values were chosen for one field of the feature {uuid} in {layer}. Choose one of them.",
            uuid=uuid, layer=table,
        )  # fmt: skip


def _refuse_strangers(draft, conflict, editor):
    """Whoever may change the layer decides; and everybody may give up the own wish."""
    if not (may_edit(draft.catalogue, editor, conflict["table"]) or editor == conflict["editor"]):
        raise HubError("You may not change the layer {name}. Ask its department.", name=conflict["table"])


def _refuse_overtaken(hub, conflict, seen, head):
    for number in range(seen + 1, head + 1):
        change = hub.changes(number).get((conflict["table"], conflict["uuid"]))
        if change and (change.kind != UPDATE or not conflict["column"] or conflict["column"] in change.after):
            raise HubError(
                "{name} changed the feature {uuid} in {layer} meanwhile. Load the list again, then decide.",
                name=hub.version(number).editor, uuid=conflict["uuid"], layer=conflict["table"],
            )  # fmt: skip


def _wanted(draft, conflict):
    """The change that brings the conflict's ``mine`` into the draft; None where the hub holds it already."""
    table, uuid, mine = conflict["table"], conflict["uuid"], conflict["mine"]
    if table not in draft.layers:
        raise HubError(
            "The layer {name} was removed. Bring it back with 'Restore from hub history' first, or leave the hub as "
            "it is.", name=table,
        )  # fmt: skip
    now = draft.row(table, uuid)
    if conflict["column"]:
        mine = {conflict["column"]: mine}
    elif not mine:
        return RowChange(table, uuid, DELETE, before=now) if now else None
    _refuse_lost_fields(draft, table, mine)
    if now:
        return update(table, uuid, now, mine)
    only_part = conflict["column"] or (conflict["kind"] in (NOT_ALLOWED, REMOVED_LAYER) and conflict["before"])
    if only_part:
        raise HubError(
            "The feature {uuid} in {layer} is no longer there. Bring it back with 'Restore from hub history' first, "
            "or leave the hub as it is.", uuid=uuid, layer=table,
        )  # fmt: skip
    return RowChange(table, uuid, INSERT, after=mine)


def _refuse_lost_fields(draft, table, mine):
    known = geopackage.columns(draft.connection, table)
    for name, value in mine.items():
        if name not in known and value is not None:
            raise HubError(
                "The field {name} was removed from the layer {layer}. Let the administrator add it again first, or "
                "leave the hub as it is.", name=name, layer=table,
            )  # fmt: skip


# --- taking a decision back


def decisions(hub):
    """The versions that are decisions and were not taken back, newest first."""
    found = {}
    for version in hub.versions():
        if version.decides:
            found[version.number] = version
        if version.reopens:
            found = {n: v for n, v in found.items() if not set(v.decides) & set(version.reopens)}
    return list(found.values())[::-1]


def take_back(hub, number, editor, message=""):
    """Makes the version that undoes the decision of version ``number``: its conflicts wait again. Returns it.

    Raises HubError where ``number`` is no decision in force, somebody changed the same features since, or ``editor``
    may not.
    """

    def work(draft):
        version = next((v for v in decisions(hub) if v.number == number), None)
        if version is None:
            raise HubError("Version {number} is not a decision that can be taken back.", number=number)
        changes = inverse(hub.changes(number))
        for n in range(number + 1, draft.head.number + 1):
            changes, _ = followed(changes, hub.version(n).operations)
            if changes.keys() & hub.changes(n).keys():
                raise HubError(
                    "Version {later} changed the same features after the decision. Edit them in a work copy instead.",
                    later=n,
                )  # fmt: skip
        draft.apply(changes.values())
        draft.about = {"reopens": version.decides}

    return hub.publish(work, editor, message, kind="decision taken back")
