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
from .marks import marked_at_source

LAYOUTS = ("kihon", "hyojun")
ENCODINGS = ("UTF-8 with BOM", "UTF-8", "CP932")
PROPERTY = "shimonita_gis/mapping"  # where a layer of a project keeps its mappings
KINDS = {"CSV": "csv (*.csv)", "GEOJSON": "geojson (*.geojson)",
         "PROBLEMS": "csv (*.csv);;gpkg (*.gpkg);;geojson (*.geojson)"}  # fmt: skip
FILES = (  # translatable
    ("CSV", "CSV", "The file to write."),
    ("GEOJSON", "GeoJSON", "The file to write."),
    (
        "PROBLEMS", "Problems",
        "A table of repairs and problems by feature and column, with each feature's number and place; "
        "as .gpkg or .geojson a layer of points.",
    ),
)  # fmt: skip


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
            'Which field goes into which column, as {"column": "field"}; "" leaves a column empty. Left out: what was '
            "kept with the layer in the mapping window; the rest is recognised by name.",
        )
        self._add_advanced()
        for name, title, help in FILES:
            self.add(QgsProcessingParameterFileDestination(name, tr(title), KINDS[name], optional=True), help)
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
        from shimonita_gis.opendata.remarks import write_remarks

        name = self.parameterAsString(parameters, "DATASET", context)
        wanted = dataset(name, self.parameterAsEnumString(parameters, "LAYOUT", context), definition_folders())
        files = {name: self.parameterAsFileOutput(parameters, name, context) for name in ("CSV", "GEOJSON", "PROBLEMS")}
        layer = self._layer(parameters, context)
        path, layer_name = self._file(parameters, context, feedback)
        wishes = Wishes(
            released=tuple(self.parameterAsStrings(parameters, "RELEASE", context)),
            approver=self.parameterAsString(parameters, "APPROVER", context),
        )
        mapping = self._mapping(parameters, context, wanted, layer)
        prepared = exporting.prepare_dataset(
            path, wanted, mapping, layer_name or None, wishes, labels_of(layer), marked_at_source(layer)
        )
        if files["CSV"]:
            exporting.write_csv(prepared, files["CSV"], self.parameterAsEnumString(parameters, "ENCODING", context))
        if files["GEOJSON"]:
            exporting.write_geojson(prepared, files["GEOJSON"])
        if files["PROBLEMS"]:
            places = dict(zip(prepared.features, prepared.places, strict=True))
            write_remarks(files["PROBLEMS"], prepared.remarks, places)
        problems = sum(remark.is_problem for remark in prepared.remarks)
        feedback.pushInfo(tr("{title}: {count} feature(s), {problems} problem(s).", title=wanted.title,
                             count=len(prepared.rows), problems=problems))  # fmt: skip
        return {**files, "COUNT": len(prepared.rows), "PROBLEM_COUNT": problems}

    def _mapping(self, parameters, context, wanted, layer):
        """The mapping that is given, else the one kept with the layer in the project, else the one beside its file."""
        from shimonita_gis.opendata.mapping import read_mapping

        given = self.parameterAsString(parameters, "MAPPING", context)
        return read_mapping(given) if given.strip() else mapping_of(layer, wanted)

    def _layer(self, parameters, context):
        layer = self.parameterAsVectorLayer(parameters, "INPUT", context)
        if layer is None:
            raise InputError(
                "{layer} cannot be opened as a vector layer. Check that the file is there and is not damaged.",
                layer=parameters.get("INPUT"),
            )
        return layer

    def _file(self, parameters, context, feedback):
        return QgsProcessingParameters.parameterAsCompatibleSourceLayerPathAndLayerName(
            self.parameterDefinition("INPUT"), parameters, context,
            QgsVectorFileWriter.supportedFormatExtensions(), "gpkg", feedback,
        )  # fmt: skip


def mapping_of(layer, wanted):
    """The mapping for the dataset ``wanted`` that is kept with ``layer``: in the project, or beside its file."""
    from shimonita_gis.opendata.mapping import kept_mapping, read_beside

    fields = layer.fields().names()
    kept = kept_mapping(layer.customProperty(PROPERTY, ""), wanted, fields)
    if kept:
        return kept
    return kept_mapping(read_beside(*file_of(layer)), wanted, fields) if layer.source() else {}


def file_of(layer):
    """The file of a layer, and the layer's name in it ('' where the file holds one only)."""
    path, _, rest = layer.source().partition("|")
    return path, rest.partition("layername=")[2].partition("|")[0]


def labels_of(layer):
    """What the project calls the layer's fields: field -> alias."""
    return {field.name(): field.alias() for field in layer.fields() if field.alias()}


def definition_folders():
    """Where the town lays definitions of its own: the folder 'datasets' of the hub, and of the QGIS profile."""
    from pathlib import Path

    from qgis.core import QgsApplication

    from shimonita_gis import settings

    hub = settings.load().hub
    folders = [Path(hub, "datasets")] if hub else []
    return [*folders, Path(QgsApplication.qgisSettingsDirPath(), "shimonita_gis", "datasets")]
