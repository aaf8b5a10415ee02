using InterruptedLoop;
using Uncertainty.Testing;

namespace Uncertainty.ActiveLearning.Tests;

/// <summary>A run that ended at any moment goes on as if nothing had happened.</summary>
[TestFixture]
internal sealed class ResumedLoopTests
{
    private static readonly ActiveLearningOptions Options = new() { Initial = 6, Batch = 3, Budget = 15, Seed = 3, StabilityInputs = 5 };

    private static IEnumerable<TestCaseData> Starts => Enum.GetValues<NetworkStart>().Select(start => new TestCaseData(start));

    [TestCaseSource(nameof(Starts))]
    public void Resume_JournalCutAnywhere_ComesToTheSameJournal(NetworkStart start)
    {
        using TemporaryFolder folder = new();
        ActiveLearningOptions options = Options with { Start = start };
        string whole = folder["whole"];
        using TensorPool pool = ToyLoop.Pool();
        long[] truth = ToyLoop.Truth(pool);
        Dictionary<int, byte[]> weights = [];
        Run(pool, truth, options, whole, round => weights = Weights(whole, weights));
        byte[] expected = File.ReadAllBytes(whole);
        foreach (int length in Cuts(expected))
        {
            string cut = folder["cut"];
            File.WriteAllBytes(cut, expected[..length]);
            Restore(cut, expected[..length], weights);
            SaidOracle oracle = Run(pool, truth, options, cut);
            Assert.That(File.ReadAllBytes(cut), Is.EqualTo(expected), $"cut after {length} bytes");
            Assert.That(oracle.Asked.Intersect(Answered(expected[..length])), Is.Empty, "what is answered in the journal is not asked again");
        }

        string[] left = [.. folder.Files().Where(name => name.StartsWith("whole.", StringComparison.Ordinal))];
        Assert.That(left, Has.Length.EqualTo(start == NetworkStart.Warm ? 1 : 0), "weights of the last round alone stay");
    }

    [Test]
    public void Resume_EndedRun_WithALargerBudget_GoesOn()
    {
        using TemporaryFolder folder = new();
        using TensorPool pool = ToyLoop.Pool();
        long[] truth = ToyLoop.Truth(pool);
        string whole = folder["whole"];
        string grown = folder["grown"];
        Run(pool, truth, Options with { Budget = 18 }, whole);
        Run(pool, truth, Options with { Budget = 12 }, grown);
        Run(pool, truth, Options with { Budget = 18 }, grown);
        Assert.That(File.ReadAllBytes(grown), Is.EqualTo(File.ReadAllBytes(whole)));
    }

    [Test]
    public void Resume_OracleThrew_KeepsWhatWasAnsweredAndAsksForTheRest()
    {
        using TemporaryFolder folder = new();
        using TensorPool pool = ToyLoop.Pool();
        long[] truth = ToyLoop.Truth(pool);
        string path = folder["journal"];
        string whole = folder["whole"];
        Run(pool, truth, Options, whole);
        int answers = 0;
        SaidOracle broken = new(queries => queries.Select(query =>
            ++answers > 8 ? throw new TimeoutException("nobody there") : new OracleAnswer(query.Index, truth[query.Index])));
        using (ActiveLearningLoop loop = ActiveLearningLoop.Start(ToyLoop.Setup(pool, broken), Options, path))
        {
            TimeoutException error = Assert.Throws<TimeoutException>(() => loop.Run())!;
            Assert.That(error.Message, Is.EqualTo("nobody there"));
            Assert.That(loop.Labelled, Has.Count.EqualTo(8));
        }

        SaidOracle oracle = Run(pool, truth, Options, path);
        Assert.That(oracle.Asked, Has.Count.EqualTo(15 - 8));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(File.ReadAllBytes(whole)));
    }

    [Test]
    public void Run_CancelledWhileAsking_GoesOnInTheSameLoop()
    {
        using TemporaryFolder folder = new();
        using TensorPool pool = ToyLoop.Pool();
        long[] truth = ToyLoop.Truth(pool);
        string path = folder["journal"];
        string whole = folder["whole"];
        Run(pool, truth, Options, whole);
        using CancellationTokenSource source = new();
        SaidOracle oracle = new(queries => queries.Select(query =>
        {
            source.Cancel();
            return new OracleAnswer(query.Index, truth[query.Index]);
        }));
        using (ActiveLearningLoop loop = ActiveLearningLoop.Start(ToyLoop.Setup(pool, oracle), Options, path))
        {
            Assert.Throws<OperationCanceledException>(() => loop.Run(cancellationToken: source.Token));
            Assert.That(loop.Labelled, Has.Count.EqualTo(1), "an answer that came is kept");
            loop.Run();
        }

        Assert.That(File.ReadAllBytes(path), Is.EqualTo(File.ReadAllBytes(whole)));
    }

    [TestCaseSource(nameof(Starts))]
    public void Run_TrainingThrew_GoesOnAsIfItHadNot(NetworkStart start)
    {
        using TensorPool pool = ToyLoop.Pool();
        long[] truth = ToyLoop.Truth(pool);
        ActiveLearningOptions options = Options with { Start = start };
        using ActiveLearningLoop whole = ActiveLearningLoop.Start(ToyLoop.Setup(pool, SaidOracle.Knowing(truth)), options);
        ActiveLearningResult expected = whole.Run();
        Learner learner = ToyLoop.Learner();
        int trainings = 0;
        ActiveLearningSetup setup = ToyLoop.Setup(pool, SaidOracle.Knowing(truth)) with
        {
            Learner = learner with
            {
                Train = (network, labelled, round) =>
                {
                    learner.Train(network, labelled, round);
                    if (++trainings == 2)
                    {
                        throw new TimeoutException("no power");
                    }
                },
            },
        };
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(setup, options);
        Assert.Throws<TimeoutException>(() => loop.Run());
        Assert.That(loop.Run().Labelled, Is.EqualTo(expected.Labelled));
    }

    [Test]
    public void Resume_ChangedLine_IsAnErrorAndLeavesTheFile()
    {
        using TemporaryFolder folder = new();
        using TensorPool pool = ToyLoop.Pool();
        long[] truth = ToyLoop.Truth(pool);
        string path = folder["journal"];
        Run(pool, truth, Options, path);
        string[] lines = File.ReadAllLines(path);
        for (int i = 0; i < lines.Length; i++)
        {
            string[] changed = [.. lines];
            changed[i] = lines[i].Replace(":", ": ", StringComparison.Ordinal);
            AssertRefused(changed, $"Line {i + 1} ");
        }

        AssertRefused([.. lines.Take(4), .. lines.Skip(5)], "Line 5 ");
        AssertRefused([.. lines.Take(3), lines[4], lines[3], .. lines.Skip(5)], "Line 4 ");

        void AssertRefused(string[] changed, string expected)
        {
            File.WriteAllText(path, string.Join('\n', changed) + "\n");
            byte[] before = File.ReadAllBytes(path);
            InvalidDataException error = Assert.Throws<InvalidDataException>(() => Run(pool, truth, Options, path))!;
            Assert.That(error.Message, Does.Contain(expected).And.Contain(path));
            Assert.That(File.ReadAllBytes(path), Is.EqualTo(before));
        }
    }

    [Test]
    public void Resume_OfSomethingElse_SaysWhat()
    {
        using TemporaryFolder folder = new();
        using TensorPool pool = ToyLoop.Pool();
        using TensorPool others = ToyLoop.Pool(seed: 6);
        long[] truth = ToyLoop.Truth(pool);
        string path = folder["journal"];
        Run(pool, truth, Options, path);
        ActiveLearningSetup setup = ToyLoop.Setup(pool, SaidOracle.Knowing(truth));
        byte[] before = File.ReadAllBytes(path);
        AssertRefused(setup with { Pool = others }, Options, "pool: the journal has");
        AssertRefused(setup with { Labels = LabelSpace.Classes(4) }, Options, "labels: the journal has 3 classes, the loop has 4 classes");
        AssertRefused(setup with { Learner = ToyLoop.Learner(create: () => ToyLoop.Network(17)) }, Options, "network: the journal has 99 parameters");
        AssertRefused(setup, Options with { Seed = 4 }, "seed: the journal has 3, the loop has 4");
        AssertRefused(setup with { Selector = new RandomSelector() }, Options, "selector: the journal has TopKSelector(Doubt), the loop has RandomSelector");
        AssertRefused(
            setup with { Learner = setup.Learner with { Description = "25 steps" } }, Options, "learner: the journal has nothing, the loop has 25 steps");
        using ActiveLearningLoop accepted = ActiveLearningLoop.Resume(setup, Options with { Seed = 4 }, path, acceptChanges: true);
        Assert.That(accepted.Labelled, Has.Count.EqualTo(15));

        void AssertRefused(ActiveLearningSetup changed, ActiveLearningOptions options, string expected)
        {
            InvalidDataException error = Assert.Throws<InvalidDataException>(() => ActiveLearningLoop.Resume(changed, options, path).Dispose())!;
            Assert.That(error.Message, Does.Contain(expected));
            Assert.That(File.ReadAllBytes(path), Is.EqualTo(before));
        }
    }

    [Test]
    public void Start_WhereThereIsAJournal_IsAnErrorAndLeavesIt()
    {
        using TemporaryFolder folder = new();
        using TensorPool pool = ToyLoop.Pool();
        ActiveLearningSetup setup = ToyLoop.Setup(pool, SaidOracle.Knowing(ToyLoop.Truth(pool)));
        string path = folder["journal"];
        using (ActiveLearningLoop first = ActiveLearningLoop.Start(setup, Options, path))
        {
            Assert.Throws<IOException>(() => ActiveLearningLoop.Resume(setup, Options, path).Dispose(), "two loops do not write to one journal");
        }

        byte[] before = File.ReadAllBytes(path);
        IOException error = Assert.Throws<IOException>(() => ActiveLearningLoop.Start(setup, Options, path).Dispose())!;
        Assert.That(error.Message, Does.Contain(path));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(before));
        Assert.Throws<FileNotFoundException>(() => ActiveLearningLoop.Resume(setup, Options, path + "2").Dispose());
        File.WriteAllText(path + "3", "a letter to mother\n");
        InvalidDataException foreign = Assert.Throws<InvalidDataException>(() => ActiveLearningLoop.StartOrResume(setup, Options, path + "3").Dispose())!;
        Assert.That(foreign.Message, Does.Contain("Line 1"));
        Assert.That(File.ReadAllText(path + "3"), Is.EqualTo("a letter to mother\n"));
    }

    [Test]
    public void Resume_Journal_LeaksNothing()
    {
        using TemporaryFolder folder = new();
        using TensorPool pool = ToyLoop.Pool();
        long[] truth = ToyLoop.Truth(pool);
        string path = folder["journal"];
        Run(pool, truth, Options, path);
        Leaks.AssertNone(() => Run(pool, truth, Options, path));
    }

    private static SaidOracle Run(TensorPool pool, long[] truth, ActiveLearningOptions options, string path, Action<int>? after = null)
    {
        SaidOracle oracle = SaidOracle.Knowing(truth);
        using ActiveLearningLoop loop = ActiveLearningLoop.StartOrResume(ToyLoop.Setup(pool, oracle), options, path);
        loop.Run(new Listener(step => after?.Invoke(step.Round)));
        return oracle;
    }

    /// <summary>Every length in the last lines, the ends of all lines and what is around them, and some in between.</summary>
    private static IEnumerable<int> Cuts(byte[] journal)
    {
        int[] ends = [.. Enumerable.Range(0, journal.Length).Where(i => journal[i] == '\n')];
        return ends.SelectMany(end => new[] { end - 9, end, end + 1 }).Append(0).Append(5).Distinct().Where(length => length < journal.Length).Order();
    }

    /// <summary>All weights that there ever were beside a journal.</summary>
    private static Dictionary<int, byte[]> Weights(string journal, Dictionary<int, byte[]> before)
    {
        foreach (string path in Directory.EnumerateFiles(Path.GetDirectoryName(journal)!, Path.GetFileName(journal) + ".*.weights"))
        {
            before[int.Parse(path.Split('.')[^2], System.Globalization.CultureInfo.InvariantCulture)] = File.ReadAllBytes(path);
        }

        return before;
    }

    /// <summary>The weights as they were when the journal was so long: those of its last round, and those of the next where they were just written.</summary>
    private static void Restore(string journal, byte[] content, Dictionary<int, byte[]> weights)
    {
        foreach (string path in Directory.EnumerateFiles(Path.GetDirectoryName(journal)!, Path.GetFileName(journal) + ".*.weights"))
        {
            File.Delete(path);
        }

        int rounds = System.Text.Encoding.UTF8.GetString(content).Split('\n')[..^1].Count(line => line.Contains("\"round\"", StringComparison.Ordinal));
        foreach (int round in new[] { rounds, rounds + 1 })
        {
            if (weights.TryGetValue(round, out byte[]? saved))
            {
                File.WriteAllBytes($"{journal}.{round}.weights", saved);
            }
        }
    }

    private static IEnumerable<int> Answered(byte[] journal) => System.Text.Encoding.UTF8.GetString(journal).Split('\n')[..^1]
        .Where(line => line.Contains("\"answer\"", StringComparison.Ordinal))
        .Select(line => System.Text.Json.Nodes.JsonNode.Parse(line[17..])!["answer"]!.GetValue<int>());

    private sealed class Listener(Action<ActiveLearningProgress> hear) : IProgress<ActiveLearningProgress>
    {
        public void Report(ActiveLearningProgress value) => hear(value);
    }
}
