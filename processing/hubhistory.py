"""Who changed what, when, why."""

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from shimonita_gis.translation import tr

from .algorithm import Algorithm

COLUMNS = ("version", "time", "editor", "pc", "message", "table", "uuid", "kind", "column", "before", "after")


class HubHistory(Algorithm):
    NAME = "hubhistory"
    TITLE = "Hub history"
    GROUP = "hub"
    TAGS = ("hub", "history", "audit", "共通基盤", "履歴", "変更履歴")
    HELP = (
        "Lists who changed what in the shared map, when and why: a row for each changed field of each feature.\n"
        "For one layer or one feature, or everything."
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
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("History"), QgsProcessing.SourceType.TypeVector),
            "A table, newest last.",
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Number of changes")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.hub.history import events
        from shimonita_gis.hub.store import Hub

        hub = Hub.open(self.parameterAsString(parameters, "HUB", context))
        title = self.parameterAsString(parameters, "LAYER", context).strip()
        table = hub.catalogue().entry(title).table if title else ""
        sink, place, fields = self._sink(parameters, context)
        count = 0
        for event in events(hub, table, self.parameterAsString(parameters, "FEATURE", context).strip()):
            if feedback.isCanceled():
                break
            feature = QgsFeature(fields)
            feature.setAttributes([_shown(getattr(event, name)) for name in COLUMNS])
            sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
            count += 1
        return {"OUTPUT": place, "COUNT": count}

    def _sink(self, parameters, context):
        fields = QgsFields()
        for name in COLUMNS:
            fields.append(QgsField(name, QMetaType.Type.Int if name == "version" else QMetaType.Type.QString))
        sink, place = self.parameterAsSink(parameters, "OUTPUT", context, fields, QgsWkbTypes.Type.NoGeometry)
        return sink, place, fields


def _shown(value):
    if isinstance(value, bytes):
        return tr("(a shape)")
    return value if value is None or isinstance(value, int) else str(value)
