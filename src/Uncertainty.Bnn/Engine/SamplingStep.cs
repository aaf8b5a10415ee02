namespace Uncertainty.Bnn;

/// <summary>How the engine runs a part of the network.</summary>
internal abstract class SamplingStep(ChainLink link)
{
    /// <summary>The part.</summary>
    public ChainLink Link { get; } = link;

    /// <summary>In words: how this part runs, and why.</summary>
    public abstract string Path { get; }

    /// <summary>Takes the values of a draw one step on. Tensors that it leaves belong to the current scope.</summary>
    public abstract void Run(Flow flow, Draw draw);
}
