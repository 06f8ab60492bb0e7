"""What a disaster map shows, taken from the town's layers: only what is approved, only fields that are meant for it."""

import json
import uuid
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

import geopandas
import numpy as np
import pandas
import shapely

from shimonita_gis.clock import JAPAN
from shimonita_gis.datum import transformer
from shimonita_gis.errors import HubError, InputError
from shimonita_gis.resources import resource

from .arrow import Column
from .datasets import header_key
from .lonlat import placed
from .mapping import labels_of
from .personal import Watch
from .source import open_layer

CLOSURE, DAMAGE, SHELTER = "closure", "damage", "shelter"
GROUPS = (CLOSURE, DAMAGE, SHELTER)
DIGITS, FEWEST_DIGITS, MOST_DIGITS = 5, 3, 7  # decimals of a degree; 5 are a metre
_METRES_OF_A_DEGREE = 111_320

NOT_APPROVED, UNCONFIRMED, NO_DAMAGE, SAME_INCIDENT = "not approved", "unconfirmed", "no damage", "same incident"
_UNCONFIRMED, _NO_DAMAGE = ("", "未確認"), ("異常なし",)
_YES = ("1", "true", "はい", "有", "○", "可", "承認", "公開", "済")
_NAMESPACE = uuid.UUID("6f1d7c1e-7a63-5d0b-9d0e-0d6a0b8f3a52")
_AREA_NAMES = ["地区名", "地区", "大字名", "大字", "町字名", "自治会名", "行政区", "名称", "name", "S_NAME"]


@dataclass(frozen=True)
class Item:
    """One thing on the map. ``group`` is of GROUPS; ``identity`` a UUID; ``kind``, ``status`` and ``grade`` are values
    of the layer; ``when`` and ``until`` have a zone; ``details`` meaning -> text; ``shape`` is rounded longitude and
    latitude, None without a place; ``photo`` is the path as the layer gives it, '' unless it is released."""

    group: str
    identity: str
    name: str = ""
    kana: str = ""
    kind: str = ""
    status: str = ""
    grade: str = ""
    when: datetime | None = None
    until: datetime | None = None
    details: dict = field(default_factory=dict)
    shape: object = None
    photo: str = ""
    photos: int = 1
    districts: tuple = ()

    @property
    def point(self):
        """A point on the shape; None without a place."""
        if self.shape is None or self.shape.geom_type == "Point":
            return self.shape
        if self.shape.geom_type.endswith("LineString"):
            longest = max(shapely.get_parts(self.shape), key=lambda part: part.length)
            return longest.interpolate(0.5, normalized=True)
        return self.shape.representative_point()


@dataclass(frozen=True)
class Source:
    """A layer to show: ``path`` of its file, ``name`` in the file or None."""

    path: str
    name: str | None = None


@dataclass(frozen=True)
class Found:
    """``items`` to show, and ``held``: why others were not -> how many."""

    items: tuple
    held: Counter


def read_items(source, group, remarks=False, approved=True):
    """The items of ``group`` in the layer of ``source``.

    Where the layer has a field that says what is approved, only that is shown; unconfirmed damage never is. The
    remarks that staff write on damage points are shown only where ``remarks`` asks for them. Released photos need
    ``approved``. Coordinates have as many decimals as the accuracy that the hub's catalogue states for the layer.
    Raises ExportError where a text looks like personal information.
    """
    layer = open_layer(source.path, source.name)
    frame = geopandas.read_file(layer.path, layer=layer.name, encoding=layer.encoding, fid_as_index=True)
    entry = catalogue_entry(source.path, layer.name)
    fields = _fields(group, layer, set(entry.personal_fields) if entry else set())
    shapes = placed(frame.geometry.values, transformer(layer.crs, 4326), digits_for(entry)).shapes
    shapes = [None if shape is None or shape.is_empty else shapely.force_2d(shape) for shape in shapes]
    rows = _Rows(frame, fields, group, layer.name, remarks, approved)
    held, items = Counter(), []
    for position in range(len(frame)):
        why = rows.held_back(position)
        if why:
            held[why] += 1
        else:
            items.append((rows.text(position, "incident"), rows.truth(position, "best"), rows.item(position, shapes)))
    shown = _one_of_each_incident(items)
    held[SAME_INCIDENT] = len(items) - len(shown)
    _look_for_persons(shown)
    return Found(tuple(shown), +held)


@cache
def _meanings():
    return json.loads(resource("disastermap", "fields.json").read_text(encoding="utf-8"))


def catalogue_entry(path, layer_name):
    """The hub's catalogue entry of a layer that lies in a hub; None elsewhere."""
    from shimonita_gis.hub.catalogue import Catalogue

    for folder in Path(path).resolve().parents:
        if (folder / "hub.json").is_file():
            try:
                return Catalogue.read(folder).entry(layer_name)
            except HubError:
                return None
    return None


def digits_for(entry):
    """Decimals that are not finer than the accuracy (metres) of the catalogue's ``entry``; a metre where none is said.

    >>> digits_for(None)
    5
    """
    accuracy = entry.accuracy if entry else 0.0
    if accuracy <= 0:
        return DIGITS
    return next((n for n in range(FEWEST_DIGITS, MOST_DIGITS) if _METRES_OF_A_DEGREE / 10**n <= accuracy), MOST_DIGITS)


def _fields(group, layer, personal):
    """Meaning -> the layer's field, the first name that is there; personal fields are none."""
    labels = labels_of(layer.path, layer.name)
    there = {header_key(labels[name]): name for name in layer.fields if name in labels}
    there |= {header_key(name): name for name in layer.fields}
    found = {}
    for meaning, names in _meanings()[group].items():
        name = next((there[header_key(n)] for n in names if header_key(n) in there), None)
        if name is not None and name not in personal:
            found[meaning] = name
    return found


@dataclass(frozen=True)
class _Rows:
    """The rows of a layer, read by meaning."""

    frame: geopandas.GeoDataFrame
    fields: dict
    group: str
    layer: str
    remarks: bool
    approved: bool

    def value(self, position, meaning):
        if meaning not in self.fields:
            return None
        value = self.frame[self.fields[meaning]].iat[position]
        return None if value is None or pandas.isna(value) else value

    def text(self, position, meaning):
        value = self.value(position, meaning)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value).strip()

    def truth(self, position, meaning):
        value = self.value(position, meaning)
        return bool(value) if isinstance(value, bool | np.bool_) else str(value).strip().lower() in _YES

    def moment(self, position, meaning):
        value = self.value(position, meaning)
        if isinstance(value, str):
            value = pandas.to_datetime(value, errors="coerce")
            value = None if pandas.isna(value) else value
        if isinstance(value, pandas.Timestamp):
            value = value.to_pydatetime()
        elif isinstance(value, date) and not isinstance(value, datetime):
            value = datetime.combine(value, time())
        if not isinstance(value, datetime):
            return None
        return value.astimezone(JAPAN) if value.tzinfo else value.replace(tzinfo=JAPAN)

    def held_back(self, position):
        if "approved" in self.fields and not self.truth(position, "approved"):
            return NOT_APPROVED
        if self.group == DAMAGE and "status" in self.fields and self.text(position, "status") in _UNCONFIRMED:
            return UNCONFIRMED
        if self.group == DAMAGE and self.text(position, "grade") in _NO_DAMAGE:
            return NO_DAMAGE
        return None

    def item(self, position, shapes):
        wanted = ["address", "phone", "capacity", "reason", "detour", "public", *(["note"] if self.remarks else [])]
        details = {meaning: self.text(position, meaning) for meaning in wanted}
        released = self.approved and self.truth(position, "released")
        district = self.text(position, "district")
        return Item(
            self.group, self.identity(position), **{
                meaning: self.text(position, meaning) for meaning in ("name", "kana", "kind", "status", "grade")
            },
            when=self.moment(position, "when"), until=self.moment(position, "until"),
            details={meaning: text for meaning, text in details.items() if text}, shape=shapes[position],
            photo=self.text(position, "photo") if released else "", districts=(district,) if district else (),
        )  # fmt: skip

    def identity(self, position):
        """The uuid that the hub gave, else one that the same feature of the same layer always gets."""
        known = next((name for name in self.frame.columns if name.lower() == "uuid"), None)
        try:
            return str(uuid.UUID(str(self.frame[known].iat[position]))) if known else self._made(position)
        except ValueError:
            return self._made(position)

    def _made(self, position):
        return str(uuid.uuid5(_NAMESPACE, f"{self.group}/{self.layer}/{self.frame.index[position]}"))


def _one_of_each_incident(items):
    """Of the photos of one incident the best, else the first, which knows how many there are."""
    groups = {}
    for number, (incident, best, item) in enumerate(items):
        groups.setdefault(incident or number, []).append((best, item))
    shown = []
    for members in groups.values():
        best = next((item for is_best, item in members if is_best), members[0][1])
        shown.append(replace(best, photos=len(members)))
    return shown


def _look_for_persons(items):
    """Stops where a text holds what looks personal; a shelter's own phone number is meant to be read."""
    texts = {}
    for item in items:
        for name, text in {"名称": item.name, "種別": item.kind, "状況": item.status, **item.details}.items():
            if name != "phone":
                texts.setdefault(name, []).append(text.encode())
    Watch(()).look_at([Column(name, "u", values) for name, values in texts.items()])


def with_districts(items, source, field_name=None):
    """The items with the names of the districts (polygons of the layer of ``source``) that they touch."""
    layer = open_layer(source.path, source.name)
    labels = labels_of(layer.path, layer.name)
    names = {header_key(labels.get(f, "")): f for f in layer.fields} | {header_key(f): f for f in layer.fields}
    name = field_name or next((names[header_key(n)] for n in _AREA_NAMES if header_key(n) in names), None)
    if name not in layer.fields:
        raise InputError(
            "{file} has no field with the districts' names. Its fields are: {fields}. Choose one of them.",
            file=layer.path, fields=", ".join(layer.fields),
        )  # fmt: skip
    areas = geopandas.read_file(layer.path, layer=layer.name, encoding=layer.encoding)
    shapes = placed(areas.geometry.values, transformer(layer.crs, 4326), MOST_DIGITS).shapes
    tree = shapely.STRtree(shapes)
    titles = areas[name].fillna("").astype(str).str.strip().tolist()
    found = []
    for item in items:
        touched = [] if item.shape is None else sorted(tree.query(item.shape, predicate="intersects"))
        districts = tuple(dict.fromkeys(titles[i] for i in touched if titles[i])) or item.districts
        found.append(replace(item, districts=districts))
    return tuple(found)
