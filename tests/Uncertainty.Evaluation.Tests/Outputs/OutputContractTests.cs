using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Outputs;

/// <summary>What every output keeps, whatever it reads.</summary>
internal abstract class OutputContractTests
{
    protected const int Inputs = 6;

    /// <summary>K.</summary>
    protected abstract int Columns { get; }

    /// <summary>Name of the second parameter of the loss.</summary>
    protected abstract string TargetsName { get; }

    /// <summary>Every public function of raw outputs (and targets) that answers input by input, by name.</summary>
    protected abstract IReadOnlyDictionary<string, Func<Tensor, Tensor, Tensor>> Answers { get; }

    /// <summary>Whether the loss of a batch is the mean over its inputs' own; not where noise comes in the order of the inputs.</summary>
    protected virtual bool LossIsAMean => true;

    /// <summary>[N, K, …] raw outputs to read.</summary>
    protected virtual Tensor Raw(long seed, params long[] positions) =>
        Networks.Inputs(seed, [Inputs, Columns, .. positions]).to_type(ScalarType.Float64);

    /// <summary>[N, …] or [N, D, …] targets of them.</summary>
    protected abstract Tensor Targets(long seed, params long[] positions);

    protected abstract Tensor Loss(Tensor raw, Tensor targets);

    /// <summary>A direction in which raw outputs may be moved.</summary>
    protected virtual Tensor Direction(long seed, Tensor raw) => Networks.Inputs(seed, raw.shape).to_type(raw.dtype);

    [Test]
    public void Loss_Gradient_IsThatOfFiniteDifferences()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = Raw(1).requires_grad_(true);
        Tensor targets = Targets(2);
        Loss(raw, targets).backward();
        Tensor gradient = Gradients.Of(raw)!;
        Assert.That(Values.Of(gradient).Count(value => value != 0), Is.GreaterThanOrEqualTo(Inputs), "the gradient reaches raw");
        for (int seed = 10; seed < 20; seed++)
        {
            Tensor step = Direction(seed, raw.detach()) * 1e-5;
            double difference = Loss(raw.detach() + step, targets).item<double>() - Loss(raw.detach() - step, targets).item<double>();
            double expected = (gradient * step).sum().item<double>() * 2;
            Assert.That(difference, Is.EqualTo(expected).Within(1e-5 * Math.Abs(expected)).Or.EqualTo(expected).Within(1e-10));
        }
    }

    [Test]
    public void Answers_Permuted_ArePermuted()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = Raw(3);
        Tensor targets = Targets(4);
        Tensor order = tensor(new long[] { 4, 2, 0, 5, 3, 1 });
        foreach ((string name, Func<Tensor, Tensor, Tensor> answer) in Answers)
        {
            Tensor all = answer(raw, targets);
            Tensor permuted = answer(raw[order], targets[order]);
            Assert.That(all.shape[0], Is.EqualTo(Inputs), name);
            AssertClose(permuted, all[order], 1e-14, name);
        }

        if (LossIsAMean)
        {
            AssertClose(Loss(raw[order], targets[order]), Loss(raw, targets), 1e-12, "loss");
        }
    }

    [Test]
    public void Answers_OneByOne_AreThoseOfTheBatch()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = Raw(5);
        Tensor targets = Targets(6);
        foreach ((string name, Func<Tensor, Tensor, Tensor> answer) in Answers)
        {
            Tensor all = answer(raw, targets);
            for (int i = 0; i < Inputs; i++)
            {
                AssertClose(answer(raw.narrow(0, i, 1), targets.narrow(0, i, 1)), all.narrow(0, i, 1), 1e-14, name);
            }
        }
    }

    [Test]
    public void Maps_AreReadPixelByPixel()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = Raw(7, 2, 3);
        Tensor targets = Targets(8, 2, 3);
        foreach ((string name, Func<Tensor, Tensor, Tensor> answer) in Answers)
        {
            AssertClose(Pixels(answer(raw, targets)), answer(Pixels(raw), Pixels(targets)), 1e-13, name);
        }

        if (LossIsAMean)
        {
            AssertClose(Loss(raw, targets), Loss(Pixels(raw), Pixels(targets)), 1e-12, "loss");
        }

        Assert.That(Loss(raw, targets).shape, Is.Empty);
    }

    [Test]
    public void SinglePrecision_GivesWhatDoubleDoes()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = Raw(9);
        Tensor targets = Targets(10);
        Tensor single = raw.to_type(ScalarType.Float32);
        Tensor singleTargets = targets.dtype == ScalarType.Int64 ? targets : targets.to_type(ScalarType.Float32);
        foreach ((string name, Func<Tensor, Tensor, Tensor> answer) in Answers)
        {
            Tensor got = answer(single, singleTargets);
            Assert.That(got.dtype, Is.EqualTo(ScalarType.Float32), name);
            AssertClose(got.to_type(ScalarType.Float64), answer(raw, targets), 2e-4, name);
        }

        Assert.That(Loss(single, singleTargets).dtype, Is.EqualTo(ScalarType.Float32));
        if (LossIsAMean)
        {
            AssertClose(Loss(single, singleTargets).to_type(ScalarType.Float64), Loss(raw, targets), 1e-4, "loss");
        }
    }

    [Test]
    public void RawAndTargets_StayAsTheyAre()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = Raw(11);
        Tensor targets = Targets(12);
        double[] before = Values.Of(raw);
        double[] targetsBefore = Values.Of(targets);
        Loss(raw, targets);
        foreach (Func<Tensor, Tensor, Tensor> answer in Answers.Values)
        {
            answer(raw, targets);
        }

        Assert.That(Values.Of(raw), Is.EqualTo(before));
        Assert.That(Values.Of(targets), Is.EqualTo(targetsBefore));
    }

    [Test]
    public void Everything_LeaksNothing()
    {
        using Tensor raw = Raw(13);
        using Tensor map = Raw(13, 2, 2);
        using Tensor targets = Targets(14);
        using Tensor mapTargets = Targets(14, 2, 2);
        Leaks.AssertNone(() => Loss(raw, targets).Dispose());
        Leaks.AssertNone(() => Loss(map, mapTargets).Dispose());
        foreach (Func<Tensor, Tensor, Tensor> answer in Answers.Values)
        {
            Leaks.AssertNone(() => answer(raw, targets).Dispose());
            Leaks.AssertNone(() => answer(map, mapTargets).Dispose());
        }
    }

    [Test]
    public void BadRaw_ThrowsWithItsName()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = Raw(15);
        Tensor targets = Targets(16);
        Tensor broken = raw.clone();
        broken[1, 1] = double.NaN;
        Tensor endless = raw.clone();
        endless[2, 0] = double.PositiveInfinity;
        Tensor?[] bad =
        [
            null, broken, endless, raw.to_type(ScalarType.Int64), raw.select(0, 0), raw.narrow(0, 0, 0), cat([raw, raw], 1),
        ];
        foreach (Tensor? one in bad)
        {
            foreach ((string name, Func<Tensor, Tensor, Tensor> answer) in Answers)
            {
                Assert.That(Assert.Catch<ArgumentException>(() => answer(one!, targets), name)!.ParamName, Is.EqualTo("raw"), name);
            }

            Assert.That(Assert.Catch<ArgumentException>(() => Loss(one!, targets))!.ParamName, Is.EqualTo("raw"));
        }
    }

    [Test]
    public void BadTargets_ThrowWithTheirName()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = Raw(17);
        Tensor targets = Targets(18);
        foreach (Tensor? bad in BadTargets(targets))
        {
            Assert.That(Assert.Catch<ArgumentException>(() => Loss(raw, bad!))!.ParamName, Is.EqualTo(TargetsName));
        }
    }

    protected abstract IEnumerable<Tensor?> BadTargets(Tensor good);

    protected static void AssertClose(Tensor got, Tensor expected, double tolerance, string what)
    {
        Assert.That(got.shape, Is.EqualTo(expected.shape), what);
        double[] left = Values.Of(got);
        double[] right = Values.Of(expected);
        for (int i = 0; i < left.Length; i++)
        {
            Assert.That(left[i], Is.EqualTo(right[i]).Within(tolerance * Math.Max(1, Math.Abs(right[i]))), what);
        }
    }

    /// <summary>[N, …, H, W] as [N H W, …].</summary>
    private static Tensor Pixels(Tensor map)
    {
        Tensor behind = map.movedim([-2, -1], [1, 2]);
        long[] shape = [-1, .. behind.shape.AsSpan(3)];
        return behind.reshape(shape);
    }
}
