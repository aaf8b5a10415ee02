using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.LaplaceApproximations;

/// <summary>What the approximation is for, on small networks that are trained here.</summary>
[TestFixture]
internal sealed class AllLayersBehaviourTests
{
    private const int Count = 80;
    private const double Decay = 0.001;

    [Test]
    public void Linearise_AwayFromTheData_IsWiderThanBetweenThem([Values(LaplaceCovariance.Full, LaplaceCovariance.Kronecker)] LaplaceCovariance covariance)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor inputs = linspace(-1, 1, Count).unsqueeze(1);
        Tensor targets = (3 * inputs).sin() + (0.1 * Networks.Inputs(2, Count, 1));
        manual_seed(1);
        nn.Module<Tensor, Tensor> network = nn.Sequential(
            nn.Linear(1, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 1));
        Train(network, inputs, targets, (outputs, wanted) => nn.functional.mse_loss(outputs, wanted));
        using RegressionLaplace posterior = RegressionLaplace.Fit(
            network, [(inputs, targets)], new LaplaceOptions { Layers = LaplaceLayers.All, Covariance = covariance });
        using GaussianOutputs outputs = posterior.Linearise(tensor(new[] { -4f, -2f, -0.5f, 0f, 0.5f, 2f, 4f }, [7, 1]));
        double[] deviations = Values.Of(outputs.Covariance.flatten().sqrt());
        TestContext.Out.WriteLine(
            $"σ {Math.Sqrt(posterior.NoiseVariance):G3}, δ {posterior.PriorPrecision:G3}, γ {posterior.EffectiveParameters:G3}: "
            + string.Join(' ', deviations.Select(deviation => $"{deviation:G3}")));
        double inside = deviations[2..5].Max();
        Assert.That(deviations[..2].Concat(deviations[5..]), Has.All.GreaterThan(2 * inside));
        Assert.That(Math.Sqrt(posterior.NoiseVariance), Is.InRange(0.05, 0.2));

        // Without what the weights have in common, more of them count as decided than there are targets.
        Assert.That(
            () => RegressionLaplace.Fit(
                network, [(inputs, targets)], new LaplaceOptions { Layers = LaplaceLayers.All, Covariance = LaplaceCovariance.Diagonal }),
            Throws.InvalidOperationException.With.Message.Contains("NoiseVariance"));
    }

    [Test]
    public void Predict_FarFromBothMoons_IsLessSureThanTheNetworkAndThanAmongThem([Values] LaplaceLink link)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor angles = linspace(0, Math.PI, Count).unsqueeze(1);
        Tensor upper = cat([angles.cos(), angles.sin()], 1);
        Tensor lower = cat([1 - angles.cos(), 0.5 - angles.sin()], 1);
        Tensor inputs = cat([upper, lower], 0) + (0.15 * Networks.Inputs(4, 2 * Count, 2));
        Tensor labels = cat([zeros(Count, dtype: ScalarType.Int64), ones(Count, dtype: ScalarType.Int64)], 0);
        manual_seed(1);
        nn.Module<Tensor, Tensor> network = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 2));
        Train(network, inputs, labels, (outputs, wanted) => nn.functional.cross_entropy(outputs, wanted), Decay);
        using ClassificationLaplace posterior = ClassificationLaplace.Fit(
            network, [(inputs, labels)], new LaplaceOptions { Layers = LaplaceLayers.All, Draws = 200, PriorPrecision = 2 * Count * Decay });
        Tensor far = tensor(new[] { 9f, 9f, -9f, 9f, 9f, -9f, -9f, -9f }, [4, 2]);
        double[] among = Values.Of(posterior.Predict(inputs, link).amax(1));
        double[] away = Values.Of(posterior.Predict(far, link).amax(1));
        double[] sure = Values.Of(network.call(far).softmax(1).amax(1));
        TestContext.Out.WriteLine($"among {among.Average():G3}, away {string.Join(' ', away.Select(p => $"{p:G3}"))}, network {sure.Min():G5}");
        Assert.That(sure, Has.All.GreaterThan(0.99));
        Assert.That(away, Has.All.LessThan(0.95));
        Assert.That(away.Average(), Is.LessThan(among.Average()));
    }

    private static void Train(nn.Module<Tensor, Tensor> network, Tensor inputs, Tensor targets, Func<Tensor, Tensor, Tensor> loss, double decay = 0)
    {
        using optim.Optimizer optimizer = optim.Adam(network.parameters(), 0.02, weight_decay: decay);
        for (int step = 0; step < 400; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            loss(network.call(inputs), targets).backward();
            optimizer.step();
        }
    }
}
