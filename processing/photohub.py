"""What an import of photos brings into a hub: the joint between the rooms of the photos and of the hub."""

import struct
from dataclasses import dataclass, replace
from pathlib import Path

from shimonita_gis.errors import InputError

CAMERAS, DAMAGE = "drone_cameras", "damage_points"
_IMPORT, _CORRECTION, _RESTORE = "import", "correction", "restore"  # kinds of versions in which nobody judged a point
# what a correction changes; whatever staff have entered is not among it
_POSE = ("x", "y", "yaw", "true_yaw", "longitude", "latitude", "x_before", "y_before", "yaw_before", "corrected")
_AIM = ("緯度", "経度", "yaw", "distance", "radius_95", "ellipse_major", "ellipse_minor", "ellipse_azimuth")


@dataclass(frozen=True)
class Brought:
    """How many photos were ``new`` to the hub and ``known`` to it, how many points staff had ``deleted`` and were left
    out, and the number of the hub's ``version``; ``reachable`` is False where others cannot open the photos."""

    new: int
    known: int
    deleted: int
    version: int
    reachable: bool


def hub_of(path):
    """The Hub in the folder ``path``, or that of the work copy ``path``."""
    from shimonita_gis.hub import child
    from shimonita_gis.hub.store import Hub

    if Path(path).is_file():  # QGIS may have it open: its SQLite is left alone
        path = child.call("workcopy.about", path=str(path))["hub_folder"]
    return Hub.open(path)


def with_town_layers(damage, hub):
    """``damage`` with what the hub's layers say of each point: district, nearest road and river, hazard zone."""
    import pyogrio

    from shimonita_gis.photos.townlayers import TABLES, joined

    if not len(damage):
        return damage
    west, south, east, north = damage.total_bounds
    around = (west - 500, south - 500, east + 500, north + 500)
    path = hub.geopackage()
    there = {name for name, _ in pyogrio.list_layers(path)}
    layers = {table: pyogrio.read_dataframe(path, layer=table, bbox=around) for table in TABLES if table in there}
    return joined(damage, layers)


LANDMARKS = ("public_facilities", "evacuation_sites", "bridges", "cultural_property", "tourism")


def landmarks_in(hub, damage):
    """The :class:`Landmarks` of the hub, in the reference system of ``damage``."""
    from shimonita_gis.photos.landmarks import Landmarks

    return Landmarks([_layer_in(hub, table, damage.crs) for table in LANDMARKS if hub.catalogue().has(table)])


def closures_in(hub, crs):
    """The hub's layer of closures as a GeoDataFrame in ``crs``; None where there is none."""
    return _layer_in(hub, "closures", crs) if hub.catalogue().has("closures") else None


def _layer_in(hub, table, crs):
    import pyogrio

    return pyogrio.read_dataframe(hub.geopackage(), layer=table).to_crs(crs)


def refuse_far(cameras):
    """The hub has one reference system; photos of another country have no place in it."""
    from shimonita_gis.datum import TOWN_EPSG

    if len(cameras) and cameras.crs.to_epsg() != TOWN_EPSG:
        raise InputError(
            "The photos lie far from the town and have no place in the hub. Check the folder, or import them without "
            "a hub."
        )


def bring_in(hub, cameras, damage, editor, message, root="", cancelled=lambda: False):
    """Publishes the photos that the hub does not have as its next version; returns :class:`Brought`.

    Rows that are there, in whatever state staff have brought them, are not touched; rows that staff have deleted do not
    come back. Others may sync meanwhile: what is new is found again on top of what they sent.
    """
    from shimonita_gis.photos import records

    cameras, damage, reachable = records.relocated(cameras, damage, hub.folder, root)
    contents = dict(zip(cameras["photo_id"], cameras["content"], strict=True))
    wanted = {
        CAMERAS: records.rows(cameras, records.CAMERA, contents),
        DAMAGE: records.rows(damage, records.DAMAGE, contents),
    }
    _add_missing_layers(hub, editor)
    judged = _Judged(hub)
    count = {}

    def work(draft):
        _add_missing_fields(draft)
        gone, known = judged.until(draft.head.number).deleted, _uuids(draft, wanted)
        fresh = {table: [row for row in rows if row[0] not in known | gone] for table, rows in wanted.items()}
        count["new"] = len(fresh[CAMERAS])
        count["deleted"] = sum(row[0] in gone and row[0] not in known for rows in wanted.values() for row in rows)
        _remark_originals(draft, fresh[CAMERAS], cameras)
        for table, rows in fresh.items():
            draft.apply(_inserts(draft.connection, table, rows))

    version = hub.publish(work, editor, message, kind=_IMPORT, cancelled=cancelled)
    return Brought(count["new"], len(cameras) - count["new"], count["deleted"], version.number, reachable)


def correct_in(hub, cameras, damage, editor, message, cancelled=lambda: False):
    """Publishes the corrected poses of ``cameras`` (rows of the hub's layer, with uuid) and the ``damage`` points that
    follow from them, except for points that staff have moved. Returns (Version, how many points stay for that)."""
    from shimonita_gis.photos import records

    contents = dict(zip(cameras["photo_id"], cameras["content"], strict=True))
    uuids = dict(zip(cameras["photo_id"], cameras["uuid"], strict=True))
    poses = [
        (uuids[values["photo_id"]], {name: values.get(name) for name in _POSE}, wkb)
        for _, values, wkb in records.rows(cameras.drop(columns="uuid"), records.CAMERA, contents)
    ]
    aims = [
        (uuid, {name: values[name] for name in _AIM}, wkb)
        for uuid, values, wkb in records.rows(damage, records.DAMAGE, contents)
    ]
    judged, stay = _Judged(hub), []

    def work(draft):
        _add_missing_fields(draft)
        moved = judged.until(draft.head.number).moved
        stay[:] = [uuid for uuid, _, _ in aims if uuid in moved]
        draft.apply(_updates(draft, CAMERAS, poses))
        draft.apply(_updates(draft, DAMAGE, [row for row in aims if row[0] not in moved]))

    version = hub.publish(work, editor, message, kind=_CORRECTION, cancelled=cancelled)
    return version, len(stay)


def _standard():
    from shimonita_gis.hub.template import standard_layers

    return {layer.entry.table: layer for layer in standard_layers() if layer.entry.table in (CAMERAS, DAMAGE)}


def _add_missing_layers(hub, editor):
    """A town whose hub was made from a template of its own may not have them."""
    from shimonita_gis.hub.administration import add_layer

    for table, layer in _standard().items():
        if not hub.catalogue().has(table):
            add_layer(hub, layer, editor)


def _add_missing_fields(draft):
    """A hub that an older plugin made has fewer fields."""
    from shimonita_gis.hub.geopackage import columns
    from shimonita_gis.hub.operations import change_layer

    for table, layer in _standard().items():
        there = {name.lower() for name in columns(draft.connection, table)}
        missing = {name: type for name, type in layer.fields.items() if name.lower() not in there}
        for name, type in missing.items():
            change_layer(draft, {"op": "add_field", "table": table, "name": name, "type": type})
        if missing:
            entry, ours = draft.catalogue.entry(table), layer.entry
            told = {
                about: {**{n: v for n, v in getattr(ours, about).items() if n in missing}, **getattr(entry, about)}
                for about in ("labels", "choices", "form")
            }
            draft.catalogue = draft.catalogue.with_entry(replace(entry, **told))


def _uuids(draft, tables):
    from shimonita_gis.hub.geopackage import UUID

    return {uuid for table in tables for (uuid,) in draft.read(table, [UUID])}


class _Judged:
    """What staff did by the hub's history: the uuids of rows that they ``deleted``, and of those that they ``moved``. A
    version that a restore took back does not count: nobody judged those points."""

    def __init__(self, hub):
        self.hub, self.deleted, self.moved, self.number = hub, set(), set(), 0

    def until(self, number):
        from shimonita_gis.hub.changes import DELETE, UPDATE

        for version in self.hub.versions(self.number + 1, number):
            some = any(
                version.changed.get(table, {}).get(kind) for table in (CAMERAS, DAMAGE) for kind in (DELETE, UPDATE)
            )
            if not some or version.kind in (_IMPORT, _CORRECTION, _RESTORE):
                continue
            ours = [c for c in self.hub.changes(version.number).values() if c.table in (CAMERAS, DAMAGE)]
            self.deleted |= {c.uuid for c in ours if c.kind == DELETE}
            self.moved |= {c.uuid for c in ours if c.kind == UPDATE and "geom" in c.after}
        self.number = number
        return self


def _inserts(connection, table, rows):
    from shimonita_gis.hub.changes import INSERT, RowChange
    from shimonita_gis.hub.geopackage import UUID, layers

    geometry = layers(connection)[table]
    for uuid, values, wkb in rows:
        yield RowChange(table, uuid, INSERT, after={**values, UUID: uuid, geometry: _blob(wkb)})


def _updates(draft, table, rows):
    """Changes of the rows that are there; rows that staff have deleted stay deleted."""
    from shimonita_gis.hub.changes import update
    from shimonita_gis.hub.geopackage import layers

    geometry = layers(draft.connection)[table]
    for uuid, values, wkb in rows:
        before = draft.row(table, uuid)
        change = before and update(table, uuid, before, {**values, geometry: _blob(wkb)})
        if change:
            yield change


def _blob(wkb):
    """A point as GeoPackage keeps it; points need no envelope."""
    from shimonita_gis.datum import TOWN_EPSG

    return struct.pack("<2sBBi", b"GP", 0, 1, TOWN_EPSG) + wkb


def _remark_originals(draft, fresh, cameras):
    """A new photo that a program has saved is told so where the hub has its original."""
    import pandas as pd

    from shimonita_gis.photos.records import originals
    from shimonita_gis.photos.survey import its_original

    if not cameras["edited"].any() or not fresh:
        return
    names = ("taken", "model", "longitude", "latitude", "photo", "edited", "photo_id")
    found = originals(cameras, pd.DataFrame(draft.read(CAMERAS, names), columns=names))
    by_id = {cameras.at[index, "photo_id"]: its_original(photo) for index, photo in found.items()}
    for _, values, _ in fresh:
        remark = by_id.get(values["photo_id"])
        if remark is not None and remark.english not in (values["note"] or ""):
            values["note"] = f"{values['note'] or ''} {remark.english}".strip()
            values["note_ja"] = f"{values['note_ja'] or ''}{remark.japanese}"
