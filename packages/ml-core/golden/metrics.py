"""Writes metrics.golden.json: outcomes, probabilities with and without ties, and scikit-learn's figures for them.

Run: python metrics.py   (scikit-learn 1.9.1, numpy 2)
The interval of the AUC is DeLong's, written out below from its definition: all pairs, no sorting.
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn import metrics
from sklearn.calibration import calibration_curve

rng = np.random.default_rng(7)


def de_long(y, p):
    positive, negative = p[y == 1], p[y == 0]
    wins = (positive[:, None] > negative[None, :]) + 0.5 * (positive[:, None] == negative[None, :])
    v10, v01 = wins.mean(1), wins.mean(0)
    error = np.sqrt(v10.var(ddof=1) / len(positive) + v01.var(ddof=1) / len(negative))
    auc = wins.mean()
    return [auc, auc - 1.959963984540054 * error, auc + 1.959963984540054 * error]


def calibration_error(y, p):
    edges = np.percentile(p, np.linspace(0, 100, 11))
    bins = np.searchsorted(edges[1:-1], p)
    return sum(abs(p[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins))


def case(name, y, p):
    fpr, tpr, roc_threshold = metrics.roc_curve(y, p, drop_intermediate=False)
    precision, recall, pr_threshold = metrics.precision_recall_curve(y, p)
    observed, predicted = calibration_curve(y, p, n_bins=10, strategy="quantile")
    label = (p >= 0.3).astype(int)
    tn, fp, fn, tp = metrics.confusion_matrix(y, label).ravel().tolist()
    return {
        "name": name,
        "y": y.tolist(),
        "p": p.tolist(),
        "rocAuc": metrics.roc_auc_score(y, p),
        "rocAucInterval": de_long(y, p),
        "averagePrecision": metrics.average_precision_score(y, p),
        "brierScore": metrics.brier_score_loss(y, p),
        "logLoss": metrics.log_loss(y, p),
        "expectedCalibrationError": calibration_error(y, p),
        "at0.3": {
            "confusion": [tp, fp, tn, fn],
            "precisionScore": metrics.precision_score(y, label),
            "recallScore": metrics.recall_score(y, label),
            "f1Score": metrics.f1_score(y, label),
            "accuracyScore": metrics.accuracy_score(y, label),
        },
        "rocCurve": [fpr.tolist(), tpr.tolist(), roc_threshold[1:].tolist()],
        "precisionRecallCurve": [recall[::-1].tolist(), precision[::-1].tolist(), pr_threshold[::-1].tolist()],
        "calibrationCurve": [predicted.tolist(), observed.tolist()],
    }


rows = 300
p = rng.beta(1, 3, rows)
y = (rng.random(rows) < p).astype(int)
golden = {
    "madeWith": f"scikit-learn {sklearn.__version__}",
    "cases": [
        case("distinct probabilities", y, p),
        case("many ties", y, np.round(p, 1)),
        case("0 and 1 among them", y, np.clip(np.round(p * 1.5 - 0.1, 2), 0, 1)),
        case("eleven rows", y[:11], p[:11]),
    ],
}
Path(__file__).with_suffix(".golden.json").write_text(json.dumps(golden) + "\n")
