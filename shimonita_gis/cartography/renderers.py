"""Renderers as data: which symbol a feature gets by what its fields say.

Values from a catalogue come into expressions quoted, never as formulas.
"""

from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsFeatureRequest,
    QgsProperty,
    QgsRendererCategory,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsSvgMarkerSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
)

from shimonita_gis.cartography.language import interface_language
from shimonita_gis.cartography.symbols import ellipse, embedded, field_of, glyphs, number, part, symbol
from shimonita_gis.translation import tr

_POINT = Qgis.GeometryType.Point
_TRUTH = {"true": True, "false": False}
_FADED = 35  # per cent
_NEVER = "FALSE"  # a rule that draws nothing: its entry in the legend is the key to a sign


def renderer(layer, style):
    """The QGIS renderer of ``style`` for the vector ``layer``; parts about fields that it lacks are left out."""
    known, symbols = _Known(layer), part(style, "symbols")
    if style.get("by") not in known or not symbols:
        return QgsSingleSymbolRenderer(symbol(layer.geometryType(), style))
    if layer.geometryType() == _POINT and (part(style, "signs") or part(style, "ellipse")):
        return _by_rules(known, style)
    return _by_categories(layer.geometryType(), style, symbols)


class _Known:
    """The fields that a layer has, and what they are called."""

    def __init__(self, layer):
        self._layer = layer

    def __contains__(self, name):
        return isinstance(name, str) and self._layer.fields().indexFromName(name) >= 0

    def label(self, name):
        return self._layer.attributeDisplayName(self._layer.fields().indexFromName(name))


def _by_categories(kind, style, symbols):
    categories = [
        QgsRendererCategory(_TRUTH.get(value, value), symbol(kind, {**style, **own}), _said(value, own))
        for value, own in symbols.items()
    ]
    if not symbols.keys() <= _TRUTH.keys():
        categories.append(QgsRendererCategory("", symbol(kind, style), tr("Other, or not stated")))
    found = QgsCategorizedSymbolRenderer(style["by"], categories)
    found.setUsingSymbolLevels(bool(style.get("casing")))  # edges below all lines: crossings stay open
    return found


def _said(value, own):
    return own.get(interface_language(), value)


# --- points that say two things at once: the badge by one field, the sign on it by another


def _by_rules(known, style):
    root = QgsRuleBasedRenderer.Rule(None)
    for rule in (_ellipses(known, style), _badges(known, style), *_keys(known, style)):
        if rule is not None:
            root.appendChild(rule)
    found = QgsRuleBasedRenderer(root)
    place = f"array_find(array({', '.join(map(_quoted, style['symbols']))}), {_column(style['by'])})"
    clause = QgsFeatureRequest.OrderByClause(f"if({place} >= 0, {place}, 99)", False)  # the gravest on top
    found.setOrderBy(QgsFeatureRequest.OrderBy([clause]))
    found.setOrderByEnabled(True)
    return found


def _ellipses(known, style):
    """Where the true place may be, seen from near."""
    told = part(style, "ellipse")
    if any(field_of(part(told, name)) not in known for name in ("major", "minor", "azimuth")):
        return None
    drawn = f"{_column(field_of(told['major']))} > 0"
    return QgsRuleBasedRenderer.Rule(
        ellipse(told), 0, int(number(told, "from", 5000)), drawn, tr("The true place is in here (95 of 100 cases)")
    )


def _badges(known, style):
    group = QgsRuleBasedRenderer.Rule(None, label=known.label(style["by"]))
    for value, own in style["symbols"].items():
        test = f"{_column(style['by'])} = {_quoted(value)}"
        group.appendChild(QgsRuleBasedRenderer.Rule(_badge(known, style, own), 0, 0, test, value))
    other = QgsRuleBasedRenderer.Rule(_badge(known, style, {}), label=tr("Other, or not stated"), elseRule=True)
    group.appendChild(other)
    return group


def _badge(known, style, own):
    badge = symbol(_POINT, {**style, **own})
    signs, faded = part(style, "signs"), part(style, "faded")
    sign = badge.symbolLayers()[-1]
    if signs.get("by") in known and "glyph" not in own and isinstance(sign, QgsSvgMarkerSymbolLayer):
        _set_sign(sign, signs)
    if faded.get("by") in known:
        done = f"{_column(faded['by'])} IN ({', '.join(map(_quoted, faded.get('values') or ['']))})"
        share = QgsProperty.fromExpression(f"if({done}, {_FADED}, 100)")
        badge.setDataDefinedProperty(QgsSymbol.Property.Opacity, share)
    return badge


def _set_sign(sign, signs):
    """The sign that the feature's own value has, else the style's glyph; none in the legend, where no value is."""
    path = f"coalesce(map_get({_paths(signs)}, {_column(signs['by'])}), {_quoted(sign.path())})"
    sign.setDataDefinedProperty(QgsSymbolLayer.Property.Name, QgsProperty.fromExpression(path))
    sign.setPath(embedded(None))


def _paths(signs):
    drawings = glyphs()
    known = [(value, drawings[name]) for value, name in part(signs, "glyphs").items() if name in drawings]
    return f"map({', '.join(_quoted(each) for value, path in known for each in (value, embedded(path)))})"


def _keys(known, style):
    """What the signs mean, for the legend."""
    signs, faded = part(style, "signs"), part(style, "faded")
    plain = {**style, "shape": "circle"}
    if signs.get("by") in known:
        symbols = [(value, {**plain, "glyph": name}) for value, name in part(signs, "glyphs").items()]
        yield _key(known.label(signs["by"]), [(value, symbol(_POINT, looks)) for value, looks in symbols])
    if faded.get("by") in known:
        yield _key(known.label(faded["by"]), [(value, _faint(plain)) for value in faded.get("values") or []])


def _key(title, entries):
    group = QgsRuleBasedRenderer.Rule(None, label=title)
    for said, drawn in entries:
        group.appendChild(QgsRuleBasedRenderer.Rule(drawn, 0, 0, _NEVER, said))
    return group


def _faint(looks):
    drawn = symbol(_POINT, {**looks, "glyph": "tick"})
    drawn.setOpacity(_FADED / 100)
    return drawn


def _column(name):
    return QgsExpression.quotedColumnRef(name)


def _quoted(value):
    return QgsExpression.quotedValue(str(value))
