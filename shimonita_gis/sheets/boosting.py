"""Boosted trees, evaluated with numpy alone: what a training elsewhere has learnt, read from a small data file."""

from dataclasses import dataclass

import numpy as np

_FIELDS = ("feature", "threshold", "left", "right", "value", "roots")


@dataclass(frozen=True)
class Trees:
    """Binary trees whose leaves are summed to the log odds of a probability.

    Nodes of all trees one after the other: ``feature`` (k,) int16, -1 at a leaf; ``threshold`` (k,) float32, to the
    ``left`` (k,) int32 node where the feature is not above it, else to the ``right``; ``value`` (k,) float32 of a
    leaf; ``roots`` (t,) int32. ``names`` of the features in their order; ``base`` log odds without any tree.
    """

    feature: np.ndarray
    threshold: np.ndarray
    left: np.ndarray
    right: np.ndarray
    value: np.ndarray
    roots: np.ndarray
    names: tuple
    base: float

    def probability(self, table):
        """(m,) float32 for the rows of ``table`` (m, n), columns as ``names``."""
        columns = np.asfortranarray(table)
        odds = np.full(len(table), self.base, np.float32)
        value = np.empty(len(table), np.float32)
        for root in self.roots:
            self._reach(root, np.arange(len(table)), columns, value)
            odds += value
        return 1 / (1 + np.exp(-odds))

    def _reach(self, node, rows, columns, value):
        """Fills ``value`` at ``rows``, which have come as far as ``node``, with those of the leaves they end in."""
        feature = self.feature[node]
        if feature < 0:
            value[rows] = self.value[node]
        elif len(rows):
            lower = columns[rows, feature] <= self.threshold[node]
            self._reach(self.left[node], rows[lower], columns, value)
            self._reach(self.right[node], rows[~lower], columns, value)

    def write(self, path):
        """To a compressed file that holds arrays of numbers and names only."""
        fields = {name: getattr(self, name) for name in _FIELDS}
        np.savez_compressed(path, names=np.array(self.names), base=self.base, **fields)

    @classmethod
    def read(cls, path):
        """From a file of :meth:`write`; nothing in it can be run."""
        with np.load(path, allow_pickle=False) as file:
            return cls(*(file[name] for name in _FIELDS), tuple(file["names"].tolist()), float(file["base"]))
