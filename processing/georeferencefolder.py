"""A folder of scanned map sheets, each in its place."""

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterVectorDestination,
)

from shimonita_gis.translation import tr

from .algorithm import Algorithm, progress_of
from .dressing import dress_with
from .georeferencesheet import DATUMS, parameter_files, parameters_parameter

COUNTS = {  # translatable
    "PASSED": "Passed",
    "UNCONFIRMED": "Unconfirmed",
    "REFUSED": "Refused (do not use)",
}


class GeoreferenceFolder(Algorithm):
    NAME = "georeferencefolder"
    TITLE = "Place a folder of scanned map sheets"
    GROUP = "sheets"
    TAGS = ("georeference", "batch", "neatline", "scan", "一括", "図郭", "位置合わせ", "幾何補正", "スキャン", "索引図")
    HELP = (
        "Places every scan in a folder; the sheet code is taken from the file name, such as 09JB164C.tif.\n\n"
        "A second run does only what is new or changed. A scan that cannot be placed is listed with its reason and "
        "never stops the others. The index layer shows for each scan whether it passed, is unconfirmed (compare the "
        "code, the datum and the direction of the lettering by eye) or was refused. What you accept or refuse, in the "
        "placing window or by setting 'status' in the index layer, is kept by the next run unless the scan or the "
        "settings have changed; 'unconfirmed' takes a decision back.\n\n"
        "All sheets of the folder must be drawn on one datum: sort them into one folder a datum first."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        folder = QgsProcessingParameterFile.Behavior.Folder
        self.add(
            QgsProcessingParameterFile("FOLDER", tr("Folder with scans"), folder),
            "TIFF, JPEG, PNG and PDF files in it.",
        )
        self.add(
            QgsProcessingParameterEnum("DATUM", tr("Datum that the sheets were drawn on"), [tr(d) for d in DATUMS]),
            "Stated in the margin of the sheets. A wrong datum is an error of 450 m.",
        )
        self.add(*parameters_parameter())
        self.add(
            QgsProcessingParameterFolderDestination("OUTPUT_FOLDER", tr("Folder for the placed sheets")),
            "Placed sheets, their control points and reports go here; give the same folder to continue a run.",
        )
        self.add(QgsProcessingParameterVectorDestination("INDEX", tr("Index of the sheets")), "A GeoPackage.")
        self.add(
            QgsProcessingParameterFileDestination(
                "REPORT", tr("Summary page"), "*.html", optional=True, createByDefault=False
            ),
            "Lists every scan, those to look at first.",
        )
        for name, title in COUNTS.items():
            self.addOutput(QgsProcessingOutputNumber(name, tr(title)))

    def work(self, parameters, context, feedback):
        from shimonita_gis.cartography.sheetlayers import dress_placed
        from shimonita_gis.datum import Datum
        from shimonita_gis.sheets.folderindex import write_index, write_summary
        from shimonita_gis.sheets.sheetfolder import place_folder

        output_folder = self.parameterAsString(parameters, "OUTPUT_FOLDER", context)
        index = self.parameterAsOutputLayer(parameters, "INDEX", context)
        report = self.parameterAsFileOutput(parameters, "REPORT", context)
        files = parameter_files(self.parameterAsFile(parameters, "PARAMETERS", context))
        records = place_folder(
            self.parameterAsFile(parameters, "FOLDER", context),
            output_folder,
            Datum(self.parameterAsEnum(parameters, "DATUM", context)),
            progress_of(feedback),
            feedback.isCanceled,
            lambda record: feedback.pushInfo(f"{record.scan}: {record.status} {record.reason}"),
            files,
            index,
        )
        write_index(records, output_folder, index, files)
        dress_with(context, index, dress_placed)
        if report:
            write_summary(records, output_folder, report)
        statuses = [record.status for record in records]
        counts = {status.upper(): statuses.count(status) for status in ("passed", "unconfirmed", "refused")}
        return {"OUTPUT_FOLDER": output_folder, "INDEX": index, "REPORT": report, **counts}
