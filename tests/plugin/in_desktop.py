"""Runs inside the desktop: looks at the plugin as a person does, switches it off and on again, writes a report."""

import json
import os
import sys
import time
import traceback
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
)
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QEvent, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QToolBar, QToolButton
from qgis.utils import iface, isPluginLoaded, plugin_times, plugins, reloadPlugin, unloadPlugin

FOLDER = Path(os.environ["FOLDER"])
PLUGIN = "shimonita_gis"
report = {}


def settle(rounds=30):
    for _ in range(rounds):
        QApplication.processEvents()


def screenshot(name):
    settle()
    QApplication.primaryScreen().grabWindow(0).save(str(FOLDER / f"{name}.png"))


def dock():
    return iface.mainWindow().findChild(QgsDockWidget, "ShimonitaGisDock")


def present():
    """What of the plugin is in the desktop now."""
    window = iface.mainWindow()
    provider = QgsApplication.processingRegistry().providerById("shimonita")
    menus = [action.menu() for action in iface.pluginMenu().actions() if action.menu()]
    toolbar = window.findChild(QToolBar, "ShimonitaGisToolBar")
    return {
        "loaded": isPluginLoaded(PLUGIN),
        "algorithms": sorted(each.id() for each in provider.algorithms()) if provider else [],
        "dock": bool(dock() and dock().isVisible()),
        "menu": [menu.title() for menu in menus if "Shimonita" in menu.title()],
        "toolbar": [action.text() for action in toolbar.actions()] if toolbar else [],
        "modules": sorted(name for name in sys.modules if name.split(".")[0] == PLUGIN),
    }


def present_later():
    """What of the plugin is in the desktop once Qt has deleted what was to be deleted later."""
    settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return present()


def all_texts():
    """Every text of the dock and the plugin's menu."""
    widgets = dock().widget().findChildren(QLabel) + dock().widget().findChildren(QPushButton)
    menu = next(each.menu() for each in iface.pluginMenu().actions() if "Shimonita" in each.text())
    actions = [action for each in [menu, *menu.findChildren(QMenu)] for action in each.actions()]
    return [each.text() for each in widgets + actions if each.text()]


def cut_off():
    """Texts of buttons and labels that do not fit where they stand."""
    return [
        each.text()
        for each in dock().findChildren(QPushButton) + dock().findChildren(QLabel)
        if each.isVisible() and each.text() and each.width() < each.minimumSizeHint().width()
    ]


def all_steps():
    """Opens each step with everything in it; what is cut off in any of them."""
    found = []
    for key in ("hub", "photos", "opendata", "sheets"):
        for name in (f"step_{key}", f"more_{key}"):
            switch = dock().findChild(QToolButton, name)
            if switch:
                switch.click()
        settle()
        found += cut_off()
        screenshot(f"desktop_{key}")
    return found


def tab_order():
    """Names of the dock's buttons in the order in which the Tab key reaches them."""
    first = dock().widget().findChildren(QPushButton)[0]
    reached, widget = [], first
    while True:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and dock().isAncestorOf(widget) and widget.objectName():
            reached.append(widget.objectName())
        widget = widget.nextInFocusChain()
        if widget is first:
            return reached


def page_after_f1(widget):
    """The key of the page of our help that F1 opens where the keyboard is in ``widget``, or ''."""
    QApplication.setActiveWindow(widget.window())
    widget.setFocus()
    settle()
    QTest.keyClick(widget, Qt.Key.Key_F1)
    settle()
    page = plugins[PLUGIN].help._window
    if page is None or not page.isVisible():
        return ""
    page.close()
    return page.page()[0]


def pages_of_windows():
    """What F1 opens in the dock and in every window. Some are docked, where the key is QGIS's own, too."""
    from shimonita_gis.gui.windows import WINDOWS

    pages = {"dock": page_after_f1(dock())}
    for name in ("firststeps", *(each.module for each in WINDOWS)):
        plugins[PLUGIN].windows.open(name)
        window = plugins[PLUGIN].windows._open[name]
        settle()
        pages[name] = page_after_f1(window)
        window.close()
    return pages


def tokyo_point():
    """A point of the Tokyo datum as QGIS itself takes it to JGD2011 (see facts: the true place is known)."""
    systems = [QgsCoordinateReferenceSystem(f"EPSG:{code}") for code in (30169, 6677)]
    point = QgsCoordinateTransform(*systems, QgsProject.instance()).transform(QgsPointXY(-93590.5, 23726.9))
    return [point.x(), point.y()]


def open_dialog():
    """The first button of the dock opens its algorithm's dialog."""
    button = dock().findChild(QPushButton, "georeferencesheet")
    titles = []

    def look():
        titles.extend(each.windowTitle() for each in QApplication.topLevelWidgets() if each.inherits("QDialog"))
        screenshot("dialog")
        for each in QApplication.topLevelWidgets():
            if each.inherits("QDialog") and each.isVisible():
                each.close()

    QTimer.singleShot(1500, look)
    button.click()
    return titles


def options_page():
    def look():
        screenshot("options")
        for each in QApplication.topLevelWidgets():
            if each.inherits("QDialog") and each.isVisible():
                each.close()

    QTimer.singleShot(2500, look)
    plugins[PLUGIN].show_settings()


def state_page():
    from shimonita_gis.gui.state import StateDialog

    dialog = StateDialog(iface.mainWindow())
    dialog.show()
    wait_until(
        lambda: "looking…" not in dialog.text.toPlainText() and "確かめています…" not in dialog.text.toPlainText()
    )
    screenshot("state")
    text = dialog.text.toPlainText()
    dialog.close()
    return text


def wait_until(reached, seconds=40):
    end = time.monotonic() + seconds
    while not reached() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.02)
    return reached()


def card_says(text):
    return wait_until(lambda: any(text in label.text() for label in dock().hub_card.findChildren(QLabel)))


def share_a_layer():
    """A hub, a work copy, an edit in QGIS, and the one large button."""
    from qgis import processing

    from shimonita_gis import settings

    hub, work_copy = str(FOLDER / "共通基盤"), str(FOLDER / "町の地図.gpkg")
    made = processing.run("shimonita:createhub", {"HUB": hub, "EDITOR": "佐藤"})
    settings.remember("createhub", made)
    made = processing.run("shimonita:checkoutlayers", {"HUB": hub, "WORKCOPY": work_copy, "EDITOR": "佐藤"})
    settings.remember("checkoutlayers", made)
    settings.save(replace(settings.load(), editor="佐藤", department="建設課"))
    dock().refresh()
    card = dock().hub_card
    card.look()
    report["card_before"] = card_says("1")
    dock().findChild(QPushButton, "sharedmap").click()
    wait_until(lambda: len(QgsProject.instance().mapLayers()) > 15, 90)
    report["layers"] = sorted(each.name() for each in QgsProject.instance().mapLayers().values())
    (layer,) = QgsProject.instance().mapLayersByName("避難場所")
    layer.startEditing()
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(-93881, 24082)))
    layer.addFeature(feature)
    card.findChild(QPushButton, "sync").click()
    report["unsaved_is_refused"] = [each.text() for each in iface.messageBar().items()]
    layer.commitChanges()
    card.findChild(QLineEdit, "message").setText("避難場所を足した")
    card.findChild(QPushButton, "sync").click()
    report["synced"] = wait_until(lambda: card.findChild(QPushButton, "sync").isEnabled())
    report["card_after"] = wait_until(lambda: "佐藤" in card._state.text()) and card._state.text()
    report["messages"] = [each.text() for each in iface.messageBar().items()]
    table = processing.run("shimonita:hubhistory", {"HUB": hub, "OUTPUT": "TEMPORARY_OUTPUT"})["OUTPUT"]
    report["history"] = [[str(value) for value in each.attributes()] for each in table.getFeatures()]
    screenshot("hub")


@contextmanager
def listening():
    """Every file that Python opens or lists, every connection and every program that it starts."""
    heard, on = [], [True]
    events = ("open", "os.listdir", "os.scandir", "socket.", "subprocess.", "os.system", "urllib.", "sqlite3.")

    def hear(event, arguments):
        if on[0] and event.startswith(events):
            heard.append([event, str(arguments[0]) if arguments else ""])

    sys.addaudithook(hear)
    yield heard
    on[0] = False


def end():
    (FOLDER / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    os._exit(0)  # asks nobody whether to save


def failed(*what):
    """QGIS would show what went wrong in a window or a slot in a dialog, and wait."""
    report["failure"] = "".join(traceback.format_exception(*what))
    end()


def look_around():
    sys.excepthook = failed
    try:
        iface.mainWindow().showMaximized()
        iface.mainWindow().resize(1600, 1000)
        report["seconds"] = float(str(plugin_times[PLUGIN]).rstrip("s"))
        report["started"] = present()
        report["texts"] = all_texts()
        report["tab_order"] = tab_order()
        screenshot("desktop")
        report["cut_off"] = all_steps()
        report["state"] = state_page()
        report["dialog"] = open_dialog()
        options_page()
        share_a_layer()
        report["help"] = pages_of_windows()
        report["tokyo_point"] = tokyo_point()
        unloadPlugin(PLUGIN)
        report["unloaded"] = present_later()
        from qgis.utils import loadPlugin, startPlugin

        with listening() as heard:
            started = loadPlugin(PLUGIN) and startPlugin(PLUGIN)
        report["touched"] = heard
        report["again"] = started and present()
        report["reloaded"] = reloadPlugin(PLUGIN) and present_later()
    except Exception:
        report["failure"] = traceback.format_exc()
    finally:
        end()


QTimer.singleShot(8000, look_around)
