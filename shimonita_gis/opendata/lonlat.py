"""Shapes on their way to RFC 7946: longitude and latitude, cut at the antimeridian, wound, rounded, whole."""

from dataclasses import dataclass

import numpy as np
import shapely

MOST_DIGITS = 10
_COLLECTION = 7  # shapely's type id
_TOO_HIGH = 1e6  # metres
FLAT = 1e-9  # an area below this share of its squared outline is a line

UNREADABLE = "unreadable"
NO_PLACE = "no place"
OUT_OF_RANGE = "out of range"
CUT = "cut"
MENDED = "mended"
MORE_DIGITS = "more digits"
LOST = "lost"
NO_HEIGHT = "no height"
GARBLED = "garbled"

# what happened to a feature -> the sentence of the report
WHAT_HAPPENED = {  # translatable
    UNREADABLE: "Its geometry cannot be read; it left without geometry.",
    NO_PLACE: "A coordinate is no number; it left without geometry.",
    OUT_OF_RANGE: "Its latitude or longitude lies outside the earth; it left without geometry.",
    CUT: "It crosses the 180th meridian and was cut there.",
    MENDED: "Its shape crossed itself or was not closed; it was mended.",
    MORE_DIGITS: "It would have vanished or changed its kind at the chosen precision; it was given more decimals.",
    NO_HEIGHT: "It has no height, or none in places; 0 was written there.",
    GARBLED: "Some of its text is no UTF-8; what cannot be read was written as �.",
    LOST: "It has no length or area at any precision; it left without geometry.",
}


@dataclass(frozen=True)
class Placed:
    """Shapes as they will be written: ``shapes`` (n,) rounded lon/lat or None, ``digits`` int (n,) decimals of each,
    ``happened`` a dict of what happened -> indices (see ``WHAT_HAPPENED``)."""

    shapes: np.ndarray
    digits: np.ndarray
    happened: dict


def placed(shapes, transformer, precision):
    """:class:`Placed` of ``shapes`` (n,) of any reference system; ``transformer`` takes arrays to lon, lat.

    A shape that is not valid once rounded gets more decimals, up to ten; one that is not valid before gets mended
    first (GEOS's "structure" method, which adds no lines and points). Never is one dropped without being listed.
    """
    happened = {}
    shapes = _with_extent(_unnested(shapes), happened)
    shapes, coordinates = _to_lonlat(shapes, transformer, happened)
    shapes, coordinates = _within_the_earth(shapes, coordinates, happened)
    rounded, digits = _rounded_and_whole(shapes, coordinates, precision, happened)
    return Placed(shapely.orient_polygons(_without_repeats(rounded)), digits, happened)


def _unnested(shapes):
    """Collections in collections give their members to the outer one (RFC 7946, 3.1.8)."""
    collections = np.flatnonzero(shapely.get_type_id(shapes) == _COLLECTION)
    if not len(collections):
        return shapes
    shapes = shapes.copy()
    for i in collections:
        members = list(_members(shapes[i]))
        shapes[i] = shapely.geometrycollections(members) if members else None
    return shapes


def _members(collection):
    """What is in a collection at any depth, and not empty."""
    for part in shapely.get_parts(collection):
        if part.geom_type == "GeometryCollection":
            yield from _members(part)
        elif not part.is_empty:
            yield part


def _with_extent(shapes, happened):
    """Takes away areas without area and lines without length, which rounding could make into something."""
    dimensions, lengths = shapely.get_dimensions(shapes), shapely.length(shapes)
    flat = (dimensions == 2) & (shapely.area(shapes) <= FLAT * lengths**2)
    thin = np.flatnonzero(flat)  # the two halves of a bow-tie may cancel out, their hull does not
    flat[thin] = shapely.area(shapely.convex_hull(shapes[thin])) <= FLAT * lengths[thin] ** 2
    gone = np.flatnonzero(flat | ((dimensions == 1) & (lengths == 0)))
    if not len(gone):
        return shapes
    _note(happened, LOST, gone)
    shapes = shapes.copy()
    shapes[gone] = None
    return shapes


def _to_lonlat(shapes, transformer, happened):
    """The shapes as they are, and longitude, latitude (and height) of their coordinates (p, 2 or 3)."""
    solid = shapely.has_z(shapes).any()
    coordinates = shapely.get_coordinates(shapes, include_z=solid)
    if not np.isfinite(coordinates[:, :2]).all():
        index = shapely.get_coordinates(shapes, return_index=True)[1]
        happened[NO_PLACE] = np.unique(index[~np.isfinite(coordinates[:, :2]).all(axis=1)])
        shapes = shapes.copy()
        shapes[happened[NO_PLACE]] = None
        coordinates = shapely.get_coordinates(shapes, include_z=solid)
    coordinates[:, 0], coordinates[:, 1] = transformer.transform(coordinates[:, 0], coordinates[:, 1])
    if solid:
        _fill_heights(shapes, coordinates[:, 2], happened)
    return shapes, coordinates


def _fill_heights(shapes, heights, happened):
    """0 for what is no height: of flat shapes among solid ones, and what no place on earth has."""
    lacking = ~(np.abs(heights) < _TOO_HIGH)
    if lacking.any():
        index = shapely.get_coordinates(shapes, return_index=True)[1]
        _note(happened, NO_HEIGHT, np.unique(index[lacking]))
        heights[lacking] = 0


def _within_the_earth(shapes, coordinates, happened):
    """Cuts what crosses the 180th meridian (RFC 7946, 3.1.9) and takes away what is beyond a pole."""
    x, y = coordinates[:, 0], coordinates[:, 1]
    if not len(x) or (np.abs(x).max() <= 180 and np.abs(y).max() <= 90 and np.ptp(x) <= 180):
        return shapes, coordinates
    shapes = _cut(shapely.set_coordinates(shapes.copy(), coordinates), happened)
    return shapes, shapely.get_coordinates(shapes, include_z=coordinates.shape[1] == 3)


def _cut(shapes, happened):
    coordinates, index = shapely.get_coordinates(shapes, return_index=True)
    beyond = np.unique(index[(np.abs(coordinates[:, 1]) > 90) | (np.abs(coordinates[:, 0]) > 540)])
    if len(beyond):
        happened[OUT_OF_RANGE] = beyond
        shapes[beyond] = None
    jumps = np.abs(np.diff(coordinates[:, 0])) > 180
    candidates = np.union1d(index[1:][jumps & (index[1:] == index[:-1])], index[np.abs(coordinates[:, 0]) > 180])
    cut = []
    for i in np.setdiff1d(candidates, beyond):
        whole = shapes[i]
        shapes[i] = cut_at_antimeridian(whole)
        if shapes[i].is_empty:  # both its sides lie on the 180th meridian
            shapes[i] = None
            _note(happened, LOST, [i])
        elif shapes[i] is not whole:
            cut.append(i)
    if cut:
        happened[CUT] = np.array(cut)
    return shapes


def cut_at_antimeridian(shape):
    """``shape`` (lon, lat) in parts that do not cross 180 degrees; the shape itself where it does not cross.

    Two places in a row that are more than 180 degrees apart are taken as joined by the shorter way.
    """
    if not len(shapely.get_coordinates(shape)):
        return shape
    parts = [_unrolled(part) for part in shapely.get_parts(shape)]
    pieces = [piece for part in parts for piece in _pieces(part)]
    if len(pieces) == len(parts) and all(shapely.equals_exact(a, b) for a, b in zip(pieces, shapely.get_parts(shape),
                                                                                    strict=True)):  # fmt: skip
        return shape
    return _gathered(pieces, shape) if pieces else type(shape)()


def _unrolled(part):
    """``part`` with longitudes that run on past 180 instead of jumping to -180."""

    def run_on(coordinates):
        longitudes = np.unwrap(coordinates[:, 0], period=360)
        return np.column_stack([longitudes, coordinates[:, 1:]])

    if part.geom_type == "Polygon":
        rings = [run_on(shapely.get_coordinates(ring, include_z=part.has_z)) for ring in shapely.get_rings(part)]
        middle = rings[0][:, 0].mean()
        rings = [np.column_stack([ring[:, 0] - 360 * round((ring[:, 0].mean() - middle) / 360), ring[:, 1:]])
                 for ring in rings]  # fmt: skip
        return shapely.make_valid(shapely.Polygon(rings[0], rings[1:]), method="structure", keep_collapsed=False)
    return shapely.set_coordinates(
        shapely.from_wkb(part.wkb), run_on(shapely.get_coordinates(part, include_z=part.has_z))
    )


def _pieces(part):
    if part.is_empty:
        return
    west, _, east, _ = part.bounds
    for turn in range(int(np.floor((west + 180) / 360)), int(np.ceil((east + 180) / 360)) or 1):
        window = shapely.box(-180 + 360 * turn, -90, 180 + 360 * turn, 90)
        piece = part if window.covers(part) else shapely.intersection(part, window)
        for single in shapely.get_parts(piece):
            if shapely.get_dimensions(single) == shapely.get_dimensions(part) and not single.is_empty:
                yield _turned_back(single, turn) if turn else single
        if piece is part:
            return


def _turned_back(part, turns):
    return shapely.transform(part, lambda c: c - (360 * turns, *[0] * (c.shape[1] - 1)), include_z=part.has_z)


def _gathered(pieces, shape):
    if shape.geom_type == "GeometryCollection":
        return shapely.geometrycollections(pieces)
    if len(pieces) == 1 and not shape.geom_type.startswith("Multi"):
        return pieces[0]
    return {0: shapely.multipoints, 1: shapely.multilinestrings, 2: shapely.multipolygons}[
        int(shapely.get_dimensions(shape))
    ](pieces)


def _rounded_and_whole(shapes, coordinates, precision, happened):
    digits = np.full(len(shapes), precision)
    rounded = _rounded(shapes, coordinates, precision)
    pending = np.flatnonzero(~_is_whole(rounded))
    if not len(pending):
        return rounded, digits
    shapes = shapely.set_coordinates(shapes.copy(), coordinates)
    _mend(shapes, pending, happened)
    for count in range(precision, MOST_DIGITS + 1):
        rounded[pending] = _rounded_shapes(shapes[pending], count)
        digits[pending] = count
        pending = pending[~_is_whole(rounded[pending])]
    if len(pending):
        _keep_at_any_price(rounded, shapes, pending, digits)
    _list_the_rest(shapes, rounded, digits, precision, happened)
    return rounded, digits


def _rounded_shapes(shapes, digits):
    return _rounded(shapes, shapely.get_coordinates(shapes, include_z=shapely.has_z(shapes).any()), digits)


def _rounded(shapes, coordinates, digits):
    coordinates = coordinates.copy()
    coordinates[:, :2] = np.round(coordinates[:, :2], digits) + 0.0
    return shapely.set_coordinates(shapes.copy(), coordinates)


def _without_repeats(shapes):
    coordinates, index = shapely.get_coordinates(shapes, return_index=True)
    twice = (coordinates[1:] == coordinates[:-1]).all(axis=1) & (index[1:] == index[:-1])
    again = np.unique(index[1:][twice])
    again = again[shapely.get_dimensions(shapes[again]) > 0]  # points that coincide are still two
    if len(again):
        shapes[again] = shapely.remove_repeated_points(shapes[again])
    return shapes


def _is_whole(shapes):
    """Valid, and not shrunk to nothing; shapes that are None count as whole."""
    return shapely.is_missing(shapes) | (shapely.is_valid(shapes) & ~shapely.is_empty(shapes))


def _mend(shapes, pending, happened):
    broken = pending[~shapely.is_valid(shapes[pending])]
    if not len(broken):
        return
    before = shapely.get_dimensions(shapes[broken])
    mended = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    gone = shapely.is_empty(mended) | (shapely.get_dimensions(mended) != before)
    mended[gone] = None
    shapes[broken] = mended
    _note(happened, MENDED, broken[~gone])
    _note(happened, LOST, broken[gone])


def _keep_at_any_price(rounded, shapes, pending, digits):
    """Snap rounding gives a valid shape on the grid even where plain rounding does not."""
    before = shapely.get_dimensions(shapes[pending])
    snapped = shapely.set_precision(shapes[pending], 10.0**-MOST_DIGITS)
    snapped[shapely.is_empty(snapped) | (shapely.get_dimensions(snapped) != before)] = None
    rounded[pending] = _rounded_shapes(snapped, MOST_DIGITS)
    rounded[pending[~_is_whole(rounded[pending])]] = None
    digits[pending] = MOST_DIGITS


def _list_the_rest(shapes, rounded, digits, precision, happened):
    _note(happened, LOST, np.flatnonzero(~shapely.is_missing(shapes) & shapely.is_missing(rounded)))
    _note(happened, MORE_DIGITS, np.flatnonzero((digits > precision) & ~shapely.is_missing(rounded)))


def _note(happened, what, indices):
    if len(indices):
        happened[what] = np.union1d(happened.get(what, np.empty(0, int)), indices)
