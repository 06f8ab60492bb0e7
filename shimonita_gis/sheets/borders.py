"""Which lines stay as borders: faces grow together over their least likely borders first."""

import heapq

import numpy as np
import shapely

from . import network as net

_UNINKED = 0.75  # of its probability is what a bridge over a gap is worth as a border


def regions(network, threshold, smallest):
    """(m, 2) the region left and right of each line (a number of its own for the outside) after faces have grown
    together wherever the mean probability of all they have in common is below ``threshold``, least likely
    first. A face smaller than ``smallest`` (square pixels) gives way to its least likely neighbour in any case.

    Agglomeration by mean boundary strength as in Arbeláez, Maire, Fowlkes & Malik 2011, on the faces of the drawing.
    """
    shapes, sides = net.faces(network)
    outside = len(shapes)
    sides = np.where(sides < 0, outside, sides)
    length = shapely.length(network.lines)
    strength = np.where(network.bridged, _UNINKED * network.probability, network.probability)
    border = sides[:, 0] != sides[:, 1]
    merging = _Merging(outside + 1, sides[border], length[border], (strength * length)[border])
    merging.run(threshold)
    merging.absorb(np.append(shapely.area(shapes), np.inf), smallest)
    return merging.found()[sides]


class _Merging:
    """Regions and what each has in common with its neighbours: {neighbour: [length, probability times length]}."""

    def __init__(self, count, pairs, length, weighted):
        self.into = list(range(count))
        self.common = [{} for _ in range(count)]
        pairs, place = np.unique(np.sort(pairs, axis=1), axis=0, return_inverse=True)
        length, weighted = np.bincount(place.ravel(), length), np.bincount(place.ravel(), weighted)
        for (one, two), *values in zip(pairs.tolist(), length.tolist(), weighted.tolist(), strict=True):
            self.common[one][two] = self.common[two][one] = values

    def run(self, threshold):
        waiting = [
            (weighted / length, one, two)
            for one, neighbours in enumerate(self.common)
            for two, (length, weighted) in neighbours.items()
            if one < two and weighted < threshold * length
        ]
        heapq.heapify(waiting)
        while waiting:
            mean, one, two = heapq.heappop(waiting)
            values = self.common[one].get(two)
            if values is None or values[1] / values[0] != mean:
                continue
            for other, (length, weighted) in self.join(one, two):
                if weighted < threshold * length:
                    heapq.heappush(waiting, (weighted / length, *other))

    def join(self, one, two):
        """Joins two neighbours into the one that has more of them; returns the pairs whose border has changed."""
        if len(self.common[one]) < len(self.common[two]):
            one, two = two, one
        self.into[two] = one
        del self.common[one][two]
        changed = []
        for other, (length, weighted) in self.common[two].items():
            if other == one:
                continue
            del self.common[other][two]
            had = self.common[one].get(other, (0.0, 0.0))
            values = [had[0] + length, had[1] + weighted]
            self.common[one][other] = self.common[other][one] = values
            changed.append(((min(one, other), max(one, other)), values))
        self.common[two] = {}
        return changed

    def absorb(self, area, smallest):
        area = area.copy()
        for one in np.argsort(area):
            if area[one] >= smallest:
                break
            one = self.root(int(one))
            if area[one] < smallest and self.common[one]:
                two = min(self.common[one], key=lambda other: self.common[one][other][1] / self.common[one][other][0])
                total = area[one] + area[two]
                self.join(one, two)
                area[self.root(one)] = total

    def root(self, one):
        while self.into[one] != one:
            one = self.into[one]
        return one

    def found(self):
        return np.array([self.root(one) for one in range(len(self.into))])
