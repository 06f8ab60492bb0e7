"""What waits in each of the four steps: read beside the person's work, kept, and shown as buttons that lead there."""

import json
from dataclasses import dataclass
from datetime import datetime

from qgis.core import QgsSettings
from qgis.PyQt.QtWidgets import QPushButton, QStyle

from shimonita_gis import settings
from shimonita_gis.errors import ShimonitaGisError
from shimonita_gis.translation import tr

_LIKE_A_LINE = "QPushButton { text-align: left } QPushButton:focus { border: 2px solid palette(highlight) }"
_LAST = f"{settings.GROUP}/last_glance"


@dataclass(frozen=True)
class Waiting:
    """``key`` of what :func:`look` found, a number or a list; ``text`` says how many; ``opens`` is the window or
    algorithm where a person does it."""

    key: str
    step: str
    text: str
    opens: str


TABLE = (  # translatable
    Waiting("sheets", "sheets", "{count} sheet(s) to check", "placing"),
    Waiting("conflicts", "hub", "{count} conflict(s) to decide", "conflicts"),
    Waiting("overdue", "hub", "{count} layer(s) not updated in time", "hubhistory"),
    Waiting("ungraded", "photos", "{count} photo(s) not graded yet", "photoviewer"),
    Waiting("applications", "opendata", "{count} application(s) to answer", "counter"),
    Waiting("unreleased", "opendata", "{count} open layer(s) changed since the release", "publishrelease"),
)


def look(known, cancelled):
    """What waits, as JSON types: the hub's glance (see hub/glance.py), ``sheets`` and ``applications``.

    Raises ShimonitaGisError where the hub cannot be read.
    """
    from shimonita_gis.hub import child

    seen = child.call("glance.glance", cancelled, hub_folder=known.hub, work_copy=known.work_copy)
    return {**seen, "sheets": _sheets(known.sheets), "applications": _applications(known.hub)}


def _sheets(folder):
    """How many placed sheets in ``folder`` nobody has accepted or refused yet."""
    from pathlib import Path

    if not folder or not Path(folder).is_dir():
        return 0
    from shimonita_gis.sheets.record import records_in

    return sum(record.status == "unconfirmed" for _, record in records_in(folder))


def _applications(hub):
    from shimonita_gis.opendata.ledger import Ledger

    try:
        return len(Ledger(hub).queue())
    except (ShimonitaGisError, OSError):  # the counter's window says what is wrong with the ledger
        return 0


def keep(known, seen):
    """Remembers what was seen of this hub, and when."""
    QgsSettings().setValue(_LAST, json.dumps([known.hub, seen, f"{datetime.now():%Y-%m-%d %H:%M}"]))


def kept(known):
    """(what was last seen of this hub, when); ({}, '') where nothing is kept."""
    try:
        hub, seen, moment = json.loads(QgsSettings().value(_LAST, "", type=str))
    except ValueError:
        return {}, ""
    return (seen, moment) if hub == known.hub and seen else ({}, "")


class WaitingButtons:
    """The buttons of one step in ``column``; ``wanted(name)`` is told what a person wants to open."""

    def __init__(self, step, column, wanted):
        self._buttons = {}
        for waiting in TABLE:
            if waiting.step == step.key:
                self._buttons[waiting] = _button(waiting, wanted)
                column.addWidget(self._buttons[waiting])

    def show(self, seen):
        """Shows those of which something waits."""
        for waiting, button in self._buttons.items():
            found = seen.get(waiting.key) or 0
            count = found if isinstance(found, int) else len(found)
            button.setText(tr(waiting.text, count=count))
            button.setToolTip("" if isinstance(found, int) else "\n".join(found))
            button.setVisible(count > 0)


def _button(waiting, wanted):
    button = QPushButton()
    button.setObjectName(f"waiting_{waiting.key}")
    button.setIcon(button.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxInformation))
    button.setFlat(True)
    button.setStyleSheet(_LIKE_A_LINE)
    font = button.font()
    font.setBold(True)
    button.setFont(font)
    button.clicked.connect(lambda: wanted(waiting.opens))
    button.hide()
    return button
