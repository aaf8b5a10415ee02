using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The code of docs/methods/aleatoric-head.md that uses a head by itself.</summary>
[TestFixture]
internal sealed class AleatoricHeadSnippetTests
{
    [Test]
    public void AleatoricHeadPage()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        (Tensor, Tensor)[] batches = [(inputs, Networks.Inputs(2, 5, 3))];
        string path = Path.GetTempFileName();
        try
        {
            LaplaceOutput family = new(targets: 3);
            using RegressionHead head = RegressionHead.Fit(network, batches, family);
            Tensor variance = head.Variance(inputs);       // [N, D], or [N, D, H, W] of a map
            Tensor quantiles = family.Quantiles(head.Raw(inputs), [0.05, 0.95]);

            head.Save(path);
            using RegressionHead loaded = RegressionHead.Load(path, network);

            Assert.That(Values.Of(loaded.Variance(inputs)), Is.EqualTo(Values.Of(variance)));
            Assert.That(quantiles.shape, Is.EqualTo(new long[] { 5, 2, 3 }));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
