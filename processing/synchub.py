"""Bring both sides together, list conflicts."""

import json

from qgis.core import (
    QgsGeometry,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from shimonita_gis.translation import tr

from .algorithm import Algorithm
from .frames import write_frame

COLUMNS = ("kind", "table", "uuid", "column", "before", "mine", "theirs", "theirs_by", "id")
KINDS = (  # translatable
    "same field",
    "same shape",
    "changed here, deleted there",
    "deleted here, changed there",
    "field was removed",
    "layer was removed",
    "not allowed",
)


class SyncHub(Algorithm):
    NAME = "synchub"
    TITLE = "Sync hub"
    GROUP = "hub"
    TAGS = ("hub", "sync", "merge", "conflict", "共通基盤", "同期", "統合", "競合")
    HELP = (
        "Sends your edits to the shared map and brings in those of others, in one step.\n"
        "Edits of different features and different fields go together. Where two people changed the same thing, the "
        "hub keeps what came first, and the other value is listed here and kept in the hub until somebody decides. "
        "Save your edits in QGIS before. If the sync is interrupted, run it again."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        self.add(
            QgsProcessingParameterFile("WORKCOPY", tr("Work copy"), fileFilter="GeoPackage (*.gpkg)"),
            "The GeoPackage that 'Check out layers' made.",
        )
        self.add(
            QgsProcessingParameterString("MESSAGE", tr("What you did, and why"), optional=True),
            "One sentence for the history.",
        )
        self.add(
            QgsProcessingParameterString("EDITOR", tr("Your name"), optional=True),
            "Left empty: the name given when the layers were checked out.",
        )
        moved = QgsProcessingParameterFile(
            "HUB", tr("Hub"), QgsProcessingParameterFile.Behavior.Folder, optional=True
        )  # fmt: skip
        moved.setFlags(moved.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.add(moved, "Only when the hub's folder was moved since the last sync: where it is now.")
        self.add(
            QgsProcessingParameterFeatureSink(
                "CONFLICTS",
                tr("Conflicts"),
                QgsProcessing.SourceType.TypeVectorPoint,
                optional=True,
                createByDefault=True,
            ),
            "A point for each thing that two people changed, with both values.",
        )
        for name, title in (
            ("SENT", tr("Features sent")),
            ("RECEIVED", tr("Features received")),
            ("CONFLICT_COUNT", tr("Conflicts")),
            ("VERSION", tr("Version of the hub")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def work(self, parameters, context, feedback):
        from shimonita_gis.hub import child

        done = child.call(
            "workcopy.sync_for_parent",
            feedback.isCanceled,
            path=self.parameterAsFile(parameters, "WORKCOPY", context),
            editor=self.parameterAsString(parameters, "EDITOR", context),
            message=self.parameterAsString(parameters, "MESSAGE", context),
            hub_folder=self.parameterAsString(parameters, "HUB", context),
        )
        for text, name in done["notes"]:
            feedback.pushWarning(tr(text, name=name))
        sink = self._write(done["conflicts"], parameters, context)
        feedback.pushInfo(
            tr("{sent} feature(s) sent, {received} received; the work copy is on version {number}.",
               sent=done["sent"], received=done["received"], number=done["version"])
        )  # fmt: skip
        if done["conflicts"]:
            feedback.pushWarning(tr("{count} conflict(s) to decide.", count=len(done["conflicts"])))
        return {"CONFLICTS": sink, "SENT": done["sent"], "RECEIVED": done["received"],
                "CONFLICT_COUNT": len(done["conflicts"]), "VERSION": done["version"]}  # fmt: skip

    def _write(self, conflicts, parameters, context):
        import geopandas
        import shapely

        from shimonita_gis.datum import TOWN_EPSG

        rows = [[_shown(name, conflict[name]) for name in COLUMNS] for conflict in conflicts]
        places = [shapely.Point(conflict["place"]) if conflict["place"] else None for conflict in conflicts]
        frame = geopandas.GeoDataFrame(rows, columns=list(COLUMNS), geometry=places, crs=TOWN_EPSG)
        return write_frame(self, parameters, "CONFLICTS", context, frame, QgsWkbTypes.Type.Point)


def _shown(name, value):
    """A value as a person reads it: shapes as WKT, rows without their shape, kinds in the language of QGIS."""
    if name == "kind":
        return tr(value)
    if not isinstance(value, dict):
        return None if value is None else str(value)
    if list(value) == ["wkb"]:
        from shimonita_gis.hub.changes import unpacked
        from shimonita_gis.hub.geopackage import geometry_body

        geometry = QgsGeometry()
        geometry.fromWkb(geometry_body(unpacked(value)))
        return geometry.asWkt(2)
    return json.dumps({n: v for n, v in value.items() if not isinstance(v, dict)}, ensure_ascii=False)
