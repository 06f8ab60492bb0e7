"""Before and after: another picture of the same spot beside the one shown, from another flight or an orthophoto."""

from qgis.core import QgsCoordinateReferenceSystem, QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QSize, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QVBoxLayout, QWidget

from shimonita_gis.gui.photoviewer_decoder import WHOLE
from shimonita_gis.gui.photoviewer_picture import Marks, PictureView
from shimonita_gis.translation import tr

_EDGE = 1536
_AROUND = 120.0  # metres of an orthophoto to each side of the spot
_FINEST = 0.08  # metres per pixel


class Comparison(QWidget):
    """A list of pictures that saw the spot, and the chosen one, with the spot in its middle."""

    chosen = pyqtSignal()

    def __init__(self, decoder, parent=None):
        super().__init__(parent)
        self._decoder, self._photos, self._spot, self._job = decoder, None, None, None
        self._key = self._pixel_of = self._scale = None
        self.choice, self.picture = QComboBox(), PictureView()
        self.choice.setObjectName("comparison_choice")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.choice)
        column.addWidget(self.picture, 1)
        self.choice.currentIndexChanged.connect(self._choose)
        decoder.ready.connect(self._decoded)

    def show_message(self, text):
        """A sentence in the place of the picture."""
        self._pixel_of = self._key = None
        self.picture.show_message(text)

    def offer(self, photos, row, spot, seen):
        """Offers the photos ``seen`` (of photos_of_place) from other flights than that of the photo ``row``, those
        before it first, and the project's orthophotos."""
        self._photos, self._spot = photos, spot
        table = photos.table
        flight, taken = table.at[row, "flight"], table.at[row, "taken"]
        others = seen[(seen["flight"] != flight) & (seen["row"] != row)]
        self.choice.blockSignals(True)
        self.choice.clear()
        for title, some in (
            (tr("Before: {name}"), others[others["taken"] < taken]),
            (tr("After: {name}"), others[~(others["taken"] < taken)]),
        ):
            for photo in some.drop_duplicates("flight").itertuples():  # the best of each flight
                name = " ".join(filter(None, (photo.flight, photo.photo)))
                self.choice.addItem(title.format(name=name.replace("\n", " ")), ("photo", photo.row))
        for layer in _orthophotos():
            self.choice.addItem(tr("Orthophoto: {name}", name=layer.name()), ("layer", layer.id()))
        self.choice.blockSignals(False)
        if self.choice.count():
            self._choose(0)
        else:
            self.show_message(tr("No photo of another flight and no orthophoto shows this spot."))

    def follow(self, spot, pixels_per_metre):
        """Shows ``spot`` in the middle, so that a metre is as long as in the other picture."""
        self._spot, self._scale = spot, pixels_per_metre
        self._centre()

    def mark(self, spot):
        """Marks the Spot under the hand in the other picture."""
        pixel = self._pixel_of(spot) if spot is not None and self._pixel_of else None
        self.picture.set_marks(Marks(spot=pixel[:3] if pixel else None))

    def _choose(self, index):
        kind, which = self.choice.itemData(index) or ("", None)
        if kind == "photo":
            self._show_photo(which)
        elif kind == "layer":
            self._show_layer(QgsProject.instance().mapLayer(which))

    def _show_photo(self, row):
        photo = self._photos.table.iloc[row]
        sight = self._photos.sights[row]
        self._key, self._size = photo["key"], (photo["width"], photo["height"])

        def pixel_of(spot):
            pixel = sight.pixel(spot.x, spot.y, spot.z)
            distance = ((sight.camera.places[0] - (spot.x, spot.y, spot.z)) ** 2).sum() ** 0.5
            return pixel and (*pixel, float(sight.camera.focal[0]) / distance)

        self._pixel_of = pixel_of
        image = self._decoder.kept(self._key, _EDGE)
        if image is None:
            self.picture.show_message(tr("Loading {photo}…", photo=photo["photo"]))
            self._decoder.ask(self._key, _EDGE)
        else:
            self._decoded(self._key, _EDGE, image, "")

    def _decoded(self, key, edge, image, problem):
        if key != self._key or edge not in (_EDGE, WHOLE):
            return
        if image.isNull():
            self.picture.show_message(problem)
        else:
            self.picture.show_picture(image, *self._size, keep_place=True)
            self._centre()

    def _centre(self):
        pixel = self._pixel_of(self._spot) if self._pixel_of and self._spot is not None else None
        if pixel is None or not self.picture.has_picture:
            return
        u, v, _, per_metre = pixel
        self.picture.centre_on(u, v, self._scale / per_metre if self._scale else None)

    def _show_layer(self, layer):
        self._key = None
        if layer is None:
            self.show_message(tr("The layer is not in the project any more."))
            return
        spot, side = self._spot, round(2 * _AROUND / _FINEST)
        options = QgsMapSettings()
        options.setLayers([layer])
        options.setDestinationCrs(QgsCoordinateReferenceSystem.fromWkt(self._photos.crs.to_wkt()))
        options.setOutputSize(QSize(side, side))
        west, north = spot.x - _AROUND, spot.y + _AROUND
        options.setExtent(QgsRectangle(west, spot.y - _AROUND, spot.x + _AROUND, north))
        self._pixel_of = lambda spot: ((spot.x - west) / _FINEST, (north - spot.y) / _FINEST, False, 1 / _FINEST)
        self.picture.show_message(tr("Loading {photo}…", photo=layer.name()))
        self._stop()
        self._job = QgsMapRendererParallelJob(options)
        self._job.finished.connect(self._rendered)
        self._job.start()

    def _rendered(self):
        if self._job is not None:
            image = self._job.renderedImage()
            self.picture.show_picture(image, image.width(), image.height())
            self._centre()

    def _stop(self):
        if self._job is not None:
            self._job.finished.disconnect(self._rendered)
            self._job.cancelWithoutBlocking()
            self._job = None

    def closeEvent(self, event):  # noqa: N802
        self._stop()
        super().closeEvent(event)


def _orthophotos():
    """Pictures on the map: raster layers of at least three bands."""
    from qgis.core import QgsRasterLayer

    layers = QgsProject.instance().mapLayers().values()
    return [each for each in layers if isinstance(each, QgsRasterLayer) and each.isValid() and each.bandCount() >= 3]
