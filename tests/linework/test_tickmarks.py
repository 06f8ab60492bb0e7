"""Crosses in rows and columns, and the strokes with which they leave the neatline, are no linework."""

import numpy as np
import pytest
import shapely
from PIL import Image, ImageDraw

from shimonita_gis.sheets.linework import vectorize
from shimonita_gis.sheets.tickmarks import grid_of

SPACING, ARM, PEN = 160, 18, 3
NEATLINE = (100, 100, 900, 740)
CROSSES = [(x, y) for x in range(260, 900, SPACING) for y in range(260, 740, SPACING)]
INK = 30


@pytest.fixture
def page():
    return Image.new("L", (1000, 840), 235)


def draw_neatline(page):
    ImageDraw.Draw(page).rectangle(NEATLINE, outline=INK, width=PEN)


def draw_crosses(page, places=CROSSES):
    draw = ImageDraw.Draw(page)
    for x, y in places:
        draw.line((x - ARM, y, x + ARM, y), INK, PEN)
        draw.line((x, y - ARM, x, y + ARM), INK, PEN)


def draw_marks_outside(page):
    draw = ImageDraw.Draw(page)
    left, top, right, bottom = NEATLINE
    for x in range(left, right + 1, SPACING):
        draw.line((x + 1, top - 14, x + 1, top), INK, PEN)
        draw.line((x - 1, bottom, x - 1, bottom + 14), INK, PEN)


def lines_on(page, folder):
    page.save(folder / "sheet.png")
    found = vectorize(folder / "sheet.png")
    assert not len(found.lettering), "tick marks are no lettering either"
    return found.lines


def inner(lines):
    return lines[lines.within(shapely.box(110, 110, 890, 730))]


def test_the_crosses_of_the_grid_are_left_out(page, tmp_path):
    draw_neatline(page)
    draw_crosses(page)
    assert not len(inner(lines_on(page, tmp_path)))


def test_the_marks_outside_the_neatline_are_left_out_also_at_its_corners(page, tmp_path):
    draw_neatline(page)
    draw_crosses(page)
    draw_marks_outside(page)
    lines = lines_on(page, tmp_path)
    assert lines.total_bounds == pytest.approx(np.array(NEATLINE) + 1, abs=2)
    assert lines.length.sum() == pytest.approx(2 * 800 + 2 * 640, rel=0.01)


def test_walls_that_touch_crosses_stay_without_them(page, tmp_path):
    """One wall ends on arms of two crosses, one runs across two arms of another, one follows the grid itself."""
    draw_neatline(page)
    draw_crosses(page)
    draw = ImageDraw.Draw(page)
    walls = shapely.MultiLineString([[(270, 260), (270, 420)], [(270, 310), (580, 558)], [(580, 100), (580, 740)]])
    for wall in walls.geoms:
        draw.line(list(wall.coords), INK, PEN)
    drawn = shapely.union_all(inner(lines_on(page, tmp_path)).geometry)
    assert drawn.difference(walls.buffer(6)).length < ARM / 2
    assert walls.geoms[0].difference(drawn.buffer(3)).length < 2
    assert walls.geoms[1].difference(drawn.buffer(3)).length < ARM


def test_crosses_here_and_there_are_no_grid():
    places = np.array([(300, 300), (420, 480), (610, 350), (730, 560), (790, 240)], float)
    assert grid_of(places, np.full(5, 18.0), np.zeros(5)) is None


def test_a_turned_grid_with_gaps_and_strangers_is_found():
    turn = np.radians(2.0)
    turned = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    places = np.array([(i, j) for i in range(6) for j in range(4) if (i + j) % 3], float) * 300 @ turned + 80
    strangers = np.array([(500.0, 612), (811, 333), (1290, 777)])
    centres = np.concatenate([places, strangers])
    grid = grid_of(centres, np.full(len(centres), 20.0), np.full(len(centres), turn))
    assert grid.spacing == pytest.approx(300)
    away = np.hypot(*grid.cells(centres)[1].T)
    assert away[: len(places)].max() < 1e-6
    assert away[len(places) :].min() > 20
