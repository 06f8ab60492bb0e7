"""Every open layer of the hub as one folder to carry over."""

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from shimonita_gis.translation import tr

from .algorithm import Algorithm, progress_of

LICENCES = ("CC BY 4.0", "PDL1.0", "CC0 1.0")


class PublishRelease(Algorithm):
    NAME = "publishrelease"
    TITLE = "Publish release"
    GROUP = "opendata"
    TAGS = ("open data", "release", "dcat", "オープンデータ", "公開", "オープンデータ一覧")
    HELP = (
        "Writes every layer that the catalogue marks open as GeoJSON and CSV into one folder, each checked.\n"
        "With the list of open data, a catalogue (DCAT), licence and credit, checksums, a map to look at it all "
        "(preview.html), and the difference to the last release, feature by feature. A person approves it. Nothing in "
        "the folder refers to the internet; the last release stays as it is until the new one is whole."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterFile("HUB", tr("Hub"), QgsProcessingParameterFile.Behavior.Folder),
            "The hub's folder.",
        )
        self.add(
            QgsProcessingParameterEnum(
                "LICENSE", tr("Licence"), list(LICENCES), defaultValue=LICENCES[0], usesStaticStrings=True
            ),
            "For layers whose catalogue entry names none.",
        )
        self.add(
            QgsProcessingParameterString("APPROVER", tr("Name of the approver")),
            "Who says that these layers may leave: an approver of this hub. The hub keeps who approved, and when.",
        )
        self.add(
            QgsProcessingParameterFolderDestination("OUTPUT_FOLDER", tr("Release folder")),
            "An empty or new folder, or the last release, which the new one replaces.",
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Number of layers")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.hub.approval import approve
        from shimonita_gis.hub.store import Hub
        from shimonita_gis.opendata.release import may_be_published, publish_release

        target = self.parameterAsString(parameters, "OUTPUT_FOLDER", context)
        hub = self.parameterAsFile(parameters, "HUB", context)
        approver = self.parameterAsString(parameters, "APPROVER", context)
        open_layers, closed = may_be_published(hub, target, approver)
        approve(Hub.open(hub), approver, "release", [entry.table for entry in open_layers])
        layers = publish_release(
            hub,
            target,
            self.parameterAsEnumString(parameters, "LICENSE", context),
            approver,
            progress=progress_of(feedback),
            cancelled=feedback.isCanceled,
        )
        for layer in layers:
            feedback.pushInfo(tr("{title}: {count} feature(s).", title=layer.entry.title, count=layer.export.count))
        if closed:
            names = ", ".join(entry.title for entry in closed)
            feedback.pushInfo(
                tr("Not in the release, since the catalogue does not mark them open: {layers}", layers=names)
            )
        return {"OUTPUT_FOLDER": target, "COUNT": len(layers)}
