"""Photos of one damage become one incident, which keeps its name whatever comes later.

A photo says where it aimed, how far that may be wrong, and when. Two photos belong together when one place explains
both better than two do. What a person has joined or split is never undone: a photo that has an incident keeps it.
"""

import hashlib
import heapq
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from .judgement import NO_DAMAGE, known_kind, roles
from .remarks import Remark

DISTANCE = 30.0  # metres between exactly known aims of one damage
MINUTES = 10.0
_CHI_SQUARE_95, _CHI_SQUARE_99 = 5.991, 9.210  # of two degrees of freedom
_FAR = 2 * _CHI_SQUARE_99  # what a pair counts that is farther apart than anything compared
_LATE = 3.0  # what a pause of MINUTES or more within one flight counts
_UNKNOWN_ERROR = 20.0  # metres, 95 %, where a layer does not say
_LARGEST_ERROR = 150.0
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none that is misheard or misread
_TOWN_TIME = "Asia/Tokyo"

REASONS = {  # translatable
    "only": "The only photo.",
    "nearest": "Taken from {distance} m, the clearest of {count} photos; it aims {offset} m beside the middle.",
    "judged": "Taken from {distance} m, the clearest of the {count} photos that were graded.",
}


@dataclass(frozen=True)
class Aimed:
    """Aim points (n, 2) in metres, covariances (n, 2, 2), seconds (n,) with NaN where unknown, flights (n,), the kinds
    that people gave (n,) and the incidents that the photos have already (n,), both '' where none."""

    places: np.ndarray
    spread: np.ndarray
    seconds: np.ndarray
    flights: np.ndarray
    kinds: np.ndarray
    incidents: np.ndarray


def with_incidents(damage, distance=DISTANCE, minutes=MINUTES):
    """``damage`` (GeoDataFrame of damage points in metres) with the columns incident, best and why_best (Remarks).

    Photos with an incident keep it, others join an incident or found one. Photos that a person graded as showing no
    damage get none. An incident is named by the day and its first photo, so that two offices that cluster the same
    photos find the same names.
    """
    field, damage = roles(damage.columns), damage.reset_index(drop=True).copy()
    damage["incident"] = _texts(damage, field.get("incident"))
    wanted = _can_be_damage(damage, field)
    groups = clusters(_aimed(damage[wanted], field), distance, minutes)
    taken_names = set(damage["incident"]) - {""}
    rows = np.flatnonzero(wanted)
    for group in groups:
        members = rows[group]
        name = next((damage["incident"].iat[i] for i in members if damage["incident"].iat[i]), "")
        if not name:
            name = new_name(damage.iloc[members], taken_names)
            taken_names.add(name)
        damage.iloc[members, damage.columns.get_loc("incident")] = name
    return with_best(damage)


def clusters(aimed, distance=DISTANCE, minutes=MINUTES):
    """Lists of row numbers, one per incident.

    Average linkage of pairs: the squared Mahalanobis distance of the aims plus the logarithm of its covariance's
    determinant (the negative log likelihood of one place, so that a photo that could be anywhere is near to nothing;
    Bar-Shalom and Fortmann 1988), plus the pause between photos of one flight. Two incidents that are there already
    are never joined, nor photos to which people gave different kinds.
    """
    count = len(aimed.places)
    if not count:
        return []
    return _Agglomeration(aimed, *_pairs(aimed, distance, minutes)).run()


def _pairs(aimed, distance, minutes):
    """Row numbers i < j and cost of all pairs that cost less than ``_FAR``."""
    own = distance / np.sqrt(_CHI_SQUARE_99)
    widest = np.sqrt(_FAR * (2 * np.linalg.eigvalsh(aimed.spread)[:, 1] + own**2))
    near = cKDTree(aimed.places).query_ball_point(aimed.places, widest)
    i = np.repeat(np.arange(len(near)), [len(each) for each in near])
    j = np.concatenate([np.asarray(each, int) for each in near])
    i, j = np.unique(np.column_stack([np.minimum(i, j), np.maximum(i, j)])[i != j], axis=0).reshape(-1, 2).T
    together = aimed.spread[i] + aimed.spread[j] + np.eye(2) * own**2
    offset = aimed.places[i] - aimed.places[j]
    cost = np.einsum("ni,nij,nj->n", offset, np.linalg.inv(together), offset)
    cost += np.log(np.linalg.det(together) / own**4)
    pause = np.minimum(np.abs(aimed.seconds[i] - aimed.seconds[j]) / (60 * minutes), 1) ** 2 * _LATE
    cost += np.where((aimed.flights[i] == aimed.flights[j]) & np.isfinite(pause), pause, 0)
    close = cost < _FAR
    return i[close], j[close], cost[close]


class _Agglomeration:
    """Average linkage on a sparse graph: pairs that are not in it cost ``_FAR``."""

    def __init__(self, aimed, i, j, cost):
        self.members = {row: [row] for row in range(len(aimed.places))}
        self.kind = dict(enumerate(aimed.kinds))
        self.incident = dict(enumerate(aimed.incidents))
        self.links = {row: {} for row in self.members}  # cluster -> other cluster -> (sum of costs, pairs)
        for one, other, value in zip(i.tolist(), j.tolist(), cost.tolist(), strict=True):
            self.links[one][other] = self.links[other][one] = (value, 1)
        self.heap = []

    def run(self):
        self._join_what_is_joined()
        for one in self.links:
            self._offer(one, newer_only=True)
        while self.heap:
            cost, one, other = heapq.heappop(self.heap)
            if cost == self._cost(one, other) and self._may_join(one, other):
                self._offer(self._join(one, other))
        return sorted(sorted(each) for each in self.members.values())

    def _join_what_is_joined(self):
        first = {}
        for row, incident in list(self.incident.items()):
            if incident and first.setdefault(incident, row) != row:
                first[incident] = self._join(first[incident], row)

    def _offer(self, one, newer_only=False):
        for other in self.links[one]:
            cost = self._cost(one, other)
            if cost < _CHI_SQUARE_99 and not (newer_only and other < one) and self._may_join(one, other):
                heapq.heappush(self.heap, (cost, min(one, other), max(one, other)))

    def _cost(self, one, other):
        """The mean over all pairs; infinite where a cluster is gone."""
        total, known = self.links.get(one, {}).get(other, (np.inf, 0))
        pairs = len(self.members.get(one, ())) * len(self.members.get(other, ()))
        return (total + (pairs - known) * _FAR) / pairs if pairs else np.inf

    def _may_join(self, one, other):
        kinds, incidents = {self.kind[one], self.kind[other]} - {""}, {self.incident[one], self.incident[other]} - {""}
        return len(kinds) < 2 and len(incidents) < 2

    def _join(self, one, other):
        """The number of the new cluster; numbers are never used twice, so that old offers are seen to be old."""
        new = max(self.members) + 1
        self.members[new] = self.members.pop(one) + self.members.pop(other)
        self.kind[new] = self.kind[one] or self.kind[other]
        self.incident[new] = self.incident[one] or self.incident[other]
        both = {}
        for old in (one, other):
            for neighbour, (total, pairs) in self.links.pop(old).items():
                self.links.get(neighbour, {}).pop(old, None)
                if neighbour not in (one, other):
                    before = both.get(neighbour, (0.0, 0))
                    both[neighbour] = (before[0] + total, before[1] + pairs)
        self.links[new] = both
        for neighbour, link in both.items():
            self.links[neighbour][new] = link
        return new


# -- the best photo, the place


def with_best(damage):
    """``damage`` with best (one photo of each incident) and why_best (Remark or None) anew from incident."""
    damage = damage.copy()
    damage["best"], damage["why_best"] = False, pd.Series([None] * len(damage), damage.index, object)
    field = roles(damage.columns)
    for _, group in damage[damage["incident"] != ""].groupby("incident", sort=False):
        index, why = _best(group, field)
        damage.loc[index, "best"] = True
        damage.at[index, "why_best"] = why
    return damage


def _best(group, field):
    """The nearest photo that looks at the incident's middle; one that a person graded comes before all others."""
    if len(group) == 1:
        return group.index[0], Remark(REASONS["only"])
    judged = _texts(group, field.get("kind")) != ""
    choice = group[judged] if judged.any() else group
    middle = middle_of(group)
    offset = np.hypot(choice.geometry.x - middle[0], choice.geometry.y - middle[1])
    distance = _numbers(choice, "distance").fillna(np.inf)
    index = (distance + 3 * offset).fillna(np.inf).idxmin()  # what lies beside the picture's middle is seen worse
    values = {"distance": _rounded(distance[index]), "count": len(choice), "offset": _rounded(offset[index])}
    return index, Remark(REASONS["judged" if judged.any() else "nearest"], values)


def middle_of(group):
    """Where the damage most likely is (x, y): aims weighted by the inverse of their covariance."""
    weights = np.linalg.inv(_spread(group))
    places = np.column_stack([group.geometry.x, group.geometry.y])
    return np.linalg.solve(weights.sum(0), np.einsum("nij,nj->i", weights, places))


# -- names


def new_name(rows, taken_names=()):
    """The name of the incident that ``rows`` found: the day and four letters from its first photo."""
    field = roles(rows.columns)
    times = _times(rows, field)
    identity = _texts(rows, field.get("photo_id", field.get("photo")))
    order = sorted(range(len(rows)), key=lambda i: (pd.isna(times.iat[i]), times.iat[i], identity.iat[i]))
    first = order[0]
    day = "00000000" if pd.isna(times.iat[first]) else times.iat[first].tz_convert(_TOWN_TIME).strftime("%Y%m%d")
    digest = hashlib.sha256(identity.iat[first].encode()).digest()
    letters = "".join(_LETTERS[byte % 32] for byte in digest)
    lengths = (name for length in range(4, len(letters)) if (name := f"{day}-{letters[:length]}") not in taken_names)
    return next(lengths)


# -- what people change


def merged(damage, names):
    """{row index: new incident}: the incidents ``names`` become the one of them that was founded first."""
    rows = damage[damage["incident"].isin(names)]
    times = _times(rows, roles(rows.columns))
    target = min(names, key=lambda name: (times[rows["incident"] == name].min(), name))
    return dict.fromkeys(rows.index[rows["incident"] != target], target)


def split(damage, index):
    """{row index: new incident}: the photos at ``index`` become an incident of their own."""
    return dict.fromkeys(index, new_name(damage.loc[list(index)], set(damage["incident"])))


# -- columns


def _can_be_damage(damage, field):
    placed = ~(damage.geometry.is_empty | damage.geometry.isna())
    return (placed & ~_texts(damage, field.get("grade")).isin(NO_DAMAGE)).to_numpy()


def _aimed(damage, field):
    times = _times(damage, field)
    seconds = np.array([np.nan if pd.isna(time) else time.timestamp() for time in times])
    kinds = np.array([known_kind(text) for text in _texts(damage, field.get("kind"))], object)
    places = shapely.get_coordinates(damage.geometry.to_numpy()).reshape(-1, 2)
    incidents = _texts(damage, "incident").to_numpy(object)
    return Aimed(places, _spread(damage), seconds, _texts(damage, field.get("flight")).to_numpy(object), kinds,
                 incidents)  # fmt: skip


def _spread(damage):
    """Covariances (n, 2, 2) from the 95 % ellipses."""
    major = _numbers(damage, "ellipse_major").fillna(_numbers(damage, "radius_95")).fillna(_UNKNOWN_ERROR)
    minor = _numbers(damage, "ellipse_minor").fillna(major)
    azimuth = np.radians(_numbers(damage, "ellipse_azimuth").fillna(0).to_numpy())
    along = np.column_stack([np.sin(azimuth), np.cos(azimuth)])
    across = np.column_stack([np.cos(azimuth), -np.sin(azimuth)])
    squares = [np.clip(each.to_numpy(), 0.1, _LARGEST_ERROR) ** 2 / _CHI_SQUARE_95 for each in (major, minor)]
    return sum(np.einsum("n,ni,nj->nij", size, axis, axis) for size, axis in zip(squares, (along, across), strict=True))


def _texts(damage, column):
    if column is None or column not in damage:
        return pd.Series("", damage.index, object)
    return damage[column].astype(object).where(damage[column].notna(), "").astype(str)


def _numbers(damage, column):
    if column not in damage:
        return pd.Series(np.nan, damage.index)
    return pd.to_numeric(damage[column], errors="coerce").astype(float)


def _times(damage, field):
    column = field.get("taken")
    if column is None:
        return pd.Series(pd.NaT, damage.index, "datetime64[ns, UTC]")
    return pd.to_datetime(damage[column], utc=True, errors="coerce")


def _rounded(number):
    return round(float(number)) if np.isfinite(number) else "?"
