"""A person runs the check on a file and gets points with a sentence each."""

import json
import os
import subprocess

import geopandas as gpd
import pytest
from shapely import Point, box


@pytest.fixture
def fields(tmp_path):
    """Two fields that overlap by one metre."""
    path = tmp_path / "農地.gpkg"
    gpd.GeoDataFrame(geometry=[box(0, 0, 10, 10), box(9, 0, 20, 10)], crs="EPSG:6677").to_file(path)
    return path


def test_checktopology_as_a_user_would_run_it(fields, tmp_path):
    output = tmp_path / "faults.gpkg"
    command = ["qgis_process", "--json", "run", "shimonita:checktopology", "--", f"INPUT={fields}", f"OUTPUT={output}"]
    ran = subprocess.run(command, capture_output=True, text=True, env=os.environ, timeout=120)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["results"]["FAULT_COUNT"] == 1
    fault = gpd.read_file(output)
    assert fault.crs.to_epsg() == 6677
    assert fault["message"][0] == "Two areas overlap by 10 m²."
    assert {fault["feature"][0], fault["other"][0]} == {1, 2}


def test_a_layer_of_points_is_refused(provider, tmp_path):
    from qgis import processing
    from qgis.core import QgsProcessingException

    path = tmp_path / "points.gpkg"
    gpd.GeoDataFrame(geometry=[Point(0, 0)], crs="EPSG:6677").to_file(path)
    with pytest.raises(QgsProcessingException):
        processing.run("shimonita:checktopology", {"INPUT": str(path), "OUTPUT": "memory:"})
