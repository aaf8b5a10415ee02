namespace TorchSharp.Tests.Data;

[TestFixture]
internal sealed class FisherYatesShufflerTests
{
    /// <summary>The order that TorchSharp gives: seeds keep their meaning.</summary>
    [Test]
    public void Order_OfASeed_IsTorchSharps()
    {
        Assert.That(string.Concat(new Utils.FisherYatesShuffler(10, 5)), Is.EqualTo("4305619728"));
    }

    /// <summary>All 24 orders of 4 come up about equally often: chi squared with 23 degrees of freedom, 0.1 % above 49.7.</summary>
    [Test]
    public void Orders_OfManySeeds_AreUniform()
    {
        const int Draws = 24_000;
        Dictionary<string, int> counts = [];
        for (int seed = 0; seed < Draws; seed++)
        {
            string order = string.Concat(new Utils.FisherYatesShuffler(4, seed));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.That(counts, Has.Count.EqualTo(24));
        double expected = Draws / 24.0;
        Assert.That(counts.Values.Sum(count => (count - expected) * (count - expected) / expected), Is.LessThan(49.7));
    }
}
