"""Damages of the sample town at known places, and photos of them by flights that err as real ones do."""

from datetime import UTC, datetime, timedelta

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from shimonita_gis.photos import aim
from shimonita_gis.photos.camera import Cameras
from shimonita_gis.photos.terrain import Answer, Terrain

FIRST = datetime(2024, 10, 13, 0, 30, tzinfo=UTC)
FOCAL, WIDTH, HEIGHT = 3600.0, 5280, 3956
PLACE, UP, YAW, PITCH, ROLL = (
    3.0,
    1.0,
    2.0,
    1.0,
    1.0,
)  # one standard deviation without RTK
KINDS = ("土砂崩れ", "道路損壊", "浸水", "倒木")


def ground_of(town):
    """The town's terrain as the photos room reads it."""
    transform = town.terrain.transform
    west, north = transform * (0.5, 0.5)
    return Terrain(town.terrain.heights, west, north, transform.a, -transform.e)


def places_of_damage(town, count=50, apart=40.0, seed=3):
    """Places (n, 2) and half widths (n,) of damages that lie at least ``apart`` metres from each other."""
    random, places = np.random.default_rng((seed, 41)), []
    west, south, east, north = town.bounds
    while len(places) < count:
        place = random.uniform((west + 200, south + 200), (east - 200, north - 200))
        if all(np.hypot(*(place - other)) >= apart for other in places):
            places.append(place)
    return np.array(places), random.uniform(3, 15, count)


def photographed(town, count=300, damages=50, apart=40.0, flights=3, seed=3):
    """(damage, cameras, truth): tables as the import makes them, and the number of each photo's damage.

    Somebody circles each damage and looks at some part of it. A flight's compass and receiver err alike in all its
    photos, and a little anew in each.
    """
    random, ground = np.random.default_rng((seed, 43)), ground_of(town)
    places, sizes = places_of_damage(town, damages, apart, seed)
    truth = np.sort(np.r_[np.arange(len(places)), random.integers(0, len(places), count - len(places))])
    flight = random.integers(0, flights, count)
    order = np.lexsort([truth, flight])
    truth, flight = truth[order], flight[order]
    target = places[truth] + random.uniform(-1, 1, (count, 2)) * sizes[truth, None]
    bearing, away = random.uniform(0, 2 * np.pi, count), random.uniform(30, 90, count)
    x, y = target[:, 0] + away * np.sin(bearing), target[:, 1] + away * np.cos(bearing)
    z = ground.height_at(x, y) + random.uniform(50, 90, count)
    offset = np.column_stack([target, ground.height_at(*target.T)]) - np.column_stack([x, y, z])
    yaw = np.degrees(np.arctan2(offset[:, 0], offset[:, 1]))
    pitch = np.degrees(np.arctan2(offset[:, 2], np.hypot(offset[:, 0], offset[:, 1])))
    common, own = random.normal(size=(5, flights))[:, flight], random.normal(size=(5, count))
    wrong = (0.8 * common + 0.6 * own) * np.array([PLACE, PLACE, UP, YAW, PITCH])[:, None]
    full = np.full(count, 1.0)
    believed = Cameras(x + wrong[0], y + wrong[1], z + wrong[2], yaw + wrong[3], pitch + wrong[4], 0 * full,
                       FOCAL * full, WIDTH * full, HEIGHT * full, WIDTH / 2 * full, HEIGHT / 2 * full)  # fmt: skip
    taken = [FIRST + timedelta(hours=3 * int(f), seconds=9 * i) for i, f in enumerate(flight)]
    return *_tables(believed, ground, taken, flight), truth


def _tables(cameras, ground, taken, flight):
    count = len(cameras)
    full = np.full(count, 1.0)
    found = aim.aims(cameras, ground, aim.PoseErrors(PLACE * full, UP * full, YAW * full, PITCH * full, ROLL * full))
    assert (found.answer == Answer.GROUND).all()
    photos = [f"DJI_{i + 1:04d}.JPG" for i in range(count)]
    common = {"photo": photos, "photo_id": [f"{i:032x}" for i in range(count)],
              "flight": [f"{f + 1:02d} 2024-10-13" for f in flight]}  # fmt: skip
    damage = gpd.GeoDataFrame(
        common | {"撮影日時": pd.to_datetime(taken), "radius_95": found.major, "ellipse_major": found.major,
                  "ellipse_minor": found.minor, "ellipse_azimuth": found.azimuth, "yaw": cameras.yaw,
                  "distance": np.linalg.norm(found.points - cameras.places, axis=1), "災害種別": "", "被害程度": ""},
        geometry=shapely.points(found.points), crs=6677,
    )  # fmt: skip
    columns = ("x", "y", "z", "yaw", "pitch", "roll", "focal", "width", "height", "centre_x", "centre_y")
    table = gpd.GeoDataFrame(
        common | {"taken": pd.to_datetime(taken)} | {name: getattr(cameras, name) for name in columns}
        | {"ground": ground.height_at(cameras.x, cameras.y), "takeoff": np.nan, "relative_altitude": np.nan,
           "distortion": "", "folder": ""},
        geometry=shapely.points(cameras.places), crs=6677,
    )  # fmt: skip
    return damage, table


def pairwise_f1(truth, found):
    """F1 over all pairs of photos: in one group by the truth, in one group as found."""
    truth, found = np.asarray(truth), np.asarray(found)
    above = np.triu_indices(len(truth), 1)
    together, joined = (truth[:, None] == truth)[above], (found[:, None] == found)[above]
    return 2 * (together & joined).sum() / (together.sum() + joined.sum())
