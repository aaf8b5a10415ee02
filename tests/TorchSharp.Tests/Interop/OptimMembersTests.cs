using TorchSharp.Modules;
using TorchSharp.Tests.Optim;
using static TorchSharp.torch;
using LR = TorchSharp.torch.optim.lr_scheduler;

namespace TorchSharp.Tests.Interop;

/// <summary>
/// Where the bridge goes PyTorch's way and TorchSharp another; 0.99.6 does not count an optimizer's state among the live tensors.
/// </summary>
[TestFixture]
internal sealed class OptimMembersTests
{
    private static readonly Oracle Expected = Oracle.Load("optim.csv");

    [TestCaseSource(typeof(SchedulerTests), nameof(SchedulerTests.OnBridgeOnly))]
    public void Step_SchedulesThatDiffer_GivesTheRatesAndMomentaOfTheOracle(string name)
    {
        SchedulerTests.AssertRates(name);
        SchedulerTests.AssertMomenta(name);
    }

    [Test]
    public void Step_Cyclic_TurnsTheMomentum() => SchedulerMomenta.AssertMatch("schedule/cyclic", o => LR.CyclicLR(o, 0.01, 0.3, 4, 6));

    [Test]
    public void Step_CyclicRange_ScalesByTheIteration()
    {
        using DisposeScope scope = NewDisposeScope();
        using SGD optimizer = SchedulerMomenta.Optimizer();
        LR.LRScheduler scheduler = LR.CyclicLR(optimizer, 0.01, 0.3, 4, mode: LR.impl.CyclicLR.Mode.ExpRange, gamma: 0.95, cycle_momentum: false);
        double[] expected = Expected.Values("schedule/cyclic_range", "rates");
        for (int step = 0; step < 20; step++)
        {
            Assert.That(optimizer.ParamGroups.First().LearningRate, Is.EqualTo(expected[2 * step]).Within(1e-8), $"step {step}");
            scheduler.step();
        }
    }

    [Test]
    public void Step_SgdMaximizesWithDecay_DecaysTheWeights()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter parameter = new(full(1, 2.0));
        parameter.grad = zeros_like(parameter);
        using SGD optimizer = optim.SGD([parameter], 0.5, weight_decay: 0.1, maximize: true);
        optimizer.step();
        Assert.That(parameter.item<float>(), Is.EqualTo(1.9f).Within(1e-6));
    }

    [Test]
    public void Dispose_Optimizer_DisposesItsState()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = OptimizerTests.Parameters();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (optim.Optimizer optimizer = OptimizerTests.Make("adam/amsgrad", parameters))
        {
            optimizer.step();
            Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.GreaterThan(before));
        }

        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before));
    }
}
