"""Activations: value, and gradient of the sum of value times weight."""
import torch
import torch.nn.functional as F
from write_cases import Cases

cases = Cases("activations.csv", "activations.py")
torch.manual_seed(0)
x0 = torch.tensor([[-25.0, -3.5, -1.0, -0.25], [0.3, 0.75, 2.5, 30.0], [-0.1, 7.0, 0.6, -6.5]], dtype=torch.float64)
image = torch.randn(2, 3, 2, 2, dtype=torch.float64)


def add(case, function, *args, x=x0):
    x = x.clone().requires_grad_()
    y = function(x, *args)
    weight = torch.linspace(-1, 2, y.numel(), dtype=torch.float64).reshape(y.shape)
    (y * weight).sum().backward()
    cases.add(case, x=x, args=torch.tensor(args, dtype=torch.float64), weight=weight, y=y, dx=x.grad)


add("relu/", F.relu)
add("relu6/", F.relu6)
add("leaky_relu/", F.leaky_relu, 0.2)
add("rrelu/", F.rrelu, 0.1, 0.4)
add("threshold/", F.threshold, 0.5, -2.0)
add("hardtanh/", F.hardtanh, -0.5, 1.5)
add("elu/", F.elu, 0.7)
add("celu/", F.celu, 1.3)
add("selu/", F.selu)
add("softplus/", F.softplus, 1, 20)
add("softplus/beta", F.softplus, 2.5, 4.0)
add("gelu/", F.gelu)
add("gelu/tanh", lambda x, _: F.gelu(x, approximate="tanh"), 1)
add("glu/0", F.glu, 1)
add("glu/last", F.glu, -1)
add("silu/", F.silu)
add("mish/", F.mish)
add("hardswish/", F.hardswish)
add("sigmoid/", torch.sigmoid)
add("logsigmoid/", F.logsigmoid)
add("hardsigmoid/", F.hardsigmoid)
add("tanh/", torch.tanh)
add("softsign/", F.softsign)
add("tanhshrink/", F.tanhshrink)
add("hardshrink/", F.hardshrink, 0.7)
add("softshrink/", F.softshrink, 0.4)
add("softmax/0", F.softmax, 0)
add("softmax/last", F.softmax, -1)
add("log_softmax/", F.log_softmax, 1)
add("softmin/", F.softmin, 1)
add("softmax2d/", torch.nn.Softmax2d(), x=image)

slopes = torch.tensor([0.25, -0.5, 1.5], dtype=torch.float64, requires_grad=True)
x = image.clone().requires_grad_()
y = F.prelu(x, slopes)
y.square().sum().backward()
cases.add("prelu", x=x, slopes=slopes, y=y, dx=x.grad, dslopes=slopes.grad)
cases.save()
