"""Distances where they are wanted are those of a transform of the whole picture."""

import numpy as np
import pytest
from scipy import ndimage

from shimonita_gis.sheets.nearness import distance_to


@pytest.mark.parametrize("share", [0.002, 0.1, 0.9])
@pytest.mark.parametrize("limit", [3, 40])
def test_distances_are_exact_up_to_their_limit(share, limit):
    random = np.random.default_rng(3)
    target, where = random.random((90, 70)) < share, random.random((90, 70)) < 0.5
    exact = ndimage.distance_transform_edt(~target)[where]
    assert np.array_equal(distance_to(target, where, limit), np.minimum(exact, limit).astype(np.float32))


def test_where_there_is_nothing_every_distance_is_the_limit():
    nothing, everywhere = np.zeros((20, 30), bool), np.ones((20, 30), bool)
    assert set(distance_to(nothing, everywhere, 7)) == {7}
    assert not len(distance_to(everywhere, nothing, 7))
