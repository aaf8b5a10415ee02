using TorchSharp;
using TorchSharp.Tests;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning.Tests.Selection;

[TestFixture]
internal sealed class BadgeSelectorTests
{
    private static readonly Oracle Recorded = Oracle.Load("batch_diversity.csv");

    [Test]
    public void Gradients_TwoEqualLogits_AreHalfTheFeatures()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CandidateFeatures features = new(Points.Rows([2, 4]), Points.Rows([3, 3]));
        Assert.That(Values.Of(BadgeSelector.Gradients(features)), Is.EqualTo(new[] { 1.0, 2, -1, -2 }));
    }

    [Test]
    public void Gradients_NearlySureClass_KeepTheirDigits()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CandidateFeatures features = new(Points.Rows([1]), Points.Rows([0, 50]));
        double expected = Math.Exp(-50) / (1 + Math.Exp(-50));
        Assert.That(Values.Of(BadgeSelector.Gradients(features)), Is.EqualTo(new[] { -expected, expected }).Within(1e-14).Percent);
    }

    [Test]
    public void Distances_RecordedCase_MatchTheEmbeddingsInFull()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        GradientRows rows = new(Wide("features"), Wide("logits"));
        PlusPlusSeeding seeding = new(rows);
        Assert.That(rows.SquaredNorms, Is.EqualTo(Recorded.Values("badge", "norms")).Within(1e-7));
        double[][] squared = [.. Recorded.Values("badge", "squared").Chunk(50)];
        foreach ((double centre, double[] expected) in Recorded.Values("badge", "centres").Zip(squared))
        {
            seeding.Add((int)centre);
            Assert.That(seeding.SquaredDistances, Is.EqualTo(expected).Within(1e-6));
            Assert.That(seeding.SquaredDistances[(int)centre], Is.Zero);
        }
    }

    [Test]
    public void Choose_RecordedCase_BeginsWithTheLargestGradientAndScoresByDistance()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CandidateSet candidates = Points.Candidates(Wide("features"), Wide("logits"));
        BatchSelection batch = new BadgeSelector().Choose(candidates, 6, 2);
        Assert.That(batch.Positions[0], Is.EqualTo((int)Recorded.Values("badge", "centres")[0]));
        using Tensor gradients = BadgeSelector.Gradients(candidates.Features());
        FeatureRows rows = new(gradients);
        for (int step = 1; step < 6; step++)
        {
            double nearest = batch.Positions.Take(step).Min(centre => rows.Distance(batch.Positions[step], centre));
            Assert.That(batch.Scores[step], Is.EqualTo(nearest * nearest).Within(1e-9));
        }
    }

    [Test]
    public void Choose_ManySeeds_DrawsTheSecondByItsProbability()
    {
        const int Runs = 4000;
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor features = Points.Normal(1, 8, 3);
        Tensor logits = Points.Normal(2, 8, 3);
        using CandidateSet candidates = Points.Candidates(features, logits);
        int[] counts = new int[8];
        for (int seed = 0; seed < Runs; seed++)
        {
            counts[new BadgeSelector().Choose(candidates, 2, seed).Positions[1]]++;
        }

        using Tensor gradients = BadgeSelector.Gradients(candidates.Features());
        FeatureRows rows = new(gradients);
        int first = new BadgeSelector().Choose(candidates, 1).Positions[0];
        double[] squared = [.. Enumerable.Range(0, 8).Select(i => Math.Pow(rows.Distance(i, first), 2))];
        for (int i = 0; i < 8; i++)
        {
            double share = squared[i] / squared.Sum();
            Assert.That(counts[i], Is.EqualTo(Runs * share).Within(5 * Math.Sqrt(Runs * share * (1 - share))));
        }

        Assert.That(counts[first], Is.Zero);
    }

    [Test]
    public void Choose_Duplicates_AreNotChosenTogetherWhileOthersAreLeft([Range(0, 9)] int seed)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor features = Points.Normal(5, 6, 4).repeat(3, 1);
        Tensor logits = Points.Normal(6, 6, 3).repeat(3, 1);
        using CandidateSet candidates = Points.Candidates(features, logits);
        BatchSelection batch = new BadgeSelector().Choose(candidates, 8, seed);
        Assert.That(batch.Positions.Take(6).Select(position => position % 6), Is.Unique);
        Assert.That(batch.Scores.Skip(6), Is.All.Zero);
    }

    [Test]
    public void Choose_AllAlike_GoesByNumber()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CandidateSet candidates = Points.Candidates(Points.Rows([3], [3], [3]), Points.Rows([1, 1], [1, 1], [1, 1]));
        BatchSelection batch = new BadgeSelector().Choose(candidates, 3, 9);
        Assert.That(batch.Positions, Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(batch.Scores, Is.EqualTo(new[] { 4.5, 0, 0 }));
    }

    [Test]
    public void Draw_NumberOnAnEdge_FallsOnTheNext()
    {
        double[] probabilities = [0.25, 0, 0.5, 0.25, 0];
        Assert.That(PlusPlusSeeding.Draw(probabilities, 0), Is.Zero);
        Assert.That(PlusPlusSeeding.Draw(probabilities, 0.25), Is.EqualTo(2));
        Assert.That(PlusPlusSeeding.Draw(probabilities, 0.75), Is.EqualTo(3));
        Assert.That(PlusPlusSeeding.Draw([0.3, 0.3, 0.3, 0], 0.999), Is.EqualTo(2), "rounding below 1");
    }

    [Test]
    public void Choose_LogitsThatWillNotDo_Throws()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.That(Message(null), Does.Contain("logits are needed"));
        Assert.That(Message(Points.Rows([1], [2])), Does.Contain("at least 2 classes"));
        Assert.That(Message(Points.Rows([0.25, 0.75], [0.5, 0.5])), Does.Contain("are probabilities"));

        static string Message(Tensor? logits)
        {
            using CandidateSet candidates = Points.Candidates(Points.Line(1, 2), logits);
            return Assert.Throws<InvalidOperationException>(() => new BadgeSelector().Choose(candidates, 1))!.Message;
        }
    }

    [Test]
    public void Choose_FeaturesBeyondMeasure_Throws()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CandidateSet candidates = Points.Candidates(Points.Line(1e200, -1e200, 3e200), Points.Rows([1, 2], [2, 1], [1, 3]));
        Assert.Throws<InvalidOperationException>(() => new BadgeSelector().Choose(candidates, 2));
    }

    [Test]
    public void Gradients_LeavesNothingBehind()
    {
        using CandidateFeatures features = new(Points.Rows([2, 4]), Points.Rows([3, 1]));
        Leaks.AssertNone(() => BadgeSelector.Gradients(features).Dispose());
    }

    private static Tensor Wide(string name) => Recorded.Tensor("badge", name, torch.ScalarType.Float64);
}
