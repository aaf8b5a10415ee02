using TorchSharp;
using Uncertainty.Bnn;

namespace Uncertainty.Evaluation;

/// <summary>How <see cref="UncertaintyEvaluation"/> reads a trained network.</summary>
public sealed record UncertaintyEvaluationOptions
{
    private readonly UncertaintyTask? _task;
    private readonly int? _classes;
    private readonly UncertaintyMethod _method = UncertaintyMethod.McDropout;
    private readonly int? _draws;
    private readonly ModelFiles _modelFiles = ModelFiles.FitOnly;
    private readonly string? _epistemicModelPath;
    private readonly string? _aleatoricModelPath;

    /// <summary>
    /// What the network was trained for: for <see cref="UncertaintyEvaluation.Create"/>. Default null; the other ways to make an evaluation
    /// say it by their names, and refuse options that say otherwise.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public UncertaintyTask? Task
    {
        get => _task;
        init => _task = value is { } task ? Guard.Named(task, nameof(Task)) : null;
    }

    /// <summary>Number of classes C of a classification, for <see cref="UncertaintyEvaluation.Create"/>; at least 2. Default null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 2.</exception>
    public int? Classes
    {
        get => _classes;
        init => _classes = value is { } classes ? Guard.AtLeast(classes, 2, nameof(Classes)) : null;
    }

    /// <summary>Where the draws come from. Default <see cref="UncertaintyMethod.McDropout"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public UncertaintyMethod Method
    {
        get => _method;
        init => _method = Guard.Named(value, nameof(Method));
    }

    /// <summary>
    /// Number of posterior draws S; at least 1. Default null, that of the method: 50, with MC batch normalization 32, of a single network 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? Draws
    {
        get => _draws;
        init => _draws = value is { } draws ? Guard.AtLeast(draws, 1, nameof(Draws)) : null;
    }

    /// <summary>Seed of the draws and of the noise in the head's training. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>
    /// The method's other settings: <see cref="McDropoutOptions"/>, <see cref="McBatchNormOptions"/>, <see cref="LaplaceOptions"/> or
    /// <see cref="SingleNetworkOptions"/>, with their own draws and seed left alone. Default null, the method's own.
    /// </summary>
    public SamplingOptions? Sampling { get; init; }

    /// <summary>
    /// How the aleatoric head is trained, where there is training data and the network does not say itself how noisy they are; with its own
    /// seed left alone. Null for no head.
    /// </summary>
    public AleatoricHeadOptions? Head { get; init; } = new();

    /// <summary>
    /// The device that inputs and training data are moved to, a batch at a time, and that results are on; the network must be there already, as
    /// it is never moved. Default null: inputs are taken where they are.
    /// </summary>
    public torch.Device? Device { get; init; }

    /// <summary>What the two files below are for. Default <see cref="ModelFiles.FitOnly"/>, without files.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public ModelFiles ModelFiles
    {
        get => _modelFiles;
        init => _modelFiles = Guard.Named(value, nameof(ModelFiles));
    }

    /// <summary>
    /// File of what the method fits to the training data: the statistics of MC batch normalization, the covariance of a Laplace approximation. The
    /// other methods fit nothing and have none. Default null. What is loaded has the settings that it was saved with, its draws and its seed
    /// among them; <see cref="Draws"/>, where they are given, must agree.
    /// </summary>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public string? EpistemicModelPath
    {
        get => _epistemicModelPath;
        init => _epistemicModelPath = NotEmpty(value, nameof(EpistemicModelPath));
    }

    /// <summary>File of the aleatoric head. Default null. What is loaded has the settings that it was saved with.</summary>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public string? AleatoricModelPath
    {
        get => _aleatoricModelPath;
        init => _aleatoricModelPath = NotEmpty(value, nameof(AleatoricModelPath));
    }

    private static string? NotEmpty(string? path, string name) => path is null || path.Trim().Length > 0
        ? path
        : throw new ArgumentException("must be the path of a file; got an empty one.", name);
}
