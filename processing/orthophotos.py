"""Photos laid on the ground, one GeoTIFF each and a mosaic."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
)

from shimonita_gis.translation import explain, tr

from .algorithm import Algorithm, progress_of


class OrthoPhotos(Algorithm):
    NAME = "orthophotos"
    TITLE = "Photos on the ground"
    GROUP = "photos"
    TAGS = ("orthophoto", "mosaic", "drone", "オルソ画像", "モザイク", "正射", "ドローン", "写真地図")
    HELP = (
        "Lays each imported photo on the terrain as a GeoTIFF, and all of them together as a mosaic of the best views: "
        "a picture of the valley within the hour, without a photogrammetry server.\n\n"
        "It is as accurate as the photos' positions, a few metres; it does not replace a survey."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterFeatureSource("CAMERAS", tr("Cameras"), [QgsProcessing.SourceType.TypeVectorPoint]),
            "The layer of cameras from 'Import drone photos'; the photos must still be where they were.",
        )
        self.add(
            QgsProcessingParameterRasterLayer("DEM", tr("Terrain model"), optional=True),
            "Without one the photos are laid on flat ground at take-off height.",
        )
        self.add(
            QgsProcessingParameterNumber("RESOLUTION", tr("Pixel size (m); 0: the photos' own"),
                                         QgsProcessingParameterNumber.Type.Double, 0.0, False, 0.0, 10.0),
            "0.05 is fine enough for damage to houses and roads.",
        )  # fmt: skip
        self.add(
            QgsProcessingParameterFolderDestination(
                "OUTPUT_FOLDER", tr("Folder for single photos"), optional=True, createByDefault=False
            ),
            "One GeoTIFF for each photo.",
        )
        self.add(QgsProcessingParameterRasterDestination("MOSAIC", tr("Mosaic"), optional=True), "All photos in one.")
        self.addOutput(QgsProcessingOutputNumber("PHOTO_COUNT", tr("Number of photos laid out")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.photos import orthophoto

        from .frames import read_frame

        source = self.vector_source(parameters, "CAMERAS", context)
        cameras = read_frame(source)
        terrain = terrain_around(self.parameterAsRasterLayer(parameters, "DEM", context), cameras)
        finder = finder_for(self.parameterAsVectorLayer(parameters, "CAMERAS", context))
        resolution = self.parameterAsDouble(parameters, "RESOLUTION", context)
        views, resolution, failed = orthophoto.views(cameras, terrain, resolution, finder)
        folder = self.parameterAsString(parameters, "OUTPUT_FOLDER", context)
        target = self.parameterAsOutputLayer(parameters, "MOSAIC", context)
        how = (progress_of(feedback), feedback.isCanceled)
        if folder:
            failed += [(p.name, why) for p, _, why in orthophoto.lay_photos(views, resolution, folder, *how) if why]
        if target:
            failed += [(p.name, why) for p, why in orthophoto.mosaic(views, resolution, target, *how)]
        for _, why in failed:
            feedback.pushWarning(explain(why))
        count = len(cameras) - len({photo for photo, _ in failed})
        feedback.pushInfo(tr("{count} photos laid out, pixel size {step} m.", count=count, step=resolution))
        return {"OUTPUT_FOLDER": folder, "MOSAIC": target, "PHOTO_COUNT": count}


def finder_for(layer):
    """Knows where the photos of ``layer`` may be: below its hub or the photo folder of this PC, or beside its file."""
    from shimonita_gis.cartography.photopictures import file_of
    from shimonita_gis.photos.finding import PhotoFinder
    from shimonita_gis.settings import load

    file = file_of(layer) if layer else None
    return PhotoFinder(_hub_of(file), getattr(load(), "photos", ""), file.parent if file else None)


def _hub_of(file):
    """The folder of the hub that a work copy or a hub's own GeoPackage belongs to, else None."""
    from shimonita_gis.errors import HubError
    from shimonita_gis.hub.workcopy import about

    if file is None or file.suffix.lower() != ".gpkg":
        return None
    if len(file.parents) > 2 and (file.parents[2] / "hub.json").is_file():  # HUB/versions/000012/town.gpkg
        return file.parents[2]
    try:
        return about(file)["hub_folder"]
    except HubError:
        return None


def terrain_around(layer, cameras):
    """The terrain model in a raster layer around a table of cameras, or None."""
    if layer is None:
        return None
    from shimonita_gis.photos.aim import OPEN_REACH
    from shimonita_gis.photos.terrain import open_terrain

    west, south, east, north = cameras.total_bounds
    bounds = (west - OPEN_REACH, south - OPEN_REACH, east + OPEN_REACH, north + OPEN_REACH)
    return open_terrain(layer.source(), cameras.crs, bounds)
