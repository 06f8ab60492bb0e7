"""The register as one HTML file that opens anywhere, and the sheets for re-keying, which are printed from HTML.

Every text comes from layers and is escaped; pictures are in the file itself; nothing is fetched and no script runs.
"""

import base64
from html import escape

from shimonita_gis.htmlpage import Html, pairs, table
from shimonita_gis.htmlpage import page as html_page

from .disastermodels import closure_field, incident_field, model_of, models, subject
from .register import counts, quantities, written
from .standard import grade_colours

_PER_PAGE = 2  # incidents on a sheet for re-keying
_PAIRS = 2  # fields beside each other on it
_STYLE = """body { max-width: 70em; }
.time { font-size: 1.8em; font-weight: bold; }
.exercise { background: #ffd400; font-size: 1.6em; font-weight: bold; text-align: center; padding: .2em; }
table { margin: .5em 0; }
th, td { border: 1px solid #999; padding: 2px 8px; }
th { background: #eee; font-weight: normal; }
article { border-top: 3px solid #1a1a1a; margin-top: 2em; break-inside: avoid; }
article h3 { margin: .4em 0; }
article .both { display: flex; gap: 1em; flex-wrap: wrap; }
img { max-width: 100%; height: auto; }
.grade { border-left: .7em solid; padding-left: .3em; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
"""


def page(register, closures, statement, words, pictures, overview=b""):
    """The HTML of the Register. ``statement`` is a Statement, ``pictures`` number -> JPEG (bytes) of an incident's best
    photo, ``overview`` a PNG of the map with all numbers."""
    title = " ".join(filter(None, (words["register"], statement.title)))
    image = _image("image/png", overview, words["list"]) if overview else ""
    body = (
        _heading(title, statement, words)
        + _about(register, words) + image + _counts(register, words) + _traffic(register, closures, words)
        + f"<h2>{escape(words['list'])}</h2>" + _list(register.incidents, words)
        + "".join(_article(each, words, pictures.get(each.number)) for each in register.incidents)
    )  # fmt: skip
    return html_page(title, _STYLE, body, words.language)


def _heading(title, statement, words):
    banner = f'<p class="exercise">{escape(words["exercise"])}</p>' if statement.exercise else ""
    time = escape(words("as_of", time=words.moment(statement.time)))
    return f'{banner}<h1>{escape(title)}</h1><p class="time">{time}</p>'


def _about(register, words):
    rows = [(words["incidents"], words("incident_count", count=len(register.incidents)))]
    rows.append((words["photos"], words("photo_count", count=register.photos)))
    rows.append((words["left"], words.left(register) or words["none"]))
    rows += [(words[key], words.moment(time)) for key, time in (("last_photo", register.last_photo),
                                                               ("last_check", register.last_check))]  # fmt: skip
    return pairs(rows)


def _counts(register, words):
    by = {"by_kind": lambda each: each.kind, "by_district": lambda each: each.district,
          "by_state": lambda each: each.state}  # fmt: skip
    parts = []
    for key, of in by.items():
        header, rows = counts_table(counts(register.incidents, of), words)
        parts.append(f"<h2>{escape(words[key])}</h2>{table(header, rows)}")
    said = [(name, written(value)) for name, value in quantities(register.incidents)]
    if said:
        parts.append(f"<h2>{escape(words['quantities'])}</h2>{pairs(said)}")
    return "".join(parts)


def counts_table(found, words):
    """(header, rows of text) of Counts, with the sums."""
    header = ["", *map(words.grade, found.columns), words["total"]]
    rows = [[words.label(label), *map(str, numbers), str(total)] for label, numbers, total in found.rows]
    return header, [*rows, [words["total"], *map(str, found.sums)]]


def _traffic(register, closures, words):
    header, rows = closures_table(closures, words)
    closed = table(header, rows) if rows else f"<p>{escape(words['none'])}</p>"
    obstructed = [each for each in register.incidents if each.is_obstructed]
    listed = _list(obstructed, words) if obstructed else f"<p>{escape(words['none'])}</p>"
    return (f"<h2>{escape(words['closures'])}</h2>{closed}"
            f"<h2>{escape(words['obstructed'])}</h2>{listed}")  # fmt: skip


def closures_table(closures, words):
    """(header, rows of text) of the roads that are closed."""
    header = [words["closed_road"], words["closures"], words["reason"], words["since"]]
    rows = [[each.road, each.kind, each.reason, "" if each.since is None else written(each.since)] for each in closures]
    return header, rows


def list_table(incidents, words):
    """(header, rows of text) of the list of incidents."""
    keys = ("number", "name", "kind", "grade", "state", "district", "near", "road", "traffic")
    rows = [
        [str(each.number), each.name, words.label(each.kind), words.grade(each.grade), each.state, each.district,
         words.near(each), each.text("road"), each.text("通行支障有無")]
        for each in incidents
    ]  # fmt: skip
    return [words[key] for key in keys], rows


def _list(incidents, words):
    header, rows = list_table(incidents, words)
    return table(header, [[Html(f'<a href="#no{escape(row[0])}">{escape(row[0])}</a>'), *row[1:]] for row in rows])


def _article(incident, words, picture):
    colour = grade_colours().get(incident.grade, "#888888")
    head = " ".join(filter(None, (f"{incident.number}", incident.name, subject(incident))))
    grade = f'<span class="grade" style="border-color:{colour}">{escape(words.grade(incident.grade))}</span>'
    best = incident.photos[0].name if incident.photos else ""
    image = _image("image/jpeg", picture, best) if picture else escape(words("missing_photo", name=best))
    said = filter(None, (words.what(incident), *words.response(incident)))
    told = "".join(f'<p class="text">{escape(text)}</p>' for text in said)
    photos = "、".join(photo.name for photo in incident.photos)
    facts = pairs([(words["state"], incident.state), *words.facts(incident), (words["photos"], photos)])
    return (f'<article id="no{incident.number}"><h3>{escape(head)} {grade}</h3>'
            f'<div class="both"><div>{image}</div><div>{facts}{told}</div></div></article>')  # fmt: skip


# -- sheets for re-keying


def rekeying(register, closures, statement, words):
    """HTML for print, with tables that QGIS can lay out: the fields of each incident's model in their order."""
    blocks = [_block(each, statement, words, n) for n, each in enumerate(register.incidents)]
    told = words.beside(words["rekeying"], words("as_of", time=words.moment(statement.time)))
    head = f"<h2>{escape(told)}</h2>"
    exercise = f"<h1>{escape(words['exercise'])}</h1>" if statement.exercise else ""
    fields = models()["通行止め情報.csv"]["fields"]
    roads = [[closure_field(each, name) for name in fields] for each in closures]
    road_table = f"<h3>{escape(models()['通行止め情報.csv']['model'])}</h3>{table(fields, roads)}" if roads else ""
    how = f"<p>{escape(words['rekeying_how'])}</p>"
    return f"<html><body>{exercise}{head}{how}{''.join(blocks)}{road_table}</body></html>"


def _block(incident, statement, words, place):
    model = model_of(incident.kind)
    start = ' style="page-break-before: always"' if place and place % _PER_PAGE == 0 else ""
    head = " ".join(filter(None, (f"{words['number']}{incident.number}", incident.name, subject(incident))))
    cells = [(name, incident_field(incident, name)) for name in model["fields"]]
    cells.append((words["near"], words.where(incident)))
    cells.append((words["dms"], words.dms(incident)))
    rows = [[cell for pair in cells[i : i + _PAIRS] for cell in pair] for i in range(0, len(cells), _PAIRS)]
    lines = "".join(f"<tr>{''.join(map(_rekeyed, range(len(row)), row))}</tr>" for row in rows)
    return (f'<h3{start}>{escape(head)}　<span style="font-weight:normal">{escape(model["model"])}　'
            f"{escape(words['keyed'])}</span></h3>"
            f'<table width="100%" border="1" cellspacing="0" cellpadding="3">{lines}</table>')  # fmt: skip


def _rekeyed(place, text):
    shade, width = (' bgcolor="#eeeeee"', 18) if place % 2 == 0 else ("", 32)
    return f'<td width="{width}%"{shade}>{escape(text) or "&nbsp;"}</td>'


def _image(kind, data, about):
    return f'<img alt="{escape(about)}" src="data:{kind};base64,{base64.b64encode(data).decode()}">'
