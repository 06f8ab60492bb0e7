"""The note that lies beside an applicant's data: what is in the package, how to open it, how it may be used.

Plain Japanese first, English below it. Everything that comes from the catalogue or from an application is escaped.
"""

import json
from functools import cache
from html import escape

from shimonita_gis.resources import resource

from .report import credit

_PAGE = """<!doctype html>
<html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>body{{font:16px/1.7 "Yu Gothic UI","Meiryo UI","Hiragino Sans","Noto Sans CJK JP",sans-serif;color:#1a1a1a;
background:#fff;max-width:56em;margin:2em auto;padding:0 1em}}h1{{font-size:1.5em}}
h2{{font-size:1.15em;margin-top:1.6em;border-bottom:2px solid #1f5f8b}}
table{{border-collapse:collapse;width:100%}}td,th{{text-align:left;vertical-align:top;
padding:.3em .6em;border:1px solid #999}}th{{background:#eef3f7}}dl{{display:grid;grid-template-columns:max-content 1fr;
gap:.2em 1em}}dd{{margin:0}}[lang=en]{{margin-top:3em}}@media print{{[lang=en]{{break-before:page}}}}</style>
<body><main>{ja}<div lang="en">{en}</div></main></body></html>
"""


@cache
def words():
    """What the note says, by language."""
    return json.loads(resource("provision", "words.json").read_text(encoding="utf-8"))


def note(provision, cuts, licences, day):
    """The HTML of the note on the package of ``provision`` (provision.Provision): ``cuts`` what is in it, ``licences``
    table -> licence, ``day`` when it was made (a date)."""
    parts = {language: _part(provision, cuts, licences, day, language) for language in ("ja", "en")}
    return _PAGE.format(title=escape(words()["page"]["title"]["ja"]), **parts)


def _part(provision, cuts, licences, day, language):
    page = {name: escape(text[language]) for name, text in words()["page"].items()}
    filled, empty = [c for c in cuts if c.count], [c for c in cuts if not c.count]
    about = (("number", provision.number), ("made", _day(day, language)), ("area", provision.area.name))
    rows = "".join(f"<dt>{page[name]}</dt><dd>{escape(text)}</dd>" for name, text in about if text)
    parts = [f"<h1>{page['title']}</h1><dl>{rows}</dl>", f"<h2>{page['layers']}</h2>", _table(filled, language)]
    if empty:
        parts.append(f"<h2>{page['empty']}</h2>" + _list(_title(c.entry, language) for c in empty))
    said = words()["opening"]
    parts.append(f"<h2>{page['opening']}</h2>" + _list(said[f][language] for f in said if f in provision.formats))
    terms = [text[language] for text in words()["terms"]]
    parts.append(
        f"<h2>{page['terms']}</h2><p>{escape(' '.join(terms))}</p>" + _list(_credits(filled, licences, language))
    )
    parts.append(f"<h2>{page['caution']}</h2>" + _list(text[language] for text in words()["caution"]))
    return "".join([*parts, f"<p>{page['contact']}</p>"])


def _day(day, language):
    return f"{day.year}年{day.month}月{day.day}日" if language == "ja" else day.isoformat()


def _title(entry, language):
    return (entry.title_en if language == "en" else "") or entry.title


def _table(cuts, language):
    names = [text[language] for text in words()["columns"].values()]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(v)}</td>' for v in _row(c, language))}</tr>" for c in cuts)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


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


def _list(texts):
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"
