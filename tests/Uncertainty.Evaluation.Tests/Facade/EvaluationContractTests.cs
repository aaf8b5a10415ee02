using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Facade;

/// <summary>What every evaluation keeps to, of whatever task and output: the same tests over all of them.</summary>
[TestFixture("classification with head")]
[TestFixture("evidential classification")]
[TestFixture("regression with head")]
[TestFixture("evidential regression")]
internal sealed class EvaluationContractTests(string kind)
{
    private const int Count = 7;

    private static readonly UncertaintyEvaluationOptions Few = new()
    {
        Draws = 5,
        Seed = 3,
        Head = new AleatoricHeadOptions { Epochs = 2, NoiseDraws = 4 },
    };

    private nn.Module<Tensor, Tensor> _network = null!;
    private Tensor _inputs = null!;

    [SetUp]
    public void Open()
    {
        _network = OutputNetworks.Mlp(kind == "evidential regression" ? 8 : 2);
        _inputs = Networks.Inputs(1, Count, OutputNetworks.Features);
    }

    [TearDown]
    public void Close()
    {
        _network.Dispose();
        _inputs.Dispose();
    }

    [Test]
    public void Evaluate_InputsInAnotherOrder_GivesTheAnswersInThatOrder()
    {
        using UncertaintyEvaluation evaluation = Make(_network);
        using Tensor reversed = _inputs.flip(0);
        double[][] forth = Rows(evaluation, _inputs);
        double[][] back = Rows(evaluation, reversed);
        Assert.That(back.Reverse().SelectMany(row => row), Is.EqualTo(forth.SelectMany(row => row)).Within(1e-5));
    }

    [Test]
    public void Evaluate_OneByOne_IsAsInTheBatch()
    {
        using UncertaintyEvaluation evaluation = Make(_network);
        double[][] together = Rows(evaluation, _inputs);
        for (int n = 0; n < Count; n++)
        {
            using Tensor one = _inputs.narrow(0, n, 1);
            Assert.That(Rows(evaluation, one).Single(), Is.EqualTo(together[n]).Within(1e-5));
        }
    }

    /// <summary>More inputs than go through a sampler or a head at a time.</summary>
    [Test]
    public void Evaluate_ManyInputs_IsAsInParts()
    {
        using UncertaintyEvaluation evaluation = Make(_network);
        using Tensor many = Networks.Inputs(3, 700, OutputNetworks.Features);
        using Tensor last = many.narrow(0, 600, 100);
        Assert.That(
            Rows(evaluation, many).Skip(600).SelectMany(row => row), Is.EqualTo(Rows(evaluation, last).SelectMany(row => row)).Within(1e-4));
    }

    [Test]
    public void Evaluate_Again_GivesTheSameBits()
    {
        using UncertaintyEvaluation first = Make(_network);
        using UncertaintyEvaluation second = Make(_network);
        double[][] expected = Rows(first, _inputs);
        Assert.That(Rows(first, _inputs), Is.EqualTo(expected));
        Assert.That(Rows(second, _inputs), Is.EqualTo(expected));
    }

    [Test]
    public void Evaluate_InSingle_IsAsInDouble()
    {
        using nn.Module<Tensor, Tensor> wide = OutputNetworks.Mlp(kind == "evidential regression" ? 8 : 2, type: ScalarType.Float64);
        using Tensor inputs = _inputs.to_type(ScalarType.Float64);
        using UncertaintyEvaluation single = Make(_network);
        using UncertaintyEvaluation twice = Make(wide);

        // A head is trained with noise of the network's type: other noise makes another head.
        double tolerance = kind.EndsWith("with head", StringComparison.Ordinal) ? 5e-3 : 1e-4;
        Assert.That(
            Rows(single, _inputs).SelectMany(row => row), Is.EqualTo(Rows(twice, inputs).SelectMany(row => row)).Within(tolerance));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Everything_LeavesNetworkInputsAndRandomStateAsTheyWere(bool training)
    {
        _network.train(training);
        _network.parameters().First().requires_grad_(false);
        using Tensor leaf = _inputs.clone().requires_grad_(true);
        manual_seed(5);
        double[] Random() => Values.Of(get_rng_state());
        string before = State();
        double[] random = Random();
        using (UncertaintyEvaluation evaluation = Make(_network))
        {
            using UncertaintyResult result = evaluation.Evaluate(leaf);
            using Tensor epistemic = evaluation.EvaluateEpistemic(leaf);
            using Tensor aleatoric = evaluation.EvaluateAleatoric(leaf);
            Assert.That(result.Total.requires_grad || epistemic.requires_grad || aleatoric.requires_grad, Is.False);
        }

        Assert.That(State(), Is.EqualTo(before));
        Assert.That(Random(), Is.EqualTo(random));
        Assert.That(leaf.requires_grad, Is.True);
        Assert.That(Values.Of(leaf), Is.EqualTo(Values.Of(_inputs)));
        Assert.That(_network.parameters().Skip(1).All(parameter => parameter.requires_grad), Is.True);
        Assert.That(is_grad_enabled(), Is.True);
    }

    [Test]
    public void EveryOperation_LeaksNothing()
    {
        using UncertaintyEvaluation evaluation = Make(_network);
        Leaks.AssertNone(() => Make(_network).Dispose());
        Leaks.AssertNone(() => evaluation.Evaluate(_inputs).Dispose());
        Leaks.AssertNone(() => evaluation.EvaluateEpistemic(_inputs).Dispose());
        Leaks.AssertNone(() => evaluation.EvaluateAleatoric(_inputs).Dispose());
        Leaks.AssertNone(() =>
        {
            foreach (UncertaintyResult result in evaluation.Evaluate([_inputs, _inputs]))
            {
                result.Dispose();
            }
        });
        Leaks.AssertNone(() =>
        {
            using UncertaintyResult whole = evaluation.Evaluate(_inputs);
            using UncertaintyResult part = whole.Slice(2, 3);
        });
        Leaks.AssertNone(() =>
        {
            using UncertaintyResult result = evaluation.Evaluate(_inputs);
            _ = Rows(result);
        });
        using Tensor bad = full([2, OutputNetworks.Features], double.PositiveInfinity);
        Leaks.AssertNone(() => Assert.That(() => evaluation.Evaluate(bad), Throws.ArgumentException));
    }

    [Test]
    public void EveryOperation_BadInputs_ThrowsWithName()
    {
        using UncertaintyEvaluation evaluation = Make(_network);
        using Tensor empty = _inputs.narrow(0, 0, 0);
        using Tensor notANumber = full_like(_inputs, double.NaN);
        foreach (Tensor? bad in new[] { empty, notANumber, null })
        {
            foreach (Action<Tensor> use in new Action<Tensor>[]
            {
                inputs => evaluation.Evaluate(inputs),
                inputs => evaluation.EvaluateEpistemic(inputs),
                inputs => evaluation.EvaluateAleatoric(inputs),
            })
            {
                Assert.That(() => use(bad!), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("inputs"));
            }
        }
    }

    [Test]
    public void EveryOperation_Cancelled_Throws()
    {
        using UncertaintyEvaluation evaluation = Make(_network);
        CancellationToken cancelled = new(canceled: true);
        Assert.That(() => evaluation.Evaluate(_inputs, cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(() => evaluation.EvaluateEpistemic(_inputs, cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(() => evaluation.EvaluateAleatoric(_inputs, cancelled), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void EveryOperation_AfterDisposal_SaysSo()
    {
        UncertaintyEvaluation evaluation = Make(_network);
        evaluation.Dispose();
        evaluation.Dispose();
        Assert.That(() => evaluation.Evaluate(_inputs), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => evaluation.EvaluateEpistemic(_inputs), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => evaluation.EvaluateAleatoric(_inputs), Throws.InstanceOf<ObjectDisposedException>());
    }

    /// <summary>On the device that the inputs are on already, everything is as without the option; the results are there.</summary>
    [Test]
    public void Device_OfTheInputs_ChangesNothing()
    {
        using UncertaintyEvaluation plain = Make(_network);
        using UncertaintyEvaluation placed = Make(_network, Few with { Device = CPU });
        Assert.That(Rows(placed, _inputs), Is.EqualTo(Rows(plain, _inputs)));
        Leaks.AssertNone(() =>
        {
            using UncertaintyEvaluation evaluation = Make(_network, Few with { Device = CPU });
            using UncertaintyResult result = evaluation.Evaluate(_inputs);
            Assert.That(result.Total.device.type, Is.EqualTo(DeviceType.CPU));
        });
    }

    [Test]
    public void Device_WhereTheNetworkIsNot_ThrowsWithBoth()
    {
        Assert.That(
            () => Make(_network, Few with { Device = new Device(DeviceType.CUDA, 0) }),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("options").And.Message.Contains("cuda:0").And.Message.Contains("cpu"));
    }

    private static double[][] Rows(UncertaintyEvaluation evaluation, Tensor inputs)
    {
        using UncertaintyResult result = evaluation.Evaluate(inputs);
        using Tensor epistemic = evaluation.EvaluateEpistemic(inputs);
        using Tensor aleatoric = evaluation.EvaluateAleatoric(inputs);
        double[][] classes = [.. Values.Of(epistemic).Chunk((int)epistemic.shape[1])];
        double[] noise = Values.Of(aleatoric);
        return [.. Rows(result).Select((row, n) => (double[])[.. row, .. classes[n], noise[n]])];
    }

    private static double[][] Rows(UncertaintyResult result) => result is ClassificationUncertainty classes
        ? [.. classes.Select(answer => (double[])[.. answer.Probabilities, answer.Total, answer.Aleatoric, answer.Epistemic, answer.MeanStd])]
        : [.. ((RegressionUncertainty)result).Select(answer => (double[])[.. answer.Prediction, .. answer.Total, .. answer.Epistemic])];

    private UncertaintyEvaluation Make(nn.Module<Tensor, Tensor> network) => Make(network, Few);

    private UncertaintyEvaluation Make(nn.Module<Tensor, Tensor> network, UncertaintyEvaluationOptions options)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor inputs = Networks.Inputs(2, 20, OutputNetworks.Features).to_type(network.parameters().First().dtype);
        return kind switch
        {
            "classification with head" => UncertaintyEvaluation.ForClassification(
                network, 2, [(inputs, arange(0, 20).remainder(2).to_type(ScalarType.Int64))], options),
            "evidential classification" => UncertaintyEvaluation.ForClassification(network, new EvidentialClassificationOutput(2), options: options),
            "regression with head" => UncertaintyEvaluation.ForRegression(
                network, [(inputs, Networks.Inputs(3, 20, 2).to_type(inputs.dtype))], options),
            _ => UncertaintyEvaluation.ForRegression(network, new EvidentialRegressionOutput(2), options: options),
        };
    }

    private string State() => string.Join(
        ';',
        _network.parameters().Concat(_network.buffers()).Select(tensor => string.Join(',', Values.Of(tensor)))
            .Append(string.Join(',', _network.named_modules().Select(entry => entry.module.training))));
}
