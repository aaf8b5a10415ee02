"""Writes generative.csv: the parts of autoencoders' evidence lower bounds, at latents that are given.

Each case has the module's `state_<name>`, `inputs`, `latents`, perhaps `conditions`; the `location` and `scale` of q(z | x) and its `kl`
from N(0, I); `mean` of p(x | z), `log_likelihood`, its gradients with respect to the latents and the decoder's weight, and the gradient of
the summed divergence with respect to the encoder's weight.
"""
import pathlib

import torch
import torch.distributions as d

from write_cases import Cases

torch.set_default_dtype(torch.float64)
here = pathlib.Path(__file__).parent
cases = Cases(here / "generative.csv", "generative.py")
N, D, H, L, C = 3, 4, 3, 2, 3


def logistic(inputs, location, scale):
    """The probability of the interval by a difference of two distribution functions, mirrored where both are near 1."""
    sign = torch.where(inputs > location, -1.0, 1.0)
    upper = torch.sigmoid(sign * (inputs + 1 / 510 - location) / scale)
    lower = torch.sigmoid(sign * (inputs - 1 / 510 - location) / scale)
    first, last = (sign < 0).double(), (sign > 0).double()
    upper = torch.where(inputs == 1, last, upper)
    lower = torch.where(inputs == 0, first, lower)
    return (sign * (upper - lower)).log()


def add(name, inputs, decode, outputs=1, log_scale=None, conditions=None):
    torch.manual_seed(len(cases.lines))
    known = 0 if conditions is None else C
    state = {
        "encoder.0.weight": torch.randn(H, D), "encoder.0.bias": torch.randn(H),
        "decoder.0.weight": torch.randn(D * outputs, L + known) * 0.5, "decoder.0.bias": torch.randn(D * outputs) * 0.5,
        "latent.weight": torch.randn(2 * L, H + known) * 0.5, "latent.bias": torch.randn(2 * L) * 0.5,
    }
    if log_scale is not None:
        state["log_scale"] = torch.tensor(log_scale)
    for value in state.values():
        value.requires_grad_()
    latents = torch.randn(N, L).requires_grad_()
    one_hot = torch.zeros(N, 0) if conditions is None else torch.nn.functional.one_hot(conditions, C).double()
    features = torch.tanh(inputs @ state["encoder.0.weight"].T + state["encoder.0.bias"])
    head = torch.cat([features, one_hot], 1) @ state["latent.weight"].T + state["latent.bias"]
    posterior = d.Normal(head[:, :L], (head[:, L:] / 2).exp())
    kl = d.kl_divergence(posterior, d.Normal(0.0, 1.0)).sum(1)
    decoded = torch.cat([latents, one_hot], 1) @ state["decoder.0.weight"].T + state["decoder.0.bias"]
    mean, log_likelihood = decode(inputs, decoded, state.get("log_scale"))
    total = log_likelihood.sum()
    latent_gradient, decoder_gradient = torch.autograd.grad(total, [latents, state["decoder.0.weight"]])
    (encoder_gradient,) = torch.autograd.grad(kl.sum(), [state["encoder.0.weight"]])
    row = {f"state_{key}": value for key, value in state.items()}
    if conditions is not None:
        row["conditions"] = conditions
    cases.add(name, **row, inputs=inputs, latents=latents, location=posterior.loc, scale=posterior.scale, kl=kl, mean=mean,
              log_likelihood=log_likelihood, latent_gradient=latent_gradient, decoder_gradient=decoder_gradient,
              encoder_gradient=encoder_gradient)


def bernoulli(x, out, _):
    p = torch.sigmoid(out)
    return p, (x * p.log() + (1 - x) * (1 - p).log()).sum(1)


binary = torch.tensor([[0.0, 1, 1, 0], [1, 1, 0, 0], [0, 0, 0, 1]])
grey = torch.tensor([[0.0, 0.2, 1, 0.7], [0.5, 0.1, 0, 0.9], [0.3, 0, 1, 1]])
levels = torch.tensor([[0.0, 17, 255, 128], [254, 1, 0, 200], [100, 101, 255, 3]]) / 255
real = torch.tensor([[0.3, -1.2, 2.0, 0.0], [1.5, 0.1, -0.4, 3.0], [-2.0, 0.6, 0.9, 0.2]])
add("bernoulli", binary, bernoulli)
add("bernoulli.grey", grey, bernoulli)
add("gaussian.fixed", real, lambda x, out, _: (out, d.Normal(out, 0.7).log_prob(x).sum(1)))
add("gaussian.learnt", real, lambda x, out, s: (out, d.Normal(out, s.exp()).log_prob(x).sum(1)), log_scale=-0.3)
add("gaussian.decoded", real, lambda x, out, _: (out[:, :D], d.Normal(out[:, :D], (out[:, D:] / 2).exp()).log_prob(x).sum(1)), outputs=2)
add("logistic.fixed", levels, lambda x, out, _: (out, logistic(x, out, torch.tensor(0.1)).sum(1)))
add("logistic.learnt", levels, lambda x, out, s: (out, logistic(x, out, s.exp()).sum(1)), log_scale=-1.5)
add("logistic.decoded", levels, lambda x, out, _: (out[:, :D], logistic(x, out[:, :D], out[:, D:].exp()).sum(1)), outputs=2)
add("conditional", real, lambda x, out, _: (out, d.Normal(out, 0.7).log_prob(x).sum(1)), conditions=torch.tensor([2, 0, 1]))
cases.save()
