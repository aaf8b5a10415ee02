using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

[TestFixture]
internal sealed class DisposalTests
{
    [Test]
    public void Dispose_SequentialInAScope_LeavesTheScopeUsable()
    {
        using DisposeScope scope = NewDisposeScope();
        Sequential net = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2));
        net.Dispose();
        using Tensor one = ones(1);
        Assert.That(one.ToFloats(), Is.EqualTo(new[] { 1f }));
    }

    [Test]
    public void Dispose_Model_DisposesParametersBuffersAndParts()
    {
        Net net = new();
        Tensor[] tensors = [.. net.parameters(), .. net.buffers()];
        net.Dispose();
        Assert.That(tensors, Has.Length.EqualTo(7));
        Assert.That(tensors.Select(tensor => tensor.IsInvalid), Is.All.True);
    }
}
