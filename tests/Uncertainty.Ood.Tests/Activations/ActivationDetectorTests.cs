using TorchSharp;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class ActivationDetectorTests
{
    [Test]
    public void Kept_HalvesAndEdges_AreRoundedToTheEvenNumber()
    {
        Assert.That(ActivationShaping.Kept(10, 25, "p"), Is.EqualTo(8));
        Assert.That(ActivationShaping.Kept(10, 35, "p"), Is.EqualTo(6));
        Assert.That(ActivationShaping.Kept(10, 0, "p"), Is.EqualTo(10));
        Assert.That(Name(() => ActivationShaping.Kept(10, 95, "p")), Is.EqualTo("p"));
        Assert.That(Name(() => ActivationShaping.Kept(10, 100, "p")), Is.EqualTo("p"));
        Assert.That(Name(() => ActivationShaping.Kept(10, double.NaN, "p")), Is.EqualTo("p"));
    }

    [Test]
    public void Shaping_ByHand_OfEqualFeaturesTheFirstIsKept()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor features = torch.tensor(new double[,] { { 2, 1, 2, 2, 1 } });
        double factor = Math.Exp(8.0 / 4);
        Assert.That(Values.Of(ActivationShaping.Prune(features, 2)), Is.EqualTo(new double[] { 2, 0, 2, 0, 0 }));
        Assert.That(Values.Of(ActivationShaping.Binarise(features, 2)), Is.EqualTo(new double[] { 4, 0, 4, 0, 0 }));
        Assert.That(Values.Of(ActivationShaping.PruneAndScale(features, 2)), Is.EqualTo(new[] { 2 * factor, 0, 2 * factor, 0, 0 }).Within(1e-12));
        Assert.That(
            Values.Of(ActivationShaping.Scale(features, 2)),
            Is.EqualTo(new[] { 2 * factor, factor, 2 * factor, 2 * factor, factor }).Within(1e-12));
    }

    [Test]
    public void Shaping_FeaturesOfZeros_StayZeros()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor zeros = torch.zeros(2, 4, dtype: torch.ScalarType.Float64);
        foreach (Func<Tensor, int, Tensor> shape in new Func<Tensor, int, Tensor>[]
        {
            ActivationShaping.Prune, ActivationShaping.Binarise, ActivationShaping.PruneAndScale, ActivationShaping.Scale,
        })
        {
            Assert.That(Values.Of(shape(zeros, 2)), Has.All.Zero);
        }
    }

    [Test]
    public void Scale_SumOfTheLargestIsZero_IsAnError()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor signed = torch.tensor(new double[,] { { 1, -1, -3 } });
        Tensor overflowing = torch.tensor(new double[,] { { -1, 1 - 1e-6, -2 } });
        Assert.That(() => ActivationShaping.Scale(signed, 2), Throws.InvalidOperationException.With.Message.Contains("not negative"));
        Assert.That(() => ActivationShaping.Scale(overflowing, 2), Throws.InvalidOperationException.With.Message.Contains("not negative"));
    }

    [Test]
    public void React_ByHand_CutsAtThePercentile()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using LinearHead head = new(torch.eye(2, dtype: torch.ScalarType.Float64));
        Tensor features = torch.arange(1, 11).to_type(torch.ScalarType.Float64).reshape(5, 2);
        using ReactDetector detector = ReactDetector.Fit(FeatureReader.Given(head), [features], new ReactOptions { Percentile = 75 });
        Assert.That(detector.Threshold, Is.EqualTo(7.75).Within(1e-14));
        Assert.That(detector.RankError, Is.Zero);
        double expected = -Math.Log(Math.Exp(7.75) + Math.Exp(-1));
        Assert.That(Values.Of(detector.Score(torch.tensor(new double[,] { { 100, -1 } }))), Is.EqualTo(new[] { expected }).Within(1e-12));
    }

    [Test]
    public void Dice_ByHand_KeepsTheWeightsThatContributeMost()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using LinearHead head = new(torch.tensor(new double[,] { { 1, 2 }, { 3, -1 } }), torch.tensor([0.5, 0]));
        Tensor features = torch.tensor(new double[,] { { 1, 4 }, { 3, 0 } });

        // Means 2 and 2: contributions 2, 4, 6 and -2, their median 3.
        using DiceDetector detector = DiceDetector.Fit(FeatureReader.Given(head), [features], new DiceOptions { Percentile = 50 });
        Assert.That(detector.Threshold, Is.EqualTo(3).Within(1e-14));
        Assert.That(Values.Of(detector.Mask), Is.EqualTo(new double[] { 0, 1, 1, 0 }));
        double expected = -Math.Log(Math.Exp(2.5) + Math.Exp(3));
        Assert.That(Values.Of(detector.Score(torch.ones(1, 2, dtype: torch.ScalarType.Float64))), Is.EqualTo(new[] { expected }).Within(1e-12));
    }

    [Test]
    public void Dice_FeaturesOfZeros_AreAnError()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using LinearHead head = new(torch.eye(2, dtype: torch.ScalarType.Float64));
        Tensor zeros = torch.zeros(4, 2, dtype: torch.ScalarType.Float64);
        Assert.That(() => DiceDetector.Fit(FeatureReader.Given(head), [zeros]), Throws.ArgumentException.With.Message.Contains("no weight"));
    }

    [Test]
    public void Percentiles_OutOfRange_NameTheOption()
    {
        using LinearHead head = new(torch.eye(4, dtype: torch.ScalarType.Float64));
        FeatureReader reader = FeatureReader.Given(head);
        Assert.That(Name(() => _ = new ReactOptions { Percentile = 100 }), Is.EqualTo("Percentile"));
        Assert.That(Name(() => _ = new DiceOptions { Percentile = 0 }), Is.EqualTo("Percentile"));
        Assert.That(Name(() => _ = new AshDetector(reader, AshVariant.Binarise, 90)), Is.EqualTo("percentile"));
        Assert.That(Name(() => _ = new AshDetector(reader, (AshVariant)7)), Is.EqualTo("variant"));
        Assert.That(Name(() => _ = new ScaleDetector(reader, -1)), Is.EqualTo("percentile"));
    }

    private static string? Name(Action act) => Assert.Catch<ArgumentException>(act)!.ParamName;
}
