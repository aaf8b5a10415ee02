using System.Globalization;
using System.Text;
using Examples;
using ScottPlot;
using Spectre.Console;
using TorchSharp;
using Uncertainty.Evaluation;
using Uncertainty.Ood;
using static TorchSharp.torch;

namespace ScreenFolder;

/// <summary>The two steps: fitting detector and threshold on inliers, and screening what comes by them.</summary>
/// <param name="files">How images are read.</param>
/// <param name="folder">Where detector, threshold and results are.</param>
/// <param name="console">Told of everything.</param>
internal sealed class Screening(ImageFiles files, string folder, IAnsiConsole console)
{
    private const int BatchSize = 64;
    private const int Shown = 25;

    private readonly RunConsole _console = new(console, new Results());

    private string DetectorFile => Path.Combine(folder, "detector.safetensors");

    private string ThresholdFile => Path.Combine(folder, "threshold.safetensors");

    /// <summary>Fits on half of the inliers, and takes the threshold from the scores of the other half, which nothing was fitted on.</summary>
    public void Fit(string images, string model, double rate)
    {
        if (!(rate > 0 && rate < 1))
        {
            throw new ArgumentException($"--rate must be greater than 0 and less than 1; got {rate}.");
        }

        string[] paths = ImageFiles.Find(images);
        string[] fitted = [.. paths.Where((_, i) => i % 2 == 0)];
        string[] held = [.. paths.Where((_, i) => i % 2 == 1)];
        using nn.Module<Tensor, Tensor> network = SavedModel.Load(model);
        Directory.CreateDirectory(folder);
        ISavableDetector detector = SavedModel.IsScript(model) ? new EnergyDetector(network) : FitFeatures(network, images, fitted);
        using IDisposable? fittedDetector = detector as IDisposable;

        double[] scores = Scores(detector, held);
        OodThreshold threshold = OodThreshold.AtFalseAlarmRate(scores, rate);
        detector.Save(DetectorFile);
        threshold.Save(ThresholdFile);
        _console.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{detector.GetType().Name}, threshold {threshold.Value:G4} from {held.Length} inliers: at most {rate:P0} of inliers will be flagged."));
        if (double.IsInfinity(threshold.Value))
        {
            _console.Say(FormattableString.Invariant($"That flags nothing: {rate:P1} asks for {Math.Ceiling(1 / rate) - 1} inliers at least to set a threshold by."));
        }
    }

    /// <summary>Screens a folder; verdicts go to the console, to screen.csv and, as a picture of the scores, to scores.png.</summary>
    public void Screen(string incoming, string model)
    {
        string[] paths = ImageFiles.Find(incoming);
        if (!File.Exists(DetectorFile) || !File.Exists(ThresholdFile))
        {
            throw new FileNotFoundException($"There is no detector in '{folder}': run 'fit' first, with the same --out.");
        }

        using nn.Module<Tensor, Tensor> network = SavedModel.Load(model);
        IOodDetector detector = SavedModel.IsScript(model)
            ? EnergyDetector.Load(DetectorFile, network)
            : MahalanobisDetector.Load(DetectorFile, SavedModel.Features(network));
        using IDisposable? loaded = detector as IDisposable;
        OodThreshold threshold = OodThreshold.Load(ThresholdFile);
        OodScreen screen = new(network, detector, threshold);

        List<Verdict> verdicts = [];
        _console.WithProgress("Screening", paths.Length, task =>
        {
            foreach (string path in paths)
            {
                verdicts.Add(ScreenOne(screen, Path.GetRelativePath(incoming, path), path));
                task.Increment(1);
            }
        });
        Show(verdicts, screen);
        File.WriteAllText(Path.Combine(folder, "screen.csv"), Csv(verdicts), new UTF8Encoding(false));
        double[] scores = [.. verdicts.Select(verdict => verdict.Score).OfType<double>()];
        if (scores.Length > 0)
        {
            using Plot plot = HistogramFigures.Draw(
                "Scores of incoming images", "score (higher: more out-of-distribution)",
                [new HistogramGroup("incoming", scores, FigureLook.Outlier)], threshold: double.IsInfinity(threshold.Value) ? null : threshold.Value);
            plot.SaveFigure(Path.Combine(folder, "scores.png"));
        }

        _console.Say($"All verdicts: {Path.Combine(folder, "screen.csv")}; their scores: {Path.Combine(folder, "scores.png")}.");
    }

    /// <summary>One that cannot be read is a verdict too: a screen that stops at the first damaged file is of no use.</summary>
    private Verdict ScreenOne(OodScreen screen, string name, string path)
    {
        try
        {
            using Tensor image = files.Read(path);
            ScreenedInput screened = screen.Screen(image);
            string verdict = screened.Verdict.ToString().ToLowerInvariant();
            return new Verdict(name, verdict, screened.PredictedClass, screened.Score, screened.PValue, screened.Error?.Message);
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return new Verdict(name, "unreadable", null, null, null, error.Message);
        }
    }

    private MahalanobisDetector FitFeatures(nn.Module<Tensor, Tensor> network, string images, string[] paths)
    {
        // Folders below are the classes; where there are none, the classes are those that the network sees.
        string[] classes = [.. paths.Select(path => Class(images, path)).Distinct().Order(StringComparer.Ordinal)];
        MahalanobisDetector? detector = null;
        _console.WithProgress("Fitting", paths.Length, task => detector = MahalanobisDetector.Fit(
            SavedModel.Features(network),
            classes.Length > 1 ? Labelled(paths, path => Array.IndexOf(classes, Class(images, path))) : SeenBy(network, paths),
            new MahalanobisOptions { Ridge = 1e-6 },
            new Reporter<DetectorProgress>(progress => task.Value = (((progress.Pass - 1) * paths.Length) + progress.Inputs) / (double)progress.Passes)));
        return detector!;
    }

    private static string Class(string root, string path) => Path.GetDirectoryName(Path.GetRelativePath(root, path)) ?? string.Empty;

    private IEnumerable<(Tensor Inputs, Tensor Labels)> Labelled(string[] paths, Func<string, int> label)
    {
        foreach (string[] chunk in paths.Chunk(BatchSize))
        {
            using DisposeScope scope = NewDisposeScope();
            yield return (files.Read(chunk), torch.tensor([.. chunk.Select(path => (long)label(path))]));
        }
    }

    private IEnumerable<(Tensor Inputs, Tensor Labels)> SeenBy(nn.Module<Tensor, Tensor> network, string[] paths)
    {
        foreach (string[] chunk in paths.Chunk(BatchSize))
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable noGradient = no_grad();
            Tensor images = files.Read(chunk);
            yield return (images, network.call(images).argmax(1));
        }
    }

    private double[] Scores(ISavableDetector detector, string[] paths)
    {
        List<double> scores = [];
        _console.WithProgress("Calibrating", paths.Length, task =>
        {
            foreach (string[] chunk in paths.Chunk(BatchSize))
            {
                using DisposeScope scope = NewDisposeScope();
                scores.AddRange(detector.Score(files.Read(chunk)).data<double>().ToArray());
                task.Increment(chunk.Length);
            }
        });
        return [.. scores];
    }

    private void Show(List<Verdict> verdicts, OodScreen screen)
    {
        Table table = new() { Title = new TableTitle("Most foreign first") };
        table.AddColumns("image", "verdict", "class", "score", "p-value");
        foreach (Verdict verdict in verdicts.OrderByDescending(verdict => verdict.Score ?? double.PositiveInfinity).Take(Shown))
        {
            table.AddRow(
                Markup.Escape(verdict.Image),
                verdict.Decision,
                verdict.Decision == "accepted" ? $"{verdict.Class}" : "–",
                verdict.Score?.ToString("G4", CultureInfo.InvariantCulture) ?? "–",
                verdict.PValue?.ToString("F3", CultureInfo.InvariantCulture) ?? "–");
        }

        _console.Show(table);
        int unreadable = verdicts.Count(verdict => verdict.Decision == "unreadable");
        _console.Say($"{verdicts.Count} images: {screen.Counts.Accepted} accepted, {screen.Counts.Flagged} flagged, {screen.Counts.Failed + unreadable} without an answer.");
        if (screen.Drift.RaisedAt is { } at)
        {
            _console.Say($"The stream as a whole has drifted: the alarm was raised at image {at}.");
        }
    }

    private static string Csv(List<Verdict> verdicts)
    {
        StringBuilder text = new("image,verdict,class,score,p_value,problem\n");
        foreach (Verdict verdict in verdicts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Quoted(verdict.Image)},{verdict.Decision},{verdict.Class},{verdict.Score:R},{verdict.PValue:R},{Quoted(verdict.Problem ?? "")}\n");
        }

        return text.ToString();
    }

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    /// <param name="Image">Relative to the folder.</param>
    /// <param name="Decision">accepted, flagged, failed or unreadable.</param>
    /// <param name="Class">What the network makes of it.</param>
    /// <param name="Score">Higher: more foreign.</param>
    /// <param name="PValue">Of an inlier with so high a score.</param>
    /// <param name="Problem">Why there is no answer.</param>
    private sealed record Verdict(string Image, string Decision, int? Class, double? Score, double? PValue, string? Problem);
}
