using ScottPlot;
using ScottPlot.Plottables;
using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Figures;

[TestFixture]
internal sealed class UncertaintyFiguresTests
{
    private static readonly double[] Probabilities = [.9, .1, .2, .8, .5, .5];

    [TestCase(new long[] { 0, 1, 1 }, "correct (2),wrong (1)")]
    [TestCase(new long[] { 0, 1, 0 }, "all correct (3)")]
    [TestCase(new long[] { 1, 0, 1 }, "all wrong (3)")]
    public void BothHistograms_Groups_AreThoseOfRightAndWrong(long[] labels, string names)
    {
        using Plot confidence = UncertaintyFigures.Confidence(Probabilities, 2, labels);
        using Plot entropy = UncertaintyFigures.Entropy(Probabilities, 2, labels);
        foreach (Plot plot in new[] { confidence, entropy })
        {
            Assert.That(string.Join(",", plot.GetPlottables<FillY>().Select(area => area.LegendText)), Is.EqualTo(names));
            DrawnFigure.AssertReadable(plot);
        }

        Assert.That(confidence.Axes.GetLimits().Right, Is.EqualTo(1.03).Within(1e-12));
        Assert.That(entropy.Axes.GetLimits().Right, Is.EqualTo(1.03 * Math.Log(2)).Within(1e-12));
    }

    [Test]
    public void BothHistograms_OfAResult_AreThoseOfItsProbabilities()
    {
        Assume.That(DrawnFigure.IsTakenApart, Is.True);
        using DisposeScope scope = NewDisposeScope();
        using ClassificationUncertainty result = Result(Probabilities, 1, 3, 2);
        Tensor labels = tensor(new long[] { 0, 1, 1 });
        using Plot confidence = UncertaintyFigures.Confidence(result, labels);
        using Plot sameConfidence = UncertaintyFigures.Confidence(Probabilities, 2, [0, 1, 1]);
        using Plot entropy = UncertaintyFigures.Entropy(result, labels);
        using Plot sameEntropy = UncertaintyFigures.Entropy(Probabilities, 2, [0, 1, 1]);
        Assert.That(new DrawnFigure(confidence).Shapes, Is.EqualTo(new DrawnFigure(sameConfidence).Shapes));
        Assert.That(new DrawnFigure(entropy).Shapes, Is.EqualTo(new DrawnFigure(sameEntropy).Shapes));
        Assert.That(new DrawnFigure(entropy).Shapes, Is.Not.EqualTo(new DrawnFigure(confidence).Shapes));
    }

    [Test]
    public void Confidence_WrongPrediction_IsDrawnAtItsConfidenceToAPixel()
    {
        Assume.That(DrawnFigure.IsTakenApart, Is.True);
        using Plot plot = UncertaintyFigures.Confidence(Probabilities, 2, [0, 0, 0], bins: 4);
        DrawnFigure figure = new(plot);
        PixelRect wrong = figure.FilledWith(FigureLook.Wrong).MaxBy(box => box.Width * box.Height);
        Assert.That(wrong.Top, Is.EqualTo(plot.GetPixel(new Coordinates(0, 1)).Y).Within(1));
        Assert.That(figure.FilledWith(FigureLook.Correct), Is.Not.Empty);
    }

    [Test]
    public void Confidence_ProbabilitiesRoundedBeyondOne_AreTakenForOne()
    {
        using Plot plot = UncertaintyFigures.Confidence([1.0000005, 0, 0, 1], 2, [0, 1]);
        Assert.That(plot.GetPlottables<FillY>().Single().LegendText, Is.EqualTo("all correct (2)"));
    }

    [Test]
    public void Decomposition_ByHand_HasADotForEachAnswer()
    {
        using DisposeScope scope = NewDisposeScope();
        // Two draws: the first input is ambiguous, of the second they disagree, the third is sure.
        using ClassificationUncertainty result = Result([.5, .5, 1, 0, 1, 0, .5, .5, 0, 1, 1, 0], 2, 3, 2);
        using Plot plot = UncertaintyFigures.Decomposition(result, tensor(new long[] { 1, 0, 0 }));
        Scatter[] groups = [.. plot.GetPlottables<Scatter>()];
        Assert.That(groups.Select(group => (group.LegendText, group.Color)), Is.EqualTo(new[] { ("correct (2)", FigureLook.Correct), ("wrong (1)", FigureLook.Wrong) }));
        double ln2 = Math.Round(Math.Log(2), 9);
        Assert.That(Of(groups[0]), Is.EqualTo(new[] { (0, ln2), (0, 0) }));
        Assert.That(Of(groups[1]), Is.EqualTo(new[] { (ln2, 0) }));
        DrawnFigure figure = new(plot);
        Assert.That(figure.Data.Width, Is.EqualTo(figure.Data.Height).Within(.01));
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Decomposition_AllSureAndAllAlike_AreDrawnAsOneDot()
    {
        using DisposeScope scope = NewDisposeScope();
        using ClassificationUncertainty result = Result([1, 0, 1, 0, 1, 0], 1, 3, 2);
        using Plot plot = UncertaintyFigures.Decomposition(result, tensor(new long[] { 0, 0, 0 }));
        Assert.That(Of(plot.GetPlottables<Scatter>().Single()), Is.EqualTo(new[] { (0.0, 0.0) }));
        Assert.That(plot.GetPlottables<Scatter>().Single().LegendText, Is.EqualTo("correct (3)"));
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void AllFigures_OfMaps_CountEachPosition()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor maps = full([1, 2, 3, 4, 5], 1 / 3.0, ScalarType.Float64);
        using PredictiveSamples samples = new(maps);
        using ClassificationUncertainty result = ClassificationUncertainty.FromProbabilities(samples);
        Tensor labels = zeros(2, 4, 5, dtype: ScalarType.Int64);
        using Plot confidence = UncertaintyFigures.Confidence(result, labels);
        using Plot entropy = UncertaintyFigures.Entropy(result, labels);
        using Plot both = UncertaintyFigures.Decomposition(result, labels);
        Assert.That(confidence.GetPlottables<FillY>().Single().LegendText, Is.EqualTo("all correct (40)"));
        Assert.That(entropy.GetPlottables<FillY>().Single().LegendText, Is.EqualTo("all correct (40)"));
        Assert.That(both.GetPlottables<Scatter>().Single().LegendText, Is.EqualTo("correct (40)"));
    }

    [Test]
    public void AllFigures_BadInput_NamesTheParameter()
    {
        using DisposeScope scope = NewDisposeScope();
        using ClassificationUncertainty result = Result(Probabilities, 1, 3, 2);
        foreach (Func<Tensor, Plot> draw in new Func<Tensor, Plot>[]
        {
            labels => UncertaintyFigures.Confidence(result, labels), labels => UncertaintyFigures.Entropy(result, labels),
            labels => UncertaintyFigures.Decomposition(result, labels),
        })
        {
            Assert.That(Assert.Throws<ArgumentException>(() => draw(tensor(new long[] { 0, 1 })))!.Message, Does.Contain("must be [3]").And.Contain("got [2]"));
            Assert.That(Assert.Throws<ArgumentException>(() => draw(tensor(new float[] { 0, 1, 1 })))!.ParamName, Is.EqualTo("labels"));
            Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => draw(tensor(new long[] { 0, 1, 2 })))!.ParamName, Is.EqualTo("labels"));
            Assert.That(Assert.Throws<ArgumentNullException>(() => draw(null!))!.ParamName, Is.EqualTo("labels"));
        }

        Assert.That(Assert.Throws<ArgumentException>(() => UncertaintyFigures.Confidence([.5, .6], 2, [0]))!.ParamName, Is.EqualTo("probabilities"));
        Assert.That(Assert.Throws<ArgumentException>(() => UncertaintyFigures.Entropy([double.NaN, 1], 2, [0]))!.ParamName, Is.EqualTo("probabilities"));
        Assert.That(Assert.Throws<ArgumentException>(() => UncertaintyFigures.Entropy([], 2, []))!.ParamName, Is.EqualTo("probabilities"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => UncertaintyFigures.Entropy([.5, .5], 2, [0], bins: 0))!.ParamName, Is.EqualTo("bins"));
    }

    [Test]
    public void AllFigures_LeaveNoTensorBehind()
    {
        using Tensor labels = tensor(new long[] { 0, 1, 1 });
        using ClassificationUncertainty result = Result(Probabilities, 1, 3, 2);
        Leaks.AssertNone(() => UncertaintyFigures.Confidence(result, labels).Dispose());
        Leaks.AssertNone(() => UncertaintyFigures.Entropy(result, labels).Dispose());
        Leaks.AssertNone(() => UncertaintyFigures.Decomposition(result, labels).Dispose());
    }

    private static ClassificationUncertainty Result(double[] probabilities, params long[] shape)
    {
        using DisposeScope scope = NewDisposeScope();
        using PredictiveSamples samples = new(tensor(probabilities, shape));
        return ClassificationUncertainty.FromProbabilities(samples);
    }

    private static IEnumerable<(double, double)> Of(Scatter dots) => dots.Data.GetScatterPoints().Select(point => (Math.Round(point.X, 9), Math.Round(point.Y, 9)));
}
