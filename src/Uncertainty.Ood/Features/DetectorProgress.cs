namespace Uncertainty.Ood;

/// <summary>Where the fit of a detector stands; reported after each batch.</summary>
/// <param name="Pass">The pass over the batches under way, from 1.</param>
/// <param name="Passes">How many there will be.</param>
/// <param name="Batches">Batches done in this pass.</param>
/// <param name="Inputs">Inputs seen in this pass.</param>
public readonly record struct DetectorProgress(int Pass, int Passes, int Batches, long Inputs);
