"""Prove the hub whole; back it up."""

from qgis.core import (
    QgsProcessingOutputFolder,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
)

from shimonita_gis.translation import tr

from .algorithm import Algorithm, progress_of


class CheckHub(Algorithm):
    NAME = "checkhub"
    TITLE = "Check hub"
    GROUP = "hub"
    TAGS = ("hub", "backup", "integrity", "共通基盤", "点検", "バックアップ")
    HELP = (
        "Proves that the shared map is whole: every version follows the one before, and every layer holds exactly what "
        "was published. What can be repaired from other versions is repaired.\n"
        "With a backup folder it also makes a copy that works on any PC, and keeps the newest seven."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        folder = QgsProcessingParameterFile.Behavior.Folder
        self.add(QgsProcessingParameterFile("HUB", tr("Hub"), folder), "The hub's folder.")
        self.add(
            QgsProcessingParameterFile("BACKUP", tr("Folder for backups"), folder, optional=True),
            "On another disk than the hub. Left empty: no backup is made.",
        )
        self.addOutput(QgsProcessingOutputNumber("PROBLEMS", tr("Problems that remain")))
        self.addOutput(QgsProcessingOutputNumber("MENDED", tr("Problems that were mended")))
        self.addOutput(QgsProcessingOutputFolder("OUTPUT", tr("Backup")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.hub.check import back_up, check
        from shimonita_gis.hub.store import Hub

        hub = Hub.open(self.parameterAsString(parameters, "HUB", context))
        findings = check(hub, progress_of(feedback), feedback.isCanceled)
        for finding in findings:
            mended = " " + tr("Mended.") if finding.mended else ""
            feedback.pushWarning(tr(finding.text, **finding.values) + mended)
        remaining = [finding for finding in findings if not finding.mended]
        results = {"PROBLEMS": len(remaining), "MENDED": len(findings) - len(remaining), "OUTPUT": ""}
        if not findings:
            feedback.pushInfo(tr("The hub is whole: {count} versions.", count=hub.head().number))
        folder = self.parameterAsString(parameters, "BACKUP", context)
        if folder:
            results["OUTPUT"] = str(back_up(hub, folder))
            feedback.pushInfo(tr("Backup: {folder}", folder=results["OUTPUT"]))
        return results
