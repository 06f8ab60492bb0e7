"""Runs inside the desktop: photos are imported by the dialog; their layers, a tip and a form are looked at."""

import os
import sys

sys.path.insert(0, os.environ["FOLDER"])

from hands import FOLDER, iface, point_at, report, run, screenshot, settle, wait_for_map, wait_for_tasks, wait_until
from qgis import processing
from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QApplication, QLabel, QTabWidget, QTextBrowser


def rest(seconds):
    wait_until(lambda: False, seconds)


def layer_with(field):
    layers = QgsProject.instance().mapLayers().values()
    return next(layer for layer in layers if layer.fields().indexFromName(field) >= 0)


def import_by_the_dialog():
    given = {"FOLDER": str(FOLDER / "カード"), "DEM": str(FOLDER / "標高.tif")}
    dialog = processing.createAlgorithmDialog("shimonita:importdronephotos", given)
    dialog.show()
    dialog.runAlgorithm()
    report["ran"] = wait_until(dialog.wasExecuted, 90)
    report["results"] = {key: str(value) for key, value in dialog.results().items()}
    settle()
    screenshot("import_log")
    dialog.close()
    report["pictures_made"] = wait_for_tasks()
    report["layers"] = [node.name() for node in QgsProject.instance().layerTreeRoot().findLayers()]


def judge():
    damage = layer_with("災害種別")
    judged = zip(damage.getFeatures(), (("土砂崩れ", "大"), ("道路損壊", "中"), ("倒木", "小")), strict=False)
    damage.startEditing()
    for feature, values in judged:
        for name, value in zip(("災害種別", "被害程度"), values, strict=True):
            damage.changeAttributeValue(feature.id(), damage.fields().indexFromName(name), value)
    report["saved"] = damage.commitChanges()
    iface.mapCanvas().setExtent(damage.extent().buffered(60))
    iface.mapCanvas().refresh()
    wait_for_map()
    rest(1)
    screenshot("import_map")


def point_at_a_damage():
    iface.actionMapTips().setChecked(True)
    damage = layer_with("災害種別")
    iface.setActiveLayer(damage)
    place = next(damage.getFeatures()).geometry().centroid().asPoint()
    point_at(place.x() + 30, place.y())
    settle()
    point_at(place.x(), place.y())
    wait_until(lambda: tip_text(), 15)
    report["tip"] = tip_text()
    screenshot("import_tip")


def tip_text():
    """What QGIS's tip says; it is a QTextBrowser where QGIS has no WebKit."""
    tips = [each for each in iface.mapCanvas().findChildren(QTextBrowser) if each.isVisible()]
    return tips[0].toPlainText() if tips else ""


def open_the_form():
    damage = layer_with("災害種別")
    form = iface.getFeatureForm(damage, next(damage.getFeatures()))
    form.show()
    form.resize(760, 820)
    rest(1)
    report["form"] = [each.text() for each in form.findChildren(QLabel) if each.isVisible()]
    (tabs,) = form.findChildren(QTabWidget)[:1]
    report["tabs"] = [tabs.tabText(index) for index in range(tabs.count())]
    screenshot("import_form")
    form.close()


def open_the_table():
    iface.showAttributeTable(layer_with("reason_ja"))
    rest(2)
    screenshot("import_rejected")
    for window in QApplication.topLevelWidgets():
        if window is not iface.mainWindow():
            window.close()


run(import_by_the_dialog, judge, point_at_a_damage, open_the_form, open_the_table, after=6000)
