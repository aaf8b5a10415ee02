using TorchSharp;
using Uncertainty.Bnn.Tests.Engine;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Posterior;

/// <summary>The draws of every sampler that gives them with gradients.</summary>
[TestFixture("dropout")]
[TestFixture("dropout, whole passes")]
[TestFixture("dropout of channels")]
[TestFixture("dropout, cut by the network")]
[TestFixture("dropout, cut by the engine")]
[TestFixture("batch normalization")]
[TestFixture("ensemble")]
[TestFixture("single")]
internal sealed class GradientDrawsTests(string kind)
{
    private const double Step = 1e-6;

    private readonly List<nn.Module<Tensor, Tensor>> _networks = [];
    private IDisposable? _owned;
    private IPosteriorPredictive _plain = null!;
    private IPosteriorPredictive _gradients = null!;

    [SetUp]
    public void Open()
    {
        switch (kind)
        {
            case "batch normalization":
                using (Tensor batches = Networks.Inputs(3, 3, 8, Networks.Features).to_type(ScalarType.Float64))
                {
                    McBatchNorm normalization = McBatchNorm.Fit(
                        Network(batchNorm: true), [batches[0], batches[1], batches[2]], new McBatchNormOptions { Draws = 3 });
                    _owned = normalization;
                    (_plain, _gradients) = (normalization, normalization.WithGradients());
                }

                break;
            case "ensemble":
                DeepEnsemble ensemble = new([Network(), Network(), Network()], new DeepEnsembleOptions { Parallelism = 2, BatchSize = 2 });
                _owned = ensemble;
                (_plain, _gradients) = (ensemble, ensemble.WithGradients());
                break;
            case "single":
                SingleNetwork single = new(Network());
                (_plain, _gradients) = (single, single.WithGradients());
                break;
            default:
                McDropout dropout = new(
                    Network(), new McDropoutOptions { Draws = 4, BatchSize = 2, WholePasses = kind == "dropout, whole passes" });
                (_plain, _gradients) = (dropout, dropout.WithGradients());
                break;
        }
    }

    [TearDown]
    public void Close()
    {
        _owned?.Dispose();
        _networks.ForEach(network => network.Dispose());
        _networks.Clear();
    }

    [Test]
    public void Sample_IsThatOfTheSampler()
    {
        using Tensor inputs = Inputs();
        using PredictiveSamples expected = _plain.Sample(inputs);
        using Tensor point = inputs.clone().requires_grad_();
        using PredictiveSamples samples = _gradients.SampleWithGraph(point);
        Assert.That(samples.Values.requires_grad, Is.True);
        using PredictiveSamples cut = _gradients.Sample(point);
        using PredictiveSamples without = _plain.SampleWithGraph(point);
        Assert.That((expected.Values.requires_grad, cut.Values.requires_grad, without.Values.requires_grad), Is.EqualTo((false, false, false)));
        using PredictiveSamples probabilities = samples.Softmax();
        Assert.That(probabilities.Values.requires_grad, Is.True);
        Assert.That(Values.Of(samples.Values), Is.EqualTo(Values.Of(expected.Values)).Within(1e-12));
        Assert.That(_gradients.Draws, Is.EqualTo(_plain.Draws));
    }

    [Test]
    public void Sample_Gradient_IsThatOfFiniteDifferences()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor inputs = Inputs();
        Tensor point = inputs.clone().requires_grad_();
        using PredictiveSamples samples = _gradients.SampleWithGraph(point);
        Tensor gradient = autograd.grad([Sum(samples)], [point])[0];
        double[] expected = [.. Enumerable.Range(0, (int)inputs.numel()).Select(place => (Moved(place, Step) - Moved(place, -Step)) / (2 * Step))];
        Assert.That(Values.Of(gradient), Is.EqualTo(expected).Within(1e-6));
        Assert.That(expected.Select(Math.Abs).Max(), Is.GreaterThan(1e-3));

        double Moved(int place, double by)
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor moved = inputs.clone();
            moved.view(-1)[place] += by;
            using PredictiveSamples there = _plain.Sample(moved);
            return Sum(there).item<double>();
        }
    }

    [Test]
    public void Sample_WithoutGradMode_HasNoGradient()
    {
        using Tensor point = Inputs().requires_grad_();
        using IDisposable noGradient = no_grad();
        using PredictiveSamples samples = _gradients.SampleWithGraph(point);
        Assert.That(samples.Values.requires_grad, Is.False);
        Assert.That(is_grad_enabled(), Is.False);
    }

    [Test]
    public void Sample_LeavesNetworksAndNothingElse()
    {
        _networks.ForEach(network => network.train());
        Leaks.AssertNone(() =>
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor point = Inputs().requires_grad_();
            using PredictiveSamples samples = _gradients.SampleWithGraph(point);
            Tensor gradient = autograd.grad([Sum(samples)], [point])[0];
            Assert.That(gradient.shape, Is.EqualTo(point.shape));
        });
        Assert.That(is_grad_enabled(), Is.True);
        foreach (nn.Module<Tensor, Tensor> network in _networks)
        {
            Assert.That(network.modules().All(module => module.training), Is.True);
            Assert.That(network.parameters().All(parameter => Gradients.Of(parameter) is null), Is.True);
        }
    }

    /// <summary>Weighs all outputs differently, so that no gradient cancels.</summary>
    private static Tensor Sum(PredictiveSamples samples)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weights = arange(1, samples.Values.numel() + 1, dtype: ScalarType.Float64).reshape(samples.Values.shape).sin();
        return (samples.Values.square() * weights).sum().MoveToOuterDisposeScope();
    }

    private Tensor Inputs()
    {
        long[] shape = kind switch
        {
            "dropout of channels" => [2, 1, 8, 8],
            "dropout, cut by the network" => [3, 6],
            _ => [3, Networks.Features],
        };
        using Tensor single = Networks.Inputs(5, shape);
        return single.to_type(ScalarType.Float64);
    }

    private nn.Module<Tensor, Tensor> Network(bool batchNorm = false)
    {
        manual_seed(4);
        nn.Module<Tensor, Tensor> network = kind switch
        {
            "dropout of channels" => Networks.Convolutional(),
            "dropout, cut by the network" => new OwnNetworks.Split(),
            "dropout, cut by the engine" => new OwnNetworks.ResidualBlock(Networks.Features),
            _ => Networks.Mlp(batchNorm: batchNorm),
        };
        network.to(ScalarType.Float64);
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (Tensor parameter in network.parameters())
        {
            parameter.add_(0.1 * _networks.Count);
        }

        _networks.Add(network);
        return network;
    }
}
