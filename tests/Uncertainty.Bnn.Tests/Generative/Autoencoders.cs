using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Generative;

/// <summary>Small autoencoders of [N, 4] inputs with weights that a seed decides.</summary>
internal static class Autoencoders
{
    public const int Features = 3;
    public const int Latents = 2;

    /// <summary>The options of a name such as "gaussian.learnt".</summary>
    public static VariationalAutoencoderOptions Options(string name, double beta = 1) => new()
    {
        Beta = beta,
        Likelihood = name switch
        {
            "bernoulli" => new BernoulliLikelihood(),
            "bernoulli.grey" => new BernoulliLikelihood { GreyValues = true },
            "gaussian.fixed" or "conditional" => new GaussianLikelihood { ScaleFrom = LikelihoodScale.Fixed, Scale = 0.7 },
            "gaussian.learnt" => new GaussianLikelihood(),
            "gaussian.decoded" => new GaussianLikelihood { ScaleFrom = LikelihoodScale.Decoded },
            "logistic.fixed" => new DiscretisedLogisticLikelihood { ScaleFrom = LikelihoodScale.Fixed },
            "logistic.learnt" => new DiscretisedLogisticLikelihood(),
            "logistic.decoded" => new DiscretisedLogisticLikelihood { ScaleFrom = LikelihoodScale.Decoded },
            _ => throw new ArgumentException($"Not known: {name}.", nameof(name)),
        },
    };

    public static nn.Module<Tensor, Tensor> Encoder() => nn.Sequential(("0", nn.Linear(4, Features)), ("1", nn.Tanh()));

    public static nn.Module<Tensor, Tensor> Decoder(string name, int conditions = 0) =>
        nn.Sequential(("0", nn.Linear(Latents + conditions, name.EndsWith("decoded", StringComparison.Ordinal) ? 8 : 4)));

    public static VariationalAutoencoder Plain(string name, double beta = 1)
    {
        manual_seed(5);
        return new VariationalAutoencoder(Encoder(), Decoder(name), Features, Latents, Options(name, beta));
    }

    public static ConditionalVariationalAutoencoder Conditional(string name = "conditional", int classes = 3)
    {
        manual_seed(5);
        return new ConditionalVariationalAutoencoder(Encoder(), Decoder(name, classes), Features, Latents, classes, Options(name));
    }

    /// <summary>[count, 4] inputs of the support of a name's likelihood.</summary>
    public static Tensor Inputs(string name, int count)
    {
        using Tensor normal = Networks.Inputs(3, count, 4);
        return name.Split('.')[0] switch
        {
            "bernoulli" => normal.gt(0).to_type(ScalarType.Float32),
            "logistic" => (normal.sigmoid() * 255).round() / 255,
            _ => normal.clone(),
        };
    }
}
