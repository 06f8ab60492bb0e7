"""Shimonita GIS: paper sheet and drone photo go in, one shared map in the middle, open data comes out."""


def classFactory(iface):  # noqa: N802 - QGIS asks for this name
    from .plugin import ShimonitaGisPlugin

    return ShimonitaGisPlugin(iface)
