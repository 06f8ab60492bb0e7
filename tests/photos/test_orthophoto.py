"""Photos laid on the ground: the colour of a place is the one that the photo shows of it."""

import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PIL import Image

from sample_town import fly
from shimonita_gis.errors import InputError
from shimonita_gis.photos import orthophoto
from shimonita_gis.photos.finding import PhotoFinder
from shimonita_gis.photos.survey import survey

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def drawn(town, dem, tmp_path_factory):
    """Two real pictures of the town with their truth, and the table of cameras."""
    folder = tmp_path_factory.mktemp("写真")
    photos = fly(town, "DJI", count=2, pitch=-60, size=(240, 160))
    for photo in photos:
        photo.write(folder)
    return folder, photos, survey(folder, dem).cameras


def agreement(raster, photo, picture):
    """Mean difference of grey between the raster and the picture at the true ground places of a grid of pixels."""
    u, v = (each.ravel() for each in np.meshgrid(np.arange(20, 220, 10) + 0.5, np.arange(20, 140, 10) + 0.5))
    x, y, _ = photo.ground(u, v)
    found = np.array(list(raster.sample(zip(x, y, strict=True))), float)
    shown = picture[np.floor(v).astype(int), np.floor(u).astype(int)].astype(float)
    known = found[:, 3] == 255
    assert known.mean() > 0.9
    return np.abs(found[known, :3].mean(1) - shown[known].mean(1)).mean()


def test_each_place_has_the_colour_that_the_photo_shows(drawn, dem, tmp_path):
    from shimonita_gis.datum import reference_system
    from shimonita_gis.photos.terrain import open_terrain

    _, photos, cameras = drawn
    terrain = open_terrain(dem, reference_system(6677), (-1e6, -1e6, 1e6, 1e6))
    views, resolution, failed = orthophoto.views(cameras, terrain)
    assert not failed
    assert 0.1 < resolution < 1
    for (path, laid, error), photo in zip(orthophoto.lay_photos(views, resolution, tmp_path), photos, strict=True):
        assert error is None and path.name == photo.name
        with rasterio.open(laid) as raster:
            assert raster.crs.to_epsg() == 6677
            assert agreement(raster, photo, np.asarray(Image.open(path))) < 8
    assert not list(tmp_path.glob(".*"))


def test_a_photo_that_is_gone_is_named_and_the_others_are_laid(drawn, tmp_path):
    _, _, cameras = drawn
    lost = cameras.copy()
    lost.loc[0, "photo"] = "ない.jpg"
    views, _, failed = orthophoto.views(lost, None)
    assert len(views.paths) == 1
    assert failed[0][0] == "ない.jpg" and "not in" in str(failed[0][1])
    with pytest.raises(InputError, match="None of the photos"):
        orthophoto.views(cameras.assign(folder=str(tmp_path)), None)


def test_photos_are_found_beside_the_layer_when_their_folder_has_moved(drawn):
    folder, _, cameras = drawn
    views, _, failed = orthophoto.views(cameras.assign(folder="/media/カード"), None, finder=PhotoFinder(beside=folder))
    assert len(views.paths) == 2 and not failed


def test_in_qgis_process_a_user_gets_the_mosaic(drawn, dem, tmp_path):
    _, _, cameras = drawn
    layer = tmp_path / "cameras.gpkg"
    cameras.to_file(layer)
    answer = subprocess.run(
        ["qgis_process", "--json", "run", "shimonita:orthophotos", f"--CAMERAS={layer}", f"--DEM={dem}",
         "--RESOLUTION=0.5", f"--OUTPUT_FOLDER={tmp_path / '単写真'}", f"--MOSAIC={tmp_path / 'モザイク.tif'}"],
        capture_output=True, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, cwd=REPOSITORY,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout[answer.stdout.index("{") :])["results"]["PHOTO_COUNT"] == 2
    assert len(list((tmp_path / "単写真").glob("*.tif"))) == 2
    with rasterio.open(tmp_path / "モザイク.tif") as raster:
        assert raster.res == (0.5, 0.5)
        assert (raster.read(4) == 255).mean() > 0.3
