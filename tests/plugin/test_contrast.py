"""Our own colours against what they stand on, and the words of every window in QGIS's light and dark theme: 4.5 for
text, 3 for signs (WCAG 2.2). Pages are looked at in a browser where they are made."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from plugin.desktop import environment
from qgis.PyQt.QtGui import QColor

from shimonita_gis.gui import photoviewer_picture, placing_panel, placing_view
from shimonita_gis.gui.contrast import SIGN, TEXT, ratio, readable
from shimonita_gis.opendata.release_page import _COLOURS as OF_A_RELEASE
from shimonita_gis.resources import resource

WHITE, BLACK = QColor("white"), QColor("black")
THEMES = {"light": WHITE, "grey": QColor("#efefef"), "Night Mapping": QColor("#323232"), "its list": QColor("#202020")}
FILES = sorted(resource("hub", "template").glob("*.json"))
TEMPLATE = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FILES}


def test_the_measure_is_that_of_the_standard():
    assert ratio(WHITE, BLACK) == pytest.approx(21)
    assert ratio(QColor("#777777"), WHITE) == pytest.approx(4.48, abs=0.005)  # the known grey that just fails


@pytest.mark.parametrize("ground", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("colour", ["#c00000", "#808080", "#ffd400", "#000000"])
def test_a_colour_becomes_readable_on_any_theme(colour, ground):
    assert ratio(readable(QColor(colour), ground), ground) >= TEXT


def test_a_colour_that_is_readable_stays():
    assert readable(QColor("#c00000"), WHITE) == QColor("#c00000")


@pytest.mark.parametrize("style", [placing_panel._FITS, placing_panel._FAILS])
def test_the_verdict_on_a_sheet_is_readable(style):
    ground, ink = (QColor(each) for each in re.findall("#[0-9a-f]{6}", style))
    assert ratio(ink, ground) >= TEXT


def test_the_marks_on_a_scan_are_seen_on_white_paper():
    for colour in (placing_view._USED, placing_view._UNUSED, placing_view._CHOSEN, placing_view._MISSING):
        assert ratio(colour, WHITE) >= SIGN, colour.name()


def test_the_marks_on_a_photo_are_seen_on_their_own_edge():
    for colour in (photoviewer_picture._LINE, photoviewer_picture._CURRENT):
        assert ratio(colour, photoviewer_picture._EDGE) >= SIGN, colour.name()


def styles():
    """(layer, class, its style over that of the layer) of every layer of the template."""
    for name, layer in TEMPLATE.items():
        style = layer.get("style", {})
        for kind, own in {"": {}, **style.get("symbols", {})}.items():
            yield name, kind, {**{key: value for key, value in style.items() if key != "symbols"}, **own}


def test_the_sign_in_a_badge_is_seen():
    badges = [(name, kind, style) for name, kind, style in styles() if "glyph" in style]
    assert len(badges) > 20
    for name, kind, style in badges:
        assert ratio(QColor(style.get("ink", "#ffffff")), QColor(style["color"])) >= SIGN, (name, kind)


def test_every_symbol_is_seen_on_a_white_map_by_its_colour_or_its_edge():
    for name, kind, style in styles():
        edges = [style[key] for key in ("color", "casing", "outline") if style.get(key)]
        assert max(ratio(QColor(edge), WHITE) for edge in edges or ["#555555"]) >= SIGN, (name, kind)


def test_every_label_is_read_on_its_white_halo():
    for name, layer in TEMPLATE.items():
        label = layer.get("style", {}).get("label", {})
        assert ratio(QColor(label.get("color", "#222222")), WHITE) >= TEXT, name


def test_the_layers_of_a_release_are_seen_on_the_ground_of_their_map():
    ground = re.search(r"#map \{[^}]*background: (#[0-9a-f]{6})", resource("offlinepage", "page.css").read_text())[1]
    for colour in OF_A_RELEASE:
        assert ratio(QColor(colour), QColor(ground)) >= SIGN, colour


@pytest.mark.parametrize("theme", ["default", "Night Mapping"])
def test_every_word_of_every_window_can_be_read(theme, tmp_path):
    script = Path(__file__).with_name("in_themes.py")
    command = [sys.executable, script, theme]
    done = subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert len(found.pop("a faint text")) == 1
    assert len(found) == 13
    assert {name: texts for name, texts in found.items() if texts} == {}
