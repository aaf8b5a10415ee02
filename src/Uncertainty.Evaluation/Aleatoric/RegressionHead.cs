using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// A fitted heteroscedastic head of a regression: the variance of the targets' noise at each input, learned on the network's frozen features. The
/// network's own outputs stay the means. Immutable; the network belongs to the caller and must outlive the head.
/// </summary>
/// <remarks>
/// Nix and Weigend, "Estimating the Mean and Variance of the Target Probability Distribution", ICNN 1994; Kendall and Gal, "What Uncertainties Do
/// We Need in Bayesian Deep Learning for Computer Vision?", NeurIPS 2017, Eq. (8). Features are standardised by the moments of the training batches.
/// </remarks>
public sealed class RegressionHead : IDisposable
{
    private const string Kind = "aleatoric-head.regression";
    private const int FileVersion = 1;

    private readonly AleatoricHead _head;

    private RegressionHead(AleatoricHead head, LocationScaleOutput output)
    {
        _head = head;
        Output = output;
    }

    /// <summary>The family of distributions that the targets are taken to be of.</summary>
    public LocationScaleOutput Output { get; }

    /// <summary>How the head was trained.</summary>
    public AleatoricHeadOptions Options => _head.Options;

    /// <summary>Trains a head on top of a trained regression network, which is left unchanged.</summary>
    /// <param name="network">From [N, …] inputs to [N, D, …] means, its last layer a Linear or a convolution, run by call.</param>
    /// <param name="batches">
    /// [N, …] inputs and [N, D, …] targets of the outputs' shape; enumerated once before the training and once an epoch. Tensors stay the
    /// caller's.
    /// </param>
    /// <param name="output">The family of distributions, for as many targets as the network gives; null for <see cref="GaussianOutput"/>.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="progress">Told of every batch; the loss is that of targets in units of their mean residual.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="ArgumentException">
    /// No batch, a network without such a layer, <paramref name="output"/> for another number of targets, targets not finite or of another shape.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not finite or not [N, D, …], or the loss no longer is finite.</exception>
    public static RegressionHead Fit(
        torch.nn.Module<Tensor, Tensor> network,
        IEnumerable<(Tensor Inputs, Tensor Targets)> batches,
        LocationScaleOutput? output = null,
        AleatoricHeadOptions? options = null,
        IProgress<HeadProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        RegressionTask task = new(output);
        AleatoricHead head = AleatoricHead.Fit(network, batches, options ?? new AleatoricHeadOptions(), task, progress, cancellationToken);
        return new RegressionHead(head, task.Output!);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network that the head was fitted on: its layers decide what is read.</param>
    /// <exception cref="ArgumentException">The network has no Linear layer and no convolution.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, holds something else or is of a newer version, or the network has no layer of the name and shape that the head reads.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RegressionHead Load(string path, torch.nn.Module<Tensor, Tensor> network)
    {
        Guard.NotNull(network);
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        LocationScaleOutput output = OutputFamilies.Load(file);
        AleatoricHead head = AleatoricHead.Load(
            file, network, outputs => outputs == output.Targets
                ? output.Columns - outputs
                : throw file.Wrong($"the head is of {outputs} outputs, and its family of {output.Targets} targets."));
        return new RegressionHead(head, output);
    }

    /// <summary>[N, D, …] variances of the noise σ², in the square of the target's unit. A new tensor, the caller's.</summary>
    /// <param name="inputs">[N, …] inputs; finite.</param>
    /// <exception cref="ArgumentException">The inputs are empty or not finite.</exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not finite, or of another shape than the head was fitted on.</exception>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public Tensor Variance(Tensor inputs)
    {
        using RegressionReading reading = Read(inputs);
        return reading.Aleatoric.alias();
    }

    /// <summary>The network's outputs as means, and the variances of the noise around them. The caller disposes the reading.</summary>
    /// <inheritdoc cref="Variance"/>
    public RegressionReading Read(Tensor inputs)
    {
        using Tensor raw = Raw(inputs);
        return Output.Read(raw);
    }

    /// <summary>
    /// [N, K, …] raw outputs as <see cref="Output"/> reads them, the network's own and then the head's: for its log-probabilities and quantiles. A
    /// new tensor, the caller's.
    /// </summary>
    /// <inheritdoc cref="Variance"/>
    public Tensor Raw(Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor outputs, Tensor numbers) = _head.Run(inputs);
        return torch.cat([outputs, numbers], 1).MoveToOuterDisposeScope();
    }

    /// <summary>Writes the head, its options and its family, not the network, as a safetensors file. What is read back is the same to the bit.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => _head.Save(path, Kind, FileVersion, OutputFamilies.Settings(Output));

    /// <summary>Gives the head's tensors back; the network stays.</summary>
    public void Dispose() => _head.Dispose();
}
