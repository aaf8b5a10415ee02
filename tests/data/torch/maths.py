"""Values and gradients of the tensor functions: pointwise, of two tensors, reductions, linear algebra."""
import pathlib

import torch
from torch import linalg, special
from write_cases import Cases

HERE = pathlib.Path(__file__).parent
CASES = Cases(HERE / "maths.csv", "maths.py")
DOMAINS = {
    "real": [-2.3, -1.1, -0.4, 0.3, 0.8, 1.7],
    "positive": [0.07, 0.45, 0.9, 1.6, 2.4, 5.2],
    "unit": [0.06, 0.21, 0.4, 0.55, 0.83, 0.97],
    "open": [-0.93, -0.5, -0.12, 0.2, 0.64, 0.88],
    "above": [1.03, 1.2, 1.9, 2.5, 3.3, 7.1],
}
# TorchSharp's own members for these do something else.
CORRECTED = {"pointwise.hardtanh", "pointwise.special_erfcx", "product.baddbmm", "reduction.var_biased"}
NO_GRADIENT = {"pointwise.sgn", "pair.floor_divide", "pair.heaviside", "pair.igamma", "pair.igammac", "pair.special_zeta"}


def tensor(values):
    return torch.tensor(values, dtype=torch.float64)


def grid(seed, *shape):
    generator = torch.Generator().manual_seed(seed)
    return (torch.randn(*shape, generator=generator, dtype=torch.float64) * 1.5).mul(100).round().div(100)


def record(case, function, *inputs):
    """The value and, where there is one, the gradient of the sum of value * (1, 2, 3, ...) to each input."""
    inputs = [x.clone().requires_grad_(x.is_floating_point()) for x in inputs]
    value = function(*inputs)
    entries = {f"input{i}": x for i, x in enumerate(inputs)}
    entries["value"] = value
    if value.requires_grad and case not in NO_GRADIENT:
        weights = torch.arange(1, value.numel() + 1, dtype=value.dtype).reshape(value.shape)
        gradients = torch.autograd.grad([value], inputs, [weights], allow_unused=True)
        for i, gradient in enumerate(gradients):
            if gradient is not None:
                entries[f"gradient{i}"] = torch.zeros_like(inputs[i]) + gradient
    if case in CORRECTED:
        case = "corrected." + case.split(".")[1]
    CASES.add(case, **entries)


def pointwise():
    domains = {
        "real": "abs neg exp exp2 expm1 square sign sgn ceil floor trunc round frac deg2rad rad2deg sigmoid relu relu6 silu selu"
                " hardsigmoid hardswish log_sigmoid gelu softplus celu leaky_relu hardtanh atan cos sin sinc sinh cosh tanh asinh erf erfc"
                " i0 special_erfcx special_expit special_i0e special_i1 special_i1e special_ndtr isnan isfinite signbit",
        "positive": "log log10 log1p log2 sqrt rsqrt reciprocal lgamma digamma polygamma mvlgamma special_entr tan",
        "unit": "logit special_ndtri asin acos atanh erfinv",
        "above": "acosh",
    }
    functions = {
        "celu": torch.celu,
        "gelu": torch.nn.functional.gelu,
        "hardsigmoid": torch.nn.functional.hardsigmoid,
        "hardswish": torch.nn.functional.hardswish,
        "hardtanh": lambda x: torch.nn.functional.hardtanh(x, -0.9, 1.2),
        "leaky_relu": lambda x: torch.nn.functional.leaky_relu(x, 0.2),
        "log_sigmoid": torch.nn.functional.logsigmoid,
        "mvlgamma": lambda x: torch.mvlgamma(x + 1, 2),
        "polygamma": lambda x: torch.polygamma(1, x),
        "relu6": torch.nn.functional.relu6,
        "silu": torch.nn.functional.silu,
        "softplus": torch.nn.functional.softplus,
    }
    for domain, names in domains.items():
        for name in names.split():
            function = functions.get(name)
            if function is None:
                function = getattr(special, name[8:]) if name.startswith("special_") else getattr(torch, name)
            record(f"pointwise.{name}", function, tensor(DOMAINS[domain]).reshape(2, 3))


def pairs():
    a, b = tensor(DOMAINS["real"]).reshape(2, 3), tensor([1.4, -0.7, 2.2])
    p = tensor(DOMAINS["positive"]).reshape(2, 3)
    functions = {
        "add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div, "remainder": torch.remainder, "fmod": torch.fmod,
        "floor_divide": torch.floor_divide, "maximum": torch.maximum, "minimum": torch.minimum, "fmax": torch.fmax, "fmin": torch.fmin,
        "atan2": torch.atan2, "hypot": torch.hypot, "logaddexp": torch.logaddexp, "logaddexp2": torch.logaddexp2,
        "copysign": torch.copysign, "heaviside": torch.heaviside, "ldexp": torch.ldexp,
        "eq": torch.eq, "ne": torch.ne, "lt": torch.lt, "le": torch.le, "gt": torch.gt, "ge": torch.ge,
        "logical_and": torch.logical_and, "logical_or": torch.logical_or, "logical_xor": torch.logical_xor,
        "add_alpha": lambda x, y: torch.add(x, y, alpha=2.5), "div_trunc": lambda x, y: torch.div(x, y, rounding_mode="trunc"),
        "div_floor": lambda x, y: torch.div(x, y, rounding_mode="floor"),
    }
    for name, function in functions.items():
        record(f"pair.{name}", function, a, b)
    record("pair.pow", torch.pow, p, b)
    record("pair.float_power", torch.float_power, p, b)
    record("pair.xlogy", torch.xlogy, a, p)
    record("pair.igamma", torch.igamma, p.flip(0), p)
    record("pair.igammac", torch.igammac, p.flip(0), p)
    record("pair.special_xlog1py", special.xlog1py, a, p)
    record("pair.special_zeta", special.zeta, p + 1, p)
    record("pair.clamp_tensors", lambda x, y: torch.clamp(x, y - 1, y + 0.5), a, b)
    record("triple.addcmul", lambda x, y, z: torch.addcmul(x, y, z, value=0.5), a, b, p)
    record("triple.addcdiv", lambda x, y, z: torch.addcdiv(x, y, z, value=0.5), a, b, p)
    record("triple.lerp", torch.lerp, a, p, tensor(DOMAINS["unit"]).reshape(2, 3))
    record("triple.where", lambda x, y, z: torch.where(z > 0.9, x, y), a, a.flip(1), p)


def reductions():
    x = grid(1, 3, 4)
    with_nan = x.clone()
    with_nan[1, 2] = float("nan")
    functions = {
        "sum": torch.sum, "sum_dim": lambda x: x.sum(1), "sum_keepdim": lambda x: x.sum(0, True), "sum_dims": lambda x: x.sum((0, 1)),
        "mean": torch.mean, "mean_dim": lambda x: x.mean(-1), "mean_keepdim": lambda x: x.mean((0, 1), True),
        "prod": torch.prod, "prod_dim": lambda x: x.prod(1),
        "std": torch.std, "std_biased": lambda x: x.std(False), "std_dim": lambda x: x.std(1),
        "std_keepdim": lambda x: x.std((0, 1), False, True),
        "var": torch.var, "var_biased": lambda x: x.var(False), "var_dim": lambda x: x.var(0), "var_keepdim": lambda x: x.var(1, False, True),
        "max": torch.max, "min": torch.min, "max_values": lambda x: x.max(1)[0], "min_values": lambda x: x.min(0, True)[0],
        "amax": lambda x: x.amax(1), "amin": lambda x: x.amin((0, 1), True),
        "norm": torch.norm, "norm_one": lambda x: x.norm(1), "norm_dim": lambda x: x.norm(3, 1, True),
        "logsumexp": lambda x: x.logsumexp(1), "cumsum": lambda x: x.cumsum(1), "cumprod": lambda x: x.cumprod(0),
        "cummax": lambda x: x.cummax(1)[0], "cummin": lambda x: x.cummin(1)[0], "logcumsumexp": lambda x: x.logcumsumexp(1),
        "median": torch.median, "quantile": lambda x: x.quantile(tensor([0.1, 0.5, 0.95])),
        "quantile_dim": lambda x: x.quantile(tensor([0.25, 0.5]), 0, True),
        "softmax": lambda x: x.softmax(1), "log_softmax": lambda x: x.log_softmax(0), "diff": lambda x: x.diff(),
        "trapezoid": lambda x: torch.trapezoid(x, dx=0.5), "cov": torch.cov, "corrcoef": torch.corrcoef,
        "renorm": lambda x: x.renorm(2, 0, 1.5), "dist": lambda x: torch.dist(x, x.flip(0), 2),
    }
    for name, function in functions.items():
        record(f"reduction.{name}", function, x)
    for name, function in {
        "argmax": torch.argmax, "argmax_dim": lambda x: x.argmax(1), "argmin_keepdim": lambda x: x.argmin(0, True),
        "max_indexes": lambda x: x.max(1)[1], "all": lambda x: (x > -9).all(), "any_dim": lambda x: (x > 1).any(1),
        "count_nonzero": lambda x: (x > 0).count_nonzero(), "count_nonzero_dim": lambda x: (x > 0).count_nonzero((1,)),
        "histc": lambda x: x.histc(4, -2, 2),
    }.items():
        record(f"reduction.{name}", function, x)
    for name, function in {"nansum": torch.nansum, "nanmean": torch.nanmean, "nanmedian": torch.nanmedian}.items():
        record(f"missing.{name}", function, with_nan)


def products():
    a, b, m, n = grid(2, 3, 4), grid(3, 4, 2), grid(4, 2, 3, 4), grid(5, 2, 4, 2)
    v, w = grid(6, 4), grid(7, 4)
    record("product.matmul", torch.matmul, m, b)
    record("product.mm", torch.mm, a, b)
    record("product.bmm", torch.bmm, m, n)
    record("product.mv", torch.mv, a, v)
    record("product.dot", torch.dot, v, w)
    record("product.inner", torch.inner, a, v)
    record("product.outer", torch.outer, v, w)
    record("product.kron", torch.kron, a, b)
    record("product.einsum", lambda x, y: torch.einsum("bij,bjk->bik", x, y), m, n)
    record("product.tensordot", lambda x, y: torch.tensordot(x, y, dims=([1], [0])), a, b)
    record("product.cdist", lambda x, y: torch.cdist(x, y, 2.0), a, grid(8, 2, 4))
    record("product.addmm", lambda x, y, z: torch.addmm(x, y, z, beta=0.5, alpha=2.0), grid(9, 3, 2), a, b)
    record("product.addmv", lambda x, y, z: torch.addmv(x, y, z, beta=0.5, alpha=2.0), grid(9, 3), a, v)
    record("product.addr", lambda x, y, z: torch.addr(x, y, z, beta=0.5, alpha=2.0), grid(9, 4, 4), v, w)
    record("product.addbmm", lambda x, y, z: torch.addbmm(x, y, z, beta=0.5, alpha=2.0), grid(9, 3, 2), m, n)
    record("product.baddbmm", lambda x, y, z: torch.baddbmm(x, y, z, beta=0.5, alpha=2.0), grid(9, 2, 3, 2), m, n)
    for name, function in {
        "diag": torch.diag, "diag_above": lambda x: torch.diag(x, 1), "diagonal": lambda x: torch.diagonal(x, 1, 0, 1),
        "trace": torch.trace, "tril": lambda x: torch.tril(x, 1), "triu": torch.triu, "diag_embed": torch.diag_embed, "t": torch.t,
    }.items():
        record(f"matrix.{name}", function, a)


def linear_algebra():
    a = grid(10, 3, 3) + 3 * torch.eye(3, dtype=torch.float64)
    half = grid(11, 3, 3)
    spd = half @ half.T + torch.eye(3, dtype=torch.float64)
    tall, right = grid(12, 5, 3), grid(13, 3, 2)
    for name, function, inputs in [
        ("cholesky", linalg.cholesky, [spd]), ("inv", linalg.inv, [a]), ("det", linalg.det, [a]), ("logdet", torch.logdet, [spd]),
        ("slogdet", lambda x: linalg.slogdet(x)[1], [a]), ("solve", linalg.solve, [a, right]),
        ("solve_triangular", lambda x, y: linalg.solve_triangular(x, y, upper=False), [spd.tril(), right]),
        ("cholesky_solve", torch.cholesky_solve, [right, spd.tril()]), ("cholesky_inverse", torch.cholesky_inverse, [spd.tril()]),
        ("eigvalsh", linalg.eigvalsh, [spd]), ("svdvals", linalg.svdvals, [tall]), ("pinv", linalg.pinv, [tall]),
        ("matrix_exp", torch.matrix_exp, [a / 4]), ("matrix_power", lambda x: torch.matrix_power(x, 3), [a]),
        ("norm", linalg.norm, [tall]), ("norm_two", lambda x: linalg.norm(x, 2), [tall]), ("norm_nuc", lambda x: linalg.norm(x, "nuc"), [tall]),
        ("vector_norm", lambda x: linalg.vector_norm(x, 3.0, [1], True), [tall]), ("matrix_norm", linalg.matrix_norm, [tall]),
        ("matrix_norm_one", lambda x: linalg.matrix_norm(x, 1.0), [tall]), ("cond", linalg.cond, [a]),
        ("lstsq", lambda x, y: linalg.lstsq(x, y)[0], [tall, grid(14, 5, 2)]), ("multi_dot", lambda x, y: linalg.multi_dot([x, x, y]), [a, right]),
        ("cross", linalg.cross, [grid(15, 4, 3), grid(16, 4, 3)]), ("vecdot", linalg.vecdot, [grid(15, 4, 3), grid(16, 4, 3)]),
    ]:
        record(f"linalg.{name}", function, *inputs)


if __name__ == "__main__":
    pointwise()
    pairs()
    reductions()
    products()
    linear_algebra()
    CASES.save()
