"""The note that lies beside an applicant's data: what is in the package, how to open it, how it may be used.

Plain Japanese first, English below it. Everything that comes from the catalogue or from an application is escaped.
"""

import json
from functools import cache
from html import escape

from shimonita_gis.htmlpage import listed, table
from shimonita_gis.htmlpage import page as html_page
from shimonita_gis.resources import resource

from .report import credit

_STYLE = """body { font-size: 16px; line-height: 1.7; max-width: 56em; margin: 2em auto; }
h1 { font-size: 1.5em; }
h2 { font-size: 1.15em; margin-top: 1.6em; border-bottom: 2px solid #1f5f8b; }
table { width: 100%; }
td, th { padding: .3em .6em; border: 1px solid #999; }
th { background: #eef3f7; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2em 1em; }
dd { margin: 0; }
[lang=en] { margin-top: 3em; }
@media print { [lang=en] { break-before: page; } }
"""


@cache
def words():
    """What the note says, by language."""
    return json.loads(resource("provision", "words.json").read_text(encoding="utf-8"))


def note(provision, cuts, licences, day):
    """The HTML of the note on the package of ``provision`` (provision.Provision): ``cuts`` what is in it, ``licences``
    table -> licence, ``day`` when it was made (a date)."""
    parts = {language: _part(provision, cuts, licences, day, language) for language in ("ja", "en")}
    body = f'<main>{parts["ja"]}<div lang="en">{parts["en"]}</div></main>'
    return html_page(words()["page"]["title"]["ja"], _STYLE, body)


def _part(provision, cuts, licences, day, language):
    page = {name: escape(text[language]) for name, text in words()["page"].items()}
    filled, empty = [c for c in cuts if c.count], [c for c in cuts if not c.count]
    about = (("number", provision.number), ("made", _day(day, language)), ("area", provision.area.name))
    rows = "".join(f"<dt>{page[name]}</dt><dd>{escape(text)}</dd>" for name, text in about if text)
    parts = [f"<h1>{page['title']}</h1><dl>{rows}</dl>", f"<h2>{page['layers']}</h2>", _table(filled, language)]
    if empty:
        parts.append(f"<h2>{page['empty']}</h2>" + listed(_title(c.entry, language) for c in empty))
    said = words()["opening"]
    parts.append(f"<h2>{page['opening']}</h2>" + listed(said[f][language] for f in said if f in provision.formats))
    terms = [text[language] for text in words()["terms"]]
    parts.append(
        f"<h2>{page['terms']}</h2><p>{escape(' '.join(terms))}</p>" + listed(_credits(filled, licences, language))
    )
    parts.append(f"<h2>{page['caution']}</h2>" + listed(text[language] for text in words()["caution"]))
    return "".join([*parts, f"<p>{page['contact']}</p>"])


def _day(day, language):
    return f"{day.year}年{day.month}月{day.day}日" if language == "ja" else day.isoformat()


def _title(entry, language):
    return (entry.title_en if language == "en" else "") or entry.title


def _table(cuts, language):
    names = [text[language] for text in words()["columns"].values()]
    return table(names, (_row(each, language) for each in cuts))


def cycle_of(entry, language):
    """How often a layer is brought up to date, in words."""
    return words()["cycles"].get(entry.update_cycle, {}).get(language, entry.update_cycle)


def _row(cut, language):
    entry, cycle = cut.entry, cycle_of(cut.entry, language)
    scale = f"1:{entry.scale:,}" if entry.scale else "-"
    accuracy = f"{entry.accuracy:g} m" if entry.accuracy else "-"
    return (
        _title(entry, language),
        f"{cut.count:,}",
        entry.source or entry.source_sheet or "-",
        scale,
        accuracy,
        cycle or "-",
    )


def _credits(cuts, licences, language):
    for cut in cuts:
        entry, licence = cut.entry, licences[cut.entry.table]
        approval = f" ({words()['approval'][language]}: {entry.approval})" if entry.approval else ""
        yield f"{_title(entry, language)}: {licence}: {credit(licence, entry.title)}{approval}"
