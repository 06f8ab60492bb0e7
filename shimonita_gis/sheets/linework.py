"""From a scanned sheet to linework, closed shapes and lettering."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import rasterio
import shapely

from shimonita_gis.datum import TOWN_EPSG, transformer
from shimonita_gis.errors import CancelledError, InputError, existing_file
from shimonita_gis.progress import never, part, unheard

from . import network as net
from . import strokes
from .centrelines import trace
from .drawing import read_drawing
from .ink import INK_NAMES, Ink

# in widths of the sheet's own pen
SPUR = 10
LETTER = 16
SHORT_STROKE = 16
LONE_LINE = 40
HATCH_SPACING = 8
HATCH_STROKE = 10
WORD_GAP = 6
SMALLEST_LETTER = 4
REACH = 7
OPEN_LINE = 25
SMALLEST_SHAPE = 24  # square pen widths, as the next
LARGEST_COUNTER = 260
SIMPLIFY = 0.5  # pixels


@dataclass(frozen=True)
class Linework:
    """``lines``, ``polygons`` and ``lettering`` are GeoDataFrames in EPSG:6677, or without a reference system in the
    scan's pixel frame (x right, y down)."""

    lines: gpd.GeoDataFrame
    polygons: gpd.GeoDataFrame
    lettering: gpd.GeoDataFrame


def vectorize(path, extent=None, ink=Ink.ALL, progress=unheard, cancelled=never):
    """The :class:`Linework` of the sheet in raster ``path``.

    ``extent`` (xmin, ymin, xmax, ymax) is in the raster's own reference system, or pixels of a scan without one.
    Raises InputError or SheetError where the raster is no drawn sheet or its place cannot be stated.
    """
    place = Place.of(path)
    drawing = read_drawing(path, place.pixel_bounds(extent), ink, part(progress, 0, 0.7), cancelled)
    network, hatch, words = separated(drawing, part(progress, 0.7, 0.95), cancelled)
    shapes = net.faces(network)[0]
    hatching = _hatched(shapes, hatch, drawing)
    boxes = _boxes(words)
    progress(1, 1)
    common = {"sheet": Path(path).stem, "ink": INK_NAMES[ink]}
    corner = np.array([drawing.column, drawing.row])
    return Linework(
        place.frame(
            network.lines,
            corner,
            **common,
            width_px=network.width.round(2),
            weight=network.weight.round(1),
            bridged=network.bridged,
        ),
        place.frame(shapes, corner, **common, hatched=hatching),
        place.frame(shapely.centroid(words), corner, **common, **boxes),
    )


def _hatched(shapes, hatch, drawing):
    """(k,) bool: faces filled with hatch strokes or solid ink."""
    if not len(shapes):
        return np.zeros(0, bool)
    middle = shapely.line_interpolate_point(hatch, 0.5, normalized=True)
    stroke, face = shapely.STRtree(shapes).query(middle, predicate="within")
    length = np.bincount(face, shapely.length(hatch)[stroke], minlength=len(shapes))
    inside = shapely.get_coordinates(shapely.point_on_surface(shapes)).astype(int)
    filled = drawing.filled[inside[:, 1], inside[:, 0]]
    return filled | (length * 2 * HATCH_SPACING * drawing.pen > shapely.area(shapes))


def _boxes(words):
    """The sides (pixels) of the boxes of lettering, and the angle of the longer one (degrees, anticlockwise on the
    page from its lower edge, -90 to 90)."""
    if not len(words):
        return {"box_width_px": np.zeros(0), "box_height_px": np.zeros(0), "angle": np.zeros(0)}
    corners = shapely.get_coordinates(words).reshape(len(words), 5, 2)
    sides = np.diff(corners[:, :3], axis=1)
    length = np.hypot(sides[..., 0], sides[..., 1])
    longer = sides[np.arange(len(words)), length.argmax(axis=1)]
    angle = (np.degrees(np.arctan2(-longer[:, 1], longer[:, 0])) + 90) % 180 - 90
    return {
        "box_width_px": length.max(axis=1).round(1),
        "box_height_px": length.min(axis=1).round(1),
        "angle": angle.round(1),
    }


def separated(drawing, progress=unheard, cancelled=never):
    """The simplified network of the linework in ``drawing``; the strokes (k,) of its hatching; the boxes (n,) of its
    lettering."""
    work = _Separation(drawing)
    for done, step in enumerate(work.steps):
        if cancelled():
            raise CancelledError("Cancelled; nothing was written.")
        progress(done, len(work.steps))
        step()
    return work.network, work.strokes, work.words


class _Separation:
    """The linework of a drawing while what is no linework is taken out of it, step by step."""

    def __init__(self, drawing):
        self.drawing, self.pen = drawing, drawing.pen
        self.letters, self.strokes = [], np.zeros(0, object)
        self.steps = (self.trace, self.take_out_lettering, self.take_out_hatching, self.close, self.finish)

    def trace(self):
        graph = trace(self.drawing.skeleton)
        self.network = net.of_graph(graph, *_along(graph, self.drawing))

    def take_out_lettering(self):
        self._letters(strokes.lettering(self.network, SHORT_STROKE * self.pen, LARGEST_COUNTER * self.pen**2))
        self.network = net.merged(net.pruned(self.network, SPUR / 2 * self.pen))

    def take_out_hatching(self):
        light = strokes.light_weight(self.network, LETTER * self.pen)
        hatch = strokes.side_by_side(self.network, light, HATCH_SPACING * self.pen, HATCH_STROKE * self.pen)
        self.strokes = self.network.lines[hatch]
        self.network = net.merged(net.pruned(self.network.keep(~hatch), SPUR / 2 * self.pen))

    def close(self):
        network = net.pruned(net.bridged(self.network, REACH * self.pen), OPEN_LINE * self.pen)
        network = net.dissolved(network, lambda shapes: _too_small(shapes, self.pen))
        self.network = net.merged(net.pruned(network, OPEN_LINE * self.pen))

    def finish(self):
        self._letters(strokes.lettering(self.network, LONE_LINE * self.pen, LARGEST_COUNTER * self.pen**2))
        letters = net.Network(np.concatenate(self.letters), *np.zeros((3, sum(map(len, self.letters)))))
        self.words = strokes.words(letters, WORD_GAP * self.pen, SMALLEST_LETTER * self.pen)
        self.network = _simplified(self.network)

    def _letters(self, found):
        self.letters.append(self.network.lines[found])
        self.network = self.network.keep(~found)


def _along(graph, drawing):
    """Mean width (pixels) and weight (grey levels) of the ink under each path."""
    if not len(graph):
        return np.zeros(0), np.zeros(0)
    rows, columns = graph.points[:, 1].astype(int), graph.points[:, 0].astype(int)
    count = np.diff(graph.offsets)
    width, weight = (
        np.add.reduceat(band[rows, columns].astype(float), graph.offsets[:-1]) / count
        for band in (drawing.width, drawing.weight)
    )
    return width / 10, weight


def _too_small(shapes, pen):
    area, round_it = shapely.area(shapes), shapely.length(shapes)
    return (area < SMALLEST_SHAPE * pen**2) | (2 * area < 1.2 * pen * round_it)


def _simplified(network):
    return net.Network(shapely.simplify(network.lines, SIMPLIFY), network.width, network.weight, network.bridged)


@dataclass(frozen=True)
class Place:
    """How a raster's pixels lie on the ground: ``transform`` (affine) and ``crs``, which is None without a place."""

    transform: rasterio.Affine
    crs: object

    @classmethod
    def of(cls, path):
        """The place of the raster in ``path``. Raises InputError where it has coordinates but no reference system."""
        path = existing_file(path)
        try:
            with rasterio.open(path) as source:
                transform, crs = source.transform, source.crs
        except rasterio.errors.RasterioIOError as error:
            raise InputError("{file} is not an image that can be read. Choose a scanned map.", file=path) from error
        if crs is None and not transform.is_identity:
            raise InputError(
                "{file} has coordinates but no reference system. Assign the one it was placed in and run it again.",
                file=path,
            )
        return cls(transform, crs)

    def pixel_bounds(self, extent):
        """``extent`` as pixel bounds (left, top, right, bottom), or None."""
        if extent is None:
            return None
        xmin, ymin, xmax, ymax = extent
        corners = np.array([(xmin, ymin), (xmin, ymax), (xmax, ymin), (xmax, ymax)])
        x, y = ~self.transform * corners.T
        return x.min(), y.min(), x.max(), y.max()

    def frame(self, shapes, corner, **columns):
        """A GeoDataFrame of pixel ``shapes``, brought from the window at ``corner`` to the ground."""
        shapes = shapely.transform(shapes, lambda xy: self._ground(xy + corner))
        crs = None if self.crs is None else f"EPSG:{TOWN_EPSG}"
        return gpd.GeoDataFrame(columns, index=range(len(shapes)), geometry=gpd.GeoSeries(shapes), crs=crs)

    def _ground(self, xy):
        x, y = self.transform * xy.T
        if self.crs is not None:
            x, y = transformer(self.crs.to_wkt(), TOWN_EPSG).transform(x, y)
        return np.column_stack([x, y])
