namespace Uncertainty.Bnn;

/// <summary>How <see cref="SingleNetwork"/> runs its network.</summary>
public sealed record SingleNetworkOptions : SamplingOptions;
