using System.Diagnostics;
using System.Globalization;
using Examples;
using LeNetMnist.Data;
using LeNetMnist.Model;
using Spectre.Console;
using Uncertainty.Bnn;
using VaeMnist.Model;
using VaeMnist.Report;
using static TorchSharp.torch;

namespace VaeMnist;

/// <summary>The run from end to end: data, training, bounds of the test set, pictures.</summary>
internal sealed class Study
{
    private const int QuickTrain = 2_000;
    private const int QuickTest = 500;
    private const int FewDraws = 50;

    private readonly StudyOptions _options;
    private readonly Results _results = new();
    private readonly RunConsole _run;

    public Study(StudyOptions options, IAnsiConsole console)
    {
        _options = options;
        _run = new RunConsole(console, _results);
    }

    /// <summary>Runs, prints, and writes <c>results.json</c>, the pictures and the models.</summary>
    public void Run()
    {
        Stopwatch watch = Stopwatch.StartNew();
        string file = Path.Combine(_options.Out, "results.json");
        OutputFolder.Prepare(_options.Out, file);
        DataSource source = FindData();
        _run.Say($"Data: {source.Name}: {source.Train.Count:N0} to train on, {source.Test.Count:N0} to test on.");
        using ImageTensors train = new(source.Train, CPU, normalise: false);
        Describe(source);

        using VariationalAutoencoder plain = Networks.Plain(!_options.Binarise, _options.Seed);
        using ConditionalVariationalAutoencoder conditional = Networks.Conditional(!_options.Binarise, _options.Seed);
        using Batches batches = new(train, _options.Binarise, _options.Seed);
        Train("Autoencoder", "training", batches, (training, progress) =>
            plain.Train(batches.Pairs().Select(pair => pair.Images), training, progress));
        Train("Conditional autoencoder", "training_conditional", batches, (training, progress) =>
            conditional.Train(batches.Pairs(), training, progress));
        plain.Save(Path.Combine(_options.Out, "vae.safetensors"));
        conditional.Save(Path.Combine(_options.Out, "cvae.safetensors"));

        _run.Timed("Bounds", "seconds_bounds", () => Evaluate(plain, conditional, source));
        Gallery gallery = new(_options.Out, _options.Seed);
        gallery.Samples(plain);
        gallery.Reconstructions(plain, source.Test);
        gallery.ByClass(conditional);
        gallery.Latents(plain, source.Test);

        _results.Add("seconds_total", Math.Round(watch.Elapsed.TotalSeconds, 2));
        _results.Save(file);
        _run.Say($"Pictures: {gallery.Written}.");
        _run.Say($"These, the models and all numbers: {_options.Out}. {watch.Elapsed.TotalSeconds:F0} seconds in all.");
    }

    private DataSource FindData()
    {
        DataSource source = DataSource.Find(
            _options.Data, _options.Seed, _run.Say, () => new MnistDownload(MnistDownload.DefaultCache()).Fetch());
        return _options.Quick ? source.Take(QuickTrain, QuickTest) : source;
    }

    private void Describe(DataSource source)
    {
        _results.Add("data_source", source.Name);
        _results.Add("inputs", _options.Binarise ? "black and white, drawn from the grey levels" : "grey levels in [0, 1]");
        _results.Add("epochs", _options.Epochs);
        _results.Add("draws", _options.Draws);
        _results.Add("seed", _options.Seed);
        _results.Add("threads", get_num_threads());
        _results.Add("train_images", source.Train.Count);
        _results.Add("test_images", source.Test.Count);
        _results.Add("bound_images", BoundImages(source));
    }

    private void Train(
        string what, string name, Batches batches, Func<SviOptions, IProgress<SviProgress>, IReadOnlyList<ElboValue>> train) =>
        _run.Timed(what, $"seconds_{name}", () => _run.WithProgress(what, (double)_options.Epochs * batches.Count, bar =>
        {
            double running = double.NaN;
            Reporter<SviProgress> reporter = new(progress =>
            {
                double elbo = -progress.Value.Loss;
                running = double.IsNaN(running) ? elbo : (0.98 * running) + (0.02 * elbo);
                bar.Increment(1);
                bar.Description = $"{what}, epoch {progress.Epoch} of {progress.Epochs}, ELBO {running:F1}";
            });
            IReadOnlyList<ElboValue> epochs = train(new SviOptions { Epochs = _options.Epochs, Seed = _options.Seed }, reporter);
            for (int epoch = 1; epoch <= epochs.Count; epoch++)
            {
                _results.Add($"elbo_{name}_epoch_{epoch:00}", -epochs[epoch - 1].Loss);
            }
        }));

    private void Evaluate(VariationalAutoencoder plain, ConditionalVariationalAutoencoder conditional, DataSource source)
    {
        using ImageTensors grey = new(source.Test, CPU, normalise: false);
        using ImageTensors binary = new(Batches.Binarised(source.Test, _options.Seed), CPU, normalise: false);
        (string Name, string Key, ImageTensors Data)[] kinds = [("black and white", "binary", binary)];
        if (!_options.Binarise)
        {
            kinds = [("grey levels", "grey", grey), .. kinds];
        }

        Table table = NewTable("Test set, nats for an image", "ELBO", "standard error", "reconstruction", "KL");
        foreach ((string name, string key, ImageTensors data) in kinds)
        {
            Row(name, key, data, (images, _, seed) => plain.Elbo(images, seed));
            Row($"{name}, given the class", $"{key}_conditional", data, conditional.Elbo);
        }

        _run.Show(table);
        int[] draws = [.. new[] { FewDraws, _options.Draws }.Where(count => count <= _options.Draws).Distinct()];
        table = NewTable($"The first {BoundImages(source):N0} of them", ["ELBO", .. draws.Select(count => $"bound, K = {count}")]);
        foreach ((string name, string key, ImageTensors data) in kinds)
        {
            table.AddRow([name, .. BoundsByDraws(name, key, plain, data, BoundImages(source), draws).Select(Number)]);
        }

        _run.Show(table);

        void Row(string name, string key, ImageTensors data, Func<Tensor, Tensor, long, AutoencoderElbo> elbo)
        {
            Bounds bounds = Bounds.Of(data, elbo, _options.Seed);
            table.AddRow(
                name,
                Number(_results.Add($"elbo_{key}", bounds.Elbo)),
                Number(_results.Add($"elbo_standard_error_{key}", bounds.StandardError)),
                Number(_results.Add($"reconstruction_{key}", bounds.Reconstruction)),
                Number(_results.Add($"kl_{key}", bounds.Kl)));
        }
    }

    /// <summary>The mean ELBO of the first images, then the importance-weighted bounds.</summary>
    private List<double> BoundsByDraws(string name, string key, VariationalAutoencoder plain, ImageTensors data, int count, int[] draws)
    {
        using Tensor images = data.Images.narrow(0, 0, count);
        using AutoencoderElbo elbo = plain.Elbo(images, _options.Seed);
        List<double> means = [_results.Add($"elbo_{key}_bound_images", Bounds.Numbers(elbo.Value).Average())];
        foreach (int most in draws)
        {
            _run.WithProgress($"Importance-weighted bound, {name}, {most} draws", most, bar =>
            {
                LikelihoodBoundOptions options = new() { Draws = most, Seed = _options.Seed };
                using Tensor values = plain.LogLikelihoodBound(images, options, new Reporter<int>(done => bar.Value = done));
                means.Add(_results.Add($"bound_{key}_{most}_draws", Bounds.Numbers(values).Average()));
            });
        }

        return means;
    }

    private int BoundImages(DataSource source) => Math.Min(_options.BoundImages, source.Test.Count);

    private static Table NewTable(string first, params string[] columns)
    {
        Table table = new Table().RoundedBorder().AddColumn(first);
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        return table;
    }

    private static string Number(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
