"""Writes logistic-regression.golden.json: rows, weights, and the coefficients that scikit-learn finds for them.

Run: python logistic-regression.py   (scikit-learn 1.9.1, numpy 2)
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression

rng = np.random.default_rng(3)
rows, columns = 203, 4
X = rng.normal(size=(rows, columns))
X[:, 2] = X[:, 0] + 0.05 * X[:, 2]  # two columns that say nearly the same
z = X @ [1.2, -0.7, 0.3, 0.0] - 1
y = (rng.random(rows) < 1 / (1 + np.exp(-z))).astype(int)
weight = rng.integers(0, 4, rows).astype(float)


def fitted(sample_weight=None, **options):
    model = LogisticRegression(solver="newton-cholesky", tol=1e-14, max_iter=1000, **options)
    model.fit(X, y, sample_weight)
    return {"coefficients": model.coef_[0].tolist(), "intercept": model.intercept_[0]}


golden = {
    "madeWith": f"scikit-learn {sklearn.__version__}",
    "X": X.tolist(),
    "y": y.tolist(),
    "sampleWeight": weight.tolist(),
    "plain": fitted(C=1.0),
    "strong": fitted(C=0.01),
    "weak": fitted(C=1000.0),
    "balanced": fitted(C=1.0, class_weight="balanced"),
    "weighted": fitted(weight, C=1.0),
}
Path(__file__).with_suffix(".golden.json").write_text(json.dumps(golden) + "\n")
