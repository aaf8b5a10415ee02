using LeNetMnist.Model;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace VaeMnist.Model;

/// <summary>Means over images, in nats, with the standard error of the ELBO's.</summary>
internal sealed record Bounds(double Elbo, double StandardError, double Reconstruction, double Kl)
{
    private const int Slice = 500;

    /// <summary>The evidence lower bound of a test set, by one draw of the latents for each image.</summary>
    /// <param name="data">The test set.</param>
    /// <param name="elbo">From images, labels and a seed to the bound.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static Bounds Of(ImageTensors data, Func<Tensor, Tensor, long, AutoencoderElbo> elbo, long seed)
    {
        using IDisposable noGradient = no_grad();
        List<double> values = [];
        List<double> reconstructions = [];
        List<double> divergences = [];
        int slice = 0;
        foreach ((Tensor images, Tensor labels) in data.Slices(Slice))
        {
            using AutoencoderElbo terms = elbo(images, labels, Seeds.Derive(seed, slice++));
            values.AddRange(Numbers(terms.Value));
            reconstructions.AddRange(Numbers(terms.Reconstruction));
            divergences.AddRange(Numbers(terms.Kl));
        }

        double mean = values.Average();
        double variance = values.Average(value => (value - mean) * (value - mean));
        return new Bounds(mean, Math.Sqrt(variance / values.Count), reconstructions.Average(), divergences.Average());
    }

    public static double[] Numbers(Tensor values)
    {
        using Tensor wide = values.to_type(ScalarType.Float64);
        return wide.data<double>().ToArray();
    }
}
