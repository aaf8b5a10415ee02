using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Facade;

/// <summary>Batches as they come: the same answers as at once, nothing kept, no end needed.</summary>
[TestFixture]
internal sealed class StreamTests
{
    private static readonly UncertaintyEvaluationOptions Few = new() { Draws = 3, Head = null };

    private nn.Module<Tensor, Tensor> _network = null!;

    [SetUp]
    public void Open() => _network = OutputNetworks.Mlp(3);

    [TearDown]
    public void Close() => _network.Dispose();

    [Test]
    public void Evaluate_InBatches_IsAsAtOnce()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor inputs = Networks.Inputs(1, 10, OutputNetworks.Features);
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(_network, 3, options: Few);
        using ClassificationUncertainty whole = evaluation.Evaluate(inputs);
        List<double> epistemic = [];
        List<double> probabilities = [];
        foreach (ClassificationUncertainty result in evaluation.Evaluate([inputs.narrow(0, 0, 4), inputs.narrow(0, 4, 1), inputs.narrow(0, 5, 5)]))
        {
            using (result)
            {
                epistemic.AddRange(Values.Of(result.Epistemic));
                probabilities.AddRange(Values.Of(result.Prediction));
            }
        }

        Assert.That(epistemic, Is.EqualTo(Values.Of(whole.Epistemic)).Within(1e-6));
        Assert.That(probabilities, Is.EqualTo(Values.Of(whole.Prediction)).Within(1e-6));
    }

    /// <summary>A thousand batches of a stream without end: the number of live tensors is the same at each of them.</summary>
    [Test]
    public void Evaluate_EndlessStream_StaysFlat()
    {
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(_network, 3, options: Few);
        List<long> alive = [];
        foreach (ClassificationUncertainty result in evaluation.Evaluate(Endless()).Take(1000))
        {
            using (result)
            {
                alive.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            }
        }

        Assert.That(alive, Has.Count.EqualTo(1000));
        Assert.That(alive.Skip(1).Distinct(), Has.Exactly(1).Items);
    }

    [Test]
    public void Evaluate_Batches_AreAskedForOneAtATime()
    {
        int asked = 0;
        IEnumerable<Tensor> Counted()
        {
            foreach (Tensor batch in Endless())
            {
                asked++;
                yield return batch;
            }
        }

        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(_network, 3, options: Few);
        using IEnumerator<ClassificationUncertainty> results = evaluation.Evaluate(Counted()).GetEnumerator();
        Assert.That(asked, Is.Zero);
        for (int i = 1; i <= 3; i++)
        {
            results.MoveNext();
            results.Current.Dispose();
            Assert.That(asked, Is.EqualTo(i));
        }
    }

    [Test]
    public void Evaluate_CancelledBetweenBatches_Throws()
    {
        using CancellationTokenSource source = new();
        using ClassificationEvaluation classes = UncertaintyEvaluation.ForClassification(_network, 3, options: Few);
        int seen = 0;
        Assert.That(
            () =>
            {
                foreach (ClassificationUncertainty result in classes.Evaluate(Endless(), source.Token))
                {
                    result.Dispose();
                    seen++;
                    source.Cancel();
                }
            },
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(seen, Is.EqualTo(1));
    }

    [Test]
    public void Evaluate_BadBatches_ThrowWithName()
    {
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(_network, 3, options: Few);
        IEnumerable<Tensor> none = null!;
        Assert.That(() => evaluation.Evaluate(none), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("batches"));
        Assert.That(
            () => evaluation.Evaluate(new Tensor[] { null! }).ToList(),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("batches").And.Message.Contains("number 0"));
        using Tensor bad = full([2, OutputNetworks.Features], double.NaN);
        Assert.That(() => evaluation.Evaluate([bad]).ToList(), Throws.ArgumentException.With.Property("ParamName").EqualTo("inputs"));
    }

    [Test]
    public void Evaluate_ByTheBaseClass_GivesTheTasksOwnResults()
    {
        using UncertaintyEvaluation evaluation = UncertaintyEvaluation.ForClassification(_network, 3, options: Few);
        using UncertaintyResult result = evaluation.Evaluate(Endless()).First();
        Assert.That(result, Is.InstanceOf<ClassificationUncertainty>());
    }

    private static IEnumerable<Tensor> Endless()
    {
        for (long i = 0; ; i++)
        {
            using Tensor batch = Networks.Inputs(i, 2, OutputNetworks.Features);
            yield return batch;
        }
    }
}
