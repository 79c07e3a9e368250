"""The peer's side of a work. Arguments: module, file with the code, threads, rows, columns, file of X, file of y or nothing."""

import importlib
import json
import resource
import sys
import time
import warnings

import numpy as np

module, code, threads, rows, columns, file_x, *file_y = sys.argv[1:]
threads = int(threads)
warnings.simplefilter("ignore")
X = np.fromfile(file_x).reshape(int(rows), int(columns))
y = np.fromfile(file_y[0], dtype=np.uint8) if file_y else None
scope = {"threads": threads, "np": np}
exec(open(code).read(), scope)
loaded = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(f"{module} {importlib.import_module(module).__version__}", flush=True)

for _ in sys.stdin:
    cpu, wall = time.process_time(), time.perf_counter()
    quality = scope["run"](X, y)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - loaded) * 1024
    answer = {"cpuSeconds": cpu, "wallSeconds": wall, "quality": list(map(float, quality)), "peakBytes": peak}
    print(json.dumps(answer), flush=True)
