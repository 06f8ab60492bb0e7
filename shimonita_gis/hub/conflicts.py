"""Conflicts that wait for a decision, and the decision, which is a version with a name on it."""

from shimonita_gis.errors import HubError

from .changes import DELETE, INSERT, RowChange, present_row, unpacked, update

MINE, THEIRS = "mine", "theirs"


def waiting(hub):
    """The conflicts that nobody has decided yet, oldest first, each with its ``version``."""
    versions = list(hub.versions())
    decided = {id for version in versions for id in version.decides}
    return [
        {**conflict, "version": version.number, "editor": version.editor}
        for version in versions if version.conflict_count
        for conflict in hub.conflicts(version.number) if conflict["id"] not in decided
    ]  # fmt: skip


def decide(hub, choices, editor, message=""):
    """Makes the version that settles conflicts: ``choices`` maps their ids to MINE or THEIRS. Returns it.

    THEIRS leaves the hub as it is. MINE brings in what the work copy had wanted. Raises HubError for an id that does
    not wait.
    """
    known = {conflict["id"]: conflict for conflict in waiting(hub)}
    for id in choices:
        if id not in known:
            raise HubError("The conflict {id} is settled already or not of this hub. Load the list again.", id=id)

    def work(draft):
        wanted = [_wanted(draft, known[id]) for id, choice in choices.items() if choice == MINE]
        draft.apply([change for change in wanted if change])
        draft.about = {"decides": tuple(choices)}

    return hub.publish(work, editor, message, kind="decision")


def _wanted(draft, conflict):
    """The change that brings the conflict's ``mine`` into the draft; None where it cannot or need not."""
    table, uuid = conflict["table"], conflict["uuid"]
    mine = unpacked(conflict["mine"])
    now = present_row(draft.connection, table, uuid)
    if conflict["column"]:
        return update(table, uuid, now, {conflict["column"]: mine}) if now else None
    if not mine:
        return RowChange(table, uuid, DELETE, before=now) if now else None
    if now:
        return update(table, uuid, now, mine)
    return RowChange(table, uuid, INSERT, after=mine)
