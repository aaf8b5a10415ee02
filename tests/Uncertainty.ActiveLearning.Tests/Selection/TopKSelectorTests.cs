using TorchSharp;
using Uncertainty.Bnn;

namespace Uncertainty.ActiveLearning.Tests.Selection;

[TestFixture]
internal sealed class TopKSelectorTests
{
    [Test]
    public void Choose_HandNumbers_TakesTheHighestFirstAndKeepsTheirScores()
    {
        using PredictiveSamples draws = Points.Draws(0.25, 0.75, 0.5, 0.75, 0.125);
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        BatchSelection batch = new TopKSelector(Points.One).Choose(candidates, 3);
        Assert.That(batch.Positions, Is.EqualTo(new[] { 1, 3, 2 }));
        Assert.That(batch.Scores, Is.EqualTo(new[] { 0.75, 0.75, 0.5 }));
    }

    [Test]
    public void Choose_ScoresThatAreNotFinite_Throws()
    {
        using PredictiveSamples draws = Points.Draws(0.25, 0.75);
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        TopKSelector selector = new(_ => torch.tensor(new[] { 1, double.NaN }));
        Assert.Throws<InvalidOperationException>(() => selector.Choose(candidates, 1));
    }

    [Test]
    public void Choose_NoDraws_Throws()
    {
        using CandidateSet candidates = Points.Candidates(Points.Line(0, 1));
        Assert.Throws<InvalidOperationException>(() => new TopKSelector(Points.One).Choose(candidates, 1));
    }

    [Test]
    public void Constructor_Null_NamesTheParameter() =>
        Assert.That(Assert.Throws<ArgumentNullException>(() => _ = new TopKSelector(null!))!.ParamName, Is.EqualTo("function"));

    [Test]
    public void Constraints_NullAmongThem_NamesTheProperty()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => _ = new TopKSelector(Points.One) { Constraints = [null!] })!;
        Assert.That(error.ParamName, Is.EqualTo("Constraints"));
    }
}
