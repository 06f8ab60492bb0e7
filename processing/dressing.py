"""What becomes of an import's layers when QGIS loads them into the project: their looks, forms and tips."""

from qgis.core import QgsProcessingLayerPostProcessorInterface

_FROM_BELOW = ("REJECTED", "FOOTPRINTS", "CAMERAS", "DAMAGE")
_waiting = {}  # QGIS holds its post-processors by a pointer that Python does not count


class _Dresser(QgsProcessingLayerPostProcessorInterface):
    def __init__(self, output, folder):
        super().__init__()
        self._output, self._folder = output, folder

    def postProcessLayer(self, layer, context, feedback):  # noqa: N802
        from shimonita_gis.cartography.photolayers import dress

        dress(layer, self._output, self._folder)
        layer.triggerRepaint()


def dress_when_loaded(context, layer, output, folder):
    """Lets QGIS dress the ``layer`` (its id or source) of the import's ``output`` when it loads it, if it does."""
    if layer and context.willLoadLayerOnCompletion(layer):
        _waiting[output] = _Dresser(output, folder)
        details = context.layerToLoadOnCompletionDetails(layer)
        details.setPostProcessor(_waiting[output])
        details.layerSortKey = _FROM_BELOW.index(output)
