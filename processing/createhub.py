"""A new hub with the town's standard layers."""

from qgis.core import (
    QgsProcessingOutputFolder,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from shimonita_gis.translation import tr

from .algorithm import Algorithm


class CreateHub(Algorithm):
    NAME = "createhub"
    TITLE = "Create hub"
    GROUP = "hub"
    TAGS = ("hub", "shared map", "catalogue", "共通基盤", "共有", "台帳", "統合型GIS")
    HELP = (
        "Makes the town hall's shared map: one folder on a file share, without any server.\n"
        "It starts with the town's standard layers, empty and described: roads, buildings, parcels, evacuation sites "
        "and more. Fill them with 'Add layer to hub'. Nobody edits the folder itself: each person takes a work copy."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        folder = QgsProcessingParameterFile.Behavior.Folder
        self.add(
            QgsProcessingParameterString("HUB", tr("Folder of the hub")),
            "A new or empty folder, usually on the file share that all departments reach.",
        )
        self.add(
            QgsProcessingParameterFile("TEMPLATE", tr("Standard layers"), folder, optional=True),
            "A folder with one JSON file a layer. Left empty: the standard layers that come with the plugin.",
        )
        self.add(
            QgsProcessingParameterString("EDITOR", tr("Your name"), optional=True),
            "Who makes the hub and becomes its administrator. Left empty: the account's name on this PC.",
        )
        self.addOutput(QgsProcessingOutputFolder("OUTPUT", tr("Hub")))
        self.addOutput(QgsProcessingOutputNumber("LAYER_COUNT", tr("Number of layers")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.hub.store import account
        from shimonita_gis.hub.template import create_hub

        editor = self.parameterAsString(parameters, "EDITOR", context) or account()
        template = self.parameterAsFile(parameters, "TEMPLATE", context)
        hub = create_hub(self.parameterAsString(parameters, "HUB", context), editor, template or None)
        catalogue = hub.catalogue()
        for entry in catalogue:
            feedback.pushInfo(tr("{title}: {department}", title=entry.title, department=entry.department))
        feedback.pushInfo(tr("The hub is ready: {folder}", folder=hub.folder))
        return {"OUTPUT": str(hub.folder), "LAYER_COUNT": len(catalogue)}
