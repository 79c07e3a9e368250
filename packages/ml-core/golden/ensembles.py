"""Writes ensembles.golden.json: how well scikit-learn's forest and boosting rank rows that they have not seen, on a problem
that src/ensemble/ensembles-golden.test.ts generates by the same hash, and on telco_ibm.csv (../shared/data beside the
repository) with categories as numbers and every fifth row held out.

Run: python ensembles.py   (scikit-learn 1.9.1, numpy 2, pandas 3)
"""

import json
from pathlib import Path

import numpy as np
import pandas
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.metrics import log_loss, roc_auc_score

SEEDS = 8


def uniform(row, column):
    """The hash of a cell as a number in 0..1."""
    word = (row * 0x9E3779B1 + column * 0x85EBCA6B + 0x27D4EB2F) & 0xFFFFFFFF
    word ^= word >> 16
    word = (word * 0x7FEB352D) & 0xFFFFFFFF
    word ^= word >> 15
    word = (word * 0x846CA68B) & 0xFFFFFFFF
    return (word ^ (word >> 16)) / 2**32


def problem(first, rows):
    X = np.array([[uniform(i, j) for j in range(8)] for i in range(first, first + rows)])
    X[:, 2] = np.floor(4 * X[:, 2])
    X[:, 5] = np.floor(2 * X[:, 5])
    z = 4 * X[:, 0] - 3 * (X[:, 1] > 0.7) + (X[:, 2] == 2) + 6 * (X[:, 3] - 0.5) * (X[:, 4] - 0.5) + X[:, 5] - 3
    y = np.array([uniform(i, 99) for i in range(first, first + rows)]) < 1 / (1 + np.exp(-z))
    return X, y.astype(int)


def telco():
    file = Path(__file__).parents[4] / "shared" / "data" / "telco_ibm.csv"
    table = pandas.read_csv(file, dtype=str).drop(columns="customerID")
    numeric = {"tenure", "MonthlyCharges", "TotalCharges"}
    X = np.column_stack([
        pandas.to_numeric(table[name], errors="coerce").fillna(0)
        if name in numeric
        else np.unique(table[name].to_numpy(dtype="U"), return_inverse=True)[1]
        for name in table.columns.drop("Churn")
    ]).astype(float)
    return X, (table["Churn"] == "Yes").to_numpy().astype(int)


def measure(X, y, X_test, y_test):
    forest = [
        RandomForestClassifier(100, max_depth=16, min_samples_leaf=5, random_state=seed).fit(X, y)
        for seed in range(SEEDS)
    ]
    boosting = HistGradientBoostingClassifier(early_stopping=False).fit(X, y).predict_proba(X_test)[:, 1]
    forest = [model.predict_proba(X_test)[:, 1] for model in forest]
    return {
        "forestAuc": [roc_auc_score(y_test, p) for p in forest],
        "forestLogLoss": [log_loss(y_test, p) for p in forest],
        "boostingAuc": roc_auc_score(y_test, boosting),
        "boostingLogLoss": log_loss(y_test, boosting),
    }


X, y = telco()
held = np.arange(len(y)) % 5 == 0
golden = {
    "madeWith": f"scikit-learn {sklearn.__version__}",
    "synthetic": measure(*problem(0, 4000), *problem(4000, 20000)),
    "telco": measure(X[~held], y[~held], X[held], y[held]),
}
Path(__file__).with_suffix(".golden.json").write_text(json.dumps(golden, indent=2) + "\n")
