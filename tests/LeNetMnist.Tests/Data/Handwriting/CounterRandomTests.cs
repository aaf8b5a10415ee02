using LeNetMnist.Data.Handwriting;

namespace LeNetMnist.Tests.Data.Handwriting;

internal sealed class CounterRandomTests
{
    private const int Draws = 100_000;

    [TestCase(1, 0, 0)]
    [TestCase(0, 1, 0)]
    [TestCase(0, 0, 1)]
    [TestCase(-1, 0, 0)]
    public void NextBits_OtherKey_GivesAnotherSequence(long seed, long stream, long index)
    {
        CounterRandom plain = new(0, 0, 0);
        CounterRandom other = new(seed, stream, index);

        Assert.That(Enumerable.Range(0, 100).Count(_ => plain.NextBits() == other.NextBits()), Is.Zero);
    }

    [Test]
    public void Uniform_ManyDraws_FillTheUnitIntervalEvenly()
    {
        CounterRandom random = new(1, 2, 3);
        double[] draws = [.. Enumerable.Range(0, Draws).Select(_ => random.Uniform())];

        // Standard errors: 0.0009 of the mean, 0.00024 of the variance; the bounds are five times as wide.
        Assert.That(draws, Has.All.InRange(0, 1).And.None.EqualTo(1));
        Assert.That(draws.Average(), Is.EqualTo(0.5).Within(0.0046));
        Assert.That(draws.Average(draw => (draw - 0.5) * (draw - 0.5)), Is.EqualTo(1 / 12.0).Within(0.0012));
    }

    [Test]
    public void Normal_ManyDraws_HaveMeanZeroAndVarianceOne()
    {
        CounterRandom random = new(1, 2, 3);
        double[] draws = [.. Enumerable.Range(0, Draws).Select(_ => random.Normal())];

        // Standard errors: 0.0032 of the mean, 0.0042 of the variance; the bounds are five times as wide.
        Assert.That(draws.Average(), Is.EqualTo(0).Within(0.016));
        Assert.That(draws.Average(draw => draw * draw), Is.EqualTo(1).Within(0.021));
        Assert.That(draws.Count(draw => Math.Abs(draw) > 2) / (double)Draws, Is.EqualTo(0.0455).Within(0.01));
    }

    [Test]
    public void Below_ManyDraws_HitEveryNumberAlike()
    {
        CounterRandom random = new(1, 2, 3);
        int[] hits = new int[7];
        for (int draw = 0; draw < 70_000; draw++)
        {
            hits[random.Below(7)]++;
        }

        // Standard error 93.
        Assert.That(hits, Has.All.InRange(9500, 10_500));
    }
}
