using TorchSharp;
using Uncertainty.ActiveLearning.Tests.Selection.Joint;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Selection;

/// <summary>Draws that come a batch at a time, more of them than are kept.</summary>
[TestFixture]
internal sealed class BatchBaldStreamTests
{
    // Five classes: exact for three chosen, sampled from then on.
    private static readonly BatchBaldOptions Options = new() { Configurations = 150 };

    [Test]
    public void Choose_FromPool_DoesNotDependOnBatchesAndMemory(
        [Values(1, 7, 40, 100)] int batch, [Values(1, 3_000, 20_000, 1 << 20)] long memory)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = JointCases.Probabilities(3, 12, 90, 5);
        BatchSelection expected = JointCases.Choose(draws, 8, Options, seed: 5);

        BatchSelection batched = JointCases.ChooseFromPool(draws, 8, batch, Options with { MemoryLimit = memory }, seed: 5);

        Assert.That(batched.Positions, Is.EqualTo(expected.Positions));
        Assert.That(batched.Scores, Is.EqualTo(expected.Scores), "to the last bit");
    }

    [Test]
    public void Choose_LittleMemory_LeavesNothingBehind([Values(1, 1 << 20)] long memory)
    {
        using Tensor draws = JointCases.Probabilities(3, 12, 40, 5);
        double[] before = Values.Of(draws);

        Leaks.AssertNone(() => JointCases.ChooseFromPool(draws, 7, 15, Options with { MemoryLimit = memory }));

        Assert.That(Values.Of(draws), Is.EqualTo(before));
    }

    [Test]
    public void Choose_StoppedMidway_LeavesNothingBehind()
    {
        using Tensor draws = JointCases.Probabilities(3, 12, 40, 5);
        using Tensor wrong = draws.clone();
        wrong[TensorIndex.Colon, 35] = 0.3;
        long before = Leaks.CountAlive();

        foreach (long memory in new[] { 1, 1 << 20 })
        {
            using CancellationTokenSource source = new();
            Assert.That(
                () => JointCases.ChooseFromPool(draws, 7, 15, Options with { MemoryLimit = memory }, stopAfterFirst: source),
                Throws.InstanceOf<OperationCanceledException>());
        }

        Assert.That(() => JointCases.Choose(wrong, 7, Options), Throws.ArgumentException);

        Assert.That(Leaks.CountAlive(), Is.EqualTo(before));
    }
}
