using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Distributions;

[TestFixture]
internal sealed class BijectorTests
{
    private static readonly Bijector[] All =
    [
        new ExpBijector(), new PowerBijector(2), new PowerBijector(-1.5), new PowerBijector(0.5), new InverseBoxCoxBijector(0.5),
        new InverseBoxCoxBijector(-2), new InverseBoxCoxBijector(0), new AffineBijector(1.5, -2), new AffineBijector(0, 0.25),
        new SoftplusBijector(),
        new SoftplusBijector(3), new SigmoidBijector(), new TanhBijector(), new GumbelCdfBijector(0.5, 1.5),
        new InvertBijector(new SigmoidBijector()), new InvertBijector(new AffineBijector(1, -3)), new InvertBijector(new ExpBijector()),
        new ChainBijector(new AffineBijector(0.5, 2), new TanhBijector(), new AffineBijector(0, -3)),
        new ChainBijector(new ExpBijector(), new PowerBijector(-1), new AffineBijector(0, -1), new ExpBijector()),
    ];

    private static IEnumerable<TestCaseData> Cases =>
        All.Select((bijector, i) => new TestCaseData(bijector).SetArgDisplayNames($"{i} {bijector.GetType().Name}"));

    [TestCaseSource(nameof(Cases))]
    public void Inverse_OfForward_IsTheInput(Bijector bijector)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Points(bijector.Domain);
        Tensor y = bijector.Forward(x);
        Assert.That(Values.Of(bijector.Inverse(y)), Is.EqualTo(Values.Of(x)).Within(1e-10));
        double[] values = Values.Of(y);
        Assert.That(values, Has.All.GreaterThan(bijector.Range.Lower).And.All.LessThan(bijector.Range.Upper));
        Assert.That(values, bijector.IsIncreasing ? Is.Ordered : Is.Ordered.Descending);
    }

    [TestCaseSource(nameof(Cases))]
    public void LogDeterminants_AreThoseOfTheSlope(Bijector bijector)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Points(bijector.Domain);
        const double Step = 1e-6;
        Tensor slope = (bijector.Forward(x + Step) - bijector.Forward(x - Step)) / (2 * Step);
        double[] expected = Values.Of(slope.abs().log());
        double[] got = Values.Of(bijector.ForwardLogDeterminant(x));
        Assert.That(got, Is.EqualTo(expected).Within(1e-6));
        Assert.That(Values.Of(bijector.InverseLogDeterminant(bijector.Forward(x))), Is.EqualTo(got.Select(value => -value)).Within(1e-9));
    }

    [TestCaseSource(nameof(Cases))]
    public void Gradients_AreTheSlope(Bijector bijector)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Points(bijector.Domain);
        x.requires_grad = true;
        IList<Tensor> gradients = autograd.grad([bijector.Forward(x).sum()], [x]);
        Assert.That(
            Values.Of(gradients[0].abs().log()), Is.EqualTo(Values.Of(bijector.ForwardLogDeterminant(x))).Within(1e-9));
    }

    [TestCaseSource(nameof(Cases))]
    public void Members_InSingle_AreThoseInDoubleAndLeaveNothing(Bijector bijector)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Points(bijector.Domain);
        Tensor single = x.to_type(ScalarType.Float32);
        Tensor y = bijector.Forward(x);
        double[] before = Values.Of(x);
        Assert.That(bijector.Forward(single).dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(Values.Of(bijector.Forward(single)), Is.EqualTo(Values.Of(y)).Within(1e-4).Percent);
        double[] slopes = Values.Of(bijector.ForwardLogDeterminant(x));
        Assert.That(Values.Of(bijector.ForwardLogDeterminant(single)), Is.EqualTo(slopes).Within(1e-5));
        Leaks.AssertNone(() =>
        {
            bijector.Forward(x).Dispose();
            bijector.Inverse(y).Dispose();
            bijector.ForwardLogDeterminant(x).Dispose();
            bijector.InverseLogDeterminant(y).Dispose();
        });
        Assert.That(Values.Of(x), Is.EqualTo(before));
    }

    [Test]
    public void LogDeterminant_WhereTheFunctionHasSaturated_IsStillRight()
    {
        // 1 − tanh² x is about 4 exp(−2x), the slope of the sigmoid exp(−x), that of the softplus 1.
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(50.0);
        Assert.That(new TanhBijector().ForwardLogDeterminant(x).item<double>(), Is.EqualTo(Math.Log(4) - 100).Within(1e-12));
        Assert.That(new SigmoidBijector().ForwardLogDeterminant(x).item<double>(), Is.EqualTo(-50).Within(1e-12));
        Tensor large = tensor(1000.0);
        SoftplusBijector softplus = new();
        Assert.That(softplus.Forward(large).item<double>(), Is.EqualTo(1000));
        Assert.That(softplus.Inverse(large).item<double>(), Is.EqualTo(1000));
        Tensor small = tensor(1e-12);
        Assert.That(softplus.Inverse(small).item<double>(), Is.EqualTo(Math.Log(1e-12)).Within(1e-9));
    }

    [Test]
    public void Range_OfAChain_IsWhereTheLinksLeadIt()
    {
        Bijector tanh = new ChainBijector(new AffineBijector(1, -2), new TanhBijector(), new AffineBijector(1, 3));
        Bijector twice = new ChainBijector(new ExpBijector(), new AffineBijector(0, -1), new ExpBijector());
        Assert.That(tanh.Range, Is.EqualTo(new Interval(-2, 4)));
        Assert.That(twice.Range, Is.EqualTo(new Interval(0, 1)));
        Assert.That(new InvertBijector(new TanhBijector()).Domain, Is.EqualTo(new Interval(-1, 1)));
        Assert.That(new Interval(0, double.PositiveInfinity).ToString(), Is.EqualTo("(0, ∞)"));
    }

    [Test]
    public void Equality_IsByNumbersAndOrder()
    {
        Bijector line = new AffineBijector(1, 2);
        Bijector other = new AffineBijector(1, 2);
        Assert.That(line, Is.EqualTo(other).And.Not.EqualTo(new AffineBijector(2, 1)));
        Bijector chain = new ChainBijector(line, new ExpBijector());
        Bijector same = new ChainBijector(other, new ExpBijector());
        Assert.That(same, Is.EqualTo(chain));
        Assert.That(same.GetHashCode(), Is.EqualTo(chain.GetHashCode()));
        Assert.That(chain, Is.Not.EqualTo(new ChainBijector(new ExpBijector(), line)));
        Bijector inverse = new InvertBijector(chain);
        Assert.That(new InvertBijector(same), Is.EqualTo(inverse));
        Assert.That(chain, Is.Not.EqualTo(inverse));
    }

    [Test]
    public void Numbers_OutsideTheDomainOrRange_Throw()
    {
        using DisposeScope scope = NewDisposeScope();
        AssertThrows(() => new PowerBijector(2).Forward(tensor(-1.0)), "input", "(0, ∞)");
        AssertThrows(() => new ExpBijector().Inverse(tensor(0.0)), "output", "(0, ∞)");
        AssertThrows(() => new SigmoidBijector().Inverse(tensor(1.0)), "output", "(0, 1)");
        AssertThrows(() => new TanhBijector().InverseLogDeterminant(tensor(-1.5)), "output", "(-1, 1)");
        AssertThrows(() => new InverseBoxCoxBijector(0.5).ForwardLogDeterminant(tensor(-2.5)), "input", "(-2, ∞)");
        AssertThrows(() => new ExpBijector().Forward(tensor(double.NaN)), "input", "finite");
        AssertThrows(() => new ExpBijector().Forward(tensor(1)), "input", "floating-point");
        AssertThrows(() => new ExpBijector().Forward(null!), "input", "");
    }

    [Test]
    public void New_BadNumbers_Throw()
    {
        AssertThrows(() => new PowerBijector(0), "exponent", "not 0");
        AssertThrows(() => new InverseBoxCoxBijector(double.NaN), "power", "finite");
        AssertThrows(() => new AffineBijector(1, 0), "scale", "not 0");
        AssertThrows(() => new AffineBijector(double.NaN, 1), "shift", "finite");
        AssertThrows(() => new SoftplusBijector(0), "sharpness", "greater than 0");
        AssertThrows(() => new GumbelCdfBijector(0, -1), "scale", "greater than 0");
        AssertThrows(() => new ChainBijector(), "bijectors", "at least one");
        AssertThrows(() => new ChainBijector(new TanhBijector(), new PowerBijector(2)), "bijectors", "PowerBijector, takes (0, ∞)");
        AssertThrows(() => new InvertBijector(null!), "bijector", "");
    }

    /// <summary>Rising points of an interval, away from its ends.</summary>
    private static Tensor Points(Interval interval)
    {
        Tensor steps = linspace(-1.5, 1.5, 7, dtype: ScalarType.Float64);
        return (double.IsFinite(interval.Lower), double.IsFinite(interval.Upper)) switch
        {
            (true, true) => (steps.sigmoid() * (interval.Upper - interval.Lower)) + interval.Lower,
            (true, false) => steps.exp() + interval.Lower,
            (false, true) => interval.Upper - (-steps).exp(),
            _ => steps,
        };
    }

    private static void AssertThrows(Func<object> action, string name, string message) =>
        Assert.That(action, Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo(name).And.Message.Contains(message));
}
