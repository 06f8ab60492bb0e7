"""What a person judges of a photo: kind and grade in two strokes, taken back by one; which photos are left.

Layers come from the import or from the hub, whose fields have other names: a table says which field plays which role.
"""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

from .standard import damage_choices

ROLES = {
    "photo": ("photo", "静止画"),
    "photo_id": ("photo_id",),
    "flight": ("flight",),
    "taken": ("撮影日時", "taken"),
    "kind": ("災害種別", "kind"),
    "grade": ("被害程度", "grade"),
    "text": ("被害状況",),
    "title": ("件名",),
    "checked": ("確認日時",),
    "judge": ("judged_by",),
    "incident": ("incident",),
    "best": ("best",),
    "why_best": ("why_best",),
    "state": ("status",),
    "timeline": ("timeline",),
    "district": ("district",),
    "road": ("road",),
    "river": ("河川名",),
    "hazard": ("hazard_zone",),
    "note": ("note",),
}
NO_DAMAGE, NOT_YET = frozenset({"異常なし"}), frozenset({"", "未確認"})
STATES = ("未確認", "確認済", "応急対応中", "復旧済")  # new, confirmed on site, measures taken, closed
KIND_KEYS = "123456789qwertyuiop"
GRADE_KEYS = "asdfghjkl"


def roles(columns):
    """Role -> field for those of ``columns`` that play one; names are compared without regard to case."""
    known = {str(name).lower(): name for name in columns}
    found = {role: next((known[name] for name in names if name in known), None) for role, names in ROLES.items()}
    return {role: name for role, name in found.items() if name is not None}


def known_kind(text):
    """'' for what says nothing about the kind."""
    return "" if text in NOT_YET or text in NO_DAMAGE else text


@dataclass(frozen=True)
class Judgement:
    """``kind`` and ``grade`` as the layer's choices say them; '' leaves the field as it is."""

    kind: str = ""
    grade: str = ""


@dataclass
class Strokes:
    """Two keys make a judgement: one of the upper rows for the kind, one of the middle row for the grade.

    >>> strokes = Strokes(("土砂崩れ", "浸水"), ("大", "中"))
    >>> strokes.press("2"), strokes.waiting, strokes.press("a")
    (None, '浸水', Judgement(kind='浸水', grade='大'))
    """

    kinds: tuple
    grades: tuple
    waiting: str = ""

    @property
    def legend(self):
        """((key, kind), …), ((key, grade), …)."""
        return tuple(zip(KIND_KEYS, self.kinds, strict=False)), tuple(zip(GRADE_KEYS, self.grades, strict=False))

    def press(self, key):
        """The finished Judgement, or None. A grade that means "no damage" needs no kind; keys typed in full width or
        as capitals count alike; another key changes nothing."""
        key = unicodedata.normalize("NFKC", key).lower()
        kinds, grades = map(dict, self.legend)
        if key in kinds:
            self.waiting = kinds[key]
        elif key in grades and (self.waiting or grades[key] in NO_DAMAGE | NOT_YET):
            done = Judgement("" if grades[key] in NO_DAMAGE | NOT_YET else self.waiting, grades[key])
            self.waiting = ""
            return done
        return None

    def forget(self):
        """Drops a kind whose grade did not come."""
        self.waiting = ""


def standard_strokes(kinds=(), grades=()):
    """The strokes for a layer's own choices, else for those of the import."""
    choices = damage_choices()
    return Strokes(tuple(kinds or choices["kinds"])[: len(KIND_KEYS)], tuple(grades or choices["grades"]))


@dataclass(frozen=True)
class Filter:
    """Which photos are shown; '' and None let all pass. ``places`` are row numbers in an order of their own."""

    ungraded: bool = False
    kind: str = ""
    district: str = ""
    flight: str = ""
    since: datetime | None = None
    until: datetime | None = None
    rows: tuple | None = field(default=None)


def is_graded(photos):
    """Whether each photo of the table (columns kind and grade) was judged (n,)."""
    return ~photos["grade"].isin(NOT_YET).to_numpy(bool)


def shown(photos, wanted):
    """Row numbers of the ``photos`` (columns kind, grade, district, flight, taken in UTC) that pass the Filter, in the
    order of time, or of ``wanted.rows`` where these are given. A photo without a time passes no limit of time."""
    import numpy as np
    import pandas as pd

    passes = np.ones(len(photos), bool)
    if wanted.ungraded:
        passes &= ~is_graded(photos)
    for name in ("kind", "district", "flight"):
        if value := getattr(wanted, name):
            passes &= (photos[name] == value).to_numpy()
    if wanted.since is not None:
        passes &= (photos["taken"] >= pd.Timestamp(wanted.since)).to_numpy()
    if wanted.until is not None:
        passes &= (photos["taken"] <= pd.Timestamp(wanted.until)).to_numpy()
    if wanted.rows is not None:
        return [row for row in wanted.rows if passes[row]]
    return np.flatnonzero(passes).tolist()


def progress(photos):
    """(graded, all)."""
    return int(is_graded(photos).sum()), len(photos)


# -- the state of the response


@dataclass(frozen=True)
class Entry:
    """One line of an incident's timeline: ``time`` as ISO 8601 with its zone, ``state`` one of STATES, who, a note."""

    time: str
    state: str
    who: str = ""
    note: str = ""


def timeline(texts):
    """The entries of all rows of an incident in the order of time; what is no entry is kept as a note."""
    lines = {line for text in texts if isinstance(text, str) for line in text.splitlines() if line.strip()}
    return sorted((_entry(line) for line in lines), key=lambda entry: entry.time)


def _entry(line):
    parts = (*line.split("\t", 3), "", "", "")[:4]
    if "\t" not in line or parts[1] not in STATES:
        return Entry("", "", "", line)
    return Entry(*parts)


def with_entry(text, state, who="", note="", time=None):
    """The text of a timeline with one entry more."""
    time = time or datetime.now().astimezone()
    plain = [" ".join(str(part).split()) for part in (who, note)]
    line = "\t".join([time.isoformat(timespec="seconds"), state, *plain])
    return f"{text.rstrip()}\n{line}" if isinstance(text, str) and text.strip() else line


def state_of(entries, states=()):
    """What the ``states`` of an incident's photos say where they agree, else its last entry, else the farthest of them:
    a later flight brings photos that are new to an incident that is not. One of which nothing is said is new."""
    said = set(states) - {""}
    if len(said) == 1:
        return said.pop()
    last = next((entry.state for entry in reversed(entries) if entry.state), "")
    return last or max(said & set(STATES), key=STATES.index, default=STATES[0])
