"""A click in a photo of the sample town is the place that the photo truly shows, and the way back."""

import numpy as np
import pandas as pd
import pytest
from triage.scene import ground_of

from sample_town import fly
from shimonita_gis.photos.sight import Sights, areas, lengths, sight_of
from shimonita_gis.photos.terrain import Answer


@pytest.fixture(scope="module")
def ground(town):
    return ground_of(town)


@pytest.fixture(scope="module")
def oblique(town):
    return fly(town, count=3, pitch=-30, size=(90, 60))


def row_of(photo, **more):
    pose = photo.pose
    return {
        "photo": photo.name, "x": pose.x, "y": pose.y, "z": pose.z, "yaw": pose.yaw, "pitch": pose.pitch,
        "roll": pose.roll, "focal": pose.focal_px, "width": pose.width, "height": pose.height,
        "centre_x": pose.width / 2, "centre_y": pose.height / 2, "distortion": "", "takeoff": photo.takeoff[2],
        "relative_altitude": photo.relative_altitude,
    } | more  # fmt: skip


def test_click_is_within_half_a_metre_of_the_truth(oblique, ground):
    random = np.random.default_rng(5)
    for photo in oblique:
        sight = sight_of(row_of(photo), ground)
        for u, v in random.uniform((5, 20), (85, 55), (25, 2)):
            truth = np.array(photo.ground(u, v), float)
            spot, answer = sight.spot(u, v)
            if np.isnan(truth[0]):
                assert spot is None
                continue
            assert answer == Answer.GROUND
            assert np.hypot(spot.x - truth[0], spot.y - truth[1]) < 0.5


def test_each_photo_of_a_table_sees_what_it_sees_alone(oblique, ground):
    unlike = ({"distortion": "0.1,0,0,0,0"}, {"x": 500_000.0}, {"yaw": None})  # lens, beyond the terrain, no direction
    rows = [row_of(photo, **more) for photo, more in zip(oblique, unlike, strict=True)]
    sights = Sights(pd.DataFrame(rows), ground)
    for number, row in enumerate(rows):
        alone, together = sight_of(row, ground), sights[number]
        assert (together.can_place, together.is_on_terrain) == (alone.can_place, alone.is_on_terrain)
        assert str(together.spot(45.0, 40.0)) == str(alone.spot(45.0, 40.0))  # NaN among it


def test_place_on_the_map_is_marked_at_its_pixel(oblique, ground):
    for photo in oblique:
        sight = sight_of(row_of(photo), ground)
        spot, _ = sight.spot(30.0, 50.0)
        u, v, hidden = sight.pixel(spot.x, spot.y)
        assert (u, v) == pytest.approx((30.0, 50.0), abs=0.2)
        assert not hidden


def test_place_behind_a_ridge_is_marked_as_hidden(oblique, ground, town):
    sight = sight_of(row_of(oblique[0]), ground)
    random, (west, south, east, north) = np.random.default_rng(7), town.bounds
    found = [sight.pixel(*random.uniform((west, south), (east, north))) for _ in range(400)]
    hidden = [each[2] for each in found if each]
    assert any(hidden)
    assert not all(hidden)


def test_place_behind_the_camera_has_no_pixel(oblique, ground):
    pose = oblique[0].pose
    back = np.radians(pose.yaw + 180)
    assert sight_of(row_of(oblique[0]), ground).pixel(pose.x + 50 * np.sin(back), pose.y + 50 * np.cos(back)) is None


def test_sky_says_that_it_is_sky(town, ground):
    photo = fly(town, count=1, pitch=-5, size=(90, 60))[0]
    spot, answer = sight_of(row_of(photo), ground).spot(45, 1)
    assert spot is None
    assert answer == Answer.HORIZON


def test_without_terrain_model_the_ground_is_flat_at_take_off(oblique):
    sight = sight_of(row_of(oblique[0]))
    assert not sight.is_on_terrain
    assert sight.spot(45, 50)[0].z == pytest.approx(oblique[0].takeoff[2])


def test_camera_outside_the_terrain_model_stands_on_flat_ground(oblique, ground):
    sight = sight_of(row_of(oblique[0], x=500_000.0), ground)
    assert not sight.is_on_terrain
    assert sight.spot(45, 50)[1] == Answer.GROUND
    assert sight.footprint() is not None


@pytest.mark.parametrize("missing", ["yaw", "focal", "x", "z"])
def test_photo_without_a_pose_answers_nothing_and_does_not_fail(oblique, ground, missing):
    sight = sight_of(row_of(oblique[0], **{missing: None}), ground)
    assert sight.spot(45, 30) == (None, Answer.NO_DATA)
    assert sight.pixel(-94000, 24400) is None
    assert sight.footprint() is None


def test_length_and_area_on_a_slope():
    slope = lambda x, y: 0.75 * np.asarray(x)  # noqa: E731 - a plane that rises 3 in 4
    assert lengths([(0, 0), (40, 0)], slope) == pytest.approx((40, 50))
    assert lengths([(0, 0), (0, 40)], slope) == pytest.approx((40, 40))
    assert areas([(0, 0), (40, 0), (40, 20), (0, 20)], slope) == pytest.approx((800, 1000))


def test_length_and_area_where_the_height_is_unknown_are_level():
    unknown = lambda x, y: np.full(np.shape(x), np.nan)  # noqa: E731
    assert lengths([(0, 0), (3, 4)], unknown) == pytest.approx((5, 5))
    assert areas([(0, 0), (4, 0), (0, 3)], unknown) == pytest.approx((6, 6))


def test_shape_that_crosses_itself_has_no_area():
    assert np.isnan(areas([(0, 0), (1, 1), (1, 0), (0, 1)], lambda x, y: x)[0])


def test_single_point_has_no_length():
    assert lengths([(1, 1)] * 2, lambda x, y: x) == (0.0, 0.0)
