using TorchSharp;

namespace Uncertainty.ActiveLearning.Tests.Selection.Constraints;

[TestFixture]
internal sealed class MinimumDistanceTests
{
    [Test]
    public void Allows_PointsOnALine_KeepsThemApart()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CandidateSet candidates = Points.Candidates(Points.Line(0, 1, 2, 2.5, 7), labelled: Points.Line(6));
        ISelectionCheck check = new MinimumDistance(2).Begin(candidates, 3);
        Assert.That(Enumerable.Range(0, 5).Select(check.Allows), Is.All.True);
        check.Take(0);
        Assert.That(Enumerable.Range(1, 4).Select(check.Allows), Is.EqualTo(new[] { false, true, true, true }));
        check.Take(2);
        Assert.That(Enumerable.Range(1, 4).Select(check.Allows), Is.EqualTo(new[] { false, false, false, true }));
    }

    [Test]
    public void Allows_LabelledToo_KeepsAwayFromThem()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CandidateSet candidates = Points.Candidates(Points.Line(0, 1, 2, 2.5, 7), labelled: Points.Line(6, 0.5));
        ISelectionCheck check = new MinimumDistance(2, fromLabelled: true).Begin(candidates, 3);
        Assert.That(Enumerable.Range(0, 5).Select(check.Allows), Is.EqualTo(new[] { false, false, false, true, false }));
        using CandidateSet alone = Points.Candidates(Points.Line(0, 1));
        Assert.That(new MinimumDistance(2, fromLabelled: true).Begin(alone, 1).Allows(0), Is.True, "nothing is labelled yet");
    }

    [Test]
    public void Choose_Duplicates_TakesOneOfEach()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Bnn.PredictiveSamples draws = Points.Draws(0.9, 0.9, 0.8, 0.8, 0.7);
        using CandidateSet candidates = CandidateSet.FromDraws(draws, new CandidateFeatures(Points.Line(1, 1, 2, 2, 3)));
        TopKSelector selector = new(Points.One) { Constraints = [new MinimumDistance(1e-12)] };
        Assert.That(selector.Choose(candidates, 3).Positions, Is.EqualTo(new[] { 0, 2, 4 }));
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => selector.Choose(candidates, 4))!;
        Assert.That(error.Message, Does.Contain("left 3 candidates"));
    }

    [Test]
    public void Constructor_DistanceOutOfRange_NamesTheParameter([Values(0, -1, double.NaN, double.PositiveInfinity)] double distance) =>
        Assert.That(
            Assert.Throws<ArgumentOutOfRangeException>(() => _ = new MinimumDistance(distance))!.ParamName, Is.EqualTo("distance"));

    [Test]
    public void Begin_NoFeatures_Throws()
    {
        using Bnn.PredictiveSamples draws = Points.Draws(0.5, 0.25);
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        Assert.Throws<InvalidOperationException>(() => new MinimumDistance(1).Begin(candidates, 1));
    }
}
