"""Drawings whose linework is known: a real scan with its truth drawn by hand, and parts of sample sheets."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import rasterio
import shapely
from PIL import Image
from rasterio.features import rasterize
from scipy import ndimage

import sample_town
from sample_town.sheet import Harm
from shimonita_gis.sheets import network as net
from shimonita_gis.sheets.drawing import read_drawing

MAPS = Path(__file__).resolve().parents[3] / "shared" / "data" / "maps"
FOLDS = 5
BLOCK = 900  # pixels
TOLERANCE = 1.4  # pens

# town's seed, sheet code, dpi, harm, contours, the window's middle (share of width, of height) and its side (pixels)
SAMPLES = (
    (11, "09JB164C", 200, Harm(), False, (0.45, 0.5), 2600),
    (11, "09JB164C", 200, Harm(), False, (0.12, 0.15), 1800),
    (12, "09JB164B", 200, Harm(rotation=-0.8, stains=8, yellowing=0.9, noise=8), True, (0.5, 0.5), 2600),
    (13, "09JB164", 300, Harm(shade=0.6, blur=0.9), True, (0.5, 0.4), 2600),
    (16, "09JB164C", 150, Harm(noise=4), False, (0.5, 0.5), 2000),
)


@dataclass(frozen=True)
class Material:
    """A ``drawing`` with the distance (h, w) of each pixel to the true linework, where this is known (``inside``), and
    the fold of each block: ``fold_of`` a (k, 2) place."""

    name: str
    drawing: object
    distance: np.ndarray
    inside: np.ndarray
    fold_of: object

    def share_true(self, lines):
        """(m,) the share of each line that runs along true linework."""
        owner, xy = net.samples(lines, 1.0, 2)
        near = self.distance[_pixels(xy, self.distance.shape)] <= TOLERANCE * self.drawing.pen
        return np.bincount(owner, near, len(lines)) / np.bincount(owner, minlength=len(lines))

    def known(self, lines):
        """(m,) bool: lines whose middle lies where the truth is known."""
        return self.inside[_pixels(middles(lines), self.inside.shape)]


def middles(lines):
    return shapely.get_coordinates(shapely.line_interpolate_point(lines, 0.5, normalized=True))


def fold_of_block(xy):
    """The fold of each place (k, 2) on the real scan: blocks dealt out so that neighbours differ."""
    column, row = (xy // BLOCK).astype(int).T
    return (column + 2 * row) % FOLDS


def real_scan():
    truth = _band(MAPS / "paris_1926_west_lines_truth.png") > 127
    inside = _band(MAPS / "paris_1926_west_content_mask.png") > 127
    drawing = read_drawing(MAPS / "paris_1926_west_scan.jpg")
    return Material("real scan", drawing, _distance(truth & inside), inside, fold_of_block)


def sample(number, folder):
    """The part of a sample sheet that ``SAMPLES[number]`` names, its picture written to ``folder``."""
    seed, code, dpi, harm, contours, middle, side = SAMPLES[number]
    town = sample_town.make_town(seed=seed)
    sheet = sample_town.draw_sheet(town, code, dpi=dpi, harm=harm, seed=seed, contours=contours)
    size = sheet.image.shape[1::-1]
    corner = [
        int(np.clip(share * extent - side / 2, 0, extent - side)) for share, extent in zip(middle, size, strict=True)
    ]
    left, top = corner
    path = Path(folder) / f"sample_{number}.png"
    Image.fromarray(sheet.image[top : top + side, left : left + side]).save(path, compress_level=2)
    lines = shapely.transform(sheet.lines.geometry.values, lambda xy: xy - corner)
    truth = rasterize(((line, 1) for line in lines), (side, side), dtype="uint8") > 0
    inside = np.ones((side, side), bool)
    return Material(path.stem, read_drawing(path), _distance(truth), inside, partial(_always, number % FOLDS))


def _always(fold, xy):
    return np.full(len(xy), fold)


def _band(path):
    with rasterio.open(path) as source:
        return source.read(1)


def _distance(truth):
    return ndimage.distance_transform_edt(~truth).astype(np.float32)


def _pixels(xy, shape):
    return np.clip(xy[:, 1], 0, shape[0] - 1).astype(int), np.clip(xy[:, 0], 0, shape[1] - 1).astype(int)
