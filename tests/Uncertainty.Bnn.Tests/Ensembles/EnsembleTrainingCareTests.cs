using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Ensembles;

/// <summary>What the training of an ensemble must leave as it found it, and what it must refuse.</summary>
[TestFixture]
internal sealed class EnsembleTrainingCareTests : EnsembleTrainingFixture
{
    [TestCase(null)]
    [TestCase(0.1)]
    public void Train_LeaksNothing(double? adversarial)
    {
        Leaks.AssertNone(() =>
        {
            using DeepEnsemble ensemble = DeepEnsemble.Train(
                EnsembleNetworks.Make, Batches, EnsembleNetworks.MeanSquare, Short with { AdversarialStep = adversarial });
        });
    }

    [Test]
    public void Train_Cancelled_ThrowsAndDisposesTheMembersMade()
    {
        using CancellationTokenSource source = new();
        List<Tensor> weights = [];
        nn.Module<Tensor, Tensor> Make(long seed)
        {
            nn.Module<Tensor, Tensor> network = EnsembleNetworks.Make(seed);
            weights.Add(network.parameters().First());
            return network;
        }

        void Report(EnsembleProgress progress)
        {
            if (progress.Member == 2)
            {
                source.Cancel();
            }
        }

        Assert.That(
            () => DeepEnsemble.Train(
                Make, Batches, EnsembleNetworks.MeanSquare, Short, null, new Reports<EnsembleProgress>(Report), source.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(weights.Select(weight => weight.IsInvalid), Is.EqualTo(new[] { true, true }));
    }

    [Test]
    public void Train_BadArguments_ThrowWithName()
    {
        using nn.Module<Tensor, Tensor> one = EnsembleNetworks.Make(1);
        using Tensor whole = ones(8, Networks.Features, dtype: ScalarType.Int64);
        using Tensor notANumber = full([8, Networks.Features], double.NaN);
        EnsembleTrainingOptions adversarial = Short with { AdversarialStep = 0.1 };
        AssertNames("factory", () => DeepEnsemble.Train(null!, Batches, EnsembleNetworks.MeanSquare, Short));
        AssertNames("factory", () => DeepEnsemble.Train(_ => null!, Batches, EnsembleNetworks.MeanSquare, Short));
        AssertNames("factory", () => DeepEnsemble.Train(_ => one, Batches, EnsembleNetworks.MeanSquare, Short));
        AssertNames("batches", () => DeepEnsemble.Train(EnsembleNetworks.Make, null!, EnsembleNetworks.MeanSquare, Short));
        AssertNames("batches", () => DeepEnsemble.Train(EnsembleNetworks.Make, [], EnsembleNetworks.MeanSquare, Short));
        AssertNames("batches", () => DeepEnsemble.Train(EnsembleNetworks.Make, Once(), EnsembleNetworks.MeanSquare, Short));
        AssertNames("loss", () => DeepEnsemble.Train(EnsembleNetworks.Make, Batches, null!, Short));
        AssertNames("loss", () => DeepEnsemble.Train(EnsembleNetworks.Make, Batches, (outputs, _) => outputs.square(), Short));
        AssertNames("inputs", () => DeepEnsemble.Train(EnsembleNetworks.Make, [(notANumber, notANumber)], EnsembleNetworks.MeanSquare, Short));
        AssertNames("targets", () => DeepEnsemble.Train(EnsembleNetworks.Make, [(whole, notANumber)], EnsembleNetworks.MeanSquare, Short));
        AssertNames("inputs", () => DeepEnsemble.Train(EnsembleNetworks.Make, [(whole, whole)], EnsembleNetworks.MeanSquare, adversarial));
    }

    [Test]
    public void Train_LossThatIsNotFinite_ThrowsWithTheMember() =>
        Assert.That(
            () => DeepEnsemble.Train(EnsembleNetworks.Make, Batches, (outputs, _) => outputs.mean() * double.NaN, Short),
            Throws.InvalidOperationException.With.Message.Contains("member 1 diverged"));

    [Test]
    public void Train_AdversarialThroughACutGradient_Throws()
    {
        EnsembleTrainingOptions options = Short with { AdversarialStep = 0.1 };
        Assert.That(
            () => DeepEnsemble.Train(_ => new Frozen(), Batches, EnsembleNetworks.MeanSquare, options),
            Throws.InvalidOperationException.With.Message.Contains("adversarial"));
    }

    [Test]
    public void Options_OutOfRange_ThrowWithName()
    {
        AssertNames("Members", () => new EnsembleTrainingOptions { Members = 1 });
        AssertNames("Epochs", () => new EnsembleTrainingOptions { Epochs = 0 });
        AssertNames("LearningRate", () => new EnsembleTrainingOptions { LearningRate = double.NaN });
        AssertNames("AdversarialStep", () => new EnsembleTrainingOptions { AdversarialStep = 0 });
    }

    private static void AssertNames(string parameter, Func<object> action) =>
        Assert.That(() => action(), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo(parameter));

    /// <summary>Batches that are gone once they were enumerated.</summary>
    private IEnumerable<(Tensor Inputs, Tensor Targets)> Once()
    {
        return Drain(new Queue<(Tensor, Tensor)>(Batches));

        static IEnumerable<(Tensor, Tensor)> Drain(Queue<(Tensor, Tensor)> left)
        {
            while (left.TryDequeue(out (Tensor, Tensor) batch))
            {
                yield return batch;
            }
        }
    }

    /// <summary>Learns from features that carry no gradient.</summary>
    private sealed class Frozen : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _head = nn.Linear(Networks.Features, Networks.Classes);

        public Frozen()
            : base(nameof(Frozen))
        {
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _head.call(input.detach());
    }
}
