using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// An uncertainty of a classifier as a score, from an evaluation by MC dropout, an ensemble, a Laplace approximation or whatever else it draws by.
/// Nothing is fitted. Draws are folded as they come: memory does not grow with their number S.
/// </summary>
/// <remarks>
/// Measures as <see cref="ClassificationUncertainty"/> has them, in the precision of the network's outputs, and not clipped: where draws agree,
/// rounding may leave a mutual information of -1e-7. Not safe for several threads on one network.
/// </remarks>
public sealed class PosteriorDetector : ISavableDetector
{
    private const string Kind = "posterior detector";
    private const int FileVersion = 1;
    private const string MeasureKey = "measure";
    private const string OutputKey = "output";

    private readonly ClassificationEvaluation _evaluation;

    /// <summary>Reads an evaluation.</summary>
    /// <param name="evaluation">Of [N, C] outputs; stays the caller's. It had better have no aleatoric head, which would run for nothing.</param>
    /// <param name="measure">What of the draws is the score.</param>
    public PosteriorDetector(ClassificationEvaluation evaluation, PosteriorMeasure measure = PosteriorMeasure.PredictiveEntropy)
    {
        _evaluation = Guard.NotNull(evaluation);
        Measure = Guard.Named(measure);
    }

    /// <summary>What of the draws is the score.</summary>
    public PosteriorMeasure Measure { get; }

    /// <inheritdoc/>
    public Tensor Score(Tensor inputs)
    {
        Guard.MinimumRank(inputs, 1, "[N, …]");
        Guard.Finite(inputs);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        using ClassificationUncertainty uncertainty = _evaluation.Evaluate(inputs);
        if (uncertainty.Prediction.ndim != 2)
        {
            throw new InvalidOperationException(
                $"The evaluation must be one of [N, C] outputs; got [{string.Join(", ", uncertainty.Prediction.shape)}].");
        }

        return Read(uncertainty).to_type(torch.ScalarType.Float64, copy: true).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Save(string path) =>
        TensorFile.Save(path, Kind, FileVersion, [new(MeasureKey, $"{Measure}"), new(OutputKey, Name(_evaluation))], []);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="evaluation">An evaluation that reads its network's outputs as the saved one did; what it was fitted to has files of its own.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, holds something else or is of a newer version, or the evaluation reads outputs otherwise.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PosteriorDetector Load(string path, ClassificationEvaluation evaluation)
    {
        Guard.NotNull(evaluation);
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        return file.Text(OutputKey) == Name(evaluation)
            ? new PosteriorDetector(evaluation, file.Named<PosteriorMeasure>(MeasureKey))
            : throw file.Wrong($"it was saved of outputs read by {file.Text(OutputKey)}, and the evaluation reads them by {Name(evaluation)}.");
    }

    private static string Name(ClassificationEvaluation evaluation) => $"{evaluation.Output.GetType().Name} of {evaluation.Output.Classes} classes";

    private Tensor Read(ClassificationUncertainty uncertainty) => Measure switch
    {
        PosteriorMeasure.PredictiveEntropy => uncertainty.Total,
        PosteriorMeasure.MutualInformation => uncertainty.Epistemic,
        PosteriorMeasure.VariationRatio => uncertainty.VariationRatio,
        PosteriorMeasure.VoteVariationRatio => uncertainty.VoteVariationRatio,
        PosteriorMeasure.MeanStandardDeviation => uncertainty.MeanStd,
        _ => uncertainty.Aleatoric,
    };
}
