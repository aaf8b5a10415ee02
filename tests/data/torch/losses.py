"""Losses: value under each reduction, and gradients of its sum by what can have one."""
import torch
import torch.nn.functional as F
from write_cases import Cases

cases = Cases("losses.csv", "losses.py")
torch.manual_seed(0)


def randn(*shape):
    return torch.randn(*shape, dtype=torch.float64)


def add(case, function, inputs, args=(), differentiable=1, reductions=("none", "mean", "sum")):
    for reduction in reductions:
        leaves = [t.clone().requires_grad_(i < differentiable) for i, t in enumerate(inputs)]
        y = function(*leaves, reduction)
        y.sum().backward()
        entries = {f"in{i}": t for i, t in enumerate(leaves)}
        entries |= {f"d{i}": t.grad for i, t in enumerate(leaves) if i < differentiable}
        cases.add(f"{case}/{reduction}", args=torch.tensor(args, dtype=torch.float64), y=y, **entries)


logits = randn(4, 3)
classes = torch.tensor([0, 2, 1, 2])
weight = torch.tensor([0.5, 1.0, 2.5], dtype=torch.float64)
soft = torch.softmax(randn(4, 3), 1)
maps, labels = randn(2, 3, 2, 2), torch.tensor([[[0, 1], [2, -100]], [[1, 1], [0, 2]]])
add("cross_entropy/plain", lambda x, t, r: F.cross_entropy(x, t, reduction=r), [logits, classes], (-100, 0))
add("cross_entropy/weight", lambda x, t, w, r: F.cross_entropy(x, t, w, reduction=r), [logits, classes, weight], (-100, 0))
add("cross_entropy/ignore", lambda x, t, w, r: F.cross_entropy(x, t, w, ignore_index=2, reduction=r), [logits, classes, weight], (2, 0))
add("cross_entropy/smooth", lambda x, t, w, r: F.cross_entropy(x, t, w, reduction=r, label_smoothing=0.2), [logits, classes, weight], (-100, 0.2))
add("cross_entropy/probabilities", lambda x, t, r: F.cross_entropy(x, t, reduction=r), [logits, soft], (-100, 0), 2)
add("cross_entropy/maps", lambda x, t, r: F.cross_entropy(x, t, reduction=r), [maps, labels], (-100, 0))
logp = torch.log_softmax(logits, 1)
add("nll/plain", lambda x, t, r: F.nll_loss(x, t, reduction=r), [logp, classes])
add("nll/weight", lambda x, t, w, r: F.nll_loss(x, t, w, reduction=r), [logp, classes, weight])
a, b = randn(3, 4), randn(3, 4)
add("mse/plain", lambda x, t, r: F.mse_loss(x, t, reduction=r), [a, b], (), 2)
add("l1/plain", lambda x, t, r: F.l1_loss(x, t, reduction=r), [a, b], (), 2)
add("smooth_l1/plain", lambda x, t, r: F.smooth_l1_loss(x, t, reduction=r, beta=0.5), [a, b], (0.5,), 2)
add("huber/plain", lambda x, t, r: F.huber_loss(x, t, reduction=r, delta=0.7), [a, b], (0.7,), 2)
p, y01, w01 = torch.rand(3, 4, dtype=torch.float64), (torch.rand(3, 4) > 0.5).double(), torch.rand(3, 4, dtype=torch.float64)
pos = torch.tensor([1.0, 2.0, 0.5, 3.0], dtype=torch.float64)
add("bce/plain", lambda x, t, r: F.binary_cross_entropy(x, t, reduction=r), [p, y01])
add("bce/weight", lambda x, t, w, r: F.binary_cross_entropy(x, t, w, reduction=r), [p, y01, w01])
add("bce_logits/plain", lambda x, t, r: F.binary_cross_entropy_with_logits(x, t, reduction=r), [a, y01])
add("bce_logits/weights", lambda x, t, w, q, r: F.binary_cross_entropy_with_logits(x, t, w, reduction=r, pos_weight=q), [a, y01, w01, pos])
q = torch.softmax(randn(4, 3), 1)
add("kl/probabilities", lambda x, t, r: F.kl_div(x, t, reduction=r), [logp, q], (0,), 2)
add("kl/logs", lambda x, t, r: F.kl_div(x, t, reduction=r, log_target=True), [logp, q.log()], (1,), 2)
counts = torch.tensor([[0.0, 1, 3, 2], [5, 0, 1, 1], [2, 4, 0, 7]], dtype=torch.float64)
add("poisson/log", lambda x, t, r: F.poisson_nll_loss(x, t, reduction=r), [a, counts], (1, 0, 1e-8))
add("poisson/full", lambda x, t, r: F.poisson_nll_loss(x, t, log_input=False, full=True, eps=1e-6, reduction=r), [a.abs() + 0.1, counts], (0, 1, 1e-6))
signs = torch.tensor([1.0, -1, -1], dtype=torch.float64)
pm = torch.where(y01 > 0, 1.0, -1.0).double()
add("cosine/plain", lambda x, z, t, r: F.cosine_embedding_loss(x, z, t, margin=0.1, reduction=r), [a, b, signs], (0.1,), 2)
add("ranking/plain", lambda x, z, t, r: F.margin_ranking_loss(x, z, t, margin=0.3, reduction=r), [a, b, pm], (0.3,), 2)
add("hinge/plain", lambda x, t, r: F.hinge_embedding_loss(x, t, margin=0.8, reduction=r), [a, pm], (0.8,))
add("soft_margin/plain", lambda x, t, r: F.soft_margin_loss(x, t, reduction=r), [a, pm])
add("multi_margin/plain", lambda x, t, r: F.multi_margin_loss(x, t, reduction=r), [logits, classes], (1, 1))
add("multi_margin/weight", lambda x, t, w, r: F.multi_margin_loss(x, t, p=2, margin=0.6, weight=w, reduction=r), [logits, classes, weight], (2, 0.6))
multi = torch.tensor([[3, 0, -1, 1], [1, -1, 0, 2], [0, 1, 2, 3]])
add("multilabel_margin/plain", lambda x, t, r: F.multilabel_margin_loss(x, t, reduction=r), [a, multi])
add("multilabel_soft/plain", lambda x, t, r: F.multilabel_soft_margin_loss(x, t, reduction=r), [a, y01])
add("multilabel_soft/weight", lambda x, t, w, r: F.multilabel_soft_margin_loss(x, t, w, reduction=r), [a, y01, pos])
c = randn(3, 4)
add("triplet/plain", lambda x, y, z, r: F.triplet_margin_loss(x, y, z, margin=0.5, reduction=r), [a, b, c], (0.5, 2, 1e-6, 0), 3)
add("triplet/swap", lambda x, y, z, r: F.triplet_margin_loss(x, y, z, margin=2, p=1, eps=1e-5, swap=True, reduction=r), [a, b, c], (2, 1, 1e-5, 1), 3)
manhattan = lambda x, y: (x - y).abs().sum(-1)
add("triplet_distance/plain", lambda x, y, z, r: F.triplet_margin_with_distance_loss(x, y, z, distance_function=manhattan, margin=2, swap=True, reduction=r), [a, b, c], (2, 1), 3)
steps = torch.log_softmax(randn(6, 2, 4), 2)
add("ctc/plain", lambda x, t, n, m, r: F.ctc_loss(x, t, n, m, blank=0, reduction=r), [steps, torch.tensor([[1, 2, 2], [3, 1, 0]]), torch.tensor([6, 5]), torch.tensor([3, 2])], (0, 0))

# TorchSharp sums each input's entries, and gives the variance no gradient: the value alone is compared.
mean, truth, variance = randn(3, 2), randn(3, 2), torch.rand(3, 2, dtype=torch.float64) + 0.1
for name, full in (("plain", False), ("full", True)):
    none = F.gaussian_nll_loss(mean, truth, variance, full=full, reduction="none").sum(1)
    for reduction, value in (("none", none), ("mean", none.mean()), ("sum", none.sum())):
        cases.add(f"gaussian/{name}/{reduction}", in0=mean, in1=truth, in2=variance, args=torch.tensor([float(full)]), y=value)
cases.save()
