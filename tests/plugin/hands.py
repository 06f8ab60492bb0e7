"""What a script inside the desktop needs to act as a person does: move, click, press keys, look, and write a report.

The test copies this file beside what the script works on, into FOLDER.
"""

import json
import os
import sys
import time
import traceback
from pathlib import Path

from qgis.core import QgsApplication, QgsPointXY, QgsProject
from qgis.gui import QgsAttributeDialog
from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialogButtonBox, QLabel, QPushButton
from qgis.utils import iface, plugins

FOLDER = Path(os.environ["FOLDER"])
report = {}


def settle(rounds=20):
    for _ in range(rounds):
        QApplication.processEvents()


def screenshot(name, window=None):
    """A picture of the screen, or of one window on it."""
    wait_for_map()
    picture = QApplication.primaryScreen().grabWindow(0)
    if window is not None:
        picture = picture.copy(window.frameGeometry())
    picture.save(str(FOLDER / f"{name}.png"))


def wait_until(reached, seconds=30):
    end = time.monotonic() + seconds
    while not reached() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)
    return bool(reached())


def wait_for_map():
    """QGIS begins to draw a moment after the map has changed."""
    settle()
    wait_until(lambda: iface.mapCanvas().isDrawing(), 0.1)
    wait_until(lambda: not iface.mapCanvas().isDrawing())


def wait_for_tasks():
    return wait_until(lambda: QgsApplication.taskManager().countActiveTasks() == 0)


def on_screen(x, y):
    """A place of the map in pixels of the canvas."""
    point = iface.mapCanvas().getCoordinateTransform().transform(QgsPointXY(x, y))
    return QPoint(round(point.x()), round(point.y()))


def point_at(x, y):
    """Moves the mouse there; a jitter, since Qt tells nothing of a move to the same pixel."""
    viewport = iface.mapCanvas().viewport()
    QTest.mouseMove(viewport, on_screen(x, y) + QPoint(1, 0))
    settle(2)
    QTest.mouseMove(viewport, on_screen(x, y))
    settle(2)


def click_at(x, y, button=Qt.MouseButton.LeftButton, held=Qt.KeyboardModifier.NoModifier):
    point_at(x, y)
    QTest.mouseClick(iface.mapCanvas().viewport(), button, held, on_screen(x, y))
    settle(2)


def press(key, widget=None, held=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget or iface.mapCanvas(), key, held)
    settle(2)


def messages_kept():
    """What QGIS's message bar says now."""
    return [each.text() for each in iface.messageBar().items()]


def messages():
    """The same; it is emptied."""
    said = messages_kept()
    iface.messageBar().clearWidgets()
    return said


def answer_form(button, values, picture):
    """When the form of a new feature comes up: looks, fills it in, presses ``button``."""

    def answer():
        dialog = next((each for each in QApplication.topLevelWidgets() if isinstance(each, QgsAttributeDialog)), None)
        if dialog is None or not dialog.isVisible():
            QTimer.singleShot(100, answer)
            return
        report.setdefault("forms", []).append(dialog.windowTitle())
        screenshot(picture)
        for field, value in values.items():
            dialog.attributeForm().changeAttribute(field, value)
        dialog.findChild(QDialogButtonBox).button(button).click()

    QTimer.singleShot(100, answer)


def tell(sign, text=""):
    """Leaves a sign for the desktop beside this one, whose FOLDER lies in the same folder."""
    beside = FOLDER.parent / f"{sign}.part"
    beside.write_text(text, encoding="utf-8")
    beside.rename(FOLDER.parent / sign)


def told(sign, seconds=200):
    """The text of a sign that the desktop beside this one leaves, once it has."""
    assert wait_until((FOLDER.parent / sign).exists, seconds), f"the other desktop did not say {sign!r}"
    return (FOLDER.parent / sign).read_text(encoding="utf-8")


def window(name):
    """An open window of the plugin."""
    return plugins["shimonita_gis"].windows._open[name]


def rested(window):
    """Until the window asks nothing of the hub and the sync that follows is over."""
    assert wait_until(lambda: window._task is None, 120)
    assert wait_for_tasks()
    settle()
    assert wait_until(lambda: window._task is None, 120)


def opened(name):
    """The window of this module, opened as from the menu, once it rests."""
    plugins["shimonita_gis"].windows.open(name)
    rested(plugins["shimonita_gis"].windows._open[name])
    return plugins["shimonita_gis"].windows._open[name]


def card():
    """The dock's first card."""
    return plugins["shimonita_gis"].dock.hub_card


def idle():
    """Neither a task nor a look at the hub is under way."""
    tasks = QgsApplication.taskManager()
    return wait_until(lambda: card()._task is None and tasks.countActiveTasks() == 0, 90)


def sync(message):
    """The large button of the dock, pressed and waited for."""
    card()._message.setText(message)
    card()._sync.click()
    screenshot("syncing")
    assert wait_until(lambda: card()._sync.isEnabled(), 90)
    idle()


def layer_of(table):
    """The layer of the shared map that holds this table of the hub."""
    layers = QgsProject.instance().mapLayers().values()
    return next(each for each in layers if each.source().endswith(f"|layername={table}"))


def road(name):
    """The first road of that name in the shared map."""
    features = layer_of("roads").getFeatures(f"\"name\" = '{name}'")
    return min(features, key=lambda feature: feature["uuid"])


def value(name, field):
    """What the shared map holds of a road."""
    return road(name)[field]


def edit(name, field, value):
    """Changes one value of a road and saves, by QGIS's own buttons."""
    layer = layer_of("roads")
    iface.setActiveLayer(layer)
    iface.actionToggleEditing().trigger()
    layer.changeAttributeValue(road(name).id(), layer.fields().indexFromName(field), value)
    iface.actionSaveActiveLayerEdits().trigger()
    iface.actionToggleEditing().trigger()
    settle()


def texts(window):
    """Everything that a person can read in ``window``."""
    labels = window.findChildren(QLabel) + window.findChildren(QPushButton)
    return [window.windowTitle(), *(each.text() for each in labels if each.isVisible())]


def cut_off(window):
    widgets = window.findChildren(QPushButton) + window.findChildren(QLabel)
    return [each.text() for each in widgets if each.isVisible() and each.width() < each.minimumSizeHint().width()]


def run(*acts, after=1500, seconds=170):
    """Does each of ``acts`` in the started desktop, writes the report and ends QGIS without asking anybody. What goes
    wrong anywhere, in a slot too, ends it at once: QGIS would show a dialog and wait. What is not done after
    ``seconds``, since it waits for an answer, say, ends with a picture, too."""

    def work():
        sys.excepthook = lambda *what: end("".join(traceback.format_exception(*what)))
        iface.mainWindow().showMaximized()
        iface.mainWindow().resize(1600, 1000)
        settle()
        for act in acts:
            doing.append(act.__name__)
            act()
        end()

    doing = []
    QTimer.singleShot(1000 * seconds, lambda: end(f"{doing} was not done after {seconds} s"))
    QTimer.singleShot(after, work)


def end(failure=None):
    if failure:
        report["failure"] = failure
        screenshot("failure")
    (FOLDER / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1, default=str), encoding="utf-8")
    os._exit(0)
