using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// The front door: wraps a trained network and says how uncertain its predictions are, and whether the model (epistemic) or the
/// data (aleatoric) is the cause. The network is never changed and belongs to the caller.
/// </summary>
/// <remarks>
/// Each answer depends on its own input alone, not on the batch. Outputs may be maps: where there is [N, C] here, [N, C, H, W] comes of a network
/// that gives [N, C, H, W]. Not safe for several threads on one network.
/// </remarks>
public abstract partial class UncertaintyEvaluation : IDisposable
{
    /// <summary>Inputs of one pass through a head, as many as a sampler's by default.</summary>
    private const int HeadRows = 512;

    private readonly IDisposable?[] _owned;
    private readonly torch.Device? _device;
    private bool _disposed;

    private protected UncertaintyEvaluation(IPosteriorPredictive posterior, torch.Device? device, params IDisposable?[] owned)
    {
        Posterior = Guard.NotNull(posterior);
        _device = device;
        _owned = owned;
    }

    /// <summary>Where the draws come from.</summary>
    public IPosteriorPredictive Posterior { get; }

    /// <summary>
    /// [N, C] epistemic uncertainty of each output: the variance over the draws of each class's probability, or of each mean of a
    /// regression. A new tensor, the caller's.
    /// </summary>
    /// <param name="inputs">[N, …] inputs; finite, N at least 1.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite.</exception>
    /// <exception cref="InvalidOperationException">
    /// The network's outputs are not finite or of another number than said; or there is one draw, which differs from none.
    /// </exception>
    public abstract Tensor EvaluateEpistemic(Tensor inputs, CancellationToken cancellationToken = default);

    /// <summary>[N] aleatoric uncertainty: by the trained head, or as the network itself gives it. A new tensor, the caller's.</summary>
    /// <param name="inputs">[N, …] inputs; finite, N at least 1.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite.</exception>
    /// <exception cref="InvalidOperationException">
    /// No training data were given, so that there is no head; or the outputs are not finite, or of another number than said.
    /// </exception>
    public abstract Tensor EvaluateAleatoric(Tensor inputs, CancellationToken cancellationToken = default);

    /// <summary>Prediction and total, aleatoric and epistemic uncertainty at once. The caller disposes the result.</summary>
    /// <param name="inputs">[N, …] inputs; finite, N at least 1.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite.</exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not finite, or of another number than said.</exception>
    public abstract UncertaintyResult Evaluate(Tensor inputs, CancellationToken cancellationToken = default);

    /// <summary>
    /// The same for one batch after another, each when it is asked for: the batches may come without end. Nothing is kept; each result is the
    /// caller's to dispose, and each batch stays whose it is.
    /// </summary>
    /// <param name="batches">[N, …] inputs each; finite, N at least 1 and not always the same.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <exception cref="ArgumentException">A batch is null, empty or not finite.</exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not finite, or of another number than said.</exception>
    public abstract IEnumerable<UncertaintyResult> Evaluate(IEnumerable<Tensor> batches, CancellationToken cancellationToken = default);

    /// <summary>
    /// What each draw says, kept: of a classifier [S, N, C] class probabilities; of a regression [S, N, D, 2], of each of D targets the mean and
    /// the variance of the noise, or [S, N, D, 1], the mean alone, where the noise is not known. For joint measures over several inputs;
    /// where one input at a time is enough, <see cref="Evaluate(Tensor, CancellationToken)"/> does without the factor S. Maps have their
    /// positions after C, or between D and the last axis. What an evidential network admits of its own weights is not in the draws.
    /// </summary>
    /// <param name="inputs">[N, …] inputs; finite, N at least 1.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <returns>The draws; the caller disposes them.</returns>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite, or a network gives no probabilities.</exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not finite, or of another number than said.</exception>
    public abstract PredictiveSamples EvaluateDraws(Tensor inputs, CancellationToken cancellationToken = default);

    /// <summary>
    /// The same draws with the graph of the passes: gradients of what is computed from them reach the inputs, for searching inputs that the network
    /// is unsure of. The graph takes memory of all S passes.
    /// </summary>
    /// <param name="inputs">[N, …] inputs; finite, N at least 1.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <returns>The draws; the caller disposes them.</returns>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite, or a network gives no probabilities.</exception>
    /// <exception cref="InvalidOperationException">
    /// The posterior cannot be drawn with gradients, or there is an aleatoric head, through which none goes; or the network's outputs are not finite,
    /// or of another number than said.
    /// </exception>
    public abstract PredictiveSamples EvaluateDrawsWithGraph(Tensor inputs, CancellationToken cancellationToken = default);

    /// <summary>Gives back what was fitted, and a head that was handed over; the network, and a posterior that was given, stay.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Array.ForEach(_owned, part => part?.Dispose());
        GC.SuppressFinalize(this);
    }

    private protected static InvalidOperationException NoHead() => new(
        "There is no aleatoric head: give training data when the evaluation is made.");

    private protected static InvalidOperationException OneDraw() => new(
        "There is one draw, which differs from none: take a method with several, or a network that is evidential, and Evaluate.");

    /// <summary>The inputs on the device that was asked for. A new handle, the caller's.</summary>
    private protected Tensor Place(Tensor inputs)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return PlacedBatches.Place(Guard.MinimumRank(inputs, 1, "[N, …]"), _device);
    }

    /// <summary>What a head says, for some of the inputs at a time, as a sampler does it. New, the caller's.</summary>
    private protected static Tensor ByChunk(Tensor inputs, Func<Tensor, Tensor> head, CancellationToken cancellationToken)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        List<Tensor> parts = [];
        for (long first = 0; first < inputs.shape[0]; first += HeadRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using Tensor chunk = inputs.narrow(0, first, Math.Min(HeadRows, inputs.shape[0] - first));
            parts.Add(head(chunk));
        }

        return Guard.FiniteOutputs(torch.cat(parts, 0), "aleatoric head").MoveToOuterDisposeScope();
    }

    /// <summary>The argument is checked when the method is called, the batches when they come.</summary>
    private protected static IEnumerable<T> Each<T>(IEnumerable<Tensor> batches, Func<Tensor, T> evaluate)
    {
        Guard.NotNull(batches);
        return Run();

        IEnumerable<T> Run()
        {
            long number = 0;
            foreach (Tensor batch in batches)
            {
                yield return evaluate(batch ?? throw new ArgumentException($"must be tensors; number {number} is null.", nameof(batches)));
                number++;
            }
        }
    }
}
