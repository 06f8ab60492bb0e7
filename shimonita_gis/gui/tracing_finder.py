"""Searches for the ink in a thread of its own, so that the window never waits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from qgis.PyQt.QtCore import QObject, pyqtSignal


class Finder(QObject):
    """Searches for paths in a thread of its own, one at a time. ``found`` carries what the search gave, ``failed`` the
    error; neither comes for a search that was cancelled."""

    found = pyqtSignal(object)
    failed = pyqtSignal(object)
    _ended = pyqtSignal(object, object)

    def __init__(self, parent):
        super().__init__(parent)
        self._threads = ThreadPoolExecutor(1, "tracing")
        self._path = self._paths = self._cancel = None
        self._ended.connect(self._tell)  # comes from the other thread, so that Qt hands it over to this one

    @property
    def busy(self):
        return self._cancel is not None

    def find(self, path, start, end, reach):
        """Looks in the raster ``path`` for the ink from ``start`` to ``end``, (x, y) in its reference system; with a
        ``start`` of None only for the ink at the end. Ink within ``reach`` pixels catches the end, 0 keeps it as it is.
        A search under way is given up."""
        self.cancel()
        self._cancel = Event()
        self._threads.submit(self._work, self._cancel, path, start, end, reach)

    def cancel(self):
        """Ends the search under way soon; nothing is told of it."""
        if self._cancel is not None:
            self._cancel.set()
            self._cancel = None

    def close(self):
        self.cancel()
        self._threads.submit(self._close)
        self._threads.shutdown(wait=False)

    def _work(self, cancel, path, start, end, reach):
        try:
            result = None if cancel.is_set() else self._followed(path, start, end, reach, cancel.is_set)
        except Exception as error:  # whatever it is, it is told: the pool would keep it, and the window would wait
            result = error
        self._ended.emit(cancel, result)

    def _followed(self, path, start, end, reach, cancelled):
        from shimonita_gis.sheets.inkpath import InkPaths

        if path != self._path:
            self._close()
            self._paths, self._path = InkPaths(path), path
        inverse = ~self._paths.transform
        goal = self._paths.nearest_ink(inverse * end, reach) if reach else inverse * end
        line = [goal] if start is None else self._paths.follow(inverse * start, goal, cancelled)
        return [self._paths.transform * tuple(point) for point in line]

    def _close(self):
        if self._paths is not None:
            self._paths.close()
        self._path = self._paths = None

    def _tell(self, cancel, result):
        if cancel is not self._cancel:
            return
        self._cancel = None
        if isinstance(result, Exception):
            self.failed.emit(result)
        else:
            self.found.emit(result)
