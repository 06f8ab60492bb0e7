"""Dangles, gaps, overlaps, slivers, crossings and doubles of a layer, as points to click through."""

from qgis.core import (
    Qgis,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDistance,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)
from qgis.PyQt.QtCore import QMetaType

from shimonita_gis.errors import InputError
from shimonita_gis.translation import tr

from .algorithm import Algorithm, progress_of
from .frames import check_written, features_of, finish

FIELDS = {
    "kind": QMetaType.Type.QString,
    "message": QMetaType.Type.QString,
    "size": QMetaType.Type.Double,
    "feature": QMetaType.Type.LongLong,
    "other": QMetaType.Type.LongLong,
}


class CheckTopology(Algorithm):
    NAME = "checktopology"
    TITLE = "Check topology"
    GROUP = "sheets"
    TAGS = ("topology", "dangle", "gap", "overlap", "sliver", "トポロジ", "隙間", "重なり", "検査")
    HELP = (
        "Finds where lines and areas do not fit together: ends just short of a line, gaps and overlaps between areas, "
        "slivers, outlines that cross themselves, shapes that are there twice, and edges that do not go on across the "
        "join of two sheets.\n"
        "The result is a layer of points; each says in a sentence what is wrong there. The layer itself is not "
        "changed; 'Mend faults' in the Shimonita GIS menu leads from fault to fault and mends the safe ones."
    )

    def initAlgorithm(self, configuration=None):  # noqa: N802
        source = Qgis.ProcessingSourceType
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Layer"), [source.VectorLine, source.VectorPolygon]),
            "A layer of lines or areas.",
        )
        self.add(
            QgsProcessingParameterDistance("DANGLE", tr("Ends nearer than this should meet"), 1.0, "INPUT", minValue=0),
            "A line that ends this near to another one without touching it is reported.",
        )
        self.add(
            QgsProcessingParameterDistance("SLIVER", tr("Areas narrower than this"), 0.3, "INPUT", minValue=0),
            "Areas and gaps with a smaller mean width are reported.",
        )
        self.add(
            QgsProcessingParameterDistance("JOIN", tr("Edges to meet across a join"), 3.0, "INPUT", minValue=0),
            "Where the layer has a field 'sheet' with the sheets' codes: an edge that ends this near to the next sheet "
            "should go on there.",
        )
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", tr("Faults"), source.VectorPoint))
        self.addOutput(QgsProcessingOutputNumber("FAULT_COUNT", tr("Number of faults")))

    def work(self, parameters, context, feedback):
        from shimonita_gis.cartography.faultsentence import sentence_of
        from shimonita_gis.cartography.featureframe import feature_frame
        from shimonita_gis.sheets.topology import Tolerance, check_topology

        source = self.vector_source(parameters, "INPUT", context)
        columns = [name for name in source.fields().names() if name == "sheet"]
        layer = feature_frame(features_of(source), columns)
        reaches = [self.parameterAsDouble(parameters, name, context) for name in ("DANGLE", "SLIVER", "JOIN")]
        tolerance = Tolerance(*reaches)
        found = check_topology(layer, tolerance, progress_of(feedback), feedback.isCanceled)
        fields = QgsFields()
        for name, kind in FIELDS.items():
            fields.append(QgsField(name, kind))
        sink, destination = self.parameterAsSink(
            parameters, "OUTPUT", context, fields, Qgis.WkbType.Point, source.sourceCrs()
        )
        if sink is None:
            raise InputError("{file} cannot be written. Choose another file or folder.", file=parameters["OUTPUT"])
        for fault in found.itertuples(index=False):
            point = QgsFeature(fields)
            message = sentence_of(fault, source.sourceCrs())
            point.setAttributes([fault.kind, message, fault.size, fault.feature, fault.other])
            if not fault.geometry.is_empty:
                place = QgsGeometry()
                place.fromWkb(fault.geometry.wkb)
                point.setGeometry(place)
            sink.addFeature(point)
        finish(sink)
        del sink
        check_written(destination, len(found))
        feedback.pushInfo(tr("{count} fault(s) found.", count=len(found)))
        return {"OUTPUT": destination, "FAULT_COUNT": len(found)}
