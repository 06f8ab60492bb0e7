"""What becomes of an algorithm's layers when QGIS loads them into the project: their looks, forms and tips."""

from qgis.core import QgsProcessingLayerPostProcessorInterface

_FROM_BELOW = ("REJECTED", "FOOTPRINTS", "CAMERAS", "DAMAGE")
_dressers = []  # QGIS holds its post-processors by a pointer that Python does not count


class _Dresser(QgsProcessingLayerPostProcessorInterface):
    def __init__(self, dress):
        super().__init__()
        self._dress, self.is_done = dress, False

    def postProcessLayer(self, layer, context, feedback):  # noqa: N802
        self._dress(layer)
        layer.triggerRepaint()
        self.is_done = True


def dress_when_loaded(context, layer, output, folder):
    """Lets QGIS dress the ``layer`` (its id or source) of the import's ``output`` when it loads it, if it does."""

    def as_photos(loaded):
        from shimonita_gis.cartography.photolayers import dress

        dress(loaded, output, folder)

    details = dress_with(context, layer, as_photos)
    if details:
        details.layerSortKey = _FROM_BELOW.index(output)


def dress_with(context, layer, dress):
    """Lets QGIS call ``dress(layer)`` when it loads the ``layer`` (its id or source), if it does; returns the details
    of that loading, else None."""
    if not layer or not context.willLoadLayerOnCompletion(layer):
        return None
    _dressers[:] = [dresser for dresser in _dressers if not dresser.is_done]
    _dressers.append(_Dresser(dress))
    details = context.layerToLoadOnCompletionDetails(layer)
    details.setPostProcessor(_dressers[-1])
    return details
