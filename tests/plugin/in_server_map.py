"""Runs inside the desktop: the shared map straight on a server; somebody else is faster; what is then told."""

import json
import os
import sys
from dataclasses import replace

sys.path.insert(0, os.environ["FOLDER"])
from hands import (
    FOLDER,
    cut_off,
    iface,
    messages,
    messages_kept,
    opened,
    report,
    rested,
    run,
    screenshot,
    settle,
    texts,
    wait_for_map,
    wait_until,
)
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsDataSourceUri, QgsProject, QgsProviderRegistry
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTreeWidget,
)
from qgis.utils import plugins

SERVER = json.loads((FOLDER / "server.json").read_text())


def connection():
    """As a person makes it in the browser panel, with user and password in the authentication store."""
    manager = QgsApplication.authManager()
    manager.setMasterPassword("tests", True)
    stored = QgsAuthMethodConfig("Basic")
    stored.setName("役場のサーバー")
    stored.setConfig("username", SERVER["user"])
    stored.setConfig("password", SERVER["password"])
    manager.storeAuthenticationConfig(stored)
    uri = QgsDataSourceUri()
    mode = QgsDataSourceUri.SslMode.SslPrefer
    uri.setConnection("127.0.0.1", str(SERVER["port"]), "town", "", "", mode, stored.id())
    metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
    metadata.saveConnection(metadata.createConnection(uri.uri(False), {}), "役場")


def move():
    from qgis import processing

    from shimonita_gis import settings

    hub = str(FOLDER / "共通基盤")
    processing.run("shimonita:createhub", {"HUB": hub, "EDITOR": "佐藤"})
    how = {"CONNECTION": "役場", "SCHEMA": "共通基盤", "EDITOR": "佐藤"}
    done = processing.run("shimonita:movehubtopostgis", {"HUB": hub, **how})
    report["moved"] = done
    settings.save(replace(settings.load(), hub="", work_copy="", editor="佐藤", department="総務"))


def first_steps():
    """The address is asked for part by part; user and password are chosen by their name."""
    from shimonita_gis import settings

    plugins["shimonita_gis"].windows.open("firststeps")
    window = plugins["shimonita_gis"].windows._open["firststeps"]
    QTimer.singleShot(500, fill_in_address)
    window.findChild(QPushButton, "hub_on_server").click()
    report["joined"] = wait_until(lambda: settings.load().hub == report["moved"]["OUTPUT"], 90)
    settle()
    report["steps_say"] = texts(window)
    screenshot("server_first_steps")
    window.close()


def fill_in_address():
    dialog = QApplication.activeModalWidget()
    report["dialog_opens_empty"] = not dialog.findChild(QPushButton, "yes").isEnabled()
    part = lambda name: dialog.findChild(QLineEdit, name)  # noqa: E731
    part("host").setText("db.example")
    part("database").setText("town")
    dialog._sslmode = "disable"
    part("schema").setText("共通基盤")
    settle()
    report["dialog_refuses"] = texts(dialog)
    screenshot("server_address_refused")
    connection = dialog.findChild(QComboBox, "connection")
    connection.setCurrentText("役場")
    connection.activated.emit(connection.currentIndex())
    settle()
    report["dialog"] = [part("host").text(), dialog.findChild(QSpinBox, "port").value(), part("database").text()]
    report["dialog_texts"], report["dialog_cut_off"] = texts(dialog), cut_off(dialog)
    screenshot("server_address")
    dialog.findChild(QPushButton, "yes").click()


def options():
    """The address passes through QGIS's own options dialog as it was."""
    from qgis.PyQt.QtWidgets import QWidget

    from shimonita_gis import settings
    from shimonita_gis.gui.options import OptionsPage

    before = settings.load()
    parent = QWidget()
    page = OptionsPage(parent, lambda: None)
    page.apply()
    report["options_keep_the_address"] = settings.load() == before
    page._fields["hub"].setFilePath("postgresql://sato:himitsu@db.example/town")
    report["options_refuse_a_password"] = not page.isValid() and "認証" in page._said.text()


def dock():
    """The panel's card, and the state of this computer."""
    from shimonita_gis.gui.state import StateDialog

    card = plugins["shimonita_gis"].dock.hub_card
    plugins["shimonita_gis"].dock.refresh()
    plugins["shimonita_gis"].dock.show()
    card.look()
    report["looked"] = wait_until(lambda: card._task is None, 90)
    settle()
    report["card"] = [each.text() for each in card.findChildren(QLabel) if each.isVisible()]
    report["card_tip"] = card._who.toolTip()
    screenshot("server_dock")
    state = StateDialog(iface.mainWindow())
    state.show()
    report["state_read"] = wait_until(lambda: state._look is None, 90)
    settle()
    report["state"] = state.text.toPlainText()
    state.text.verticalScrollBar().setValue(state.text.verticalScrollBar().maximum())
    screenshot("server_state")
    state.close()


def shared_map():
    from shimonita_gis.gui import sharedmap

    sharedmap.open_window(iface)
    report["opened"] = wait_until(lambda: len(QgsProject.instance().mapLayers()) > 15, 90)
    report["providers"] = sorted({each.providerType() for each in QgsProject.instance().mapLayers().values()})
    report["open_messages"] = messages()


def edit():
    from qgis.core import QgsGeometry, QgsPointXY, QgsVectorLayerUtils

    (layer,) = QgsProject.instance().mapLayersByName("避難場所")
    layer.startEditing()
    index = layer.fields().indexFromName
    place = QgsVectorLayerUtils.createFeature(
        layer,
        QgsGeometry.fromPointXY(QgsPointXY(-93882, 24082)),
        {index("name"): "下仁田小学校", index("capacity"): 100},
    )
    layer.addFeature(place)
    report["drawn"] = layer.commitChanges(), layer.commitErrors()
    wait_until(lambda: False, 3)  # the look after the save
    place = next(layer.getFeatures())
    layer.startEditing()
    layer.changeAttributeValue(place.id(), index("capacity"), 300)
    somebody_else()
    report["saved"] = layer.commitChanges(), layer.commitErrors()
    report["told"] = wait_until(lambda: any("食い違い" in text for text in messages_kept()), 90)
    report["messages"] = messages_kept()
    report["now"] = next(layer.getFeatures())["capacity"]
    form = iface.getFeatureForm(layer, next(layer.getFeatures()))
    report["form"] = sorted({each.text() for each in form.findChildren(QLabel) if each.text()})
    form.close()
    wait_for_map()
    screenshot("server_map")


def somebody_else():
    from shimonita_gis import settings
    from shimonita_gis.hub.changes import RowChange
    from shimonita_gis.hub.store import Hub

    hub = Hub.open(settings.load().hub)

    def work(draft):
        ((uuid, capacity),) = draft.read("evacuation_sites", ["uuid", "capacity"])
        draft.apply([RowChange("evacuation_sites", uuid, "update", {"capacity": capacity}, {"capacity": 250})])

    hub.publish(work, "佐藤", "数え直した")


def conflicts():
    from shimonita_gis.gui import conflicts

    window = conflicts.open_window(iface)
    report["waiting"] = wait_until(lambda: len(window._conflicts) == 1, 90)
    screenshot("server_conflicts")
    window.close()


def history():
    window = opened("history")
    tree = window.findChild(QTreeWidget, "versions")
    assert wait_until(lambda: window._details is None, 60)
    settle()
    report["history"] = [[tree.topLevelItem(i).text(c) for c in range(5)] for i in range(tree.topLevelItemCount())]
    screenshot("server_history")
    report["history_cut_off"] = cut_off(window)
    window.reject()


def administration():
    window = opened("administration")
    layers = window.findChild(QTableWidget, "layers")
    layers.selectRow(next(r for r in range(layers.rowCount()) if layers.item(r, 0).text() == "避難場所"))
    settle()
    window.findChild(QLineEdit, "source").setText("防災計画 2025")
    settle()
    screenshot("server_administration")
    report["administration_cut_off"] = cut_off(window)
    window.findChild(QPushButton, "save").click()
    rested(window)
    report["source"] = catalogue_source()
    report["administration_says"] = window.text.text()
    window.reject()


def catalogue_source():
    from shimonita_gis import settings
    from shimonita_gis.hub.store import Hub

    return Hub.open(settings.load().hub).catalogue().entry("避難場所").source


run(
    connection, move, first_steps, options, dock, shared_map, edit, conflicts, history, administration,
    after=6000, seconds=560,
)  # fmt: skip
