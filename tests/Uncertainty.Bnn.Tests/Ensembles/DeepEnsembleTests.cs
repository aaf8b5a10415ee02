using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Ensembles;

[TestFixture]
internal sealed class DeepEnsembleTests
{
    private nn.Module<Tensor, Tensor>[] _members = null!;
    private Tensor _inputs = null!;
    private int _threads;

    [SetUp]
    public void Open()
    {
        // More than this machine may have, so that there is something to share out.
        _threads = get_num_threads();
        set_num_threads(2);
        _members = EnsembleNetworks.Members(3);
        _inputs = Networks.Inputs(1, 7, Networks.Features);
    }

    [TearDown]
    public void Close()
    {
        _inputs.Dispose();
        Array.ForEach(_members, member => member.Dispose());
        set_num_threads(_threads);
    }

    [Test]
    public void Sample_TwoScales_AreThoseByHand()
    {
        using Scales doubles = new(2);
        using Scales negates = new(-1);
        using DeepEnsemble ensemble = new([doubles, negates]);
        using Tensor inputs = tensor(new float[] { 1, 2, 3, 4 }, [2, 2]);
        using PredictiveSamples samples = ensemble.Sample(inputs);
        Assert.That(samples.Values.shape, Is.EqualTo(new long[] { 2, 2, 2 }));
        Assert.That(Values.Of(samples.Values), Is.EqualTo(new double[] { 2, 4, 6, 8, -1, -2, -3, -4 }));
        Assert.That(ensemble.Members, Is.EqualTo(new nn.Module<Tensor, Tensor>[] { doubles, negates }));
    }

    [Test]
    public void Sample_Draws_AreTheMembersInEvaluationMode()
    {
        using DeepEnsemble ensemble = new(_members);
        using PredictiveSamples samples = ensemble.Sample(_inputs);
        double[][] expected =
        [
            .. _members.Select(member =>
            {
                member.eval();
                using Tensor output = member.call(_inputs);
                return Values.Of(output);
            }),
        ];
        Assert.That(Values.Of(samples.Values), Is.EqualTo(expected.SelectMany(values => values)).Within(1e-6));
        Assert.That(ensemble.Draws, Is.EqualTo(3));
    }

    [TestCase(2)]
    [TestCase(3)]
    [TestCase(8)]
    public void Sample_InParallel_IsAsInSequence(int parallelism)
    {
        using DeepEnsemble sequence = new(_members, new DeepEnsembleOptions { BatchSize = 4 });
        using DeepEnsemble parallel = new(_members, new DeepEnsembleOptions { BatchSize = 4, Parallelism = parallelism });
        using PredictiveSamples expected = sequence.Sample(_inputs);
        using PredictiveSamples samples = parallel.Sample(_inputs);
        Assert.That(Values.Of(samples.Values), Is.EqualTo(Values.Of(expected.Values)).Within(1e-6));
    }

    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(3, 3)]
    public void Visit_Threads_AreTheMembersOwnAndVisitsTheCallers(int parallelism, int together)
    {
        using Barrier barrier = new(together);
        Recorder[] members = [.. Enumerable.Range(0, together).Select(_ => new Recorder(barrier))];
        Recorder spare = new(new Barrier(1));
        using DeepEnsemble ensemble = new([.. members, spare], new DeepEnsembleOptions { Parallelism = parallelism });
        int here = Environment.CurrentManagedThreadId;
        ensemble.Visit(_inputs, (_, _, _) => Assert.That(Environment.CurrentManagedThreadId, Is.EqualTo(here)));

        // The barrier opens only if that many members run at one time.
        Assert.That(members.Select(member => member.Thread), parallelism == 1 ? Has.All.EqualTo(here) : Is.Unique.And.None.EqualTo(here));
        Assert.That(members.Select(member => member.Threads), Has.All.EqualTo(Math.Max(1, 2 / parallelism)));
        Assert.That(members.Select(member => member.Gradient), Has.All.False);
        Array.ForEach(members, member => member.Dispose());
        spare.Dispose();
    }

    [TestCase(1)]
    [TestCase(3)]
    public void Visit_MemberThrows_ThrowsThatAndLeavesEverythingAsItWas(int parallelism)
    {
        using Throws broken = new();
        nn.Module<Tensor, Tensor>[] all = [_members[0], broken, _members[1]];
        using DeepEnsemble ensemble = new(all, new DeepEnsembleOptions { Parallelism = parallelism });
        Array.ForEach(_members, member => member.train());
        string before = NetworkState.Of(all);
        long alive = Leaks.CountAlive();
        Assert.That(() => ensemble.Visit(_inputs, (_, _, _) => { }), NUnit.Framework.Throws.InstanceOf<InvalidDataException>());
        Assert.That(Tensor.TotalCount, Is.EqualTo(alive));
        Assert.That(NetworkState.Of(all), Is.EqualTo(before));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Visit_MemberThatChangesItsInput_SpoilsNeitherTheCallersNorAnothers(int parallelism)
    {
        using ManualResetEventSlim clipped = new();
        using Clips clips = new(clipped);
        using Waits one = new(clipped);
        double[] before = Values.Of(_inputs);
        using DeepEnsemble ensemble = new([clips, one], new DeepEnsembleOptions { Parallelism = parallelism });
        using PredictiveSamples samples = ensemble.Sample(_inputs);
        Assert.That(Values.Of(_inputs), Is.EqualTo(before));
        Assert.That(Values.Of(samples.Values)[28..], Is.EqualTo(before));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Visit_MemoryLimit_MakesSmallerChunksOfTheSameDraws(int parallelism)
    {
        DeepEnsembleOptions options = new() { Parallelism = parallelism };
        List<long> sizes = [];

        // The widest layer gives 8 numbers of 4 bytes; a member keeps a few such tensors at a time.
        using DeepEnsemble bounded = new(_members, options with { MemoryLimit = 3 * 400 * parallelism });
        bounded.Visit(_inputs, (_, _, outputs) => sizes.Add(outputs.shape[0]));
        Assert.That(sizes.Max(), Is.InRange(2, 6));
        using DeepEnsemble free = new(_members, options);
        using PredictiveSamples expected = free.Sample(_inputs);
        using PredictiveSamples samples = bounded.Sample(_inputs);
        Assert.That(Values.Of(samples.Values), Is.EqualTo(Values.Of(expected.Values)).Within(1e-6));
        using DeepEnsemble least = new(_members, options with { MemoryLimit = 1 });
        least.Visit(_inputs, (_, _, outputs) => Assert.That(outputs.shape[0], Is.EqualTo(1)));
    }

    [Test]
    public void Visit_SharedModule_KeepsItsMode()
    {
        using nn.Module<Tensor, Tensor> trunk = nn.Dropout(0.5);
        using nn.Module<Tensor, Tensor> one = nn.Sequential(("trunk", trunk), ("scale", new Scales(1)));
        using nn.Module<Tensor, Tensor> two = nn.Sequential(("trunk", trunk), ("scale", new Scales(2)));
        trunk.train();
        using DeepEnsemble ensemble = new([one, two]);
        using PredictiveSamples samples = ensemble.Sample(_inputs);
        Assert.That(trunk.training, Is.True);
        Assert.That(Values.Of(samples.Values)[..28], Is.EqualTo(Values.Of(_inputs)));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Visit_MembersOfOtherShapes_ThrowWithBoth(int parallelism)
    {
        using nn.Module<Tensor, Tensor> narrow = nn.Linear(Networks.Features, 1);
        using DeepEnsemble ensemble = new([_members[0], narrow], new DeepEnsembleOptions { Parallelism = parallelism });
        Assert.That(
            () => ensemble.Sample(_inputs),
            NUnit.Framework.Throws.InvalidOperationException.With.Message.Contains("draw 0 gave [7, 3], draw 1 [7, 1]"));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Visit_OutputsWithoutRows_ThrowWithTheMember(int parallelism)
    {
        using nn.Module<Tensor, Tensor> flat = nn.Sequential(("flatten", nn.Flatten(0)));
        using DeepEnsemble ensemble = new([_members[0], flat], new DeepEnsembleOptions { Parallelism = parallelism });
        Assert.That(
            () => ensemble.Sample(_inputs),
            NUnit.Framework.Throws.InvalidOperationException
                .With.Message.Contains("member 1 must give [N, C, …] outputs with N = 7; got [28]"));
    }

    [Test]
    public void New_BadMembers_ThrowWithName()
    {
        nn.Module<Tensor, Tensor>[]?[] bad = [null, [], [_members[0]], [_members[0], _members[1], _members[0]], [_members[0], null!]];
        foreach (nn.Module<Tensor, Tensor>[]? members in bad)
        {
            Assert.That(
                () => new DeepEnsemble(members!),
                NUnit.Framework.Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("members"));
        }

        Assert.That(
            () => new DeepEnsembleOptions { Parallelism = 0 },
            NUnit.Framework.Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("Parallelism"));
    }

    [Test]
    public void Dispose_GivenMembers_StayTheCallers()
    {
        DeepEnsemble ensemble = new(_members);
        ensemble.Dispose();
        ensemble.Dispose();
        Assert.That(() => ensemble.Sample(_inputs), NUnit.Framework.Throws.InstanceOf<ObjectDisposedException>());
        using Tensor output = _members[0].call(_inputs);
        Assert.That(output.shape, Is.EqualTo(new long[] { 7, 3 }));
    }

    private sealed class Scales(double factor) : nn.Module<Tensor, Tensor>(nameof(Scales))
    {
        public override Tensor forward(Tensor input) => input * factor;
    }

    /// <summary>Changes what it is given, and says when that is done.</summary>
    private sealed class Clips(ManualResetEventSlim done) : nn.Module<Tensor, Tensor>(nameof(Clips))
    {
        public override Tensor forward(Tensor input)
        {
            Tensor output = input.clamp_(0);
            if (input.shape[0] > 1)
            {
                done.Set();
            }

            return output;
        }
    }

    /// <summary>Gives a copy of its input, once the other one has changed its own.</summary>
    private sealed class Waits(ManualResetEventSlim done) : nn.Module<Tensor, Tensor>(nameof(Waits))
    {
        public override Tensor forward(Tensor input)
        {
            Assert.That(input.shape[0] == 1 || done.Wait(TimeSpan.FromSeconds(30)), Is.True);
            return input.clone();
        }
    }

    private sealed class Throws() : nn.Module<Tensor, Tensor>(nameof(Throws))
    {
        public override Tensor forward(Tensor input)
        {
            // Not with the single input that memory is measured by.
            Tensor output = input + 1;
            return input.shape[0] > 1 ? throw new InvalidDataException("broken") : output;
        }
    }

    /// <summary>Notes where it ran, once as many as the barrier asks for run with it.</summary>
    private sealed class Recorder(Barrier barrier) : nn.Module<Tensor, Tensor>(nameof(Recorder))
    {
        public int Thread { get; private set; }

        public int Threads { get; private set; }

        public bool Gradient { get; private set; } = true;

        public override Tensor forward(Tensor input)
        {
            if (barrier.ParticipantCount > 1 && input.shape[0] > 1)
            {
                Assert.That(barrier.SignalAndWait(TimeSpan.FromSeconds(30)), Is.True);
            }

            // The last call counts: the first is with the single input that memory is measured by.
            (Thread, Threads, Gradient) = (Environment.CurrentManagedThreadId, get_num_threads(), is_grad_enabled());
            return input.clone();
        }
    }
}
