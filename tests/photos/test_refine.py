"""Overlapping photos correct each other."""

import sys

import numpy as np
import pytest
from PIL import Image

from sample_town import fly
from shimonita_gis.errors import InputError, MissingPackageError
from shimonita_gis.photos.refine import refine_table
from shimonita_gis.photos.survey import survey

SHIFTS = np.array([[0.0, 0.0], [3.0, -2.0], [-2.5, 2.0], [1.5, 2.5]])


@pytest.fixture(scope="module")
def strip(town, tmp_path_factory):
    """Four overlapping photos straight down; the second one turned by half in its pixels, as a viewer saves it."""
    folder = tmp_path_factory.mktemp("strip")
    photos = fly(town, "DJI", count=4, size=(360, 240))
    for photo in photos:
        photo.write(folder)
    turned = folder / photos[1].name
    with Image.open(turned) as image:
        image.transpose(Image.Transpose.ROTATE_180).save(
            turned, exif=image.info["exif"], xmp=image.info["xmp"], quality=92
        )
    return survey(folder).cameras, photos


def test_turned_photos_are_found_and_positions_come_to_agree(strip):
    cameras, _ = strip
    wrong = cameras.assign(x=cameras["x"] + SHIFTS[:, 0], y=cameras["y"] + SHIFTS[:, 1])
    refined, before, after = refine_table(wrong)
    assert refined["turned"].tolist() == [False, True, False, False]
    assert refined["refined"].all()
    assert before > 3
    assert after < 0.5
    turn = (refined["yaw"] - cameras["yaw"]).to_numpy()[1] % 360
    assert turn == pytest.approx(180, abs=3)
    error = np.hypot(refined["x"] - cameras["x"], refined["y"] - cameras["y"])
    assert error.mean() < np.hypot(*SHIFTS.T).mean()


def test_photos_that_share_nothing_are_not_touched(strip):
    cameras, _ = strip
    with pytest.raises(InputError, match="No two of the photos"):
        refine_table(cameras.iloc[[0]])


def test_in_qgis_the_refined_cameras_are_a_layer_like_the_cameras(provider, strip, tmp_path):
    from qgis import processing

    cameras, photos = strip
    layer = tmp_path / "cameras.gpkg"
    cameras.to_file(layer)
    refined = str(tmp_path / "補正.gpkg")
    done = processing.run("shimonita:refinecameras", {"CAMERAS": str(layer), "OUTPUT": refined})
    assert done["TURNED_COUNT"] == 1
    assert done["AFTER"] < done["BEFORE"]
    seen = processing.run(
        "shimonita:photosofplace",
        {
            "CAMERAS": refined,
            "POINT": f"{photos[0].aim[0]},{photos[0].aim[1]} [EPSG:6677]",
            "OUTPUT": "TEMPORARY_OUTPUT",
        },
    )
    assert seen["COUNT"] >= 1


def test_without_the_matchers_package_that_is_said(strip, monkeypatch):
    """QGIS's installer on Windows lacks it; the import and all else do without."""
    monkeypatch.setitem(sys.modules, "skimage.feature", None)
    with pytest.raises(MissingPackageError, match="scikit-image"):
        refine_table(strip[0])
