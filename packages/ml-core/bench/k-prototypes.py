"""k-modes or k-prototypes with their defaults. Reads {columns, k} from standard input, writes the labels."""

import json
import sys

import numpy as np
from kmodes.kmodes import KModes
from kmodes.kprototypes import KPrototypes

given = json.load(sys.stdin)
columns, k = given["columns"], given["k"]
kinds = [column["kind"] for column in columns]
levels = [at for at, kind in enumerate(kinds) if kind == "categorical"]
X = np.empty((len(columns[0]["cells"]), len(columns)), dtype=object)
for at, column in enumerate(columns):
    cells = np.array(column["cells"], dtype=float if column["kind"] == "numeric" else object)
    # Numbers standardised, as its authors advise.
    X[:, at] = (cells - cells.mean()) / cells.std() if column["kind"] == "numeric" else cells
if len(levels) == len(columns):
    labels = KModes(n_clusters=k, n_init=10, random_state=0).fit_predict(X)
else:
    labels = KPrototypes(n_clusters=k, n_init=10, random_state=0).fit_predict(X, categorical=levels)
print(json.dumps(labels.tolist()))
