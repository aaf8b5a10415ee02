namespace Uncertainty.Bnn;

/// <summary>Where the training of an ensemble stands; reported after each batch.</summary>
/// <param name="Member">The member under way, from 1.</param>
/// <param name="Members">How many there will be.</param>
/// <param name="Epoch">The member's epoch under way, from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Batch">Batches done in this epoch.</param>
/// <param name="Loss">Loss of the last batch; with adversarial training the sum of its two terms.</param>
public readonly record struct EnsembleProgress(int Member, int Members, int Epoch, int Epochs, int Batch, double Loss);
