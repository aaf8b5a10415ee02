using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.ActiveLearning.Tests.Synthesis;

[TestFixture]
internal sealed class QuerySynthesisTests
{
    private static readonly LatentAscentOptions Short = new() { StartsPerInput = 3, Steps = 40, Seed = 5 };
    private ToyGenerator _toy = null!;

    [SetUp]
    public void Open() => _toy = new ToyGenerator();

    [TearDown]
    public void Close() => _toy.Dispose();

    [Test]
    public void Objective_Gradient_IsThatOfFiniteDifferences([Values(0, 0.3)] double priorWeight)
    {
        const double step = 1e-6;
        using DisposeScope scope = NewDisposeScope();
        LatentObjective objective = new(_toy.Generator, _toy.Evaluation, Scoring.Disagreement, priorWeight);
        Tensor latents = LatentDraws.Of(1, 4, ToyGenerator.Latents);
        LatentObjective.Value value = objective.At(latents, CancellationToken.None);
        double[] expected = new double[12];
        for (int i = 0; i < expected.Length; i++)
        {
            double[] up = Objective(i, step);
            double[] down = Objective(i, -step);
            expected[i] = up.Zip(down, (high, low) => (high - low) / (2 * step)).Sum();
        }

        Assert.That(Values.Of(value.Gradient), Is.EqualTo(expected).Within(1e-7));
        Assert.That(expected.Select(Math.Abs).Max(), Is.GreaterThan(1e-3));
        Assert.That(Values.Of(value.Scores), Is.EqualTo(_toy.Scores(latents)).Within(1e-12));
        Assert.That(value.Gradient.requires_grad || value.Scores.requires_grad, Is.False);

        double[] Objective(int place, double by)
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor moved = latents.clone();
            moved.view(-1)[place] += by;
            double[] squares = Values.Of(moved.square().sum(1));
            return [.. _toy.Scores(moved).Zip(squares, (score, square) => score - (priorWeight / 2 * square))];
        }
    }

    [Test]
    public void Ascend_ByTheLibrarysFunctions_Rises()
    {
        foreach (AcquisitionFunction function in new AcquisitionFunction[] { Acquisition.Bald, Acquisition.Entropy, Acquisition.MeanStandardDeviation })
        {
            QuerySynthesis synthesis = new(_toy.Generator, _toy.Evaluation, function);
            using SynthesizedInputs made = synthesis.Ascend(2, Short);
            Assert.That(made.Scores.Zip(made.StartScores!, (end, start) => end - start), Has.All.GreaterThan(1e-4), function.Method.Name);
        }
    }

    [Test]
    public void Ascend_Scores_Rise()
    {
        using SynthesizedInputs made = _toy.Synthesis.Ascend(4, Short);
        Assert.That((made.Count, made.Inputs.shape, made.Latents.shape), Is.EqualTo((4, new long[] { 4, 4 }, new long[] { 4, 3 })));
        for (int i = 0; i < 4; i++)
        {
            Assert.That(made.Scores[i], Is.GreaterThan(made.StartScores![i] + 1e-3));
        }

        Assert.That(made.Scores, Is.EqualTo(_toy.Scores(made.Latents)).Within(1e-12));
        using Tensor decoded = _toy.Generator.Decode(made.Latents);
        Assert.That(Values.Of(made.Inputs), Is.EqualTo(Values.Of(decoded)).Within(1e-12));
        Assert.That(made.Inputs.requires_grad || made.Latents.requires_grad, Is.False);

        // Better than the best of many draws without search.
        using SynthesizedInputs drawn = _toy.Synthesis.Sample(1, new GeneratorSamplingOptions { Candidates = 50 });
        Assert.That(made.Scores.Max(), Is.GreaterThan(drawn.Scores[0]));
    }

    /// <summary>No start ends below its beginning, also where the steps are far too long.</summary>
    [Test]
    public void Ascend_StepsTooLong_EndsNotBelowTheStart()
    {
        using SynthesizedInputs made = _toy.Synthesis.Ascend(6, new LatentAscentOptions { StartsPerInput = 1, Steps = 3, LearningRate = 50 });
        Assert.That(made.Scores.Zip(made.StartScores!, (end, start) => end - start).Min(), Is.GreaterThanOrEqualTo(-1e-12));
    }

    /// <summary>χ² with 3 degrees of freedom: half of it below 2.36597; Φ⁻¹((1 + 0.5^(1/3)) / 2) = 1.26418 by SciPy.</summary>
    [Test]
    public void Ascend_Region_IsKept()
    {
        LatentAscentOptions options = Short with { RegionShare = 0.5, LearningRate = 0.5 };
        using SynthesizedInputs ball = _toy.Synthesis.Ascend(3, options);
        using SynthesizedInputs box = _toy.Synthesis.Ascend(3, options with { Region = LatentRegion.Box });
        using SynthesizedInputs free = _toy.Synthesis.Ascend(3, options with { Region = LatentRegion.Everywhere });
        using SynthesizedInputs prior = _toy.Synthesis.Ascend(3, options with { Region = LatentRegion.Everywhere, PriorWeight = 10 });
        Assert.That(Norms(ball).Max(), Is.LessThanOrEqualTo(Math.Sqrt(2.365974) + 1e-6));
        Assert.That(Values.Of(box.Latents).Select(Math.Abs).Max(), Is.LessThanOrEqualTo(1.264180 + 1e-4));
        Assert.That(Norms(free).Max(), Is.GreaterThan(3));
        Assert.That(Norms(prior).Max(), Is.LessThan(0.5));

        static double[] Norms(SynthesizedInputs made)
        {
            using DisposeScope scope = NewDisposeScope();
            return Values.Of(made.Latents.square().sum(1).sqrt());
        }
    }

    [Test]
    public void Ascend_BatchesAndCounts_ChangeNothing()
    {
        using SynthesizedInputs made = _toy.Synthesis.Ascend(3, Short);
        using SynthesizedInputs pieces = _toy.Synthesis.Ascend(3, Short with { BatchSize = 2 });
        using SynthesizedInputs more = _toy.Synthesis.Ascend(4, Short);
        using SynthesizedInputs again = _toy.Synthesis.Ascend(3, Short);
        using SynthesizedInputs other = _toy.Synthesis.Ascend(3, Short with { Seed = 6 });
        double[] expected = Values.Of(made.Latents);
        Assert.That(Values.Of(again.Latents), Is.EqualTo(expected));
        Assert.That(Values.Of(pieces.Latents), Is.EqualTo(expected).Within(1e-6));
        Assert.That(Values.Of(more.Latents).Take(9), Is.EqualTo(expected).Within(1e-6));
        Assert.That(Values.Of(other.Latents), Is.Not.EqualTo(expected).Within(1e-3));
    }

    [Test]
    public void Ascend_Selector_ChoosesAmongAllEnds()
    {
        using SynthesizedInputs best = _toy.Synthesis.Ascend(2, Short, new TopKSelector(Scoring.Disagreement));
        using SynthesizedInputs each = _toy.Synthesis.Ascend(6, Short with { StartsPerInput = 1 });
        Assert.That(best.Scores, Is.EqualTo(each.Scores.OrderDescending().Take(2)).Within(1e-9));
        FeatureWatcher watcher = new();
        using SynthesizedInputs watched = _toy.Synthesis.Ascend(2, Short, watcher);
        Assert.That(watcher.Seen, Is.EqualTo(new long[] { 6, 3 }));
    }

    [Test]
    public void Ascend_Progress_CountsStarts()
    {
        List<int> told = [];
        using SynthesizedInputs made = _toy.Synthesis.Ascend(2, Short with { BatchSize = 4, Steps = 1 }, progress: new Told(told));
        Assert.That(told, Is.EqualTo(new[] { 4, 6 }));
    }

    [Test]
    public void Sample_TakesTheBestOfTheGenerator()
    {
        GeneratorSamplingOptions options = new() { Candidates = 40, Seed = 9, BatchSize = 7 };
        using SynthesizedInputs made = _toy.Synthesis.Sample(5, options);
        using Tensor latents = LatentDraws.Of(9, 40, ToyGenerator.Latents);
        double[] scores = _toy.Scores(latents);
        Assert.That(made.Scores, Is.EqualTo(scores.OrderDescending().Take(5)).Within(1e-12));
        Assert.That(made.StartScores, Is.Null);
        Assert.That(made.Scores, Is.EqualTo(_toy.Scores(made.Latents)).Within(1e-12));
        using SynthesizedInputs plain = new QuerySynthesis(_toy.Generator, _toy.Plain, Scoring.Disagreement).Sample(5, options with { BatchSize = 40 });
        Assert.That(Values.Of(plain.Inputs), Is.EqualTo(Values.Of(made.Inputs)).Within(1e-12));
    }

    [Test]
    public void LatentDraws_AreStandardNormal_EachItsOwn()
    {
        using Tensor many = LatentDraws.Of(3, 20_000, 2);
        using Tensor few = LatentDraws.Of(3, 2, 2);
        double[] values = Values.Of(many);
        Assert.That(values[..4], Is.EqualTo(Values.Of(few)));
        double mean = values.Average();
        double[] squares = [.. values.Select(value => (value - mean) * (value - mean))];

        // 40,000 numbers: standard errors 0.005 of the mean, 0.0071 of the variance.
        Assert.That(mean, Is.EqualTo(0).Within(0.02));
        Assert.That(squares.Average(), Is.EqualTo(1).Within(0.03));
        Assert.That(values.Count(value => Math.Abs(value) > 1.959964) / 40_000.0, Is.EqualTo(0.05).Within(0.005));
    }

    [Test]
    public void Synthesis_LeavesModelsAndNothingElse()
    {
        _toy.Network.train();
        _toy.Model.train();
        double[] weights = Weights();
        Leaks.AssertNone(() => _toy.Synthesis.Ascend(2, Short with { Steps = 3 }).Dispose());
        Leaks.AssertNone(() => _toy.Synthesis.Ascend(2, Short with { Steps = 3 }, new TopKSelector(Scoring.Disagreement)).Dispose());
        Leaks.AssertNone(() => _toy.Synthesis.Sample(2, new GeneratorSamplingOptions { Candidates = 9, BatchSize = 4 }).Dispose());
        Assert.That(Weights(), Is.EqualTo(weights));
        Assert.That(_toy.Network.modules().Concat(_toy.Model.modules()).All(module => module.training), Is.True);
        Assert.That(_toy.Network.parameters().Concat(_toy.Model.parameters()).All(one => one.requires_grad && Gradients.Of(one) is null), Is.True);
        Assert.That(is_grad_enabled(), Is.True);

        double[] Weights() => [.. _toy.Network.parameters().Concat(_toy.Model.parameters()).SelectMany(parameter => Values.Of(parameter))];
    }

    [Test]
    public void Ascend_NoGradMode_SearchesAllTheSame()
    {
        using SynthesizedInputs expected = _toy.Synthesis.Ascend(1, Short);
        using IDisposable noGradient = no_grad();
        using SynthesizedInputs made = _toy.Synthesis.Ascend(1, Short);
        Assert.That(Values.Of(made.Latents), Is.EqualTo(Values.Of(expected.Latents)));
    }

    /// <summary>Each kind of evaluation, against its draws without graph.</summary>
    [Test]
    public void EvaluateDrawsWithGraph_AnyOutput_AreThoseWithout()
    {
        using DisposeScope scope = NewDisposeScope();
        using Module<Tensor, Tensor> probabilities = Sequential(("0", _toy.Network), ("1", Softmax(1)));
        McDropout drawn = new(probabilities, new McDropoutOptions { Draws = 3 });
        using Module<Tensor, Tensor> pairs = Sequential(("0", _toy.Network), ("1", Linear(3, 4)));
        pairs.to(ScalarType.Float64);
        McDropout twice = new(pairs, new McDropoutOptions { Draws = 3 });
        UncertaintyEvaluation[] evaluations =
        [
            _toy.Evaluation,
            UncertaintyEvaluation.ForClassification(drawn.WithGradients(), new ProbabilityOutput(3)),
            UncertaintyEvaluation.ForRegression(_toy.Dropout.WithGradients()),
            UncertaintyEvaluation.ForRegression(twice.WithGradients(), new GaussianOutput(2)),
        ];
        Tensor inputs = Networks.Inputs(1, 5, Networks.Features).to_type(ScalarType.Float64);
        Tensor point = inputs.clone().requires_grad_();
        foreach (UncertaintyEvaluation evaluation in evaluations)
        {
            using PredictiveSamples expected = evaluation.EvaluateDraws(inputs);
            using PredictiveSamples graphed = evaluation.EvaluateDrawsWithGraph(point);
            Assert.That(graphed.Values.shape, Is.EqualTo(expected.Values.shape));
            Assert.That(Values.Of(graphed.Values), Is.EqualTo(Values.Of(expected.Values)).Within(1e-12));
            Assert.That((graphed.Values.requires_grad, expected.Values.requires_grad), Is.EqualTo((true, false)));
            evaluation.Dispose();
        }
    }

    [Test]
    public void Ascend_NoGradient_SaysWhatToDo()
    {
        QuerySynthesis plain = new(_toy.Generator, _toy.Plain, Scoring.Disagreement);
        QuerySynthesis detached = new(_toy.Generator, _toy.Evaluation, draws => Scoring.Disagreement(draws).detach());
        Assert.That(() => plain.Ascend(1), Throws.InvalidOperationException.With.Message.Contains("WithGradients"));
        Assert.That(() => detached.Ascend(1), Throws.InvalidOperationException.With.Message.Contains("gradient"));
    }

    /// <summary>√ has no gradient at 0.</summary>
    [Test]
    public void Ascend_GradientNotFinite_SaysSo()
    {
        QuerySynthesis root = new(_toy.Generator, _toy.Evaluation, draws =>
        {
            using DisposeScope scope = NewDisposeScope();
            return (draws.Values - draws.Values).sum([0, 2]).sqrt().MoveToOuterDisposeScope();
        });
        Assert.That(() => root.Ascend(1), Throws.InvalidOperationException.With.Message.Contains("finite at no start"));
    }

    [Test]
    public void Ascend_Head_IsRefused()
    {
        using Tensor inputs = Networks.Inputs(1, 20, Networks.Features);
        using Tensor targets = Networks.Inputs(2, 20, 3);
        using Module<Tensor, Tensor> network = Networks.Mlp();
        using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(network, [(inputs, targets)]);
        LatentGenerator generator = new(4, latents => latents);
        Assert.That(
            () => new QuerySynthesis(generator, evaluation, Scoring.FirstNumber).Ascend(1), Throws.InvalidOperationException.With.Message.Contains("head"));
    }

    [Test]
    public void Arguments_OutOfRange_ThrowWithName()
    {
        QuerySynthesis synthesis = _toy.Synthesis;
        Assert.That(() => synthesis.Ascend(0), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("count"));
        Assert.That(() => synthesis.Sample(0), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("count"));
        Assert.That(
            () => synthesis.Sample(3, new GeneratorSamplingOptions { Candidates = 2 }),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("count"));
        Assert.That(
            () => new QuerySynthesis(null!, _toy.Plain, Scoring.Disagreement),
            Throws.ArgumentNullException.With.Property("ParamName").EqualTo("generator"));
        Assert.That(
            () => new QuerySynthesis(_toy.Generator, null!, Scoring.Disagreement),
            Throws.ArgumentNullException.With.Property("ParamName").EqualTo("evaluation"));
        Assert.That(() => new QuerySynthesis(_toy.Generator, _toy.Plain, null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("function"));
        Name(() => new LatentAscentOptions { StartsPerInput = 0 }, "StartsPerInput");
        Name(() => new LatentAscentOptions { Steps = 0 }, "Steps");
        Name(() => new LatentAscentOptions { LearningRate = double.NaN }, "LearningRate");
        Name(() => new LatentAscentOptions { Region = (LatentRegion)7 }, "Region");
        Name(() => new LatentAscentOptions { RegionShare = 1 }, "RegionShare");
        Name(() => new LatentAscentOptions { PriorWeight = -1 }, "PriorWeight");
        Name(() => new LatentAscentOptions { BatchSize = 0 }, "BatchSize");
        Name(() => new GeneratorSamplingOptions { Candidates = 0 }, "Candidates");
        Name(() => new GeneratorSamplingOptions { BatchSize = 0 }, "BatchSize");
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        Assert.That(() => synthesis.Ascend(1, cancellationToken: cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(() => synthesis.Sample(1, cancellationToken: cancelled.Token), Throws.InstanceOf<OperationCanceledException>());

        static void Name(Func<object> make, string name) =>
            Assert.That(() => make(), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name));
    }

    /// <summary>Notes the shape of the features and takes the first.</summary>
    private sealed class FeatureWatcher : IBatchSelector
    {
        public long[] Seen { get; private set; } = [];

        public BatchSelection Choose(CandidateSet candidates, int count, long seed = 0, CancellationToken cancellationToken = default)
        {
            Seen = candidates.Features(cancellationToken).Values.shape;
            return new BatchSelection([.. Enumerable.Range(0, count)], new double[count]);
        }
    }

    private sealed class Told(List<int> told) : IProgress<int>
    {
        public void Report(int value) => told.Add(value);
    }
}
