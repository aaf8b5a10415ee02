using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Facade;

/// <summary>Maps all the way through: of a network that looks at each position by itself, a map is its positions one by one.</summary>
[TestFixture]
internal sealed class DenseMapTests
{
    private static readonly UncertaintyEvaluationOptions Few = new()
    {
        Draws = 6,
        Head = new AleatoricHeadOptions { Epochs = 2, NoiseDraws = 5 },
    };

    [TestCase(new long[] { 2, 4, 3, 5 })]
    [TestCase(new long[] { 2, 4, 2, 3, 2 })]
    public void Classification_IsThatOfEachPosition(long[] shape)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = shape.Length == 4 ? OutputNetworks.Map2d(3) : OutputNetworks.Map3d(3);
        Tensor maps = Networks.Inputs(2, shape);
        Tensor labels = zeros([shape[0], .. shape.AsSpan(2)], dtype: ScalarType.Int64);
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, 3, [(maps, labels)], Few);
        using ClassificationUncertainty whole = evaluation.Evaluate(maps);
        using ClassificationUncertainty apart = evaluation.Evaluate(Positions(maps));
        Assert.That(whole.IsMap, Is.True);
        Assert.That(whole.Prediction.shape, Is.EqualTo(new long[] { shape[0], 3 }.Concat(shape[2..])));
        Assert.That(whole.Total.shape, Is.EqualTo(new[] { shape[0] }.Concat(shape[2..])));
        foreach (Func<ClassificationUncertainty, Tensor> of in new Func<ClassificationUncertainty, Tensor>[]
        {
            result => result.Total,
            result => result.Aleatoric,
            result => result.Epistemic,
            result => result.NormalisedTotal,
            result => result.VariationRatio,
            result => result.VoteVariationRatio,
            result => result.MeanStd,
            result => result.PredictedClass,
            result => result.LearnedAleatoric!,
        })
        {
            Assert.That(Values.Of(of(whole)), Is.EqualTo(Values.Of(of(apart))).Within(1e-5));
        }

        Assert.That(Values.Of(Positions(whole.Prediction)), Is.EqualTo(Values.Of(apart.Prediction)).Within(1e-5));
        Assert.That(Values.Of(Positions(evaluation.EvaluateEpistemic(maps))), Is.EqualTo(Values.Of(apart.ClassVariance)).Within(1e-6));
        Assert.That(evaluation.EvaluateAleatoric(maps).shape, Is.EqualTo(whole.Total.shape));
    }

    [TestCase(new long[] { 2, 4, 3, 5 })]
    [TestCase(new long[] { 2, 4, 2, 3, 2 })]
    public void Regression_WithHead_IsThatOfEachPosition(long[] shape)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = shape.Length == 4 ? OutputNetworks.Map2d(2) : OutputNetworks.Map3d(2);
        Tensor maps = Networks.Inputs(2, shape);
        Tensor targets = Networks.Inputs(3, [shape[0], 2, .. shape.AsSpan(2)]);
        using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(network, [(maps, targets)], Few);
        AssertPositions(evaluation, maps, [shape[0], 2, .. shape.AsSpan(2)]);
    }

    [TestCase(new long[] { 2, 4, 3, 5 })]
    [TestCase(new long[] { 2, 4, 2, 3, 2 })]
    public void Regression_ThatGivesDistributions_IsThatOfEachPosition(long[] shape)
    {
        using DisposeScope scope = NewDisposeScope();
        EvidentialRegressionOutput output = new(2);
        using nn.Module<Tensor, Tensor> network = shape.Length == 4 ? OutputNetworks.Map2d(output.Columns) : OutputNetworks.Map3d(output.Columns);
        Tensor maps = Networks.Inputs(2, shape);
        using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(network, output, options: Few);
        AssertPositions(evaluation, maps, [shape[0], 2, .. shape.AsSpan(2)]);
    }

    private static void AssertPositions(RegressionEvaluation evaluation, Tensor maps, long[] shape)
    {
        using RegressionUncertainty whole = evaluation.Evaluate(maps);
        using RegressionUncertainty apart = evaluation.Evaluate(Positions(maps));
        Assert.That(whole.Total.shape, Is.EqualTo(shape));
        Assert.That(Values.Of(Positions(whole.Prediction)), Is.EqualTo(Values.Of(apart.Prediction)).Within(1e-5));
        Assert.That(Values.Of(Positions(whole.Aleatoric)), Is.EqualTo(Values.Of(apart.Aleatoric)).Within(1e-4));
        Assert.That(Values.Of(Positions(whole.Epistemic)), Is.EqualTo(Values.Of(apart.Epistemic)).Within(1e-4));
        Assert.That(evaluation.EvaluateAleatoric(maps).shape, Is.EqualTo(new[] { shape[0] }.Concat(shape[2..])));
        Assert.That(evaluation.EvaluateEpistemic(maps).shape, Is.EqualTo(shape));
    }

    /// <summary>[N, C, …] as [N × positions, C, 1, …].</summary>
    private static Tensor Positions(Tensor maps)
    {
        long[] ones = [.. Enumerable.Repeat(1L, (int)maps.ndim - 2)];
        return maps.flatten(2).transpose(1, 2).reshape([-1, maps.shape[1], .. ones]);
    }
}
