using InterruptedLoop;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning.Tests;

/// <summary>What a loop cannot work with is an error that says so, and nothing that was answered is lost.</summary>
[TestFixture]
internal sealed class LoopErrorTests
{
    private static readonly ActiveLearningOptions Options = new() { Initial = 6, Batch = 4, Budget = 20, Seed = 3 };

    [Test]
    public void Start_EmptyPool_SaysSo()
    {
        AssertRefused("setup", "empty", Options, new EmptyPool());
    }

    [Test]
    public void Start_BudgetLargerThanThePool_NamesBoth()
    {
        using TensorPool pool = ToyLoop.Pool(count: 12);
        AssertRefused("options", "at most 12, the inputs of the pool; got 13", Options with { Budget = 13 }, pool);
        AssertRefused("options", "at most 12 labels, the inputs of the pool; they begin with 15", Options with { Budget = null, Initial = 15 }, pool);
        AssertRefused("options", "at most 5 labels, the budget; they begin with 6", Options with { Budget = 5 }, pool);
    }

    [Test]
    public void Start_NothingToTrainOnFirst_SaysWhatToGive()
    {
        using TensorPool pool = ToyLoop.Pool();
        AssertRefused("options", nameof(ActiveLearningOptions.InitialIndices), Options with { Initial = 0 }, pool);
        AssertRefused("options", nameof(ActiveLearningOptions.Labelled), Options with { InitialIndices = [] }, pool);
    }

    [Test]
    public void Start_FirstInputsThatCannotBe_NamesThem()
    {
        using TensorPool pool = ToyLoop.Pool();
        AssertRefused("options", "got 200.", Options with { InitialIndices = [1, 200] }, pool);
        AssertRefused("options", "got 1 twice", Options with { InitialIndices = [1, 1] }, pool);
        AssertRefused("options", "got 2 twice", Options with { InitialIndices = [2], Labelled = [new LabelledInput(2, 1)] }, pool);
        AssertRefused("options", "label of input 2 that must be a class in range [0, 2]; got 3", Options with { Labelled = [new LabelledInput(2, 3)] }, pool);
    }

    [TestCase(3L, "the label of input 5 must be a class in range [0, 2]; got 3")]
    [TestCase(-1L, "the label of input 5 must be a class in range [0, 2]; got -1")]
    public void Run_OracleGivesALabelThatCannotBe_NamesItAndKeepsTheOthers(long label, string expected)
    {
        AssertOracle(
            queries => queries.Select(query => new OracleAnswer(query.Index, query.Index == 5 ? label : 0)), 1, expected);
    }

    [Test]
    public void Run_OracleAnswersWhatItWasNotAsked_NamesIt()
    {
        AssertOracle(queries => queries.Select((query, i) => new OracleAnswer(i == 1 ? 9 : query.Index, 0)), 1, "input 9 is answered");
        AssertOracle(queries => [new OracleAnswer(4, 0), new OracleAnswer(4, 0)], 1, "input 4 is answered");
    }

    [Test]
    public void Run_OracleDoesNotAnswer_NamesTheQuestions()
    {
        AssertOracle(queries => [new OracleAnswer(5, 0)], 1, "did not answer for inputs [4, 6]");
    }

    [Test]
    public void Run_OracleAbstainsFromAll_SaysThatThereIsNothingToTrainOn()
    {
        AssertOracle(queries => queries.Select(query => new OracleAnswer(query.Index, null)), 0, "abstained");
    }

    [Test]
    public void Run_ValidationNotFinite_NamesTheMetric()
    {
        using TensorPool pool = ToyLoop.Pool();
        ActiveLearningSetup setup = ToyLoop.Setup(pool, SaidOracle.Knowing(ToyLoop.Truth(pool)));
        setup = setup with { Learner = setup.Learner with { Validate = _ => new Dictionary<string, double> { ["loss"] = double.NaN } } };
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(setup, Options);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => loop.Run())!;
        Assert.That(error.Message, Does.Contain("'loss'"));
    }

    [Test]
    public void Run_StopRuleWithoutItsMetric_NamesIt()
    {
        using TensorPool pool = ToyLoop.Pool();
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(
            ToyLoop.Setup(pool, SaidOracle.Knowing(ToyLoop.Truth(pool))), Options with { StopRules = [new TargetMetric("accuracy", 1)] });
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => loop.Run())!;
        Assert.That(error.Message, Does.Contain("'accuracy'"));
    }

    [TestCase(0, 0)]
    [TestCase(-1, 0)]
    [TestCase(500, 0)]
    public void Run_SelectorChoosesWhatCannotBe_SaysWhatItChose(int first, int second)
    {
        using TensorPool pool = ToyLoop.Pool();
        SaidOracle oracle = SaidOracle.Knowing(ToyLoop.Truth(pool));
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(
            ToyLoop.Setup(pool, oracle) with { Selector = new WrongSelector(first, second) }, Options with { Batch = 2 });
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => loop.Run())!;
        Assert.That(error.Message, Does.Contain($"[{first}, {second}]"));
        Assert.That(oracle.Asked, Has.Count.EqualTo(6));
    }

    [TestCase(nameof(ActiveLearningOptions.Batch))]
    [TestCase(nameof(ActiveLearningOptions.Initial))]
    [TestCase(nameof(ActiveLearningOptions.Budget))]
    [TestCase(nameof(ActiveLearningOptions.Candidates))]
    [TestCase(nameof(ActiveLearningOptions.InputsAtOnce))]
    [TestCase(nameof(ActiveLearningOptions.StabilityInputs))]
    public void Options_NumberThatCannotBe_NamesItself(string name)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => _ = name switch
        {
            nameof(ActiveLearningOptions.Batch) => Options with { Batch = 0 },
            nameof(ActiveLearningOptions.Initial) => Options with { Initial = -1 },
            nameof(ActiveLearningOptions.Budget) => Options with { Budget = 0 },
            nameof(ActiveLearningOptions.Candidates) => Options with { Candidates = 0 },
            nameof(ActiveLearningOptions.InputsAtOnce) => Options with { InputsAtOnce = 0 },
            _ => Options with { StabilityInputs = -1 },
        })!;
        Assert.That(error.ParamName, Is.EqualTo(name));
    }

    private static void AssertRefused(string parameter, string expected, ActiveLearningOptions options, IPool pool)
    {
        using TemporaryFolder folder = new();
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => ActiveLearningLoop.Start(ToyLoop.Setup(pool, new SaidOracle(_ => [])), options, folder["journal"]).Dispose())!;
        Assert.That(error.ParamName, Is.EqualTo(parameter));
        Assert.That(error.Message, Does.Contain(expected));
        Assert.That(folder.Files(), Is.Empty, "no journal is begun");
    }

    /// <summary>Asks for inputs 4, 5 and 6, fails, and comes to its end with an oracle that is right.</summary>
    private static void AssertOracle(Func<IReadOnlyList<OracleQuery>, IEnumerable<OracleAnswer>> say, int kept, string expected)
    {
        using TemporaryFolder folder = new();
        using TensorPool pool = ToyLoop.Pool();
        ActiveLearningOptions options = Options with { InitialIndices = [4, 5, 6], Budget = 7 };
        string path = folder["journal"];
        using (ActiveLearningLoop loop = ActiveLearningLoop.Start(ToyLoop.Setup(pool, new SaidOracle(say)), options, path))
        {
            InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => loop.Run())!;
            Assert.That(error.Message, Does.Contain(expected));
            Assert.That(loop.Labelled, Has.Count.EqualTo(kept));
        }

        if (kept > 0)
        {
            SaidOracle right = SaidOracle.Knowing(ToyLoop.Truth(pool));
            using ActiveLearningLoop loop = ActiveLearningLoop.Resume(ToyLoop.Setup(pool, right), options, path);
            Assert.That(loop.Run().Labelled, Has.Count.EqualTo(7));
            Assert.That(right.Asked, Has.Count.EqualTo(7 - kept));
        }
    }

    private sealed class EmptyPool : IPool
    {
        public int Count => 0;

        public Tensor Inputs(IReadOnlyList<int> indices) => throw new NotSupportedException();
    }

    private sealed class WrongSelector(params int[] positions) : IBatchSelector
    {
        public BatchSelection Choose(CandidateSet candidates, int count, long seed = 0, CancellationToken cancellationToken = default) =>
            new(positions, [.. positions.Select(_ => 0.0)]);
    }
}
