"""Writes preprocessing.golden.json: a mixed table and what scikit-learn makes of it.

Run: python preprocessing.py   (scikit-learn 1.9.1, numpy 2)
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, RobustScaler, StandardScaler

rng = np.random.default_rng(20)
rows = 61
income = np.round(rng.lognormal(10, 0.8, rows), 2)
income[[3, 17, 18, 40]] = np.nan
age = rng.integers(18, 80, rows).astype(float)
city = rng.choice(["Aalst", "Brugge", "Celle", "Delft", "Eupen"], rows, p=[0.4, 0.3, 0.2, 0.06, 0.04])

numbers = np.column_stack([income, age])


def encoded(strategy, scaler):
    return scaler.fit_transform(SimpleImputer(strategy=strategy).fit_transform(numbers)).T.tolist()


one_hot = OneHotEncoder(min_frequency=0.1, sparse_output=False).fit(city.reshape(-1, 1))
golden = {
    "madeWith": f"scikit-learn {sklearn.__version__}",
    "income": [None if np.isnan(v) else v for v in income],
    "age": age.tolist(),
    "city": city.tolist(),
    "medianStandard": encoded("median", StandardScaler()),
    "meanStandard": encoded("mean", StandardScaler()),
    "medianRobust": encoded("median", RobustScaler()),
    "oneHot": one_hot.transform(city.reshape(-1, 1)).T.tolist(),
    "quantiles": {str(q): float(np.nanquantile(income, q)) for q in (0, 0.1, 0.25, 0.5, 0.9, 1)},
}
Path(__file__).with_suffix(".golden.json").write_text(json.dumps(golden) + "\n")
