"""Where a photo is now: by its path below the hub or the photo root, else by its content wherever it went.

Layers keep a photo's path relative, with slashes, so that a folder may move to another drive. Drones call their photos
DJI_0001.JPG again after each card: a file counts only where its bytes answer to the photo's id.
"""

import threading
from pathlib import Path, PureWindowsPath

from shimonita_gis.errors import PhotoError

from .photo import SUFFIXES
from .photofile import Window, content_hash

_MOST_INDEXED = 200_000


def stored(path, hub=None, root=None, folder=None):
    """(photo, folder) as a layer keeps them for the file at ``path``: relative to the ``hub``'s folder or to the photo
    ``root`` with an empty folder, else relative to ``folder``, which is then kept as a hint."""
    path = Path(path).resolve()
    for base in (hub, root):
        if base and path.is_relative_to(Path(base).resolve()):
            return path.relative_to(Path(base).resolve()).as_posix(), ""
    folder = Path(folder or path.parent).resolve()
    return path.relative_to(folder).as_posix(), str(folder)


class PhotoFinder:
    """Finds photos below the ``hub``'s folder, the photo ``root`` of this PC, the folder ``beside`` the layer and any
    ``others``, each a path or None. May be asked from several threads."""

    def __init__(self, hub=None, root=None, beside=None, *others):
        self.bases = [Path(base) for base in (hub, root, beside, *others) if base]
        self._index, self._lock = None, threading.Lock()

    def find(self, photo, photo_id="", folder=""):
        """The file of ``photo``, a path as a layer keeps it, whose content has ``photo_id`` ('' where not known).

        Where it is not at its path it is looked for by its content below the bases; the first search reads the heads
        of all photos there. Raises PhotoError where it is nowhere.
        """
        path = self.quick(photo, photo_id, folder) or (self._by_content(photo_id) if photo_id else None)
        if path is None and self.quick(photo, "", folder) is not None:
            raise PhotoError(
                "The file {photo} is not the photo that was imported: it is damaged, or another photo has its name. "
                "Put the right file back.",
                photo=photo,
            )
        if path is None:
            raise self.gone(photo, folder)
        return path

    def gone(self, photo, folder=""):
        """The PhotoError that says where ``photo`` was looked for."""
        looked = ", ".join(str(base) for base in [*self.bases, *([folder] if folder else [])]) or "-"
        return PhotoError(
            "The photo {photo} is not in {folders} any more. Put the photos back, or choose the folder that holds "
            "them as the photo folder of this PC.",
            photo=photo, folders=looked,
        )  # fmt: skip

    def of(self, camera):
        """The file of a row of a layer of cameras or damage points; see :meth:`find`."""
        texts = (camera.get(name) for name in ("photo", "photo_id", "folder"))
        return self.find(*(text if isinstance(text, str) else "" for text in texts))

    def quick(self, photo, photo_id="", folder=""):
        """The file of ``photo`` where its path leads to it, else None; nothing is searched."""
        for base in [*self.bases, *([Path(folder)] if folder else [])]:
            path = _below(base, photo)
            if path is not None and _is_file(path) and (not photo_id or _answers(path, photo_id)):
                return path
        return None

    def _by_content(self, photo_id):
        with self._lock:
            if self._index is None:
                self._index = self._indexed()
        path = self._index.get(photo_id)
        return path if path is not None and path.is_file() else None

    def _indexed(self):
        from .survey import photo_files  # which needs pandas; a photo at its place does not

        index = {}
        for base in self.bases:
            for path in photo_files(base, missing_ok=True)[:_MOST_INDEXED]:
                if path.suffix.lower() in SUFFIXES and (identity := identity_of(path)):
                    index.setdefault(identity, path)
        return index


def _is_file(path):
    """False, too, for what is no path to this system: too long, or with letters that none has."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _answers(path, photo_id):
    """Whether the file has this id: that of its head and end, or of all its bytes where another one is alike there."""
    try:
        return identity_of(path) == photo_id or content_hash(path) == photo_id
    except OSError:
        return False


def identity_of(path):
    """The id of the photo in the file at ``path``; '' where it cannot be read."""
    try:
        return Window(path).identity
    except OSError:
        return ""


def _below(base, photo):
    """``base``/``photo``; None where that would lead out of ``base``: a layer's text is no path to follow anywhere."""
    plain = PureWindowsPath(photo)  # its rules know both kinds of slash and drive letters
    if not plain.parts or plain.drive or plain.root or ".." in plain.parts:
        return None
    return base.joinpath(*plain.parts)
