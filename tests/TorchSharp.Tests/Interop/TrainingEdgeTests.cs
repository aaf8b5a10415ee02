using TorchSharp.Modules;
using static TorchSharp.torch;
using LR = TorchSharp.torch.optim.lr_scheduler;

namespace TorchSharp.Tests.Interop;

/// <summary>Where training would go on with numbers that mean nothing.</summary>
[TestFixture]
internal sealed class TrainingEdgeTests
{
    [Test]
    public void BatchNorm_OneValuePerChannelInTraining_ThrowsAndKeepsTheStatistics()
    {
        using BatchNorm1d norm = nn.BatchNorm1d(3);
        using Tensor one = ones([1, 3]);
        Assert.That(() => norm.call(one), Throws.ArgumentException.With.Message.Contains("more than 1 value per channel"));
        Assert.That(norm.running_var!.data<float>().ToArray(), Is.All.EqualTo(1f));
        norm.eval();
        using Tensor result = norm.call(one);
        Assert.That(result.shape, Is.EqualTo(new long[] { 1, 3 }));
    }

    [Test]
    public void BatchNorm_OneInputWithSeveralValuesPerChannel_Trains()
    {
        using BatchNorm1d norm = nn.BatchNorm1d(3);
        using Tensor one = ones([1, 3, 2]);
        using Tensor result = norm.call(one);
        Assert.That(norm.running_var!.data<float>().ToArray(), Is.All.EqualTo(0.9f).Within(1e-6f));
    }

    [Test]
    public void InstanceNorm_OneValuePerChannelWithStatistics_ThrowsAndKeepsThem()
    {
        using InstanceNorm1d norm = nn.InstanceNorm1d(3, 1e-5, 0.1, false, true);
        using Tensor one = ones([2, 3, 1]);
        Assert.That(() => norm.call(one), Throws.ArgumentException.With.Message.Contains("more than 1 value per channel"));
        Assert.That(norm.running_var!.data<float>().ToArray(), Is.All.EqualTo(1f));
    }

    [Test]
    public void Sequential_ModulesThatHandOnTheirInput_LeaveItAlive()
    {
        using Sequential model = nn.Sequential(new HandOn(), new HandOn(), nn.ReLU(), new HandOn());
        using Tensor input = tensor([-1.0f, 2.0f]);
        using Tensor output = model.call(input);
        Assert.That(output.data<float>().ToArray(), Is.EqualTo(new[] { 0f, 2f }));
        Assert.That(input.data<float>().ToArray(), Is.EqualTo(new[] { -1f, 2f }));
    }

    [Test]
    public void ModuleZeroGrad_GradientWithAGraph_LetsGoOfTheGraph()
    {
        using Linear linear = nn.Linear(2, 1, false);
        using Tensor input = ones([1, 2]);
        using Tensor output = linear.call(input);
        using Tensor loss = output.pow(2).sum();
        autograd.backward([loss], create_graph: true);
        linear.zero_grad(set_to_none: false);
        using Tensor? zeroed = linear.weight!.grad;
        Assert.That(zeroed!.requires_grad, Is.False);
        Assert.That(zeroed.data<float>().ToArray(), Is.All.Zero);
    }

    [Test]
    public void ZeroGrad_GradientWithAGraph_LetsGoOfTheGraph()
    {
        using Parameter weight = new(tensor([2.0f, 3.0f]));
        using optim.Optimizer optimizer = new SGD([weight], 0.1);
        using Tensor loss = weight.pow(3).sum();
        autograd.backward([loss], create_graph: true);
        using (Tensor? gradient = weight.grad)
        {
            Assert.That(gradient!.requires_grad, Is.True);
        }

        optimizer.zero_grad();
        using Tensor? zeroed = weight.grad;
        Assert.That(zeroed!.requires_grad, Is.False);
        Assert.That(zeroed.data<float>().ToArray(), Is.All.Zero);
    }

    [Test]
    public void GetLastLr_Chained_IsTheRateInUse()
    {
        using Parameter weight = new(ones([1]));
        using SGD optimizer = new([weight], 1.0);
        LR.LRScheduler scheduler = LR.ChainedLR([LR.ExponentialLR(optimizer, 0.5), LR.StepLR(optimizer, 2, 0.1)]);
        Assert.That(scheduler.get_last_lr(), Is.EqualTo(new[] { 1.0 }));
        scheduler.step();
        scheduler.step();
        Assert.That(scheduler.get_last_lr(), Is.EqualTo(new[] { 0.025 }).Within(1e-15));
    }

    [Test]
    public void ChainedLR_TwoOptimizers_Throws()
    {
        using Parameter weight = new(ones([1]));
        using SGD first = new([weight], 1.0);
        using SGD second = new([weight], 1.0);
        Assert.That(
            () => LR.ChainedLR([LR.ExponentialLR(first, 0.5), LR.ExponentialLR(second, 0.5)]), Throws.ArgumentException);
    }

    [Test]
    public void OneCycleLR_PhaseWithoutSteps_ThrowsInsteadOfARateThatIsNoNumber()
    {
        using Parameter weight = new(ones([1]));
        using SGD optimizer = new([weight], 0.1);
        Assert.That(
            () => LR.OneCycleLR(optimizer, 1.0, total_steps: 10, pct_start: 0.1, cycle_momentum: false),
            Throws.InvalidOperationException.With.Message.Contains("pct_start"));
    }

    [Test]
    public void MoveToOther_DisposedScope_ThrowsAndTheTensorStaysWhereItIs()
    {
        DisposeScope gone = NewDisposeScope();
        gone.Dispose();
        using DisposeScope scope = NewDisposeScope();
        Tensor inside = ones([1]);
        Assert.That(() => scope.MoveToOther(gone, inside), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(scope.Contains(inside), Is.True);
    }

    private sealed class HandOn : nn.Module<Tensor, Tensor>
    {
        internal HandOn()
            : base(nameof(HandOn))
        {
        }

        public override Tensor forward(Tensor input) => input;
    }
}
