"""Photos of a disaster on the map: the damage, not the drone."""

from dataclasses import replace
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from shimonita_gis.translation import tr

from .algorithm import Algorithm, progress_of
from .dressing import dress_when_loaded


class ImportDronePhotos(Algorithm):
    NAME = "importdronephotos"
    TITLE = "Import drone photos"
    GROUP = "photos"
    TAGS = ("drone", "photo", "exif", "damage", "footprint", "ドローン", "写真", "被害", "災害", "空撮", "撮影範囲")
    HELP = (
        "Puts the photos of a folder on the map: where each camera was, the damage point that it looked at, and the "
        "ground that it shows.\n\n"
        "With a terrain model the camera's axis is followed to the ground; without one the ground is taken to be flat "
        "at the height of the take-off. Every file that could not be placed is in the table of rejected files, with "
        "the reason. Each damage point has an ellipse in which the true place lies in 95 of 100 cases."
    )

    def __init__(self):
        super().__init__()
        self.photos = []  # (path, photo id) of those that were placed

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterFile("FOLDER", tr("Folder of photos"), QgsProcessingParameterFile.Behavior.Folder),
            "JPEG, TIFF, DNG and HEIC files; the photos themselves are not changed.",
        )
        self.add(
            QgsProcessingParameterBoolean("RECURSIVE", tr("Folders below it, too"), defaultValue=True),
            "A card has a folder for each hundred or thousand photos.",
        )
        self.add(
            QgsProcessingParameterRasterLayer("DEM", tr("Terrain model"), optional=True),
            "Heights in metres above sea level. Without one, damage points on slopes are wrong by tens of metres.",
        )
        self.add(
            QgsProcessingParameterString("TIMEZONE", tr("Time zone of the camera's clock"), defaultValue="+09:00"),
            "Such as +09:00 or Asia/Tokyo. Photos that state their zone or carry GPS time do not need it.",
        )
        self.add(
            QgsProcessingParameterString("CLOCK_OFFSET", tr("Correction of the camera's clock"), optional=True),
            "Seconds or hours:minutes:seconds to add, such as -75 or 0:01:15; for a folder of the card or for a flight "
            "by its number: 100MEDIA=-75; 2=0:01:15.",
        )
        self.add(
            QgsProcessingParameterMultipleLayers(
                "TRACK", tr("GPX tracks"), QgsProcessing.SourceType.TypeFile, optional=True
            ),
            "Place photos without a position by their time, each flight by the track that covers it. A GPX file that "
            "lies in a folder of photos is used for these without being chosen here.",
        )
        self._add_hub()
        self._add_outputs()

    def _add_hub(self):
        folder = QgsProcessingParameterFile.Behavior.Folder
        self.add(
            QgsProcessingParameterFile("HUB", tr("Hub"), folder, optional=True),
            "The shared map that the cameras and damage points go into; a work copy of it will do. Only photos that it "
            "does not have are added, whatever they are called. What staff have entered, moved or deleted stays.",
        )
        self.add(
            _advanced(QgsProcessingParameterFile("PHOTO_ROOT", tr("Photo folder of this PC"), folder, optional=True)),
            "Where the town keeps its photos, such as N:\\photos. Paths in the hub count from there or from the hub, "
            "so that the folder may move to another drive.",
        )
        self.add(
            _advanced(QgsProcessingParameterString("EDITOR", tr("Your name"), optional=True)),
            "Who brings the photos into the hub. Left empty: the account's name on this PC.",
        )
        for name, title in (
            ("NEW_COUNT", tr("Photos new to the hub")),
            ("KNOWN_COUNT", tr("Photos that the hub had")),
            ("VERSION", tr("Version of the hub")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def _add_outputs(self):
        point, polygon = QgsProcessing.SourceType.TypeVectorPoint, QgsProcessing.SourceType.TypeVectorPolygon
        for name, title, kind, help in (  # translatable
            ("CAMERAS", tr("Cameras"), point, "Where each camera was (PointZ), how that is known, and its direction."),
            ("DAMAGE", tr("Damage points"), point, "Where the middle of each photo meets the ground."),
            ("FOOTPRINTS", tr("Footprints"), polygon, "The ground in each photo; open where it reaches the horizon."),
            ("REJECTED", tr("Files not placed"), QgsProcessing.SourceType.TypeVector, "Each with its reason."),
        ):
            self.add(QgsProcessingParameterFeatureSink(name, title, kind, optional=True), help)
        self.addOutput(QgsProcessingOutputNumber("PHOTO_COUNT", tr("Number of photos placed")))
        self.addOutput(QgsProcessingOutputNumber("REJECTED_COUNT", tr("Number of files not placed")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.photos.survey import survey

        from . import photohub

        hub = self.parameterAsString(parameters, "HUB", context)
        hub = photohub.hub_of(hub) if hub else None  # before the work: it may not be there
        dem = self.parameterAsRasterLayer(parameters, "DEM", context)
        result = survey(
            self.parameterAsFile(parameters, "FOLDER", context),
            dem=dem.source() if dem else self._missing_dem(parameters),
            recursive=self.parameterAsBoolean(parameters, "RECURSIVE", context),
            timezone=self.parameterAsString(parameters, "TIMEZONE", context),
            clock_offset=self.parameterAsString(parameters, "CLOCK_OFFSET", context),
            tracks=[path for path in self.parameterAsFileList(parameters, "TRACK", context) if path],
            whole=hub is not None,
            progress=progress_of(feedback),
            cancelled=feedback.isCanceled,
        )
        self.photos = _places_of(result.cameras)
        for message in result.messages:
            feedback.pushWarning(tr(message.text, **message.values))
        self._report(result, feedback)
        if hub is None:
            return self._written(result, parameters, context)
        photohub.refuse_far(result.cameras)
        result = replace(result, damage=photohub.with_town_layers(result.damage, hub))
        brought = self._bring_in(hub, result, parameters, context, feedback)
        return {**self._written(result, parameters, context), **brought}

    def _bring_in(self, hub, result, parameters, context, feedback):
        from shimonita_gis.hub.store import account

        from . import photohub

        folder = self.parameterAsFile(parameters, "FOLDER", context)
        brought = photohub.bring_in(
            hub, result.cameras, result.damage,
            self.parameterAsString(parameters, "EDITOR", context).strip() or account(),
            tr("Photos of {folder}", folder=Path(folder).name),
            self.parameterAsString(parameters, "PHOTO_ROOT", context), feedback.isCanceled,
        )  # fmt: skip
        feedback.pushInfo(
            tr("The hub has {new} new photos in version {number}; it had {known} of them already, by their content.",
               new=brought.new, known=brought.known, number=brought.version)
        )  # fmt: skip
        if brought.deleted:
            feedback.pushInfo(tr("{count} points stay away: staff have deleted them.", count=brought.deleted))
        if not brought.reachable:
            feedback.pushWarning(
                tr(
                    "Some photos lie neither in the hub's folder nor in the photo folder: others cannot open them. "
                    "Copy them there; they are found by their content."
                )
            )
        return {"NEW_COUNT": brought.new, "KNOWN_COUNT": brought.known, "VERSION": brought.version}

    def _missing_dem(self, parameters):
        """A path that is no raster layer goes on to the core, whose error names it."""
        return str(parameters.get("DEM") or "") or None

    def _report(self, result, feedback):
        feedback.pushInfo(
            tr(
                "{cameras} photos placed, {damage} of them with a damage point; {rejected} files not placed.",
                cameras=len(result.cameras), damage=len(result.damage), rejected=len(result.rejected),
            )
        )  # fmt: skip
        for flight, photos in result.cameras.groupby("flight"):
            difference = photos["takeoff_difference"].iloc[0]
            if difference == difference:
                feedback.pushInfo(
                    tr(
                        "Flight {flight}: {count} photos; the drone's own altitude is {difference} m off the terrain.",
                        flight=flight, count=len(photos), difference=round(difference, 1),
                    )
                )  # fmt: skip

    def postProcessAlgorithm(self, context, feedback):  # noqa: N802 - QGIS calls it in its own thread
        from qgis.utils import iface

        if iface is not None and self.photos:  # in a batch job nobody looks at pictures
            from shimonita_gis.cartography.photopictures import make_small_pictures

            make_small_pictures(self.photos)
        return super().postProcessAlgorithm(context, feedback)

    def _written(self, result, parameters, context):
        from .frames import write_frame

        kind = QgsWkbTypes.Type
        outputs = {
            "CAMERAS": write_frame(self, parameters, "CAMERAS", context, result.cameras, kind.PointZ),
            "DAMAGE": write_frame(self, parameters, "DAMAGE", context, result.damage, kind.PointZ),
            "FOOTPRINTS": write_frame(self, parameters, "FOOTPRINTS", context, result.footprints, kind.Polygon),
            "REJECTED": write_frame(self, parameters, "REJECTED", context, result.rejected),
        }
        for name, layer in outputs.items():
            dress_when_loaded(context, layer, name, self.parameterAsFile(parameters, "FOLDER", context))
        return {
            **outputs,
            "PHOTO_COUNT": len(result.cameras),
            "REJECTED_COUNT": len(result.rejected),
        }


def _places_of(cameras):
    """(path, photo id) of each photo."""
    paths = [Path(*place) for place in zip(cameras["folder"], cameras["photo"], strict=True)]
    return list(zip(paths, cameras["photo_id"], strict=True))


def _advanced(parameter):
    parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return parameter
