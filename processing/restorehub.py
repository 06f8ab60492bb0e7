"""A layer or feature as it was."""

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from shimonita_gis.translation import tr

from .algorithm import Algorithm


class RestoreHub(Algorithm):
    NAME = "restorehub"
    TITLE = "Restore from hub history"
    GROUP = "hub"
    TAGS = ("hub", "restore", "undo", "共通基盤", "復元", "元に戻す")
    HELP = (
        "Brings back a feature, a layer or the whole shared map as it was in an earlier version.\n"
        "It becomes a new version on top; the history stays. With an output file nothing is changed in the hub: the "
        "earlier state is only written there, to look at."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        number = QgsProcessingParameterNumber
        self.add(
            QgsProcessingParameterFile("HUB", tr("Hub"), QgsProcessingParameterFile.Behavior.Folder),
            "The hub's folder.",
        )
        self.add(
            number("VERSION", tr("Version"), number.Type.Integer, minValue=1),
            "The version to go back to; 'Hub history' lists them.",
        )
        self.add(
            QgsProcessingParameterString("LAYER", tr("Layer"), optional=True),
            "The title of one layer. Left empty: the whole hub.",
        )
        self.add(
            QgsProcessingParameterString("FEATURE", tr("Feature"), optional=True),
            "The uuid of one feature of that layer. Left empty: the whole layer.",
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "OUTPUT", tr("Only write it to a file"), "GeoPackage (*.gpkg)", optional=True, createByDefault=False
            ),
            "With a file name here the hub is not changed.",
        )
        self.add(
            QgsProcessingParameterString("EDITOR", tr("Your name"), optional=True),
            "Who brings it back. Left empty: the account's name on this PC.",
        )
        self.add(
            QgsProcessingParameterString("MESSAGE", tr("What you did, and why"), optional=True),
            "One sentence for the history.",
        )
        self.addOutput(QgsProcessingOutputNumber("NEW_VERSION", tr("New version of the hub")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.hub.history import version_at
        from shimonita_gis.hub.store import Hub

        hub = Hub.open(self.parameterAsString(parameters, "HUB", context))
        number = self.parameterAsInt(parameters, "VERSION", context)
        output = self.parameterAsFileOutput(parameters, "OUTPUT", context) if parameters.get("OUTPUT") else ""
        if output:
            version_at(hub, number)
            return {"OUTPUT": str(hub.replay(number, output)), "NEW_VERSION": hub.head().number}
        version = self._restore(hub, number, parameters, context)
        feedback.pushInfo(tr("The hub is on version {number} now.", number=version.number))
        return {"NEW_VERSION": version.number}

    def _restore(self, hub, number, parameters, context):
        import tempfile
        from pathlib import Path

        from shimonita_gis.hub.history import version_at
        from shimonita_gis.hub.restore import restore
        from shimonita_gis.hub.store import account

        version_at(hub, number)
        title = self.parameterAsString(parameters, "LAYER", context).strip()
        table = hub.catalogue(number).entry(title).table if title else ""
        feature = self.parameterAsString(parameters, "FEATURE", context).strip()
        editor = self.parameterAsString(parameters, "EDITOR", context).strip() or account()
        message = self.parameterAsString(parameters, "MESSAGE", context)
        with tempfile.TemporaryDirectory(prefix="shimonita-") as folder:
            return restore(hub, number, Path(folder), editor, table, feature, message)
