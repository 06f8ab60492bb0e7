"""The tables that an import hands out: cameras, damage points, footprints, rejected files."""

import json
from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from shimonita_gis.datum import transformer
from shimonita_gis.resources import resource

from .remarks import Remark
from .terrain import Answer

_WHY_NO_AIM = {
    Answer.HORIZON: Remark("No damage point: the picture's middle looks at the sky or beyond 3 km."),
    Answer.NO_DATA: Remark(
        "No damage point: the view leaves the terrain model, or the height above ground is unknown."
    ),
    Answer.UNDERGROUND: Remark("No damage point: by its altitude the camera would be below the terrain."),
}
_NO_DIRECTION = Remark("No damage point: the photo does not say where the camera looked.")
_NO_LENS = Remark("No footprint: the focal length is unknown.")

CAMERA_COLUMNS = [
    "photo", "folder", "photo_id", "taken", "taken_local", "time_source", "flight", "maker", "model", "serial",
    "software", "edited", "longitude", "latitude", "position_source", "position_error", "x", "y", "z", "z_source",
    "z_error", "ground", "takeoff", "takeoff_difference", "relative_altitude", "altitude", "altitude_source", "yaw",
    "true_yaw", "yaw_source", "yaw_error", "pitch", "roll", "focal", "focal_source", "width", "height", "centre_x",
    "centre_y", "distortion", "has_aim", "note", "note_ja",
]  # fmt: skip


@cache
def damage_choices():
    """Kinds and grades of damage with their fields, ``resources/photos/damage.json``."""
    return json.loads(resource("photos", "damage.json").read_text(encoding="utf-8"))


def tables(frame, aims, polygons, is_open, crs, zone):
    """Cameras, damage points and footprints as GeoDataFrames in ``crs`` from the placed photos ``frame``."""
    frame = _named(frame, zone)
    frame["has_aim"] = aims.answer == Answer.GROUND if aims else False
    if aims:
        _explain(frame, aims)
    frame["note"] = [" ".join(note.english for note in notes) for notes in frame["notes"]]
    frame["note_ja"] = ["".join(note.japanese for note in notes) for notes in frame["notes"]]
    cameras = gpd.GeoDataFrame(
        frame.reindex(columns=CAMERA_COLUMNS),
        geometry=shapely.points(frame["x"], frame["y"], frame["z"].fillna(0.0)) if len(frame) else [],
        crs=crs,
    )
    return cameras, _damage(frame, aims, crs), _footprints(frame, polygons, is_open, crs)


def _named(frame, zone):
    """With flights named by their beginning, and times in UTC and as clocks on the wall."""
    frame = frame.copy()
    frame["taken"] = pd.to_datetime(frame["taken"].astype("object"), utc=True)
    flights = frame.groupby("flight_number").agg(start=("taken", "min"), model=("model", "first"))
    names = {
        number: " ".join(f"{number + 1:02d} {_minute(start, zone)} {model}".split())
        for number, start, model in flights.itertuples()
    }
    frame["flight"] = frame["flight_number"].map(names)
    local = frame["taken"].dt.tz_convert(zone).dt.floor("s")
    frame["taken_local"] = local.astype(str).where(local.notna(), "")
    return frame


def _minute(time, zone):
    return "" if pd.isna(time) else time.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _explain(frame, aims):
    directed = np.isfinite(frame["yaw"]) & np.isfinite(frame["pitch"])
    for index in np.flatnonzero(~directed):
        frame["notes"].iat[index].append(_NO_DIRECTION)
    for index in np.flatnonzero(directed & (aims.answer != Answer.GROUND) & np.isfinite(frame["focal"])):
        frame["notes"].iat[index].append(_WHY_NO_AIM[Answer(aims.answer[index])])
    for index in np.flatnonzero(directed & ~np.isfinite(frame["focal"])):
        frame["notes"].iat[index].append(_NO_LENS)


def _damage(frame, aims, crs):
    columns = ["photo_id", "photo", "flight", "radius_95", "ellipse_major", "ellipse_minor", "ellipse_azimuth",
               "distance", "yaw", "note", "note_ja"]  # fmt: skip
    fields = damage_choices()["fields"]
    if not len(frame):
        return gpd.GeoDataFrame(columns=[*columns, *fields, "geometry"], geometry="geometry", crs=crs)
    aimed = frame["has_aim"].to_numpy()
    points = aims.points[aimed]
    damage = frame[aimed].reset_index(drop=True)
    offset = points - damage[["x", "y", "z"]].to_numpy(float)
    longitude, latitude = transformer(crs, 4326).transform(points[:, 0], points[:, 1])
    known = {name: pd.Series(pd.NaT, damage.index, "datetime64[ns, UTC]") for name in damage_choices()["times"]} | {
        "緯度": np.round(latitude, 7), "経度": np.round(longitude, 7), "撮影日時": damage["taken"],
        "静止画": damage["photo"], "撮影機関": "",
    }  # fmt: skip
    return gpd.GeoDataFrame(
        damage.assign(
            radius_95=np.round(aims.major[aimed], 2), ellipse_major=np.round(aims.major[aimed], 2),
            ellipse_minor=np.round(aims.minor[aimed], 2), ellipse_azimuth=np.round(aims.azimuth[aimed], 1),
            distance=np.round(np.linalg.norm(offset, axis=1), 2),
        )[columns].assign(**{name: known.get(name, "") for name in fields}),
        geometry=shapely.points(points), crs=crs,
    )  # fmt: skip


def _footprints(frame, polygons, is_open, crs):
    drawn = np.array([polygon is not None for polygon in polygons], bool)
    columns = ["photo_id", "photo", "flight"]
    table = frame.loc[drawn, columns].reset_index(drop=True)
    table = table.assign(open=is_open[drawn], area=np.round(shapely.area(polygons[drawn]), 1))
    return gpd.GeoDataFrame(table, geometry=polygons[drawn], crs=crs)


def rejected(folder, files):
    """The files that could not be placed, with the reason in English and Japanese."""
    rows = [(path.relative_to(folder).as_posix(), why.english, why.japanese) for path, why in sorted(files, key=str)]
    return pd.DataFrame(rows, columns=["file", "reason", "reason_ja"])
