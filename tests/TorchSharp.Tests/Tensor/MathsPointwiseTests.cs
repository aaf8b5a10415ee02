namespace TorchSharp.Tests;

[TestFixture]
internal sealed class MathsPointwiseTests
{
    private static readonly Function[] Functions =
    [
        new("abs", x => x.abs(), torch.abs, x => x.abs_()),
        new("acos", x => x.acos(), torch.acos, x => x.acos_()),
        new("acosh", x => x.acosh(), torch.acosh, x => x.acosh_()),
        new("asin", x => x.asin(), torch.asin, x => x.asin_()),
        new("asinh", x => x.asinh(), torch.asinh, x => x.asinh_()),
        new("atan", x => x.atan(), torch.atan, x => x.atan_()),
        new("atanh", x => x.atanh(), torch.atanh, x => x.atanh_()),
        new("ceil", x => x.ceil(), torch.ceil, x => x.ceil_()),
        new("celu", x => x.celu(), null, x => x.celu_()),
        new("cos", x => x.cos(), torch.cos, x => x.cos_()),
        new("cosh", x => x.cosh(), torch.cosh, x => x.cosh_()),
        new("deg2rad", x => x.deg2rad(), torch.deg2rad),
        new("digamma", x => x.digamma(), torch.digamma, x => x.digamma_()),
        new("erf", x => x.erf(), torch.erf, x => x.erf_()),
        new("erfc", x => x.erfc(), torch.erfc, x => x.erfc_()),
        new("erfinv", x => x.erfinv(), torch.special.erfinv, x => x.erfinv_()),
        new("exp", x => x.exp(), torch.exp, x => x.exp_()),
        new("exp2", x => x.exp2(), torch.exp2),
        new("expm1", x => x.expm1(), torch.expm1, x => x.expm1_()),
        new("floor", x => x.floor(), torch.floor, x => x.floor_()),
        new("frac", x => x.frac(), torch.frac, x => x.frac_()),
        new("gelu", x => x.gelu()),
        new("hardsigmoid", x => x.hardsigmoid(), null, x => x.hardsigmoid_()),
        new("hardswish", x => x.hardswish(), null, x => x.hardswish_()),
        new("i0", x => x.i0(), torch.special.i0),
        new("isfinite", x => x.isfinite(), torch.isfinite),
        new("isnan", x => x.isnan(), torch.isnan),
        new("leaky_relu", x => x.leaky_relu(0.2), null, x => x.leaky_relu_(0.2)),
        new("lgamma", x => x.lgamma(), torch.lgamma),
        new("log", x => x.log(), torch.log, x => x.log_()),
        new("log10", x => x.log10(), torch.log10, x => x.log10_()),
        new("log1p", x => x.log1p(), torch.log1p, x => x.log1p_()),
        new("log2", x => x.log2(), torch.log2, x => x.log2_()),
        new("log_sigmoid", x => x.log_sigmoid()),
        new("logit", x => x.logit(), x => torch.logit(x)),
        new("mvlgamma", x => (x + 1).mvlgamma(2), x => torch.mvlgamma(x + 1, 2)),
        new("neg", x => x.neg(), torch.neg, x => x.neg_()),
        new("polygamma", x => x.polygamma(1), x => torch.polygamma(x, 1), x => x.polygamma_(1)),
        new("rad2deg", x => x.rad2deg(), torch.rad2deg),
        new("reciprocal", x => x.reciprocal(), torch.reciprocal, x => x.reciprocal_()),
        new("relu", x => x.relu(), null, x => x.relu_()),
        new("relu6", x => x.relu6(), null, x => x.relu6_()),
        new("round", x => x.round(), x => torch.round(x), x => x.round_()),
        new("rsqrt", x => x.rsqrt(), torch.rsqrt, x => x.rsqrt_()),
        new("selu", x => x.selu(), null, x => x.selu_()),
        new("sgn", x => x.sgn(), torch.sgn, x => x.sgn_()),
        new("sigmoid", x => x.sigmoid(), torch.sigmoid, x => x.sigmoid_()),
        new("sign", x => x.sign(), torch.sign, x => x.sign_()),
        new("signbit", x => x.signbit(), torch.signbit),
        new("silu", x => x.silu(), null, x => x.silu_()),
        new("sin", x => x.sin(), torch.sin, x => x.sin_()),
        new("sinc", x => x.sinc(), torch.sinc, x => x.sinc_()),
        new("sinh", x => x.sinh(), torch.sinh, x => x.sinh_()),
        new("softplus", x => x.softplus()),
        new("special_entr", x => torch.special.entr(x)),
        new("special_expit", x => torch.special.expit(x)),
        new("special_i0e", x => torch.special.i0e(x)),
        new("special_i1", x => torch.special.i1(x)),
        new("special_i1e", x => torch.special.i1e(x)),
        new("special_ndtr", x => torch.special.ndtr(x)),
        new("special_ndtri", x => torch.special.ndtri(x)),
        new("sqrt", x => x.sqrt(), torch.sqrt, x => x.sqrt_()),
        new("square", x => x.square(), torch.square),
        new("tan", x => x.tan(), torch.tan, x => x.tan_()),
        new("tanh", x => x.tanh(), torch.tanh, x => x.tanh_()),
        new("trunc", x => x.trunc(), torch.trunc, x => x.trunc_()),
    ];

    private static IEnumerable<Function> WithStatic => Functions.Where(function => function.Static is not null);

    internal static IEnumerable<Function> WithInPlace => Functions.Where(function => function.InPlace is not null);

    [Test]
    public void Table_AllCasesOfTheOracle_AreInIt() =>
        Assert.That(Functions.Select(function => function.Case), Is.EquivalentTo(MathsOracle.Cases("pointwise")));

    [TestCaseSource(nameof(Functions))]
    public void Method_InputsOfTheOracle_GivesValueAndGradient(Function function) =>
        MathsOracle.AssertMatches(function.Case, inputs => function.Method(inputs[0]));

    [TestCaseSource(nameof(WithStatic))]
    public void Static_InputsOfTheOracle_GivesValueAndGradient(Function function) =>
        MathsOracle.AssertMatches(function.Case, inputs => function.Static!(inputs[0]));

    [TestCaseSource(nameof(WithInPlace))]
    public void InPlace_InputsOfTheOracle_ChangesAndReturnsTheTensor(Function function)
    {
        using torch.Tensor x = MathsOracle.Input(function.Case, 0);
        torch.Tensor returned = function.InPlace!(x);
        MathsOracle.AssertValue(function.Case, x);
        MathsOracle.AssertValue(function.Case, returned);
    }

    [Test]
    public void NanToNum_NanAndInfinities_AreReplaced()
    {
        using torch.Tensor x = torch.tensor(new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1.0 });
        using torch.Tensor replaced = x.nan_to_num(2, 3, -4);
        using torch.Tensor largest = torch.nan_to_num(x);
        Assert.That(replaced.data<double>().ToArray(), Is.EqualTo(new[] { 2.0, 3, -4, 1 }));
        Assert.That(largest.data<double>().ToArray(), Is.EqualTo(new[] { 0, double.MaxValue, double.MinValue, 1 }));
    }

    [Test]
    public void Infinity_OfEitherSign_IsRecognised()
    {
        using torch.Tensor x = torch.tensor(new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1.0 });
        using torch.Tensor any = x.isinf();
        using torch.Tensor positive = x.isposinf();
        using torch.Tensor negative = x.isneginf();
        using torch.Tensor finite = x.isfinite();
        Assert.That(any.data<bool>().ToArray(), Is.EqualTo(new[] { false, true, true, false }));
        Assert.That(positive.data<bool>().ToArray(), Is.EqualTo(new[] { false, true, false, false }));
        Assert.That(negative.data<bool>().ToArray(), Is.EqualTo(new[] { false, false, true, false }));
        Assert.That(finite.data<bool>().ToArray(), Is.EqualTo(new[] { false, false, false, true }));
    }

    [Test]
    public void Round_TwoDecimals_RoundsToEven()
    {
        using torch.Tensor x = torch.tensor(new[] { 1.234, -0.126, 2.5 });
        using torch.Tensor hundredths = x.round(2);
        using torch.Tensor whole = x.round();
        Assert.That(hundredths.data<double>().ToArray(), Is.EqualTo(new[] { 1.23, -0.13, 2.5 }).Within(1e-12));
        Assert.That(whole.data<double>().ToArray(), Is.EqualTo(new[] { 1.0, 0, 2 }));
    }

    [Test]
    public void Logit_OutsideTheUnitInterval_IsClampedByEps()
    {
        using torch.Tensor x = torch.tensor(new[] { 0.0, 1.0 });
        using torch.Tensor clamped = x.logit(0.25);
        Assert.That(clamped.data<double>().ToArray(), Is.EqualTo(new[] { -Math.Log(3), Math.Log(3) }).Within(1e-12));
    }

    internal sealed record Function(
        string Name,
        Func<torch.Tensor, torch.Tensor> Method,
        Func<torch.Tensor, torch.Tensor>? Static = null,
        Func<torch.Tensor, torch.Tensor>? InPlace = null)
    {
        public string Case => "pointwise." + Name;

        public override string ToString() => Name;
    }
}
