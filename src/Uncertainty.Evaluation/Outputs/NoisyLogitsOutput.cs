using TorchSharp;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation;

/// <summary>
/// Logits with normal noise of a learnt size: raw outputs [f | s], logits and their log-variances s = ln σ², K = 2 C. The probabilities are the mean
/// of softmax(f + σ ε) over T draws of the noise. Zeros stand for equal probabilities and σ = 1.
/// </summary>
/// <remarks>
/// Kendall and Gal, "What Uncertainties Do We Need in Bayesian Deep Learning for Computer Vision?", NeurIPS 2017, Eq. (12). The loss draws new noise
/// at every call; reading uses the same noise for all inputs and positions and at every call, so that no answer depends on the batch.
/// </remarks>
public sealed class NoisyLogitsOutput : ClassificationOutput
{
    /// <summary>For C classes.</summary>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="draws">Draws T of the noise, in the loss and in reading. Default 50; at least 1.</param>
    /// <param name="seed">Seed of the noise that reading uses. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public NoisyLogitsOutput(int classes, int draws = 50, long seed = 0)
        : base(classes)
    {
        Draws = Guard.AtLeast(draws, 1);
        Seed = seed;
    }

    /// <summary>Draws T of the noise, in the loss and in reading.</summary>
    public int Draws { get; }

    /// <summary>Seed of the noise that reading uses.</summary>
    public long Seed { get; }

    /// <inheritdoc/>
    public override int Columns => 2 * Classes;

    /// <summary>
    /// Mean of -ln of the mean over T draws of the true class's softmax. The noise, one number for each draw, input, class and position, comes
    /// from torch's global generator, as that of dropout in training does: set it by <c>torch.manual_seed</c>.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor Loss(Tensor raw, Tensor labels) => NoisyLoss(raw, labels, null);

    /// <summary>The same, with noise of a generator of one's own.</summary>
    /// <param name="raw">[N, K, …] raw outputs of the network.</param>
    /// <param name="labels">[N, …] classes in [0, C), int64.</param>
    /// <param name="generator">A generator of the CPU, on whatever device the outputs are; each call moves it on.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, a value is not finite, or a label is out of range.</exception>
    public Tensor Loss(Tensor raw, Tensor labels, Generator generator) => NoisyLoss(raw, labels, Guard.NotNull(generator));

    /// <summary>
    /// Mean probabilities under the noise, and their entropy: that of the mean, as large noise makes every single draw a confident one, so that
    /// the mean of the draws' entropies would fall again where the noise is largest.
    /// </summary>
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The size of the noise is beyond all numbers.</exception>
    public override ClassificationReading Read(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new((ulong)Seed);

        // Far from the training data σ overflows in single precision, and the probabilities would be not a number.
        Tensor wide = raw.to_type(ScalarType.Float64);
        Tensor logits = wide.narrow(1, 0, Classes);
        Tensor deviations = (wide.narrow(1, Classes, Classes) * 0.5).exp();
        long[] shape = new long[raw.ndim];
        Array.Fill(shape, 1L);
        shape[1] = Classes;
        Tensor sum = zeros_like(logits);
        for (int draw = 0; draw < Draws; draw++)
        {
            using DisposeScope iteration = NewDisposeScope();
            Tensor noise = randn(shape, dtype: ScalarType.Float64, generator: generator).to(raw.device);
            sum = (sum + (logits + (deviations * noise)).softmax(1)).MoveToOuterDisposeScope();
        }

        Tensor probabilities = Guard.FiniteOutputs(sum / Draws, "noise on the logits");
        return new ClassificationReading(
            probabilities.to_type(raw.dtype), Shannon.Entropy(probabilities, 1).to_type(raw.dtype).alias());
    }

    private Tensor NoisyLoss(Tensor raw, Tensor labels, Generator? generator)
    {
        HeteroscedasticLoss.CheckLabels(labels, CheckRaw(raw).shape, Classes);
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = raw.narrow(1, 0, Classes);
        Tensor noise = randn([Draws, .. logits.shape], dtype: raw.dtype, generator: generator).to(raw.device);
        return HeteroscedasticLoss.Classification(logits, raw.narrow(1, Classes, Classes), labels, noise).MoveToOuterDisposeScope();
    }
}
