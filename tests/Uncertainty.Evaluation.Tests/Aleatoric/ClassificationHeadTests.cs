using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Aleatoric;

[TestFixture]
internal sealed class ClassificationHeadTests
{
    private DisposeScope _scope = null!;

    [SetUp]
    public void Open() => _scope = NewDisposeScope();

    [TearDown]
    public void Close() => _scope.Dispose();

    /// <summary>
    /// A classifier of three sectors, trained on right labels, and a head that is shown labels of which 40 % of class 0 are flipped. The head finds the
    /// class; with the mean of the draws' losses in place of the loss of their mean, all else the same, it does not.
    /// </summary>
    [Test]
    public void Entropy_FlippedClass_IsFoundAndNotByTheMeanOfLosses()
    {
        Tensor inputs = Planted.Inputs(1, 3000);
        Tensor clean = Sectors(inputs);
        using nn.Module<Tensor, Tensor> network = Trained(inputs, clean);
        using Generator generator = new(2);
        Tensor flip = rand(3000, generator: generator).lt(0.4).logical_and(clean.eq(0)).to_type(ScalarType.Int64);
        Tensor by = (rand(3000, generator: generator) * 2).to_type(ScalarType.Int64) + 1;
        Tensor labels = (clean + (flip * by)).remainder(3);
        (Tensor, Tensor)[] batches = Planted.Batches(inputs, labels);
        Tensor unseen = Planted.Inputs(3, 1000);
        bool[] noisy = [.. Values.Of(Sectors(unseen)).Select(label => label == 0)];

        using ClassificationHead head = ClassificationHead.Fit(network, batches);
        double found = RankingMetrics.Auroc(Values.Of(head.Entropy(unseen)), noisy);
        AleatoricHeadOptions options = new();
        using AleatoricHead other = AleatoricHead.Fit(network, batches, options, new MeanOfLosses(options), null, default);
        (Tensor logits, Tensor logVariances) = other.Run(unseen);
        double missed = RankingMetrics.Auroc(Values.Of(Naive(logits, logVariances, options)), noisy);
        double network0 = RankingMetrics.Auroc(Values.Of(Shannon.Entropy(network.call(unseen).softmax(1), 1)), noisy);
        TestContext.Out.WriteLine($"AUROC of the noisy class: head {found:F4}, mean of losses {missed:F4}, the network's entropy {network0:F4}");
        Assert.That(found, Is.GreaterThan(0.9));
        Assert.That(missed, Is.LessThan(0.6));
    }

    [Test]
    public void Entropy_IsThatOfTheMeanOverAllDraws()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        Tensor inputs = Networks.Inputs(1, 20, 4);
        using ClassificationHead head = ClassificationHead.Fit(network, [(inputs, Labels(20))], HeadCase.Few);
        network.eval();
        Tensor expected = Naive(network.call(inputs).detach(), head.LogitVariance(inputs).log().to_type(ScalarType.Float32), HeadCase.Few);
        Assert.That(Values.Of(head.Entropy(inputs)), Is.EqualTo(Values.Of(expected)).Within(1e-5));
        Assert.That(head.Classes, Is.EqualTo(3));
    }

    [Test]
    public void Fit_OtherSeed_GivesOtherNumbers()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        Tensor inputs = Networks.Inputs(1, 20, 4);
        using ClassificationHead first = ClassificationHead.Fit(network, [(inputs, Labels(20))], HeadCase.Few);
        using ClassificationHead second = ClassificationHead.Fit(network, [(inputs, Labels(20))], HeadCase.Few with { Seed = 6 });
        Assert.That(Values.Of(second.LogitVariance(inputs)), Is.Not.EqualTo(Values.Of(first.LogitVariance(inputs))));
    }

    [TestCase(3L)]
    [TestCase(-1L)]
    public void Fit_LabelOutOfRange_ThrowsBeforeTheTraining(long label)
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        Tensor inputs = Networks.Inputs(1, 5, 4);
        Tensor wrong = Labels(5);
        wrong[4] = label;
        Reports<HeadProgress> reports = new();
        Assert.That(
            () => ClassificationHead.Fit(network, [(inputs, Labels(5)), (inputs, wrong)], HeadCase.Few, reports),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("labels").And.Message.Contains("[0, 2]"));
        Assert.That(reports.Seen, Is.Empty);
    }

    /// <summary>Three sectors of the plane, a third of the inputs each.</summary>
    private static Tensor Sectors(Tensor inputs) =>
        ((inputs.select(1, 1).atan2(inputs.select(1, 0)) / (2 * Math.PI) + 0.5) * 3).floor().clamp(0, 2).to_type(ScalarType.Int64);

    private static Tensor Labels(long count) => arange(count).remainder(3).to_type(ScalarType.Int64);

    private static nn.Module<Tensor, Tensor> Trained(Tensor inputs, Tensor labels)
    {
        manual_seed(2);
        nn.Module<Tensor, Tensor> network = nn.Sequential(("fc1", nn.Linear(2, 32)), ("act", nn.ReLU()), ("fc2", nn.Linear(32, 3)));
        using Adam optimizer = optim.Adam(network.parameters(), 0.02);
        for (int step = 0; step < 200; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.cross_entropy(network.call(inputs), labels).backward();
            optimizer.step();
        }

        return network;
    }

    /// <summary>The entropy by its formula, with all draws at once.</summary>
    private static Tensor Naive(Tensor logits, Tensor logVariances, AleatoricHeadOptions options)
    {
        using Generator generator = new((ulong)options.Seed);
        Tensor[] draws = [.. Enumerable.Range(0, options.NoiseDraws).Select(_ => randn([1, logits.shape[1]], dtype: ScalarType.Float64, generator: generator))];
        Tensor noise = stack(draws);
        Tensor probabilities = (logits.unsqueeze(0) + ((logVariances / 2).exp().unsqueeze(0) * noise)).softmax(2).mean([0]);
        return (probabilities * probabilities.log()).sum(1).neg();
    }

    /// <summary>The mean over the draws outside the logarithm: every draw has a loss of its own.</summary>
    private sealed class MeanOfLosses(AleatoricHeadOptions options) : IHeadTask
    {
        public void Look(Tensor outputs, Tensor targets)
        {
        }

        public int Columns(int outputs) => outputs;

        public Tensor Loss(Tensor outputs, Tensor numbers, Tensor targets)
        {
            using DisposeScope scope = NewDisposeScope();
            using Generator generator = new((ulong)options.Seed);
            Tensor noise = randn([options.NoiseDraws, .. outputs.shape], generator: generator);
            Tensor noisy = outputs.unsqueeze(0) + ((numbers / 2).exp().unsqueeze(0) * noise);
            Tensor labels = targets.unsqueeze(0).expand(options.NoiseDraws, -1).reshape(-1);
            return nn.functional.cross_entropy(noisy.reshape(-1, outputs.shape[1]), labels).MoveToOuterDisposeScope();
        }

        public void Finish(HeadLayer layer)
        {
        }
    }
}
