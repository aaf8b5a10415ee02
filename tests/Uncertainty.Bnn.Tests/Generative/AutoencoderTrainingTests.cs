using TorchSharp;
using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Generative;

[TestFixture]
internal sealed class AutoencoderTrainingTests
{
    [TestCase("bernoulli")]
    [TestCase("gaussian.learnt")]
    [TestCase("gaussian.decoded")]
    [TestCase("logistic.learnt")]
    public void Train_LowersTheLoss(string name)
    {
        using VariationalAutoencoder model = Autoencoders.Plain(name);
        using Tensor inputs = Autoencoders.Inputs(name, 64);
        IReadOnlyList<ElboValue> epochs = model.Train([inputs], new SviOptions { Epochs = 60, LearningRate = 0.02 });
        Assert.That(epochs.TakeLast(5).Average(value => value.Loss), Is.LessThan(epochs.Take(5).Average(value => value.Loss) - 0.1));
        Assert.That(epochs[^1].KlWeight, Is.EqualTo(1));
    }

    [Test]
    public void Train_FirstStep_ReportsTheElboOfTheBatch()
    {
        using VariationalAutoencoder model = Autoencoders.Plain("gaussian.fixed", beta: 2);
        using Tensor inputs = Autoencoders.Inputs("gaussian.fixed", 8);
        using AutoencoderElbo elbo = model.Elbo(inputs, Seeds.Derive(9, 0));
        ElboValue value = model.Train([inputs], new SviOptions { Epochs = 1, Seed = 9 })[0];
        Assert.That(value.NegativeLogLikelihood, Is.EqualTo(-Values.Of(elbo.Reconstruction).Average()).Within(1e-5));
        Assert.That(value.Kl, Is.EqualTo(Values.Of(elbo.Kl).Average()).Within(1e-5));
        Assert.That(value.Loss, Is.EqualTo(-Values.Of(elbo.Value).Average()).Within(1e-5));
    }

    [Test]
    public void Train_WarmUp_RaisesTheWeightToBeta()
    {
        using VariationalAutoencoder model = Autoencoders.Plain("bernoulli", beta: 4);
        using Tensor inputs = Autoencoders.Inputs("bernoulli", 8);
        Reports<SviProgress> reports = new();
        model.Train([inputs, inputs], new SviOptions { Epochs = 3, AnnealingSteps = 4 }, reports);
        Assert.That(reports.Seen.Select(report => report.Value.KlWeight), Is.EqualTo(new[] { 1.0, 2, 3, 4, 4, 4 }).Within(1e-12));
    }

    [Test]
    public void Train_SameSeed_SameBits_AndStateRestored()
    {
        using VariationalAutoencoder first = Autoencoders.Plain("bernoulli");
        using VariationalAutoencoder second = Autoencoders.Plain("bernoulli");
        using Tensor inputs = Autoencoders.Inputs("bernoulli", 8);
        first.eval();
        bool[] modes = Modes(first);
        string random = NetworkState.Random();
        first.Train([inputs], new SviOptions { Epochs = 3, Seed = 4 });
        Assert.That(NetworkState.Random(), Is.EqualTo(random));
        Assert.That(Modes(first), Is.EqualTo(modes));
        second.Train([inputs], new SviOptions { Epochs = 3, Seed = 4 });
        Assert.That(All(second), Is.EqualTo(All(first)));
    }

    [Test]
    public void Train_Diverges_ThrowsWithTheWeightsBeforeThatStep()
    {
        using VariationalAutoencoder model = Autoencoders.Plain("gaussian.fixed");
        using Tensor inputs = Autoencoders.Inputs("gaussian.fixed", 8);
        double[] last = [];
        Reports<SviProgress> reports = new(_ => last = All(model));
        SviOptions leap = new() { Epochs = 50, Optimizer = parameters => optim.SGD(parameters, 1e10) };
        Assert.That(() => model.Train([inputs], leap, reports), Throws.InvalidOperationException);
        Assert.That(All(model), Is.EqualTo(last));
        Assert.That(last, Is.Not.Empty.And.All.Matches<double>(double.IsFinite));
    }

    [Test]
    public void Train_BadBatches_ThrowWithTheWeightsAsTheyWere()
    {
        using DisposeScope scope = NewDisposeScope();
        using VariationalAutoencoder model = Autoencoders.Plain("bernoulli");
        using ConditionalVariationalAutoencoder conditional = Autoencoders.Conditional();
        double[] before = All(model);
        Bad(() => model.Train([]), "batches");
        Bad(() => model.Train(null!), "batches");
        Bad(() => model.Train([full(2, 4, 0.5f)]), "inputs");
        Bad(() => model.Train([full(2, 4, double.NaN)]), "inputs");
        Bad(() => conditional.Train([(zeros(2, 4), tensor(new long[] { 0, 5 }))]), "conditions");
        Bad(() => conditional.Train([(null!, zeros(2, 3))]), "inputs");
        Assert.That(All(model), Is.EqualTo(before));
    }

    [Test]
    public void Train_Cancelled_KeepsTheLastStepAndLeavesNothing()
    {
        using VariationalAutoencoder model = Autoencoders.Plain("bernoulli");
        using Tensor inputs = Autoencoders.Inputs("bernoulli", 8);
        using CancellationTokenSource source = new();
        Reports<SviProgress> reports = new(_ => source.Cancel());
        Assert.That(() => model.Train([inputs], null, reports, source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(reports.Seen, Has.Count.EqualTo(1));
    }

    [Test]
    public void Train_LeaksNothing()
    {
        using Tensor inputs = Autoencoders.Inputs("bernoulli", 8);
        using Tensor real = Autoencoders.Inputs("conditional", 8);
        using Tensor labels = arange(0, 8).remainder(3).to_type(ScalarType.Int64);
        using VariationalAutoencoder model = Autoencoders.Plain("bernoulli");
        using ConditionalVariationalAutoencoder conditional = Autoencoders.Conditional();
        Leaks.AssertNone(() =>
        {
            model.Train([inputs], new SviOptions { Epochs = 2 });
            conditional.Train([(real, labels)], new SviOptions { Epochs = 2 });
        });
    }

    [Test]
    public void Train_Conditional_SamplesOfALabelMatchIt()
    {
        double[][] corners = [[2, 2], [-2, 2], [-2, -2], [2, -2]];
        using DisposeScope scope = NewDisposeScope();
        manual_seed(6);
        using ConditionalVariationalAutoencoder model = new(
            nn.Sequential(("fc", nn.Linear(2, 16)), ("act", nn.Tanh())),
            nn.Sequential(("fc", nn.Linear(2 + 4, 16)), ("act", nn.Tanh()), ("out", nn.Linear(16, 2))),
            features: 16,
            latents: 2,
            conditions: 4,
            new VariationalAutoencoderOptions { Likelihood = new GaussianLikelihood() });
        Tensor labels = arange(0, 256).remainder(4).to_type(ScalarType.Int64);
        Tensor centres = tensor(corners.SelectMany(corner => corner.Select(value => (float)value)).ToArray()).reshape(4, 2);
        Tensor inputs = centres.index_select(0, labels) + (Networks.Inputs(1, 256, 2) * 0.3);
        model.Train([(inputs, labels)], new SviOptions { Epochs = 400, LearningRate = 0.02 });
        for (int label = 0; label < 4; label++)
        {
            Tensor asked = full(2000, label, dtype: ScalarType.Int64);
            Tensor draws = model.Sample(asked, seed: label, withNoise: true);
            Assert.That(Values.Of(draws.mean([0])), Is.EqualTo(corners[label]).Within(0.15), $"label {label}");
            Assert.That(Values.Of(draws.std(new long[] { 0 }, unbiased: false, keepdim: false)), Is.All.EqualTo(0.3).Within(0.1));
        }

        Assert.That(model.LearntScale, Is.InRange(0.1, 0.4));
    }

    private static bool[] Modes(nn.Module network) => [.. NetworkModules.Of(network).Select(entry => entry.Module.training)];

    private static double[] All(nn.Module network) => [.. network.parameters().SelectMany(Values.Of)];

    private static void Bad(Action action, string name) =>
        Assert.That(() => action(), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo(name));
}
