using TorchSharp;
using Uncertainty.ActiveLearning.Tests.Selection.Joint;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Selection;

/// <summary>Joint entropies of sampled label configurations.</summary>
[TestFixture]
internal sealed class BatchBaldSamplingTests
{
    private const int Draws = 10;
    private const int Inputs = 40;
    private const int Classes = 4;

    [Test]
    public void Choose_Sampled_IsTheBatchThatLookingAtAllGives([Range(1, 5)] int seed)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = JointCases.Probabilities(seed, Draws, Inputs, Classes);
        (List<int> positions, List<double> scores) = AllLookedAt(draws, configurations: 70, seed, batch: 9);

        BatchSelection batch = JointCases.Choose(draws, 9, new BatchBaldOptions { Configurations = 70 }, seed);

        Assert.That(batch.Positions, Is.EqualTo(positions));
        Assert.That(batch.Scores, Is.EqualTo(scores).Within(1e-12));
    }

    [Test]
    public void Choose_ManySamples_ComesNearTheExactInformation([Range(1, 5)] int seed)
    {
        // The exact information of the batch that was sampled: the estimate's error falls with the root of the number of configurations.
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = JointCases.Probabilities(seed, Draws, Inputs, Classes);

        BatchSelection batch = JointCases.Choose(draws, 6, new BatchBaldOptions { Configurations = 1_000 }, seed);

        double exact = NaiveInformation.Of(Values.Of(draws), draws.shape, batch.Positions);
        Assert.That(batch.Scores[5], Is.EqualTo(exact).Within(0.01));
        Assert.That(exact, Is.GreaterThan(0.98 * JointCases.Choose(draws, 6).Scores[5]));
    }

    [Test]
    public void Gains_Sampled_AreUnbiased()
    {
        // 400 seeds of 200 configurations: the mean's error is far below that of one.
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = JointCases.Probabilities(9, Draws, Inputs, Classes);
        Tensor candidate = draws.narrow(1, 3, 1);
        double[] gains = [.. Enumerable.Range(0, 400).Select(seed =>
        {
            using JointInformation information = new(Draws, 200, seed, CPU);
            information.Add(draws.select(1, 30));
            information.Add(draws.select(1, 31));
            information.Add(draws.select(1, 32));
            information.Add(draws.select(1, 33));
            Assert.That(information.IsExact, Is.False);
            return information.Gains(candidate, [double.PositiveInfinity])[0];
        })];

        double[] numbers = Values.Of(draws);
        double exact = NaiveInformation.Of(numbers, draws.shape, [30, 31, 32, 33, 3]) - NaiveInformation.Of(numbers, draws.shape, [30, 31, 32, 33]);
        double mean = gains.Average();
        double error = Math.Sqrt(gains.Sum(gain => (gain - mean) * (gain - mean)) / 399 / 400);
        Assert.That(mean, Is.EqualTo(exact).Within((4 * error) + 1e-3));
        Assert.That(error, Is.LessThan(0.005));
    }

    [Test]
    public void Choose_OtherSeed_SamplesOtherLabels()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = JointCases.Probabilities(2, Draws, Inputs, Classes);
        BatchBaldOptions options = new() { Configurations = 70 };

        double Last(long seed) => JointCases.Choose(draws, 9, options, seed).Scores[8];

        double last = Last(1);
        Assert.That(Last(1), Is.EqualTo(last));
        Assert.That(Last(2), Is.Not.EqualTo(last));
        Assert.That(JointCases.Choose(draws, 4, options, 1).Scores, Is.EqualTo(JointCases.Choose(draws, 4, options, 2).Scores), "exact");
    }

    [Test]
    public void Choose_FewerConfigurationsThanDraws_SamplesOneOfEach()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = JointCases.Probabilities(2, Draws, Inputs, Classes);

        BatchSelection batch = JointCases.Choose(draws, 20, new BatchBaldOptions { Configurations = 1 });

        Assert.That(batch.Positions, Is.Unique);
        Assert.That(batch.Scores, Is.Ordered);
        Assert.That(batch.Scores, Has.All.InRange(0, Math.Log(Draws)));
    }

    /// <summary>Every open candidate in every step: the exact gain at the last exact step, and the sample's estimate where there is one.</summary>
    private static (List<int> Positions, List<double> Scores) AllLookedAt(Tensor draws, int configurations, long seed, int batch)
    {
        using JointInformation information = new(Draws, configurations, seed, CPU);
        List<int> positions = [];
        List<double> scores = [];
        while (positions.Count < batch)
        {
            double[] gains = information.Gains(draws, information.Exact(information.Level).Gains(draws));
            int best = Enumerable.Range(0, gains.Length).Except(positions).MaxBy(position => gains[position]);
            positions.Add(best);
            scores.Add(scores.LastOrDefault() + gains[best]);
            information.Add(draws.select(1, best));
        }

        return (positions, scores);
    }
}
