"""Who changed what, when, why."""

from datetime import UTC, datetime, timedelta

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from shimonita_gis.translation import tr

from .algorithm import Algorithm
from .frames import write_frame

COLUMNS = ("version", "time", "editor", "pc", "message", "table", "uuid", "kind", "column", "before", "after")


class HubHistory(Algorithm):
    NAME = "hubhistory"
    TITLE = "Hub history"
    GROUP = "hub"
    TAGS = ("hub", "history", "audit", "共通基盤", "履歴", "変更履歴")
    HELP = (
        "Lists who changed what in the shared map, when and why: a row for each changed field of each feature.\n"
        "For one layer, one feature or a period, or everything."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterFile("HUB", tr("Hub"), QgsProcessingParameterFile.Behavior.Folder),
            "The hub's folder.",
        )
        self.add(
            QgsProcessingParameterString("LAYER", tr("Layer"), optional=True),
            "The title of one layer. Left empty: all of them.",
        )
        self.add(
            QgsProcessingParameterString("FEATURE", tr("Feature"), optional=True),
            "The uuid of one feature. Left empty: all of them.",
        )
        date = QgsProcessingParameterDateTime
        self.add(
            date("START", tr("From"), date.Type.Date, optional=True), "The first day. Left empty: from the beginning."
        )
        self.add(date("END", tr("Until"), date.Type.Date, optional=True), "The last day. Left empty: until today.")
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("History"), QgsProcessing.SourceType.TypeVector),
            "A table, newest last.",
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Number of changes")))

    def work(self, parameters, context, feedback):
        import pandas

        from shimonita_gis.hub.history import events
        from shimonita_gis.hub.store import Hub

        hub = Hub.open(self.parameterAsString(parameters, "HUB", context))
        title = self.parameterAsString(parameters, "LAYER", context).strip()
        table = hub.catalogue().entry(title).table if title else ""
        feature = self.parameterAsString(parameters, "FEATURE", context).strip()
        start, end = (self._moment(parameters, name, context) for name in ("START", "END"))
        found = events(hub, table, feature, start, end and end + timedelta(days=1), cancelled=feedback.isCanceled)
        rows = [[_shown(getattr(event, name)) for name in COLUMNS] for event in found]
        frame = pandas.DataFrame(rows, columns=list(COLUMNS)).astype({"version": "int64"})
        return {"OUTPUT": write_frame(self, parameters, "OUTPUT", context, frame), "COUNT": len(frame)}

    def _moment(self, parameters, name, context):
        """The beginning of a day on this PC's calendar; None where none was given."""
        day = self.parameterAsDateTime(parameters, name, context)
        return datetime.fromtimestamp(day.date().startOfDay().toSecsSinceEpoch(), UTC) if day.isValid() else None


def _shown(value):
    if isinstance(value, bytes):
        return tr("(a shape)")
    return value if value is None or isinstance(value, int) else str(value)
