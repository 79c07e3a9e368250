"""CatBoost with its defaults on given folds. Reads {columns, y, folds} from standard input, writes the out-of-fold chances."""

import json
import sys

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier

given = json.load(sys.stdin)
y, folds = np.array(given["y"]), np.array(given["folds"])
X = pd.DataFrame({column["name"]: column["cells"] for column in given["columns"]})
levels = [column["name"] for column in given["columns"] if column["kind"] == "categorical"]
numbers = [name for name in X if name not in levels]
X[numbers] = X[numbers].astype(float)
X[levels] = X[levels].fillna("").astype(str)

chances = np.zeros(len(y))
for fold in np.unique(folds):
    held = folds == fold
    model = CatBoostClassifier(random_seed=0, verbose=False, allow_writing_files=False)
    model.fit(X[~held], y[~held], cat_features=levels)
    chances[held] = model.predict_proba(X[held])[:, 1]
print(json.dumps(chances.tolist()))
