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
LATITUDE, LONGITUDE = "緯度", "経度"
CODES = (
    "都道府県コード又は市区町村コード",
    "全国地方公共団体コード",
    "市区町村コード",
    "所在地_全国地方公共団体コード",
)
IDS = ("NO", "ID")

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


def dataset(name, layout=KIHON):
    """The dataset whose id or title is ``name``, or that the definition file ``name`` describes.

    Raises InputError where there is none.
    """
    if str(name).endswith(".json"):
        return from_file(name)
    for candidate in all_datasets():
        if name in (candidate.id, candidate.title) and candidate.layout == layout:
            return candidate
    raise InputError(
        "There is no dataset {name} in the layout {layout}. There are: {names}.",
        name=name, layout=layout, names=", ".join(d.id for d in all_datasets() if d.layout == layout),
    )  # fmt: skip


@lru_cache(maxsize=1)
def all_datasets():
    """The datasets that come with the plugin."""
    return tuple(from_file(path) for layout in LAYOUTS for path in sorted(resource("datasets", layout).glob("*.json")))


def from_file(path):
    """The dataset that a definition file describes; the town may write its own. InputError where it is none."""
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8-sig"))
        columns = tuple(
            DatasetColumn(c["name"], c["type"], bool(c.get("required")), tuple(c.get("choices", ())))
            for c in content["columns"]
        )
        return Dataset(content["id"], content["title"], content["layout"], content.get("source", ""), columns)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            "{file} is not a dataset definition ({reason}). Take one of the plugin's own as a pattern.",
            file=path, reason=error,
        ) from error  # fmt: skip


def header_key(name):
    """What remains of a header when width, kinds of dashes and brackets, and spaces are no difference.

    >>> header_key("都道府県コ―ド又は市区町村コ―ド") == header_key("都道府県ｺｰﾄﾞ又は市区町村ｺｰﾄﾞ")
    True
    """
    plain = unicodedata.normalize("NFKC", name)
    return _DASHES.sub("ー", re.sub(r"\s+", "", plain)).casefold()


@lru_cache(maxsize=1)
def _synonyms():
    groups = json.loads(resource("datasets", "synonyms.json").read_text(encoding="utf-8"))["synonyms"]
    return {header_key(name): frozenset(map(header_key, group)) for group in groups for name in group}


def guessed_mapping(names, wanted):
    """For each column of ``wanted`` the one of ``names`` that means the same: dict of column -> name.

    The same spelling goes first, then one that differs in width or dashes, then a known synonym.
    """
    mapping = {column: column for column in wanted if column in names}
    for same in (
        lambda a, b: header_key(a) == header_key(b),
        lambda a, b: header_key(b) in _synonyms().get(header_key(a), ()),
    ):
        for column in wanted:
            free = [name for name in names if name not in mapping.values()]
            found = [name for name in free if column not in mapping and same(column, name)]
            if found:
                mapping[column] = found[0]
    return mapping


def recognised(header):
    """The dataset whose columns the ``header`` (list of names) has most of, or None where less than half fit."""
    keys = {header_key(name) for name in header}

    def likeness(candidate):
        theirs = {header_key(name) for name in candidate.names}
        return len(keys & theirs) / len(keys | theirs)

    best = max(all_datasets(), key=likeness)
    return best if likeness(best) >= 0.5 else None
