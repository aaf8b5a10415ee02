using System.Diagnostics;
using Examples;
using LeNetMnist.Data;
using LeNetMnist.Model;
using OodMnist.Data;
using OodMnist.Model;
using OodMnist.Report;
using Spectre.Console;
using Uncertainty.Ood;
using static TorchSharp.torch;

namespace OodMnist;

/// <summary>The run from end to end: data, and for each seed and direction training, fits and the benchmark; then the tables.</summary>
internal sealed class Study
{
    private readonly StudyOptions _options;
    private readonly Results _results = new();
    private readonly RunConsole _run;

    public Study(StudyOptions options, IAnsiConsole console)
    {
        _options = options;
        _run = new RunConsole(console, _results);
    }

    /// <summary>Runs, prints, and writes <c>results.json</c>, <c>table.md</c>, the finished runs, and pictures of the first seed.</summary>
    public void Run()
    {
        Stopwatch watch = Stopwatch.StartNew();
        string file = Path.Combine(_options.Out, "results.json");
        OutputFolder.Prepare(_options.Out, file);
        Worlds worlds = Worlds.Find(
            _options.Data, _options.Seed, _options.Quick, _run.Say, () => new MnistDownload(MnistDownload.DefaultCache()).Fetch());
        _run.Say($"{worlds.First.Counts}. {worlds.Second.Counts}.");
        (World In, World Out)[] directions = [(worlds.First, worlds.Second), (worlds.Second, worlds.First)];
        Dictionary<string, List<FinishedRun>> finished = directions.ToDictionary(way => Key(way.In, way.Out), _ => new List<FinishedRun>());

        // Seeds outside: after the first, both tables are there.
        for (long seed = _options.Seed; seed < _options.Seed + _options.Seeds; seed++)
        {
            foreach ((World inside, World outside) in directions)
            {
                finished[Key(inside, outside)].Add(RunOrFind(inside, outside, seed));
            }
        }

        _results.Add("data_source", worlds.Source);
        _results.Add("epochs", _options.Epochs);
        _results.Add("vae_epochs", _options.AutoencoderEpochs);
        _results.Add("seeds", _options.Seeds);
        _results.Add("seed", _options.Seed);
        _results.Add("threads", get_num_threads());
        StudyReport report = new(_run, _results);
        foreach ((World inside, World outside) in directions)
        {
            report.Add(inside.Name, outside.Name, Key(inside, outside), finished[Key(inside, outside)]);
        }

        string table = Path.Combine(_options.Out, "table.md");
        report.Save(table);
        _results.Add("seconds_total", Math.Round(watch.Elapsed.TotalSeconds, 2));
        _results.Save(file);
        _run.Say($"Tables: {table}. All numbers: {file}. {watch.Elapsed.TotalSeconds:F0} seconds in all.");
    }

    private static string Key(World inside, World outside) => $"{inside.Key}_to_{outside.Key}";

    /// <summary>How the names of a run's files begin.</summary>
    private string Start(World inside, World outside, long seed) => Path.Combine(_options.Out, $"{Key(inside, outside)}_seed_{seed}");

    private FinishedRun RunOrFind(World inside, World outside, long seed)
    {
        string path = Start(inside, outside, seed) + ".json";
        string settings = $"{inside.Counts}; {outside.Name}: {outside.Test.Count:N0}; epochs {_options.Epochs}, of the autoencoder "
            + $"{_options.AutoencoderEpochs}; fitted on {_options.FitImages:N0}; seed {seed}";
        if (FinishedRun.Find(path, settings) is { } earlier)
        {
            _run.Say($"{inside.Name} against {outside.Name}, seed {seed}: found in {path}.");
            return earlier;
        }

        _run.Say($"{inside.Name} against {outside.Name}, seed {seed}:");
        Stopwatch watch = Stopwatch.StartNew();
        FinishedRun run = RunOne(inside, outside, seed, settings);
        run = run with { Seconds = Math.Round(watch.Elapsed.TotalSeconds, 2) };
        run.Save(path);
        _run.Say($"{inside.Name} against {outside.Name}, seed {seed}: accuracy {run.Accuracy:P2}, {run.Seconds:F0} s.");
        return run;
    }

    private FinishedRun RunOne(World inside, World outside, long seed, string settings)
    {
        int classes = inside.Train.Classes;
        using ImageTensors test = new(inside.Test, CPU, normalise: false);
        using ImageTensors foreign = new(outside.Test, CPU, normalise: false);
        using TrainedModels models = Train(inside, classes, seed);
        using ImageTensors few = new(inside.Train.Take(Math.Min(_options.FitImages, inside.Train.Count)), CPU, normalise: false);
        using ImageTensors validation = new(inside.Validation, CPU, normalise: false);
        DetectorSet? set = null;
        _run.WithProgress("Fits", 1, bar => set = DetectorSet.Fit(models, few, validation, seed, (name, share) =>
        {
            bar.Description = $"Fits, {Markup.Escape(name)}";
            bar.Value = share;
        }));
        using DetectorSet detectors = set!;
        OodBenchmarkResult? result = null;
        long inputs = (long)detectors.Detectors.Count * (test.Count + foreign.Count);
        long done = 0;
        _run.WithProgress("Scores", inputs, bar => result = OodBenchmark.Run(
            DetectorSet.Images(test),
            [(outside.Name, DetectorSet.Images(foreign))],
            detectors.Detectors,
            progress: new Reporter<OodBenchmarkProgress>(progress =>
            {
                bar.Description = $"Scores, {Markup.Escape(progress.Detector)}";
                done = ((progress.DetectorNumber - 1L) * (test.Count + foreign.Count)) + progress.Total;
                bar.Value = done;
            })));
        if (seed == _options.Seed)
        {
            Draw(Start(inside, outside, seed), detectors, new ScorePictures(validation, (inside.Name, test), (outside.Name, foreign)));
        }

        return new FinishedRun(
            settings,
            TrainedModels.Accuracy(models.Classifier, test, classes),
            TrainedModels.Accuracy(models.Confident, test, classes),
            0,
            result!);
    }

    /// <summary>Scores that cannot be drawn are said, and do not cost the run.</summary>
    private void Draw(string start, DetectorSet detectors, ScorePictures pictures)
    {
        try
        {
            _run.WithProgress("Pictures", ScorePictures.Count, bar => pictures.Save(start, detectors, () => bar.Increment(1)));
            _run.Say($"Pictures: {start}_roc.png, {start}_scores_*.png.");
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            _run.Say($"No pictures {start}_*.png: {error.Message}");
        }
    }

    private TrainedModels Train(World inside, int classes, long seed)
    {
        using ImageTensors train = new(inside.Train, CPU, normalise: false);
        return TrainedModels.Train(train, classes, _options, seed, _run);
    }
}
