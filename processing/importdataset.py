"""A town's published CSV to a layer, its repairs listed."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
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
        "each repair is listed; what would be a guess is left as it is and listed too."
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
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Layer"), QgsProcessing.SourceType.TypeVectorPoint),
            "Points in JGD2011 longitude and latitude (EPSG:6668), one feature a row.",
        )
        self.add(
            QgsProcessingParameterFileDestination("PROBLEMS", tr("Repairs and problems"), "CSV (*.csv)", optional=True),
            "A table of every repair and of everything that a person must look at, by row and column.",
        )
        for name, title in (("COUNT", "Number of rows"), ("REPAIRED", "Repairs"), ("PROBLEM_COUNT", "Problems")):
            self.addOutput(QgsProcessingOutputNumber(name, tr(title)))

    def work(self, parameters, context, feedback):
        from shimonita_gis.opendata.importing import import_dataset, remarks_table
        from shimonita_gis.opendata.table import write_table

        from .frames import write_frame

        imported = import_dataset(
            self.parameterAsFile(parameters, "INPUT", context),
            self.parameterAsString(parameters, "DATASET", context) or None,
        )
        layer = write_frame(self, parameters, "OUTPUT", context, imported.frame, QgsWkbTypes.Type.Point)
        table = self.parameterAsFileOutput(parameters, "PROBLEMS", context)
        if table:
            write_table(table, *remarks_table(imported.remarks))
        repaired = sum(remark.is_repair for remark in imported.remarks)
        title = imported.dataset.title if imported.dataset else tr("no known dataset")
        feedback.pushInfo(tr("{title}: {count} row(s), {repaired} repair(s), {problems} problem(s).", title=title,
                             count=len(imported.frame), repaired=repaired,
                             problems=len(imported.remarks) - repaired))  # fmt: skip
        return {"OUTPUT": layer, "PROBLEMS": table, "COUNT": len(imported.frame), "REPAIRED": repaired,
                "PROBLEM_COUNT": len(imported.remarks) - repaired}  # fmt: skip
