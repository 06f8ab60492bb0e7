"""The dock: the four steps from the paper sheet to open data, each with what it can do."""

from qgis.core import QgsSettings
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFrame,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from shimonita_gis import settings
from shimonita_gis.gui.dialogs import scrolled
from shimonita_gis.gui.hubcard import HubCard
from shimonita_gis.gui.icons import icon
from shimonita_gis.gui.practice import PracticeCard
from shimonita_gis.gui.steps import STEPS, algorithms
from shimonita_gis.gui.waiting import WaitingButtons
from shimonita_gis.gui.widgets import button, wrapped
from shimonita_gis.gui.windows import WINDOWS, windows_of
from shimonita_gis.translation import tr

_OPEN = f"{settings.GROUP}/open_step"
START_HERE = (  # translatable
    "Start here: your name, the shared folder of your town (the hub), your work copy. You can stop at any time; "
    "this card stays until you can work. Or try everything first, with a made-up town."
)


class Dock(QgsDockWidget):
    """Says what it wants by signals; the plugin does it."""

    algorithm_wanted = pyqtSignal(str)
    window_wanted = pyqtSignal(str)
    settings_wanted = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__("Shimonita GIS", parent)
        self.setObjectName("ShimonitaGisDock")  # QGIS remembers the place of the dock by this name
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setSpacing(self.fontMetrics().height() // 2)
        self._start_here = self._start_card()
        self._column.addWidget(self._start_here)
        self.practice_card = PracticeCard()
        self._column.addWidget(self.practice_card)
        self.hub_card = HubCard()
        self.hub_card.settings_wanted.connect(self.settings_wanted)
        self._column.addWidget(self.hub_card)
        self._note = wrapped()
        self._note.hide()
        self._column.addWidget(self._note)
        self._waiting, self._steps = [], {}
        for number, step in enumerate(STEPS, start=1):
            self._add_step(number, step)
        self.hub_card.seen.connect(self._show_waiting)
        self._column.addStretch()
        self.setWidget(scrolled(self._content))
        self.open_step(QgsSettings().value(_OPEN, STEPS[0].key, type=str))
        self.refresh()

    def refresh(self):
        """Shows what the settings say now."""
        self._start_here.setVisible(bool(settings.steps_left(settings.load())))
        self.practice_card.refresh()
        self.hub_card.refresh()

    def show_note(self, text):
        """Shows a sentence about this PC that people must know, above the steps."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def _start_card(self):
        card = QFrame()
        card.setFrameShape(QFrame.Shape.StyledPanel)
        column = QVBoxLayout(card)
        column.addWidget(wrapped(tr(START_HERE)))
        column.addWidget(button("firststeps", tr("First steps…"), lambda: self.window_wanted.emit("firststeps")))
        return card

    def _add_step(self, number, step):
        """A heading that opens the step, what waits in it, and its buttons: of the four steps one is open."""
        heading = _heading(f"{number}  {tr(step.title)}", icon(step.icon), self.fontMetrics().height())
        heading.setObjectName(f"step_{step.key}")
        heading.clicked.connect(lambda: self.open_step(step.key if self._steps[step.key].isHidden() else ""))
        self._column.addWidget(heading)
        self._waiting.append(WaitingButtons(step, self._column, self._want))
        self._steps[step.key] = self._body(step)
        self._column.addWidget(self._steps[step.key])

    def _body(self, step):
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(wrapped(tr(step.sentence)))
        main, further = algorithms(step)
        for window in windows_of(step):
            column.addWidget(self._window_button(window))
        for algorithm in main:
            column.addWidget(self._button(algorithm))
        if further:
            self._add_more(column, step, further)
        return body

    def open_step(self, key):
        """Opens the step ``key`` and closes the others; '' closes all. It is kept for the next start."""
        QgsSettings().setValue(_OPEN, key)
        for each, body in self._steps.items():
            body.setVisible(each == key)
            heading = self._content.findChild(QToolButton, f"step_{each}")
            heading.setChecked(each == key)
            heading.setText(f"{heading.property('words')}  {'▾' if each == key else '▸'}")

    def _show_waiting(self, seen):
        for buttons in self._waiting:
            buttons.show(seen)

    def _want(self, name):
        """A window or an algorithm, by its name."""
        is_window = name in (window.module for window in WINDOWS)
        (self.window_wanted if is_window else self.algorithm_wanted).emit(name)

    def _add_more(self, outer, step, further):
        switch = QToolButton()
        switch.setObjectName(f"more_{step.key}")
        switch.setText(tr("More"))
        switch.setCheckable(True)
        switch.setAutoRaise(True)
        switch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        switch.setArrowType(Qt.ArrowType.RightArrow)
        box = QWidget()
        box.hide()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        for algorithm in further:
            column.addWidget(self._button(algorithm))
        switch.toggled.connect(box.setVisible)
        switch.toggled.connect(
            lambda on: switch.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        )
        outer.addWidget(switch)
        outer.addWidget(box)

    def _button(self, algorithm):
        name = algorithm.name()
        return _wide_button(
            name,
            f"{algorithm.displayName()}…",
            algorithm.shortDescription(),
            lambda: self.algorithm_wanted.emit(name),
        )

    def _window_button(self, window):
        name = window.module
        return _wide_button(name, tr(window.title), tr(window.sentence), lambda: self.window_wanted.emit(name))


def _wide_button(name, text, tip, clicked):
    wide = button(name, text, clicked)
    wide.setToolTip(tip)
    wide.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return wide


def _heading(text, icon, height):
    heading = QToolButton()
    heading.setProperty("words", text)
    heading.setIcon(icon)
    heading.setIconSize(QSize(round(height * 1.3), round(height * 1.3)))
    heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    heading.setCheckable(True)
    heading.setAutoRaise(True)
    heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    font = heading.font()
    font.setBold(True)
    font.setPointSizeF(font.pointSizeF() * 1.15)
    heading.setFont(font)
    return heading
