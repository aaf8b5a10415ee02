using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Distributions;

/// <summary>What holds for every family of single numbers, whatever its values.</summary>
[TestFixture]
internal sealed class FamilyContractTests
{
    private static IEnumerable<TestCaseData> All => FamilyCase.AllCases;

    [TestCaseSource(nameof(All))]
    public void Members_InSingle_AreThoseInDouble(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        using ScalarDistribution wide = family.New();
        using ScalarDistribution narrow = family.New(ScalarType.Float32);
        Tensor x = tensor(family.Points);
        Tensor single = x.to_type(ScalarType.Float32);
        AssertClose(narrow.LogProbability(single), wide.LogProbability(x));
        AssertClose(narrow.Cdf(single), wide.Cdf(x));
        AssertClose(narrow.LogCdf(single), wide.LogCdf(x));
        AssertClose(narrow.Survival(single), wide.Survival(x));
        AssertClose(((IHasEntropy)narrow).Entropy(), ((IHasEntropy)wide).Entropy());
        if (narrow is IHasMoments moments)
        {
            AssertClose(moments.Mean(), ((IHasMoments)wide).Mean());
            AssertClose(moments.Variance(), ((IHasMoments)wide).Variance());
        }

        Assert.That(narrow.Type, Is.EqualTo(ScalarType.Float32));
    }

    [TestCaseSource(nameof(All))]
    public void Shapes_Broadcast(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        using ScalarDistribution distribution = family.New();
        Assert.That(distribution.BatchShape, Is.EqualTo(new long[] { 3 }));
        Assert.That(distribution.EventShape, Is.Empty);
        Tensor column = tensor(family.Points[..1]).expand(4, 1);
        foreach (Tensor result in new[]
        {
            distribution.LogProbability(column), distribution.Probability(column), distribution.Cdf(column),
            distribution.Survival(column), distribution.LogCdf(column), distribution.LogSurvival(column),
        })
        {
            Assert.That(result.shape, Is.EqualTo(new long[] { 4, 3 }));
        }

        Tensor whole = distribution.LogProbability(tensor(family.Points));
        Assert.That(whole.shape, Is.EqualTo(new long[] { 3 }));
        Assert.That(distribution.Sample([], seed: 1).shape, Is.EqualTo(new long[] { 3 }));
        Assert.That(distribution.Sample([2, 5], seed: 1).shape, Is.EqualTo(new long[] { 2, 5, 3 }));
    }

    [TestCaseSource(nameof(All))]
    public void Members_OfABatch_AreThoseOneByOne(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        using ScalarDistribution whole = family.New();
        double[] together = Values.Of(whole.LogProbability(tensor(family.Points)));
        double[] cdf = Values.Of(whole.Cdf(tensor(family.Points)));
        for (int i = 0; i < 3; i++)
        {
            using ScalarDistribution one = family.Make([.. family.Parameters.Select(values => tensor(values[i..(i + 1)]))]);
            Assert.That(one.LogProbability(tensor(family.Points[i])).item<double>(), Is.EqualTo(together[i]).Within(1e-14));
            Assert.That(one.Cdf(tensor(family.Points[i])).item<double>(), Is.EqualTo(cdf[i]).Within(1e-14));
        }
    }

    [TestCaseSource(nameof(All))]
    public void LogProbability_Gradients_AreDifferences(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] parameters = family.Name == "Categorical" ? [] : family.Tensors();
        if (parameters.Length == 0)
        {
            // Its parameters depend on each other.
            Assert.Pass();
        }

        Tensor x = tensor(family.Points);
        foreach (Tensor leaf in parameters.Append(x))
        {
            leaf.requires_grad = true;
        }

        using ScalarDistribution distribution = family.Make(parameters);
        Tensor[] sources = distribution.IsDiscrete ? parameters : [.. parameters, x];
        IList<Tensor> gradients = autograd.grad([distribution.LogProbability(x).sum()], sources);
        const double Step = 1e-6;
        for (int p = 0; p < parameters.Length; p++)
        {
            for (int i = 0; i < 3; i++)
            {
                double slope = (At(p, i, Step, x) - At(p, i, -Step, x)) / (2 * Step);
                Assert.That(Values.Of(gradients[p])[i], Is.EqualTo(slope).Within(1e-6 * (1 + Math.Abs(slope))), $"parameter {p}");
            }
        }

        if (!distribution.IsDiscrete)
        {
            using ScalarDistribution plain = family.New();
            Tensor slopes = (plain.LogProbability(x.detach() + Step) - plain.LogProbability(x.detach() - Step)) / (2 * Step);
            Assert.That(Values.Of(gradients[^1]), Is.EqualTo(Values.Of(slopes)).Within(1e-6));
        }

        double At(int parameter, int member, double step, Tensor value)
        {
            using ScalarDistribution moved = family.Moved(parameter, member, step);
            return moved.LogProbability(value.detach()).sum().item<double>();
        }
    }

    [TestCaseSource(nameof(All))]
    public void EveryMember_LeavesNothingBehind(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] parameters = family.Tensors();
        if (family.Name == "Categorical")
        {
            parameters = [stack(parameters, 1)];
        }

        Tensor x = tensor(family.Points);
        Tensor half = tensor(0.5);
        double[][] before = [.. parameters.Append(x).Select(Values.Of)];
        Leaks.AssertNone(() =>
        {
            using ScalarDistribution distribution = family.Name == "Categorical"
                ? Categorical.FromProbabilities(parameters[0])
                : family.Make(parameters);
            distribution.LogProbability(x).Dispose();
            distribution.Probability(x).Dispose();
            distribution.Cdf(x).Dispose();
            distribution.Survival(x).Dispose();
            distribution.LogCdf(x).Dispose();
            distribution.LogSurvival(x).Dispose();
            distribution.Sample([4], seed: 2).Dispose();
            ((IHasEntropy)distribution).Entropy().Dispose();
            (distribution as IHasMoments)?.Mean().Dispose();
            (distribution as IHasMoments)?.Variance().Dispose();
            (distribution as IHasMode)?.Mode().Dispose();
            (distribution as IHasInverseCdf)?.InverseCdf(half).Dispose();
        });
        Assert.That(parameters.Append(x).Select(Values.Of), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(All))]
    public void Values_ThatCannotBe_ThrowWithTheirName(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        using ScalarDistribution distribution = family.New();
        Tensor[] wrong = [tensor(double.NaN), tensor(double.PositiveInfinity), zeros(2, dtype: ScalarType.Float64), zeros(0), tensor(1f)];
        foreach (Tensor bad in wrong)
        {
            Assert.That(
                () => distribution.LogProbability(bad),
                Throws.ArgumentException.With.Property("ParamName").EqualTo("value"),
                $"{bad.dtype}");
            Assert.That(() => distribution.Cdf(bad), Throws.ArgumentException.With.Property("ParamName").EqualTo("value"));
        }

        Assert.That(() => distribution.LogProbability(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("value"));
        Assert.That(() => distribution.Sample([0], seed: 0), Throws.ArgumentException.With.Property("ParamName").EqualTo("shape"));
        Assert.That(() => distribution.Sample(null!, seed: 0), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("shape"));
        if (distribution is IHasInverseCdf inverse)
        {
            Assert.That(
                () => inverse.InverseCdf(tensor(1.5)),
                Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("probability"));
        }
    }

    [TestCaseSource(nameof(All))]
    public void Dispose_LeavesTheParametersToTheCaller(FamilyCase family)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] parameters = family.Tensors();
        ScalarDistribution distribution;
        using (DisposeScope inner = NewDisposeScope())
        {
            distribution = family.Make(parameters);
        }

        Assert.That(Values.Of(distribution.LogProbability(tensor(family.Points))), Has.Length.EqualTo(3), "outlives a scope");
        distribution.Dispose();
        distribution.Dispose();
        Assert.That(parameters.Select(Values.Of), Is.EqualTo(family.Parameters));
    }

    private static void AssertClose(Tensor narrow, Tensor wide)
    {
        Assert.That(narrow.dtype, Is.EqualTo(ScalarType.Float32));
        double[] expected = Values.Of(wide);
        double[] got = Values.Of(narrow);
        for (int i = 0; i < got.Length; i++)
        {
            Assert.That(got[i], Is.EqualTo(expected[i]).Within(2e-5 * (1 + Math.Abs(expected[i]))));
        }
    }
}
