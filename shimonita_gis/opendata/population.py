"""Population tables have no coordinates: their rows find the areas of the same code or name.

Joined is only what is certain: the same code, or the same name once width, spaces and the numerals of 丁目 are no
difference. A name that two areas have, and one that none has, is listed and stays without a shape.
"""

import re
import unicodedata
from dataclasses import replace

import geopandas
import numpy as np
import shapely

from shimonita_gis.errors import InputError

from .exporting import plain_texts
from .mapping import guessed_mapping, labels_of
from .remarks import Remark
from .source import open_layer

CODE, NAME = "地域コード", "地域名"
_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")
_BLOCK = re.compile("([一二三四五六七八九十]+)(?=丁目)")


def join_areas(imported, path, layer_name=None, field=None):
    """The :class:`~importing.Imported` table with the shapes of the areas in the layer of ``path``, in its reference
    system, and what found no partner listed, on both sides.

    ``field`` is the areas' field of codes or names; else the one that means the same as the table's 地域コード or
    地域名 is taken. Raises InputError where there is none, or the table has neither column.
    """
    layer = open_layer(path, layer_name)
    areas = geopandas.read_file(layer.path, layer=layer.name, encoding=layer.encoding)
    column, field = _columns(imported.frame, layer, field)
    keys = [area_key(text) for text in plain_texts(areas[field])]
    found, remarks = _partners(imported, column, keys)
    shapes = np.array([None if i is None else areas.geometry.iloc[i] for i in found], object)
    alone = sorted(set(range(len(keys))) - set(found))
    remarks += [Remark(0, field, str(areas[field].iloc[i]), "not counted") for i in alone]
    frame = geopandas.GeoDataFrame(imported.frame.drop(columns="geometry"), geometry=_multi(shapes), crs=layer.crs)
    kept = [remark for remark in imported.remarks if remark.what != "no place"]
    return replace(imported, frame=frame, remarks=(*kept, *remarks))


def area_key(text):
    """What remains of an area's name or code when width, spaces and the numerals before 丁目 are no difference.

    >>> area_key("本町　二丁目") == area_key("本町2丁目")
    True
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return _BLOCK.sub(lambda found: str(_number(found[1])), plain)


def _number(kanji):
    """A number up to 99 in kanji: 十二 is 12."""
    tens, ten, ones = kanji.rpartition("十")
    if not ten:
        return int(kanji.translate(_NUMERALS))
    return int(tens.translate(_NUMERALS) or 1) * 10 + int(ones.translate(_NUMERALS) or 0)


def _columns(table, layer, field):
    """The table's column and the areas' field that name the same thing; the code goes before the name."""
    there = [column for column in (CODE, NAME) if column in table and table[column].notna().any()]
    fields = [field] if field else layer.fields
    guesses = list(guessed_mapping(fields, there, labels_of(layer.path, layer.name)).items())
    if field and not guesses:  # a person says that it is a name
        guesses = [(column, field) for column in there[-1:] if field in layer.fields]
    if not guesses:
        raise InputError(
            "The table and the areas in {file} have no code or name of areas in common. The areas' fields are: "
            "{fields}. Choose the field that holds the same as the table's 地域コード or 地域名.",
            file=layer.path, fields=", ".join(layer.fields),
        )  # fmt: skip
    return min(guesses, key=lambda guess: there.index(guess[0]))


def _partners(imported, column, keys):
    """For each row the position of its area, or None; and the remarks on those without."""
    places = {}
    for position, key in enumerate(keys):
        places.setdefault(key, []).append(position)
    found, remarks = [], []
    for i, text in enumerate(imported.frame[column].fillna("")):
        fitting = places.get(area_key(text), []) if text else []
        found.append(fitting[0] if len(fitting) == 1 else None)
        if len(fitting) != 1:
            remarks.append(
                Remark(imported.numbers[i], column, text, "many areas" if fitting else "no area", feature=i + 1)
            )
    return found, remarks


def _multi(shapes):
    """Polygons as multipolygons, so that the layer is of one type."""
    return [shapely.multipolygons([s]) if isinstance(s, shapely.Polygon) else s for s in shapes]
