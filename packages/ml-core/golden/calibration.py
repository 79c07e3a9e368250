"""Writes calibration.golden.json: scores, outcomes, scikit-learn's isotonic steps and Platt's two numbers for them.

Run: python calibration.py   (scikit-learn 1.9.1, numpy 2)
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.calibration import _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression

rng = np.random.default_rng(11)
rows = 250
truth = rng.beta(1.2, 3, rows)
score = np.round(np.sqrt(truth) * 0.9, 2)  # too high, with ties
y = (rng.random(rows) < truth).astype(int)
log_odds = np.log((score + 1e-4) / (1 - score + 1e-4))

platt = _SigmoidCalibration().fit(log_odds, y)
golden = {
    "madeWith": f"scikit-learn {sklearn.__version__}",
    "scores": score.tolist(),
    "y": y.tolist(),
    "isotonic": IsotonicRegression().fit(score, y).predict(score).tolist(),
    "platt": {"slope": -platt.a_, "intercept": -platt.b_},
}
Path(__file__).with_suffix(".golden.json").write_text(json.dumps(golden) + "\n")
