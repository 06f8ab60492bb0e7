"""The two pages of a release: the list of its data, and the same with a map on which all of it can be looked at.

The map shows as much as a page can carry and says how much that is; the whole is in the files beside it. Everything
from the hub is escaped, and nothing is loaded from elsewhere.
"""

import json
from html import escape
from itertools import islice
from urllib.parse import quote

import numpy as np
import shapely

from .geojson import features_of
from .offline_page import bounds_round, offline_page, thinned
from .report import credit

# kind of a difference -> how a release calls it
CHANGES = {"added": "追加", "removed": "削除", "moved": "移動", "changed": "変更"}
FOLDER = "release"  # of the resources
INDEX, PREVIEW = "index.html", "preview.html"
MOST_SHAPES, MOST_CORNERS = 5_000, 60_000
_MOST_FIELDS, _LONGEST_TEXT, _DIGITS = 20, 200, 6
# told apart by colour-blind people too (Okabe and Ito), dark enough to be seen on white
_COLOURS = ("#0072b2", "#d55e00", "#007a5a", "#b8558f", "#7a5c00", "#3d8fbf", "#8b0000", "#4a4a4a")
_MAP = """<div id="where"><div id="map" role="region" tabindex="0" aria-label="公開データの地図 Map"></div>
<noscript><p>地図を見るには JavaScript が要ります。一覧とファイルはそのまま使えます。</p></noscript>
<p id="told" role="status"></p></div>"""
_SWITCHES = f"""<a href="{INDEX}">一覧だけを見る <span lang="en">List only</span></a>
<button type="button" id="print" hidden>印刷する <span lang="en">Print</span></button>"""
_TO_MAP = f'<a href="{PREVIEW}">地図で見る <span lang="en">Map</span></a>'


def write_pages(folder, release, files):
    """Writes the list and the map of ``release`` (release.Release) into ``folder``, where its GeoJSON files are.

    ``files`` are those about the whole of it: (what it is called, its name).
    """
    said = {
        "title": "下仁田町オープンデータ", "day": f"{release.day.year}年{release.day.month}月{release.day.day}日",
        "approver": escape(release.approver), "withdrawn": _withdrawn(release.withdrawn),
        "files": " ".join(_link(name, file) for name, file in files),
    }  # fmt: skip
    layers = sorted(release.layers, key=lambda layer: not layer.export.count)  # what is empty comes last
    items = "".join(map(_item, layers))
    (folder / INDEX).write_text(
        offline_page(FOLDER, {**said, "map": "", "switches": _TO_MAP, "items": items}), encoding="utf-8"
    )
    samples = [
        _sample(folder / f"{layer.name}.geojson", _placed(layer), share)
        for layer, share in zip(layers, shares(map(_placed, layers), MOST_SHAPES), strict=True)
    ]
    items = "".join(_item(la, len(sample)) for la, sample in zip(layers, samples, strict=True))
    html = offline_page(FOLDER, {**said, "map": _MAP, "switches": _SWITCHES, "items": items}, _data(layers, samples))
    (folder / PREVIEW).write_text(html, encoding="utf-8")


def shares(counts, most):
    """How many of each of ``counts`` things may stay where only ``most`` may in all: what the small ones leave goes to
    the large ones.

    >>> shares([10, 900, 500], 410)
    [10, 200, 200]
    """
    counts = list(counts)
    found, left = [0] * len(counts), most
    for done, i in enumerate(sorted(range(len(counts)), key=counts.__getitem__)):
        found[i] = min(counts[i], left // (len(counts) - done))
        left -= found[i]
    return found


def _placed(layer):
    return layer.export.count - layer.export.empty


def _sample(path, count, share):
    """Every so many-th of the ``count`` features that have a place, so that at most ``share`` are left."""
    placed = (feature for feature in features_of(path) if feature["geometry"] is not None)
    return list(islice(placed, 0, None, -(-count // share))) if share else []


def _data(layers, samples):
    """What the page's script draws: thinned shapes in longitude and latitude, and what each says."""
    texts = [json.dumps(feature["geometry"]) for sample in samples for feature in sample]
    shapes = thinned(shapely.from_geojson(texts), MOST_CORNERS)
    rounded = iter(shapely.to_geojson(shapely.transform(shapes, lambda xy: np.round(xy, _DIGITS))).tolist())
    west, south, east, north = bounds_round(shapes)
    drawn = [
        {
            "title": layer.entry.title, "colour": _COLOURS[i % len(_COLOURS)],
            "fields": layer.export.fields[:_MOST_FIELDS],
            "features": [[json.loads(next(rounded)), _values(feature)] for feature in sample],
        }
        for i, (layer, sample) in enumerate(zip(layers, samples, strict=True))
    ]  # fmt: skip
    return {"layers": drawn, "bounds": [[south, west], [north, east]]}


def _values(feature):
    """What a feature says as short texts; "" where it says nothing."""
    values = list(feature["properties"].values())[:_MOST_FIELDS]
    texts = [v if isinstance(v, str) else "" if v is None else json.dumps(v, ensure_ascii=False) for v in values]
    return [text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…" for text in texts]


def _item(layer, shown=None):
    """One layer of the list; ``shown`` is how many of its features are on the map."""
    entry, links = layer.entry, [("GeoJSON", "geojson"), ("CSV", "csv"), ("検査の記録", "html")]
    english = f' <span lang="en">{escape(entry.title_en)}</span>' if entry.title_en else ""
    count = f"{layer.export.count:,}件" if layer.export.count else "まだ1件もありません"
    lines = [f"{count}　{escape(layer.licence)}", _difference(layer.difference)]
    if shown is not None and shown < layer.export.count:
        lines.append(f"地図に出ているのは{shown:,}件です。全件はファイルにあります。")
    lines += [" ".join(_link(name, f"{layer.name}.{suffix}") for name, suffix in links)]
    lines.append(f'<span class="less">出典の書き方：{escape(credit(layer.licence, entry.title))}</span>')
    return f"<li><h2>{escape(entry.title)}{english}</h2>{''.join(f'<p>{line}</p>' for line in lines)}</li>\n"


def _difference(difference):
    if difference is None:
        return "新しいデータです。"
    counts = [(word, getattr(difference, kind)) for kind, word in CHANGES.items()]
    return "前回から：" + ("、".join(f"{word}{len(ids):,}件" for word, ids in counts if ids) or "変わりません。")


def _withdrawn(titles):
    if not titles:
        return ""
    return f"<p>前回まであり、今回はないデータ：{escape('、'.join(titles))}</p>"


def _link(name, file):
    return f'<a href="{quote(file)}">{name}</a>'
