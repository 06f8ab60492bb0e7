"""CSV files as towns publish them: their encodings, and cells that no spreadsheet may run."""

import csv
import io
import re

from shimonita_gis.errors import InputError, existing_file
from shimonita_gis.files import written_beside

UTF8, UTF8_BOM, CP932 = "UTF-8", "UTF-8 with BOM", "CP932"
ENCODINGS = {UTF8: "utf-8", UTF8_BOM: "utf-8-sig", CP932: "cp932"}

_RUNS = re.compile("^'*[=+\\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def harmless(cell):
    """``cell`` so that a spreadsheet shows it and does not run it; :func:`as_it_was` takes it back.

    >>> harmless("=1+1"), harmless("-12.5"), as_it_was(harmless("'=x"))
    ("'=1+1", '-12.5', "'=x")
    """
    return "'" + cell if _RUNS.match(cell) and not _NUMBER.fullmatch(cell) else cell


def as_it_was(cell):
    """The cell before :func:`harmless`."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell


def read_table(path):
    """The header and rows (lists of text) of a CSV in UTF-8 with or without BOM, or in CP932.

    Raises InputError for a file that is neither, or that has no header. Empty lines are no rows.
    """
    data = existing_file(path).read_bytes()
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise InputError("{file} is neither UTF-8 nor CP932 text. Save it as CSV again.", file=path)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline="")) if any(row)]
    except csv.Error as error:
        raise InputError("{file} cannot be read as CSV ({reason}). Save it as CSV again.",
                         file=path, reason=error) from error  # fmt: skip
    if not rows:
        raise InputError("{file} is empty. Choose a CSV with a header line.", file=path)
    header, rows = rows[0], rows[1:]
    return [name.strip() for name in header], [[as_it_was(cell) for cell in row] for row in rows]


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
