"""Gaps in linework: every way in which a free end could go on is proposed, and told by its traits which are likely."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from scipy import ndimage
from scipy.spatial import cKDTree

from . import network as net

REACH = 16.0  # pens
_ENDS_AROUND = 7
_TO_END, _CORNER, _ONWARD, _SQUARE, _NEAREST = range(5)
_BEYOND = 0.3  # pixels that a bridge reaches over the line it meets, so that the two are noded


@dataclass(frozen=True)
class FreeEnds:
    """Where lines of a network end freely: ``points`` (k, 2), unit vectors ``heading`` (k, 2) out of them, and the
    number of the ``line`` (k,) each."""

    points: np.ndarray
    heading: np.ndarray
    line: np.ndarray

    @classmethod
    def of(cls, network, look_back):
        ends, points = network.ends()
        free = np.bincount(ends.ravel(), minlength=len(points))[ends.ravel()] == 1
        line, at_start = np.repeat(np.arange(len(network)), 2)[free], np.tile([True, False], len(network))[free]
        back = np.minimum(look_back, shapely.length(network.lines[line])) * np.where(at_start, 1, -1)
        inner = shapely.get_coordinates(shapely.line_interpolate_point(network.lines[line], back))
        place = points[ends.ravel()[free]]
        return cls(place, _unit(place - inner), line)

    def __len__(self):
        return len(self.points)


def _unit(way):
    return way / np.maximum(np.hypot(*way.T), 1e-9)[:, None]


@dataclass(frozen=True)
class Bridges:
    """``lines`` (k,) over gaps, each from the free end ``end`` (k,) to the line ``other`` (k,); ``kind`` says how it
    was found; ``first`` and ``second`` (k,) are the cosines at its two ends, or what stands for them."""

    lines: np.ndarray
    kind: np.ndarray
    end: np.ndarray
    other: np.ndarray
    first: np.ndarray
    second: np.ndarray

    @classmethod
    def of(cls, lines, kind, end, other, first, second):
        return cls(lines, np.full(len(lines), kind), end, other, first, second)

    @classmethod
    def joined(cls, parts):
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in cls.__dataclass_fields__))

    def __len__(self):
        return len(self.lines)


def proposed(network, ends, pen):
    """The :class:`Bridges` that free ``ends`` suggest: to ends around, over the corner where two would meet, straight
    on, square to either side, and to the nearest line."""
    if not len(ends):
        return Bridges(np.zeros(0, object), *np.zeros((3, 0), int), *np.zeros((2, 0)))
    tree = shapely.STRtree(network.lines)
    left = np.column_stack([-ends.heading[:, 1], ends.heading[:, 0]])
    reach = REACH * pen
    return Bridges.joined(
        [
            *_between_ends(ends, reach, pen),
            _along(network, tree, ends, ends.heading, reach, _ONWARD),
            _along(network, tree, ends, left, reach / 2, _SQUARE),
            _along(network, tree, ends, -left, reach / 2, _SQUARE),
            _to_nearest(network, tree, ends, reach / 2, pen),
        ]
    )


def _between_ends(ends, reach, pen):
    around = cKDTree(ends.points).query(ends.points, k=_ENDS_AROUND + 1, distance_upper_bound=reach)[1][:, 1:]
    one = np.repeat(np.arange(len(ends)), _ENDS_AROUND)
    there = around.ravel() < len(ends)
    pairs = np.sort(np.column_stack([one[there], around.ravel()[there]]), axis=1)
    one, two = np.unique(pairs, axis=0).T if len(pairs) else pairs.T
    start, stop, out, back = ends.points[one], ends.points[two], ends.heading[one], ends.heading[two]
    way = _unit(stop - start)
    straight = shapely.linestrings(np.stack([start, stop], axis=1)) if len(one) else np.zeros(0, object)
    yield Bridges.of(straight, _TO_END, one, ends.line[two], np.sum(way * out, axis=1), -np.sum(way * back, axis=1))
    sine = out[:, 0] * back[:, 1] - out[:, 1] * back[:, 0]
    safe = np.where(np.abs(sine) > 0.3, sine, np.inf)
    apart = stop - start
    ahead = (apart[:, 0] * back[:, 1] - apart[:, 1] * back[:, 0]) / safe
    behind = (apart[:, 0] * out[:, 1] - apart[:, 1] * out[:, 0]) / safe
    meets = np.isfinite(safe) & (np.minimum(ahead, behind) > -pen) & (np.maximum(ahead, behind) < reach)
    corner = start + ahead[:, None] * out
    path = np.stack([start, corner, stop], axis=1)[meets]
    yield Bridges.of(
        shapely.linestrings(path) if len(path) else np.zeros(0, object),
        _CORNER,
        one[meets],
        ends.line[two[meets]],
        np.abs(sine)[meets],
        np.minimum(ahead, behind)[meets] / pen,
    )


def _along(network, tree, ends, heading, reach, kind):
    """Up to the first line within ``reach`` along ``heading``."""
    rays = shapely.linestrings(np.stack([ends.points + 0.75 * heading, ends.points + reach * heading], axis=1))
    end, line = tree.query(rays, predicate="intersects")
    foreign = ends.line[end] != line
    end, line = end[foreign], line[foreign]
    far = shapely.distance(shapely.points(ends.points)[end], shapely.intersection(rays[end], network.lines[line]))
    end, line, far = _nearest_of_each(end, line, far)
    met = ends.points[end] + far[:, None] * heading[end]
    at = shapely.line_locate_point(network.lines[line], shapely.points(met))
    ahead, behind = (
        shapely.get_coordinates(shapely.line_interpolate_point(network.lines[line], place))
        for place in (at + 2, np.maximum(at - 2, 0))
    )
    return Bridges.of(
        _reaching(ends.points[end], heading[end], far),
        kind,
        end,
        line,
        np.sum(heading[end] * ends.heading[end], axis=1),
        np.abs(np.sum(_unit(ahead - behind) * heading[end], axis=1)),
    )


def _to_nearest(network, tree, ends, reach, pen):
    points = shapely.points(ends.points)
    end, line = tree.query(points, predicate="dwithin", distance=reach)
    foreign = ends.line[end] != line
    end, line = end[foreign], line[foreign]
    end, line, far = _nearest_of_each(end, line, shapely.distance(points[end], network.lines[line]))
    met = shapely.get_coordinates(shapely.get_point(shapely.shortest_line(points[end], network.lines[line]), -1))
    way = _unit(met - ends.points[end])
    apart = far > 0
    return Bridges.of(
        _reaching(ends.points[end], way, far)[apart],
        _NEAREST,
        end[apart],
        line[apart],
        np.sum(way * ends.heading[end], axis=1)[apart],
        far[apart] / pen,
    )


def _nearest_of_each(end, line, far):
    order = np.lexsort((far, end))
    first = order[np.unique(end[order], return_index=True)[1]]
    return end[first], line[first], far[first]


def _reaching(start, way, far):
    if not len(start):
        return np.zeros(0, object)
    return shapely.linestrings(np.stack([start, start + (far + _BEYOND)[:, None] * way], axis=1))


class GapTraits:
    """What is known of each of ``bridges`` between free ``ends`` of ``network``: ``table`` (k, n) float32.

    ``likely`` (h, w) uint8 is the probability (0 to 255) of any line, trusted or not, at each pixel.
    """

    def __init__(self, bridges, ends, network, drawing, likely):
        self.bridges, self.network, self.drawing, self.likely = bridges, network, drawing, likely
        self.pen, self.line = drawing.pen, ends.line[bridges.end]
        columns = [np.asarray(trait(self), np.float32) for trait in GAP_TRAITS.values()]
        self.table = np.column_stack(columns)

    @cached_property
    def length(self):
        return shapely.length(self.bridges.lines)

    @cached_property
    def samples(self):
        return net.samples(self.bridges.lines, 1.0, 2)

    @cached_property
    def pixels(self):
        xy = self.samples[1]
        height, width = self.likely.shape
        return np.clip(xy[:, 1], 0, height - 1).astype(int), np.clip(xy[:, 0], 0, width - 1).astype(int)

    def mean(self, layer):
        owner, count = self.samples[0], len(self.bridges)
        return np.bincount(owner, layer[self.pixels], count) / np.maximum(np.bincount(owner, minlength=count), 1)

    def lowest(self, layer):
        low = np.full(len(self.bridges), 255.0)
        np.minimum.at(low, self.samples[0], layer[self.pixels])
        return low

    @cached_property
    def weight(self):
        return self.network.weight / self.usual_weight

    @cached_property
    def usual_weight(self):
        return max(float(np.median(self.network.weight)), 1.0)

    @cached_property
    def chain(self):
        return self.network.chains()

    @cached_property
    def chain_length(self):
        return np.log(np.bincount(self.chain, shapely.length(self.network.lines))[self.chain] / self.pen + 0.1)

    def both(self, values):
        """(k, 2) ``values`` of the lines at the two ends of each bridge, the smaller first."""
        return np.sort(np.column_stack([values[self.line], values[self.bridges.other]]), axis=1)

    @cached_property
    def rank(self):
        """How many shorter bridges start from the same end."""
        order = np.lexsort((self.length, self.bridges.end))
        first = np.searchsorted(self.bridges.end[order], self.bridges.end[order])
        rank = np.empty(len(order))
        rank[order] = np.arange(len(order)) - first
        return rank

    @cached_property
    def crossings(self):
        bridge = shapely.STRtree(self.network.lines).query(self.bridges.lines, predicate="crosses")[0]
        return np.bincount(bridge, minlength=len(self.bridges))

    def ink_around(self, blur):
        layer = ndimage.gaussian_filter(self.drawing.surroundings["ink"], blur * self.pen / self.drawing.cell)
        middle = shapely.get_coordinates(shapely.line_interpolate_point(self.bridges.lines, 0.5, normalized=True))
        rows, columns = np.maximum(middle[:, ::-1] / self.drawing.cell, 0).astype(int).T
        return layer[np.minimum(rows, layer.shape[0] - 1), np.minimum(columns, layer.shape[1] - 1)]


GAP_TRAITS = {  # name: (k,) values from GapTraits
    "kind": lambda t: t.bridges.kind,
    "length": lambda t: np.log(t.length / t.pen + 0.1),
    "first": lambda t: t.bridges.first,
    "second": lambda t: t.bridges.second,
    "weight": lambda t: t.mean(t.drawing.weight) / t.usual_weight,
    "weight_lowest": lambda t: t.lowest(t.drawing.weight) / t.usual_weight,
    "likely": lambda t: t.mean(t.likely) / 255,
    "likely_lowest": lambda t: t.lowest(t.likely) / 255,
    "inked": lambda t: t.mean(t.drawing.width > 0),
    "chain_less": lambda t: t.both(t.chain_length)[:, 0],
    "chain_more": lambda t: t.both(t.chain_length)[:, 1],
    "chain_own": lambda t: t.chain_length[t.line],
    "probability_less": lambda t: t.both(t.network.probability)[:, 0],
    "probability_more": lambda t: t.both(t.network.probability)[:, 1],
    "weight_less": lambda t: t.both(t.weight)[:, 0],
    "weight_more": lambda t: t.both(t.weight)[:, 1],
    "rank": lambda t: t.rank,
    "rivals": lambda t: np.bincount(t.bridges.end)[t.bridges.end] if len(t.bridges) else t.rank,
    "crossings": lambda t: t.crossings,
    "ink_4": lambda t: t.ink_around(3),
    "ink_12": lambda t: t.ink_around(8),
    "own": lambda t: t.chain[t.line] == t.chain[t.bridges.other],
}


def likely_places(network, shape):
    """(h, w) uint8: the probability (0 to 255) of the likeliest line within a pixel."""
    owner, xy = net.samples(network.lines, 0.5, 2)
    order = np.argsort(network.probability[owner], kind="stable")
    places = np.zeros(shape, np.uint8)
    rows = np.clip(xy[order, 1], 0, shape[0] - 1).astype(int)
    columns = np.clip(xy[order, 0], 0, shape[1] - 1).astype(int)
    places[rows, columns] = 255 * network.probability[owner[order]]
    return ndimage.grey_dilation(places, size=(3, 3))
