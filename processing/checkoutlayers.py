"""A work copy on the own PC."""

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from shimonita_gis.translation import tr

from .algorithm import Algorithm


class CheckOutLayers(Algorithm):
    NAME = "checkoutlayers"
    TITLE = "Check out layers"
    GROUP = "hub"
    TAGS = ("hub", "work copy", "offline", "共通基盤", "作業用コピー", "持ち出し", "編集")
    HELP = (
        "Makes a work copy of the shared map on this PC: one GeoPackage that QGIS edits with its ordinary tools.\n"
        "It works offline for days. 'Sync hub' sends your edits and brings in those of others; nobody's work is "
        "overwritten."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterFile("HUB", tr("Hub"), QgsProcessingParameterFile.Behavior.Folder),
            "The hub's folder on the file share.",
        )
        self.add(
            QgsProcessingParameterString("LAYERS", tr("Layers"), optional=True),
            "Titles of the layers to take, with a semicolon between. Left empty: all of them.",
        )
        self.add(
            QgsProcessingParameterFileDestination("WORKCOPY", tr("Work copy"), "GeoPackage (*.gpkg)"),
            "Where the work copy goes: on this PC, not on the file share.",
        )
        self.add(
            QgsProcessingParameterString("EDITOR", tr("Your name"), optional=True),
            "Your edits are recorded under it. Left empty: the account's name on this PC.",
        )
        self.addOutput(QgsProcessingOutputNumber("VERSION", tr("Version of the hub")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.hub import workcopy
        from shimonita_gis.hub.store import Hub, account

        hub = Hub.open(self.parameterAsString(parameters, "HUB", context))
        titles = [t.strip() for t in self.parameterAsString(parameters, "LAYERS", context).split(";") if t.strip()]
        editor = self.parameterAsString(parameters, "EDITOR", context) or account()
        path = workcopy.check_out(hub, self.parameterAsFileOutput(parameters, "WORKCOPY", context), titles, editor)
        version = int(workcopy.about(path)["version"])
        feedback.pushInfo(tr("The work copy {file} is on version {number} of the hub.", file=path, number=version))
        return {"WORKCOPY": str(path), "VERSION": version}
