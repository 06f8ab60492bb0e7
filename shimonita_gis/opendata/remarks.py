"""What was found in the cells of a dataset: repairs and problems, by row and column, with the way to the feature."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shimonita_gis.files import written_beside

from . import cells
from .table import write_table

HEADER = ("行", "列", "値", "内容", "修正後", "区分", "地物番号", "緯度", "経度")
REPAIR, PROBLEM, NOTE = "修正", "要確認", "参考"
JGD2011 = 6668


@dataclass(frozen=True)
class Remark:
    """About one cell: ``row`` as a spreadsheet counts (of a file: its header is 1; of a layer: 1 is its first feature;
    0 the whole), ``what`` a key of cells.SAID, ``feature`` the layer's feature number (fid), None where there is none.
    """

    row: int
    column: str
    value: str
    what: str
    repaired: str = ""
    feature: int | None = None

    @property
    def is_repair(self):
        return self.what in cells.REPAIRS

    @property
    def is_problem(self):
        return self.what in cells.PROBLEMS

    @property
    def sentence(self):
        return cells.SAID[self.what]

    @property
    def kind(self):
        return REPAIR if self.is_repair else PROBLEM if self.is_problem else NOTE


def write_remarks(path, remarks, places=None):
    """Writes the remarks in the order of their rows: a CSV, or for .gpkg and .geojson a point layer.

    ``places`` gives the point (longitude, latitude in EPSG:6668) of a feature number.
    """
    rows = _rows(remarks, places or {})
    if Path(path).suffix.lower() in (".gpkg", ".geojson"):
        _write_layer(path, rows)
    else:
        write_table(path, HEADER, rows)


def _rows(remarks, places):
    rows = []
    for remark in sorted(remarks, key=lambda r: r.row):
        point = places.get(remark.feature)
        number = "" if remark.feature is None else str(remark.feature)
        where = ["", ""] if point is None else [f"{point.y:.7f}", f"{point.x:.7f}"]
        rows.append([str(remark.row), remark.column, remark.value, remark.sentence, remark.repaired, remark.kind,
                     number, *where])  # fmt: skip
    return rows


def _write_layer(path, rows):
    import geopandas
    import shapely

    points = [shapely.Point(float(row[-1]), float(row[-2])) if row[-1] else None for row in rows]
    values = {name: [row[i] for row in rows] for i, name in enumerate(HEADER[:-2])}
    frame = geopandas.GeoDataFrame(values, geometry=np.array(points, object), crs=JGD2011)
    with written_beside(path) as beside:
        frame.to_file(beside, layer="problems", geometry_type="Point", promote_to_multi=False)
