namespace Uncertainty.Bnn;

/// <summary>How <see cref="TestTimeAugmentation"/> runs its network.</summary>
public sealed record TestTimeAugmentationOptions : SamplingOptions;
