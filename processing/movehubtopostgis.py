"""The same hub on a PostGIS server."""

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
    QgsProcessingParameterProviderConnection,
    QgsProcessingParameterString,
)

from shimonita_gis.cartography.serverlogin import address_of, unlock
from shimonita_gis.translation import tr

from .algorithm import Algorithm, progress_of


class MoveHubToPostGIS(Algorithm):
    NAME = "movehubtopostgis"
    TITLE = "Move hub to PostGIS"
    GROUP = "hub"
    TAGS = ("hub", "postgis", "postgresql", "database", "server", "共通基盤", "データベース", "サーバー", "移行")
    HELP = (
        "Moves the shared map from the file share to a PostgreSQL server with PostGIS: layers, catalogue and history. "
        "Every layer is proved: number of features, hash over all rows, extent.\n"
        "If it is interrupted, run it again: it goes on where it was. Only when everything has arrived does the folder "
        "on the share point to the server; it takes no more edits then, but stays as it is. 'Check hub' with a backup "
        "folder writes a hub on a server out as a folder again."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterFile("HUB", tr("Hub"), QgsProcessingParameterFile.Behavior.Folder),
            "The hub's folder.",
        )
        self.add(
            QgsProcessingParameterProviderConnection("CONNECTION", tr("PostgreSQL connection"), "postgres"),
            "A connection of QGIS's browser panel. User and password must lie in QGIS's authentication store; away "
            "from this PC the connection is always encrypted.",
        )
        self.add(
            QgsProcessingParameterString("SCHEMA", tr("Schema for the hub"), defaultValue="shimonita"),
            "The name of a new schema in the database; it must not exist yet.",
        )
        self.add(QgsProcessingParameterString("EDITOR", tr("Your name"), optional=True), "")
        self.addOutput(QgsProcessingOutputString("OUTPUT", tr("Address of the hub")))
        self.addOutput(QgsProcessingOutputNumber("LAYER_COUNT", tr("Layers")))
        self.addOutput(QgsProcessingOutputNumber("FEATURE_COUNT", tr("Features")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.hub.postgis.move import move
        from shimonita_gis.hub.store import Hub

        connection = self.parameterAsConnectionName(parameters, "CONNECTION", context)
        address = address_of(connection, self.parameterAsString(parameters, "SCHEMA", context).strip())
        unlock(str(address))
        hub = Hub.open(self.parameterAsString(parameters, "HUB", context))
        editor = self.parameterAsString(parameters, "EDITOR", context)
        there, proofs = move(hub, str(address), editor, progress_of(feedback), feedback.isCanceled)
        for proof in proofs:
            feedback.pushInfo(
                tr("{layer}: {count} feature(s), hash {hash}, proved.", layer=proof.layer, count=proof.count,
                   hash=proof.digest[:12])
            )  # fmt: skip
        feedback.pushInfo(tr("The hub is on the server: {place}", place=there.place))
        feedback.pushInfo(tr("Enter this address as hub in the options of Shimonita GIS on every PC."))
        return {
            "OUTPUT": there.place, "LAYER_COUNT": len(proofs), "FEATURE_COUNT": sum(proof.count for proof in proofs)
        }  # fmt: skip
