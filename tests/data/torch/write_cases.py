"""Writes PyTorch's values as the small CSV files that the tests read.

Lines are `case,name,shape,values`: the shape joined by x, the values by blanks, row-major, with nine digits.
"""
import torch


class Cases:
    def __init__(self, path, script):
        self.path = path
        self.lines = [f"# PyTorch {torch.__version__}, {script}"]

    def add(self, case, **tensors):
        for name, value in tensors.items():
            value = torch.as_tensor(value).detach()
            shape = "x".join(str(n) for n in value.shape)
            values = " ".join(f"{x:.9g}" for x in value.double().reshape(-1).tolist())
            self.lines.append(f"{case},{name},{shape},{values}")

    def save(self):
        with open(self.path, "w", newline="\n") as file:
            file.write("\n".join(self.lines) + "\n")
