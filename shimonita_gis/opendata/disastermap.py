"""A map for residents in a disaster: a folder that opens from a stick, a share or any web server, with no connection.

The folder takes its place whole or not at all; older states stay in it under the time of their data.
"""

import json
import shutil
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas
import numpy as np

from shimonita_gis.errors import ExportError, InputError
from shimonita_gis.files import folder_written_beside
from shimonita_gis.progress import never, steps, unheard

from . import atom, cap
from .disastermap_ground import ground
from .disastermap_items import CLOSURE, DAMAGE, GROUPS, SHELTER, read_items, with_districts
from .disastermap_page import bounds_of, kind_words, page, status_words, title, words
from .disastermap_photos import cleaned
from .geojson import Wishes, export_geojson

ABOUT, PAGE, FEED, ALERT, EARLIER = "about.json", "index.html", "feed.atom", "alert.xml", "earlier"
KEPT = 20  # older states
OLD_HIDDEN, OLD_SHOWN = b'<p class="banner old" hidden>', b'<p class="banner old">'
SENDER = "town.shimonita.lg.jp"
_IDENTITY = "tag:town.shimonita.lg.jp,2026:disaster-map"
_RADIUS = 0.1  # kilometres round a place in the alert
_SEVERITIES = {"大": "Severe", "中": "Moderate", "小": "Minor"}


@dataclass(frozen=True)
class Statement:
    """What stands over the map. ``time`` is when the data were true (with a zone); ``approver`` is the person who lets
    it leave, '' makes it a draft; ``exercise`` marks all of it as an exercise."""

    time: datetime
    contact: str = ""
    approver: str = ""
    exercise: bool = False
    town: str = "下仁田町"
    files: tuple = ()

    @property
    def approved(self):
        return bool(self.approver.strip())

    @property
    def status(self):
        """The alert's status."""
        if self.exercise:
            return cap.EXERCISE
        return cap.ACTUAL if self.approved else cap.DRAFT


@dataclass(frozen=True)
class Wanted:
    """What to show: ``layers`` group -> Source, ``districts`` a Source of polygons or None, ``ground`` Sources of
    lines, ``terrain`` and ``photos`` paths or '', ``remarks`` whether staff's remarks on damage are shown too."""

    layers: dict
    districts: object = None
    ground: tuple = ()
    terrain: str = ""
    photos: str = ""
    remarks: bool = False
    kept: int = KEPT


@dataclass
class Published:
    """``counts`` group -> items on the map; ``held`` why items are not on it -> how many; ``refused`` (name, why) of
    photos, why as in disastermap_photos.WHY; ``status`` of the alert; ``earlier`` folders of older states."""

    counts: dict
    held: Counter
    status: str
    refused: list = field(default_factory=list)
    earlier: tuple = ()


def publish_disaster_map(wanted, statement, target, progress=unheard, cancelled=never):
    """Writes the map to the folder ``target``, which may hold an older one; returns :class:`Published`.

    Raises InputError where ``target`` is something else or no layer is given, ExportError where a text looks like
    personal information or the written folder does not say what the layers say; ``target`` is then what it was.
    """
    target = Path(target)
    if not wanted.layers:
        raise InputError("Choose at least one layer: damage, closed roads or evacuation sites.")
    _refuse_other_content(target)
    before = _about(target)
    items, held = _items(wanted, statement)
    published = Published({g: sum(item.group == g for item in items) for g in GROUPS}, held, statement.status)
    around = ground(bounds_of(items), wanted.ground, wanted.terrain)
    with folder_written_beside(target) as folder:
        photos = _write_photos(items, wanted.photos, folder, published, progress, cancelled)
        published.earlier = _keep_earlier(target, before, folder, wanted.kept)
        statement = _with_files(statement, _write_data(items, folder))
        _write_feeds(items, statement, folder, before)
        html = page(items, statement, around, photos, published.earlier)
        (folder / PAGE).write_text(html, encoding="utf-8")
        _check(folder, items)
    return published


def _refuse_other_content(target):
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise InputError("{folder} is a link or a file, not a folder. Choose another place.", folder=target)
    if not target.is_dir():
        return
    ours = {ABOUT, PAGE, FEED, ALERT, EARLIER, "photos", *(f"{group}.geojson" for group in GROUPS)}
    names = {path.name for path in target.iterdir()}
    if names and ABOUT not in names:
        raise InputError("{folder} holds files that are no disaster map. Choose an empty folder or the last map.",
                         folder=target)  # fmt: skip
    strange = sorted(names - ours)
    if strange:
        raise InputError(
            "{folder} holds {names}, which the new map would remove. Move it elsewhere, or choose another folder.",
            folder=target, names=", ".join(strange),
        )  # fmt: skip


def _about(target):
    """What the last map says of itself; {} where there is none."""
    try:
        about = json.loads((target / ABOUT).read_text(encoding="utf-8"))
        return {key: str(about[key]) for key in ("time", "alert", "sent")}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError("{folder} holds a damaged disaster map. Choose another folder.", folder=target) from error


def _items(wanted, statement):
    found = {
        group: read_items(source, group, wanted.remarks, statement.approved) for group, source in wanted.layers.items()
    }
    items = tuple(item for group in GROUPS if group in found for item in found[group].items)
    held = sum((one.held for one in found.values()), Counter())
    return (with_districts(items, wanted.districts) if wanted.districts else items), held


def _write_photos(items, source, folder, published, progress, cancelled):
    """Identity -> (file, width, height). The names are ours: nothing of the layer gets into a path."""
    released = [item for item in items if item.photo] if source else []
    photos = {}
    for number, item in enumerate(steps(released, progress, cancelled), start=1):
        data, size, why = cleaned(source, item.photo)
        if why:
            published.refused.append((item.photo, why))
            continue
        (folder / "photos").mkdir(exist_ok=True)
        file = f"photos/{number:04d}.jpg"
        (folder / file).write_bytes(data)
        photos[item.identity] = (file, *size)
    return photos


def _keep_earlier(target, before, folder, kept):
    """Takes the last map and those before it over into the new folder, the newest ``kept``; returns their names."""
    if not before or kept <= 0:
        return ()
    states = {path.name: path for path in _folders(target / EARLIER)}
    names = sorted(states, reverse=True)
    newest = _free_name(datetime.fromisoformat(before["time"]), names)
    for name in names[: kept - 1]:
        _copied(states[name], folder / EARLIER / name)
    _copied(target, folder / EARLIER / newest)
    _mark_as_earlier(folder / EARLIER / newest / PAGE)
    return (newest, *names[: kept - 1])


def _mark_as_earlier(page):
    """Nobody who opens an older map takes it for the present one."""
    if page.is_file():
        page.write_bytes(page.read_bytes().replace(OLD_HIDDEN, OLD_SHOWN, 1))


def _folders(path):
    if path.is_symlink() or not path.is_dir():
        return []
    return [each for each in path.iterdir() if each.is_dir() and not each.is_symlink() and (each / ABOUT).is_file()]


def _free_name(moment, taken):
    """2026-11-24T0900, or with a number where that minute has been."""
    name, number = f"{moment:%Y-%m-%dT%H%M}", 1
    while name in taken:
        number += 1
        name = f"{moment:%Y-%m-%dT%H%M}-{number}"
    return name


def _copied(state, target):
    """The files of one state, without its own older ones and without following a link."""
    target.mkdir(parents=True)
    for path in sorted(state.iterdir()):
        if path.is_symlink():
            continue
        if path.is_file():
            shutil.copyfile(path, target / path.name)
        elif path.name == "photos":
            (target / "photos").mkdir()
            for photo in path.iterdir():
                if photo.is_file() and not photo.is_symlink():
                    shutil.copyfile(photo, target / "photos" / photo.name)


def _with_files(statement, files):
    return replace(statement, files=(*files, ("Atom", FEED), ("CAP 1.2", ALERT)))


def _write_data(items, folder):
    """One checked GeoJSON a group; (title, file) of each."""
    files = []
    for group in GROUPS:
        chosen = [item for item in items if item.group == group]
        if not chosen:
            continue
        file = f"{group}.geojson"
        frame = geopandas.GeoDataFrame(
            [_properties(item) for item in chosen], geometry=np.array([item.shape for item in chosen], object), crs=4326
        )  # fmt: skip
        frame = frame.drop(columns=[name for name in frame.columns.drop("geometry") if frame[name].isna().all()])
        with TemporaryDirectory() as between:
            path = Path(between, "items.gpkg")
            frame.to_file(path, layer=group)
            # what may leave was settled when the items were read
            wishes = Wishes(fields=tuple(frame.columns.drop(["geometry", "uuid"])), released=tuple(frame.columns),
                            approver="-")  # fmt: skip
            export_geojson(path, folder / file, wishes, group)
        files.append((f"GeoJSON ({words()['groups'][group]['ja']})", file))
    return files


def _properties(item):
    texts = {
        "種別": item.kind, "名称": item.name, "状況": item.status, "被害程度": item.grade,
        "日時": item.when.isoformat() if item.when else "", "終了日時": item.until.isoformat() if item.until else "",
        "地区": "、".join(item.districts),
        **{words()["labels"][meaning]["ja"]: item.details.get(meaning, "") for meaning in
           ("address", "phone", "capacity", "reason", "detour", "public", "note")},
    }  # fmt: skip
    return {"uuid": item.identity, **{name: text or None for name, text in texts.items()}}


def _write_feeds(items, statement, folder, before):
    entries = [_entry(item, statement) for item in items if item.group != SHELTER]
    atom.write_feed(folder / FEED, title(statement), statement.town, _IDENTITY, statement.time, entries)
    identifier = f"shimonita-{statement.time:%Y%m%dT%H%M%S}-{statement.status.lower()}"
    sent = cap.moment(statement.time)
    changed = before and (before["alert"], before["sent"]) != (identifier, sent)
    references = [(SENDER, before["alert"], before["sent"])] if changed else ()
    cap.write_alert(folder / ALERT, identifier, SENDER, statement.time, statement.status, _infos(items, statement),
                    _areas(items, statement), references)  # fmt: skip
    about = {
        "time": statement.time.isoformat(), "alert": identifier, "sent": sent, "status": statement.status,
        "approved_by": statement.approver, "counts": {g: sum(item.group == g for item in items) for g in GROUPS},
    }  # fmt: skip
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _entry(item, statement):
    pieces = [status_words(item)[0], *item.districts, *item.details.values()]
    return {
        "title": " ".join(filter(None, (kind_words(item)[0], item.name))) or words()["groups"][item.group]["ja"],
        "id": f"urn:uuid:{item.identity}", "updated": item.when or statement.time,
        "summary": " / ".join(filter(None, pieces)), "category": words()["groups"][item.group]["en"],
        "link": f"{PAGE}#i-{item.identity}", "shape": item.shape,
    }  # fmt: skip


def _infos(items, statement):
    counts = {group: sum(item.group == group for item in items) for group in GROUPS}
    infos = []
    for language, code in (("ja", "ja-JP"), ("en", "en-US")):
        said = [f"{words()['groups'][g][language]}: {counts[g]}" for g in GROUPS]
        closed = [" ".join(filter(None, (item.name, kind_words(item)[language == "en"] or item.kind)))
                  for item in items if item.group == CLOSURE]  # fmt: skip
        warning = [words()["page"]["exercise"][language]] if statement.exercise else []
        warning += [] if statement.approved else [words()["page"]["draft"][language]]
        headline = words()["page"]["title"][language]
        infos.append(cap.Info(
            code, headline, f"{statement.town} {headline}", "\n".join([*warning, *said, *closed]), _severity(items),
            statement.contact, statement.town,
        ))  # fmt: skip
    return infos


def _severity(items):
    grades = {item.grade for item in items if item.group == DAMAGE}
    return next((severity for grade, severity in _SEVERITIES.items() if grade in grades), "Unknown")


def _areas(items, statement):
    places = {}
    for item in items:
        if item.group != SHELTER and item.shape is not None:
            places.setdefault(item.districts[0] if item.districts else statement.town, []).append(item.point)
    if not places:
        return [cap.Area(statement.town, (), _RADIUS)]
    return [cap.Area(name, tuple(points), _RADIUS) for name, points in places.items()]


def _check(folder, items):
    """Reads back what was written and compares it with what was to be shown."""
    from defusedxml.ElementTree import parse

    text = (folder / PAGE).read_text(encoding="utf-8")
    wrong = cap.findings(folder / ALERT)
    if [f'<li id="i-{item.identity}"' in text for item in items].count(False) or text.count("<li id=") != len(items):
        wrong.append("the page does not list every item once")
    if len(parse(folder / FEED).findall(f"{{{atom.ATOM}}}entry")) != sum(item.group != SHELTER for item in items):
        wrong.append("the feed has not one entry for each item")
    for group in GROUPS:
        count = sum(item.group == group for item in items)
        path = folder / f"{group}.geojson"
        if count and len(json.loads(path.read_bytes())["features"]) != count:
            wrong.append(f"{path.name} has not one feature for each item")
    if wrong:
        raise ExportError("The written map is not right, so it was thrown away: {reason}.", reason="; ".join(wrong))
