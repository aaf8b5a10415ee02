using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// The front door: wraps a trained network and says how uncertain its predictions are, and whether the model (epistemic) or the
/// data (aleatoric) is the cause. The network is never changed and belongs to the caller.
/// </summary>
/// <remarks>Each answer depends on its own input alone, not on the batch. Not safe for several threads on one network.</remarks>
public abstract class UncertaintyEvaluation : IDisposable
{
    private protected UncertaintyEvaluation(IPosteriorPredictive posterior)
    {
        Posterior = Guard.NotNull(posterior);
    }

    /// <summary>Where the draws come from.</summary>
    public IPosteriorPredictive Posterior { get; }

    /// <summary>Wraps a classifier trained with dropout, by MC dropout.</summary>
    /// <param name="network">From [N, …] inputs to [N, C] logits (or probabilities: see the options).</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="training">
    /// [N, …] inputs and [N] labels (int64) to train the aleatoric head on, enumerated once an epoch; null for no head.
    /// </param>
    /// <param name="options">Draws, head and kind of output; null for the defaults.</param>
    /// <param name="progress">Told of every batch of the head's training.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="ArgumentException">The network has no active dropout layer, or the training data do not fit it.</exception>
    public static ClassificationEvaluation ForClassification(
        torch.nn.Module<Tensor, Tensor> network,
        int classes,
        IEnumerable<(Tensor Inputs, Tensor Labels)>? training = null,
        UncertaintyEvaluationOptions? options = null,
        IProgress<HeadProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.AtLeast(classes, 2);
        UncertaintyEvaluationOptions chosen = options ?? new UncertaintyEvaluationOptions();
        McDropout posterior = new(network, chosen.Dropout);
        if (training is not null && chosen.Output != OutputKind.Logits)
        {
            throw new ArgumentException("The aleatoric head puts noise on logits: it needs a network that gives them.", nameof(training));
        }

        ClassificationHead? head = training is null
            ? null
            : ClassificationHead.Fit(network, training, chosen.Head, progress, cancellationToken);
        return new ClassificationEvaluation(posterior, classes, head, chosen.Output);
    }

    /// <summary>Wraps any posterior over classifiers.</summary>
    /// <param name="posterior">Draws [N, C] outputs. Belongs to the caller.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="head">The aleatoric head, from here on the evaluation's to dispose; null for none.</param>
    /// <param name="output">What the posterior draws.</param>
    public static ClassificationEvaluation ForClassification(
        IPosteriorPredictive posterior, int classes, ClassificationHead? head = null, OutputKind output = OutputKind.Logits) =>
        new(posterior, classes, head, output);

    /// <summary>Wraps a regression network trained with dropout, by MC dropout.</summary>
    /// <param name="network">From [N, …] inputs to [N, D] means.</param>
    /// <param name="training">
    /// [N, …] inputs and [N, D] targets to train the aleatoric head on, enumerated once an epoch; null for no head.
    /// </param>
    /// <param name="options">Draws and head; null for the defaults.</param>
    /// <param name="progress">Told of every batch of the head's training.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="ArgumentException">The network has no active dropout layer, or the training data do not fit it.</exception>
    public static RegressionEvaluation ForRegression(
        torch.nn.Module<Tensor, Tensor> network,
        IEnumerable<(Tensor Inputs, Tensor Targets)>? training = null,
        UncertaintyEvaluationOptions? options = null,
        IProgress<HeadProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        UncertaintyEvaluationOptions chosen = options ?? new UncertaintyEvaluationOptions();
        McDropout posterior = new(network, chosen.Dropout);
        RegressionHead? head = training is null
            ? null
            : RegressionHead.Fit(network, training, null, chosen.Head, progress, cancellationToken);
        return new RegressionEvaluation(posterior, head);
    }

    /// <summary>Wraps any posterior over regression networks.</summary>
    /// <param name="posterior">Draws [N, D] means. Belongs to the caller.</param>
    /// <param name="head">The aleatoric head, from here on the evaluation's to dispose; null for none.</param>
    public static RegressionEvaluation ForRegression(IPosteriorPredictive posterior, RegressionHead? head = null) => new(posterior, head);

    /// <summary>
    /// [N, C] epistemic uncertainty of each output: the variance over the draws of each class's probability, or of each mean of a
    /// regression. A new tensor, the caller's.
    /// </summary>
    /// <param name="inputs">[N, …] inputs; finite, N at least 1.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    public abstract Tensor EvaluateEpistemic(Tensor inputs, CancellationToken cancellationToken = default);

    /// <summary>[N] aleatoric uncertainty by the trained head. A new tensor, the caller's.</summary>
    /// <param name="inputs">[N, …] inputs; finite, N at least 1.</param>
    /// <exception cref="InvalidOperationException">No training data were given, so that there is no head.</exception>
    public abstract Tensor EvaluateAleatoric(Tensor inputs);

    /// <summary>Prediction and total, aleatoric and epistemic uncertainty at once. The caller disposes the result.</summary>
    /// <param name="inputs">[N, …] inputs; finite, N at least 1.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    public abstract UncertaintyResult Evaluate(Tensor inputs, CancellationToken cancellationToken = default);

    /// <summary>Gives the head back; the network stays.</summary>
    public abstract void Dispose();

    private protected static InvalidOperationException NoHead() =>
        new("There is no aleatoric head: give training data when the evaluation is made.");
}
