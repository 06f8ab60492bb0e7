"""Faults of lines and areas that meet: what does not close, overlaps, crosses itself or is there twice."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from shimonita_gis.errors import InputError
from shimonita_gis.progress import never, steps, unheard

from .joins import join_faults

FAULTS = {  # kind: what a person reads; {size} comes with its unit
    "dangle": "A line ends {size} short of another line.",
    "gap": "There is a gap of {size} between the areas around it.",
    "overlap": "Two areas overlap by {size}.",
    "sliver": "This area is only {size} wide: perhaps the rest of a border drawn twice.",
    "crossing": "The outline crosses or touches itself.",
    "double": "The same shape is there more than once.",
    "join": "At the join of two sheets this edge and its continuation are {size} apart.",
    "unjoined": "This edge ends at the join of two sheets and does not go on in the next one.",
    "empty": "This feature has no shape.",
}  # translatable
AREAS = ("gap", "overlap")  # the kinds whose size is one


@dataclass(frozen=True)
class Tolerance:
    """In the layer's units: ``dangle`` the gap up to which a free end was meant to meet a line, ``sliver`` the mean
    width below which an area or gap is no shape of its own, ``join`` how far apart the two ends of one edge may lie at
    the join of two sheets."""

    dangle: float = 1.0
    sliver: float = 0.3
    join: float = 3.0


def check_topology(layer, tolerance=None, progress=unheard, cancelled=never):
    """The faults in ``layer`` (GeoDataFrame of lines or areas) as points: kind, size, feature, other, shape.

    ``feature`` and ``other`` are index labels of ``layer`` (``other`` is empty where only one is concerned); ``shape``
    is the gap or overlap itself, and at a join the line from one end to the other. Joins are looked at where ``layer``
    has a column ``sheet`` with the codes of more than one sheet. Raises InputError for a layer of points.
    """
    tolerance = tolerance or Tolerance()
    shapes = layer.geometry.array
    empty = shapes.isna() | shapes.is_empty
    whole = np.asarray(shapes)[~empty]
    dimension = shapely.get_dimensions(whole)
    if (dimension == 0).any():
        raise InputError("This layer holds points. Choose a layer of lines or areas.")
    labels = np.asarray(layer.index)[~empty]
    lines, areas = dimension == 1, dimension == 2
    sheets = np.asarray(layer["sheet"].fillna(""))[~empty] if "sheet" in layer else np.full(len(whole), "")
    checks = (
        lambda: _joins(whole, labels, sheets, tolerance.join),
        lambda: _doubles(whole, labels),
        lambda: _crossings(whole, labels),
        lambda: _dangles(whole[lines], labels[lines], tolerance.dangle),
        lambda: _overlaps(whole[areas], labels[areas]),
        lambda: _slivers(whole[areas], labels[areas], tolerance.sliver),
        lambda: _gaps(whole[areas], tolerance.sliver),
    )
    found = [check() for check in steps(checks, progress, cancelled)]
    nowhere = np.asarray(layer.index)[empty]
    found.append(_faults("empty", np.full(len(nowhere), shapely.Point()), 0.0, nowhere))
    faults = _without_dangles_at_joins(pd.concat(found, ignore_index=True))
    return gpd.GeoDataFrame(faults, geometry="geometry", crs=layer.crs)


def _faults(kind, points, size, feature=None, other=None, shape=None):
    count = len(points)
    blank = np.full(count, None, object)
    return pd.DataFrame(
        {
            "kind": np.full(count, kind, object),
            "size": np.broadcast_to(np.asarray(size, float), count),
            "feature": blank if feature is None else np.asarray(feature, object),
            "other": blank if other is None else np.asarray(other, object),
            "shape": blank if shape is None else np.asarray(shape, object),
            "geometry": np.asarray(points, object),
        }
    )


def _joins(shapes, labels, sheets, reach):
    joins, unjoined = join_faults(shapes, labels, sheets, reach)
    found = [_faults("join", joins["geometry"], joins["size"], joins["feature"], joins["other"], joins["shape"])]
    found.append(_faults("unjoined", unjoined["geometry"], 0.0, unjoined["feature"]))
    return pd.concat(found, ignore_index=True)


def _without_dangles_at_joins(faults):
    """An end at a join is told once, as what it is."""
    joins = faults["kind"].isin(("join", "unjoined"))
    ends = [*faults["shape"][joins & faults["shape"].notna()], *faults["geometry"][joins]]
    at_join = {tuple(xy) for xy in shapely.get_coordinates(ends)}
    dangles = faults.index[faults["kind"] == "dangle"]
    again = [number for number in dangles if faults["geometry"][number].coords[0][:2] in at_join]
    return faults.drop(index=again).reset_index(drop=True)


def _doubles(shapes, labels):
    _, first, number = np.unique(shapely.to_wkb(shapely.normalize(shapes)), return_index=True, return_inverse=True)
    again = np.flatnonzero(first[number.ravel()] != np.arange(len(shapes)))
    return _faults(
        "double", shapely.point_on_surface(shapes[again]), 0.0, labels[again], labels[first[number.ravel()[again]]]
    )


def _crossings(shapes, labels):
    points, features = [], []
    for index in np.flatnonzero(~(shapely.is_valid(shapes) & shapely.is_simple(shapes))):
        for point in _self_crossings(shapes[index]):
            points.append(point)
            features.append(labels[index])
    return _faults("crossing", points, 0.0, features)


def _self_crossings(shape):
    """Points where an outline meets itself elsewhere than at the ends of its own segments."""
    lines = shapely.get_parts(shapely.boundary(shape) if shapely.get_dimensions(shape) == 2 else shape)
    noded = shapely.get_parts(shapely.node(shapely.multilinestrings(lines)))
    ends = shapely.get_coordinates(shapely.get_point(np.concatenate([noded, noded]), np.repeat([0, -1], len(noded))))
    xy, count = np.unique(ends, axis=0, return_counts=True)
    return shapely.points(xy[count > 2]) if (count > 2).any() else [shapely.point_on_surface(shapely.make_valid(shape))]


def _dangles(shapes, labels, reach):
    """Free ends with another line within ``reach`` that they do not touch; ends far from everything are meant."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    open_part = ~shapely.is_closed(parts)
    ends = shapely.get_point(np.repeat(parts[open_part], 2), np.tile([0, -1], open_part.sum()))
    mine = np.repeat(np.flatnonzero(open_part), 2)
    end, line = shapely.STRtree(parts).query(ends, predicate="dwithin", distance=reach)
    foreign = mine[end] != line
    end, line = end[foreign], line[foreign]
    far = shapely.distance(ends[end], parts[line])
    nearest = np.full(len(ends), np.inf)
    np.minimum.at(nearest, end, far)
    free = np.flatnonzero(np.isfinite(nearest) & (nearest > 0))
    return _faults("dangle", ends[free], nearest[free], labels[owner[mine[free]]])


def _overlaps(shapes, labels):
    shapes = shapely.make_valid(shapes)
    one, two = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, two = one[one < two], two[one < two]
    common = shapely.intersection(shapes[one], shapes[two])
    area = shapely.area(common)
    real = area > 0
    one, two, common = labels[one[real]], labels[two[real]], common[real]
    return _faults("overlap", shapely.point_on_surface(common), area[real], one, two, common)


def _slivers(shapes, labels, width):
    mean = mean_width(shapes)
    thin = (mean < width) & shapely.is_valid(shapes)  # else it is told as a crossing
    return _faults("sliver", shapely.point_on_surface(shapely.make_valid(shapes[thin])), mean[thin], labels[thin])


def _gaps(shapes, width):
    """Holes between areas that are too narrow to be meant."""
    merged = shapely.get_parts(shapely.union_all(shapely.make_valid(shapes)))
    polygons = merged[shapely.get_type_id(merged) == shapely.GeometryType.POLYGON]
    rings, owner = shapely.get_rings(polygons, return_index=True)
    holes = shapely.polygons(rings[np.flatnonzero(np.diff(owner, prepend=-1) == 0)])
    narrow = holes[mean_width(holes) < width]
    return _faults("gap", shapely.point_on_surface(narrow), shapely.area(narrow), shape=narrow)


def mean_width(areas):
    """Of long narrow ``areas``, in their unit: twice the area by the length of the outline."""
    return 2 * shapely.area(areas) / np.maximum(shapely.length(areas), 1e-12)
