"""Runs inside the desktop: the administrator's window and the history, as an administrator and as a clerk."""

import os
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, os.environ["FOLDER"])
from hands import (
    FOLDER,
    cut_off,
    iface,
    messages,
    opened,
    report,
    rested,
    run,
    screenshot,
    settle,
    wait_for_tasks,
    wait_until,
)
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTabWidget,
    QTreeWidget,
)
from qgis.utils import plugins

HUB = str(FOLDER / "共通基盤")
PEOPLE = {"佐藤": str(FOLDER / "佐藤" / "町の地図.gpkg"), "鈴木": str(FOLDER / "鈴木" / "町の地図.gpkg")}
kept = {}


def be(name):
    from shimonita_gis import settings

    settings.save(replace(settings.load(), hub=HUB, work_copy=PEOPLE[name], editor=name, department="総務"))


def texts(window):
    widgets = window.findChildren(QLabel) + window.findChildren(QPushButton) + window.findChildren(QCheckBox)
    shown = [each.text() for each in widgets if each.isVisible()]
    tables = [t for t in window.findChildren(QTableWidget) if t.isVisible()]
    heads = [t.horizontalHeaderItem(c).text() for t in tables for c in range(t.columnCount())]
    return [window.windowTitle(), *shown, *heads]


def in_dialog(act):
    """Does ``act(dialog)`` in the modal dialog that opens next, and takes a picture of it before."""

    def look():
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(100, look)
            return
        act(dialog)

    QTimer.singleShot(300, look)


def accept(dialog):
    if isinstance(dialog, QMessageBox):
        kept["question"] = [dialog.text(), dialog.informativeText()]
        next(b for b in dialog.buttons() if dialog.buttonRole(b) == QMessageBox.ButtonRole.AcceptRole).click()
    else:
        dialog.findChild(QPushButton, "yes").click()


def press(window, name):
    window.findChild(QPushButton, name).click()


def choose_layer(window, title):
    layers = window.findChild(QTableWidget, "layers")
    row = next(r for r in range(layers.rowCount()) if layers.item(r, 0).text() == title)
    layers.selectRow(row)
    settle()


def catalogue(title):
    from shimonita_gis.hub.catalogue import Catalogue

    return Catalogue.read(HUB).entry(title)


# --- what happens


def two_people():
    """佐藤 is the administrator; both have a work copy, and the map of 佐藤 is open."""
    from qgis import processing

    processing.run("shimonita:createhub", {"HUB": HUB, "EDITOR": "佐藤"})
    for name, path in PEOPLE.items():
        Path(path).parent.mkdir()
        processing.run("shimonita:checkoutlayers", {"HUB": HUB, "WORKCOPY": path, "EDITOR": name})
    open_map("鈴木")
    assert QgsProject.instance().write()
    open_map("佐藤")


def open_map(name):
    from shimonita_gis.gui import sharedmap

    be(name)
    QgsProject.instance().clear()
    QgsProject.instance().setDirty(False)
    window = sharedmap.open_window(iface)
    if not window._open.isHidden() and Path(PEOPLE[name]).with_suffix(".qgz").exists():
        window._open.click()
    assert wait_until(lambda: len(QgsProject.instance().mapLayers()) > 15, 90)
    settle()
    report[f"opened_{name}"] = messages()


def layer_called(title):
    return QgsProject.instance().mapLayersByName(title)[0]


def look_at_it():
    window = kept["window"] = opened("administration")
    choose_layer(window, "避難場所")
    report["texts"], report["cut_off"] = texts(window), cut_off(window)
    screenshot("administration")


def describe():
    """Title, accuracy and source in the form; the label, the choices and the ticks of a field in the table."""
    window = kept["window"]
    window.findChild(QLineEdit, "source").setText("防災計画 2025")
    window.findChild(type(window._form._widgets["accuracy"].widget), "accuracy").setValue(1.75)
    window.findChild(QTabWidget, "parts").setCurrentIndex(1)
    fields = window.findChild(QTableWidget, "fields")
    row = next(r for r in range(fields.rowCount()) if fields.item(r, 0).text() == "capacity")
    fields.item(row, 2).setText("入れる人数")
    fields.item(row, 4).setText("100； 300;500")
    fields.item(row, 6).setCheckState(Qt.CheckState.Checked)
    settle()
    report["waits_for_saving"] = not window.findChild(QTableWidget, "layers").isEnabled()
    report["fields_cut_off"] = cut_off(window)
    screenshot("administration_fields")
    window.findChild(QLineEdit, "reason").setText("計画の改定")
    press(window, "save")
    rested(window)
    entry = catalogue("避難場所")
    report["entry"] = [entry.source, entry.accuracy, entry.labels["capacity"]["ja"], list(entry.choices["capacity"]),
                       "capacity" in entry.personal_fields]  # fmt: skip
    report["messages_saved"] = messages()


def add_a_field():
    window = kept["window"]

    def fill(dialog):
        dialog.findChild(QLineEdit, "new_field").setText("鍵")
        report["new_field_texts"], report["new_field_cut_off"] = texts(dialog), cut_off(dialog)
        screenshot("administration_new_field")
        accept(dialog)

    in_dialog(fill)
    press(window, "add_field")
    rested(window)
    layer = layer_called("避難場所")
    report["field_on_the_map"] = [field.name() for field in layer.fields() if field.name() == "鍵"]
    report["label_on_the_map"] = layer.attributeAlias(layer.fields().indexFromName("capacity"))


def remove_and_take_back():
    window = kept["window"]
    fields = window.findChild(QTableWidget, "fields")
    fields.selectRow(next(r for r in range(fields.rowCount()) if fields.item(r, 0).text() == "capacity"))
    in_dialog(lambda dialog: (screenshot("administration_remove"), accept(dialog)))
    press(window, "remove_field")
    rested(window)
    report["removed"] = "capacity" not in catalogue("避難場所").labels
    report["removal_asked"] = kept["question"]
    press(window, "back")
    rested(window)
    report["taken_back"] = "capacity" in catalogue("避難場所").personal_fields


def a_layer_comes_and_goes():
    window = kept["window"]

    def fill(dialog):
        dialog.findChild(QLineEdit, "new_title").setText("ごみ集積所")
        screenshot("administration_new_layer")
        accept(dialog)

    in_dialog(fill)
    press(window, "add_layer")
    rested(window)
    report["layer_added"] = [layer.name() for layer in QgsProject.instance().mapLayersByName("ごみ集積所")]
    choose_layer(window, "ごみ集積所")
    in_dialog(accept)
    press(window, "remove_layer")
    rested(window)
    report["layer_removed"] = QgsProject.instance().mapLayersByName("ごみ集積所") == []


def bring_in_a_layer():
    """The dialog of 'Add layer to hub' is filled in from the layer that is chosen in QGIS's list."""
    layer = QgsVectorLayer("Point?crs=EPSG:6677&field=name:string", "消火栓の台帳", "memory")
    QgsProject.instance().addMapLayer(layer)
    iface.setActiveLayer(layer)

    def look():
        dialog = next(d for d in QApplication.topLevelWidgets() if d.inherits("QDialog") and "追加" in d.windowTitle())
        report["filled_in"] = [line.text() for line in dialog.findChildren(QLineEdit) if line.text()]
        screenshot("add_layer")
        dialog.close()

    QTimer.singleShot(3000, look)
    plugins["shimonita_gis"].open_algorithm("addlayertohub")
    QgsProject.instance().removeMapLayer(layer.id())


def save_a_style():
    """The administrator paints the places of evacuation pink, for everybody."""
    layer = layer_called("避難場所")
    layer.renderer().symbols(kept["context"])[0].setColor(QColor("#ff00ff"))
    window = kept["window"]
    choose_layer(window, "避難場所")
    window.findChild(QTabWidget, "parts").setCurrentIndex(2)
    screenshot("administration_style")
    in_dialog(lambda dialog: (screenshot("administration_style_question"), accept(dialog)))
    press(window, "save_style")
    rested(window)
    report["style_kept"] = bool(catalogue("避難場所").qml)


def roles():
    window = kept["window"]
    window.findChild(QTabWidget, "tabs").setCurrentIndex(1)
    press(window, "add_person")
    table = window.findChild(QTableWidget, "people")
    table.item(1, 0).setText("鈴木")
    table.item(1, 1).setText("建設")
    table.item(1, 3).setCheckState(Qt.CheckState.Checked)
    report["people_cut_off"] = cut_off(window)
    screenshot("administration_people")
    press(window, "save")
    rested(window)
    from shimonita_gis.hub.catalogue import Catalogue

    report["people"] = [[p.name, p.department, list(p.roles)] for p in Catalogue.read(HUB).people]
    window.reject()
    settle()


def color(title):
    return layer_called(title).renderer().symbols(kept["context"])[0].color().name()


def another_person_opens():
    """鈴木 has an own map since before: the style comes in, the own one is kept in the layer's list of styles."""
    open_map("鈴木")
    report["style_of_others"] = color("避難場所")
    report["styles_kept_aside"] = layer_called("避難場所").styleManager().styles()
    window = opened("administration")
    choose_layer(window, "避難場所")
    report["clerk_may_save"] = window._form.isEnabled()
    report["clerk_is_told"] = window.text.text()
    screenshot("administration_clerk")
    window.reject()


def draw_and_history():
    layer = layer_called("道路")
    layer.startEditing()
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromPolylineXY([QgsPointXY(-93882, 24082), QgsPointXY(-93700, 24100)]))
    feature["name"] = "町道1号"
    feature["uuid"] = "11111111-1111-4111-8111-111111111111"
    layer.addFeature(feature)
    assert layer.commitChanges(), layer.commitErrors()
    plugins["shimonita_gis"].sync("道路台帳から")
    assert wait_for_tasks()
    layer.startEditing()
    drawn = next(layer.getFeatures())
    layer.changeAttributeValue(drawn.id(), layer.fields().indexFromName("name"), "国道")
    assert layer.commitChanges()
    plugins["shimonita_gis"].sync("まちがい")
    assert wait_for_tasks()
    messages()
    window = kept["history"] = opened("history")
    tree = window.findChild(QTreeWidget, "versions")
    assert wait_until(lambda: window._details is None, 60)
    settle()
    report["history"] = [[tree.topLevelItem(i).text(c) for c in range(5)] for i in range(tree.topLevelItemCount())]
    report["history_texts"], report["history_cut_off"] = texts(window), cut_off(window)
    changes = window.findChild(QTreeWidget, "changes")
    item = changes.topLevelItem(0)
    report["change"] = [item.text(0), *(item.child(0).text(c) for c in range(3))]
    screenshot("history")


def bring_back():
    window = kept["history"]
    in_dialog(lambda dialog: (screenshot("history_question"), accept(dialog)))
    press(window, "feature_back")
    rested(window)
    report["brought_back"] = [f["name"] for f in layer_called("道路").getFeatures()]
    layer_called("道路").selectAll()
    press(window, "selected")
    rested(window)
    assert wait_until(lambda: window._details is None, 60)
    tree = window.findChild(QTreeWidget, "versions")
    report["of_the_feature"] = tree.topLevelItemCount()
    report["history_says"] = window.text.text()
    screenshot("history_feature")
    press(window, "show")
    window.findChild(QComboBox, "layer").setCurrentText("道路")
    rested(window)
    window.reject()


def start():
    from qgis.core import QgsRenderContext

    kept["context"] = QgsRenderContext()


run(
    start, two_people, look_at_it, describe, add_a_field, remove_and_take_back, a_layer_comes_and_goes,
    bring_in_a_layer, save_a_style, roles, another_person_opens, draw_and_history, bring_back,
    after=6000, seconds=560,
)  # fmt: skip
