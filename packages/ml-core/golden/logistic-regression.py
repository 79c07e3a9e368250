"""Writes logistic-regression.golden.json: rows, weights, and the coefficients that scikit-learn finds for them.

Run: python logistic-regression.py   (scikit-learn 1.9.1, numpy 2)
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(3)
rows, columns = 203, 4
X = rng.normal(size=(rows, columns))
X[:, 2] = X[:, 0] + 0.05 * X[:, 2]  # two columns that say nearly the same
z = X @ [1.2, -0.7, 0.3, 0.0] - 1
y = (rng.random(rows) < 1 / (1 + np.exp(-z))).astype(int)
weight = rng.integers(0, 4, rows).astype(float)
stretch, shift = [1, 1000, 0.01, 5], [0, 50000, 3, -20]


def fitted(sample_weight=None, **options):
    model = LogisticRegression(solver="newton-cholesky", tol=1e-14, max_iter=1000, **options)
    model.fit(X, y, sample_weight)
    return {"coefficients": model.coef_[0].tolist(), "intercept": model.intercept_[0]}


def standardised(sample_weight=None):
    scaler = StandardScaler().fit(X * stretch + shift, sample_weight=sample_weight)
    model = LogisticRegression(solver="newton-cholesky", tol=1e-14, max_iter=1000)
    model.fit(scaler.transform(X * stretch + shift), y, sample_weight)
    coefficients = model.coef_[0] / scaler.scale_
    return {"coefficients": coefficients.tolist(), "intercept": model.intercept_[0] - coefficients @ scaler.mean_}


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
    "stretch": stretch,
    "shift": shift,
    "standardised": standardised(),
    "standardisedWeighted": standardised(weight),
}
Path(__file__).with_suffix(".golden.json").write_text(json.dumps(golden) + "\n")
