"""Control points, and the ``.points`` files of the QGIS Georeferencer, read and written."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shimonita_gis.datum import reference_system, transformer
from shimonita_gis.errors import InputError, existing_file
from shimonita_gis.files import written_beside

CORNERS = "NW", "NE", "SE", "SW"


@dataclass(frozen=True)
class ControlPoint:
    """``ground`` (2,) metres east, north in the sheet's own reference system; ``pixel`` (2,) right, down in the scan,
    the first pixel's centre at (0.5, 0.5). A point that is not ``used`` is shown but took no part in the fit."""

    name: str
    ground: np.ndarray
    pixel: np.ndarray
    used: bool = True

    @property
    def is_corner(self):
        return self.name in CORNERS


def read_points(path, crs, parameters=()):
    """Control points (a tuple of :class:`ControlPoint`) of a ``.points`` file, taken to ``crs``, by the town's own
    ``parameters`` (ParameterFile) where the datum changes.

    A file without a ``#CRS`` line (older QGIS, which also calls the columns otherwise) is taken to be in ``crs``.
    Raises InputError.
    """
    path = existing_file(path)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        stated = lines[0].removeprefix("#CRS:").strip() if lines and lines[0].startswith("#CRS:") else ""
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
        points = tuple(_point(number, row) for number, row in enumerate(rows, 1))
    except (UnicodeDecodeError, csv.Error, KeyError, ValueError, TypeError) as error:
        raise InputError(
            "{file} is not a file of control points (.points) of the QGIS Georeferencer. Save it there again.",
            file=path,
        ) from error
    return _taken(points, stated, crs, parameters) if stated else points


def _point(number, row):
    ground = np.array([float(row["mapX"]), float(row["mapY"])])
    x, y = (row[name] for name in (("sourceX", "sourceY") if "sourceX" in row else ("pixelX", "pixelY")))
    pixel = np.array([float(x), -float(y)])
    if not np.isfinite([ground, pixel]).all():
        raise ValueError
    return ControlPoint(f"GCP {number}", ground, pixel, row.get("enable", "1").strip() != "0")


def _taken(points, stated, crs, parameters):
    if not points or reference_system(stated) == reference_system(crs):
        return points
    x, y = transformer(stated, crs, parameters).transform(*np.array([point.ground for point in points]).T)
    return tuple(
        ControlPoint(point.name, np.array(ground), point.pixel, point.used)
        for point, ground in zip(points, zip(x, y, strict=True), strict=True)
    )


def write_points(points, offsets, crs, path):
    """Writes control points so that the QGIS Georeferencer opens them; ``offsets`` (n, 2) pixels are its residuals."""
    with written_beside(path) as beside:
        Path(beside).write_text(_text(points, offsets, crs), encoding="utf-8")


def _text(points, offsets, crs):
    lines = [f"#CRS: {reference_system(crs).to_wkt(version='WKT2_2019')}"]
    lines.append("mapX,mapY,sourceX,sourceY,enable,dX,dY,residual")
    for point, offset in zip(points, offsets, strict=True):
        numbers = *point.ground, point.pixel[0], -point.pixel[1]
        shown = ",".join(f"{number:.6f}" for number in numbers)
        lines.append(f"{shown},{point.used:d},{offset[0]:.4f},{-offset[1]:.4f},{np.hypot(*offset):.4f}")
    return "\n".join(lines) + "\n"
