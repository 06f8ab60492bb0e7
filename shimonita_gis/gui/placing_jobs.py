"""What the placing window lets be done beside the person's work: one thing after the other, in the order of asking."""

from collections import deque

from qgis.PyQt.QtCore import QObject, pyqtSignal

from shimonita_gis.gui.hubtask import HubTask


class Jobs(QObject):
    """Decisions are written one at a time, as all of them change the same index. ``idle`` when none is left."""

    progressed = pyqtSignal(float)
    idle = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._waiting, self._task = deque(), None

    @property
    def busy(self):
        return self._task is not None

    def add(self, title, work, done, failed):
        """``work(progress, cancelled)`` in a thread, then ``done(result)`` or ``failed(sentence)`` in this one."""
        self._waiting.append((title, work, done, failed))
        if not self.busy:
            self._start()

    def _start(self):
        title, work, done, failed = self._waiting.popleft()
        self._task = HubTask(
            title,
            lambda cancelled: work(self._progress, cancelled),
            lambda result: self._end(done, result),
            lambda sentence: self._end(failed, sentence),
        )
        self._task.progressChanged.connect(self.progressed)
        self._task.start()

    def _progress(self, done, total):
        """Runs in the task's thread."""
        self._task.setProgress(100.0 * done / max(total, 1))

    def _end(self, told, answer):
        self._task = None
        told(answer)
        if self._waiting:
            self._start()
        elif not self.busy:
            self.idle.emit()


class ScanLoader(QObject):
    """Reads scans one at a time, as one may fill half of a PC's memory, and keeps the last two.

    ``loaded(name)`` when one is there; ``failed(name, sentence)`` where it cannot be read.
    """

    loaded = pyqtSignal(str)
    failed = pyqtSignal(str, str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._kept, self._wanted, self._reading, self._name = {}, None, None, None

    def kept(self, name):
        """(Scan, Pyramid), or None where it is not there yet."""
        return self._kept.get(name)

    def want(self, name, path):
        """Lets the scan ``path`` be read next; what was wanted before and has not begun is not wanted any more."""
        if name in self._kept or name == self._name:
            return
        self._wanted = name, path
        if self._reading is None:
            self._read()

    def close(self):
        self._wanted, self._kept = None, {}
        if self._reading is not None:
            self._reading.forget()

    def _read(self):
        from shimonita_gis.translation import tr

        (name, path), self._wanted = self._wanted, None
        self._name = name
        self._reading = HubTask(
            tr("Reading {file}…", file=path.name),
            lambda cancelled: _read(path),
            lambda answer: self._arrived(name, answer),
            lambda sentence: self._not_read(name, sentence),
        ).start()

    def _arrived(self, name, answer):
        while len(self._kept) > 1:
            self._kept.pop(next(iter(self._kept)))
        self._kept[name] = answer
        self._next()
        self.loaded.emit(name)

    def _not_read(self, name, sentence):
        self._next()
        self.failed.emit(name, sentence)

    def _next(self):
        self._reading = self._name = None
        if self._wanted is not None:
            self._read()


def _read(path):
    from shimonita_gis.sheets.pyramid import Pyramid
    from shimonita_gis.sheets.scan import read_scan

    scan = read_scan(path)
    return scan, Pyramid(scan.pixels)
