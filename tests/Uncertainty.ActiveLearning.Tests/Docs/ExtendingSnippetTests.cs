using System.Reflection;
using TorchSharp;
using Uncertainty.ActiveLearning.Tests.Acquisitions;
using Uncertainty.ActiveLearning.Tests.Selection;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Docs;

/// <summary>The acquisition functions and the batch selectors of docs/extending.md, as they stand there.</summary>
[TestFixture]
internal sealed class ExtendingSnippetTests
{
    /// <summary>The tests that a line in AcquisitionCase.All asks for.</summary>
    private static IEnumerable<TestCaseData> ContractTests() => typeof(AcquisitionContractTests).GetMethods()
        .SelectMany(method => method.GetCustomAttributes<TestCaseAttribute>().Select(data => (method, data.Arguments))
            .Concat(method.GetCustomAttributes<TestAttribute>().Select(_ => (method, Array.Empty<object?>()))))
        .Select(entry => new TestCaseData(entry.method, entry.Item2).SetName($"Function_{entry.method.Name}_{string.Join('_', entry.Item2)}"));

    [TestCaseSource(nameof(ContractTests))]
    public void Function_KeepsTheContract(MethodInfo test, object?[] arguments)
    {
        AcquisitionFunction[] functions = [GiniFunction.GiniImpurity];
        AcquisitionContractTests contract = new(new AcquisitionCase("GiniImpurity", functions[0]));
        contract.Open();
        test.Invoke(contract, arguments);
        contract.Close();
    }

    [Test]
    public void OwnProgram()
    {
        using PredictiveSamples draws = Draws.OfClasses(1, 4, 5, 3);

        AcquisitionFunction gini = samples =>
        {
            using DisposeScope scope = NewDisposeScope();
            return (1 - samples.Values.mean([0]).square().sum(1)).to_type(ScalarType.Float64).MoveToOuterDisposeScope();
        };

        Assert.That(Draws.Scores(gini, draws), Is.EqualTo(Draws.Scores(GiniFunction.GiniImpurity, draws)).Within(1e-12));
        Leaks.AssertNone(() => gini(draws).Dispose());
    }

    [Test]
    public void Selector_KeepsTheContract([Values(1, 7, 30)] int count)
    {
        using PredictiveSamples draws = new(Points.Normal(2, 8, 30, 3).softmax(2));
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        double[] scores = Values.Of(candidates.Score(Acquisition.Entropy));
        double limit = scores.OrderDescending().ElementAt(Math.Min(30, 3 * count) - 1);

        BatchSelection batch = new RandomOfBestSelector(Acquisition.Entropy).Choose(candidates, count, seed: 17);
        Assert.That(batch.Positions, Has.Count.EqualTo(count).And.Unique);
        Assert.That(batch.Scores, Is.EqualTo(batch.Positions.Select(position => scores[position])).And.All.GreaterThanOrEqualTo(limit));
        Assert.That(new RandomOfBestSelector(Acquisition.Entropy).Choose(candidates, count, seed: 17).Positions, Is.EqualTo(batch.Positions));

        int[] forbidden = [.. batch.Positions.Take(10)];
        RandomOfBestSelector careful = new(Acquisition.Entropy) { Constraints = [new Forbids(forbidden)] };
        Assert.That(careful.Choose(candidates, Math.Min(count, 20), seed: 17).Positions, Is.All.Not.AnyOf(forbidden.Cast<object>().ToArray()));
        Leaks.AssertNone(() => careful.Choose(candidates, 1));
    }

    [Test]
    public void OwnSelector()
    {
        using PredictiveSamples draws = new(Points.Normal(2, 8, 30, 3).softmax(2));
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        Assert.That(new EquallySpacedSelector().Choose(candidates, 4).Positions, Is.EqualTo(new[] { 0, 7, 14, 21 }));
    }
}

/// <summary>Where the function of docs/extending.md would be a part of Acquisition.</summary>
internal static class GiniFunction
{
    /// <summary>Gini impurity of the mean, 1 − Σ p̄², in [0, 1 − 1/C]: the chance that two labels drawn by it differ.</summary>
    /// <param name="draws">[S, N, C] class probabilities; C at least 2.</param>
    public static Tensor GiniImpurity(PredictiveSamples draws) =>
        ClassDraws.Score(draws, Impurity, graphed: p => 1 - p.mean([0]).square().sum(1));

    private static double Impurity(DrawTable draws)
    {
        double sum = 0;
        foreach (double probability in draws.Mean())
        {
            sum += probability * probability;
        }

        return 1 - sum;
    }
}

/// <summary>Candidates at equal distances, whatever a model thinks of them.</summary>
internal sealed class EquallySpacedSelector : IBatchSelector
{
    public BatchSelection Choose(CandidateSet candidates, int count, long seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, candidates.Count);
        int[] positions = [.. Enumerable.Range(0, count).Select(i => i * (candidates.Count / count))];
        return new BatchSelection(positions, [.. positions.Select(position => (double)position)]);
    }
}

/// <summary>At random among the best: of those with the highest scores, <c>filter</c> times as many as asked for.</summary>
internal sealed class RandomOfBestSelector(AcquisitionFunction function, int filter = 3) : BatchSelector
{
    private readonly AcquisitionFunction _function = Guard.NotNull(function);
    private readonly int _filter = Guard.AtLeast(filter, 1);

    public override string ToString() => $"{base.ToString()}({FunctionName.Of(_function)}, {_filter})";

    private protected override void Fill(GreedyChoice choice, CandidateSet candidates, long seed, CancellationToken cancellationToken)
    {
        using Tensor scores = candidates.Score(_function, cancellationToken);
        double[] values = PlainNumbers.Of(scores);
        int[] open = [.. Enumerable.Range(0, values.Length).Where(choice.IsOpen).OrderByDescending(position => values[position])];
        int best = (int)Math.Min(open.Length, (long)_filter * choice.Count);
        foreach (int position in open.Take(best).OrderBy(position => Seeds.Uniform(seed, position)).Concat(open.Skip(best)))
        {
            choice.TryTake(position, values[position]);          // no, where a constraint forbids it or the batch is full
        }
    }
}
