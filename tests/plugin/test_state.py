"""What the page for support tells, and what it keeps to itself."""

from pathlib import Path

import pytest

from shimonita_gis.gui.state import state_of_computer, state_of_share, without_secrets
from shimonita_gis.settings import Settings


@pytest.mark.parametrize(
    "text",
    ["dbname='town' user='x' password='geheim 1' host=db", "PWD=geheim", "postgresql://sato:geheim@db/town"],
)
def test_passwords_are_left_out(text):
    assert "geheim" not in without_secrets(text)


def test_the_home_folder_is_told_without_the_account():
    told = without_secrets(f"{Path.home()}/町の地図.gpkg, C:/share")
    assert told == "~/町の地図.gpkg, C:/share"


def test_versions_and_packages_are_told(qgis_app):
    told = dict(state_of_computer())
    assert {"QGIS", "Qt", "Python", "GDAL", "PROJ", "geopandas", "rasterio"} <= set(told)


def test_what_may_be_done_on_the_share_is_tried(qgis_app, tmp_path):
    (tmp_path / "共通基盤").mkdir()
    told = dict(state_of_share(Settings(hub=str(tmp_path / "共通基盤"), terrain=str(tmp_path / "無い.tif"))))
    assert "can be written" in told["Hub"]
    assert "is not there" in told["Terrain model"]
    assert list((tmp_path / "共通基盤").iterdir()) == []
