using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <content>The ways to make an evaluation.</content>
public abstract partial class UncertaintyEvaluation
{
    /// <summary>Wraps a classifier that gives logits.</summary>
    /// <param name="network">From [N, …] inputs to [N, C, …] logits. Belongs to the caller, who keeps it alive.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="training">
    /// [N, …] inputs and [N, …] labels (int64) that the network was trained on: the aleatoric head is trained with them, enumerated once an
    /// epoch and once before, and methods that need data are fitted to them. Null for no head. Tensors stay the caller's.
    /// </param>
    /// <param name="options">Method, draws, head, device and files; null for the defaults, MC dropout.</param>
    /// <param name="progress">Told of every batch of the head's training.</param>
    /// <param name="cancellationToken">Looked at before every batch. What was cancelled leaves no file.</param>
    /// <exception cref="ArgumentException">
    /// The network has not what the method needs (for MC dropout an active dropout layer), the training data do not fit it, or the options do
    /// not fit one another.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not finite, or the loss of the head no longer is.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or of another task, shape or network.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static ClassificationEvaluation ForClassification(
        torch.nn.Module<Tensor, Tensor> network,
        int classes,
        IEnumerable<(Tensor Inputs, Tensor Labels)>? training = null,
        UncertaintyEvaluationOptions? options = null,
        IProgress<HeadProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        ForClassification(network, new SoftmaxOutput(Guard.AtLeast(classes, 2)), training, options, progress, cancellationToken);

    /// <summary>Wraps a classifier of any kind: of probabilities, of logits, or one that says itself what is the data's, such as an evidential one.</summary>
    /// <param name="network">From [N, …] inputs to the [N, K, …] raw outputs that <paramref name="output"/> reads.</param>
    /// <param name="output">How they are read; an aleatoric head is for a <see cref="SoftmaxOutput"/> alone.</param>
    /// <param name="training">Training data; null for no head.</param>
    /// <param name="options">Method, draws, head, device and files; null for the defaults, MC dropout.</param>
    /// <param name="progress">Told of every batch of the head's training.</param>
    /// <param name="cancellationToken">Looked at before every batch. What was cancelled leaves no file.</param>
    /// <exception cref="ArgumentException">
    /// The network has not what the method needs (for MC dropout an active dropout layer), the training data do not fit it, or the options do
    /// not fit one another.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not finite, or the loss of the head no longer is.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or of another task, shape or network.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static ClassificationEvaluation ForClassification(
        torch.nn.Module<Tensor, Tensor> network,
        ClassificationOutput output,
        IEnumerable<(Tensor Inputs, Tensor Labels)>? training = null,
        UncertaintyEvaluationOptions? options = null,
        IProgress<HeadProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(network);
        Guard.NotNull(output);
        UncertaintyEvaluationOptions chosen = options ?? new UncertaintyEvaluationOptions();
        if (chosen.Classes is { } classes && classes != output.Classes)
        {
            throw new ArgumentException($"Classes is {classes}, but the evaluation is one of {output.Classes}: leave it out.", nameof(options));
        }

        EvaluationFit<ClassificationHead> fit = new(network, UncertaintyTask.Classification, output is SoftmaxOutput, training, chosen);
        (IPosteriorPredictive posterior, ClassificationHead? head) = fit.Run(
            path => ClassificationHead.Load(path, network),
            (batches, how) => ClassificationHead.Fit(network, batches, how, progress, cancellationToken),
            (fitted, path) => fitted.Save(path),
            cancellationToken);
        return new ClassificationEvaluation(posterior, output, head, chosen.Device, posterior as IDisposable);
    }

    /// <summary>Wraps any posterior over classifiers that give logits.</summary>
    /// <param name="posterior">Draws [N, C, …] logits. Belongs to the caller.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="head">The aleatoric head, from here on the evaluation's to dispose; null for none.</param>
    public static ClassificationEvaluation ForClassification(IPosteriorPredictive posterior, int classes, ClassificationHead? head = null) =>
        new(posterior, new SoftmaxOutput(Guard.AtLeast(classes, 2)), head);

    /// <summary>Wraps any posterior over classifiers of any kind.</summary>
    /// <param name="posterior">Draws the [N, K, …] raw outputs that <paramref name="output"/> reads. Belongs to the caller.</param>
    /// <param name="output">How they are read.</param>
    /// <param name="head">The aleatoric head, from here on the evaluation's to dispose; null for none.</param>
    public static ClassificationEvaluation ForClassification(
        IPosteriorPredictive posterior, ClassificationOutput output, ClassificationHead? head = null) => new(posterior, output, head);

    /// <summary>Wraps a regression network that gives means.</summary>
    /// <param name="network">From [N, …] inputs to [N, D, …] means. Belongs to the caller, who keeps it alive.</param>
    /// <param name="training">
    /// [N, …] inputs and [N, D, …] targets that the network was trained on: the aleatoric head is trained with them, enumerated once an epoch and
    /// once before, and methods that need data are fitted to them. Null for no head. Tensors stay the caller's.
    /// </param>
    /// <param name="options">Method, draws, head, device and files; null for the defaults, MC dropout.</param>
    /// <param name="progress">Told of every batch of the head's training.</param>
    /// <param name="cancellationToken">Looked at before every batch. What was cancelled leaves no file.</param>
    /// <exception cref="ArgumentException">
    /// The network has not what the method needs (for MC dropout an active dropout layer), the training data do not fit it, or the options do
    /// not fit one another.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not finite, or the loss of the head no longer is.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or of another task, shape or network.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static RegressionEvaluation ForRegression(
        torch.nn.Module<Tensor, Tensor> network,
        IEnumerable<(Tensor Inputs, Tensor Targets)>? training = null,
        UncertaintyEvaluationOptions? options = null,
        IProgress<HeadProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(network);
        UncertaintyEvaluationOptions chosen = NoClasses(options);
        EvaluationFit<RegressionHead> fit = new(network, UncertaintyTask.Regression, plain: true, training, chosen);
        (IPosteriorPredictive posterior, RegressionHead? head) = fit.Run(
            path => RegressionHead.Load(path, network),
            (batches, how) => RegressionHead.Fit(
                network, batches, options: how, progress: progress, cancellationToken: cancellationToken),
            (fitted, path) => fitted.Save(path),
            cancellationToken);
        return new RegressionEvaluation(posterior, head, chosen.Device, posterior as IDisposable);
    }

    /// <summary>Wraps a network that gives a distribution of its targets: it says itself how noisy they are, and an evidential one also how sure it is.</summary>
    /// <param name="network">From [N, …] inputs to the [N, K, …] raw outputs that <paramref name="output"/> reads.</param>
    /// <param name="output">How they are read.</param>
    /// <param name="training">For methods that are fitted to training data; otherwise null, as there is no head to train.</param>
    /// <param name="options">Method, draws, device and files; null for the defaults, MC dropout.</param>
    /// <param name="cancellationToken">Looked at before every batch. What was cancelled leaves no file.</param>
    /// <exception cref="ArgumentException">
    /// The network has not what the method needs (for MC dropout an active dropout layer), the training data do not fit it, or the options do
    /// not fit one another.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not finite, or the loss of the head no longer is.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or of another task, shape or network.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static RegressionEvaluation ForRegression(
        torch.nn.Module<Tensor, Tensor> network,
        RegressionOutput output,
        IEnumerable<(Tensor Inputs, Tensor Targets)>? training = null,
        UncertaintyEvaluationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(network);
        Guard.NotNull(output);
        UncertaintyEvaluationOptions chosen = NoClasses(options);
        EvaluationFit<RegressionHead> fit = new(network, UncertaintyTask.Regression, plain: false, training, chosen);
        IPosteriorPredictive posterior = fit.Posterior(cancellationToken);
        return new RegressionEvaluation(posterior, output, chosen.Device, posterior as IDisposable);
    }

    /// <summary>Wraps any posterior over networks that give means.</summary>
    /// <param name="posterior">Draws [N, D, …] means. Belongs to the caller.</param>
    /// <param name="head">The aleatoric head, from here on the evaluation's to dispose; null for none.</param>
    public static RegressionEvaluation ForRegression(IPosteriorPredictive posterior, RegressionHead? head = null) => new(posterior, head);

    /// <summary>Wraps any posterior over networks that give distributions of their targets.</summary>
    /// <param name="posterior">Draws the [N, K, …] raw outputs that <paramref name="output"/> reads. Belongs to the caller.</param>
    /// <param name="output">How they are read.</param>
    public static RegressionEvaluation ForRegression(IPosteriorPredictive posterior, RegressionOutput output) => new(posterior, output);

    /// <summary>
    /// Wraps a network for the task that the options name: for programs that read it from their settings. Where it is known when the program is
    /// written, <c>ForClassification</c> and <c>ForRegression</c> give results of the task's own type.
    /// </summary>
    /// <param name="network">From [N, …] inputs to [N, C, …] logits or [N, D, …] means. Belongs to the caller, who keeps it alive.</param>
    /// <param name="options">With <see cref="UncertaintyEvaluationOptions.Task"/>, and of a classification <see cref="UncertaintyEvaluationOptions.Classes"/>.</param>
    /// <param name="training">What the network was trained on; null for no head. Tensors stay the caller's.</param>
    /// <param name="progress">Told of every batch of the head's training.</param>
    /// <param name="cancellationToken">Looked at before every batch. What was cancelled leaves no file.</param>
    /// <exception cref="ArgumentException">The options name no task, or a classification without its classes; or as for the task.</exception>
    public static UncertaintyEvaluation Create(
        torch.nn.Module<Tensor, Tensor> network,
        UncertaintyEvaluationOptions options,
        IEnumerable<(Tensor Inputs, Tensor Targets)>? training = null,
        IProgress<HeadProgress>? progress = null,
        CancellationToken cancellationToken = default) => Guard.NotNull(options).Task switch
        {
            UncertaintyTask.Classification => ForClassification(
                network,
                options.Classes ?? throw new ArgumentException("Classes must be given where the task is Classification.", nameof(options)),
                training,
                options,
                progress,
                cancellationToken),
            UncertaintyTask.Regression => ForRegression(network, training, options, progress, cancellationToken),
            _ => throw new ArgumentException("Task must be given: Classification or Regression.", nameof(options)),
        };

    private static UncertaintyEvaluationOptions NoClasses(UncertaintyEvaluationOptions? options) => options?.Classes is null
        ? options ?? new UncertaintyEvaluationOptions()
        : throw new ArgumentException($"Classes must be null for a regression; got {options.Classes}.", nameof(options));
}
