"""HistGradientBoosting on given folds of records with gaps. Reads {cells, levels, y, folds, judgedFolds} from standard input, writes the chances."""

import json
import sys

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

given = json.load(sys.stdin)
y, folds = np.array(given["y"]), np.array(given["folds"])
X = np.array(given["cells"], dtype=float).T

chances = np.zeros(len(y))
for fold in given["judgedFolds"]:
    held = folds == fold
    model = HistGradientBoostingClassifier(categorical_features=given["levels"], random_state=0)
    model.fit(X[~held], y[~held])
    chances[held] = model.predict_proba(X[held])[:, 1]
print(json.dumps(chances.tolist()))
