"""Runs inside the desktop: two people edit one feature; the shared map and the conflict window."""

import os
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, os.environ["FOLDER"])
from hands import (
    FOLDER,
    cut_off,
    iface,
    messages_kept,
    report,
    run,
    screenshot,
    settle,
    texts,
    wait_for_map,
    wait_until,
)
from qgis.core import QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTreeWidget
from qgis.utils import plugins

HUB = str(FOLDER / "共通基盤")
PEOPLE = {"佐藤": str(FOLDER / "佐藤" / "町の地図.gpkg"), "鈴木": str(FOLDER / "鈴木" / "町の地図.gpkg")}


def be(name):
    from shimonita_gis import settings

    settings.save(replace(settings.load(), hub=HUB, work_copy=PEOPLE[name], editor=name, department="総務"))


def sync(name):
    from qgis import processing

    return processing.run(
        "shimonita:synchub",
        {"WORKCOPY": PEOPLE[name], "EDITOR": name, "MESSAGE": f"{name}の更新", "CONFLICTS": "TEMPORARY_OUTPUT"},
    )


def edited(name, change):
    layer = QgsVectorLayer(f"{PEOPLE[name]}|layername=evacuation_sites", name, "ogr")
    layer.startEditing()
    change(layer)
    assert layer.commitChanges(), layer.commitErrors()


def set_values(layer, capacity, moved):
    feature = next(layer.getFeatures())
    layer.changeAttributeValue(feature.id(), layer.fields().indexFromName("capacity"), capacity)
    place = feature.geometry().asPoint()
    layer.changeGeometry(feature.id(), QgsGeometry.fromPointXY(QgsPointXY(place.x() + moved, place.y())))


def row(name):
    layer = QgsVectorLayer(f"{PEOPLE[name]}|layername=evacuation_sites", name, "ogr")
    feature = next(layer.getFeatures())
    return [feature["capacity"], round(feature.geometry().asPoint().x() - -93882)]


def two_people():
    """佐藤 has drawn a place; both move it and count it anew, and 鈴木 syncs first."""
    from qgis import processing

    processing.run("shimonita:createhub", {"HUB": HUB, "EDITOR": "佐藤"})
    for name, path in PEOPLE.items():
        Path(path).parent.mkdir()
        processing.run("shimonita:checkoutlayers", {"HUB": HUB, "WORKCOPY": path, "EDITOR": name})


def draw_a_place():
    """In the shared map itself, whose form gives the uuid and asks for the name."""
    from qgis.core import QgsVectorLayerUtils

    (layer,) = QgsProject.instance().mapLayersByName("避難場所")
    layer.startEditing()
    index = layer.fields().indexFromName
    feature = QgsVectorLayerUtils.createFeature(
        layer,
        QgsGeometry.fromPointXY(QgsPointXY(-93882, 24082)),
        {index("name"): "下仁田小学校", index("capacity"): 100, index("flood"): True},
        layer.createExpressionContext(),
    )
    layer.addFeature(feature)
    assert layer.commitChanges()
    iface.showAttributeTable(layer)
    settle()
    form = iface.getFeatureForm(layer, next(layer.getFeatures()))
    form.show()
    screenshot("form")
    report["form"] = sorted({each.text() for each in form.findChildren(QLabel) if each.text()})
    form.close()
    for each in QApplication.topLevelWidgets():
        if each.objectName().startswith(("QgsAttributeTableDialog", "AttributeTable")):
            each.close()


def shared_map():
    from shimonita_gis.gui import sharedmap

    be("佐藤")
    sharedmap.open_window(iface)
    report["map_opened"] = wait_until(lambda: len(QgsProject.instance().mapLayers()) > 15, 90)
    report["map_file"] = Path(QgsProject.instance().fileName()).name
    report["map_messages"] = messages_kept()
    report["map_extent"] = iface.mapCanvas().extent().contains(QgsPointXY(-93882, 24082))
    draw_a_place()
    wait_for_map()
    screenshot("shared_map")
    iface.messageBar().clearWidgets()
    before = Path(QgsProject.instance().fileName()).read_bytes()
    again = sharedmap.open_window(iface)
    settle()
    screenshot("shared_map_again")
    report["map_again"] = texts(again)
    report["map_again_cut_off"] = cut_off(again)
    report["map_untouched"] = Path(QgsProject.instance().fileName()).read_bytes() == before
    again.close()


def disagree():
    sync("佐藤")
    sync("鈴木")
    edited("鈴木", lambda layer: set_values(layer, 250, 30))
    edited("佐藤", lambda layer: set_values(layer, 300, -20))
    sync("鈴木")
    be("佐藤")
    iface.messageBar().clearWidgets()
    plugins["shimonita_gis"].sync("佐藤の更新")
    assert wait_until(lambda: iface.messageBar().findChild(QPushButton, "settle"), 120)
    report["sync_says"] = messages_kept()
    screenshot("sync_with_conflicts")


def conflicts():
    iface.messageBar().findChild(QPushButton, "settle").click()
    window = plugins["shimonita_gis"].windows._open["conflicts"]
    report["conflicts_read"] = wait_until(lambda: len(window._conflicts) == 2, 90)
    report["conflict_count"] = len(window._conflicts)
    tree = window.findChild(QTreeWidget)
    settle()
    feature = tree.topLevelItem(0)
    report["feature"] = [feature.text(column) for column in range(5)]
    report["rows"] = sorted([feature.child(i).text(c) for c in range(5)] for i in range(feature.childCount()))
    report["drawn"] = len(window._map._bands)
    screenshot("conflicts")
    report["conflict_texts"] = texts(window)
    report["conflict_cut_off"] = cut_off(window)
    shape = next(feature.child(i) for i in range(2) if feature.child(i).text(0) == "形")
    tree.setCurrentItem(shape)
    report["shapes_drawn"] = len(window._map._bands)
    screenshot("conflict_shapes")
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_2)
    report["after_key_2"] = dict(window._choices)
    window.undo()
    report["after_undo"] = dict(window._choices)
    tree.setCurrentItem(shape)
    QTest.keyClick(tree, Qt.Key.Key_1)
    QTest.keyClick(tree, Qt.Key.Key_2)
    report["choices"] = sorted(window._choices.values())
    window.findChild(QLineEdit, "reason").setText("現地で数えた")
    screenshot("conflicts_chosen")
    window.findChild(QPushButton, "send").click()
    report["decided"] = wait_until(lambda: not window._conflicts and window._task is None, 150)
    screenshot("conflicts_done")
    report["conflict_messages"] = messages_kept()
    sync("鈴木")
    report["both_see"] = [row("佐藤"), row("鈴木")]
    report["back"] = window._back.isEnabled()
    window.close()
    report["bands_left"] = len(window._map._bands)


run(two_people, shared_map, disagree, conflicts, after=6000, seconds=560)
