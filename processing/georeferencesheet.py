"""A scanned map sheet in its place, by its code."""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterString,
)

from shimonita_gis import settings
from shimonita_gis.translation import tr

from .algorithm import Algorithm, progress_of

DATUMS = ("Tokyo Datum (drawn before April 2002)", "JGD2000", "JGD2011")  # translatable
# the keys of sheets.model.MODELS, whose module is too heavy to import here
MODELS = {  # translatable
    None: "Best by leave-one-out error",
    "helmert": "Helmert (4 parameters)",
    "affine": "Affine (6 parameters)",
    "projective": "Projective (8 parameters)",
    "polynomial": "Polynomial of 2nd degree (12 parameters)",
    "thin_plate": "Thin-plate spline",
}


def advanced(parameter):
    """``parameter`` shown only where a person opens the advanced ones."""
    parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return parameter


def parameters_parameter():
    """The town's own .par file, and its help."""
    file = advanced(
        QgsProcessingParameterFile("PARAMETERS", tr("Parameter file of GSI (.par)"), optional=True, fileFilter="*.par")
    )
    # translatable
    help = (
        "TKY2JGD or PatchJGD as the town has it, used instead of what the plugin brings. Left empty, the one in this "
        "PC's settings is used; where there is none, JGD2000 and JGD2011 are taken as equal and the report says so."
    )
    return file, help


def parameter_files(given):
    """The town's parameter files (tuple of ParameterFile): the one ``given``, and that of the settings where it is of
    the other kind."""
    from shimonita_gis.parameterfile import read_parameter_file

    files = {}
    for path in (given, settings.load().parameters):
        if path:
            file = read_parameter_file(path)
            files.setdefault(file.source, file)
    return tuple(files.values())


class GeoreferenceSheet(Algorithm):
    NAME = "georeferencesheet"
    TITLE = "Place a scanned map sheet"
    GROUP = "sheets"
    TAGS = ("georeference", "neatline", "scan", "paper map", "図郭", "位置合わせ", "幾何補正", "図郭番号", "スキャン")
    HELP = (
        "Places a scanned sheet of the base map by its sheet code.\n\n"
        "The neatline's corners and the ticks inside it are found in the scan; the model is chosen by its "
        "leave-one-out error. What does not fit the code, the scale or the paper's size is refused, and the report "
        "shows why. The datum is never guessed: look for it in the sheet's margin (旧日本測地系 or 日本測地系 is Tokyo "
        "Datum, 世界測地系 is JGD2000 or JGD2011).\n\n"
        "VERDICT is 'passed' where Tesseract could read the code and the datum in the margin and both are those "
        "stated. It is 'unconfirmed' where they could not be read: then compare code, datum and the direction of the "
        "lettering by eye before you use the result."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterFile("INPUT", tr("Scanned sheet")),
            "TIFF, JPEG, PNG or PDF, scanned with 200 to 400 dpi, with the whole neatline in it. It may lie on its "
            "side or upside down where Tesseract can read its lettering.",
        )
        self.add(
            QgsProcessingParameterString("SHEET_CODE", tr("Sheet code (such as 09JB164C)")),
            "As printed on the sheet; hyphens and full-width letters do not matter. "
            "A code with two meanings needs its scale: 09JB1642/500.",
        )
        self.add(
            QgsProcessingParameterEnum("DATUM", tr("Datum that the sheet was drawn on"), [tr(d) for d in DATUMS]),
            "Stated in the sheet's margin. A wrong datum is an error of 450 m.",
        )
        self.add(*parameters_parameter())
        self.add(
            advanced(
                QgsProcessingParameterNumber("PAGE", tr("Page of a file with several"), optional=True, minValue=1)
            ),
            "Needed only for a PDF or TIFF of several pages; the first one is 1.",
        )
        self._advanced(
            QgsProcessingParameterFile("GCPS", tr("Control points"), optional=True, fileFilter="*.points (*.points)"),
            "A .points file of the QGIS Georeferencer, used instead of the corners found in the scan.",
        )
        self._advanced(
            QgsProcessingParameterEnum("MODEL", tr("Model"), [tr(title) for title in MODELS.values()], defaultValue=0),
            "Leave it to the leave-one-out error unless you have a reason.",
        )
        self._advanced(
            QgsProcessingParameterCrs("TARGET_CRS", tr("Reference system of the result"), defaultValue="EPSG:6677"),
            "The town's maps are in EPSG:6677 (JGD2011, zone IX).",
        )
        self._advanced(
            QgsProcessingParameterBoolean("CLIP", tr("Transparent outside the neatline"), defaultValue=False),
            "For a mosaic; the margin with the sheet's title is then not shown.",
        )
        self.add(QgsProcessingParameterRasterDestination("OUTPUT", tr("Placed sheet")), "A Cloud-Optimized GeoTIFF.")
        self.add(
            QgsProcessingParameterFileDestination(
                "POINTS", tr("Control points found"), "*.points", optional=True, createByDefault=False
            ),
            "The QGIS Georeferencer opens this file.",
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "REPORT", tr("Report"), "*.html", optional=True, createByDefault=False
            ),
            "A page with the picture, the residuals and the verdict; written for a refused sheet, too.",
        )
        self.addOutput(QgsProcessingOutputNumber("RMSE", tr("Leave-one-out error (m)")))
        self.addOutput(QgsProcessingOutputNumber("MAX_RESIDUAL", tr("Largest leave-one-out error (m)")))
        self.addOutput(QgsProcessingOutputString("VERDICT", tr("Verdict")))

    def _advanced(self, parameter, help):
        self.add(advanced(parameter), help)

    def work(self, parameters, context, feedback):
        from shimonita_gis.datum import Datum
        from shimonita_gis.sheets.task import SheetTask, place_sheet

        task = SheetTask(
            scan=self.parameterAsFile(parameters, "INPUT", context),
            code=self.parameterAsString(parameters, "SHEET_CODE", context),
            datum=Datum(self.parameterAsEnum(parameters, "DATUM", context)),
            output=self.parameterAsOutputLayer(parameters, "OUTPUT", context),
            gcps=self.parameterAsFile(parameters, "GCPS", context),
            model=list(MODELS)[self.parameterAsEnum(parameters, "MODEL", context)],
            crs=self.parameterAsCrs(parameters, "TARGET_CRS", context).toWkt(
                QgsCoordinateReferenceSystem.WktVariant.WKT2_2019
            ),
            clip=self.parameterAsBoolean(parameters, "CLIP", context),
            points=self.parameterAsFileOutput(parameters, "POINTS", context),
            report=self.parameterAsFileOutput(parameters, "REPORT", context),
            parameters=parameter_files(self.parameterAsFile(parameters, "PARAMETERS", context)),
            page=self.parameterAsInt(parameters, "PAGE", context) if parameters.get("PAGE") else None,
        )
        placement = place_sheet(task, progress_of(feedback), feedback.isCanceled)
        for text, values in placement.evidence:
            feedback.pushInfo(tr(text, **values))
        for text, values in placement.doubts + placement.assumptions:
            feedback.pushWarning(tr(text, **values))
        return {
            "OUTPUT": task.output,
            "POINTS": task.points,
            "REPORT": task.report,
            "RMSE": placement.rmse,
            "MAX_RESIDUAL": placement.largest,
            "VERDICT": placement.verdict.value,
        }
