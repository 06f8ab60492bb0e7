"""Dashed lines: strokes of one length in a row, each pointing at the next."""

import numpy as np
import shapely
from scipy.spatial import cKDTree

from . import network as net
from .gaps import FreeEnds

LEAST_IN_A_ROW = 4
_SHORTEST, _LONGEST, _GAP = 2.0, 14.0, 9.0  # pens
_UNEVEN = 2.0  # times the length of its neighbour
_STRAIGHT = 0.96
_FACING = np.cos(np.radians(15))
_AROUND = 4


def dashed(network, pen):
    """(m,) bool, the lines of ``network`` that are dashes in a row of at least four; and the bridges (k,) between."""
    length = shapely.length(network.lines)
    member, bridges = np.zeros(len(network), bool), np.zeros(0, object)
    dash = np.flatnonzero(_lone(network) & (length > _SHORTEST * pen) & (length < _LONGEST * pen))
    if len(dash) < LEAST_IN_A_ROW:
        return member, bridges
    ends = FreeEnds.of(network.keep(np.isin(np.arange(len(network)), dash)), _LONGEST * pen)
    one, two = _facing(ends, length[dash], _GAP * pen)
    row = net.groups(len(dash), ends.line[one], ends.line[two])
    long = np.bincount(row)[row] >= LEAST_IN_A_ROW
    member[dash[long]] = True
    inside = long[ends.line[one]]
    if inside.any():
        bridges = shapely.linestrings(np.stack([ends.points[one[inside]], ends.points[two[inside]]], axis=1))
    return member, bridges


def _lone(network):
    """(m,) bool: straight lines that touch nothing."""
    ends, points = network.ends()
    free = (np.bincount(ends.ravel(), minlength=len(points))[ends] == 1).all(axis=1)
    chord = np.hypot(*(points[ends[:, 1]] - points[ends[:, 0]]).T)
    return free & (chord > _STRAIGHT * shapely.length(network.lines))


def _facing(ends, length, gap):
    """Pairs of free ends that point at each other, each the other's nearest."""
    far, other = cKDTree(ends.points).query(ends.points, k=_AROUND + 1, distance_upper_bound=gap)
    one = np.repeat(np.arange(len(ends)), _AROUND)
    far, other = far[:, 1:].ravel(), other[:, 1:].ravel()
    there = np.isfinite(far) & (far > 0)
    one, other, far = one[there], other[there], far[there]
    way = (ends.points[other] - ends.points[one]) / far[:, None]
    ahead = np.sum(way * ends.heading[one], axis=1) > _FACING
    back = -np.sum(way * ends.heading[other], axis=1) > _FACING
    mine, its = length[ends.line[one]], length[ends.line[other]]
    alike = (np.maximum(mine, its) < _UNEVEN * np.minimum(mine, its)) & (ends.line[one] != ends.line[other])
    one, other, far = (part[ahead & back & alike] for part in (one, other, far))
    order = np.lexsort((far, one))
    first = order[np.unique(one[order], return_index=True)[1]]
    nearest = np.full(len(ends), -1)
    nearest[one[first]] = other[first]
    mutual = np.flatnonzero((nearest >= 0) & (nearest[nearest] == np.arange(len(ends))))
    mutual = mutual[mutual < nearest[mutual]]
    return mutual, nearest[mutual]
