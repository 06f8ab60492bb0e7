"""The dock's first card: which hub, who I am, what is unsent, new or undecided, and one button to sync.

Nothing is read at start: what was last known is shown until somebody presses a button.
"""

from datetime import datetime

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from shimonita_gis import settings
from shimonita_gis.gui import waiting
from shimonita_gis.gui.hubtask import HubTask
from shimonita_gis.gui.widgets import button, line, wrapped
from shimonita_gis.hub.postgis.address import is_address, name_of, shown
from shimonita_gis.translation import tr


class HubCard(QFrame):
    """``sync_wanted`` carries what the person says they did, ``seen`` what :func:`waiting.look` found."""

    sync_wanted = pyqtSignal(str)
    cancel_wanted = pyqtSignal()
    seen = pyqtSignal(dict)
    settings_wanted = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._task = None
        self._who = wrapped()
        self._state = wrapped()
        self._message = line("message", tr("What you did, and why"))
        self._sync = button("sync", tr("Sync now"), lambda: self.sync_wanted.emit(self._message.text()))
        font = self._sync.font()
        font.setBold(True)
        self._sync.setFont(font)
        self._sync.setMinimumHeight(self.fontMetrics().height() * 2)
        self.progress = QProgressBar()
        self._cancel = button("cancel_sync", tr("Cancel the sync"), self.cancel_wanted.emit)
        column = QVBoxLayout(self)
        for widget in (self._who, self._state, self._message, self._sync, self.progress, self._cancel):
            column.addWidget(widget)
        self.busy(False)
        row = QHBoxLayout()
        row.addWidget(button("look", tr("Look again"), self.look))
        row.addWidget(button("change", tr("Settings…"), self.settings_wanted.emit))
        column.addLayout(row)

    def refresh(self):
        """Shows the settings and what was last known; reads neither hub nor work copy."""
        known = settings.load()
        self.setVisible(bool(known.hub))
        lines = [tr("Hub: {name}", name=name_of(known.hub))]
        lines.append(tr("You: {name}", name=" / ".join(filter(None, (known.department, known.editor))) or "–"))
        self._who.setText("\n".join(lines))
        self._who.setToolTip(shown(known.hub))
        self._message.setVisible(bool(known.work_copy))
        self._sync.setVisible(bool(known.work_copy))
        self._show(*waiting.kept(known))

    def look(self):
        """Starts looking at the hub, unless that is under way."""
        known = settings.load()
        if self._task is None and known.hub:
            self._state.setText(tr("Looking at the hub…"))
            self._task = HubTask(
                tr("Looking at the hub"),
                lambda cancelled: waiting.look(known, cancelled),
                lambda seen: self._looked(known, seen),
                self._failed,
                hidden=True,
            ).start()

    def stop(self):
        """Ends a look that is under way, before the card goes."""
        if self._task is not None:
            self._task.forget()

    def synced(self, successful):
        """The state is another one now; a message that was sent is not sent again."""
        if successful:
            self._message.clear()
        self.busy(False)
        self.look()

    def busy(self, busy):
        self._sync.setEnabled(not busy)
        self._sync.setText(tr("Syncing…") if busy else tr("Sync now"))
        self.progress.setRange(0, 0)
        self.progress.setVisible(busy)
        self._cancel.setVisible(busy)

    def _looked(self, known, seen):
        self._task = None
        waiting.keep(known, seen)
        self._show(*waiting.kept(settings.load()))

    def _failed(self, sentence):
        self._task = None
        self._state.setText(sentence)

    def _show(self, seen, moment):
        self._state.setText("\n".join(_lines(seen, moment, is_address(settings.load().hub))))
        self.seen.emit(seen)


def _lines(glance, moment, on_server):
    """The glance in words, the most urgent first."""
    if not glance:
        return [tr("Press 'Look again' to see its state.")]
    lines = [tr("The hub was restored from a backup: make a new work copy")] if glance.get("restored") else []
    if glance.get("unsent"):
        lines.append(tr("{count} change(s) not sent yet", count=glance["unsent"]))
    elif "unsent" in glance:
        lines.append(tr("Everything is sent") if glance["unsent"] == 0 else tr("A sync tells what is not sent yet"))
    elif on_server:
        lines.append(tr("You edit straight on the server: 'Open the shared map'"))
    else:
        lines.append(tr("There is no work copy on this PC yet: check out layers below"))
    if glance.get("new"):
        lines.append(tr("{count} new version(s) from others", count=glance["new"]))
    lines.append(tr("Version {number} by {editor}", number=glance["version"], editor=glance["editor"]))
    lines += _backup(glance.get("backup", ""), on_server)
    return [*lines, tr("(as of {moment})", moment=moment)]


def _backup(time, on_server):
    day = time and f"{datetime.fromisoformat(time).astimezone():%Y-%m-%d}"
    if not on_server:
        return [tr("Last backup: {day}", day=day) if time else tr("No backup is known")]
    written = tr("Last written out as a folder: {day}", day=day)
    never = tr("Never written out as a folder yet ('Check hub' does it)")
    return [tr("Who looks after the server backs it up (see the help)"), written if time else never]
