"""The report on the use of the shared map as a page, which is also what is printed to PDF, and as a table.

Bars are cells with a colour, so that one HTML serves a browser, QGIS's own printing, and a reader who hears it.
"""

import json
from functools import cache
from html import escape

from shimonita_gis.htmlpage import Html, listed
from shimonita_gis.htmlpage import page as html_page
from shimonita_gis.htmlpage import table as html_table
from shimonita_gis.resources import resource

from .usage import QUANTITIES

_COLOUR, _FAINT, _WIDTH = "#0072b2", "#b8cfe0", 120
_STYLE = """body { max-width: 60em; }
h2 { margin-top: 1.5em; }
th, td { padding: 3px 12px 3px 0; vertical-align: middle; }
table.bar td { padding: 0; line-height: 1; }
"""


@cache
def words():
    """What the report says, by language."""
    return json.loads(resource("usage", "words.json").read_text(encoding="utf-8"))


def page(both, lines, language="ja"):
    """The HTML of the two Uses ``both`` (now, before) and the LayerUses ``lines``, in ``language`` ('ja' or 'en')."""
    said = {name: text[language] for name, text in words()["page"].items()}
    now, before = both
    used, unused = [line for line in lines if line.used], [line for line in lines if not line.used]
    method = listed(text[language] for text in words()["method"])
    idle = "、".join(line.title for line in unused) or said["none"]
    body = (
        f"<h1>{escape(said['title'])}</h1>"
        f"<p>{escape(said['period'])}: {_days(now.period, said)}<br>"
        f"{escape(said['compared'])}: {_days(before.period, said)}</p>"
        f"<h2>{escape(said['summary'])}</h2>{_summary(both, language)}"
        f"<h2>{escape(said['layers'])}</h2>{_layers(used, language, said)}"
        f"<h2>{escape(said['unused'])}</h2><p>{escape(idle)}</p>"
        f"<h2>{escape(said['method'])}</h2>{method}"
    )
    return html_page(said["title"], _STYLE, body, language)


def _days(period, said):
    return escape(said["from_to"].format(start=period.start.isoformat(), end=period.end.isoformat()))


def _summary(both, language):
    rows = []
    for name in QUANTITIES:
        now, before = (use.totals[name] for use in both)
        texts = [_number(now), _number(before), _number(now - before, "+,")]
        rows.append([words()["quantities"][name][language], *texts, _bars(now, before, max(now, before))])
    return _table(("what", "now", "before", "difference"), rows, language)


def _layers(lines, language, said):
    highest = max((max(line.edits, line.edits_before) for line in lines), default=0)
    rows = [
        [line.department or said["all"], line.title, _number(line.edits), _number(line.edits_before),
         _number(line.syncs), _number(line.provisions), _number(line.provisions_before),
         _bars(line.edits, line.edits_before, highest)]
        for line in lines
    ]  # fmt: skip
    columns = ("department", "layer", "edits", "edits_before", "syncs", "provisions", "provisions_before")
    return _table(columns, rows, language) if rows else f"<p>{escape(said['none'])}</p>"


def _table(columns, rows, language):
    return html_table([*(words()["columns"][name][language] for name in columns), ""], rows)


def _number(value, form=","):
    return format(value, form) if value else "0"


def _bars(now, before, highest):
    """This period's bar over the fainter one of the period before, to the same scale."""
    return Html(_bar(now, highest, _COLOUR) + _bar(before, highest, _FAINT))


def _bar(value, highest, colour):
    width = round(_WIDTH * value / highest) if highest else 0
    cells = [(width, f' bgcolor="{colour}"'), (_WIDTH - width, "")]
    row = "".join(f'<td width="{size}" height="8"{more}></td>' for size, more in cells if size)
    return f'<table class="bar" width="{_WIDTH}" cellspacing="0" cellpadding="0"><tr>{row}</tr></table>'


def table(lines, language="ja"):
    """(header, rows of text) of the LayerUses ``lines``, for a CSV."""
    names = ("department", "layer", "edits", "edits_before", "syncs", "provisions", "provisions_before")
    header = [words()["columns"][name][language] for name in names]
    rows = [
        [line.department, line.title, *map(str, (line.edits, line.edits_before, line.syncs, line.provisions,
                                                 line.provisions_before))]
        for line in lines
    ]  # fmt: skip
    return header, rows
