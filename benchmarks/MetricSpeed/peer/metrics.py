"""The same metrics of the same numbers by scikit-learn and NumPy: a request a line, a JSON line back."""
import json
import sys
import time

import numpy as np
import sklearn
from sklearn.metrics import roc_auc_score


def uniform(count, key):
    """Numbers in [0, 1) that the other side makes too."""
    index = np.arange(count, dtype=np.uint64) + np.uint64(key)
    mixed = (index * np.uint64(0x9E3779B97F4A7C15)) & np.uint64(0xFFFFFFFFFFFFFFFF)
    mixed ^= mixed >> np.uint64(32)
    mixed = (mixed * np.uint64(0xD6E8FEB86659FD93)) & np.uint64(0xFFFFFFFFFFFFFFFF)
    mixed ^= mixed >> np.uint64(32)
    return (mixed >> np.uint64(11)).astype(np.float64) / float(1 << 53)


def expected_calibration_error(probabilities, labels, bins):
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == labels
    place = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    count = np.bincount(place, minlength=bins)
    gap = np.abs(np.bincount(place, correct, bins) - np.bincount(place, confidence, bins))
    return gap.sum() / count.sum()


def ranking(count):
    scores = uniform(count, 1)
    return scores, uniform(count, 1 << 40) < 0.2 + 0.6 * scores


def classification(count, classes):
    values = uniform(count * classes, 7).reshape(count, classes) ** 3
    labels = (uniform(count, 1 << 41) * classes).astype(np.int64)
    return values / values.sum(axis=1, keepdims=True), labels


np.seterr(over="ignore")
data = None
print(json.dumps({"torch": f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}"}), flush=True)
for line in sys.stdin:
    word, *rest = line.split()
    if word == "prepare":
        data = ranking(int(rest[1])) if rest[0] == "auroc" else classification(int(rest[1]), int(rest[2]))
        print(json.dumps({}), flush=True)
        continue
    start = time.perf_counter()
    value = roc_auc_score(data[1], data[0]) if word == "auroc" else expected_calibration_error(*data, 15)
    print(json.dumps({"seconds": time.perf_counter() - start, "value": float(value)}), flush=True)
