namespace Uncertainty.ActiveLearning.Tests.Selection;

[TestFixture]
internal sealed class GreedyChoiceTests
{
    [Test]
    public void TakeHighest_EqualValues_GoToTheLowestNumber()
    {
        GreedyChoice choice = new(3, []);
        choice.TakeHighest([0.5, 0.7, 0.5, 0.7, 0.5]);
        BatchSelection batch = choice.Complete();
        Assert.That(batch.Positions, Is.EqualTo(new[] { 1, 3, 0 }));
        Assert.That(batch.Scores, Is.EqualTo(new[] { 0.7, 0.7, 0.5 }));
    }

    [Test]
    public void TakeHighest_SomeTakenBefore_FillsUpAndTakesNoneTwice()
    {
        GreedyChoice choice = new(3, []);
        choice.Take(1, 9);
        choice.TakeHighest([1, 5, 3, 2]);
        Assert.That(choice.Complete().Positions, Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(choice.IsFull, Is.True);
    }

    [Test]
    public void TryTake_TakenForbiddenOrFull_IsRefused()
    {
        using CandidateSet candidates = Points.Candidates(Points.Line(0, 1, 2, 3));
        GreedyChoice choice = new(2, [new Forbids(2).Begin(candidates, 2)]);
        Assert.That(choice.TryTake(0, 1), Is.True);
        Assert.That(choice.TryTake(0, 1), Is.False, "taken");
        Assert.That(choice.TryTake(2, 1), Is.False, "forbidden");
        Assert.That(choice.TryTake(1, 1), Is.True);
        Assert.That(choice.TryTake(3, 1), Is.False, "full");
        Assert.That(choice.Positions, Is.EqualTo(new[] { 0, 1 }));
    }

    [Test]
    public void Take_NotOpen_Throws()
    {
        GreedyChoice choice = new(2, []);
        choice.Take(4, 1);
        Assert.Throws<InvalidOperationException>(() => choice.Take(4, 1));
    }

    [Test]
    public void Complete_NotFull_SaysHowManyAreMissing()
    {
        GreedyChoice choice = new(3, []);
        choice.Take(0, 1);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => choice.Complete())!;
        Assert.That(error.Message, Does.Contain("left 1 candidates").And.Contain("3 were asked for"));
    }
}
