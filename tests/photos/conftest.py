"""A town and its drone photos on disk, made once."""

import pytest

from sample_town import fly, make_town

SMALL = (90, 60)  # pixels: pose and metadata are what counts here


@pytest.fixture(scope="session")
def town():
    return make_town(seed=1)


@pytest.fixture(scope="session")
def dem(town, tmp_path_factory):
    path = tmp_path_factory.mktemp("terrain") / "標高.tif"
    town.write_terrain(path)
    return path


@pytest.fixture(scope="session")
def flown(town, tmp_path_factory):
    """``flown(maker, pitch)``: a folder of photos and their truth by file name."""
    made = {}

    def fly_once(maker="DJI", pitch=-90, count=4):
        key = (maker, pitch, count)
        if key not in made:
            folder = tmp_path_factory.mktemp(f"{maker}{abs(pitch)}")
            photos = fly(town, maker, count=count, pitch=pitch, size=SMALL)
            for photo in photos:
                photo.write(folder)
            made[key] = folder, {photo.name: photo for photo in photos}
        return made[key]

    return fly_once
