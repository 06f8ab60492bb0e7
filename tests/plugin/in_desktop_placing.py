"""Runs inside the desktop: a clerk goes through three placed sheets by mouse and keys."""

import json
import os
import sys
import time
from dataclasses import replace

sys.path.insert(0, os.environ["FOLDER"])
from hands import FOLDER, press, report, run, screenshot, settle, wait_until
from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLabel, QPushButton
from qgis.utils import plugins

CORNERS = json.loads((FOLDER / "corners.json").read_text())
kept = {}


def window():
    return kept["window"]


class Pulse:
    """Beats each 20 ms as long as the window answers; ``longest`` is the longest time without a beat."""

    def __init__(self):
        self.last, self.longest = time.monotonic(), 0
        self.timer = QTimer()
        self.timer.timeout.connect(self.beat)
        self.timer.start(20)

    def beat(self):
        now = time.monotonic()
        self.longest, self.last = max(self.longest, now - self.last), now


def idle():
    return wait_until(lambda: not window().jobs.busy, 120)


def scan_shown():
    return wait_until(lambda: window().view.has_picture, 60)


def key(code, held=Qt.KeyboardModifier.NoModifier):
    """A key in the picture; without a window manager nobody else makes the window the active one."""
    QApplication.setActiveWindow(window())
    window().view.setFocus()
    settle(2)
    press(code, window().view, held)


def line_of(scan):
    lines = [window().queue.item(row).text() for row in range(window().queue.count())]
    return next(line for line in lines if scan in line)


def go_to(scan):
    window().queue.go_to(next(item.name for item in window()._items.values() if item.record.scan == scan))
    assert scan_shown()
    window().view.setFocus()
    settle()


def open_placing():
    from shimonita_gis import settings
    from shimonita_gis.gui import state

    wait_until(state.grid_path)
    settings.save(replace(settings.load(), editor="下仁田花子", sheets=str(FOLDER / "placed")))
    plugins["shimonita_gis"].windows.open("placing")
    kept["window"] = plugins["shimonita_gis"].windows._open["placing"]
    window().resize(1500, 940)
    window().move(20, 20)
    assert idle()
    report["queue"] = [window().queue.item(row).text() for row in range(window().queue.count())]
    report["reasons"] = window().panel.reasons.text().splitlines()
    assert scan_shown()
    screenshot("placing_first")


def look():
    go_to("09JB164C.jpg")
    screenshot("placing")
    widgets = window().findChildren(QLabel) + window().findChildren(QPushButton)
    seen = [each for each in widgets if each.isVisible() and each.text()]
    report["texts"] = [each.text() for each in seen if each.objectName() not in ("title",)]
    report["cut_off"] = [each.text() for each in seen if each.width() < each.minimumSizeHint().width()]
    point = window()._draft.points[0]
    report["true_corner"] = CORNERS["09JB164C"][0]
    key(Qt.Key.Key_1)
    middle = window().view.to_picture(window().view.to_widget(*point.pixel))
    report["drawn_corner"] = [middle.x(), middle.y()]
    screenshot("placing_corner")


def errors():
    return [window().panel.points.item(row, 1).text() for row in range(window().panel.points.rowCount())]


def drag():
    view = window().view
    report["before_drag"] = window().panel.numbers.text()
    at = view.to_widget(*window()._draft.points[0].pixel).toPoint()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    for step in range(1, 9):
        QTest.mouseMove(view, at + QPoint(4 * step, 2 * step))
        settle(2)
    report["while_dragged"] = window().panel.numbers.text()
    report["error_while_dragged"] = float(errors()[0])
    screenshot("placing_dragged")
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at + QPoint(32, 16))
    settle()
    report["left"] = window().panel.numbers.text()
    go_to("09JB164E.jpg")
    report["begun"] = line_of("09JB164C.jpg").split("\n")[2]
    go_to("09JB164C.jpg")
    report["found_again"] = window().panel.numbers.text()
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    report["after_undo"] = window().panel.numbers.text()


def tick():
    view = window().view
    number = next(n for n, point in enumerate(window()._draft.points) if not point.is_corner and point.used)
    name, pixel = window()._draft.points[number].name, window()._draft.points[number].pixel
    counts = [len(window()._draft.points)]
    window().look_at(number)
    key(Qt.Key.Key_Delete)
    counts.append(len(window()._draft.points))
    screenshot("placing_tick_missing")
    missing = next(point for point in window()._draft.missing if point.name == name)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.to_widget(*missing.pixel).toPoint())
    settle()
    counts.append(len(window()._draft.points))
    report["ticks"] = counts
    report["tick_error"] = float(abs(window()._draft.points[-1].pixel - pixel).max())
    screenshot("placing_tick_added")


def accept():
    pulse = Pulse()
    name = window()._name
    key(Qt.Key.Key_A)
    report["went_on"] = window()._name != name
    idle()
    report["longest_silence"] = pulse.longest
    pulse.timer.stop()
    report["accepted"] = line_of("09JB164C.jpg").split("\n")[2]
    screenshot("placing_accepted")


def place_by_hand():
    go_to("古い図面.jpg")
    screenshot("placing_no_code")
    window().panel.code.setFocus()
    QTest.keyClicks(window().panel.code, "09jb164d")
    QTest.keyClick(window().panel.code, Qt.Key.Key_Return)
    settle()
    view = window().view
    for number, corner in enumerate(CORNERS["09JB164D"]):
        start = view.to_widget(*window()._draft.points[number].pixel).toPoint()
        end = view.to_widget(*corner).toPoint()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
        for place in ((start + end) / 2, end):
            QTest.mouseMove(view, place)
            settle(3)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
        settle(3)
    screenshot("placing_by_hand")
    key(Qt.Key.Key_R)
    idle()
    found = window()._draft.corners
    report["corner_error"] = float(abs(found - CORNERS["09JB164D"]).max())
    screenshot("placing_measured")
    key(Qt.Key.Key_A)
    idle()


def decided_by(code):
    go_to("09JB164E.jpg")
    key(code)
    idle()
    return line_of("09JB164E.jpg").split("\n")[2]


def refuse_and_take_back():
    go_to("09JB164E.jpg")
    screenshot("placing_torn")
    report["refused"], report["undecided"] = decided_by(Qt.Key.Key_X), decided_by(Qt.Key.Key_U)
    decided_by(Qt.Key.Key_X)
    go_to("09JB164C.jpg")
    window()._decided.sort(key=lambda pair: pair[0].record.scan == "09JB164C.jpg")  # the last decision is that one
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    idle()
    report["taken_back"] = line_of("09JB164C.jpg").split("\n")[2]
    screenshot("placing_taken_back")


def close():
    window().close()
    settle()
    QApplication.processEvents()


run(open_placing, look, drag, tick, accept, place_by_hand, refuse_and_take_back, close, seconds=570)
