"""The tables that an import hands out: cameras, damage points, footprints, rejected files."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from shimonita_gis.datum import transformer

from .remarks import Remark
from .standard import CAMERAS, DAMAGE, GRADE, standard
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

NOT_JUDGED = "未確認"
_DTYPES = {"REAL": float, "INTEGER": "Int64", "DATETIME": "datetime64[ns, UTC]", "BOOLEAN": "boolean"}


def with_standard_fields(frame, layer):
    """``frame`` with exactly the fields of the standard ``layer``, in their order and of their type; what it lacks is
    empty."""
    columns = {}
    for name, field in standard(layer).items():
        dtype = _DTYPES.get(field["type"])
        if name in frame:
            columns[name] = frame[name]
        elif dtype:
            columns[name] = pd.Series(None, frame.index, dtype)
        else:
            columns[name] = None if "choices" in field else ""  # '' would be one more choice
    return gpd.GeoDataFrame(columns, index=frame.index, geometry=frame.geometry.to_numpy(), crs=frame.crs)


def tables(frame, aims, polygons, is_open, crs, zone):
    """Cameras, damage points and footprints as GeoDataFrames in ``crs`` from the placed photos ``frame``."""
    frame = _named(frame, zone)
    frame["has_aim"] = aims.answer == Answer.GROUND if aims else False
    if aims:
        _explain(frame, aims)
    frame["note"] = [" ".join(note.english for note in notes) for notes in frame["notes"]]
    frame["note_ja"] = ["".join(note.japanese for note in notes) for notes in frame["notes"]]
    places = shapely.points(frame["x"], frame["y"], frame["z"].fillna(0.0)) if len(frame) else []
    cameras = with_standard_fields(gpd.GeoDataFrame(frame, geometry=places, crs=crs), CAMERAS)
    return cameras, damage_points(frame, aims, crs), _footprints(frame, polygons, is_open, crs)


def _named(frame, zone):
    """With flights named by their beginning, and times in UTC and as clocks on the wall."""
    frame = frame.copy()
    frame["taken_local"] = [_clock(time, zone) for time in frame["taken"]]
    frame["taken"] = pd.to_datetime(frame["taken"].astype("object"), utc=True)
    flights = frame.groupby("flight_number").agg(start=("taken", "min"), model=("model", "first"))
    names = {
        number: " ".join(f"{number + 1:02d} {_minute(start, zone)} {model}".split())
        for number, start, model in flights.itertuples()
    }
    frame["flight"] = frame["flight_number"].map(names)
    return frame


def _clock(time, zone):
    return "" if pd.isna(time) else time.astimezone(zone).isoformat(" ", "seconds")


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


def damage_points(frame, aims, crs):
    """The damage points of the photos in ``frame`` (with has_aim) at the points of the Aims ``aims``."""
    if not len(frame):
        return with_standard_fields(gpd.GeoDataFrame(geometry=[], crs=crs), DAMAGE)
    aimed = frame["has_aim"].to_numpy()
    points = aims.points[aimed]
    seen = frame[aimed].reset_index(drop=True)
    longitude, latitude = transformer(crs, 4326).transform(points[:, 0], points[:, 1])
    found = {
        **{name: seen[name] for name in ("photo", "photo_id", "flight")}, "yaw": seen["yaw"].round(2),
        "photo_note": seen["note"], "photo_note_ja": seen["note_ja"],
        "radius_95": np.round(aims.major[aimed], 2), "ellipse_major": np.round(aims.major[aimed], 2),
        "ellipse_minor": np.round(aims.minor[aimed], 2), "ellipse_azimuth": np.round(aims.azimuth[aimed], 1),
        "distance": np.round(np.linalg.norm(points - seen[["x", "y", "z"]].to_numpy(float), axis=1), 2),
        "緯度": np.round(latitude, 7), "経度": np.round(longitude, 7),
        "撮影日時": seen["taken"], "静止画": seen["photo"],
        GRADE: NOT_JUDGED, "status": NOT_JUDGED,
    }  # fmt: skip
    return with_standard_fields(gpd.GeoDataFrame(found, geometry=shapely.points(points), crs=crs), DAMAGE)


def _footprints(frame, polygons, is_open, crs):
    drawn = np.array([polygon is not None for polygon in polygons], bool)
    columns = ["photo_id", "photo", "flight", "taken"]
    table = frame.loc[drawn, columns].reset_index(drop=True)
    table = table.assign(open=is_open[drawn], area=np.round(shapely.area(polygons[drawn]), 1))
    return gpd.GeoDataFrame(table, geometry=polygons[drawn], crs=crs)


def rejected(folder, files):
    """The files that could not be placed, with the reason in English and Japanese."""
    rows = [(path.relative_to(folder).as_posix(), why.english, why.japanese) for path, why in sorted(files, key=str)]
    return pd.DataFrame(rows, columns=["file", "reason", "reason_ja"])
