"""Which rectangle of zone IX a sheet code means, and the way from one datum to another: both reckoned apart from
the plugin, so that a mistake there cannot hide here."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import jgdtrans
import numpy as np
import tky2jgd
from pyproj import Transformer
from scipy.interpolate import RegularGridInterpolator

TOKYO, JGD2000, JGD2011 = 0, 1, 2
PLANE_EPSG = {TOKYO: 30169, JGD2000: 2451, JGD2011: 6677}

WIDTH_MM, HEIGHT_MM = 800.0, 600.0  # of every sheet on paper


@dataclass(frozen=True)
class SheetFrame:
    """The ground rectangle of a sheet in metres of zone IX, on the sheet's own datum. ``scale`` is 1000 for 1:1,000."""

    code: str
    scale: int
    west: float
    south: float
    east: float
    north: float


def sheet_frame(code):
    """The frame of a code such as 09JB164C. Written from the rule of the national base map, one clause a line."""
    code = code.replace("-", "").upper()
    row, column, rest = ord(code[2]) - ord("A"), ord(code[3]) - ord("A"), code[4:]
    west, north = -160000 + 40000 * column, 300000 - 30000 * row
    if not rest:
        return _frame(code, 50000, west, north)
    west, north = west + 4000 * int(rest[1]), north - 3000 * int(rest[0])
    finer = rest[2:]
    if not finer:
        return _frame(code, 5000, west, north)
    if len(finer) == 1:
        quarter = int(finer) - 1
        return _frame(code, 2500, west + 2000 * (quarter % 2), north - 1500 * (quarter // 2))
    if finer[1].isalpha():
        return _frame(code, 1000, west + 800 * (ord(finer[1]) - ord("A")), north - 600 * int(finer[0]))
    return _frame(code, 500, west + 400 * int(finer[1]), north - 300 * int(finer[0]))


def _frame(code, scale, west, north):
    width, height = scale * WIDTH_MM / 1000, scale * HEIGHT_MM / 1000
    return SheetFrame(code, scale, west, north - height, west + width, north)


def town_to_sheet(x, y, datum):
    """Metres of EPSG:6677 to the plane coordinates of another datum. JGD2000 is taken to equal JGD2011 here:
    no file of the 2011 earthquake's movement is at hand, in PROJ neither."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    if datum != TOKYO:
        return x, y
    shift = _tokyo_shift()(np.stack([x, y], axis=-1))
    return x - shift[..., 0], y - shift[..., 1]


@cache
def _tokyo_shift():
    """JGD2011 minus Tokyo datum in metres of zone IX, sampled each 100 m around the town.

    The national grid TKY2JGD has cells of about one kilometre and is smooth inside, so the sampling costs under 1 mm.
    """
    east, north = np.arange(-97000, -90999, 100.0), np.arange(21000, 28001, 100.0)
    x, y = np.meshgrid(east, north, indexing="ij")
    longitude, latitude = Transformer.from_crs(6677, 6668, always_xy=True).transform(x, y)
    grid = _national_grid()
    tokyo = np.array([_backward(grid, *place) for place in zip(latitude.flat, longitude.flat, strict=True)])
    tokyo_x, tokyo_y = Transformer.from_crs(4301, 30169, always_xy=True).transform(tokyo[:, 1], tokyo[:, 0])
    shift = np.stack([x - tokyo_x.reshape(x.shape), y - tokyo_y.reshape(y.shape)], axis=-1)
    return RegularGridInterpolator((east, north), shift, bounds_error=False, fill_value=None)


def _national_grid():
    with (files(tky2jgd) / "data" / "TKY2JGD.par").open(encoding="shift_jis") as file:
        return jgdtrans.load(file, format="TKY2JGD")


def _backward(grid, latitude, longitude):
    point = grid.backward(latitude, longitude)
    return point.latitude, point.longitude
