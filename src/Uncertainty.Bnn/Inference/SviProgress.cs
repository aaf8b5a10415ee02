namespace Uncertainty.Bnn;

/// <summary>Where a variational training stands; reported after each batch.</summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Batch">Batches done in this epoch.</param>
/// <param name="Value">The bound's parts for the last batch.</param>
public readonly record struct SviProgress(int Epoch, int Epochs, int Batch, ElboValue Value);
