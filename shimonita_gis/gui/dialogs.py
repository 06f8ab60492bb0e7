"""Opens an algorithm's own dialog, filled in as far as this PC's settings know."""

from qgis.core import QgsApplication

from shimonita_gis import settings


def open_algorithm(name):
    """The dialog of the algorithm ``shimonita:NAME``. It does not block: the map stays usable beside it.

    QGIS runs the work as a task with progress and cancel and offers the results in the dialog.
    """
    from qgis import processing

    identifier = f"shimonita:{name}"
    algorithm = QgsApplication.processingRegistry().algorithmById(identifier)
    names = [definition.name() for definition in algorithm.parameterDefinitions()]
    processing.execAlgorithmDialog(identifier, settings.prefilled(names))
