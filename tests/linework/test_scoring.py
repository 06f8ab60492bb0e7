"""The bench scores linework as the published scorer does."""

import importlib.util
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

TESTS = Path(__file__).resolve().parents[1]
SCORER = TESTS.parents[1] / "shared" / "tools" / "score_linework.py"


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.fixture
def traced():
    """Rooms in a grid, some of them missed, moved by 3 or 6 pixels or drawn twice; and the true walls."""
    random = np.random.default_rng(5)
    true = shapely.box(*np.mgrid[20:380:60, 20:380:60].reshape(2, -1), *np.mgrid[80:440:60, 80:440:60].reshape(2, -1))
    shift = random.choice([0, 3, 6], (len(true), 2))
    rooms = np.array([shapely.transform(room, lambda xy: xy + off) for room, off in zip(true, shift, strict=True)])  # noqa: B023
    rooms = np.concatenate([rooms[random.random(len(rooms)) < 0.8], true[:2], [shapely.box(5, 5, 9, 9)]])
    return gpd.GeoSeries(shapely.boundary(rooms)), gpd.GeoSeries(rooms), shapely.boundary(true)


@pytest.mark.skipif(not SCORER.exists(), reason="needs the published scorer")
def test_the_bench_scores_as_the_published_scorer_does(traced):
    theirs, ours = module(SCORER), module(TESTS / "bench" / "scoring.py")
    lines, shapes, walls = traced
    truth = ours.drawn(walls, (450, 450))
    inside = np.ones_like(truth)
    inside[:, 400:] = False
    assert ours.line_f1(lines, truth, inside) == theirs.line_scores(lines, truth, inside, 4)[2]
    assert 0 < ours.line_f1(lines, truth, inside) < 1
    quality, hits, false, missed = theirs.panoptic_quality(shapes, truth, inside)
    assert hits and false and missed
    assert ours.panoptic_quality(shapes, truth, inside) == pytest.approx(quality)
