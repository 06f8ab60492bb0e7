"""Whether GeoJSON keeps RFC 7946: a reader of its own that shares nothing with the writer.

It parses with the ``json`` module, then looks at whole batches of features at once. Section numbers are the RFC's.
"""

import json
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

import numpy as np
import shapely

from shimonita_gis.errors import InputError, existing_file
from shimonita_gis.interpreter import no_garbage_collection

from .positions import DEPTH, NestingError, from_lists, from_texts

COLLECTION_MEMBERS = {"type", "features", "bbox"}
REQUIRED_MEMBERS = {"type", "geometry", "properties"}
FEATURE_MEMBERS = {*REQUIRED_MEMBERS, "id", "bbox"}
GEOMETRY_MEMBERS = {"type", "coordinates", "bbox"}
# a geometry in plain spelling; outside a string, since none can hold its quotes unescaped
_PLACEHOLDER = b'"geometry":0'
_GEOMETRY = re.compile(rb'"geometry":\{"type":"([A-Za-z]+)","coordinates":([][0-9.,-]+)\}')

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


def read_features(text, first=0):
    """:class:`Parsed` of the ``text`` (bytes) of features joined by commas; InputError where it is not JSON.

    Geometries are cut out and read by arrays, all the rest by the json module; where the text has anything unusual,
    the json module reads it whole.
    """
    if _PLACEHOLDER not in text:
        parts = _GEOMETRY.split(text)
        names, texts = parts[1::3], parts[2::3]
        with suppress(ValueError):
            members = _usual_members(_loaded(b"[%b]" % _PLACEHOLDER.join(parts[::3])))
            if members and members.geometries.count(0) == len(texts):  # each is one feature's, none of properties
                return Parsed(members, first, (names, texts))
    return Parsed(_parsed(b"[%b]" % text), first)


def _parsed(text):
    try:
        return _loaded(text)
    except ValueError as error:
        raise InputError("What was written is not JSON ({reason}). Run the export again.", reason=error) from error


def _loaded(text):
    return json.loads(text, parse_constant=_no_constant)


class _Members(NamedTuple):
    """The members of features, one list each; what is not there is None."""

    ids: list
    geometries: list
    properties: list


class Parsed:
    """``features`` (a list, or their _Members) as a reader sees them.

    ``ids``, ``geometries`` and ``properties`` are lists, a member that is not there None; ``findings`` what is wrong
    (numbered from ``first``); ``shapes`` (n,) shapely objects made from the coordinates (None for null, and for what
    cannot be one). ``unread`` are the types and coordinates (lists of bytes) of geometries that were cut out of the
    features' text, in their order; 0 stands in their places.
    """

    def __init__(self, features, first=0, unread=None):
        self.first, self.findings = first, []
        self.ids, self.geometries, self.properties = (
            features if isinstance(features, _Members) else _usual_members(features) or self._members(list(features))
        )
        self.shapes = np.full(len(self.ids), None, object)
        self._look_at_ids()
        if unread:
            self._read_texts(*unread)
        self._read_geometries()

    def __len__(self):
        return len(self.ids)

    def bounds(self):
        """west, south, east, north; nan where there is no place."""
        return shapely.total_bounds(self.shapes) if len(self.shapes) else np.full(4, np.nan)

    def _find(self, rule, indices):
        self.findings += [Finding(rule, self.first + int(i)) for i in indices]

    def _members(self, features):
        for i, feature in enumerate(features):
            if not isinstance(feature, dict) or feature.get("type") != "Feature":
                self._find("type", [i])
                features[i] = {"geometry": None, "properties": None}
            else:
                self._find_in_feature(i, feature)
        return _Members(*([feature.get(name) for feature in features] for name in ("id", "geometry", "properties")))

    def _find_in_feature(self, i, feature):
        for member in ("geometry", "properties"):
            if member not in feature:
                self._find("members", [i])
                feature[member] = None
        if set(feature) - FEATURE_MEMBERS:
            self._find("crs" if "crs" in feature else "foreign", [i])
        if not isinstance(feature.get("properties"), dict | None):
            self._find("properties", [i])
        if isinstance(feature.get("id", ""), bool) or not isinstance(feature.get("id", ""), str | int | float):
            self._find("id", [i])
            del feature["id"]

    def _look_at_ids(self):
        if len(set(self.ids)) == len(self.ids):
            return
        seen = set()
        for i, identity in enumerate(self.ids):
            if identity in seen:
                self._find("same id", [i])
            elif identity is not None:
                seen.add(identity)

    def _read_texts(self, names, texts):
        """Geometries of which only the type and the text of the coordinates are known."""
        where = np.array([i for i, geometry in enumerate(self.geometries) if geometry == 0], int)
        for name, number in Counter(names).items():
            chosen = [other == name for other in names] if number < len(names) else [True] * number
            if name.decode() in DEPTH:
                self._read_coordinates(name.decode(), where[chosen], list(compress(texts, chosen)))
            else:
                self._find("type", where[chosen])
        self.geometries = [None if geometry == 0 else geometry for geometry in self.geometries]

    def _read_geometries(self):
        if set(map(type, self.geometries)) <= {type(None)}:
            return
        names = [_name_of(geometry) for geometry in self.geometries]
        for name in dict.fromkeys(names):
            if name is not None:
                self._read_kind(name, np.flatnonzero([other == name for other in names]))

    def _read_kind(self, name, indices):
        geometries = [self.geometries[i] for i in indices.tolist()]
        if name == "GeometryCollection":
            self._read_collections(indices, geometries)
        elif name not in DEPTH:
            self._find("type", indices)
        else:
            foreign = [not GEOMETRY_MEMBERS.issuperset(geometry) for geometry in geometries]
            self._find("foreign", indices[foreign])
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
        positions = self._positions(name, indices, coordinates)
        if positions is None:
            return
        for rule, wrong in _broken(positions):
            self._find(rule, indices[wrong])
        self.shapes[indices] = positions.shapes()
        whole = shapely.is_missing(self.shapes[indices]) | shapely.is_valid(self.shapes[indices])
        self._find("shape", indices[~whole])

    def _positions(self, name, indices, coordinates):
        """The positions of all geometries; None where they had to be read one by one to find the bad ones."""
        if set(map(type, coordinates)) == {bytes}:
            positions = from_texts(name, coordinates)
            if positions is not None:
                return positions
        coordinates = [_parsed(one) if type(one) is bytes else one for one in coordinates]
        try:
            return from_lists(name, coordinates)
        except NestingError as error:
            if len(indices) == 1:
                self._find(error.rule, indices)
                return None
        for i, one in zip(indices, coordinates, strict=True):
            self._read_coordinates(name, np.array([i]), [one])
        return None


def _usual_members(features):
    """:class:`_Members` of features that all have just the allowed members with right types; None where one has not."""
    if set(map(type, features)) != {dict}:
        return None
    spellings = set(map(tuple, features))
    if not all(REQUIRED_MEMBERS <= set(members) <= FEATURE_MEMBERS for members in spellings):
        return None
    if len(spellings) == 1:  # read column by column
        columns = dict(zip(spellings.pop(), map(list, zip(*map(dict.values, features), strict=True)), strict=True))
    else:
        columns = {name: [feature.get(name, ...) for feature in features] for name in FEATURE_MEMBERS}
    ids = columns.get("id", [...] * len(features))
    if (
        columns["type"].count("Feature") != len(features)
        or set(map(type, columns["properties"])) - {dict, type(None)}
        or set(map(type, ids)) - {str, int, float, type(...)}
    ):
        return None
    return _Members([None if one is ... else one for one in ids], columns["geometry"], columns["properties"])


def _name_of(geometry):
    """The type of a geometry; None for null, False for what is no geometry."""
    if type(geometry) is dict:
        name = geometry.get("type")
        return name if type(name) is str else False
    return None if geometry is None else False


def _broken(positions):
    """Yields rule, indices of the geometries of :class:`Positions` that break it."""
    where = positions.geometry_of_position()
    off = (np.abs(positions.xy) > (180, 90)).any(axis=1)
    yield "range", np.unique(where[off])
    if positions.name in ("Point", "MultiPoint"):
        return
    owner = positions.geometry_of_line()
    sizes = np.bincount(positions.lines, minlength=len(owner))
    far = (np.abs(np.diff(positions.xy[:, 0])) > 180) & (positions.lines[1:] == positions.lines[:-1])
    yield "antimeridian", np.unique(where[1:][far])
    if positions.name in ("LineString", "MultiLineString"):
        yield "line", np.unique(owner[sizes < 2])
        return
    starts = np.cumsum(sizes) - sizes
    closed = (positions.xy[starts] == positions.xy[starts + sizes - 1]).all(axis=1)
    yield "ring", np.unique(owner[(sizes < 4) | ~closed])
    part = positions.owners[-2]
    is_outer = np.concatenate([[True], part[1:] != part[:-1]])
    yield "winding", np.unique(owner[(_signed_areas(positions.xy, starts, sizes) > 0) != is_outer])


def _signed_areas(xy, starts, sizes):
    """Twice the area of each ring, positive where it runs against the clock; from its own first place."""
    x, y = (xy - np.repeat(xy[starts], sizes, axis=0)).T
    cross = np.zeros(len(x))
    cross[:-1] = x[:-1] * y[1:] - x[1:] * y[:-1]
    cross[starts + sizes - 1] = 0
    return np.add.reduceat(cross, starts)


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
