"""One numbered state of a hub, as both stores tell of it."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

from . import changes as rows


@dataclass(frozen=True)
class Version:
    """One numbered state of the hub.

    ``layers`` maps each table to {"digest", "count"} after it; ``before`` and ``after`` are the digests of the whole
    hub (hex). ``snapshot`` says that its GeoPackage cannot be replayed from rows (a layer came in) and is kept.
    ``operations`` are changes of the layers themselves, made before the rows. ``work_copy`` and ``nonce`` say
    which sync of which work copy sent it; ``base`` is the version that work copy was on. ``decides`` and ``reopens``
    are ids of conflicts; ``approval`` is what was approved (see approval.py).
    """

    number: int
    time: str
    editor: str
    account: str
    pc: str
    message: str
    kind: str
    before: str
    after: str
    layers: dict
    changed: dict = field(default_factory=dict)
    operations: tuple = ()
    conflict_count: int = 0
    snapshot: bool = False
    work_copy: str = ""
    nonce: str = ""
    base: int = 0
    decides: tuple = ()
    reopens: tuple = ()
    approval: dict = field(default_factory=dict)

    def __post_init__(self):
        for name in ("operations", "decides", "reopens"):  # JSON knows lists only
            object.__setattr__(self, name, tuple(getattr(self, name)))

    @property
    def mark(self):
        """Tells the version from another one of its number, as a hub has it that was restored from a backup."""
        return f"{self.time} {self.nonce}".rstrip()


def hub_digest(layers):
    """The digest of a whole hub from those of its layers."""
    text = json.dumps({table: layers[table]["digest"] for table in sorted(layers)}, ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def changed(changes):
    """table -> {"insert", "update", "delete"} with the number of rows each."""
    counts = {}
    for change in changes:
        kinds = counts.setdefault(change.table, {rows.INSERT: 0, rows.UPDATE: 0, rows.DELETE: 0})
        kinds[change.kind] += 1
    return counts


def now():
    """The moment, as versions tell it: ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
