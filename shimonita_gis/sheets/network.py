"""Lines that meet at shared end points: pruned, bridged and closed to faces, all on whole arrays."""

from dataclasses import dataclass

import numpy as np
import shapely
from scipy import sparse
from scipy.sparse.csgraph import connected_components

GRID = 1 / 64  # pixels; lines meet in exactly the same point of it
_ON_LINE = 0.05


@dataclass(frozen=True)
class Network:
    """``lines`` (m,) shapely LineStrings that touch at end points only; ``width`` and ``weight`` (m,) of their ink
    (pixels; grey levels). ``probability`` (m,) that a line is linework. ``bridged`` (m,) bool: drawn over a gap,
    without ink."""

    lines: np.ndarray
    width: np.ndarray
    weight: np.ndarray
    probability: np.ndarray
    bridged: np.ndarray

    def __len__(self):
        return len(self.lines)

    def keep(self, chosen):
        """The network of the ``chosen`` lines alone."""
        return Network(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))

    def ends(self):
        """(m, 2) numbers of the points where each line starts and stops, and (n, 2) these points."""
        ends = np.stack([shapely.get_point(self.lines, 0), shapely.get_point(self.lines, -1)], axis=1)
        xy = shapely.get_coordinates(ends.ravel())
        # complex numbers sort as rows of x and y do, many times faster
        points, number = np.unique(xy.view(complex)[:, 0], return_inverse=True)
        return number.reshape(-1, 2), points.view(float).reshape(-1, 2)

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
    """The :class:`Network` of a :class:`~shimonita_gis.sheets.centrelines.Graph`, its points on the grid of
    ``GRID`` pixels."""
    points = np.round(graph.points / GRID) * GRID
    lines = shapely.linestrings(points, indices=graph.owner) if len(graph) else np.zeros(0, object)
    return Network(lines, width, weight, np.ones(len(lines)), np.zeros(len(lines), bool))


def samples(lines, step, least):
    """The line that each sample belongs to, and its place (k, 2): one each ``step`` pixels, but
    ``least`` a line."""
    length = shapely.length(lines)
    count = np.maximum((length / step).astype(int), least)
    owner = np.repeat(np.arange(len(count)), count)
    first = np.cumsum(count) - count
    along = (np.arange(len(owner)) - first[owner] + 0.5) / np.maximum(count, 1)[owner]
    return owner, places(lines, owner, along * length[owner])


def places(lines, owner, along):
    """(k, 2) where one is ``along`` (k,) pixels down the lines of number ``owner`` (k,), at most at their ends.

    The same to the last bit as shapely's line_interpolate_point, which walks the whole line anew for each place."""
    if not len(owner):
        return np.zeros((0, 2))
    xy, line = shapely.get_coordinates(lines, return_index=True)
    first = np.searchsorted(line, np.arange(len(lines)))
    last = np.append(first[1:], len(xy)) - 2  # the last segment of each line, as first is its first
    step = np.diff(xy, axis=0, append=xy[-1:])
    long = np.sqrt(step[:, 0] ** 2 + step[:, 1] ** 2)
    long[last + 1] = 0
    reached = np.empty(len(long))
    for one, after in zip(first.tolist(), (last + 2).tolist(), strict=True):
        np.add.accumulate(long[one:after], out=reached[one:after])
    before = np.cumsum(reached[last]) - reached[last]
    segment = np.searchsorted(before[line] + reached, before[owner] + along, side="right")
    segment = np.clip(segment, first[owner], last[owner])
    # sums over all lines round otherwise than those over one: off by a segment at most
    segment -= (segment > first[owner]) & (reached[segment - 1] > along)
    segment += (segment < last[owner]) & (reached[segment] <= along)
    start = np.where(segment > first[owner], reached[segment - 1], 0)
    share = np.clip((along - start) / np.maximum(long[segment], 1e-12), 0, 1)
    return xy[segment] + share[:, None] * step[segment]


def pruned(network, shortest, rounds=8):
    """Without chains that end freely and are shorter than ``shortest``; what they leave is looked at again."""
    for _ in range(rounds):
        drop = loose(network, shortest)
        if not drop.any():
            break
        network = network.keep(~drop)
    return network


def loose(network, shortest):
    """(m,) bool: lines of chains that end freely and are shorter than ``shortest``."""
    if not len(network):
        return np.zeros(0, bool)
    ends, points = network.ends()
    free = (np.bincount(ends.ravel(), minlength=len(points)) == 1)[ends].any(axis=1)
    chain = network.chains()
    length = np.bincount(chain, shapely.length(network.lines))
    return (np.bincount(chain, free) > 0)[chain] & (length < shortest)[chain]


def noded(network, bridges, probability):
    """``network``, whose points lie on the grid, with ``bridges`` (k,) of ``probability`` (k,) added and all lines cut
    where they meet."""
    if not len(bridges):
        return network
    touched = np.zeros(len(network), bool)
    touched[shapely.STRtree(network.lines).query(bridges, predicate="intersects")[1]] = True
    old = network.lines[touched]
    drawn = np.concatenate([old, bridges])
    pieces = shapely.get_parts(shapely.union_all(drawn, grid_size=GRID))
    pieces = _cut(pieces, _ends_on_grid(drawn))  # GEOS 3.15 joins lines again where just two meet
    middle = shapely.line_interpolate_point(pieces, 0.5, normalized=True)
    source, new = np.zeros(len(pieces), int), np.ones(len(pieces), bool)
    if len(old):
        nearest, far = shapely.STRtree(old).query_nearest(middle, return_distance=True, all_matches=False)
        source, new = np.flatnonzero(touched)[nearest[1]], far > _ON_LINE
    width, weight, likely = (
        np.where(new, 0, values[source]) if len(old) else np.zeros(len(pieces))
        for values in (network.width, network.weight, network.probability)
    )
    piece, bridge = shapely.STRtree(bridges).query(middle, predicate="dwithin", distance=_ON_LINE)
    np.maximum.at(likely, piece, np.where(new[piece], probability[bridge], 0))
    rest = network.keep(~touched)
    return Network(
        np.concatenate([rest.lines, pieces]),
        np.concatenate([rest.width, width]),
        np.concatenate([rest.weight, weight]),
        np.concatenate([rest.probability, likely]),
        np.concatenate([rest.bridged, new | network.bridged[source] if len(old) else new]),
    )


def _ends_on_grid(lines):
    xy = np.concatenate([shapely.get_coordinates(shapely.get_point(lines, at)) for at in (0, -1)])
    return np.round(xy / GRID) * GRID


def _cut(lines, points):
    """``lines`` cut at those of their vertices that are among ``points`` (k, 2)."""
    xy, line = shapely.get_coordinates(lines, return_index=True)
    inner = np.zeros(len(xy), bool)
    inner[1:-1] = (line[1:-1] == line[:-2]) & (line[1:-1] == line[2:])
    cut = inner & np.isin(*(np.ascontiguousarray(each).view(complex)[:, 0] for each in (xy, points)))
    if not cut.any():
        return lines
    twice = np.repeat(np.arange(len(xy)), 1 + cut)  # where a piece ends the next one starts
    piece = np.cumsum(np.append(0, (np.diff(twice) == 0) | (np.diff(line[twice]) > 0)))
    return shapely.linestrings(xy[twice], indices=piece)


def single(network, border):
    """(m,) bool: lines of ``network`` but for those that run exactly as another one does; of such a ``border`` (m,)
    stays first, then the likeliest."""
    best_first = np.lexsort((-network.probability, ~border))
    course = shapely.to_wkb(shapely.normalize(network.lines[best_first]))
    chosen = np.zeros(len(network), bool)
    chosen[best_first[np.unique(course, return_index=True)[1]]] = True
    return chosen


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
    for side, sign in enumerate((-1, 1)):
        probes = shapely.STRtree(shapely.points(middle + sign * 0.02 * across))
        face, probe = probes.query(shapes, predicate="contains")  # prepares each face once
        sides[probe, side] = face
    return sides


def merged(network, *columns):
    """One line for each chain, what is known of it averaged over its length; with further ``columns`` (m,) bool that
    are the same all along a chain, these too."""
    if not len(network):
        return (network, *columns) if columns else network
    chain = np.unique(network.chains(), return_inverse=True)[1]
    order = np.argsort(chain, kind="stable")
    lines = shapely.line_merge(shapely.multilinestrings(network.lines[order], indices=chain[order]))
    length = np.maximum(shapely.length(network.lines), 1e-9)
    total = np.bincount(chain, length)
    width, weight, probability, bridged, *further = (
        np.bincount(chain, length * values) / total
        for values in (network.width, network.weight, network.probability, network.bridged, *columns)
    )
    whole = Network(lines, width, weight, probability, bridged > 0.5)
    single = shapely.get_type_id(lines) == shapely.GeometryType.LINESTRING
    if not columns:
        return whole.keep(single)
    return (whole.keep(single), *(values[single] > 0.5 for values in further))
