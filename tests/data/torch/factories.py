"""Tensors that are made from numbers alone."""
import torch
from write_cases import Cases

cases = Cases("factories.csv", "factories.py")
for name, y in {
    "arange": torch.arange(5),
    "arange_step": torch.arange(1, 10, 4),
    "arange_real": torch.arange(0, 1, 0.25),
    "arange_down": torch.arange(3, -2, -2),
    "linspace": torch.linspace(-1, 1, 5),
    "logspace": torch.logspace(-1, 2, 4),
    "logspace_base": torch.logspace(0, 3, 4, base=2),
    "eye": torch.eye(3),
    "eye_wide": torch.eye(2, 3),
    "tril_indices": torch.tril_indices(3, 4, -1),
    "triu_indices": torch.triu_indices(3, 3, 1),
}.items():
    cases.add(name, y=y)
cases.save()
