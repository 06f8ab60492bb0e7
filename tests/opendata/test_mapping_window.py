"""The window of columns: guesses shown, a choice kept with the layer, problems that lead to their features."""

import time

import geopandas as gpd
import pytest
import shapely
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer

from shimonita_gis.opendata.mapping import kept_mapping

from .conftest import OFFICE


@pytest.fixture
def sites(qgis_new_project, tmp_path):
    columns = {
        "name": ["小学校", "ホール"],
        "name_kana": ["ショウガッコウ", "ほーる"],
        "洪水": [True, False],
        "別名": ["学校", "館"],
    }
    x, y = OFFICE
    shapes = [shapely.Point(x, y), shapely.Point(x + 300, y)]
    gpd.GeoDataFrame(columns, geometry=shapes, crs=6677).to_file(tmp_path / "sites.gpkg")
    layer = QgsVectorLayer(str(tmp_path / "sites.gpkg"), "避難場所", "ogr")
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def window(provider, qgis_iface, sites):
    from shimonita_gis.gui.mapping import open_window

    qgis_iface.setActiveLayer(sites)
    window = open_window(qgis_iface)
    yield window
    window.close()


def choose(window, column, field):
    row = list(window.mapping()).index(column)
    choice = window._columns.cellWidget(row, 1)
    choice.setCurrentIndex(choice.findData(field))


def test_the_likely_dataset_and_its_guesses_are_shown(window):
    assert window.dataset().id == "evacuation_space"
    chosen = {column: field for column, field in window.mapping().items() if field}
    assert chosen == {"名称": "name", "名称_カナ": "name_kana", "災害種別_洪水": "洪水"}


def test_what_a_person_chooses_is_kept_with_the_layer(window, sites):
    from shimonita_gis.processing.exportdataset import PROPERTY, mapping_of

    choose(window, "名称", "別名")
    window._beside.setChecked(True)
    window._keep()
    assert kept_mapping(sites.customProperty(PROPERTY), window.dataset(), sites.fields().names())["名称"] == "別名"
    again = QgsVectorLayer(sites.source(), "again", "ogr")
    assert mapping_of(again, window.dataset())["名称"] == "別名"


def test_a_problem_leads_to_its_feature(window, sites):
    window.check()
    until = time.monotonic() + 30
    while window._task is not None and time.monotonic() < until:
        QgsApplication.processEvents()
    found = [(r["列"], r["地物番号"]) for r in window._remarks]
    assert ("名称_カナ", "2") in found
    window._jump(found.index(("名称_カナ", "2")), 0)
    assert sites.selectedFeatureIds() == [2]


def test_no_layer_is_said(provider, qgis_iface, qgis_new_project):
    from shimonita_gis.gui.mapping import open_window

    window = open_window(qgis_iface)
    window.check()
    assert "layer" in window._said.text()
    window.close()
