"""A release: every open layer of the hub as one folder to carry over, complete and checked.

Nothing in it refers to the internet. The folder takes its place whole or not at all; the one before stays until then.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

from shimonita_gis.errors import ExportError, InputError
from shimonita_gis.files import folder_written_beside
from shimonita_gis.hub.store import Hub
from shimonita_gis.progress import never, part, unheard

from .datasets import dataset
from .filenames import safe_names
from .formats import write_places
from .geojson import IDENTITY, Wishes, export_geojson, features_of, written_report
from .provision_note import cycle_of
from .release_page import CHANGES, INDEX, PREVIEW, write_pages
from .report import credit
from .source import open_layer
from .table import UTF8_BOM, write_table

CODE, TOWN, PREFECTURE = "103829", "下仁田町", "群馬県"
LICENCE_PAGES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "PDL1.0": "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
_ABOUT, _SUMS = "release.json", "SHA256SUMS"
_LIST, _DCAT, _TERMS, _CHANGES = f"{CODE}_opendata_list.csv", "catalog.jsonld", "LICENSE.txt", "changes.csv"
_SAID = (("オープンデータ一覧", _LIST), ("データカタログ（DCAT）", _DCAT), ("利用条件", _TERMS),
         ("前回からの変化", _CHANGES), ("チェックサム", _SUMS))  # fmt: skip
_OURS = [Path(name).stem for name in (INDEX, PREVIEW, _ABOUT, _SUMS, _LIST, _DCAT, _TERMS, _CHANGES)]


@dataclass(frozen=True)
class Difference:
    """How a layer differs from the last release: lists of feature ids."""

    added: tuple = ()
    removed: tuple = ()
    moved: tuple = ()
    changed: tuple = ()


@dataclass(frozen=True)
class ReleasedLayer:
    """``name`` is the stem of its files; ``export`` the GeoJSON's report; ``difference`` None where the last release
    did not have it; ``since`` the day of the first release that had it."""

    name: str
    entry: object
    licence: str
    export: object
    difference: object
    since: str


@dataclass(frozen=True)
class Release:
    """One release under way: ``layers`` (ReleasedLayer), ``withdrawn`` titles of what the last one had and this one has
    not, ``version`` of the hub, who approved it and on which ``day``."""

    layers: tuple
    withdrawn: tuple
    version: int
    approver: str
    day: date


@dataclass(frozen=True)
class _Last:
    """The last release in ``folder``: ``layers`` name of the files -> what it said of them."""

    folder: Path
    layers: dict

    @classmethod
    def read(cls, folder):
        try:
            layers = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))["layers"]
            layers = {name: {"features": 0, **said} for name, said in layers.items()}
        except FileNotFoundError:
            return cls(folder, {})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise cls.damaged(folder) from error
        files = [folder / f"{name}.geojson" for name in layers]
        if any(file.parent != folder or file.is_symlink() for file in files):  # nothing is read from elsewhere
            raise cls.damaged(folder)
        return cls(folder, layers)

    @staticmethod
    def damaged(folder):
        return InputError("{folder} holds a damaged release. Choose another folder.", folder=folder)

    def name_of(self, entry):
        """The name of the files that a layer had, whatever its title is by now; None where it is new."""
        return next((name for name, said in self.layers.items() if said.get("table") == entry.table), None)

    def features(self, name):
        """The features of one of its layers, all of them or none: InputError where the file is damaged."""
        count = 0
        try:
            for feature in features_of(self.folder / f"{name}.geojson"):
                count += 1
                yield feature
        except (OSError, ValueError) as error:
            raise self.damaged(self.folder) from error
        if count != self.layers[name]["features"]:
            raise self.damaged(self.folder)


def publish_release(hub_folder, target, licence, approver, day=None, progress=unheard, cancelled=never):
    """Publishes the hub's open layers to the folder ``target``, which may hold the last release; returns the layers.

    ``approver`` is who says that they may leave. Layers with a licence of their own keep it. Raises ExportError where
    no layer is open or no one approves, InputError where ``target`` is some other folder; the last release is then
    untouched.
    """
    entries, _ = may_be_published(hub_folder, target, approver)
    hub, target = Hub.open(hub_folder), Path(target)
    release = Release((), (), hub.head().number, approver, day or date.today())
    last, source = _Last.read(target), hub.geopackage()
    names = safe_names([entry.title for entry in entries], _OURS)
    with folder_written_beside(target) as folder:
        layers = []
        for i, (entry, name) in enumerate(zip(entries, names, strict=True)):
            step = part(progress, i / len(entries), (i + 1) / len(entries))
            wishes = Wishes(licence=entry.licence or licence)
            layers.append(_release_layer(source, entry, name, folder, last, wishes, release.day, step, cancelled))
        _write_about(folder, replace(release, layers=tuple(layers), withdrawn=_withdrawn(last, layers)))
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
    strange = sorted({path.name for path in target.iterdir()} - _files_of(target)) if target.is_dir() else []
    if strange:
        raise InputError(
            "{folder} holds {names}, which the new release would remove. Move it elsewhere, or choose another folder.",
            folder=target, names=", ".join(strange),
        )  # fmt: skip


def _files_of(release):
    """The names of the files that the release in a folder is made of."""
    try:
        lines = (release / _SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {_ABOUT}
    return {_SUMS, *(line.partition("  ")[2] for line in lines)}


def _release_layer(source, entry, name, folder, last, wishes, day, progress, cancelled):
    layer = open_layer(source, entry.table)
    fields = tuple(f for f in layer.fields if f not in entry.personal_fields and f != IDENTITY)
    wishes, target = replace(wishes, fields=fields), folder / f"{name}.geojson"
    export = export_geojson(source, target, wishes, entry.table, progress, cancelled, marked=entry.personal_fields)
    written_report(export, folder / f"{name}.html")
    write_places(folder / f"{name}.csv", export.fields, features_of(target))
    before = last.name_of(entry)
    if before is None:
        return ReleasedLayer(name, entry, wishes.licence, export, None, day.isoformat())
    difference = compared(last.features(before), features_of(target))
    return ReleasedLayer(
        name, entry, wishes.licence, export, difference, last.layers[before].get("since", day.isoformat())
    )


def _withdrawn(last, layers):
    stay = {last.name_of(layer.entry) for layer in layers}
    return tuple(said.get("title", name) for name, said in last.layers.items() if name not in stay)


def compared(before, after):
    """The :class:`Difference` between two iterables of GeoJSON features, paired by their ids."""
    old = {feature["id"]: _fingerprints(feature) for feature in before}
    found = {kind: [] for kind in CHANGES}
    for feature in after:
        earlier, now = old.pop(feature["id"], None), _fingerprints(feature)
        if earlier is None:
            found["added"].append(feature["id"])
            continue
        for kind, one, other in zip(("moved", "changed"), earlier, now, strict=True):
            if one != other:
                found[kind].append(feature["id"])
    found["removed"] = list(old)
    return Difference(**{kind: tuple(ids) for kind, ids in found.items()})


def _fingerprints(feature):
    """Of the geometry and of the properties, so that a large layer is compared without being in memory."""
    parts = (json.dumps(feature[member]).encode() for member in ("geometry", "properties"))
    return tuple(hashlib.blake2b(each, digest_size=16).digest() for each in parts)


def _write_about(folder, release):
    _write_list(folder, release.layers, release.day)
    _write_changes(folder, release)
    _write_json(folder / _DCAT, _dcat(release.layers, release.day))
    (folder / _TERMS).write_text(_licence_text(release.layers), encoding="utf-8")
    write_pages(folder, release, _SAID)
    about = {
        "date": release.day.isoformat(), "approver": release.approver, "hub_version": release.version,
        "layers": {layer.name: _said(layer) for layer in release.layers}, "withdrawn": release.withdrawn,
    }  # fmt: skip
    _write_json(folder / _ABOUT, about)
    sums = [f"{_sha256(path)}  {path.name}\n" for path in sorted(folder.iterdir())]
    (folder / _SUMS).write_text("".join(sums), encoding="utf-8")


def _said(layer):
    said = {
        "title": layer.entry.title, "table": layer.entry.table, "features": layer.export.count,
        "licence": layer.licence, "since": layer.since,
    }  # fmt: skip
    if layer.difference:
        said |= {kind: len(getattr(layer.difference, kind)) for kind in CHANGES}
    return said


def _write_changes(folder, release):
    """Each feature that differs from the last release, and each layer that came or went."""
    rows = [[title, "", "公開終了"] for title in release.withdrawn]
    for layer in release.layers:
        if layer.difference is None:
            rows.append([layer.entry.title, "", "新しいデータ"])
            continue
        for kind, word in CHANGES.items():
            rows += [[layer.entry.title, str(i), word] for i in getattr(layer.difference, kind)]
    write_table(folder / _CHANGES, ["データ", "id", "前回からの変化"], rows, UTF8_BOM)


def _write_list(folder, layers, day):
    """オープンデータ一覧 in the recommended layout."""
    wanted = dataset("opendata_list")
    rows = []
    for number, layer in enumerate(layers, start=1):
        known = {
            "都道府県コード又は市区町村コード": CODE, "NO": f"{number:010d}",
            "都道府県名": PREFECTURE, "市区町村名": TOWN, "分類": "その他",
            "データ名称": layer.entry.title, "データ概要": layer.entry.source, "データ形式": "GeoJSON;CSV",
            "更新頻度": cycle_of(layer.entry, "ja"), "ライセンス": layer.licence, "登録日": layer.since,
            "最終更新日": day.isoformat(),
        }  # fmt: skip
        rows.append([known.get(name, "") for name in wanted.names])
    write_table(folder / _LIST, wanted.names, rows, UTF8_BOM)


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
            {"@type": "dcat:Distribution", "dcat:downloadURL": f"{quote(layer.name)}.{suffix}", "dcat:mediaType": kind}
            for suffix, kind in media.items()
        ],
    }
    if layer.export.bounds:
        west, south, east, north = layer.export.bounds
        ring = f"POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south}))"
        described["dct:spatial"] = {"@type": "dct:Location", "dcat:bbox": ring}
    return described


def _licence_text(layers):
    return "".join(f"{la.name}: {la.licence}\n  {credit(la.licence, la.entry.title)}\n" for la in layers)


def _write_json(path, content):
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _sha256(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
