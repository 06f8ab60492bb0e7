"""Shapes that break writers of GeoJSON, in metres round a place."""

import shapely

from shimonita_gis.opendata.lonlat import LOST, MENDED, MORE_DIGITS

# name -> (WKT, what the report must say, kind of the geometry that leaves)
HOSTILE = {
    "bow-tie": ("POLYGON((0 0,10 10,10 0,0 10,0 0))", MENDED, "MultiPolygon"),
    "clockwise with hole": ("POLYGON((0 0,0 9,9 9,9 0,0 0),(1 1,2 1,2 2,1 2,1 1))", None, "Polygon"),
    "hole outside": ("POLYGON((0 0,9 0,9 9,0 9,0 0),(20 20,21 20,21 21,20 20))", MENDED, None),
    "hole twice": ("POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,2 1,2 2,1 1),(1 1,2 1,2 2,1 1))", MENDED, "Polygon"),
    "spike": ("POLYGON((0 0,9 0,9 9,30 30,9 9,0 9,0 0))", MENDED, "Polygon"),
    "millimetre": ("POLYGON((0 0,.004 0,.004 .004,0 .004,0 0))", MORE_DIGITS, "Polygon"),
    "sliver": ("POLYGON((0 0,100 0.001,0 0.002,0 0))", MORE_DIGITS, "Polygon"),
    "tiny hole": ("POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,1.003 1,1.003 1.003,1 1))", MORE_DIGITS, "Polygon"),
    "no area": ("POLYGON((0 0,5 5,9 9,0 0))", LOST, None),
    "short line": ("LINESTRING(0 0,.003 0)", MORE_DIGITS, "LineString"),
    "no length": ("LINESTRING(3 3,3 3)", LOST, None),
    "repeated positions": ("LINESTRING(0 0,0 0,5 5,5 5,9 9)", None, "LineString"),
    "overlapping parts": ("MULTIPOLYGON(((0 0,5 0,5 5,0 0)),((1 1,6 1,6 6,1 1)))", MENDED, None),
    "empty polygon": ("POLYGON EMPTY", None, None),
    "empty part": ("MULTIPOLYGON(EMPTY,((0 0,5 0,5 5,0 0)))", None, "MultiPolygon"),
    "collection": ("GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,5 5))", None, "GeometryCollection"),
    "with height": ("POLYGON Z((0 0 5,9 0 5,9 9 5,0 0 5))", None, "Polygon"),
    "points": ("MULTIPOINT(0 0,5 5)", None, "MultiPoint"),
}


def hostile_shapes(origin):
    """All of them round ``origin`` (x, y)."""
    return [around(origin, wkt) for wkt, _, _ in HOSTILE.values()]


def around(origin, wkt):
    return shapely.transform(shapely.from_wkt(wkt), lambda xy: xy + origin)
