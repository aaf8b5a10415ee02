using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Aleatoric;

/// <summary>What both heads promise, on inputs and on maps.</summary>
[TestFixtureSource(typeof(HeadCase), nameof(HeadCase.All))]
internal sealed class HeadContractTests(HeadCase head)
{
    private DisposeScope _scope = null!;
    private nn.Module<Tensor, Tensor> _network = null!;

    [SetUp]
    public void Open()
    {
        _scope = NewDisposeScope();
        _network = head.Network();
    }

    [TearDown]
    public void Close()
    {
        _network.Dispose();
        _scope.Dispose();
    }

    [Test]
    public void Fit_Always_LeavesTheNetworkAsFound()
    {
        nn.Module<Tensor, Tensor> quiet = _network.named_children().First().module as nn.Module<Tensor, Tensor> ?? _network;
        quiet.eval();
        Gradients.AddOnes(_network);

        double[][] State() => [.. _network.parameters().Concat(_network.buffers()).Select(Values.Of)];
        double[][] before = State();
        bool[] modes = [.. _network.modules().Select(module => module.training)];
        using IDisposable fitted = head.Fit(_network, head.Batches());
        using Tensor read = head.Read(fitted, head.Inputs(1, 3));
        Assert.That(State(), Is.EqualTo(before));
        Assert.That(_network.modules().Select(module => module.training), Is.EqualTo(modes));
        Assert.That(modes, Does.Contain(true).And.Contain(false));
        Assert.That(_network.parameters().SelectMany(parameter => Values.Of(Gradients.Of(parameter)!)), Has.All.EqualTo(1));
        Assert.That(is_grad_enabled(), Is.True);
        Assert.That(read.requires_grad, Is.False);
    }

    [Test]
    public void FitAndRead_Always_LeaveWhatTheyAreGiven()
    {
        (Tensor inputs, Tensor targets) = head.Batches()[0];
        inputs.requires_grad_();
        double[] before = [.. Values.Of(inputs), .. Values.Of(targets)];
        using IDisposable fitted = head.Fit(_network, [(inputs, targets)]);
        using Tensor read = head.Read(fitted, inputs);
        Assert.That(Values.Of(inputs).Concat(Values.Of(targets)), Is.EqualTo(before));
        Assert.That(Gradients.Of(inputs), Is.Null);
    }

    [Test]
    public void FitAndRead_Always_LeaveTheGlobalGenerator()
    {
        manual_seed(3);
        using Tensor expected = rand(4);
        manual_seed(3);
        using IDisposable fitted = head.Fit(_network, head.Batches());
        using Tensor read = head.Read(fitted, head.Inputs(1, 3));
        using Tensor after = rand(4);
        Assert.That(Values.Of(after), Is.EqualTo(Values.Of(expected)));
    }

    [Test]
    public void Fit_SameSeed_GivesTheSameBits()
    {
        double[] Once()
        {
            using IDisposable fitted = head.Fit(_network, head.Batches());
            using Tensor read = head.Read(fitted, head.Inputs(9, 5));
            return Values.Of(read);
        }

        double[] first = Once();
        Assert.That(Once(), Is.EqualTo(first));
    }

    [Test]
    public void Read_InAnotherOrderOrOneByOne_IsTheSame()
    {
        using IDisposable fitted = head.Fit(_network, head.Batches());
        Tensor inputs = head.Inputs(9, 6);
        Tensor all = head.Read(fitted, inputs);
        Tensor order = tensor(new long[] { 3, 0, 5, 1, 4, 2 });
        Tensor permuted = head.Read(fitted, inputs.index_select(0, order));
        Tensor single = cat([.. Enumerable.Range(0, 6).Select(i => head.Read(fitted, inputs.narrow(0, i, 1)))], 0);
        Assert.That(Values.Of(permuted), Is.EqualTo(Values.Of(all.index_select(0, order))).Within(1e-5));
        Assert.That(Values.Of(single), Is.EqualTo(Values.Of(all)).Within(1e-5));
    }

    [Test]
    public void FitAndRead_Always_LeakNothing()
    {
        Tensor inputs = head.Inputs(9, 6);
        (Tensor, Tensor)[] batches = head.Batches();
        string path = Path.GetTempFileName();
        try
        {
            Leaks.AssertNone(() =>
            {
                using IDisposable fitted = head.Fit(_network, batches);
                using Tensor read = head.Read(fitted, inputs);
                head.Save(fitted, path);
                using IDisposable loaded = head.Load(path, _network);
                using Tensor again = head.Read(loaded, inputs);
            });
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void Fit_InAScopeThatEnds_Lives()
    {
        IDisposable fitted;
        using (DisposeScope inner = NewDisposeScope())
        {
            fitted = head.Fit(_network, head.Batches());
        }

        using (fitted)
        {
            using Tensor read = head.Read(fitted, head.Inputs(9, 2));
            Assert.That(Values.Of(read), Has.All.GreaterThanOrEqualTo(0));
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Fit_CancelledInTheMiddle_LeavesNothing(int batch)
    {
        (Tensor, Tensor)[] batches = head.Batches();
        Leaks.AssertNone(() =>
        {
            using CancellationTokenSource source = new();
            int seen = 0;
            IEnumerable<(Tensor, Tensor)> Cancelling()
            {
                foreach ((Tensor, Tensor) entry in batches)
                {
                    if (++seen == batch)
                    {
                        source.Cancel();
                    }

                    yield return entry;
                }
            }

            Assert.That(
                () => head.Fit(_network, Cancelling(), cancellationToken: source.Token), Throws.InstanceOf<OperationCanceledException>());
            Assert.That(seen, Is.EqualTo(batch));
        });
        Assert.That(_network.training && is_grad_enabled(), Is.True);
    }

    [Test]
    public void Fit_SourceThatFails_LeavesNothing()
    {
        (Tensor, Tensor)[] batches = head.Batches();
        Leaks.AssertNone(() =>
        {
            int pass = 0;
            IEnumerable<(Tensor, Tensor)> Failing()
            {
                pass++;
                yield return batches[0];
                yield return pass == 3 ? throw new InvalidDataException("stop") : batches[1];
            }

            Assert.That(() => head.Fit(_network, Failing()), Throws.TypeOf<InvalidDataException>());
        });
        Assert.That(_network.training, Is.True);
    }

    [Test]
    public void Fit_Progress_TellsOfEveryBatch()
    {
        Reports<HeadProgress> reports = new();
        using IDisposable fitted = head.Fit(_network, head.Batches(), progress: reports);
        Assert.That(
            reports.Seen.Select(report => (report.Epoch, report.Epochs, report.Batch)),
            Is.EqualTo(new[] { (1, 3, 1), (1, 3, 2), (2, 3, 1), (2, 3, 2), (3, 3, 1), (3, 3, 2) }));
        Assert.That(reports.Seen.Select(report => report.Loss), Has.All.Matches<double>(double.IsFinite));
    }

    [Test]
    public void Fit_InDouble_IsNearSingle()
    {
        using nn.Module<Tensor, Tensor> wide = head.Network(ScalarType.Float64);
        using IDisposable single = head.Fit(_network, head.Batches());
        using IDisposable fitted = head.Fit(wide, head.Batches(ScalarType.Float64));
        Tensor inputs = head.Inputs(9, 5);
        Tensor read = head.Read(fitted, inputs.to_type(ScalarType.Float64));
        Assert.That(read.dtype, Is.EqualTo(ScalarType.Float64));
        // The noise of a classifier's training is drawn in the type of the logits, and so is other noise.
        Assert.That(Values.Of(read), Is.EqualTo(Values.Of(head.Read(single, inputs))).Within(head.ToString()[0] == 'C' ? 0.05 : 1e-4));
    }

    [Test]
    public void Fit_BadBatches_ThrowWithName()
    {
        (Tensor inputs, Tensor targets) = head.Batches()[0];
        void Throws(string name, IEnumerable<(Tensor, Tensor)> batches) => Assert.That(
            () => head.Fit(_network, batches), NUnit.Framework.Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo(name));

        Throws("batches", []);
        Throws("batches", null!);
        Throws("inputs", [(null!, targets)]);
        Throws("inputs", [(inputs * double.NaN, targets)]);
        Throws("inputs", [(inputs.narrow(0, 0, 0), targets.narrow(0, 0, 0))]);
        Throws("targets", [(inputs, null!)]);
        Assert.That(
            () => head.Fit(_network, [(inputs, targets.narrow(0, 0, 5))]),
            NUnit.Framework.Throws.ArgumentException.With.Message.Contains("got [5"));
        Assert.That(() => head.Fit(null!, [(inputs, targets)]), NUnit.Framework.Throws.ArgumentNullException.With.Property("ParamName").EqualTo("network"));
        IEnumerator<(Tensor, Tensor)> once = head.Batches().AsEnumerable().GetEnumerator();
        IEnumerable<(Tensor, Tensor)> Once()
        {
            while (once.MoveNext())
            {
                yield return once.Current;
            }
        }

        Assert.That(() => head.Fit(_network, Once()), NUnit.Framework.Throws.ArgumentException.With.Message.Contains("enumerable again"));
    }

    [Test]
    public void Read_BadInputsOrDisposed_Throws()
    {
        IDisposable fitted = head.Fit(_network, head.Batches());
        Tensor inputs = head.Inputs(9, 2);
        Assert.That(() => head.Read(fitted, null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("inputs"));
        Assert.That(() => head.Read(fitted, inputs / 0), Throws.ArgumentException.With.Property("ParamName").EqualTo("inputs"));
        Assert.That(() => head.Read(fitted, inputs.narrow(0, 0, 0)), Throws.ArgumentException.With.Property("ParamName").EqualTo("inputs"));
        fitted.Dispose();
        fitted.Dispose();
        Assert.That(() => head.Read(fitted, inputs), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => head.Save(fitted, "never-written"), Throws.TypeOf<ObjectDisposedException>());
    }
}
