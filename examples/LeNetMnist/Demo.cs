using System.Diagnostics;
using LeNetMnist.Data;
using LeNetMnist.Model;
using LeNetMnist.Report;
using Spectre.Console;
using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace LeNetMnist;

/// <summary>The run from end to end: data, training, wrapping, evaluation, report.</summary>
internal sealed class Demo(DemoOptions options, IAnsiConsole console)
{
    private const int QuickTrain = 4_000;
    private const int QuickTest = 1_000;

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Runs, prints, writes <c>results.json</c> and the model, and returns the numbers.</summary>
    public Results Run()
    {
        Device device = FindDevice();
        string file = Path.Combine(options.Out, "results.json");
        PrepareOutput(file);
        DataSource source = FindData();
        Say($"Data: {source.Name}: {source.Train.Count:N0} to train on, {source.Test.Count:N0} to test on; unseen kind: "
            + $"{source.UnseenName}, {source.Unseen.Count:N0}.");

        manual_seed(options.Seed);
        using ImageTensors train = new(source.Train, device);
        using ImageTensors test = new(source.Test, device);
        using ImageTensors unseen = new(source.Unseen, device);
        using LeNet5 model = new();
        model.to(device);

        Results results = new();
        results.Add("data_source", source.Name);
        results.Add("unseen_set", source.UnseenName);
        results.Add("epochs", options.Epochs);
        results.Add("draws", options.Draws);
        results.Add("seed", options.Seed);
        results.Add("device", options.Device);
        results.Add("threads", get_num_threads());
        results.Add("train_images", source.Train.Count);
        results.Add("test_images", source.Test.Count);
        results.Add("unseen_images", source.Unseen.Count);

        Timed("Training", results, "seconds_training", () => Train(model, train, results));
        string path = Path.Combine(options.Out, "lenet5.dat");
        model.save(path);

        using ClassificationEvaluation evaluation =
            Timed("Aleatoric head", results, "seconds_head", () => Wrap(model, train, results));
        (Predictions onTest, Predictions onUnseen) =
            Timed("Evaluation", results, "seconds_evaluation", () => Evaluate(evaluation, test, unseen));

        DemoReport report = new(console, results, source);
        report.Quality(Predictions.SinglePass(model, test), onTest);
        report.Uncertainties(onTest);
        report.MostUncertain("epistemic: the model has seen too little like these", onTest, onTest.Epistemic, "most_epistemic");
        report.MostUncertain("aleatoric: the images themselves are ambiguous", onTest, onTest.Noise, "most_aleatoric");
        report.Rejection(onTest);
        report.Unseen(onTest, onUnseen);

        results.Add("seconds_total", Math.Round(_watch.Elapsed.TotalSeconds, 2));
        results.Save(file);
        Say($"Model: {path}. All numbers: {file}. {_watch.Elapsed.TotalSeconds:F0} seconds in all.");
        return results;
    }

    private Device FindDevice()
    {
        Device device = torch.device(options.Device);
        return device.type != DeviceType.CUDA || cuda.is_available()
            ? device
            : throw new ArgumentException($"--device {options.Device}: this torch has no CUDA device.");
    }

    /// <summary>Says now, not after the training, that nothing can be written; an older run's numbers are not left to be taken for this one's.</summary>
    private void PrepareOutput(string file)
    {
        try
        {
            Directory.CreateDirectory(options.Out);
            using FileStream trial = new(file, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--out {options.Out}: cannot be written: {error.Message}", error);
        }
    }

    private DataSource FindData()
    {
        DataSource source = DataSource.Find(options.Data, options.Seed, Say, Download);
        return options.Quick ? source.Take(QuickTrain, QuickTest) : source;
    }

    private string Download() => new MnistDownload(MnistDownload.DefaultCache()).Fetch();

    private void Train(LeNet5 model, ImageTensors data, Results results)
    {
        double last = double.NaN;
        WithProgress("Training", 1, bar => Trainer.Train(model, data, options.Epochs, options.Seed, (step, total, epoch, loss) =>
        {
            last = loss;
            bar.MaxValue = total;
            bar.Value = step;
            bar.Description = $"Training, epoch {epoch} of {options.Epochs}, loss {loss:F4}";
        }));
        results.Add("loss_training", last);
    }

    private ClassificationEvaluation Wrap(LeNet5 model, ImageTensors data, Results results)
    {
        UncertaintyEvaluationOptions chosen = new()
        {
            Dropout = new McDropoutOptions { Draws = options.Draws, Seed = options.Seed },
            Head = new AleatoricHeadOptions { Epochs = 1, Seed = options.Seed },
        };
        ClassificationEvaluation? evaluation = null;
        double last = double.NaN;
        const int batch = 256;
        WithProgress("Aleatoric head", (data.Count + batch - 1) / batch, bar => evaluation = UncertaintyEvaluation.ForClassification(
            model, classes: 10, data.Slices(batch), chosen, new Reporter<HeadProgress>(progress =>
            {
                last = progress.Loss;
                bar.Value = progress.Batch;
                bar.Description = $"Aleatoric head, loss {progress.Loss:F4}";
            })));
        results.Add("loss_head", last);
        return evaluation!;
    }

    private (Predictions Test, Predictions Unseen) Evaluate(ClassificationEvaluation evaluation, ImageTensors test, ImageTensors unseen)
    {
        Predictions? onTest = null;
        Predictions? onUnseen = null;
        WithProgress($"Evaluation, {options.Draws} draws", test.Count + unseen.Count, bar =>
        {
            onTest = Predictions.Of(evaluation, test, size => bar.Increment(size));
            onUnseen = Predictions.Of(evaluation, unseen, size => bar.Increment(size));
        });
        return (onTest!, onUnseen!);
    }

    private void WithProgress(string title, double total, Action<ProgressTask> run) => console.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context => run(context.AddTask(title, maxValue: total)));

    private T Timed<T>(string what, Results results, string name, Func<T> run)
    {
        Stopwatch watch = Stopwatch.StartNew();
        T value = run();
        results.Add(name, Math.Round(watch.Elapsed.TotalSeconds, 2));
        Say($"{what}: {watch.Elapsed.TotalSeconds:F1} s.");
        return value;
    }

    private void Timed(string what, Results results, string name, Action run) => Timed(what, results, name, () =>
    {
        run();
        return true;
    });

    private void Say(string text) => console.WriteLine(text);

    /// <summary>Calls on the reporting thread, at once, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Reporter<T>(Action<T> see) : IProgress<T>
    {
        public void Report(T value) => see(value);
    }
}
