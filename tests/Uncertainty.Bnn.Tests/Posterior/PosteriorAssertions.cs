using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Posterior;

/// <summary>What tests of several posteriors ask of them.</summary>
internal static class PosteriorAssertions
{
    /// <summary>Draws of the inputs in reverse are the draws in reverse, to the bit.</summary>
    public static void AssertReversible(IPosteriorPredictive posterior, Tensor inputs)
    {
        using Tensor reversed = inputs.flip(0);
        using PredictiveSamples forth = posterior.Sample(inputs);
        using PredictiveSamples back = posterior.Sample(reversed);
        using Tensor turned = back.Values.flip(1);
        Assert.That(Values.Of(turned), Is.EqualTo(Values.Of(forth.Values)));
    }

    /// <summary>A network that throws in the second draw is left as it was, and nothing leaks.</summary>
    public static void AssertRestoresWhenStopped(IPosteriorPredictive posterior, nn.Module<Tensor, Tensor> network, Tensor inputs)
    {
        string before = NetworkState.Of([network]);
        nn.Module<Tensor, Tensor> last = (nn.Module<Tensor, Tensor>)network.named_children().Last().module;
        int passes = 0;
        Action remove = last.register_forward_pre_hook((_, input) => ++passes == 3 ? throw new InvalidDataException("stop") : input).remove;
        Leaks.AssertNone(() =>
        {
            passes = 1;
            Assert.That(() => posterior.Visit(inputs, (_, _, _) => { }), Throws.InstanceOf<InvalidDataException>());
        });
        remove();
        Assert.That(NetworkState.Of([network]), Is.EqualTo(before));
    }
}
