"""A flight with a wrong compass and an offset, put right by points that the sample town knows."""

import geopandas as gpd
import numpy as np
import pytest

from shimonita_gis.errors import InputError
from shimonita_gis.photos.correction import Pair, correct, restored
from shimonita_gis.photos.survey import damage_of, survey
from shimonita_gis.photos.terrain import open_terrain

TURN, EAST, NORTH = 7.0, 4.0, -3.0


@pytest.fixture(params=[-90, -45])
def flight(flown, dem, request):
    """Cameras with true poses, terrain and the truth by photo."""
    folder, truth = flown("DJI", request.param)
    cameras = survey(folder, dem).cameras
    bounds = tuple(np.add(cameras.total_bounds, [-500, -500, 500, 500]))
    return cameras, open_terrain(dem, cameras.crs, bounds), truth


def disturbed(cameras):
    """The flight as a receiver with an offset and a bad compass would have written it."""
    x, y = cameras["x"] - EAST, cameras["y"] - NORTH
    return cameras.assign(
        x=x, y=y, yaw=(cameras["yaw"] - TURN) % 360, yaw_error=5.0,
        geometry=gpd.points_from_xy(x, y, cameras["z"], crs=cameras.crs),
    )  # fmt: skip


def pair(truth, photo, u, v):
    """What a person would mark: a pixel, and where the town truly is there."""
    east, north = (float(each[0]) for each in truth[photo].ground(np.array([u]), np.array([v]))[:2])
    return Pair(photo, u, v, east, north)


def test_two_pairs_tell_offset_and_yaw_apart_and_all_photos_follow(flight):
    cameras, terrain, truth = flight
    photos = cameras["photo"].tolist()
    pairs = [pair(truth, photos[0], 10.0, 8.0), pair(truth, photos[-1], 80.0, 50.0)]
    corrected, (found,) = correct(disturbed(cameras), pairs, terrain)
    assert (found.east, found.north, found.turn) == pytest.approx((EAST, NORTH, TURN), abs=0.1)
    assert found.before > 4 and found.after < 0.1
    for _, row in damage_of(corrected, terrain).iterrows():
        assert np.hypot(*(np.array(row.geometry.coords[0][:2]) - truth[row["photo"]].aim[:2])) < 0.25
    assert corrected["longitude"].to_numpy() == pytest.approx(cameras["longitude"].to_numpy(), abs=2e-6)


def test_one_pair_is_met_and_makes_the_flight_better(flight):
    cameras, terrain, truth = flight
    wrong, photo = disturbed(cameras), cameras["photo"].iloc[1]
    corrected, (found,) = correct(wrong, [pair(truth, photo, 45.0, 20.0)], terrain)
    assert found.after < 0.3

    def error(table):
        aims = damage_of(table, terrain).set_index("photo")
        return np.mean(
            [aims.geometry[name].distance(gpd.points_from_xy(*zip(truth[name].aim[:2]))[0]) for name in truth]
        )

    assert error(corrected) < 0.6 * error(wrong)


@pytest.mark.parametrize("flight", [-90], indirect=True)
def test_a_picture_turned_by_half_is_turned_back(flight):
    cameras, terrain, truth = flight
    wrong = cameras.assign(yaw=(cameras["yaw"] + 180) % 360)
    photos = cameras["photo"].tolist()
    pairs = [pair(truth, photos[0], 10.0, 8.0), pair(truth, photos[0], 80.0, 50.0)]
    _, (found,) = correct(wrong, pairs, terrain)
    assert abs(found.turn) == pytest.approx(180, abs=0.2)
    assert found.after < 0.2


def test_what_the_import_said_is_kept_through_two_corrections_and_comes_back(flight):
    cameras, terrain, truth = flight
    wrong, photo = disturbed(cameras), cameras["photo"].iloc[0]
    once, _ = correct(wrong, [pair(truth, photo, 45.0, 30.0)], terrain)
    twice, _ = correct(once, [pair(truth, photo, 10.0, 8.0), pair(truth, photo, 80.0, 55.0)], terrain)
    assert twice["x_before"].to_numpy() == pytest.approx(wrong["x"].to_numpy())
    back, count = restored(twice)
    assert count == len(cameras)
    for name in ("x", "y", "yaw"):
        assert back[name].to_numpy() == pytest.approx(wrong[name].to_numpy(), abs=1e-9)
    assert back["x_before"].isna().all() and (back["corrected"] == "").all()
    assert back.geometry.x.to_numpy() == pytest.approx(wrong["x"].to_numpy())


def test_other_flights_stay_to_the_last_digit(flight):
    cameras, terrain, truth = flight
    flights = np.where(np.arange(len(cameras)) < 2, "01", "02")
    wrong = disturbed(cameras).assign(flight=flights)
    corrected, _ = correct(wrong, [pair(truth, cameras["photo"].iloc[0], 45.0, 30.0)], terrain)
    assert (corrected["x"] != wrong["x"]).tolist() == [True, True, False, False]
    for name in ("x", "y", "yaw", "longitude", "latitude"):
        assert corrected[name].tolist()[2:] == wrong[name].tolist()[2:]
    assert (corrected["corrected"] == "").tolist() == [False, False, True, True]


@pytest.mark.parametrize(
    "bad, said",
    [
        (Pair("無い.JPG", 1, 1, 0, 0), "has no photo"),
        (Pair("DJI_0001.JPG", 5000, 1, 0, 0), "outside of the photo"),
        (Pair("DJI_0001.JPG", 1, 1, 0, 0), "height of the ground is not known"),
    ],
)
def test_a_pair_that_cannot_be_is_named(flight, bad, said):
    cameras, terrain, _ = flight
    with pytest.raises(InputError, match=said):
        correct(cameras, [bad], terrain)


def test_as_a_user_runs_it(provider, flown, dem, tmp_path):
    """Pairs as a layer in another reference system; then without pairs to take it back."""
    from qgis import processing

    folder, truth = flown("DJI", -45)
    cameras = survey(folder, dem).cameras
    wrong = tmp_path / "撮影位置.gpkg"
    disturbed(cameras).to_file(wrong)
    marked = [pair(truth, cameras["photo"].iloc[0], 10.0, 8.0), pair(truth, cameras["photo"].iloc[-1], 80.0, 50.0)]
    pairs = tmp_path / "対応点.geojson"
    gpd.GeoDataFrame(
        {"photo": [p.photo for p in marked], "u": [p.u for p in marked], "v": [p.v for p in marked]},
        geometry=gpd.points_from_xy([p.x for p in marked], [p.y for p in marked]), crs=6677,
    ).to_crs(4326).to_file(pairs)  # fmt: skip
    output, damage = str(tmp_path / "補正後.gpkg"), str(tmp_path / "被害.gpkg")
    given = {"CAMERAS": str(wrong), "PAIRS": str(pairs), "DEM": str(dem), "OUTPUT": output, "DAMAGE": damage}
    done = processing.run("shimonita:correctflight", given)
    assert done["BEFORE"] > 4 and done["AFTER"] < 0.2 and done["PHOTO_COUNT"] == len(cameras)
    for _, row in gpd.read_file(damage).iterrows():
        assert np.hypot(*(np.array(row.geometry.coords[0][:2]) - truth[row["photo"]].aim[:2])) < 0.3
    back = str(tmp_path / "元.gpkg")
    processing.run("shimonita:correctflight", {"CAMERAS": output, "OUTPUT": back})
    assert gpd.read_file(back)["x"].to_numpy() == pytest.approx(cameras["x"].to_numpy() - EAST)
