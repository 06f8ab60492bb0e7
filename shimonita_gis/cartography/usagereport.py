"""The report on the use of the shared map: counted by the hub and the ledger, written as page, CSV and PDF."""

from datetime import datetime

from shimonita_gis.cartography.printing import print_html
from shimonita_gis.files import folder_written_beside, refuse_other_files
from shimonita_gis.hub.store import Hub
from shimonita_gis.hub.usage import Provided, by_layer, usage
from shimonita_gis.hub.usage_page import page, table
from shimonita_gis.opendata.ledger import ANSWERED, REFUSED, Ledger
from shimonita_gis.opendata.table import write_table

PAGE, CSV, PDF = "index.html", "usage.csv", "usage.pdf"


def write_usage_report(folder, period, target, language="ja"):
    """Writes the report on the hub in ``folder`` for ``period`` (hub.usage.Period) to the folder ``target``, which is
    new, empty or holds an older report; returns the Use of the period.

    Raises InputError where ``target`` holds anything else, OutputError for the disk; it is then what it was before.
    """
    refuse_other_files(target, {PAGE, CSV, PDF})
    hub = Hub.open(folder)
    both = usage(hub, period, provided(folder))
    lines = by_layer(hub.catalogue(), *both)
    html = page(both, lines, language)
    with folder_written_beside(target) as beside:
        (beside / PAGE).write_text(html, encoding="utf-8")
        write_table(beside / CSV, *table(lines, language))
        print_html(html, beside / PDF)
    return both[0]


def provided(folder):
    """What the ledger of the hub in ``folder`` says was given or refused."""
    events = [event for entry in Ledger(folder).entries() for event in _standing(entry)]
    return [Provided(datetime.fromisoformat(e.time).date(), e.layers, e.state == REFUSED) for e in events]


def _standing(entry):
    gone = {event.reason for event in entry.events if event.state not in (ANSWERED, REFUSED)}
    return [event for event in entry.events if event.state in (ANSWERED, REFUSED) and event.id not in gone]
