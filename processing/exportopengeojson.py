"""A layer as GeoJSON that keeps RFC 7946, checked after writing."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameters,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
    QgsVectorFileWriter,
)

from shimonita_gis.errors import InputError
from shimonita_gis.translation import tr

from .algorithm import Algorithm, progress_of
from .marks import marked_at_source

LICENCES = ("CC BY 4.0", "PDL1.0", "CC0 1.0")


class ExportOpenGeoJson(Algorithm):
    NAME = "exportopengeojson"
    TITLE = "Export open GeoJSON"
    GROUP = "opendata"
    TAGS = ("open data", "geojson", "rfc 7946", "オープンデータ", "公開", "書き出し", "個人情報")
    HELP = (
        "Writes a layer as GeoJSON that every program reads (RFC 7946), and reads it back to check it.\n"
        "Places are brought to WGS 84, old Tokyo-datum layers exactly; broken shapes are mended and listed in the "
        "report. Personal information stops the export until an approver releases the field by its name. "
        "Only a file without a finding takes its place."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterVectorLayer("INPUT", tr("Layer"), [QgsProcessing.SourceType.TypeVector]),
            "The layer or file to publish. It must say its reference system.",
        )
        self.add(
            self._fields("FIELDS", tr("Fields that leave")),
            "Only these fields leave the town hall. Left empty: all fields.",
        )
        self.add(
            QgsProcessingParameterNumber("PRECISION", tr("Decimals"), defaultValue=7, minValue=3, maxValue=9),
            "Decimals of longitude and latitude: 7 is a centimetre, 6 a decimetre.",
        )
        self.add(
            QgsProcessingParameterEnum(
                "LICENSE", tr("Licence"), list(LICENCES), defaultValue=LICENCES[0], usesStaticStrings=True
            ),
            "The licence under which the data is published; it stands in the report with the credit text.",
        )
        self._add_advanced()
        self.add(
            QgsProcessingParameterFileDestination("OUTPUT", tr("GeoJSON"), "GeoJSON (*.geojson)"),
            "The file to write. An older one is replaced only when the new one is right.",
        )
        self.add(
            QgsProcessingParameterFileDestination("REPORT", tr("Report"), "HTML (*.html)", optional=True),
            "A page that says what left, how it was checked, and what happened to single features.",
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Number of features")))

    def _add_advanced(self):
        self._advanced(
            QgsProcessingParameterBoolean("HEIGHTS", tr("Keep heights (3D)"), False),
            "Keeps the third coordinate, in metres as in the source. Many web maps want two.",
        )
        self.add_release()

    def add_release(self):
        """What an approver fills in to let personal fields go."""
        advanced = (
            (
                self._fields("RELEASE", tr("Personal fields that an approver releases")),
                "Fields that look personal or are marked as personal, and may leave all the same.",
            ),
            (
                QgsProcessingParameterString("APPROVER", tr("Name of the approver"), optional=True),
                "Who releases them. The name stands in the report.",
            ),
        )
        for parameter, help in advanced:
            self._advanced(parameter, help)

    def _advanced(self, parameter, help):
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.add(parameter, help)

    def _fields(self, name, title):
        return QgsProcessingParameterField(
            name, title, parentLayerParameterName="INPUT", allowMultiple=True, optional=True
        )  # fmt: skip

    def work(self, parameters, context, feedback):
        from shimonita_gis.opendata.geojson import Wishes, export_geojson, written_report

        path, name = self._file(parameters, context, feedback)
        output = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        report = self.parameterAsFileOutput(parameters, "REPORT", context)
        wishes = Wishes(
            fields=tuple(self.parameterAsStrings(parameters, "FIELDS", context)) or None,
            precision=self.parameterAsInt(parameters, "PRECISION", context),
            heights=self.parameterAsBoolean(parameters, "HEIGHTS", context),
            licence=self.parameterAsEnumString(parameters, "LICENSE", context),
            released=tuple(self.parameterAsStrings(parameters, "RELEASE", context)),
            approver=self.parameterAsString(parameters, "APPROVER", context),
        )
        marked = marked_at_source(self.parameterAsVectorLayer(parameters, "INPUT", context))
        export = export_geojson(path, output, wishes, name or None, progress_of(feedback), feedback.isCanceled, marked)
        self._say(export, feedback)
        if report:
            written_report(export, report)
        return {"OUTPUT": output, "REPORT": report, "COUNT": export.count}

    def _say(self, export, feedback):
        from shimonita_gis.opendata.lonlat import WHAT_HAPPENED

        feedback.pushInfo(tr("{count} feature(s) written, read back and found right.", count=export.count))
        for sentence in export.assumptions:
            feedback.pushWarning(tr(sentence))
        for what, (number, first) in export.happened.items():
            sentence, named = tr(WHAT_HAPPENED[what]), ", ".join(map(str, first[:5]))
            feedback.pushWarning(
                tr("{count} feature(s): {sentence} The first: {first}.", count=number, sentence=sentence, first=named)
            )

    def _file(self, parameters, context, feedback):
        """The layer as a file that GDAL reads: path, name of the layer in it. Unsaved layers are copied to one."""
        layer = self.parameterAsVectorLayer(parameters, "INPUT", context)
        if layer is None:
            raise InputError(
                "{layer} cannot be opened as a vector layer. Check that the file is there and is not damaged.",
                layer=parameters.get("INPUT"),
            )  # fmt: skip
        if not layer.crs().isValid():
            raise InputError(
                "{layer} does not say its reference system, so its places on the earth are unknown. "
                "Set the layer's reference system in QGIS (for older town data ask which datum it is on), "
                "and export it again.",
                layer=layer.name(),
            )
        return QgsProcessingParameters.parameterAsCompatibleSourceLayerPathAndLayerName(
            self.parameterDefinition("INPUT"), parameters, context,
            QgsVectorFileWriter.supportedFormatExtensions(), "gpkg", feedback,
        )  # fmt: skip
