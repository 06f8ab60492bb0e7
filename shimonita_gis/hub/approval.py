"""Approvals: who said that which data may leave the town hall, and when. They are versions of the hub."""

from shimonita_gis.errors import InputError


def approve(hub, editor, what, layers=(), message=""):
    """Records that ``editor`` approves ``what`` ('release' …) with ``layers`` (tables) as the hub is now.

    Returns the Version, whose ``approval`` is {"what", "layers", "version"}; its ``time``, ``editor``, ``account`` and
    ``pc`` tell who and when. Raises HubError where ``editor`` may not (roles.may_approve), InputError without a name.
    """
    if not editor.strip():
        raise InputError("An approval needs the name of a person. Give the name of the approver.")

    def work(draft):
        tables = [draft.catalogue.entry(layer).table for layer in layers]
        draft.about = {"approval": {"what": what, "layers": tables, "version": draft.head.number}}

    return hub.publish(work, editor, message or what, kind="approval")


def approvals(hub, what=""):
    """The versions that record an approval, newest first; of one ``what`` where given."""
    found = [version for version in hub.versions() if version.approval]
    return [version for version in found if not what or version.approval["what"] == what][::-1]
