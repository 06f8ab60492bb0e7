"""What all algorithms share: names, help, and errors shown as one sentence in the person's language."""

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingException,
)

from shimonita_gis.dependencies import missing_package
from shimonita_gis.errors import CancelledError, InputError, ShimonitaGisError
from shimonita_gis.translation import explain, tr

GROUPS = {  # translatable
    "sheets": "Paper maps",
    "hub": "Shared layers",
    "photos": "Disaster photos",
    "opendata": "Open data",
}


class Algorithm(QgsProcessingAlgorithm):
    """Base of every algorithm. A subclass states ``NAME``, ``TITLE``, ``GROUP``, ``HELP``, ``TAGS`` and
    implements ``initAlgorithm`` and ``work(parameters, context, feedback)``. (Not ``run``: QGIS's framework calls an
    algorithm's own ``run``, with two arguments more.)"""

    NAME = TITLE = GROUP = HELP = ""
    TAGS = ()

    def createInstance(self):  # noqa: N802
        return type(self)()

    def name(self):
        return self.NAME

    def displayName(self):  # noqa: N802
        return tr(self.TITLE)

    def group(self):
        return tr(GROUPS[self.GROUP])

    def groupId(self):  # noqa: N802
        return self.GROUP

    def shortHelpString(self):  # noqa: N802
        return tr(self.HELP)

    def shortDescription(self):  # noqa: N802
        return tr(self.HELP).split("\n")[0]

    def tags(self):
        return list(self.TAGS)

    def add(self, parameter, help=""):
        """Adds ``parameter``; ``help`` is what its help button shows."""
        parameter.setHelp(tr(help))
        self.addParameter(parameter)

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802
        try:
            return self.work(parameters, context, feedback)
        except CancelledError as error:
            feedback.reportError(explain(error))
            return {}
        except ShimonitaGisError as error:
            raise QgsProcessingException(explain(error)) from error
        except ModuleNotFoundError as error:
            missing = missing_package(error)
            if missing is None:
                raise
            raise QgsProcessingException(explain(missing)) from error

    def file_of(self, parameters, name, context):
        """The path of a destination parameter; an output left empty by the person is ''."""
        return self.parameterAsOutputLayer(parameters, name, context) if parameters.get(name) else ""

    def vector_source(self, parameters, name, context):
        """A vector layer parameter given as a layer or as a path, opened."""
        source = self.parameterAsSource(parameters, name, context)
        if source is None:
            raise InputError(
                "{layer} cannot be opened as a vector layer. Check that the file is there and is not damaged.",
                layer=parameters.get(name),
            )
        return source


def progress_of(feedback):
    """``progress(done, total)`` for the middle rooms."""
    return lambda done, total: feedback.setProgress(100.0 * done / max(total, 1))
