"""The layers of map sheets as people see them: neatlines with their codes, and what became of each scan."""

import json

from qgis.core import QgsEditorWidgetSetup

from shimonita_gis.cartography.forms import apply_form
from shimonita_gis.cartography.language import interface_language
from shimonita_gis.cartography.styles import apply_style
from shimonita_gis.hub.template import described
from shimonita_gis.resources import resource


def dress_neatlines(layer):
    """Gives the ``layer`` that sheetindex wrote its looks and its form."""
    _dress(layer, "neatlines.json")


def dress_placed(layer):
    """Gives the index ``layer`` of a folder of placed sheets its looks and its form; the verdict is chosen by name."""
    entry, language = _dress(layer, "placed.json"), interface_language()
    names = {told[language]: verdict for verdict, told in entry.style["symbols"].items()}
    index = layer.fields().indexFromName(entry.style["by"])
    layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("ValueMap", {"map": [{n: v} for n, v in names.items()]}))


def _dress(layer, name):
    entry = described(json.loads(resource("sheets", name).read_text(encoding="utf-8"))).entry
    apply_form(layer, entry, interface_language())
    apply_style(layer, entry.style)
    return entry
