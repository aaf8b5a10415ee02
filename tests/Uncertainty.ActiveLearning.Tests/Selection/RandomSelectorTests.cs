namespace Uncertainty.ActiveLearning.Tests.Selection;

[TestFixture]
internal sealed class RandomSelectorTests
{
    [Test]
    public void Choose_ManySeeds_EveryCandidateIsAsLikely()
    {
        const int Runs = 3000;
        using CandidateSet candidates = Points.Candidates(Points.Line(0, 1, 2, 3, 4, 5));
        int[] counts = new int[6];
        int[] first = new int[6];
        for (int seed = 0; seed < Runs; seed++)
        {
            BatchSelection batch = new RandomSelector().Choose(candidates, 2, seed);
            counts[batch.Positions[0]]++;
            counts[batch.Positions[1]]++;
            first[batch.Positions[0]]++;
        }

        // Five standard errors of a share of 1/3 and of 1/6.
        Assert.That(counts, Is.All.EqualTo(Runs / 3.0).Within(5 * Math.Sqrt(Runs * 2 / 9.0)));
        Assert.That(first, Is.All.EqualTo(Runs / 6.0).Within(5 * Math.Sqrt(Runs * 5 / 36.0)));
    }

    [Test]
    public void Choose_OneMore_KeepsTheOthers()
    {
        using CandidateSet candidates = Points.Candidates(Points.Normal(1, 40, 2));
        BatchSelection few = new RandomSelector().Choose(candidates, 10, 5);
        BatchSelection more = new RandomSelector().Choose(candidates, 11, 5);
        Assert.That(more.Positions.Take(10), Is.EqualTo(few.Positions));
        Assert.That(few.Scores, Is.Ordered.Descending);
        Assert.That(new RandomSelector().Choose(candidates, 10, 6).Positions, Is.Not.EqualTo(few.Positions));
    }
}
