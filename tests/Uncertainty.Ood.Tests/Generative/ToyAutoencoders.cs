using System.Collections.Concurrent;
using TorchSharp;
using Uncertainty.Bnn;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.Ood.Tests;

/// <summary>
/// Autoencoders of the toy problem's inliers, trained once, in training mode with BatchNorm and dropout. They live as long as the tests: what is
/// asked for must be there before tensors are counted.
/// </summary>
internal static class ToyAutoencoders
{
    public const int Latents = 2;

    private const int Hidden = 16;
    private static readonly ConcurrentDictionary<ScalarType, VariationalAutoencoder> Models = new();
    private static readonly ConcurrentDictionary<ScalarType, Tensor> Mirrored = new();
    private static readonly Lazy<string> Trained = new(Train);

    public static VariationalAutoencoder Of(ToyProblem toy) => Models.GetOrAdd(toy.Inliers.dtype, Read);

    /// <summary>The encoder's mean and the decoder of the same autoencoder, as functions of a plain one.</summary>
    public static AutoencoderReader Plain(ToyProblem toy)
    {
        VariationalAutoencoder model = Of(toy);
        return AutoencoderReader.From(
            inputs =>
            {
                using Bnn.Distributions.Normal posterior = model.Encode(inputs);
                return posterior.Location.clone();
            },
            model.Decode);
    }

    /// <summary>Inliers on the other side of zero.</summary>
    public static Tensor Outliers(ToyProblem toy) => Mirrored.GetOrAdd(toy.Inliers.dtype, _ => toy.Inliers.neg().DetachFromDisposeScope());

    /// <summary>An autoencoder of the problem's inputs whose weights are random.</summary>
    public static VariationalAutoencoder Untrained()
    {
        manual_seed(5);
        return new VariationalAutoencoder(
            Encoder(),
            Decoder(),
            Hidden,
            Latents,
            new VariationalAutoencoderOptions
            {
                Likelihood = new GaussianLikelihood { ScaleFrom = LikelihoodScale.Fixed, Scale = 0.5 },
            });
    }

    private static Module<Tensor, Tensor> Encoder() =>
        Sequential(Linear(ToyProblem.Features, Hidden), BatchNorm1d(Hidden), ReLU(), Dropout(0.1));

    private static Module<Tensor, Tensor> Decoder() => Sequential(Linear(Latents, Hidden), ReLU(), Linear(Hidden, ToyProblem.Features));

    private static string Train()
    {
        string path = Path.GetTempFileName();
        using ToyProblem toy = new();
        using VariationalAutoencoder model = Untrained();
        model.Train(toy.Unlabelled, new SviOptions { Epochs = 100, LearningRate = 0.01 });
        model.Save(path);
        return path;
    }

    private static VariationalAutoencoder Read(ScalarType type)
    {
        VariationalAutoencoder model = VariationalAutoencoder.Load(Trained.Value, Encoder(), Decoder());
        model.to(type);
        model.train();
        return model;
    }
}
