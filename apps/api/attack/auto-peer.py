"""The candidates of AUTO in scikit-learn, without a race. Arguments: a CSV with the column left, and the rows to compare them on."""

import json
import sys
import time

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

table = np.genfromtxt(sys.argv[1], delimiter=",", skip_header=1)
X, y = table[:, 1:-1], table[:, -1].astype(int)
judged = min(len(y), int(sys.argv[2]))
folds = list(StratifiedKFold(5, shuffle=True, random_state=0).split(X[:judged], y[:judged]))


def model(name, weight=None):
    if name == "logistic regression":
        return make_pipeline(StandardScaler(), LogisticRegression(class_weight=weight))
    if name == "random forest":
        return RandomForestClassifier(100, max_depth=16, min_samples_leaf=5, class_weight=weight, random_state=0)
    settings = {"max_iter": 200, "learning_rate": 0.05, "max_leaf_nodes": 16, "l2_regularization": 1}
    return HistGradientBoostingClassifier(**settings, class_weight=weight, random_state=0)


def resample(rows, strategy):
    """As many of one answer as of the other: the rarer repeated, or fewer of the more frequent."""
    sides = sorted((rows[y[rows] == answer] for answer in (0, 1)), key=len)
    draw = np.random.default_rng(0)
    if strategy == "over":
        return np.concatenate([sides[1], sides[0], draw.choice(sides[0], len(sides[1]) - len(sides[0]))])
    return np.concatenate([sides[0], draw.choice(sides[1], len(sides[0]), replace=False)])


def fit(name, strategy, rows):
    if strategy in ("over", "under"):
        rows = resample(rows, strategy)
    return model(name, "balanced" if strategy == "weight" else None).fit(X[rows], y[rows])


def judge(name, strategy):
    start = time.process_time()
    p = np.empty(judged)
    for learning, held in folds:
        p[held] = fit(name, strategy, learning).predict_proba(X[held])[:, 1]
    brier, auc = brier_score_loss(y[:judged], p), roc_auc_score(y[:judged], p)
    print(f"  {name}, {strategy}: AUC {auc:.4f}, {time.process_time() - start:.1f} s", file=sys.stderr, flush=True)
    return {"name": name, "strategy": strategy, "brier": brier, "auc": auc}


start = time.process_time()
tried = [judge(name, "none") for name in ("logistic regression", "random forest", "gradient boosting")]
best = min(tried, key=lambda candidate: candidate["brier"])
tried += [judge(best["name"], strategy) for strategy in ("weight", "over", "under")]
best = min(tried, key=lambda candidate: candidate["brier"])
fit(best["name"], best["strategy"], np.arange(len(y))).predict_proba(X)
print(json.dumps({"seconds": time.process_time() - start, **best}))
