"""What is known of each line of a drawing before it is judged: its shape, pen, company and surroundings.

Every trait is free of scale: lengths are in pens (the sheet's usual width of a line), areas in square pens, weights in
the sheet's usual weight, so that a sheet scanned at another resolution gives the same numbers.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial

import numpy as np
import shapely
from scipy import ndimage
from scipy.spatial import cKDTree

from . import network as net
from .ink import Ink

_REACH = 25.0  # pens: how far parallels are looked for
_FAR = 100.0  # pens: what stands for "none there" in distances
_VAST = 12.0  # natural logarithm of square pens: what stands for the open area outside of all faces
_PROBES = np.array([0.25, 0.5, 0.75])
_PARALLEL = np.cos(np.radians(20))
_STRAIGHT_ON = np.cos(np.radians(30))
_LOOK_BACK = 5.0  # pens over which a line's direction at its end is taken


class Traits:
    """The traits of the lines of ``network`` on ``drawing``: ``table`` (m, n) float32, its columns ``names``."""

    def __init__(self, network, drawing):
        self.network, self.drawing, self.pen = network, drawing, drawing.pen
        self._prepared()
        self.table = np.column_stack([np.asarray(trait(self), np.float32) for trait in TRAITS.values()])

    names = property(lambda self: tuple(TRAITS))

    def _prepared(self):
        """The longest of the work on both cores; what these share is there before."""
        for shared in "middle", "_owner", "main_way", "usual_weight":
            getattr(self, shared)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(partial(getattr, self), ("parallels", "_faces", "turning")))

    @cached_property
    def length(self):
        return shapely.length(self.network.lines)

    @cached_property
    def log_length(self):
        return np.log(self.length / self.pen + 0.1)

    @cached_property
    def chord(self):
        return np.hypot(*(self.end_points[:, 1] - self.end_points[:, 0]).T)

    @cached_property
    def bounds(self):
        return shapely.bounds(self.network.lines)

    @cached_property
    def end_points(self):
        return self.points[self.ends]

    @cached_property
    def _ends(self):
        return self.network.ends()

    ends = property(lambda self: self._ends[0])
    points = property(lambda self: self._ends[1])

    @cached_property
    def degree(self):
        return np.bincount(self.ends.ravel(), minlength=len(self.points))

    @cached_property
    def end_degree(self):
        return np.sort(self.degree[self.ends], axis=1)

    # along the line

    @cached_property
    def samples(self):
        """The line that each sample belongs to, and its place (k, 2), one a pen and at least three a line."""
        return net.samples(self.network.lines, self.pen, 3)

    def mean(self, values):
        owner = self.samples[0]
        return np.bincount(owner, values, len(self.length)) / np.bincount(owner, minlength=len(self.length))

    @cached_property
    def pixels(self):
        return self._clipped(self.samples[1])

    @cached_property
    def sampled_weight(self):
        return self.drawing.weight[self.pixels] / self.usual_weight

    @cached_property
    def sampled_width(self):
        return self.drawing.width[self.pixels] / (10 * self.pen)

    @cached_property
    def usual_weight(self):
        order = np.argsort(self.network.weight)
        total = np.cumsum(self.length[order])
        return max(float(self.network.weight[order][np.searchsorted(total, total[-1] / 2)]), 1.0)

    def lowest(self, values):
        low = np.full(len(self.length), np.inf)
        np.minimum.at(low, self.samples[0], values)
        return low

    def spread(self, values):
        return np.sqrt(np.maximum(self.mean(values**2) - self.mean(values) ** 2, 0))

    @cached_property
    def turning(self):
        """Total turning (radians) and the sharpest bend of each line, simplified within half a pen."""
        coordinates, owner = shapely.get_coordinates(
            shapely.simplify(self.network.lines, 0.5 * self.pen), return_index=True
        )
        step = np.diff(coordinates, axis=0)
        way = np.arctan2(step[:, 1], step[:, 0])
        bend = np.abs((np.diff(way) + np.pi) % (2 * np.pi) - np.pi)
        inner = (owner[:-2] == owner[2:]) if len(owner) > 2 else np.zeros(0, bool)
        total, sharpest = np.zeros((2, len(self.length)))
        np.add.at(total, owner[1:-1][inner], bend[inner])
        np.maximum.at(sharpest, owner[1:-1][inner], bend[inner])
        return total, sharpest

    # what it is joined to

    @cached_property
    def component(self):
        """(m, 2) logarithms of total length and reach of the connected piece."""
        piece = self.network.components()
        total = np.bincount(piece, self.length)
        low, high = np.full((len(total), 2), np.inf), np.full((len(total), 2), -np.inf)
        np.minimum.at(low, piece, self.bounds[:, :2])
        np.maximum.at(high, piece, self.bounds[:, 2:])
        reach = np.hypot(*(high - low).T)
        return np.log(np.column_stack([total[piece], reach[piece]]) / self.pen + 0.1)

    @cached_property
    def headings(self):
        """(2 m, 2) unit vectors that point out of the line at its start and its end."""
        lines = np.repeat(self.network.lines, 2)
        back = np.minimum(_LOOK_BACK * self.pen, np.repeat(self.length, 2)) * np.tile([1, -1], len(self.length))
        inner = shapely.get_coordinates(shapely.line_interpolate_point(lines, back))
        way = self.end_points.reshape(-1, 2) - inner
        return way / np.maximum(np.hypot(*way.T), 1e-9)[:, None]

    @cached_property
    def straight_on(self):
        """For each line end the cosine with, and the number of, the line end that goes on straightest (-1: none)."""
        node = self.ends.ravel()
        order = np.argsort(node, kind="stable")
        degree = self.degree[node[order]]
        first = np.searchsorted(node[order], node[order])
        best, other = np.full(len(node), -1.0), np.full(len(node), -1)
        for shift in range(1, int(self.degree.max(initial=1))):
            place = first + (np.arange(len(node)) - first + shift) % degree
            mine, its = order[degree > shift], order[place[degree > shift]]
            cosine = -np.sum(self.headings[mine] * self.headings[its], axis=1)
            better = cosine > best[mine]
            best[mine[better]], other[mine[better]] = cosine[better], its[better]
        return best, other

    def beyond(self, values, none):
        """(m, 2) ``values`` of the lines that go straightest on at either end, smaller first."""
        other = self.straight_on[1]
        return np.sort(np.where(other >= 0, values[other // 2], none).reshape(-1, 2), axis=1)

    @cached_property
    def stroke(self):
        """The stroke each line belongs to: lines that go on straight through junctions, each the other's choice."""
        cosine, other = self.straight_on
        end = np.flatnonzero((other >= 0) & (cosine > _STRAIGHT_ON))
        end = end[other[other[end]] == end]
        return net.groups(len(self.length), end // 2, other[end] // 2)

    @cached_property
    def stroke_reach(self):
        low, high = np.full((len(self.length), 2), np.inf), np.full((len(self.length), 2), -np.inf)
        np.minimum.at(low, self.stroke, self.bounds[:, :2])
        np.maximum.at(high, self.stroke, self.bounds[:, 2:])
        return np.hypot(*(high - low).T[:, self.stroke])

    def over_stroke(self, values):
        """The mean of ``values`` over the line's stroke, by length."""
        total = np.bincount(self.stroke, self.length)
        return (np.bincount(self.stroke, self.length * values) / np.maximum(total, 1e-9))[self.stroke]

    # faces beside it

    @cached_property
    def _faces(self):
        shapes, sides = net.faces(self.network)
        area = np.log(np.append(shapely.area(shapes), 0) / self.pen**2 + 0.1)
        area[-1] = _VAST
        thickness = np.append(2 * shapely.area(shapes) / np.maximum(shapely.length(shapes), 1e-9), 0) / self.pen
        thickness[-1] = _FAR
        return np.sort(area[sides], axis=1), np.sort(np.minimum(thickness, _FAR)[sides], axis=1)

    face_area = property(lambda self: self._faces[0])
    face_thickness = property(lambda self: self._faces[1])

    # company

    @cached_property
    def middle(self):
        """(m, 3) places and (m, 3) directions at the probes."""
        line = np.repeat(np.arange(len(self.length)), len(_PROBES))
        at = np.tile(_PROBES, len(self.length)) * self.length[line]
        along = np.concatenate([np.maximum(at - self.pen, 0), at + self.pen])
        start, end = np.split(net.places(self.network.lines, np.tile(line, 2), along), 2)
        way = (end - start) / np.maximum(np.hypot(*(end - start).T), 1e-9)[:, None]
        return (start + end) / 2, way

    @cached_property
    def parallels(self):
        """(m, 2) distances (pens) to a parallel line on either side, (m, 2) shares of probes that have one within 8
        pens, and (m, 2) the weight of the nearest; the smaller first."""
        place, way = self.middle
        across = np.column_stack([-way[:, 1], way[:, 0]])
        sides = [self._parallel(place, sign * across, way) for sign in (1, -1)]
        far, weight = (np.stack(side, axis=1).reshape(-1, len(_PROBES), 2) for side in zip(*sides, strict=True))
        return np.sort(np.median(far, axis=1)), np.sort((far < 8).mean(axis=1)), np.sort(weight.mean(axis=1))

    def _parallel(self, place, direction, way):
        """Distance (pens) and weight of the nearest line along ``direction`` that runs as ``way`` does."""
        far, weight = np.full(len(place), _REACH), np.zeros(len(place))
        ray = np.arange(len(place))
        for step in np.arange(max(0.7 * self.pen, 1), _REACH * self.pen, 0.7):
            other = self._owner_at(place + step * direction)
            met = np.flatnonzero((other >= 0) & (other != ray // len(_PROBES)))
            parallel = np.abs(np.sum(self.main_way[other[met]] * way[met], axis=1)) > _PARALLEL
            met = met[parallel]
            if len(met):
                far[ray[met]] = step / self.pen
                weight[ray[met]] = self.network.weight[other[met]] / self.usual_weight
                ray, place, direction, way = (np.delete(part, met, axis=0) for part in (ray, place, direction, way))
        return far, weight

    @cached_property
    def _owner(self):
        """(h, w) int32: the line that runs through each pixel, -1 where there is none."""
        grid = np.full(self.drawing.skeleton.shape, -1, np.int32)
        dense = shapely.segmentize(self.network.lines, 0.5)
        xy, owner = shapely.get_coordinates(dense, return_index=True)
        grid[self._clipped(xy)] = owner
        return grid

    def _owner_at(self, xy):
        return self._owner[self._clipped(xy)]

    def _clipped(self, xy):
        height, width = self.drawing.skeleton.shape
        columns, rows = xy.astype(np.int32).T
        return np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)

    @cached_property
    def main_way(self):
        way = self.end_points[:, 1] - self.end_points[:, 0]
        return way / np.maximum(np.hypot(*way.T), 1e-9)[:, None]

    def around(self, points, radius, values=None):
        """How much of ``values`` (or how many ``points``) lies about each line's middle, in a Gaussian window of
        ``radius`` pens; on a grid of a quarter of it."""
        cell = max(radius * self.pen / 4, 1.0)
        shape = tuple(int(np.ceil(side / cell)) + 1 for side in self.drawing.skeleton.shape)
        grid = np.zeros(shape, np.float32)
        np.add.at(grid, tuple((points[:, ::-1] / cell).astype(int).T), 1 if values is None else values)
        grid = ndimage.gaussian_filter(grid, 4) * (self.pen / cell) ** 2
        place = self.middle[0][1 :: len(_PROBES)]
        return grid[tuple((place[:, ::-1] / cell).astype(int).T)]

    @cached_property
    def junctions(self):
        return self.points[self.degree > 2]

    @cached_property
    def free_ends(self):
        return self.points[self.degree == 1]

    @cached_property
    def nearest_free_end(self):
        if not len(self.free_ends):
            return np.full(len(self.length), _FAR)
        return np.minimum(cKDTree(self.free_ends).query(self.middle[0][1 :: len(_PROBES)])[0] / self.pen, _FAR)

    # surroundings

    def side(self, name, blur, offset):
        """(m, 2) a layer of the drawing's surroundings, blurred, ``offset`` pens to either side of the line."""
        layer = self.blurred(name, blur)
        place, way = self.middle
        across = np.column_stack([-way[:, 1], way[:, 0]]) * offset * self.pen
        both = [self._at(layer, place + sign * across).reshape(-1, len(_PROBES)).mean(axis=1) for sign in (1, -1)]
        return np.sort(np.column_stack(both), axis=1)

    def blurred(self, name, blur):
        key = name, blur
        if key not in self._blurred:
            layer = self.drawing.surroundings[name]
            self._blurred[key] = ndimage.gaussian_filter(layer, blur * self.pen / self.drawing.cell)
        return self._blurred[key]

    @cached_property
    def _blurred(self):
        return {}

    def _at(self, layer, xy):
        rows, columns = (xy[:, 1] / self.drawing.cell).astype(int), (xy[:, 0] / self.drawing.cell).astype(int)
        return layer[np.clip(rows, 0, layer.shape[0] - 1), np.clip(columns, 0, layer.shape[1] - 1)]

    def texture(self, blur):
        """How much the strokes around run in one direction (0 to 1), and the cosine of twice the angle between it and
        the line (1 along, -1 across), from the structure tensor within ``blur`` pens."""
        place, way = self.middle
        xx, xy, yy = (self._at(self.blurred(name, blur), place) for name in ("xx", "xy", "yy"))
        strength = np.hypot(xx - yy, 2 * xy)
        coherence = strength / np.maximum(xx + yy, 1e-6)
        along = ((yy - xx) * (way[:, 0] ** 2 - way[:, 1] ** 2) - 4 * xy * way[:, 0] * way[:, 1]) / np.maximum(
            strength, 1e-6
        )
        return (values.reshape(-1, len(_PROBES)).mean(axis=1) for values in (coherence, along))

    @cached_property
    def textures(self):
        return {blur: tuple(self.texture(blur)) for blur in (4, 10)}


def _log(values, pen):
    return np.log(values / pen + 0.1)


TRAITS = {  # name: (m,) values from Traits
    "length": lambda t: t.log_length,
    "chord": lambda t: _log(t.chord, t.pen),
    "straightness": lambda t: t.chord / np.maximum(t.length, 1e-9),
    "turning": lambda t: t.turning[0],
    "turning_per_length": lambda t: t.turning[0] / (t.length / t.pen + 1),
    "sharpest_bend": lambda t: t.turning[1],
    "width": lambda t: t.network.width / t.pen,
    "width_spread": lambda t: t.spread(t.sampled_width),
    "weight": lambda t: t.network.weight / t.usual_weight,
    "weight_spread": lambda t: t.spread(t.sampled_weight),
    "weight_lowest": lambda t: t.lowest(t.sampled_weight),
    "colour": lambda t: t.mean(t.drawing.colour[t.pixels] > Ink.BLACK),
    "degree_low": lambda t: t.end_degree[:, 0],
    "degree_high": lambda t: t.end_degree[:, 1],
    "component_length": lambda t: t.component[:, 0],
    "component_reach": lambda t: t.component[:, 1],
    "face_area_small": lambda t: t.face_area[:, 0],
    "face_area_large": lambda t: t.face_area[:, 1],
    "face_thickness_small": lambda t: t.face_thickness[:, 0],
    "face_thickness_large": lambda t: t.face_thickness[:, 1],
    "straight_on_less": lambda t: t.straight_on[0].reshape(-1, 2).min(axis=1),
    "straight_on_more": lambda t: t.straight_on[0].reshape(-1, 2).max(axis=1),
    "beyond_length_less": lambda t: t.beyond(t.log_length, -2.3)[:, 0],
    "beyond_length_more": lambda t: t.beyond(t.log_length, -2.3)[:, 1],
    "beyond_weight_less": lambda t: t.beyond(t.network.weight / t.usual_weight, 0)[:, 0],
    "beyond_weight_more": lambda t: t.beyond(t.network.weight / t.usual_weight, 0)[:, 1],
    "stroke_length": lambda t: _log(np.bincount(t.stroke, t.length)[t.stroke], t.pen),
    "stroke_reach": lambda t: _log(t.stroke_reach, t.pen),
    "stroke_straightness": lambda t: t.stroke_reach / np.bincount(t.stroke, t.length)[t.stroke],
    "stroke_weight": lambda t: t.over_stroke(t.network.weight / t.usual_weight),
    "stroke_width": lambda t: t.over_stroke(t.network.width / t.pen),
    "stroke_lines": lambda t: np.log(np.bincount(t.stroke)[t.stroke]),
    "stroke_face_small": lambda t: t.over_stroke(t.face_area[:, 0]),
    "stroke_face_large": lambda t: t.over_stroke(t.face_area[:, 1]),
    "parallel_near": lambda t: t.parallels[0][:, 0],
    "parallel_far": lambda t: t.parallels[0][:, 1],
    "parallel_share_less": lambda t: t.parallels[1][:, 0],
    "parallel_share_more": lambda t: t.parallels[1][:, 1],
    "parallel_weight_less": lambda t: t.parallels[2][:, 0],
    "parallel_weight_more": lambda t: t.parallels[2][:, 1],
    "stroke_parallel_near": lambda t: t.over_stroke(t.parallels[0][:, 0]),
    "stroke_parallel_far": lambda t: t.over_stroke(t.parallels[0][:, 1]),
    "junctions_8": lambda t: t.around(t.junctions, 8),
    "junctions_30": lambda t: t.around(t.junctions, 30),
    "free_ends_8": lambda t: t.around(t.free_ends, 8),
    "free_ends_30": lambda t: t.around(t.free_ends, 30),
    "nearest_free_end": lambda t: t.nearest_free_end,
    "texture_4": lambda t: t.textures[4][0],
    "texture_along_4": lambda t: t.textures[4][1],
    "texture_10": lambda t: t.textures[10][0],
    "texture_along_10": lambda t: t.textures[10][1],
    "stroke_texture_along": lambda t: t.over_stroke(t.textures[4][1]),
    "ink_3_less": lambda t: t.side("ink", 2, 5)[:, 0],
    "ink_3_more": lambda t: t.side("ink", 2, 5)[:, 1],
    "ink_8_less": lambda t: t.side("ink", 4, 10)[:, 0],
    "ink_8_more": lambda t: t.side("ink", 4, 10)[:, 1],
    "ink_20_less": lambda t: t.side("ink", 10, 20)[:, 0],
    "ink_20_more": lambda t: t.side("ink", 10, 20)[:, 1],
    "stroke_ink_less": lambda t: t.over_stroke(t.side("ink", 2, 5)[:, 0]),
    "stroke_ink_more": lambda t: t.over_stroke(t.side("ink", 2, 5)[:, 1]),
}
