"""CSV files as towns publish them: their encodings, and cells that no spreadsheet may run."""

import csv
import io
import re
from dataclasses import dataclass

from shimonita_gis.errors import InputError, existing_file
from shimonita_gis.files import written_beside

UTF8, UTF8_BOM, CP932 = "UTF-8", "UTF-8 with BOM", "CP932"
ENCODINGS = {UTF8: "utf-8", UTF8_BOM: "utf-8-sig", CP932: "cp932"}

_RUNS = re.compile("^'*[=+\\-@＝＋－＠\t\r]")
_HARMLESS = re.compile(r"[+-]?\d+(\.\d+)?|[-－]+")  # a number, or dashes that stand for nothing


def harmless(cell):
    """``cell`` so that a spreadsheet shows it and does not run it; :func:`as_it_was` takes it back.

    >>> harmless("=1+1"), harmless("-12.5"), as_it_was(harmless("'=x"))
    ("'=1+1", '-12.5', "'=x")
    """
    return "'" + cell if _RUNS.match(cell) and not _HARMLESS.fullmatch(cell) else cell


def as_it_was(cell):
    """The cell before :func:`harmless`."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell


@dataclass(frozen=True)
class Table:
    """``header`` names, ``rows`` lists of text, ``numbers`` the row numbers that a spreadsheet shows (the header is
    usually 1), ``blank`` the numbers of rows that have cells and nothing in them."""

    header: list
    rows: list
    numbers: list
    blank: list


def read_table(path):
    """The header and rows (lists of text) of a CSV in UTF-8 with or without BOM, or in CP932."""
    table = open_table(path)
    return table.header, table.rows


def open_table(path):
    """The :class:`Table` of a CSV in UTF-8 with or without BOM, or in CP932.

    Raises InputError for a file that is neither, or that has no header. Empty lines are no rows.
    """
    try:
        records = list(csv.reader(io.StringIO(_text(path), newline="")))
    except csv.Error as error:
        raise InputError("{file} cannot be read as CSV ({reason}). Save it as CSV again.",
                         file=path, reason=error) from error  # fmt: skip
    numbered = [(number, record) for number, record in enumerate(records, start=1) if record]
    filled = [(number, record) for number, record in numbered if any(cell.strip() for cell in record)]
    if not filled:
        raise InputError("{file} is empty. Choose a CSV with a header line.", file=path)
    (first, header), filled = filled[0], filled[1:]
    there = {number for number, _ in filled}
    return Table(
        [name.strip() for name in header],
        [[as_it_was(cell) for cell in record] for _, record in filled],
        [number for number, _ in filled],
        [number for number, _ in numbered if number > first and number not in there],
    )


def _text(path):
    data = existing_file(path).read_bytes()
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError("{file} is neither UTF-8 nor CP932 text. Save it as CSV again.", file=path)


def write_table(path, header, rows, encoding=UTF8_BOM):
    """Writes a CSV with CR LF as RFC 4180 says, every cell harmless; InputError where CP932 lacks a character."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    try:
        data = text.getvalue().encode(ENCODINGS[encoding])
    except UnicodeEncodeError as error:
        raise InputError(
            "{file} cannot be written in CP932: it has no character {character}. Choose UTF-8.",
            file=path, character=error.object[error.start],
        ) from error  # fmt: skip
    with written_beside(path) as beside:
        beside.write_bytes(data)
