"""From pixel to ground and back, against truth that was made without our code."""

import numpy as np
import pytest

from shimonita_gis.datum import reference_system
from shimonita_gis.photos import aim
from shimonita_gis.photos.camera import Cameras, distorted, undistorted
from shimonita_gis.photos.photo import _from_belly
from shimonita_gis.photos.terrain import Answer, FlatGround, Terrain, open_terrain

EVERYWHERE = (-1e6, -1e6, 1e6, 1e6)


def cameras(*rows):
    """Cameras from rows of x, y, z, yaw, pitch, roll; 4000 x 3000 pixels, focal length 3000 pixels."""
    rows = np.array(rows, float)
    lens = np.tile([3000.0, 4000, 3000, 2000, 1500], (len(rows), 1))
    return Cameras(*rows.T, *lens.T)


@pytest.fixture(scope="module")
def terrain(dem):
    return open_terrain(dem, reference_system(6677), EVERYWHERE)


@pytest.fixture(scope="module")
def ridge():
    """Flat ground at 100 m with a wall of 60 m across it, and a hole in the data in the north-east."""
    heights = np.full((200, 300), 100.0, np.float32)
    heights[:, 150:152] = 160
    heights[:40, 250:] = np.nan
    return Terrain(heights, 0.5, 199.5, 1.0, 1.0)


def test_level_camera_looks_where_its_yaw_says():
    right, down, axis = cameras([0, 0, 0, 90, 0, 0]).axes()[0]
    assert np.allclose(axis, [1, 0, 0])
    assert np.allclose(right, [0, -1, 0])
    assert np.allclose(down, [0, 0, -1])


def test_straight_down_the_pictures_top_is_where_yaw_points():
    right, down, axis = cameras([0, 0, 0, 90, -90, 0]).axes()[0]
    assert np.allclose(axis, [0, 0, -1])
    assert np.allclose(-down, [1, 0, 0])
    assert np.allclose(right, [0, -1, 0])


def test_ground_to_pixel_undoes_pixel_to_ground_for_any_attitude():
    random = np.random.default_rng(3)
    some = cameras(
        *np.column_stack([random.uniform(-9, 9, (50, 3)), random.uniform([0, -90, -180], [360, 90, 180], (50, 3))])
    )
    u, v = random.uniform(0, 4000, (50, 20)), random.uniform(0, 3000, (50, 20))
    points = some.places[:, None] + some.rays(u, v) * random.uniform(5, 500, (50, 20, 1))
    assert np.allclose(some.pixels(points), (u, v), atol=1e-6)


def test_a_point_behind_the_camera_has_no_pixel():
    u, v = cameras([0, 0, 0, 0, 0, 0]).pixels([[0, -10, 0]])
    assert np.isnan(u).all() and np.isnan(v).all()


def test_lens_distortion_is_undone():
    real_lens = np.array([-0.41466, 0.346141, -0.313541, 0.000968, 0.000968])  # a DJI multispectral camera
    a, b = np.meshgrid(np.linspace(-0.4, 0.4, 9), np.linspace(-0.3, 0.3, 9))
    assert np.allclose(undistorted(*distorted(a, b, real_lens), real_lens), (a, b), atol=1e-6)


def test_a_camera_under_the_belly_turns_with_the_aircraft():
    """Roll of a level aircraft tips the camera sideways: right wing down, the axis goes to the left."""
    yaw, pitch, roll = _from_belly(0.0, 0.0, 10.0)
    axis = cameras([0, 0, 0, yaw, pitch, roll]).axes()[0][2]
    assert np.allclose(axis, [-np.sin(np.radians(10)), 0, -np.cos(np.radians(10))])
    yaw, pitch, roll = _from_belly(30.0, 5.0, 0.0)  # nose up: it looks ahead
    right, _, axis = cameras([0, 0, 0, yaw, pitch, roll]).axes()[0]
    heading = np.array([np.sin(np.radians(30)), np.cos(np.radians(30)), 0])
    assert axis @ heading == pytest.approx(np.sin(np.radians(5)))
    assert np.allclose(right, [np.cos(np.radians(30)), -np.sin(np.radians(30)), 0])


def test_rays_meet_the_terrain_where_dense_steps_do(terrain):
    random = np.random.default_rng(5)
    rows, columns = terrain.heights.shape
    x = terrain.west + random.uniform(0.2, 0.8, 300) * columns * terrain.step_x
    y = terrain.north - random.uniform(0.2, 0.8, 300) * rows * terrain.step_y
    origins = np.column_stack([x, y, terrain.height_at(x, y) + random.uniform(2, 150, 300)])
    ways = random.normal(size=(300, 3)) * [1, 1, 0.4]
    ways /= np.linalg.norm(ways, axis=1)[:, None]
    hits = terrain.hits(origins, ways)
    distances = np.arange(0, 1500, 0.05)
    for origin, way, point, answer in zip(origins, ways, hits.points, hits.answer, strict=True):
        places = origin + way * distances[:, None]
        gap = places[:, 2] - terrain.height_at(*places[:, :2].T)
        first = np.argmax(~(gap > 0))
        if gap[first] <= 0:
            assert answer == Answer.GROUND
            assert np.linalg.norm(point - places[first]) < 0.06
        else:
            assert answer != Answer.GROUND


def test_the_first_ridge_is_met_not_the_ground_behind_it(ridge):
    origin, way = [[20, 100, 130]], np.array([[1, 0, -0.1]]) / np.hypot(1, 0.1)
    hits = ridge.hits(origin, way)
    assert hits.answer[0] == Answer.GROUND
    assert 149 < hits.points[0, 0] < 152


def test_horizon_hole_edge_and_underground_are_answers(ridge):
    down_hole = np.array([1, 0, -0.5]) / np.hypot(1, 0.5)
    hits = ridge.hits(
        [[20, 100, 130], [200, 180, 130], [20, 100, 130], [20, 100, 99], [20, 100, np.nan], [-50, 100, 130]],
        [[0.6, 0, 0.8], down_hole, [-0.98, 0, -0.198997], [0, 0, -1], [0, 0, -1], [0, 0, -1]],
    )
    assert hits.answer.tolist() == [
        Answer.HORIZON, Answer.NO_DATA, Answer.NO_DATA, Answer.UNDERGROUND, Answer.NO_DATA, Answer.NO_DATA,
    ]  # fmt: skip
    assert np.isnan(hits.points).all()


def test_a_million_rays_in_one_call(terrain):
    one = cameras([terrain.west + 400, terrain.north - 400, 900, 40, -50, 0])
    u, v = np.meshgrid(np.linspace(0, 4000, 1000), np.linspace(0, 3000, 1000))
    rays = one.rays(u.reshape(1, -1), v.reshape(1, -1))[0]
    hits = terrain.hits(np.broadcast_to(one.places, rays.shape), rays)
    ground = hits.answer == Answer.GROUND
    assert ground.mean() > 0.5
    assert np.allclose(terrain.height_at(*hits.points[ground, :2].T), hits.points[ground, 2], atol=0.01)


def test_aim_on_flat_ground_by_hand():
    found = aim.aims(cameras([10, 20, 50, 90, -45, 0]), FlatGround(np.array([0.0])))
    assert np.allclose(found.points, [[60, 20, 0]])


def test_ninety_five_of_a_hundred_truths_lie_in_the_ellipse(terrain, town):
    """Poses with errors of the stated size; the coverage of 1,000 tells whether the ellipses are honest."""
    random = np.random.default_rng(11)
    n = 1000
    x = terrain.west + random.uniform(0.3, 0.7, n) * terrain.heights.shape[1]
    y = terrain.north - random.uniform(0.3, 0.7, n) * terrain.heights.shape[0]
    true = cameras(*np.column_stack([x, y, terrain.height_at(x, y) + random.uniform(50, 120, n),
                                     random.uniform(0, 360, n), random.uniform(-90, -35, n), np.zeros(n)]))  # fmt: skip
    errors = aim.PoseErrors(*(np.full(n, error) for error in (3.0, 1.5, 2.0, 1.0, 1.0)))
    truth = aim.aims(true, terrain)
    shift = random.normal(size=(3, n)) * [[3.0], [3.0], [1.5]]
    noisy = Cameras(true.x + shift[0], true.y + shift[1], true.z + shift[2],
                    true.yaw + random.normal(0, 2, n), true.pitch + random.normal(0, 1, n), true.roll,
                    true.focal, true.width, true.height, true.centre_x, true.centre_y)  # fmt: skip
    noisy = _tipped_sideways(noisy, random.normal(0, 1, n))
    found = aim.aims(noisy, terrain, errors)
    both = (found.answer == Answer.GROUND) & (truth.answer == Answer.GROUND) & np.isfinite(found.major)
    assert both.sum() > 950
    assert 0.93 <= aim.inside_ellipse(found, truth.points)[both].mean() <= 0.97


def _tipped_sideways(some, degrees):
    """The cameras turned about their level forward axes, as a gimbal's roll does."""
    from dataclasses import replace

    yaw = np.radians(some.yaw)
    axis = np.column_stack([np.sin(yaw), np.cos(yaw), np.zeros_like(yaw)])
    ahead = some.axes()[:, 2]
    angle = np.radians(degrees)[:, None]
    along = (axis * ahead).sum(1, keepdims=True) * axis
    ahead = along + (ahead - along) * np.cos(angle) + np.cross(axis, ahead) * np.sin(angle)
    return replace(some, yaw=np.degrees(np.arctan2(ahead[:, 0], ahead[:, 1])), pitch=np.degrees(np.arcsin(ahead[:, 2])))
