"""Faults that need no person's judgement to be mended: nothing is lost, nothing moves further than a tolerance."""

import numpy as np
import shapely

from .topology import mean_width


def mend(layer, fault, tolerance):
    """The shapes that mend ``fault``: {label in ``layer``: new shape, or None where the feature goes}.

    ``layer`` is a GeoDataFrame of at least the features around the fault as they are now, ``fault`` a row of
    topology.check_topology, ``tolerance`` the Tolerance it was found with. Empty where the fault is not there any more,
    or where only a person can tell what was meant.

    - dangle: the end is moved on the line, which gets a corner there
    - join: both ends are moved to the middle between them, with everything else that has a corner there
    - overlap narrower than a sliver: the second area gives it back
    - gap: the area with the longest border on it takes it
    - crossing of an area: it becomes the parts that it encloses, if the layer can hold them
    - double: the second feature goes, if all its attributes are those of the first
    """
    work = _MENDS.get(fault.kind)
    changed = work(layer, fault, tolerance) if work and _are_there(layer, fault) else {}
    return changed if all(shape is None or _is_sound(shape) for shape in changed.values()) else {}


def _are_there(layer, fault):
    return all(label is None or label in layer.index for label in (fault.feature, fault.other))


def _is_sound(shape):
    return not shape.is_empty and shape.is_valid


def _meet(layer, fault, tolerance):
    line, end = layer.geometry[fault.feature], fault.geometry
    if not _is_free_end(line, end):
        return {}
    others = layer.geometry.drop(fault.feature)
    far = others.distance(end)
    if others.empty or not 0 < far.min() <= tolerance.dangle:
        return {}
    other = far.idxmin()
    meeting = shapely.get_point(shapely.shortest_line(others[other], end), 0)
    return {fault.feature: _moved(line, [end], meeting), other: _with_corner(others[other], meeting)}


def _is_free_end(line, point):
    parts = shapely.get_parts(line)
    ends = shapely.get_point(np.repeat(parts, 2), np.tile([0, -1], len(parts)))
    return bool(shapely.equals(ends, point).any())


def _join(layer, fault, _tolerance):
    mine, theirs = shapely.points(shapely.get_coordinates(fault.shape))
    ends = ((fault.feature, mine), (fault.other, theirs))
    if not all(_has_corner(layer.geometry[label], end) for label, end in ends):
        return {}
    middle = shapely.line_interpolate_point(fault.shape, 0.5, normalized=True)
    return {
        label: _moved(shape, [mine, theirs], middle)
        for label, shape in layer.geometry.items()
        if _has_corner(shape, mine) or _has_corner(shape, theirs)
    }


def _give_back(layer, fault, tolerance):
    first, second = layer.geometry[fault.feature], layer.geometry[fault.other]
    common = shapely.intersection(first, second)
    if common.area == 0 or mean_width(common) >= tolerance.sliver:
        return {}
    return {fault.other: _areas_of(shapely.difference(second, first))}


def _fill(layer, fault, _tolerance):
    hole = fault.shape
    shapes = np.asarray(layer.geometry.array)
    if shapely.area(shapely.intersection(shapes, hole)).any():
        return {}
    borders = shapely.length(shapely.intersection(shapely.boundary(shapes), hole.boundary))
    if not borders.any():
        return {}
    neighbour = layer.index[int(np.argmax(borders))]
    return {neighbour: _areas_of(shapely.union(layer.geometry[neighbour], hole))}


def _untangle(layer, fault, _tolerance):
    shape = layer.geometry[fault.feature]
    if shapely.get_dimensions(shape) != 2 or shape.is_valid:
        return {}
    return {fault.feature: _areas_of(shapely.make_valid(shape))}


def _once(layer, fault, _tolerance):
    first, second = layer.loc[fault.other], layer.loc[fault.feature]
    same = shapely.equals(shapely.normalize(first.geometry), shapely.normalize(second.geometry))
    told = [c for c in layer.columns if c not in (layer.geometry.name, *_IDENTITY)]
    return {fault.feature: None} if same and all(_alike(first[c], second[c]) for c in told) else {}


_IDENTITY = ("fid", "uuid")
_MENDS = {
    "dangle": _meet,
    "join": _join,
    "overlap": _give_back,
    "gap": _fill,
    "crossing": _untangle,
    "double": _once,
}
MENDABLE = tuple(_MENDS)


def _alike(one, two):
    return one is two or one == two or (one != one and two != two)


def _has_corner(shape, point):
    return bool((shapely.get_coordinates(shape) == np.array(point.coords[0][:2])).all(axis=1).any())


def _moved(shape, points, place):
    """``shape`` with its corners at ``points`` moved to ``place``; heights stay."""
    xyz = shapely.get_coordinates(shape, include_z=shape.has_z)
    there = (xyz[:, None, :2] == shapely.get_coordinates(points)[None]).all(axis=2).any(axis=1)
    xyz[there, :2] = place.coords[0][:2]
    return shapely.set_coordinates(shapely.force_3d(shape) if shape.has_z else shapely.force_2d(shape), xyz)


def _with_corner(line, point):
    """``line`` with a corner at ``point``, which lies on it to within the precision of numbers."""
    if _has_corner(line, point):
        return line
    parts = list(shapely.get_parts(line))
    nearest = int(np.argmin(shapely.distance(parts, point)))
    xyz = shapely.get_coordinates(parts[nearest], include_z=line.has_z)
    segments = shapely.linestrings(np.stack([xyz[:-1, :2], xyz[1:, :2]], axis=1))
    before = int(np.argmin(shapely.distance(segments, point)))
    share = shapely.line_locate_point(segments[before], point, normalized=True)
    corner = xyz[before] + share * (xyz[before + 1] - xyz[before])
    corner[:2] = point.coords[0][:2]
    parts[nearest] = shapely.linestrings(np.insert(xyz, before + 1, corner, axis=0))
    return parts[0] if line.geom_type == "LineString" else shapely.multilinestrings(parts)


def _areas_of(shape):
    """The areas in ``shape``, as one shape."""
    parts = shapely.get_parts(shape)
    areas = parts[shapely.get_dimensions(parts) == 2]
    return areas[0] if len(areas) == 1 else shapely.multipolygons(areas)
