"""What our printed sheets are put together from: letters, labels, scale bar and north arrow in millimetres."""

from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsTextFormat,
)
from qgis.PyQt.QtGui import QColor, QFont

from shimonita_gis.cartography.styles import FAMILIES
from shimonita_gis.errors import CancelledError, OutputError
from shimonita_gis.resources import resource

FAINT, DARK = "#555555", "#1a1a1a"
SCALES = tuple(10**power * step for power in (2, 3, 4, 5) for step in (1, 1.5, 2, 2.5, 3, 4, 5, 7.5))
_MOST_OF_MAP = 0.94  # of the frame's side, so that the edge of the area stays free of it


@dataclass(frozen=True)
class Frame:
    """A rectangle on the paper in millimetres from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def place(self, item):
        item.attemptMove(QgsLayoutPoint(self.x, self.y))
        item.attemptResize(QgsLayoutSize(self.width, self.height))


def scale_for(width, height, frame_width, frame_height):
    """The denominator of the largest round scale at which ``width`` × ``height`` metres fit a frame in millimetres."""
    needed = 1000 * max(width / frame_width, height / frame_height) / _MOST_OF_MAP
    return next((scale for scale in SCALES if scale >= needed), needed)


def label(layout, text, size, frame, bold=False, color=DARK):
    """A label with ``text`` as it is: titles and names are data, never HTML or an expression. Returns the item."""
    return expression_label(layout, text.replace("[%", "[ %"), size, frame, bold, color)


def expression_label(layout, text, size, frame, bold=False, color=DARK):
    """A label whose parts in [% %] QGIS evaluates, for each page of an atlas anew; returns the item."""
    item = QgsLayoutItemLabel(layout)
    layout.addLayoutItem(item)
    item.setMode(QgsLayoutItemLabel.Mode.ModeFont)
    item.setText(text)
    item.setTextFormat(letters(size, bold, color))
    item.setMarginX(0)
    item.setMarginY(0)
    frame.place(item)
    return item


def letters(size, bold=False, color=DARK):
    """The text format of our sheets, ``size`` in points."""
    font = QFont()
    font.setFamilies(FAMILIES)
    style = QgsTextFormat()
    style.setFont(font)
    style.setFamilies(FAMILIES)
    style.setSize(size)
    style.setSizeUnit(Qgis.RenderUnit.Points)
    style.setForcedBold(bold)
    style.setColor(QColor(color))
    return style


def scale_bar(layout, map_item, frame):
    bar = QgsLayoutItemScaleBar(layout)
    layout.addLayoutItem(bar)
    bar.setLinkedMap(map_item)
    bar.setStyle("Single Box")
    bar.applyDefaultSize(Qgis.DistanceUnit.Meters)
    bar.setTextFormat(letters(8))
    bar.setHeight(2)
    bar.attemptMove(QgsLayoutPoint(frame.x, frame.y))


def north_arrow(layout, frame):
    picture = QgsLayoutItemPicture(layout)
    layout.addLayoutItem(picture)
    picture.setPicturePath(str(resource("provision", "north.svg")))
    frame.place(picture)


def export_pdf(what, path, feedback=None):
    """Writes a layout, or all pages of an atlas with ``feedback`` (QgsFeedback), to the PDF ``path``.

    Raises OutputError where it cannot be written, CancelledError when asked to stop.
    """
    settings, result = QgsLayoutExporter.PdfExportSettings(), QgsLayoutExporter.ExportResult
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText  # so that the paper can be searched
    if feedback is None:
        done, reason = QgsLayoutExporter(what).exportToPdf(str(path), settings), ""
    else:
        done, reason = QgsLayoutExporter.exportToPdf(what, str(path), settings, feedback)
    if done == result.Canceled:
        raise CancelledError("Cancelled; nothing was written.")
    if done != result.Success or not Path(path).is_file():
        raise OutputError(
            "{file} cannot be written ({reason}). Choose another folder and run it again.",
            file=path, reason=reason or done,
        )  # fmt: skip
