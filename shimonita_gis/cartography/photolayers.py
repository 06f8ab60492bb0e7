"""The layers of an import as people see them: the looks and forms of the hub's layers, and two more of their own."""

import json
from functools import cache

from shimonita_gis.cartography.forms import apply_form
from shimonita_gis.cartography.language import interface_language
from shimonita_gis.cartography.photopictures import FOLDER
from shimonita_gis.cartography.styles import apply_style
from shimonita_gis.hub.template import described
from shimonita_gis.photos.standard import CAMERAS, DAMAGE
from shimonita_gis.resources import resource

# output of the import -> the file that describes its layer
_DESCRIBED = {
    "CAMERAS": ("hub", "template", CAMERAS),
    "DAMAGE": ("hub", "template", DAMAGE),
    "FOOTPRINTS": ("photos", "footprints.json"),
    "REJECTED": ("photos", "rejected.json"),
}


@cache
def entry(output):
    """The catalogue's entry, as it were, of the layer of the ``output`` CAMERAS, DAMAGE, FOOTPRINTS or REJECTED."""
    return described(json.loads(resource(*_DESCRIBED[output]).read_text(encoding="utf-8"))).entry


def dress(layer, output, folder):
    """Gives the ``layer`` of an ``output`` of the import its looks and its form; ``folder`` is where its photos are."""
    layer.setCustomProperty(FOLDER, str(folder))
    apply_form(layer, entry(output), interface_language())
    apply_style(layer, entry(output).style)
