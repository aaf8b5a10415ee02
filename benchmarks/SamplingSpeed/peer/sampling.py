"""What a user of PyTorch writes for S passes of Monte Carlo dropout, on the same networks as the C# program's.

One request a line on the input, one JSON line for each on the output:
  start MODEL N THREADS   makes the network and N inputs, from the seed 0 on every side; a number that the sides must agree on
  naive PASSES            the seconds of so many passes with it
Before the first request: one JSON line with torch's version.
"""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Dropout(0.5),
        nn.Linear(120, 84), nn.ReLU(), nn.Dropout(0.5),
        nn.Linear(84, 10),
    )


def mlp():
    return nn.Sequential(
        nn.Linear(784, 512), nn.ReLU(), nn.Dropout(0.5),
        nn.Linear(512, 512), nn.ReLU(), nn.Dropout(0.5),
        nn.Linear(512, 10),
    )


def vgg():
    layers = []
    channels = 3
    for width in (32, 64, 128):
        layers += [nn.Conv2d(channels, width, 3, padding=1), nn.ReLU()]
        layers += [nn.Conv2d(width, width, 3, padding=1), nn.ReLU()]
        layers += [nn.MaxPool2d(2), nn.Dropout(0.25)]
        channels = width
    layers += [nn.Flatten(), nn.Linear(4 * 4 * channels, 256), nn.ReLU(), nn.Dropout(0.5), nn.Linear(256, 10)]
    return nn.Sequential(*layers)


class ResidualBlock(nn.Module):
    def __init__(self, before, after, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(before, after, 3, stride=stride, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(after)
        self.conv2 = nn.Conv2d(after, after, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(after)
        self.around = nn.Identity()
        if before != after or stride != 1:
            self.around = nn.Sequential(nn.Conv2d(before, after, 1, stride=stride, bias=False), nn.BatchNorm2d(after))

    def forward(self, x):
        inner = F.relu(self.norm1(self.conv1(x)))
        total = self.norm2(self.conv2(inner))
        total += self.around(x)
        return F.relu(total)


class ResNet18(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False)
        self.norm = nn.BatchNorm2d(64)
        blocks = []
        channels = 64
        for width in (64, 128, 256, 512):
            blocks.append(ResidualBlock(channels, width, 1 if width == channels else 2))
            blocks.append(ResidualBlock(width, width, 1))
            channels = width
        self.blocks = nn.Sequential(*blocks)
        self.dropout = nn.Dropout(0.5)
        self.last = nn.Linear(channels, 10)

    def forward(self, x):
        x = F.relu(self.norm(self.stem(x)))
        x = self.blocks(F.max_pool2d(x, 3, 2, 1))
        return self.last(self.dropout(x.mean((2, 3))))


MODELS = {
    "lenet": (lenet, (1, 28, 28)),
    "mlp": (mlp, (784,)),
    "vgg": (vgg, (3, 32, 32)),
    "resnet": (ResNet18, (3, 64, 64)),
}


class Subject:
    def __init__(self, name, inputs):
        build, shape = MODELS[name]
        torch.manual_seed(0)
        self.network = build().eval()
        self.inputs = torch.rand(inputs, *shape)
        with torch.no_grad():
            self.check = self.network(self.inputs).abs().mean().item()
        for module in self.network.modules():
            if isinstance(module, nn.Dropout):
                module.train()

    def naive(self, passes):
        with torch.no_grad():
            return torch.stack([self.network(self.inputs).softmax(1) for _ in range(passes)])


def main():
    print(json.dumps({"torch": torch.__version__}), flush=True)
    subject = None
    for line in sys.stdin:
        request, *rest = line.split()
        if request == "start":
            torch.set_num_threads(int(rest[2]))
            subject = Subject(rest[0], int(rest[1]))
            answer = {"check": subject.check}
        else:
            start = time.perf_counter()
            subject.naive(int(rest[0]))
            answer = {"seconds": time.perf_counter() - start}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
