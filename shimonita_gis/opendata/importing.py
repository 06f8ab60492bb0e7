"""A town's published CSV to a layer: every row comes in, every repair is listed, nothing is guessed."""

from dataclasses import dataclass, replace

import geopandas
import numpy as np
import shapely

from . import cells
from .datasets import CODES, IDS, LATITUDE, LONGITUDE, DatasetColumn, dataset, guessed_mapping, recognised
from .table import read_table

JGD2011 = 6668


@dataclass(frozen=True)
class Remark:
    """About one cell: ``row`` of the file as a spreadsheet counts (the header is 1), ``what`` a key of cells.SAID."""

    row: int
    column: str
    value: str
    what: str
    repaired: str = ""

    @property
    def is_repair(self):
        return self.what in cells.REPAIRS

    @property
    def sentence(self):
        return cells.SAID[self.what]


@dataclass(frozen=True)
class Imported:
    """``frame`` has one row for each row of the file, in EPSG:6668, without geometry where the file gives no place."""

    frame: geopandas.GeoDataFrame
    dataset: object
    remarks: tuple


def import_dataset(path, name=None, layout=None):
    """Reads the CSV ``path``; the dataset is recognised by its columns unless ``name`` says it.

    Raises InputError for a file that is no table. A file of no known dataset comes in as text, placed by its columns
    緯度 and 経度.
    """
    header, rows = read_table(path)
    known = dataset(name, layout or "kihon") if name else recognised(header)
    header = _unique(header)
    remarks = []
    named = _named(header, known, remarks)
    columns = [_definition(column, known) for column in named]
    rows = [_filled(row, header, number, remarks) for number, row in enumerate(rows, start=2)]
    table = [_row(row, columns, number, remarks) for number, row in enumerate(rows, start=2)]
    _look_for_twins(table, columns, remarks)
    places = _places(table, named, remarks)
    return Imported(_frame(table, columns, places), known, tuple(remarks))


def _unique(header):
    names = []
    for position, name in enumerate(header, start=1):
        name = name or f"列{position}"
        names.append(name if name not in names else f"{name}_{position}")
    return names


def _named(header, known, remarks):
    """The header in the dataset's own spelling; other columns keep theirs."""
    wanted = known.names if known else (LATITUDE, LONGITUDE)
    same_meaning = known is None
    mapping = guessed_mapping(header, wanted)
    spelled = {name: column for column, name in mapping.items() if same_meaning or _same_spelling(name, column)}
    named = []
    for name in header:
        column = spelled.get(name, name)
        if column != name:
            remarks.append(Remark(1, name, name, "header", column))
        elif known and name not in known.names:
            remarks.append(Remark(1, name, name, "unknown"))
        named.append(column)
    return named


def _same_spelling(name, column):
    from .datasets import header_key

    return header_key(name) == header_key(column)


def _definition(name, known):
    for column in known.columns if known else ():
        if column.name == name:
            return column
    return DatasetColumn(name, "number" if name in (LATITUDE, LONGITUDE) else "text")


def _filled(row, header, number, remarks):
    """A row with as many cells as the header; what is too much goes into the last one, and is listed."""
    if len(row) == len(header):
        return row
    remarks.append(Remark(number, "", str(len(row)), "columns"))
    if len(row) < len(header):
        return row + [""] * (len(header) - len(row))
    return [*row[: len(header) - 1], ",".join(row[len(header) - 1 :])]


def _row(row, columns, number, remarks):
    texts = []
    for cell, column in zip(row, columns, strict=True):
        text, what = cells.looked_at(cell, column, CODES, IDS)
        if what:
            remarks.append(Remark(number, column.name, cell, what, text if text != cell else ""))
        texts.append(text)
    return texts


def _look_for_twins(table, columns, remarks):
    for position, column in enumerate(columns):
        if column.name not in IDS:
            continue
        seen = set()
        for number, row in enumerate(table, start=2):
            if row[position] and row[position] in seen:
                remarks.append(Remark(number, column.name, row[position], "twice"))
            seen.add(row[position])


def _places(table, named, remarks):
    """Points (lon, lat) or None; a swapped pair is put right in the table too."""
    if LATITUDE not in named or LONGITUDE not in named:
        return None
    north, east = named.index(LATITUDE), named.index(LONGITUDE)
    points = np.full(len(table), None, object)
    for i, row in enumerate(table):
        latitude, longitude, what = cells.place(row[north], row[east])
        if what and what != "number":
            remarks.append(Remark(i + 2, LATITUDE, f"{row[north]}, {row[east]}", what))
        if what == "swapped":
            row[north], row[east] = row[east], row[north]
            remarks[-1] = replace(remarks[-1], repaired=f"{row[north]}, {row[east]}")
        if latitude is not None:
            points[i] = shapely.Point(longitude, latitude)
    return points


def _frame(table, columns, places):
    values = {column.name: [row[i] or None for row in table] for i, column in enumerate(columns)}
    geometry = np.full(len(table), None, object) if places is None else places
    return geopandas.GeoDataFrame(values, geometry=geometry, crs=JGD2011)


def remarks_table(remarks):
    """Header and rows of the table of remarks, repairs and problems alike, for :func:`table.write_table`."""
    header = ["行", "列", "値", "内容", "修正後", "区分"]
    rows = [[str(r.row), r.column, r.value, r.sentence, r.repaired, "修正" if r.is_repair else "要確認"]
            for r in sorted(remarks, key=lambda r: r.row)]  # fmt: skip
    return header, rows
