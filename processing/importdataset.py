"""A town's published CSV to a layer, its repairs listed."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameters,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
    QgsVectorFileWriter,
    QgsWkbTypes,
)

from shimonita_gis.translation import tr

from .algorithm import Algorithm


class ImportDataset(Algorithm):
    NAME = "importdataset"
    TITLE = "Import dataset"
    GROUP = "opendata"
    TAGS = ("open data", "csv", "import", "オープンデータ", "推奨データセット", "自治体標準", "取込")
    HELP = (
        "Reads a CSV that a town has published, as it is, and makes a layer of it.\n"
        "Every row comes in. What is certain is repaired (lost zeros, width, dashes, swapped coordinates, dates) and "
        "each repair is listed; what would be a guess is left as it is and listed too.\n"
        "A population table, which has no coordinates, takes the shapes of the areas of the same code or name."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterFile("INPUT", tr("CSV file"), fileFilter="CSV (*.csv)"),
            "UTF-8 with or without BOM, or CP932 (Shift_JIS).",
        )
        self.add(
            QgsProcessingParameterString("DATASET", tr("Dataset"), optional=True),
            "Its id such as aed, its Japanese title, or a definition file (.json). "
            "Left empty: recognised by the columns.",
        )
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        self.add(
            QgsProcessingParameterVectorLayer("AREAS", tr("Areas of a population table"), polygons, optional=True),
            "Districts or blocks whose code or name stands in the table. Left empty: the rows are placed by their "
            "latitude and longitude.",
        )
        self.add(
            QgsProcessingParameterField(
                "AREA_FIELD", tr("Code or name of the areas"), parentLayerParameterName="AREAS", optional=True
            ),
            "Left empty: the field that means the same as the table's area code or area name.",
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Layer"), QgsProcessing.SourceType.TypeVectorAnyGeometry),
            "Points in JGD2011 longitude and latitude (EPSG:6668), one feature a row; with areas their shapes.",
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "PROBLEMS", tr("Repairs and problems"), "csv (*.csv);;gpkg (*.gpkg);;geojson (*.geojson)", optional=True
            ),
            "A table of every repair and of everything that a person must look at, by row and column, with the "
            "feature's number and place; as .gpkg or .geojson a layer of points.",
        )
        for name, title in (("COUNT", "Number of rows"), ("REPAIRED", "Repairs"), ("PROBLEM_COUNT", "Problems")):
            self.addOutput(QgsProcessingOutputNumber(name, tr(title)))

    def work(self, parameters, context, feedback):
        from shimonita_gis.opendata.importing import import_dataset
        from shimonita_gis.opendata.remarks import write_remarks

        from .exportdataset import definition_folders
        from .frames import write_frame

        imported = import_dataset(
            self.parameterAsFile(parameters, "INPUT", context),
            self.parameterAsString(parameters, "DATASET", context) or None,
            folders=definition_folders(),
        )
        shape = QgsWkbTypes.Type.Point
        if parameters.get("AREAS"):
            imported, shape = self._joined(imported, parameters, context, feedback), QgsWkbTypes.Type.MultiPolygon
        layer = write_frame(self, parameters, "OUTPUT", context, imported.frame, shape)
        table = self.parameterAsFileOutput(parameters, "PROBLEMS", context)
        if table:
            write_remarks(table, imported.remarks, imported.places)
        repaired = sum(remark.is_repair for remark in imported.remarks)
        problems = sum(remark.is_problem for remark in imported.remarks)
        title = imported.dataset.title if imported.dataset else tr("no known dataset")
        feedback.pushInfo(tr("{title}: {count} row(s), {repaired} repair(s), {problems} problem(s).", title=title,
                             count=len(imported.frame), repaired=repaired, problems=problems))  # fmt: skip
        return {"OUTPUT": layer, "PROBLEMS": table, "COUNT": len(imported.frame), "REPAIRED": repaired,
                "PROBLEM_COUNT": problems}  # fmt: skip

    def _joined(self, imported, parameters, context, feedback):
        from shimonita_gis.opendata.population import join_areas

        path, name = QgsProcessingParameters.parameterAsCompatibleSourceLayerPathAndLayerName(
            self.parameterDefinition("AREAS"), parameters, context,
            QgsVectorFileWriter.supportedFormatExtensions(), "gpkg", feedback,
        )  # fmt: skip
        return join_areas(imported, path, name or None, self.parameterAsString(parameters, "AREA_FIELD", context))
