"""clusterdamage and damageregister as the toolbox runs them, on files on disk."""

import geopandas
import pytest


@pytest.fixture
def damage_file(damage, tmp_path):
    path = tmp_path / "被害.gpkg"
    damage.to_file(path, layer="被害箇所", engine="pyogrio")
    return path


def run(provider, name, **parameters):
    from qgis import processing

    return processing.run(f"shimonita:{name}", parameters)


def test_incidents_go_to_a_file_and_stay_when_run_again(provider, damage_file, tmp_path):
    first, second = str(tmp_path / "一回目.gpkg"), str(tmp_path / "二回目.gpkg")
    result = run(provider, "clusterdamage", DAMAGE=str(damage_file), OUTPUT=first)
    once = geopandas.read_file(first)
    assert result["INCIDENT_COUNT"] == once["incident"].nunique() == once["best"].sum() == 25
    assert (once.loc[once["best"], "why_best"] != "").all()
    once.loc[0, "incident"] = "手で決めた番号"
    once.to_file(first, engine="pyogrio")
    run(provider, "clusterdamage", DAMAGE=first, OUTPUT=second)
    twice = geopandas.read_file(second)
    assert (twice["incident"] == once["incident"]).all()
    assert twice.crs == once.crs


def test_layer_without_a_feature_gives_a_layer_without_a_feature(provider, damage, tmp_path):
    path, output = tmp_path / "空.gpkg", str(tmp_path / "結果.gpkg")
    damage.iloc[:0].to_file(path, engine="pyogrio", geometry_type="Point")
    assert run(provider, "clusterdamage", DAMAGE=str(path), OUTPUT=output)["INCIDENT_COUNT"] == 0
    assert len(geopandas.read_file(output)) == 0


def test_points_in_degrees_are_grouped_in_metres(provider, damage, tmp_path):
    path, output = tmp_path / "経緯度.gpkg", str(tmp_path / "結果.gpkg")
    damage.to_crs(6668).to_file(path, engine="pyogrio")
    assert run(provider, "clusterdamage", DAMAGE=str(path), OUTPUT=output)["INCIDENT_COUNT"] == 25
    assert geopandas.read_file(output).crs.to_epsg() == 6668
