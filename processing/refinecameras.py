"""Overlapping photos correct each other's pose."""

from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterRasterLayer,
    QgsWkbTypes,
)

from shimonita_gis.translation import tr

from .algorithm import Algorithm, progress_of


class RefineCameras(Algorithm):
    NAME = "refinecameras"
    TITLE = "Refine photo positions"
    GROUP = "photos"
    TAGS = ("photo", "match", "bundle", "写真", "位置補正", "マッチング", "ドローン")
    HELP = (
        "Finds what overlapping photos both show and shifts, turns and scales the photos so that they agree.\n\n"
        "For photos that look down. Photos whose picture some program has turned by half are found and turned back. "
        "The disagreement before and after is reported; a correction too large to be believed is not made."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterFeatureSource("CAMERAS", tr("Cameras"), [QgsProcessing.SourceType.TypeVectorPoint]),
            "The layer of cameras from 'Import drone photos'; the photos must still be where they were.",
        )
        self.add(
            QgsProcessingParameterRasterLayer("DEM", tr("Terrain model"), optional=True),
            "Without one the ground is taken to be flat at take-off height.",
        )
        self.add(QgsProcessingParameterFeatureSink("OUTPUT", tr("Refined cameras")), "Can be used like the cameras.")
        self.addOutput(QgsProcessingOutputNumber("BEFORE", tr("Disagreement before (m, median)")))
        self.addOutput(QgsProcessingOutputNumber("AFTER", tr("Disagreement after (m, median)")))
        self.addOutput(QgsProcessingOutputNumber("TURNED_COUNT", tr("Number of turned photos")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.photos.refine import refine_table

        from .frames import read_frame, write_frame
        from .orthophotos import finder_for, terrain_around

        cameras = read_frame(self.vector_source(parameters, "CAMERAS", context))
        terrain = terrain_around(self.parameterAsRasterLayer(parameters, "DEM", context), cameras)
        finder = finder_for(self.parameterAsVectorLayer(parameters, "CAMERAS", context))
        table, before, after = refine_table(cameras, terrain, finder, progress_of(feedback), feedback.isCanceled)
        for name in table["photo"][table["turned"]]:
            feedback.pushWarning(
                tr("{photo}: its picture has been turned by half after the flight.", photo=Path(name).name)
            )
        feedback.pushInfo(
            tr("Places seen twice disagreed by {before} m, now by {after} m (median).",
               before=round(before, 2), after=round(after, 2))
        )  # fmt: skip
        output = write_frame(self, parameters, "OUTPUT", context, table, QgsWkbTypes.Type.PointZ)
        return {"OUTPUT": output, "BEFORE": before, "AFTER": after, "TURNED_COUNT": int(table["turned"].sum())}
