"""Parameter files (.par) of the Geospatial Information Authority of Japan, as a town holds them itself.

Two kinds say how the horizontal datum moved: TKY2JGD (Tokyo Datum to JGD2000, shifts of 8 to 13 arc-seconds) and
PatchJGD (an earthquake, JGD2000 to JGD2011, shifts below a fifth of one). Both give a shift at the south-west corner of
third-order meshes, 30 by 45 arc-seconds, between which it is bilinear.
"""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from .errors import InputError, existing_file

_CELLS = np.array([120, 80])  # third-order meshes in a degree of latitude and of longitude
_ARC_SECONDS = 3600
_LEAST_TOKYO, _MOST_EARTHQUAKE = 5.0, 0.5  # arc-seconds of latitude; nothing lies between
_ROUNDS = 5  # of the inverse; each gains four digits
# other products of GSI in the same layout, whose shifts join other frames
_OTHERS = "SEMIDYNA", "POS2JGD", "ITRF", "HYOKO", "GEONET"


@dataclass(frozen=True)
class ParameterFile:
    """Shifts from the datum ``source`` to ``target``: ``shifts`` (n, 2) in arc-seconds of latitude and longitude at
    the mesh ``corners`` (n, 2), counted in meshes from the equator and Greenwich. ``title`` is the first line."""

    path: Path
    title: str
    source: str
    target: str
    digest: str
    corners: np.ndarray = field(compare=False, repr=False)
    shifts: np.ndarray = field(compare=False, repr=False)

    def __hash__(self):
        return hash(self.digest)

    def forward(self, longitude, latitude):
        """Arrays in degrees on ``source`` to degrees on ``target``; NaN where the file has no parameters."""
        moved = self._moved(np.stack([latitude, longitude], axis=-1))
        return moved[..., 1], moved[..., 0]

    def backward(self, longitude, latitude):
        """Arrays in degrees on ``target`` to degrees on ``source``; NaN where the file has no parameters."""
        goal = np.stack([latitude, longitude], axis=-1)
        place = goal
        for _ in range(_ROUNDS):
            place = place + goal - self._moved(place)
        return place[..., 1], place[..., 0]

    def _moved(self, places):
        """Places (…, 2) latitude, longitude shifted by what is bilinear between the four mesh corners around them."""
        # a neighbour 1e-9 of a mesh away must not be asked for when a place lies on a mesh's edge
        cells = np.round(places * _CELLS, 9)
        corner = np.floor(np.nan_to_num(cells)).astype(np.int64)
        part = cells - corner
        shift = np.zeros(places.shape)
        for step in np.array([(0, 0), (0, 1), (1, 0), (1, 1)]):
            weight = np.abs(1 - step - part).prod(axis=-1, keepdims=True)
            shift += np.where(weight > 0, weight * self._at(corner + step), 0)
        return places + np.where(np.isfinite(cells), shift, np.nan) / _ARC_SECONDS

    def _at(self, corners):
        """Shifts (…, 2) at mesh corners (…, 2) counted from the equator and Greenwich; NaN where there is none."""
        wanted = _key(corners)
        place = np.searchsorted(self._keys, wanted).clip(0, len(self._keys) - 1)
        return np.where((self._keys[place] == wanted)[..., None], self.shifts[place], np.nan)

    @cached_property
    def _keys(self):
        return _key(self.corners)


def read_parameter_file(path):
    """The :class:`ParameterFile` in ``path``. Raises InputError where it is none that joins the three datums."""
    path = existing_file(path)
    raw = path.read_bytes()
    title, rows = _rows(raw, path)
    corners = _mesh_corners(rows[:, 0].astype(np.int64))
    order = np.argsort(_key(corners))
    source, target = _datums(title, rows[:, 1], path)
    digest = hashlib.sha256(raw).hexdigest()
    return ParameterFile(path, title, source, target, digest, corners[order], rows[order, 1:3])


def _rows(raw, path):
    """The title, and mesh code, latitude and longitude shift of each line (n, 3)."""
    lines = raw.decode("cp932", "replace").splitlines()
    head = next((number for number, line in enumerate(lines) if line.lstrip().upper().startswith("MESHCODE")), None)
    try:
        if head is None:
            raise ValueError("no line of headings")
        rows = np.array([line.split()[:3] for line in lines[head + 1 :] if line.strip()], float)
        if rows.ndim != 2 or rows.shape[1] != 3 or not np.isfinite(rows).all() or rows[:, 0].min() < 10_000_000:
            raise ValueError("not three columns of numbers")
    except ValueError as error:
        raise InputError("{file} is not a parameter file (.par) of GSI. Choose another file.", file=path) from error
    return " ".join(lines[0].split())[:120], rows


def _datums(title, latitude_shifts, path):
    typical = np.median(np.abs(latitude_shifts))
    if not any(other in title.upper() for other in _OTHERS):
        if typical > _LEAST_TOKYO:
            return "Tokyo", "JGD2000"
        if typical < _MOST_EARTHQUAKE:
            return "JGD2000", "JGD2011"
    raise InputError(
        "{file} does not join the Tokyo Datum, JGD2000 and JGD2011 (its first line: {title}). Choose TKY2JGD.par or "
        "the PatchJGD file of the 2011 earthquake.",
        file=path,
        title=title,
    )


def _mesh_corners(codes):
    """South-west corners of third-order mesh codes (n,) in steps of 30 and 45 arc-seconds (n, 2).

    JIS X 0410: ppuuqvrw, latitude = pp/1.5 degrees + q*5' + r*30", longitude = (uu+100) degrees + v*7.5' + w*45".
    """
    pp, uu = codes // 1_000_000, codes // 10_000 % 100
    q, v, r, w = codes // 1000 % 10, codes // 100 % 10, codes // 10 % 10, codes % 10
    return np.column_stack([pp * 80 + q * 10 + r, (uu + 100) * 80 + v * 10 + w])


def _key(corners):
    return corners[..., 0] * 100_000 + corners[..., 1]
