using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>How a loop makes, trains and looks at networks.</summary>
public sealed record Learner
{
    private readonly string _description = "";

    /// <summary>
    /// What the learner is, its settings among them, such as "LeNet-5, 50 draws": a journal keeps it, and a run is resumed with another only
    /// where changes are accepted. Default empty, for nothing to be compared.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public string Description
    {
        get => _description;
        init => _description = Guard.NotNull(value, nameof(Description));
    }

    /// <summary>
    /// Makes a new network, which the loop then owns. Called with torch's global generator seeded for the round, so that its first weights are
    /// the same whenever the round is run.
    /// </summary>
    public required Func<torch.nn.Module<Tensor, Tensor>> Create { get; init; }

    /// <summary>
    /// Trains a network on what is labelled so far. Called with torch's global generator seeded for the round: training that takes its
    /// randomness from there, or from <see cref="TrainingRound.Seed"/>, is the same whenever the round is run.
    /// </summary>
    public required Action<torch.nn.Module<Tensor, Tensor>, LabelledSet, TrainingRound> Train { get; init; }

    /// <summary>
    /// Wraps a trained network: by MC dropout, Laplace or whatever draws networks from it. <see cref="TrainingRound.Seed"/> is there for draws that
    /// shall be others in each round. The loop disposes what comes.
    /// </summary>
    public required Func<torch.nn.Module<Tensor, Tensor>, TrainingRound, UncertaintyEvaluation> Sample { get; init; }

    /// <summary>Where selectors that look at features find them; null, the default, where none does.</summary>
    public Func<torch.nn.Module<Tensor, Tensor>, FeatureReader>? Features { get; init; }

    /// <summary>
    /// Measures a trained network on data that the loop does not touch: names such as "accuracy" with their finite values. Null, the default,
    /// for no measures.
    /// </summary>
    public Func<UncertaintyEvaluation, IReadOnlyDictionary<string, double>>? Validate { get; init; }
}
