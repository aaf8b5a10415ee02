using System.Diagnostics;
using System.Globalization;
using Examples;
using ScottPlot;
using Spectre.Console;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace TwoMoons;

/// <summary>Looks at one sampler after another in the same way: numbers of the test points and of the corners, and a map of the plane.</summary>
internal sealed class Comparison(Moons train, string folder, int resolution, Results results, ProgressTask bar) : IDisposable
{
    private const int ShownPoints = 200;

    private readonly Moons _test = new(2_000);
    private readonly Tensor _corners = Moons.Corners(400);

    /// <summary>A row for each sampler.</summary>
    public Table Table { get; } = new Table().RoundedBorder().AddColumn("").AddColumns([.. new[]
    {
        "accuracy", "NLL", "ECE", "epistemic, data", "epistemic, corners", "total, corners", "fit, s",
    }.Select(name => new TableColumn(name).RightAligned())]);

    /// <summary>Fits a sampler, and evaluates and draws it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="fit">Trains what is to be trained, and makes the posterior, which is disposed here.</param>
    public void Add(string name, Func<IPosteriorPredictive> fit)
    {
        bar.Description = name;
        Stopwatch watch = Stopwatch.StartNew();
        IPosteriorPredictive posterior = fit();
        using IDisposable? owned = posterior as IDisposable;
        double seconds = watch.Elapsed.TotalSeconds;
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(posterior, classes: 2);
        using ClassificationUncertainty onTest = evaluation.Evaluate(_test.Inputs);
        using ClassificationUncertainty onCorners = evaluation.Evaluate(_corners);
        ClassificationSummary quality = Metrics.All([.. onTest.SelectMany(answer => answer.Probabilities)], 2, _test.Labels.data<long>().ToArray());

        string key = name.ToLowerInvariant().Replace(",", "").Replace(' ', '_').Replace('-', '_');
        Table.AddRow([name, .. new[]
        {
            results.Add($"accuracy_{key}", quality.Accuracy),
            results.Add($"nll_{key}", quality.NegativeLogLikelihood),
            results.Add($"ece_{key}", quality.ExpectedCalibrationError),
            results.Add($"epistemic_data_{key}", onTest.Average(answer => answer.Epistemic)),
            results.Add($"epistemic_corners_{key}", onCorners.Average(answer => answer.Epistemic)),
            results.Add($"total_corners_{key}", onCorners.Average(answer => answer.Total)),
        }.Select(value => value.ToString("F3", CultureInfo.InvariantCulture)), seconds.ToString("F1", CultureInfo.InvariantCulture)]);
        results.Add($"seconds_fit_{key}", Math.Round(seconds, 2));
        Draw(name, evaluation, Path.Combine(folder, $"{key.Replace('_', '-')}.png"));
    }

    /// <summary>A report of training moves the bar by a step.</summary>
    public IProgress<T> EachStep<T>() => new Reporter<T>(_ => Step());

    /// <summary>Moves the bar by a step of training.</summary>
    public void Step() => bar.Increment(1);

    public void Dispose()
    {
        _test.Dispose();
        _corners.Dispose();
    }

    private void Draw(string name, ClassificationEvaluation evaluation, string file)
    {
        // One network has no epistemic uncertainty: of it, all that it doubts is drawn.
        UncertaintyKind kind = evaluation.Posterior.Draws == 1 ? UncertaintyKind.Total : UncertaintyKind.Epistemic;
        using Tensor points = train.Inputs.narrow(0, 0, Math.Min(ShownPoints, train.Count));
        using Plot plot = PlaneFigures.UncertaintyMap(
            evaluation,
            kind,
            (-Moons.Reach, Moons.Reach),
            (-Moons.Reach, Moons.Reach),
            PointGroup.ByClass(points, [.. train.Labels.data<long>().Take((int)points.shape[0])], ["upper moon", "lower moon"]),
            resolution);
        plot.Title(name);
        plot.SaveFigure(file);
    }
}
