using TorchSharp;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class NearestNeighboursDetectorTests
{
    /// <summary>More rows than one chunk of the bank, and more inputs than one of theirs.</summary>
    [Test]
    public void Score_SeveralChunks_IsTheSortedDistance([Values(1, 9)] int neighbours)
    {
        using Samples bank = new(9000, 3, 2, offset: 1e6);
        using Samples inputs = new(300, 3, 2, offset: 1e6, seed: 2);
        using NearestNeighboursDetector detector = NearestNeighboursDetector.Fit(
            FeatureReader.Given(), bank.Batches(1000), new NearestNeighboursOptions { Neighbours = neighbours, Normalise = false });
        using Tensor scores = detector.Score(inputs.Features);
        double[] expected = [.. inputs.Rows.Select(row => bank.Rows.Select(other => Distance(row, other)).Order().ElementAt(neighbours - 1))];
        Assert.That(detector.Samples, Is.EqualTo(9000));
        Assert.That(Values.Of(scores), Is.EqualTo(expected).Within(1e-8));
    }

    /// <summary>The scores of rows of the bank are what a product of matrices cannot give.</summary>
    [Test]
    public void Score_RowsOfTheBank_AreExactlyZero([Values] bool normalise)
    {
        using Samples bank = new(50, 6, 2, offset: 100);
        using NearestNeighboursDetector detector = NearestNeighboursDetector.Fit(
            FeatureReader.Given(), bank.Batches(7), new NearestNeighboursOptions { Neighbours = 1, Normalise = normalise });
        using Tensor scores = detector.Score(bank.Features);
        Assert.That(Values.Of(scores), Has.All.Zero);
    }

    [Test]
    public void Score_FeaturesOfZeros_StayZerosAndLieOneFromTheSphere()
    {
        using Samples bank = new(20, 3, 2);
        using NearestNeighboursDetector detector = NearestNeighboursDetector.Fit(
            FeatureReader.Given(), bank.Batches(20), new NearestNeighboursOptions { Neighbours = 3 });
        using Tensor zeros = torch.zeros(1, 3, dtype: torch.ScalarType.Float64);
        using Tensor scores = detector.Score(zeros);
        Assert.That(Values.Of(scores).Single(), Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void Fit_Samples_KeepsThatManyWhateverTheBatches()
    {
        using Samples all = new(400, 2, 1);
        double[][] banks = [.. new[] { 1, 33, 400 }.Select(size => Bank(all.Batches(size), 60, seed: 3))];
        Assert.That(banks[0], Has.Length.EqualTo(60));
        Assert.That(banks[1], Is.EqualTo(banks[0]));
        Assert.That(banks[2], Is.EqualTo(banks[0]));
        Assert.That(banks[0], Is.SubsetOf(all.Rows.Select(row => row[0])).And.Unique);
        Assert.That(Bank(all.Batches(33), 60, seed: 4), Is.Not.EqualTo(banks[0]));
    }

    /// <summary>Of 40 rows 10 are kept: 2,000 seeds keep each about 500 times, with a standard error of 19.</summary>
    [Test]
    public void Fit_Samples_KeepsEachRowWithTheSameProbability()
    {
        using Tensor rows = torch.arange(40).to_type(torch.ScalarType.Float64).unsqueeze(1);
        int[] kept = new int[40];
        for (int seed = 0; seed < 2000; seed++)
        {
            foreach (double row in Bank([rows], 10, seed))
            {
                kept[(int)row]++;
            }
        }

        Assert.That(kept, Has.All.InRange(500 - 90, 500 + 90));
    }

    [Test]
    public void Fit_FewerInputsThanNeighbours_IsAnError()
    {
        using Samples few = new(20, 2, 1);
        ArgumentException inputs = Assert.Throws<ArgumentException>(() => NearestNeighboursDetector.Fit(FeatureReader.Given(), few.Batches(5)))!;
        Assert.That(inputs.ParamName, Is.EqualTo("batches"));
        Assert.That(inputs.Message, Does.Contain("Neighbours = 50").And.Contain("got 20"));
        ArgumentException options = Assert.Throws<ArgumentException>(() => NearestNeighboursDetector.Fit(
            FeatureReader.Given(), few.Batches(5), new NearestNeighboursOptions { Neighbours = 5, Samples = 4 }))!;
        Assert.That(options.ParamName, Is.EqualTo("options"));
        Assert.That(() => new NearestNeighboursOptions { Neighbours = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new NearestNeighboursOptions { Samples = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static double[] Bank(IEnumerable<Tensor> batches, int samples, long seed)
    {
        using FeatureBank bank = new(samples, seed);
        foreach (Tensor batch in batches)
        {
            bank.Add(batch);
        }

        using Tensor rows = bank.Rows();
        using Tensor column = rows.narrow(1, 0, 1);
        return Values.Of(column);
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
}
