using System.Diagnostics;
using Examples;
using LeNetMnist.Data;
using LeNetMnist.Model;
using LeNetMnist.Report;
using Spectre.Console;
using TorchSharp;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace LeNetMnist;

/// <summary>The run from end to end: data, training, wrapping, evaluation, report.</summary>
internal sealed class Demo
{
    private const int QuickTrain = 4_000;
    private const int QuickTest = 1_000;

    private readonly DemoOptions _options;
    private readonly IAnsiConsole _console;
    private readonly Results _results = new();
    private readonly RunConsole _run;

    public Demo(DemoOptions options, IAnsiConsole console)
    {
        _options = options;
        _console = console;
        _run = new RunConsole(console, _results);
    }

    /// <summary>Runs, prints, and writes <c>results.json</c>, the model, the report and its figures.</summary>
    public void Run()
    {
        Stopwatch watch = Stopwatch.StartNew();
        Device device = FindDevice();
        string file = Path.Combine(_options.Out, "results.json");
        OutputFolder.Prepare(_options.Out, file);
        DataSource source = FindData();
        _run.Say($"Data: {source.Name}: {source.Train.Count:N0} to train on, {source.Test.Count:N0} to test on; unseen kind: "
            + $"{source.UnseenName}, {source.Unseen.Count:N0}.");

        manual_seed(_options.Seed);
        using ImageTensors train = new(source.Train, device);
        using ImageTensors test = new(source.Test, device);
        using ImageTensors unseen = new(source.Unseen, device);
        using LeNet5 model = new();
        model.to(device);

        _results.Add("data_source", source.Name);
        _results.Add("unseen_set", source.UnseenName);
        _results.Add("epochs", _options.Epochs);
        _results.Add("draws", _options.Draws);
        _results.Add("seed", _options.Seed);
        _results.Add("device", _options.Device);
        _results.Add("threads", get_num_threads());
        _results.Add("train_images", source.Train.Count);
        _results.Add("test_images", source.Test.Count);
        _results.Add("unseen_images", source.Unseen.Count);

        _run.Timed("Training", "seconds_training", () => Train(model, train));
        string path = Path.Combine(_options.Out, "lenet5.dat");
        model.save(path);

        using ClassificationEvaluation evaluation =
            _run.Timed("Aleatoric head", "seconds_head", () => Wrap(model, train));
        (Predictions onTest, Predictions onUnseen) =
            _run.Timed("Evaluation", "seconds_evaluation", () => Evaluate(evaluation, test, unseen));

        DemoReport report = new(_console, _results, source);
        report.Quality(Predictions.SinglePass(model, test), onTest);
        report.Uncertainties(onTest);
        report.MostUncertain("epistemic: the model has seen too little like these", onTest, onTest.Epistemic, "most_epistemic");
        report.MostUncertain("aleatoric: the images themselves are ambiguous", onTest, onTest.Noise, "most_aleatoric");
        report.Rejection(onTest);
        report.Unseen(onTest, onUnseen);

        ClassificationReport page = ClassificationReport.FromPredictions(
            onTest.Probabilities,
            classes: 10,
            [.. source.Test.Labels.Select(label => (long)label)],
            new ClassificationReportOptions { Model = "LeNet-5 with MC dropout", Data = $"the test images of {source.Name}" },
            onTest.Aleatoric,
            _options.Draws);
        string pagePath = Path.Combine(_options.Out, "report.md");
        page.WriteMarkdown(pagePath);
        page.WriteJson(Path.ChangeExtension(pagePath, "json"));
        string[] figures = DemoFigures.Save(_options.Out, source, onTest);

        string digits = DoubtfulDigits.Save(evaluation, test, source.Test, onTest.Total, _options.Out);
        _run.Say($"The digits it doubts most: {digits}.");

        _results.Add("seconds_total", Math.Round(watch.Elapsed.TotalSeconds, 2));
        _results.Save(file);
        _run.Say($"Model: {path}. All numbers: {file}. All measures, as a page: {pagePath}. Figures beside them: {string.Join(", ", figures)}.");
        _run.Say($"{watch.Elapsed.TotalSeconds:F0} seconds in all.");
    }

    private Device FindDevice()
    {
        Device device = torch.device(_options.Device);
        return device.type != DeviceType.CUDA || cuda.is_available()
            ? device
            : throw new ArgumentException($"--device {_options.Device}: this torch has no CUDA device.");
    }

    private DataSource FindData()
    {
        DataSource source = DataSource.Find(_options.Data, _options.Seed, _run.Say, Download);
        return _options.Quick ? source.Take(QuickTrain, QuickTest) : source;
    }

    private string Download() => new MnistDownload(MnistDownload.DefaultCache()).Fetch();

    private void Train(LeNet5 model, ImageTensors data)
    {
        double last = double.NaN;
        _run.WithProgress("Training", 1, bar => Trainer.Train(model, data, _options.Epochs, _options.Seed, (step, total, epoch, loss) =>
        {
            last = loss;
            bar.MaxValue = total;
            bar.Value = step;
            bar.Description = $"Training, epoch {epoch} of {_options.Epochs}, loss {loss:F4}";
        }));
        _results.Add("loss_training", last);
    }

    private ClassificationEvaluation Wrap(LeNet5 model, ImageTensors data)
    {
        UncertaintyEvaluationOptions chosen = new()
        {
            Draws = _options.Draws,
            Seed = _options.Seed,
            Head = new AleatoricHeadOptions { Epochs = 1 },
        };
        ClassificationEvaluation? evaluation = null;
        double last = double.NaN;
        const int batch = 256;
        _run.WithProgress("Aleatoric head", (data.Count + batch - 1) / batch, bar => evaluation = UncertaintyEvaluation.ForClassification(
            model, classes: 10, data.Slices(batch), chosen, new Reporter<HeadProgress>(progress =>
            {
                last = progress.Loss;
                bar.Value = progress.Batch;
                bar.Description = $"Aleatoric head, loss {progress.Loss:F4}";
            })));
        _results.Add("loss_head", last);
        return evaluation!;
    }

    private (Predictions Test, Predictions Unseen) Evaluate(ClassificationEvaluation evaluation, ImageTensors test, ImageTensors unseen)
    {
        Predictions? onTest = null;
        Predictions? onUnseen = null;
        _run.WithProgress($"Evaluation, {_options.Draws} draws", test.Count + unseen.Count, bar =>
        {
            onTest = Predictions.Of(evaluation, test, size => bar.Increment(size));
            onUnseen = Predictions.Of(evaluation, unseen, size => bar.Increment(size));
        });
        return (onTest!, onUnseen!);
    }
}
