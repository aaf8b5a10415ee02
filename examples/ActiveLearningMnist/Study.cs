using System.Diagnostics;
using ActiveLearningMnist.Learning;
using ActiveLearningMnist.Report;
using Examples;
using LeNetMnist.Data;
using LeNetMnist.Model;
using ScottPlot;
using Spectre.Console;
using Uncertainty.ActiveLearning;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace ActiveLearningMnist;

/// <summary>The run from end to end: data, a loop for each seed and function, and the curves.</summary>
internal sealed class Study
{
    private const int QuickTrain = 2_000;
    private const int QuickTest = 500;
    private const int PictureWidth = 900;
    private const int PictureHeight = 600;

    /// <summary>The error that the picture has a line for.</summary>
    private const double Target = 0.05;

    private readonly StudyOptions _options;
    private readonly Results _results = new();
    private readonly RunConsole _run;

    public Study(StudyOptions options, IAnsiConsole console)
    {
        _options = options;
        _run = new RunConsole(console, _results);
    }

    /// <summary>Runs, prints, and writes <c>results.json</c>, the curves, the picture and the journals.</summary>
    public void Run()
    {
        Stopwatch watch = Stopwatch.StartNew();
        _options.Check();
        string file = Path.Combine(_options.Out, "results.json");
        OutputFolder.Prepare(_options.Out, file);
        DataSource source = FindData();
        if (_options.Labels > source.Train.Count)
        {
            throw new ArgumentException($"--labels must be at most {source.Train.Count}, the training images; got {_options.Labels}.");
        }

        _run.Say($"Data: {source.Name}: {source.Train.Count:N0} to ask for labels of, {source.Test.Count:N0} to test on.");
        IReadOnlyList<Curve> curves = RunAll(source);
        Describe(source);
        IReadOnlyList<Comparison> comparisons = Comparison.Of(_options.Functions, curves);
        new StudyReport(_run, _results).Show(comparisons, _options.Labels);
        CurveFiles.Save(_options.Out, curves);
        string picture = Path.Combine(_options.Out, "curves.png");
        using (Plot plot = LearningCurveFigures.Draw("error on the test images", [.. comparisons.Select(comparison => comparison.LearningCurve)], target: Target))
        {
            plot.SaveFigure(picture, PictureWidth, PictureHeight);
        }

        _results.Add("seconds_total", Math.Round(watch.Elapsed.TotalSeconds, 2));
        _results.Save(file);
        _run.Say($"Curves: {Path.Combine(_options.Out, "curves.csv")}, as a picture: {picture}.");
        _run.Say($"The last choice of each function, as pictures: {Path.Combine(_options.Out, $"*_seed_{_options.Seed}_choice.png")}.");
        _run.Say($"All numbers: {file}. {watch.Elapsed.TotalSeconds:F0} seconds in all.");
    }

    /// <summary>Seeds outside: after the first, there is a run of each function.</summary>
    private List<Curve> RunAll(DataSource source)
    {
        using ImageTensors train = new(source.Train, CPU);
        using ImageTensors test = new(source.Test, CPU);
        using TensorPool pool = new(train.Images);
        LearningRun run = new(_options, pool, MemoryOracle.FromTensor(train.Labels), test);
        List<Curve> curves = [];
        for (long seed = _options.Seed; seed < _options.Seed + _options.Seeds; seed++)
        {
            foreach (string function in _options.Functions)
            {
                string path = Path.Combine(_options.Out, $"{function}_seed_{seed}");
                curves.Add(run.Run(function, seed, path + ".journal", seed == _options.Seed ? path + "_choice.png" : null, _run));
            }
        }

        return curves;
    }

    private DataSource FindData()
    {
        DataSource source = DataSource.Find(
            _options.Data, 0, _run.Say, () => new MnistDownload(MnistDownload.DefaultCache()).Fetch());
        return _options.Quick ? source.Take(QuickTrain, QuickTest) : source;
    }

    private void Describe(DataSource source)
    {
        _results.Add("data_source", source.Name);
        _results.Add("functions", string.Join(", ", _options.Functions));
        _results.Add("seeds", _options.Seeds);
        _results.Add("seed", _options.Seed);
        _results.Add("labels", _options.Labels);
        _results.Add("labels_initial", StudyOptions.Initial);
        _results.Add("batch", _options.Batch);
        _results.Add("candidates", _options.Candidates);
        _results.Add("draws", _options.Draws);
        _results.Add("threads", get_num_threads());
        _results.Add("train_images", source.Train.Count);
        _results.Add("test_images", source.Test.Count);
    }
}
