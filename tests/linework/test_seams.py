"""However the sheet is cut into tiles, what is drawn on it comes out the same."""

import numpy as np
import pytest
import shapely
from PIL import Image

import sample_town
from shimonita_gis.sheets import drawing
from shimonita_gis.sheets.linework import vectorize


@pytest.fixture(scope="module")
def part_of_a_sheet(tmp_path_factory):
    sheet = sample_town.draw_sheet(sample_town.make_town(seed=5), dpi=200, seed=5)
    path = tmp_path_factory.mktemp("seams") / "part.png"
    Image.fromarray(sheet.image[2200:3300, 2800:4000]).save(path)
    return path


def test_seams_of_tiles_cannot_be_seen(part_of_a_sheet, monkeypatch):
    whole = vectorize(part_of_a_sheet)
    monkeypatch.setattr(drawing, "TILE", 300)
    tiled = vectorize(part_of_a_sheet)
    assert len(whole.lines) > 100
    assert sorted(shapely.to_wkb(tiled.lines.geometry)) == sorted(shapely.to_wkb(whole.lines.geometry))
    assert sorted(shapely.to_wkb(tiled.polygons.geometry)) == sorted(shapely.to_wkb(whole.polygons.geometry))
    assert np.array_equal(tiled.lines["confidence"], whole.lines["confidence"])
