"""A layer's features for another thread, all of them or an error.

QGIS changes the journal of a GeoPackage when the editing of any of its layers begins or ends. A reading that meets that
moment in another thread ends at once, without a word, as if the layer were empty; and so does every reading of that
layer after it, until its data provider opens the file anew.
"""

from qgis.core import Qgis, QgsFeatureRequest, QgsVectorLayerFeatureSource

from shimonita_gis.errors import InputError

# translatable
NOT_READ = "The layer {layer} could not be read while the file was being saved. Try again in a moment."


class LayerUnreadError(InputError):
    """A moment later it can be."""


class LayerSource:
    """``layer`` (QgsVectorLayer) as it is when this is made, in the window's thread, edits that are not saved included;
    :meth:`features` may be asked in another."""

    def __init__(self, layer):
        open_anew_if_lost(layer)
        self._source, self._name = QgsVectorLayerFeatureSource(layer), layer.name()
        self._is_filled = _is_filled(layer)

    def features(self, request=None):
        """Yields each QgsFeature that the QgsFeatureRequest asks for, or all; one by one, so that the window need not
        wait for all of them. Raises LayerUnreadError where QGIS read nothing of a layer that is not empty."""
        request, found = request or QgsFeatureRequest(), False
        for _ in range(2):  # the first reading may have met the moment that has just passed
            for feature in self._source.getFeatures(request):
                found = True
                yield feature
            if found or not self._is_filled:
                return
            if _first(self._source) is None:
                raise LayerUnreadError(NOT_READ, layer=self._name)


def feature_of(layer, fid):
    """The QgsFeature ``fid`` of ``layer``, in the window's thread; not valid where there is none."""
    feature = layer.getFeature(fid)
    if not feature.isValid():
        open_anew_if_lost(layer)
        feature = layer.getFeature(fid)
    return feature


def is_lost(layer):
    """Whether QGIS reads nothing of a ``layer`` that is not empty."""
    return _is_filled(layer) and _first(layer) is None


def open_anew_if_lost(layer):
    """Lets the data provider of ``layer`` open its file anew where it reads nothing of it any more."""
    if is_lost(layer):
        layer.dataProvider().reloadData()


def _is_filled(layer):
    """Whether a layer of a file holds anything, by the count that QGIS keeps, or was lost with its file."""
    return layer.providerType() == "ogr" and (layer.featureCount() > 0 or not layer.dataProvider().isValid())


def _first(source):
    return next(source.getFeatures(QgsFeatureRequest().setLimit(1).setFlags(Qgis.FeatureRequestFlag.NoGeometry)), None)
