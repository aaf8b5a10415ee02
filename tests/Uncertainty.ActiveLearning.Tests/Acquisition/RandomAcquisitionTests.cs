using Uncertainty.Bnn;
using Uncertainty.Testing;

namespace Uncertainty.ActiveLearning.Tests.Acquisitions;

[TestFixture]
internal sealed class RandomAcquisitionTests
{
    [Test]
    public void Random_OfTwoBatches_GoesOnAsIfTheyHadComeTogether()
    {
        using PredictiveSamples five = Draws.OfClasses(1, 2, 5, 3);
        using PredictiveSamples eight = Draws.OfClasses(1, 2, 8, 3);
        AcquisitionFunction apart = Acquisition.Random(4);
        AcquisitionFunction together = Acquisition.Random(4);
        double[] scores = [.. Draws.Scores(apart, five), .. Draws.Scores(apart, eight)];
        Assert.That(scores, Is.EqualTo((double[])[.. Draws.Scores(together, eight), .. Draws.Scores(together, five)]));
        Assert.That(scores, Is.Unique.And.All.InRange(0, 1).And.All.LessThan(1));
        Assert.That(scores[0], Is.EqualTo(Seeds.Uniform(4, 0)));
    }

    [Test]
    public void Random_OfAnotherSeed_IsOther()
    {
        using PredictiveSamples draws = Draws.OfClasses(1, 2, 5, 3);
        Assert.That(Draws.Scores(Acquisition.Random(1), draws), Is.Not.EqualTo(Draws.Scores(Acquisition.Random(2), draws)));
    }

    [Test]
    public void Random_LeavesNothing()
    {
        using PredictiveSamples draws = Draws.OfClasses(1, 2, 5, 3);
        AcquisitionFunction function = Acquisition.Random(1);
        Leaks.AssertNone(() => function(draws).Dispose());
        Assert.That(() => function(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("draws"));
    }
}
