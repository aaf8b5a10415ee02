"""Writes ood_features.csv: what scikit-learn, scipy and numpy make of small features, for the detectors that read features.

Each case has training features `train` [N, F] and `labels` [N], new features `new` [M, F], and what is expected of the new ones.
"""
import pathlib

import numpy as np
import scipy
import sklearn
import torch
from scipy.spatial.distance import cdist
from scipy.special import logsumexp
from sklearn.covariance import EmpiricalCovariance
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import normalize

from write_cases import Cases

torch.set_default_dtype(torch.float64)
here = pathlib.Path(__file__).parent
cases = Cases(here / "ood_features.csv", f"ood_features.py, scikit-learn {sklearn.__version__}, scipy {scipy.__version__}")
random = np.random.default_rng(11)
F, C, N, M = 5, 3, 45, 8


def save(name, **values):
    cases.add(name, **{key: torch.as_tensor(np.asarray(value, dtype=float)) for key, value in values.items()})


def features(offset=0.0):
    mixing = random.normal(size=(F, F)).round(2)
    labels = np.arange(N) % C
    train = (random.normal(size=(C, F))[labels] * 2 + random.normal(size=(N, F)) @ mixing + offset).round(3)
    new = (2.5 * random.normal(size=(M, F)) @ mixing + offset).round(3)
    return train, labels, new


# Mahalanobis: the covariance of what is left when the class means are taken off; that of all for the relative form.
for name, offset in (("mahalanobis", 0.0), ("mahalanobis_far_from_zero", 40000.0)):
    train, labels, new = features(offset)
    means = np.stack([train[labels == c].mean(axis=0) for c in range(C)])
    within = EmpiricalCovariance(assume_centered=True).fit(train - means[labels])
    squared = np.stack([within.mahalanobis(new - mean) for mean in means], axis=1)
    background = EmpiricalCovariance().fit(train).mahalanobis(new)
    lda = LinearDiscriminantAnalysis(solver="lsqr", store_covariance=True, priors=np.full(C, 1 / C)).fit(train, labels)
    assert np.allclose(lda.covariance_, within.covariance_, rtol=1e-6)
    save(name, train=train, labels=labels, new=new, squared=squared, relative=squared.min(axis=1) - background)

# Neighbours, on the unit sphere and not.
train, labels, new = features()
for k in (1, 4):
    unit = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(normalize(train)).kneighbors(normalize(new))[0][:, -1]
    raw = NearestNeighbors(n_neighbors=k, algorithm="kd_tree").fit(train).kneighbors(new)[0][:, -1]
    assert np.allclose(raw, np.sort(cdist(new, train))[:, k - 1])
    save(f"neighbours_{k}", train=train, labels=labels, new=new, unit=unit, raw=raw)

# ViM of a head whose biases are 0: its origin is 0, and the principal space that of features with their mirror images.
train, labels, new = features()
weight = random.normal(size=(C, F)).round(3) + np.stack([train[labels == c].mean(axis=0) for c in range(C)]).round(1)
for dimensions in (1, 3):
    pca = PCA(n_components=dimensions).fit(np.concatenate([train, -train]))

    def residual(rows):
        return np.linalg.norm(rows - rows @ pca.components_.T @ pca.components_, axis=1)

    alpha = (train @ weight.T).max(axis=1).mean() / residual(train).mean()
    save(f"vim_{dimensions}", train=train, labels=labels, new=new, weight=weight, alpha=alpha, residual=residual(new),
         score=alpha * residual(new) - logsumexp(new @ weight.T, axis=1))

cases.save()
