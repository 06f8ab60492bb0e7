"""Opens an algorithm's own dialog, filled in as far as this PC's settings know."""

from qgis.core import QgsApplication

from shimonita_gis import settings


def open_algorithm(name):
    """Shows the dialog of the algorithm ``shimonita:NAME`` until it is closed; the map stays usable beside it.

    QGIS runs the work as a task with progress and cancel. A hub or work copy that was made is remembered.
    Returns the results, {} where it was closed without any.
    """
    from qgis import processing

    identifier = f"shimonita:{name}"
    algorithm = QgsApplication.processingRegistry().algorithmById(identifier)
    names = [definition.name() for definition in algorithm.parameterDefinitions()]
    results = processing.execAlgorithmDialog(identifier, settings.prefilled(name, names))
    settings.remember(name, results or {})
    return results or {}
