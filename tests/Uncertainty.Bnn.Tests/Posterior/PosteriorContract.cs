using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Posterior;

/// <summary>What every sampler must keep to. A fixture makes its networks before each test.</summary>
internal abstract class PosteriorContract
{
    private const int Count = 7;

    private Tensor _inputs = null!;

    /// <summary>Whether draw s is one function of an input, whatever batch it came in.</summary>
    protected virtual bool DrawsAreFunctions => true;

    /// <summary>The fewest draws that a sampler of the kind has.</summary>
    protected virtual int FewestDraws => 2;

    /// <summary>The networks that the samplers wrap; their state must stay.</summary>
    protected abstract IReadOnlyList<nn.Module> Wrapped { get; }

    /// <summary>A sampler of at least <see cref="FewestDraws"/> draws.</summary>
    protected abstract IPosteriorPredictive Make(int batchSize = 512);

    /// <summary>[count, …] inputs.</summary>
    protected virtual Tensor Inputs(int count) => Networks.Inputs(1, count, Networks.Features);

    [SetUp]
    public void MakeInputs() => _inputs = Inputs(Count);

    [TearDown]
    public void DisposeInputs() => _inputs.Dispose();

    [TestCase(512)]
    [TestCase(3)]
    [TestCase(1)]
    public void Visit_HandsOverChunkByChunk_AndEachChunkDrawByDraw(int batchSize)
    {
        IPosteriorPredictive posterior = Make(batchSize);
        List<(int Draw, long First, long[] Shape)> seen = [];
        posterior.Visit(_inputs, (draw, first, outputs) => seen.Add((draw, first, outputs.shape)));
        Assert.That(posterior.Draws, Is.GreaterThanOrEqualTo(FewestDraws));
        long next = 0;
        foreach ((int Draw, long First, long[] Shape)[] chunk in seen.Chunk(posterior.Draws))
        {
            Assert.That(chunk.Select(visit => visit.Draw), Is.EqualTo(Enumerable.Range(0, posterior.Draws)));
            Assert.That(chunk.Select(visit => visit.First), Has.All.EqualTo(next));
            Assert.That(chunk.Select(visit => visit.Shape), Has.All.EqualTo(chunk[0].Shape));
            Assert.That(chunk[0].Shape, Has.Length.GreaterThanOrEqualTo(2));
            next += chunk[0].Shape[0];
        }

        Assert.That(next, Is.EqualTo(Count));
    }

    [Test]
    public void Sample_Again_GivesTheSameBits()
    {
        double[] first = Draw(Make(), _inputs);
        Assert.That(Draw(Make(), _inputs), Is.EqualTo(first));
    }

    [Test]
    public void Sample_DrawsDiffer()
    {
        IPosteriorPredictive posterior = Make();
        double[] all = Draw(posterior, _inputs);
        Assert.That(all.Chunk(all.Length / posterior.Draws).Select(draw => string.Join(' ', draw)), Is.Unique);
    }

    [TestCase(1)]
    [TestCase(3)]
    public void Sample_InSmallerBatches_IsTheSame(int batchSize)
    {
        if (!DrawsAreFunctions)
        {
            Assert.Pass("Not promised.");
        }

        Assert.That(Draw(Make(batchSize), _inputs), Is.EqualTo(Draw(Make(), _inputs)).Within(1e-5));
    }

    [Test]
    public void Sample_InputsInAnotherOrder_GivesTheDrawsInThatOrder()
    {
        if (!DrawsAreFunctions)
        {
            Assert.Pass("Not promised.");
        }

        using Tensor reversed = _inputs.flip(0);
        using PredictiveSamples forth = Make().Sample(_inputs);
        using PredictiveSamples back = Make().Sample(reversed);
        using Tensor turned = back.Values.flip(1);
        Assert.That(Values.Of(turned), Is.EqualTo(Values.Of(forth.Values)).Within(1e-5));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Visit_LeavesEverythingAsItWas(bool training)
    {
        Prepare(training);
        string before = NetworkState.Of(Wrapped);
        Make().Visit(_inputs, (_, _, _) => { });
        Assert.That(NetworkState.Of(Wrapped), Is.EqualTo(before));
    }

    [Test]
    public void Visit_VisitorThrows_LeavesEverythingAsItWas()
    {
        Prepare(training: true);
        string before = NetworkState.Of(Wrapped);
        Assert.That(
            () => Make(2).Visit(_inputs, (draw, _, _) => _ = draw == FewestDraws - 1 ? throw new InvalidDataException("stop") : 0),
            Throws.InstanceOf<InvalidDataException>());
        Assert.That(NetworkState.Of(Wrapped), Is.EqualTo(before));
    }

    [Test]
    public void Visit_Cancelled_ThrowsAndLeavesEverythingAsItWas()
    {
        using CancellationTokenSource source = new();
        Prepare(training: true);
        string before = NetworkState.Of(Wrapped);
        int seen = 0;
        void Visit(int draw, long first, Tensor outputs)
        {
            seen++;
            source.Cancel();
        }

        Assert.That(() => Make(1).Visit(_inputs, Visit, source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(NetworkState.Of(Wrapped), Is.EqualTo(before));
        Assert.That(seen, Is.EqualTo(1));
    }

    [Test]
    public void Visit_VisitorSeesTheCallersRandomState()
    {
        manual_seed(17);
        string before = NetworkState.Random();
        Make().Visit(_inputs, (_, _, _) => Assert.That(NetworkState.Random(), Is.EqualTo(before)));
    }

    [Test]
    public void Visit_InputsWithGradient_StayAndOutputsHaveNone()
    {
        double[] before = Values.Of(_inputs);
        _inputs.requires_grad_(true);
        Make().Visit(_inputs, (_, _, outputs) => Assert.That(outputs.requires_grad, Is.False));
        Assert.That(_inputs.requires_grad, Is.True);
        Assert.That(Values.Of(_inputs), Is.EqualTo(before));
    }

    [Test]
    public void Visit_WithinAVisit_GivesTheSameDraws()
    {
        IPosteriorPredictive posterior = Make();
        double[] expected = Draw(posterior, _inputs);
        List<double[]> inner = [];
        posterior.Visit(_inputs, (draw, first, _) =>
        {
            if (draw == 0 && first == 0)
            {
                inner.Add(Draw(posterior, _inputs));
            }
        });
        Assert.That(inner, Is.EqualTo(new[] { expected }));
    }

    [Test]
    public void Visit_BadInputs_ThrowWithName()
    {
        IPosteriorPredictive posterior = Make();
        using Tensor empty = _inputs.narrow(0, 0, 0);
        using Tensor notANumber = full_like(_inputs, double.NaN);
        using Tensor infinite = full_like(_inputs, double.NegativeInfinity);
        foreach (Tensor? bad in new[] { empty, notANumber, infinite, null })
        {
            Assert.That(
                () => posterior.Visit(bad!, (_, _, _) => { }),
                Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("inputs"));
        }

        Assert.That(() => posterior.Visit(_inputs, null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("visit"));
    }

    [Test]
    public void Sample_LeaksNothing()
    {
        IPosteriorPredictive posterior = Make(2);
        Leaks.AssertNone(() =>
        {
            using PredictiveSamples samples = posterior.Sample(_inputs);
        });
        long alive = Leaks.CountAlive();
        using (posterior.Sample(_inputs))
        {
            Assert.That(Tensor.TotalCount, Is.EqualTo(alive + 1));
        }

        Assert.That(Tensor.TotalCount, Is.EqualTo(alive));
    }

    protected static double[] Draw(IPosteriorPredictive posterior, Tensor inputs)
    {
        using PredictiveSamples samples = posterior.Sample(inputs);
        return Values.Of(samples.Values);
    }

    private void Prepare(bool training)
    {
        manual_seed(23);
        foreach (nn.Module network in Wrapped)
        {
            network.train(training);
            (string _, nn.Module first) = network.named_children().First();
            first.train(!training);
            network.parameters().First().requires_grad_(false);
        }
    }
}
