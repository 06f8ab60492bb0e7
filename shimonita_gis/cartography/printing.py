"""Reports that are written as HTML, printed to PDF by Qt alone."""

from qgis.PyQt.QtCore import QMarginsF, QSizeF
from qgis.PyQt.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from shimonita_gis.cartography.styles import FAMILIES
from shimonita_gis.errors import OutputError

_DPI = 150
_POINTS = 10


def print_html(html, path, orientation=QPageLayout.Orientation.Landscape, points=_POINTS):
    """``html`` on A4 in the PDF ``path``, as text that can be searched. Must run in QGIS's main thread."""
    writer = QPdfWriter(str(path))
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageOrientation(orientation)
    writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    font = document.defaultFont()
    font.setFamilies(FAMILIES)
    font.setPointSizeF(points)
    document.setDefaultFont(font)
    document.documentLayout().setPaintDevice(writer)
    document.setHtml(html)
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.print(writer)
    if not path.is_file() or path.stat().st_size == 0:
        raise OutputError("{file} cannot be written. Choose another folder.", file=path)
