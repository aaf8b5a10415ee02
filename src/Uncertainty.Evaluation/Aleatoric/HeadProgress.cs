namespace Uncertainty.Evaluation;

/// <summary>Where the training of an aleatoric head stands; reported after each batch.</summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Batch">Batches done in this epoch.</param>
/// <param name="Loss">Loss of the last batch, in nats.</param>
public readonly record struct HeadProgress(int Epoch, int Epochs, int Batch, double Loss);
