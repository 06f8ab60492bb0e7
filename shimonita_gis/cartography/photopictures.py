"""Small pictures of a layer's photos: from this PC's store, or made beside the person's work.

A layer's text is no path: a photo is opened only below the hub, the photo folder of this PC, the folder that the layer
was imported from and the one that it lies in, and only where its bytes answer to the feature's photo id.
"""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qgis.core import QgsApplication, QgsProviderRegistry, QgsTask

from shimonita_gis import settings
from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.translation import explain, tr

FOLDER = "shimonita_gis/photo_folder"  # the layer's custom property: where its photos were imported from
_STORE = "shimonita_gis_thumbnails"
_PATIENCE = 0.3  # seconds that a tip or a form waits for its picture


@dataclass(frozen=True)
class LayerPhoto:
    """A photo as a feature names it: ``path`` below one of ``folders``, and the ``identity`` of its bytes."""

    path: str
    identity: str
    folders: tuple


def store():
    """The :class:`Thumbnails` of this PC's user."""
    from shimonita_gis.photos.thumbnails import Thumbnails

    return Thumbnails(Path(QgsApplication.qgisSettingsDirPath(), "cache", _STORE))


def photo_of(layer, feature):
    """The :class:`LayerPhoto` of a feature of cameras, damage points or footprints; None where it names none."""
    path, identity = (_text(feature, name) for name in ("photo", "photo_id"))
    if not path or not identity:
        return None
    known, file = settings.load(), file_of(layer)
    folders = (known.hub, known.photos, layer.customProperty(FOLDER, ""), str(file.parent) if file else "")
    return LayerPhoto(path, identity, tuple(folder for folder in folders if folder))


def file_of(layer):
    """The path of the file that ``layer`` lies in; None for layers in memory, whose source is a long list of fields,
    or on a server."""
    if layer.providerType() != "ogr":
        return None
    path = Path(QgsProviderRegistry.instance().decodeUri("ogr", layer.source()).get("path") or "")
    return path if path.is_file() else None


def _text(feature, name):
    index = feature.fields().indexFromName(name)
    value = feature.attribute(index) if index >= 0 else None
    return value if isinstance(value, str) else ""


class Pictures:
    """Small pictures, one made at a time in a thread of their own."""

    def __init__(self):
        self._store, self._waiting = store(), {}
        self._thread = ThreadPoolExecutor(1, "photo for a tip")

    def small(self, photo):
        """(path of the small picture of the :class:`LayerPhoto`, ''), or (None, why there is none as yet)."""
        there = self._store.cached(photo.identity)
        if there is not None:
            return there, ""
        job = self._waiting.get(photo)
        if job is None:
            job = self._waiting[photo] = self._thread.submit(self._made, photo)
        wait([job], _PATIENCE)
        if not job.done():
            return None, tr("The photo {photo} is being fetched: point at it again.", photo=photo.path)
        del self._waiting[photo]
        try:
            return job.result(), ""
        except ShimonitaGisError as error:
            return None, explain(error)

    def _made(self, photo):
        from shimonita_gis.photos.finding import PhotoFinder

        finder = PhotoFinder(*photo.folders)
        path = finder.quick(photo.path, photo.identity)
        if path is None:
            raise finder.gone(photo.path)
        return self._store.made(path, photo.identity)

    def close(self):
        """Begins nothing more."""
        self._thread.shutdown(wait=False, cancel_futures=True)


@cache
def pictures():
    """The :class:`Pictures` of this QGIS."""
    return Pictures()


def close_pictures():
    """Ends what :func:`pictures` has begun."""
    if pictures.cache_info().currsize:
        pictures().close()
        pictures.cache_clear()


_running = set()  # QGIS forgets a task whose Python part nobody holds


def make_small_pictures(photos):
    """Begins to make the small pictures of ``photos`` ((path, photo id), …) while the person goes on."""
    task = _MakeThumbnails(photos)
    _running.add(task)
    QgsApplication.taskManager().addTask(task)


class _MakeThumbnails(QgsTask):
    def __init__(self, photos):
        super().__init__(tr("Small pictures of {count} photos", count=len(photos)), QgsTask.Flag.CanCancel)
        self._photos = photos

    def run(self):
        try:
            for _ in store().make_all(self._photos, self._tell, self.isCanceled):
                pass
        except ShimonitaGisError:  # cancelled, or the disk is full: the pictures are made when they are looked at
            return False
        return True

    def _tell(self, done, total):
        self.setProgress(100.0 * done / max(total, 1))

    def finished(self, successful):
        _running.discard(self)
