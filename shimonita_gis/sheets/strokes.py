"""Strokes told from linework by their company: hatching, water lines and tracks lie side by side in a lighter pen,
lettering is made of short strokes that neither lead far nor enclose much."""

import numpy as np
import shapely
from skimage.filters import threshold_otsu

from . import network as net

_PROBES = np.array([0.2, 0.35, 0.5, 0.65, 0.8])
_SIDE_BY_SIDE = 0.6  # of the probes
_OUTERMOST = 3
_PARALLEL = np.cos(np.radians(15))


def light_weight(network, shortest):
    """The weight between the light pen and the heavy one (grey levels): Otsu's threshold over the length of all
    chains longer than ``shortest``; infinite where there is nothing to tell apart."""
    length = shapely.length(network.lines)
    long = length > shortest
    if long.sum() < 10 or np.ptp(network.weight[long]) < 1:
        return np.inf
    counts, edges = np.histogram(network.weight[long], 128, weights=length[long])
    return float(threshold_otsu(hist=(counts, (edges[1:] + edges[:-1]) / 2)))


def side_by_side(network, light, spacing, shortest):
    """(m,) bool: chains lighter than ``light`` and longer than ``shortest`` that run between two parallel ones not
    farther than ``spacing``, and the outermost ones next to such a chain. Double lines alone stay linework."""
    member = np.zeros(len(network), bool)
    index = np.flatnonzero((network.weight < light) & (shapely.length(network.lines) > shortest))
    if not len(index):
        return member
    left, right, chain, other = _neighbours(network.lines[index], spacing)
    inner = np.minimum(left, right) >= _SIDE_BY_SIDE
    outer = np.maximum(left, right) >= _SIDE_BY_SIDE
    for _ in range(_OUTERMOST):  # strokes get shorter towards a corner and stand beside less of their neighbour
        inner[chain[inner[other] & outer[chain]]] = True
    member[index] = inner
    return member


def _neighbours(lines, spacing):
    """Shares of probes with a parallel line to the left and to the right, and the pairs (chain, other) found."""
    tree = shapely.STRtree(lines)
    shares, pairs = [], []
    start, way = _probes(lines)
    line = np.repeat(np.arange(len(lines)), len(_PROBES))
    across = np.stack([-way[:, 1], way[:, 0]], axis=1)
    for sign in (1, -1):
        rays = shapely.linestrings(np.stack([start + sign * across, start + sign * spacing * across], axis=1))
        ray, other = tree.query(rays, predicate="intersects")
        away = line[ray] != other
        ray, other = ray[away], other[away]
        parallel = _along(lines[other], shapely.points(start[ray]), way[ray]) > _PARALLEL
        ray, other = ray[parallel], other[parallel]
        hit = np.zeros(len(line))
        hit[ray] = 1
        shares.append(hit.reshape(-1, len(_PROBES)).mean(axis=1))
        pairs.append((line[ray], other))
    chain, other = (np.concatenate(side) for side in zip(*pairs, strict=True))
    return shares[0], shares[1], chain, other


def _probes(lines):
    """Points along the lines and the lines' directions there."""
    at = np.tile(_PROBES, len(lines))
    return _point_and_way(np.repeat(lines, len(_PROBES)), at * np.repeat(shapely.length(lines), len(_PROBES)))


def _point_and_way(lines, at):
    start = shapely.get_coordinates(shapely.line_interpolate_point(lines, np.maximum(at - 2, 0)))
    end = shapely.get_coordinates(shapely.line_interpolate_point(lines, at + 2))
    way = end - start
    return (start + end) / 2, way / np.maximum(np.hypot(*way.T), 1e-9)[:, None]


def _along(lines, points, way):
    """The cosine between ``way`` and the direction of ``lines`` next to ``points``."""
    other = _point_and_way(lines, shapely.line_locate_point(lines, points))[1]
    return np.abs(np.sum(other * way, axis=1))


def lettering(network, long, large):
    """(m,) bool: connected pieces in which no chain reaches farther than ``long`` pixels and no face is larger than
    ``large``."""
    if not len(network):
        return np.zeros(0, bool)
    piece = network.components()
    chain = np.unique(network.chains(), return_inverse=True)[1]
    boxes = shapely.bounds(
        shapely.multilinestrings(network.lines[np.argsort(chain, kind="stable")], indices=np.sort(chain))
    )
    reach = np.hypot(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])[chain]
    shapes, sides = net.faces(network)
    area = np.append(shapely.area(shapes), 0)[sides]
    inner = np.where(sides.min(axis=1) < 0, area.max(axis=1), area.min(axis=1))
    longest, largest = np.zeros((2, piece.max() + 1))
    np.maximum.at(longest, piece, reach)
    np.maximum.at(largest, piece, inner)
    return ((longest < long) & (largest < large))[piece]


def words(network, gap, smallest):
    """The boxes (k,) of lettering: minimum rotated rectangles of strokes that stand within ``gap`` of each other."""
    if not len(network):
        return np.zeros(0, object)
    near = shapely.STRtree(network.lines).query(network.lines, predicate="dwithin", distance=gap)
    word = net.groups(len(network), *near)
    order = np.argsort(word, kind="stable")
    strokes = shapely.multilinestrings(network.lines[order], indices=word[order])
    boxes = shapely.oriented_envelope(shapely.buffer(strokes, 1))
    return boxes[
        (shapely.get_type_id(boxes) == shapely.GeometryType.POLYGON) & (np.sqrt(shapely.area(boxes)) >= smallest)
    ]
