using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Ensembles;

[TestFixture]
internal sealed class EnsembleTrainingTests : EnsembleTrainingFixture
{
    [TestCase(null)]
    [TestCase(0.25)]
    public void Train_OneStepOfALine_IsThatByHand(double? adversarial)
    {
        const double rate = 0.1;
        double[] x = [1, -2, 0.5];
        double[] y = [2, 1, -1];
        using Tensor inputs = tensor(x, [3, 1]);
        using Tensor targets = tensor(y, [3, 1]);
        List<double> starts = [];
        EnsembleTrainingOptions options = new()
        {
            Members = 2,
            Epochs = 1,
            AdversarialStep = adversarial,
            Optimizer = network => optim.SGD(network.parameters(), rate),
        };
        using DeepEnsemble ensemble = DeepEnsemble.Train(Line, [(inputs, targets)], EnsembleNetworks.MeanSquare, options);
        for (int member = 0; member < 2; member++)
        {
            double w = starts[member];
            double gradient = Slope(w, x);
            if (adversarial is { } step)
            {
                // ∂(wx − y)²/∂x = 2w(wx − y): its sign moves x.
                gradient += Slope(w, [.. x.Select((value, i) => value + (step * Math.Sign(w * ((w * value) - y[i]))))]);
            }

            Assert.That(Values.Of(ensemble.Members[member].parameters().Single())[0], Is.EqualTo(w - (rate * gradient)).Within(1e-12));
        }

        double Slope(double w, double[] points) => points.Select((point, i) => 2 * point * ((w * point) - y[i])).Average();

        nn.Module<Tensor, Tensor> Line(long seed)
        {
            nn.Module<Tensor, Tensor> line = nn.Linear(1, 1, hasBias: false, dtype: ScalarType.Float64);
            starts.Add(Values.Of(line.parameters().Single())[0]);
            return line;
        }
    }

    [Test]
    public void Train_Again_GivesTheSameWeights_AndOtherMembersOthers()
    {
        using DeepEnsemble one = Train(Short);
        using DeepEnsemble again = Train(Short);
        using DeepEnsemble other = Train(Short with { Seed = 6 });
        Assert.That(Weights(again, 0), Is.EqualTo(Weights(one, 0)));
        Assert.That(Weights(again, 1), Is.EqualTo(Weights(one, 1)));
        Assert.That(Weights(one, 1), Is.Not.EqualTo(Weights(one, 0)));
        Assert.That(Weights(other, 0), Is.Not.EqualTo(Weights(one, 0)));
    }

    [Test]
    public void Train_MoreMembers_LeavesTheFirstOnesAsTheyWere()
    {
        using DeepEnsemble two = Train(Short);
        using DeepEnsemble three = Train(Short with { Members = 3 }, new DeepEnsembleOptions { Parallelism = 2 });
        Assert.That(three.Draws, Is.EqualTo(3));
        for (int member = 0; member < 2; member++)
        {
            Assert.That(Weights(three, member), Is.EqualTo(Weights(two, member)));
        }
    }

    [Test]
    public void Train_WeightsByTorch_NeedNoSeedInTheFactory()
    {
        nn.Module<Tensor, Tensor> Make(long seed) => nn.Linear(Networks.Features, Networks.Classes);

        EnsembleTrainingOptions still = Short with { Optimizer = network => optim.SGD(network.parameters(), 0) };
        using DeepEnsemble one = DeepEnsemble.Train(Make, Batches, EnsembleNetworks.MeanSquare, still);
        manual_seed(1234);
        using DeepEnsemble again = DeepEnsemble.Train(Make, Batches, EnsembleNetworks.MeanSquare, still);
        Assert.That(Weights(again, 1), Is.EqualTo(Weights(one, 1)));
        Assert.That(Weights(one, 1), Is.Not.EqualTo(Weights(one, 0)));
    }

    [TestCase(null)]
    [TestCase(0.05)]
    public void Train_LowersTheLoss_AndReportsEachBatch(double? adversarial)
    {
        List<EnsembleProgress> reports = [];
        nn.Module<Tensor, Tensor> Make(long seed) => nn.Linear(Networks.Features, Networks.Classes);
        EnsembleTrainingOptions options = new() { Members = 2, Epochs = 60, LearningRate = 0.05, AdversarialStep = adversarial };
        using DeepEnsemble ensemble = DeepEnsemble.Train(Make, Batches, EnsembleNetworks.MeanSquare, options, progress: new Reports<EnsembleProgress>(reports.Add));
        Assert.That(reports, Has.Count.EqualTo(2 * 60 * 4));
        Assert.That(reports[0] with { Loss = 0 }, Is.EqualTo(new EnsembleProgress(1, 2, 1, 60, 1, 0)));
        Assert.That(reports[^1] with { Loss = 0 }, Is.EqualTo(new EnsembleProgress(2, 2, 60, 60, 4, 0)));
        Assert.That(reports[^1].Loss, Is.LessThan(reports[0].Loss / 10));
        Assert.That(ensemble.Members.Select(member => member.training), Has.All.False);
        Assert.That(ensemble.Members.SelectMany(member => member.parameters()).Select(p => p.requires_grad), Has.All.True);
    }

    [Test]
    public void Train_GlobalRandomState_IsAsBefore()
    {
        manual_seed(3);
        string before = NetworkState.Random();
        nn.Module<Tensor, Tensor> Make(long seed) => nn.Sequential(("fc", nn.Linear(4, 3)), ("drop", nn.Dropout(0.5)));
        using DeepEnsemble ensemble = DeepEnsemble.Train(Make, Shuffled(), EnsembleNetworks.MeanSquare, Short);
        Assert.That(NetworkState.Random(), Is.EqualTo(before));
        Assert.That(
            () => DeepEnsemble.Train(Make, Shuffled(), (_, _) => throw new InvalidDataException("stop"), Short),
            Throws.InstanceOf<InvalidDataException>());
        Assert.That(NetworkState.Random(), Is.EqualTo(before));
    }

    [Test]
    public void Train_WithinScopeAndWithoutGradient_GivesMembersThatStay()
    {
        DeepEnsemble ensemble;
        using (no_grad())
        using (NewDisposeScope())
        {
            ensemble = Train(Short);
            Assert.That(is_grad_enabled(), Is.False);
        }

        using (ensemble)
        {
            using PredictiveSamples samples = ensemble.Sample(Batches[0].Inputs);
            Assert.That(samples.Values.shape, Is.EqualTo(new long[] { 2, 8, 3 }));
        }
    }

    [Test]
    public void Dispose_TrainedMembers_GoWithTheEnsemble()
    {
        DeepEnsemble ensemble = Train(Short);
        Tensor weight = ensemble.Members[0].parameters().First();
        ensemble.Dispose();
        Assert.That(weight.IsInvalid, Is.True);
    }

    private static double[] Weights(DeepEnsemble ensemble, int member) =>
        [.. ensemble.Members[member].parameters().SelectMany(Values.Of), .. ensemble.Members[member].buffers().SelectMany(Values.Of)];

    private DeepEnsemble Train(EnsembleTrainingOptions training, DeepEnsembleOptions? options = null) =>
        DeepEnsemble.Train(EnsembleNetworks.Make, Shuffled(), EnsembleNetworks.MeanSquare, training, options);

    /// <summary>The batches in an order that torch's global generator decides, anew each time.</summary>
    private IEnumerable<(Tensor Inputs, Tensor Targets)> Shuffled()
    {
        using Tensor order = randperm(Batches.Length);
        foreach (double batch in Values.Of(order))
        {
            yield return Batches[(int)batch];
        }
    }
}
