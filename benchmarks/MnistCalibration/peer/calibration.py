"""The same maps and sets by PyTorch, scikit-learn and NumPy: a request a line, a JSON line back; arrays go through files."""
import json
import os
import sys

import numpy as np
import sklearn
import torch
from sklearn.isotonic import IsotonicRegression


def temperature(logits, labels, dtype, **options):
    """The usual recipe: LBFGS on the mean cross entropy."""
    logits, labels = torch.tensor(logits, dtype=dtype), torch.tensor(labels)
    scale = torch.ones(1, dtype=dtype, requires_grad=True)
    optimizer = torch.optim.LBFGS([scale], **options)

    def closure():
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(logits / scale, labels)
        loss.backward()
        return loss

    optimizer.step(closure)
    return scale.item()


def vector(fit, labels, measure):
    fit, labels = torch.tensor(fit), torch.tensor(labels)
    factors = torch.ones(fit.shape[1], dtype=torch.float64, requires_grad=True)
    intercepts = torch.zeros(fit.shape[1], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [factors, intercepts], max_iter=2000, tolerance_grad=1e-11, tolerance_change=0, history_size=50, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(fit * factors + intercepts, labels)
        loss.backward()
        return loss

    optimizer.step(closure)
    with torch.no_grad():
        return torch.softmax(torch.tensor(measure) * factors + intercepts, 1).numpy()


def isotonic(fit, labels, measure):
    columns = [
        IsotonicRegression(out_of_bounds="clip").fit(fit[:, c], labels == c).predict(measure[:, c]) for c in range(fit.shape[1])
    ]
    raw = np.stack(columns, axis=1)
    return raw / raw.sum(axis=1, keepdims=True)


def expected_calibration_error(probabilities, labels, bins=15):
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == labels
    place = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    return np.abs(np.bincount(place, correct, bins) - np.bincount(place, confidence, bins)).sum() / len(labels)


def softmax(logits):
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def scores(probabilities, kind, uniforms):
    """[N, C]: 1 - p, or the sum down to the label less u of its own probability, and for RAPS 0.1 for each rank after the first."""
    if kind == "lac":
        return 1 - probabilities
    order = np.argsort(-probabilities, axis=1, kind="stable")
    falling = np.take_along_axis(probabilities, order, axis=1)
    values = np.cumsum(falling, axis=1) - uniforms[:, None] * falling
    if kind == "raps":
        values += 0.1 * np.arange(probabilities.shape[1])
    result = np.empty_like(values)
    np.put_along_axis(result, order, values, axis=1)
    return result


def answer(request):
    def read(name, kind=np.float64):
        return np.fromfile(os.path.join(request["folder"], name), dtype=kind)

    classes, alpha = request["classes"], request["alpha"]
    fit, measure = read("fit_logits").reshape(-1, classes), read("measure_logits").reshape(-1, classes)
    fit_labels, measure_labels = read("fit_labels", np.int64), read("measure_labels", np.int64)
    best = temperature(
        fit, fit_labels, torch.float64, max_iter=500, tolerance_grad=1e-13, tolerance_change=0, line_search_fn="strong_wolfe")
    scaled = softmax(measure / best)
    fit_probabilities, probabilities = softmax(fit), softmax(measure)
    vector(fit, fit_labels, measure).tofile(os.path.join(request["folder"], "vector"))
    isotonic(fit_probabilities, fit_labels, probabilities).tofile(os.path.join(request["folder"], "isotonic"))
    result = {
        "temperature": best,
        "temperature_usual": temperature(fit, fit_labels, torch.float32, lr=0.1, max_iter=100),
        "ece": expected_calibration_error(scaled, measure_labels),
        "nll": float(-np.log(scaled[np.arange(len(scaled)), measure_labels]).mean()),
    }
    count = len(fit_labels)
    for kind in ("lac", "aps", "raps"):
        own = scores(fit_probabilities, kind, read("fit_uniforms"))[np.arange(count), fit_labels]
        threshold = np.sort(own)[int(np.ceil(round((count + 1) * (1 - alpha), 9))) - 1]
        result[kind] = float(threshold)
        (scores(probabilities, kind, read("measure_uniforms")) <= threshold).tofile(os.path.join(request["folder"], kind))
    return result


torch.set_num_threads(1)
print(json.dumps({"torch": f"PyTorch {torch.__version__}, scikit-learn {sklearn.__version__}, NumPy {np.__version__}"}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
