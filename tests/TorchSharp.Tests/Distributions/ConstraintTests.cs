using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Tests.Distributions;

[TestFixture]
internal sealed class ConstraintTests
{
    private static readonly double[] Values = [-1.0, 0.0, 0.5, 1.0, 2.0, double.NaN];

    private static IEnumerable<TestCaseData> Pointwise()
    {
        yield return new TestCaseData(constraints.real, new[] { true, true, true, true, true, false });
        yield return new TestCaseData(constraints.boolean, new[] { false, true, false, true, false, false });
        yield return new TestCaseData(constraints.positive, new[] { false, false, true, true, true, false });
        yield return new TestCaseData(constraints.nonnegative, new[] { false, true, true, true, true, false });
        yield return new TestCaseData(constraints.unit_interval, new[] { false, true, true, true, false, false });
        yield return new TestCaseData(constraints.half_open_interval(0, 1), new[] { false, true, true, false, false, false });
        yield return new TestCaseData(constraints.less_than(0.5), new[] { true, true, false, false, false, false });
        yield return new TestCaseData(constraints.greater_than(0.5), new[] { false, false, false, true, true, false });
        yield return new TestCaseData(constraints.greater_than_eq(0.5), new[] { false, false, true, true, true, false });
        yield return new TestCaseData(constraints.nonnegative_integer, new[] { false, true, false, true, true, false });
        yield return new TestCaseData(constraints.positive_integer, new[] { false, false, false, true, true, false });
        yield return new TestCaseData(constraints.integer_interval(-1, 1), new[] { true, true, false, true, false, false });
    }

    [TestCaseSource(nameof(Pointwise))]
    public void Check_OfNumbers_SaysWhichAreInTheRegion(constraints.Constraint constraint, bool[] expected)
    {
        using Tensor values = tensor(Values);
        using Tensor result = constraint.check(values);
        Assert.That(result.data<bool>().ToArray(), Is.EqualTo(expected));
        Assert.That(constraint.event_dim, Is.EqualTo(0));
    }

    [Test]
    public void Check_OfRows_SaysWhichAreInTheRegion()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = tensor(new[,] { { 0.2, 0.8 }, { 0.5, 0.6 }, { -0.5, 1.5 }, { 0.0, 1.0 } });
        Assert.That(constraints.simplex.check(rows).data<bool>().ToArray(), Is.EqualTo(new[] { true, false, false, true }));
        Assert.That(constraints.one_hot.check(rows).data<bool>().ToArray(), Is.EqualTo(new[] { false, false, false, true }));
    }

    [Test]
    public void Check_OfMatrices_SaysWhichAreInTheRegion()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor definite = tensor(new[,] { { 2.0, 0.5 }, { 0.5, 1.0 } });
        Tensor indefinite = tensor(new[,] { { 1.0, 2.0 }, { 2.0, 1.0 } });
        Tensor lower = tensor(new[,] { { 1.0, 0.0 }, { 2.0, 3.0 } });
        Tensor matrices = stack([definite, indefinite, lower]);
        Assert.That(constraints.lower_triangular.check(matrices).data<bool>().ToArray(), Is.EqualTo(new[] { false, false, true }));
        Assert.That(constraints.lower_cholesky.check(matrices).data<bool>().ToArray(), Is.EqualTo(new[] { false, false, true }));
        Assert.That(constraints.symmetric.check(matrices).data<bool>().ToArray(), Is.EqualTo(new[] { true, true, false }));
        Tensor symmetric = stack([definite, indefinite]);
        Assert.That(constraints.positive_definite.check(symmetric).data<bool>().ToArray(), Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public void Check_OfADependentRegion_Throws()
    {
        using Tensor one = ones(1);
        Assert.That(() => constraints.dependent.check(one), Throws.ArgumentException);
    }
}
