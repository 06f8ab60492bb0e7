"""A person flips through 5,000 photos: run in a process of its own, in a QGIS without a screen; prints one JSON object
with milliseconds. The window is frozen for as long as a timer of its thread comes late."""

import json
import os
import runpy
import statistics
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
TESTS = Path(__file__).resolve().parents[1]
FOLDER = Path(sys.argv[1])
STEPS, JUMPS, LISTED, TICK = 60, 30, 15, 5
SCALE = 1000  # of the map, which follows the photos
SETTLED = 1.5  # seconds that a person looks at a photo


def main():
    sys.path.insert(0, str(TESTS))
    runpy.run_path(str(TESTS / "conftest.py"))
    from qgis.core import QgsApplication

    application = QgsApplication([], True)
    application.initQgis()
    print(json.dumps(session()), flush=True)
    os._exit(0)  # nothing is left to save


def session():
    from qgis.core import QgsProject, QgsVectorLayer
    from qgis.gui import QgsMapCanvas, QgsMessageBar
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtWidgets import QApplication, QMainWindow

    from shimonita_gis import settings
    from shimonita_gis.gui.photoviewer import PhotoViewer

    settings.save(settings.Settings(terrain=str(FOLDER / "dem.tif"), editor="山田"))
    layers = [QgsVectorLayer(str(FOLDER / f"{name}.gpkg"), name, "ogr") for name in ("damage", "cameras")]
    QgsProject.instance().addMapLayers(layers)
    desk = _Desk(QMainWindow(), QgsMapCanvas(), QgsMessageBar())
    desk.window.resize(1600, 950)
    desk.canvas.setDestinationCrs(layers[0].crs())
    desk.canvas.setLayers(layers)
    desk.canvas.setExtent(layers[0].extent())
    desk.canvas.zoomScale(SCALE)
    viewer = PhotoViewer(desk)
    desk.window.setCentralWidget(desk.canvas)
    desk.window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, viewer)
    desk.window.show()
    QApplication.processEvents()
    late = _Lateness()
    began = time.perf_counter()
    viewer.load()
    wait(lambda: viewer.picture.has_picture and viewer.strip.rows)
    loaded, frozen_loading = 1000 * (time.perf_counter() - began), late.worst(anew=True)
    warm = [flip(viewer, lambda: viewer.step(1)) for _ in range(STEPS)]
    frozen_warm = late.worst(anew=True)
    rows = [(2000 + 83 * jump) % len(viewer.strip.rows) for jump in range(JUMPS)]
    cold = [jump_cold(viewer, late, row) for row in rows]
    frozen_cold = late.worst(anew=True)
    viewer.side.setCurrentWidget(viewer.incidents)
    for _ in range(LISTED):
        flip(viewer, lambda: viewer.step(1))
    return {
        "photos": len(viewer.strip.rows), "loaded": loaded, "warm": statistics.median(warm), "warm_worst": max(warm),
        "cold": statistics.median(cold), "cold_worst": max(cold), "whole": decoded_whole(viewer, rows[0]),
        "frozen_loading": frozen_loading, "frozen_warm": frozen_warm, "frozen_cold": frozen_cold,
        "frozen_listed": late.worst(),
    }  # fmt: skip


class _Desk:
    """What the viewer asks QGIS's interface for."""

    def __init__(self, window, canvas, bar):
        self.window, self.canvas, self.bar = window, canvas, bar

    def mainWindow(self):  # noqa: N802
        return self.window

    def mapCanvas(self):  # noqa: N802
        return self.canvas

    def messageBar(self):  # noqa: N802
        return self.bar


class _Lateness:
    """How late a timer of the window's thread comes."""

    def __init__(self):
        from qgis.PyQt.QtCore import Qt, QTimer

        self._timer, self._last, self._worst = QTimer(), time.perf_counter(), 0.0
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK)

    def _tick(self):
        now = time.perf_counter()
        self._worst = max(self._worst, 1000 * (now - self._last) - TICK)
        self._last = now

    def excuse(self):
        """What the bench itself has just done is not the window's."""
        self._last = time.perf_counter()

    def worst(self, anew=False):
        found, self._worst = self._worst, 0.0 if anew else self._worst
        return found


def wait(reached, seconds=60):
    from qgis.PyQt.QtCore import QCoreApplication, QEventLoop

    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, "the viewer did not come so far"
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, TICK)


def flip(viewer, go):
    """Milliseconds until the photo is painted as sharp as the window shows it."""
    pause = time.monotonic() + SETTLED
    wait(lambda: time.monotonic() > pause)
    began = time.perf_counter()
    go()
    key = viewer.shown.key
    wait(lambda: viewer.decoder.kept(key, viewer.loading._edge()) is not None)
    viewer.picture.repaint()
    return 1000 * (time.perf_counter() - began)


def jump_cold(viewer, late, row):
    """To a photo far away, whose file is not in the memory of the system."""
    path = viewer._files.find(key_of(viewer, row))
    forget(path)
    late.excuse()
    return flip(viewer, lambda: viewer.strip.go_to(row))


def key_of(viewer, row):
    return viewer.shown.photos.table.at[row, "key"]


def forget(path):
    """Drops the file from the system's cache, as a reading from the drive must be measured."""
    with open(path, "rb") as file:  # noqa: PTH123 - the descriptor is what is needed
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def decoded_whole(viewer, row):
    """Milliseconds of decoding one photo in full, as a viewer that does not choose its size."""
    from qgis.PyQt.QtGui import QImage

    path = str(viewer._files.find(key_of(viewer, row)))
    times = []
    for _ in range(3):
        began = time.perf_counter()
        QImage(path)
        times.append(1000 * (time.perf_counter() - began))
    return min(times)


main()
