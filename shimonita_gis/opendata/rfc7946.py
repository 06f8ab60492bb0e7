"""Whether GeoJSON keeps RFC 7946: a reader of its own that shares nothing with the writer.

It parses with the ``json`` module, then looks at whole batches of features at once. Section numbers are the RFC's.
"""

import gc
import json
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

import numpy as np
import shapely

from shimonita_gis.errors import InputError, existing_file

COLLECTION_MEMBERS = {"type", "features", "bbox"}
FEATURE_MEMBERS = {"type", "geometry", "properties", "id", "bbox"}
GEOMETRY_MEMBERS = {"type", "coordinates", "bbox"}

# how many levels of lists hold the positions
_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}

RULES = {
    "json": "is not JSON (RFC 8259) or not UTF-8",
    "bom": "begins with a byte order mark (RFC 8259, 8.1)",
    "type": "has no type of GeoJSON (1.4)",
    "members": "lacks a required member (3.2, 3.3)",
    "foreign": "has a member that the RFC does not define (6.1)",
    "crs": "has a crs member (4)",
    "id": "has an id that is neither text nor number (3.2)",
    "properties": "has properties that are neither an object nor null (3.2)",
    "twice": "has a member twice (RFC 8259, 4)",
    "position": "has a position that is not two or three numbers (3.1.1)",
    "range": "lies outside longitude -180 to 180 or latitude -90 to 90 (4)",
    "line": "has a line of fewer than two positions (3.1.4)",
    "ring": "has a ring of fewer than four positions, or one that is not closed (3.1.6)",
    "winding": "has a ring that breaks the right-hand rule (3.1.6)",
    "antimeridian": "crosses the antimeridian uncut (3.1.9)",
    "shape": "has a shape that crosses itself or has no area or length",
    "bbox": "has a bbox that is not right (5)",
    "empty": "has a geometry without positions (3.1)",
    "depth": "has coordinates nested in another way than its type says (3.1)",
    "collection": "nests a GeometryCollection in another (3.1.8)",
    "same id": "has the id of an earlier feature (3.2)",
}


@dataclass(frozen=True)
class Finding:
    """``rule`` is a key of ``RULES``; ``feature`` the number of the feature from 0, None for the file as a whole."""

    rule: str
    feature: int | None = None

    def __str__(self):
        who = "The file" if self.feature is None else f"Feature {self.feature + 1}"
        return f"{who} {RULES[self.rule]}."


def check(path):
    """Findings (list) for the GeoJSON file ``path``; none means that it keeps the RFC. Any layout, any writer."""
    data = existing_file(path).read_bytes()
    findings = []
    if data.startswith(b"\xef\xbb\xbf"):
        findings.append(Finding("bom"))
        data = data[3:]
    try:
        with no_garbage_collection():
            collection = json.loads(data.decode(), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        return [*findings, Finding("twice" if "twice" in str(error) else "json")]
    findings += collection_findings(collection)
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        return findings
    parsed = Parsed(features)
    findings += parsed.findings
    bounds = parsed.bounds()
    if "bbox" in collection and not _bbox_is_right(collection["bbox"], bounds):
        findings.append(Finding("bbox"))
    return findings


def collection_findings(collection):
    """Findings about the FeatureCollection's own members."""
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        return [Finding("type")]
    findings = [] if isinstance(collection.get("features"), list) else [Finding("members")]
    if "crs" in collection:
        findings.append(Finding("crs"))
    if set(collection) - COLLECTION_MEMBERS - {"crs"}:
        findings.append(Finding("foreign"))
    return findings


def parse(text):
    """Features (list) from the ``text`` (bytes) of features joined by commas; InputError where it is not JSON."""
    try:
        with no_garbage_collection():
            return json.loads(b"[%b]" % text, parse_constant=_no_constant)
    except ValueError as error:
        raise InputError("What was written is not JSON ({reason}). Run the export again.", reason=error) from error


class Parsed:
    """Features as a reader sees them.

    ``features`` is the list of parsed objects, ``findings`` what is wrong (numbered from ``first``), ``shapes`` (n,)
    shapely objects made from the coordinates (None for null, and for what cannot be one), ``properties`` a list.
    """

    def __init__(self, features, first=0):
        self.features, self.first = features, first
        self.findings = []
        self.shapes = np.full(len(features), None, object)
        if not self._members_are_as_usual():
            self._look_at_members()
        self._look_at_ids()
        self._read_geometries()

    @property
    def properties(self):
        return [feature.get("properties") for feature in self.features]

    def bounds(self):
        """west, south, east, north; nan where there is no place."""
        return shapely.total_bounds(self.shapes) if len(self.shapes) else np.full(4, np.nan)

    def _find(self, rule, indices):
        self.findings += [Finding(rule, self.first + int(i)) for i in indices]

    def _members_are_as_usual(self):
        """The quick look: every feature has just the allowed members with right types."""
        if set(map(type, self.features)) - {dict}:
            return False
        members = set(chain.from_iterable(set(map(tuple, self.features))))
        if members - FEATURE_MEMBERS or not all({"type", "geometry", "properties"} <= set(m)
                                                for m in set(map(tuple, self.features))):  # fmt: skip
            return False
        kinds = {feature["type"] for feature in self.features if isinstance(feature["type"], str)}
        return (
            kinds <= {"Feature"}
            and {type(feature["properties"]) for feature in self.features} <= {dict, type(None)}
            and {type(feature.get("id", "")) for feature in self.features} <= {str, int, float}
        )

    def _look_at_members(self):
        for i, feature in enumerate(self.features):
            self._find_in_feature(i, feature)

    def _find_in_feature(self, i, feature):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            self._find("type", [i])
            self.features[i] = {"geometry": None, "properties": None}
            return
        if not {"geometry", "properties"} <= set(feature):
            self._find("members", [i])
        if set(feature) - FEATURE_MEMBERS:
            self._find("crs" if "crs" in feature else "foreign", [i])
        if not isinstance(feature.get("properties"), dict | None):
            self._find("properties", [i])
        if isinstance(feature.get("id", ""), bool) or not isinstance(feature.get("id", ""), str | int | float):
            self._find("id", [i])
            del feature["id"]

    def _look_at_ids(self):
        ids = [feature["id"] for feature in self.features if "id" in feature]
        if len(set(ids)) == len(ids):
            return
        there = ((feature["id"], i) for i, feature in enumerate(self.features) if "id" in feature)
        seen = set()
        for identity, i in there:
            if identity in seen:
                self._find("same id", [i])
            seen.add(identity)

    def _read_geometries(self):
        geometries = [feature.get("geometry") for feature in self.features]
        names = [_name_of(geometry) for geometry in geometries]
        for name in dict.fromkeys(names):
            if name is not None:
                self._read_kind(name, np.array([i for i, other in enumerate(names) if other == name]))

    def _read_kind(self, name, indices):
        geometries = [self.features[i]["geometry"] for i in indices]
        if name == "GeometryCollection":
            self._read_collections(indices, geometries)
        elif name not in _DEPTH:
            self._find("type", indices)
        else:
            if set(chain.from_iterable(set(map(tuple, geometries)))) - GEOMETRY_MEMBERS:
                foreign = [i for i, g in zip(indices, geometries, strict=True) if set(g) - GEOMETRY_MEMBERS]
                self._find("foreign", foreign)
            self._read_coordinates(name, indices, [geometry.get("coordinates") for geometry in geometries])

    def _read_collections(self, indices, geometries):
        for i, geometry in zip(indices, geometries, strict=True):
            members = geometry.get("geometries")
            if not isinstance(members, list):
                self._find("members", [i])
                continue
            if any(isinstance(m, dict) and m.get("type") == "GeometryCollection" for m in members):
                self._find("collection", [i])
                continue
            inner = Parsed([{"type": "Feature", "geometry": m, "properties": None} for m in members], 0)
            self._find_all({finding.rule for finding in inner.findings}, i)
            self.shapes[i] = shapely.geometrycollections([shape for shape in inner.shapes if shape is not None])

    def _find_all(self, rules, i):
        for rule in sorted(rules):
            self._find(rule, [i])

    def _read_coordinates(self, name, indices, coordinates):
        try:
            flat = _Flat(name, coordinates)
        except _ShapeOfListsError as error:
            if len(indices) == 1:
                self._find(error.rule, indices)
                return
            for i, one in zip(indices, coordinates, strict=True):  # find the bad ones, one by one
                self._read_coordinates(name, np.array([i]), [one])
            return
        for rule, wrong in flat.broken():
            self._find(rule, indices[wrong])
        self.shapes[indices] = flat.shapes()
        whole = shapely.is_missing(self.shapes[indices]) | shapely.is_valid(self.shapes[indices])
        self._find("shape", indices[~whole])


def _name_of(geometry):
    """The type of a geometry; None for null, False for what is no geometry."""
    if type(geometry) is dict:
        name = geometry.get("type")
        return name if type(name) is str else False
    return None if geometry is None else False


class _ShapeOfListsError(Exception):
    def __init__(self, rule):
        super().__init__(rule)
        self.rule = rule


class _Flat:
    """Coordinates of geometries of one type as arrays: ``xy`` (p, 2), ``lines`` int (p,) the line or ring of each
    position, ``line_owner`` the part of each line, ``part_owner`` the geometry of each part."""

    def __init__(self, name, coordinates):
        self.name, self.count = name, len(coordinates)
        depth = _DEPTH[name]
        levels, owners = coordinates, []
        for _ in range(depth):
            sizes = _sizes(levels, "depth")
            owners.append(np.repeat(np.arange(len(levels)), sizes))
            levels = list(chain.from_iterable(levels))
        sizes = _sizes(levels, "position")
        if not levels:
            raise _ShapeOfListsError("empty")
        if sizes.min() < 2 or sizes.max() > 3:
            raise _ShapeOfListsError("position")
        numbers = list(chain.from_iterable(levels))
        kinds = set(map(type, numbers))
        if kinds - {int, float}:
            raise _ShapeOfListsError("depth" if list in kinds else "position")
        self.xy = self._pairs(sizes, np.array(numbers, float))
        self.owners = owners

    @staticmethod
    def _pairs(sizes, numbers):
        if sizes.max() == 2:
            return numbers.reshape(-1, 2)
        starts = np.cumsum(sizes) - sizes
        return np.column_stack([numbers[starts], numbers[starts + 1]])

    @property
    def lines(self):
        return self.owners[-1]

    def owner_of_line(self):
        """The geometry of each line or ring."""
        owner = None
        for step in reversed(self.owners[:-1]):
            owner = step if owner is None else step[owner]
        return np.arange(self.count) if owner is None else owner

    def broken(self):
        """Yields rule, indices of the geometries that break it."""
        where = self._geometry_of_position()
        off = (np.abs(self.xy) > (180, 90)).any(axis=1)
        yield "range", np.unique(where[off])
        if self.name in ("Point", "MultiPoint"):
            return
        owner = self.owner_of_line()
        sizes = np.bincount(self.lines, minlength=len(owner))
        far = (np.abs(np.diff(self.xy[:, 0])) > 180) & (self.lines[1:] == self.lines[:-1])
        yield "antimeridian", np.unique(where[1:][far])
        if self.name in ("LineString", "MultiLineString"):
            yield "line", np.unique(owner[sizes < 2])
            return
        ends = np.cumsum(sizes)
        closed = (self.xy[np.maximum(ends - sizes, 0) % len(self.xy)] == self.xy[ends - 1]).all(axis=1)
        yield "ring", np.unique(owner[(sizes < 4) | ~closed])
        yield "winding", np.unique(owner[(self._signed_areas(ends) > 0) != self._is_outer()])

    def _geometry_of_position(self):
        where = None
        for step in reversed(self.owners):
            where = step if where is None else step[where]
        return np.arange(self.count) if where is None else where

    def _is_outer(self):
        part = self.owners[-2]
        return np.concatenate([[True], part[1:] != part[:-1]])

    def _signed_areas(self, ends):
        """Twice the area of each ring, positive where it runs against the clock; from its own first place."""
        x, y = self.xy.T
        cross = np.zeros(len(x))
        first = np.repeat(ends - np.diff(ends, prepend=0), np.diff(ends, prepend=0))
        dx, dy = x - x[first], y - y[first]
        cross[:-1] = dx[:-1] * dy[1:] - dx[1:] * dy[:-1]
        last = ends[ends > 0] - 1
        cross[last] = 0
        total = np.concatenate([[0], np.cumsum(cross)])
        return np.add.reduceat(cross, np.minimum(np.concatenate([[0], ends[:-1]]), len(x) - 1)) if len(ends) else total

    def shapes(self):
        """Shapely objects of the geometries; None for those that GEOS cannot hold."""
        if self.name == "Point":
            return shapely.points(self.xy)
        try:
            return self._built()
        except (shapely.errors.GEOSException, ValueError):
            return np.full(self.count, None, object)

    def _built(self):
        if self.name == "MultiPoint":
            return shapely.multipoints(shapely.points(self.xy), indices=self.lines)
        if self.name == "LineString":
            return shapely.linestrings(self.xy, indices=self.lines)
        if self.name == "MultiLineString":
            return shapely.multilinestrings(shapely.linestrings(self.xy, indices=self.lines), indices=self.owners[0])
        polygons = shapely.polygons(shapely.linearrings(self.xy, indices=self.lines), indices=self.owners[-2])
        return polygons if self.name == "Polygon" else shapely.multipolygons(polygons, indices=self.owners[0])


def _sizes(lists, rule):
    if set(map(type, lists)) - {list}:
        raise _ShapeOfListsError(rule)
    sizes = np.fromiter(map(len, lists), int, len(lists))
    if rule == "depth" and not sizes.all():
        raise _ShapeOfListsError("empty")
    return sizes


def _bbox_is_right(bbox, bounds):
    if not isinstance(bbox, list) or len(bbox) not in (4, 6) or np.isnan(bounds).any():
        return False
    half = len(bbox) // 2
    west, south, east, north = bbox[0], bbox[1], bbox[half], bbox[half + 1]
    if west > east:  # across the antimeridian
        return np.allclose((south, north), bounds[[1, 3]], rtol=0, atol=1e-12)
    return np.allclose((west, south, east, north), bounds, rtol=0, atol=1e-12)


def _once(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member twice")
    return found


def _no_constant(name):
    raise ValueError(f"{name} is not JSON")


@contextmanager
def no_garbage_collection():
    """Parsed JSON has no cycles: looking for them takes longer than the parsing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
