"""Every photo that saw a place."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterPoint,
    QgsProcessingParameterRasterLayer,
    QgsWkbTypes,
)

from shimonita_gis.translation import tr

from .algorithm import Algorithm


class PhotosOfPlace(Algorithm):
    NAME = "photosofplace"
    TITLE = "Photos of a place"
    GROUP = "photos"
    TAGS = ("photo", "visibility", "place", "写真", "地点", "見える写真", "可視")
    HELP = (
        "Finds every imported photo that saw a place, the nearest and steepest first, with the pixel at which the "
        "place is seen.\n\nWith a terrain model, photos from which a ridge hid the place are left out."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterFeatureSource("CAMERAS", tr("Cameras"), [QgsProcessing.SourceType.TypeVectorPoint]),
            "The layer of cameras from 'Import drone photos'.",
        )
        self.add(QgsProcessingParameterPoint("POINT", tr("Place")), "Click on the map or write x,y.")
        self.add(
            QgsProcessingParameterRasterLayer("DEM", tr("Terrain model"), optional=True),
            "Gives the place's height and tells what is hidden. Without one the ground is flat at take-off height.",
        )
        self.add(QgsProcessingParameterFeatureSink("OUTPUT", tr("Photos of the place")), "In the order of their use.")
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Number of photos")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.photos.seen import photos_of_place

        from .frames import read_frame, write_frame

        source = self.vector_source(parameters, "CAMERAS", context)
        cameras = read_frame(source)
        missing = {"yaw", "pitch", "roll", "focal", "width", "height", "photo"} - set(cameras.columns)
        if missing:
            raise QgsProcessingException(
                tr("The layer has no field {field}. Choose the layer of cameras from the import.", field=min(missing))
            )
        place = self.parameterAsPoint(parameters, "POINT", context, source.sourceCrs())
        terrain = _terrain(self.parameterAsRasterLayer(parameters, "DEM", context), cameras, place)
        found = photos_of_place(cameras, place.x(), place.y(), terrain=terrain)
        output = write_frame(self, parameters, "OUTPUT", context, found, QgsWkbTypes.Type.PointZ)
        feedback.pushInfo(tr("{count} photos saw the place.", count=len(found)))
        return {"OUTPUT": output, "COUNT": len(found)}


def _terrain(layer, cameras, place):
    """The terrain between the cameras that may see the place and the place."""
    if layer is None:
        return None
    from shimonita_gis.photos.aim import FARTHEST
    from shimonita_gis.photos.terrain import open_terrain

    bounds = (place.x() - FARTHEST, place.y() - FARTHEST, place.x() + FARTHEST, place.y() + FARTHEST)
    return open_terrain(layer.source(), cameras.crs, bounds)
