"""A page for residents that opens offline."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameters,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
    QgsVectorFileWriter,
)

from shimonita_gis.practicetown import is_for_practice
from shimonita_gis.translation import tr

from .algorithm import Algorithm, progress_of

LAYERS = (  # translatable
    ("DAMAGE", "Damage points", "Approved, confirmed points are shown. Unconfirmed ones never are."),
    ("CLOSURES", "Closed roads", "Lines or points of closed roads."),
    ("SHELTERS", "Evacuation sites", "Points of evacuation sites."),
)
GROUPS = {"DAMAGE": "damage", "CLOSURES": "closure", "SHELTERS": "shelter"}
HELD = {  # translatable
    "not approved": "{count} feature(s) are not approved; they are not on the map.",
    "unconfirmed": "{count} damage point(s) are not confirmed; they are not on the map.",
    "no damage": "{count} photo(s) show no damage; they are not on the map.",
    "same incident": "{count} photo(s) belong to an incident that is on the map already.",
}
STATUS = {  # translatable
    "Actual": "The map is approved and may be given out.",
    "Draft": "The map is marked as a draft, since no approver is given. Do not give it out.",
    "Exercise": "The map is marked as an exercise.",
}


class PublishDisasterMap(Algorithm):
    NAME = "publishdisastermap"
    TITLE = "Publish disaster map"
    GROUP = "opendata"
    TAGS = ("disaster", "map", "offline", "cap", "atom", "災害", "避難所", "通行止め", "住民", "公開")
    HELP = (
        "Makes a folder with a map for residents that opens without any connection: from a USB stick, a share, or any "
        "web server.\n"
        "Map, list, search by district, print, plain Japanese with furigana, and English; GeoJSON, a feed (Atom) and "
        "an alert (CAP 1.2) lie beside it. Without the name of an approver everything is marked as a draft. The last "
        "map is replaced in one step and stays in the folder 'earlier'."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        for name, title, help in LAYERS:
            kinds = [QgsProcessing.SourceType.TypeVectorAnyGeometry]
            self.add(QgsProcessingParameterVectorLayer(name, tr(title), kinds, optional=True), help)
        self.add(
            QgsProcessingParameterString("APPROVER", tr("Name of the approver"), optional=True),
            "Who says that this may leave. Left empty: a draft.",
        )
        self.add(
            QgsProcessingParameterFile("HUB", tr("Hub"), QgsProcessingParameterFile.Behavior.Folder, optional=True),
            "The hub knows who may approve, and keeps who did and when. Without it the name is taken as it is.",
        )
        self.add(
            QgsProcessingParameterString("CONTACT", tr("Contact"), optional=True),
            "The department and phone number that residents may call.",
        )
        self.add(
            QgsProcessingParameterFolderDestination("OUTPUT_FOLDER", tr("Folder of the map")),
            "An empty or new folder, or the last map, which the new one replaces.",
        )
        for parameter, help in _advanced():
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
            self.add(parameter, help)
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Number of features")))
        self.addOutput(QgsProcessingOutputString("STATUS", tr("Status of the alert")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.opendata.disastermap import publish_disaster_map
        from shimonita_gis.opendata.disastermap_photos import WHY

        target = self.parameterAsString(parameters, "OUTPUT_FOLDER", context)
        statement = self._statement(parameters, context)
        self._record_approval(statement, self.parameterAsFile(parameters, "HUB", context))
        done = publish_disaster_map(
            self._wanted(parameters, context, feedback), statement, target,
            progress_of(feedback), feedback.isCanceled,
        )  # fmt: skip
        for why, count in done.held.items():
            feedback.pushWarning(tr(HELD[why], count=count))
        for name, why in done.refused:
            feedback.pushWarning(f"{name}: {tr(WHY[why])}")
        feedback.pushInfo(tr(STATUS[done.status]))
        return {"OUTPUT_FOLDER": target, "COUNT": sum(done.counts.values()), "STATUS": done.status}

    def _record_approval(self, statement, hub):
        """In the hub, before anything is written: who may not approve is refused there."""
        from shimonita_gis.hub.approval import approve
        from shimonita_gis.hub.store import Hub

        if hub and statement.approved:
            approve(Hub.open(hub), statement.approver, "disaster map")

    def _wanted(self, parameters, context, feedback):
        from shimonita_gis.opendata.disastermap import Wanted

        layers = {GROUPS[name]: self._source(parameters, name, context, feedback) for name in GROUPS}
        terrain = self.parameterAsRasterLayer(parameters, "DEM", context)
        ground = self.parameterAsLayerList(parameters, "BACKGROUND", context) or []
        return Wanted(
            {group: source for group, source in layers.items() if source},
            self._source(parameters, "DISTRICTS", context, feedback),
            tuple(_file_of(layer) for layer in ground),
            terrain.source() if terrain else "",
            self.parameterAsFile(parameters, "PHOTOS", context),
            self.parameterAsBoolean(parameters, "REMARKS", context),
            self.parameterAsInt(parameters, "KEEP", context),
        )

    def _statement(self, parameters, context):
        from datetime import datetime

        from shimonita_gis.opendata.attributes import JAPAN
        from shimonita_gis.opendata.disastermap import Statement

        given = self.parameterAsDateTime(parameters, "DATA_TIME", context)
        time = given.toPyDateTime().replace(tzinfo=JAPAN) if given.isValid() else datetime.now(JAPAN)
        texts = {name: self.parameterAsString(parameters, name, context).strip() for name in ("CONTACT", "APPROVER")}
        exercise = self.parameterAsBoolean(parameters, "EXERCISE", context) or self._is_practice(parameters, context)
        return Statement(time.replace(microsecond=0), texts["CONTACT"], texts["APPROVER"], exercise)

    def _is_practice(self, parameters, context):
        """What comes from the practice town is an exercise, whatever was chosen: no resident may take it for real."""
        layers = [self.parameterAsVectorLayer(parameters, name, context) for name in GROUPS]
        used = [self.parameterAsFile(parameters, "HUB", context), *(layer.source() for layer in layers if layer)]
        return any(map(is_for_practice, used))

    def _source(self, parameters, name, context, feedback):
        from shimonita_gis.opendata.disastermap_items import Source

        if self.parameterAsVectorLayer(parameters, name, context) is None:
            return None
        path, layer = QgsProcessingParameters.parameterAsCompatibleSourceLayerPathAndLayerName(
            self.parameterDefinition(name), parameters, context,
            QgsVectorFileWriter.supportedFormatExtensions(), "gpkg", feedback,
        )  # fmt: skip
        return Source(path, layer or None)


def _file_of(layer):
    from shimonita_gis.opendata.disastermap_items import Source

    from .exportdataset import file_of

    path, name = file_of(layer)
    return Source(path, name or None)


def _advanced():
    return (
        (
            QgsProcessingParameterDateTime("DATA_TIME", tr("Time of the data"), optional=True),
            "When the data were true, in Japanese time. Left empty: now.",
        ),
        (
            QgsProcessingParameterBoolean("EXERCISE", tr("This is an exercise"), defaultValue=False),
            "Page and alert say in large letters that it is an exercise.",
        ),
        (
            QgsProcessingParameterVectorLayer(
                "DISTRICTS", tr("Districts"), [QgsProcessing.SourceType.TypeVectorPolygon], optional=True
            ),
            "Polygons with the names of the districts, for the search.",
        ),
        (
            QgsProcessingParameterMultipleLayers(
                "BACKGROUND", tr("Lines of the background"), QgsProcessing.SourceType.TypeVectorAnyGeometry,
                optional=True,
            ),
            "Roads, rivers, boundaries: layers in files, drawn in a simple form under the map.",
        ),
        (
            QgsProcessingParameterRasterLayer("DEM", tr("Terrain model"), optional=True),
            "Drawn as a small shaded relief under the map.",
        ),
        (
            QgsProcessingParameterFile(
                "PHOTOS", tr("Folder of photos"), QgsProcessingParameterFile.Behavior.Folder, optional=True
            ),
            "Photos of damage points that are marked as released are shown, small and without their metadata.",
        ),
        (
            QgsProcessingParameterBoolean("REMARKS", tr("Show the remarks on damage points"), defaultValue=False),
            "Remarks are written for staff; read them before you show them.",
        ),
        (
            QgsProcessingParameterNumber(
                "KEEP", tr("Older maps to keep"), QgsProcessingParameterNumber.Type.Integer, 20, minValue=0,
                maxValue=1000,
            ),
            "0 removes all of them, for instance when something was published that must not be.",
        ),
    )  # fmt: skip
