"""Lines that meet at shared end points: pruned, bridged and closed to faces, all on whole arrays."""

from dataclasses import dataclass

import numpy as np
import shapely
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree


@dataclass(frozen=True)
class Network:
    """``lines`` (m,) shapely LineStrings that touch at end points only; ``width`` and ``weight`` (m,) of their ink
    (pixels; grey levels). ``bridged`` (m,) bool: drawn over a gap, without ink."""

    lines: np.ndarray
    width: np.ndarray
    weight: np.ndarray
    bridged: np.ndarray

    def __len__(self):
        return len(self.lines)

    def keep(self, chosen):
        """The network of the ``chosen`` lines alone."""
        return Network(self.lines[chosen], self.width[chosen], self.weight[chosen], self.bridged[chosen])

    def ends(self):
        """(m, 2) numbers of the points where each line starts and stops, and (n, 2) these points."""
        ends = np.stack([shapely.get_point(self.lines, 0), shapely.get_point(self.lines, -1)], axis=1)
        xy = shapely.get_coordinates(ends.ravel())
        points, number = np.unique(xy, axis=0, return_inverse=True)
        return number.reshape(-1, 2), points

    def chains(self):
        """(m,) the chain each line belongs to: lines in a row, with nothing else meeting between them."""
        ends, points = self.ends()
        degree = np.bincount(ends.ravel(), minlength=len(points))
        line = np.repeat(np.arange(len(self)), 2)
        through = degree[ends.ravel()] == 2
        order = np.argsort(ends.ravel()[through], kind="stable")
        pair = line[through][order].reshape(-1, 2)
        return groups(len(self), pair[:, 0], pair[:, 1])

    def components(self):
        """(m,) the connected piece each line belongs to."""
        ends, points = self.ends()
        return groups(len(points), ends[:, 0], ends[:, 1])[ends[:, 0]]


def groups(count, one, two):
    """(count,) the connected group of each of ``count`` things, of which ``one`` and ``two`` are linked."""
    links = sparse.coo_matrix((np.ones(len(one), bool), (one, two)), (count, count))
    return connected_components(links, directed=False)[1]


def of_graph(graph, width, weight):
    """The :class:`Network` of a :class:`~shimonita_gis.sheets.centrelines.Graph`."""
    lines = shapely.linestrings(graph.points, indices=graph.owner) if len(graph) else np.zeros(0, object)
    return Network(lines, width, weight, np.zeros(len(lines), bool))


def pruned(network, shortest, rounds=8):
    """Without chains that end freely and are shorter than ``shortest``; what they leave is looked at again."""
    for _ in range(rounds):
        if not len(network):
            break
        ends, points = network.ends()
        free = (np.bincount(ends.ravel(), minlength=len(points)) == 1)[ends].any(axis=1)
        chain = network.chains()
        length = np.bincount(chain, shapely.length(network.lines))
        drop = (np.bincount(chain, free) > 0)[chain] & (length < shortest)[chain]
        if not drop.any():
            break
        network = network.keep(~drop)
    return network


def without_small_pieces(network, smallest):
    """Without connected pieces whose bounding box is smaller than ``smallest`` on its longer side."""
    if not len(network):
        return network
    piece = network.components()
    boxes = shapely.bounds(network.lines)
    count = piece.max() + 1
    low = np.full((count, 2), np.inf)
    high = np.full((count, 2), -np.inf)
    np.minimum.at(low, piece, boxes[:, :2])
    np.maximum.at(high, piece, boxes[:, 2:])
    return network.keep(((high - low).max(axis=1) >= smallest)[piece])


def bridged(network, reach, turn=40.0, look_back=8.0):
    """With gaps closed: a free end is drawn on to another free end within ``reach`` that faces it, each within
    ``turn`` degrees of the gap's direction, or else straight on to a line within half of ``reach``."""
    if not len(network):
        return network
    ends, points = network.ends()
    free = np.flatnonzero(np.bincount(ends.ravel(), minlength=len(points)) == 1)
    if not len(free):
        return network
    heading = _headings(network, ends, free, look_back)
    pairs = _facing_pairs(points[free], heading, reach, np.cos(np.radians(turn)))
    joined = np.zeros(len(free), bool)
    joined[pairs.ravel()] = True
    across = shapely.linestrings(points[free][pairs]) if len(pairs) else np.zeros(0, object)
    onward = _onward(network, points[free][~joined], heading[~joined], reach / 2)
    return _noded(network, np.concatenate([across, onward]))


def _headings(network, ends, free, look_back):
    """Unit vectors (k, 2) that point out of the line at each free end."""
    line = np.zeros(ends.max() + 1, int)
    line[ends[:, 0]] = np.arange(len(ends))
    at_start = np.zeros(len(line), bool)
    at_start[ends[:, 0]] = True
    line[ends[:, 1]] = np.where(at_start[ends[:, 1]], line[ends[:, 1]], np.arange(len(ends)))
    line, at_start = line[free], at_start[free]
    lines = network.lines[line]
    back = np.minimum(look_back, shapely.length(lines))
    inner = shapely.line_interpolate_point(lines, np.where(at_start, back, -back))
    outer = shapely.get_point(lines, np.where(at_start, 0, -1))
    way = shapely.get_coordinates(outer) - shapely.get_coordinates(inner)
    return way / np.maximum(np.hypot(*way.T), 1e-9)[:, None]


def _facing_pairs(points, heading, reach, least_cosine):
    """Pairs of free ends, nearest first, each end used once."""
    pairs = cKDTree(points).query_pairs(reach, output_type="ndarray")
    if not len(pairs):
        return np.zeros((0, 2), int)
    way = points[pairs[:, 1]] - points[pairs[:, 0]]
    far = np.hypot(*way.T)
    way = way / np.maximum(far, 1e-9)[:, None]
    fits = (np.sum(way * heading[pairs[:, 0]], 1) > least_cosine) & (
        np.sum(-way * heading[pairs[:, 1]], 1) > least_cosine
    )
    taken, chosen = set(), []
    for i, j in pairs[fits][np.argsort(far[fits], kind="stable")]:
        if i not in taken and j not in taken:
            taken |= {i, j}
            chosen.append((i, j))
    return np.array(chosen, int).reshape(-1, 2)


def _onward(network, points, heading, reach):
    """Straight continuations of free ends up to the first line they meet within ``reach``."""
    if not len(points):
        return np.zeros(0, object)
    rays = shapely.linestrings(np.stack([points + 0.75 * heading, points + reach * heading], axis=1))
    tree = shapely.STRtree(network.lines)
    ray, line = tree.query(rays, predicate="intersects")
    hits = shapely.intersection(rays[ray], network.lines[line])
    far = shapely.distance(shapely.points(points)[ray], hits)
    order = np.lexsort((far, ray))
    ray, far = ray[order], far[order]
    first = np.unique(ray, return_index=True)[1]
    ray, far = ray[first], far[first] + 0.5
    return shapely.linestrings(np.stack([points[ray], points[ray] + far[:, None] * heading[ray]], axis=1))


def _noded(network, added):
    """``network`` with ``added`` lines, cut wherever lines cross."""
    if not len(added):
        return network
    near = np.unique(shapely.STRtree(network.lines).query(added, predicate="intersects")[1])
    touched = np.zeros(len(network), bool)
    touched[near] = True
    pieces = shapely.get_parts(shapely.node(shapely.multilinestrings(np.concatenate([network.lines[touched], added]))))
    middle = shapely.line_interpolate_point(pieces, 0.5, normalized=True)
    source = shapely.STRtree(network.lines[near])
    which, far = source.query_nearest(middle, return_distance=True, all_matches=False)
    near_line = near[which[1]]
    rest = network.keep(~touched)
    return Network(
        np.concatenate([rest.lines, pieces]),
        np.concatenate([rest.width, network.width[near_line]]),
        np.concatenate([rest.weight, network.weight[near_line]]),
        np.concatenate([rest.bridged, (far > 1e-6) | network.bridged[near_line]]),
    )


def faces(network):
    """The closed shapes (k,) of the lines, and (m, 2) the face left and right of each line (-1: outside)."""
    shapes = shapely.get_parts(shapely.polygonize(network.lines))
    return shapes, _sides(network.lines, shapes)


def _sides(lines, shapes):
    sides = np.full((len(lines), 2), -1)
    if not len(shapes):
        return sides
    middle = shapely.get_coordinates(shapely.line_interpolate_point(lines, 0.5, normalized=True))
    length = shapely.length(lines)
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(lines, length / 2 + np.minimum(0.1, length / 4)))
    way = ahead - middle
    across = np.stack([-way[:, 1], way[:, 0]], 1) / np.maximum(np.hypot(*way.T), 1e-12)[:, None]
    tree = shapely.STRtree(shapes)
    for side, sign in enumerate((-1, 1)):
        probe, face = tree.query(shapely.points(middle + sign * 0.02 * across), predicate="within")
        sides[probe, side] = face
    return sides


def dissolved(network, is_small, rounds=6):
    """Without small faces: each gives up its longest border, and so joins the neighbour behind it.

    ``is_small(shapes)`` says (k,) which faces are too small to have been drawn as shapes.
    """
    for _ in range(rounds):
        shapes, sides = faces(network)
        small = np.append(is_small(shapes), False)
        line, side = np.nonzero(small[sides] & (sides[:, :1] != sides[:, 1:]))
        if not len(line):
            break
        face, other = sides[line, side], sides[line, 1 - side]
        border, where = np.unique(np.stack([face, other]), axis=1, return_inverse=True)
        length = np.bincount(where.ravel(), shapely.length(network.lines)[line])
        order = np.lexsort((-length, border[0]))
        longest = order[np.unique(border[0][order], return_index=True)[1]]
        drop = np.zeros(len(network), bool)
        drop[line[np.isin(where.ravel(), longest)]] = True
        network = network.keep(~drop)
    return network


def merged(network):
    """One line for each chain, width and weight averaged over its length."""
    if not len(network):
        return network
    chain = np.unique(network.chains(), return_inverse=True)[1]
    order = np.argsort(chain, kind="stable")
    lines = shapely.line_merge(shapely.multilinestrings(network.lines[order], indices=chain[order]))
    length = np.maximum(shapely.length(network.lines), 1e-9)
    total = np.bincount(chain, length)
    whole = Network(
        lines,
        np.bincount(chain, length * network.width) / total,
        np.bincount(chain, length * network.weight) / total,
        np.bincount(chain, length * network.bridged) / total > 0.5,
    )
    return whole.keep(shapely.get_type_id(lines) == shapely.GeometryType.LINESTRING)
