"""Pictures decoded beside the window, never in it; the last ones and those that come next are kept."""

from collections import OrderedDict
from pathlib import Path

from qgis.PyQt.QtCore import QObject, QRunnable, QSize, Qt, QThread, QThreadPool, pyqtSignal
from qgis.PyQt.QtGui import QImage, QImageReader

from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.translation import explain, tr

WHOLE = 0  # the picture as large as it is
_THREADS = max(1, min(2, QThread.idealThreadCount() - 1))  # one core is the window's
_MOST_BYTES = 400_000_000  # all decoded pictures together
_MOST_MEGABYTES_OF_ONE = 2000  # of one decoded picture; QImageReader refuses larger ones
GONE = "The photo {photo} is not there any more. Was its folder moved or the card taken out?"  # translatable
DAMAGED = "The photo {photo} cannot be shown: the file is damaged or not complete."  # translatable
PART = "The file of the photo {photo} is not complete: a part of the picture is missing."  # translatable


class Decoder(QObject):
    """``ready(key, edge, image, problem)`` comes for every photo asked for by its key; the image is null where it
    cannot be shown, and ``problem`` says why. ``edge`` is the longest side wanted in pixels, or WHOLE."""

    ready = pyqtSignal(str, int, QImage, str)

    def __init__(self, find, parent=None):
        """``find(key)`` gives the file of a photo, in the decoder's threads; it may raise a ShimonitaGisError."""
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_THREADS)
        self._kept, self._waiting = OrderedDict(), {}
        self._find = find
        self.ready.connect(self._arrived)

    def kept(self, photo, edge):
        """The picture if it is there already, or None."""
        image = self._kept.get((photo, edge))
        if image is not None:
            self._kept.move_to_end((photo, edge))
        return image

    def ask(self, photo, edge, urgent=True):
        """Lets the picture be decoded, before all others where ``urgent``; nothing where it is kept or on its way."""
        key = (photo, edge)
        if key in self._kept:
            return
        job = self._waiting.get(key)
        if job is not None and not (urgent and self._pool.tryTake(job)):
            return
        job = self._waiting[key] = _Job(self, *key, self._find)
        self._pool.start(job, 1 if urgent else 0)

    def forget_waiting(self):
        """What was asked for and not begun is not wanted any more."""
        for key, job in list(self._waiting.items()):
            if self._pool.tryTake(job):
                del self._waiting[key]

    def close(self):
        """Waits for what is being decoded; nothing is told after it."""
        self.forget_waiting()
        self.ready.disconnect()
        self._pool.waitForDone()
        self._kept.clear()

    def _arrived(self, photo, edge, image, problem):
        self._waiting.pop((photo, edge), None)
        if image.isNull():
            return
        self._kept[photo, edge] = image
        while len(self._kept) > 2 and sum(each.sizeInBytes() for each in self._kept.values()) > _MOST_BYTES:
            self._kept.popitem(last=False)


class _Job(QRunnable):
    def __init__(self, decoder, photo, edge, find):
        super().__init__()
        self.setAutoDelete(False)  # Python owns it: the decoder may want to take it back from the queue
        self._decoder, self._photo, self._edge, self._find = decoder, photo, edge, find

    def run(self):
        try:
            image, problem = read_picture(self._find(self._photo), self._edge)
        except ShimonitaGisError as error:
            image, problem = QImage(), explain(error)
        except Exception as error:  # a worker thread must not end QGIS because of one file
            image, problem = QImage(), f"{type(error).__name__}: {error}"
        try:
            self._decoder.ready.emit(self._photo, self._edge, image, problem)
        except RuntimeError:  # the window was closed meanwhile
            return


def read_picture(path, edge):
    """(QImage turned as viewers show it, '') or (null image, why). JPEGs are decoded at the size wanted, which takes a
    fraction of the time and memory."""
    path = Path(path)
    if not path.is_file():
        return QImage(), tr(GONE, photo=path.name)
    if hasattr(QImageReader, "setAllocationLimit"):  # Qt 6 refuses pictures over 256 MB without it
        QImageReader.setAllocationLimit(_MOST_MEGABYTES_OF_ONE)
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if edge and size.isValid() and max(size.width(), size.height()) > edge:
        reader.setScaledSize(size.scaled(QSize(edge, edge), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return QImage(), tr(DAMAGED, photo=path.name)
    # the format that painting takes without converting anew each time
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return image, "" if _is_whole(path, reader) else tr(PART, photo=path.name)


def _is_whole(path, reader):
    """Whether a JPEG has its end: libjpeg fills what is cut off with grey and says nothing."""
    if bytes(reader.format()) not in (b"jpeg", b"jpg"):
        return True
    with path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 65536))
        return b"\xff\xd9" in file.read()
