"""Scores customers outside Holdfast: takes the champion away as an ONNX file and compares its scores to the server's.

    pip install onnxruntime
    HOLDFAST_KEY=$(cat .data/admin-api-key) python3 examples/score_with_onnx.py <dataset id>
"""

import json
import os
import sys
import urllib.request
from datetime import date

import numpy
import onnxruntime

URL = os.environ.get("HOLDFAST_URL", "http://127.0.0.1:4000")


def fetch(path, body=None):
    headers = {"Authorization": f"Bearer {os.environ['HOLDFAST_KEY']}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(URL + path, data, headers)) as answer:
        return answer.read()


def ask(query, **variables):
    answer = json.loads(fetch("/graphql", {"query": query, "variables": variables}))
    if "errors" in answer:
        sys.exit(answer["errors"][0]["message"])
    return answer["data"]


def number(value):
    """Missing is NaN, and a date is the days since 1970-01-01."""
    if value is None:
        return numpy.nan
    if isinstance(value, str):
        return (date.fromisoformat(value[:10]) - date(1970, 1, 1)).days
    return float(value)


def text(value):
    """Missing is the empty text."""
    return "" if value is None else str(value)


QUERY = """query ($id: ID!) {
  dataset(id: $id) {
    champion { id }
    customers(first: 100) { edges { node { attributes churn { probability } } } }
  }
}"""

dataset = ask(QUERY, id=sys.argv[1])["dataset"]
customers = [edge["node"] for edge in dataset["customers"]["edges"] if edge["node"]["churn"]]
session = onnxruntime.InferenceSession(fetch(f"/churn-models/{dataset['champion']['id']}/onnx"))


def column(given):
    """One input of the model, a column: numbers where it takes doubles, otherwise texts."""
    convert, kind = (number, numpy.float64) if "double" in given.type else (text, object)
    values = [convert(customer["attributes"].get(given.name)) for customer in customers]
    return numpy.array(values, kind).reshape(-1, 1)


inputs = {given.name: column(given) for given in session.get_inputs()}
ours = session.run(["probability"], inputs)[0].ravel()
served = numpy.array([customer["churn"]["probability"] for customer in customers])
print(f"{len(customers)} customers, largest difference {numpy.abs(ours - served).max():.1e}")
