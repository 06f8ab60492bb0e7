"""Linework told from lettering, hatching, tick marks and dirt: every line of the drawing is judged by its traits, gaps
are closed, and faces grow together over what is hardly a border."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import shapely

from shimonita_gis.errors import CancelledError
from shimonita_gis.progress import never, unheard
from shimonita_gis.resources import resource

from . import gaps, strokes
from . import network as net
from .boosting import Trees
from .borders import regions
from .centrelines import trace
from .corners import sharpened
from .dashes import dashed
from .tickmarks import tick_marks
from .traits import Traits

# in widths of the sheet's own pen
SPUR = 1.0
LOOK_BACK = 3.0
OPEN_LINE = 4.0
CHAMFER = 1.5
SIDE = 4.0
HATCH_STROKE = 6.5
LETTER = 26.0
SINGLE_LETTER = 17.0
WORD_GAP = 4.0
SMALLEST_LETTER = 2.6
SMALLEST_SHAPE = 20.0  # square pens, as the next
LARGEST_COUNTER = 110.0
# probabilities
TRUSTED = 0.5  # lines whose free ends look for their continuation
WEAK = 0.1  # lines that may still close a border
BRIDGE = 0.3
BORDER = 0.69
DASHED = 0.85  # of dashes in a row, and of the gaps between them
SIDE_BY_SIDE = 0.6  # share of a hatch stroke that has another one beside it
SIMPLIFY = 0.5  # pixels
_BESIDE = 0.002  # of a sheet's size: paper bends, and the neatline itself is linework


@dataclass(frozen=True)
class Judges:
    """The trees that judge lines and bridges over gaps by their traits."""

    lines: Trees
    gaps: Trees

    @classmethod
    @cache
    def trained(cls):
        """What comes with the plugin."""
        return cls(*(Trees.read(resource("linework", f"{name}.npz")) for name in ("lines", "gaps")))

    def of_lines(self, traits):
        """(m,) the probability that each line of ``traits`` (Traits) is linework."""
        return self.lines.probability(traits.table)

    def of_gaps(self, traits):
        """(k,) the probability that each bridge of ``traits`` (GapTraits) was meant."""
        return self.gaps.probability(traits.table)


@dataclass(frozen=True)
class Separated:
    """``network`` of the linework, ``border`` (m,) whether a line parts two shapes; the strokes (k,) of hatching; the
    boxes (n,) of lettering."""

    network: net.Network
    border: np.ndarray
    hatching: np.ndarray
    words: np.ndarray

    def within(self, neatline):
        """What lies inside a ``neatline`` (4, 2): not the outer frame, nor what is written in the margins."""
        outline = shapely.Polygon(neatline)
        outline = outline.buffer(_BESIDE * np.sqrt(outline.area))
        middle = shapely.line_interpolate_point(self.network.lines, 0.5, normalized=True)
        inner = shapely.contains(outline, middle)
        written = shapely.contains(outline, shapely.centroid(self.words))
        return replace(self, network=self.network.keep(inner), border=self.border[inner], words=self.words[written])

    @property
    def shapes(self):
        """The closed shapes (k,) between the borders; neighbours share their edges exactly."""
        return shapely.get_parts(shapely.polygonize(self.network.lines[self.border]))


def separated(drawing, judges=None, progress=unheard, cancelled=never, neatline=None):
    """What is drawn in ``drawing``, as :class:`Separated`; ``judges`` are the plugin's own unless given. ``neatline``
    (4, 2) are its corners NW, NE, SE, SW in the drawing (pixels), where they are known."""
    judges, pen = judges or Judges.trained(), drawing.pen

    def step(done):
        if cancelled():
            raise CancelledError("Cancelled; nothing was written.")
        progress(done, 5)

    step(0)
    network = traced(drawing)
    if not len(network):
        return Separated(network, np.zeros(0, bool), network.lines, network.lines)
    step(1)
    traits = Traits(network, drawing)
    dashes, between = dashed(network, pen)
    probability = judges.of_lines(traits)
    network = replace(network, probability=np.where(dashes, np.maximum(probability, DASHED), probability))
    step(2)
    marks = tick_marks(traits, neatline)
    hatch, letter = _hatching_and_letters(network, traits, pen)
    hatch, letter = hatch & ~marks, letter & ~marks
    hatching, letters = network.lines[hatch], network.keep(letter)
    network = network.keep(~marks)  # lettering is doubtful linework, and what is doubtful may still close a border
    del traits
    step(3)
    with ThreadPoolExecutor(1) as beside:
        words = beside.submit(strokes.words, letters, WORD_GAP * pen, SMALLEST_LETTER * pen)
        network = net.noded(closed(network, drawing, judges), between, np.full(len(between), DASHED))
        step(4)
        network, border = _linework(network, pen)
        return Separated(network, border, hatching, words.result())


def traced(drawing):
    """The network of all lines of ``drawing``, without the skeleton's shortest spurs."""
    graph = trace(drawing.skeleton)
    network = net.of_graph(graph, *_along(graph, drawing))
    return net.merged(net.pruned(network, SPUR * drawing.pen))


def _along(graph, drawing):
    """Mean width (pixels) and weight (grey levels) of the ink under each path."""
    if not len(graph):
        return np.zeros(0), np.zeros(0)
    rows, columns = graph.points[:, 1].astype(int), graph.points[:, 0].astype(int)
    count = np.diff(graph.offsets)
    width, weight = (
        np.add.reduceat(band[rows, columns].astype(float), graph.offsets[:-1]) / count
        for band in (drawing.width, drawing.weight)
    )
    return width / 10, weight


def gap_traits(network, drawing):
    """The GapTraits of all bridges that the free ends of the trusted lines of a judged ``network`` suggest."""
    trusted = network.keep(network.probability > TRUSTED)
    ends = gaps.FreeEnds.of(trusted, LOOK_BACK * drawing.pen)
    bridges = gaps.proposed(trusted, ends, drawing.pen)
    return gaps.GapTraits(bridges, ends, trusted, drawing, gaps.likely_places(network, drawing.skeleton.shape))


def closed(network, drawing, judges):
    """A judged ``network`` without its unlikely lines, and with the bridges that are likely."""
    kept = network.keep(network.probability > WEAK)
    if not (kept.probability > TRUSTED).any():
        return kept
    traits = gap_traits(network, drawing)
    probability = judges.of_gaps(traits)
    likely = probability > BRIDGE
    return net.noded(kept, traits.bridges.lines[likely], probability[likely])


def _linework(network, pen):
    """The borders of the regions and the open lines among ``network``, simplified; (m,) which are borders."""
    if not len(network):
        return network, np.zeros(0, bool)
    sides = regions(network, BORDER, SMALLEST_SHAPE * pen**2)
    border = sides[:, 0] != sides[:, 1]
    kept = border | (network.probability > BORDER) & (~network.bridged | (network.probability >= DASHED))
    network, border = net.merged(network.keep(kept), border[kept])
    loose = ~border & net.loose(network, OPEN_LINE * pen)
    network, border = network.keep(~loose), border[~loose]
    lines = sharpened(shapely.simplify(network.lines, SIMPLIFY), CHAMFER * pen, SIDE * pen)
    network = replace(network, lines=lines)
    single = net.single(network, border)  # the two sides of what is narrower than a pixel have become one line
    return net.merged(network.keep(single), border[single])


def _hatching_and_letters(network, traits, pen):
    """(m,) bool: lines of ``network`` that are strokes of hatching, and those that are lettering.

    What is taken for linework is neither. A letter that encloses as much as a small building does is told by its
    company: a piece no larger than a letter that stands as close to lettering as one letter does to the next belongs
    to it."""
    rejected = network.probability < TRUSTED
    company = traits.table[:, traits.names.index("parallel_share_more")] >= SIDE_BY_SIDE
    hatch = rejected & company & (traits.length > HATCH_STROKE * pen)
    letter = np.zeros(len(network), bool)
    rest = rejected & ~hatch
    letter[rest] = strokes.lettering(network.keep(rest), LETTER * pen, LARGEST_COUNTER * pen**2)
    small = np.flatnonzero(rejected & ~letter & (traits.component[:, 1] < np.log(SINGLE_LETTER)))
    if letter.any() and len(small):
        tree = shapely.STRtree(network.lines[letter])
        near = small[tree.query(network.lines[small], predicate="dwithin", distance=WORD_GAP * pen)[0]]
        piece = network.components()
        letter[small[np.isin(piece[small], piece[near])]] = True
    return hatch & ~letter, letter
