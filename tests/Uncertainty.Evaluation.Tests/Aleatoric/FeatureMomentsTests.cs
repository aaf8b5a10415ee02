using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Aleatoric;

[TestFixture]
internal sealed class FeatureMomentsTests
{
    /// <summary>Features around a thousand, in batches of several sizes, against both passes over all of them.</summary>
    [Test]
    public void Read_AfterSeveralBatches_IsThatOfAllRows()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor all = Networks.Inputs(1, 20, 3, 4).to_type(ScalarType.Float64) + 1000;
        using FeatureMoments moments = new();
        foreach (Tensor batch in all.split([1, 12, 7]))
        {
            moments.Update(batch);
        }

        (Tensor mean, Tensor scale) = moments.Read(ScalarType.Float64);
        for (int feature = 0; feature < 3; feature++)
        {
            double[] values = Values.Of(all.select(1, feature).reshape(-1));
            double average = values.Average();
            Assert.That(Values.Of(mean)[feature], Is.EqualTo(average).Within(1e-10));
            Assert.That(Values.Of(scale)[feature], Is.EqualTo(Math.Sqrt(values.Average(value => (value - average) * (value - average)))).Within(1e-10));
        }
    }

    /// <summary>One row in 1,000 is 5, the others 0: mean 0.005, deviation 0.158, largest distance 4.995. The second feature never varies.</summary>
    [Test]
    public void Read_RareAndConstantFeatures_HaveATenthOfTheDistanceAndOne()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor features = cat([zeros(1000, 1), full([1000, 1], 0.1)], 1);
        features[7, 0] = 5;
        using FeatureMoments moments = new();
        moments.Update(features.narrow(0, 0, 300));
        moments.Update(features.narrow(0, 300, 700));
        (Tensor mean, Tensor scale) = moments.Read(ScalarType.Float32);
        Assert.That(Values.Of(mean), Is.EqualTo(new[] { 0.005, 0.1 }).Within(1e-7));
        Assert.That(Values.Of(scale), Is.EqualTo(new[] { 0.4995, 1 }).Within(1e-6));
    }
}
