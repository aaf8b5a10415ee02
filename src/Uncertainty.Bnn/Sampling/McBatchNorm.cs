using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Monte Carlo batch normalization: a network trained with BatchNorm saw other statistics in every training batch. One draw is the
/// network with the statistics of one training batch. They are taken once, by <see cref="Fit"/>; the network's running statistics
/// stay what they are. Owns its statistics.
/// </summary>
/// <remarks>
/// Teye, Azizpour, Smith, "Bayesian Uncertainty Estimation for Batch Normalized Deep Networks", ICML 2018, Section 3.4 and Algorithm 1.
/// A batch gives the mean and the variance (divisor: the number of values) of each channel that the layer would normalise by in
/// training, when all layers before it do the same. All other layers run in evaluation mode. Not safe for several threads on
/// one network.
/// </remarks>
public sealed class McBatchNorm : IPosteriorPredictive, IDisposable
{
    private const string Kind = "mc-batch-norm";
    private const int FileVersion = 1;

    private readonly BatchNormStatistics _statistics;
    private readonly McBatchNormOptions _options;
    private readonly SamplingEngine _engine;
    private bool _disposed;

    private McBatchNorm(torch.nn.Module<Tensor, Tensor> network, BatchNormStatistics statistics, McBatchNormOptions options)
    {
        _statistics = statistics;
        _options = options;

        // A network that says where it can be cut says so of its dropout; BatchNorm is all over it.
        IReadOnlyList<ChainLink> links = options.WholePasses ? [NetworkChain.Whole(network)] : NetworkChain.Of(network, split: false);
        _engine = new SamplingEngine(network, links, new BatchNormLayers(statistics), options);
    }

    /// <inheritdoc/>
    public int Draws => _options.Draws;

    /// <summary>Names of the BatchNorm layers whose statistics are drawn, as the module tree has them.</summary>
    public IReadOnlyList<string> Layers => [.. _statistics.Layers.Select(layer => layer.Name)];

    /// <summary>Takes the statistics of S training batches.</summary>
    /// <param name="network">From [N, …] inputs to [N, C, …] outputs, trained with BatchNorm. Belongs to the caller, who keeps it alive.</param>
    /// <param name="batches">
    /// [B, …] training inputs, drawn at random and of the size B of the batches in training, which sets how far the statistics
    /// spread. The first S are taken.
    /// </param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="network"/> has no BatchNorm with running statistics, or <paramref name="batches"/> are fewer than S, of
    /// different sizes or not finite.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// A BatchNorm layer did not run, ran twice, or was given a single value a channel.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static McBatchNorm Fit(
        torch.nn.Module<Tensor, Tensor> network,
        IEnumerable<Tensor> batches,
        McBatchNormOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(network);
        Guard.NotNull(batches);
        McBatchNormOptions chosen = options ?? new McBatchNormOptions();
        BatchNormStatistics statistics = BatchNormStatistics.Of(network, batches, chosen.Draws, cancellationToken);
        return new McBatchNorm(network, statistics, chosen);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A BatchNorm layer did not run: the network goes around its <c>call</c>.</exception>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default) =>
        Visit(inputs, visit, gradients: false, cancellationToken);

    /// <summary>
    /// The same draws, but with gradients to the inputs where torch's grad mode is on and the inputs ask for them: to search for inputs. What
    /// gradients need of the passes stays in memory with the outputs, beyond <see cref="SamplingOptions.MemoryLimit"/>.
    /// </summary>
    /// <returns>A posterior that reads this one; nothing to dispose.</returns>
    public IPosteriorPredictive WithGradients() => new GradientDraws(this, Visit);

    /// <summary>Says in words which part of the network runs how: once a batch or for each draw, and what is folded into what.</summary>
    public string Explain() => _engine.Explain(
        $"MC batch normalization, {Draws} draws of {Layers.Count} random {(Layers.Count == 1 ? "layer" : "layers")}:");

    /// <summary>Writes the statistics and the options, not the network, as a safetensors file. What is read back is the same to the bit.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using DisposeScope scope = torch.NewDisposeScope();
        TensorFile.Save(path, Kind, FileVersion, SamplingFiles.Settings(_options, Draws, seed: null), _statistics.Drawn.Parts);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network that it was made of, with the same weights.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, holds something else or is of a newer version, or the network has other BatchNorm layers.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static McBatchNorm Load(string path, torch.nn.Module<Tensor, Tensor> network)
    {
        Guard.NotNull(network);
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        McBatchNormOptions options =
            file.Make(() => SamplingFiles.Common(file, new McBatchNormOptions { Draws = file.Count(SamplingFiles.Draws) }));
        return new McBatchNorm(network, BatchNormStatistics.Load(file, network, options.Draws), options);
    }

    /// <summary>Gives the statistics back; the network stays.</summary>
    public void Dispose()
    {
        _disposed = true;
        _statistics.Dispose();
    }

    private void Visit(Tensor inputs, DrawVisitor visit, bool gradients, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _engine.Visit(inputs, Draws, 0, visit, gradients, cancellationToken);
    }
}
