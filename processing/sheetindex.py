"""The map sheets that cover an area."""

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from shimonita_gis.errors import InputError, OutputError
from shimonita_gis.progress import steps
from shimonita_gis.translation import tr

from .algorithm import Algorithm, progress_of
from .dressing import dress_with
from .frames import check_written, finish
from .georeferencesheet import DATUMS

LEVELS = 50000, 5000, 2500, 1000, 500
MOST_SHEETS = 20_000
FIELDS = (
    ("code", QMetaType.Type.QString),
    ("printed", QMetaType.Type.QString),
    ("scale", QMetaType.Type.Int),
    ("west", QMetaType.Type.Double),
    ("south", QMetaType.Type.Double),
    ("east", QMetaType.Type.Double),
    ("north", QMetaType.Type.Double),
)


class SheetIndex(Algorithm):
    NAME = "sheetindex"
    TITLE = "Map sheets of an area"
    GROUP = "sheets"
    TAGS = ("index", "neatline", "sheet code", "索引図", "図郭", "図郭番号", "国土基本図")
    HELP = (
        "Draws the neatlines of the base map's sheets that cover an area, with their codes.\n\n"
        "Sheets on the Tokyo Datum lie some 450 m beside those of the same code on the newer datums; "
        "the result is in EPSG:6677 for all of them. The columns west to north are metres on the sheet's own datum."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(QgsProcessingParameterExtent("EXTENT", tr("Area")), "The sheets that touch this area are drawn.")
        scales = [f"1:{scale:,}" for scale in LEVELS]
        self.add(QgsProcessingParameterEnum("LEVEL", tr("Level"), scales, defaultValue=2), "The scale of the sheets.")
        self.add(
            QgsProcessingParameterEnum("DATUM", tr("Datum that the sheets were drawn on"), [tr(d) for d in DATUMS]),
            "Stated in the margin of the sheets.",
        )
        self.add(QgsProcessingParameterFeatureSink("OUTPUT", tr("Map sheets")), "One polygon a sheet.")
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Number of sheets")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.datum import TOWN_EPSG, Datum
        from shimonita_gis.sheets.sheetindex import neatline_of, sheets_of_area

        crs = QgsCoordinateReferenceSystem(f"EPSG:{TOWN_EPSG}")
        area = self.parameterAsExtent(parameters, "EXTENT", context, crs)
        datum = Datum(self.parameterAsEnum(parameters, "DATUM", context))
        scale = LEVELS[self.parameterAsEnum(parameters, "LEVEL", context)]
        bounds = area.xMinimum(), area.yMinimum(), area.xMaximum(), area.yMaximum()
        sheets = sheets_of_area(bounds, scale, datum)
        if len(sheets) > MOST_SHEETS:
            raise InputError(
                "The area has {count} sheets. Choose a smaller area or a coarser level.", count=len(sheets)
            )
        sink, output = self._sink(parameters, context, crs)
        for sheet in steps(sheets, progress_of(feedback), feedback.isCanceled):
            feature = QgsFeature()
            ring = [QgsPointXY(*point) for point in neatline_of(sheet, datum)]
            feature.setGeometry(QgsGeometry.fromPolygonXY([ring]))
            feature.setAttributes(
                [sheet.code, sheet.hyphenated, sheet.scale, sheet.west, sheet.south, sheet.east, sheet.north]
            )
            if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                raise OutputError(
                    "{file} cannot be written ({reason}). Choose another folder and run it again.",
                    file=output,
                    reason=sink.lastError(),
                )
        finish(sink)
        del sink
        check_written(output, len(sheets))
        dress_with(context, output, _dress)
        feedback.pushInfo(tr("{count} sheets.", count=len(sheets)))
        return {"OUTPUT": output, "COUNT": len(sheets)}

    def _sink(self, parameters, context, crs):
        fields = QgsFields()
        for name, kind in FIELDS:
            fields.append(QgsField(name, kind))
        return self.parameterAsSink(parameters, "OUTPUT", context, fields, QgsWkbTypes.Type.Polygon, crs)


def _dress(layer):
    from shimonita_gis.cartography.sheetlayers import dress_neatlines

    dress_neatlines(layer)
