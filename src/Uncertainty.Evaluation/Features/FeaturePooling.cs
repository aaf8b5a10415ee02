namespace Uncertainty.Evaluation;

/// <summary>What becomes of the positions of a map when features are read from it; features [N, F] are taken as they are.</summary>
public enum FeaturePooling
{
    /// <summary>The mean over the positions: [N, F, …] becomes [N, F].</summary>
    Mean,

    /// <summary>The greatest value over the positions: [N, F, …] becomes [N, F].</summary>
    Max,

    /// <summary>Every position is a feature of its own: [N, F, …] becomes [N, F · …].</summary>
    Flatten,
}
