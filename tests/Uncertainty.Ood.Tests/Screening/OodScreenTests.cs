using TorchSharp;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class OodScreenTests
{
    [Test]
    public void ScreenBatch_OfInputs_IsDetectorThresholdAndNetwork() => Run((toy, detector, threshold) =>
    {
        OodScreen screen = new(toy.Network, detector, threshold);
        using Tensor inputs = torch.cat([toy.Inliers.narrow(0, 0, 20), toy.Outliers.narrow(0, 0, 20)]);
        IReadOnlyList<ScreenedInput> results = screen.ScreenBatch(inputs, first: 100);
        using Tensor scores = detector.Score(inputs);
        using Tensor outputs = Outputs(toy, inputs);
        double[] expected = Values.Of(scores);
        double[][] rows = [.. Values.Of(outputs).Chunk((int)outputs.shape[1])];
        for (int i = 0; i < 40; i++)
        {
            ScreenedInput result = results[i];
            Assert.That(result.Index, Is.EqualTo(100 + i));
            Assert.That(result.Score, Is.EqualTo(expected[i]));
            Assert.That(result.PValue, Is.EqualTo(threshold.PValue(expected[i])));
            Assert.That(result.Verdict, Is.EqualTo(expected[i] > threshold.Value ? ScreenVerdict.Flagged : ScreenVerdict.Accepted));
            Assert.That(result.Outputs, Is.EqualTo(rows[i]));
            Assert.That(result.PredictedClass, Is.EqualTo(Array.IndexOf(rows[i], rows[i].Max())));
        }

        Assert.That(screen.Counts.Total, Is.EqualTo(40));
        Assert.That(screen.Counts.Flagged, Is.EqualTo(results.Count(result => result.Verdict == ScreenVerdict.Flagged)).And.GreaterThan(10));
        Assert.That(screen.Drift.Inputs, Is.EqualTo(40));
    });

    /// <summary>One pass through the network serves prediction and score; one beside it where the detector reads another network.</summary>
    [Test]
    public void ScreenBatch_DetectorOfFeatures_RunsTheNetworkOnce()
    {
        using ToyProblem toy = new();
        using MahalanobisDetector detector = MahalanobisDetector.Fit(
            FeatureReader.Penultimate(toy.Network), toy.Batches, new MahalanobisOptions { Ridge = 1e-6 });
        using ToyProblem other = new();
        OodThreshold threshold = OodThreshold.AtFalseAlarmRate(Enumerable.Range(0, 50).Select(i => (double)i).ToArray());
        using Tensor scores = detector.Score(toy.Inliers);
        int passes = 0;
        toy.Network.register_forward_pre_hook((torch.nn.Module<Tensor, Tensor> _, Tensor input) =>
        {
            passes++;
            return input;
        });
        IReadOnlyList<ScreenedInput> results = new OodScreen(toy.Network, detector, threshold).ScreenBatch(toy.Inliers);
        Assert.That(passes, Is.EqualTo(1));
        Assert.That(results.Select(result => result.Score!.Value), Is.EqualTo(Values.Of(scores)));
        AssertSame(new OodScreen(other.Network, detector, threshold).ScreenBatch(toy.Inliers), results);
        Assert.That(passes, Is.EqualTo(2));
    }

    /// <summary>A detector that knows nothing of passes gives the same, by a pass of the network beside it.</summary>
    [Test]
    public void ScreenBatch_AnyOtherDetector_GivesTheSame() => Run((toy, detector, threshold) =>
    {
        OodScreen shared = new(toy.Network, detector, threshold);
        OodScreen apart = new(toy.Network, new Wrapped(detector.Score), threshold);
        AssertSame(apart.ScreenBatch(toy.Inliers), shared.ScreenBatch(toy.Inliers));
    });

    [TestCase(1)]
    [TestCase(7)]
    public void Screen_AStream_GivesWhatTheBatchGives(int batchSize) => Run((toy, detector, threshold) =>
    {
        using Tensor inputs = toy.Inliers.narrow(0, 0, 17).alias();
        OodScreen batch = new(toy.Network, detector, threshold);
        OodScreen stream = new(toy.Network, detector, threshold, new OodScreenOptions { BatchSize = batchSize });
        OodScreen batches = new(toy.Network, detector, threshold);
        OodScreen single = new(toy.Network, detector, threshold);
        IReadOnlyList<ScreenedInput> expected = batch.ScreenBatch(inputs);
        Tensor[] rows = inputs.unbind(0);
        AssertSame([.. stream.Screen(rows)], expected);
        AssertSame([.. batches.ScreenBatches(inputs.split(5))], expected);
        AssertSame([.. rows.Select((row, i) => single.Screen(row) with { Index = i })], expected);
        foreach (Tensor row in rows)
        {
            row.Dispose();
        }
    });

    /// <summary>With one input at a time, its result is there before the next is asked for.</summary>
    [Test]
    public void Screen_EndlessStream_AnswersAsItGoes() => Run((toy, detector, threshold) =>
    {
        int asked = 0;
        OodScreen screen = new(toy.Network, detector, threshold);
        using Tensor input = toy.Inliers[0];
        foreach (ScreenedInput result in screen.Screen(Endless()).Take(500))
        {
            Assert.That(asked, Is.EqualTo(result.Index + 1));
        }

        IEnumerable<Tensor> Endless()
        {
            while (true)
            {
                asked++;
                yield return input;
            }
        }
    });

    [TestCase(1)]
    [TestCase(4)]
    public void Screen_BadInputs_AreReportedInTheirPlace(int batchSize) => Run((toy, detector, threshold) =>
    {
        using Tensor good = toy.Inliers[0];
        using Tensor odd = good.clone();
        odd[1] = torch.tensor(float.NaN);
        using Tensor wide = torch.ones(ToyProblem.Features + 2);
        OodScreen screen = new(toy.Network, detector, threshold, new OodScreenOptions { BatchSize = batchSize });
        ScreenedInput[] results = [.. screen.Screen([good, odd, good, wide, null!, good])];
        bool[] failed = [.. results.Select(result => result.Verdict == ScreenVerdict.Failed)];
        Assert.That(failed, Is.EqualTo(new[] { false, true, false, true, true, false }));
        Assert.That(results.Select(result => result.Index), Is.EqualTo(new long[] { 0, 1, 2, 3, 4, 5 }));
        Assert.That(results[1].Error!.Message, Does.Contain("finite"));
        Assert.That(results[4].Error, Is.InstanceOf<ArgumentNullException>());
        Assert.That(results.Where(result => result.Error is not null).Select(result => (result.Score, result.PValue, result.PredictedClass)),
            Is.All.EqualTo(((double?)null, (double?)null, (int?)null)));
        Assert.That(results[5].Score, Is.EqualTo(results[0].Score));
        Assert.That(screen.Counts.Failed, Is.EqualTo(3));
        Assert.That(screen.Drift.Inputs, Is.EqualTo(3), "what failed is not watched");
    });

    /// <summary>The network fails on one input of a batch only when it sees it.</summary>
    [Test]
    public void ScreenBatch_NetworkThatFailsOnOne_ScreensTheOthers() => Run((toy, _, threshold) =>
    {
        OodScreen screen = new(
            toy.Network,
            new Wrapped(inputs => Values.Of(inputs).Contains(7)
                ? throw new InvalidOperationException("seven")
                : torch.zeros(inputs.shape[0], dtype: torch.ScalarType.Float64)),
            threshold);
        using Tensor inputs = toy.Inliers.narrow(0, 0, 5).clone();
        inputs[3, 0] = torch.tensor(7f);
        IReadOnlyList<ScreenedInput> results = screen.ScreenBatch(inputs);
        Assert.That(results.Select(result => result.Verdict == ScreenVerdict.Failed), Is.EqualTo(new[] { false, false, false, true, false }));
        Assert.That(results[3].Error!.Message, Is.EqualTo("seven"));
    });

    [Test]
    public void Screen_StreamThatFails_GivesWhatCameBeforeAndThenTheError() => Run((toy, detector, threshold) =>
    {
        OodScreen screen = new(toy.Network, detector, threshold, new OodScreenOptions { BatchSize = 8 });
        using Tensor input = toy.Inliers[0];
        List<ScreenedInput> results = [];
        Assert.That(() => results.AddRange(screen.Screen(Failing())), Throws.InstanceOf<IOException>());
        Assert.That(screen.Counts.Accepted + screen.Counts.Flagged, Is.EqualTo(3));

        IEnumerable<Tensor> Failing()
        {
            yield return input;
            yield return input;
            yield return input;
            throw new IOException("the camera is gone");
        }
    });

    [Test]
    public void Screen_Cancelled_Stops() => Run((toy, detector, threshold) =>
    {
        using CancellationTokenSource source = new();
        OodScreen screen = new(toy.Network, detector, threshold);
        using Tensor input = toy.Inliers[0];
        int seen = 0;
        Assert.That(
            () =>
            {
                foreach (ScreenedInput _ in screen.Screen(Enumerable.Repeat(input, 100), source.Token))
                {
                    if (++seen == 5)
                    {
                        source.Cancel();
                    }
                }
            },
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(seen, Is.EqualTo(5));
    });

    [Test]
    public void Screen_DisposedDetector_IsNotAnInputsFault() => Run((toy, _, threshold) =>
    {
        OodScreen screen = new(toy.Network, new Wrapped(_ => throw new ObjectDisposedException("detector")), threshold);
        Assert.That(() => screen.ScreenBatch(toy.Inliers), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(screen.Counts.Total, Is.Zero);
    });

    [Test]
    public void Screen_DriftToOutliers_RaisesTheAlarmAndResetClearsIt() => Run((toy, detector, threshold) =>
    {
        OodScreen screen = new(toy.Network, detector, threshold);
        screen.ScreenBatch(toy.Inliers);
        Assert.That(screen.Drift.RaisedAt, Is.Null);
        bool raised = false;
        for (int i = 0; i < 20 && !raised; i++)
        {
            raised = screen.ScreenBatch(toy.Outliers)[^1].Drift;
        }

        Assert.That(raised, Is.True);
        Assert.That(screen.Drift.RaisedAt, Is.GreaterThan(toy.Inliers.shape[0]));
        screen.ResetDrift();
        Assert.That(screen.Drift, Is.EqualTo(new DriftState(0, 0, null)));
    });

    [Test]
    public void Screen_FromSeveralThreads_CountsEveryInputOnce() => Run((toy, detector, threshold) =>
    {
        OodScreen screen = new(toy.Network, detector, threshold);
        double[] expected = [.. screen.ScreenBatch(toy.Inliers).Select(result => result.Score!.Value)];
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            for (int i = 0; i < 5; i++)
            {
                Assert.That(screen.ScreenBatch(toy.Inliers).Select(result => result.Score!.Value), Is.EqualTo(expected));
            }
        });
        Assert.That(screen.Counts.Total, Is.EqualTo(41 * toy.Inliers.shape[0]));
    });

    [Test]
    public void Screen_Tensors_NoneIsLeft() => Run((toy, detector, threshold) =>
    {
        OodScreen screen = new(toy.Network, detector, threshold, new OodScreenOptions { BatchSize = 3 });
        using Tensor row = toy.Inliers[0];
        using Tensor wide = torch.ones(ToyProblem.Features + 2);
        Leaks.AssertNone(() =>
        {
            screen.ScreenBatch(toy.Inliers);
            Assert.That(screen.Screen([row, row, wide, null!, row]).Count(), Is.EqualTo(5));
        });
    });

    [Test]
    public void BadArguments_AreNamed() => Run((toy, detector, threshold) =>
    {
        OodScreen screen = new(toy.Network, detector, threshold);
        using Tensor none = toy.Inliers.narrow(0, 0, 0);
        OodThreshold few = OodThreshold.AtFalseAlarmRate([1, 2, 3]);
        Assert.That(Assert.Throws<ArgumentNullException>(() => screen.Screen((Tensor)null!))!.ParamName, Is.EqualTo("input"));
        Assert.That(Assert.Throws<ArgumentException>(() => screen.ScreenBatch(none))!.ParamName, Is.EqualTo("inputs"));
        Assert.That(Assert.Throws<ArgumentException>(() => _ = new OodScreen(toy.Network, detector, few))!.ParamName, Is.EqualTo("threshold"));
        Assert.That(
            Assert.Throws<ArgumentOutOfRangeException>(() => _ = new OodScreenOptions { BatchSize = 0 })!.ParamName, Is.EqualTo("BatchSize"));
    });

    private static void AssertSame(IReadOnlyList<ScreenedInput> results, IReadOnlyList<ScreenedInput> expected)
    {
        Assert.That(results.Select(result => result.Index), Is.EqualTo(expected.Select(result => result.Index)));
        Assert.That(results.Select(result => result.Verdict), Is.EqualTo(expected.Select(result => result.Verdict)));
        Assert.That(
            results.Select(result => result.Score!.Value), Is.EqualTo(expected.Select(result => result.Score!.Value)).Within(1e-6));
        Assert.That(results.Select(result => result.PredictedClass), Is.EqualTo(expected.Select(result => result.PredictedClass)));
    }

    private static Tensor Outputs(ToyProblem toy, Tensor inputs)
    {
        using Uncertainty.Bnn.EvaluationModeScope evaluation = new(toy.Network);
        return toy.Network.call(inputs);
    }

    private static void Run(Action<ToyProblem, IOodDetector, OodThreshold> act)
    {
        using ToyProblem toy = new();
        EnergyDetector detector = new(toy.Network);
        using Tensor scores = detector.Score(toy.Inliers);
        act(toy, detector, OodThreshold.AtFalseAlarmRate(Values.Of(scores), 0.1));
    }

    private sealed class Wrapped(Func<Tensor, Tensor> score) : IOodDetector
    {
        public Tensor Score(Tensor inputs) => score(inputs);
    }
}
