"""Whose words a map speaks."""

from qgis.core import QgsApplication


def interface_language():
    """'ja' in a Japanese QGIS, else 'en': the keys of the catalogue's labels."""
    language = QgsApplication.instance().translation() or QgsApplication.locale()
    return "ja" if language.startswith("ja") else "en"
