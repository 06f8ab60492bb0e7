"""Boosted trees learnt with scikit-learn, which only the training needs, and taken over into the plugin's own form."""

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from shimonita_gis.sheets.boosting import Trees


def learnt(names, table, true, weight, trees, leaves, seed=1):
    """The :class:`Trees` that tell ``true`` (m,) bool from the columns ``names`` of ``table`` (m, n)."""
    model = HistGradientBoostingClassifier(
        max_iter=trees,
        max_leaf_nodes=leaves,
        learning_rate=0.1,
        min_samples_leaf=30,
        l2_regularization=5.0,
        max_features=0.5,
        max_bins=128,
        early_stopping=False,
        random_state=seed,
    )
    model.fit(table, true, weight)
    trees = _taken_over(model, names)
    some = table[:: max(len(table) // 2000, 1)]
    if not np.allclose(trees.probability(some), model.predict_proba(some)[:, 1], atol=1e-4):
        raise AssertionError("The trees as taken over do not judge as those that were learnt.")
    return trees


def _taken_over(model, names):
    nodes = [tree.nodes for (tree,) in model._predictors]
    roots = np.cumsum([0, *map(len, nodes)])[:-1]
    shift = np.repeat(roots, [len(tree) for tree in nodes])
    every = np.concatenate(nodes)
    leaf = every["is_leaf"].astype(bool)
    return Trees(
        np.where(leaf, -1, every["feature_idx"]).astype(np.int16),
        _rounded_down(every["num_threshold"]),
        np.where(leaf, 0, every["left"] + shift).astype(np.int32),
        np.where(leaf, 0, every["right"] + shift).astype(np.int32),
        np.where(leaf, every["value"], 0).astype(np.float32),
        roots.astype(np.int32),
        tuple(names),
        float(model._baseline_prediction.item()),
    )


def _rounded_down(threshold):
    """float32 not above the float64 ``threshold``, so that float32 values fall to the same side of it."""
    single = threshold.astype(np.float32)
    return np.where(single > threshold, np.nextafter(single, np.float32(-np.inf)), single).astype(np.float32)
