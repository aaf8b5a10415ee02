using TorchSharp.Tests.NN.Recurrent;

namespace TorchSharp.Tests.Interop;

/// <summary>What TorchSharp leaves to libtorch's C++ modules, which refuse it or compute it otherwise.</summary>
[TestFixture]
internal sealed class RecurrentMembersTests
{
    [Test]
    public void LstmCell_NoState_StartsFromZeros() => RecurrentTests.AssertMatches("lstm_cell/plain");

    [TestCase("attention/causal")]
    [TestCase("attention/widths")]
    [TestCase("attention/extended")]
    public void Attention_InputsOfTheOracle_GivesOutputWeightsAndGradient(string @case) => RecurrentTests.AssertAttentionMatches(@case);
}
