"""What the paper says about itself: the sheet code in the margin, which way up it is printed, and its datum.

All sheets are of one size, so nothing but reading tells a sheet from its neighbour, from another level, from itself
upside down or from the one of the same code on another datum. Read with Tesseract where it is installed; without it,
or where it cannot read code and datum, the sheet stays unconfirmed. The largest code counts: the small ones are those
of the neighbours in the index diagram, which alone say nothing.
"""

import csv
import io
import os
import re
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from pathlib import Path

import numpy as np

from shimonita_gis.datum import Datum
from shimonita_gis.errors import SheetError

from .neatline import MM_PER_INCH
from .sheetcode import LEVELS, AmbiguousCode, parse_code

_READING_DPI = 150, 100, 200  # letters of 3 to 10 mm are then as high as Tesseract likes; the first that gives a code
_SMALLEST_MM = 2.5  # a sheet's own code is printed in higher letters than this, those of the index diagram are lower
_ALIKE = 0.75  # of the largest code's height: one as high as that may as well be the sheet's own
_BROADEST_MM = 3.0  # no stroke of a letter is broader
_SURE = 75  # Tesseract's confidence, 0 to 100
_SECONDS = 90
_WINDOWS = Path(r"C:\Program Files\Tesseract-OCR\tesseract.exe")
_TO_DIGIT = str.maketrans("OQDILZSBG", "000112586")
_TO_LETTER = str.maketrans("0156842", "OISGBAZ")

# words in the margin, spaces and the letters Tesseract takes for each other aside, and the datums that they leave;
# the first of two that match at one place counts
_DATUM_WORDS = (
    (r"日本[測則側]地系(?:\(?|（?)2011|JGD2011|[測則側]地成果2011", {Datum.JGD2011}),
    (r"日本[測則側]地系(?:\(?|（?)2000|JGD2000|[測則側]地成果2000", {Datum.JGD2000}),
    (r"世界[測則側]地系", {Datum.JGD2000, Datum.JGD2011}),
    # a number that could not be read after the name may have been a year
    (r"旧?日本[測則側]地系(?![(（]?[2Zz])|TOKYODATUM|TokyoDatum", {Datum.TOKYO}),
)

# translatable
NO_READER = "Tesseract is not installed, so the sheet code on the paper was not read. Compare it by eye."
# translatable
NOT_READ = "The sheet code on the paper could not be read. Compare it, and which way is up, by eye."
# translatable
READ_OTHERWISE = "The paper seems to say {read}, not {code}. Compare it by eye."
# translatable
NO_JAPANESE = (
    "Tesseract has no Japanese (jpn), so the datum in the margin was not read. Look there whether the sheet was drawn "
    "on {datum}."
)
# translatable
NO_DATUM_READ = (
    "No datum could be read in the margin. Look there whether the sheet was drawn on {datum}; a wrong datum is an "
    "error of 450 m."
)
# translatable
DATUM_UNCLEAR = "The margin says {words}, which leaves open whether the sheet was drawn on {datum}. Look there."
# translatable
NO_SCALE_READ = "{code} can be a sheet of another scale, too, and no scale could be read. Look whether it is 1:{scale}."
# translatable
DATUM_READ = "The margin says {words}, which fits {datum}."
# translatable
DATUM_WORLD = "The margin says {words}: JGD2000 or JGD2011, it does not say which. {datum} was stated."


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


@lru_cache(maxsize=4)
def reads_japanese(program):
    """Whether Tesseract's Japanese is installed: on Windows it is an extra tick in its installer."""
    try:
        done = subprocess.run(  # noqa: S603 - our own words only
            [program, "--list-langs"], capture_output=True, timeout=_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError):
        return False
    return b"jpn" in (done.stdout + done.stderr).split()


def is_upside_down(reading, sheet):
    """Whether a :class:`Reading` (or None) proves that the scan has to be turned by 180 degrees."""
    if reading is None or not reading.upside_down:
        return False
    return is_code_of(reading.code, sheet) or reading.confidence >= _SURE


def code_doubts(reading, sheet):
    """Remarks (text, values) that keep a scan from being confirmed as ``sheet``; none when the paper says so itself.

    ``reading`` is that of the scan the right way up, or None. Raises SheetError where the paper clearly says another
    code.
    """
    if reading is None:
        return ((NOT_READ, {}) if reader() else (NO_READER, {}),)
    if is_code_of(reading.code, sheet):
        return ()
    if reading.confidence < _SURE:
        return ((READ_OTHERWISE, {"read": reading.code, "code": sheet.code}),)
    raise SheetError(
        "The paper says {read}, but it was to be placed as {code}. Check the code and the file.",
        read=reading.code,
        code=sheet.code,
    )


def datum_remarks(program, grey, corners, dpi, datum):
    """What the margin of a scan the right way up says of the ``datum`` stated: doubts and evidence, each a tuple of
    (text, values). Raises SheetError where it clearly says another one."""
    named = {"datum": datum.title}
    if program is None or not reads_japanese(program):
        return ((NO_JAPANESE, named),), ()
    found = read_datum(program, grey, corners, dpi)
    if not found:
        return ((NO_DATUM_READ, named),), ()
    words = ", ".join(words for words, _ in found)
    named["words"] = words
    left = set.intersection(*(set(datums) for _, datums in found))
    if left == {datum}:
        return (), ((DATUM_READ, named),)
    if datum in left:
        return (), ((DATUM_WORLD, named),)
    if not left or Datum.TOKYO not in {datum, *left}:
        return ((DATUM_UNCLEAR, named),), ()
    raise SheetError(
        "The margin says {words}, but the sheet was to be placed on {datum}. Look there and state the right datum; "
        "a wrong one is an error of 450 m.",
        **named,
    )


def scale_doubts(program, grey, corners, dpi, sheet):
    """Remarks (text, values) that keep a scan from being confirmed as ``sheet``, whose code means sheets of two levels:
    then only the scale beside it says which one this is. Raises SheetError where the paper says another scale."""
    try:
        parse_code(sheet.code)
    except AmbiguousCode as question:
        scales = {other.scale for other in question.sheets} & _read_scales(program, grey, corners, dpi)
    else:
        return ()
    if scales == {sheet.scale}:
        return ()
    if len(scales) == 1:
        raise SheetError(
            "The paper says 1:{read}, but {code} was to be placed as a sheet 1:{scale}. Write {code}/{read}.",
            read=scales.pop(),
            code=sheet.code,
            scale=sheet.scale,
        )
    return ((NO_SCALE_READ, {"code": sheet.code, "scale": sheet.scale}),)


def _read_scales(program, grey, corners, dpi):
    strips = _margins(grey, corners, dpi, _READING_DPI[0]) if program and reads_japanese(program) else ()
    return {scale for strip in strips for scale in scales_in(_text(program, strip, _READING_DPI[0]))}


def scales_in(text):
    """Yields the denominators of the scales of sheets that ``text`` states.

    >>> list(scales_in("縮尺 2,500分の1　1 : 2,500"))
    [2500, 2500]
    """
    for line in unicodedata.normalize("NFKC", text).splitlines():
        plain = re.sub(r"[\s,.]", "", line)
        for match in re.finditer(r"(?<![0-9])1[:/]([0-9]+)|([0-9]+)分の[1一]", plain):
            scale = int(match[1] or match[2])
            if scale in LEVELS:
                yield scale


def read_datum(program, grey, corners, dpi):
    """The (words, datums) that the margins above and below the neatline name, each once."""
    for reading_dpi in _READING_DPI:
        text = "".join(_text(program, strip, reading_dpi) for strip in _margins(grey, corners, dpi, reading_dpi))
        found = dict(datums_in(text))
        if found:
            return sorted(found.items())
    return []


def datums_in(text):
    """Yields (words, datums) of each statement of a datum in ``text``.

    >>> [(words, [datum.name for datum in datums]) for words, datums in datums_in("日本測地系　昭和62年測量")]
    [('日本測地系', ['TOKYO'])]
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    pattern = "|".join(f"({words})" for words, _ in _DATUM_WORDS)
    for match in re.finditer(pattern, plain):
        yield match[0], _DATUM_WORDS[match.lastindex - 1][1]


def is_code_of(text, sheet):
    """Whether ``text`` is the code of ``sheet``."""
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
        best = _the_largest(readings, _SMALLEST_MM / MM_PER_INCH * reading_dpi)
        if best:
            return replace(best, upside_down=upside_down)
    return None


def _the_largest(readings, smallest):
    """The reading with the highest letters, at least ``smallest`` pixels; None where another code is about as high."""
    large = sorted((reading for reading in readings if reading.height >= smallest), key=lambda reading: -reading.height)
    rivals = [reading for reading in large if reading.height >= _ALIKE * large[0].height]
    return max(rivals, key=lambda reading: reading.confidence) if len({each.code for each in rivals}) == 1 else None


def _margins(grey, corners, dpi, reading_dpi):
    """The strips above and below the neatline, straightened, at a resolution that Tesseract likes."""
    nw, ne, se, sw = corners
    gap = round(dpi / 25.4)
    yield _straight(grey[: max(int(min(nw[1], ne[1])) - gap, 0)], ne - nw, reading_dpi / dpi, reading_dpi)
    yield _straight(grey[int(max(sw[1], se[1])) + gap :], se - sw, reading_dpi / dpi, reading_dpi)


def _straight(strip, along, factor, reading_dpi):
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(strip))
    if min(image.size) < 20:
        return None
    factor = min(1.0, factor)
    image = image.resize((round(image.width * factor), max(1, round(image.height * factor))), Image.Resampling.BOX)
    angle = np.degrees(np.arctan2(along[1], along[0]))
    image = image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=int(np.median(strip)))
    return Image.fromarray(_evened(np.asarray(image), round(_BROADEST_MM / MM_PER_INCH * reading_dpi)))


def _evened(grey, broadest):
    """``grey`` as if the paper were white all over: Tesseract parts ink from paper by one grey for the whole picture,
    and a stain, a fold's shadow or the scanner's lid would be ink. The paper is what stays when all that is narrower
    than ``broadest`` pixels is filled."""
    from scipy.ndimage import gaussian_filter, grey_closing

    paper = gaussian_filter(grey_closing(grey, (broadest, broadest)).astype(np.float32), broadest / 6)
    return np.clip(grey * (255 / np.maximum(paper, 1)), 0, 255).astype(np.uint8)


def _readings(program, image, dpi):
    if image is None:
        return
    words = list(_words(program, image, dpi))
    says_50000 = any("50000" in re.sub("[^0-9]", "", word["text"] or "") for word in words)
    for word in words:
        code = _code_in(word["text"], says_50000)
        if code:
            yield Reading(code, float(word["conf"]), float(word["height"]))


def _words(program, image, dpi):
    """Rows of Tesseract's table for ``image``."""
    table = _tesseract(program, image, dpi, "eng", "tsv")
    return csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)


def _text(program, image, dpi):
    return "" if image is None else _tesseract(program, image, dpi, "jpn", "txt")


def _tesseract(program, image, dpi, language, form):
    """What Tesseract reads; nothing when it fails, as the sheet then just stays unconfirmed."""
    picture = io.BytesIO()
    image.save(picture, "PPM")  # nothing to pack and to unpack
    command = [program, "stdin", "stdout", "--psm", "11", "--dpi", str(dpi), "-l", language, form]
    try:
        done = subprocess.run(  # noqa: S603 - our own words only; the picture goes through stdin
            command, input=picture.getvalue(), capture_output=True, timeout=_SECONDS, check=True, env=_environment()
        )
    except (subprocess.SubprocessError, OSError):
        return ""
    return done.stdout.decode("utf-8", "replace")


def _environment():
    """One thread: on a busy machine Tesseract's own threads wait for each other and take many times as long."""
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


def _code_in(text, says_50000=False):
    """A sheet code in a word, with the letters and digits that Tesseract takes for each other put right by place.
    Four letters are a code only where the paper states its scale: else they may be the half of a longer one.

    >>> _code_in("O9JBI64C")
    '09JB164C'
    """
    plain = re.sub("[^0-9A-Z]", "", unicodedata.normalize("NFKC", text or "").upper())
    if len(plain) not in ((4, 6, 7, 8) if says_50000 else (6, 7, 8)):
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
