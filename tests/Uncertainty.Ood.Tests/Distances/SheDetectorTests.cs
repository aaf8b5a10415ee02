using TorchSharp;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class SheDetectorTests
{
    /// <summary>The last input is of class 1 and taken for class 0: it counts for neither pattern.</summary>
    [Test]
    public void Fit_ByHand_TakesMeansOfWhatIsClassifiedCorrectly()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using LinearHead head = new(torch.eye(2, dtype: torch.ScalarType.Float64));
        Tensor features = torch.tensor(new double[,] { { 3, 0 }, { 5, 2 }, { 0, 2 }, { 9, 1 } });
        Tensor labels = torch.tensor(new long[] { 0, 0, 1, 1 });
        using SheDetector detector = SheDetector.Fit(FeatureReader.Given(head), [(features, labels)]);
        Assert.That(Values.Of(detector.Patterns), Is.EqualTo(new double[] { 4, 1, 0, 2 }));
        Tensor inputs = torch.tensor(new double[,] { { 2, 1 }, { 1, 3 } });
        Assert.That(Values.Of(detector.Score(inputs)), Is.EqualTo(new double[] { -9, -6 }));
    }

    [Test]
    public void Score_FeaturesOfZeros_HaveCosineZero()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using LinearHead head = new(torch.eye(2, dtype: torch.ScalarType.Float64));
        Tensor features = torch.tensor(new double[,] { { 3, 0 }, { 0, 2 } });
        using SheDetector detector = SheDetector.Fit(
            FeatureReader.Given(head), [(features, torch.tensor(new long[] { 0, 1 }))], new SheOptions { Metric = SheMetric.Cosine });
        Assert.That(Values.Of(detector.Score(torch.zeros(1, 2, dtype: torch.ScalarType.Float64))), Is.EqualTo(new double[] { 0 }));
    }

    [Test]
    public void Fit_ClassWithoutCorrectInput_NamesIt()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using LinearHead head = new(torch.eye(3, dtype: torch.ScalarType.Float64));
        Tensor features = torch.tensor(new double[,] { { 3, 0, 0 }, { 0, 2, 0 }, { 1, 0, 0 } });
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => SheDetector.Fit(FeatureReader.Given(head), [(features, torch.tensor(new long[] { 0, 0, 2 }))]))!;
        Assert.That(error.ParamName, Is.EqualTo("batches"));
        Assert.That(error.Message, Does.Contain("class 1, 2"));
    }

    [Test]
    public void Fit_LabelBeyondTheLogitsOrNoLogits_IsAnError()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using LinearHead head = new(torch.eye(2, dtype: torch.ScalarType.Float64));
        Tensor features = torch.eye(2, dtype: torch.ScalarType.Float64);
        (Tensor, Tensor)[] batches = [(features, torch.tensor(new long[] { 0, 2 }))];
        Assert.That(() => SheDetector.Fit(FeatureReader.Given(head), batches), Throws.ArgumentException.With.Message.Contains("below 2"));
        Assert.That(
            () => SheDetector.Fit(FeatureReader.Given(), batches), Throws.InvalidOperationException.With.Message.Contains("logits; got none"));
        Assert.That(() => new SheOptions { Metric = (SheMetric)9 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
