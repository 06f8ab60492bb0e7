"""Lettering told by its strokes: short ones that neither lead far nor enclose much."""

import numpy as np
import shapely

from . import network as net


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
    boxes = shapely.oriented_envelope(shapely.buffer(shapely.convex_hull(strokes), 1))
    return boxes[
        (shapely.get_type_id(boxes) == shapely.GeometryType.POLYGON) & (np.sqrt(shapely.area(boxes)) >= smallest)
    ]
