using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Acquisitions;

/// <summary>Scores of draws that carry a graph: the same numbers, with their gradients.</summary>
[TestFixture]
internal sealed class GraphedAcquisitionTests
{
    private static readonly string[] Votes =
        [nameof(Acquisition.VoteVariationRatio), nameof(Acquisition.VoteEntropy), nameof(Acquisition.PairwiseDisagreement), nameof(Acquisition.Epig)];

    private static IEnumerable<TestCaseData> Smooth =>
        from entry in AcquisitionCase.All.Where(entry => !Votes.Contains(entry.Name))
        from map in new long[][] { [], [2, 3] }
        select new TestCaseData(entry, map);

    [TestCaseSource(nameof(Smooth))]
    public void Score_DrawsWithAGraph_IsTheSameAndHasTheGradientOfFiniteDifferences(AcquisitionCase entry, long[] map)
    {
        const double step = 1e-6;
        using DisposeScope scope = NewDisposeScope();
        using PredictiveSamples draws = entry.Make(3, 4, map);
        Tensor raw = entry.IsRegression ? draws.Values.clone() : draws.Values.log();
        Tensor leaf = raw.clone().requires_grad_(true);
        Tensor scores = entry.Function(PredictiveSamples.WithGraph(Read(leaf)));
        Assert.That(Values.Of(scores), Is.EqualTo(Values.Of(entry.Function(draws))).Within(1e-12));
        double[] gradient = Values.Of(autograd.grad([scores.sum()], [leaf])[0]);
        foreach (int place in new[] { 0, 7, 31, (int)raw.numel() - 1 })
        {
            double slope = (Moved(place, step) - Moved(place, -step)) / (2 * step);
            Assert.That(gradient[place], Is.EqualTo(slope).Within(1e-7), $"place {place}");
        }

        Assert.That(gradient.Select(Math.Abs).Max(), Is.GreaterThan(1e-4));

        Tensor Read(Tensor values) => entry.IsRegression ? values : values.softmax(2);

        double Moved(int place, double by)
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor moved = raw.clone();
            moved.view(-1)[place] += by;
            using PredictiveSamples read = new(Read(moved));
            return Values.Of(entry.Function(read)).Sum();
        }
    }

    [Test]
    public void Score_ProbabilitiesOfZeroAndDrawsThatAgree_HasAFiniteGradient()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor certain = tensor(new double[] { 1, 0, 0, 1, 0, 0 }, [2, 1, 3]).requires_grad_(true);
        foreach (AcquisitionFunction function in new AcquisitionFunction[]
            { Acquisition.Entropy, Acquisition.Bald, Acquisition.ExpectedEntropy, Acquisition.MeanStandardDeviation })
        {
            Tensor gradient = autograd.grad([function(PredictiveSamples.WithGraph(certain)).sum()], [certain])[0];
            Assert.That(Values.Of(gradient), Has.All.InRange(double.MinValue, double.MaxValue), function.Method.Name);
        }
    }

    [Test]
    public void Score_DrawsWithAGraph_LeaksNothingAndStillChecks()
    {
        using Tensor leaf = full([3, 4, 2], 0.5, requires_grad: true);
        Leaks.AssertNone(() =>
        {
            using PredictiveSamples draws = PredictiveSamples.WithGraph(leaf);
            Acquisition.Bald(draws).Dispose();
        });
        using Tensor wrong = full([3, 4, 2], 0.4, requires_grad: true);
        using PredictiveSamples no = PredictiveSamples.WithGraph(wrong);
        Assert.That(Assert.Throws<ArgumentException>(() => Acquisition.Bald(no).Dispose())!.ParamName, Is.EqualTo("draws"));
    }
}
