using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Bnn.Distributions;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

/// <summary>
/// x = w z + b + noise of standard deviation 1/2 with one latent z, and an encoder that knows nothing of it: ln p(x), the posterior and the ELBO of
/// the encoder's q follow from the formulas of normal distributions.
/// </summary>
internal sealed class LinearModel : IDisposable
{
    private const int Values = 3;
    private const double Variance = 0.25;

    private readonly double[] _weight;
    private readonly double[] _bias;
    private readonly double _precision;

    public LinearModel()
    {
        torch.manual_seed(2);
        TorchSharp.Modules.Linear decoder = torch.nn.Linear(1, Values);
        Model = new VariationalAutoencoder(
            torch.nn.Sequential(torch.nn.Linear(Values, 4), torch.nn.Tanh()),
            decoder,
            features: 4,
            latents: 1,
            new VariationalAutoencoderOptions
            {
                Likelihood = new GaussianLikelihood { ScaleFrom = LikelihoodScale.Fixed, Scale = Math.Sqrt(Variance) },
            });
        Model.to(torch.ScalarType.Float64);
        Inputs = Networks.Inputs(4, 6, Values).to_type(torch.ScalarType.Float64);
        _weight = Testing.Values.Of(decoder.weight!);
        _bias = Testing.Values.Of(decoder.bias!);
        _precision = 1 + (_weight.Sum(w => w * w) / Variance);
    }

    public VariationalAutoencoder Model { get; }

    public Tensor Inputs { get; }

    /// <summary>ln p(x) of each input.</summary>
    public IEnumerable<double> LogLikelihood() => Rows().Select(row =>
    {
        double along = _weight.Zip(row.Residual, (w, r) => w * r).Sum() / Variance;
        double square = (row.Residual.Sum(r => r * r) / Variance) - (along * along / _precision);
        return -0.5 * (square + Math.Log(_precision) + (Values * Math.Log(2 * Math.PI * Variance)));
    });

    /// <summary>ln p(x) − KL(q ‖ p(z | x)) of each input.</summary>
    public IEnumerable<double> Elbo() => LogLikelihood().Zip(Rows(), (likelihood, row) =>
    {
        double mean = _weight.Zip(row.Residual, (w, r) => w * r).Sum() / Variance / _precision;
        double spread = row.Scale * row.Scale * _precision;
        double shift = row.Location - mean;
        return likelihood - (0.5 * (spread + (shift * shift * _precision) - 1 - Math.Log(spread)));
    });

    public void Dispose()
    {
        Model.Dispose();
        Inputs.Dispose();
    }

    private IEnumerable<(double[] Residual, double Location, double Scale)> Rows()
    {
        using Normal posterior = Model.Encode(Inputs);
        double[] locations = Testing.Values.Of(posterior.Location);
        double[] scales = Testing.Values.Of(posterior.Scale);
        return [.. Testing.Values.Of(Inputs).Chunk(Values).Select(
            (x, i) => (x.Zip(_bias, (value, b) => value - b).ToArray(), locations[i], scales[i]))];
    }
}
