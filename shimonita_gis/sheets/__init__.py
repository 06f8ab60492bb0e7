"""Paper base maps: from a scan to a placed raster, and from ink to linework and lettering."""
