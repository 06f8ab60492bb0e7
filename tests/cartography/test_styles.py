"""Every standard layer is legible: on screen, in print, and to people who see colours differently."""

from itertools import combinations

import numpy as np
import pytest
from qgis.core import Qgis, QgsRenderContext, QgsVectorLayer

from shimonita_gis.cartography.styles import apply_saved_style, apply_style, saved_style
from shimonita_gis.hub.template import standard_layers

LAYERS = {layer.entry.table: layer for layer in standard_layers()}
# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB
SIGHTS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "greyscale print": np.tile([0.2126, 0.7152, 0.0722], (3, 1)),
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
TOLD_APART = 12.0  # CIE76 difference; 2.3 is just noticeable side by side


def empty_layer(standard):
    kind = standard.geometry.replace(" ", "")
    fields = "".join(f"&field={name}:string" for name in standard.fields)
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:6677{fields}", standard.entry.title, "memory")
    assert layer.isValid()
    return layer


def lab(color, sight):
    """CIE L*a*b* of '#RRGGBB' as seen with ``sight``."""
    return lab_of(np.array([int(color[-6:][i : i + 2], 16) for i in (0, 2, 4)]), sight)


def lab_of(pixels, sight):
    """CIE L*a*b* (…, 3) of sRGB pixels (…, 3) from 0 to 255 as seen with ``sight``."""
    value = pixels / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    xyz = np.clip(linear @ SIGHTS[sight].T, 0, 1) @ XYZ.T / [0.9505, 1.0, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    x, y, z = np.moveaxis(f, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def differ(one, other, sight):
    """Whether two symbols differ in form, or else clearly in colour."""
    forms = ("shape", "glyph", "dash", "hatch", "crosses")
    if any(one.get(name) != other.get(name) for name in forms) or ("hatch" in one) != ("hatch" in other):
        return True
    for name in ("width", "size"):
        if name in one and max(one[name], other[name]) >= 1.15 * min(one[name], other[name]):
            return True
    colors = [(s.get("fill", s["color"]) if s.get("fill", "#00")[:3] != "#00" else s["color"]) for s in (one, other)]
    return np.linalg.norm(lab(colors[0], sight) - lab(colors[1], sight)) > TOLD_APART


@pytest.mark.parametrize("table", LAYERS)
@pytest.mark.parametrize("sight", SIGHTS)
def test_kinds_are_told_apart(table, sight):
    style = LAYERS[table].entry.style
    symbols = {kind: {**style, **own} for kind, own in style.get("symbols", {}).items()}
    alike = [(a, b) for a, b in combinations(symbols, 2) if not differ(symbols[a], symbols[b], sight)]
    assert alike == []


@pytest.mark.parametrize("table", LAYERS)
def test_every_colour_stands_out_from_white_paper(table):
    style = LAYERS[table].entry.style
    for own in [{}, *style.get("symbols", {}).values()]:
        symbol = {**style, **own}
        edge = symbol.get("outline") or symbol.get("casing") or symbol["color"]
        if edge == "#ffffff":  # a line that closes a road: its white edge is for photos
            edge = symbol["color"]
        assert lab("#ffffff", "normal")[0] - lab(edge, "greyscale print")[0] > 30, own


@pytest.mark.parametrize("sight", SIGHTS)
def test_signs_stand_out_from_their_badges(sight):
    style = LAYERS["damage_points"].entry.style
    for own in style["symbols"].values():
        symbol = {"ink": "#ffffff", **style, **own}
        assert abs(lab(symbol["ink"], sight)[0] - lab(symbol["color"], sight)[0]) > 38, own


@pytest.mark.parametrize("table", LAYERS)
def test_style_becomes_renderer_and_labels(qgis_app, table):
    standard = LAYERS[table]
    layer, style = empty_layer(standard), standard.entry.style
    apply_style(layer, style)
    if "by" in style:
        assert style["by"] in layer.renderer().usedAttributes(QgsRenderContext())
        said = [item.label() for item in layer.renderer().legendSymbolItems()]
        choices = standard.entry.choices[style["by"]]
        first = said.index(choices[0])
        assert said[first : first + len(choices)] == choices
        assert len(said) > first + len(choices)  # and whatever else somebody wrote
    label = style.get("label")
    assert layer.labelsEnabled() == bool(label)
    if label:
        assert label["field"] in standard.fields
        assert layer.labeling().settings().minimumScale == label["from"]
    assert layer.hasScaleBasedVisibility() == ("from" in style)
    assert layer.temporalProperties().isActive() == ("time" in style)
    if "time" in style:
        assert layer.temporalProperties().startField() in standard.fields


def test_glyphs_travel_inside_the_style(qgis_app):
    layer = empty_layer(LAYERS["aed"])
    apply_style(layer, LAYERS["aed"].entry.style)
    (_, sign) = layer.renderer().symbol().symbolLayers()
    assert sign.path().startswith("base64:")


@pytest.mark.parametrize(
    "style",
    [
        {},
        {"color": "#ff7f00", "width": 0.4},  # as hubs of the first version have it
        {"color": "no colour", "width": "thick", "shape": "heart", "glyph": "../../icon", "dash": 7, "from": "near"},
        {"by": "gone", "symbols": {"a": {}}, "label": {"field": "gone"}},
        {"by": "name", "symbols": None, "label": None},
        {"symbols": 5, "label": "name", "time": "now", "arrow": "yaw", "ellipse": 3, "faded": []},
        {"time": {"start": "name"}, "arrow": {"field": ""}, "ellipse": {"major": 4}},
    ],
)
@pytest.mark.parametrize("table", ["aed", "roads", "buildings"])
def test_what_is_not_known_is_drawn_plainly(qgis_app, table, style):
    layer = empty_layer(LAYERS[table])
    apply_style(layer, style)
    assert layer.renderer().type() == "singleSymbol"
    assert len(layer.renderer().symbol().symbolLayers()) == 1
    assert not layer.labelsEnabled()


def test_what_is_not_known_of_signs_is_left_out(qgis_app):
    layer = empty_layer(LAYERS["damage_points"])
    rules = {"by": "被害程度", "symbols": {"大": {}}}
    for odd in (
        {"signs": {"by": "gone"}, "faded": {"by": "gone"}, "ellipse": {"major": {"field": "gone"}}},
        {"signs": {"by": "災害種別", "glyphs": {"浸水": "../../icon"}}, "faded": {"by": "status"}},
        {"signs": {"by": "災害種別", "glyphs": 7}, "glyph": "warning", "ellipse": "round"},
    ):
        apply_style(layer, rules | odd)
        said = [item.label() for item in layer.renderer().legendSymbolItems()]
        assert "大" in said


def test_a_saved_style_carries_looks_and_nothing_that_runs(qgis_app):
    layer, other = empty_layer(LAYERS["roads"]), empty_layer(LAYERS["roads"])
    apply_style(layer, LAYERS["roads"].entry.style)
    form = layer.editFormConfig()
    form.setInitCode("import os")
    form.setInitFunction("open_form")
    form.setInitCodeSource(Qgis.AttributeFormPythonInitCodeSource.Dialog)
    layer.setEditFormConfig(form)
    layer.setFieldAlias(0, "別名")
    qml = saved_style(layer)
    assert "import os" not in qml
    assert apply_saved_style(other, qml)
    assert len(other.renderer().categories()) == 7
    assert other.labeling().settings().minimumScale == 7500
    foreign = qml.replace("</qgis>", "<editforminitcode>import os</editforminitcode></qgis>")
    assert apply_saved_style(other, foreign)
    assert other.editFormConfig().initCode() == ""
    assert other.attributeAlias(0) == ""


def test_what_is_no_style_changes_nothing(qgis_app):
    layer = empty_layer(LAYERS["roads"])
    apply_style(layer, LAYERS["roads"].entry.style)
    assert not apply_saved_style(layer, "not a style")
    assert not apply_saved_style(layer, "<html/>")
    assert layer.renderer().type() == "categorizedSymbol"
