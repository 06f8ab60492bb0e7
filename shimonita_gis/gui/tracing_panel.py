"""The small panel in the map's corner while lines are traced: the way of drawing, and what to do next."""

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from shimonita_gis.translation import tr

INK, STRAIGHT, SQUARE = "ink", "straight", "square"
WAYS = {  # translatable
    INK: "Along the ink (I)",
    STRAIGHT: "Straight (S)",
    SQUARE: "Right angles (R)",
}
DEEDS = {  # translatable
    "close": "Close (C)",
    "finish": "Finish (Enter)",
    "undo": "Step back (Backspace)",
    "discard": "Discard (Esc)",
}


class TracingPanel(QFrame):
    """``wanted`` carries a key of WAYS or DEEDS."""

    wanted = pyqtSignal(str)

    def __init__(self, canvas):
        super().__init__(canvas)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        for key, text in WAYS.items():
            button = self._button(key, tr(text))
            button.setCheckable(True)
            self._group.addButton(button)
            row.addWidget(button)
        row.addSpacing(self.fontMetrics().height())
        self.deeds = {key: self._button(key, tr(text)) for key, text in DEEDS.items()}
        for button in self.deeds.values():
            row.addWidget(button)
        self._hint = QLabel()
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        margin = self.fontMetrics().height() // 3
        column.setContentsMargins(margin, margin, margin, margin)
        column.addLayout(row)
        column.addWidget(self._hint)

    def show_state(self, way, hint, possible):
        """``possible``: the deeds that can be done now."""
        self.findChild(QToolButton, way).setChecked(True)
        for key, button in self.deeds.items():
            button.setEnabled(key in possible)
        self._hint.setText(hint)
        self.adjustSize()
        self.go_to_corner()

    def go_to_corner(self):
        """At the bottom of the map: QGIS's messages come at its top."""
        margin = self.fontMetrics().height() // 2
        self.move(margin, self.parentWidget().height() - self.height() - margin)

    def _button(self, key, text):
        button = QToolButton()
        button.setObjectName(key)
        button.setText(text)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys belong to the map
        button.clicked.connect(lambda: self.wanted.emit(key))
        return button
