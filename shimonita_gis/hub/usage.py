"""How the shared map is used: counted from the hub's versions for a period, without saying who did what."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from shimonita_gis.errors import InputError

# what of a version counts for which quantity
_APPROVALS = {"release": "releases", "disaster map": "disaster_maps"}
QUANTITIES = (
    "sessions", "people", "syncs", "edits", "conflicts", "releases", "disaster_maps", "provisions", "refusals",
)  # fmt: skip


@dataclass(frozen=True)
class Period:
    """From the day ``start`` to the day ``end``, both included. Raises InputError where it ends before it starts."""

    start: date
    end: date

    def __post_init__(self):
        if self.end < self.start:
            raise InputError("The period ends ({end}) before it begins ({start}). Correct the days.",
                             start=self.start, end=self.end)  # fmt: skip

    @property
    def before(self):
        """The period of as many days just before."""
        days = self.end - self.start
        return Period(self.start - days - timedelta(days=1), self.start - timedelta(days=1))

    def __contains__(self, day):
        return self.start <= day <= self.end


@dataclass(frozen=True)
class Provided:
    """An answer to an applicant, as the ledger says: its ``day``, its ``layers`` (titles), whether it ``refused``."""

    day: date
    layers: tuple = ()
    refused: bool = False


@dataclass
class Use:
    """What was counted in ``period``: ``totals`` of QUANTITIES, ``edits`` and ``syncs`` by a layer's table,
    ``provisions`` by its title."""

    period: Period
    totals: Counter = field(default_factory=Counter)
    edits: Counter = field(default_factory=Counter)
    syncs: Counter = field(default_factory=Counter)
    provisions: Counter = field(default_factory=Counter)


@dataclass(frozen=True)
class LayerUse:
    """One layer's line of the report; ``before`` are the numbers of the period before."""

    department: str
    title: str
    edits: int
    edits_before: int
    syncs: int
    provisions: int
    provisions_before: int

    @property
    def used(self):
        """Whether anything happened with the layer in either period."""
        return bool(self.edits or self.edits_before or self.provisions or self.provisions_before)


def usage(hub, period, provided=(), zone=None):
    """The :class:`Use` of ``hub`` in ``period`` and the one before. ``provided`` are the ledger's answers; days are
    those of ``zone`` (this PC's by default)."""
    both = Use(period), Use(period.before)
    seen = [set(), set()]
    for version in hub.versions():
        day = datetime.fromisoformat(version.time).astimezone(zone).date()
        for use, sessions in zip(both, seen, strict=True):
            if day in use.period:
                _count(use, version)
                sessions.add((version.editor, day))
    for use, sessions in zip(both, seen, strict=True):
        use.totals["sessions"] = len(sessions)
        use.totals["people"] = len({editor for editor, _ in sessions})
        _count_provided(use, [each for each in provided if each.day in use.period])
    return both


def _count(use, version):
    if version.kind == "sync":
        use.totals["syncs"] += 1
    use.totals["conflicts"] += version.conflict_count
    if version.approval.get("what") in _APPROVALS:
        use.totals[_APPROVALS[version.approval["what"]]] += 1
    for table, kinds in version.changed.items():
        count = sum(kinds.values())
        use.edits[table] += count
        use.syncs[table] += 1
        use.totals["edits"] += count


def _count_provided(use, provided):
    use.totals["refusals"] = sum(each.refused for each in provided)
    use.totals["provisions"] = sum(not each.refused for each in provided)
    for each in provided:
        use.provisions.update(each.layers)


def by_layer(catalogue, now, before):
    """The :class:`LayerUse` of every entry of ``catalogue``, by department and within one the most edited first."""
    lines = [
        LayerUse(
            entry.department, entry.title, now.edits[entry.table], before.edits[entry.table], now.syncs[entry.table],
            now.provisions[entry.title], before.provisions[entry.title],
        )
        for entry in catalogue
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.department, -line.edits, -line.provisions, line.title))
