"""What becomes of an import's layers when QGIS loads them into the project: their looks, forms and tips."""

from qgis.core import QgsProcessingLayerPostProcessorInterface

_FROM_BELOW = ("REJECTED", "FOOTPRINTS", "CAMERAS", "DAMAGE")
_dressers = []  # QGIS holds its post-processors by a pointer that Python does not count


class _Dresser(QgsProcessingLayerPostProcessorInterface):
    def __init__(self, output, folder):
        super().__init__()
        self._output, self._folder, self.is_done = output, folder, False

    def postProcessLayer(self, layer, context, feedback):  # noqa: N802
        from shimonita_gis.cartography.photolayers import dress

        dress(layer, self._output, self._folder)
        layer.triggerRepaint()
        self.is_done = True


def dress_when_loaded(context, layer, output, folder):
    """Lets QGIS dress the ``layer`` (its id or source) of the import's ``output`` when it loads it, if it does."""
    if layer and context.willLoadLayerOnCompletion(layer):
        _dressers[:] = [dresser for dresser in _dressers if not dresser.is_done]
        _dressers.append(_Dresser(output, folder))
        details = context.layerToLoadOnCompletionDetails(layer)
        details.setPostProcessor(_dressers[-1])
        details.layerSortKey = _FROM_BELOW.index(output)
