namespace TorchSharp.Tests;

[TestFixture]
internal sealed class MathsComparisonTests
{
    [Test]
    public void Equals_SameShapeAndElements_IsTrue()
    {
        using torch.Tensor a = torch.tensor(new[] { 1.0, 2, 3 });
        using torch.Tensor same = torch.tensor(new[] { 1.0, 2, 3 });
        using torch.Tensor other = torch.tensor(new[] { 1.0, 2, 4 });
        using torch.Tensor longer = torch.tensor(new[] { 1.0, 2, 3, 4 });
        Assert.That(a.Equals(same), Is.True);
        Assert.That(a.Equals((object)same), Is.True);
        Assert.That(a.Equals(other), Is.False);
        Assert.That(a.Equals(longer), Is.False);
        Assert.That(a.Equals((object?)null), Is.False);
    }

    [Test]
    public void Equal_TwoTensors_ComparesElementByElement()
    {
        using torch.Tensor a = torch.tensor(new[] { 1.0, 2, 3 });
        using torch.Tensor b = torch.tensor(new[] { 1.0, 5, 3 });
        using torch.Tensor equal = a.equal(b);
        using torch.Tensor unequal = torch.not_equal(a, b);
        Assert.That(equal.data<bool>().ToArray(), Is.EqualTo(new[] { true, false, true }));
        Assert.That(unequal.data<bool>().ToArray(), Is.EqualTo(new[] { false, true, false }));
    }

    [TestCase(1e-3, 0, true)]
    [TestCase(1e-5, 0, false)]
    [TestCase(0, 1e-2, true)]
    [TestCase(0, 1e-4, false)]
    public void AllClose_Tolerances_Decide(double relative, double absolute, bool expected)
    {
        using torch.Tensor a = torch.tensor(new[] { 1.0, 10 });
        using torch.Tensor b = torch.tensor(new[] { 1.0, 10.001 });
        Assert.That(a.allclose(b, relative, absolute), Is.EqualTo(expected));
        Assert.That(torch.allclose(a, b, relative, absolute), Is.EqualTo(expected));
    }

    [Test]
    public void IsClose_NanOnBothSides_IsCloseWhereAsked()
    {
        using torch.Tensor a = torch.tensor(new[] { 1.0, double.NaN, 3 });
        using torch.Tensor b = torch.tensor(new[] { 1.0 + 1e-9, double.NaN, 3.1 });
        using torch.Tensor strict = a.isclose(b);
        using torch.Tensor lenient = a.isclose(b, 1e-5, 1e-8, true);
        Assert.That(strict.data<bool>().ToArray(), Is.EqualTo(new[] { true, false, false }));
        Assert.That(lenient.data<bool>().ToArray(), Is.EqualTo(new[] { true, true, false }));
    }

    [Test]
    public void ScalarComparisons_EachElement_IsCompared()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = torch.tensor(new[] { -1.0, 0, 1 });
        Assert.That(x.eq(0).data<bool>().ToArray(), Is.EqualTo(new[] { false, true, false }));
        Assert.That(x.ne(0).data<bool>().ToArray(), Is.EqualTo(new[] { true, false, true }));
        Assert.That(x.lt(0).data<bool>().ToArray(), Is.EqualTo(new[] { true, false, false }));
        Assert.That(x.le(0).data<bool>().ToArray(), Is.EqualTo(new[] { true, true, false }));
        Assert.That(x.gt(0).data<bool>().ToArray(), Is.EqualTo(new[] { false, false, true }));
        Assert.That(x.ge(0).data<bool>().ToArray(), Is.EqualTo(new[] { false, true, true }));
    }

    [Test]
    public void Clamp_ScalarBounds_HoldOnTheirSide()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = torch.tensor(new[] { -3.0, -0.5, 0.5, 3 });
        Assert.That(x.clamp(-1, 1).data<double>().ToArray(), Is.EqualTo(new[] { -1, -0.5, 0.5, 1 }));
        Assert.That(torch.clamp(x, -1, 1).data<double>().ToArray(), Is.EqualTo(new[] { -1, -0.5, 0.5, 1 }));
        Assert.That(x.clip(max: 0.25).data<double>().ToArray(), Is.EqualTo(new[] { -3, -0.5, 0.25, 0.25 }));
        Assert.That(x.clamp_min(0).data<double>().ToArray(), Is.EqualTo(new[] { 0, 0, 0.5, 3 }));
        Assert.That(x.clamp_max(0).data<double>().ToArray(), Is.EqualTo(new[] { -3, -0.5, 0, 0 }));
        x.clamp_(-1, 1);
        Assert.That(x.data<double>().ToArray(), Is.EqualTo(new[] { -1, -0.5, 0.5, 1 }));
    }

    [Test]
    public void MaximumAndFmax_Nan_IsKeptOrIgnored()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor a = torch.tensor(new[] { double.NaN, 2 });
        torch.Tensor b = torch.tensor(new[] { 1.0, 1 });
        Assert.That(a.maximum(b).data<double>().ToArray(), Is.EqualTo(new[] { double.NaN, 2 }));
        Assert.That(a.fmax(b).data<double>().ToArray(), Is.EqualTo(new[] { 1.0, 2 }));
        Assert.That(a.minimum(b).data<double>().ToArray(), Is.EqualTo(new[] { double.NaN, 1 }));
        Assert.That(a.fmin(b).data<double>().ToArray(), Is.EqualTo(new[] { 1.0, 1 }));
    }

    [Test]
    public void Where_ConditionThatIsNoTruthValue_Throws()
    {
        using torch.Tensor x = torch.ones(new long[] { 2 });
        Assert.That(() => torch.where(x, x, x), Throws.ArgumentException);
    }

    [Test]
    public void Where_ConditionAlone_GivesTheIndices()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor condition = torch.tensor(new[] { true, false, true, true }).reshape(2, 2);
        torch.Tensor[] indices = torch.where(condition);
        Assert.That(indices, Has.Length.EqualTo(2));
        Assert.That(indices[0].data<long>().ToArray(), Is.EqualTo(new long[] { 0, 1, 1 }));
        Assert.That(indices[1].data<long>().ToArray(), Is.EqualTo(new long[] { 0, 0, 1 }));
    }

    [Test]
    public void IsIn_SomeElements_AreFound()
    {
        using torch.Tensor x = torch.tensor(new long[] { 1, 2, 3, 4 });
        using torch.Tensor wanted = torch.tensor(new long[] { 2, 4, 9 });
        using torch.Tensor found = torch.isin(x, wanted);
        using torch.Tensor missing = torch.isin(x, wanted, invert: true);
        Assert.That(found.data<bool>().ToArray(), Is.EqualTo(new[] { false, true, false, true }));
        Assert.That(missing.data<bool>().ToArray(), Is.EqualTo(new[] { true, false, true, false }));
    }
}
