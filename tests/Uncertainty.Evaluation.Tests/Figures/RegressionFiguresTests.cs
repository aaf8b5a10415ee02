using ScottPlot;
using ScottPlot.Plottables;
using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Figures;

[TestFixture]
internal sealed class RegressionFiguresTests
{
    [Test]
    public void Bands_Unsorted_AreDrawnInTheOrderOfTheInputs()
    {
        using Plot plot = RegressionFigures.Bands([2, 0, 1], [20, 0, 10], [3, 3, 0], [1, 1, 4], [(0.5, 4), (3, 30)]);
        Scatter mean = plot.GetPlottables<Scatter>().First();
        Assert.That(Of(mean), Is.EqualTo(new[] { (0, 0), (1, 10), (2.0, 20.0) }));
        Assert.That(
            plot.GetPlottables<FillY>().Select(band => (band.LegendText, band.GetAxisLimits().Bottom, band.GetAxisLimits().Top)),
            Is.EqualTo(new[] { ("±2 σ total", -4, 24), ("±2 σ epistemic", -2.0, 22.0) }), "the inner over the outer");
        Assert.That(Of(plot.GetPlottables<Scatter>().Last()), Is.EqualTo(new[] { (.5, 4), (3.0, 30.0) }));
        Assert.That(plot.GetPlottables<Scatter>().Last().LegendText, Is.EqualTo("observed (2)"));
        AxisLimits limits = plot.Axes.GetLimits();
        Assert.That((limits.Left, limits.Right), Is.EqualTo((-.09, 3.09)), "all inputs, and a little room");
        Assert.That((limits.Bottom, limits.Top), Is.EqualTo((-4 - (.03 * 34), 30 + (.03 * 34))));
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Bands_Areas_AreWhereTheDataAreToAPixel()
    {
        Assume.That(DrawnFigure.IsTakenApart, Is.True);
        using Plot plot = RegressionFigures.Bands([0, 1], [0, 0], [3, 3], [1, 1], deviations: 1);
        DrawnFigure figure = new(plot);
        PixelRect inner = figure.FilledWith(FigureLook.Epistemic.MixedWith(Colors.White, .5)).MaxBy(box => box.Width * box.Height);
        PixelRect outer = figure.FilledWith(FigureLook.Aleatoric.MixedWith(Colors.White, .5)).MaxBy(box => box.Width * box.Height);
        Assert.That(inner.Top, Is.EqualTo(plot.GetPixel(new Coordinates(0, 1)).Y).Within(1));
        Assert.That(inner.Bottom, Is.EqualTo(plot.GetPixel(new Coordinates(0, -1)).Y).Within(1));
        Assert.That(outer.Top, Is.EqualTo(plot.GetPixel(new Coordinates(0, 2)).Y).Within(1));
        Assert.That(outer.Right, Is.EqualTo(plot.GetPixel(new Coordinates(1, 0)).X).Within(1));
    }

    [Test]
    public void Bands_OfAResult_AreThoseOfItsColumn()
    {
        using DisposeScope scope = NewDisposeScope();
        using RegressionUncertainty result = Result();
        Tensor inputs = tensor(new double[] { 0, 1, 2 }).reshape(3, 1);
        Tensor seen = tensor(new float[] { 1, 1.5f });
        Tensor targets = tensor(new float[] { 7, 8, 9, 10 }).reshape(2, 2);
        using Plot plot = RegressionFigures.Bands(inputs, result, 1, (seen, targets));
        Assert.That(Of(plot.GetPlottables<Scatter>().First()), Is.EqualTo(new[] { (0, 20), (1, 40), (2.0, 60.0) }));
        Assert.That(Of(plot.GetPlottables<Scatter>().Last()), Is.EqualTo(new[] { (1, 8), (1.5, 10) }));
        AxisLimits band = plot.GetPlottables<FillY>().Last().GetAxisLimits();
        Assert.That((band.Bottom, band.Top), Is.EqualTo((0.0, 80.0)), "means 10 and 30 of the first input, so ±2 · 10");
    }

    [Test]
    public void Bands_NoEpistemicVariance_HaveOneBand()
    {
        using Plot one = RegressionFigures.Bands([0, 1], [5, 6], [1, 2], [0, 0]);
        using Plot two = RegressionFigures.Bands([0, 1], [5, 6], [1, 2], [0, 1]);
        Assert.That(one.GetPlottables<FillY>().Select(band => band.LegendText), Is.EqualTo(new[] { "±2 σ total" }));
        Assert.That(two.GetPlottables<FillY>().Select(band => band.LegendText), Is.EqualTo(new[] { "±2 σ total", "±2 σ epistemic" }));
    }

    [Test]
    public void Bands_NoUncertaintyAndNoObservations_IsALine()
    {
        using Plot plot = RegressionFigures.Bands([0, 1], [5, 5], [0, 0], [0, 0], []);
        Assert.That(plot.Axes.GetLimits().Bottom, Is.LessThan(5));
        Assert.That(plot.Axes.GetLimits().Top, Is.GreaterThan(5));
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Bands_BadInput_NamesTheParameter()
    {
        Assert.That(Bad(() => RegressionFigures.Bands([], [], [], [])), Is.EqualTo("inputs"));
        Assert.That(Bad(() => RegressionFigures.Bands([0, double.NaN], [0, 0], [0, 0], [0, 0])), Is.EqualTo("inputs"));
        Assert.That(Bad(() => RegressionFigures.Bands([0, 1], [0], [0, 0], [0, 0])), Is.EqualTo("means"));
        Assert.That(Bad(() => RegressionFigures.Bands([0, 1], [0, 0], [0, -1], [0, 0])), Is.EqualTo("aleatoric"));
        Assert.That(Bad(() => RegressionFigures.Bands([0, 1], [0, 0], [0, 0], [0, double.PositiveInfinity])), Is.EqualTo("epistemic"));
        Assert.That(Bad(() => RegressionFigures.Bands([0, 1], [0, 0], [0, 0], [0, 0], [(0, double.NaN)])), Is.EqualTo("observations"));
        Assert.That(
            Assert.Throws<ArgumentException>(() => RegressionFigures.Bands([3, 3], [0, 0], [0, 0], [0, 0]))!.Message, Does.Contain("two different").And.Contain("3"));
        Assert.That(
            Assert.Throws<ArgumentOutOfRangeException>(() => RegressionFigures.Bands([0, 1], [0, 0], [0, 0], [0, 0], deviations: 0))!.ParamName,
            Is.EqualTo("deviations"));
    }

    [Test]
    public void BothFigures_BadTensors_NameTheParameter()
    {
        using DisposeScope scope = NewDisposeScope();
        using RegressionUncertainty result = Result();
        Tensor inputs = arange(3, dtype: ScalarType.Float64);
        Assert.That(Bad(() => RegressionFigures.Bands(arange(4, dtype: ScalarType.Float64), result)), Is.EqualTo("inputs"));
        Assert.That(Bad(() => RegressionFigures.Bands(zeros(3, 2), result)), Is.EqualTo("inputs"));
        Assert.That(Bad(() => RegressionFigures.Bands(inputs, result, 0, (inputs, inputs))), Is.EqualTo("observations"), "two outputs");
        Assert.That(Bad(() => RegressionFigures.Bands(inputs, result, 0, (inputs, zeros(2, 2)))), Is.EqualTo("observations"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => RegressionFigures.Bands(inputs, result, 2))!.ParamName, Is.EqualTo("output"));
        Assert.That(Bad(() => RegressionFigures.PredictedAgainstObserved(result, zeros(3))), Is.EqualTo("targets"));
        Assert.That(Bad(() => RegressionFigures.PredictedAgainstObserved(result, zeros(2, 2))), Is.EqualTo("targets"));
        Assert.That(
            Assert.Throws<ArgumentOutOfRangeException>(() => RegressionFigures.PredictedAgainstObserved(result, zeros(3, 2), -1))!.ParamName,
            Is.EqualTo("output"));
    }

    [Test]
    public void PredictedAgainstObserved_ByHand_TellsThoseBeyondTheirBars()
    {
        using Plot plot = RegressionFigures.PredictedAgainstObserved([1, 2, 6], [1, 0.5, 1], [1, 3, 3]);
        Assert.That(
            plot.GetPlottables<Scatter>().Select(line => line.LegendText),
            Is.EqualTo(new[] { "within ±2 σ (2)", "beyond ±2 σ (1)", "perfect (RMSE 1.826)" }));
        Assert.That(Of(plot.GetPlottables<Scatter>().ElementAt(1)), Is.EqualTo(new[] { (3.0, 6.0) }));
        Assert.That(plot.GetPlottables<ErrorBar>().First().YErrorPositive, Is.EqualTo(new double[] { 2, 1 }));
        AxisLimits limits = plot.Axes.GetLimits();
        Assert.That((limits.Left, limits.Right), Is.EqualTo((-1 - .27, 8.27)));
        Assert.That((limits.Bottom, limits.Top), Is.EqualTo((limits.Left, limits.Right)));
        DrawnFigure figure = new(plot);
        Assert.That(figure.Data.Width, Is.EqualTo(figure.Data.Height).Within(.01));
    }

    [Test]
    public void PredictedAgainstObserved_OfAResult_IsThatOfItsColumn()
    {
        using DisposeScope scope = NewDisposeScope();
        using RegressionUncertainty result = Result();
        Tensor targets = tensor(new double[] { 0, 20, 0, 40, 0, 60 }).reshape(3, 2);
        using Plot plot = RegressionFigures.PredictedAgainstObserved(result, targets, 1);
        Assert.That(plot.GetPlottables<Scatter>().Last().LegendText, Is.EqualTo("perfect (RMSE 0)"));
        Assert.That(Of(plot.GetPlottables<Scatter>().First()), Is.EqualTo(new[] { (20, 20), (40, 40), (60.0, 60.0) }));
        Assert.That(plot.GetPlottables<ErrorBar>().Single().YErrorPositive![0], Is.EqualTo(2 * Math.Sqrt(101)).Within(1e-12));
    }

    [TestCase(0.0)]
    [TestCase(-1e-7)]
    [TestCase(123456.0)]
    public void PredictedAgainstObserved_OneInputWithoutSpread_IsReadable(double value)
    {
        using Plot plot = RegressionFigures.PredictedAgainstObserved([value], [0], [value]);
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void PredictedAgainstObserved_BadInput_NamesTheParameter()
    {
        Assert.That(Bad(() => RegressionFigures.PredictedAgainstObserved([], [], [])), Is.EqualTo("means"));
        Assert.That(Bad(() => RegressionFigures.PredictedAgainstObserved([1], [-1], [1])), Is.EqualTo("standardDeviations"));
        Assert.That(Bad(() => RegressionFigures.PredictedAgainstObserved([1], [1], [double.NaN])), Is.EqualTo("targets"));
        Assert.That(Bad(() => RegressionFigures.PredictedAgainstObserved([1], [1], [1, 2])), Is.EqualTo("targets"));
    }

    [Test]
    public void BothFigures_OfAResult_LeaveNoTensorBehind()
    {
        using RegressionUncertainty result = Result();
        using Tensor inputs = arange(3, dtype: ScalarType.Float64);
        using Tensor targets = zeros(3, 2);
        Leaks.AssertNone(() => RegressionFigures.Bands(inputs, result, 1, (inputs, targets)).Dispose());
        Leaks.AssertNone(() => RegressionFigures.PredictedAgainstObserved(result, targets, 1).Dispose());
    }

    /// <summary>Two draws of three inputs and two outputs: of the second, means 10, 30 and so on, with noise variance 1.</summary>
    private static RegressionUncertainty Result()
    {
        using DisposeScope scope = NewDisposeScope();
        using PredictiveSamples means = new(tensor(new double[] { 0, 10, 0, 30, 0, 50, 0, 30, 0, 50, 0, 70 }, [2, 3, 2]));
        using PredictiveSamples variances = new(ones(2, 3, 2, dtype: ScalarType.Float64));
        return RegressionUncertainty.FromMoments(means, variances);
    }

    private static string Bad(Action draw) => Assert.Throws<ArgumentException>(draw)!.ParamName!;

    private static IEnumerable<(double, double)> Of(Scatter line) => line.Data.GetScatterPoints().Select(point => (point.X, point.Y));
}
