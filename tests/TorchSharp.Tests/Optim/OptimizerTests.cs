using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Optim;

[TestFixture]
internal sealed class OptimizerTests
{
    private const int Steps = 10;

    private static readonly Oracle Expected = Oracle.Load("optim.csv");

    private static IEnumerable<string> Cases => Expected.Cases.Where(name => name.Contains('/')
        && !name.StartsWith("schedule", StringComparison.Ordinal) && !name.StartsWith("plateau", StringComparison.Ordinal));

    private static IEnumerable<string> OnePerOptimizer =>
        ["sgd/momentum", "adam/amsgrad", "adamw/decay", "rmsprop/momentum", "adagrad/plain"];

    [TestCaseSource(nameof(Cases))]
    public void Step_GradientsOfTheOracle_FollowsTheTrajectory(string @case) => AssertTrajectory(@case, ScalarType.Float64, 1e-7);

    [TestCaseSource(nameof(Cases))]
    public void Step_SinglePrecision_FollowsTheTrajectory(string @case) => AssertTrajectory(@case, ScalarType.Float32, 2e-5);

    [TestCaseSource(nameof(OnePerOptimizer))]
    public void Step_AHundredTimes_LeavesNoTensor(string @case)
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = Parameters();
        using optim.Optimizer optimizer = Make(@case, parameters);
        Advance(optimizer, parameters, 0);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int i = 0; i < 100; i++)
        {
            optimizer.step();
        }

        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before));
    }

    [TestCaseSource(nameof(OnePerOptimizer))]
    public void Step_InAScope_StateOutlivesIt(string @case)
    {
        using DisposeScope outer = NewDisposeScope();
        Parameter[] parameters = Parameters();
        using optim.Optimizer optimizer = Make(@case, parameters);
        for (int step = 0; step < 2; step++)
        {
            using DisposeScope inner = NewDisposeScope();
            Advance(optimizer, parameters, step);
        }

        using Tensor expected = Expected.Tensor(@case, "p0", ScalarType.Float64)[1];
        Assert.That(allclose(parameters[0], expected, 1e-7, 1e-8), Is.True);
    }

    [Test]
    public void Step_ParameterWithoutGradient_StaysAsItIs()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = Parameters();
        using optim.Optimizer optimizer = optim.SGD(parameters, 0.1, momentum: 0.9);
        parameters[0].sum().backward();
        optimizer.step();
        Expected.AssertMatches("start", "p1", parameters[1], 1e-8);
    }

    [Test]
    public void Step_Closure_RunsWithGradientsAndReturnsTheLoss()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = Parameters();
        using optim.Optimizer optimizer = optim.SGD(parameters, 0.1);
        using (no_grad())
        {
            Tensor? loss = optimizer.step(() =>
            {
                Tensor sum = parameters[0].sum();
                sum.backward();
                return sum;
            });
            Assert.That(loss!.item<double>(), Is.EqualTo(Expected.Values("start", "p0").Sum()).Within(1e-7));
        }

        Assert.That((parameters[0] - Expected.Tensor("start", "p0", ScalarType.Float64)).sum().item<double>(), Is.EqualTo(-0.6).Within(1e-6));
        Assert.That(parameters[0].is_leaf && parameters[0].requires_grad, Is.True);
    }

    [Test]
    public void ZeroGrad_AfterBackward_NextStepChangesNothing()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = Parameters();
        using optim.Optimizer optimizer = optim.SGD(parameters, 0.1);
        (parameters[0].sum() + parameters[1].sum()).backward();
        optimizer.zero_grad();
        optimizer.step();
        Expected.AssertMatches("start", "p0", parameters[0], 1e-8);
    }

    [Test]
    public void ParamGroups_OwnAndInheritedOptions_AreUsed()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = [.. Enumerable.Range(0, 3).Select(_ => new Parameter(zeros(1)))];
        SGD.ParamGroup inherits = new() { Parameters = [parameters[0]] };
        SGD.ParamGroup own = new([parameters[1]], lr: 0.5);
        using SGD optimizer = optim.SGD([inherits, own], 0.1);
        optimizer.add_param_group(new SGD.ParamGroup([parameters[2]], new SGD.Options { LearningRate = 0.25 }));
        Assert.That(optimizer.ParamGroups.Select(group => group.LearningRate), Is.EqualTo((double[])[0.1, 0.5, 0.25]));
        Assert.That(optimizer.ParamGroups.Select(group => group.InitialLearningRate), Is.EqualTo((double[])[0.1, 0.5, 0.25]));
        Assert.That(optimizer.parameters(), Is.EqualTo(parameters));
        (parameters[0] + parameters[1] + parameters[2]).sum().backward();
        optimizer.step();
        Assert.That(parameters.Select(parameter => parameter.item<float>()), Is.EqualTo((float[])[-0.1f, -0.5f, -0.25f]));
    }

    [Test]
    public void Factories_NamedParameters_AreTaken()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter parameter = new(ones(2));
        (string, Parameter)[] named = [("p", parameter)];
        optim.Optimizer[] optimizers = [optim.SGD(named, 0.1), optim.Adam(named), optim.AdamW(named), optim.RMSProp(named), optim.Adagrad(named)];
        Assert.That(
            optimizers.Select(optimizer => optimizer.ParamGroups.Single().LearningRate),
            Is.EqualTo((double[])[0.1, 1e-3, 1e-3, 1e-2, 1e-2]));
        foreach (optim.Optimizer optimizer in optimizers)
        {
            Assert.That(optimizer.parameters().Single(), Is.SameAs(parameter));
            optimizer.Dispose();
        }
    }

    [Test]
    public void Betas_OfTheGroup_AreReadAndSet()
    {
        using DisposeScope scope = NewDisposeScope();
        using Adam optimizer = optim.Adam(Parameters(), beta1: 0.8, beta2: 0.95);
        Assert.That(optimizer.Betas, Is.EqualTo((0.8, 0.95)));
        optim.IBetas group = (optim.IBetas)optimizer.ParamGroups.Single();
        group.Betas = (0.5, 0.95);
        Assert.That(group.Betas, Is.EqualTo((0.5, 0.95)));
    }

    [TestCase(-0.1, 0.0, 0.0, false)]
    [TestCase(0.1, -1.0, 0.0, false)]
    [TestCase(0.1, 0.0, -1.0, false)]
    [TestCase(0.1, 0.0, 0.0, true)]
    public void Sgd_BadOption_Throws(double rate, double momentum, double decay, bool nesterov)
    {
        using Parameter parameter = new(zeros(1));
        Assert.That(
            () => optim.SGD([parameter], rate, momentum, weight_decay: decay, nesterov: nesterov),
            Throws.InstanceOf<ArgumentException>());
    }

    [TestCase(1.0, 0.9)]
    [TestCase(0.9, -0.1)]
    public void Adam_BadBetas_Throws(double beta1, double beta2)
    {
        using Parameter parameter = new(zeros(1));
        Assert.That(() => optim.Adam([parameter], 0.1, beta1, beta2), Throws.InstanceOf<ArgumentException>());
    }

    [TestCaseSource(nameof(OnePerOptimizer))]
    public void StateDict_SavedAndLoaded_GoesOnAsIfNeverStopped(string @case)
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = Parameters();
        using MemoryStream stream = new();
        using (OptimizerHelper first = Make(@case, parameters))
        {
            for (int step = 0; step < 5; step++)
            {
                Advance(first, parameters, step);
            }

            first.save_state_dict(new BinaryWriter(stream));
        }

        using OptimizerHelper second = Make(@case, parameters);
        stream.Position = 0;
        second.load_state_dict(new BinaryReader(stream));
        using OptimizerHelper third = Make(@case, parameters);
        third.load_state_dict(second.state_dict());
        for (int step = 5; step < Steps; step++)
        {
            Advance(third, parameters, step);
        }

        using Tensor expected = Expected.Tensor(@case, "p0", ScalarType.Float64)[Steps - 1];
        Assert.That(allclose(parameters[0], expected, 1e-7, 1e-8), Is.True);
    }

    [Test]
    public void LoadStateDict_OfAnotherOptimizer_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        using MemoryStream stream = new();
        using OptimizerHelper adam = optim.Adam(Parameters());
        using OptimizerHelper sgd = optim.SGD(Parameters(), 0.1);
        adam.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;
        Assert.That(() => sgd.load_state_dict(new BinaryReader(stream)), Throws.InstanceOf<InvalidDataException>());
    }

    private static void AssertTrajectory(string @case, ScalarType type, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] parameters = Parameters(type);
        using optim.Optimizer optimizer = Make(@case, parameters);
        List<Tensor>[] path = [[], []];
        for (int step = 0; step < Steps; step++)
        {
            Advance(optimizer, parameters, step);
            path[0].Add(parameters[0].detach().clone());
            path[1].Add(parameters[1].detach().clone());
        }

        Assert.That(parameters[0].dtype, Is.EqualTo(type));
        Expected.AssertMatches(@case, "p0", stack(path[0]), tolerance, tolerance / 10);
        Expected.AssertMatches(@case, "p1", stack(path[1]), tolerance, tolerance / 10);
    }

    internal static Parameter[] Parameters(ScalarType type = ScalarType.Float64) =>
        [new(Expected.Tensor("start", "p0", type)), new(Expected.Tensor("start", "p1", type))];

    /// <summary>One step with the gradients of the oracle: those of a loss linear in the parameters.</summary>
    private static void Advance(optim.Optimizer optimizer, Parameter[] parameters, int step)
    {
        optimizer.zero_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor loss = (parameters[0] * Expected.Tensor("start", "g0", parameters[0].dtype)[step]).sum()
            + (parameters[1] * Expected.Tensor("start", "g1", parameters[0].dtype)[step]).sum();
        loss.backward();
        optimizer.step();
    }

    internal static OptimizerHelper Make(string @case, Parameter[] p)
    {
        return @case.Split('/')[0] switch
        {
            "sgd" => optim.SGD(p, Get("lr"), Get("momentum"), Get("dampening"), Get("weight_decay"), Is("nesterov"), Is("maximize")),
            "adam" => optim.Adam(p, Get("lr"), Get("beta1"), Get("beta2"), Get("eps", 1e-8), Get("weight_decay"), Is("amsgrad"), Is("maximize")),
            "adamw" => optim.AdamW(p, Get("lr"), Get("beta1"), Get("beta2"), Get("eps", 1e-8), Get("weight_decay"), Is("amsgrad"), Is("maximize")),
            "rmsprop" => optim.RMSProp(p, Get("lr"), Get("alpha", 0.99), Get("eps", 1e-8), Get("weight_decay"), Get("momentum"), Is("centered"), Is("maximize")),
            "adagrad" => optim.Adagrad(p, Get("lr"), Get("lr_decay"), Get("weight_decay"), Get("initial_accumulator_value"), Get("eps", 1e-10)),
            _ => throw new ArgumentException(@case),
        };

        bool Is(string name) => Get(name) == 1;

        double Get(string name, double otherwise = 0) =>
            Expected.Has(@case, "arg_" + name) ? Expected.Values(@case, "arg_" + name)[0] : otherwise;
    }
}
