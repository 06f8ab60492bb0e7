"""Runs in a QGIS without a screen: opens every window in the theme that is named, and prints what is too faint."""

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import conftest  # noqa: F401 - registers the plugin's package
from plugin.eyes import faint
from qgis.core import QgsApplication
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QMainWindow, QVBoxLayout, QWidget

application = QgsApplication([], True)
application.initQgis()
QgsApplication.setUITheme(sys.argv[1])
main = QMainWindow()
main.resize(1500, 900)
canvas, bar = QgsMapCanvas(main), QgsMessageBar(main)


class Interface:
    """As much of QGIS's own as a window asks for when it opens."""

    mainWindow = lambda self: main  # noqa: E731, N815
    mapCanvas = lambda self: canvas  # noqa: E731, N815
    messageBar = lambda self: bar  # noqa: E731, N815
    activeLayer = lambda self: None  # noqa: E731, N815
    addDockWidget = lambda self, area, dock: main.addDockWidget(area, dock)  # noqa: E731, N815
    addTabifiedDockWidget = lambda self, area, dock, **how: main.addDockWidget(area, dock)  # noqa: E731, N815

    def __getattr__(self, name):
        return lambda *given, **named: None


def settle():
    for _ in range(30):
        application.processEvents()


def windows():
    """(name, window) of each window, one after the other."""
    from shimonita_gis.gui.contrast import keep_readable
    from shimonita_gis.gui.dock import Dock
    from shimonita_gis.gui.help import Help
    from shimonita_gis.gui.state import StateDialog
    from shimonita_gis.gui.windows import WINDOWS, Windows
    from shimonita_gis.processing.provider import ShimonitaProvider

    QgsApplication.processingRegistry().addProvider(ShimonitaProvider())
    dock = Dock(main)
    dock.practice_card.show()
    main.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    own = {"dock": dock, "help": Help(main), "state": StateDialog(main)}
    own["help"].show_page("hub")
    for name, window in own.items():
        keep_readable(window)
        yield name, window
    opened = Windows(Interface(), lambda window, name: keep_readable(window))
    for name in ("firststeps", *(each.module for each in WINDOWS)):
        opened.open(name)
        yield name, opened._open[name]


def faint_text():
    """A window with a text that nobody can read."""
    window = QWidget()
    label = QLabel("読みにくい文")
    label.setStyleSheet("color: #999999; background: white; font-size: 14pt")
    QVBoxLayout(window).addWidget(label)
    return window


def look(window):
    window.show()
    settle()
    found = faint(window)
    window.close()
    settle()
    return found


main.show()
report = {name: look(window) for name, window in windows()}
report["a faint text"] = look(faint_text())
print(json.dumps(report, ensure_ascii=False), flush=True)
os._exit(0)
