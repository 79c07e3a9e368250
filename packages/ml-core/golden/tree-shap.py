"""Writes tree-shap.golden.json: trees of scikit-learn, rows, and the Shapley values that the shap package gives for them.

Run: python tree-shap.py   (scikit-learn 1.9.1, shap 0.51.0, numpy 2)
"""

import json
from pathlib import Path

import numpy as np
import shap
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier

rng = np.random.default_rng(5)
columns = 6
# Eighths are the same number in float32, into which scikit-learn's forest casts.
X = np.round(rng.normal(size=(400, columns)) * 8) / 8
y = (X[:, 0] + X[:, 1] * X[:, 2] + (X[:, 3] > 0.5) + rng.normal(size=400) > 0.5).astype(int)
gaps = np.where(rng.random(X.shape) < 0.15, np.nan, X)


def forest_tree(tree):
    leaf = tree.children_left < 0
    return {
        "left": np.where(leaf, -1, tree.children_left).tolist(),
        "right": np.where(leaf, -1, tree.children_right).tolist(),
        "feature": np.where(leaf, 0, tree.feature).tolist(),
        "threshold": np.where(leaf, 0, tree.threshold).tolist(),
        "missingRight": np.zeros(len(leaf), int).tolist(),
        "value": tree.value[:, 0, 1].tolist(),
        "cover": tree.weighted_n_node_samples.tolist(),
    }


def boosting_tree(nodes):
    leaf = nodes["is_leaf"].astype(bool)
    return {
        "left": np.where(leaf, -1, nodes["left"].astype(int)).tolist(),
        "right": np.where(leaf, -1, nodes["right"].astype(int)).tolist(),
        "feature": nodes["feature_idx"].astype(int).tolist(),
        "threshold": np.where(leaf, 0, nodes["num_threshold"]).tolist(),
        "missingRight": (1 - nodes["missing_go_to_left"].astype(int)).tolist(),
        "value": np.where(leaf, nodes["value"], 0).tolist(),
        "cover": nodes["count"].astype(int).tolist(),
    }


def plain(rows):
    return [[None if np.isnan(value) else float(value) for value in row] for row in rows]


forest = RandomForestClassifier(8, max_depth=9, random_state=0).fit(X, y)
forest_values = shap.TreeExplainer(forest)(X[:12])
boosting = HistGradientBoostingClassifier(max_iter=8, min_samples_leaf=5, early_stopping=False).fit(gaps, y)
boosting_values = shap.TreeExplainer(boosting)(gaps[:12])

golden = {
    "madeWith": f"scikit-learn {sklearn.__version__}, shap {shap.__version__}",
    "columns": columns,
    "forest": {
        "trees": [forest_tree(tree.tree_) for tree in forest.estimators_],
        "rows": plain(X[:12]),
        "base": float(forest_values.base_values[0][1]),
        "values": forest_values.values[:, :, 1].tolist(),
    },
    "boosting": {
        "baseScore": float(boosting._baseline_prediction.ravel()[0]),
        "trees": [boosting_tree(round_[0].nodes) for round_ in boosting._predictors],
        "rows": plain(gaps[:12]),
        "base": float(boosting_values.base_values[0]),
        "values": boosting_values.values.tolist(),
    },
}
Path(__file__).with_suffix(".golden.json").write_text(json.dumps(golden) + "\n")
