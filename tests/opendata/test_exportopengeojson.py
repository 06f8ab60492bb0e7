"""exportopengeojson as a person runs it: the file on the disk, and what stops it."""

import json
import os
import subprocess
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException, QgsVectorLayer

from shimonita_gis.errors import CancelledError, OutputError
from shimonita_gis.opendata import rfc7946
from shimonita_gis.opendata.geojson import export_geojson

from .conftest import OFFICE, OFFICE_LONLAT, OFFICE_TOKYO, square


def run(**parameters):
    from qgis import processing

    return processing.run("shimonita:exportopengeojson", parameters)


def features_of(path):
    return json.loads(path.read_text(encoding="utf-8"))["features"]


def test_a_layer_of_parks_as_rfc_7946(provider, parks, tmp_path):
    output, report = tmp_path / "公園.geojson", tmp_path / "公園.html"
    results = run(INPUT=str(parks), OUTPUT=str(output), REPORT=str(report), LICENSE="PDL1.0")
    assert results["COUNT"] == 5
    assert rfc7946.check(output) == []
    features = features_of(output)
    assert [f["id"] for f in features] == [1, 2, 3, 4, 5]
    assert features[0]["properties"] == {"名称": "中央公園", "面積": 100.5, "番号": 2**40, "開放": True}
    assert features[4]["properties"]["名称"] == "<b>妙義</b>公園"
    source = gpd.read_file(parks).to_crs(4326)
    assert shapely.from_geojson(json.dumps(features[2]["geometry"])).equals_exact(
        source.geometry[2], 1e-7, normalize=True
    )
    assert "PDL1.0" in report.read_text(encoding="utf-8")


def test_gdal_reads_the_same(provider, parks, tmp_path):
    run(INPUT=str(parks), OUTPUT=str(tmp_path / "p.geojson"))
    read, source = gpd.read_file(tmp_path / "p.geojson"), gpd.read_file(parks)
    assert list(read["番号"]) == list(source["番号"])
    assert shapely.hausdorff_distance(read.to_crs(6677).geometry, source.geometry).max() < 0.02


def test_the_old_tokyo_datum_comes_out_in_the_right_place(provider, written, tmp_path):
    path = written([shapely.Point(OFFICE_TOKYO)], crs=30169, 名称=["役場"])
    run(INPUT=str(path), OUTPUT=str(tmp_path / "p.geojson"))
    lon, lat = features_of(tmp_path / "p.geojson")[0]["geometry"]["coordinates"]
    new = written([shapely.Point(OFFICE)], name="new.gpkg", 名称=["役場"])
    run(INPUT=str(new), OUTPUT=str(tmp_path / "q.geojson"))
    assert [lon, lat] == pytest.approx(features_of(tmp_path / "q.geojson")[0]["geometry"]["coordinates"], abs=2e-7)
    assert (lon, lat) == pytest.approx(OFFICE_LONLAT, abs=2e-4)


def test_twice_the_same_bytes(provider, parks, tmp_path):
    for name in ("a", "b"):
        run(INPUT=str(parks), OUTPUT=str(tmp_path / f"{name}.geojson"))
    assert (tmp_path / "a.geojson").read_bytes() == (tmp_path / "b.geojson").read_bytes()


def test_only_chosen_fields_leave(provider, parks, tmp_path):
    run(INPUT=str(parks), FIELDS=["名称"], OUTPUT=str(tmp_path / "p.geojson"))
    assert {tuple(f["properties"]) for f in features_of(tmp_path / "p.geojson")} == {("名称",)}


def test_a_layer_without_reference_system_is_refused(provider, tmp_path):
    path = tmp_path / "nowhere.gpkg"
    gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(1, 2)]).to_file(path)
    with pytest.raises(QgsProcessingException, match="reference system"):
        run(INPUT=str(path), OUTPUT=str(tmp_path / "p.geojson"))
    assert not (tmp_path / "p.geojson").exists()


def test_a_layer_that_lives_only_in_qgis(provider, tmp_path):
    layer = QgsVectorLayer("Polygon?crs=EPSG:6677&field=名称:string", "一時", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt(square(*OFFICE).wkt))
    feature["名称"] = "仮設"
    layer.dataProvider().addFeature(feature)
    run(INPUT=layer, OUTPUT=str(tmp_path / "p.geojson"))
    assert features_of(tmp_path / "p.geojson")[0]["properties"]["名称"] == "仮設"


def test_personal_fields_stop_until_released_by_name(provider, written, tmp_path):
    columns = {"氏名": ["山田 太郎", "佐藤 花子"], "電話番号": ["0274-82-2111", ""], "区": ["1", "2"]}
    path = written([shapely.Point(OFFICE)] * 2, **columns)
    with pytest.raises(QgsProcessingException, match="氏名"):
        run(INPUT=str(path), OUTPUT=str(tmp_path / "p.geojson"))
    assert not (tmp_path / "p.geojson").exists()
    with pytest.raises(QgsProcessingException, match="approver"):
        run(INPUT=str(path), RELEASE=["氏名", "電話番号"], OUTPUT=str(tmp_path / "p.geojson"))
    report = tmp_path / "r.html"
    run(INPUT=str(path), RELEASE=["氏名", "電話番号"], APPROVER="総務課長 <b>", OUTPUT=str(tmp_path / "p.geojson"),
        REPORT=str(report))  # fmt: skip
    assert "総務課長 &lt;b&gt;" in report.read_text(encoding="utf-8")
    run(INPUT=str(path), FIELDS=["区"], OUTPUT=str(tmp_path / "q.geojson"))
    assert features_of(tmp_path / "q.geojson")[1]["properties"] == {"区": "2"}


def test_a_folder_that_is_not_there(provider, parks, tmp_path):
    with pytest.raises(OutputError, match="folder does not exist"):
        export_geojson(parks, tmp_path / "no" / "p.geojson")


def test_cancelled_leaves_the_old_file(parks, tmp_path):
    target = tmp_path / "p.geojson"
    target.write_text("old")
    with pytest.raises(CancelledError):
        export_geojson(parks, target, cancelled=lambda: True)
    assert target.read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["p.geojson", "公園.gpkg"]


def test_cp932_shapefiles_of_a_real_town(provider, shared_data, tmp_path):
    for path in sorted((shared_data / "opendata" / "yaizu").glob("*.shp")):
        output = tmp_path / f"{path.stem}.geojson"
        count = run(INPUT=str(path), OUTPUT=str(output))["COUNT"]
        assert count == len(gpd.read_file(path)) == len(features_of(output))
        assert rfc7946.check(output) == []
    assert "焼津第6自治会" in (tmp_path / "自治会区域.geojson").read_text(encoding="utf-8")


def test_qgis_process(parks, tmp_path):
    profile = Path(__file__).parents[2] / ".build" / "qgis-profile"  # pytest-qgis gives its own process another one
    output = tmp_path / "p.geojson"
    done = subprocess.run(
        ["qgis_process", "run", "shimonita:exportopengeojson", "--", f"INPUT={parks}", f"OUTPUT={output}"],
        capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(profile)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(features_of(output)) == 5
