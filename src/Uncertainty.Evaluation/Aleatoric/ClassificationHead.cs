using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// A fitted heteroscedastic head of a classifier: how noisy each logit is, learned on the network's frozen features. The network's own outputs
/// stay the logits. Immutable; the network belongs to the caller and must outlive the head.
/// </summary>
/// <remarks>
/// Kendall and Gal, "What Uncertainties Do We Need in Bayesian Deep Learning for Computer Vision?", NeurIPS 2017, section 3.3. Features are
/// standardised by the moments of the training batches.
/// </remarks>
public sealed class ClassificationHead : IDisposable
{
    private const string Kind = "aleatoric-head.classification";
    private const int FileVersion = 1;

    private readonly AleatoricHead _head;

    private ClassificationHead(AleatoricHead head)
    {
        _head = head;
    }

    /// <summary>Number of classes C.</summary>
    public int Classes => _head.Outputs;

    /// <summary>How the head was trained, and how many draws of noise it is read with.</summary>
    public AleatoricHeadOptions Options => _head.Options;

    /// <summary>Trains a head on top of a trained classifier, which is left unchanged.</summary>
    /// <param name="network">From [N, …] inputs to [N, C, …] logits, its last layer a Linear or a convolution, run by call.</param>
    /// <param name="batches">
    /// [N, …] inputs and [N, …] labels (int64), one for each position of the logits; enumerated once before the training and once an epoch.
    /// Tensors stay the caller's.
    /// </param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="progress">Told of every batch.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="ArgumentException">No batch, a network without such a layer, inputs not finite, a label out of range.</exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not finite or not [N, C, …], or the loss no longer is finite.</exception>
    public static ClassificationHead Fit(
        torch.nn.Module<Tensor, Tensor> network,
        IEnumerable<(Tensor Inputs, Tensor Targets)> batches,
        AleatoricHeadOptions? options = null,
        IProgress<HeadProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        AleatoricHeadOptions chosen = options ?? new AleatoricHeadOptions();
        using ClassificationTask task = new(chosen);
        return new ClassificationHead(AleatoricHead.Fit(network, batches, chosen, task, progress, cancellationToken));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network that the head was fitted on: its layers decide what is read.</param>
    /// <exception cref="ArgumentException">The network has no Linear layer and no convolution.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, holds something else or is of a newer version, or the network has no layer of the name and shape that the head reads.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ClassificationHead Load(string path, torch.nn.Module<Tensor, Tensor> network)
    {
        Guard.NotNull(network);
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        return new ClassificationHead(AleatoricHead.Load(file, network, classes => classes));
    }

    /// <summary>
    /// [N, C, …] variances of the logits' noise, σ², in double precision, as they grow exponentially; infinite where they are beyond that. A new
    /// tensor, the caller's.
    /// </summary>
    /// <param name="inputs">[N, …] inputs; finite.</param>
    /// <exception cref="ArgumentException">The inputs are empty or not finite.</exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not finite, or of another shape than the head was fitted on.</exception>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public Tensor LogitVariance(Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return _head.Run(inputs).Numbers.to_type(torch.ScalarType.Float64).exp().MoveToOuterDisposeScope();
    }

    /// <summary>
    /// [N, …] entropy of the class probabilities that the noisy logits give, H[1/T Σ softmax(f + σ ε_t)], in [0, ln C] nats; higher is noisier. A
    /// new tensor, the caller's. All inputs and positions meet the same noise, so that none depends on its neighbours. Draws are folded as they come:
    /// memory does not grow with their number.
    /// </summary>
    /// <remarks>
    /// The entropy of the mean, not the mean of the entropies: large noise makes every single draw a confident one, so that the mean of their
    /// entropies falls again where the noise is largest.
    /// </remarks>
    /// <inheritdoc cref="LogitVariance"/>
    public Tensor Entropy(Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor logits, Tensor logVariances) = _head.Run(inputs);
        Tensor wide = logVariances.to_type(torch.ScalarType.Float64);
        // Far from the training data σ is beyond all numbers. From e^300 on the softmax is that of the largest noisy logit alone, and stays it
        // when all of them are divided.
        Tensor excess = ((wide.amax([1], true) * 0.5) - 300).relu();
        Tensor raw = torch.cat([logits * excess.neg().exp(), wide - (excess * 2)], 1);
        using ClassificationReading reading = new NoisyLogitsOutput(Classes, Options.NoiseDraws, Options.Seed).Read(raw);
        return reading.Aleatoric.to_type(logits.dtype).alias().MoveToOuterDisposeScope();
    }

    /// <summary>Writes the head and its options, not the network, as a safetensors file. What is read back is the same to the bit.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => _head.Save(path, Kind, FileVersion, []);

    /// <summary>Gives the head's tensors back; the network stays.</summary>
    public void Dispose() => _head.Dispose();
}
