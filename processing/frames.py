"""GeoDataFrames of the middle rooms to the outputs of an algorithm."""

from pathlib import Path

from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingException,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDateTime, QMetaType, QTimeZone

from shimonita_gis.cartography.layersource import NOT_READ, LayerUnreadError
from shimonita_gis.errors import OutputError

_KINDS = {"b": QMetaType.Type.Bool, "i": QMetaType.Type.LongLong, "f": QMetaType.Type.Double,
          "M": QMetaType.Type.QDateTime}  # fmt: skip
_PARTS = 2000


def write_frame(algorithm, parameters, name, context, frame, geometry=QgsWkbTypes.Type.NoGeometry, times=()):
    """Writes ``frame`` to the sink ``name`` and returns the layer's id, or None where the person left it out.

    Times with a zone become date-times in UTC; columns named in ``times`` are date-times though empty.
    """
    crs = getattr(frame, "crs", None)
    where = QgsCoordinateReferenceSystem.fromWkt(crs.to_wkt()) if crs else QgsCoordinateReferenceSystem()
    columns = [column for column in frame.columns if column != "geometry"]
    fields = QgsFields()
    for column in columns:
        kind = "M" if column in times else frame[column].dtype.kind
        fields.append(QgsField(column, _KINDS.get(kind, QMetaType.Type.QString)))
    sink, destination = algorithm.parameterAsSink(parameters, name, context, fields, geometry, where)
    if sink is None:
        if parameters.get(name):
            raise QgsProcessingException(algorithm.invalidSinkError(parameters, name))
        return None
    for start in range(0, len(frame), _PARTS):
        features = _features(frame.iloc[start : start + _PARTS], columns, fields, geometry)
        if not sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert):
            raise QgsProcessingException(algorithm.writeFeatureError(sink, parameters, name))
    finish(sink)
    del sink  # it writes its last rows when it goes
    check_written(destination, len(frame))
    return destination


def finish(sink):
    """Writes what ``sink`` (QgsFeatureSink) still holds; QGIS before 3.42 closes the file only when the sink goes."""
    getattr(sink, "finalize", sink.flushBuffer)()


def check_written(destination, count):
    """A full disk shows only when a GeoPackage is closed: what was written is counted, and removed if not all."""
    file = Path(destination.split("|")[0])
    if not file.is_file():
        return
    layer = QgsVectorLayer(destination, "written", "ogr")
    if layer.isValid() and layer.featureCount() == count:
        return
    del layer
    file.unlink(missing_ok=True)
    raise OutputError(
        "{file} could not be written completely and was removed. Is the disk full? Free some space, then run it again.",
        file=file,
    )


def _features(frame, columns, fields, geometry):
    values = zip(*(_values(frame[column]) for column in columns), strict=True)
    shapes = [None] * len(frame) if geometry == QgsWkbTypes.Type.NoGeometry else frame.geometry.to_wkb()
    features = []
    for attributes, shape in zip(values, shapes, strict=True):
        feature = QgsFeature(fields)
        feature.setAttributes(list(attributes))
        if shape is not None:
            place = QgsGeometry()
            place.fromWkb(shape)
            feature.setGeometry(place)
        features.append(feature)
    return features


def _values(column):
    """A column's values as QGIS takes them; NaN, NaT and None are NULL."""
    known = column.notna().to_numpy()
    if not known.any():
        return [None] * len(column)
    known = known.tolist()
    if column.dtype.kind == "M" or hasattr(column.dtype, "tz"):
        stamps = column.dt.as_unit("ms").astype("int64").tolist()
        utc = QTimeZone.utc()
        return [QDateTime.fromMSecsSinceEpoch(stamp, utc) if is_known else None
                for stamp, is_known in zip(stamps, known, strict=True)]  # fmt: skip
    return [value if is_known else None for value, is_known in zip(column.tolist(), known, strict=True)]


def features_of(source):
    """List of all QgsFeature of a vector source. Raises LayerUnreadError where QGIS reads nothing of one that is
    filled: its file is being saved at this moment."""
    found = list(source.getFeatures())
    if not found and source.featureCount() > 0:
        raise LayerUnreadError(NOT_READ, layer=source.sourceName())
    return found


def read_frame(source):
    """A vector source of an algorithm as a GeoDataFrame; NULL becomes None or NaN, date-times are UTC."""
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    import pyproj

    names = [field.name() for field in source.fields()]
    features = features_of(source)
    rows = [[None if value is None or value == NULL else value for value in each.attributes()] for each in features]
    shapes = gpd.GeoSeries.from_wkb([bytes(each.geometry().asWkb()) for each in features])
    table = pd.DataFrame(rows, columns=names)
    for place, field in enumerate(source.fields()):
        if field.isNumeric():
            table[names[place]] = table[names[place]].astype(float)
        elif field.type() == QMetaType.Type.QDateTime:
            stamps = [np.nan if value is None else value.toMSecsSinceEpoch() for value in table[names[place]]]
            table[names[place]] = pd.to_datetime(pd.Series(stamps, dtype=float), unit="ms", utc=True)
    table = table.drop(columns=[name for name in names if name.lower() == "fid"])  # the next file numbers anew
    return gpd.GeoDataFrame(table, geometry=shapes.values, crs=pyproj.CRS(source.sourceCrs().toWkt()))
