using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// A fitted heteroscedastic head of a classifier: how noisy each logit is, learned on the network's frozen features. Immutable;
/// the network belongs to the caller and must outlive the head.
/// </summary>
/// <remarks>
/// Kendall and Gal, "What Uncertainties Do We Need in Bayesian Deep Learning for Computer Vision?", NeurIPS 2017, section 3.3.
/// </remarks>
public sealed class ClassificationHead : IDisposable
{
    private readonly AleatoricHead _head;
    private readonly AleatoricHeadOptions _options;

    private ClassificationHead(AleatoricHead head, AleatoricHeadOptions options)
    {
        _head = head;
        _options = options;
    }

    /// <summary>Trains a head on top of a trained classifier, which is left unchanged.</summary>
    /// <param name="network">From [N, …] inputs to [N, C] logits, its last layer a Linear.</param>
    /// <param name="batches">[N, …] inputs and [N] labels (int64); enumerated once an epoch, tensors stay the caller's.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="progress">Told of every batch.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="ArgumentException">No batch, a network without Linear layer, inputs not finite, a label out of range.</exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not finite, or the loss no longer is.</exception>
    public static ClassificationHead Fit(
        torch.nn.Module<Tensor, Tensor> network,
        IEnumerable<(Tensor Inputs, Tensor Targets)> batches,
        AleatoricHeadOptions? options = null,
        IProgress<HeadProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(network);
        Guard.NotNull(batches);
        AleatoricHeadOptions chosen = options ?? new AleatoricHeadOptions();
        using torch.Generator generator = new((ulong)chosen.Seed);
        AleatoricHead head = AleatoricHead.Fit(network, batches, chosen, Loss, progress, cancellationToken);
        return new ClassificationHead(head, chosen);

        Tensor Loss(Tensor logits, Tensor logVariances, Tensor labels)
        {
            Tensor noise = torch.randn([chosen.NoiseDraws, .. logits.shape], dtype: logits.dtype, generator: generator);
            return HeteroscedasticLoss.Classification(logits, logVariances, labels, noise.to(logits.device));
        }
    }

    /// <summary>[N, C] variances of the logits' noise, σ². A new tensor, the caller's.</summary>
    /// <param name="inputs">[N, …] inputs; finite.</param>
    public Tensor LogitVariance(Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return _head.Run(inputs).LogVariances.exp().MoveToOuterDisposeScope();
    }

    /// <summary>
    /// [N] entropy of the class probabilities that the noisy logits give, H[1/T Σ softmax(f + σ ε_t)], in [0, ln C] nats; higher
    /// is noisier. A new tensor, the caller's. All inputs meet the same noise, so that none depends on its neighbours.
    /// </summary>
    /// <remarks>
    /// The entropy of the mean, not the mean of the entropies: large noise makes every single draw a confident one, so that the
    /// mean of their entropies falls again where the noise is largest.
    /// </remarks>
    /// <param name="inputs">[N, …] inputs; finite.</param>
    public Tensor Entropy(Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using torch.Generator generator = new((ulong)_options.Seed);
        (Tensor logits, Tensor logVariances) = _head.Run(inputs);
        Tensor noise = torch.randn([_options.NoiseDraws, 1, logits.shape[1]], dtype: logits.dtype, generator: generator);
        // Far from the training data σ overflows in single precision, and the entropy would be not a number.
        Tensor noisy = HeteroscedasticLoss.NoisyLogits(Double(logits), Double(logVariances), Double(noise.to(logits.device)));
        Tensor entropy = Shannon.Entropy(noisy.softmax(2).mean([0]), 1).to_type(logits.dtype);
        return Guard.FiniteOutputs(entropy, "aleatoric head").MoveToOuterDisposeScope();
    }

    /// <summary>Gives the head's weights back; the network stays.</summary>
    public void Dispose() => _head.Dispose();

    private static Tensor Double(Tensor value) => value.to_type(torch.ScalarType.Float64);
}
