"""The photos of a register, reduced to what paper and page need."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from shimonita_gis.errors import PhotoError
from shimonita_gis.progress import never, steps, unheard

from .ahead import ahead
from .pictures import small

EDGES = (880, 440, 440)  # pixels of the photos on an incident's sheet: 190 and 170 to the inch
PRINTED = len(EDGES)
_EDGE_ON_PAGE = 440
_QUALITY = 80
_THREADS = 2


@dataclass(frozen=True)
class Reduced:
    """``file`` is a reduced JPEG, '' where the photo cannot be shown; ``small`` a smaller one of the first photo as
    bytes."""

    file: str = ""
    small: bytes = b""


def reduced(register, finder, folder, progress=unheard, cancelled=never):
    """{(incident's number, place): :class:`Reduced`} of the first ``PRINTED`` photos of each incident, written to
    ``folder``. ``finder`` (finding.PhotoFinder) knows where photos are; one that is not there or cannot be decoded does
    not hold the others up. Raises CancelledError when asked to stop."""
    wanted = [
        (each.number, place, photo)
        for each in register.incidents
        for place, photo in enumerate(each.photos[:PRINTED])
    ]  # fmt: skip
    with ThreadPoolExecutor(_THREADS) as pool:
        done = ahead(pool, lambda item: _reduced(*item, finder, folder), wanted, 2 * _THREADS)
        return {item[:2]: made for item, _, made in zip(wanted, steps(wanted, progress, cancelled), done, strict=False)}


def _reduced(number, place, photo, finder, folder):
    try:
        picture = small(finder.find(photo.file, photo.photo_id, photo.folder), EDGES[place])
    except (PhotoError, OSError):
        return Reduced()
    file = folder / f"{number:05d}-{place}.jpg"
    picture.save(file, "JPEG", quality=_QUALITY)
    if place:
        return Reduced(str(file))
    picture.thumbnail((_EDGE_ON_PAGE, _EDGE_ON_PAGE))
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=_QUALITY)
    return Reduced(str(file), data.getvalue())
