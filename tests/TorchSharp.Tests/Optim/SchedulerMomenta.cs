using TorchSharp.Modules;
using static TorchSharp.torch;
using LR = TorchSharp.torch.optim.lr_scheduler;

namespace TorchSharp.Tests.Optim;

internal static class SchedulerMomenta
{
    private static readonly Oracle Expected = Oracle.Load("optim.csv");

    /// <summary>The optimizer that the schedules of the oracle were given: two groups, rates 0.5 and 0.02, momentum 0.9.</summary>
    internal static SGD Optimizer() => optim.SGD(
        [new SGD.ParamGroup { Parameters = [new Parameter(zeros(1))] }, new SGD.ParamGroup([new Parameter(zeros(1))], lr: 0.02, momentum: 0.9)], 0.5, 0.9);

    internal static void AssertMatch(string @case, Func<optim.Optimizer, LR.LRScheduler> make)
    {
        using DisposeScope scope = NewDisposeScope();
        using SGD optimizer = Optimizer();
        LR.LRScheduler scheduler = make(optimizer);
        double[] expected = Expected.Values(@case, "momenta");
        for (int step = 0; step < expected.Length / 2; step++)
        {
            double[] momenta = [.. optimizer.ParamGroups.Select(group => ((SGD.ParamGroup)group).Momentum)];
            Assert.That(momenta, Is.EqualTo(expected[(2 * step)..((2 * step) + 2)]).Within(1e-8), $"step {step}");
            scheduler.step();
        }
    }
}
