using TorchSharp.Tests.Distributions;
using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Tests.Interop.Distributions;

[TestFixture]
internal sealed class DistributionLifetimeTests
{
    private static readonly string[] Members =
        ["log_prob", "cdf", "icdf", "mean", "variance", "stddev", "mode", "entropy"];

    private static IEnumerable<string> Names => DistributionCase.Names;

    [TestCaseSource(nameof(Names))]
    public void Member_OfADistribution_LeavesNoTensorButItsResult(string name)
    {
        using DisposeScope outer = NewDisposeScope();
        using DistributionCase known = new(name);
        Tensor value = known.Get("value");
        foreach (string member in Members.Where(member => DistributionCase.Has(name, member)))
        {
            Tensor at = member == "icdf" ? known.Get("level") : value;
            using DisposeScope scope = NewDisposeScope();
            Tensor result = member switch
            {
                "log_prob" => known.Distribution.log_prob(at),
                "cdf" => known.Distribution.cdf(at),
                "icdf" => known.Distribution.icdf(at),
                _ => known.Evaluate(member),
            };
            Assert.That(scope.DisposablesView.Where(held => !ReferenceEquals(held, result)), Is.Empty, member);
        }

        using DisposeScope drawing = NewDisposeScope();
        Tensor draws = known.Distribution.rsample(2);
        Assert.That(drawing.DisposablesView, Is.EqualTo(new[] { draws }));
        Tensor plain = known.Distribution.sample(2);
        Assert.That(drawing.DisposablesView, Is.EquivalentTo(new[] { draws, plain }));
    }

    [TestCaseSource(nameof(Names))]
    public void Dispose_OfADistribution_LeavesNoTensor(string name)
    {
        // The parameters and the transforms' tensors are the caller's.
        using DisposeScope scope = NewDisposeScope();
        using DistributionCase warm = new(name);
        long held = scope.DisposablesCount;
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        DistributionCase known = new(name);
        using (Distribution expanded = known.Distribution.expand((long[])[4, .. known.Distribution.batch_shape.Shape]))
        {
            expanded.sample(2).Dispose();
        }

        known.Dispose();
        long callers = scope.DisposablesCount - held;
        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount - before, Is.EqualTo(callers));
    }

    [TestCaseSource(nameof(Names))]
    public void Expand_OfADistribution_IsTheSameOverALargerBatch(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using DistributionCase known = new(name);
        long[] batch = [4, .. known.Distribution.batch_shape.Shape];
        using (Distribution expanded = known.Distribution.expand(batch))
        {
            Assert.That(expanded.GetType(), Is.EqualTo(known.Distribution.GetType()));
            Assert.That(expanded.batch_shape.Shape, Is.EqualTo(batch));
            Assert.That(expanded.event_shape.Shape, Is.EqualTo(known.Distribution.event_shape.Shape));
            Tensor draws = expanded.sample(3);
            Assert.That(draws.shape, Is.EqualTo((long[])[3, .. batch, .. known.Distribution.event_shape.Shape]));
            Tensor here = known.Distribution.log_prob(draws);
            Tensor there = expanded.log_prob(draws);
            Assert.That(there.shape, Is.EqualTo((long[])[3, .. batch]));
            Assert.That((here - there).abs().max().item<double>(), Is.LessThan(1e-12));
        }

        Assert.That(known.Distribution.sample(2).isfinite().all().item<bool>(), Is.True);
    }

    [Test]
    public void Expand_IntoAnInstance_GivesItTheParameters()
    {
        using DisposeScope scope = NewDisposeScope();
        using Distribution narrow = Normal(3.0, 0.5);
        using Distribution target = Normal(0.0, 1.0);
        Assert.That(narrow.expand((long[])[2], target), Is.SameAs(target));
        Assert.That(target.mean.data<double>().ToArray(), Is.EqualTo(new[] { 3.0, 3.0 }));
        using Distribution other = Poisson(2.0);
        Assert.That(() => narrow.expand((long[])[2], other), Throws.ArgumentException);
    }
}
