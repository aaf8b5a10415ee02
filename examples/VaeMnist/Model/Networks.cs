using Uncertainty.Bnn;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeMnist.Model;

/// <summary>Autoencoders of digits with one hidden layer on either side: 784-400-20-400-784, ReLU.</summary>
internal static class Networks
{
    public const int Classes = 10;

    private const int Pixels = 784;
    private const int Hidden = 400;
    private const int Latents = 20;

    public static VariationalAutoencoder Plain(bool greyValues, long seed)
    {
        manual_seed(seed);
        return new VariationalAutoencoder(Encoder(), Decoder(Latents), features: Hidden, latents: Latents, Options(greyValues));
    }

    /// <summary>The same with the digit's class as the condition.</summary>
    public static ConditionalVariationalAutoencoder Conditional(bool greyValues, long seed)
    {
        manual_seed(seed);
        return new ConditionalVariationalAutoencoder(
            Encoder(), Decoder(Latents + Classes), features: Hidden, latents: Latents, conditions: Classes, Options(greyValues));
    }

    private static VariationalAutoencoderOptions Options(bool greyValues) =>
        new() { Likelihood = new BernoulliLikelihood { GreyValues = greyValues } };

    private static Module<Tensor, Tensor> Encoder() =>
        Sequential(("flatten", Flatten()), ("hidden", Linear(Pixels, Hidden)), ("relu", ReLU()));

    private static Module<Tensor, Tensor> Decoder(int inputs) =>
        Sequential(("hidden", Linear(inputs, Hidden)), ("relu", ReLU()), ("logits", Linear(Hidden, Pixels)));
}
