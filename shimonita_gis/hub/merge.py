"""Two people changed one map: what goes in, and what they have to talk about.

Both sides are changes since the same state, row by row and column by column. What is in the hub already stays;
what the later one wanted instead is listed with both values and nothing of it is dropped.
"""

import uuid
from dataclasses import dataclass, field, replace

from .changes import DELETE, INSERT, UPDATE, same, update

FIELD = "same field"
GEOMETRY = "same shape"
UPDATE_DELETE = "changed here, deleted there"
DELETE_UPDATE = "deleted here, changed there"
REMOVED_FIELD = "field was removed"
REMOVED_LAYER = "layer was removed"
NOT_ALLOWED = "not allowed"


@dataclass(frozen=True)
class Conflict:
    """``mine`` is what the work copy wanted, ``theirs`` what the hub has, ``before`` what both started from: one
    value each where ``column`` is given, else rows ({column: value}; {} where there is no row)."""

    table: str
    uuid: str
    kind: str
    column: str = ""
    before: object = None
    mine: object = None
    theirs: object = None
    id: str = field(default_factory=lambda: uuid.uuid4().hex)


def merged(mine, theirs):
    """What of ``mine`` goes on top of ``theirs``, and the list of Conflicts.

    All are (table, uuid) -> RowChange. Taking the result after ``theirs`` is the new state of the hub.
    """
    outgoing, conflicts = {}, []
    for key, change in mine.items():
        other = theirs.get(key)
        if other is None:
            outgoing[key] = change
            continue
        goes, found = _PAIRS[change.kind, other.kind](change, other)
        conflicts += found
        if goes:
            outgoing[key] = goes
    return outgoing, conflicts


def _columns(mine, theirs):
    """Both changed the row: column by column."""
    free = {name: value for name, value in mine.after.items() if name not in theirs.after}
    goes = update(mine.table, mine.uuid, {n: mine.before.get(n) for n in free}, free, mine.fid)
    return goes, [
        Conflict(mine.table, mine.uuid, GEOMETRY if isinstance(value, bytes) else FIELD, name, mine.before.get(name),
                 value, theirs.after[name])
        for name, value in mine.after.items() if name in theirs.after and not same(value, theirs.after[name])
    ]  # fmt: skip


def _update_delete(mine, theirs):
    row = {**theirs.before, **mine.after}
    return None, [Conflict(mine.table, mine.uuid, UPDATE_DELETE, before=theirs.before, mine=row, theirs={})]


def _delete_update(mine, theirs):
    row = {**mine.before, **theirs.after}
    return None, [Conflict(mine.table, mine.uuid, DELETE_UPDATE, before=mine.before, mine={}, theirs=row)]


def _agreed(mine, theirs):
    return None, []


_PAIRS = {
    (INSERT, INSERT): _columns,
    (UPDATE, UPDATE): _columns,
    (UPDATE, DELETE): _update_delete,
    (DELETE, UPDATE): _delete_update,
    (DELETE, DELETE): _agreed,
}


def followed(changes, operations):
    """``changes`` as they read after ``operations`` on layers and fields, and Conflicts for what lost its place."""
    lost = []
    for operation in operations:
        follow = _FOLLOWERS.get(operation["op"])
        if follow:
            changes, gone = follow(changes, operation)
            lost += gone
    return changes, lost


def conflict_followed(conflict, operations):
    """``conflict`` (a dictionary) in the fields that its layer has after ``operations``. What was removed stays as it
    was: the conflict tells of it."""
    for operation in operations:
        if operation["op"] == "rename_field" and operation["table"] == conflict["table"]:
            old, new = operation["name"], operation["new"]
            conflict = {name: _renamed(value, old, new) for name, value in conflict.items()}
            if conflict["column"] == old:
                conflict["column"] = new
    return conflict


def _renamed(value, old, new):
    return {new if name == old else name: v for name, v in value.items()} if isinstance(value, dict) else value


def _follow_rename(changes, operation):
    old, new = operation["name"], operation["new"]
    return _mapped(changes, operation["table"], lambda values: _renamed(values, old, new)), []


def _follow_removed_field(changes, operation):
    table, column = operation["table"], operation["name"]
    lost = [
        Conflict(table, c.uuid, REMOVED_FIELD, column, c.before.get(column), c.after[column])
        for c in changes.values() if c.table == table and c.after.get(column) is not None
    ]  # fmt: skip

    def without(values):
        return {name: value for name, value in values.items() if name != column}

    return _mapped(changes, table, without), lost


def _follow_removed_layer(changes, operation):
    gone = [c for c in changes.values() if c.table == operation["table"]]
    lost = [Conflict(c.table, c.uuid, REMOVED_LAYER, before=c.before, mine=c.after, theirs={}) for c in gone]
    return {key: c for key, c in changes.items() if c.table != operation["table"]}, lost


def _mapped(changes, table, values):
    result = {}
    for key, change in changes.items():
        if change.table == table:
            change = replace(change, before=values(change.before), after=values(change.after))
        if change.kind != UPDATE or change.after:
            result[key] = change
    return result


_FOLLOWERS = {
    "rename_field": _follow_rename,
    "remove_field": _follow_removed_field,
    "remove_layer": _follow_removed_layer,
}
