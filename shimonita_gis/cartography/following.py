"""How a layer of the shared map follows the catalogue: title, form and style, as far as an administrator changed them.

The layer notes what it was given. What is the same in the catalogue as then is left to the person; what is another is
brought up to date, and the looks that the person had are kept in the layer's own list of styles.
"""

import hashlib
import json
from datetime import datetime

from shimonita_gis.cartography.forms import apply_form
from shimonita_gis.cartography.serverlayers import state_basis
from shimonita_gis.cartography.styles import apply_saved_style, apply_style
from shimonita_gis.translation import tr

_TITLE, _FORM, _STYLE = (f"shimonita_gis/{about}" for about in ("title", "form", "style"))  # custom properties


def dress(layer, entry, language, qml=""):
    """Gives the fresh ``layer`` the title, form and style of its catalogue ``entry``; ``qml`` is a style that an
    administrator saved."""
    layer.setName(_title(entry, language))
    _give_form(layer, entry, language)
    apply_style(layer, entry.style)
    if qml:
        apply_saved_style(layer, qml)
    _note(layer, entry, language)


def follow(layer, entry, language, qml=""):
    """Brings ``layer`` up to the catalogue's ``entry``. A layer that is being edited waits for the next time."""
    if layer.isEditable():
        return
    layer.dataProvider().reloadData()  # a field that came or went by a sync
    layer.updateFields()
    if layer.name() == layer.customProperty(_TITLE):
        layer.setName(_title(entry, language))
    if layer.customProperty(_FORM, "") != _form(layer, entry, language):
        _give_form(layer, entry, language)
    if layer.customProperty(_STYLE, "") != entry.qml and (qml or not entry.qml):
        _restyle(layer, entry, qml)
    _note(layer, entry, language, style=bool(qml or not entry.qml))


def _give_form(layer, entry, language):
    apply_form(layer, entry, language)
    if layer.providerType() == "postgres":
        state_basis(layer)


def _restyle(layer, entry, qml):
    layer.setCustomProperty(_STYLE, entry.qml)  # a style keeps it, too: whoever goes back to the own one may stay there
    layer.styleManager().addStyleFromLayer(tr("Until {moment}", moment=f"{datetime.now():%Y-%m-%d %H:%M:%S}"))
    if qml:
        apply_saved_style(layer, qml)
    else:
        apply_style(layer, entry.style)
    layer.triggerRepaint()


def _note(layer, entry, language, style=True):
    said = {_TITLE: _title(entry, language), _FORM: _form(layer, entry, language)}
    for name, value in {**said, _STYLE: entry.qml}.items() if style else said.items():
        if layer.customProperty(name, "") != value:
            layer.setCustomProperty(name, value)


def _title(entry, language):
    return (entry.title_en if language == "en" else "") or entry.title


def _form(layer, entry, language):
    """A digest of all that the form of ``layer`` is made of."""
    fields = [field.name() for field in layer.fields()]
    content = [language, fields, entry.labels, entry.choices, entry.form, list(entry.personal_fields)]
    return hashlib.blake2b(json.dumps(content, ensure_ascii=False).encode(), digest_size=16).hexdigest()
