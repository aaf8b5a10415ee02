using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;
using Benchmarks;
using Spectre.Console;
using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace MnistCalibration;

/// <summary>The same logits given to PyTorch, scikit-learn and NumPy, where this machine has them: the first split of each network.</summary>
internal static class Peer
{
    private const double Alpha = 0.05;

    private static readonly (string Name, string Key, ConformalClassifierOptions Options)[] Sets =
    [
        ("LAC", "lac", new ConformalClassifierOptions()),
        ("APS, randomised", "aps", new ConformalClassifierOptions { Score = LabelScore.AdaptiveSets, Randomised = true }),
        ("RAPS, randomised", "raps", new ConformalClassifierOptions { Score = LabelScore.RegularisedAdaptiveSets, Randomised = true }),
    ];

    internal static void Compare(IReadOnlyList<Predictions> networks, string folder, BenchReport report)
    {
        string script = Path.Combine(Repository.Root, "benchmarks", nameof(MnistCalibration), "peer", "calibration.py");
        try
        {
            using PeerProcess process = PeerProcess.Start("Python", PeerProcess.Interpreter, script);
            Dictionary<string, double> worst = [];
            for (int n = 0; n < networks.Count; n++)
            {
                Compare(process, networks[n], n, Directory.CreateDirectory(Path.Combine(folder, "peer")).FullName, worst);
            }

            Table table = new();
            table.AddColumns("beside the peer", "largest difference");
            foreach ((string what, double difference) in worst)
            {
                report.Add("peer", what, difference, "difference");
                table.AddRow(what, Number.Text(difference, "G3"));
            }

            BenchReport.Show(table, $"First split of {networks.Count} networks, α = {Number.Text(Alpha, "G3")}. Peer: {process.Torch}.");
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            Terminal.Say($"The peer is absent: {error.Message}");
        }
    }

    private static void Compare(PeerProcess process, Predictions network, int number, string folder, Dictionary<string, double> worst)
    {
        (Predictions fit, Predictions measure) = Halves.Of(network, number, 0);
        double[] fitUniforms = Uniforms(fit.Count, Seeds.Derive(number, 1));
        double[] measureUniforms = Uniforms(measure.Count, Seeds.Derive(number, 2));
        foreach ((string name, Array values) in new (string, Array)[]
        {
            ("fit_logits", fit.Logits), ("fit_labels", fit.Labels), ("fit_uniforms", fitUniforms),
            ("measure_logits", measure.Logits), ("measure_labels", measure.Labels), ("measure_uniforms", measureUniforms),
        })
        {
            byte[] bytes = new byte[Buffer.ByteLength(values)];
            Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }

        using JsonDocument answer = process.Ask(JsonSerializer.Serialize(new { folder, classes = network.Classes, alpha = Alpha }));
        CompareMaps(answer.RootElement, fit, measure, folder, worst);
        foreach ((string name, string key, ConformalClassifierOptions options) in Sets)
        {
            ConformalClassifierOptions chosen = options with { Alpha = Alpha };
            ConformalClassifier conformal = options.Randomised
                ? ConformalClassifier.Fit(fit.Probabilities, fit.Classes, fit.Labels, chosen, fitUniforms)
                : ConformalClassifier.Fit(fit.Probabilities, fit.Classes, fit.Labels, chosen);
            PredictionSets sets = options.Randomised
                ? conformal.Predict(measure.Probabilities, measureUniforms)
                : conformal.Predict(measure.Probabilities);
            byte[] theirs = File.ReadAllBytes(Path.Combine(folder, key));
            Worst(worst, $"{name}: threshold", conformal.Thresholds[0] - answer.RootElement.GetProperty(key).GetDouble());
            int differing = sets.Flags.ToArray().Zip(theirs).Count(pair => pair.First != (pair.Second != 0));
            Worst(worst, $"{name}: labels in other sets, of {theirs.Length:N0}", differing);
        }
    }

    private static void CompareMaps(JsonElement answer, Predictions fit, Predictions measure, string folder, Dictionary<string, double> worst)
    {
        TemperatureScaling scaling = TemperatureScaling.Fit(fit.Logits, fit.Classes, fit.Labels);
        double[] scaled = scaling.Apply(measure.Logits);
        double usual = answer.GetProperty("temperature_usual").GetDouble();
        Worst(worst, "temperature, relative", (scaling.Temperature / answer.GetProperty("temperature").GetDouble()) - 1);
        Worst(worst, "temperature, relative, by 100 steps in single precision", (scaling.Temperature / usual) - 1);
        double error = ReliabilityDiagram.FromProbabilities(scaled, fit.Classes, measure.Labels).ExpectedCalibrationError;
        Worst(worst, "ECE after temperature scaling", error - answer.GetProperty("ece").GetDouble());
        double loss = ClassificationMetrics.NegativeLogLikelihood(scaled, fit.Classes, measure.Labels);
        Worst(worst, "NLL after temperature scaling", loss - answer.GetProperty("nll").GetDouble());
        double[] vector = VectorScaling.Fit(fit.Logits, fit.Classes, fit.Labels).Apply(measure.Logits);
        Worst(worst, "vector scaling: a probability", Difference(vector, Path.Combine(folder, "vector")));
        double[] isotonic = OneVsRestCalibration
            .Fit(fit.Probabilities, fit.Classes, fit.Labels, IsotonicCalibration.Fit)
            .Apply(measure.Probabilities);
        Worst(worst, "isotonic, one against the rest: a probability", Difference(isotonic, Path.Combine(folder, "isotonic")));
    }

    private static double Difference(double[] own, string file)
    {
        ReadOnlySpan<double> theirs = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(file));
        double largest = 0;
        for (int i = 0; i < own.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(own[i] - theirs[i]));
        }

        return largest;
    }

    private static void Worst(Dictionary<string, double> worst, string what, double difference) =>
        worst[what] = Math.Max(worst.GetValueOrDefault(what), Math.Abs(difference));

    private static double[] Uniforms(int count, long seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new((ulong)seed);
        return rand(count, dtype: ScalarType.Float64, generator: generator).data<double>().ToArray();
    }
}
