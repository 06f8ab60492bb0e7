"""Runs inside the desktop: the shared map straight on a server; somebody else is faster; what is then told."""

import json
import os
import time
import traceback
from dataclasses import replace
from pathlib import Path

from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsDataSourceUri, QgsProject, QgsProviderRegistry
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QLabel
from qgis.utils import iface

FOLDER = Path(os.environ["FOLDER"])
SERVER = json.loads((FOLDER / "server.json").read_text())
report = {}


def settle(rounds=30):
    for _ in range(rounds):
        QApplication.processEvents()


def wait_until(reached, seconds=90):
    end = time.monotonic() + seconds
    while not reached() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.02)
    return bool(reached())


def screenshot(name):
    wait_until(lambda: not iface.mapCanvas().isDrawing(), 20)
    settle(60)
    QApplication.primaryScreen().grabWindow(0).save(str(FOLDER / f"{name}.png"))


def messages():
    return [each.text() for each in iface.messageBar().items()]


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
    settings.save(replace(settings.load(), hub=done["OUTPUT"], work_copy="", editor="佐藤", department="総務"))


def options():
    """The address passes through QGIS's own options dialog as it was."""
    from qgis.PyQt.QtWidgets import QWidget

    from shimonita_gis import settings
    from shimonita_gis.gui.options import OptionsPage

    before = settings.load()
    parent = QWidget()
    OptionsPage(parent, lambda: None).apply()
    report["options_keep_the_address"] = settings.load() == before


def shared_map():
    from shimonita_gis.gui import sharedmap

    sharedmap.open_window(iface)
    report["opened"] = wait_until(lambda: len(QgsProject.instance().mapLayers()) > 15)
    report["providers"] = sorted({each.providerType() for each in QgsProject.instance().mapLayers().values()})
    report["open_messages"] = messages()
    iface.messageBar().clearWidgets()


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
    report["told"] = wait_until(lambda: any("食い違い" in text for text in messages()))
    report["messages"] = messages()
    report["now"] = next(layer.getFeatures())["capacity"]
    form = iface.getFeatureForm(layer, next(layer.getFeatures()))
    report["form"] = sorted({each.text() for each in form.findChildren(QLabel) if each.text()})
    form.close()
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
    report["waiting"] = wait_until(lambda: len(window._conflicts) == 1)
    screenshot("server_conflicts")
    window.close()


def look_around():
    try:
        iface.mainWindow().showMaximized()
        iface.mainWindow().resize(1600, 1000)
        connection()
        move()
        options()
        shared_map()
        edit()
        conflicts()
    except Exception:
        report["failure"] = traceback.format_exc()
        screenshot("failure")
    finally:
        (FOLDER / "report.json").write_text(
            json.dumps(report, ensure_ascii=False, indent=1, default=str), encoding="utf-8"
        )
        os._exit(0)  # asks nobody whether to save


QTimer.singleShot(6000, look_around)
