"""Runs inside the desktop: an officer reads applications, looks at an area, draws one, answers and refuses."""

import os
import sys
from dataclasses import replace

sys.path.insert(0, os.environ["FOLDER"])
from hands import FOLDER, click_at, iface, press, report, run, screenshot, settle, wait_for_map, wait_until
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QApplication, QLabel, QPushButton
from qgis.utils import plugins

HUB = str(FOLDER / "共通基盤")
kept = {}
X, Y = -93881.979, 24082.032


def window():
    return kept["window"]


def idle():
    return wait_until(lambda: window()._task is None and QgsApplication.taskManager().countActiveTasks() == 0, 90)


def bands():
    return sum(type(item).__name__ == "QgsRubberBand" for item in iface.mapCanvas().scene().items())


def open_counter():
    report["bands_before"] = bands()
    from shimonita_gis import settings
    from shimonita_gis.gui import state

    wait_until(state.grid_path)
    settings.save(replace(settings.load(), hub=HUB, editor="山田"))
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:6677"))
    plugin = plugins["shimonita_gis"]
    plugin.windows.open("counter")
    kept["window"] = plugin.windows._open["counter"]
    idle()
    report["empty"] = window()._said.text()


def read():
    window().read_file(str(FOLDER / "申請.csv"))
    idle()
    report["queue"] = [window()._queue.item(row, 0).text() for row in range(window()._queue.rowCount())]
    report["asked"] = window()._asked.toPlainText()
    report["ticked"] = ticked()
    screenshot("counter")
    screenshot("counter_window", window())
    labels = window().findChildren(QLabel) + window().findChildren(QPushButton)
    report["cut_off"] = [x.text() for x in labels if x.isVisible() and x.width() < x.minimumSizeHint().width()]


def ticked():
    items = [window()._layers.item(i) for i in range(window()._layers.count())]
    report["offered"] = [item.text() for item in items]
    return [item.text() for item in items if item.checkState() == Qt.CheckState.Checked]


def algorithm(name):
    return QgsApplication.processingRegistry().algorithmById(f"shimonita:{name}")


def ask_for_help():
    QApplication.setActiveWindow(window())
    press(Qt.Key.Key_F1, window()._asked)
    settle()
    page = plugins["shimonita_gis"].help._window
    report["help"] = page.page() if page and page.isVisible() else ["", ""]
    screenshot("help")
    page.close()
    QDesktopServices.openUrl(QUrl(algorithm("publishrelease").helpUrl()))
    settle()
    report["help_button"] = page.page()[0] if page.isVisible() else ""
    page.show_page("hub")
    screenshot("help_hub")
    page.close()


def show():
    window().show_area()
    idle()
    wait_for_map()
    report["shown"] = window()._said.text()
    report["on_map"] = window()._band.asGeometry().boundingBox().width()


def answer():
    window().answer(str(FOLDER / "R8-012"))
    idle()
    report["answered"] = window()._said.text()
    report["waiting"] = [window()._queue.item(row, 0).text() for row in range(window()._queue.rowCount())]
    screenshot("counter_answered")


def draw():
    iface.mapCanvas().setExtent(QgsRectangle(X - 600, Y - 400, X + 1000, Y + 600))
    wait_for_map()
    window().draw_area()
    for corner in ((0, 0), (400, 0), (500, 10), (400, 300), (0, 300)):
        click_at(X + corner[0], Y + corner[1])
    report["while_drawing"] = window().isVisible()
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Return)
    settle()
    report["back"] = window().isVisible()
    report["drawn"] = window()._drawn.shape.wkt if window()._drawn else ""
    report["pixel"] = iface.mapCanvas().mapUnitsPerPixel()
    wait_for_map()
    screenshot("counter_drawn")


def refuse():
    window().refuse("")
    idle()
    report["without_reason"] = window()._said.text()
    window().refuse("目的が利用条件に合いません")
    idle()
    report["left"] = window()._queue.rowCount()
    window()._all.setChecked(True)
    settle()
    report["states"] = [window()._queue.item(row, 3).text() for row in range(window()._queue.rowCount())]
    report["told"] = window()._asked.toPlainText()


def close():
    window().close()
    settle()
    report["bands_after"] = bands()


run(open_counter, read, ask_for_help, show, answer, draw, refuse, close)
