using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>New inputs that were made to be labelled, k of them, in the order of choice. Owns its tensors.</summary>
public sealed class SynthesizedInputs : IDisposable
{
    internal SynthesizedInputs(Tensor inputs, Tensor latents, IReadOnlyList<double> scores, IReadOnlyList<double>? startScores)
    {
        Inputs = inputs.DetachFromDisposeScope();
        Latents = latents.DetachFromDisposeScope();
        Scores = scores;
        StartScores = startScores;
    }

    /// <summary>Number of inputs k.</summary>
    public int Count => Scores.Count;

    /// <summary>[k, …] the inputs, as the generator gives them. Belongs to this object: do not dispose.</summary>
    public Tensor Inputs { get; }

    /// <summary>[k, L] what they were made of, in double precision, on the CPU. Belongs to this object: do not dispose.</summary>
    public Tensor Latents { get; }

    /// <summary>[k] what the acquisition function gives for them.</summary>
    public IReadOnlyList<double> Scores { get; }

    /// <summary>[k] what it gave where the search for each began; null where nothing was moved.</summary>
    public IReadOnlyList<double>? StartScores { get; }

    /// <summary>Gives the tensors back.</summary>
    public void Dispose()
    {
        Inputs.Dispose();
        Latents.Dispose();
    }
}
