"""A layer cut along an area: what lies inside stays as it is, what crosses the edge is cut there, the rest goes."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from osgeo import gdal, ogr

from shimonita_gis.errors import OutputError
from shimonita_gis.progress import never, steps, unheard

from .source import open_layer


@dataclass(frozen=True)
class Cut:
    """``count`` features are left of the layer of the catalogue's ``entry``, ``clipped`` of them cut at the edge;
    ``mended`` are the numbers of features whose shape crossed itself and was mended to be cut."""

    entry: object
    count: int
    clipped: int = 0
    mended: tuple = ()


def cut(source, entry, area, target):
    """Writes what lies in ``area`` of the layer ``entry`` of ``source`` as a layer of the GeoPackage ``target``, under
    the same name and without its personal fields; returns the :class:`Cut`. Raises InputError for a layer that
    cannot be read, OutputError for the disk."""
    layer = open_layer(source, entry.table)
    shape = area.on(layer.crs)
    try:
        with gdal.ExceptionMgr(useExceptions=True), ogr.ExceptionMgr(useExceptions=True):
            _copy(layer, [name for name in layer.fields if name not in entry.personal_fields], shape.bounds, target)
            return _trim(entry, target, shape)
    except RuntimeError as error:
        raise OutputError(
            "{file} cannot be written ({reason}). Choose another folder and run it again.", file=target, reason=error
        ) from error


def cut_all(source, entries, area, target, progress=unheard, cancelled=never):
    """:func:`cut` of every entry; returns the Cuts."""
    return [cut(source, entry, area, target) for entry in steps(entries, progress, cancelled)]


def _copy(layer, fields, bounds, target):
    """GDAL's copy of the features whose box touches ``bounds``: types, dates and numbers stay what they are."""
    options = gdal.VectorTranslateOptions(
        format="GPKG", accessMode="update" if Path(target).exists() else None, layers=[layer.name],
        layerName=layer.name, selectFields=fields, spatFilter=bounds, geometryType="PROMOTE_TO_MULTI", preserveFID=True,
    )  # fmt: skip
    with gdal.OpenEx(layer.path, gdal.OF_VECTOR | gdal.OF_READONLY) as source:
        gdal.VectorTranslate(str(target), source, options=options).Close()


def _trim(entry, target, shape):
    fids, shapes = _features(target, entry.table)
    shapely.prepare(shape)
    inside = shapely.covers(shape, shapes)
    crossing = np.flatnonzero(~inside & shapely.intersects(shape, shapes))
    mended = crossing[~shapely.is_valid(shapes[crossing])]
    shapes[mended] = shapely.make_valid(shapes[mended])
    trimmed = [_same_dimension(shapely.intersection(each, shape), each) for each in shapes[crossing]]
    left = {int(fids[i]): part for i, part in zip(crossing, trimmed, strict=True) if part is not None}
    gone = set(fids.tolist()) - set(fids[inside].tolist()) - set(left)
    _write(target, entry.table, left, gone)
    return Cut(entry, len(fids) - len(gone), len(left), tuple(fids[mended].tolist()))


def _features(path, name):
    batches = list(open_layer(path, name).read(()))
    if not batches:
        return np.array([], np.int64), np.array([], object)
    return np.concatenate([b.fids for b in batches]), np.concatenate([b.shapes for b in batches])


def _same_dimension(part, whole):
    """What of a cut shape is of the kind of ``whole``: a polygon that only touches the edge leaves nothing."""
    kept = [each for each in shapely.get_parts(part) if shapely.get_dimensions(each) == shapely.get_dimensions(whole)]
    return shapely.union_all(kept) if kept else None


def _write(path, name, changed, gone):
    with gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE) as file:
        layer = file.GetLayerByName(name)
        layer.StartTransaction()
        for fid in gone:
            layer.DeleteFeature(fid)
        for fid, shape in changed.items():
            feature = layer.GetFeature(fid)
            geometry = ogr.CreateGeometryFromWkb(shapely.to_wkb(shape, flavor="iso"))
            feature.SetGeometry(ogr.ForceTo(geometry, layer.GetGeomType()))
            layer.SetFeature(feature)
        layer.CommitTransaction()
