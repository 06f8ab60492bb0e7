"""The datasets that towns publish with agreed columns: definitions are data files, the town can add its own."""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from shimonita_gis.errors import InputError
from shimonita_gis.resources import resource

KIHON, HYOJUN = "kihon", "hyojun"
LAYOUTS = (KIHON, HYOJUN)
KINDS = ("text", "number", "date", "time", "url")
LATITUDE, LONGITUDE = "緯度", "経度"
CODES = (
    "都道府県コード又は市区町村コード",
    "全国地方公共団体コード",
    "市区町村コード",
    "所在地_全国地方公共団体コード",
)
IDS = ("NO", "ID", "データセット_ID")

_DASHES = re.compile("[‐‑‒–—―−ー－ｰ-]")


@dataclass(frozen=True)
class DatasetColumn:
    """``kind`` is text, number, date, time or url; ``choices`` the code list, where there is one."""

    name: str
    kind: str
    required: bool = False
    choices: tuple = ()


@dataclass(frozen=True)
class Dataset:
    """A dataset in one layout: ``id`` such as ``aed``, ``columns`` in the order in which they are published."""

    id: str
    title: str
    layout: str
    source: str
    columns: tuple

    @property
    def names(self):
        return tuple(column.name for column in self.columns)

    @property
    def has_places(self):
        return {LATITUDE, LONGITUDE} <= set(self.names)


def dataset(name, layout=KIHON, folders=()):
    """The dataset whose id or title is ``name``, or that the definition file ``name`` describes.

    ``folders`` are where the town laid in definitions of its own; they go before the plugin's, whatever their layout.
    Raises InputError where there is none.
    """
    if str(name).endswith(".json"):
        return from_file(name)
    for candidate in all_datasets(folders):
        if name in (candidate.id, candidate.title) and (candidate.layout == layout or candidate.layout not in LAYOUTS):
            return candidate
    raise InputError(
        "There is no dataset {name} in the layout {layout}. There are: {names}.",
        name=name, layout=layout,
        names=", ".join(d.id for d in all_datasets(folders) if d.layout == layout or d.layout not in LAYOUTS),
    )  # fmt: skip


def all_datasets(folders=()):
    """The town's own datasets in ``folders``, then those that come with the plugin."""
    own = tuple(from_file(path) for folder in folders for path in sorted(Path(folder).glob("*.json")))
    taken = {(each.id, each.layout) for each in own}
    return own + tuple(each for each in _built_in() if (each.id, each.layout) not in taken)


@lru_cache(maxsize=1)
def _built_in():
    return tuple(from_file(path) for layout in LAYOUTS for path in sorted(resource("datasets", layout).glob("*.json")))


def from_file(path):
    """The dataset that a definition file describes; the town may write its own. InputError where it is none."""
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8-sig"))
        described = Dataset(
            *(_text(content[key]) for key in ("id", "title", "layout")),
            content.get("source", ""),
            tuple(_column(column) for column in content["columns"]),
        )
    except OSError as error:
        reason = error.strerror
    except (ValueError, KeyError, TypeError) as error:
        reason = error
    else:
        if described.columns and len(set(described.names)) == len(described.columns):
            return described
        reason = "no column, or two of the same name"
    raise InputError(
        "{file} is not a dataset definition ({reason}). Take one of the plugin's own as a pattern.",
        file=path, reason=reason,
    )  # fmt: skip


def _column(described):
    if described["type"] not in KINDS:
        raise ValueError(f"type {described['type']}")
    choices = tuple(map(_text, described.get("choices", ())))
    return DatasetColumn(_text(described["name"]), described["type"], described.get("required") is True, choices)


def _text(value):
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{value!r} is no text")
    return value


def header_key(name):
    """What remains of a header when width, kinds of dashes and brackets, and spaces are no difference.

    >>> header_key("都道府県コ―ド又は市区町村コ―ド") == header_key("都道府県ｺｰﾄﾞ又は市区町村ｺｰﾄﾞ")
    True
    """
    plain = unicodedata.normalize("NFKC", name)
    return _DASHES.sub("ー", re.sub(r"\s+", "", plain)).casefold()


def recognised(header, folders=()):
    """The dataset whose columns the ``header`` (list of names) has most of, or None where less than half fit."""
    keys = {header_key(name) for name in header}

    def likeness(candidate):
        theirs = {header_key(name) for name in candidate.names}
        return len(keys & theirs) / len(keys | theirs)

    best = max(all_datasets(folders), key=likeness)
    return best if likeness(best) >= 0.5 else None
