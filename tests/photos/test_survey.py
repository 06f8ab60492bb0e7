"""A folder of photos to cameras, damage points, footprints and rejected files."""

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from sample_town import fly
from shimonita_gis.errors import InputError
from shimonita_gis.photos import flights
from shimonita_gis.photos.photo import read_photo
from shimonita_gis.photos.survey import survey
from shimonita_gis.photos.track import read_track

REPOSITORY = Path(__file__).resolve().parents[2]
GPX = """<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>
<trkpt lat="36.2000" lon="138.7000"><ele>400</ele><time>2024-10-12T01:15:00Z</time></trkpt>
<trkpt lat="36.2010" lon="138.7000"><ele>410</ele><time>2024-10-12T01:15:20Z</time></trkpt>
</trkseg></trk></gpx>"""


def distance(point, place):
    return np.hypot(point.x - place[0], point.y - place[1])


@pytest.mark.parametrize("maker", ["DJI", "Autel", "Skydio"])
@pytest.mark.parametrize("pitch", [-90, -45, -20])
def test_damage_points_are_where_the_photos_look(flown, dem, maker, pitch):
    """The drones are 24 m wrong about their altitude; the terrain at take-off puts that right."""
    folder, truth = flown(maker, pitch)
    result = survey(folder, dem)
    assert result.damage.crs.to_epsg() == 6677
    assert len(result.cameras) == len(result.damage) == len(truth)
    for _, row in result.damage.iterrows():
        assert distance(row.geometry, truth[row["photo"]].aim) < 0.05
        assert row.geometry.z == pytest.approx(truth[row["photo"]].aim[2], abs=0.05)
    assert result.cameras["takeoff_difference"].to_numpy() == pytest.approx(-24, abs=0.1)
    assert set(result.cameras["focal_source"]) == {"calibrated"}


def test_an_rtk_height_goes_through_the_towns_geoid(flown, dem, tmp_path):
    """RTK counts from the ellipsoid, 41.5 m below the sea there; the take-off's height is not needed."""
    folder, truth = flown("DJI", -45)
    for name, photo in truth.items():
        said, true = (f'AbsoluteAltitude="{height:+.2f}"' for height in (photo.absolute_altitude, photo.pose.z + 41.5))
        data = (folder / name).read_bytes().replace(b'RtkFlag="0"', b'RtkFlag="50"')
        data = data.replace(said.encode(), true.encode()).replace(b":RelativeAltitude", b":RelativeXltitude")
        (tmp_path / name).write_bytes(_with_xmp_length(data))
    cameras = survey(tmp_path, dem).cameras.set_index("photo")
    assert set(cameras["z_source"]) == {"RTK height and the town's geoid"}
    assert set(cameras["position_source"]) == {"RTK"}
    for name, photo in truth.items():
        assert cameras.at[name, "z"] == pytest.approx(photo.pose.z, abs=0.02)


def _with_xmp_length(data):
    """The JPEG with the length of its XMP segment as it is now."""
    start, end = data.index(b"http://ns.adobe.com/xap/1.0/\0"), data.index(b"</x:xmpmeta>") + len(b"</x:xmpmeta>")
    return data[: start - 2] + (end - start + 2).to_bytes(2, "big") + data[start:]


@pytest.mark.parametrize(
    ("hidden", "source"),
    [
        ((), "calibrated"),
        ((b"CalibratedFocalLength",), "35 mm equivalent"),
        ((b"CalibratedFocalLength", b"\xa4\x05", b"\x05\xa4"), "sensor size"),
    ],
)
def test_the_best_known_focal_length_is_taken_and_recorded(flown, tmp_path, hidden, source):
    folder, truth = flown("DJI", -90)
    data = (folder / "DJI_0001.JPG").read_bytes()
    for name in hidden:
        data = data.replace(name, b"x" * len(name))
    (tmp_path / "a.JPG").write_bytes(data)
    (camera,) = survey(tmp_path).cameras.to_dict("records")
    assert camera["focal_source"] == source
    assert camera["focal"] == pytest.approx(truth["DJI_0001.JPG"].pose.focal_px, rel=0.02)


def test_damage_points_have_every_field_of_the_disaster_data_models(shared_data):
    import csv

    from shimonita_gis.photos.standard import damage_choices

    wanted = {"災害発生場所（場所毎）", "土砂災害発生場所（場所毎）", "河川氾濫発生箇所（箇所毎）", "ドローン動画像等"}
    with (shared_data.parent / "standards" / "gif_disaster_fields.csv").open(encoding="utf-8") as file:
        fields = {row["field"] for row in csv.DictReader(file) if row["class"] in wanted}
    assert len(fields) > 30
    assert fields <= set(damage_choices()["fields"])


def test_altitude_without_height_above_takeoff_is_said_to_be_unsure(flown, dem):
    folder, truth = flown("Parrot", -45)
    result = survey(folder, dem)
    assert set(result.cameras["z_source"]) == {"altitude as written by the camera"}
    for _, row in result.damage.iterrows():
        error = distance(row.geometry, truth[row["photo"]].aim)
        assert 10 < error < row["radius_95"]


def test_without_a_terrain_model_the_ground_is_flat_at_takeoff_height(flown):
    folder, truth = flown("DJI", -90)
    result = survey(folder)
    for _, row in result.damage.iterrows():
        photo = truth[row["photo"]]
        assert distance(row.geometry, (photo.pose.x, photo.pose.y)) < 0.05
        assert row["distance"] == pytest.approx(photo.relative_altitude, abs=0.02)


@pytest.mark.parametrize("pitch", [-90, -45])
def test_footprints_cover_what_the_photos_show(flown, dem, pitch):
    folder, truth = flown("DJI", pitch)
    result = survey(folder, dem).footprints.set_index("photo")
    for name, photo in truth.items():
        u, v = _border(photo.pose.width, photo.pose.height, 60)
        seen = shapely.make_valid(shapely.polygons(np.column_stack(photo.ground(u, v)[:2])))
        ours = result.loc[name].geometry
        assert not result.loc[name, "open"]
        assert ours.intersection(seen).area / ours.union(seen).area > 0.98


def _border(width, height, per_edge):
    along, zero, one = np.linspace(0, 1, per_edge, endpoint=False), np.zeros(per_edge), np.ones(per_edge)
    return width * np.r_[along, one, 1 - along, zero], height * np.r_[zero, along, one, 1 - along]


def test_a_view_to_the_horizon_is_open(town, dem, tmp_path):
    for photo in fly(town, "DJI", count=2, pitch=-5, size=(90, 60)):
        photo.write(tmp_path)
    assert survey(tmp_path, dem).footprints["open"].all()


def test_every_file_is_in_one_of_the_tables(flown, tmp_path):
    folder, truth = flown("DJI", -90)
    photo = next(iter(truth))
    shutil.copy(folder / photo, tmp_path / "一枚目.JPG")
    (tmp_path / "下").mkdir()
    shutil.copy(folder / photo, tmp_path / "下" / "同じ写真.jpg")
    (tmp_path / "空.jpg").touch()
    (tmp_path / "零.jpg").write_bytes(bytes(5000))
    (tmp_path / "文.jpg").write_text("写真ではない")
    (tmp_path / "動画.MP4").write_bytes(b"ftyp")
    result = survey(tmp_path)
    assert result.cameras["photo"].tolist() == ["一枚目.JPG"]
    reasons = result.rejected.set_index("file")["reason"]
    assert set(reasons.index) == {"下/同じ写真.jpg", "空.jpg", "零.jpg", "文.jpg", "動画.MP4"}
    assert reasons["下/同じ写真.jpg"] == "The same photo as 一枚目.JPG."
    assert "empty" in reasons["空.jpg"] and "zeros" in reasons["零.jpg"] and ".MP4" in reasons["動画.MP4"]
    assert result.rejected["reason_ja"].str.contains("[ぁ-ん]").all()
    assert len(survey(tmp_path, recursive=False).rejected) == 4


def test_wrong_input_is_one_sentence_about_it(tmp_path, flown, dem):
    folder, _ = flown("DJI", -90)
    with pytest.raises(InputError, match="There are no files in"):
        survey(tmp_path)
    with pytest.raises(InputError, match="is not a time zone"):
        survey(folder, timezone="Tokio")
    with pytest.raises(InputError, match="is not a clock correction"):
        survey(folder, clock_offset="about an hour")
    with pytest.raises(InputError, match="cannot be read as a terrain model"):
        survey(folder, __file__)


def test_camera_clock_is_taken_in_its_zone_and_corrected_by_folder(flown, tmp_path):
    folder, truth = flown("DJI", -90)
    first = truth["DJI_0001.JPG"].taken
    assert first == datetime(2024, 10, 12, 10, 15, 4)
    shutil.copytree(folder, tmp_path / "100MEDIA")
    taken = survey(tmp_path, clock_offset="100MEDIA=-0:01:04; 30").cameras["taken"].iloc[0]
    assert taken == datetime(2024, 10, 12, 1, 14, 0, tzinfo=UTC)
    assert survey(tmp_path, timezone="UTC").cameras["taken_local"].iloc[0] == "2024-10-12 10:15:04+00:00"


def test_flights_are_told_apart_by_pause_and_card():
    def at(minute):
        return datetime(2024, 10, 12, 1, minute, tzinfo=UTC)

    numbers = flights.flight_numbers([at(0), at(30), at(2), at(1), None], ["A", "A", "A", "B", "A"])
    assert numbers.tolist() == [0, 2, 0, 1, 3]


def test_a_track_places_photos_by_their_time(tmp_path):
    gpx = tmp_path / "飛行.gpx"
    gpx.write_text(GPX, encoding="utf-8")
    longitude, latitude, height = read_track(gpx).at([1728695710, 1728695699])
    assert (longitude[0], latitude[0], height[0]) == pytest.approx((138.7, 36.2005, 405))
    assert np.isnan(latitude[1])


def test_a_photo_without_position_is_placed_by_the_track(flown, tmp_path):
    folder, _ = flown("DJI", -90)
    without_position(folder / "DJI_0001.JPG", tmp_path / "P.JPG")
    gpx = tmp_path.parent / "飛行.gpx"
    gpx.write_text(GPX, encoding="utf-8")
    lost = survey(tmp_path).rejected.set_index("file")["reason"]
    assert "GPX track" in lost["P.JPG"]
    found = survey(tmp_path, tracks=[gpx]).cameras
    assert found["position_source"].tolist() == ["track"]
    assert found["latitude"].iloc[0] == pytest.approx(36.2002)


def without_position(path, target):
    """The photo with GPS tags and XMP position overwritten in the file itself; its clock says 10:15 in Japan."""
    data = path.read_bytes()
    data = data.replace(b"GpsLatitude", b"GpsLxxxtude").replace(b"GpsLongtitude", b"GpsLxxxtitude")
    data = data.replace(b"\x88\x25", b"\x88\x24").replace(b"\x25\x88", b"\x24\x88")  # the pointer to the GPS directory
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def test_each_flight_takes_the_track_that_lies_with_it_or_covers_it(flown, tmp_path):
    """Two drones fly at once: the track in a folder is for that folder, the one that was given for the rest."""
    folder, _ = flown("DJI", -90)
    for card, names in (("甲/100MEDIA", ("DJI_0001.JPG", "DJI_0002.JPG")), ("乙", ("DJI_0003.JPG", "DJI_0004.JPG"))):
        for name in names:
            without_position(folder / name, tmp_path / "写真" / card / f"{card[0]}{name}")
    (tmp_path / "写真" / "甲" / "飛行.gpx").write_text(GPX.replace("138.7000", "138.8000"), encoding="utf-8")
    (tmp_path / "写真" / "乙" / "壊れた.gpx").write_text("<gpx>", encoding="utf-8")
    given = tmp_path / "全体.gpx"
    given.write_text(GPX, encoding="utf-8")
    result = survey(tmp_path / "写真", tracks=[given])
    longitude = result.cameras.set_index("photo")["longitude"]
    assert longitude[longitude.index.str.startswith("甲")].tolist() == [138.8, 138.8]
    assert longitude[longitude.index.str.startswith("乙")].tolist() == [138.7, 138.7]
    reasons = result.rejected.set_index("file")["reason"]
    assert "was used as the GPX track" in reasons["甲/飛行.gpx"]
    assert "cannot be read as a GPX track" in reasons["乙/壊れた.gpx"]


def test_one_flight_s_clock_is_corrected_by_its_number(flown, tmp_path):
    """Two flights on one card: the drone's clock was set between them."""
    folder, _ = flown("DJI", -90)
    for number, name in enumerate(("DJI_0001.JPG", "DJI_0003.JPG")):
        data = (folder / name).read_bytes()
        (tmp_path / f"{number}.JPG").write_bytes(data.replace(b"2024:10:12 10:15", b"2024:10:12 1%d:15" % (number + 1)))
    as_written = survey(tmp_path).cameras.set_index("photo")
    assert as_written["flight"].str[:2].tolist() == ["01", "02"]
    corrected = survey(tmp_path, clock_offset="2=-1:00:00").cameras.set_index("photo")
    moved = (corrected["taken"] - as_written["taken"]).dt.total_seconds()
    assert moved.to_dict() == {"0.JPG": 0, "1.JPG": -3600}
    assert corrected["flight"].str[:2].tolist() == ["01", "02"]  # an hour's error joins or cuts no flight


# -- real photos


def test_real_photos_lie_over_their_surface_model(shared_data):
    folder = shared_data / "photos" / "dji_nadir"
    result = survey(folder, folder / "surface_model.tif", timezone="-05:00")
    assert result.cameras.crs.to_epsg() == 32615
    assert len(result.cameras) == len(result.damage) == 10
    edited = result.cameras.loc[result.cameras["edited"], "photo"].str[:8].tolist()
    assert edited == ["DJI_0026", "DJI_0027", "DJI_0028", "DJI_0029"]
    assert result.cameras["note_ja"][result.cameras["edited"]].str.contains("Photo Viewer").all()
    offsets = np.hypot(
        result.damage.geometry.x - result.cameras.geometry.x, result.damage.geometry.y - result.cameras.geometry.y
    )
    assert offsets.max() < 0.2  # straight down


def test_all_real_photos_are_accounted_for(shared_data):
    folder = shared_data / "photos"
    result = survey(folder)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(result.cameras["photo"]) | set(result.rejected["file"]) == files
    assert "odd/flir_zero_position.jpg" in set(result.rejected["file"])
    assert "odd/nikon_zero_rational.jpg" in set(result.cameras["photo"])


def test_real_lenses_and_times_are_read_as_their_makers_mean_them(shared_data):
    folder = shared_data / "photos"
    rtk = read_photo(folder / "odd" / "dji_rtk_1.tif")
    assert (rtk.position_source, rtk.latitude, rtk.lens.source) == ("RTK", pytest.approx(-20.4405845), "calibrated")
    assert rtk.lens.centre_x == pytest.approx(800 - 25.113, abs=0.01)
    parrot = read_photo(folder / "parrot" / "IMG_161122_163234_0000_RGB.JPG")
    assert parrot.lens.focal == pytest.approx(4.812073 * 746.2687, rel=1e-4)
    assert parrot.attitude.pitch == pytest.approx(-84.8, abs=0.1)
    canon = read_photo(folder / "canon" / "IMG_9354.jpg")
    assert canon.gps_time == datetime(2014, 10, 19, 18, 20, 51, tzinfo=UTC)
    assert canon.lens.source == "sensor size"


# -- as a user runs it


def test_in_qgis_the_layers_have_their_fields_and_japanese(provider, flown, dem, tmp_path):
    from qgis import processing

    folder, truth = flown("DJI", -45)
    files = {name: str(tmp_path / f"{name}.gpkg") for name in ("CAMERAS", "DAMAGE", "FOOTPRINTS", "REJECTED")}
    done = processing.run("shimonita:importdronephotos", {"FOLDER": str(folder), "DEM": str(dem), **files})
    assert (done["PHOTO_COUNT"], done["REJECTED_COUNT"]) == (len(truth), 0)
    damage = gpd.read_file(files["DAMAGE"])
    assert damage.crs.to_epsg() == 6677
    assert {"災害種別", "被害程度", "被害状況", "災害発生日時", "撮影日時", "静止画"} <= set(damage.columns)
    assert str(damage["災害発生日時"].dtype).startswith("datetime")
    assert damage["撮影日時"].iloc[0] == datetime(2024, 10, 12, 1, 15, 4, tzinfo=UTC)
    for _, row in damage.iterrows():
        assert distance(row.geometry, truth[row["photo"]].aim) < 0.05
    cameras = gpd.read_file(files["CAMERAS"])
    assert cameras.geometry.has_z.all()
    assert cameras.geometry.iloc[0].z == pytest.approx(truth[cameras["photo"].iloc[0]].pose.z, abs=0.05)
    assert len(gpd.read_file(files["FOOTPRINTS"])) == len(truth)


def test_in_qgis_process_a_user_gets_files_and_counts(flown, dem, tmp_path):
    folder, truth = flown("DJI", -90)
    damage = tmp_path / "被害.gpkg"
    answer = subprocess.run(
        ["qgis_process", "--json", "run", "shimonita:importdronephotos", f"--FOLDER={folder}", f"--DEM={dem}",
         f"--DAMAGE={damage}", f"--REJECTED={tmp_path / 'rejected.csv'}"],
        capture_output=True, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, cwd=REPOSITORY,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    results = json.loads(answer.stdout[answer.stdout.index("{") :])["results"]
    assert results["PHOTO_COUNT"] == len(truth)
    assert len(gpd.read_file(damage)) == len(truth)
