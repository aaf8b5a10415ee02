"""Writes recalibration.csv: maps that scikit-learn and scipy fit to small data, and what they make of new inputs.

Cases of scores have `scores`, `labels`, `new`; those of classes have `inputs` [N, C], `labels`, `new` [M, C]. `expected` is what the fitted map
gives for the new ones, `loss` the least value of what is minimised, where scipy minimises it.
"""
import pathlib

import numpy as np
import scipy
import sklearn
import torch
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax
from sklearn.calibration import CalibratedClassifierCV
from sklearn.isotonic import IsotonicRegression

from write_cases import Cases

torch.set_default_dtype(torch.float64)
here = pathlib.Path(__file__).parent
cases = Cases(here / "recalibration.csv", f"recalibration.py, scikit-learn {sklearn.__version__}, scipy {scipy.__version__}")
random = np.random.default_rng(7)
C = 3


def save(name, **values):
    cases.add(name, **{key: torch.as_tensor(np.asarray(value, dtype=float)) for key, value in values.items()})


def minimum(loss, start, bounds=None):
    """By several starts of a quasi-Newton method, each from the last one's end."""
    for _ in range(5):
        result = minimize(loss, start, method="L-BFGS-B", bounds=bounds, jac="3-point", options={"ftol": 1e-16, "gtol": 1e-10, "maxiter": 10000})
        start = result.x
    return result.x, result.fun


class Given:
    """A classifier whose decision is its input."""

    def __init__(self, classes):
        self.classes_ = np.arange(classes)

    def fit(self, X, y):
        return self

    def decision_function(self, X):
        return X if len(self.classes_) > 2 else X[:, 0]


logits = random.normal(size=(120, C)).round(4)
labels = np.array([random.choice(C, p=row) for row in softmax(0.7 * logits + [0.3, 0, -0.2], axis=1)])
logits = (2.5 * logits).round(4)
new_logits = (2.5 * random.normal(size=(6, C))).round(4)
probabilities = softmax(logits, axis=1).round(6)
new_probabilities = softmax(new_logits, axis=1).round(6)
for rows in (probabilities, new_probabilities):
    rows[:, 0] = (1 - rows[:, 1:].sum(axis=1)).round(6)
assert probabilities.min() > 0 and new_probabilities.min() > 0


def nll(outputs):
    return -log_softmax(outputs, axis=1)[np.arange(len(labels)), labels].mean()


def affine(weights, inputs):
    return inputs @ weights[: C * C].reshape(C, C).T + weights[C * C:]


def penalised(weights, inputs, off_diagonal, intercept):
    matrix = weights[: C * C].reshape(C, C)
    off = (matrix ** 2).sum() - (np.diag(matrix) ** 2).sum()
    return nll(affine(weights, inputs)) + off_diagonal * off / (C * (C - 1)) + intercept * (weights[C * C:] ** 2).mean()


weights, loss = minimum(lambda w: nll(logits * w[:C] + w[C:]), np.r_[np.ones(C), np.zeros(C)])
save("vector", inputs=logits, labels=labels, new=new_logits, loss=loss, expected=softmax(new_logits * weights[:C] + weights[C:], axis=1))
for name, inputs, new in (("matrix", logits, new_logits), ("dirichlet", probabilities, new_probabilities)):
    features, new_features = (inputs, new) if name == "matrix" else (np.log(inputs), np.log(new))
    for suffix, off_diagonal, intercept in (("", 0, 0), (".odir", 0.1, 0.05), (".off_diagonal", 0.02, 0)):
        weights, loss = minimum(lambda w: penalised(w, features, off_diagonal, intercept), np.r_[np.eye(C).ravel(), np.zeros(C)])
        save(name + suffix, inputs=inputs, labels=labels, new=new, off_diagonal=off_diagonal, intercept=intercept, loss=loss,
             expected=softmax(affine(weights, new_features), axis=1))

scores = random.normal(size=80).round(2)
positive = (random.random(80) < 1 / (1 + np.exp(-1.5 * scores + 0.4))).astype(int)
new_scores = np.linspace(-3, 3, 13).round(2)
smooth = CalibratedClassifierCV(Given(2), cv="prefit", method="sigmoid").fit(scores[:, None], positive)
save("platt.smooth", scores=scores, labels=positive, new=new_scores, expected=smooth.predict_proba(new_scores[:, None])[:, 1])
binary = lambda w, s: np.logaddexp(0, w[0] * s + w[1]) - positive * (w[0] * s + w[1])
weights, loss = minimum(lambda w: binary(w, scores).mean(), np.zeros(2))
save("platt.hard", scores=scores, labels=positive, new=new_scores, loss=loss, expected=1 / (1 + np.exp(-weights[0] * new_scores - weights[1])))
isotonic = IsotonicRegression(out_of_bounds="clip").fit(scores, positive)
save("isotonic", scores=scores, labels=positive, new=new_scores, expected=isotonic.predict(new_scores))
for method in ("sigmoid", "isotonic"):
    rest = CalibratedClassifierCV(Given(C), cv="prefit", method=method).fit(logits, labels)
    save(f"one_vs_rest.{method}", inputs=logits, labels=labels, new=new_logits, expected=rest.predict_proba(new_logits))

unit = 1 / (1 + np.exp(-scores))
new_unit = np.linspace(0.05, 0.95, 10).round(2)


def beta(w, p):
    return w[0] * np.log(p) - w[1] * np.log(1 - p) + w[2]


for name, p in (("beta", 1 / (1 + np.exp(-3 * scores - 1))), ("beta.bound", 0.02 + 0.3 * unit ** 4), ("beta.reversed", 1 - unit)):
    p = p.round(6)
    weights, loss = minimum(lambda w: (np.logaddexp(0, beta(w, p)) - positive * beta(w, p)).mean(), np.array([1.0, 1, 0]),
                            bounds=[(0, None), (0, None), (None, None)])
    print(name, weights)
    save(name, scores=p, labels=positive, new=new_unit, loss=loss, expected=1 / (1 + np.exp(-beta(weights, new_unit))))
cases.save()
