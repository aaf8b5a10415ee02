"""The same loops as the C# program's, in PyTorch.

One request a line on the input, "CASE THREADS REPEATS"; one JSON line for each on the output, with the nanoseconds that one
repetition took and a number that every side must agree on; "start" makes the training that "step" goes on with. Before the
first request: one JSON line with torch's version.
"""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class LeNet5(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(400, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = x.flatten(1)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return self.fc3(x)


class Training:
    def __init__(self, batch):
        torch.manual_seed(0)
        self.model = LeNet5()
        self.optimizer = torch.optim.Adam(self.model.parameters())
        self.images = torch.rand(batch, 1, 28, 28)
        self.labels = torch.randint(0, 10, (batch,))

    def run(self, repeats):
        last = 0.0
        for _ in range(repeats):
            self.optimizer.zero_grad()
            loss = F.cross_entropy(self.model(self.images), self.labels)
            loss.backward()
            self.optimizer.step()
            last = loss.item()
        return last


def add(repeats, left, right):
    for _ in range(repeats):
        left + right
    return left + right


def relu(repeats, tensor):
    for _ in range(repeats):
        torch.relu(tensor)
    return torch.relu(tensor)


def total(repeats, tensor):
    for _ in range(repeats):
        tensor.sum()
    return tensor.sum()


def matmul(repeats, left, right):
    for _ in range(repeats):
        torch.matmul(left, right)
    return torch.matmul(left, right)


def timed(body, repeats, *operands):
    start = time.perf_counter_ns()
    result = body(repeats, *operands)
    return (time.perf_counter_ns() - start) / repeats, result


def main():
    print(json.dumps({"torch": torch.__version__}), flush=True)
    ones, twos = torch.ones(2), torch.full((2,), 2.0)
    calls = {
        "add": (add, ones, twos),
        "add_grad": (add, torch.ones(2, requires_grad=True), twos),
        "relu": (relu, ones),
        "sum": (total, ones),
        "matmul": (matmul, torch.full((8, 8), 0.5), torch.full((8, 8), 0.25)),
    }
    training = None
    for line in sys.stdin:
        name, threads, repeats = line.split()
        if torch.get_num_threads() != int(threads):
            torch.set_num_threads(int(threads))
        if name == "start":
            training = Training(64)
            time_of_one, check = 0, 0
        elif name == "step":
            time_of_one, check = timed(training.run, int(repeats))
        else:
            time_of_one, result = timed(calls[name][0], int(repeats), *calls[name][1:])
            check = result.sum().item()
        print(json.dumps({"ns": time_of_one, "check": check}), flush=True)


if __name__ == "__main__":
    main()
