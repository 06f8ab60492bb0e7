"""An import as rows of shared layers: each known by its photo's content, so that no photo comes in twice.

Whatever a file is called and wherever it lies, its rows have the same uuid; a file that another program has saved is
another photo. So two offices that import one card at the same time, and one office that does it twice, bring in one
row a photo, and a row that staff have deleted can be told from one that never came.
"""

import uuid
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from .finding import stored

_OUR_NAMES = uuid.UUID("3f9c1d0e-6d1a-5b0e-9d57-1b3f5f4f2a11")
CAMERA, DAMAGE = "camera", "damage"


def row_uuid(kind, content):
    """The uuid of the row of ``kind`` (CAMERA or DAMAGE) for the photo with this content."""
    return str(uuid.uuid5(_OUR_NAMES, f"{kind}:{content}"))


def relocated(cameras, damage, hub, root=None):
    """Both tables with photo paths relative to the ``hub``'s folder or the photo ``root`` where the photos lie in one
    of these, and whether all of them do: others cannot open the rest."""
    kept = {
        photo: stored(Path(folder, photo), hub, root, folder)
        for photo, folder in zip(cameras["photo"], cameras["folder"], strict=True)
    }
    paths = {photo: path for photo, (path, _) in kept.items()}
    cameras = cameras.assign(
        photo=cameras["photo"].map(paths), folder=[kept[photo][1] for photo in cameras["photo"]]
    )  # fmt: skip
    damage = damage.assign(photo=damage["photo"].map(paths), 静止画=damage["photo"].map(paths))
    return cameras, damage, not cameras["folder"].any()


def rows(frame, kind, contents):
    """(uuid, {field: value}, WKB) for each row of a table of an import, values as SQLite has them; ``contents`` says
    the photos' content by photo_id."""
    shapes = shapely.to_wkb(frame.geometry.to_numpy(), flavor="iso")
    columns = {name: _values(frame[name]) for name in frame.columns if name != frame.geometry.name}
    named = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    uuids = [row_uuid(kind, contents[photo_id]) for photo_id in frame["photo_id"]]
    return list(zip(uuids, named, shapes, strict=True))


def _values(column):
    """NULL for what is empty, times as GeoPackage writes them, truth as 0 and 1."""
    known = (column.notna() & (column.astype(object) != "")).tolist()
    if column.dtype.kind == "M":
        values = column.dt.strftime("%Y-%m-%dT%H:%M:%S.%f").str[:-3].add("Z").tolist()
    elif column.dtype.kind == "b":
        values = column.astype("Int64").tolist()
    else:
        values = [value.item() if isinstance(value, np.generic) else value for value in column.tolist()]
    return [value if is_known else None for value, is_known in zip(values, known, strict=True)]


def originals(cameras, there):
    """For each photo of ``cameras`` that a program has saved, the photo in ``there`` (DataFrame with taken as text,
    model, longitude, latitude, photo, edited) that seems to be its original: index -> photo."""
    shots = {
        _shot(row.taken, row.model, row.longitude, row.latitude): row.photo
        for row in there.itertuples() if not row.edited
    }  # fmt: skip
    found = {}
    for row in cameras[cameras["edited"].astype(bool)].itertuples():
        taken = None if pd.isna(row.taken) else row.taken.strftime("%Y-%m-%dT%H:%M:%S")
        photo = shots.get(_shot(taken, row.model, row.longitude, row.latitude)) if taken else None
        if photo:
            found[row.Index] = photo
    return found


def _shot(taken, model, longitude, latitude):
    return str(taken)[:19], model or "", round(longitude or 0.0, 6), round(latitude or 0.0, 6)
