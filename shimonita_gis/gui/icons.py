"""The plugin's own icons."""

from qgis.PyQt.QtGui import QIcon

from shimonita_gis.resources import resource


def plugin_icon():
    return QIcon(str(resource("icon.svg")))


def icon(name):
    """The icon ``resources/icons/NAME``."""
    return QIcon(str(resource("icons", name)))
