"""A release: every open layer of the hub as one folder to carry over, complete and checked.

Nothing in it refers to the internet. The folder takes its place whole or not at all; the one before stays until then.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

import shapely

from shimonita_gis.errors import ExportError, InputError
from shimonita_gis.files import folder_written_beside
from shimonita_gis.hub.store import Hub
from shimonita_gis.progress import never, part, unheard

from .datasets import dataset
from .geojson import IDENTITY, Wishes, export_geojson, written_report
from .report import CREDITS
from .table import UTF8_BOM, write_table

CODE, TOWN, PREFECTURE = "103829", "下仁田町", "群馬県"
LICENCE_PAGES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "PDL1.0": "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
_ABOUT = "release.json"
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]|^\.+|[. ]+$')


@dataclass(frozen=True)
class Difference:
    """How a layer differs from the last release: lists of feature ids."""

    added: tuple = ()
    removed: tuple = ()
    moved: tuple = ()
    changed: tuple = ()


@dataclass(frozen=True)
class ReleasedLayer:
    """``name`` is the stem of its files; ``export`` the GeoJSON's report; ``difference`` None in a first release;
    ``since`` the day of the first release that had it."""

    name: str
    entry: object
    licence: str
    export: object
    difference: object
    since: str


def publish_release(hub_folder, target, licence, approver, day=None, progress=unheard, cancelled=never):
    """Publishes the hub's open layers to the folder ``target``, which may hold the last release; returns the layers.

    ``approver`` is who says that they may leave. Layers with a licence of their own keep it. Raises ExportError where
    no layer is open or no one approves, InputError where ``target`` is some other folder; the last release is then
    untouched.
    """
    entries, _ = may_be_published(hub_folder, target, approver)
    hub, target, day = Hub.open(hub_folder), Path(target), day or date.today()
    earlier = _layers_of(target)
    number, source = hub.head().number, hub.geopackage()
    with folder_written_beside(target) as folder:
        layers = []
        for i, (entry, name) in enumerate(zip(entries, _file_names(entries), strict=True)):
            step = part(progress, i / len(entries), (i + 1) / len(entries))
            since = earlier.get(name, {}).get("since", day.isoformat())
            layers.append(_release_layer(source, entry, name, folder, target, licence, since, step, cancelled))
        _write_about(folder, layers, number, approver, day)
    return layers


def may_be_published(hub_folder, target, approver):
    """(open, closed): the entries of the catalogue that a release holds, and those that stay in the town hall.

    Raises ExportError where no layer is open or no one approves, InputError where ``target`` is some other folder.
    """
    if not approver.strip():
        raise ExportError("A release must be approved by a person. Give the name of the approver.")
    entries = list(Hub.open(hub_folder).catalogue())
    found = [e for e in entries if e.open], [e for e in entries if not e.open]
    if not found[0]:
        raise ExportError("The hub has no layer that may be published. Mark one as open in the catalogue first.")
    _refuse_other_content(Path(target))
    return found


def _refuse_other_content(target):
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise InputError("{folder} is a link or a file, not a folder. Choose another place.", folder=target)
    if target.is_dir() and any(target.iterdir()) and not (target / _ABOUT).is_file():
        raise InputError("{folder} holds files that are no release. Choose an empty folder or the last release.",
                         folder=target)  # fmt: skip


def _layers_of(release):
    """What the last release says of its layers: name -> dict; none where there is no last release."""
    try:
        return dict(json.loads((release / _ABOUT).read_text(encoding="utf-8"))["layers"])
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError("{folder} holds a damaged release. Choose another folder.", folder=release) from error


def _file_names(entries):
    """A file name for each layer, from its title, that is safe on every system and occurs once."""
    names = []
    for entry in entries:
        name = _UNSAFE.sub("_", entry.title)[:80] or entry.table
        while name.casefold() in {other.casefold() for other in names}:
            name += "_"
        names.append(name)
    return names


def _release_layer(source, entry, name, folder, last, licence, since, progress, cancelled):
    from .source import open_layer

    layer = open_layer(source, entry.table)
    fields = tuple(f for f in layer.fields if f not in entry.personal_fields and f != IDENTITY)
    wishes = Wishes(fields=fields, licence=entry.licence or licence)
    target = folder / f"{name}.geojson"
    export = export_geojson(source, target, wishes, entry.table, progress, cancelled, marked=entry.personal_fields)
    written_report(export, folder / f"{name}.html")
    features = json.loads(target.read_bytes())["features"]
    _write_csv(folder / f"{name}.csv", fields, features)
    before = last / f"{name}.geojson"
    difference = compared(json.loads(before.read_bytes())["features"], features) if before.is_file() else None
    return ReleasedLayer(name, entry, wishes.licence, export, difference, since)


def _write_csv(path, fields, features):
    """The attributes with a representative place of each feature, for those who have no GIS."""
    header = ["id", *fields, "緯度", "経度"]
    rows = []
    for feature in features:
        values = [_cell((feature["properties"] or {}).get(field)) for field in fields]
        rows.append([str(feature["id"]), *values, *_place(feature["geometry"])])
    write_table(path, header, rows, UTF8_BOM)


def _cell(value):
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _place(geometry):
    if geometry is None:
        return ["", ""]
    point = shapely.from_geojson(json.dumps(geometry)).representative_point()
    return [f"{point.y:.7f}", f"{point.x:.7f}"]


def compared(before, after):
    """The :class:`Difference` between two lists of GeoJSON features, paired by their ids."""
    old, new = ({feature["id"]: feature for feature in features} for features in (before, after))
    both = [i for i in new if i in old]
    return Difference(
        added=tuple(i for i in new if i not in old),
        removed=tuple(i for i in old if i not in new),
        moved=tuple(i for i in both if old[i]["geometry"] != new[i]["geometry"]),
        changed=tuple(i for i in both if old[i]["properties"] != new[i]["properties"]),
    )


def _write_about(folder, layers, number, approver, day):
    _write_list(folder, layers, day)
    _write_json(folder / "catalog.jsonld", _dcat(layers, day))
    (folder / "LICENSE.txt").write_text(_licence_text(layers), encoding="utf-8")
    (folder / "index.html").write_text(_page(layers, approver, day), encoding="utf-8")
    about = {
        "date": day.isoformat(), "approver": approver, "hub_version": number,
        "layers": {layer.name: _said(layer) for layer in layers},
    }  # fmt: skip
    _write_json(folder / _ABOUT, about)
    sums = [f"{_sha256(path)}  {path.name}\n" for path in sorted(folder.iterdir())]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def _said(layer):
    said = {"features": layer.export.count, "licence": layer.licence, "since": layer.since}
    if layer.difference:
        said |= {kind: len(getattr(layer.difference, kind)) for kind in ("added", "removed", "moved", "changed")}
    return said


def _write_list(folder, layers, day):
    """オープンデータ一覧 in the recommended layout."""
    wanted = dataset("opendata_list")
    rows = []
    for number, layer in enumerate(layers, start=1):
        known = {
            "都道府県コード又は市区町村コード": CODE, "NO": f"{number:010d}",
            "都道府県名": PREFECTURE, "市区町村名": TOWN, "分類": "その他",
            "データ名称": layer.entry.title, "データ概要": layer.entry.source, "データ形式": "GeoJSON;CSV",
            "更新頻度": layer.entry.update_cycle, "ライセンス": layer.licence, "登録日": layer.since,
            "最終更新日": day.isoformat(),
        }  # fmt: skip
        rows.append([known.get(name, "") for name in wanted.names])
    write_table(folder / f"{CODE}_opendata_list.csv", wanted.names, rows, UTF8_BOM)


def _dcat(layers, day):
    """DCAT 3 as JSON-LD with its context inside, so that it is read without a network."""
    return {
        "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
        "@type": "dcat:Catalog",
        "dct:title": f"{TOWN}オープンデータ",
        "dct:publisher": f"{PREFECTURE}{TOWN}",
        "dct:issued": day.isoformat(),
        "dcat:dataset": [_dcat_dataset(layer) for layer in layers],
    }


def _dcat_dataset(layer):
    media = {"geojson": "application/geo+json", "csv": "text/csv"}
    described = {
        "@type": "dcat:Dataset",
        "dct:title": layer.entry.title,
        "dct:description": layer.entry.source,
        "dct:license": {"@id": LICENCE_PAGES.get(layer.licence, layer.licence)},
        "dcat:distribution": [
            {"@type": "dcat:Distribution", "dcat:downloadURL": f"{layer.name}.{suffix}", "dcat:mediaType": kind}
            for suffix, kind in media.items()
        ],
    }
    if layer.export.bounds:
        west, south, east, north = layer.export.bounds
        ring = f"POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south}))"
        described["dct:spatial"] = {"@type": "dct:Location", "dcat:bbox": ring}
    return described


def _licence_text(layers):
    lines = []
    for layer in layers:
        credit = CREDITS.get(layer.licence, "{title}").format(title=layer.entry.title)
        lines.append(f"{layer.name}: {layer.licence}\n  {credit}\n")
    return "".join(lines)


def _page(layers, approver, day):
    """What residents see first; everything from the hub is escaped, nothing is loaded from elsewhere."""
    rows = "".join(
        f"<tr><td>{escape(layer.entry.title)}<td>{layer.export.count:,}<td>{escape(layer.licence)}"
        f'<td><a href="{escape(layer.name)}.geojson">GeoJSON</a> <a href="{escape(layer.name)}.csv">CSV</a>'
        f"<td>{_difference_text(layer.difference)}</tr>"
        for layer in layers
    )
    return (
        '<!doctype html><html lang="ja"><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{TOWN}オープンデータ</title><style>body{{font:16px/1.6 sans-serif;max-width:60em;margin:2em auto}}"
        "td,th{padding:.2em 1em .2em 0;text-align:left}</style>"
        f"<h1>{TOWN}オープンデータ</h1><p>{day.isoformat()} 公開 (承認: {escape(approver)})</p>"
        f"<table><tr><th>データ<th>件数<th>ライセンス<th>ファイル<th>前回との差</tr>{rows}</table></html>\n"
    )


def _difference_text(difference):
    if difference is None:
        return "初回"
    counts = [("追加", difference.added), ("削除", difference.removed), ("移動", difference.moved),
              ("変更", difference.changed)]  # fmt: skip
    return "、".join(f"{word}{len(ids)}" for word, ids in counts if ids) or "なし"


def _write_json(path, content):
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _sha256(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
