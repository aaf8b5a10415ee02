using InterruptedLoop;
using TorchSharp;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning.Tests;

[TestFixture]
internal sealed class ActiveLearningLoopTests
{
    private static readonly ActiveLearningOptions Options = new() { Initial = 6, Batch = 4, Budget = 20, Seed = 3 };

    [Test]
    public void Run_WithABudget_AsksForAsManyAndForNoneTwice()
    {
        using TensorPool pool = ToyLoop.Pool();
        SaidOracle oracle = SaidOracle.Knowing(ToyLoop.Truth(pool));
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(ToyLoop.Setup(pool, oracle), Options with { Budget = 21 });
        ActiveLearningResult result = loop.Run();
        Assert.That(result.Labelled.Select(input => input.Index), Is.EqualTo(oracle.Asked).And.Unique);
        Assert.That(result.Labelled, Has.Count.EqualTo(21));
        Assert.That(result.Labelled.Select(input => input.Label.Class), Is.EqualTo(oracle.Asked.Select(index => ToyLoop.Truth(pool)[index])));
        Assert.That(result.Rounds.Select(round => round.Labels), Is.EqualTo(new[] { 6, 10, 14, 18, 21 }), "the last batch is cut to the budget");
        Assert.That(result.Rounds.Select(round => round.Asked.Count), Is.EqualTo(new[] { 4, 4, 4, 3, 0 }));
        Assert.That(result.StopReason, Does.Contain("budget of 21"));
        Assert.That(loop.Network, Is.Not.Null);
    }

    [Test]
    public void Run_Twice_TheSecondTimeDoesNothing()
    {
        using TensorPool pool = ToyLoop.Pool();
        SaidOracle oracle = SaidOracle.Knowing(ToyLoop.Truth(pool));
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(ToyLoop.Setup(pool, oracle), Options);
        ActiveLearningResult first = loop.Run();
        ActiveLearningResult second = loop.Run();
        Assert.That(second.Labelled, Is.EqualTo(first.Labelled));
        Assert.That(oracle.Asked, Has.Count.EqualTo(20));
    }

    [Test]
    public void Run_ChoosesWhatTheSelectorWouldChooseOfTheTrainedNetwork()
    {
        using TensorPool pool = ToyLoop.Pool();
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(ToyLoop.Setup(pool, SaidOracle.Knowing(ToyLoop.Truth(pool))), Options with { Budget = 6 });
        ActiveLearningResult begun = loop.Run();
        int[] labelled = [.. begun.Labelled.Select(input => input.Index)];
        int[] others = [.. Enumerable.Range(0, pool.Count).Except(labelled)];
        using UncertaintyEvaluation evaluation = ToyLoop.Learner().Sample(loop.Network!, new TrainingRound(1, 0, CancellationToken.None));
        using CandidateSet candidates = CandidateSet.FromPool(pool, others, evaluation);
        BatchSelection chosen = new TopKSelector(ToyLoop.Doubt).Choose(candidates, 4);

        using ActiveLearningLoop whole = ActiveLearningLoop.Start(ToyLoop.Setup(pool, SaidOracle.Knowing(ToyLoop.Truth(pool))), Options);
        ActiveLearningRound round = whole.Run().Rounds[0];
        Assert.That(round.Asked, Is.EqualTo(chosen.Positions.Select(position => others[position])));
        Assert.That(round.Scores, Is.EqualTo(chosen.Scores));
    }

    [Test]
    public void Run_SameSeed_SameLabels_AnotherSeed_Others()
    {
        using TensorPool pool = ToyLoop.Pool();
        int[] first = Asked(Options);
        Assert.That(Asked(Options), Is.EqualTo(first));
        Assert.That(Asked(Options with { Seed = 4 }), Is.Not.EqualTo(first));
        Assert.That(Asked(Options with { InputsAtOnce = 7 }), Is.EqualTo(first), "how many are looked at together does not matter");

        int[] Asked(ActiveLearningOptions options)
        {
            SaidOracle oracle = SaidOracle.Knowing(ToyLoop.Truth(pool));
            using ActiveLearningLoop loop = ActiveLearningLoop.Start(ToyLoop.Setup(pool, oracle), options);
            loop.Run();
            return [.. oracle.Asked];
        }
    }

    [Test]
    public void Run_SomeCandidatesOnly_ChoosesOfThem()
    {
        using TensorPool pool = ToyLoop.Pool();
        CountingSelector selector = new();
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(
            ToyLoop.Setup(pool, SaidOracle.Knowing(ToyLoop.Truth(pool))) with { Selector = selector }, Options with { Candidates = 30 });
        loop.Run();
        Assert.That(selector.Candidates, Is.EqualTo(new[] { 30, 30, 30, 30 }));
    }

    [Test]
    public void Run_PoolIsAskedForWhole_EndsThere()
    {
        using TensorPool pool = ToyLoop.Pool(count: 13);
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(
            ToyLoop.Setup(pool, SaidOracle.Knowing(ToyLoop.Truth(pool))), Options with { Budget = null, Batch = 5 });
        ActiveLearningResult result = loop.Run();
        Assert.That(result.Labelled.Select(input => input.Index), Is.EquivalentTo(Enumerable.Range(0, 13)));
        Assert.That(result.StopReason, Does.Contain("every input"));
    }

    [Test]
    public void Run_OracleAbstains_InputLeavesThePoolWithoutALabel()
    {
        using TensorPool pool = ToyLoop.Pool(count: 30);
        long[] truth = ToyLoop.Truth(pool);
        SaidOracle oracle = new(queries => queries.Select(query => new OracleAnswer(query.Index, query.Index % 3 == 0 ? null : truth[query.Index])));
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(ToyLoop.Setup(pool, oracle), Options with { Budget = 30 });
        ActiveLearningResult result = loop.Run();
        Assert.That(oracle.Asked, Is.Unique.And.EquivalentTo(Enumerable.Range(0, 30)));
        Assert.That(result.Abstained, Is.EquivalentTo(Enumerable.Range(0, 10).Select(i => 3 * i)));
        Assert.That(result.Labelled, Has.Count.EqualTo(20));
        Assert.That(result.StopReason, Does.Contain("every input"));
    }

    [Test]
    public void Run_KnownLabels_AreNotAskedFor()
    {
        using TensorPool pool = ToyLoop.Pool();
        long[] truth = ToyLoop.Truth(pool);
        LabelledInput[] known = [.. new[] { 4, 9, 17 }.Select(index => new LabelledInput(index, truth[index]))];
        SaidOracle oracle = SaidOracle.Knowing(truth);
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(ToyLoop.Setup(pool, oracle), Options with { Labelled = known, Budget = 11 });
        ActiveLearningResult result = loop.Run();
        Assert.That(result.Labelled.Take(3), Is.EqualTo(known));
        Assert.That(oracle.Asked, Has.Count.EqualTo(8).And.None.AnyOf(4, 9, 17));
    }

    [Test]
    public void Run_NamedFirstInputs_AsksForThem()
    {
        using TensorPool pool = ToyLoop.Pool();
        SaidOracle oracle = SaidOracle.Knowing(ToyLoop.Truth(pool));
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(ToyLoop.Setup(pool, oracle), Options with { InitialIndices = [8, 3, 5], Budget = 3 });
        loop.Run();
        Assert.That(oracle.Asked, Is.EqualTo(new[] { 8, 3, 5 }));
    }

    [Test]
    public void Run_Warm_GoesOnWithTheNetworkOfTheRoundBefore()
    {
        using TensorPool pool = ToyLoop.Pool();
        int made = 0;
        Learner learner = ToyLoop.Learner(create: () =>
        {
            made++;
            return ToyLoop.Network();
        });
        ActiveLearningSetup setup = ToyLoop.Setup(pool, SaidOracle.Knowing(ToyLoop.Truth(pool))) with { Learner = learner };
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(setup, Options with { Start = NetworkStart.Warm });
        loop.Run();
        Assert.That(made, Is.EqualTo(2), "one for what kind it is of, one to train");
    }

    [Test]
    public void Run_Validation_StandsInTheRoundsAndStopsTheLoop()
    {
        using TensorPool pool = ToyLoop.Pool();
        double measured = 0;
        ActiveLearningSetup setup = ToyLoop.Setup(pool, SaidOracle.Knowing(ToyLoop.Truth(pool)));
        setup = setup with
        {
            Learner = setup.Learner with { Validate = _ => new Dictionary<string, double> { ["accuracy"] = measured += 0.25 } },
        };
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(
            setup, Options with { Budget = 100, StopRules = [new TargetMetric("accuracy", 0.75)] });
        ActiveLearningResult result = loop.Run();
        Assert.That(result.Rounds.Select(round => round.Metrics["accuracy"]), Is.EqualTo(new[] { 0.25, 0.5, 0.75 }));
        Assert.That(result.StopReason, Does.Contain("accuracy"));
    }

    [Test]
    public void Run_StabilityInputs_AgreementIsKappaOfConsecutivePredictions()
    {
        using TensorPool pool = ToyLoop.Pool();
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(
            ToyLoop.Setup(pool, SaidOracle.Knowing(ToyLoop.Truth(pool))),
            Options with { Budget = 100, StabilityInputs = 50, StopRules = [new StablePredictions(0.5, 2)] });
        ActiveLearningResult result = loop.Run();
        Assert.That(result.Rounds[0].Agreement, Is.Null);
        Assert.That(result.Rounds.Skip(1).Select(round => round.Agreement), Has.All.InRange(-1, 1));
        Assert.That(result.StopReason, Does.Contain("κ"));
        Assert.That(result.Labelled, Has.Count.LessThan(100));
    }

    [Test]
    public void Run_Progress_TellsTheStagesInOrder()
    {
        using TensorPool pool = ToyLoop.Pool();
        List<ActiveLearningProgress> heard = [];
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(
            ToyLoop.Setup(pool, SaidOracle.Knowing(ToyLoop.Truth(pool))), Options with { Budget = 10 });
        loop.Run(new Listener<ActiveLearningProgress>(heard.Add));
        Assert.That(heard.Select(step => (step.Stage, step.Round, step.Labels)), Is.EqualTo(new[]
        {
            (ActiveLearningStage.Asking, 0, 0),
            (ActiveLearningStage.Training, 1, 6),
            (ActiveLearningStage.Validating, 1, 6),
            (ActiveLearningStage.Choosing, 1, 6),
            (ActiveLearningStage.Asking, 1, 6),
            (ActiveLearningStage.Training, 2, 10),
            (ActiveLearningStage.Validating, 2, 10),
            (ActiveLearningStage.Ended, 2, 10),
        }));
    }

    [Test]
    public void Run_LeavesTheGlobalGeneratorAsItWas()
    {
        using TensorPool pool = ToyLoop.Pool();
        torch.manual_seed(77);
        using Tensor expected = torch.rand(3);
        torch.manual_seed(77);
        using ActiveLearningLoop loop = ActiveLearningLoop.Start(ToyLoop.Setup(pool, SaidOracle.Knowing(ToyLoop.Truth(pool))), Options);
        loop.Run();
        using Tensor got = torch.rand(3);
        Assert.That(Values.Of(got), Is.EqualTo(Values.Of(expected)));
    }

    [Test]
    public void Run_Whole_LeaksNothing()
    {
        using TensorPool pool = ToyLoop.Pool();
        long[] truth = ToyLoop.Truth(pool);
        Leaks.AssertNone(() =>
        {
            using ActiveLearningLoop loop = ActiveLearningLoop.Start(
                ToyLoop.Setup(pool, SaidOracle.Knowing(truth)), Options with { Budget = 12, StabilityInputs = 10 });
            loop.Run();
        });

        // Networks of TorchSharp 0.107 leave tensors behind when they are disposed: as many as they leave, and none more.
        long made = 0;
        Learner counting = ToyLoop.Learner(create: () =>
        {
            made++;
            return ToyLoop.Network();
        });
        long own = LeftByANetwork();
        Run();
        (long before, made) = (Leaks.CountAlive(), 0);
        Run();
        Assert.That(Leaks.CountAlive() - before, Is.EqualTo(own * made), "tensors without a scope");

        void Run()
        {
            using ActiveLearningLoop loop = ActiveLearningLoop.Start(
                ToyLoop.Setup(pool, SaidOracle.Knowing(truth)) with { Learner = counting }, Options);
            loop.Run();
        }

        static long LeftByANetwork()
        {
            ToyLoop.Network().Dispose();
            long alive = Leaks.CountAlive();
            ToyLoop.Network().Dispose();
            return Leaks.CountAlive() - alive;
        }
    }

    private sealed class Listener<T>(Action<T> hear) : IProgress<T>
    {
        public void Report(T value) => hear(value);
    }

    private sealed class CountingSelector : IBatchSelector
    {
        public List<int> Candidates { get; } = [];

        public BatchSelection Choose(CandidateSet candidates, int count, long seed = 0, CancellationToken cancellationToken = default)
        {
            Candidates.Add(candidates.Count);
            return new RandomSelector().Choose(candidates, count, seed, cancellationToken);
        }
    }
}
