using Benchmarks.Mnist;

namespace MnistPosteriors;

/// <summary>How a Markov chain goes on from a trained network: SGHMC with a cyclical learning rate, at temperature 1.</summary>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="Cycles">Cycles of the learning rate, of each of which the last fifth samples.</param>
/// <param name="LearningRate">The rate at the start of a cycle.</param>
/// <param name="Momentum">Momentum.</param>
/// <param name="Prior">Standard deviation of the normal prior of each weight.</param>
/// <param name="BatchSize">Images in a batch.</param>
/// <param name="Start">How the network that it starts from was trained.</param>
internal sealed record ChainRecipe(
    int Epochs, int Cycles, double LearningRate, double Momentum, double Prior, int BatchSize, PlainRecipe Start);
