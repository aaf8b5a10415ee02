using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Ensembles;

/// <summary>Batches to train an ensemble on, and a short training.</summary>
internal abstract class EnsembleTrainingFixture
{
    private protected static EnsembleTrainingOptions Short { get; } = new() { Members = 2, Epochs = 2, LearningRate = 0.01, Seed = 5 };

    private protected (Tensor Inputs, Tensor Targets)[] Batches { get; private set; } = null!;

    [SetUp]
    public void Open() => Batches = EnsembleNetworks.Batches(4);

    [TearDown]
    public void Close()
    {
        foreach ((Tensor inputs, Tensor targets) in Batches)
        {
            inputs.Dispose();
            targets.Dispose();
        }
    }
}
