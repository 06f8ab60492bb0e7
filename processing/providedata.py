"""Data for an applicant, cut, packed and entered in the ledger."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)

from shimonita_gis.translation import tr

from .algorithm import Algorithm, progress_of

FORMATS = {  # translatable
    "pdf": "Map to print (PDF)",
    "geojson": "GeoJSON",
    "gpkg": "GeoPackage",
    "fgb": "FlatGeobuf",
    "shp": "Shapefile",
    "csv": "Table (CSV)",
}
PAPERS = ("A4", "A3")


class ProvideData(Algorithm):
    NAME = "providedata"
    TITLE = "Provide data to an applicant"
    GROUP = "opendata"
    TAGS = ("counter", "application", "ledger", "窓口", "申請", "データ提供", "台帳", "切り出し")
    HELP = (
        "Cuts an area out of the hub's open layers and packs it for an applicant: data in the formats asked for, a map "
        "to print, terms of use and a note in plain words.\n"
        "Layers that may not leave are not offered, and personal fields never leave. The application is entered in the "
        "hub's ledger, and nothing of the applicant goes into the package."
    )

    def flags(self):
        """A layout is drawn where QGIS draws all of them: in its main thread."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration=None):  # noqa: N802
        folder = QgsProcessingParameterFile.Behavior.Folder
        self.add(QgsProcessingParameterFile("HUB", tr("Hub"), folder), "The hub's folder.")
        self.add(
            QgsProcessingParameterFile(
                "APPLICATION", tr("Application"), fileFilter=tr("Forms (*.csv *.xml)"), optional=True
            ),
            "As the online form delivers it, CSV or XML. What is filled in below goes before what it says.",
        )
        for name, title, help in TEXTS:
            self.add(QgsProcessingParameterString(name, tr(title), optional=name != "OFFICER"), help)
        self.add(
            QgsProcessingParameterVectorLayer(
                "DRAWN", tr("Area drawn in a layer"), [QgsProcessing.SourceType.TypeVectorPolygon], optional=True
            ),
            "A layer of polygons; of these the selected ones, if any are selected. It goes before the area above.",
        )
        self.add(
            QgsProcessingParameterEnum(
                "FORMATS", tr("Formats"), list(map(tr, FORMATS.values())), allowMultiple=True, optional=True
            ),
            "Left empty: those that the application names, else a map to print and GeoJSON.",
        )
        self.add(QgsProcessingParameterEnum("PAPER", tr("Paper of the map"), list(PAPERS), defaultValue=0))
        self.add(
            QgsProcessingParameterFileDestination("OUTPUT", tr("Package"), tr("Packages (*.zip)")),
            "One file to hand over.",
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Number of layers")))
        self.addOutput(QgsProcessingOutputString("NUMBER", tr("Number of the application")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.cartography.provision import answer_application

        hub = self.parameterAsFile(parameters, "HUB", context)
        asked = self._asked(parameters, context)
        package = answer_application(
            hub, asked, self.parameterAsString(parameters, "OFFICER", context),
            self.parameterAsFileOutput(parameters, "OUTPUT", context), self._drawn(parameters, context),
            PAPERS[self.parameterAsEnum(parameters, "PAPER", context)], progress_of(feedback), feedback.isCanceled,
        )  # fmt: skip
        for cut in package.cuts:
            feedback.pushInfo(tr("{title}: {count} feature(s).", title=cut.entry.title, count=cut.count))
        return {
            "OUTPUT": str(package.file), "COUNT": sum(cut.count > 0 for cut in package.cuts), "NUMBER": asked.number,
        }  # fmt: skip

    def _asked(self, parameters, context):
        """The application in the file, with what was typed in its place; or what was typed alone."""
        from shimonita_gis.cartography.provision import application_asked
        from shimonita_gis.opendata.applications import names_of, plain

        typed = {name: plain(self.parameterAsString(parameters, key, context)) for key, name in TYPED.items()}
        typed["layers"] = names_of(typed["layers"])
        chosen = self.parameterAsEnums(parameters, "FORMATS", context) if parameters.get("FORMATS") is not None else []
        typed["formats"] = tuple(list(FORMATS)[i] for i in chosen)  # of nothing chosen QGIS makes the first
        files = [self.parameterAsFile(parameters, name, context) for name in ("HUB", "APPLICATION")]
        return application_asked(*files, typed)

    def _drawn(self, parameters, context):
        """The Area of a layer's polygons; None where no layer is given."""
        from shimonita_gis.cartography.provision import drawn_area

        layer = self.parameterAsVectorLayer(parameters, "DRAWN", context)
        return drawn_area(layer) if layer else None


TEXTS = (  # translatable
    (
        "NUMBER",
        "Number of the application",
        "Left empty: the number in the file. A number that waits in the ledger needs no file.",
    ),
    ("PURPOSE", "Purpose", "What the applicant wants the data for. It stays in the ledger."),
    (
        "LAYERS",
        "Layers",
        "Titles of open layers, with a semicolon between. Left empty: those of the application, else all.",
    ),
    ("AREA", "Area", "A sheet code, the name of a district, a parcel number, or a polygon as WKT (EPSG:6677)."),
    ("OFFICER", "Name of the officer", "Who answers the application. The name stands in the ledger."),
)
TYPED = {"NUMBER": "number", "PURPOSE": "purpose", "LAYERS": "layers", "AREA": "area"}
