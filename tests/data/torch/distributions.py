"""Writes distributions.csv: what torch.distributions gives for a few parameters of each distribution.

Values that are not finite are left out, and so are modes of distributions for which TorchSharp has none.
Each case has its parameters as `param_<name>`, a `value` with its log_prob and cdf, a `level` with its icdf, the moments, and
`grad_<name>`, the gradient of the summed log_prob.
"""
import pathlib

import torch
import torch.distributions as d
from torch.distributions import transforms as t

from write_cases import Cases

torch.set_default_dtype(torch.float64)
here = pathlib.Path(__file__).parent
cases = Cases(here / "distributions.csv", "distributions.py")
level = torch.tensor([0.1, 0.5, 0.95])


def add(name, make, parameters, value):
    leaves = {key: torch.tensor(x, dtype=torch.float64).requires_grad_() for key, x in parameters.items()}
    distribution = make(**leaves)
    value = torch.tensor(value, dtype=torch.float64)
    row = {f"param_{key}": x for key, x in leaves.items()}
    row["value"] = value
    row["log_prob"] = distribution.log_prob(value)
    gradients = torch.autograd.grad(row["log_prob"].sum(), list(leaves.values()), allow_unused=True)
    for key, gradient in zip(leaves, gradients):
        if gradient is not None:
            row[f"grad_{key}"] = gradient
    for entry in ["mean", "variance", "stddev", "mode"]:
        if entry == "mode" and isinstance(distribution, (d.Bernoulli, d.Geometric, d.Categorical)):
            continue
        try:
            row[entry] = getattr(distribution, entry)
        except NotImplementedError:
            pass
    try:
        row["entropy"] = distribution.entropy()
    except NotImplementedError:
        pass
    try:
        row["cdf"] = distribution.cdf(value)
    except NotImplementedError:
        pass
    try:
        row["icdf"] = distribution.icdf(level)
        row["level"] = level
    except NotImplementedError:
        pass
    row["batch_shape"] = torch.tensor(list(distribution.batch_shape), dtype=torch.float64)
    row["event_shape"] = torch.tensor(list(distribution.event_shape), dtype=torch.float64)
    cases.add(name, **{key: x for key, x in row.items() if bool(torch.isfinite(x).all())})


three = [0.5, -1.2, 2.0]
positive = [0.7, 1.5, 3.0]
probabilities = [0.2, 0.5, 0.9]
table = [[0.2, 0.3, 0.5], [0.1, 0.6, 0.3]]
scores = [[0.3, -1.0, 2.0], [0.0, 0.5, 0.2]]

add("Normal", lambda loc, scale: d.Normal(loc, scale), dict(loc=three, scale=positive), [0.1, -2.0, 4.0])
add("Normal.broadcast", lambda loc, scale: d.Normal(loc, scale), dict(loc=0.3, scale=positive), [[0.1, -2.0, 4.0], [1.0, 0.0, 2.0]])
add("LogNormal", lambda loc, scale: d.LogNormal(loc, scale), dict(loc=three, scale=[0.4, 1.0, 0.6]), [0.5, 1.0, 6.0])
add("HalfNormal", lambda scale: d.HalfNormal(scale), dict(scale=positive), [0.5, 1.0, 6.0])
add("Laplace", lambda loc, scale: d.Laplace(loc, scale), dict(loc=three, scale=positive), [0.1, -2.0, 4.0])
add("Cauchy", lambda loc, scale: d.Cauchy(loc, scale), dict(loc=three, scale=positive), [0.1, -2.0, 4.0])
add("HalfCauchy", lambda scale: d.HalfCauchy(scale), dict(scale=positive), [0.5, 1.0, 6.0])
add("Gumbel", lambda loc, scale: d.Gumbel(loc, scale), dict(loc=three, scale=positive), [0.1, -0.5, 4.0])
add("Uniform", lambda low, high: d.Uniform(low, high), dict(low=[-1.0, 0.0, 2.0], high=[1.0, 0.5, 6.0]), [0.5, 0.2, 5.0])
add("Exponential", lambda rate: d.Exponential(rate), dict(rate=positive), [0.1, 1.0, 2.5])
add("Gamma", lambda concentration, rate: d.Gamma(concentration, rate), dict(concentration=positive, rate=[2.0, 0.5, 1.0]), [0.1, 1.0, 2.5])
add("Chi2", lambda df: d.Chi2(df), dict(df=[1.0, 2.5, 7.0]), [0.1, 1.0, 2.5])
add("Beta", lambda concentration1, concentration0: d.Beta(concentration1, concentration0), dict(concentration1=positive, concentration0=[0.5, 2.0, 4.0]), [0.1, 0.5, 0.8])
add("Dirichlet", lambda concentration: d.Dirichlet(concentration), dict(concentration=[[1.5, 2.0, 3.5], [0.5, 4.0, 1.2]]), [[0.2, 0.3, 0.5], [0.1, 0.6, 0.3]])
add("Bernoulli.probs", lambda probs: d.Bernoulli(probs=probs), dict(probs=probabilities), [1.0, 0.0, 0.0])
add("Bernoulli.logits", lambda logits: d.Bernoulli(logits=logits), dict(logits=three), [1.0, 0.0, 1.0])
add("Geometric.probs", lambda probs: d.Geometric(probs=probs), dict(probs=probabilities), [0.0, 3.0, 1.0])
add("Geometric.logits", lambda logits: d.Geometric(logits=logits), dict(logits=three), [0.0, 3.0, 1.0])
add("Poisson", lambda rate: d.Poisson(rate), dict(rate=positive), [0.0, 2.0, 5.0])
add("Binomial.probs", lambda probs: d.Binomial(5, probs=probs), dict(probs=probabilities), [0.0, 2.0, 5.0])
add("Binomial.logits", lambda logits: d.Binomial(5, logits=logits), dict(logits=three), [0.0, 2.0, 5.0])
add("Categorical.probs", lambda probs: d.Categorical(probs=probs), dict(probs=[[2.0, 3.0, 5.0], [0.1, 0.6, 0.3]]), [2.0, 0.0])
add("Categorical.logits", lambda logits: d.Categorical(logits=logits), dict(logits=scores), [[2.0, 0.0], [1.0, 1.0]])
add("OneHotCategorical.probs", lambda probs: d.OneHotCategorical(probs=probs), dict(probs=table), [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
add("OneHotCategorical.logits", lambda logits: d.OneHotCategorical(logits=logits), dict(logits=scores), [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])

factor = [[1.5, 0.0], [0.4, 0.8]]
covariance = (torch.tensor(factor) @ torch.tensor(factor).T).tolist()
precision = torch.linalg.inv(torch.tensor(covariance)).tolist()
batch = [[[1.5, 0.0], [0.4, 0.8]], [[0.6, 0.0], [-0.3, 2.0]]]
value = [[0.2, -0.4], [1.0, 3.0]]
add("MultivariateNormal.scale_tril", lambda loc, scale_tril: d.MultivariateNormal(loc, scale_tril=scale_tril), dict(loc=[0.5, -1.0], scale_tril=factor), value)
add("MultivariateNormal.covariance_matrix", lambda loc, covariance_matrix: d.MultivariateNormal(loc, covariance_matrix), dict(loc=[0.5, -1.0], covariance_matrix=covariance), value)
add("MultivariateNormal.precision_matrix", lambda loc, precision_matrix: d.MultivariateNormal(loc, precision_matrix=precision_matrix), dict(loc=[0.5, -1.0], precision_matrix=precision), value)
add("MultivariateNormal.batch", lambda loc, scale_tril: d.MultivariateNormal(loc, scale_tril=scale_tril), dict(loc=[[0.5, -1.0], [0.0, 2.0]], scale_tril=batch), value)

wide = [[0.5, -1.2, 2.0], [0.0, 1.0, 3.0]]
add("Independent", lambda loc, scale: d.Independent(d.Normal(loc, scale), 1), dict(loc=wide, scale=positive), [[0.1, -2.0, 4.0], [1.0, 0.0, 2.0]])


def transformed(*parts):
    return lambda loc, scale: d.TransformedDistribution(d.Normal(loc, scale), list(parts))


both = dict(loc=three, scale=positive)
add("Transformed.Exp", transformed(t.ExpTransform()), both, [0.1, 2.0, 4.0])
add("Transformed.Sigmoid", transformed(t.SigmoidTransform()), both, [0.1, 0.5, 0.8])
add("Transformed.Tanh", transformed(t.TanhTransform()), both, [0.1, -0.5, 0.8])
add("Transformed.Affine", transformed(t.AffineTransform(1.0, -2.0)), both, [0.1, -0.5, 0.8])
add("Transformed.ExpPower", transformed(t.ExpTransform(), t.PowerTransform(torch.tensor(0.5))), both, [0.1, 2.0, 4.0])
add("Transformed.Compose", transformed(t.ComposeTransform([t.AffineTransform(0.5, 2.0), t.TanhTransform()])), both, [0.1, -0.5, 0.8])
add("Transformed.ExpInverse", lambda concentration, rate: d.TransformedDistribution(d.Gamma(concentration, rate), [t.ExpTransform().inv]),
    dict(concentration=positive, rate=[2.0, 0.5, 1.0]), [0.1, -0.5, 0.8])
add("Transformed.AffineVector", transformed(t.AffineTransform(torch.tensor([1.0, 2.0, 3.0]), torch.tensor([0.5, -2.0, 3.0]), event_dim=1)), both, [0.1, -0.5, 0.8])
cases.save()
