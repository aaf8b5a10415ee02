"""Scores of a small convolutional network, by pytorch-ood 0.2.0, for the detectors of logits and input gradients.

Run with pytorch-ood on the path: python3 ood_scores.py
"""
from pathlib import Path

import torch
from pytorch_ood.detector import EnergyBased, Entropy, MaxLogit, MaxSoftmax, odin_preprocessing
from torch import nn
from torch.nn import functional as F

from write_cases import Cases

torch.set_default_dtype(torch.float64)
HERE = Path(__file__).parent


class Seen(nn.Module):
    """A network in double precision, whose weights are single-precision numbers: nine digits write them without loss."""

    def __init__(self):
        super().__init__()
        torch.manual_seed(5)
        self.conv = nn.Conv2d(2, 3, 3)
        self.fc = nn.Linear(3 * 4 * 4, 4)
        self.float().double()

    def forward(self, x):
        return 3 * self.fc(self.conv(x).relu().flatten(1))


def main():
    network = Seen().eval()
    torch.manual_seed(6)
    inputs = torch.randn(6, 2, 6, 6).float().double()
    cases = Cases(HERE / "ood_scores.csv", "tests/data/torch/ood_scores.py, pytorch-ood 0.2.0")
    cases.add("network", inputs=inputs, **{name.replace(".", "_"): value for name, value in network.named_parameters()})
    with torch.no_grad():
        for temperature in (1.0, 2.5):
            cases.add(
                f"T={temperature}",
                temperature=temperature,
                msp=MaxSoftmax(network, t=temperature).predict(inputs),
                energy=EnergyBased(network, t=temperature).predict(inputs),
            )
        cases.add("plain", entropy=Entropy(network).predict(inputs), max_logit=MaxLogit(network).predict(inputs))

    # The perturbation with the loss and the temperature of the paper, and the paper's score of what it gives.
    for temperature, step, scale in ((1000.0, 0.0014, None), (2.5, 0.05, [0.25, 2.0])):
        moved = odin_preprocessing(
            network, inputs, criterion=F.cross_entropy, eps=step, temperature=temperature, norm_std=scale)
        with torch.no_grad():
            score = MaxSoftmax(network, t=temperature).predict(moved)
        cases.add(f"odin T={temperature}", temperature=temperature, step=step, scale=scale or [1.0, 1.0], odin=score)
    cases.save()


main()
