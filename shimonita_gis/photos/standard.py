"""The hub's standard layers of cameras and damage points: their fields, and what staff choose from."""

import json
from functools import cache

from shimonita_gis.resources import resource

CAMERAS, DAMAGE = "20_drone_cameras.json", "19_damage_points.json"
KIND, GRADE = "災害種別", "被害程度"


@cache
def standard(layer):
    """The fields of the hub's standard ``layer`` (CAMERAS, DAMAGE), in their order: name -> its description.

    The layers of an import have the same fields, so that they go into any hub as they are. Damage points have all
    fields of the government's disaster data models (災害発生箇所, ドローン動画像等) under their own names, and ours.
    """
    return {field["name"]: field for field in _stated(layer)["fields"]}


@cache
def _stated(layer):
    return json.loads(resource("hub", "template", layer).read_text(encoding="utf-8"))


@cache
def grade_colours():
    """The colour (#rrggbb) that every map, list and paper shows a grade in; from grade to grade it is lighter, too."""
    symbols = _stated(DAMAGE)["style"]["symbols"]
    return {grade: symbol["color"] for grade, symbol in symbols.items() if "color" in symbol}


@cache
def damage_choices():
    """``kinds`` and ``grades`` that staff choose from, and the ``fields`` and ``times`` of damage points by name."""
    fields = standard(DAMAGE)
    return {
        "kinds": fields[KIND]["choices"],
        "grades": fields[GRADE]["choices"],
        "fields": list(fields),
        "times": [name for name, field in fields.items() if field["type"] == "DATETIME"],
    }
