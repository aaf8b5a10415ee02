using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Examples;
using ScottPlot;
using Spectre.Console;
using TorchSharp;
using UciRegression.Data;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Network = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;
using Rows = UciRegression.Data.Examples;

namespace RegressionUncertainty;

/// <summary>A regression that says how noisy its target is and what it does not know itself: one network, MC dropout and a deep ensemble.</summary>
internal static class Program
{
    private const int Units = 50;
    private const int Members = 5;
    private const int BatchSize = 32;
    private const double LearningRate = 2e-3;
    private const double WeightDecay = 1e-3;
    private const double Miss = 0.1;
    private const int ShownRows = 100;
    private const string OwnCurve = "curve";

    internal static int Main(string[] args)
    {
        Option<string?> data = new("--data")
        {
            Description = "Folder with the UCI sets, such as DIR/concrete/data (default: the folder uci in UNCERTAINTY_DATA).",
        };
        Option<string?> set = new("--set")
        {
            Description = $"{string.Join(", ", RegressionData.Targets.Keys)}, or {OwnCurve}, which the program draws "
                + $"(default: concrete; without data {OwnCurve}).",
        };
        set.AcceptOnlyFromAmong([.. RegressionData.Targets.Keys, OwnCurve]);
        Option<long> seed = new("--seed") { Description = "Seed of everything random (default 0)." };
        Option<string> output = new("--out")
        {
            Description = "Folder for results.json and the figures.",
            DefaultValueFactory = _ => Path.Combine("artifacts", "regression-uncertainty"),
        };
        Option<bool> quick = ExampleCommand.Quick();
        RootCommand command = new("Regression with both uncertainties, by one network, MC dropout and a deep ensemble.")
        {
            data, set, seed, output, quick,
        };
        command.SetAction(result => ExampleCommand.Run("RegressionUncertainty", console => Run(
            console,
            Find(result.GetValue(data), result.GetValue(set), result.GetValue(seed)),
            result.GetValue(output)!,
            result.GetValue(seed),
            steps: result.GetValue(quick) ? 100 : 2_000)));
        return command.Parse(args).Invoke();
    }

    /// <summary>The set that was asked for; where none was, concrete if there are data, else the curve.</summary>
    private static RegressionData Find(string? folder, string? set, long seed)
    {
        string name = set ?? "concrete";
        string? found = folder ?? UciFolder.Find([name], out _);
        return (found, set) switch
        {
            (_, OwnCurve) or (null, null) => Curve.Draw(seed),
            (null, _) => throw new IOException($"--set {set}: no --data, and UNCERTAINTY_DATA has no uci/{set}."),
            _ => RegressionData.Load(found, name),
        };
    }

    private static void Run(IAnsiConsole console, RegressionData data, string folder, long seed, int steps)
    {
        Stopwatch watch = Stopwatch.StartNew();
        string file = Path.Combine(folder, "results.json");
        OutputFolder.Prepare(folder, file);
        Results results = new();
        RunConsole run = new(console, results);
        run.Say($"Data: {data.Name}: {data.Train.Count:N0} rows of {data.Train.Features} to train on, {data.Calibration.Count:N0} to "
            + $"calibrate intervals with, {data.Test.Count:N0} to test on.");

        // Tensors this small are slower on several threads, and the numbers then do not depend on the machine's cores.
        set_num_threads(1);
        using Tensor inputs = data.Inputs(data.Train);
        using Tensor targets = data.Standardised(data.Train);
        int epochs = Math.Max(1, steps / (data.Train.Count / BatchSize));

        // The network gives two numbers: the mean, and the logarithm of the variance of the noise.
        GaussianOutput output = new(targets: 1);
        int features = data.Train.Features;
        manual_seed(seed);
        using Network dropout = Sequential(
            Linear(features, Units), ReLU(), Dropout(0.05), Linear(Units, Units), ReLU(), Dropout(0.05), Linear(Units, output.Columns));
        run.WithProgress("MC dropout", epochs, bar => Train(dropout, Epoch(inputs, targets), output, epochs, () => bar.Increment(1)));

        DeepEnsemble? trained = null;
        run.WithProgress("Deep ensemble", Members * epochs * (data.Train.Count / BatchSize), bar => trained = DeepEnsemble.Train(
            _ => Sequential(Linear(features, Units), ReLU(), Linear(Units, Units), ReLU(), Linear(Units, output.Columns)),
            Epoch(inputs, targets),
            output.Loss,
            new EnsembleTrainingOptions { Members = Members, Epochs = epochs, Optimizer = Adam, Seed = seed },
            progress: new Reporter<EnsembleProgress>(_ => bar.Increment(1))));
        using DeepEnsemble ensemble = trained!;

        List<(string Name, RegressionCalibrationCurve Curve)> curves = [];
        Table table = NewTable("", "RMSE", "NLL", "CRPS", "miscalibration", "epistemic", "within 90 %", "width", "conformal", "width");
        foreach ((string name, IPosteriorPredictive posterior) in new (string, IPosteriorPredictive)[]
        {
            ("One network", new SingleNetwork(ensemble.Members[0])),
            ("MC dropout", new McDropout(dropout, new McDropoutOptions { Draws = 50, Seed = seed })),
            ("Deep ensemble", ensemble),
        })
        {
            using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(posterior, output);
            Predictions test = Predictions.Of(evaluation, data, data.Test);
            GaussianSummary quality = Metrics.All(
                test.Means, test.Deviations, data.Test.Targets, new GaussianMetricOptions { IntervalMass = 1 - Miss });

            // The guarantee: rows that the network has not seen say how far its standard deviations reach.
            Predictions calibration = Predictions.Of(evaluation, data, data.Calibration);
            ConformalRegressor conformal = ConformalRegressor.FitScaled(
                calibration.Means, calibration.Deviations, data.Calibration.Targets, new ConformalRegressorOptions { Alpha = Miss });
            PredictionIntervals guaranteed = conformal.PredictScaled(test.Means, test.Deviations);

            string key = name.ToLowerInvariant().Replace(' ', '_');
            table.AddRow([name, .. new[]
            {
                results.Add($"rmse_{key}", quality.RootMeanSquareError),
                results.Add($"nll_{key}", quality.NegativeLogLikelihood),
                results.Add($"crps_{key}", quality.Crps),
                results.Add($"calibration_error_{key}", quality.IntervalCalibration.MeanAbsoluteError),
                results.Add($"epistemic_share_{key}", test.EpistemicShare),
                results.Add($"coverage_{key}", quality.Coverage),
                results.Add($"width_{key}", quality.MeanWidth),
                results.Add($"conformal_coverage_{key}", guaranteed.Coverage(data.Test.Targets)),
                results.Add($"conformal_width_{key}", guaranteed.MeanWidth),
            }.Select(value => value.ToString("G3", CultureInfo.InvariantCulture))]);
            curves.Add((name, quality.IntervalCalibration));
            if (data.Train.Features == 1)
            {
                Predictions gap = Predictions.Of(evaluation, data, Curve.Line(-Curve.Inner, Curve.Inner, 100));
                run.Say($"{name}: epistemic share in the gap {results.Add($"epistemic_share_gap_{key}", gap.EpistemicShare):F2}.");
            }

            Draw(name, evaluation, data, test, Path.Combine(folder, $"{key.Replace('_', '-')}.png"));
        }

        run.Show(table);
        using (Plot plot = CalibrationFigures.Regression(curves))
        {
            plot.SaveFigure(Path.Combine(folder, "calibration.png"));
        }

        results.Add("data_source", data.Name);
        results.Add("train_rows", data.Train.Count);
        results.Add("calibration_rows", data.Calibration.Count);
        results.Add("test_rows", data.Test.Count);
        results.Add("epochs", epochs);
        results.Add("seed", seed);
        results.Add("seconds_total", Math.Round(watch.Elapsed.TotalSeconds, 2));
        results.Save(file);
        run.Say($"Figures and all numbers: {folder}. {watch.Elapsed.TotalSeconds:F0} seconds in all.");
    }

    /// <summary>Of one input the curve with its bands; of more the predictions over what was observed.</summary>
    private static void Draw(string name, RegressionEvaluation evaluation, RegressionData data, Predictions test, string file)
    {
        if (data.Train.Features > 1)
        {
            using Plot scatter = RegressionFigures.PredictedAgainstObserved(test.Means, test.Deviations, data.Test.Targets);
            scatter.Title(name);
            scatter.XLabel($"observed {data.Target}");
            scatter.YLabel($"predicted {data.Target}");
            scatter.SaveFigure(file);
            return;
        }

        Rows line = Curve.Line(-Curve.Outer - 1, Curve.Outer + 1, 300);
        Predictions along = Predictions.Of(evaluation, data, line);
        using Plot bands = RegressionFigures.Bands(
            [.. line.Inputs.Select(row => row[0])],
            along.Means,
            along.Aleatoric,
            along.Epistemic,
            [.. data.Train.Inputs.Take(ShownRows).Select((row, i) => (row[0], data.Train.Targets[i]))]);
        bands.Title(name);
        bands.SaveFigure(file);
    }

    private static void Train(
        Network network, IEnumerable<(Tensor Inputs, Tensor Targets)> batches, GaussianOutput output, int epochs, Action afterEpoch)
    {
        using optim.Optimizer optimizer = Adam(network);
        network.train();
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            foreach ((Tensor x, Tensor y) in batches)
            {
                using DisposeScope scope = NewDisposeScope();
                optimizer.zero_grad();
                output.Loss(network.call(x), y).backward();
                optimizer.step();
            }

            afterEpoch();
        }

        network.eval();
    }

    private static TorchSharp.Modules.Adam Adam(Network network) => optim.Adam(network.parameters(), LearningRate, weight_decay: WeightDecay);

    /// <summary>Batches in a new order each time they are enumerated.</summary>
    private static IEnumerable<(Tensor Inputs, Tensor Targets)> Epoch(Tensor inputs, Tensor targets)
    {
        using Tensor order = randperm(inputs.shape[0]);
        for (long first = 0; first + BatchSize <= inputs.shape[0]; first += BatchSize)
        {
            using Tensor rows = order.narrow(0, first, BatchSize);
            using Tensor x = inputs.index_select(0, rows);
            using Tensor y = targets.index_select(0, rows);
            yield return (x, y);
        }
    }

    private static Table NewTable(string first, params string[] columns) =>
        new Table().RoundedBorder().AddColumn(first).AddColumns([.. columns.Select(name => new TableColumn(name).RightAligned())]);
}
