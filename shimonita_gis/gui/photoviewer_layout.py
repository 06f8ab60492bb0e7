"""Where the parts of the photo viewer stand: filters and tools above, pictures beside the keys, what is said and the
strip below."""

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QProgressBar, QSizePolicy, QSplitter, QTabWidget, QVBoxLayout, QWidget

from shimonita_gis.gui.comparison import Comparison
from shimonita_gis.gui.dialogs import scrolled
from shimonita_gis.gui.filmstrip import Filmstrip
from shimonita_gis.gui.photoviewer_incidents import IncidentPanel
from shimonita_gis.gui.photoviewer_panels import FilterRow, KeyLegend
from shimonita_gis.gui.photoviewer_picture import PictureView
from shimonita_gis.gui.photoviewer_tools import ToolRow, brightness_row
from shimonita_gis.translation import tr


class Layout(QgsDockWidget):
    """A dock with the parts and nothing that they do: ``filters``, ``tools``, ``picture`` (the big one) with
    ``comparison`` beside it, ``legend`` and ``incidents`` (tabs of ``side``), ``info`` and ``said`` (lines of text),
    ``strip`` and ``bar`` (how many are graded)."""

    def __init__(self, strokes, look, decoder, small, parent=None):
        """``look(row)`` and the Decoders ``small`` and ``decoder`` fill the strip and the pictures."""
        super().__init__(tr("Photo viewer"), parent)
        self.filters, self.tools = FilterRow(), ToolRow()
        self.picture, self.strip = PictureView(), Filmstrip(look, small)
        self.comparison = Comparison(decoder)
        self.comparison.hide()
        self.legend, self.incidents = KeyLegend(strokes), IncidentPanel()
        self.info, self.said = _line("info", 2), _line("said", 1)
        self.bar = QProgressBar()
        self.bar.setObjectName("progress")
        self._lay_out()

    def _lay_out(self):
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.filters)
        column.addWidget(self.tools)
        column.addWidget(self._middle(), 1)
        for widget in (self.info, self.said, self.strip, self.bar):
            column.addWidget(widget)
        self.setWidget(body)

    def _middle(self):
        pictures = QSplitter(Qt.Orientation.Horizontal)
        pictures.addWidget(self.picture)
        pictures.addWidget(self.comparison)
        self.side = QTabWidget()
        self.legend.layout().addWidget(brightness_row(self.picture.set_brightness))
        self.side.addTab(scrolled(self.legend), tr("Grade"))  # a low screen does not hold all kinds
        self.side.addTab(self.incidents, tr("Incidents"))
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.addWidget(pictures)
        middle.addWidget(self.side)
        middle.setStretchFactor(0, 1)
        middle.setCollapsible(0, False)
        return middle


def _line(name, lines):
    """A label whose text is never markup and never widens the window; it keeps room for ``lines``."""
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    label.setWordWrap(True)
    label.setMinimumHeight(lines * label.fontMetrics().lineSpacing())
    return label
