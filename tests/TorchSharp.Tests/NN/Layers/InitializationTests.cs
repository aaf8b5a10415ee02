using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN.Layers;

[TestFixture]
internal sealed class InitializationTests
{
    internal static readonly Dictionary<string, Func<nn.Module>> Cases = new()
    {
        ["initial_linear"] = () => Linear(3, 2),
        ["initial_bilinear"] = () => Bilinear(4, 2, 2),
        ["initial_conv2d"] = () => Conv2d(4, 2, 3, groups: 2),
        ["initial_conv_transpose2d"] = () => ConvTranspose2d(2, 3, 2),
        ["initial_embedding"] = () => Embedding(4, 5, 2),
        ["initial_batch_norm"] = () => BatchNorm1d(3),
        ["initial_layer_norm"] = () => LayerNorm(3),
    };

    private static IEnumerable<string> Names => Cases.Keys;

    /// <summary>The same draws from the same seed as PyTorch: distribution, bounds and order.</summary>
    [TestCaseSource(nameof(Names))]
    public void Constructor_Seed7_ParametersAreThoseOfPyTorch(string name) => Check(name, Cases[name]);

    internal static void Check(string name, Func<nn.Module> make)
    {
        manual_seed(7);
        using nn.Module module = make();
        foreach ((string parameter, Modules.Parameter value) in module.named_parameters())
        {
            LayerOracle.Values.AssertMatches(name, "p." + parameter, value);
            Assert.That(value.requires_grad, Is.True);
            Assert.That(value.is_leaf, Is.True);
        }
    }
}
