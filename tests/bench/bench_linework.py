"""Linework against hand-drawn truth, beside the usual threshold and skeleton measured in the same run."""

import importlib.util
import sys
import tempfile
import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import rasterio
import shapely
from linework_training.heldout import HeldOut
from rasterio.features import rasterize
from row import Row, peak_megabytes, seconds
from skimage.filters import threshold_sauvola
from skimage.morphology import remove_small_objects, skeletonize

import sample_town
from shimonita_gis.sheets.centrelines import trace
from shimonita_gis.sheets.linework import vectorize

SHARED = Path(__file__).resolve().parents[3] / "shared"
CONFTEST = Path(__file__).resolve().parents[1] / "conftest.py"
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
    yield from _large_sheet()


def _module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _real_scan(score):
    """The figures that count are those of trees that have not seen the block they judge; the plugin's own trees have
    learnt from this very scan, and their figures stand beside them only to show how far the two are apart."""
    maps = SHARED / "data" / "maps"
    scan = maps / "paris_1926_west_scan.jpg"
    truth = score.read_band(maps / "paris_1926_west_lines_truth.png") > 127
    inside = score.read_band(maps / "paris_1926_west_content_mask.png") > 127
    peer_time, peer = seconds(lambda: _sauvola(scan), repeat=1)
    time, own = seconds(lambda: vectorize(scan), repeat=1)
    found = vectorize(scan, judges=HeldOut.trained())
    f1, quality = _scores(score, found.lines.geometry, found.polygons.geometry, truth, inside)
    own_f1, own_quality = _scores(score, own.lines.geometry, own.polygons.geometry, truth, inside)
    peer_f1, peer_quality = _scores(score, *peer, truth, inside)
    blocks = "held-out blocks"
    yield Row(f"real scan, {blocks}: F1 within 4 px", f"{f1:.3f}", f"Sauvola {peer_f1:.3f}", "0.90", f1 >= 0.90)
    yield Row(f"real scan, {blocks}: PQ", f"{quality:.1f}", f"Sauvola {peer_quality:.1f}", "55", quality >= 55)
    yield Row(
        "   the same by trees that learnt from it", f"{own_f1:.3f}, {own_quality:.1f}", "", "none: seen before", True
    )
    yield Row(
        "real scan: time", f"{time:.1f} s", f"Sauvola {peer_time:.1f} s", "3 times the peer", time <= 3 * peer_time
    )


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


# in a process of its own: what the peak of memory is measured of, and how busy it keeps the cores
_LARGE = """
import importlib.util, os, sys, time
spec = importlib.util.spec_from_file_location("conftest", sys.argv[1])
spec.loader.exec_module(importlib.util.module_from_spec(spec))
from shimonita_gis.sheets.drawing import read_drawing
from shimonita_gis.sheets.separation import separated
began, used = time.perf_counter(), time.process_time()
drawing = read_drawing(sys.argv[2])
busy = (time.process_time() - used) / (time.perf_counter() - began)
separated(drawing)
open(sys.argv[3], "w").write(f"{busy:.2f} {time.perf_counter() - began:.0f}")
"""


def _large_sheet():
    sheet = sample_town.draw_sheet(sample_town.make_town(seed=UNSEEN_SEED), dpi=400, seed=UNSEEN_SEED)
    with tempfile.TemporaryDirectory() as folder:
        scan, note = sheet.write(Path(folder) / "large.tif"), Path(folder) / "note.txt"
        size = " x ".join(map(str, sheet.image.shape[1::-1]))
        del sheet
        peak = peak_megabytes(sys.executable, "-c", _LARGE, str(CONFTEST), str(scan), str(note))
        busy, time = note.read_text().split()
    yield Row(f"A1 at 400 dpi ({size}): memory", f"{peak:.0f} MB", "none", "2500 MB", peak <= 2500)
    yield Row("its reading: cores busy", f"{busy} of 2, {time} s in all", "none", "1.5", float(busy) >= 1.5)


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
