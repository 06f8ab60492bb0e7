"""Neatlines on the ground of the town, whatever datum the sheets were drawn on."""

import numpy as np

from shimonita_gis.datum import TOWN_EPSG, transformer
from shimonita_gis.errors import InputError

from .sheetcode import sheets_over

_POINTS_A_SIDE = 10  # the Tokyo datum's shift bends a neatline by centimetres


def neatline_of(sheet, datum, crs=TOWN_EPSG, parameters=()):
    """The closed ring (n, 2) of a sheet's neatline in ``crs``; ``parameters`` as in :func:`transformer`."""
    corners = sheet.corners
    way = np.linspace(0, 1, _POINTS_A_SIDE, endpoint=False)[:, None]
    sides = [a + way * (b - a) for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True)]
    ring = np.vstack([*sides, corners[:1]])
    return np.column_stack(transformer(datum.plane_epsg, crs, parameters).transform(*ring.T))


def sheets_of_area(bounds, scale, datum, crs=TOWN_EPSG):
    """The sheets (list of Sheet) of level ``scale`` that touch ``bounds`` (west, south, east, north in ``crs``)."""
    west, south, east, north = bounds
    if not np.isfinite(bounds).all() or west > east or south > north:
        raise InputError("The area is empty. Draw it on the map or choose a layer.")
    x, y = np.linspace(west, east, 20), np.linspace(south, north, 20)
    rim_x = np.concatenate([x, x, np.full(20, west), np.full(20, east)])
    rim_y = np.concatenate([np.full(20, south), np.full(20, north), y, y])
    on_datum = transformer(crs, datum.plane_epsg).transform(rim_x, rim_y)
    # a millimetre less: rounding in the transformation must not bring in the neighbours
    inner = (*(values.min() + 0.001 for values in on_datum), *(values.max() - 0.001 for values in on_datum))
    return list(sheets_over(inner, scale))
