"""Photos laid on the ground: one GeoTIFF each, and a mosaic of the best view of every place.

A grid of ground points is projected into the photo (the collinearity equations turned round), block by block.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from rasterio.windows import Window

from shimonita_gis.errors import InputError, PhotoError
from shimonita_gis.files import written_beside
from shimonita_gis.progress import never, steps, unheard

from . import aim
from .finding import PhotoFinder
from .pictures import Pictures
from .terrain import Answer, FlatGround

_BLOCK = 1024
_COARSEST = 4.0  # a picture is laid as far as its pixels are at most this many times coarser than the result
_MOST_PIXELS = 2_000_000_000
_HIDDEN_BY = 1.5  # metres that a ray may end before the place it was aimed at and the place still counts as seen


@dataclass(frozen=True)
class Grid:
    """A north-up grid in the cameras' reference system: upper left corner, step in metres, size in pixels."""

    west: float
    north: float
    step: float
    width: int
    height: int

    @classmethod
    def around(cls, bounds, step):
        """The grid of multiples of ``step`` that holds ``bounds`` (west, south, east, north)."""
        west, south = (np.floor(value / step) * step for value in bounds[:2])
        east, north = (np.ceil(value / step) * step for value in bounds[2:])
        return cls(west, north, step, max(1, round((east - west) / step)), max(1, round((north - south) / step)))

    @property
    def transform(self):
        return Affine(self.step, 0, self.west, 0, -self.step, self.north)

    def windows(self):
        for row in range(0, self.height, _BLOCK):
            for column in range(0, self.width, _BLOCK):
                yield Window(column, row, min(_BLOCK, self.width - column), min(_BLOCK, self.height - row))

    def part(self, window):
        west, north = self.transform * (window.col_off, window.row_off)
        return Grid(west, north, self.step, window.width, window.height)

    def centres(self):
        """x (width,) and y (height,) of the pixels' centres."""
        return (self.west + (np.arange(self.width) + 0.5) * self.step,
                self.north - (np.arange(self.height) + 0.5) * self.step)  # fmt: skip


@dataclass(frozen=True)
class Views:
    """Cameras with their pictures and the ground: what orthophotos are made of. ``paths`` (n,), ``areas`` (n,) the
    polygons that each picture is laid on, ``terrain`` or None, ``flat`` (n,) the ground's height without one."""

    cameras: object
    paths: list
    areas: np.ndarray
    terrain: object
    flat: np.ndarray
    crs: object


def views(table, terrain, resolution=0.0, finder=None):
    """The :class:`Views` of a table of cameras, the resolution in metres (the photos' own where 0 is asked for), and
    (photo, error) for each photo that cannot be laid out. ``finder`` (a PhotoFinder) knows where photos may be now."""
    usable, paths, failed, finder = [], [], [], finder or PhotoFinder()
    for index, (_, row) in enumerate(table.iterrows()):
        try:
            paths.append(_usable(row, finder))
            usable.append(index)
        except PhotoError as error:
            failed.append((row["photo"], error))
    table = table.iloc[usable]
    if not len(table):
        raise InputError("None of the photos can be laid out. Check that the layer is the cameras of an import.")
    cameras = aim.cameras_of(table)
    flat = table["z"].to_numpy(float) - table["relative_altitude"].to_numpy(float)
    ground = terrain or FlatGround(flat)
    resolution = resolution or _own_resolution(cameras, ground)
    found, _ = aim.footprints(cameras, ground)
    reach = _COARSEST * resolution * cameras.focal
    areas = np.array([_within_reach(*each) for each in zip(found, cameras.x, cameras.y, reach, strict=True)], object)
    return Views(cameras, paths, areas, terrain, flat, table.crs), resolution, failed


def _usable(row, finder):
    numbers = [row[name] for name in ("x", "y", "z", "yaw", "pitch", "roll", "focal")]
    if not np.isfinite(np.array(numbers, float)).all():
        raise PhotoError(
            "The photo {photo} has no direction or focal length: it cannot be laid out.", photo=row["photo"]
        )
    return finder.of(row)


def _own_resolution(cameras, ground):
    """The size of a pixel on the ground in the middle of the median photo, rounded to two digits."""
    points = aim.aims(cameras, ground).points
    sizes = np.linalg.norm(points - cameras.places, axis=1) / cameras.focal
    size = np.nanmedian(sizes) if np.isfinite(sizes).any() else 0.1
    return float(f"{size:.1g}") if size < 10 else 10.0


def _within_reach(area, x, y, reach):
    import shapely

    area = None if area is None else shapely.intersection(area, shapely.Point(x, y).buffer(reach))
    return None if area is None or area.is_empty else area


def lay_photos(views, resolution, folder, progress=unheard, cancelled=never):
    """Writes a GeoTIFF for each photo into ``folder``; yields (photo's path, GeoTIFF or None, error or None)."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    pictures, taken = Pictures(), set()
    for index in steps(range(len(views.paths)), progress, cancelled):
        name = _free_name(views.paths[index].stem, taken)
        try:
            yield views.paths[index], _lay(views, index, resolution, folder / f"{name}.tif", pictures), None
        except PhotoError as error:
            yield views.paths[index], None, error


def _free_name(stem, taken):
    name, number = stem, 2
    while name.lower() in taken:
        name, number = f"{stem}_{number}", number + 1
    taken.add(name.lower())
    return name


def _lay(views, index, resolution, path, pictures):
    if views.areas[index] is None:
        raise PhotoError("The photo {photo} shows no ground near enough.", photo=views.paths[index].name)
    grid = Grid.around(views.areas[index].bounds, resolution)
    _check_size(grid)
    picture = pictures(views.paths[index])
    with _written(path, grid, views.crs) as target:
        for window in grid.windows():
            colours, score = _seen(views, index, grid.part(window), picture)
            _write(target, window, colours, np.isfinite(score))
    return path


def mosaic(views, resolution, path, progress=unheard, cancelled=never):
    """Writes the mosaic of all photos to ``path``: each place from the photo that saw it nearest and steepest.

    Returns (photo's path, error) for pictures that could not be decoded.
    """
    import shapely

    areas = [area for area in views.areas if area is not None]
    if not areas:
        raise InputError("None of the photos shows ground near enough for a mosaic of {step} m.", step=resolution)
    grid = Grid.around(shapely.total_bounds(areas), resolution)
    _check_size(grid)
    pictures, failed = Pictures(), {}
    with _written(path, grid, views.crs) as target:
        for window in steps(list(grid.windows()), progress, cancelled):
            colours, seen = _best(views, grid.part(window), pictures, failed)
            _write(target, window, colours, seen)
    return list(failed.items())


def _best(views, part, pictures, failed):
    import shapely

    box = shapely.box(part.west, part.north - part.height * part.step, part.west + part.width * part.step, part.north)
    colours = np.zeros((part.height, part.width, 3), np.uint8)
    best = np.full((part.height, part.width), np.inf, np.float32)
    for index, area in enumerate(views.areas):
        if area is None or views.paths[index] in failed or not area.intersects(box):
            continue
        try:
            picture = pictures(views.paths[index])
        except PhotoError as error:
            failed[views.paths[index]] = error
            continue
        one, score = _seen(views, index, part, picture)
        better = score < best
        colours[better], best[better] = one[better], score[better]
    return colours, np.isfinite(best)


def _seen(views, index, part, picture):
    """Colours (height, width, 3) of a part of the grid in one picture, and how good each view is: the smaller the
    better, infinite where the picture does not show the place."""
    camera = views.cameras[index]
    x, y = (each.ravel() for each in np.meshgrid(*part.centres()))
    z = views.terrain.height_at(x, y) if views.terrain else np.full(len(x), views.flat[index])
    points = np.column_stack([x, y, z])
    u, v = (each[0] for each in camera.pixels(points[None]))
    shown = (u >= 0) & (v >= 0) & (u < camera.width[0]) & (v < camera.height[0])
    shown &= _in_sight(views, camera, part).ravel()
    colours = np.zeros((len(x), 3), np.uint8)
    scale = picture.shape[1] / camera.width[0], picture.shape[0] / camera.height[0]
    colours[shown] = _sampled(picture, u[shown] * scale[0], v[shown] * scale[1])
    away = points - camera.places
    distance = np.linalg.norm(away, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        score = np.where(shown, distance**2 / np.maximum(-away[:, 2], 1e-3), np.inf)
    shape = part.height, part.width
    return colours.reshape(*shape, 3), score.reshape(shape).astype(np.float32)


def _in_sight(views, camera, part):
    """Whether no ridge is in between, asked for at the terrain model's own step, not at every pixel."""
    shape = part.height, part.width
    if views.terrain is None:
        return np.ones(shape, bool)
    every = max(1, round(views.terrain.step_x / part.step))
    x, y = part.centres()
    x, y = (each.ravel() for each in np.meshgrid(x[every // 2 :: every], y[every // 2 :: every]))
    points = np.column_stack([x, y, views.terrain.height_at(x, y)])
    away = points - camera.places
    distance = np.linalg.norm(away, axis=1)
    hits = views.terrain.hits(np.broadcast_to(camera.places, away.shape), away / distance[:, None])
    met = np.linalg.norm(hits.last - camera.places, axis=1)
    seen = ~((hits.answer == Answer.GROUND) & (met < distance - _HIDDEN_BY)) & (hits.answer != Answer.UNDERGROUND)
    rows, columns = len(range(every // 2, part.height, every)), len(range(every // 2, part.width, every))
    if not rows or not columns:
        return np.ones(shape, bool)
    seen = seen.reshape(rows, columns)
    row, column = (np.minimum(np.arange(size) // every, most - 1) for size, most in zip(shape, seen.shape, strict=True))
    return seen[np.ix_(row, column)]


def _sampled(picture, u, v):
    """Bilinear colours (n, 3) at pixels u, v (n,); the first pixel's centre is at 0.5, 0.5."""
    height, width = picture.shape[:2]
    column, row = np.clip(u - 0.5, 0, width - 1), np.clip(v - 0.5, 0, height - 1)
    j, i = np.minimum(column.astype(np.int32), width - 2), np.minimum(row.astype(np.int32), height - 2)
    s, t = (column - j).astype(np.float32)[:, None], (row - i).astype(np.float32)[:, None]
    top = picture[i, j] * (1 - s) + picture[i, j + 1] * s
    bottom = picture[i + 1, j] * (1 - s) + picture[i + 1, j + 1] * s
    return (top * (1 - t) + bottom * t + 0.5).astype(np.uint8)


def _check_size(grid):
    if grid.width * grid.height > _MOST_PIXELS:
        raise InputError(
            "The result would have {width} x {height} pixels. Choose a coarser resolution than {step} m.",
            width=grid.width, height=grid.height, step=grid.step,
        )  # fmt: skip


class _written:  # noqa: N801 - reads as a verb where it is used
    """A GeoTIFF with a mask, written beside ``path`` and renamed into place when it is whole."""

    def __init__(self, path, grid, crs):
        self._beside = written_beside(path)
        self._profile = {
            "driver": "GTiff", "width": grid.width, "height": grid.height, "count": 4, "dtype": "uint8",
            "crs": crs.to_wkt(), "transform": grid.transform, "tiled": True, "blockxsize": 256, "blockysize": 256,
            "compress": "deflate", "predictor": 2, "photometric": "rgb", "alpha": "yes", "bigtiff": "if_safer",
        }  # fmt: skip

    def __enter__(self):
        self._target = rasterio.open(self._beside.__enter__(), "w", **self._profile)
        return self._target

    def __exit__(self, *error):
        self._target.close()
        return self._beside.__exit__(*error)


def _write(target, window, colours, seen):
    bands = np.concatenate([np.moveaxis(colours, -1, 0), seen[None] * np.uint8(255)])
    target.write(bands, window=window)
