"""What pieces of lettering say, read with Tesseract where it is installed with its Japanese."""

import csv
import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import rasterio
import shapely
from PIL import Image

from shimonita_gis.errors import CancelledError
from shimonita_gis.progress import never, unheard

from .marginalia import reader, reads_japanese

# translatable
NOT_READ = (
    "The lettering is there as places and boxes only: to have it read, too, install Tesseract with its Japanese (jpn)."
)
_LETTER = 40  # pixels of height that Tesseract reads best
_MARGIN = 0.35  # of the box's height around it
_LONGEST = 40  # times its height; longer boxes are no words
_AT_ONCE = 50  # pieces for one start of Tesseract, which loads its model each time
_SECONDS = 300


def can_read():
    """Whether Tesseract with its Japanese is on this computer."""
    program = reader()
    return program is not None and reads_japanese(program)


def read_words(path, boxes, corner, progress=unheard, cancelled=never):
    """The texts (n,) and Tesseract's confidences (n,), 0 to 100, of the lettering in ``boxes`` (n,), rectangles in
    pixels of the raster ``path`` counted from ``corner``; '' and 0 where nothing can be read.

    A box is turned so that its longer side lies level, left to right as on an upright page.
    """
    texts, sure = np.full(len(boxes), "", object), np.zeros(len(boxes))
    with rasterio.open(path) as source, tempfile.TemporaryDirectory() as folder:
        for first in range(0, len(boxes), _AT_ONCE):
            if cancelled():
                raise CancelledError("Cancelled; nothing was written.")
            progress(first, len(boxes))
            some = range(first, min(first + _AT_ONCE, len(boxes)))
            pictures = {n: _upright(source, boxes[n], corner) for n in some}
            pictures = {n: picture for n, picture in pictures.items() if picture is not None}
            for n, (text, confidence) in zip(pictures, _read(list(pictures.values()), folder), strict=True):
                texts[n], sure[n] = text, confidence
    return texts, sure


def _upright(source, box, corner):
    """The grey picture of ``box`` turned level and brought to a good height; None for what is no word."""
    xy = shapely.get_coordinates(box)[:4] + corner
    sides = np.roll(xy, -1, axis=0) - xy
    length = np.hypot(*sides.T)
    along = sides[0] if length[0] >= length[1] else sides[1]
    along = along if along[0] >= 0 else -along
    angle = np.degrees(np.arctan2(along[1], along[0]))
    width, height = max(length[:2]), min(length[:2])
    if height < 3 or width > _LONGEST * height:
        return None
    half = int(np.ceil(np.hypot(width, height) / 2 + _MARGIN * height)) + 2
    x, y = xy.mean(axis=0)
    window = rasterio.windows.Window(round(x) - half, round(y) - half, 2 * half, 2 * half)
    bands = [1, 2, 3] if source.count >= 3 else [1]
    grey = source.read(bands, window=window, boundless=True, fill_value=255).min(axis=0)
    turned = Image.fromarray(grey).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    reach = np.array([width / 2 + _MARGIN * height, height / 2 + _MARGIN * height])
    cut = turned.crop((*(half - reach).round().astype(int).tolist(), *(half + reach).round().astype(int).tolist()))
    scale = _LETTER / height
    return cut.resize([max(round(side * scale), 1) for side in cut.size], Image.Resampling.LANCZOS)


def _read(pictures, folder):
    """(text, confidence) of each of ``pictures``."""
    if not pictures:
        return []
    files = [Path(folder) / f"{number}.png" for number in range(len(pictures))]
    for file, picture in zip(files, pictures, strict=True):
        picture.save(file)
    names = Path(folder) / "pictures.txt"
    names.write_text("\n".join(map(str, files)), encoding="utf-8")
    command = [reader(), str(names), "stdout", "--psm", "7", "--dpi", "200", "-l", "jpn", "tsv"]
    try:
        done = subprocess.run(  # noqa: S603 - our own words and our own files only
            command, capture_output=True, timeout=_SECONDS, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
        )
    except (subprocess.SubprocessError, OSError):
        return [("", 0.0)] * len(pictures)
    return _texts(done.stdout.decode("utf-8", "replace"), len(pictures))


def _texts(table, count):
    """Words of Tesseract's table, one page a picture; Japanese knows no spaces between them."""
    words, sure = [[] for _ in range(count)], [[] for _ in range(count)]
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and row["text"].strip():
            page = int(row["page_num"]) - 1
            words[page].append(row["text"].strip())
            sure[page].append(float(row["conf"]))
    return [("".join(text), float(np.mean(each)) if each else 0.0) for text, each in zip(words, sure, strict=True)]
