"""Linework against hand-drawn truth, beside the usual threshold and skeleton measured in the same run."""

import importlib.util
import tempfile
import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import rasterio
import shapely
from rasterio.features import rasterize
from row import Row, seconds
from skimage.filters import threshold_sauvola
from skimage.morphology import remove_small_objects, skeletonize

import sample_town
from shimonita_gis.sheets.centrelines import trace
from shimonita_gis.sheets.linework import vectorize

SHARED = Path(__file__).resolve().parents[3] / "shared"
TOLERANCE = 4
UNSEEN_SEED = 77


def rows():
    warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
    scorer = SHARED / "tools" / "score_linework.py"
    if not scorer.is_file():
        return
    score = _module(scorer)
    yield from _real_scan(score)
    yield from _sample_sheet(score)


def _module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _real_scan(score):
    maps = SHARED / "data" / "maps"
    scan = maps / "paris_1926_west_scan.jpg"
    truth = score.read_band(maps / "paris_1926_west_lines_truth.png") > 127
    inside = score.read_band(maps / "paris_1926_west_content_mask.png") > 127
    peer_time, peer = seconds(lambda: _sauvola(scan), repeat=1)
    time, found = seconds(lambda: vectorize(scan), repeat=1)
    f1, quality = _scores(score, found.lines.geometry, found.polygons.geometry, truth, inside)
    peer_f1, peer_quality = _scores(score, *peer, truth, inside)
    yield Row("linework of the real scan, F1 within 4 px", f"{f1:.3f}", f"Sauvola {peer_f1:.3f}", "0.90", f1 >= 0.90)
    yield Row("its closed shapes, PQ", f"{quality:.1f}", f"Sauvola {peer_quality:.1f}", "55", quality >= 55)
    yield Row("its time", f"{time:.1f} s", f"Sauvola {peer_time:.1f} s", "3 times the peer", time <= 3 * peer_time)


def _sample_sheet(score):
    sheet = sample_town.draw_sheet(sample_town.make_town(seed=UNSEEN_SEED), dpi=200, seed=UNSEEN_SEED)
    with tempfile.TemporaryDirectory() as folder:
        scan = sheet.write(Path(folder) / "sheet.png")
        found, peer = vectorize(scan), _sauvola(scan)
    shape = sheet.image.shape[:2]
    truth = _drawn(sheet.lines.geometry, shape)
    inside = np.ones(shape, bool)
    f1, quality = _scores(score, found.lines.geometry, found.polygons.geometry, truth, inside)
    peer_f1, peer_quality = _scores(score, *peer, truth, inside)
    yield Row("linework of an unseen sample sheet, F1", f"{f1:.3f}", f"Sauvola {peer_f1:.3f}", "0.97", f1 >= 0.97)
    yield Row("its closed shapes, PQ", f"{quality:.1f}", f"Sauvola {peer_quality:.1f}", "85", quality >= 85)
    letters = sheet.lettering_mask
    kept, peer_kept = (
        100 * (_drawn(lines, shape) & letters).sum() / letters.sum() for lines in (found.lines.geometry, peer[0])
    )
    yield Row("lettering pixels in its linework", f"{kept:.1f} %", f"Sauvola {peer_kept:.1f} %", "2 %", kept <= 2)


def _sauvola(scan):
    """Lines and shapes the usual way: Sauvola (41, 0.2), specks under 400 px dropped, skeleton, polygonize."""
    with rasterio.open(scan) as source:
        grey = source.read().mean(axis=0).astype(np.uint8)
    ink = remove_small_objects(grey < threshold_sauvola(grey, 41, 0.2), 400, connectivity=2)
    graph = trace(skeletonize(ink))
    lines = shapely.linestrings(graph.points, indices=graph.owner)
    return gpd.GeoSeries(lines), gpd.GeoSeries(shapely.get_parts(shapely.polygonize(lines)))


def _scores(score, lines, shapes, truth, inside):
    f1 = score.line_scores(lines, truth, inside, TOLERANCE)[2]
    return f1, score.panoptic_quality(shapes, truth, inside)[0]


def _drawn(lines, shape):
    return rasterize(((line, 1) for line in lines), shape, dtype="uint8") > 0
