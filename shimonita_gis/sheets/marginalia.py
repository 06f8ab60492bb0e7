"""What the paper says about itself: the sheet code in the margin, and which way up it is printed.

All sheets are of one size, so nothing but reading tells a sheet from its neighbour, from another level or from
itself upside down. Read with Tesseract where it is installed; without it, or where it cannot read the code, the
sheet stays unconfirmed. The largest code counts: the small ones are those of the neighbours in the index diagram.
"""

import csv
import io
import os
import re
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from shimonita_gis.errors import SheetError

from .sheetcode import AmbiguousCode, parse_code

_READING_DPI = 150, 100, 200  # letters of 3 to 10 mm are then as high as Tesseract likes; the first that gives a code
_SURE = 75  # Tesseract's confidence, 0 to 100
_SECONDS = 90
_WINDOWS = Path(r"C:\Program Files\Tesseract-OCR\tesseract.exe")
_TO_DIGIT = str.maketrans("OQDILZSBG", "000112586")
_TO_LETTER = str.maketrans("0156842", "OISGBAZ")

# translatable
NO_READER = "Tesseract is not installed, so the sheet code on the paper was not read. Compare it by eye."
NOT_READ = "The sheet code on the paper could not be read. Compare it, and which way is up, by eye."
READ_OTHERWISE = "The paper seems to say {read}, not {code}. Compare it by eye."


@dataclass(frozen=True)
class Reading:
    """``code`` as read, normalised, with Tesseract's ``confidence`` and the ``height`` of its letters in pixels;
    ``upside_down`` when it was read with the scan turned by 180 degrees."""

    code: str
    confidence: float
    height: float
    upside_down: bool = False


def reader():
    """The path of Tesseract, or None where it is not installed."""
    found = shutil.which("tesseract")
    return found or (str(_WINDOWS) if _WINDOWS.exists() else None)


def doubts_about(scan, sheet, corners, dpi):
    """Remarks (text, values) that keep ``scan`` from being confirmed as ``sheet``; none when the paper says so itself.

    ``corners`` (4, 2) pixels of the neatline. Raises SheetError where the paper clearly says another code or is
    upside down.
    """
    program = reader()
    if program is None:
        return ((NO_READER, {}),)
    reading = read_code(program, scan.grey, corners, dpi)
    if reading is None:
        return ((NOT_READ, {}),)
    same = _is_code_of(reading.code, sheet)
    if reading.upside_down and (same or reading.confidence >= _SURE):
        raise SheetError("{file} lies upside down. Turn it by 180 degrees and place it again.", file=scan.path.name)
    if same and not reading.upside_down:
        return ()
    if reading.confidence < _SURE:
        return ((READ_OTHERWISE, {"read": reading.code, "code": sheet.code}),)
    raise SheetError(
        "The paper says {read}, but it was to be placed as {code}. Check the code and the file.",
        read=reading.code,
        code=sheet.code,
    )


def _is_code_of(text, sheet):
    try:
        return parse_code(text, sheet.scale).code == sheet.code
    except SheetError:
        return False


def read_code(program, grey, corners, dpi):
    """The :class:`Reading` of the largest code in the margins above and below the neatline, or None."""
    turned = grey[::-1, ::-1], (grey.shape[1], grey.shape[0]) - corners[[2, 3, 0, 1]]
    for reading_dpi, upside_down in product(_READING_DPI, (False, True)):
        image, frame = turned if upside_down else (grey, corners)
        strips = _margins(image, frame, dpi, reading_dpi)
        readings = [reading for strip in strips for reading in _readings(program, strip, reading_dpi)]
        if readings:
            best = max(readings, key=lambda reading: reading.height)
            return Reading(best.code, best.confidence, best.height, upside_down)
    return None


def _margins(grey, corners, dpi, reading_dpi):
    """The strips above and below the neatline, straightened, at a resolution that Tesseract likes."""
    nw, ne, se, sw = corners
    gap = round(dpi / 25.4)
    yield _straight(grey[: max(int(min(nw[1], ne[1])) - gap, 0)], ne - nw, reading_dpi / dpi)
    yield _straight(grey[int(max(sw[1], se[1])) + gap :], se - sw, reading_dpi / dpi)


def _straight(strip, along, factor):
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(strip))
    if min(image.size) < 20:
        return None
    factor = min(1.0, factor)
    image = image.resize((round(image.width * factor), max(1, round(image.height * factor))), Image.Resampling.BOX)
    angle = np.degrees(np.arctan2(along[1], along[0]))
    return image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=int(np.median(strip)))


def _readings(program, image, dpi):
    if image is None:
        return
    for word in _words(program, image, dpi):
        code = _code_in(word["text"])
        if code:
            yield Reading(code, float(word["conf"]), float(word["height"]))


def _words(program, image, dpi):
    """Rows of Tesseract's table for ``image``; none when it fails, as the sheet then just stays unconfirmed."""
    picture = io.BytesIO()
    image.save(picture, "PNG")
    command = [program, "stdin", "stdout", "--psm", "11", "--dpi", str(dpi), "-l", "eng", "tsv"]
    try:
        done = subprocess.run(  # noqa: S603 - our own words only; the picture goes through stdin
            command, input=picture.getvalue(), capture_output=True, timeout=_SECONDS, check=True, env=_environment()
        )
    except (subprocess.SubprocessError, OSError):
        return []
    table = done.stdout.decode("utf-8", "replace")
    return list(csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE))


def _environment():
    """One thread: on a busy machine Tesseract's own threads wait for each other and take many times as long."""
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


def _code_in(text):
    """A sheet code in a word, with the letters and digits that Tesseract takes for each other put right by place.

    >>> _code_in("O9JBI64C")
    '09JB164C'
    """
    plain = re.sub("[^0-9A-Z]", "", unicodedata.normalize("NFKC", text or "").upper())
    if not 6 <= len(plain) <= 8:
        return None
    plain = (
        plain[:2].translate(_TO_DIGIT) + plain[2:4].translate(_TO_LETTER) + plain[4:6].translate(_TO_DIGIT) + plain[6:]
    )
    try:
        return parse_code(plain).code
    except AmbiguousCode:
        return plain
    except SheetError:
        return None
