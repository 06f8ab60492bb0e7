"""How the shared map was used in a period."""

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
)

from shimonita_gis.errors import InputError
from shimonita_gis.translation import tr

from .algorithm import Algorithm


class UsageReport(Algorithm):
    NAME = "usagereport"
    TITLE = "Report on the use of the map"
    GROUP = "hub"
    TAGS = ("hub", "use", "review", "report", "共通基盤", "利用状況", "利用実績", "報告", "見直し")
    HELP = (
        "Tells how the shared map was used in a period, by department and layer, compared with the period before: "
        "sessions, edits, releases, disaster maps, data given to applicants.\n"
        "As a page with bars, a table (CSV) and a PDF, ready for a meeting. It names no person."
    )

    def flags(self):
        """Text is laid out where QGIS does so: in its main thread."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration=None):  # noqa: N802
        folder = QgsProcessingParameterFile.Behavior.Folder
        self.add(QgsProcessingParameterFile("HUB", tr("Hub"), folder), "The hub's folder.")
        date = QgsProcessingParameterDateTime
        self.add(date("START", tr("From"), date.Type.Date), "The first day of the period.")
        self.add(date("END", tr("Until"), date.Type.Date), "The last day of the period.")
        self.add(
            QgsProcessingParameterFolderDestination("OUTPUT", tr("Folder of the report")),
            "An empty or new folder, or the last report, which the new one replaces.",
        )
        self.addOutput(QgsProcessingOutputNumber("EDITS", tr("Edits")))
        self.addOutput(QgsProcessingOutputNumber("PROVISIONS", tr("Data provisions")))

    def work(self, parameters, context, feedback):
        from pathlib import Path

        from shimonita_gis.cartography.language import interface_language
        from shimonita_gis.cartography.usagereport import write_usage_report
        from shimonita_gis.hub.usage import Period

        period = Period(*(self._day(parameters, name, context) for name in ("START", "END")))
        target = self.parameterAsString(parameters, "OUTPUT", context)
        hub = self.parameterAsFile(parameters, "HUB", context)
        use = write_usage_report(hub, period, Path(target), interface_language())
        return {"OUTPUT": target, "EDITS": use.totals["edits"], "PROVISIONS": use.totals["provisions"]}

    def _day(self, parameters, name, context):
        day = self.parameterAsDateTime(parameters, name, context)
        if not day.isValid():
            raise InputError("Give the first and the last day of the period.")
        return day.date().toPyDate()
