"""Any part of a scan, sharp enough for the screen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shimonita_gis.sheets.pyramid import Pyramid

ROWS, COLUMNS = 2900, 3301
SLOPE = np.stack([np.add.outer(np.arange(ROWS), np.arange(COLUMNS)) // 40 + band for band in (0, 30, 60)]).astype(
    "uint8"
)
COLOUR, GREY = Pyramid(SLOPE), Pyramid(SLOPE[:1])


@given(
    x=st.floats(-50, COLUMNS + 50), y=st.floats(-50, ROWS + 50), width=st.floats(0, 2000), height=st.floats(0, 2000),
    scale=st.floats(0.01, 16), pyramid=st.sampled_from([COLOUR, GREY]),
)  # fmt: skip
def test_a_part_is_what_the_scan_has_there(x, y, width, height, scale, pyramid):
    part, (left, top, right, bottom) = pyramid.part((x, y, x + width, y + height), scale)
    step = (right - left) // part.shape[1]
    assert part.shape == ((bottom - top) // step, (right - left) // step, 3 if pyramid is COLOUR else 1)
    assert left <= max(x, 0) or left >= COLUMNS - 2 * step
    assert right >= min(x + width, COLUMNS) - step
    assert step * scale <= 1.4 or step == 1, "never coarser than the screen"
    middle = SLOPE[:, min(top + step // 2, ROWS - 1), min(left + step // 2, COLUMNS - 1)][: part.shape[2]]
    assert np.abs(part[0, 0].astype(int) - middle).max() <= 1 + step // 20


def test_the_whole_of_a_large_scan_is_small():
    part, box = COLOUR.part((0, 0, COLUMNS, ROWS), 0.2)
    assert max(part.shape) <= 1200
    assert box[:2] == (0, 0)
    assert COLOUR.size == (COLUMNS, ROWS)
    assert part.mean() == pytest.approx(SLOPE.mean(), abs=1)
