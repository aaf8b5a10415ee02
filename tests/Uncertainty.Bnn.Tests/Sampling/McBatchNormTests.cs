using TorchSharp;
using Uncertainty.Bnn.Tests.Engine;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Sampling;

[TestFixture]
internal sealed class McBatchNormTests
{
    private const int Draws = 5;
    private const int BatchSize = 8;

    private static readonly McBatchNormOptions Few = new() { Draws = Draws };

    public sealed record Case(string Name, Func<nn.Module<Tensor, Tensor>> Make, long[] Shape)
    {
        public override string ToString() => Name;
    }

    private static IEnumerable<Case> Cases =>
    [
        new("Mlp", () => Networks.Mlp(batchNorm: true), [4]),
        new("NormFirst", () => nn.Sequential(("norm", nn.BatchNorm1d(4)), ("fc", nn.Linear(4, 3)), ("norm2", nn.BatchNorm1d(3))), [4]),
        new("NotAffine", () => nn.Sequential(("fc", nn.Linear(4, 6)), ("norm", nn.BatchNorm1d(6, 0.1, 0.1, false)), ("fc2", nn.Linear(6, 3)), ("norm2", nn.BatchNorm1d(3, 0.01))), [4]),
        new("Images", Images, [2, 9, 9]),
        new("Sequences", () => nn.Sequential(("conv", nn.Conv1d(3, 5, 3)), ("norm", nn.BatchNorm1d(5)), ("conv2", nn.Conv1d(5, 4, 3, bias: false)), ("norm2", nn.BatchNorm1d(4)), ("flat", nn.Flatten()), ("fc", nn.Linear(24, 2))), [3, 10]),
        new("Volumes", () => nn.Sequential(("conv", nn.Conv3d(1, 3, 2)), ("norm", nn.BatchNorm3d(3)), ("act", nn.ReLU()), ("conv2", nn.Conv3d(3, 2, 2)), ("norm2", nn.BatchNorm3d(2)), ("flat", nn.Flatten()), ("fc", nn.Linear(16, 2))), [1, 4, 4, 4]),
        new("Tokens", () => nn.Sequential(("fc", nn.Linear(3, 5)), ("norm", nn.BatchNorm1d(5)), ("fc2", nn.Linear(5, 5)), ("norm2", nn.BatchNorm1d(5)), ("flat", nn.Flatten()), ("fc3", nn.Linear(25, 2))), [5, 3]),
        new("VggNorm", () => Benchmarks.Models.Vgg.Build(normalised: true), [3, 32, 32]),
        new("ResNet18", () => new Benchmarks.Models.ResNet18(), [3, 32, 32]),
        new("Block", () => nn.Sequential(("fc", nn.Linear(4, 6)), ("block", new Block()), ("fc2", nn.Linear(6, 2))), [4]),
    ];

    /// <summary>Draw s must be what the network gives in training mode, fed with training batch s and the inputs' own statistics unused.</summary>
    [TestCaseSource(nameof(Cases))]
    public void Sample_TrainingBatchItself_EqualsThePassInTrainingMode(Case @case)
    {
        using nn.Module<Tensor, Tensor> network = Make(@case);
        Tensor[] batches = Batches(@case);
        using McBatchNorm posterior = McBatchNorm.Fit(network, batches, Few);
        for (int draw = 0; draw < Draws; draw++)
        {
            using PredictiveSamples samples = posterior.Sample(batches[draw]);
            using Tensor own = samples.Values[draw];
            double[] expected = InTraining(network, batches[draw]);
            Assert.That(Values.Of(own), Is.EqualTo(expected).Within(1e-4 * expected.Max(Math.Abs)), $"draw {draw}");
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Sample_Engine_EqualsWholePasses_ForAnyBatch(Case @case)
    {
        using nn.Module<Tensor, Tensor> network = Make(@case);
        Tensor[] batches = Batches(@case);
        using Tensor inputs = Networks.Inputs(77, [7, .. @case.Shape]);
        using McBatchNorm engine = McBatchNorm.Fit(network, batches, Few);
        using McBatchNorm whole = McBatchNorm.Fit(network, batches, Few with { WholePasses = true });
        using McBatchNorm single = McBatchNorm.Fit(network, batches, Few with { BatchSize = 1 });
        TestContext.Out.WriteLine(engine.Explain());
        double[] expected = Draw(whole, inputs);
        double tolerance = 1e-5 * expected.Max(Math.Abs);
        Assert.That(Draw(engine, inputs), Is.EqualTo(expected).Within(tolerance));
        Assert.That(Draw(single, inputs), Is.EqualTo(expected).Within(tolerance));
        Assert.That(expected.Chunk(expected.Length / Draws).Select(draw => string.Join(' ', draw)), Is.Unique);
    }

    [TestCaseSource(nameof(Cases))]
    public void FitAndSample_RunningStatisticsModeAndCounts_AreAsBefore(Case @case)
    {
        using nn.Module<Tensor, Tensor> network = Make(@case);
        Tensor[] batches = Batches(@case);
        network.train();
        double[][] before = [.. network.parameters().Select(Values.Of), .. network.buffers().Select(Values.Of)];
        Leaks.AssertNone(() =>
        {
            using McBatchNorm posterior = McBatchNorm.Fit(network, batches, Few);
            posterior.Visit(batches[0], (_, _, _) => { });
            _ = posterior.Explain();
        });
        Assert.That((double[][])[.. network.parameters().Select(Values.Of), .. network.buffers().Select(Values.Of)], Is.EqualTo(before));
        Assert.That(network.training, Is.True);
    }

    [Test]
    public void Sample_OneLayer_IsTheFormula()
    {
        using TorchSharp.Modules.BatchNorm1d norm = nn.BatchNorm1d(1, 0.5);
        using IDisposable noGradient = no_grad();
        norm.weight!.fill_(3);
        norm.bias!.fill_(1);
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("norm", norm));
        using Tensor batch = tensor(new float[] { 0, 2, 4, 6 }, [4, 1]);
        using McBatchNorm posterior = McBatchNorm.Fit(network, [batch], new McBatchNormOptions { Draws = 1 });
        using Tensor input = tensor(new float[] { 10 }, [1, 1]);

        // Mean 3, variance 5 (divisor 4): 3 · (10 - 3) / √(5 + 0.5) + 1.
        Assert.That(Draw(posterior, input)[0], Is.EqualTo((21 / Math.Sqrt(5.5)) + 1).Within(1e-5));
    }

    [Test]
    public void Fit_CancelledOrFailing_RestoresTheNetwork()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        network.train();
        double[][] before = [.. network.buffers().Select(Values.Of)];
        using CancellationTokenSource source = new();
        using Tensor batch = Networks.Inputs(1, 8, 4);
        IEnumerable<Tensor> Endless()
        {
            yield return batch;
            source.Cancel();
            yield return batch;
        }

        Assert.That(() => McBatchNorm.Fit(network, Endless(), Few, source.Token), Throws.InstanceOf<OperationCanceledException>());
        using Tensor wrong = Networks.Inputs(1, 8, 3);
        Leaks.AssertNone(() => Assert.That(
            () => McBatchNorm.Fit(network, [batch, wrong], Few), Throws.InstanceOf<System.Runtime.InteropServices.ExternalException>().Or.InstanceOf<ArgumentException>()));
        Assert.That((double[][])[.. network.buffers().Select(Values.Of)], Is.EqualTo(before));
        Assert.That(network.training, Is.True);
        Assert.That(is_grad_enabled(), Is.True);
    }

    [Test]
    public void Visit_VisitorThrows_RestoresTheNetwork()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("fc", nn.Linear(4, 6)), ("block", new Block()));
        using Tensor batch = Networks.Inputs(1, 8, 4);
        double[][] before = [.. network.buffers().Select(Values.Of)];
        using McBatchNorm posterior = McBatchNorm.Fit(network, [batch], new McBatchNormOptions { Draws = 1 });
        Assert.That(
            () => posterior.Visit(batch, (_, _, _) => throw new InvalidDataException("stop")), Throws.InstanceOf<InvalidDataException>());
        Assert.That((double[][])[.. network.buffers().Select(Values.Of)], Is.EqualTo(before));
    }

    [Test]
    public void Fit_BadArguments_ThrowWithName()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        using Tensor batch = Networks.Inputs(1, 8, 4);
        using Tensor small = Networks.Inputs(1, 4, 4);
        using Tensor one = Networks.Inputs(1, 1, 4);
        using Tensor bad = full([8, 4], double.NaN);
        Assert.That(
            () => McBatchNorm.Fit(network, [batch, batch], Few),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("batches").And.Message.Contains("as there are draws, 5; got 2"));
        Assert.That(
            () => McBatchNorm.Fit(network, [batch, small], Few),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("batches").And.Message.Contains("batch 1 has 4 inputs, those before 8"));
        Assert.That(() => McBatchNorm.Fit(network, [bad], Few), Throws.ArgumentException.With.Property("ParamName").EqualTo("batches"));
        Assert.That(() => McBatchNorm.Fit(network, [one], Few), Throws.InvalidOperationException.With.Message.Contains("larger batches"));
        Assert.That(() => new McBatchNormOptions { Draws = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        using nn.Module<Tensor, Tensor> without = Networks.Mlp();
        Assert.That(
            () => McBatchNorm.Fit(without, [batch], Few),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("network").And.Message.Contains("0 (Linear)"));
    }

    private static nn.Module<Tensor, Tensor> Make(Case @case)
    {
        manual_seed(23);
        return EngineNetworks.WithStatistics(@case.Make(), @case.Shape);
    }

    private static Tensor[] Batches(Case @case) =>
        [.. Enumerable.Range(0, Draws).Select(i => Networks.Inputs(100 + i, [BatchSize, .. @case.Shape]))];

    private static nn.Module<Tensor, Tensor> Images() => nn.Sequential(
        ("conv1", nn.Conv2d(2, 6, 3, bias: false)), ("norm1", nn.BatchNorm2d(6)), ("act1", nn.ReLU()), ("drop", nn.Dropout(0.5)),
        ("conv2", nn.Conv2d(6, 8, 3, stride: 2)), ("norm2", nn.BatchNorm2d(8)), ("act2", nn.ReLU()), ("pool", nn.AdaptiveAvgPool2d(1)),
        ("flat", nn.Flatten()), ("fc", nn.Linear(8, 6)), ("norm3", nn.BatchNorm1d(6)), ("act3", nn.ReLU()), ("fc2", nn.Linear(6, 3)));

    /// <summary>One pass with batch statistics and without dropout; the running statistics are put back.</summary>
    private static double[] InTraining(nn.Module<Tensor, Tensor> network, Tensor batch)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Tensor[] buffers = [.. network.buffers()];
        Tensor[] kept = [.. buffers.Select(buffer => buffer.clone())];
        network.train();
        foreach (nn.Module module in network.named_modules().Select(entry => entry.Item2).Where(module => module is TorchSharp.Modules.Dropout))
        {
            module.eval();
        }

        double[] outputs = Values.Of(network.call(batch));
        network.eval();
        for (int i = 0; i < kept.Length; i++)
        {
            buffers[i].copy_(kept[i]);
        }

        return outputs;
    }

    private static double[] Draw(McBatchNorm posterior, Tensor inputs)
    {
        using PredictiveSamples samples = posterior.Sample(inputs);
        return Values.Of(samples.Values);
    }

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _fc = nn.Linear(6, 6);
        private readonly nn.Module<Tensor, Tensor> _norm = nn.BatchNorm1d(6);

        public Block()
            : base(nameof(Block))
        {
            register_module("fc", _fc);
            register_module("norm", _norm);
        }

        public override Tensor forward(Tensor input) => input + nn.functional.relu(_norm.call(_fc.call(input)));
    }
}
