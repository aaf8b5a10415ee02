namespace Benchmarks.Mnist;

/// <summary>How a network with fixed weights is trained: by Adam, with a learning rate that falls to zero as a cosine.</summary>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="LearningRate">The rate at the start.</param>
/// <param name="Dropout">Dropout rate of the head; null for no dropout.</param>
/// <param name="BatchSize">Images in a batch.</param>
internal sealed record PlainRecipe(int Epochs, double LearningRate, double? Dropout, int BatchSize)
{
    /// <summary>The recipe of the plain LeNet-5 that the programs share.</summary>
    internal static PlainRecipe LeNet { get; } = new(15, 2e-3, null, 128);
}
