"""The dock's first card: which hub, who I am, what is unsent, new or undecided, and one button to sync.

Nothing is read at start: what was last known is shown until somebody presses a button.
"""

import json
from datetime import datetime
from pathlib import Path

from qgis.core import QgsApplication, QgsSettings, QgsTask
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout

from shimonita_gis import settings
from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.translation import explain, tr

LAST_GLANCE = f"{settings.GROUP}/last_glance"


class GlanceTask(QgsTask):
    """Looks at the hub beside the person's work; ``done(glance, error text)`` is called in the window's thread."""

    def __init__(self, known, done):
        super().__init__(tr("Looking at the hub"), QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden)
        self._known, self._done = known, done
        self._glance, self._error = None, ""

    def run(self):
        from shimonita_gis.hub import child

        try:
            self._glance = child.call(
                "glance.glance", self.isCanceled, hub_folder=self._known.hub, work_copy=self._known.work_copy
            )
        except ShimonitaGisError as error:
            self._error = explain(error)
        return self._glance is not None

    def finished(self, successful):
        if not self.isCanceled():
            self._done(self._glance, self._error)


class HubCard(QFrame):
    """``sync_wanted`` carries what the person says they did."""

    sync_wanted = pyqtSignal(str)
    settings_wanted = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._task = None
        self._who = _wrapped()
        self._state = _wrapped()
        self._message = QLineEdit()
        self._message.setObjectName("message")
        self._message.setPlaceholderText(tr("What you did, and why"))
        self._sync = _button("sync", tr("Sync now"), lambda: self.sync_wanted.emit(self._message.text()))
        font = self._sync.font()
        font.setBold(True)
        self._sync.setFont(font)
        self._sync.setMinimumHeight(self.fontMetrics().height() * 2)
        column = QVBoxLayout(self)
        for widget in (self._who, self._state, self._message, self._sync):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(_button("look", tr("Look again"), self.look))
        row.addWidget(_button("change", tr("Settings…"), self.settings_wanted.emit))
        column.addLayout(row)

    def refresh(self):
        """Shows the settings and what was last known; reads neither hub nor work copy."""
        known = settings.load()
        self.setVisible(bool(known.hub))
        lines = [tr("Hub: {name}", name=Path(known.hub).name)]
        lines.append(tr("You: {name}", name=" / ".join(filter(None, (known.department, known.editor))) or "–"))
        self._who.setText("\n".join(lines))
        self._who.setToolTip(known.hub)
        self._message.setVisible(bool(known.work_copy))
        self._sync.setVisible(bool(known.work_copy))
        self._show(*_last_glance(known))

    def look(self):
        """Starts looking at the hub, unless that is under way."""
        known = settings.load()
        if self._task is None and known.hub:
            self._state.setText(tr("Looking at the hub…"))
            self._task = GlanceTask(known, self._looked)
            QgsApplication.taskManager().addTask(self._task)

    def stop(self):
        """Ends a look that is under way, before the card goes."""
        if self._task is not None:
            self._task.cancel()

    def synced(self):
        """The message was sent; the state is another one now."""
        self._message.clear()
        self.busy(False)
        self.look()

    def busy(self, busy):
        self._sync.setEnabled(not busy)
        self._sync.setText(tr("Syncing…") if busy else tr("Sync now"))

    def _looked(self, glance, error):
        self._task = None
        if glance is None:
            self._state.setText(error)
            return
        moment = f"{datetime.now():%Y-%m-%d %H:%M}"
        QgsSettings().setValue(LAST_GLANCE, json.dumps([settings.load().hub, glance, moment]))
        self._show(glance, moment)

    def _show(self, glance, moment):
        self._state.setText("\n".join(_lines(glance, moment)))


def _lines(glance, moment):
    """The glance in words, the most urgent first."""
    if not glance:
        return [tr("Press 'Look again' to see its state.")]
    lines = []
    if glance["conflicts"]:
        lines.append(tr("{count} conflict(s) to decide.", count=glance["conflicts"]))
    if glance.get("unsent"):
        lines.append(tr("{count} change(s) not sent yet", count=glance["unsent"]))
    elif "unsent" in glance:
        lines.append(tr("Everything is sent") if glance["unsent"] == 0 else tr("A sync tells what is not sent yet"))
    else:
        lines.append(tr("There is no work copy on this PC yet: check out layers below"))
    if glance.get("new"):
        lines.append(tr("{count} new version(s) from others", count=glance["new"]))
    lines.append(tr("Version {number} by {editor}", number=glance["version"], editor=glance["editor"]))
    return [*lines, tr("(as of {moment})", moment=moment)]


def _last_glance(known):
    """(glance, moment) that was kept for this hub; (None, '') where there is none."""
    try:
        hub, glance, moment = json.loads(QgsSettings().value(LAST_GLANCE, "", type=str))
    except ValueError:
        return None, ""
    return (glance, moment) if hub == known.hub else (None, "")


def _wrapped():
    label = QLabel()
    label.setWordWrap(True)
    return label


def _button(name, text, pressed):
    button = QPushButton(text)
    button.setObjectName(name)
    button.clicked.connect(lambda: pressed())
    return button
