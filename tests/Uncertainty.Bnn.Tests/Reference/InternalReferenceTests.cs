using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Reference;

/// <summary>Recorded functions that internal types answer.</summary>
[TestFixture]
internal sealed class InternalReferenceTests
{
    private static readonly Dictionary<string, Func<ReferenceCase, object>> Dispatch = new()
    {
        ["layers.bn_fold_linear"] = c => Folded(c, nn.functional.linear),
        ["layers.bn_fold_conv1d"] = c => Folded(c, (x, weight, bias) => nn.functional.conv1d(x, weight, bias, padding: 1)),
        ["layers.bn_fold_conv2d"] = c => Folded(c, (x, weight, bias) => nn.functional.conv2d(x, weight, bias, padding: [1, 1])),
        ["layers.bn_fold_conv_transpose2d"] = c => Folded(
            c, (x, weight, bias) => nn.functional.conv_transpose2d(x, weight, bias), outputs: 1),
    };

    private static IEnumerable<TestCaseData> Dispatched =>
        ReferenceCases.All
            .Where(entry => entry.IsReference && Dispatch.ContainsKey(entry.Function))
            .Select(entry => new TestCaseData(entry).SetArgDisplayNames(entry.ToString()));

    [TestCaseSource(nameof(Dispatched))]
    public void Function_RecordedCase_GivesTheRecordedValue(ReferenceCase entry) => entry.AssertMetBy(Dispatch[entry.Function](entry));

    [Test]
    public void Functions_AreThoseThatAreListed() => Assert.That(Dispatch.Keys, Is.EquivalentTo(ReferenceFunctions.OfInternals));

    /// <summary>The output's dimension of the weights goes first for the fold, and back where it was.</summary>
    private static Dictionary<string, object> Folded(ReferenceCase c, Func<Tensor, Tensor, Tensor, Tensor> operation, int outputs = 0)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Tensor? bias = IsNull(c, "bias") ? null : Input(c, "bias");
        BatchNormFold fold = BatchNormFold.Of(BatchNormLayer.Of("norm", Norm(c))!);
        (Tensor weight, Tensor moved) = fold.Apply(Input(c, "weight").transpose(0, outputs), bias, draw: 0);
        weight = weight.transpose(0, outputs);
        return new Dictionary<string, object>
        {
            ["weight"] = Nested(weight),
            ["bias"] = Nested(moved),
            ["output"] = Nested(operation(Input(c, "x"), weight, moved)),
        };
    }

    /// <summary>Over features or over channels: what a channel's statistics are does not depend on which.</summary>
    private static nn.Module<Tensor, Tensor> Norm(ReferenceCase c)
    {
        Tensor mean = Input(c, "running_mean");
        nn.Module<Tensor, Tensor> norm = nn.BatchNorm1d(mean.shape[0], c.Number("eps"), 0.1, !IsNull(c, "gamma"));
        norm.to(ScalarType.Float64);
        norm.eval();
        norm.get_buffer("running_mean")!.copy_(mean);
        norm.get_buffer("running_var")!.copy_(Input(c, "running_var"));
        if (!IsNull(c, "gamma"))
        {
            norm.get_parameter("weight")!.copy_(Input(c, "gamma"));
            norm.get_parameter("bias")!.copy_(Input(c, "beta"));
        }

        return norm;
    }

    /// <summary>A recorded number or list, in double.</summary>
    private static Tensor Input(ReferenceCase c, string name) => tensor(c.Numbers(name)).reshape(c.Shape(name));

    private static bool IsNull(ReferenceCase c, string name) => c.Shape(name).Length == 0;

    private static object Nested(Tensor value) =>
        value.ndim == 1
            ? Values.Of(value)
            : Enumerable.Range(0, (int)value.shape[0]).Select(i => Nested(value[i])).ToArray();
}
