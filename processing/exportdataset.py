"""A layer as one of the agreed datasets."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameters,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
    QgsVectorFileWriter,
)

from shimonita_gis.errors import InputError
from shimonita_gis.translation import tr

from .algorithm import Algorithm

LAYOUTS = ("kihon", "hyojun")
ENCODINGS = ("UTF-8 with BOM", "UTF-8", "CP932")


class ExportDataset(Algorithm):
    NAME = "exportdataset"
    TITLE = "Export dataset"
    GROUP = "opendata"
    TAGS = ("open data", "csv", "geojson", "オープンデータ", "推奨データセット", "自治体標準", "公開")
    HELP = (
        "Publishes a layer as one of the datasets with agreed columns, as CSV and GeoJSON.\n"
        "Columns take the fields that mean the same; the mapping says where that is wrong. Required columns, types, "
        "code lists, readings, times, codes and double ids are checked, and problems listed by feature and column."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterVectorLayer("INPUT", tr("Layer"), [QgsProcessing.SourceType.TypeVector]),
            "The layer or file to publish. It must say its reference system.",
        )
        self.add(
            QgsProcessingParameterString("DATASET", tr("Dataset")),
            "Its id such as aed or public_toilet, its Japanese title, or a definition file (.json) of your own.",
        )
        self.add(
            QgsProcessingParameterEnum(
                "LAYOUT", tr("Layout"), list(LAYOUTS), defaultValue=LAYOUTS[0], usesStaticStrings=True
            ),
            "kihon: the recommended datasets; hyojun: the newer standard layouts of municipalities.",
        )
        self.add(
            QgsProcessingParameterString("MAPPING", tr("Mapping"), optional=True, multiLine=True),
            'Which field goes into which column, as {"column": "field"}; the rest is recognised by name.',
        )
        self._add_advanced()
        for name, title, kind in (("CSV", "CSV", "csv"), ("GEOJSON", "GeoJSON", "geojson"),
                                  ("PROBLEMS", "Problems", "csv")):  # fmt: skip
            self.add(
                QgsProcessingParameterFileDestination(name, tr(title), f"{kind} (*.{kind})", optional=True),
                "A table of repairs and problems by feature and column."
                if name == "PROBLEMS"
                else "The file to write.",
            )
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Number of features")))
        self.addOutput(QgsProcessingOutputNumber("PROBLEM_COUNT", tr("Problems")))

    def _add_advanced(self):
        advanced = (
            (
                QgsProcessingParameterEnum(
                    "ENCODING", tr("Encoding of the CSV"), list(ENCODINGS), defaultValue=ENCODINGS[0],
                    usesStaticStrings=True,
                ),
                "UTF-8 with BOM opens right in a spreadsheet program.",
            ),
            (
                QgsProcessingParameterField(
                    "RELEASE", tr("Personal fields that an approver releases"), parentLayerParameterName="INPUT",
                    allowMultiple=True, optional=True,
                ),
                "Fields that look personal or are marked as personal, and may leave all the same.",
            ),
            (
                QgsProcessingParameterString("APPROVER", tr("Name of the approver"), optional=True),
                "Who releases them.",
            ),
        )  # fmt: skip
        for parameter, help in advanced:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
            self.add(parameter, help)

    def work(self, parameters, context, feedback):
        from shimonita_gis.opendata import exporting
        from shimonita_gis.opendata.datasets import dataset
        from shimonita_gis.opendata.geojson import Wishes
        from shimonita_gis.opendata.importing import remarks_table
        from shimonita_gis.opendata.table import write_table

        text = {name: self.parameterAsString(parameters, name, context) for name in ("DATASET", "MAPPING", "APPROVER")}
        files = {name: self.parameterAsFileOutput(parameters, name, context) for name in ("CSV", "GEOJSON", "PROBLEMS")}
        path, name = self._file(parameters, context, feedback)
        wanted = dataset(text["DATASET"], self.parameterAsEnumString(parameters, "LAYOUT", context))
        wishes = Wishes(
            released=tuple(self.parameterAsStrings(parameters, "RELEASE", context)), approver=text["APPROVER"]
        )
        prepared = exporting.prepare_dataset(
            path, wanted, exporting.read_mapping(text["MAPPING"]), name or None, wishes
        )
        if files["CSV"]:
            exporting.write_csv(prepared, files["CSV"], self.parameterAsEnumString(parameters, "ENCODING", context))
        if files["GEOJSON"]:
            exporting.write_geojson(prepared, files["GEOJSON"])
        if files["PROBLEMS"]:
            write_table(files["PROBLEMS"], *remarks_table(prepared.remarks))
        problems = sum(not remark.is_repair for remark in prepared.remarks)
        feedback.pushInfo(tr("{title}: {count} feature(s), {problems} problem(s).", title=wanted.title,
                             count=len(prepared.rows), problems=problems))  # fmt: skip
        return {**files, "COUNT": len(prepared.rows), "PROBLEM_COUNT": problems}

    def _file(self, parameters, context, feedback):
        if self.parameterAsVectorLayer(parameters, "INPUT", context) is None:
            raise InputError(
                "{layer} cannot be opened as a vector layer. Check that the file is there and is not damaged.",
                layer=parameters.get("INPUT"),
            )
        return QgsProcessingParameters.parameterAsCompatibleSourceLayerPathAndLayerName(
            self.parameterDefinition("INPUT"), parameters, context,
            QgsVectorFileWriter.supportedFormatExtensions(), "gpkg", feedback,
        )  # fmt: skip
