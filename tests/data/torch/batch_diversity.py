"""Writes batch_diversity.csv: what numpy, scipy and scikit-learn make of small features, for selectors that look for unlike candidates.

Each case has `features` [N, F] and what its function makes of them.
"""
import pathlib

import numpy as np
import scipy
import sklearn
import torch
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import cdist, pdist
from scipy.special import softmax
from sklearn.cluster import AgglomerativeClustering
from sklearn.metrics import pairwise_distances
from sklearn.preprocessing import normalize

from write_cases import Cases

torch.set_default_dtype(torch.float64)
here = pathlib.Path(__file__).parent
cases = Cases(here / "batch_diversity.csv", f"batch_diversity.py, scikit-learn {sklearn.__version__}, scipy {scipy.__version__}")
random = np.random.default_rng(23)


def save(name, **values):
    cases.add(name, **{key: torch.as_tensor(np.asarray(value, dtype=float)) for key, value in values.items()})


def points(n, width, groups):
    centres = 3 * random.normal(size=(groups, width))
    return (centres[random.integers(groups, size=n)] + random.normal(size=(n, width))).round(3)


# Core-set: the whole matrix of distances to all centres, again at every step.
features, labelled = points(80, 5, 6), points(6, 5, 2)
chosen, radii = [], []
for _ in range(15):
    distances = pairwise_distances(features, np.vstack([labelled, features[chosen]])).min(axis=1)
    chosen.append(int(distances.argmax()))
    radii.append(distances.max())
save("core_set", features=features, labelled=labelled, chosen=chosen, radii=radii)

# BADGE: the embeddings in full, D^2 after each of some centres.
features, logits = points(50, 6, 4), (2 * random.normal(size=(50, 4))).round(3)
residuals = np.eye(4)[logits.argmax(axis=1)] - softmax(logits, axis=1)
embeddings = np.einsum("nc,nf->ncf", residuals, features).reshape(50, -1)
norms = (embeddings**2).sum(axis=1)
centres = [int(norms.argmax()), 3, 17, 44]
squared = [cdist(embeddings, embeddings[centres[: k + 1]], "sqeuclidean").min(axis=1) for k in range(len(centres))]
save("badge", features=features, logits=logits, norms=norms, centres=centres, squared=squared)


def numbered(labels):
    """Clusters numbered by the lowest row in them."""
    order = list(dict.fromkeys(labels.tolist()))
    return [order.index(label) for label in labels.tolist()]


# Average linkage of squared distances, raw and of directions (where it is twice that of the cosine).
for name, scaled in (("linkage_raw", lambda x: x), ("linkage_directions", normalize)):
    features = points(90, 4, 12)
    rows = scaled(features)
    tree = linkage(pdist(rows, "sqeuclidean"), "average")
    if scaled is normalize:
        assert np.allclose(tree[:, 2], 2 * linkage(pdist(rows, "cosine"), "average")[:, 2])
    labels = numbered(fcluster(tree, 9, "maxclust"))
    other = AgglomerativeClustering(9, affinity="precomputed", linkage="average").fit(cdist(rows, rows, "sqeuclidean"))
    assert labels == numbered(other.labels_)
    save(name, features=features, heights=tree[:, 2], labels=labels)

# Rows that join the clusters of others: the least mean squared distance to the members.
features = points(60, 3, 5)
drawn = np.sort(random.choice(60, size=30, replace=False))
own = np.array(numbered(fcluster(linkage(pdist(features[drawn], "sqeuclidean"), "average"), 6, "maxclust")))
mean = np.stack([cdist(features, features[drawn[own == k]], "sqeuclidean").mean(axis=1) for k in range(6)], axis=1)
joined = mean.argmin(axis=1)
joined[drawn] = own
save("joining", features=features, drawn=drawn, own=own, labels=numbered(joined))

cases.save()
