using TorchSharp;
using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Inference;

[TestFixture]
internal sealed class SviTests
{
    [Test]
    public void Evaluate_Terms_AreApartAndWeightedByOneOverN()
    {
        using nn.Module<Tensor, Tensor> network = Network();
        network.eval();
        using Tensor inputs = Networks.Inputs(1, 5, 3);
        using Tensor targets = zeros(5, 2);
        Elbo elbo = new(network, Loss, examples: 200);
        using ElboTerms terms = elbo.Evaluate(inputs, targets, annealing: 0.5);
        using Tensor kl = elbo.Kl();
        using Tensor outputs = network.call(inputs);
        double likelihood = Values.Of(outputs).Average(value => value * value);
        ElboValue value = terms.Value;
        Assert.That(value.KlWeight, Is.EqualTo(0.5 / 200));
        Assert.That(value.NegativeLogLikelihood, Is.EqualTo(likelihood).Within(1e-6));
        Assert.That(value.Kl, Is.EqualTo(kl.item<float>()));
        Assert.That(Values.Of(terms.Loss)[0], Is.EqualTo(likelihood + (value.Kl * 0.0025)).Within(1e-5));
        Assert.That(value.Loss, Is.EqualTo(Values.Of(terms.Loss)[0]).Within(1e-5));
    }

    [Test]
    public void Train_OneWeight_FindsTheExactPosterior()
    {
        // y = w x + noise of variance s²: the posterior is normal with precision 1 + Σx²/s² and mean Σxy/s² over it, and so within q's reach.
        const double noise = 0.25;
        using DisposeScope scope = NewDisposeScope();
        double[] x = [.. Enumerable.Range(0, 10).Select(i => -0.9 + (0.2 * i))];
        double[] y = [.. x.Select((value, i) => (1.5 * value) + (0.5 * Math.Sin(7 * i)))];
        double precision = 1 + (x.Sum(value => value * value) / noise);
        double mean = x.Zip(y, (a, b) => a * b).Sum() / noise / precision;
        manual_seed(1);
        BayesianLinear layer = new(1, 1, bias: false, new BayesianLayerOptions { Estimator = WeightEstimator.LocalReparameterisation });
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("fc", layer));
        Tensor inputs = tensor(x).to_type(ScalarType.Float32).reshape(-1, 1).repeat(20, 1);
        Tensor targets = tensor(y).to_type(ScalarType.Float32).reshape(-1, 1).repeat(20, 1);
        Svi.Train(
            network,
            [(inputs, targets)],
            (outputs, wanted) => (outputs - wanted).square().mean() / (2 * noise),
            examples: 10,
            new SviOptions { Epochs = 1500, Optimizer = parameters => optim.Adam(parameters, 0.01) });
        double gotMean = Values.Of(layer.WeightMean)[0];
        double gotDeviation = Values.Of(layer.WeightDeviation())[0];
        Assert.That(gotMean, Is.EqualTo(mean).Within(0.02));
        Assert.That(gotDeviation, Is.EqualTo(1 / Math.Sqrt(precision)).Within(0.02));
    }

    [Test]
    public void Train_Annealing_RaisesTheWeightInEqualSteps()
    {
        using nn.Module<Tensor, Tensor> network = Network();
        using Batches batches = new();
        List<SviProgress> seen = [];
        IReadOnlyList<ElboValue> epochs = Svi.Train(
            network, batches.Pairs, Loss, 20, new SviOptions { Epochs = 3, AnnealingSteps = 4 }, new Reports<SviProgress>(seen.Add));
        double[] weights = [.. seen.Select(report => report.Value.KlWeight * 20)];
        Assert.That(weights, Is.EqualTo(new[] { 0.25, 0.5, 0.75, 1, 1, 1 }).Within(1e-12));
        Assert.That(seen.Select(report => (report.Epoch, report.Batch)), Is.EqualTo(new[] { (1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (3, 2) }));
        Assert.That(epochs, Has.Count.EqualTo(3));
        Assert.That(epochs[0].Kl, Is.EqualTo((seen[0].Value.Kl + seen[1].Value.Kl) / 2).Within(1e-6));
    }

    [Test]
    public void Train_Schedule_MovesOnAfterEachBatch()
    {
        using nn.Module<Tensor, Tensor> network = Network();
        using Batches batches = new();
        optim.Optimizer? scheduled = null;
        List<double> rates = [];
        SviOptions options = new()
        {
            Epochs = 2,
            LearningRate = 0.08,
            Schedule = optimizer => optim.lr_scheduler.StepLR(scheduled = optimizer, 1, 0.5),
        };
        Svi.Train(network, batches.Pairs, Loss, 20, options, new Reports<SviProgress>(_ => rates.Add(scheduled!.ParamGroups.First().LearningRate)));
        Assert.That(rates, Is.EqualTo(new[] { 0.04, 0.02, 0.01, 0.005 }).Within(1e-12));
    }

    [Test]
    public void Train_SameSeed_SameBits_AndStateRestored()
    {
        using nn.Module<Tensor, Tensor> first = Network();
        using nn.Module<Tensor, Tensor> second = Network();
        using Batches batches = new();
        first.eval();
        bool[] modes = Modes(first);
        manual_seed(31);
        string random = NetworkState.Random();
        Svi.Train(first, batches.Pairs, Loss, 20, new SviOptions { Epochs = 2, Seed = 4 });
        Assert.That(NetworkState.Random(), Is.EqualTo(random));
        Assert.That(Modes(first), Is.EqualTo(modes));
        Svi.Train(second, batches.Pairs, Loss, 20, new SviOptions { Epochs = 2, Seed = 4 });
        Assert.That(All(second), Is.EqualTo(All(first)));
    }

    [Test]
    public void Train_LossBecomesNotANumber_ThrowsWithTheWeightsBeforeThatStep()
    {
        using nn.Module<Tensor, Tensor> network = Network();
        using Batches batches = new();
        double[] last = [];
        int calls = 0;
        Tensor Diverging(Tensor outputs, Tensor targets) => Loss(outputs, targets) * (++calls < 4 ? 1 : double.NaN);
        Assert.That(
            () => Svi.Train(network, batches.Pairs, Diverging, 20, progress: new Reports<SviProgress>(_ => last = All(network))),
            Throws.InvalidOperationException.With.Message.Contains("step 4"));
        Assert.That(All(network), Is.EqualTo(last));
        Assert.That(last, Has.All.Matches<double>(double.IsFinite));
    }

    [Test]
    public void Train_StepBeyondTheNumbers_ThrowsWithTheWeightsBeforeThatStep()
    {
        using nn.Module<Tensor, Tensor> network = Network();
        using Batches batches = new();
        double[] before = All(network);
        SviOptions leap = new() { Optimizer = parameters => optim.SGD(parameters, 1e38) };
        Assert.That(
            () => Svi.Train(network, batches.Pairs, (outputs, targets) => Loss(outputs, targets) * 1e4, 20, leap),
            Throws.InvalidOperationException.With.Message.Contains("step 1"));
        Assert.That(All(network), Is.EqualTo(before));
    }

    [Test]
    public void Train_Cancelled_ThrowsAndRestoresTheModes()
    {
        using nn.Module<Tensor, Tensor> network = Network();
        using Batches batches = new();
        using CancellationTokenSource source = new();
        network.eval();
        bool[] modes = Modes(network);
        int reports = 0;
        Reports<SviProgress> stop = new(_ =>
        {
            reports++;
            source.Cancel();
        });
        Assert.That(
            () => Svi.Train(network, batches.Pairs, Loss, 20, progress: stop, cancellationToken: source.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(reports, Is.EqualTo(1));
        Assert.That(Modes(network), Is.EqualTo(modes));
    }

    [Test]
    public void Train_CancelledAndCalledAgain_GoesOnFromTheLastStep()
    {
        using nn.Module<Tensor, Tensor> network = Network();
        using Batches batches = new();
        using CancellationTokenSource source = new();
        double[] last = [];
        int steps = 0;
        Reports<SviProgress> stop = new(_ =>
        {
            last = All(network);
            if (++steps == 2)
            {
                source.Cancel();
            }
        });
        SviOptions options = new() { Epochs = 2, Optimizer = parameters => optim.SGD(parameters, 0.01) };
        Assert.That(
            () => Svi.Train(network, batches.Pairs, Loss, 20, options, stop, source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(All(network), Is.EqualTo(last));

        // Plain descent has no memory: with the same noise the rest is a training from here.
        using nn.Module<Tensor, Tensor> fresh = Network();
        fresh.load_state_dict(network.state_dict());
        Svi.Train(network, batches.Pairs, Loss, 20, options with { Epochs = 1, Seed = 9 });
        Svi.Train(fresh, batches.Pairs, Loss, 20, options with { Epochs = 1, Seed = 9 });
        Assert.That(All(network), Is.EqualTo(All(fresh)).And.Not.EqualTo(last));
    }

    [Test]
    public void Train_LeaksNothing()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(0.2);
        using Tensor inputs = Networks.Inputs(1, 6, Networks.Features);
        using Tensor targets = zeros(6, 3);
        Leaks.AssertNone(() =>
        {
            using BayesianNetwork bayesian = network.ToBayesian(new ConversionOptions { Prior = new ScaleMixturePrior() });
            Svi.Train(bayesian, [(inputs, targets)], Loss, 6, new SviOptions { Epochs = 2 });
        });
    }

    [Test]
    public void Train_BadArguments_ThrowWithName()
    {
        using nn.Module<Tensor, Tensor> network = Network();
        using nn.Module<Tensor, Tensor> plain = nn.Sequential(("fc", nn.Linear(3, 2)));
        using Batches batches = new();
        using Tensor nothing = full(4, 3, double.NaN);
        Bad(() => Svi.Train(plain, batches.Pairs, Loss, 20), "network");
        Bad(() => Svi.Train(network, batches.Pairs, Loss, 0), "examples");
        Bad(() => Svi.Train(network, [], Loss, 20), "batches");
        Bad(() => Svi.Train(network, [(nothing, batches.Pairs[0].Targets)], Loss, 20), "inputs");
        Bad(() => Svi.Train(network, batches.Pairs, (outputs, _) => outputs.clone(), 20), "loss");
        Bad(() => Svi.Train(network, batches.Pairs, null!, 20), "loss");
        Bad(() => _ = new SviOptions { Epochs = 0 }, "Epochs");
        Bad(() => _ = new SviOptions { LearningRate = 0 }, "LearningRate");
        Bad(() => _ = new SviOptions { AnnealingSteps = -1 }, "AnnealingSteps");
        Bad(() => new Elbo(network, Loss, 20).Evaluate(batches.Pairs[0].Inputs, batches.Pairs[0].Targets, 1.5).Dispose(), "annealing");
    }

    private static void Bad(Action action, string name) =>
        Assert.That(() => action(), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo(name));

    private static Tensor Loss(Tensor outputs, Tensor targets) => (outputs - targets).square().mean();

    private static bool[] Modes(nn.Module network) => [.. NetworkModules.Of(network).Select(entry => entry.Module.training)];

    private static double[] All(nn.Module network) => [.. network.parameters().SelectMany(Values.Of)];

    private static nn.Module<Tensor, Tensor> Network()
    {
        manual_seed(12);
        return nn.Sequential(("fc1", new BayesianLinear(3, 4)), ("act", nn.ReLU()), ("fc2", new BayesianLinear(4, 2)));
    }

    private sealed class Batches : IDisposable
    {
        public (Tensor Inputs, Tensor Targets)[] Pairs { get; } =
            [(Networks.Inputs(1, 10, 3), zeros(10, 2)), (Networks.Inputs(2, 10, 3), ones(10, 2))];

        public void Dispose()
        {
            foreach ((Tensor inputs, Tensor targets) in Pairs)
            {
                inputs.Dispose();
                targets.Dispose();
            }
        }
    }
}
