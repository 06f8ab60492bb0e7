"""A town's published CSV to a layer: every row comes in, every repair is listed, nothing is guessed."""

from dataclasses import dataclass

import geopandas
import numpy as np
import shapely

from . import cells
from .datasets import CODES, IDS, LATITUDE, LONGITUDE, DatasetColumn, dataset, header_key, recognised
from .mapping import guessed_mapping
from .remarks import JGD2011, Remark
from .table import open_table

_RESERVED = ("fid", "geometry", "ogc_fid")  # names that a GeoPackage keeps for itself


@dataclass(frozen=True)
class Imported:
    """``frame`` has one row for each row of the file, in EPSG:6668, without geometry where the file gives no place;
    ``numbers`` are the rows' numbers in the file."""

    frame: geopandas.GeoDataFrame
    dataset: object
    remarks: tuple
    numbers: tuple = ()

    @property
    def places(self):
        """Feature number -> point in longitude and latitude, for the remarks."""
        points = self.frame.geometry.representative_point().to_crs(JGD2011)
        return {i + 1: p for i, p in enumerate(points) if p is not None and not p.is_empty}


def import_dataset(path, name=None, layout=None, folders=()):
    """Reads the CSV ``path``; the dataset is recognised by its columns unless ``name`` says it.

    ``folders`` hold the town's own definitions. Raises InputError for a file that is no table. A file of no known
    dataset comes in as text, placed by its columns 緯度 and 経度.
    """
    table = open_table(path)
    known = dataset(name, layout or "kihon", folders) if name else recognised(table.header, folders)
    remarks = [Remark(number, "", "", "blank") for number in table.blank]
    header = _unique(table.header, remarks)
    named = _named(header, known, remarks)
    columns = [_definition(column, known) for column in named]
    look = _Look(columns, remarks)
    rows = [look.row(row, number, i + 1) for i, (row, number) in enumerate(zip(table.rows, table.numbers, strict=True))]
    look.for_twins(rows, table.numbers)
    places = _places(rows, named, table.numbers, remarks)
    return Imported(_frame(rows, columns, places), known, tuple(remarks), tuple(table.numbers))


def _unique(header, remarks):
    """Names that a layer can have: none empty, none twice whatever the case, none that the file format reserves."""
    names = []
    for position, given in enumerate(header, start=1):
        name = given or f"列{position}"
        if name.casefold() in (*_RESERVED, *map(str.casefold, names)):
            name = f"{name}_{position}"
        if given and name != given:
            remarks.append(Remark(1, given, given, "cut", name))
        names.append(name)
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
    return header_key(name) == header_key(column)


def _definition(name, known):
    for column in known.columns if known else ():
        if column.name == name:
            return column
    return DatasetColumn(name, "number" if name in (LATITUDE, LONGITUDE) else "text")


@dataclass(frozen=True)
class _Look:
    """Looks at the rows of a file, cell by cell, and notes what it finds in ``remarks``."""

    columns: list
    remarks: list

    def row(self, row, number, feature):
        """The row with as many cells as there are columns, repaired."""
        texts = []
        for cell, column in zip(self._filled(row, number, feature), self.columns, strict=True):
            text, what = cells.looked_at(cell, column, CODES, IDS)
            if what:
                self.remarks.append(Remark(number, column.name, cell, what, text if text != cell else "", feature))
            texts.append(text)
        return texts

    def _filled(self, row, number, feature):
        """What is too much goes into the last cell, and is listed."""
        count = len(self.columns)
        if len(row) == count:
            return row
        if len(row) > count and not any(row[count:]):  # commas that a spreadsheet left at the end
            return row[:count]
        self.remarks.append(Remark(number, "", str(len(row)), "columns", feature=feature))
        if len(row) < count:
            return row + [""] * (count - len(row))
        return [*row[: count - 1], ",".join(row[count - 1 :])]

    def for_twins(self, rows, numbers):
        """Notes ids that occur twice."""
        names = [column.name for column in self.columns]
        self.remarks.extend(twins(names, rows, numbers, range(1, len(rows) + 1)))


def twins(names, rows, numbers, features):
    """A remark for every id (columns IDS) that an earlier row has too."""
    for position, name in enumerate(names):
        if name not in IDS:
            continue
        seen = set()
        for row, number, feature in zip(rows, numbers, features, strict=True):
            if row[position] and row[position] in seen:
                yield Remark(number, name, row[position], "twice", feature=feature)
            seen.add(row[position])


def _places(table, named, numbers, remarks):
    """Points (lon, lat) or None; a swapped pair is put right in the table too."""
    if LATITUDE not in named or LONGITUDE not in named:
        return None
    north, east = named.index(LATITUDE), named.index(LONGITUDE)
    points = np.full(len(table), None, object)
    for i, row in enumerate(table):
        latitude, longitude, what = cells.place(row[north], row[east])
        if latitude is not None:
            points[i] = shapely.Point(longitude, latitude)
        given = f"{row[north]}, {row[east]}"
        if what == "swapped":
            row[north], row[east] = row[east], row[north]
            remarks.append(Remark(numbers[i], LATITUDE, given, what, f"{row[north]}, {row[east]}", i + 1))
        elif points[i] is None and what != "number":  # cells that are no number are listed already
            remarks.append(Remark(numbers[i], LATITUDE, given.strip(", "), what or "no place", feature=i + 1))
    return points


def _frame(table, columns, places):
    values = {column.name: [row[i] or None for row in table] for i, column in enumerate(columns)}
    geometry = np.full(len(table), None, object) if places is None else places
    return geopandas.GeoDataFrame(values, geometry=geometry, crs=JGD2011)
