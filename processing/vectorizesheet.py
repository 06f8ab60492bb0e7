"""Linework, closed shapes and lettering of a placed sheet."""

from qgis.core import (
    Qgis,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterRasterLayer,
)

from shimonita_gis.errors import InputError
from shimonita_gis.translation import tr

from .algorithm import Algorithm, progress_of
from .frames import write_frame

# in the order of sheets.ink.Ink, whose module is too heavy to import here
INKS = ("All inks", "Black", "Red", "Blue", "Green", "Brown")  # translatable
OUTPUTS = {  # key: (title, kind of data, kind of geometry, attribute of Linework, may be left out)
    "OUTPUT_LINES": ("Linework", "VectorLine", "LineString", "lines", False),
    "OUTPUT_POLYGONS": ("Closed shapes", "VectorPolygon", "Polygon", "polygons", True),
    "OUTPUT_LETTERING": ("Lettering", "VectorPoint", "Point", "lettering", True),
}
TITLES = ("Linework", "Closed shapes", "Lettering")  # translatable


class VectorizeSheet(Algorithm):
    NAME = "vectorizesheet"
    TITLE = "Sheet to linework"
    GROUP = "sheets"
    TAGS = ("vectorize", "trace", "linework", "raster to vector", "ベクトル化", "線画", "図郭", "注記", "白図")
    HELP = (
        "Turns the drawing on a placed sheet into layers: its linework, the closed shapes between the lines, and a "
        "point for each piece of lettering.\n"
        "The layers are in JGD2011 plane rectangular zone IX (EPSG:6677). A scan without a place gives its pixel "
        "frame, x right and y down. Lettering, hatching, ticks and specks are kept out of the linework, and of a "
        "placed sheet only the inside of its neatline is taken; look over the result before it goes to the hub."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterRasterLayer("INPUT", tr("Sheet")),
            "A scanned sheet, best placed with 'Place a scanned sheet' first.",
        )
        self.add(
            QgsProcessingParameterExtent("EXTENT", tr("Part of the sheet"), optional=True),
            "Left empty: the whole sheet.",
        )
        self.add(
            QgsProcessingParameterEnum("INK", tr("Ink"), [tr(ink) for ink in INKS], defaultValue=0),
            "Follow one colour of ink only.",
        )
        self.add(
            QgsProcessingParameterBoolean("READ", tr("Read the lettering"), defaultValue=True),
            "With Tesseract and its Japanese on this computer each piece of lettering gets its text.",
        )
        for key, (title, data, _, _, optional) in OUTPUTS.items():
            kind = Qgis.ProcessingSourceType[data]
            self.addParameter(QgsProcessingParameterFeatureSink(key, tr(title), kind, optional=optional))

    def work(self, parameters, context, feedback):
        from shimonita_gis.sheets.ink import Ink
        from shimonita_gis.sheets.linework import vectorize

        layer = self.parameterAsRasterLayer(parameters, "INPUT", context)
        if layer is None or not layer.isValid():
            raise InputError("{file} is not an image that can be read. Choose a scanned map.", file=parameters["INPUT"])
        result = vectorize(
            layer.source(),
            self._extent(parameters, context, layer),
            Ink(self.parameterAsEnum(parameters, "INK", context)),
            progress_of(feedback),
            feedback.isCanceled,
            read=bool(parameters.get("OUTPUT_LETTERING")) and self.parameterAsBool(parameters, "READ", context),
        )
        for text, values in result.warnings:
            feedback.pushWarning(tr(text, **values))
        return {
            key: write_frame(self, parameters, key, context, getattr(result, name), Qgis.WkbType[geometry])
            for key, (_, _, geometry, name, _) in OUTPUTS.items()
            if parameters.get(key) or key == "OUTPUT_LINES"
        }

    def _extent(self, parameters, context, layer):
        if not parameters.get("EXTENT"):
            return None
        box = self.parameterAsExtent(parameters, "EXTENT", context, layer.crs())
        if layer.crs().isValid():
            return box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()
        # QGIS shows a scan without a place with y up, from 0 down to minus its height
        return box.xMinimum(), -box.yMaximum(), box.xMaximum(), -box.yMinimum()
