"""From a scanned sheet to linework, closed shapes and lettering."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import rasterio
import shapely

from shimonita_gis.datum import TOWN_EPSG, transformer
from shimonita_gis.errors import InputError, existing_file
from shimonita_gis.progress import never, part, unheard

from .accuracy import stated_accuracy, stated_neatline
from .drawing import read_drawing
from .ink import INK_NAMES, Ink
from .lettering import NOT_READ, can_read, read_words
from .network import samples
from .scan import resolution
from .separation import separated

HATCH_SPACING = 5.0  # pens; strokes farther apart do not make an area hatched
SAME_HATCH = np.cos(np.radians(2 * 15))  # of twice the angle between a stroke and most others
COARSE = 190  # dpi below which fine lines break up and are lost
# translatable
TOO_COARSE = (
    "{file} was scanned at {dpi} dpi, so fine lines may be missing. Scan the sheet again at 300 dpi or more for "
    "complete linework."
)
SOLID = 0.5  # share of ink from which on an area is filled with it


@dataclass(frozen=True)
class Linework:
    """``lines``, ``polygons`` and ``lettering`` are GeoDataFrames in EPSG:6677, or without a reference system in the
    scan's pixel frame (x right, y down). ``warnings`` are (text, values)."""

    lines: gpd.GeoDataFrame
    polygons: gpd.GeoDataFrame
    lettering: gpd.GeoDataFrame
    warnings: tuple = ()


def vectorize(path, extent=None, ink=Ink.ALL, progress=unheard, cancelled=never, judges=None, read=False):
    """The :class:`Linework` of the sheet in raster ``path``; inside its neatline where the sheet was placed by it.

    ``extent`` (xmin, ymin, xmax, ymax) is in the raster's own reference system, or pixels of a scan without one;
    ``judges`` are those of :mod:`~shimonita_gis.sheets.separation` unless given; with ``read`` the lettering gets its
    text where Tesseract is there to read it.
    Raises InputError or SheetError where the raster is no drawn sheet or its place cannot be stated.
    """
    place = Place.of(path)
    drawing = read_drawing(path, place.pixel_bounds(extent), ink, part(progress, 0, 0.5), cancelled)
    corner = np.array([drawing.column, drawing.row])
    neatline = None if place.neatline is None else place.neatline - corner
    found = separated(drawing, judges, part(progress, 0.5, 0.8), cancelled, neatline)
    if neatline is not None:
        found = found.within(neatline)
    common = {"sheet": Path(path).stem, "accuracy_m": place.accuracy}
    words = _words(path, found.words, corner, part(progress, 0.8, 1) if read and can_read() else None, cancelled)
    network, shapes = found.network, found.shapes
    lines = {
        "ink": _inks(network.lines, drawing),
        "width_px": network.width.round(2),
        "weight": network.weight.round(1),
        "confidence": network.probability.round(3),
        "bridged": network.bridged,
        "border": found.border,
    }
    hatching = _hatching(shapes, found.hatching, drawing)
    result = Linework(
        place.frame(network.lines, corner, **common, **lines),
        place.frame(shapes, corner, **common, ink=INK_NAMES[ink], **hatching),
        place.frame(shapely.centroid(found.words), corner, **common, ink=INK_NAMES[ink], **words),
        tuple(_warnings(path, place, read)),
    )
    progress(1, 1)
    return result


def _words(path, boxes, corner, progress, cancelled):
    """What is known of lettering in ``boxes``; not read without a ``progress``."""
    text, sure = np.full(len(boxes), "", object), np.zeros(len(boxes))
    if progress:
        text, sure = read_words(path, boxes, corner, progress, cancelled)
    return {"text": text, "confidence": sure.round(), **_boxes(boxes)}


def _warnings(path, place, read):
    if read and not can_read():
        yield NOT_READ, {}
    if place.dpi is not None and place.dpi < COARSE:
        yield TOO_COARSE, {"file": Path(path).name, "dpi": round(place.dpi)}


def _inks(lines, drawing):
    """(m,) the name of the ink that most of each line is drawn in; of a bridge over a gap the most common one."""
    owner, xy = samples(lines, 1.0, 3)
    rows, columns = (np.clip(xy[:, axis], 0, drawing.skeleton.shape[1 - axis] - 1).astype(int) for axis in (1, 0))
    colour = drawing.colour[rows, columns]
    counts = np.zeros((len(lines), len(INK_NAMES)), int)
    np.add.at(counts, (owner, colour), 1)
    counts[:, Ink.ALL] = 0
    usual = counts.sum(axis=0).argmax() if len(lines) else Ink.BLACK
    found = np.where(counts.any(axis=1), counts.argmax(axis=1), usual)
    return np.array(INK_NAMES, object)[found]


def _hatching(shapes, strokes, drawing):
    """Whether each face is filled with hatch strokes or solid ink, which way most of its strokes run (degrees,
    anticlockwise on the page from its lower edge, 0 to 180) and how far they lie apart (pixels); the latter two not a
    number without strokes."""
    if not len(shapes):
        return {"hatched": np.zeros(0, bool), "hatch_angle": np.zeros(0), "hatch_spacing_px": np.zeros(0)}
    stroke, face = _strokes_within(shapes, strokes)
    length = shapely.length(strokes)[stroke]
    ends = shapely.get_coordinates(shapely.get_point(np.repeat(strokes[stroke], 2), np.tile([0, -1], len(stroke))))
    ends = ends.reshape(-1, 2, 2)
    way = np.diff(ends, axis=1)[:, 0]
    twice = 2 * np.arctan2(-way[:, 1], way[:, 0])
    total, x, y = (
        np.bincount(face, values, len(shapes)) for values in (length, length * np.cos(twice), length * np.sin(twice))
    )
    hatched = total * HATCH_SPACING * drawing.pen > shapely.area(shapes)
    angle = np.where(hatched, np.arctan2(y, x) / 2 % np.pi, np.nan)
    with_it = np.cos(twice - 2 * angle[face]) > SAME_HATCH
    spacing = _spacing(ends.mean(axis=1)[with_it], face[with_it], angle, drawing.pen)
    return {
        "hatched": hatched | _solid(shapes, drawing),
        "hatch_angle": np.degrees(angle).round(1),
        "hatch_spacing_px": spacing.round(1),
    }


def _spacing(middle, face, angle, pen):
    """(k,) how far strokes with their ``middle`` (n, 2) in the faces of number ``face`` (n,) usually lie apart (pixels)
    across the ``angle`` (k,) (radians, anticlockwise on the page) of each face; pieces of one stroke do not count."""
    across = middle[:, 0] * np.sin(angle[face]) + middle[:, 1] * np.cos(angle[face])
    order = np.lexsort((across, face))
    apart, same = np.diff(across[order]), np.diff(face[order]) == 0
    apart = pd.Series(apart, face[order][1:])[same & (apart > pen)]
    return apart.groupby(level=0).median().reindex(range(len(angle))).to_numpy()


def _strokes_within(shapes, strokes):
    middle = shapely.line_interpolate_point(strokes, 0.5, normalized=True)
    face, stroke = shapely.STRtree(middle).query(shapes, predicate="contains")
    return stroke, face


def _solid(shapes, drawing):
    inside = (shapely.get_coordinates(shapely.point_on_surface(shapes)) / drawing.cell).astype(int)
    return drawing.surroundings["ink"][inside[:, 1], inside[:, 0]] > SOLID


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


@dataclass(frozen=True)
class Place:
    """How a raster's pixels lie on the ground: ``transform`` (affine) and ``crs``, which is None without a place;
    ``accuracy`` in metres as the placing of the sheet stated it, not a number where it did not; ``dpi`` of the scan and
    ``neatline`` (4, 2), pixels of its corners, None where the file does not say."""

    transform: rasterio.Affine
    crs: object
    accuracy: float = np.nan
    dpi: float | None = None
    neatline: np.ndarray | None = None

    @classmethod
    def of(cls, path):
        """The place of the raster in ``path``. Raises InputError where it has coordinates but no reference system."""
        path = existing_file(path)
        try:
            with rasterio.open(path) as source:
                transform, crs, dpi = source.transform, source.crs, resolution(source, path)
                accuracy, neatline = stated_accuracy(source), stated_neatline(source)
        except rasterio.errors.RasterioIOError as error:
            raise InputError("{file} is not an image that can be read. Choose a scanned map.", file=path) from error
        if crs is None and not transform.is_identity:
            raise InputError(
                "{file} has coordinates but no reference system. Assign the one it was placed in and run it again.",
                file=path,
            )
        return cls(transform, crs, accuracy, dpi, neatline)

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
