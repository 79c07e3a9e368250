"""Writes onnx-export.golden.json: small models of ours, rows, the hash of the ONNX file that a model is exported to, and the
probabilities that onnxruntime computes with that file, once ONNX's reference implementation agrees. onnx-export.mjs
makes the models and files.

Run: pnpm build && python golden/onnx-export.py   (onnxruntime 1.32.0, onnx 1.23.2, numpy 2)
"""

import base64
import hashlib
import json
import subprocess
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx.reference import ReferenceEvaluator


def values_of(kind, cells):
    if kind == "tensor(string)":
        return np.array([["" if cell is None else cell] for cell in cells], dtype=object)
    rows = [cell if isinstance(cell, list) else [cell] for cell in cells]
    return np.array([[np.nan if cell is None else float(cell) for cell in row] for row in rows])


def score(case):
    file = base64.b64decode(case["file"])
    onnx.checker.check_model(file, full_check=True)
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    feeds = {given.name: values_of(given.type, case["rows"][given.name]) for given in session.get_inputs()}
    (probability,) = session.run(None, feeds)
    with np.errstate(all="ignore"):
        (reference,) = ReferenceEvaluator(onnx.load_from_string(file)).run(None, feeds)
    np.testing.assert_allclose(probability, reference, rtol=0, atol=1e-12)
    assert probability.dtype == np.float64 and probability.shape == (len(next(iter(feeds.values()))), 1)
    return {
        "name": case["name"],
        "model": case["model"],
        "sha256": hashlib.sha256(file).hexdigest(),
        "rows": case["rows"],
        "probability": probability.ravel().tolist(),
    }


script = Path(__file__).with_suffix(".mjs")
cases = json.loads(subprocess.run(["node", script], check=True, capture_output=True, text=True).stdout)
golden = {
    "madeWith": f"onnxruntime {onnxruntime.__version__}, onnx {onnx.__version__}",
    "cases": [score(case) for case in cases],
}
Path(__file__).with_suffix(".golden.json").write_text(json.dumps(golden) + "\n")
