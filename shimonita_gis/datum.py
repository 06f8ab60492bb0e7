"""The town's reference systems: plane rectangular zone IX on JGD2011, JGD2000 and the old Tokyo datum.

Coordinates are always in traditional GIS order: x = east or longitude, y = north or latitude.

PROJ knows the national grid for the Tokyo datum by name (EPSG:6712 and 6740 ask for ``tky2jgd.gsb``) but does not
ship it; without it PROJ and QGIS fall back to a shift that is 450 m wrong. This module makes the grid from
TKY2JGD.par of the Geospatial Information Authority of Japan, which comes with the package ``tky2jgd``, and lays it
where PROJ looks.
"""

import struct
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib import resources
from pathlib import Path

import numpy as np
import pyproj
import pyproj.datadir
from pyproj.exceptions import CRSError, ProjError

from .errors import DatumError, InputError, MissingPackageError, existing_file
from .files import written_beside
from .parameterfile import read_parameter_file
from .projthreads import keep_contexts

keep_contexts()

TOWN_EPSG = 6677
JGD2011_GEOGRAPHIC_EPSG = 6668


class Datum(IntEnum):
    """The datum that a sheet was drawn on; the order is that of the algorithms' choices."""

    TOKYO = 0
    JGD2000 = 1
    JGD2011 = 2

    @property
    def plane_epsg(self):
        """EPSG code of plane rectangular zone IX on this datum."""
        return {Datum.TOKYO: 30169, Datum.JGD2000: 2451, Datum.JGD2011: 6677}[self]

    @property
    def geographic_epsg(self):
        """EPSG code of longitude and latitude on this datum."""
        return {Datum.TOKYO: 4301, Datum.JGD2000: 4612, Datum.JGD2011: 6668}[self]

    @property
    def title(self):
        """The datum's name as surveyors write it."""
        return {Datum.TOKYO: "Tokyo Datum", Datum.JGD2000: "JGD2000", Datum.JGD2011: "JGD2011"}[self]  # translatable


@dataclass(frozen=True)
class ShiftGrid:
    """A grid of shifts that PROJ asks for by ``name``; ``source`` and ``target`` are the datums it joins."""

    name: str
    source: str
    target: str


TOKYO_GRID = ShiftGrid("tky2jgd.gsb", "Tokyo", "JGD2000")
EARTHQUAKE_GRID = ShiftGrid("touhokutaiheiyouoki2011.gsb", "JGD2000", "JGD2011")

_CHAIN = "Tokyo", "JGD2000", "JGD2011"  # one datum leads to the next; what is on none of them hangs on JGD2011
_GEOGRAPHIC_EPSG = 4301, 4612, 6668

# Gunma with its neighbours: south, north, west, east in degrees. All of Japan would take 80 MB.
GRID_AREA = (35.8, 37.2, 138.2, 139.9)
# a third-order mesh is 30 by 45 arc-seconds; parameters stand at its south-west corner
_LATITUDE_STEP, _LONGITUDE_STEP = 30, 45

# translatable
NO_EARTHQUAKE_GRID = (
    "JGD2000 and JGD2011 are taken as equal: no parameter file of the 2011 earthquake was given. "
    "In Gunma this leaves an error of up to a few decimetres."
)

# translatable
PARAMETERS_USED = "{source} to {target} by the parameter file given: {file} ({title})."

_laid_in = None


def lay_grid_for_qgis(folder):
    """Lays the Tokyo grid in ``folder`` (QGIS's ``proj`` folder), where QGIS and pyproj then find it.

    Returns the grid's path; does nothing but look when it is there. Raises MissingPackageError without the
    package ``tky2jgd``, OutputError when the folder cannot be written.
    """
    global _laid_in
    folder = Path(folder)
    path = folder / TOKYO_GRID.name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_shift_grid(_national_par_file(), TOKYO_GRID, path)
    _make_known(folder)
    _laid_in = folder
    return path


def lay_earthquake_grid(par_file, folder=None):
    """Lays the town's own parameter file of the 2011 earthquake (PatchJGD) beside the Tokyo grid."""
    ensure_grid()
    folder = Path(folder or _laid_in)
    path = write_shift_grid(existing_file(par_file), EARTHQUAKE_GRID, folder / EARTHQUAKE_GRID.name)
    _make_known(folder)
    return path


def ensure_grid():
    """Makes sure that pyproj finds the Tokyo grid; outside QGIS it lies in PROJ's folder of the user."""
    if _laid_in is None:
        lay_grid_for_qgis(pyproj.datadir.get_user_data_dir(create=True))


def _make_known(folder):
    if str(folder) not in pyproj.datadir.get_data_dir().split(";" if ";" in pyproj.datadir.get_data_dir() else ":"):
        pyproj.datadir.append_data_dir(str(folder))
    _steps.cache_clear()


def _national_par_file():
    try:
        return resources.files("tky2jgd") / "data" / "TKY2JGD.par"
    except ModuleNotFoundError as error:
        raise MissingPackageError(
            "The Tokyo datum needs the Python package {package}, which this QGIS does not have. "
            "Install it from the wheel of the installation media, then start QGIS again.",
            package="tky2jgd",
        ) from error


def write_shift_grid(par_file, grid, path, area=GRID_AREA):
    """Writes GSI's ``par_file`` as an NTv2 grid that PROJ reads; returns ``path``.

    ``area`` is south, north, west, east in degrees; cells of the sea, which the parameter file leaves out, take the
    nearest value so that the rectangle is whole. Format: NTv2 (Canada's National Transformation version 2), shifts
    in arc-seconds, longitude positive to the west, rows from south, in a row from east.
    """
    shifts = _shifts_of(par_file, grid, area)
    with written_beside(path) as beside:
        beside.write_bytes(_ntv2(shifts, grid, area))
    return Path(path)


def _shifts_of(par_file, grid, area):
    """Shifts (rows from south, columns from west, 2) in arc-seconds: latitude, longitude positive to the east."""
    parameters = read_parameter_file(par_file)
    if parameters.source != grid.source:
        raise InputError("{file} holds no parameters for this datum. Choose another file.", file=par_file)
    return _on_rectangle(parameters, area)


def _rectangle(area):
    south, north, west, east = area
    rows = round(south * 3600 / _LATITUDE_STEP), round(north * 3600 / _LATITUDE_STEP)
    columns = round(west * 3600 / _LONGITUDE_STEP), round(east * 3600 / _LONGITUDE_STEP)
    return rows, columns


def _on_rectangle(parameters, area):
    from scipy.ndimage import distance_transform_edt

    (row, last_row), (column, last_column) = _rectangle(area)
    shifts = np.full((last_row - row + 1, last_column - column + 1, 2), np.nan)
    cells = parameters.corners - (row, column)
    inside = ((cells >= 0) & (cells < shifts.shape[:2])).all(axis=1)
    if not inside.any():
        raise InputError("{file} holds no parameters for this region. Choose the file for Gunma.", file=parameters.path)
    shifts[tuple(cells[inside].T)] = parameters.shifts[inside]
    nearest = distance_transform_edt(np.isnan(shifts[..., 0]), return_distances=False, return_indices=True)
    return shifts[tuple(nearest)]


def _ntv2(shifts, grid, area):
    (row, last_row), (column, last_column) = _rectangle(area)

    def text(name, value):
        return name.ljust(8).encode() + value.ljust(8).encode()

    def whole(name, value):
        return name.ljust(8).encode() + struct.pack("<i4x", value)

    def number(name, value):
        return name.ljust(8).encode() + struct.pack("<d", value)

    bessel, grs80 = (6377397.155, 6356078.962818), (6378137.0, 6356752.314140)
    axes_from = bessel if grid.source == "Tokyo" else grs80
    header = [
        whole("NUM_OREC", 11), whole("NUM_SREC", 11), whole("NUM_FILE", 1), text("GS_TYPE", "SECONDS"),
        text("VERSION", "GSI"), text("SYSTEM_F", grid.source.upper()), text("SYSTEM_T", grid.target),
        number("MAJOR_F", axes_from[0]), number("MINOR_F", axes_from[1]),
        number("MAJOR_T", grs80[0]), number("MINOR_T", grs80[1]),
        text("SUB_NAME", "GUNMA"), text("PARENT", "NONE"), text("CREATED", ""), text("UPDATED", ""),
        number("S_LAT", row * _LATITUDE_STEP), number("N_LAT", last_row * _LATITUDE_STEP),
        number("E_LONG", -last_column * _LONGITUDE_STEP), number("W_LONG", -column * _LONGITUDE_STEP),
        number("LAT_INC", _LATITUDE_STEP), number("LONG_INC", _LONGITUDE_STEP),
        whole("GS_COUNT", shifts.shape[0] * shifts.shape[1]),
    ]  # fmt: skip
    records = np.zeros((*shifts.shape[:2], 4), "<f4")
    records[..., 0] = shifts[:, ::-1, 0]
    records[..., 1] = -shifts[:, ::-1, 1]
    return b"".join(header) + records.tobytes() + text("END", "")


def reference_system(crs):
    """``crs`` (EPSG number, text, WKT or pyproj.CRS) as pyproj.CRS; DatumError when it is none."""
    try:
        return crs if isinstance(crs, pyproj.CRS) else pyproj.CRS.from_user_input(crs)
    except CRSError as error:
        raise DatumError(
            "{crs} is not a reference system that is known here. Choose one such as EPSG:6677.", crs=crs
        ) from error


def is_tokyo(crs):
    """Whether ``crs`` lies on the Tokyo datum, be it geographic or projected, from EPSG or from a .prj file."""
    crs = reference_system(crs)
    if crs.is_bound or crs.datum is None:
        return False
    return crs.datum.name.removeprefix("D_").lower() == "tokyo"


class Transformer:
    """Takes coordinates from one reference system to another, never by a guess.

    ``assumptions`` are sentences for the accuracy report; ``parameters`` the town's own files (ParameterFile) that
    are used instead of what PROJ has.
    """

    def __init__(self, source, target, parameters=()):
        self.source, self.target = source, target
        self._steps = _steps(source, target, tuple(parameters))
        self.assumptions = assumptions(source, target, parameters)
        self.parameters = _parameters_between(source, target, parameters)

    def transform(self, x, y, z=None):
        """Arrays or numbers x (east or longitude), y (north or latitude) in the source's units, and the heights z
        as they are, in the target's units; raises DatumError where a place has no place in the target."""
        places = (np.asarray(x, float), np.asarray(y, float))
        moved = places
        for step in self._steps:
            moved = step(*moved)
        self._check(places, moved)
        return moved if z is None else (*moved, z)

    def _check(self, places, moved):
        lost = np.isfinite(places[0]) & np.isfinite(places[1]) & ~(np.isfinite(moved[0]) & np.isfinite(moved[1]))
        if not np.any(lost):
            return
        first = np.flatnonzero(np.atleast_1d(lost))[0]
        raise DatumError(
            "{count} point(s) cannot be taken from {source} to {target}, the first at x={x:.3f}, y={y:.3f}: "
            "they lie outside its area. Check the reference system of the data.",
            count=int(np.sum(lost)), source=self.source.name, target=self.target.name,
            x=float(np.atleast_1d(places[0])[first]), y=float(np.atleast_1d(places[1])[first]),
        )  # fmt: skip


def transformer(source, target, parameters=()):
    """The :class:`Transformer` from ``source`` to ``target`` (whatever :func:`reference_system` takes)."""
    return Transformer(reference_system(source), reference_system(target), parameters)


def assumptions(source, target, parameters=()):
    """Sentences that an accuracy report must carry for this transformation."""
    crosses_2011 = ("JGD2000", "JGD2011") in _crossings(reference_system(source), reference_system(target))
    known = _earthquake_grid_is_laid() or any(file.target == "JGD2011" for file in parameters)
    return (NO_EARTHQUAKE_GRID,) if crosses_2011 and not known else ()


def _parameters_between(source, target, parameters):
    """Those of the town's files that this transformation uses."""
    crossings = {frozenset(crossing) for crossing in _crossings(source, target)}
    return tuple(file for file in parameters if frozenset((file.source, file.target)) in crossings)


def _crossings(source, target):
    """The pairs of neighbouring datums, the older first, between two reference systems."""
    first, last = sorted(_CHAIN.index(_datum_name(crs)) for crs in (source, target))
    return [(_CHAIN[i], _CHAIN[i + 1]) for i in range(first, last)]


def _datum_name(crs):
    """Where a reference system hangs on the chain of datums; all others are reached from JGD2011."""
    if is_tokyo(crs):
        return "Tokyo"
    name = crs.datum.name if crs.datum else ""
    return "JGD2000" if name in ("Japanese Geodetic Datum 2000", "JGD_2000", "D_JGD_2000") else "JGD2011"


def _earthquake_grid_is_laid():
    return _laid_in is not None and (_laid_in / EARTHQUAKE_GRID.name).exists()


@lru_cache(maxsize=64)
def _steps(source, target, parameters):
    """The functions (x, y) -> (x, y) from ``source`` to ``target``, one datum after the other: to or from the Tokyo
    Datum by the national grid, since for other targets, WGS 84 among them, EPSG offers only three-parameter shifts
    that are metres off."""
    _refuse_approximate_tokyo(source)
    _refuse_approximate_tokyo(target)
    start, end = (_CHAIN.index(_datum_name(crs)) for crs in (source, target))
    if start == end:
        return (_step(source, target),)
    onward = range(start, end) if start < end else range(start - 1, end - 1, -1)
    shifts = [_shift(_CHAIN[i], parameters, forward=start < end) for i in onward]
    first, last = (reference_system(_GEOGRAPHIC_EPSG[i]) for i in (start, end))
    return (_step(source, first), *filter(None, shifts), _step(last, target))


def _shift(source, parameters, forward):
    """The step from the datum ``source`` to the next one (back with ``forward`` False): by the town's own file, else
    by PROJ's grid; None where JGD2000 and JGD2011 have to be taken as equal."""
    own = next((file for file in parameters if file.source == source), None)
    if own:
        return own.forward if forward else own.backward
    if source == "JGD2000" and not _earthquake_grid_is_laid():
        return None
    ensure_grid()
    grid = TOKYO_GRID if source == "Tokyo" else EARTHQUAKE_GRID
    direction = pyproj.enums.TransformDirection.FORWARD if forward else pyproj.enums.TransformDirection.INVERSE
    try:
        return _in_shape(pyproj.Transformer.from_pipeline(_BY_GRID.format(name=grid.name)), direction)
    except ProjError as error:
        raise DatumError(
            "PROJ does not find the grid {name} of the Tokyo datum. Install the plugin again.", name=grid.name
        ) from error


_BY_GRID = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=hgridshift +grids={name} "
    "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
)


def _in_shape(transformation, direction=pyproj.enums.TransformDirection.FORWARD):
    """pyproj's transformation with the shape that comes in; pyproj gives a bare number for an array of one."""

    def step(x, y):
        if x.size != 1:
            return transformation.transform(x, y, direction=direction)
        moved = transformation.transform(x.item(), y.item(), direction=direction)
        return tuple(np.reshape(value, x.shape)[()] for value in moved)

    return step


def _refuse_approximate_tokyo(crs):
    """A definition with the Bessel ellipsoid and its own shift (towgs84) is the Tokyo datum by approximation."""
    if crs.is_bound and crs.ellipsoid is not None and crs.ellipsoid.name.startswith("Bessel"):
        raise DatumError(
            "The reference system {crs} describes the Tokyo datum only by an approximate shift, metres off. "
            "Give the layer EPSG:30169 (plane rectangular zone IX) or EPSG:4301 (longitude, latitude) instead.",
            crs=crs.name,
        )


def _step(source, target):
    try:
        return _in_shape(pyproj.Transformer.from_crs(source, target, always_xy=True, allow_ballpark=False))
    except ProjError as error:
        raise DatumError(
            "There is no known way from the reference system {source} to {target}. "
            "Check the reference system of the data.",
            source=source.name, target=target.name,
        ) from error  # fmt: skip
