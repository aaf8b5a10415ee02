using Benchmarks;
using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace MnistCalibration;

/// <summary>Fits each map on one half of the test images and measures it on the other, for each network and for the ensemble.</summary>
internal sealed class CalibrationPart(
    IReadOnlyList<Predictions> networks, Protocol protocol, JsonLines<CalibrationRow> rows, CancellationToken cancellationToken)
{
    internal const string Ensemble = "ensemble";

    /// <summary>The mean of networks each of which was scaled by a temperature of its own.</summary>
    internal const string OfScaled = "members, temperature";

    private const int FewSplits = 4;

    private readonly HashSet<(string, int, string)> _done = [.. rows.Rows.Select(row => (row.Network, row.Split, row.Method))];

    internal void Run()
    {
        if (Missing() == 0)
        {
            return;
        }

        // Once, on what the first split of the first network fits on: for each split anew it would take hours.
        (Predictions first, _) = Halves.Of(networks[0], 0, 0);
        double matrix = CrossValidation.Best(first, true, Calibrators.Matrix);
        double dirichlet = CrossValidation.Best(first, false, Calibrators.Dirichlet);
        Terminal.Say($"Penalties by cross-validation: {matrix} of matrix scaling, {dirichlet} of Dirichlet calibration.");
        IReadOnlyList<(string Name, bool TakesLogits, Calibrators.Fitting Fit)> maps = Calibrators.All(matrix, dirichlet);
        Terminal.ShowProgress("recalibration", Missing(), advance =>
        {
            for (int n = 0; n < networks.Count; n++)
            {
                for (int split = 0; split < protocol.Splits; split++)
                {
                    Split(networks[n], n, split, maps, advance);
                }
            }

            Predictions ensemble = Predictions.Mean(Ensemble, networks);
            for (int split = 0; split < protocol.Splits; split++)
            {
                EnsembleSplit(ensemble, split, advance);
            }
        });
    }

    private int Missing()
    {
        int ofNetwork = Enumerable.Range(0, protocol.Splits).Sum(split => Calibrators.Names.Count(name => IsAsked(name, split)) + 2);
        return (protocol.Networks * ofNetwork) + (protocol.Splits * 3) - _done.Count;
    }

    /// <summary>Maps without an optimum take long to say so: a few splits of each network tell as much.</summary>
    private static bool IsAsked(string method, int split) => split < FewSplits || !Calibrators.Unpenalised.Contains(method);

    private void Split(
        Predictions network,
        int number,
        int split,
        IReadOnlyList<(string Name, bool TakesLogits, Calibrators.Fitting Fit)> maps,
        Action advance)
    {
        (Predictions fit, Predictions measure) = Halves.Of(network, number, split);
        Add(network.Name, split, Calibrators.None, advance, () => (measure.Probabilities, null), measure);
        foreach ((string name, bool takesLogits, Calibrators.Fitting fitting) in maps.Where(map => IsAsked(map.Name, split)))
        {
            Add(network.Name, split, name, advance, () => Calibrated(fit, measure, takesLogits, fitting), measure);
        }

        double[] scaled = TemperatureScaling.Fit(fit.Logits, fit.Classes, fit.Labels).Apply(measure.Logits);
        Predictions drawn = measure with { Labels = Drawn(scaled, measure, Seeds.Derive(number + 1_000, split)) };
        Add(network.Name, split, Calibrators.Chance, advance, () => (scaled, null), drawn);
    }

    /// <summary>The same halves as for the first network.</summary>
    private void EnsembleSplit(Predictions ensemble, int split, Action advance)
    {
        (Predictions fit, Predictions measure) = Halves.Of(ensemble, 0, split);
        Add(Ensemble, split, Calibrators.None, advance, () => (measure.Probabilities, null), measure);
        Add(Ensemble, split, Calibrators.Temperature, advance, () => Calibrated(fit, measure, true, TemperatureScaling.Fit), measure);
        Add(Ensemble, split, OfScaled, advance, () => (MeanOfScaled(split), null), measure);
    }

    private double[] MeanOfScaled(int split)
    {
        double[][] members = [.. networks.Select(network =>
        {
            (Predictions fit, Predictions measure) = Halves.Of(network, 0, split);
            return TemperatureScaling.Fit(fit.Logits, fit.Classes, fit.Labels).Apply(measure.Logits);
        })];
        return [.. members[0].Select((_, i) => members.Average(member => member[i]))];
    }

    private static (double[], double?) Calibrated(Predictions fit, Predictions measure, bool takesLogits, Calibrators.Fitting fitting)
    {
        ICalibrator calibrator = fitting(takesLogits ? fit.Logits : fit.Probabilities, fit.Classes, fit.Labels);
        return (calibrator.Apply(takesLogits ? measure.Logits : measure.Probabilities), Calibrators.Parameter(calibrator));
    }

    private void Add(
        string network, int split, string method, Action advance, Func<(double[] Probabilities, double? Parameter)> make, Predictions measure)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_done.Contains((network, split, method)))
        {
            rows.Add(Row(network, split, method, make, measure));
            advance();
        }
    }

    private static CalibrationRow Row(
        string network, int split, string method, Func<(double[] Probabilities, double? Parameter)> make, Predictions measure)
    {
        (double[] Probabilities, double? Parameter) made = ([], null);
        try
        {
            double seconds = ProcessorTime.Seconds(() => made = make());
            CalibrationScores scores = CalibrationScores.Of(made.Probabilities, measure.Classes, measure.Labels);
            return new CalibrationRow(network, split, method, scores, made.Parameter, seconds, null);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // A map without a finite optimum on this half is a result, too.
            return new CalibrationRow(network, split, method, null, null, 0, error.Message);
        }
    }

    /// <summary>[N] classes, each with its probability.</summary>
    private static long[] Drawn(double[] probabilities, Predictions like, long seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new((ulong)seed);
        double[] uniforms = rand(like.Count, dtype: ScalarType.Float64, generator: generator).data<double>().ToArray();
        long[] labels = new long[like.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            double left = uniforms[i];
            while (labels[i] < like.Classes - 1 && left >= probabilities[(i * like.Classes) + (int)labels[i]])
            {
                left -= probabilities[(i * like.Classes) + (int)labels[i]];
                labels[i]++;
            }
        }

        return labels;
    }
}
