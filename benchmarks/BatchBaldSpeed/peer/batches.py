"""The same batches by batchbald_redux, whose folder is the first argument: a request a line, a JSON line back."""
import json
import sys
import time
import types

import numpy as np
import torch


class _Chunks:
    """Stands in for toma, which looks for a step that fits the memory: the steps that it begins with."""

    @staticmethod
    def chunked(tensor, initial_step, dimension=0):
        def run(body):
            for start in range(0, tensor.shape[dimension], initial_step):
                end = min(start + initial_step, tensor.shape[dimension])
                body(tensor.narrow(dimension, start, end - start), start=start, end=end)

        return run


class _Silence:
    """Stands in for a progress bar."""

    def __init__(self, iterable=(), **_):
        self._iterable = iterable

    def __iter__(self):
        return iter(self._iterable)

    def update(self, _):
        pass

    def close(self):
        pass


def module(name, **members):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__dict__.update(members)


def peak():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def level():
    with open("/proc/self/clear_refs", "w", encoding="ascii") as reset:
        reset.write("5")
    return peak()


module("toma", toma=types.SimpleNamespace(execute=_Chunks))
module("tqdm")
module("tqdm.auto", tqdm=_Silence)
sys.path.insert(0, sys.argv[1])
import batchbald_redux  # noqa: E402
from batchbald_redux.batchbald import get_batchbald_batch  # noqa: E402

draws = None
print(json.dumps({"torch": f"batchbald_redux {batchbald_redux.__version__}, torch {torch.__version__}"}), flush=True)
for line in sys.stdin:
    word, *rest = line.split()
    if word == "read":
        shape = [int(length) for length in rest[:3]]
        values = torch.from_numpy(np.fromfile(" ".join(rest[3:]), dtype=np.float32)).reshape(shape)
        draws = values.double().permute(1, 0, 2).contiguous().log()
        del values
        print(json.dumps({}), flush=True)
        continue
    before = level()
    start = time.perf_counter()
    batch = get_batchbald_batch(draws, int(rest[0]), int(rest[1]), dtype=torch.double)
    seconds = time.perf_counter() - start
    answer = {"seconds": seconds, "mebibytes": peak() - before, "positions": batch.indices, "scores": batch.scores}
    print(json.dumps(answer), flush=True)
