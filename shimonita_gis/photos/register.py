"""The register of damage: what the photos of each incident say together, in the order of how bad it is.

A register is of one moment. Photos that nobody has graded, and photos that show no damage, are counted, not listed.
"""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from shimonita_gis.clock import JAPAN
from shimonita_gis.datum import transformer

from .incidents import middle_of
from .judgement import NO_DAMAGE, NOT_YET, STATES, known_kind, roles, state_of, timeline
from .standard import DAMAGE, damage_choices, standard

_YES = ("有", "要")
_LATEST = frozenset({"確認日時", "撮影日時"})
_OBSTRUCTED = "通行支障有無"


@dataclass(frozen=True)
class Photo:
    """``file`` is the path as the layer has it; ``taken`` a Timestamp or None; ``camera`` (x, y) where the layer of
    cameras knows it, else None."""

    file: str
    photo_id: str = ""
    folder: str = ""
    taken: object = None
    camera: tuple | None = None

    @property
    def name(self):
        return self.file.replace("\\", "/").rsplit("/", 1)[-1]


@dataclass(frozen=True)
class Incident:
    """``number`` counts within one register, ``name`` stays. ``x``, ``y`` in metres of the layer's system,
    ``longitude`` and ``latitude`` in degrees (JGD2011), ``radius`` metres in which the place lies in 95 of 100 cases
    (NaN where not known). ``values`` are the fields of the layer, '' left out; ``photos`` begin with the best; ``near``
    is a landmarks.Near or None."""

    number: int
    name: str
    x: float
    y: float
    longitude: float
    latitude: float
    radius: float
    kind: str
    grade: str
    state: str
    values: dict
    entries: tuple
    photos: tuple
    sheet: str = ""
    near: object = None

    @property
    def district(self):
        return self.values.get("district", "")

    @property
    def is_obstructed(self):
        return self.values.get(_OBSTRUCTED) == "有"

    def text(self, *names):
        """The first of the fields ``names`` that says something, as text; times as clocks on the wall."""
        return next((written(self.values[name]) for name in names if name in self.values), "")


@dataclass(frozen=True)
class Register:
    """``incidents`` in the order of their numbers, ``left`` why photos are not in it -> how many (UNGRADED, UNDAMAGED,
    NOWHERE), ``last_photo`` and ``last_check`` Timestamps or None, ``crs`` that of all x and y."""

    incidents: tuple
    left: Counter
    crs: object
    last_photo: object = None
    last_check: object = None
    photos: int = 0


@dataclass(frozen=True)
class Statement:
    """``time`` (with its zone) of which the register tells, ``title`` the name of the disaster and the number of the
    report as staff write it, ``exercise`` whether it is one."""

    time: object
    title: str = ""
    exercise: bool = False


UNGRADED, UNDAMAGED, NOWHERE = "ungraded", "undamaged", "nowhere"


def register(damage, cameras=None, sheet_of=None, near_of=None, ungraded=False):
    """The :class:`Register` of ``damage`` (GeoDataFrame of damage points in metres) and the layer of ``cameras``.

    ``sheet_of(x, y)`` gives the code of the map sheet, ``near_of(x, y)`` a landmark; ``ungraded`` lists photos that
    nobody has graded, too. A point without an incident is one of its own.
    """
    damage = damage.reset_index(drop=True)
    fields = roles(damage.columns)
    about = _About(damage, fields, _cameras_by_photo(cameras))
    why = _why_left(damage, about, ungraded)
    listed = damage[why == ""]
    groups = [group for _, group in listed.groupby(about.incident[listed.index], sort=False)]
    found = sorted((about.incident_of(group) for group in groups), key=_order)
    x, y = np.array([(each["x"], each["y"]) for each in found]).reshape(-1, 2).T
    degrees = np.column_stack(transformer(damage.crs, 6668).transform(x, y)) if len(found) else ()
    incidents = tuple(
        Incident(
            number=number, **each, longitude=round(float(place[0]), 7), latitude=round(float(place[1]), 7),
            sheet=sheet_of(each["x"], each["y"]) if sheet_of else "",
            near=near_of(each["x"], each["y"]) if near_of else None,
        )
        for number, (each, place) in enumerate(zip(found, degrees, strict=True), start=1)
    )  # fmt: skip
    left = Counter(why[why != ""])
    return Register(incidents, left, damage.crs, about.last("taken"), about.last("checked"), len(damage))


def _why_left(damage, about, ungraded):
    """For each point why it is not in the register, '' where it is (n,)."""
    placed = ~(damage.geometry.is_empty | damage.geometry.isna())
    why = pd.Series("", damage.index, object)
    judged = ~about.grade.isin(NOT_YET) | (about.kind != "")
    with_judged = about.incident.isin(set(about.incident[judged & ~about.grade.isin(NO_DAMAGE)]))
    if not ungraded:
        why[~judged & ~with_judged] = UNGRADED
    why[about.grade.isin(NO_DAMAGE)] = UNDAMAGED
    why[~placed] = NOWHERE
    return why


def _order(incident):
    """Bad before slight, then by time; what is not graded last."""
    grades = [grade for grade in damage_choices()["grades"] if grade not in NO_DAMAGE | NOT_YET]
    rank = grades.index(incident["grade"]) if incident["grade"] in grades else len(grades)
    times = [photo.taken for photo in incident["photos"] if photo.taken is not None]
    return rank, min(times).timestamp() if times else np.inf, incident["name"]


class _About:
    """The columns of a layer of damage points by the roles they play."""

    def __init__(self, damage, fields, cameras):
        self.damage, self.fields, self.cameras = damage, fields, cameras
        self.kind = self.texts("kind").map(known_kind)
        self.grade = self.texts("grade")
        own = self.texts("incident")
        self.incident = own.where(own != "", [f"#{row}" for row in damage.index])  # one of its own

    def texts(self, role):
        return texts(self.damage, self.fields.get(role))

    def last(self, role):
        column = self.fields.get(role)
        if column is None:
            return None
        times = pd.to_datetime(self.damage[column], utc=True, errors="coerce")
        return None if times.isna().all() else times.max()

    def incident_of(self, group):
        """The members of an :class:`Incident` that its photos say."""
        judged = group[~self.grade[group.index].isin(NOT_YET) | (self.kind[group.index] != "")]
        by_best = self._best_first(group)
        x, y = middle_of(judged if len(judged) else group)
        entries = timeline(texts(group, self.fields.get("timeline")))
        name = self.incident[group.index[0]]
        return {
            "name": "" if name.startswith("#") else name, "x": float(x), "y": float(y),
            "radius": _radius(judged, group),
            "kind": self._most_said(self.kind, by_best), "grade": self._worst(group.index),
            "state": state_of(entries, texts(group, self.fields.get("state"))), "entries": tuple(entries),
            "values": values_together(by_best.drop(columns=by_best.geometry.name)),
            "photos": tuple(self._photo(row) for row in by_best.to_dict("records")),
        }  # fmt: skip

    def _best_first(self, group):
        """The photo marked as best, then the graded ones, then the nearest."""
        best = group[self.fields["best"]].map(_is_true) if "best" in self.fields else pd.Series(False, group.index)
        judged = ~self.grade[group.index].isin(NOT_YET)
        distance = pd.to_numeric(group["distance"], errors="coerce") if "distance" in group else 0.0
        order = pd.DataFrame({"best": ~best, "judged": ~judged, "distance": distance}, group.index)
        return group.loc[order.sort_values(["best", "judged", "distance"], kind="stable").index]

    def _most_said(self, column, rows):
        said = [text for text in column[rows.index] if text]
        return Counter(said).most_common(1)[0][0] if said else ""

    def _worst(self, index):
        there = set(self.grade[index])
        return next((grade for grade in damage_choices()["grades"] if grade in there - NO_DAMAGE - NOT_YET), "")

    def _photo(self, row):
        file, photo_id = (_text(row.get(self.fields.get(role))) for role in ("photo", "photo_id"))
        camera = self.cameras.get(photo_id or file, {})
        taken = pd.to_datetime(row.get(self.fields.get("taken")), utc=True, errors="coerce")
        place = camera.get("place")
        return Photo(file, photo_id, _text(camera.get("folder")), None if pd.isna(taken) else taken, place)


def _cameras_by_photo(cameras):
    """What the layer of cameras says of a photo, by its id or path."""
    if cameras is None or not len(cameras):
        return {}
    photo, photo_id, folder = (texts(cameras, name) for name in ("photo", "photo_id", "folder"))
    places = [None if shape is None or shape.is_empty else (shape.x, shape.y) for shape in cameras.geometry]
    rows = zip(photo_id.where(photo_id != "", photo), folder, places, strict=True)
    return {key: {"folder": folder, "place": place} for key, folder, place in rows}


def _radius(judged, group):
    column = (judged if len(judged) else group).get("radius_95")
    known = pd.to_numeric(column, errors="coerce").dropna() if column is not None else ()
    return float(min(known)) if len(known) else np.nan


# -- one value from several photos


def values_together(rows):
    """{field: value} of what ``rows`` (best first) say together; fields in which they say nothing are left out.

    A number is the highest that anybody entered (who counts from two photos counts the same houses twice), a yes goes
    before a no, remarks stand one after another, times are the first; those of a look at it the last.
    """
    said = {name: list(filter(_says_something, values)) for name, values in rows.to_dict("list").items()}
    return {name: _together(name, values) for name, values in said.items() if values}


def _together(name, said):
    about = standard(DAMAGE).get(name, {})
    if _is_counted(about):
        return max(said)
    if about.get("type") == "DATETIME":
        times = pd.to_datetime(said, utc=True, errors="coerce").dropna()
        return (max if name in _LATEST else min)(times, default=said[0])
    if about.get("long"):
        return "\n".join(dict.fromkeys(str(text).strip() for text in said))
    return next((value for value in said if value in _YES), said[0])


def _is_counted(about):
    """Whether a field of the layer says how many or how much: people, homes, hectares."""
    return about.get("type") in ("INTEGER", "REAL") and "min" in about


def _says_something(value):
    return value is not None and value is not pd.NA and value == value and value != ""  # NaN differs from itself


def _is_true(value):
    return _says_something(value) and str(value).lower() in ("1", "1.0", "true")


def texts(table, column):
    """A column as texts, '' for what is empty or not there."""
    if column is None or column not in table:
        return pd.Series("", table.index, object)
    return table[column].map(_text).astype(object)


def _text(value):
    return str(value).strip() if _says_something(value) else ""


def written(value):
    """A value as people read it: a time in Japan, a whole number without a point."""
    if isinstance(value, pd.Timestamp):
        return value.tz_convert(JAPAN).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


# -- counts


@dataclass(frozen=True)
class Counts:
    """A table of ``rows`` ((label, numbers by column, sum), …) under ``columns``; '' is what is not known."""

    columns: tuple
    rows: tuple = field(default=())

    @property
    def sums(self):
        """The sums by column, and of all."""
        by_column = [sum(numbers[i] for _, numbers, _ in self.rows) for i in range(len(self.columns))]
        return (*by_column, sum(total for *_, total in self.rows))


def counts(incidents, of):
    """The :class:`Counts` of ``incidents`` by ``of(incident)`` and grade, in the order of the layer's own choices, then
    of how many there are."""
    grades = [grade for grade in damage_choices()["grades"] if grade not in NO_DAMAGE | NOT_YET]
    columns = (*grades, "") if any(each.grade not in grades for each in incidents) else tuple(grades)
    by = Counter((of(each), each.grade if each.grade in grades else "") for each in incidents)
    totals = Counter(of(each) for each in incidents)
    rank = {label: place for place, label in enumerate((*damage_choices()["kinds"], *STATES))}
    order = sorted(totals, key=lambda label: (label == "", rank.get(label, -1), -totals[label], label))
    return Counts(columns, tuple((label, tuple(by[label, each] for each in columns), totals[label]) for label in order))


def quantities(incidents):
    """((field, sum), …) of what was counted: people, homes, fields; only where anybody entered something."""
    counted = [name for name, about in standard(DAMAGE).items() if _is_counted(about)]
    sums = {name: sum(each.values.get(name, 0) for each in incidents) for name in counted}
    return tuple((name, value) for name, value in sums.items() if any(name in each.values for each in incidents))
