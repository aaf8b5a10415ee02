using TorchSharp;
using Uncertainty.Bnn;
using static Uncertainty.Evaluation.OptionErrors;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// Makes the parts of an evaluation from a trained network: everything that can be found wrong is found before anything is fitted, and
/// everything is fitted before anything is saved.
/// </summary>
/// <typeparam name="THead">The kind of aleatoric head.</typeparam>
internal sealed class EvaluationFit<THead>
    where THead : class, IDisposable
{
    private readonly UncertaintyEvaluationOptions _options;
    private readonly IEnumerable<(Tensor Inputs, Tensor Targets)>? _training;
    private readonly ModelFile _headFile;
    private readonly PosteriorFit _posterior;

    /// <summary>Checks that options and data fit together.</summary>
    /// <param name="network">The trained network.</param>
    /// <param name="task">What it was trained for.</param>
    /// <param name="plain">Whether it gives logits, or means: a head can be put on it, and a Laplace approximation be made of it.</param>
    /// <param name="training">The training data; null for none.</param>
    /// <param name="options">How.</param>
    public EvaluationFit(
        torch.nn.Module<Tensor, Tensor> network,
        UncertaintyTask task,
        bool plain,
        IEnumerable<(Tensor Inputs, Tensor Targets)>? training,
        UncertaintyEvaluationOptions options)
    {
        Require(
            options.Task is null || options.Task == task, $"Task is {options.Task}, but the evaluation is one of {task}: leave it out, or take Create.");
        Require(plain || options.Method != UncertaintyMethod.Laplace, "Method Laplace needs a network that gives logits, or means.");
        CheckFiles(options);
        PlacedBatches.Check(network, options.Device);
        ModelFile posteriorFile = new(options.EpistemicModelPath, options.ModelFiles, nameof(options.EpistemicModelPath));
        _headFile = new ModelFile(options.AleatoricModelPath, options.ModelFiles, nameof(options.AleatoricModelPath));
        Require(!posteriorFile.IsSameAs(_headFile), "EpistemicModelPath and AleatoricModelPath must be two files; got one.");
        _options = options;
        _posterior = new PosteriorFit(network, task, options, posteriorFile);
        HasHead = plain && options.Head is not null && (training is not null || _headFile.Loads);
        Require(
            !_headFile.IsGiven || (plain && options.Head is not null),
            "AleatoricModelPath is given, but there is no aleatoric head to save or load: "
            + (plain ? "Head is null." : "the network itself says how noisy the data are."));
        CheckTraining(training);
        _training = training is null ? null : PlacedBatches.Place(training, options.Device);
    }

    /// <summary>Whether there is a head.</summary>
    public bool HasHead { get; }

    /// <summary>Fits or loads, and saves.</summary>
    /// <param name="load">Loads a head.</param>
    /// <param name="fit">Trains a head.</param>
    /// <param name="save">Saves a head.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    public (IPosteriorPredictive Posterior, THead? Head) Run(
        Func<string, THead> load,
        Func<IEnumerable<(Tensor Inputs, Tensor Targets)>, AleatoricHeadOptions, THead> fit,
        Action<THead, string> save,
        CancellationToken cancellationToken)
    {
        AleatoricHeadOptions? headOptions = HasHead ? MethodOptions.Head(_options) : null;
        IPosteriorPredictive? posterior = null;
        THead? head = null;
        bool whole = false;
        try
        {
            posterior = _posterior.Make(_training, cancellationToken);
            head = headOptions is null ? null : _headFile.Get(load, () => fit(_training!, headOptions));
            _posterior.Save(posterior);
            _headFile.Save(path => save(head!, path));
            whole = true;
            return (posterior, head);
        }
        finally
        {
            if (!whole)
            {
                head?.Dispose();
                (posterior as IDisposable)?.Dispose();
            }
        }
    }

    /// <summary>The same where there can be no head.</summary>
    public IPosteriorPredictive Posterior(CancellationToken cancellationToken)
    {
        IPosteriorPredictive posterior = _posterior.Make(_training, cancellationToken);
        bool whole = false;
        try
        {
            _posterior.Save(posterior);
            whole = true;
            return posterior;
        }
        finally
        {
            if (!whole)
            {
                (posterior as IDisposable)?.Dispose();
            }
        }
    }

    private static void CheckFiles(UncertaintyEvaluationOptions options)
    {
        bool none = options.EpistemicModelPath is null && options.AleatoricModelPath is null;
        Require(
            none || options.ModelFiles != ModelFiles.FitOnly,
            $"A path is given, but ModelFiles is {ModelFiles.FitOnly}: say {ModelFiles.FitAndSave}, {ModelFiles.Load} or {ModelFiles.LoadOrFitAndSave}.");
        Require(
            !none || options.ModelFiles == ModelFiles.FitOnly,
            $"ModelFiles is {options.ModelFiles}, but neither EpistemicModelPath nor AleatoricModelPath is given.");
        Require(
            options.EpistemicModelPath is null || options.Method is UncertaintyMethod.McBatchNorm or UncertaintyMethod.Laplace,
            $"EpistemicModelPath must be null where the method is {options.Method}: it fits nothing, so that there is nothing to save beside the network.");
    }

    private void CheckTraining(IEnumerable<(Tensor Inputs, Tensor Targets)>? training)
    {
        bool fitsHead = HasHead && !_headFile.Loads;
        bool loads = _options.ModelFiles is ModelFiles.Load or ModelFiles.LoadOrFitAndSave;
        if (training is null && _posterior.NeedsTraining)
        {
            throw new ArgumentException($"must be given: {_options.Method} is fitted to training data.", nameof(training));
        }

        if (training is null && _headFile.IsGiven && !HasHead)
        {
            throw new ArgumentException("must be given: the aleatoric head is fitted to training data before it is saved.", nameof(training));
        }

        if (training is not null && !fitsHead && !_posterior.NeedsTraining && !loads)
        {
            throw new ArgumentException(
                $"must be null: {_options.Method} fits nothing, and there is no aleatoric head to train, "
                + (_options.Head is null ? "as Head is null." : "as the network itself says how noisy the data are."),
                nameof(training));
        }
    }
}
