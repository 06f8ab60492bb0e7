"""The Tokyo datum: where a point of an old sheet really is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyproj
import pytest

from shimonita_gis import datum
from shimonita_gis.datum import Datum, transformer
from shimonita_gis.errors import DatumError, InputError
from shimonita_gis.parameterfile import read_parameter_file

# the same point by the national grid TKY2JGD, computed outside this project
TOKYO_PLACE, TRUE_PLACE = (-93590.5, 23726.9), (-93881.979, 24082.032)
ONE_CENTIMETRE = 0.01


@pytest.fixture(scope="module")
def national_grid():
    """GSI's parameters read by jgdtrans: the reference that our PROJ grid must agree with."""
    import jgdtrans

    with datum._national_par_file().open(encoding="utf-8") as file:
        return jgdtrans.load(file, format="TKY2JGD")


@pytest.fixture(scope="module")
def town_points():
    """1,000 places over the town, longitude and latitude."""
    random = np.random.default_rng(1)
    return random.uniform(138.6, 138.9, 1000), random.uniform(36.1, 36.3, 1000)


def test_a_point_of_an_old_sheet_comes_to_its_true_place():
    assert np.allclose(transformer(30169, 6677).transform(*TOKYO_PLACE), TRUE_PLACE, atol=0.002)


def test_and_back():
    assert np.allclose(transformer(6677, 30169).transform(*TRUE_PLACE), TOKYO_PLACE, atol=0.002)


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_the_town_agrees_with_the_national_grid_within_a_centimetre(national_grid, town_points, direction):
    longitude, latitude = town_points
    ours = transformer(4301, 6668) if direction == "forward" else transformer(6668, 4301)
    x, y = ours.transform(longitude, latitude)
    move = getattr(national_grid, direction)
    truth = np.array([move(b, l, 0)[:2] for b, l in zip(latitude, longitude, strict=True)])  # noqa: E741
    metres = np.hypot((x - truth[:, 1]) * 90_000, (y - truth[:, 0]) * 111_000)
    assert metres.max() < ONE_CENTIMETRE


@pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 2), (0,)])
def test_places_come_back_in_the_shape_they_had(shape):
    x, y = transformer(30169, 6677).transform(np.full(shape, TOKYO_PLACE[0]), np.full(shape, TOKYO_PLACE[1]))
    assert np.shape(x) == np.shape(y) == shape


def test_to_wgs84_the_tokyo_datum_goes_by_the_grid_too():
    by_jgd2011 = transformer(6677, 4326).transform(*TRUE_PLACE)
    assert np.allclose(transformer(30169, 4326).transform(*TOKYO_PLACE), by_jgd2011, atol=2e-8)


def test_a_prj_file_of_esri_is_recognised_as_tokyo():
    esri = pyproj.CRS.from_epsg(30169).to_wkt("WKT1_ESRI")
    assert "D_Tokyo" in esri
    assert np.allclose(transformer(esri, 6677).transform(*TOKYO_PLACE), TRUE_PLACE, atol=0.002)


def test_outside_the_grid_is_refused_not_guessed():
    with pytest.raises(DatumError, match="outside its area"):
        transformer(4301, 6668).transform([138.7, 130.5], [36.2, 33.5])


def test_an_approximate_tokyo_definition_is_refused():
    with pytest.raises(DatumError, match="EPSG:30169"):
        transformer("+proj=tmerc +lat_0=36 +lon_0=139.833333 +k=0.9999 +ellps=bessel "
                    "+towgs84=-146.414,507.337,680.507 +type=crs", 6677)  # fmt: skip


def test_nonsense_is_not_a_reference_system():
    with pytest.raises(DatumError, match="EPSG:6677"):
        transformer("EPSG:0", 6677)


def test_reports_say_that_the_earthquake_is_not_accounted_for():
    assert transformer(2451, 6677).assumptions == (datum.NO_EARTHQUAKE_GRID,)
    assert transformer(30169, 4326).assumptions == (datum.NO_EARTHQUAKE_GRID,)
    assert transformer(6677, 4326).assumptions == ()


def test_a_file_that_holds_no_parameters_is_refused(tmp_path):
    (tmp_path / "town.par").write_text("not a parameter file\n" * 20, encoding="utf-8")
    with pytest.raises(InputError, match=r"town\.par"):
        datum.lay_earthquake_grid(tmp_path / "town.par", tmp_path)
    assert not list(tmp_path.glob("*.gsb"))


def par_text(title, shift):
    """A parameter file of third-order meshes around the town; ``shift`` of row and column gives arc-seconds."""
    lines = [title, *["a line of the head"] * 14, "MeshCode   dB(sec)   dL(sec)"]
    for row in range(4325, 4365):
        for column in range(11080, 11120):
            (pp, rest), (uu, other) = divmod(row, 80), divmod(column - 8000, 80)
            code = f"{pp:02d}{uu:02d}{rest // 10}{other // 10}{rest % 10}{other % 10}"
            latitude, longitude = shift(row - 4325, column - 11080)
            lines.append(f"{code} {latitude:9.5f} {longitude:9.5f}")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def earthquake_file(tmp_path_factory):
    """The ground moved a few decimetres to the east-south-east, more so in the east."""
    path = tmp_path_factory.mktemp("par") / "town.par"
    path.write_text(
        par_text("PatchJGD of a made-up earthquake", lambda r, c: (-0.004 - 1e-5 * r * c, 0.012 + 2e-4 * c))
    )
    return path


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_the_towns_own_earthquake_file_agrees_with_jgdtrans(earthquake_file, town_points, direction):
    import jgdtrans

    with earthquake_file.open() as file:
        peer = jgdtrans.load(file, format="PatchJGD")
    longitude, latitude = town_points
    parameters = (read_parameter_file(earthquake_file),)
    codes = (4612, 6668) if direction == "forward" else (6668, 4612)
    x, y = transformer(*codes, parameters).transform(longitude, latitude)
    move = getattr(peer, direction)
    truth = np.array([move(b, l, 0)[:2] for b, l in zip(latitude, longitude, strict=True)])  # noqa: E741
    assert np.hypot((x - truth[:, 1]) * 90_000, (y - truth[:, 0]) * 111_000).max() < 1e-5
    assert np.hypot((x - longitude) * 90_000, (y - latitude) * 111_000).min() > 0.2


def test_from_the_tokyo_datum_it_is_added_to_the_national_grid(earthquake_file):
    parameters = (read_parameter_file(earthquake_file),)
    to_jgd2000 = transformer(30169, 2451).transform(*TOKYO_PLACE)
    expected = transformer(2451, 6677, parameters).transform(*to_jgd2000)
    assert np.allclose(transformer(30169, 6677, parameters).transform(*TOKYO_PLACE), expected, atol=1e-6)
    assert 0.2 < np.hypot(*np.subtract(expected, to_jgd2000)) < 1
    assert transformer(30169, 6677, parameters).assumptions == ()


def test_the_towns_own_tokyo_file_takes_the_place_of_the_national_grid(tmp_path):
    (tmp_path / "own.par").write_text(par_text("JGD2000-TokyoDatum", lambda r, c: (11.6, -11.7)))
    parameters = (read_parameter_file(tmp_path / "own.par"),)
    own = transformer(30169, 6677, parameters)
    assert own.parameters == parameters
    assert own.assumptions == (datum.NO_EARTHQUAKE_GRID,)
    assert 0.05 < np.hypot(*np.subtract(own.transform(*TOKYO_PLACE), TRUE_PLACE)) < 20
    assert np.allclose(transformer(6677, 30169, parameters).transform(*own.transform(*TOKYO_PLACE)), TOKYO_PLACE)


def test_outside_the_towns_own_file_nothing_is_guessed(earthquake_file):
    with pytest.raises(DatumError, match="outside its area"):
        transformer(4612, 6668, (read_parameter_file(earthquake_file),)).transform(140.5, 36.2)


@pytest.mark.parametrize(
    ("title", "shift", "reason"),
    [
        ("SemiDynaEXE of a year", 0.03, "does not join"),
        ("PatchJGD", 2.0, "does not join"),
        ("PatchJGD", float("nan"), "is not a parameter file"),
    ],
)
def test_another_kind_of_parameter_file_is_refused(tmp_path, title, shift, reason):
    (tmp_path / "other.par").write_text(par_text(title, lambda r, c: (shift, shift)))
    with pytest.raises(InputError, match=reason):
        read_parameter_file(tmp_path / "other.par")


@pytest.mark.parametrize(("number", "plane", "geographic"), [(0, 30169, 4301), (1, 2451, 4612), (2, 6677, 6668)])
def test_the_choices_of_the_algorithms(number, plane, geographic):
    assert (Datum(number).plane_epsg, Datum(number).geographic_epsg) == (plane, geographic)


QGIS_SAYS = """
import json, sys
from qgis.core import *
app = QgsApplication([], False, sys.argv[1]); app.initQgis()
move = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:30169"), QgsCoordinateReferenceSystem("EPSG:6677"),
                              QgsCoordinateTransformContext())
place = move.transform(QgsPointXY(-93590.5, 23726.9))
print(json.dumps([place.x(), place.y(), QgsApplication.qgisSettingsDirPath()]))
"""


def qgis_says(profiles):
    """Where QGIS itself, with its profile in ``profiles``, puts the point of the old sheet; its settings folder."""
    # a grid laid in the folder of the user or in the profile of this checkout would serve this QGIS as well
    folders = {"PROJ_USER_WRITABLE_DIRECTORY": str(profiles), "QGIS_CUSTOM_CONFIG_PATH": str(profiles)}
    clean = os.environ | folders
    answer = subprocess.run(
        [sys.executable, "-c", QGIS_SAYS, str(profiles)], check=True, capture_output=True, text=True, env=clean
    )
    *place, settings = json.loads(answer.stdout.splitlines()[-1])
    return np.array(place), settings


def test_qgis_itself_is_450_metres_off_before_and_right_after_the_grid_is_laid(tmp_path):
    place, settings = qgis_says(tmp_path)
    assert 440 < np.hypot(*(place - TRUE_PLACE)) < 470
    folder = Path(settings) / "proj"
    folder.mkdir(exist_ok=True)
    datum.write_shift_grid(datum._national_par_file(), datum.TOKYO_GRID, folder / datum.TOKYO_GRID.name)
    place, _ = qgis_says(tmp_path)
    assert np.hypot(*(place - TRUE_PLACE)) < ONE_CENTIMETRE
