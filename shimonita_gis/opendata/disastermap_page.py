"""The page for residents: one HTML file that needs nothing else and works from a folder on a stick.

The list is plain HTML, so that it is there without scripts, for screen readers and for printing; the script draws the
map from it. Everything from the layers is escaped, and the page's policy lets no other script run and nothing load.
"""

import json
from functools import cache
from html import escape

import shapely

from shimonita_gis.clock import JAPAN
from shimonita_gis.resources import resource

from .disastermap_items import GROUPS
from .offline_page import bounds_round, offline_page

FOLDER = "disastermap"  # of the resources
_FEED = '<link rel="alternate" type="application/atom+xml" href="feed.atom" title="Atom">'
MARKS = {"closure": "✖", "damage": "▲", "shelter": "■"}


@cache
def words():
    """What the page says, in plain Japanese and in English."""
    return json.loads(resource(FOLDER, "words.json").read_text(encoding="utf-8"))


@cache
def english_words():
    """What the page says often: Japanese -> English."""
    tables = (words()[name] for name in ("kinds", "statuses", "labels", "grades", "groups", "page"))
    return {each["ja"]: each["en"] for table in tables for each in table.values()}


def page(items, statement, ground, photos, earlier=()):
    """The HTML. ``photos`` identity -> (file, width, height) of an item's released photo; ``earlier`` names of the
    folders with older states."""
    districts = sorted({name for item in items for name in item.districts})
    ordered = [item for group in GROUPS for item in items if item.group == group]
    said = {
        **{name: _said(name) for name in ("skip", "as_of", "about", "furigana", "print", "search", "show", "no_script",
                                          "newest", "made_with")},
        **{f"{name}_text": words()["page"][name]["ja"] for name in ("controls", "map", "list")},
        **{f"{name}_en": words()["page"][name]["en"] for name in ("controls", "map", "list")},
        "title": escape(title(statement)), "heading": _heading(statement),
        "banner": _banner(statement), "moment": statement.time.isoformat(), "time": _clock(statement.time),
        "time_en": _clock_en(statement.time), "contact": _contact(statement), "districts": _districts(districts),
        "checks": "".join(_check(group, items) for group in GROUPS),
        "sections": "".join(_section(group, items, districts, photos) for group in GROUPS),
        "files": _files(statement), "earlier": _earlier(earlier),
    }  # fmt: skip
    return offline_page(FOLDER, said, _data(ordered, ground), links=_FEED)


def title(statement):
    """The page's title in Japanese."""
    return f"{statement.town} {words()['page']['title']['ja']}"


def bounds_of(items):
    """West, south, east, north round all items; the town's where none has a place."""
    return bounds_round([item.shape for item in items])


def kind_words(item):
    """The item's kind in Japanese and English; what the table of words does not know stays as it is."""
    return _known("kinds", item.kind)


def status_words(item):
    return _known("statuses", item.status)


def _known(table, text):
    found = words()[table].get(text, {})
    return found.get("ja", text), found.get("en", "")


def _said(name, tag="span"):
    return _bilingual(words()["page"][name]["ja"], words()["page"][name]["en"], tag)


def _bilingual(japanese, english, tag="span", more=""):
    if english and english_words().get(japanese) == english:  # the script finds it in the table of words
        en = " data-en"
    else:
        en = f' data-en="{escape(english)}"' if english else ""
    return f"<{tag}{en}{more}>{escape(japanese)}</{tag}>"


def _heading(statement):
    return f'<span lang="ja">{escape(statement.town)}</span> {_said("title")}'


def _banner(statement):
    names = [name for name, wanted in (("exercise", statement.exercise), ("draft", not statement.approved)) if wanted]
    return "".join(f'<p class="banner">{_said(name)}</p>' for name in names)


def _contact(statement):
    if not statement.contact:
        return ""
    return f'<span class="label">{_said("contact")}</span><span lang="ja">{escape(statement.contact)}</span>'


def _clock(moment):
    local = moment.astimezone(JAPAN)
    return f"{local.year}年{local.month}月{local.day}日 {local.hour}時{local.minute:02d}分"


def _clock_en(moment):
    return moment.astimezone(JAPAN).strftime("%d %b %Y, %H:%M")


def _districts(names):
    if not names:
        return ""
    options = "".join(f'<option value="{i}">{escape(name)}</option>' for i, name in enumerate(names))
    everywhere = _bilingual(words()["page"]["everywhere"]["ja"], words()["page"]["everywhere"]["en"], "option",
                            ' value=""')  # fmt: skip
    return (
        f'<p><label for="district">{_said("district")}</label> <select id="district">{everywhere}{options}</select></p>'
    )


def _check(group, items):
    count = sum(item.group == group for item in items)
    mark = f'<span class="mark" aria-hidden="true">{MARKS[group]}</span>'
    name = _bilingual(words()["groups"][group]["ja"], words()["groups"][group]["en"])
    return (
        f'<label class="{group}"><input type="checkbox" value="{group}" checked>{mark} '
        f"<span>{name} ({count})</span></label>"
    )


def _section(group, items, districts, photos):
    name = words()["groups"][group]
    rows = "".join(_row(item, districts, photos) for item in items if item.group == group)
    return (
        f'<section class="{group}"><h2><span class="mark" aria-hidden="true">{MARKS[group]}</span> '
        f'{_bilingual(name["ja"], name["en"])}</h2><p class="none">{_said("none")}</p>'
        f'<ol class="items">{rows}</ol></section>'
    )


def _row(item, districts, photos):
    numbers = " ".join(str(districts.index(name)) for name in item.districts)
    more = {"districts": numbers, "kana": escape(item.kana)}
    more = "".join(f' data-{name}="{value}"' for name, value in more.items() if value)
    said = words()["page"]["on_map"]
    show = _bilingual(said["ja"], said["en"], "button", ' class="show"')
    return (
        f'<li id="i-{item.identity}" class="{item.group}"{more}>'
        f"<h3>{_headline(item)}</h3>{_lines(item)}{_photo(item, photos)}"
        f"{show if item.shape is not None else _said('no_place', 'p')}</li>\n"
    )


def _headline(item):
    kind = _bilingual(*kind_words(item)) if item.kind else ""
    reading = f' data-reading="{escape(item.kana)}"' if item.kana else ""
    name = f"<span{reading}>{escape(item.name)}</span>" if item.name else ""
    pieces = [piece for piece in (kind, name) if piece]
    if not pieces:
        pieces = [_bilingual(words()["groups"][item.group]["ja"], words()["groups"][item.group]["en"])]
    return " ".join(pieces)  # the mark before it is the style sheet's


def _lines(item):
    lines = [("status", _bilingual(*status_words(item)))] if item.status else []
    if item.grade in words()["grades"]:
        lines.append(("grade", _bilingual(*_known("grades", item.grade))))
    first = "from" if item.group == "closure" else "when"
    for label, moment in ((first, item.when), ("until", item.until)):
        if moment is not None:
            lines.append((label, _bilingual(_clock(moment), _clock_en(moment))))
    if item.districts:
        lines.append(("district", f"<span>{escape('、'.join(item.districts))}</span>"))
    lines += [(label, f"<span>{escape(text)}</span>") for label, text in item.details.items()]
    return "".join(f"<p>{_label(label)}{text}</p>" for label, text in lines)


def _label(name):
    return _bilingual(words()["labels"][name]["ja"], words()["labels"][name]["en"], "b")


def _photo(item, photos):
    if item.identity not in photos:
        return ""
    file, width, height = photos[item.identity]
    alt = escape(f"{kind_words(item)[0] or item.name}の写真")
    return f'<img src="{file}" alt="{alt}" width="{width}" height="{height}" loading="lazy">'


def _files(statement):
    links = " ".join(f'<a href="{file}">{name}</a>' for name, file in statement.files)
    return f"<p>{_said('files')} {links}</p>"


def _earlier(names):
    if not names:
        return ""
    links = "".join(f'<li><a href="earlier/{name}/index.html">{_folder_words(name)}</a></li>' for name in names)
    return f"<details><summary>{_said('earlier')}</summary><ul>{links}</ul></details>"


def _folder_words(name):
    """The time that a folder's name (2026-11-24T0900) tells; what follows tells two of one minute apart."""
    day, _, clock = name.partition("T")
    return escape(f"{day} {clock[:2]}:{clock[2:4]}")


def _data(items, ground):
    west, south, east, north = bounds_of(items)
    relief = None
    if ground.relief:
        s, w, n, e = ground.relief_bounds
        relief = {"image": ground.relief, "bounds": [[s, w], [n, e]]}
    readings = json.loads(resource(FOLDER, "readings.json").read_text(encoding="utf-8"))["readings"]
    said = {name: words()["page"][name] for name in ("bigger", "smaller", "close", "found")}
    return {
        "places": [_place(item) for item in items], "bounds": [[south, west], [north, east]], "relief": relief,
        "ground": ground.lines, "readings": readings, "words": said, "english": english_words(),
    }  # fmt: skip


def _place(item):
    if item.shape is None:
        return None
    place = {"point": _latlon(item.point)}
    if item.shape.geom_type.endswith("LineString"):
        place["lines"] = [[[y, x] for x, y in part.coords] for part in shapely.get_parts(item.shape)]
    return place


def _latlon(point):
    return [round(point.y, 7), round(point.x, 7)]
