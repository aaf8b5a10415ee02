using Benchmarks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MnistCalibration;

/// <summary>
/// The other side: a head trained by the mean of the losses of noisy logits, not by the loss of their mean probability. As each loss is convex in
/// the logits, noise never makes their mean smaller (Jensen).
/// </summary>
internal sealed class MeanOfLosses : IDisposable
{
    private const int BatchSize = 128;

    private readonly Linear _layer;
    private readonly bool _signed;
    private readonly Tensor _noise;

    private MeanOfLosses(Linear layer, bool signed, Tensor noise)
    {
        _layer = layer;
        _signed = signed;
        _noise = noise;
    }

    /// <summary>
    /// The library's head in everything but the place of the mean: log-variances from the features, noise of its own for each logit.
    /// </summary>
    internal static MeanOfLosses OfFeatures(int features, int classes, int draws)
    {
        Linear layer = nn.Linear(features, classes);
        using IDisposable noGradient = no_grad();
        layer.weight!.zero_();
        layer.bias!.zero_();
        return new MeanOfLosses(layer, signed: false, empty(draws, 1, classes));
    }

    /// <summary>A scale of either sign from the logits themselves, and ten numbers as noise: each the same for all logits and all inputs.</summary>
    internal static MeanOfLosses OfLogits(int classes, long seed)
    {
        manual_seed(seed);
        using Generator generator = new(0);
        Linear layer = nn.Linear(classes, classes);
        return new MeanOfLosses(layer, signed: true, randn([10, 1, 1], generator: generator));
    }

    internal void Train(
        string title, FrozenOutputs train, int epochs, double learningRate, long seed, CancellationToken cancellationToken)
    {
        using Adam optimizer = optim.Adam(_layer.parameters(), learningRate);
        using Generator generator = new((ulong)seed);
        int batches = (train.Count + BatchSize - 1) / BatchSize;
        Terminal.ShowProgress(title, epochs * batches, advance =>
        {
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                using Tensor order = randperm(train.Count, generator: generator);
                for (int first = 0; first < train.Count; first += BatchSize)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    using DisposeScope scope = NewDisposeScope();
                    Tensor chosen = order.narrow(0, first, Math.Min(BatchSize, train.Count - first));
                    optimizer.zero_grad();
                    Tensor noisy = Noisy(train.Features.index_select(0, chosen), train.Logits.index_select(0, chosen), generator);
                    Tensor labels = train.Labels.index_select(0, chosen).repeat(noisy.shape[0]);
                    Tensor loss = nn.functional.cross_entropy(noisy.flatten(0, 1), labels);
                    loss.backward();
                    optimizer.step();
                    advance();
                }
            }
        });
    }

    /// <summary>[N] sum over the logits of the square of the scale: of the variance of their noise.</summary>
    internal double[] Variances(FrozenOutputs inputs)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        return Numbers(Scale(inputs.Features, inputs.Logits).square().sum(1));
    }

    /// <summary>[N] entropy of the mean probability of the noisy logits.</summary>
    internal double[] Entropies(FrozenOutputs inputs, long seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using Generator generator = new((ulong)seed);
        Tensor mean = Noisy(inputs.Features, inputs.Logits, generator).softmax(2).mean([0]);
        return Numbers((mean * mean.log()).nan_to_num(0).sum(1).neg());
    }

    public void Dispose()
    {
        _layer.Dispose();
        _noise.Dispose();
    }

    /// <summary>[T, N, C].</summary>
    private Tensor Noisy(Tensor features, Tensor logits, Generator generator)
    {
        Tensor noise = _signed ? _noise : randn([_noise.shape[0], .. logits.shape], generator: generator);
        return logits.unsqueeze(0) + (noise * Scale(features, logits).unsqueeze(0));
    }

    private Tensor Scale(Tensor features, Tensor logits) => _signed ? _layer.call(logits) : (_layer.call(features) * 0.5).exp();

    private static double[] Numbers(Tensor values) => values.to_type(ScalarType.Float64).data<double>().ToArray();
}
