"""Photos of one damage become one incident."""

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsWkbTypes,
)

from shimonita_gis.errors import InputError
from shimonita_gis.translation import tr

from .algorithm import Algorithm


class ClusterDamage(Algorithm):
    NAME = "clusterdamage"
    TITLE = "Group photos into incidents"
    GROUP = "photos"
    TAGS = ("cluster", "incident", "damage", "photo", "災害", "被害", "まとめる", "同じ被害", "クラスタ", "写真")
    HELP = (
        "Gives all photos of one damage the same incident number and chooses the best photo of each incident, with the "
        "reason.\n\nPhotos belong together by the place they look at, by how far that place may be wrong, and by the "
        "time. A photo that has an incident already keeps it, so what people joined or split stays, and the photos of "
        "a later flight come to the incidents that are there. Photos graded as showing no damage get none."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        point = [QgsProcessing.SourceType.TypeVectorPoint]
        self.add(
            QgsProcessingParameterFeatureSource("DAMAGE", tr("Damage points"), point),
            "The layer of damage points from 'Import drone photos', or that of the hub.",
        )
        self.add(
            QgsProcessingParameterNumber(
                "DISTANCE", tr("Size of one damage (m)"), QgsProcessingParameterNumber.Type.Double, 30.0,
                minValue=1.0, maxValue=1000.0,
            ),
            "How far apart two photos of one damage look; what their places may be wrong comes on top of it.",
        )  # fmt: skip
        self.add(
            QgsProcessingParameterNumber(
                "MINUTES", tr("Pause within a flight (minutes)"), QgsProcessingParameterNumber.Type.Double, 10.0,
                minValue=0.1, maxValue=1440.0,
            ),
            "Photos of one flight that were taken farther apart in time must agree better in their place.",
        )  # fmt: skip
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Damage points with incidents")),
            "The same points with the number of their incident; one photo of each incident is marked as the best.",
        )
        self.addOutput(QgsProcessingOutputNumber("INCIDENT_COUNT", tr("Number of incidents")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.photos.incidents import with_incidents
        from shimonita_gis.photos.standard import damage_choices

        from .frames import read_frame, write_frame

        source = self.vector_source(parameters, "DAMAGE", context)
        if not source.sourceCrs().isValid():
            raise InputError(
                "The layer {layer} has no reference system. Give it one (Layer > Set CRS of Layer), then run it again.",
                layer=source.sourceName(),
            )
        damage = with_incidents(
            in_metres(read_frame(source)),
            self.parameterAsDouble(parameters, "DISTANCE", context),
            self.parameterAsDouble(parameters, "MINUTES", context),
        )
        damage["why_best"] = ["" if why is None else tr(why.text, **why.values) for why in damage["why_best"]]
        count = damage.loc[damage["incident"] != "", "incident"].nunique()
        without = int((damage["incident"] == "").sum())
        feedback.pushInfo(
            tr(
                "{count} incidents from {photos} photos; {without} photos show no damage or have no place.",
                count=count, photos=len(damage), without=without,
            )
        )  # fmt: skip
        kind = QgsWkbTypes.Type(source.wkbType())
        times = damage_choices()["times"]
        output = write_frame(self, parameters, "OUTPUT", context, damage.to_crs(source_crs(source)), kind, times)
        return {"OUTPUT": output, "INCIDENT_COUNT": count}


def in_metres(damage):
    """Distances are counted in metres: a layer in degrees is taken to the town's system."""
    from shimonita_gis.datum import TOWN_EPSG

    return damage if damage.crs is None or damage.crs.is_projected else damage.to_crs(TOWN_EPSG)


def source_crs(source):
    import pyproj

    return pyproj.CRS(source.sourceCrs().toWkt())
