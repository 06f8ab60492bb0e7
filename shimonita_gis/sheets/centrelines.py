"""Centre lines of ink as a graph: skeleton pixels become nodes (ends, junctions) and paths between them."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

_STRAIGHT = ((0, 1), (1, 0))
_DIAGONAL = ((1, 1), (1, -1))


@dataclass(frozen=True)
class Graph:
    """Paths between nodes.

    ``nodes`` (n, 2) float x, y; ``ends`` (m, 2) the nodes where each path starts and stops;
    ``points`` (k, 2) float x, y of all paths, one after the other; path ``i`` is
    ``points[offsets[i]:offsets[i + 1]]``, from node to node. Pixels, x right, y down, first pixel's centre (0.5, 0.5).
    """

    nodes: np.ndarray
    ends: np.ndarray
    points: np.ndarray
    offsets: np.ndarray

    def __len__(self):
        return len(self.ends)

    def path(self, i):
        """The points of path ``i``."""
        return self.points[self.offsets[i] : self.offsets[i + 1]]

    @property
    def owner(self):
        """The path that each of ``points`` belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.offsets))

    @property
    def lengths(self):
        """The length of each path (pixels)."""
        if not len(self):
            return np.zeros(0)
        steps = np.hypot(*np.diff(self.points, axis=0, append=self.points[-1:]).T)
        steps[self.offsets[1:] - 1] = 0
        return np.add.reduceat(steps, self.offsets[:-1])

    @property
    def degrees(self):
        """How many path ends meet at each node."""
        return np.bincount(self.ends.ravel(), minlength=len(self.nodes))

    def keep(self, chosen):
        """The graph of the ``chosen`` (m,) bool paths alone; nodes stay as they are."""
        if chosen.all():
            return self
        counts = np.diff(self.offsets)
        return Graph(
            self.nodes,
            self.ends[chosen],
            self.points[np.repeat(chosen, counts)],
            np.concatenate([[0], np.cumsum(counts[chosen])]),
        )


def trace(skeleton):
    """The :class:`Graph` of a one pixel wide ``skeleton`` (h, w) bool.

    Touching junction pixels are one node. All steps work on whole arrays: a path's pixels are put in order by
    pointer doubling (list ranking) instead of walking them one by one.
    """
    rows, cols = np.nonzero(skeleton)
    tail, head = _links(skeleton, rows, cols)
    degree = np.bincount(tail, minlength=len(rows))
    is_node = degree != 2
    is_node[_one_of_each_ring(tail, head, is_node)] = True
    last, distance = _ranked(tail, head, is_node)
    node = _node_numbers(tail, head, is_node, degree)
    order, starts = _path_order(tail, head, last, distance, is_node, node)
    return _graph(rows, cols, tail, head, node, order, starts)


def _links(skeleton, rows, cols):
    """Directed links between neighbouring pixels; a diagonal counts only where no straight way leads around it."""
    number = np.full((skeleton.shape[0] + 2, skeleton.shape[1] + 2), -1, np.int32)
    number[rows + 1, cols + 1] = np.arange(len(rows))
    pairs = []
    for dy, dx in _STRAIGHT + _DIAGONAL:
        other = number[rows + 1 + dy, cols + 1 + dx]
        linked = other >= 0
        if dx and dy:
            linked &= (number[rows + 1 + dy, cols + 1] < 0) & (number[rows + 1, cols + 1 + dx] < 0)
        pairs.append((np.flatnonzero(linked), other[linked]))
    one, two = (np.concatenate(side) for side in zip(*pairs, strict=True))
    return np.concatenate([one, two]), np.concatenate([two, one])


def _groups(count, one, two):
    return connected_components(sparse.coo_matrix((np.ones(len(one), bool), (one, two)), (count, count)), False)[1]


def _one_of_each_ring(tail, head, is_node):
    """A pixel of each closed ring, which has no end or junction to start from."""
    group = _groups(len(is_node), tail, head)
    has_node = np.zeros(group.max(initial=-1) + 1, bool)
    has_node[group[is_node]] = True
    first = np.unique(group, return_index=True)[1]
    return first[~has_node]


def _ranked(tail, head, is_node):
    """For each link the last link of its path and how many links away that is."""
    count = len(tail)
    by_tail = np.argsort(tail, kind="stable")
    first = np.searchsorted(tail[by_tail], np.arange(len(is_node)))
    twin = (np.arange(count) + count // 2) % max(count, 1)
    after = np.arange(count)
    inner = np.flatnonzero(~is_node[head])
    a = by_tail[first[head[inner]]]
    b = by_tail[first[head[inner]] + 1]
    after[inner] = np.where(a == twin[inner], b, a)
    distance = (after != np.arange(count)).astype(np.int32)
    while True:
        further = after[after]
        if np.array_equal(further, after):
            return after, distance
        distance += distance[after]
        after = further


def _node_numbers(tail, head, is_node, degree):
    """The node of each node pixel; junction pixels that touch share one."""
    joined = (degree[tail] > 2) & (degree[head] > 2)
    group = _groups(len(is_node), tail[joined], head[joined])
    numbers = np.full(len(is_node), -1)
    numbers[is_node] = np.unique(group[is_node], return_inverse=True)[1]
    return numbers


def _path_order(tail, head, last, distance, is_node, node):
    """Links in the order of their paths, each path once, and where each path starts."""
    count = len(tail)
    order = np.lexsort((-distance, last))
    begins = np.flatnonzero(np.diff(last[order], prepend=-1))
    start, stop = order[begins], last[order[begins]]
    twin_of_start = (start + count // 2) % max(count, 1)
    inside_node = (start == stop) & (node[tail[start]] == node[head[stop]])
    wanted = (stop < twin_of_start) & ~inside_node
    lengths = np.diff(np.append(begins, count))
    return order[np.repeat(wanted, lengths)], np.concatenate([[0], np.cumsum(lengths[wanted])])


def _graph(rows, cols, tail, head, node, order, starts):
    xy = np.column_stack([cols, rows]) + 0.5
    total = node.max(initial=-1) + 1
    of_node = node >= 0
    size = np.maximum(np.bincount(node[of_node], minlength=total), 1)
    nodes = np.column_stack([np.bincount(node[of_node], xy[of_node, i], total) / size for i in (0, 1)])
    if len(order) == 0:
        return Graph(nodes, np.zeros((0, 2), int), np.zeros((0, 2)), np.zeros(1, int))
    ends = np.column_stack([node[tail[order[starts[:-1]]]], node[head[order[starts[1:] - 1]]]])
    paths = len(ends)
    offsets = starts + np.arange(paths + 1)
    points = np.empty((offsets[-1], 2))
    at = np.arange(len(order)) + np.repeat(np.arange(paths), np.diff(starts))
    points[at] = xy[tail[order]]
    points[offsets[:-1]] = nodes[ends[:, 0]]
    points[offsets[1:] - 1] = nodes[ends[:, 1]]
    return Graph(nodes, ends, points, offsets)
