using Benchmarks.Mnist;
using Uncertainty.Bnn;

namespace MnistPosteriors;

/// <summary>
/// How a Bayesian network is trained: by <see cref="Svi"/> with Adam, a learning rate that falls to zero as a cosine, and the divergence
/// weighted by one over the number of training images from the first batch on.
/// </summary>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="LearningRate">The rate at the start.</param>
/// <param name="Prior">Standard deviation of the normal prior of each weight; its mean is 0 but for <paramref name="Centred"/>.</param>
/// <param name="Deviation">Standard deviation of each weight before training; with <paramref name="Centred"/> the least one.</param>
/// <param name="Convolutions">Estimator of the convolutions.</param>
/// <param name="Linears">Estimator of the Linear layers.</param>
/// <param name="BatchSize">Images in a batch.</param>
/// <param name="Start">How the network that is converted was trained; null for a network that is Bayesian from the start.</param>
/// <param name="Centred">
/// For a network that is converted: the share of each weight that its standard deviation is before training, with priors centred on the
/// trained weights. Null for priors centred on 0.
/// </param>
internal sealed record VariationalRecipe(
    int Epochs,
    double LearningRate,
    double Prior,
    double Deviation,
    WeightEstimator Convolutions,
    WeightEstimator Linears,
    int BatchSize,
    PlainRecipe? Start,
    double? Centred);
