"""The photo viewer in the real desktop, in Japanese, over two small flights of the sample town."""

import re
import shutil
from pathlib import Path

import numpy as np
import pytest
import shapely
from plugin.desktop import install, run_desktop
from triage.disaster import hub_of
from triage.scene import ground_of

import sample_town
from shimonita_gis.photos.sight import areas, lengths

pytestmark = pytest.mark.desktop
SCREENSHOTS = Path(__file__).parents[2] / ".build" / "screenshots"
JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
SIGNS = {"◀", "▶"}
PIXEL, CORNERS = (400.0, 300.0), ((300.0, 300.0), (420.0, 300.0), (420.0, 380.0))


@pytest.fixture(scope="module")
def flight():
    """(town, its photos): one drone looks at the landslide from the south, another one straight down."""
    town = sample_town.make_town(seed=1)
    oblique = sample_town.fly(town, maker="DJI", count=3, pitch=-45, seed=1)
    return town, oblique, sample_town.fly(town, maker="Autel", count=2, pitch=-90, seed=2)


@pytest.fixture(scope="module")
def report(flight, plugin_zip, tmp_path_factory):
    folder = tmp_path_factory.mktemp("viewer")
    town, oblique, nadir = flight
    town.write_terrain(folder / "dem.tif")
    for photo in (*oblique, *nadir):
        photo.write(folder / "photos")
    hub_of(town, folder / "共通基盤")
    shutil.copy(Path(__file__).with_name("hands.py"), folder)
    install(plugin_zip, folder)
    report = run_desktop(folder, Path(__file__).with_name("in_desktop_viewer.py"), folder, timeout=600)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for picture in folder.glob("*.png"):
        shutil.copy(picture, SCREENSHOTS)
    assert "failure" not in report, report["failure"]
    return report


@pytest.fixture
def truth(flight):
    """``truth(u, v)``: where the first photo truly shows that pixel."""
    return lambda u, v: np.array(flight[1][0].ground(u, v), float)


def test_the_first_photo_is_shown_and_every_text_is_japanese(report):
    assert "JPG" in report["shown"]
    assert [text for text in report["texts"] if not JAPANESE.search(text) and text not in SIGNS] == []
    assert report["cut_off"] == []
    assert report["progress"].startswith("5")
    assert report["since"] in report["shown"]  # the first photo's minute, on the same clock


def test_two_strokes_grade_a_photo_in_the_file_and_undo_takes_them_back(report):
    assert report["saved"]
    assert ["土砂崩れ", "大"] in report["graded"]
    assert "1" in report["progress_after"]
    assert report["taken_back"]


def test_a_key_that_qgis_knows_too_grades_where_the_photo_has_the_keyboard(report):
    assert report["saved_medium"] and ["土砂崩れ", "中"] in report["graded_medium"]
    assert not report["snapping"]


def test_hand_over_the_photo_shows_the_spot_on_the_map(report, truth):
    assert report["hovered"]
    assert np.hypot(*(np.array(report["spot"]) - truth(*PIXEL)[:2])) < 1.5  # the hand rests on a pixel of the screen


def test_click_in_the_photo_puts_the_damage_point_there(report, truth):
    assert report["clicked"]
    assert np.hypot(*(np.array(report["placed"]) - truth(*PIXEL)[:2])) < 1.5
    assert re.search(r"\d", report["said_of_place"])


def test_damage_point_in_another_district_says_so_and_goes_back(report, flight):
    name, *place = report["moved_to"]
    assert name != report["moved_from"]
    districts = flight[0].districts.set_index("名称").geometry
    assert shapely.contains_xy(districts[name], *place)
    assert report["shown_of_moved"]
    assert report["moved_back"]


def test_another_point_is_made_and_taken_back(report):
    assert report["made"] and report["points"] == 6 and report["unmade"]


def test_hand_over_the_map_marks_the_spot_in_the_photo(report):
    u, v, hidden = report["marked"]
    assert (u, v) == pytest.approx(PIXEL, abs=6)  # the map's pixels are larger than the photo's
    assert not hidden


def test_click_on_the_map_shows_the_photos_of_the_place(report):
    everything, of_place = report["of_place"]
    assert everything == 5 and 1 <= of_place <= 5
    assert str(of_place) in report["said_of_photos"]
    assert report["all_again"] == 5


def test_before_and_after_stand_beside_each_other(report):
    assert any("MAX_" in name for name in report["compared"])
    assert report["compared_mark"]


def numbers(text):
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


def test_lengths_and_areas_are_those_of_the_terrain(report, truth, flight):
    height_at = ground_of(flight[0]).height_at
    corners = [truth(*corner) for corner in CORNERS]
    level, along = lengths(corners[:2], height_at)
    assert sorted(numbers(report["length"])) == pytest.approx(sorted((level, along)), abs=1.5)
    level, slope = areas(corners, height_at)
    assert sorted(numbers(report["area"])) == pytest.approx(sorted((level, slope)), rel=0.1)
    assert report["corner_back"] == 2 and report["measured_away"]


def test_filters_leave_what_is_wanted(report):
    found = report["filters"]
    assert found["all"] == found["again"] == 5
    assert found["ungraded"] == 4
    assert found["kind"] == 1
    assert found["flight"] in (2, 3)
    assert found["later"][0] == 0 and JAPANESE.search(found["later"][1])


def test_each_district_shows_the_photos_whose_damage_lies_in_it(report, flight):
    districts = flight[0].districts.set_index("名称").geometry
    assert sorted(map(len, report["districts"].values())) == [1, 4]
    for name, places in report["districts"].items():
        assert shapely.contains_xy(districts[name], np.array(places)).all(), name
    assert report["all_districts"] == 5


def test_photos_are_split_dragged_and_joined_and_each_is_taken_back(report):
    for step in ("split", "dragged_back", "drag_undone", "joined", "join_undone", "split_undone"):
        assert report[step], step
    assert len(report["best"]) == report["incidents"]


def test_response_is_noted_on_every_photo_of_the_incident(report):
    assert report["noted"]
    assert report["states"] == ["応急対応中"]
    assert "土のうを積んだ ここ" in report["timeline"][0] and "山田" in report["timeline"][0]


def test_register_is_asked_for_with_the_layers_of_the_window(report):
    title, *chosen = report["register"]
    assert "台帳" in title
    assert any("DAMAGE" in text for text in chosen) and any("CAMERAS" in text for text in chosen)


def test_photo_that_is_gone_or_cut_off_is_said_and_the_rest_goes_on(report):
    assert "DJI_0003.JPG" in report["gone"] and JAPANESE.search(report["gone"])
    assert "MAX_0001.JPG" in report["cut"] and JAPANESE.search(report["cut"])
    assert report["goes_on"] and report["gone_is_graded"]


@pytest.mark.parametrize("case", ["no_terrain", "far_away", "no_damage_layer", "no_photo", "no_layer"])
def test_what_is_missing_is_said_plainly(report, case):
    assert JAPANESE.search(report[case]), report[case]
    assert report["still_shown"]


def test_nothing_stays_on_the_map_and_python_searches_all_objects_again(report):
    assert report["bands_closed"] < report["bands_open"]
    assert report["spared_closed"] == 0 < report["spared_open"]
