"""Linework against hand-drawn truth, beside the usual threshold and skeleton measured in the same run."""

import sys
import tempfile
import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import rasterio
import scoring
import shapely
from linework_training.heldout import HeldOut
from rasterio.features import rasterize
from row import Row, peak_megabytes, seconds
from skimage.filters import threshold_sauvola
from skimage.morphology import remove_small_objects, skeletonize

import sample_town
from shimonita_gis.sheets.centrelines import trace
from shimonita_gis.sheets.linework import vectorize

MAPS = Path(__file__).resolve().parents[3] / "shared" / "data" / "maps"
CONFTEST = Path(__file__).resolve().parents[1] / "conftest.py"
SHEETS = {  # seeds that nothing has learnt from: how they are drawn and scanned
    77: {"dpi": 200},
    78: {"dpi": 200, "code": "09JB164B", "harm": sample_town.Harm(rotation=-0.6, noise=7), "contours": True},
}
LARGE = 79


def rows():
    warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
    if MAPS.is_dir():
        yield from _real_scan()
    for seed, options in SHEETS.items():
        yield from _sample_sheet(seed, **options)
    yield from _large_sheet()


def _real_scan():
    """The figures that count are those of trees that have not seen the block they judge; the plugin's own trees have
    learnt from this very scan, and their figures stand beside them only to show how far the two are apart."""
    scan = MAPS / "paris_1926_west_scan.jpg"
    truth, inside = (_band(MAPS / f"paris_1926_west_{name}.png") > 127 for name in ("lines_truth", "content_mask"))
    own_time, own = seconds(lambda: vectorize(scan), repeat=2)
    peer_time, peer = seconds(lambda: _sauvola(scan), repeat=1)
    found = vectorize(scan, judges=HeldOut.trained())
    (f1, quality), (own_f1, own_quality), (peer_f1, peer_quality) = (
        _scores(lines, shapes, truth, inside) for lines, shapes in (_shapes(found), _shapes(own), peer)
    )
    blocks = "held-out blocks"
    yield Row(f"real scan, {blocks}: F1 within 4 px", f"{f1:.3f}", f"Sauvola {peer_f1:.3f}", "0.90", f1 >= 0.90)
    yield Row(f"real scan, {blocks}: PQ", f"{quality:.1f}", f"Sauvola {peer_quality:.1f}", "55", quality >= 55)
    yield Row(
        "   the same by trees that learnt from it", f"{own_f1:.3f}, {own_quality:.1f}", "", "none: seen before", True
    )
    figure, peer = f"{own_time:.1f} s", f"Sauvola {peer_time:.1f} s"
    yield Row("real scan: time", figure, peer, "3 times the peer", own_time <= 3 * peer_time)


def _sample_sheet(seed, **options):
    """Judged inside the neatline, as the real scan is where its map is; lettering is looked for on the whole sheet."""
    sheet = sample_town.draw_sheet(sample_town.make_town(seed=seed), seed=seed, **options)
    with tempfile.TemporaryDirectory() as folder:
        scan = sheet.write(Path(folder) / "sheet.png")
        found, peer = _shapes(vectorize(scan)), _sauvola(scan)
    shape = sheet.image.shape[:2]
    truth, inside = scoring.drawn(sheet.lines.geometry, shape), _inside(sheet, shape)
    f1, quality = _scores(*found, truth, inside)
    peer_f1, peer_quality = _scores(*peer, truth, inside)
    name = f"unseen sheet {seed}, {sheet.dpi} dpi"
    yield Row(f"{name}: F1 within 4 px", f"{f1:.3f}", f"Sauvola {peer_f1:.3f}", "0.97", f1 >= 0.97)
    yield Row(f"{name}: PQ", f"{quality:.1f}", f"Sauvola {peer_quality:.1f}", "85", quality >= 85)
    for what, mask in (("lettering", sheet.lettering_mask), ("tick mark", _ticks(sheet, truth))):
        kept, peer_kept = (
            100 * (scoring.drawn(lines, shape) & mask).sum() / mask.sum() for lines in (found[0], peer[0])
        )
        yield Row(f"{name}: {what} pixels in it", f"{kept:.1f} %", f"Sauvola {peer_kept:.1f} %", "2 %", kept <= 2)


def _shapes(linework):
    return linework.lines.geometry, linework.polygons.geometry


def _inside(sheet, shape):
    """(h, w) bool: the neatline, a millimetre beyond it, and what lies inside."""
    neatline = shapely.buffer(shapely.Polygon(sheet.corners), sheet.dpi / 25.4)
    return rasterize([(neatline, 1)], shape, dtype="uint8") > 0


def _ticks(sheet, truth):
    """(h, w) bool: pixels of tick marks farther than 4 px from any linework."""
    return scoring.drawn(sheet.ticks, truth.shape) & ~scoring.within(truth, scoring.TOLERANCE)


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
    sheet = sample_town.draw_sheet(sample_town.make_town(seed=LARGE), dpi=400, seed=LARGE)
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
    ink = remove_small_objects(grey < threshold_sauvola(grey, 41, 0.2), 400)
    graph = trace(skeletonize(ink))
    lines = shapely.linestrings(graph.points, indices=graph.owner)
    return gpd.GeoSeries(lines), gpd.GeoSeries(shapely.get_parts(shapely.polygonize(lines)))


def _scores(lines, shapes, truth, inside):
    return scoring.line_f1(lines, truth, inside), scoring.panoptic_quality(shapes, truth, inside)


def _band(path):
    with rasterio.open(path) as source:
        return source.read(1)
