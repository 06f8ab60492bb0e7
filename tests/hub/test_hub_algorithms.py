"""The hub as a person uses it: from the toolbox and from the command line."""

import json
import os
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pyogrio
import pytest

from shimonita_gis.hub.store import Hub

from .conftest import houses


@pytest.fixture
def run(provider):
    from qgis import processing

    return lambda name, **parameters: processing.run(f"shimonita:{name}", parameters)


def qgis_process(name, **parameters):
    """The results that qgis_process prints for ``shimonita:name``, in the profile where .ci/link-plugin put the plugin
    (pytest-qgis gives its own process another one)."""
    profile = Path(__file__).parents[2] / ".build" / "qgis-profile"
    environment = {**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(profile)}
    done = subprocess.run(
        ["qgis_process", "run", f"shimonita:{name}", "-"],
        input=json.dumps({"inputs": {key: str(value) for key, value in parameters.items()}}),
        capture_output=True, text=True, check=False, timeout=120, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["results"]


def test_hub_from_the_command_line(tmp_path):
    made = qgis_process("createhub", HUB=tmp_path / "hub", EDITOR="山田")
    assert made["LAYER_COUNT"] > 15
    houses(crs=4612).to_file(tmp_path / "家.shp", encoding="CP932")
    added = qgis_process(
        "addlayertohub", INPUT=tmp_path / "家.shp", HUB=tmp_path / "hub", TITLE="家屋", DEPARTMENT="税務", OPEN="true",
        PERSONAL="name", FIELDS="name;floors", SOURCE_SHEET="09JB164C", ACCURACY="1.75", UPDATE_CYCLE="3",
        DATUM_HISTORY="日本測地系; JGD2000", SCALE="2500", SOURCE="固定資産家屋図",
    )  # fmt: skip
    assert (added["TABLE"], added["COUNT"], added["VERSION"]) == ("家屋", 5, 2)
    entry = Hub.open(tmp_path / "hub").catalogue().entry("家屋")
    assert (entry.department, entry.open, entry.personal_fields) == ("税務", True, ("name",))
    assert (entry.source_sheet, entry.licence) == ("09JB164C", "CC BY 4.0")
    assert (entry.accuracy, entry.update_cycle, entry.scale, entry.source) == (1.75, "yearly", 2500, "固定資産家屋図")
    assert entry.datum_history == ("日本測地系", "JGD2000", "EPSG:4612")


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


def test_two_people_with_work_copies_from_the_command_line(run, tmp_path):
    hub, mine, theirs = tmp_path / "hub", tmp_path / "自分.gpkg", tmp_path / "同僚.gpkg"
    run("createhub", HUB=str(hub), EDITOR="山田")
    houses().to_file(tmp_path / "a.gpkg")
    run("addlayertohub", INPUT=str(tmp_path / "a.gpkg"), HUB=str(hub), TITLE="家屋")
    run("checkoutlayers", HUB=str(hub), WORKCOPY=str(theirs), EDITOR="鈴木")
    assert qgis_process("checkoutlayers", HUB=hub, LAYERS="家屋;道路", WORKCOPY=mine, EDITOR="山田")["VERSION"] == 2
    rename_in_qgis(theirs, "家0", "鈴木の家")
    rename_in_qgis(mine, "家0", "山田の家")
    assert run("synchub", WORKCOPY=str(theirs), CONFLICTS="TEMPORARY_OUTPUT")["SENT"] == 1
    done = qgis_process("synchub", WORKCOPY=mine, MESSAGE="表札を見た", CONFLICTS=tmp_path / "conflicts.gpkg")
    assert (done["SENT"], done["RECEIVED"], done["CONFLICT_COUNT"], done["VERSION"]) == (0, 1, 1, 4)
    conflict = pyogrio.read_dataframe(tmp_path / "conflicts.gpkg").iloc[0]
    assert list(conflict[["before", "mine", "theirs", "theirs_by"]]) == ["家0", "山田の家", "鈴木の家", "鈴木"]
    assert conflict.geometry.distance(houses().geometry[0].centroid) < 0.01
    history = qgis_process("hubhistory", HUB=hub, LAYER="家屋", OUTPUT=tmp_path / "history.csv")
    assert history["COUNT"] == 2
    assert "鈴木の家" in (tmp_path / "history.csv").read_text()
    assert qgis_process("restorehub", HUB=hub, VERSION=2, LAYER="家屋", EDITOR="佐藤")["NEW_VERSION"] == 5
    assert Hub.open(hub).head().editor == "佐藤"
    (tmp_path / "backups").mkdir()
    checked = qgis_process("checkhub", HUB=hub, BACKUP=tmp_path / "backups")
    assert checked["PROBLEMS"] == 0
    frame = pyogrio.read_dataframe(Hub.open(checked["OUTPUT"]).geopackage(), layer="家屋")
    assert sorted(frame["name"]) == ["家0", "家1", "家2", "家3", "家4"]


def test_the_history_of_a_period(run, hub_with_houses):
    def count(**period):
        return run("hubhistory", HUB=str(hub_with_houses.folder), OUTPUT="TEMPORARY_OUTPUT", **period)["COUNT"]

    everything, today = count(), date.today()
    assert everything > 1
    assert count(START=today.isoformat(), END=today.isoformat()) == everything
    assert count(START=(today + timedelta(days=1)).isoformat()) == 0
    assert count(END=(today - timedelta(days=1)).isoformat()) == 0


def test_what_the_catalogue_lacks_is_asked_for(provider, hub, tmp_path):
    from qgis import processing
    from qgis.core import QgsProcessingException, QgsProcessingFeedback

    houses().to_file(tmp_path / "a.gpkg")
    what = {"INPUT": str(tmp_path / "a.gpkg"), "HUB": str(hub.folder), "TITLE": "家屋", "EDITOR": "山田"}
    with pytest.raises(QgsProcessingException, match="cannot be open and only for its department"):
        processing.run("shimonita:addlayertohub", {**what, "OPEN": True, "DEPARTMENT_ONLY": True})
    feedback = QgsProcessingFeedback()
    processing.run("shimonita:addlayertohub", {**what, "DEPARTMENT_ONLY": True, "SCALE": 2500}, feedback=feedback)
    assert hub.catalogue().entry("家屋").sharing == "department"
    (warning,) = [line for line in feedback.textLog().splitlines() if line.startswith("Not stated yet")]
    assert warning.removeprefix("Not stated yet: ").split(". ")[0] == "Department, Source, Accuracy (m), Update cycle"


def rename_in_qgis(path, old, new):
    """As a person edits: through GDAL, like QGIS's data provider."""
    from osgeo import ogr

    with ogr.Open(str(path), 1) as dataset:
        dataset.ExecuteSQL(f"UPDATE 家屋 SET name = '{new}' WHERE name = '{old}'")


def test_edits_made_with_qgis_itself_while_the_layer_is_open(run, tmp_path):
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer, edit

    hub, path = tmp_path / "hub", tmp_path / "copy.gpkg"
    run("createhub", HUB=str(hub), EDITOR="山田")
    houses().to_file(tmp_path / "a.gpkg")
    run("addlayertohub", INPUT=str(tmp_path / "a.gpkg"), HUB=str(hub), TITLE="houses")
    run("checkoutlayers", HUB=str(hub), WORKCOPY=str(path), EDITOR="山田")
    layer = QgsVectorLayer(f"{path}|layername=houses", "houses")
    with edit(layer):
        first = next(layer.getFeatures("name = '家0'"))
        layer.changeAttributeValue(first.id(), layer.fields().indexOf("name"), "役場")
        layer.deleteFeature(next(layer.getFeatures("name = '家1'")).id())
        new = QgsFeature(layer.fields())
        new["name"] = "駅"
        new.setGeometry(
            QgsGeometry.fromWkt("MultiPolygon (((-93000 24000, -92990 24000, -92990 24010, -93000 24000)))")
        )
        layer.addFeature(new)
    done = run("synchub", WORKCOPY=str(path), CONFLICTS="TEMPORARY_OUTPUT")
    assert (done["SENT"], done["CONFLICT_COUNT"]) == (3, 0)
    frame = pyogrio.read_dataframe(Hub.open(hub).geopackage(), layer="houses")
    assert sorted(frame["name"]) == ["家2", "家3", "家4", "役場", "駅"]
    assert frame["uuid"].notna().all()
    layer.dataProvider().reloadData()
    assert {f["name"] for f in layer.getFeatures()} == set(frame["name"])
    with edit(layer):  # QGIS can go on editing the same layer
        layer.changeAttributeValue(next(layer.getFeatures("name = '駅'")).id(), layer.fields().indexOf("name"), "新駅")
    assert run("synchub", WORKCOPY=str(path), CONFLICTS="TEMPORARY_OUTPUT")["SENT"] == 1


def test_a_personal_field_that_is_mistyped_does_not_stay_open(provider, tmp_path):
    import geopandas as gpd
    from qgis import processing
    from qgis.core import QgsProcessingException
    from shapely import Point

    parcels, hub = str(tmp_path / "土地.gpkg"), str(tmp_path / "hub")
    gpd.GeoDataFrame({"所有者": ["小林花子"]}, geometry=[Point(-93882, 24082)], crs=6677).to_file(parcels)
    processing.run("shimonita:createhub", {"HUB": hub, "EDITOR": "佐藤"})
    what = {"INPUT": parcels, "HUB": hub, "TITLE": "地番図", "OPEN": True, "PERSONAL": ["所有者名"]}
    with pytest.raises(QgsProcessingException, match="has no field 所有者名"):
        processing.run("shimonita:addlayertohub", what)
