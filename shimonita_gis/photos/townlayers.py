"""What the town's own layers say of a damage point: whose district, which road and river are near, which hazard zone.

The layers come as plain GeoDataFrames with the fields of the hub's standard layers; one that is not there adds nothing.
"""

import json
from functools import cache

import numpy as np
import pandas as pd
import shapely

from shimonita_gis.resources import resource

AREAS, ROADS, RIVERS, HAZARDS = "administrative_areas", "roads", "rivers", "hazard_zones"
TABLES = (AREAS, ROADS, RIVERS, HAZARDS)
FIELDS = {  # of a damage point, by the layer that fills them
    AREAS: ("district", "市区町村名", "地方公共団体コード", "都道府県名"),
    ROADS: ("road", "road_distance"),
    RIVERS: ("河川名", "river_distance"),
    HAZARDS: ("hazard_zone",),
}
COLUMNS = ("name", "kind", "number", "code", "phenomenon")  # what is read of the layers
REACH = 100.0  # metres to which a road or river counts as near, or as far as the point's own uncertainty
_MUNICIPALITY = "市町村"


def joined(damage, layers):
    """``damage`` (GeoDataFrame of damage points) with the fields that ``layers`` (table -> GeoDataFrame, in the same
    reference system) can fill; what is filled already stays."""
    found = {}
    points = shapely.force_2d(damage.geometry.to_numpy())
    if len(points):
        found |= _areas(points, layers.get(AREAS))
        radius = damage["radius_95"] if "radius_95" in damage else pd.Series(np.nan, damage.index)
        reach = radius.fillna(0).clip(REACH, 3 * REACH).to_numpy(float)
        found |= _nearest(points, reach, layers.get(ROADS), ("name", "number", "kind"), "road", "road_distance")
        found |= _nearest(points, reach, layers.get(RIVERS), ("name", "kind"), "河川名", "river_distance")
        found |= _hazards(points, layers.get(HAZARDS))
    damage = damage.assign(**{name: None for name in found if name not in damage})
    empty = {name: damage[name].isna() | (damage[name].astype(object) == "") for name in found}
    return damage.assign(**{name: damage[name].mask(empty[name], values) for name, values in found.items()})


def around(x, y, radius, layers, crs=None):
    """{field: value} of all ``FIELDS`` for one place that is known to ``radius`` metres; None where nothing is known.
    x, y and the ``layers`` are in the reference system ``crs``."""
    import geopandas as gpd

    place = gpd.GeoDataFrame({"radius_95": [radius]}, geometry=[shapely.Point(x, y)], crs=crs)
    found = joined(place, layers).iloc[0]
    names = (name for names in FIELDS.values() for name in names)
    return {name: _plain(found.get(name)) for name in names}


def _plain(value):
    """Python's own, None for '' and NaN."""
    value = value.item() if isinstance(value, np.generic) else value
    return None if value == "" or value != value else value


def _areas(points, areas):
    """The municipality around each point, and the smallest area within it."""
    if areas is None or "kind" not in areas:
        return {}
    towns, districts = areas[areas["kind"] == _MUNICIPALITY], areas[areas["kind"] != _MUNICIPALITY]
    districts = districts.iloc[np.argsort(-shapely.area(districts.geometry.to_numpy()), kind="stable")]
    town = _last_around(points, towns)
    codes = _said(towns, ("code",), town)
    return {
        "district": _said(districts, ("name",), _last_around(points, districts)),
        "市区町村名": _said(towns, ("name",), town),
        "地方公共団体コード": codes,
        "都道府県名": [_prefectures().get(code[:2], "") for code in codes],
    }


def _last_around(points, areas):
    """For each point the number of the last of the ``areas`` that it lies in, -1 for none."""
    inside = np.full(len(points), -1)
    tree = shapely.STRtree(areas.geometry.to_numpy())
    point, area = tree.query(points, predicate="intersects")
    np.maximum.at(inside, point, area)
    return inside


def _nearest(points, reach, lines, names, field, distance_field):
    """The name of the nearest line and the metres to it."""
    if lines is None or not len(lines):
        return {}
    tree = shapely.STRtree(lines.geometry.to_numpy())
    (point, line), metres = tree.query_nearest(
        points, max_distance=float(reach.max()), return_distance=True, all_matches=False
    )
    near = metres <= reach[point]
    number, away = np.full(len(points), -1), np.full(len(points), np.nan)
    number[point[near]], away[point[near]] = line[near], np.round(metres[near], 1)
    return {field: _said(lines, names, number), distance_field: away}


def _hazards(points, zones):
    if zones is None or not len(zones):
        return {}
    point, zone = shapely.STRtree(zones.geometry.to_numpy()).query(points, predicate="intersects")
    kinds, what = (_texts(zones, name) for name in ("kind", "phenomenon"))
    texts = [
        {f"{kinds[z]}（{what[z]}）" if what[z] else kinds[z] for z in zone[point == i]} for i in range(len(points))
    ]
    return {"hazard_zone": ["、".join(sorted(each - {""})) for each in texts]}


def _said(frame, names, numbers):
    """For each of ``numbers`` the first text that row has under one of ``names``; '' for -1."""
    texts = [_texts(frame, name) for name in names]
    return [next((text[n] for text in texts if text[n]), "") if n >= 0 else "" for n in numbers]


def _texts(frame, name):
    column = frame[name] if name in frame else pd.Series("", frame.index)
    return ["" if pd.isna(value) else str(value).strip() for value in column]


@cache
def _prefectures():
    """Names by the first two digits of a municipality's code (JIS X 0401)."""
    return json.loads(resource("photos", "prefectures.json").read_text(encoding="utf-8"))
