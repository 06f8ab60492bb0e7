"""The hub as a person uses it: from the toolbox and from the command line."""

import json
import subprocess

import pyogrio
import pytest

from shimonita_gis.hub.store import Hub

from .conftest import houses


@pytest.fixture
def run(provider):
    from qgis import processing

    return lambda name, **parameters: processing.run(f"shimonita:{name}", parameters)


def qgis_process(name, **parameters):
    """The results that qgis_process prints for ``shimonita:name``."""
    done = subprocess.run(
        ["qgis_process", "run", f"shimonita:{name}", "-"],
        input=json.dumps({"inputs": {key: str(value) for key, value in parameters.items()}}),
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["results"]


def test_hub_from_the_command_line(tmp_path):
    made = qgis_process("createhub", HUB=tmp_path / "hub", EDITOR="山田")
    assert made["LAYER_COUNT"] > 15
    houses(crs=4612).to_file(tmp_path / "家.shp", encoding="CP932")
    added = qgis_process(
        "addlayertohub", INPUT=tmp_path / "家.shp", HUB=tmp_path / "hub", TITLE="家屋", DEPARTMENT="税務", OPEN="true",
        PERSONAL="name", FIELDS="name;floors", SOURCE_SHEET="09JB164C",
    )  # fmt: skip
    assert (added["TABLE"], added["COUNT"], added["VERSION"]) == ("家屋", 5, 2)
    entry = Hub.open(tmp_path / "hub").catalogue().entry("家屋")
    assert (entry.department, entry.open, entry.personal_fields) == ("税務", True, ("name",))
    assert (entry.source_sheet, entry.licence) == ("09JB164C", "CC BY 4.0")


def test_a_layer_that_lives_only_in_qgis(run, tmp_path):
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    run("createhub", HUB=str(tmp_path / "hub"), EDITOR="山田")
    layer = QgsVectorLayer("Point?crs=EPSG:6668&field=名称:string", "memory", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["役場"])
    feature.setGeometry(QgsGeometry.fromWkt("Point (138.7892 36.2125)"))
    layer.dataProvider().addFeature(feature)
    result = run("addlayertohub", INPUT=layer, HUB=str(tmp_path / "hub"), TITLE="町の施設")
    frame = pyogrio.read_dataframe(Hub.open(tmp_path / "hub").geopackage(), layer=result["TABLE"])
    assert frame["名称"].tolist() == ["役場"]
    assert (frame.geometry[0].x, frame.geometry[0].y) == pytest.approx((-93882, 24082), abs=3)


def test_what_cannot_be_added_is_told_in_one_sentence(run, tmp_path):
    from qgis.core import QgsProcessingException

    run("createhub", HUB=str(tmp_path / "hub"), EDITOR="山田")
    houses().set_crs(None, allow_override=True).to_file(tmp_path / "where.shp")
    with pytest.raises(QgsProcessingException, match="does not say its reference system"):
        run("addlayertohub", INPUT=str(tmp_path / "where.shp"), HUB=str(tmp_path / "hub"), TITLE="家屋")
    houses().to_file(tmp_path / "a.gpkg")
    with pytest.raises(QgsProcessingException, match="is not a hub"):
        run("addlayertohub", INPUT=str(tmp_path / "a.gpkg"), HUB=str(tmp_path), TITLE="家屋")
    assert Hub.open(tmp_path / "hub").head().number == 1
