"""A flight put right by points that are known in a photo and on the map."""

from qgis.core import (
    QgsCoordinateTransform,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from shimonita_gis.errors import InputError
from shimonita_gis.translation import tr

from .algorithm import Algorithm
from .frames import features_of


class CorrectFlight(Algorithm):
    NAME = "correctflight"
    TITLE = "Correct a flight"
    GROUP = "photos"
    TAGS = ("photo", "yaw", "offset", "control point", "写真", "方位補正", "位置補正", "フライト", "標定点")
    HELP = (
        "Shifts and turns all photos of a flight so that points which you found in a photo lie where the map has "
        "them.\n\n"
        "One pair of points is enough; two, in different photos or far apart, tell offset and yaw apart. The error at "
        "the pairs is reported before and after. What the import said is kept in x_before, y_before and yaw_before: "
        "run it without pairs to take every correction back."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        point = QgsProcessing.SourceType.TypeVectorPoint
        self.add(
            QgsProcessingParameterFeatureSource("CAMERAS", tr("Cameras"), [point]),
            "The layer of cameras from 'Import drone photos'.",
        )
        self.add(
            QgsProcessingParameterFeatureSource("PAIRS", tr("Pairs of points"), [point], optional=True),
            "Points where they are on the map, with the fields photo (its path as in the layer of cameras), u and v "
            "(pixels from the left and from the top of the picture as it is shown). Left empty: every correction is "
            "taken back.",
        )
        self.add(
            QgsProcessingParameterRasterLayer("DEM", tr("Terrain model"), optional=True),
            "Without one the ground is taken to be flat at take-off height.",
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Corrected cameras")),
            "All cameras; those of other flights are as they were.",
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "DAMAGE", tr("Damage points"), point, optional=True, createByDefault=False
            ),
            "Where the middle of each corrected photo meets the ground.",
        )
        folder = QgsProcessingParameterFile.Behavior.Folder
        self.add(
            _advanced(QgsProcessingParameterFile("HUB", tr("Hub"), folder, optional=True)),
            "Where the cameras are the hub's layer: their poses and damage points are corrected there as a version. "
            "Points that staff have moved stay where they are.",
        )
        self.add(
            _advanced(QgsProcessingParameterString("EDITOR", tr("Your name"), optional=True)),
            "Who corrects the flight in the hub. Left empty: the account's name on this PC.",
        )
        self.addOutput(QgsProcessingOutputNumber("BEFORE", tr("Error at the pairs before (m)")))
        self.addOutput(QgsProcessingOutputNumber("AFTER", tr("Error at the pairs after (m)")))
        self.addOutput(QgsProcessingOutputNumber("PHOTO_COUNT", tr("Number of photos corrected")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.photos.survey import damage_of

        from .frames import read_frame, write_frame
        from .orthophotos import terrain_around

        source = self.vector_source(parameters, "CAMERAS", context)
        cameras = read_frame(source)
        missing = {"x", "y", "z", "yaw", "pitch", "focal", "flight", "photo"} - set(cameras.columns)
        if missing or not len(cameras):
            raise InputError(
                "The layer has no field {field}. Choose the layer of cameras from the import.",
                field=min(missing, default="photo"),
            )
        terrain = terrain_around(self.parameterAsRasterLayer(parameters, "DEM", context), cameras)
        pairs = self._pairs(parameters, context, source.sourceCrs())
        before = cameras
        cameras, results = self._corrected(cameras, pairs, terrain, feedback)
        if self.parameterAsString(parameters, "HUB", context):
            changed = cameras[["x", "y", "yaw"]].ne(before[["x", "y", "yaw"]]).any(axis=1)
            self._correct_in_hub(cameras[changed], terrain, parameters, context, feedback)
        kind = QgsWkbTypes.Type.PointZ
        results["OUTPUT"] = write_frame(self, parameters, "OUTPUT", context, cameras, kind)
        if parameters.get("DAMAGE"):
            results["DAMAGE"] = write_frame(self, parameters, "DAMAGE", context, damage_of(cameras, terrain), kind)
        return results

    def _correct_in_hub(self, cameras, terrain, parameters, context, feedback):
        from shimonita_gis.hub.store import account
        from shimonita_gis.photos.survey import damage_of

        from . import photohub

        for name in ("uuid", "content", "photo_id"):
            if name not in cameras or cameras[name].isna().any():
                raise InputError(
                    "The cameras have no {field}: they are not those of a hub. Choose the layer of a work copy, or "
                    "leave the hub out.",
                    field=name,
                )
        hub = photohub.hub_of(self.parameterAsString(parameters, "HUB", context))
        editor = self.parameterAsString(parameters, "EDITOR", context).strip() or account()
        if not len(cameras):
            return
        damage = damage_of(cameras, terrain)
        version, stay = photohub.correct_in(
            hub, cameras, damage, editor, tr("Flight corrected"), feedback.isCanceled
        )  # fmt: skip
        feedback.pushInfo(tr("The hub has the corrected flight in version {number}.", number=version.number))
        if stay:
            feedback.pushInfo(tr("{count} points stay where staff have moved them.", count=stay))

    def _pairs(self, parameters, context, crs):
        """The pairs with their places in ``crs``, None where the person left them out."""
        from shimonita_gis.photos.correction import Pair

        if not parameters.get("PAIRS"):
            return None
        source = self.vector_source(parameters, "PAIRS", context)
        names = {field.name().lower(): field.name() for field in source.fields()}
        for name in ("photo", "u", "v"):
            if name not in names:
                raise InputError("The pairs have no field {field}: they need photo, u and v.", field=name)
        change = QgsCoordinateTransform(source.sourceCrs(), crs, context.transformContext())
        pairs = []
        for feature in features_of(source):
            place = change.transform(feature.geometry().asPoint())
            photo, u, v = (feature[names[name]] for name in ("photo", "u", "v"))
            pairs.append(Pair(str(photo), float(u), float(v), place.x(), place.y()))
        return pairs

    def _corrected(self, cameras, pairs, terrain, feedback):
        from shimonita_gis.photos import correction

        if pairs is None:
            cameras, count = correction.restored(cameras)
            feedback.pushInfo(tr("{count} photos are again where the import put them.", count=count))
            return cameras, {"PHOTO_COUNT": count}
        cameras, done = correction.correct(cameras, pairs, terrain)
        for each in done:
            feedback.pushInfo(
                tr(
                    "Flight {flight}: moved by {east} m east and {north} m north, turned by {turn} degrees; error at "
                    "the pairs {before} m before, {after} m after.",
                    flight=each.flight, east=round(each.east, 2), north=round(each.north, 2), turn=round(each.turn, 2),
                    before=round(each.before, 2), after=round(each.after, 2),
                )
            )  # fmt: skip
            if not each.after <= max(2.0, 0.5 * each.before):
                feedback.pushWarning(
                    tr("The pairs of flight {flight} do not agree. Check each of them in the photo and on the map.",
                       flight=each.flight)
                )  # fmt: skip
        count = int(cameras["flight"].isin([each.flight for each in done]).sum())
        worst = max(done, key=lambda each: each.before)
        return cameras, {"BEFORE": worst.before, "AFTER": worst.after, "PHOTO_COUNT": count}


def _advanced(parameter):
    parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return parameter
