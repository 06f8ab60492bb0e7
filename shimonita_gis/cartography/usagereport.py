"""The report on the use of the shared map: counted by the hub and the ledger, written as page, CSV and PDF."""

from datetime import datetime

from qgis.PyQt.QtCore import QMarginsF, QSizeF
from qgis.PyQt.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from shimonita_gis.cartography.styles import FAMILIES
from shimonita_gis.errors import InputError, OutputError
from shimonita_gis.files import folder_written_beside
from shimonita_gis.hub.store import Hub
from shimonita_gis.hub.usage import Provided, by_layer, usage
from shimonita_gis.hub.usage_page import page, table
from shimonita_gis.opendata.ledger import ANSWERED, REFUSED, Ledger
from shimonita_gis.opendata.table import write_table

PAGE, CSV, PDF = "index.html", "usage.csv", "usage.pdf"
_DPI = 150
_POINTS = 10


def write_usage_report(folder, period, target, language="ja"):
    """Writes the report on the hub in ``folder`` for ``period`` (hub.usage.Period) to the folder ``target``, which is
    new, empty or holds an older report; returns the Use of the period.

    Raises InputError where ``target`` holds anything else, OutputError for the disk; it is then what it was before.
    """
    _refuse_other_content(target)
    hub = Hub.open(folder)
    both = usage(hub, period, provided(folder))
    lines = by_layer(hub.catalogue(), *both)
    html = page(both, lines, language)
    with folder_written_beside(target) as beside:
        (beside / PAGE).write_text(html, encoding="utf-8")
        write_table(beside / CSV, *table(lines, language))
        _print(html, beside / PDF)
    return both[0]


def provided(folder):
    """What the ledger of the hub in ``folder`` says was given or refused."""
    events = [event for entry in Ledger(folder).entries() for event in _standing(entry)]
    return [Provided(datetime.fromisoformat(e.time).date(), e.layers, e.state == REFUSED) for e in events]


def _standing(entry):
    gone = {event.reason for event in entry.events if event.state not in (ANSWERED, REFUSED)}
    return [event for event in entry.events if event.state in (ANSWERED, REFUSED) and event.id not in gone]


def _refuse_other_content(target):
    if not target.exists():
        return
    if not target.is_dir() or {path.name for path in target.iterdir()} - {PAGE, CSV, PDF}:
        raise InputError("{folder} holds other files. Choose an empty folder or the last report.", folder=target)


def _print(html, path):
    """The page on A4, as text that can be searched."""
    writer = QPdfWriter(str(path))
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    font = document.defaultFont()
    font.setFamilies(FAMILIES)
    font.setPointSize(_POINTS)
    document.setDefaultFont(font)
    document.documentLayout().setPaintDevice(writer)
    document.setHtml(html)
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.print(writer)
    if not path.is_file() or path.stat().st_size == 0:
        raise OutputError("{file} cannot be written. Choose another folder.", file=path)
