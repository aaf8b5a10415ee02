using TorchSharp;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.Ood.Tests;

/// <summary>Detectors that use the head refuse a network whose outputs are not those of its last Linear layer.</summary>
[TestFixture]
internal sealed class HeadCheckTests
{
    private static readonly (string Name, Func<FeatureReader, Tensor, IOodDetector> Make)[] Detectors =
    [
        ("ViM", (reader, inputs) => VimDetector.Fit(reader, [inputs])),
        ("residual", (reader, inputs) => ResidualDetector.Fit(reader, [inputs])),
        ("ReAct", (reader, inputs) => ReactDetector.Fit(reader, [inputs])),
        ("DICE", (reader, inputs) => DiceDetector.Fit(reader, [inputs])),
        ("ASH", (reader, inputs) => Scored(new AshDetector(reader, AshVariant.Prune, 50), inputs)),
        ("SCALE", (reader, inputs) => Scored(new ScaleDetector(reader, 50), inputs)),
    ];

    private static IEnumerable<TestCaseData> Cases =>
        from detector in Detectors
        from last in new[] { "softmax", "log-softmax", "scaling" }
        select new TestCaseData(detector.Make, last).SetArgDisplayNames(detector.Name, last);

    [TestCaseSource(nameof(Cases))]
    public void Fit_SomethingAfterTheLastLinear_IsAnError(Func<FeatureReader, Tensor, IOodDetector> make, string last)
    {
        using DisposeScope scope = NewDisposeScope();
        using Module<Tensor, Tensor> network = Sequential(
            ("body", Networks.Mlp()),
            ("last", last switch
            {
                "softmax" => Softmax(1),
                "log-softmax" => LogSoftmax(1),
                _ => new Halving(),
            }));
        Tensor inputs = Networks.Inputs(1, 40, Networks.Features);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => make(FeatureReader.Penultimate(network), inputs))!;
        Assert.That(error.Message, Does.Contain("'body.6'").And.Contain("not W f + b"));
    }

    [Test]
    public void Fit_LayerThatIsNotTheLastToRun_IsAnError()
    {
        using DisposeScope scope = NewDisposeScope();
        using Module<Tensor, Tensor> network = Sequential(("6", Linear(4, 5)), ("relu", ReLU()), ("conv", new Convolved()));
        Tensor inputs = Networks.Inputs(1, 40, 4);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => ReactDetector.Fit(FeatureReader.Penultimate(network), [inputs]))!;
        Assert.That(error.Message, Does.Contain("outputs [40, 3]").And.Contain("to 5 logits"));
    }

    [Test]
    public void Fit_ReaderWithoutHead_SaysWhereOneComesFrom()
    {
        using Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 40, Networks.Features);
        foreach ((string name, Func<FeatureReader, Tensor, IOodDetector> make) in Detectors)
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => make(FeatureReader.OfLayers(network, ["3"]), inputs), name)!;
            Assert.That(error.ParamName, Is.EqualTo("reader"));
            Assert.That(error.Message, Does.Contain("Penultimate"));
        }
    }

    [Test]
    public void Load_NetworkWithAnotherHead_IsRefused()
    {
        using Files files = new();
        using Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 40, Networks.Features);
        string path = files.Path("react");
        using (ReactDetector detector = ReactDetector.Fit(FeatureReader.Penultimate(network), [inputs]))
        {
            detector.Save(path);
        }

        using (no_grad())
        using (Tensor bias = network.get_parameter("6.bias")!.alias())
        {
            bias.add_(1e-3).Dispose();
        }

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ReactDetector.Load(path, FeatureReader.Penultimate(network)))!;
        Assert.That(error.Message, Does.Contain("other weights"));
        Leaks.AssertNone(() => Assert.Throws<InvalidDataException>(() => ReactDetector.Load(path, FeatureReader.Penultimate(network))));
        FeatureReader headless = FeatureReader.OfLayers(network, ["3"]);
        Assert.That(Assert.Throws<ArgumentException>(() => ReactDetector.Load(path, headless))!.ParamName, Is.EqualTo("reader"));
        Assert.That(Assert.Throws<ArgumentException>(() => ScaleDetector.Load(path, headless))!.ParamName, Is.EqualTo("reader"));
    }

    private static IOodDetector Scored(ISavableDetector detector, Tensor inputs)
    {
        using IDisposable? owned = detector as IDisposable;
        using Tensor scores = detector.Score(inputs);
        return detector;
    }

    private sealed class Halving() : Module<Tensor, Tensor>(nameof(Halving))
    {
        public override Tensor forward(Tensor input) => input / 2;
    }

    /// <summary>[N, 5] → [N, 3] without a Linear layer.</summary>
    private sealed class Convolved() : Module<Tensor, Tensor>(nameof(Convolved))
    {
        public override Tensor forward(Tensor input) => input.unsqueeze(1).unfold(2, 3, 1).sum(-1).squeeze(1);
    }
}
