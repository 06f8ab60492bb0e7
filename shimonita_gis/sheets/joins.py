"""Where neighbouring sheets meet: whether what comes to the edge of one goes on in the next."""

import numpy as np
import pandas as pd
import shapely

_OPPOSITE = -0.5  # cosine: two edges that go on in each other point at each other, give or take 60 degrees


def join_faults(shapes, labels, sheets, reach):
    """What does not go on across a join: (join, unjoined), DataFrames of feature and geometry (the point); ``join`` has
    other, size and shape (the line between both ends) as well.

    ``shapes`` lines or areas of all sheets, ``labels`` their names, ``sheets`` the code of each one's sheet ('' or None
    where it has none), ``reach`` in the layer's unit. ``join`` are edges that face their continuation on the next sheet
    from a distance (``size``) up to ``reach``; ``unjoined`` those without one. An edge that ends on something of the
    next sheet meets it. How far a sheet goes is told by its own shapes, whatever its datum was.
    """
    arriving = _arrivals(shapes, np.asarray(sheets, object), reach)
    one, two, apart = _continuations(arriving, reach)
    facing = apart > 0
    met = np.zeros(len(arriving), bool)
    met[one] = met[two] = True
    left = np.flatnonzero(~met)
    left = left[~_meets_another_sheet(arriving.iloc[left], shapes, sheets)]
    owner, point = labels[arriving["owner"].to_numpy(int)], arriving["point"].to_numpy()
    between = shapely.linestrings(np.stack([shapely.get_coordinates(point[each[facing]]) for each in (one, two)], 1))
    joins = {"feature": owner[one[facing]], "geometry": point[one[facing]], "other": owner[two[facing]]}
    joins = pd.DataFrame({**joins, "size": apart[facing], "shape": between})
    unjoined = pd.DataFrame({"feature": owner[left], "geometry": point[left]})
    return _each_place_once(joins), _each_place_once(unjoined)


def _each_place_once(faults):
    """Areas beside each other come to the join in one corner, and lines in one junction: that is one fault."""
    return faults[~faults["geometry"].map(lambda point: point.wkb).duplicated()]


def _arrivals(shapes, sheets, reach):
    """Ends of lines and corners of areas within ``reach`` of another sheet: owner, sheet, point, direction (x, y)."""
    found = []
    extents = {code: shapely.box(*shapely.total_bounds(shapes[sheets == code])) for code in set(sheets) if code}
    for code, extent in extents.items():
        others = [other for name, other in extents.items() if name != code and shapely.dwithin(other, extent, reach)]
        if not others:
            continue
        zone = shapely.buffer(shapely.union_all(others), reach, join_style="mitre")
        owner = np.flatnonzero(sheets == code)
        near = owner[shapely.intersects(zone, shapes[owner])]
        for dimension, arrivals in ((1, _line_ends), (2, _corners)):
            found.append(arrivals(shapes, near[shapely.get_dimensions(shapes[near]) == dimension], zone, reach))
            found[-1]["sheet"] = code
    if not found:
        return pd.DataFrame(columns=["owner", "point", "x", "y", "sheet"])
    return pd.concat(found, ignore_index=True)


def _line_ends(shapes, owner, zone, reach):
    parts, of = shapely.get_parts(shapes[owner], return_index=True)
    open_part = ~shapely.is_closed(parts)
    parts, of = parts[open_part], owner[of[open_part]]
    behind = np.minimum(2 * reach, shapely.length(parts))
    ends = np.concatenate([shapely.get_point(parts, 0), shapely.get_point(parts, -1)])
    inside = np.concatenate(
        [shapely.line_interpolate_point(parts, behind), shapely.line_interpolate_point(parts, -behind)]
    )
    return _arriving(np.concatenate([of, of]), inside, ends, zone)


def _corners(shapes, owner, zone, _reach):
    """Corners in the zone whose neighbour on the outline is not: there an edge comes in from the sheet's inside."""
    rings, of = shapely.get_rings(shapes[owner], return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    start, end = shapely.points(xy[:-1][same]), shapely.points(xy[1:][same])
    of = owner[of[ring[1:][same]]]
    return _arriving(np.concatenate([of, of]), np.concatenate([start, end]), np.concatenate([end, start]), zone)


def _arriving(owner, inside, end, zone):
    shapely.prepare(zone)
    comes = shapely.covers(zone, end) & ~shapely.covers(zone, inside)
    towards = shapely.get_coordinates(end[comes]) - shapely.get_coordinates(inside[comes])
    towards /= np.maximum(np.hypot(*towards.T), 1e-12)[:, None]
    return pd.DataFrame({"owner": owner[comes], "point": end[comes], "x": towards[:, 0], "y": towards[:, 1]})


def _continuations(arriving, reach):
    """(one, two, distance): arrivals of different sheets that face each other, the nearest first, each once."""
    points = arriving["point"].to_numpy()
    one, two = shapely.STRtree(points).query(points, predicate="dwithin", distance=reach)
    sheet, direction = arriving["sheet"].to_numpy(), arriving[["x", "y"]].to_numpy(float)
    facing = (one < two) & (sheet[one] != sheet[two])
    facing &= (direction[one] * direction[two]).sum(axis=1) < _OPPOSITE
    one, two = one[facing], two[facing]
    apart = shapely.distance(points[one], points[two])
    taken, chosen = set(), []
    for pair in np.argsort(apart, kind="stable"):
        if taken.isdisjoint((one[pair], two[pair])):
            taken.update((one[pair], two[pair]))
            chosen.append(pair)
    chosen = np.array(chosen, int)
    return one[chosen], two[chosen], apart[chosen]


def _meets_another_sheet(arriving, shapes, sheets):
    end, shape = shapely.STRtree(shapes).query(arriving["point"].to_numpy(), predicate="intersects")
    foreign = arriving["sheet"].to_numpy()[end] != np.asarray(sheets, object)[shape]
    meets = np.zeros(len(arriving), bool)
    meets[end[foreign]] = True
    return meets
