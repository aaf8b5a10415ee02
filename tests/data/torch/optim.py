"""Optimizers: two parameters over ten steps of given gradients. Schedulers: the learning rate over twenty steps."""
import torch
from torch.optim import SGD, Adam, AdamW, RMSprop, Adagrad
from torch.optim import lr_scheduler as lr
from write_cases import Cases

cases = Cases("optim.csv", "optim.py")
torch.manual_seed(0)
STEPS = 10
starts = [torch.randn(2, 3, dtype=torch.float64), torch.randn(4, dtype=torch.float64)]
gradients = [torch.randn(STEPS, *p.shape, dtype=torch.float64) for p in starts]
cases.add("start", p0=starts[0], p1=starts[1], g0=gradients[0], g1=gradients[1])


def trajectory(case, factory, **options):
    leaves = [p.clone().requires_grad_() for p in starts]
    optimizer = factory(leaves, **options)
    path = [[], []]
    for step in range(STEPS):
        for leaf, gradient, seen in zip(leaves, gradients, path):
            leaf.grad = gradient[step].clone()
        optimizer.step()
        for leaf, seen in zip(leaves, path):
            seen.append(leaf.detach().clone())
    options = {"betas": (0.9, 0.999), **options}
    options["beta1"], options["beta2"] = options.pop("betas")
    arguments = {f"arg_{name}": torch.tensor(float(value), dtype=torch.float64) for name, value in options.items()}
    cases.add(case, p0=torch.stack(path[0]), p1=torch.stack(path[1]), **arguments)


trajectory("sgd/plain", SGD, lr=0.1)
trajectory("sgd/decay", SGD, lr=0.1, weight_decay=0.3)
trajectory("sgd/momentum", SGD, lr=0.1, momentum=0.9)
trajectory("sgd/dampened", SGD, lr=0.1, momentum=0.8, dampening=0.25, weight_decay=0.1)
trajectory("sgd/nesterov", SGD, lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.05)
trajectory("sgd/maximize", SGD, lr=0.1, momentum=0.7, maximize=True)
trajectory("adam/plain", Adam, lr=0.01)
trajectory("adam/betas", Adam, lr=0.1, betas=(0.7, 0.9), eps=1e-3)
trajectory("adam/decay", Adam, lr=0.05, weight_decay=0.2)
trajectory("adam/amsgrad", Adam, lr=0.05, betas=(0.8, 0.6), amsgrad=True)
trajectory("adam/maximize", Adam, lr=0.05, maximize=True, weight_decay=0.1)
trajectory("adamw/plain", AdamW, lr=0.01, weight_decay=0.0)
trajectory("adamw/decay", AdamW, lr=0.1, weight_decay=0.3)
trajectory("adamw/amsgrad", AdamW, lr=0.05, betas=(0.8, 0.6), weight_decay=0.1, amsgrad=True, maximize=True)
trajectory("rmsprop/plain", RMSprop, lr=0.01)
trajectory("rmsprop/decay", RMSprop, lr=0.05, alpha=0.8, eps=1e-4, weight_decay=0.2)
trajectory("rmsprop/centered", RMSprop, lr=0.02, alpha=0.9, centered=True)
trajectory("rmsprop/momentum", RMSprop, lr=0.02, alpha=0.9, momentum=0.6, centered=True, maximize=True)
trajectory("adagrad/plain", Adagrad, lr=0.1)
trajectory("adagrad/decay", Adagrad, lr=0.2, lr_decay=0.1, weight_decay=0.05, initial_accumulator_value=0.3, eps=1e-5)


def schedule(case, factory, steps=20):
    optimizer = SGD([{"params": [torch.zeros(1)]}, {"params": [torch.zeros(1)], "lr": 0.02}], lr=0.5, momentum=0.9)
    scheduler = factory(optimizer)
    rates, momenta = [], []
    for step in range(steps):
        rates.append([group["lr"] for group in optimizer.param_groups])
        momenta.append([group["momentum"] for group in optimizer.param_groups])
        optimizer.step()
        scheduler.step()
    cases.add(f"schedule/{case}", rates=torch.tensor(rates, dtype=torch.float64), momenta=torch.tensor(momenta, dtype=torch.float64))


schedule("step", lambda o: lr.StepLR(o, 4, 0.5))
schedule("multistep", lambda o: lr.MultiStepLR(o, [3, 7, 12], 0.3))
schedule("exponential", lambda o: lr.ExponentialLR(o, 0.9))
schedule("constant", lambda o: lr.ConstantLR(o, 0.25, 6))
schedule("linear", lambda o: lr.LinearLR(o, 0.2, 0.9, 8))
schedule("polynomial", lambda o: lr.PolynomialLR(o, 15, 2))
schedule("cosine", lambda o: lr.CosineAnnealingLR(o, 8, 0.001))
schedule("lambda", lambda o: lr.LambdaLR(o, lambda epoch: 1 / (1 + epoch)))
schedule("multiplicative", lambda o: lr.MultiplicativeLR(o, lambda epoch: 1 - 0.01 * epoch))
schedule("sequential", lambda o: lr.SequentialLR(o, [lr.ConstantLR(o, 0.1, 4), lr.ExponentialLR(o, 0.8)], [4]))
schedule("cyclic", lambda o: lr.CyclicLR(o, 0.01, 0.3, 4, 6))
schedule("cyclic2", lambda o: lr.CyclicLR(o, 0.01, 0.3, 4, mode="triangular2", cycle_momentum=False))
schedule("cyclic_range", lambda o: lr.CyclicLR(o, 0.01, 0.3, 4, mode="exp_range", gamma=0.95, cycle_momentum=False))
schedule("onecycle", lambda o: lr.OneCycleLR(o, 0.4, 20))
schedule("onecycle_linear", lambda o: lr.OneCycleLR(o, 0.4, epochs=4, steps_per_epoch=5, pct_start=0.4, anneal_strategy="linear", div_factor=10, final_div_factor=100))
schedule("onecycle_three", lambda o: lr.OneCycleLR(o, 0.4, 20, three_phase=True))

measures = [5, 4, 4, 4.1, 4.2, 3.9, 3.9, 3.9, 3.9, 3.9, 3.9, 3.8, 3.7, 3.7, 3.7, 3.7, 3.7, 3.7, 3.7, 3.7]
for name, options in (("min", dict(factor=0.5, patience=2, cooldown=1)),
                      ("max", dict(mode="max", factor=0.2, patience=1, threshold=0.05, threshold_mode="abs", min_lr=0.01))):
    optimizer = SGD([torch.zeros(1)], lr=0.5)
    scheduler = lr.ReduceLROnPlateau(optimizer, **options)
    rates = []
    for measure in measures:
        scheduler.step(measure)
        rates.append(optimizer.param_groups[0]["lr"])
    cases.add(f"plateau/{name}", measures=torch.tensor(measures, dtype=torch.float64), rates=torch.tensor(rates, dtype=torch.float64))
cases.save()
