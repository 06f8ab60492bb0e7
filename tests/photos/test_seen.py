"""Which photos saw a place."""

import json
import os
import subprocess
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest

from shimonita_gis.photos.seen import photos_of_place
from shimonita_gis.photos.survey import survey
from shimonita_gis.photos.terrain import Terrain

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def flight(flown, dem):
    folder, truth = flown("DJI", -45)
    return survey(folder, dem).cameras, truth


def test_a_photo_sees_what_it_aims_at_in_its_middle(flight, town):
    cameras, truth = flight
    name, photo = next(iter(truth.items()))
    found = photos_of_place(cameras, *photo.aim).set_index("photo")
    assert found.loc[name, "u"] == pytest.approx(photo.pose.width / 2, abs=0.1)
    assert found.loc[name, "v"] == pytest.approx(photo.pose.height / 2, abs=0.1)
    place = np.array([photo.pose.x, photo.pose.y, photo.pose.z])
    assert found.loc[name, "distance"] == pytest.approx(np.linalg.norm(place - photo.aim), abs=0.1)


def test_the_photos_found_are_those_whose_truth_shows_the_place(flight):
    cameras, truth = flight
    for photo in truth.values():
        found = set(photos_of_place(cameras, *photo.aim)["photo"])
        for name, other in truth.items():
            u, v = other.pose.project(*photo.aim)
            assert (name in found) == bool(0 <= u <= other.pose.width and 0 <= v <= other.pose.height)


def test_nearest_and_steepest_come_first(flight):
    cameras, truth = flight
    low = cameras.iloc[[0]].assign(photo="far.jpg", x=cameras["x"].iloc[0], z=cameras["z"].iloc[0])
    aim = truth[cameras["photo"].iloc[0]].aim
    away = np.array([low["x"].iloc[0] - aim[0], low["y"].iloc[0] - aim[1], low["z"].iloc[0] - aim[2]])
    far = low.assign(x=aim[0] + 2 * away[0], y=aim[1] + 2 * away[1], z=aim[2] + 2 * away[2])
    found = photos_of_place(gpd.pd.concat([far, cameras.iloc[[0]]], ignore_index=True), *aim)
    assert found["photo"].tolist() == [cameras["photo"].iloc[0], "far.jpg"]


def test_a_ridge_hides_the_place_behind_it(flight):
    heights = np.full((200, 200), 100.0, np.float32)
    heights[:, 100:103] = 150
    ridge = Terrain(heights, 0.5, 199.5, 1.0, 1.0)
    cameras, _ = flight
    camera = cameras.iloc[[0]].assign(x=20.0, y=100.0, z=130.0, yaw=90.0, pitch=-15.0, roll=0.0)
    assert len(photos_of_place(camera, 150, 100)) == 1 or len(photos_of_place(camera, 150, 100, z=100)) == 1
    assert len(photos_of_place(camera, 150, 100, terrain=ridge)) == 0
    assert len(photos_of_place(camera, 90, 100, terrain=ridge)) == 1


def test_in_qgis_process_a_user_gets_the_photos_of_a_place(flown, dem, tmp_path, flight):
    cameras, truth = flight
    layer = tmp_path / "cameras.gpkg"
    cameras.to_file(layer)
    name, photo = next(iter(truth.items()))
    answer = subprocess.run(
        ["qgis_process", "--json", "run", "shimonita:photosofplace", f"--CAMERAS={layer}", f"--DEM={dem}",
         f"--POINT={photo.aim[0]},{photo.aim[1]} [EPSG:6677]", f"--OUTPUT={tmp_path / 'seen.gpkg'}"],
        capture_output=True, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, cwd=REPOSITORY,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    count = json.loads(answer.stdout[answer.stdout.index("{") :])["results"]["COUNT"]
    found = gpd.read_file(tmp_path / "seen.gpkg")
    assert count == len(found) > 0
    assert name in set(found["photo"])
