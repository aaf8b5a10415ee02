using Benchmarks;
using Benchmarks.Mnist;
using LeNetMnist.Data;
using LeNetMnist.Model;
using TorchSharp.Modules;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace MnistCalibration;

/// <summary>
/// Plants noise in the labels of one class and looks which measures find it: with networks that were trained on the noisy labels, and with
/// networks that were trained on clean ones and of which only the head has seen the noise.
/// </summary>
internal sealed class NoisePart(
    DataSource source, Networks networks, Protocol protocol, TrainedNetworks trained, JsonLines<NoiseRow> rows, CancellationToken cancellationToken)
{
    private readonly HashSet<string> _done = [.. rows.Rows.Select(row => row.OwnKey)];

    internal void Run()
    {
        for (int seed = 0; seed < protocol.NoisyClasses.Count; seed++)
        {
            int noisy = protocol.NoisyClasses[seed];
            if (NoiseMeasures.Networks.All(network => NoiseMeasures.All.All(method => Has(network, method, noisy))))
            {
                continue;
            }

            using ImageTensors train = new(LabelNoise.Plant(source.Train, noisy, seed), CPU);
            PlainTraining training = new(train, cancellationToken);
            using Sequential plain = Networks.Get($"noisy-{noisy}", protocol.Noisy, seed, trained, training);
            using Sequential dropout = Networks.Get(
                $"noisy-dropout-{noisy}", protocol.Noisy with { Dropout = 0.5 }, seed, trained, training);
            Measure(NoiseMeasures.OnNoisy, plain, dropout, train, noisy, seed);
            Measure(NoiseMeasures.OnClean, networks.First, networks.WithDropout, train, noisy, seed);
        }
    }

    private void Measure(string kind, Sequential plain, Sequential dropout, ImageTensors train, int noisy, int seed)
    {
        Add(kind, NoiseMeasures.Softmax, noisy, 0, () => Networks.Values(networks.Test, images => Entropy(plain.call(images).softmax(1))));
        Add(kind, NoiseMeasures.Dropout, noisy, 0, () => OfDropout(dropout, seed));
        OfHead(kind, plain, train, noisy, seed);
        OfOthers(kind, plain, train, noisy, seed);
    }

    private void OfHead(string kind, Sequential plain, ImageTensors train, int noisy, int seed)
    {
        if (Has(kind, NoiseMeasures.Head, noisy) && Has(kind, NoiseMeasures.HeadVariance, noisy))
        {
            return;
        }

        AleatoricHeadOptions options = new() { Epochs = protocol.HeadEpochs, Seed = seed };
        using Generator generator = new((ulong)seed);
        int batches = (train.Count + protocol.Noisy.BatchSize - 1) / protocol.Noisy.BatchSize;
        ClassificationHead? head = null;
        double seconds = ProcessorTime.Seconds(() => Terminal.ShowProgress($"head, {kind}, class {noisy}", batches * options.Epochs, advance =>
            head = ClassificationHead.Fit(
                plain,
                train.Shuffled(protocol.Noisy.BatchSize, generator),
                options,
                new StepProgress<HeadProgress>(advance),
                cancellationToken)));
        using (head)
        {
            Add(kind, NoiseMeasures.Head, noisy, seconds, () => Networks.Values(networks.Test, head!.Entropy));
            Add(kind, NoiseMeasures.HeadVariance, noisy, seconds, () => Logarithms(
                Networks.Values(networks.Test, images => head!.LogitVariance(images).sum(1))));
        }
    }

    private void OfOthers(string kind, Sequential plain, ImageTensors train, int noisy, int seed)
    {
        if (NoiseMeasures.Others.All(method => Has(kind, method, noisy)))
        {
            return;
        }

        using FrozenOutputs seen = new(plain, train);
        using FrozenOutputs test = new(plain, networks.Test);
        AleatoricHeadOptions like = new();
        using MeanOfLosses own = MeanOfLosses.OfFeatures((int)seen.Features.shape[1], FrozenOutputs.Classes, like.NoiseDraws);
        double seconds = ProcessorTime.Seconds(
            () => own.Train($"mean of losses, {kind}, class {noisy}", seen, protocol.HeadEpochs, like.LearningRate, seed, cancellationToken));
        Add(kind, NoiseMeasures.OtherEntropy, noisy, seconds, () => own.Entropies(test, seed));
        Add(kind, NoiseMeasures.OtherVariance, noisy, seconds, () => Logarithms(own.Variances(test)));
        using MeanOfLosses shared = MeanOfLosses.OfLogits(FrozenOutputs.Classes, seed);
        seconds = ProcessorTime.Seconds(
            () => shared.Train($"one noise, {kind}, class {noisy}", seen, protocol.HeadEpochs, 1e-3, seed, cancellationToken));
        Add(kind, NoiseMeasures.OtherShared, noisy, seconds, () => Logarithms(shared.Variances(test)));
    }

    private double[] OfDropout(Sequential dropout, int seed)
    {
        McDropout posterior = new(dropout, new McDropoutOptions { Draws = protocol.Draws, Seed = seed });
        double[] values = [];
        Terminal.ShowProgress("MC dropout", networks.Test.Count, advance => values = Networks.Values(
            networks.Test,
            images =>
            {
                using PredictiveMoments moments = posterior.SoftmaxMoments(images, cancellationToken);
                return moments.MeanEntropy!.clone();
            },
            advance));
        return values;
    }

    private bool Has(string kind, string method, int noisy) => _done.Contains(NoiseRow.Key(kind, method, noisy));

    private void Add(string kind, string method, int noisy, double seconds, Func<double[]> measure)
    {
        if (Has(kind, method, noisy))
        {
            return;
        }

        double[] values = measure();
        long[] labels = networks.Test.Labels.data<long>().ToArray();
        double auroc = RankingMetrics.Auroc(values, [.. labels.Select(label => label == noisy)]);
        double[] means = [.. Enumerable.Range(0, FrozenOutputs.Classes).Select(c => values.Where((_, i) => labels[i] == c).Average())];
        rows.Add(new NoiseRow(kind, method, noisy, auroc, means, seconds));
    }

    private static double[] Logarithms(double[] variances) => [.. variances.Select(value => Math.Log(value))];

    private static Tensor Entropy(Tensor probabilities) => (probabilities * probabilities.log()).nan_to_num(0).sum(1).neg();
}
