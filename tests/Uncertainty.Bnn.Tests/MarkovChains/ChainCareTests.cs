using TorchSharp;
using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.MarkovChains;

/// <summary>What a chain leaves behind, whatever happens to it.</summary>
[TestFixture]
internal sealed class ChainCareTests : ChainFixture
{
    [Test]
    public void Train_SameSeed_SameBits_AndStateRestored()
    {
        using nn.Module<Tensor, Tensor> first = Networks.Mlp(batchNorm: true);
        using nn.Module<Tensor, Tensor> second = Networks.Mlp(batchNorm: true);
        using nn.Module<Tensor, Tensor> third = Networks.Mlp(batchNorm: true);
        first.eval();
        ((nn.Module)first.named_children().First().module).train();
        bool[] modes = Modes(first);
        manual_seed(31);
        string random = NetworkState.Random();
        bool gradients = is_grad_enabled();
        using WeightSamples samples = Train(first, ChainData.Options(8, 2));
        Assert.That(NetworkState.Random(), Is.EqualTo(random));
        Assert.That(Modes(first), Is.EqualTo(modes));
        Assert.That(is_grad_enabled(), Is.EqualTo(gradients));
        Assert.That(first.parameters().Select(parameter => parameter.requires_grad), Has.All.True);
        manual_seed(32);
        using WeightSamples again = Train(second, ChainData.Options(8, 2));
        using WeightSamples other = Train(third, ChainData.Options(8, 2) with { Seed = 1 });
        Assert.That(ChainData.Weights(second), Is.EqualTo(ChainData.Weights(first)));
        Assert.That(ChainData.Weights(third), Is.Not.EqualTo(ChainData.Weights(first)));
        samples.Save(File);
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        again.Save(File);
        Assert.That(System.IO.File.ReadAllBytes(File), Is.EqualTo(bytes));
    }

    [Test]
    public void Train_Modes_AreThoseOfTrainingWithoutDropout()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        network.eval();
        bool[] before = Modes(network);
        bool[] modes = [];
        Tensor Loss(Tensor outputs, Tensor targets)
        {
            modes = Modes(network);
            return ChainData.Loss(outputs, targets);
        }

        StochasticGradientLangevin.Train(network, Data.Pairs, Loss, 20, ChainData.Options(1)).Dispose();
        Assert.That(modes, Is.EqualTo(new[] { true, true, true, false, true, true, false, true }));
        Assert.That(Modes(network), Is.EqualTo(before));
    }

    [Test]
    public void Train_LossBecomesNotANumber_ThrowsWithEverythingAsBeforeThatStep()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        network.eval();
        bool[] modes = Modes(network);
        string last = string.Empty;
        int calls = 0;
        Tensor Diverging(Tensor outputs, Tensor targets) => ChainData.Loss(outputs, targets) * (++calls < 4 ? 1 : double.NaN);
        Reports<MarkovChainProgress> progress = new(_ => last = Tensors(network));
        Assert.That(
            () => StochasticGradientLangevin.Train(network, Data.Pairs, Diverging, 20, ChainData.Options(9), progress),
            Throws.InvalidOperationException.With.Message.Contains("step 4").And.Message.Contains("LearningRate"));
        Assert.That(Tensors(network), Is.EqualTo(last));
        Assert.That(Modes(network), Is.EqualTo(modes));
    }

    [Test]
    public void Train_StepBeyondTheNumbers_ThrowsWithEverythingAsBeforeThatStep()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        string before = Tensors(network);
        StochasticGradientLangevinOptions leap = ChainData.Options(9) with { Schedule = new ConstantSchedule { LearningRate = 1e38 } };
        Assert.That(
            () => StochasticGradientLangevin.Train(network, Data.Pairs, (outputs, targets) => ChainData.Loss(outputs, targets) * 1e4, 20, leap),
            Throws.InvalidOperationException.With.Message.Contains("step 1"));
        Assert.That(Tensors(network), Is.EqualTo(before));
    }

    [Test]
    public void Train_Cancelled_LeavesTheWeightsOfTheLastStep()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        network.eval();
        bool[] modes = Modes(network);
        using CancellationTokenSource source = new();
        List<string> path = [];
        Reports<MarkovChainProgress> progress = new(_ =>
        {
            path.Add(Tensors(network));
            source.Cancel();
        });
        Assert.That(
            () => StochasticGradientLangevin.Train(network, Data.Pairs, ChainData.Loss, 20, ChainData.Options(9), progress, source.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(path, Is.EqualTo(new[] { Tensors(network) }));
        Assert.That(Modes(network), Is.EqualTo(modes));
    }

    [Test]
    public void Train_CancelledWhileStatisticsAreTaken_LeavesTheWeightsOfTheLastStep()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        Leaks.AssertNone(() =>
        {
            using CancellationTokenSource source = new();
            string last = string.Empty;
            Reports<MarkovChainProgress> progress = new(report =>
            {
                if (report.Statistics == 0)
                {
                    last = Tensors(network);
                }
                else
                {
                    source.Cancel();
                }
            });
            Assert.That(
                () => StochasticGradientLangevin.Train(network, Data.Pairs, ChainData.Loss, 20, ChainData.Options(4, 2), progress, source.Token),
                Throws.InstanceOf<OperationCanceledException>());
            Assert.That(Tensors(network), Is.EqualTo(last));
        });
    }

    [TestCase(false)]
    [TestCase(true)]
    public void EveryOperation_LeaksNothing(bool batchNorm)
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: batchNorm);
        using Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        int calls = 0;
        Tensor Diverging(Tensor outputs, Tensor targets) => ChainData.Loss(outputs, targets) * (++calls % 3 != 0 ? 1 : double.NaN);
        Leaks.AssertNone(() =>
        {
            using WeightSamples samples = Train(network, ChainData.Options(5, 3));
            samples.Visit(inputs, (_, _, _) => { });
            samples.Weights(1).Dispose();
            samples.Save(File);
            using WeightSamples loaded = WeightSamples.Load(File, network);
            loaded.Visit(inputs, (_, _, _) => { });
        });
        Leaks.AssertNone(() => Assert.That(
            () => StochasticGradientLangevin.Train(network, Data.Pairs, Diverging, 20, ChainData.Options(9)), Throws.InvalidOperationException));
    }

    [Test]
    public void Train_ManySteps_KeepsAsManyTensorsAsAFew()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        List<long> alive = [];
        StochasticGradientHamiltonianMonteCarloOptions options = new() { Steps = 200, Draws = 3, BurnIn = 100, Schedule = new ConstantSchedule() };
        StochasticGradientHamiltonianMonteCarlo.Train(
            network,
            Data.Pairs,
            ChainData.Loss,
            20,
            options,
            new Reports<MarkovChainProgress>(report => alive.AddRange(
                report.Statistics == 0 ? [DisposeScopeManager.Statistics.ThreadTotalLiveCount] : []))).Dispose();
        Assert.That(alive, Has.Count.EqualTo(200));
        Assert.That(alive, Has.All.EqualTo(alive[0]));
    }

    [Test]
    public void BadArguments_Throw()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using nn.Module<Tensor, Tensor> without = nn.Sequential(("act", nn.ReLU()));
        using Tensor nothing = full(4, 4, double.NaN);
        string before = Tensors(network);
        StochasticGradientLangevinOptions options = ChainData.Options(3);
        Bad(() => StochasticGradientLangevin.Train(null!, Data.Pairs, ChainData.Loss, 20, options), "network");
        Bad(() => StochasticGradientLangevin.Train(without, Data.Pairs, ChainData.Loss, 20, options), "network");
        Bad(() => StochasticGradientLangevin.Train(network, null!, ChainData.Loss, 20, options), "batches");
        Bad(() => StochasticGradientLangevin.Train(network, [], ChainData.Loss, 20, options), "batches");
        Bad(() => StochasticGradientLangevin.Train(network, Once(), ChainData.Loss, 20, options), "batches");
        Bad(() => StochasticGradientLangevin.Train(network, [(nothing, Data.Pairs[0].Targets)], ChainData.Loss, 20, options), "inputs");
        Bad(() => StochasticGradientLangevin.Train(network, Data.Pairs, null!, 20, options), "loss");
        Bad(() => StochasticGradientLangevin.Train(network, Data.Pairs, (outputs, _) => outputs.clone(), 20, options), "loss");
        Bad(() => StochasticGradientLangevin.Train(network, Data.Pairs, ChainData.Loss, 0, options), "examples");
        Bad(() => StochasticGradientLangevin.Train(network, Data.Pairs, ChainData.Loss, 20, options with { Draws = 4 }), "options");
        Bad(() => StochasticGradientHamiltonianMonteCarlo.Train(null!, Data.Pairs, ChainData.Loss, 20), "network");
        Bad(() => StochasticGradientHamiltonianMonteCarlo.Train(network, Data.Pairs, ChainData.Loss, 0), "examples");
        Assert.That(
            () => StochasticGradientLangevin.Train(network, Data.Pairs, (outputs, _) => outputs.detach().sum(), 20, options),
            Throws.InvalidOperationException.With.Message.Contains("no gradient"));
        using WeightSamples samples = Train(network, options);
        Bad(() => samples.Weights(1), "draw");
        Bad(() => WeightSamples.Load(File, null!), "network");
        samples.Dispose();
        Assert.That(() => samples.Weights(0), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => samples.Save(File), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => samples.Visit(nothing, (_, _, _) => { }), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(Tensors(network), Is.Not.EqualTo(before));
    }

    private static void Bad(Func<object> action, string name) =>
        Assert.That(() => action(), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo(name));

    /// <summary>Batches that can be gone through once.</summary>
    private IEnumerable<(Tensor Inputs, Tensor Targets)> Once()
    {
        Queue<(Tensor, Tensor)> left = new(Data.Pairs);
        IEnumerable<(Tensor, Tensor)> Taken()
        {
            while (left.TryDequeue(out (Tensor, Tensor) pair))
            {
                yield return pair;
            }
        }

        return Taken();
    }

    private WeightSamples Train(nn.Module<Tensor, Tensor> network, StochasticGradientLangevinOptions options) =>
        StochasticGradientLangevin.Train(network, Data.Pairs, ChainData.Loss, ChainData.Examples, options);

    private static bool[] Modes(nn.Module network) => [.. NetworkModules.Of(network).Select(entry => entry.Module.training)];

    private static string Tensors(nn.Module network)
    {
        using DisposeScope scope = NewDisposeScope();
        return string.Join(' ', network.parameters().Concat(network.buffers()).SelectMany(Values.Of));
    }
}
