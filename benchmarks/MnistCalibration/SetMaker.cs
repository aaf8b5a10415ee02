using Uncertainty.Evaluation;

namespace MnistCalibration;

/// <summary>A way to make conformal sets.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Options">How; α and seed are set for each run.</param>
internal sealed record SetMaker(string Name, ConformalClassifierOptions Options)
{
    /// <summary>All that are compared.</summary>
    internal static IReadOnlyList<SetMaker> All { get; } =
    [
        new("LAC", new ConformalClassifierOptions()),
        new("LAC, by class", new ConformalClassifierOptions { ClassConditional = true }),
        new("LAC, never empty", new ConformalClassifierOptions { Rule = SetRule.NeverEmpty }),
        new("APS, randomised", new ConformalClassifierOptions { Score = LabelScore.AdaptiveSets, Randomised = true }),
        new("APS", new ConformalClassifierOptions { Score = LabelScore.AdaptiveSets }),
        new("APS, with the crossing label", new ConformalClassifierOptions { Score = LabelScore.AdaptiveSets, Rule = SetRule.WithCrossingLabel }),
        new("RAPS, randomised", new ConformalClassifierOptions { Score = LabelScore.RegularisedAdaptiveSets, Randomised = true }),
    ];
}
