"""What the view shows: the kept picture at once, the small one until the large one is there, the next ones ahead."""

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from shimonita_gis.gui.filmstrip import EDGE
from shimonita_gis.gui.photoviewer_decoder import WHOLE
from shimonita_gis.translation import tr

_STEP_OF_EDGE = 512  # pictures are decoded at few sizes, so that a window drawn wider finds them kept


class PictureLoading(QObject):
    """Fills the PictureView ``view`` from two Decoders. ``problem(sentence)`` where a photo cannot be shown as it
    should."""

    problem = pyqtSignal(str)

    def __init__(self, view, decoder, small, parent=None):
        super().__init__(parent)
        self._view, self._decoder, self._small = view, decoder, small
        self._key = self._camera = None
        self._wanted_next = []
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._ask_for_next)
        decoder.ready.connect(self._decoded)
        view.coarse.connect(self._want_whole)

    def show(self, key, name, camera):
        """Shows the photo ``key``, called ``name``, taken by ``camera`` (a Cameras of one)."""
        self._key, self._camera, edge = key, camera, self._edge()
        image = self._decoder.kept(key, edge)
        if image is None:
            self._decoder.forget_waiting()
            self._decoder.ask(key, edge)
            image = self._small.kept(key, EDGE)  # the small picture says at once which photo it is
        if image is None:
            self._view.show_message(tr("Loading {photo}…", photo=name))
        else:
            self._show(image)

    def prefetch(self, keys):
        """Decodes photos that are likely to be wanted next. Each is asked for in a turn of its own of the window: a
        decoder that starts holds it up."""
        self._wanted_next = list(keys)
        self._turn.start()

    def _ask_for_next(self):
        if self._wanted_next:
            self._decoder.ask(self._wanted_next.pop(0), self._edge(), urgent=False)
            self._turn.start()

    def forget(self):
        """No photo is shown any more."""
        self._key = self._camera = None
        self._wanted_next = []

    def _decoded(self, key, edge, image, problem):
        if key != self._key or edge == EDGE:
            return
        if image.isNull():
            self._view.show_message(problem)
        else:
            self._show(image, keep_place=edge == WHOLE)
        if problem:
            self.problem.emit(problem)

    def _want_whole(self):
        """The picture is shown larger than it was decoded."""
        if self._key is None:
            return
        image = self._decoder.kept(self._key, WHOLE)
        if image is not None:
            self._show(image, keep_place=True)
        elif self._view.has_picture:
            self._decoder.ask(self._key, WHOLE)

    def _show(self, image, keep_place=False):
        self._view.show_picture(image, *self._size(image), keep_place=keep_place)

    def _edge(self):
        longest = max(self._view.width(), self._view.height()) * self._view.devicePixelRatioF()
        return int(-(-longest // _STEP_OF_EDGE) * _STEP_OF_EDGE)

    def _size(self, image):
        """The picture's size in the pixels that the camera's lens is known in."""
        width, height = float(self._camera.width[0]), float(self._camera.height[0])
        if width > 0 and height > 0 and (width > height) == (image.width() > image.height()):
            return width, height
        return image.width(), image.height()
