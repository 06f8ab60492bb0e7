"""Judges of the real scan that have not seen the block they judge."""

from pathlib import Path

import numpy as np

from linework_training.material import FOLDS, fold_of_block, middles
from shimonita_gis.sheets.boosting import Trees

FOLDER = Path(__file__).parent / "folds"


class HeldOut:
    """What :class:`shimonita_gis.sheets.separation.Judges` does, each line and bridge judged by the trees of the fold
    that was trained without its block."""

    def __init__(self, lines, gaps):
        self.lines, self.gaps = lines, gaps

    @classmethod
    def trained(cls):
        return cls(
            *([Trees.read(FOLDER / f"{name}_{fold}.npz") for fold in range(FOLDS)] for name in ("lines", "gaps"))
        )

    def of_lines(self, traits):
        return by_fold(self.lines, fold_of_block(middles(traits.network.lines)), traits.table)

    def of_gaps(self, traits):
        return by_fold(self.gaps, fold_of_block(middles(traits.bridges.lines)), traits.table)


def _of_folds(name):
    return [Trees.read(FOLDER / f"{name}_{fold}.npz") for fold in range(FOLDS)]


def by_fold(trees, fold, table):
    """(m,) the probability of each row of ``table`` by the ``trees`` (one a fold) of its ``fold`` (m,)."""
    found = np.zeros(len(table), np.float32)
    for number in range(FOLDS):
        rows = fold == number
        found[rows] = trees[number].probability(table[rows])
    return found
