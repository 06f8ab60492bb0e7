"""The register of damage: papers for the headquarters and the prefecture, tables, and a page."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)

from shimonita_gis.errors import InputError
from shimonita_gis.translation import tr

from .algorithm import Algorithm, progress_of


class DamageRegister(Algorithm):
    NAME = "damageregister"
    TITLE = "Register of damage"
    GROUP = "photos"
    TAGS = ("register", "report", "headquarters", "台帳", "被害状況報告", "災害対策本部", "転記", "県", "集計")
    HELP = (
        "Makes the papers of a disaster from the graded damage points: a report of one page for the headquarters, a "
        "sheet for each incident with map and photos, sheets for re-keying into the prefecture's system, tables in the "
        "fields of the government's disaster data models, and a page that opens in any browser.\n\n"
        "All of them tell of one moment, which stands on each. Photos that nobody has graded, and photos without "
        "damage, are counted and not listed."
    )

    def flags(self):
        """Layouts are drawn where QGIS draws all of them: in its main thread."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration=None):  # noqa: N802
        kinds = QgsProcessing.SourceType
        self.add(
            QgsProcessingParameterFeatureSource("DAMAGE", tr("Damage points"), [kinds.TypeVectorPoint]),
            "The layer of damage points, best after 'Group photos into incidents': each incident is then listed once.",
        )
        self.add(
            QgsProcessingParameterFeatureSource("CAMERAS", tr("Cameras"), [kinds.TypeVectorPoint], optional=True),
            "The layer of cameras of the same photos: it knows their folders, and from where they looked.",
        )
        folder = QgsProcessingParameterFile.Behavior.Folder
        self.add(
            QgsProcessingParameterFile("HUB", tr("Hub"), folder, optional=True),
            "Gives districts, roads, landmarks, closures and the maps' background.",
        )
        self.add(
            QgsProcessingParameterString("TITLE", tr("Name of the disaster, number of the report"), optional=True),
            "Stands in the head of every paper.",
        )
        self.add(
            QgsProcessingParameterFolderDestination("OUTPUT", tr("Folder of the register")),
            "An empty or new folder, or the last register, which the new one replaces.",
        )
        for parameter, help in _advanced(folder, kinds):
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
            self.add(parameter, help)
        self.addOutput(QgsProcessingOutputNumber("INCIDENT_COUNT", tr("Number of incidents")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.cartography.damageregister import write_damage_register
        from shimonita_gis.cartography.language import interface_language

        told = self._told(parameters, context)
        target = self.parameterAsString(parameters, "OUTPUT", context)
        missing = write_damage_register(
            told, target, interface_language(), progress_of(feedback), feedback.isCanceled
        )  # fmt: skip
        for number, name in missing:
            feedback.pushWarning(tr("Incident {number}: the photo {photo} cannot be shown.", number=number, photo=name))
        for why, count in told.register.left.items():
            feedback.pushInfo(tr(LEFT[why], count=count))
        count = len(told.register.incidents)
        feedback.pushInfo(tr("{count} incidents are in the register.", count=count))
        return {"OUTPUT": target, "INCIDENT_COUNT": count}

    def _told(self, parameters, context):
        from shimonita_gis.cartography.damageregister import Told, hub_background, sheet_codes
        from shimonita_gis.photos.closures import closures_of
        from shimonita_gis.photos.finding import PhotoFinder
        from shimonita_gis.photos.register import register

        from .photohub import closures_in, hub_of, landmarks_in, with_town_layers

        damage, cameras = self._frames(parameters, context)
        folder = self.parameterAsFile(parameters, "HUB", context)
        hub = hub_of(folder) if folder else None
        if hub:
            damage = with_town_layers(damage, hub)
        near = landmarks_in(hub, damage).near if hub else None
        statement = self._statement(parameters, context)
        listed = self.parameterAsBoolean(parameters, "UNGRADED", context)
        found = register(damage, cameras, sheet_codes(damage.crs), near, listed)
        closed = self._closures(parameters, context, damage.crs)
        closed = closures_in(hub, damage.crs) if closed is None and hub else closed
        finder = PhotoFinder(hub and hub.folder, self.parameterAsFile(parameters, "PHOTO_ROOT", context) or None,
                             self._beside(parameters, context))  # fmt: skip
        background = self.parameterAsLayerList(parameters, "BACKGROUND", context) or []
        if hub and not background:
            background = hub_background(hub)
        return Told(found, closures_of(closed, statement.time), statement, finder, background)

    def _frames(self, parameters, context):
        """Damage points and cameras, both in metres of one reference system."""
        from .clusterdamage import in_metres
        from .frames import read_frame

        source = self.vector_source(parameters, "DAMAGE", context)
        if not source.sourceCrs().isValid():
            raise InputError(
                "The layer {layer} has no reference system. Give it one (Layer > Set CRS of Layer), then run it again.",
                layer=source.sourceName(),
            )
        damage = in_metres(read_frame(source))
        if not parameters.get("CAMERAS"):
            return damage, None
        cameras = read_frame(self.vector_source(parameters, "CAMERAS", context))
        return damage, cameras.to_crs(damage.crs) if cameras.crs is not None else cameras

    def _closures(self, parameters, context, crs):
        from .frames import read_frame

        if not parameters.get("CLOSURES"):
            return None
        closures = read_frame(self.vector_source(parameters, "CLOSURES", context))
        return closures.to_crs(crs) if closures.crs is not None else closures

    def _beside(self, parameters, context):
        """The folder that the damage points' file lies in."""
        from pathlib import Path

        layer = self.parameterAsVectorLayer(parameters, "DAMAGE", context)
        file = Path(layer.source().split("|")[0]) if layer else Path()
        return file.parent if file.is_file() else None

    def _statement(self, parameters, context):
        from datetime import datetime

        from shimonita_gis.photos.register import JAPAN, Statement

        given = self.parameterAsDateTime(parameters, "DATA_TIME", context)
        time = given.toPyDateTime().replace(tzinfo=JAPAN) if given.isValid() else datetime.now(JAPAN)
        title = self.parameterAsString(parameters, "TITLE", context).strip()
        return Statement(time, title, self.parameterAsBoolean(parameters, "EXERCISE", context))


LEFT = {  # translatable
    "ungraded": "{count} photos are not graded yet and not in the register.",
    "undamaged": "{count} photos show no damage and are not in the register.",
    "nowhere": "{count} damage points have no place and are not in the register.",
}


def _advanced(folder, kinds):
    return (
        (
            QgsProcessingParameterDateTime("DATA_TIME", tr("Time of the data"), optional=True),
            "When the data were true, in Japanese time. Left empty: now.",
        ),
        (
            QgsProcessingParameterBoolean("EXERCISE", tr("This is an exercise"), defaultValue=False),
            "Every paper says in large letters that it is an exercise.",
        ),
        (
            QgsProcessingParameterBoolean("UNGRADED", tr("List photos that are not graded, too"), defaultValue=False),
            "Each of them may show damage or nothing at all.",
        ),
        (
            QgsProcessingParameterVectorLayer("CLOSURES", tr("Closures"), [kinds.TypeVectorLine], optional=True),
            "Roads that are closed. Left empty: those of the hub.",
        ),
        (
            QgsProcessingParameterMultipleLayers(
                "BACKGROUND", tr("Background of the maps"), kinds.TypeMapLayer, optional=True
            ),
            "Left empty: roads, rivers and buildings of the hub.",
        ),
        (
            QgsProcessingParameterFile("PHOTO_ROOT", tr("Photo folder of this PC"), folder, optional=True),
            "Where photos are looked for that are not beside the layer or in the hub.",
        ),
    )
