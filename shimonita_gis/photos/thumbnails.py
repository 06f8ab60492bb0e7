"""Small pictures of photos, kept on this PC under the photo's content, whatever the file is called and wherever it is.

Nothing here knows QGIS: the outer rooms call :meth:`Thumbnails.make_all` beside the person's work.
"""

import hashlib
import os
import re
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from shimonita_gis.errors import PhotoError, output_error
from shimonita_gis.progress import never, steps, unheard

from .ahead import ahead
from .pictures import small

_THREADS = 2  # Pillow decodes outside of Python's lock: both cores of a small PC
_QUALITY = 82
_END_OF_JPEG = b"\xff\xd9"
_KEY = re.compile(r"[0-9a-f]{32}")
_DAY = 86_400


class Thumbnails:
    """Thumbnails of ``edge`` pixels on the long side, as JPEG files in ``folder``, which is kept below ``most_bytes``
    by forgetting those not looked at for longest. ``decode(path)``, where given, returns a Pillow image of what no
    library here can read (a photo viewer may have more decoders). May be used by several threads and programs."""

    def __init__(self, folder, edge=320, most_bytes=500_000_000, decode=None):
        self.folder, self.edge, self.most_bytes, self._decode = Path(folder), edge, most_bytes, decode
        self._whole = threading.Lock()  # one picture at a time is decoded in full size

    def cached(self, photo_id):
        """The thumbnail of the photo with this id where it has been made, else None."""
        path = self._path(photo_id)
        try:
            with path.open("rb") as file:
                file.seek(-2, os.SEEK_END)
                whole = file.read(2) == _END_OF_JPEG  # after a power cut a file may be there without its content
            if whole and time.time() - path.stat().st_mtime > _DAY:
                path.touch()
            return path if whole else None
        except OSError:
            return None

    def made(self, path, photo_id):
        """The thumbnail of the photo ``photo_id`` in the file at ``path``, made where it is not there yet.

        Its pixels are turned as the picture is shown. Raises PhotoError where the picture cannot be decoded,
        OutputError where the folder cannot be written.
        """
        there = self.cached(photo_id)
        if there is not None:
            return there
        picture = small(path, self.edge, self._decode, self._whole)
        target = self._path(photo_id)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(picture, target)
        except OSError as error:
            raise output_error(error, target) from error
        return target

    def make_all(self, wanted, progress=unheard, cancelled=never):
        """Yields (photo_id, thumbnail or PhotoError) for each (path, photo_id) of ``wanted``, in their order; two are
        made at a time. The folder is brought below its size at the end. Raises CancelledError when asked to stop."""
        wanted = list(wanted)
        with ThreadPoolExecutor(_THREADS) as pool:
            done = ahead(pool, self._attempt, wanted, 2 * _THREADS)
            for (_, photo_id), _, made in zip(wanted, steps(wanted, progress, cancelled), done, strict=True):
                yield photo_id, made
        self.trim()

    def _attempt(self, wanted):
        try:
            return self.made(*wanted)
        except PhotoError as error:
            return error

    def trim(self):
        """Forgets thumbnails, those not looked at for longest first, until the folder is below its size."""
        files = []
        for path in self.folder.glob("*/*/*.jpg"):
            try:
                about = path.stat()
            except OSError:  # another program has just forgotten it
                continue
            files.append((about.st_mtime, about.st_size, path))
        too_much = sum(size for _, size, _ in files) - self.most_bytes
        for _, size, path in sorted(files, key=lambda file: file[:2]):
            if too_much <= 0:
                return
            path.unlink(missing_ok=True)
            too_much -= size

    def _path(self, photo_id):
        """What a layer says of a photo is no name of a file unless it looks like an id."""
        key = photo_id if _KEY.fullmatch(photo_id) else hashlib.blake2b(photo_id.encode(), digest_size=16).hexdigest()
        return self.folder / str(self.edge) / key[:2] / f"{key}.jpg"


def _write(picture, target):
    """Beside ``target``, then renamed: a reader finds the whole of it or nothing."""
    descriptor, beside = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            picture.save(file, "JPEG", quality=_QUALITY)
        Path(beside).replace(target)
    except PermissionError:  # on Windows, somebody looks at the one that another program has made meanwhile
        if not target.is_file():
            raise
    finally:
        Path(beside).unlink(missing_ok=True)
