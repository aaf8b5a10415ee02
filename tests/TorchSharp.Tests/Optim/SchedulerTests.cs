using TorchSharp.Modules;
using static TorchSharp.torch;
using LR = TorchSharp.torch.optim.lr_scheduler;

namespace TorchSharp.Tests.Optim;

[TestFixture]
internal sealed class SchedulerTests
{
    private static readonly Oracle Expected = Oracle.Load("optim.csv");

    private static readonly Dictionary<string, Func<optim.Optimizer, LR.LRScheduler>> Makers = new()
    {
        ["step"] = o => LR.StepLR(o, 4, 0.5),
        ["multistep"] = o => LR.MultiStepLR(o, [3, 7, 12], 0.3),
        ["exponential"] = o => LR.ExponentialLR(o, 0.9),
        ["constant"] = o => LR.ConstantLR(o, 0.25, 6),
        ["linear"] = o => LR.LinearLR(o, 0.2, 0.9, 8),
        ["polynomial"] = o => LR.PolynomialLR(o, 15, 2),
        ["cosine"] = o => LR.CosineAnnealingLR(o, 8, 0.001),
        ["lambda"] = o => LR.LambdaLR(o, epoch => 1.0 / (1 + epoch)),
        ["multiplicative"] = o => LR.MultiplicativeLR(o, epoch => 1 - (0.01 * epoch)),
        ["sequential"] = o => LR.SequentialLR(o, [LR.ConstantLR(o, 0.1, 4), LR.ExponentialLR(o, 0.8)], [4]),
        ["cyclic"] = o => LR.CyclicLR(o, 0.01, 0.3, 4, 6),
        ["cyclic2"] = o => LR.CyclicLR(o, 0.01, 0.3, 4, mode: LR.impl.CyclicLR.Mode.Triangular2, cycle_momentum: false),
        ["onecycle"] = o => LR.OneCycleLR(o, 0.4, 20),
        ["onecycle_linear"] = o => LR.OneCycleLR(
            o, 0.4, epochs: 4, steps_per_epoch: 5, pct_start: 0.4, anneal_strategy: LR.impl.OneCycleLR.AnnealStrategy.Linear, div_factor: 10, final_div_factor: 100),
        ["onecycle_three"] = o => LR.OneCycleLR(o, 0.4, 20, three_phase: true),
    };

    /// <summary>
    /// What TorchSharp has otherwise: of two groups one cycle takes the second through the first phase only; in 0.99.6 the factor
    /// of the linear schedule is another and the sequential one starts with the rate of the last.
    /// </summary>
    internal static IEnumerable<string> OnBridgeOnly => ["onecycle", "onecycle_linear", "linear", "sequential"];

    private static IEnumerable<string> Cases => Makers.Keys.Except(OnBridgeOnly);

    [TestCaseSource(nameof(Cases))]
    public void Step_TwentyTimes_GivesTheRatesOfTheOracle(string name) => AssertRates(name);

    [Test]
    public void Step_OneCycle_TurnsTheMomentum() => AssertMomenta("onecycle_three");

    [Test]
    public void Step_OneCycleOfAdam_TurnsTheFirstBeta()
    {
        using DisposeScope scope = NewDisposeScope();
        using Adam optimizer = optim.Adam([new Parameter(zeros(1))], beta2: 0.98);
        LR.LRScheduler scheduler = LR.OneCycleLR(optimizer, 0.4, 20);
        double[] expected = Expected.Values("schedule/onecycle", "momenta");
        for (int step = 0; step < 20; step++)
        {
            (double beta1, double beta2) = ((Adam.ParamGroup)optimizer.ParamGroups.Single()).Betas;
            Assert.That(beta1, Is.EqualTo(expected[2 * step]).Within(1e-8));
            Assert.That(beta2, Is.EqualTo(0.98));
            scheduler.step();
        }
    }

    [TestCase("min")]
    [TestCase("max")]
    public void Step_Plateau_LowersTheRateAsTheOracle(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using SGD optimizer = optim.SGD([new Parameter(zeros(1))], 0.5);
        LR.LRScheduler scheduler = name == "min"
            ? LR.ReduceLROnPlateau(optimizer, factor: 0.5, patience: 2, cooldown: 1)
            : LR.ReduceLROnPlateau(optimizer, "max", 0.2, 1, 0.05, "abs", min_lr: [0.01]);
        double[] measures = Expected.Values($"plateau/{name}", "measures");
        double[] expected = Expected.Values($"plateau/{name}", "rates");
        for (int i = 0; i < measures.Length; i++)
        {
            scheduler.step(measures[i]);
            Assert.That(optimizer.ParamGroups.Single().LearningRate, Is.EqualTo(expected[i]).Within(1e-9), $"step {i}");
        }

        Assert.That(() => scheduler.step(), Throws.InvalidOperationException);
    }

    [Test]
    public void Step_Chained_StepsAll()
    {
        using DisposeScope scope = NewDisposeScope();
        using SGD optimizer = optim.SGD([new Parameter(zeros(1))], 1.0);
        LR.LRScheduler scheduler = LR.ChainedLR([LR.ExponentialLR(optimizer, 0.5), LR.StepLR(optimizer, 2, 0.1)]);
        scheduler.step();
        Assert.That(optimizer.ParamGroups.Single().LearningRate, Is.EqualTo(0.5).Within(1e-12));
        scheduler.step();
        Assert.That(optimizer.ParamGroups.Single().LearningRate, Is.EqualTo(0.025).Within(1e-12));
    }

    [Test]
    public void CyclicLR_OptimizerWithoutMomentum_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        using Adam optimizer = optim.Adam([new Parameter(zeros(1))]);
        Assert.That(() => LR.CyclicLR(optimizer, 0.1, 0.2), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void ReduceLROnPlateau_UnknownMode_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        using SGD optimizer = Optimizer();
        Assert.That(() => LR.ReduceLROnPlateau(optimizer, "least"), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void OneCycleLR_NoLength_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        using SGD optimizer = Optimizer();
        Assert.That(() => LR.OneCycleLR(optimizer, 0.1), Throws.InstanceOf<ArgumentException>());
    }

    internal static void AssertRates(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using SGD optimizer = Optimizer();
        LR.LRScheduler scheduler = Makers[name](optimizer);
        double[] expected = Expected.Values($"schedule/{name}", "rates");
        for (int step = 0; step < 20; step++)
        {
            double[] rates = [.. optimizer.ParamGroups.Select(group => group.LearningRate)];
            Assert.That(rates, Is.EqualTo(expected[(2 * step)..((2 * step) + 2)]).Within(1e-8), $"step {step}");
            Assert.That(scheduler.get_last_lr(), Is.EqualTo(rates));
            scheduler.step();
        }
    }

    internal static void AssertMomenta(string name) => SchedulerMomenta.AssertMatch($"schedule/{name}", Makers[name]);

    private static SGD Optimizer() => SchedulerMomenta.Optimizer();
}
