using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Streams;

[TestFixture]
internal sealed class StreamSamplerTests
{
    private static readonly StreamRule[] Rules = Enum.GetValues<StreamRule>();

    [Test]
    public void Decide_FixedThreshold_QueriesFromTheThresholdOn()
    {
        StreamSampler sampler = Sampler(new StreamSamplerOptions { Rule = StreamRule.FixedThreshold, Threshold = 0.5, Budget = 1 });
        StreamDecision[] decisions = [.. new[] { 0.4, 0.5, 0.6, -3 }.Select(sampler.Decide)];
        Assert.That(decisions.Select(decision => decision.IsQuery), Is.EqualTo(new[] { false, true, true, false }));
        Assert.That(decisions[2], Is.EqualTo(new StreamDecision(2, true, 0.6, 0.5, true)));
        Assert.That((sampler.Inputs, sampler.Queries, sampler.Threshold), Is.EqualTo((4L, 2L, (double?)0.5)));
    }

    /// <summary>By hand, with s = 1/2: the threshold begins at 0.75 and goes to 1.125, 0.5625, 0.84375.</summary>
    [Test]
    public void Decide_VariableThreshold_MovesByTheShare()
    {
        StreamSampler sampler = Sampler(new StreamSamplerOptions { Rule = StreamRule.VariableThreshold, Budget = 1, Step = 0.5 });
        Assert.That(sampler.Threshold, Is.Null);
        StreamDecision[] decisions = [.. new[] { 0, 0.75, 1.1, 0.5625 }.Select(sampler.Decide)];
        Assert.That(decisions.Select(decision => decision.IsQuery), Is.EqualTo(new[] { false, true, false, true }));
        Assert.That(decisions.Select(decision => decision.Threshold), Is.EqualTo(new[] { double.NaN, 0.75, 1.125, 0.5625 }));
        Assert.That(sampler.Threshold, Is.EqualTo(0.84375));
    }

    /// <summary>The rules written out with lists in place of counters.</summary>
    [Test]
    public void Decide_AnyRule_IsTheNaiveStream([ValueSource(nameof(Rules))] StreamRule rule, [Values(null, 20, 37)] int? window)
    {
        StreamSamplerOptions options = new() { Rule = rule, Budget = 0.15, Window = window, Threshold = 0.4, Step = 0.05, Noise = 0.7, Seed = 3 };
        StreamSampler sampler = Sampler(options);
        List<bool> queries = [];
        double threshold = 0.4;
        for (int i = 0; i < 2000; i++)
        {
            double score = Score(i);
            int allowed = (int)Math.Floor(0.15m * (window ?? (i + 1)));
            int spent = queries.Skip(window is { } length ? Math.Max(0, i + 1 - length) : 0).Count(query => query);
            bool query = false;
            if (spent < allowed)
            {
                double uniform = Seeds.Uniform(3, i);
                double factor = rule == StreamRule.RandomisedThreshold
                    ? 1 + (0.7 * MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, uniform + Math.Pow(2, -54)))
                    : 1;
                query = rule == StreamRule.Random ? uniform < 0.15 : score >= threshold * factor;
                threshold *= rule < StreamRule.VariableThreshold ? 1 : query ? 1.05 : 0.95;
            }

            queries.Add(query);
            StreamDecision decision = sampler.Decide(score);
            Assert.That((decision.Index, decision.IsQuery, decision.WithinBudget), Is.EqualTo(((long)i, query, spent < allowed)));
        }

        Assert.That(sampler.Queries, Is.EqualTo(queries.Count(query => query)).And.GreaterThan(100));
    }

    [Test]
    public void Decide_AnyRule_NeverExceedsTheBudget([ValueSource(nameof(Rules))] StreamRule rule, [Values(null, 50)] int? window)
    {
        StreamSampler sampler = Sampler(new StreamSamplerOptions { Rule = rule, Budget = 0.1, Window = window, Threshold = 1e-9, Step = 1e-9 });
        bool[] queries = [.. Enumerable.Range(0, 1000).Select(i => sampler.Decide(1 + Score(i)).IsQuery)];
        for (int end = 1; end <= queries.Length; end++)
        {
            int from = window is { } length ? Math.Max(0, end - length) : 0;
            int allowed = (int)Math.Floor(0.1m * (window ?? end));
            Assert.That(queries[from..end].Count(query => query), Is.LessThanOrEqualTo(allowed), $"inputs {from} to {end}");
        }

        Assert.That(sampler.Queries, Is.GreaterThanOrEqualTo(window is null ? 90 : 60));
    }

    /// <summary>A decimal number that is a little less in binary: 0.29 · 100 is 29, not 28.</summary>
    [Test]
    public void Decide_BudgetIsReadAsADecimalNumber()
    {
        StreamSampler sampler = Sampler(new StreamSamplerOptions { Rule = StreamRule.FixedThreshold, Threshold = 0, Budget = 0.29, Window = 100 });
        Assert.That(Enumerable.Range(0, 100).Count(_ => sampler.Decide(1).IsQuery), Is.EqualTo(29));
    }

    /// <summary>Scores shrink to a hundredth: a fixed threshold asks nothing any more, a variable one follows.</summary>
    [Test]
    public void Decide_ScoresDrift_VariableThresholdFollows()
    {
        Dictionary<StreamRule, int> late = Rules.ToDictionary(rule => rule, rule =>
        {
            StreamSampler sampler = Sampler(new StreamSamplerOptions { Rule = rule, Budget = 0.1, Window = 100, Threshold = 0.9 });
            return Enumerable.Range(0, 6000).Select(i => sampler.Decide(i < 3000 ? Score(i) : Score(i) / 100)).Skip(3000).Count(one => one.IsQuery);
        });
        Assert.That(late[StreamRule.FixedThreshold], Is.Zero);
        Assert.That(late[StreamRule.VariableThreshold], Is.GreaterThan(200));
        Assert.That(late[StreamRule.RandomisedThreshold], Is.GreaterThan(200));
    }

    /// <summary>A variable threshold prefers high scores; a randomised one also takes some of the lowest.</summary>
    [Test]
    public void Decide_Randomised_AsksAlsoWhereTheModelIsSure()
    {
        double[] Queried(StreamRule rule)
        {
            StreamSampler sampler = Sampler(new StreamSamplerOptions { Rule = rule, Budget = 0.1 });
            return [.. Enumerable.Range(0, 5000).Select(i => sampler.Decide(Score(i))).Where(one => one.IsQuery).Select(one => one.Score)];
        }

        Assert.That(Queried(StreamRule.VariableThreshold).Average(), Is.GreaterThan(0.6));
        Assert.That(Queried(StreamRule.RandomisedThreshold).Average(), Is.InRange(0.5, 0.95));
        Assert.That(Queried(StreamRule.RandomisedThreshold).Count(score => score < 0.1), Is.GreaterThan(5));
    }

    [Test]
    public void Decide_BatchesAndSingleInputs_AreTheSame([ValueSource(nameof(Rules))] StreamRule rule)
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        network.to(ScalarType.Float64);
        using UncertaintyEvaluation evaluation = UncertaintyEvaluation.ForClassification(
            new McDropout(network, new McDropoutOptions { Draws = 5 }), Networks.Classes);
        using Tensor single = Networks.Inputs(3, 60, Networks.Features);
        using Tensor inputs = single.to_type(ScalarType.Float64);
        StreamSamplerOptions options = new() { Rule = rule, Budget = 0.3, Threshold = 0.03, Seed = 1 };
        StreamSampler whole = new(Scoring.Disagreement, options);
        StreamSampler pieces = new(Scoring.Disagreement, options);
        StreamSampler lazy = new(Scoring.Disagreement, options);
        IReadOnlyList<StreamDecision> expected = whole.Decide(evaluation, inputs);
        StreamDecision[] got = [.. Enumerable.Range(0, 60).SelectMany(i => One(pieces, i))];
        using Tensor first = inputs.narrow(0, 0, 17);
        using Tensor second = inputs.narrow(0, 17, 43);
        StreamDecision[] streamed = [.. lazy.Decide(evaluation, [first, second])];
        Assert.That(got.Select(one => (one.Index, one.IsQuery)), Is.EqualTo(expected.Select(one => (one.Index, one.IsQuery))));
        Assert.That(streamed.Select(one => (one.Index, one.IsQuery)), Is.EqualTo(expected.Select(one => (one.Index, one.IsQuery))));
        Assert.That(got.Select(one => one.Score), Is.EqualTo(expected.Select(one => one.Score)).Within(1e-12));
        Assert.That(expected.Count(one => one.IsQuery), Is.InRange(3, 18));

        IReadOnlyList<StreamDecision> One(StreamSampler sampler, int i)
        {
            using Tensor input = inputs.narrow(0, i, 1);
            return sampler.Decide(evaluation, input);
        }
    }

    [Test]
    public void Decide_StreamIsLeft_TheRestOfTheBatchIsNotDecided()
    {
        using Tensor inputs = zeros(10, 1);
        using UncertaintyEvaluation evaluation = Constant(10);
        StreamSampler sampler = Sampler(new StreamSamplerOptions { Rule = StreamRule.FixedThreshold, Threshold = 0, Budget = 1 });
        foreach (StreamDecision decision in sampler.Decide(evaluation, [inputs]))
        {
            if (decision.Index == 3)
            {
                break;
            }
        }

        Assert.That(sampler.Inputs, Is.EqualTo(4));
    }

    [Test]
    public void Decide_Evaluation_LeavesNoTensors()
    {
        using Tensor inputs = zeros(10, 1);
        using UncertaintyEvaluation evaluation = Constant(10);
        foreach (StreamRule rule in Rules)
        {
            StreamSampler sampler = Sampler(new StreamSamplerOptions { Rule = rule, Threshold = 0.1 });
            Leaks.AssertNone(() => sampler.Decide(evaluation, inputs));
            Leaks.AssertNone(() => Assert.That(sampler.Decide(evaluation, [inputs, inputs]).Count(), Is.EqualTo(20)));
        }
    }

    [Test]
    public void Decide_BadScores_NothingIsDecided()
    {
        using Tensor inputs = zeros(2, 1);
        using UncertaintyEvaluation evaluation = UncertaintyEvaluation.ForRegression(new FixedPosterior([1, -1], 1, 2, 1));
        StreamSampler sampler = Sampler(new StreamSamplerOptions { Rule = StreamRule.VariableThreshold });
        Assert.That(() => sampler.Decide(evaluation, inputs), Throws.InvalidOperationException.With.Message.Contains("input 1 is -1"));
        Assert.That(() => sampler.Decide(-1), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("score"));
        Assert.That(() => sampler.Decide(double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("score"));
        Assert.That(() => sampler.Decide(-1e-9), Throws.Nothing);
        Assert.That(sampler.Inputs, Is.EqualTo(1));
    }

    [Test]
    public void Decide_BadArguments_ThrowWithName()
    {
        using Tensor empty = zeros(0, 1);
        using Tensor inputs = zeros(2, 1);
        using UncertaintyEvaluation evaluation = Constant(2);
        StreamSampler sampler = Sampler(new StreamSamplerOptions());
        StreamSampler random = Sampler(new StreamSamplerOptions { Rule = StreamRule.Random });
        Assert.That(() => sampler.Decide(evaluation, empty), Throws.ArgumentException.With.Property("ParamName").EqualTo("inputs"));
        Assert.That(() => random.Decide(evaluation, empty), Throws.ArgumentException.With.Property("ParamName").EqualTo("inputs"));
        Assert.That(() => sampler.Decide(null!, inputs), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("evaluation"));
        Assert.That(() => sampler.Decide(evaluation, (IEnumerable<Tensor>)null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("batches"));
        Assert.That(() => sampler.Decide(evaluation, [null!]).Count(), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("batches"));
        Assert.That(() => new StreamSampler(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("function"));
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using UncertaintyEvaluation model = UncertaintyEvaluation.ForClassification(new McDropout(network), Networks.Classes);
        using Tensor rows = Networks.Inputs(1, 2, Networks.Features);
        Assert.That(() => sampler.Decide(model, rows, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(sampler.Inputs, Is.Zero);
    }

    [Test]
    public void Options_OutOfRange_ThrowWithName()
    {
        Name(() => new StreamSamplerOptions { Budget = 0 }, "Budget");
        Name(() => new StreamSamplerOptions { Budget = double.NaN }, "Budget");
        Name(() => new StreamSamplerOptions { Window = 0 }, "Window");
        Name(() => new StreamSamplerOptions { Threshold = double.NaN }, "Threshold");
        Name(() => new StreamSamplerOptions { Step = 1 }, "Step");
        Name(() => new StreamSamplerOptions { Noise = 0 }, "Noise");
        Name(() => new StreamSamplerOptions { Rule = (StreamRule)9 }, "Rule");

        static void Name(Func<object> make, string name) =>
            Assert.That(() => make(), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name));
    }

    [Test]
    public void Ctor_OptionsThatDoNotGoTogether_Throws()
    {
        Assert.That(() => Sampler(new StreamSamplerOptions { Rule = StreamRule.FixedThreshold }), Throws.ArgumentException.With.Message.Contains("Threshold"));
        Assert.That(
            () => Sampler(new StreamSamplerOptions { Rule = StreamRule.VariableThreshold, Threshold = 0 }),
            Throws.ArgumentException.With.Message.Contains("Threshold"));
        Assert.That(() => Sampler(new StreamSamplerOptions { Budget = 0.1, Window = 9 }), Throws.ArgumentException.With.Message.Contains("Window"));
        Assert.That(() => Sampler(new StreamSamplerOptions { Budget = 0.1, Window = 10 }), Throws.Nothing);
    }

    private static StreamSampler Sampler(StreamSamplerOptions options) => new(Scoring.FirstNumber, options);

    /// <summary>Scores all inputs 1, 2, …</summary>
    private static RegressionEvaluation Constant(int inputs) => UncertaintyEvaluation.ForRegression(
        new FixedPosterior([.. Enumerable.Range(1, inputs).Select(number => (double)number)], 1, inputs, 1));

    /// <summary>Uniform in [0, 1).</summary>
    private static double Score(int place) => Seeds.Uniform(77, place);
}
