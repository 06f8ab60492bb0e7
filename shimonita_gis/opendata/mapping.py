"""Which field of a layer goes into which column of a dataset: guessed, put right by a person, kept with the layer.

A mapping is a dict of column -> field; the field "" leaves the column empty although a field would fit.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from osgeo import gdal, ogr

from shimonita_gis.errors import InputError
from shimonita_gis.files import written_beside
from shimonita_gis.resources import resource

from .datasets import header_key

# how a guess was found, the surest first
SAME, SPELLING, LABEL, MEANING = "same", "spelling", "label", "meaning"


@dataclass(frozen=True)
class Guess:
    """``field`` fits the column, found by ``how``: one of SAME, SPELLING, LABEL, MEANING."""

    field: str
    how: str


def guesses(fields, columns, labels=None):
    """For each of ``columns`` the one of ``fields`` that means the same, if there is one: dict of column -> Guess.

    The same name goes first, then one that differs in width or dashes, then a field whose label (``labels``: field ->
    what people read) is so, then a known synonym. A field goes into one column only.
    """
    labels = labels or {}
    rules = (
        (SAME, lambda column, field: column == field),
        (SPELLING, lambda column, field: header_key(column) == header_key(field)),
        (LABEL, lambda column, field: header_key(column) == header_key(labels.get(field, ""))),
        (MEANING, lambda column, field: _same_meaning(column, field) or _same_meaning(column, labels.get(field, ""))),
    )
    found, free = {}, list(fields)
    for how, fits in rules:
        for column in columns:
            field = next((field for field in free if column not in found and fits(column, field)), None)
            if field is not None:
                found[column] = Guess(field, how)
                free.remove(field)
    return found


def guessed_mapping(fields, columns, labels=None):
    """The mapping that :func:`guesses` gives."""
    return {column: guess.field for column, guess in guesses(fields, columns, labels).items()}


def whole_mapping(given, fields, columns, labels=None):
    """``given`` with guesses for the columns that it leaves open; InputError for a field or column that is not there.

    Columns that a person left empty ("") are not in it.
    """
    for column, field in given.items():
        if column not in columns or field not in (*fields, ""):
            raise InputError(
                "The mapping names column {column} and field {field}. The fields are: {fields}. The columns are: "
                "{columns}.",
                column=column, field=field, fields=", ".join(fields), columns=", ".join(columns),
            )  # fmt: skip
    free = [field for field in fields if field not in given.values()]
    guessed = guessed_mapping(free, [column for column in columns if column not in given], labels)
    return {column: field for column, field in {**guessed, **given}.items() if field}


@lru_cache(maxsize=1)
def _synonyms():
    groups = json.loads(resource("datasets", "synonyms.json").read_text(encoding="utf-8"))["synonyms"]
    meanings = {}
    for group in groups:
        keys = frozenset(map(header_key, group))
        for key in keys:
            meanings[key] = meanings.get(key, frozenset()) | keys
    return meanings


def _same_meaning(column, name):
    return bool(name) and header_key(name) in _synonyms().get(header_key(column), ())


def labels_of(path, layer_name=None):
    """What the file itself says that its fields are called: field -> label; {} where it says nothing."""
    with gdal.ExceptionMgr(useExceptions=False), ogr.ExceptionMgr(useExceptions=False):
        file = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY)
        layer = file and (file.GetLayerByName(layer_name) if layer_name else file.GetLayer(0))
        if not layer:
            return {}
        definition = layer.GetLayerDefn()
        fields = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
        return {field.GetName(): field.GetAlternativeName() for field in fields if field.GetAlternativeName()}


def read_mapping(text):
    """A mapping from JSON text; InputError where it is none."""
    if not (text or "").strip():
        return {}
    try:
        mapping = json.loads(text)
    except ValueError as error:
        raise InputError(
            'The mapping is not JSON ({reason}). Write it as {{"column": "field"}}.', reason=error
        ) from error
    if not isinstance(mapping, dict) or not all(isinstance(v, str) for v in mapping.values()):
        raise InputError('The mapping must give a field for each column: {{"column": "field"}}.', mapping=text)
    return mapping


def kept_mapping(kept, dataset, fields):
    """The mapping for ``dataset`` in the text ``kept`` that :func:`with_mapping` made, as far as its columns and
    ``fields`` are still there; {} where there is none."""
    mapping = _kept(kept).get(_key(dataset), {})
    return {c: f for c, f in mapping.items() if c in dataset.names and f in (*fields, "")}


def with_mapping(kept, dataset, mapping):
    """The text to keep with the layer: ``kept`` with the mapping for ``dataset`` put in its place."""
    mappings = {**_kept(kept), _key(dataset): mapping}
    return json.dumps(mappings, ensure_ascii=False, indent=1, sort_keys=True)


def _key(dataset):
    return f"{dataset.layout}/{dataset.id}"


def _kept(text):
    """The mappings of all datasets; a text that is none of ours counts as nothing kept."""
    try:
        content = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(content, dict):
        return {}
    return {
        key: {c: f for c, f in mapping.items() if isinstance(f, str)}
        for key, mapping in content.items()
        if isinstance(mapping, dict)
    }


def beside(path, layer_name=""):
    """Where the mappings of a layer lie that is given as a file: next to it."""
    path = Path(path)
    name = f"{path.stem}.{layer_name}" if layer_name and layer_name != path.stem else path.stem
    return path.with_name(f"{name}.mapping.json")


def read_beside(path, layer_name=""):
    """The kept text beside the file, '' where there is none."""
    try:
        return beside(path, layer_name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def keep_beside(path, layer_name, dataset, mapping):
    """Keeps the mapping beside the layer's file; OutputError where the folder cannot be written."""
    target = beside(path, layer_name)
    with written_beside(target) as new:
        new.write_text(with_mapping(read_beside(path, layer_name), dataset, mapping) + "\n", encoding="utf-8")
