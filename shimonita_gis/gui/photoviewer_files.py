"""The photos' files behind the viewer: found wherever they are now, small pictures kept on this PC."""

from shimonita_gis import settings
from shimonita_gis.cartography.photopictures import store
from shimonita_gis.errors import OutputError


class PhotoFiles:
    """Asked by key from the decoders' threads, as a photo may have to be looked for."""

    def __init__(self, photos):
        """``photos`` are the Photos of the layers."""
        from shimonita_gis.photos.finding import PhotoFinder

        known = settings.load()
        self._thumbnails = store()
        self._finder = PhotoFinder(known.hub, known.photos, photos.beside)
        self._where = photos.where

    def find(self, key):
        """The file of a photo. Raises PhotoError where it is nowhere."""
        return self._finder.find(*self._where[key])

    def find_small(self, key):
        """The kept small picture of a photo, made where it is not there yet; the photo where none can be kept."""
        there = self._thumbnails.cached(key)
        if there is not None:
            return there
        path = self.find(key)
        try:
            return self._thumbnails.made(path, key)
        except OutputError:
            return path
