"""Trains the trees that judge linework: ``.ci/train-linework``. Traits are kept in .build/linework between runs.

The trees of the folds are trained without the blocks and sample sheets of their fold; they judge the gaps' material, so
that bridges learn from lines as they are judged on a sheet never seen.
"""

import argparse
import importlib.util
import pickle
import sys
import warnings
from functools import partial
from pathlib import Path

import numpy as np
import shapely
from rasterio.errors import NotGeoreferencedWarning

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))


def _plugin():
    spec = importlib.util.spec_from_file_location("conftest", TESTS / "conftest.py")
    spec.loader.exec_module(importlib.util.module_from_spec(spec))


_plugin()  # registers the plugin's package as the tests do

from linework_training import heldout, material  # noqa: E402
from linework_training.learning import learnt  # noqa: E402
from shimonita_gis.sheets import separation  # noqa: E402
from shimonita_gis.sheets.gaps import GAP_TRAITS  # noqa: E402
from shimonita_gis.sheets.network import Network  # noqa: E402
from shimonita_gis.sheets.traits import TRAITS, Traits  # noqa: E402

LINE_TREES = {"trees": 160, "leaves": 16}
GAP_TREES = {"trees": 100, "leaves": 12}
REAL_WEIGHT = 0.5  # of all that is learnt from


class Lesson:
    """The table to learn from, gathered over all material."""

    def __init__(self):
        self.parts = []

    def add(self, real, table, true, weight, fold, known):
        self.parts.append((table[known], true[known], weight[known], fold[known], np.full(known.sum(), real)))

    def joined(self):
        table, true, weight, fold, real = (np.concatenate(part) for part in zip(*self.parts, strict=True))
        for kind, share in ((True, REAL_WEIGHT), (False, 1 - REAL_WEIGHT)):
            weight[real == kind] *= share * len(weight) / max(weight[real == kind].sum(), 1e-9)
        return table, true, weight, fold

    def learn(self, names, **size):
        """The trees of all, and those of each fold."""
        table, true, weight, fold = self.joined()
        whole = learnt(names, table, true, weight, **size)
        print(f"  {len(table)} rows, {true.mean():.2f} true; all learnt", flush=True)
        folds = []
        for number in range(material.FOLDS):
            rows = fold != number
            folds.append(learnt(names, table[rows], true[rows], weight[rows], **size))
            found = folds[-1].probability(table[~rows])
            hit = np.average((found > 0.5) == true[~rows], weights=weight[~rows])
            print(f"  fold {number}: {hit:.3f} of the held-out length judged right", flush=True)
        return whole, folds


def gathered(cache):
    """(material, network, table of traits) one by one; computed once."""
    cache.mkdir(parents=True, exist_ok=True)
    makers = [material.real_scan, *(partial(material.sample, n, cache) for n in range(len(material.SAMPLES)))]
    for number, make in enumerate(makers):
        path = cache / f"traits_{number}.pkl"
        if not path.exists():
            found = make()
            network = separation.traced(found.drawing)
            path.write_bytes(pickle.dumps((found, network, Traits(network, found.drawing).table)))
            print(f"  {found.name}: pen {found.drawing.pen:.2f}, {len(network)} lines", flush=True)
        yield pickle.loads(path.read_bytes())


def lines(cache):
    lesson = Lesson()
    for found, network, table in gathered(cache):
        lesson.add(
            found.name == "real scan",
            table,
            found.share_true(network.lines) > 0.5,
            shapely.length(network.lines),
            found.fold_of(material.middles(network.lines)),
            found.known(network.lines),
        )
    return lesson.learn(tuple(TRAITS), **LINE_TREES)


def gaps(cache, line_folds):
    lesson = Lesson()
    for found, network, table in gathered(cache):
        probability = heldout.by_fold(line_folds, found.fold_of(material.middles(network.lines)), table)
        judged = Network(network.lines, network.width, network.weight, probability, network.bridged)
        traits = separation.gap_traits(judged, found.drawing)
        bridges = traits.bridges.lines
        lesson.add(
            found.name == "real scan",
            traits.table,
            found.share_true(bridges) > 0.8,
            np.sqrt(shapely.length(bridges)),
            found.fold_of(material.middles(bridges)),
            found.known(bridges),
        )
    return lesson.learn(tuple(GAP_TRAITS), **GAP_TREES)


def main():
    warnings.simplefilter("ignore", NotGeoreferencedWarning)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=TESTS.parent / ".build" / "linework")
    cache = parser.parse_args().cache
    resources = TESTS.parent / "resources" / "linework"
    for folder in (resources, heldout.FOLDER):
        folder.mkdir(parents=True, exist_ok=True)
    print("lines", flush=True)
    whole, line_folds = lines(cache)
    whole.write(resources / "lines.npz")
    print("gaps", flush=True)
    whole_gaps, gap_folds = gaps(cache, line_folds)
    whole_gaps.write(resources / "gaps.npz")
    for name, folds in (("lines", line_folds), ("gaps", gap_folds)):
        for number, trees in enumerate(folds):
            trees.write(heldout.FOLDER / f"{name}_{number}.npz")


if __name__ == "__main__":
    main()
