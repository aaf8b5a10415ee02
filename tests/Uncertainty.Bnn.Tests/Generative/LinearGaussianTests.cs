using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Generative;

/// <summary>
/// Probabilistic principal component analysis as an autoencoder: x = W z + b + noise. With columns of W at right angles the posterior of the
/// latents is known and of the encoder's kind, and so is the density of x.
/// </summary>
[TestFixture]
internal sealed class LinearGaussianTests
{
    private const double Noise = 0.6;

    private static readonly double[][] Axes = [[2 / 3.0, 1 / 3.0, 2 / 3.0], [-2 / 3.0, 2 / 3.0, 1 / 3.0], [1 / 3.0, 2 / 3.0, -2 / 3.0]];
    private static readonly double[] Lengths = [1.5, 0.8];
    private static readonly double[] Centre = [0.3, -1, 0.5];

    private static readonly double[][] Points = [[0.3, -1, 0.5], [2.0, 0.1, 1.5], [-1.2, -2.0, 0.4], [0.5, 1.0, -1.5]];

    [TestCase(1, 0)]
    [TestCase(1, 7)]
    [TestCase(20, 3)]
    public void LogLikelihoodBound_ExactPosterior_IsTheDensityWhateverTheDraw(int draws, long seed)
    {
        using VariationalAutoencoder model = Model(widening: 1);
        using Tensor inputs = Inputs(1);
        using Tensor bound = model.LogLikelihoodBound(inputs, new LikelihoodBoundOptions { Draws = draws, Seed = seed });
        Assert.That(Values.Of(bound), Is.EqualTo(Points.Select(Density)).Within(1e-10));
    }

    [Test]
    public void Encode_ExactPosterior_IsThatOfTheFormula()
    {
        using VariationalAutoencoder model = Model(widening: 1);
        using Tensor inputs = Inputs(1);
        using Normal posterior = model.Encode(inputs);
        Assert.That(Values.Of(posterior.Location), Is.EqualTo(Points.SelectMany(point => PosteriorMean(point))).Within(1e-12));
        Assert.That(Values.Of(posterior.Scale).Take(2), Is.EqualTo(new[] { PosteriorDeviation(0), PosteriorDeviation(1) }).Within(1e-12));
    }

    [Test]
    public void Elbo_ExactPosterior_IsTheDensityInExpectation()
    {
        using VariationalAutoencoder model = Model(widening: 1);
        foreach (double[] point in Points)
        {
            (double mean, double error) = MeanElbo(model, point);
            Assert.That(mean, Is.EqualTo(Density(point)).Within(4 * error));
        }
    }

    [Test]
    public void Elbo_OtherPosterior_IsBelowTheDensityByTheDivergence()
    {
        using VariationalAutoencoder model = Model(widening: 2);
        foreach (double[] point in Points)
        {
            // KL of normals with the same mean and twice the deviation, for both latents.
            double divergence = 2 * (0.5 * (4 - 1) - Math.Log(2));
            (double mean, double error) = MeanElbo(model, point);
            Assert.That(mean, Is.EqualTo(Density(point) - divergence).Within(4 * error));
        }
    }

    [Test]
    public void LogLikelihoodBound_OneDraw_IsTheElboInExpectation()
    {
        const int Copies = 20_000;
        using DisposeScope scope = NewDisposeScope();
        using VariationalAutoencoder model = Model(widening: 1.6);
        Tensor inputs = Inputs(1).narrow(0, 1, 1).repeat(Copies, 1);
        using AutoencoderElbo elbo = model.Elbo(inputs, seed: 1);
        double[] one = Values.Of(elbo.Value);
        double[] other = Values.Of(model.LogLikelihoodBound(inputs, new LikelihoodBoundOptions { Draws = 1, Seed = 2 }));
        double error = Math.Sqrt((Variance(one) + Variance(other)) / Copies);
        Assert.That(other.Average(), Is.EqualTo(one.Average()).Within(4 * error));
    }

    [Test]
    public void LogLikelihoodBound_MoreDraws_IsTighterWithTheDensityForItsLimit()
    {
        const int Copies = 500;
        using DisposeScope scope = NewDisposeScope();
        using VariationalAutoencoder model = Model(widening: 2);
        Tensor inputs = Inputs(Copies);
        double exact = Points.Average(Density);
        double before = double.NegativeInfinity;
        foreach (int draws in new[] { 1, 5, 25, 125 })
        {
            double bound = Values.Of(model.LogLikelihoodBound(inputs, new LikelihoodBoundOptions { Draws = draws })).Average();
            Assert.That(bound, Is.GreaterThan(before).And.LessThan(exact + 0.02), $"{draws}");
            before = bound;
        }

        double[] limit = Values.Of(model.LogLikelihoodBound(Inputs(1), new LikelihoodBoundOptions { Draws = 5000 }));
        Assert.That(limit, Is.EqualTo(Points.Select(Density)).Within(0.05));
    }

    [Test]
    public void Sample_WithNoise_HasTheCovarianceOfTheModel()
    {
        const int Count = 40_000;
        using DisposeScope scope = NewDisposeScope();
        using VariationalAutoencoder model = Model(widening: 1);
        double[][] draws = [.. Values.Of(model.Sample(Count, seed: 4, withNoise: true)).Chunk(3)];
        for (int axis = 0; axis < 3; axis++)
        {
            double variance = draws.Average(draw => Math.Pow(Along(axis, draw), 2));
            double expected = Variance(axis);
            Assert.That(variance, Is.EqualTo(expected).Within(4 * expected * Math.Sqrt(2.0 / Count)));
        }
    }

    private static VariationalAutoencoder Model(double widening)
    {
        VariationalAutoencoder model = new(
            nn.Identity(),
            nn.Linear(2, 3),
            features: 3,
            latents: 2,
            new VariationalAutoencoderOptions { Likelihood = new GaussianLikelihood { ScaleFrom = LikelihoodScale.Fixed, Scale = Noise } });
        model.to(ScalarType.Float64);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        double[][] rows = [.. Enumerable.Range(0, 2).Select(l => (double[])[.. Axes[l].Select(axis => axis * Gain(l))])];
        double[] shifts = [.. rows.Select(row => -row.Zip(Centre, (a, b) => a * b).Sum())];
        Set(model, "latent.weight", [.. rows.SelectMany(row => row), .. new double[6]]);
        Set(model, "latent.bias", [.. shifts, .. Enumerable.Range(0, 2).Select(l => 2 * Math.Log(widening * PosteriorDeviation(l)))]);
        Set(model, "decoder.weight", [.. Enumerable.Range(0, 3).SelectMany(d => Enumerable.Range(0, 2).Select(l => Axes[l][d] * Lengths[l]))]);
        Set(model, "decoder.bias", Centre);
        return model;
    }

    private static void Set(nn.Module model, string name, double[] values)
    {
        Tensor place = model.get_parameter(name)!;
        place.copy_(tensor(values).reshape(place.shape));
    }

    private static Tensor Inputs(int copies)
    {
        using Tensor points = tensor(Points.SelectMany(point => point).ToArray()).reshape(-1, 3);
        return points.repeat(copies, 1);
    }

    private static (double Mean, double Error) MeanElbo(VariationalAutoencoder model, double[] point)
    {
        const int Copies = 20_000;
        using DisposeScope scope = NewDisposeScope();
        using AutoencoderElbo elbo = model.Elbo(tensor(point).repeat(Copies, 1));
        double[] values = Values.Of(elbo.Value);
        return (values.Average(), Math.Sqrt(Variance(values) / Copies));
    }

    private static double Gain(int latent) => Lengths[latent] / ((Lengths[latent] * Lengths[latent]) + (Noise * Noise));

    private static double PosteriorDeviation(int latent) => Noise / Math.Sqrt((Lengths[latent] * Lengths[latent]) + (Noise * Noise));

    private static double[] PosteriorMean(double[] point) => [Gain(0) * Along(0, point), Gain(1) * Along(1, point)];

    private static double Along(int axis, double[] point) => Enumerable.Range(0, 3).Sum(d => Axes[axis][d] * (point[d] - Centre[d]));

    private static double Variance(int axis) => (axis < 2 ? Lengths[axis] * Lengths[axis] : 0) + (Noise * Noise);

    private static double Density(double[] point) => Enumerable.Range(0, 3).Sum(axis =>
        -0.5 * (Math.Log(2 * Math.PI * Variance(axis)) + (Math.Pow(Along(axis, point), 2) / Variance(axis))));

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }
}
