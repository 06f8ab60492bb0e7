"""An open layer in the formats that people ask for."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputMultipleLayers,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterVectorLayer,
)

from shimonita_gis.translation import tr

from .algorithm import progress_of
from .exportopengeojson import ExportOpenGeoJson
from .marks import marked_at_source

FORMATS = {"gpkg": "GeoPackage", "fgb": "FlatGeobuf", "shp": "Shapefile", "csv": "Table (CSV)", "geojson": "GeoJSON"}


class ExportOpenLayer(ExportOpenGeoJson):
    NAME = "exportopenlayer"
    TITLE = "Export an open layer in other formats"
    TAGS = (
        "open data",
        "geopackage",
        "shapefile",
        "flatgeobuf",
        "csv",
        "シェープファイル",
        "公開",
        "オープンデータ",
        "出力",
    )
    HELP = (
        "Writes a layer as GeoPackage, FlatGeobuf, Shapefile (CP932, with a table of its shortened names), CSV or "
        "GeoJSON, reads each file back and compares it with the layer.\n"
        "Only chosen fields leave, and personal ones not without an approver. What a format cannot hold is said with "
        "its feature, and nothing is written."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterVectorLayer("INPUT", tr("Layer"), [QgsProcessing.SourceType.TypeVectorAnyGeometry]),
            "The layer to publish.",
        )
        self.add(
            self._fields("FIELDS", tr("Fields that leave")),
            "Only these fields leave the town hall. Left empty: all fields.",
        )
        self.add(
            QgsProcessingParameterEnum("FORMATS", tr("Formats"), list(map(tr, FORMATS.values())), allowMultiple=True,
                                       defaultValue=[0]),
            "GeoJSON and CSV are in longitude and latitude, the others in EPSG:6677.",
        )  # fmt: skip
        self.add(
            QgsProcessingParameterFolderDestination("OUTPUT_FOLDER", tr("Folder")),
            "Files are named after the layer. Older ones of that name are replaced when all new ones are right.",
        )
        self.add_release()
        self.addOutput(QgsProcessingOutputMultipleLayers("FILES", tr("Files")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.files import files_written_beside
        from shimonita_gis.opendata.filenames import safe_name
        from shimonita_gis.opendata.formats import write_format
        from shimonita_gis.opendata.geojson import Wishes

        path, name = self._file(parameters, context, feedback)
        layer = self.parameterAsVectorLayer(parameters, "INPUT", context)
        wishes = Wishes(
            fields=tuple(self.parameterAsStrings(parameters, "FIELDS", context)) or None,
            released=tuple(self.parameterAsStrings(parameters, "RELEASE", context)),
            approver=self.parameterAsString(parameters, "APPROVER", context),
        )
        keys = [list(FORMATS)[i] for i in self.parameterAsEnums(parameters, "FORMATS", context)]
        marked, progress = marked_at_source(layer), progress_of(feedback)
        target = self.parameterAsString(parameters, "OUTPUT_FOLDER", context)
        with files_written_beside(target) as folder:
            for number, key in enumerate(keys):
                write_format(key, path, name or None, folder, safe_name(layer.name()), wishes, marked=marked,
                             cancelled=feedback.isCanceled)  # fmt: skip
                progress(number + 1, len(keys))
            names = sorted(each.name for each in folder.iterdir())
        for each in names:
            feedback.pushInfo(each)
        return {"OUTPUT_FOLDER": target, "FILES": [f"{target}/{each}" for each in names]}
