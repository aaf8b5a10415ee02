using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Candidates;

[TestFixture]
internal sealed class CandidateFeaturesTests
{
    [Test]
    public void Features_AreCopiesInDoublePrecision()
    {
        using Tensor values = arange(6.0f).reshape(3, 2);
        using Tensor logits = arange(12.0f).reshape(3, 4);
        using Tensor labelled = arange(10.0f).reshape(5, 2);
        using CandidateFeatures features = new(values, logits, labelled);
        values.fill_(-1);
        Assert.That(features.Count, Is.EqualTo(3));
        Assert.That(features.Values.dtype, Is.EqualTo(ScalarType.Float64));
        Assert.That(Values.Of(features.Values), Is.EqualTo(new double[] { 0, 1, 2, 3, 4, 5 }));
        Assert.That(features.Logits!.shape, Is.EqualTo(new long[] { 3, 4 }));
        Assert.That(features.Labelled!.shape, Is.EqualTo(new long[] { 5, 2 }));
    }

    [Test]
    public void Features_ThatDoNotGoTogether_ThrowWithName()
    {
        using Tensor values = zeros(3, 2);
        using Tensor four = zeros(4, 5);
        using Tensor flat = zeros(3);
        using Tensor bad = full([3, 2], double.PositiveInfinity);
        Assert.That(() => new CandidateFeatures(values, logits: four), Throws.ArgumentException.With.Property("ParamName").EqualTo("logits"));
        Assert.That(() => new CandidateFeatures(values, labelled: four), Throws.ArgumentException.With.Property("ParamName").EqualTo("labelled"));
        foreach (Tensor? wrong in new[] { flat, bad, null })
        {
            Assert.That(() => new CandidateFeatures(wrong!), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("values"));
        }
    }

    [Test]
    public void Features_LeaveNothing()
    {
        using Tensor values = zeros(3, 2);
        Leaks.AssertNone(() => new CandidateFeatures(values, values, values).Dispose());
    }
}
