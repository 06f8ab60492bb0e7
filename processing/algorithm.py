"""What all algorithms share: names, help, and errors shown as one sentence in the person's language."""

from pathlib import Path

from qgis.core import QgsProcessingAlgorithm, QgsProcessingException, QgsProcessingUtils

from shimonita_gis import settings
from shimonita_gis.cartography.serverlogin import unlock
from shimonita_gis.dependencies import missing_package
from shimonita_gis.errors import CancelledError, InputError, OutputError, ShimonitaGisError
from shimonita_gis.projthreads import keep_contexts
from shimonita_gis.translation import explain, tr

GROUPS = {  # translatable
    "sheets": "Paper maps",
    "hub": "Shared layers",
    "photos": "Disaster photos",
    "opendata": "Open data",
}


LAYER_KINDS = {  # translatable
    "source": "{layer} cannot be opened as a vector layer. Check that the file is there and is not damaged.",
    "vector": "{layer} cannot be opened as a vector layer. Check that the file is there and is not damaged.",
    "raster": "{layer} cannot be opened as an image or raster. Check that it is one and is not damaged.",
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

    def helpUrl(self):  # noqa: N802
        """The page of the plugin's own help; in the desktop QGIS's help button asks the plugin to open it."""
        return f"shimonita-help:{self.NAME}"

    def tags(self):
        return list(self.TAGS)

    def add(self, parameter, help=""):
        """Adds ``parameter``; ``help`` is what its help button shows."""
        parameter.setHelp(tr(help))
        self.addParameter(parameter)

    def checkParameterValues(self, parameters, context):  # noqa: N802
        """Before any work: one sentence for an input that cannot be opened or an output that cannot be written."""
        try:
            self._check_hub(parameters)
            self._check_inputs(parameters, context)
            self._check_outputs(parameters)
        except ShimonitaGisError as error:
            return False, explain(error)
        return super().checkParameterValues(parameters, context)

    def _check_hub(self, parameters):
        """Before QGIS writes the parameters into its history: no address that carries a password."""
        if self.parameterDefinition("HUB"):
            settings.refuse_no_address(parameters.get("HUB"))

    def _check_inputs(self, parameters, context):
        for definition in self.parameterDefinitions():
            value = parameters.get(definition.name())
            if definition.type() not in LAYER_KINDS or not isinstance(value, str) or not value:
                continue
            file = Path(value.split("|")[0])
            if file.is_file() and QgsProcessingUtils.mapLayerFromString(value, context) is None:
                raise InputError(LAYER_KINDS[definition.type()], layer=file)
            if file.suffix and not file.exists() and QgsProcessingUtils.mapLayerFromString(value, context) is None:
                raise InputError(
                    "There is no file {file}. Check the name, or whether the drive is connected.", file=file
                )

    def _check_outputs(self, parameters):
        files = {
            name: Path(value.split("|")[0]) for name, value in parameters.items() if isinstance(value, str) and value
        }
        outputs = {d.name(): files[d.name()] for d in self.destinationParameterDefinitions() if d.name() in files}
        for name, output in outputs.items():
            is_folder = self.parameterDefinition(name).type() == "folderDestination"
            if output.suffix and not is_folder and not output.parent.is_dir():
                raise OutputError(
                    "{file} cannot be written: its folder does not exist. Create the folder or choose another one.",
                    file=output,
                )
            for other, file in files.items():
                if other != name and output.is_file() and file.is_file() and output.samefile(file):
                    raise InputError(
                        "{file} is both read and written. Choose another file for the result, so that nothing is lost.",
                        file=output,
                    )

    def prepareAlgorithm(self, parameters, context, feedback):  # noqa: N802
        """In the window's thread: QGIS may have to ask for the master password of its authentication store."""
        try:
            if self.parameterDefinition("HUB") or self.parameterDefinition("WORKCOPY"):
                for place in {parameters.get("HUB"), settings.load().hub}:
                    unlock(place)
        except ShimonitaGisError as error:
            feedback.reportError(explain(error))
            return False
        return super().prepareAlgorithm(parameters, context, feedback)

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802
        try:
            keep_contexts()
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
