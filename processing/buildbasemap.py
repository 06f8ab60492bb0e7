"""One seamless base map from the placed sheets."""

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterVectorDestination,
)

from shimonita_gis.translation import tr

from .algorithm import Algorithm, progress_of


class BuildBaseMap(Algorithm):
    NAME = "buildbasemap"
    TITLE = "Build the base map from placed sheets"
    GROUP = "sheets"
    TAGS = ("mosaic", "merge", "neatline", "base map", "モザイク", "接合", "基本図", "図郭")
    HELP = (
        "Joins the sheets that passed to one seamless map, each cut at its neatline.\n\n"
        "How well neighbours fit is measured from the linework at each join: 'across' from the neatline that both "
        "sheets draw, 'along' from the lines that cross it, in metres. Sheets that did not pass are left out: compare "
        "them by eye and set their status to 'passed' in the index layer."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterFile("INDEX", tr("Index of the sheets"), fileFilter="GeoPackage (*.gpkg)"),
            "Written by 'Place a folder of scanned map sheets'.",
        )
        self.add(QgsProcessingParameterRasterDestination("OUTPUT", tr("Base map")), "A Cloud-Optimized GeoTIFF.")
        self.add(
            QgsProcessingParameterVectorDestination(
                "MISMATCH", tr("Mismatch at the joins"), optional=True, createByDefault=False
            ),
            "One line a join, with the mismatch in metres.",
        )
        self.addOutput(QgsProcessingOutputNumber("SHEETS", tr("Number of sheets")))
        self.addOutput(QgsProcessingOutputNumber("LEFT_OUT", tr("Sheets left out")))
        self.addOutput(QgsProcessingOutputNumber("LARGEST", tr("Largest mismatch (m)")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.progress import part
        from shimonita_gis.sheets.basemap import measure_joins, read_index, write_basemap, write_joins

        pieces, left_out, crs = read_index(self.parameterAsFile(parameters, "INDEX", context))
        if left_out:
            feedback.pushWarning(tr("{count} scans of the index have not passed and are left out.", count=left_out))
        progress = progress_of(feedback)
        output = self.parameterAsOutputLayer(parameters, "OUTPUT", context)
        mismatch = self.file_of(parameters, "MISMATCH", context)
        joins = measure_joins(pieces, part(progress, 0, 0.2), feedback.isCanceled)
        for join in joins:
            feedback.pushInfo(
                tr(
                    "{first} | {second}: across {across:.2f} m, along {along:.2f} m, largest {largest:.2f} m, "
                    "{pieces} pieces",
                    first=join.first,
                    second=join.second,
                    across=join.across,
                    along=join.along,
                    largest=join.largest,
                    pieces=join.pieces,
                )
            )
        write_basemap(pieces, crs, output, part(progress, 0.2, 1), feedback.isCanceled)
        if mismatch:
            write_joins(joins, crs, mismatch)
        return {
            "OUTPUT": output,
            "MISMATCH": mismatch,
            "SHEETS": len(pieces),
            "LEFT_OUT": left_out,
            "LARGEST": max((join.largest for join in joins if join.pieces), default=0.0),
        }
