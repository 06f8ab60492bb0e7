"""What the map's tips and the forms show of a feature: some of its fields, and its photo.

Two functions of QGIS's expressions make it as rich text. What stands in the fields is shown as text, whatever it looks
like: it never becomes markup, and a path or an address in it is not followed unless it leads to the photo that the
feature is about (:mod:`.photopictures`).
"""

from functools import cache, partial
from html import escape

from qgis.core import (
    NULL,
    QgsApplication,
    QgsAttributeEditorTextElement,
    QgsExpression,
    QgsFeatureRequest,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDateTime, QUrl
from qgis.utils import qgsfunction

from shimonita_gis.cartography.photopictures import close_pictures, photo_of, pictures

TIP, PHOTO = "shimonita_tip", "shimonita_photo"
_FIELDS = "shimonita_gis/tip"  # the layer's custom property: the fields that its tip tells
_TIP_WIDTH, _SMALL_TIP_WIDTH = 320, 190  # pixels
_FORM_WIDTH = 320
_LONGEST = 300  # letters of a field


def apply_tip(layer, fields):
    """Lets the map's tips tell ``fields`` of ``layer``; what its features are called, where there are none."""
    layer.setCustomProperty(_FIELDS, list(fields))
    layer.setMapTipTemplate(f"[% {TIP}() %]")


def photo_element(parent):
    """The photo as a part of a form."""
    element = QgsAttributeEditorTextElement(PHOTO, parent)
    element.setText(f"[% {PHOTO}() %]")
    element.setShowLabel(False)
    return element


_known_to_qgis = partial(
    qgsfunction,
    group="Shimonita GIS",
    register=False,
    usesgeometry=False,
    referenced_columns=[QgsFeatureRequest.ALL_ATTRIBUTES],
)


@_known_to_qgis()
def shimonita_tip(feature, context):
    """Some fields of the feature and its photo, as rich text."""
    layer = _layer(context)
    return tip(layer, feature) if layer is not None else ""


@_known_to_qgis()
def shimonita_photo(feature, context):
    """The photo of the feature, as rich text."""
    layer = _layer(context)
    return captioned(layer, feature) if layer is not None else ""


_FUNCTIONS = (shimonita_tip, shimonita_photo)


def register():
    """Makes both functions known to QGIS."""
    for function in _FUNCTIONS:
        QgsExpression.registerFunction(function)


def unregister():
    """Takes them back."""
    for function in reversed(_FUNCTIONS):
        QgsExpression.unregisterFunction(function.name())
    close_pictures()


def _layer(context):
    layer = context.variable("layer")
    return layer if isinstance(layer, QgsVectorLayer) else None


def tip(layer, feature):
    """The tip of ``feature`` as rich text: what it is called, its fields that are filled, its photo."""
    names = [name for name in layer.customProperty(_FIELDS, []) or [] if layer.fields().indexFromName(name) >= 0]
    rows = [(layer.attributeDisplayName(layer.fields().indexFromName(n)), _said(layer, feature, n)) for n in names]
    lines = [f"<tr><td>{escape(label)}</td><td><b>{escape(said)}</b></td></tr>" for label, said in rows if said]
    told = f"<table cellpadding='2'>{''.join(lines)}</table>" if lines else f"<b>{escape(_name(layer, feature))}</b>"
    shown = picture(layer, feature, _tip_width())
    return f"<table bgcolor='#ffffff' cellpadding='3'><tr><td>{shown}{told}</td></tr></table>"


@cache
def _tip_width():
    """Where QGIS was built without WebKit its tips do not grow with what is in them."""
    try:
        from qgis.PyQt import QtWebKitWidgets  # noqa: F401
    except ImportError:
        return _SMALL_TIP_WIDTH
    return _TIP_WIDTH


def captioned(layer, feature):
    """The photo of ``feature`` as rich text, with its name and when it was taken."""
    photo = photo_of(layer, feature)
    if photo is None:
        return ""
    taken = _said(layer, feature, layer.temporalProperties().startField())
    return f"{picture(layer, feature, _FORM_WIDTH)}<p>{escape(photo.path)}&emsp;{escape(taken)}</p>"


def picture(layer, feature, width):
    """The photo that ``feature`` is about as rich text, ``width`` pixels wide, or why it cannot be shown; '' where it
    is about none."""
    photo = photo_of(layer, feature)
    if photo is None:
        return ""
    path, why = pictures().small(photo)
    if path is None:
        return f"<p><i>{escape(why)}</i></p>"
    address = escape(QUrl.fromLocalFile(str(path)).toString(), quote=True)
    return f"<p><img src='{address}' width='{width}'></p>"


def _said(layer, feature, name):
    """A value as the form shows it, times by this PC's clock."""
    index = layer.fields().indexFromName(name)
    value = feature.attribute(index) if index >= 0 else NULL
    if value is None or value == NULL:
        return ""
    if isinstance(value, QDateTime):
        return value.toLocalTime().toString("yyyy-MM-dd HH:mm")
    setup = layer.editorWidgetSetup(index)
    formatter = QgsApplication.fieldFormatterRegistry().fieldFormatter(setup.type())
    said = formatter.representValue(layer, index, setup.config(), None, value)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _name(layer, feature):
    context = layer.createExpressionContext()
    context.setFeature(feature)
    return str(QgsExpression(layer.displayExpression()).evaluate(context) or "")
