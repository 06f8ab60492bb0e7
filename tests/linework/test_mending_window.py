"""The window of faults: from fault to fault, mended by a key, undone by another, saved with the layer."""

import time

import geopandas as gpd
import pytest
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from shapely import LineString, box


@pytest.fixture
def streets(qgis_new_project, tmp_path):
    """A main road, two streets that end short of it, and a third one drawn twice with another name."""
    shapes = [
        LineString([(0, 0), (100, 0)]),
        LineString([(20, 30), (20, 0.4)]),
        LineString([(60, 30), (60, -0.6)]),
        LineString([(80, 30), (80, 60)]),
        LineString([(80, 30), (80, 60)]),
    ]
    names = ["国道", "一番街", "二番街", "三番街", "四番街"]
    gpd.GeoDataFrame({"名称": names}, geometry=shapes, crs=6677).to_file(tmp_path / "道路.gpkg")
    layer = QgsVectorLayer(str(tmp_path / "道路.gpkg"), "道路", "ogr")
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def open_faults(provider, qgis_iface):
    from shimonita_gis.gui.mending import MendingWindow

    windows = []

    def open_faults(layer):
        window = MendingWindow(qgis_iface)
        windows.append(window)
        window.choose_layer(layer)
        window.check()
        until = time.monotonic() + 60
        while window._task is not None and time.monotonic() < until:
            QgsApplication.processEvents()
        return window

    yield open_faults
    for window in windows:
        window.close()


def told(window):
    """What the list says: (fault, how it is mended)."""
    rows = [window._list.topLevelItem(number) for number in range(window._list.topLevelItemCount())]
    return [(row.text(0).split(" ")[0], row.text(2)) for row in rows]


def ends(layer):
    return {f["名称"]: f.geometry().vertexAt(1).y() for f in layer.getFeatures() if f["名称"] in ("一番街", "二番街")}


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window._list, key, modifier)


def test_enter_mends_and_leads_to_the_next_fault(open_faults, streets):
    window = open_faults(streets)
    assert sorted(told(window)) == [("A", "Can be mended"), ("A", "Can be mended"), ("The", "Can be mended")]
    window._list.setCurrentItem(window._list.topLevelItem(1))
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Return)
    assert ends(streets) == {"一番街": 0, "二番街": 0}
    assert "2 mended" in window._text.text()


def test_what_would_lose_something_is_left_to_a_person(open_faults, streets):
    window = open_faults(streets)
    window.mend_all()
    assert sorted(told(window)) == [("A", "Mended"), ("A", "Mended"), ("The", "By hand")]
    assert streets.featureCount() == 5


def test_ctrl_z_takes_a_mend_back_and_so_does_qgis(open_faults, streets):
    window = open_faults(streets)
    window.mend_all()
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sorted(ends(streets).values()) == [-0.6, 0]
    streets.undoStack().undo()
    assert ends(streets) == {"一番街": 0.4, "二番街": -0.6}
    assert [state for _, state in told(window)].count("Can be mended") == 2


def test_a_later_edit_is_not_taken_back_instead(open_faults, streets):
    window = open_faults(streets)
    window.mend_all()
    streets.changeAttributeValue(1, 1, "国道254号")
    window.undo()
    assert streets.getFeature(1)["名称"] == "国道254号"
    assert "edited the layer since" in window._text.text()


def test_saved_with_the_layer_and_not_there_at_the_next_check(open_faults, streets):
    window = open_faults(streets)
    window.mend_all()
    assert streets.commitChanges()
    assert ("A", "Mended") in told(window)
    assert told(open_faults(streets)) == [("The", "Can be mended")]


def test_edits_that_are_given_up_are_not_mended(open_faults, streets):
    window = open_faults(streets)
    window.mend_all()
    assert streets.rollBack()
    assert ends(streets) == {"一番街": 0.4, "二番街": -0.6}
    assert "Mended" not in dict(told(window)).values()


def test_a_fault_that_the_person_has_removed_meanwhile_changes_nothing(open_faults, streets):
    window = open_faults(streets)
    streets.startEditing()
    streets.deleteFeature(2)
    window.mend_all()
    assert ends(streets) == {"二番街": 0}


def test_a_layer_that_cannot_be_edited_is_said(open_faults, streets):
    streets.setReadOnly(True)
    window = open_faults(streets)
    window.mend()
    assert "looked at only" in window._text.text()


def test_areas_of_one_part_stay_so(open_faults, qgis_new_project, tmp_path):
    """A mend that would make two parts of one does not fit into a layer of single polygons."""
    fields = [box(0, 0, 10, 10), box(9.9, -5, 10.05, 15)]
    gpd.GeoDataFrame({"名称": ["畑", "畦"]}, geometry=fields, crs=6677).to_file(tmp_path / "fields.gpkg")
    layer = QgsVectorLayer(str(tmp_path / "fields.gpkg"), "fields", "ogr")
    QgsProject.instance().addMapLayer(layer)
    window = open_faults(layer)
    window.mend_all()
    assert {f.geometry().asWkt(2)[:7] for f in layer.getFeatures()} == {"Polygon"}
    assert all(f.geometry().isGeosValid() for f in layer.getFeatures())


def test_no_layer_and_no_fault_are_said(open_faults, qgis_new_project, streets):
    streets.startEditing()
    streets.deleteFeatures([2, 3, 5])
    assert "No fault" in open_faults(streets)._text.text()
    QgsProject.instance().clear()
    assert "no layer" in open_faults(None)._text.text()
