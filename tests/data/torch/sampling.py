"""Draws of the default CPU generator after seeding, of the samplers whose streams do not change between versions."""
import torch
from write_cases import Cases

cases = Cases("sampling.csv", "sampling.py")


def draw(name, make, seed=42):
    torch.manual_seed(seed)
    cases.add(name, y=make())


draw("rand", lambda: torch.rand(2, 3))
draw("rand_double", lambda: torch.rand(4, dtype=torch.double))
draw("randn_few", lambda: torch.randn(5))
draw("randn_many", lambda: torch.randn(4, 5))
draw("randn_double", lambda: torch.randn(20, dtype=torch.double), seed=-3)
draw("randint", lambda: torch.randint(-5, 6, (3, 4)))
draw("randint_high", lambda: torch.randint(1000, (6,)))
draw("randperm", lambda: torch.randperm(12))
draw("bernoulli", lambda: torch.bernoulli(torch.full((20,), 0.3)))
draw("normal_", lambda: torch.empty(18).normal_(2, 0.5))
draw("uniform_", lambda: torch.empty(7).uniform_(-1, 3))
draw("bernoulli_", lambda: torch.empty(20).bernoulli_(0.7))
draw("random_", lambda: torch.empty(8, dtype=torch.long).random_(10, 20))
draw("second_of_two", lambda: (torch.rand(3), torch.rand(3))[1])
cases.save()
