using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Acquisitions;

/// <summary>What every function keeps to: the same tests over all of them.</summary>
[TestFixtureSource(typeof(AcquisitionCase), nameof(AcquisitionCase.All))]
internal sealed class AcquisitionContractTests(AcquisitionCase entry)
{
    private const int Count = 9;

    private PredictiveSamples _draws = null!;

    [SetUp]
    public void Open() => _draws = entry.Make(1, Count);

    [TearDown]
    public void Close() => _draws.Dispose();

    [Test]
    public void Scores_AreFiniteAndNotBelowZero()
    {
        Assert.That(Scores(_draws), Has.All.InRange(0.0, 1e6));
    }

    [Test]
    public void Scores_InputsInAnotherOrder_HaveTheSameBits()
    {
        using PredictiveSamples reversed = Draws.Changed(_draws, values => values.flip(1));
        Assert.That(Scores(reversed).Reverse(), Is.EqualTo(Scores(_draws)));
    }

    [Test]
    public void Scores_OneByOne_HaveTheSameBits()
    {
        double[] together = Scores(_draws);
        for (int n = 0; n < Count; n++)
        {
            using PredictiveSamples one = Draws.Changed(_draws, values => values.narrow(1, n, 1));
            Assert.That(Scores(one), Is.EqualTo(new[] { together[n] }));
        }
    }

    /// <summary>More inputs than are copied at a time, with the first nine among the last.</summary>
    [Test]
    public void Scores_ManyInputs_EqualOnesTieExactly()
    {
        using PredictiveSamples more = entry.Make(2, 12_000);
        using PredictiveSamples all = Draws.Changed(_draws, values => cat([values, more.Values, values], 1));
        double[] scores = Scores(all);
        Assert.That(scores[..Count], Is.EqualTo(Scores(_draws)));
        Assert.That(scores[^Count..], Is.EqualTo(scores[..Count]));
    }

    [Test]
    public void Scores_OfSinglePrecision_AreThoseOfDouble()
    {
        using PredictiveSamples single = Draws.Changed(_draws, values => values.to_type(ScalarType.Float32));
        Assert.That(Scores(single), Is.EqualTo(Scores(_draws)).Within(1e-5));
    }

    [Test]
    public void Scores_OfAViewOfAnotherLayout_HaveTheSameBits()
    {
        using PredictiveSamples view = Draws.Changed(_draws, values => values.transpose(0, 2).contiguous().transpose(0, 2));
        Assert.That(view.Values.is_contiguous(), Is.False);
        Assert.That(Scores(view), Is.EqualTo(Scores(_draws)));
    }

    [Test]
    public void Scores_OfMaps_AreTheMeansOfTheirPositions()
    {
        using PredictiveSamples maps = entry.Make(3, 4, 3, 2);
        using PredictiveSamples positions = Draws.Changed(
            maps, values => values.movedim([3, 4], [2, 3]).reshape([AcquisitionCase.Draws, 24, AcquisitionCase.Width, .. values.shape.AsSpan(5)]));
        double[] expected = [.. Scores(positions).Chunk(6).Select(chunk => chunk.Average())];
        Assert.That(Scores(maps), Is.EqualTo(expected).Within(1e-13));
    }

    /// <summary>Numbers whose sums are rounded, in the precision of most networks.</summary>
    [TestCase(ScalarType.Float32)]
    [TestCase(ScalarType.Float64)]
    public void Scores_OfDrawsThatAgree_AreZeroForDisagreement(ScalarType type)
    {
        using PredictiveSamples agreeing = Draws.Changed(_draws, values => values.narrow(0, 0, 1).expand(values.shape).to_type(type));
        Assert.That(Scores(agreeing), entry.IsDisagreement ? Is.All.Zero : Is.All.GreaterThan(0));
    }

    [Test]
    public void Scores_LeaveDrawsAsTheyWere()
    {
        double[] before = Values.Of(_draws.Values);
        _ = Scores(_draws);
        Assert.That(Values.Of(_draws.Values), Is.EqualTo(before));
    }

    [Test]
    public void Scores_LeaveNothing()
    {
        Leaks.AssertNone(() => entry.Function(_draws).Dispose());
        using PredictiveSamples bad = Draws.Changed(_draws, values => values * double.NaN);
        Leaks.AssertNone(() => Assert.That(() => entry.Function(bad), Throws.ArgumentException));
    }

    [Test]
    public void Scores_OfBadDraws_ThrowWithName()
    {
        Func<Tensor, Tensor>[] changes = entry.IsRegression
            ? [values => values * double.NaN, values => values.select(3, 0), values => cat([values, values], 3)]
            : [values => values * double.NaN, values => -values, values => values * 1.01, values => values.narrow(2, 0, 1) * 0 + 1];
        foreach (Func<Tensor, Tensor> change in changes)
        {
            using PredictiveSamples bad = Draws.Changed(_draws, change);
            Assert.That(() => entry.Function(bad), Throws.ArgumentException.With.Property("ParamName").EqualTo("draws"));
        }

        Assert.That(() => entry.Function(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("draws"));
    }

    private double[] Scores(PredictiveSamples draws) => Draws.Scores(entry.Function, draws);
}
