using Benchmarks.Mnist;

namespace MnistPosteriors;

/// <summary>How training goes on from a trained network for SWAG: by SGD with momentum, at a constant learning rate.</summary>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="LearningRate">The constant rate.</param>
/// <param name="Momentum">Momentum of SGD.</param>
/// <param name="Snapshots">Times in an epoch at which the weights are taken.</param>
/// <param name="Rank">How many of the last snapshots the part of low rank is made of.</param>
/// <param name="BatchSize">Images in a batch.</param>
/// <param name="Start">How the network that it starts from was trained.</param>
internal sealed record SwagRecipe(
    int Epochs, double LearningRate, double Momentum, int Snapshots, int Rank, int BatchSize, PlainRecipe Start);
