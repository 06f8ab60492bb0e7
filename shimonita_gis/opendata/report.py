"""The page that says what left, how it was checked, and what happened to single features: in Japanese, with the English
beside it."""

import json
from functools import cache
from html import escape
from pathlib import Path

from shimonita_gis.htmlpage import Html, pairs
from shimonita_gis.htmlpage import page as html_page
from shimonita_gis.resources import resource

from .lonlat import WHAT_HAPPENED

CREDITS = {
    "CC BY 4.0": "下仁田町「{title}」(クリエイティブ・コモンズ 表示 4.0 国際)",
    "PDL1.0": "出典：下仁田町「{title}」(公共データ利用規約 第1.0版)",
    "CC0 1.0": "下仁田町「{title}」(CC0 1.0)",
}
_STYLE = """body { font-size: 16px; line-height: 1.7; max-width: 60em; margin: 2em auto; overflow-wrap: anywhere; }
h1 { font-size: 1.4em; }
h2 { font-size: 1.1em; }
td, th { padding: .3em 1em .3em 0; border-top: 1px solid #c4c4c4; }
th { font-weight: normal; min-width: 9em; }
[lang=en] { display: block; font-size: .85em; color: #555; }
"""


@cache
def _words():
    return json.loads(resource("opendata", "report_ja.json").read_text(encoding="utf-8"))


def credit(licence, *titles):
    """How whoever uses the data called ``titles`` under ``licence`` names where they come from.

    >>> credit("CC0 1.0", "道路", "建物")
    '下仁田町「道路」 「建物」(CC0 1.0)'
    """
    if licence not in CREDITS:
        return "、".join(titles)
    return CREDITS[licence].format(title="」 「".join(titles))  # a line may end at a blank


def page(export):
    """The report of an export as HTML; everything that comes from the data is escaped."""
    rows = pairs((Html(_both(name)), Html(value)) for name, value in _rows(export))
    body = f"<main><h1>{escape(export.file.name)}</h1>{rows}{_happened(export.happened)}</main>"
    return html_page(export.file.name, _STYLE, body)


def _rows(export):
    """(what, HTML)"""
    layer, wishes = export.layer, export.wishes
    yield "File", f"{escape(export.file.name)}<br>SHA-256 {export.digest}"
    yield "Source", escape(f"{Path(layer.path).name}, {layer.name}")
    yield "Reference system", escape(f"{layer.crs.name} → WGS 84")
    yield "Features", f"{export.count:,}"
    yield "Of these without geometry", f"{export.empty:,}"
    yield "Fields", escape("、".join(export.fields)) or _both("none")
    yield "Decimals", str(wishes.precision)
    yield "Bounds", ", ".join(f"{value:.7f}" for value in export.bounds) if export.bounds else _both("none")
    yield "Read back", _both("RFC 7946 kept; count, ids, attributes, places, areas and lengths agree with the source")
    if wishes.licence:
        yield "Licence", escape(wishes.licence)
        yield "Credit", escape(credit(wishes.licence, export.file.stem))
    if export.left_out:
        yield "Left out (binary)", escape("、".join(export.left_out))
    for sentence in export.assumptions:
        yield "Accuracy", _both(sentence)
    for name, kinds in export.personal.items():
        yield "Personal field that was released", "".join([escape(name), *map(_both, kinds), escape(wishes.approver)])


def _both(english):
    """A text of this page in Japanese and in English."""
    japanese = _words().get(english, "")
    return f'{escape(japanese)}<span lang="en">{escape(english)}</span>'


def _happened(happened):
    if not happened:
        return f"<p>{_both('Nothing had to be changed in any shape.')}</p>"
    parts = []
    for what, (number, first) in happened.items():
        more = " …" if number > len(first) else ""
        named = ", ".join(map(str, first))
        parts.append(f"<h2>{_both(WHAT_HAPPENED[what])}</h2><p>{number:,}: {named}{more}</p>")
    return "".join(parts)
