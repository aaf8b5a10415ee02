namespace TorchSharp.Tests.Interop;

/// <summary>
/// Members that only the newest TorchSharp has, those that do here what PyTorch does and in TorchSharp something else (as of
/// 0.107: hardtanh returns its input, erfcx is erfc, torch.erfinv is erf, baddbmm takes its arguments in another order,
/// var(false) is unbiased, torch.var_mean is std_mean, torch.div drops the rounding mode), and what becomes of temporaries.
/// </summary>
[TestFixture]
internal sealed class MathsMembersTests
{
    private static readonly Dictionary<string, Func<torch.Tensor[], torch.Tensor>> LaterMembers = new()
    {
        ["corrected.baddbmm"] = x => x[0].baddbmm(x[1], x[2], 0.5f, 2),
        ["corrected.hardtanh"] = x => x[0].hardtanh(-0.9, 1.2),
        ["corrected.special_erfcx"] = x => torch.special.erfcx(x[0]),
        ["corrected.var_biased"] = x => torch.var(x[0], false),
        ["linalg.solve_triangular"] = x => torch.linalg.solve_triangular(x[0], x[1], upper: false),
        ["missing.nanmean"] = x => x[0].nanmean(),
        ["pair.div_floor"] = x => torch.div(x[0], x[1], torch.RoundingMode.floor),
        ["pair.heaviside"] = x => torch.heaviside(x[0], x[1]),
        ["pair.maximum"] = x => x[0].max(x[1]),
        ["pair.minimum"] = x => torch.min(x[0], x[1]),
        ["pointwise.celu"] = x => x[0].celu(1.0),
        ["pointwise.erfinv"] = x => torch.erfinv(x[0]),
        ["pointwise.softplus"] = x => x[0].softplus(1, 20),
        ["reduction.prod"] = x => x[0].prod(),
        ["reduction.prod_dim"] = x => torch.prod(x[0], 1),
    };

    private static readonly Dictionary<string, Func<torch.Tensor, torch.Tensor>> InPlaces = new()
    {
        ["corrected.hardtanh"] = x => x.hardtanh_(-0.9, 1.2),
        ["pointwise.deg2rad"] = x => x.deg2rad_(),
        ["pointwise.exp2"] = x => x.exp2_(),
        ["pointwise.i0"] = x => x.i0_(),
        ["pointwise.lgamma"] = torch.lgamma_,
        ["pointwise.logit"] = x => x.logit_(),
        ["pointwise.rad2deg"] = x => x.rad2deg_(),
    };

    private static readonly Dictionary<string, Action<torch.Tensor>> Composed = new()
    {
        ["number / tensor"] = x => (2.0 / x).Dispose(),
        ["number - tensor"] = x => (2.0 - x).Dispose(),
        ["square"] = x => x.square().Dispose(),
        ["std of another type"] = x => x.std(0, type: torch.ScalarType.Float32).Dispose(),
        ["unique"] = x => x.unique().output.Dispose(),
        ["unique_consecutive"] = x => x.unique_consecutive().output.Dispose(),
        ["lu"] = x =>
        {
            (torch.Tensor factors, torch.Tensor? pivots, torch.Tensor? _) = torch.lu(x);
            factors.Dispose();
            pivots!.Dispose();
        },
        ["in place"] = x => x.add_(1),
        ["equality"] = x => x.Equals(x),
    };

    [TestCaseSource(nameof(LaterNames))]
    public void Method_InputsOfTheOracle_GivesValueAndGradients(string name) => MathsOracle.AssertMatches(name, LaterMembers[name]);

    [TestCaseSource(nameof(InPlaceNames))]
    public void InPlace_InputsOfTheOracle_ChangesAndReturnsTheTensor(string name)
    {
        using torch.Tensor x = MathsOracle.Input(name, 0);
        Assert.That(InPlaces[name](x), Is.SameAs(x));
        MathsOracle.AssertValue(name, x);
    }

    [TestCaseSource(typeof(MathsPointwiseTests), nameof(MathsPointwiseTests.WithInPlace))]
    public void InPlace_PointwiseFunction_ReturnsTheSameHandle(MathsPointwiseTests.Function function)
    {
        using torch.Tensor x = MathsOracle.Input(function.Case, 0);
        Assert.That(function.InPlace!(x), Is.SameAs(x));
    }

    [TestCaseSource(nameof(ComposedNames))]
    public void Composed_ResultDisposed_LeavesNoTensor(string name)
    {
        using torch.Tensor x = MathsOracle.Input("linalg.inv", 0);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Composed[name](x);
        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before));
    }

    [Test]
    public void VarMean_OfAllElements_IsTheVarianceNotTheDeviation()
    {
        using torch.Tensor x = torch.tensor(new[] { 1.0, 5 });
        (torch.Tensor variance, torch.Tensor mean) = torch.var_mean(x);
        Assert.That(variance.item<double>(), Is.EqualTo(8));
        Assert.That(mean.item<double>(), Is.EqualTo(3));
        variance.Dispose();
        mean.Dispose();
    }

    [Test]
    public void Triangles_InPlace_ChangeTheMatrix()
    {
        using torch.Tensor x = torch.ones([2, 2]);
        using torch.Tensor lower = x.tril_();
        Assert.That(x.data<float>().ToArray(), Is.EqualTo(new[] { 1f, 0, 1, 1 }));
        Assert.That(lower.Equals(x), Is.True);
    }

    [Test]
    public void LuSolve_FactorsOfAMatrix_SolvesForIt()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor matrix = MathsOracle.Input("linalg.solve", 0);
        torch.Tensor right = MathsOracle.Input("linalg.solve", 1);
        (torch.Tensor factors, torch.Tensor? pivots) = torch.linalg.lu_factor(matrix);
        torch.Tensor solution = torch.linalg.lu_solve(factors, pivots!, right);
        MathsOracle.AssertValue("linalg.solve", solution);
    }

    [TestCase(torch.ScalarType.Float32, 1.1920928955078125e-07, 3.4028234663852886e+38, 1.1754943508222875e-38)]
    [TestCase(torch.ScalarType.Float64, 2.220446049250313e-16, double.MaxValue, 2.2250738585072014e-308)]
    [TestCase(torch.ScalarType.Float16, 0.0009765625, 65504, 6.103515625e-05)]
    [TestCase(torch.ScalarType.BFloat16, 0.0078125, 3.3895313892515355e+38, 1.1754943508222875e-38)]
    public void FInfo_EachType_IsPyTorchs(torch.ScalarType type, double epsilon, double max, double tiny)
    {
        torch.FInfo info = torch.finfo(type);
        Assert.That(info.eps, Is.EqualTo(epsilon));
        Assert.That(info.max, Is.EqualTo(max));
        Assert.That(info.min, Is.EqualTo(-max));
        Assert.That(info.tiny, Is.EqualTo(tiny));
    }

    [Test]
    public void FInfo_OfAnIntegerType_Throws() =>
        Assert.That(() => torch.finfo(torch.ScalarType.Int64), Throws.ArgumentException);

    [Test]
    public void Gelu_ApproximatedByTanh_IsCloseToTheExactOne()
    {
        using torch.Tensor x = MathsOracle.Input("pointwise.gelu", 0);
        using torch.Tensor exact = x.gelu();
        using torch.Tensor approximate = x.gelu(Modules.GELU.Approximate.tanh);
        Assert.That(approximate.allclose(exact, 0, 1e-3), Is.True);
        Assert.That(approximate.allclose(exact, 0, 1e-6), Is.False);
    }

    [Test]
    public void TensorDot_NumberOfDimensions_SumsLastAgainstFirst()
    {
        using torch.Tensor a = MathsOracle.Input("product.mm", 0);
        using torch.Tensor b = MathsOracle.Input("product.mm", 1);
        using torch.Tensor product = a.tensordot(b, 1);
        MathsOracle.AssertValue("product.mm", product);
    }

    private static string[] LaterNames => [.. LaterMembers.Keys];

    private static string[] InPlaceNames => [.. InPlaces.Keys];

    private static string[] ComposedNames => [.. Composed.Keys];
}
