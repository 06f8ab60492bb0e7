"""Other photos of a spot: all that saw a place of the map, and one from before or after beside the one shown."""

from qgis.PyQt.QtCore import QObject, pyqtSignal

from shimonita_gis.translation import tr


class PhotosOfPlace(QObject):
    """``found(x, y)`` when it is known which photos saw the place, ``left()`` when all are wanted again,
    ``said(sentence)``. ``rows`` are those of the place, the clearest first, None where no place is asked for."""

    found = pyqtSignal(float, float)
    left = pyqtSignal()
    said = pyqtSignal(str)

    def __init__(self, shown, on_map, questions, parent=None):
        super().__init__(parent)
        self._shown, self._map, self._questions = shown, on_map, questions
        self.rows = None
        on_map.asked.connect(self.ask)

    def want(self, on):
        """The next click on the map asks, or no click does any more."""
        self._map.ask_for_place(on)
        if on:
            self.said.emit(tr("Click on the map: all photos that saw the place are shown, the clearest first."))
        elif self.rows is not None:
            self.forget()
            self.left.emit()

    def forget(self):
        """No place is asked for any more."""
        self.rows = None

    def ask(self, x, y):
        """Looks beside the window for the photos that saw the place."""
        photos = self._shown.photos
        if photos is not None:
            self._questions.ask("place", tr("Photos of a place"), lambda cancelled: photos.that_saw(x, y),
                                lambda found: self._show(found, x, y))  # fmt: skip

    def keys(self):
        """The keys of the photos of the place."""
        return None if self.rows is None else [self._shown.photos.table.at[row, "key"] for row in self.rows]

    def take(self, photos, keys):
        """The photos were read anew: those with the ``keys`` stay the ones of the place."""
        rows = keys and [photos.row_of(key) for key in keys]
        self.rows = rows and tuple(row for row in rows if row is not None)

    def _show(self, found, x, y):
        self.rows = tuple(found["row"].tolist())
        self._map.show_spot((x, y))
        self.found.emit(x, y)
        self.said.emit(tr("{count} photos saw this place. Esc shows all photos again.", count=len(self.rows)))


class BeforeAndAfter(QObject):
    """Keeps the Comparison beside the picture at the same spot, as large."""

    def __init__(self, shown, picture, comparison, questions, parent=None):
        super().__init__(parent)
        self._shown, self._picture, self._comparison, self._questions = shown, picture, comparison, questions
        picture.moved.connect(self._follow)

    def show(self, on=True):
        """Offers other pictures of what is in the middle of the photo, or takes them away."""
        self._comparison.setVisible(on)
        if not on or self._shown.row is None:
            return
        spot = self._middle()
        if spot is None:
            told = tr("The middle of the photo shows no ground: drag the damage into it.")
            self._comparison.show_message(told)
            return
        row, photos = self._shown.row, self._shown.photos
        self._questions.ask(
            "compared", tr("Before and after"), lambda cancelled: photos.that_saw(spot.x, spot.y, spot.z),
            lambda found: self._comparison.offer(photos, row, spot, found),
        )  # fmt: skip

    def show_again(self):
        """Another photo is looked at."""
        if self._comparison.isVisible():
            self.show()

    def _follow(self):
        spot = self._middle() if self._comparison.isVisible() and self._shown.sight is not None else None
        if spot is not None:
            focal = float(self._shown.sight.camera.focal[0])
            self._comparison.follow(spot, self._picture.scale * focal / spot.distance)

    def _middle(self):
        """The Spot in the middle of the picture, None where that is no ground."""
        centre = self._picture.to_picture(self._picture.rect().center())
        return self._shown.sight.spot(centre.x(), centre.y())[0]
