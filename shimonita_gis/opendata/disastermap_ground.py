"""The ground under a disaster map, without any map server: a small shaded relief, and the town's own lines."""

import base64
import io
import math
from dataclasses import dataclass

import numpy as np
import shapely

from shimonita_gis.datum import is_tokyo, reference_system, transformer
from shimonita_gis.errors import InputError

from .disastermap_items import catalogue_entry
from .lonlat import placed
from .offline_page import thinned
from .source import open_layer

WATER, ROAD, EDGE = "water", "road", "edge"
KINDS = (WATER, ROAD, EDGE)
_NAMED = {WATER: ("河川", "水", "river", "water", "stream"), ROAD: ("道", "road", "street", "route")}
_RADIUS = 6378137.0  # of spherical Mercator
_LONGEST_SIDE, _QUALITY = 1000, 55
_MARGIN = 0.15  # of the extent, round it
_MOST_CORNERS = 20_000
_SUN = (0.5, 0.5, math.sqrt(0.5))  # towards the sun in the north-west, 45 degrees high: west, north, up


@dataclass(frozen=True)
class Ground:
    """``lines`` kind -> lists of (latitude, longitude); ``relief`` a JPEG as data URI, '' without one;
    ``relief_bounds`` its south, west, north, east."""

    lines: dict
    relief: str = ""
    relief_bounds: tuple = ()


def ground(bounds, sources=(), terrain=None):
    """The :class:`Ground` round ``bounds`` (west, south, east, north in degrees): lines of the layers ``sources``,
    relief of the terrain model ``terrain`` (path)."""
    frame = _wider(bounds)
    lines = {kind: [] for kind in KINDS}
    for source in sources:
        kind, shapes = _lines_of(source, frame)
        lines[kind].extend(shapes)
    lines = {kind: _corners(shapes) for kind, shapes in lines.items()}
    if not terrain:
        return Ground(lines)
    return Ground(lines, *relief(terrain, frame))


def _wider(bounds):
    west, south, east, north = bounds
    dx, dy = max((east - west) * _MARGIN, 0.01), max((north - south) * _MARGIN, 0.01)
    return west - dx, south - dy, east + dx, north + dy


def _lines_of(source, frame):
    layer = open_layer(source.path, source.name)
    entry = catalogue_entry(source.path, layer.name)
    title = f"{layer.name} {entry.title if entry else ''}".lower()
    kind = next((kind for kind, names in _NAMED.items() if any(name in title for name in names)), EDGE)
    found = []
    to_degrees = transformer(layer.crs, 4326)
    window = shapely.box(*frame)
    for batch in layer.read(()):
        shapes = placed(batch.shapes, to_degrees, 7).shapes
        shapes = shapes[~shapely.is_missing(shapes)]
        shapes = np.where(shapely.get_dimensions(shapes) == 2, shapely.boundary(shapes), shapes)
        shapes = shapely.intersection(shapes, window)
        found.extend(part for part in shapely.get_parts(shapes) if part.geom_type.endswith("LineString"))
    return kind, found


def _corners(shapes):
    """Lines with as few corners as a small page can carry, as lists of (latitude, longitude)."""
    parts = shapely.get_parts(thinned(shapes, _MOST_CORNERS))
    lines = [part for part in parts if part.geom_type == "LineString" and not part.is_empty]
    return [np.round(np.asarray(line.coords)[:, 1::-1], 5).tolist() for line in lines]


def relief(path, frame):
    """(data URI, (south, west, north, east)) of a shaded relief of the terrain model, in Mercator's projection."""
    import rasterio
    from rasterio.transform import from_bounds
    from rasterio.warp import Resampling, reproject

    try:
        with rasterio.open(path) as model:
            if model.crs is None:
                raise InputError(
                    "{file} does not say its reference system. Set it in QGIS, save the terrain model, and try again.",
                    file=path,
                )
            if is_tokyo(reference_system(model.crs.to_wkt())):  # rasterio would lay it 450 m off
                raise InputError(
                    "{file} is on the old Tokyo datum. Choose a terrain model on JGD2000 or JGD2011.", file=path
                )
            west, south, east, north = _common(frame, model)
            x0, y0, x1, y1 = _mercator(west, south) + _mercator(east, north)
            scale = _LONGEST_SIDE / max(x1 - x0, y1 - y0)
            size = max(int((y1 - y0) * scale), 2), max(int((x1 - x0) * scale), 2)
            heights = np.full(size, np.nan, np.float32)
            reproject(
                rasterio.band(model, 1), heights, dst_transform=from_bounds(x0, y0, x1, y1, size[1], size[0]),
                dst_crs="EPSG:3857", dst_nodata=np.nan, resampling=Resampling.bilinear,
            )  # fmt: skip
    except rasterio.errors.RasterioError as error:
        raise InputError(
            "{layer} cannot be opened as an image or raster. Check that it is one and is not damaged.", layer=path
        ) from error
    metres = math.cos(math.radians((south + north) / 2)) / scale
    return _picture(_shaded(heights, metres)), (south, west, north, east)


def _common(frame, model):
    from rasterio.warp import transform_bounds

    there = transform_bounds(model.crs, "EPSG:4326", *model.bounds)
    west, south, east, north = (*map(max, frame[:2], there[:2]), *map(min, frame[2:], there[2:]))
    if west >= east or south >= north:
        raise InputError("The terrain model {file} does not reach the places on the map. Choose another one.",
                         file=model.name)  # fmt: skip
    return west, south, east, north


def _mercator(longitude, latitude):
    return (
        _RADIUS * math.radians(longitude),
        _RADIUS * math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)),
    )


def _shaded(heights, metres):
    """Grey values 0 to 255 of a surface with cells of ``metres``, lit from the north-west; holes are light."""
    down, right = np.gradient(heights, metres)
    west_of, north_of, above = _SUN
    light = (right * west_of + down * north_of + above) / np.sqrt(1 + right**2 + down**2)
    grey = 110 + 140 * np.clip(light, 0, 1)
    return np.where(np.isnan(grey), 242, grey).astype(np.uint8)


def _picture(grey):
    from PIL import Image

    written = io.BytesIO()
    Image.fromarray(grey, "L").save(written, "JPEG", quality=_QUALITY, optimize=True)
    return "data:image/jpeg;base64," + base64.b64encode(written.getvalue()).decode("ascii")
