"""Runs one Python peer: peers.py <peer> <task> <input> <rows> <columns> <classes> <repeats> <answer>"""
import json
import resource
import sys
import time
from importlib.metadata import version

import numpy as np

peer, task, source, rows, columns, classes, repeats, answer = sys.argv[1:]
rows, columns, classes, repeats = int(rows), int(columns), int(classes), int(repeats)
data = np.fromfile(source, dtype=np.float64).reshape(columns, rows)
BLOCK = 4096


def blocked():
    """Min-max, entropy and TOPSIS in blocks that stay in the cache, with no array as large as the input."""
    low, high = data.min(axis=1), data.max(axis=1)
    entropy = np.empty(columns)
    share, logs = np.empty(BLOCK), np.empty(BLOCK)
    for j in range(columns):
        total = weighted = 0.0
        for start in range(0, rows, BLOCK):
            r = share[: min(BLOCK, rows - start)]
            np.subtract(data[j, start : start + BLOCK], low[j], out=r)
            np.divide(r, high[j] - low[j], out=r)
            total += r.sum()
            r = r[r > 0]
            part = np.log(r, out=logs[: len(r)])
            weighted += np.dot(r, part)
        entropy[j] = -(weighted / total - np.log(total)) / np.log(rows)
    weights = (1 - entropy) / (1 - entropy).sum()
    score = np.empty(rows)
    for start in range(0, rows, BLOCK):
        part = data[:, start : start + BLOCK]
        r = (part - low[:, None]) / (high - low)[:, None]
        best = np.sqrt(np.einsum("j,jn->n", weights**2, (1 - r) ** 2))
        worst = np.sqrt(np.einsum("j,jn->n", weights**2, r**2))
        score[start : start + BLOCK] = worst / (best + worst)
    return score


def scikit_criteria():
    import skcriteria as skc
    from skcriteria.agg import similarity
    from skcriteria.pipeline import mkpipe
    from skcriteria.preprocessing import scalers, weighters

    pipe = mkpipe(
        scalers.MinMaxScaler(target="matrix"), weighters.EntropyWeighter(), similarity.TOPSIS()
    )
    matrix = np.ascontiguousarray(data.T)
    return lambda: pipe.evaluate(
        skc.mkdm(matrix, [max] * columns)
    ).e_.similarity, "scikit-criteria"


def pymcdm():
    from pymcdm.methods import TOPSIS
    from pymcdm.weights import entropy_weights

    matrix, types = np.ascontiguousarray(data.T), np.ones(columns)
    return lambda: TOPSIS()(matrix, entropy_weights(matrix), types), "pymcdm"


def pydecision():
    from pyDecision.algorithm import topsis_method

    matrix = np.ascontiguousarray(data.T)
    weights = [1 / columns] * columns
    return lambda: np.asarray(
        topsis_method(matrix, weights, ["max"] * columns, graph=False, verbose=False)
    ), "pyDecision"


def mapclassify(name):
    import mapclassify

    values = data[0]
    return lambda: getattr(mapclassify, name)(values, k=classes).bins, "mapclassify"


def salib():
    from SALib.analyze import sobol

    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
    # Rows are A, then A with one input from B, then B; SALib takes them row by row.
    outputs = np.ascontiguousarray(data.T).ravel()

    def analyse():
        found = sobol.analyze(problem, outputs, calc_second_order=False, num_resamples=2, seed=1)
        return np.asarray(found["ST"])

    return analyse, "SALib"


work, name = {
    "python:numpy": lambda: (blocked, "numpy"),
    "python:scikit-criteria": scikit_criteria,
    "python:pymcdm": pymcdm,
    "python:pyDecision": pydecision,
    "python:mapclassify-fisher": lambda: mapclassify("FisherJenks"),
    "python:mapclassify-natural": lambda: mapclassify("NaturalBreaks"),
    "python:SALib": salib,
}[peer]()
found = work()
times = []
for _ in range(repeats):
    start = time.perf_counter()
    found = work()
    times.append(1000 * (time.perf_counter() - start))
np.asarray(found, dtype=np.float64).tofile(answer)
peak = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"times": times, "peak": peak, "version": f"{name} {version(name)}"}))
